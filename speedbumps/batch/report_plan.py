"""Score and compare all schools, and find out which reports have to be written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from speedbumps.batch import worker
from speedbumps.batch.comparisons import ComparedRounds, Comparisons, EarlierComparisons, compare_all
from speedbumps.batch.folders import folder_name
from speedbumps.batch.intake import BatchAnswers
from speedbumps.batch.manifest import (
    digest,
    has_all_reports,
    holds_reports,
)
from speedbumps.batch.pool import WorkerPool
from speedbumps.batch.prepare import Batch
from speedbumps.batch.published import read_earlier_figures
from speedbumps.batch.publishing import AdmittedAnswers, admit_earlier, withdraw
from speedbumps.batch.stale import EarlierRuns
from speedbumps.batch.worker import PackedAnswers, ReportTask
from speedbumps.cohort.build import CohortSchools, cohort, exchange_results, form_cohort
from speedbumps.cohort.changes import SchoolRounds, find_changes, share_changes
from speedbumps.cohort.members import Member
from speedbumps.cohort.shared_figures import SharedFigures, share_figures
from speedbumps.model.cohort import Cohort
from speedbumps.responses.publications import replacement_note

PART_DIGEST = 16
"""The characters in the digest of what a report says of a family, or of visits."""

SCHOOLS_PER_TASK = 100
"""Schools that are sent to a worker together."""

ProgressCallback = Callable[[str, int, int], None]
"""Called with what is being done, how many schools are done, and how many there are."""


ReportPart = Literal["own", "family", "visits"]
"""What may differ in a school's report: what is its own, such as its answers; its family; or its visits."""


PARTS: tuple[ReportPart, ...] = ("own", "family", "visits")
"""The parts of a report's mark, each a digest."""


class ReportPlan(NamedTuple):
    """A batch before reports are written."""

    admitted: AdmittedAnswers
    """What may be written, with the notes that say so."""
    schools: CohortSchools
    cohort: Cohort
    shared: SharedFigures
    comparisons: Comparisons
    tasks: Mapping[str, ReportTask]
    wanted: Sequence[str]
    """Schools whose reports are not there, or would be different now."""
    failed: Mapping[str, str]
    """Schools that could not be scored, with the reason."""
    changed: Mapping[str, frozenset[ReportPart]] = {}
    """What differs in the reports of wanted schools that have one; schools whose report is new are missing."""


def plan_reports(batch: Batch, pool: WorkerPool, before: EarlierRuns, work: Path, tell: ProgressCallback) -> ReportPlan:
    """Score all schools, and find out which reports have to be written."""
    options, found = batch.options, batch.found
    scored = _score_all(pool, found, tell)
    compared = Comparisons()
    admitted = batch.admitted
    if batch.earlier.rounds:
        given = ComparedRounds(found, batch.earlier.rounds, scored.answers)
        kept = EarlierComparisons(before.last, options.out, work)
        compared = compare_all(pool, given, kept, partial(tell, "Comparing rounds"))
        admitted, compared = _admit_compared(batch, compared)
        scored = scored._replace(
            members=tuple(each for each in scored.members if each.school.id not in compared.late),
        )
    tell("Looking for families and visits", 0, len(scored.members))
    together = form_cohort(found.instrument, scored.members, found.alike)
    tell("Looking for families and visits", len(scored.members), len(scored.members))
    whole, shared = _share_figures(batch, together, compared, before)
    tasks = _report_tasks(batch, admitted, scored, (together, shared, compared))
    wanted = [name for name, each in tasks.items() if not _is_done(options.out / each.folder, each, before.marks)]
    changed = {name: _changed_parts(before.marks.get(tasks[name].folder, ""), tasks[name].mark) for name in wanted}
    changed = {
        name: parts for name, parts in changed.items() if parts and holds_reports(options.out / tasks[name].folder)
    }
    return ReportPlan(admitted, together, whole, shared, compared, tasks, wanted, scored.failed, changed)


def _changed_parts(before: str, now: str) -> frozenset[ReportPart]:
    """Return which parts of a mark differ from those *before*; none where there was none."""
    parts = before.split("-")
    if not before:
        return frozenset()
    if len(parts) != len(PARTS):  # of a version that made one digest of all
        return frozenset({"own"})
    return frozenset(name for name, old, new in zip(PARTS, parts, now.split("-"), strict=True) if old != new)


def _admit_compared(batch: Batch, compared: Comparisons) -> tuple[AdmittedAnswers, Comparisons]:
    """Return what may be published beside earlier reports of all rounds, and the comparisons that may be."""
    admitted = withdraw(batch.admitted, compared.late) if compared.late else batch.admitted
    places = {school: each.places for school, each in compared.made.items()}
    of_rounds = admit_earlier(admitted, batch.earlier.rounds, places, replaces=batch.options.replaces)
    made = {school: each for school, each in compared.made.items() if school not in of_rounds.refused}
    problems, refused = (*compared.problems, *of_rounds.problems), len(of_rounds.refused)
    return of_rounds.admitted, compared._replace(made=made, problems=problems, refused=refused)


def _share_figures(
    batch: Batch, together: CohortSchools, compared: Comparisons, before: EarlierRuns
) -> tuple[Cohort, SharedFigures]:
    """Return the cohort, and what is written of its schools together beside what earlier runs wrote."""
    options, instrument = batch.options, batch.found.instrument
    earlier = read_earlier_figures(options.out, before.last)
    whole = cohort(instrument, together, date=options.date, parts=earlier.parts_shown(again=options.again))
    shared = share_figures(instrument.questionnaire, together, whole, earlier, again=options.again)
    changes = find_changes(instrument, together.members, school_rounds(batch, compared), whole.nation)
    return whole, share_changes(shared, changes, earlier, again=options.again)


def school_rounds(batch: Batch, compared: Comparisons) -> Mapping[str, SchoolRounds]:
    """Return what changed in each school that is compared, with its plan."""
    pages = batch.plans.pages
    return {
        school: SchoolRounds({each.of: each for each in made.changes}, pages[school].plan if school in pages else None)
        for school, made in compared.made.items()
    }


class ScoredMembers(NamedTuple):
    """All schools of a batch after scoring."""

    members: tuple[Member, ...]
    answers: Mapping[str, str]
    failed: Mapping[str, str]


def _score_all(pool: WorkerPool, found: BatchAnswers, tell: ProgressCallback) -> ScoredMembers:
    """Score all schools in the workers of *pool*."""
    members: list[Member] = []
    answers: dict[str, str] = {}
    failed: dict[str, str] = {}
    for each in pool.run_each(worker.score_schools, worker.score_in_worker, _blocks(found, found.schools)):
        members += each.members
        answers |= each.answers
        failed |= each.failed
        tell("Scoring", len(members) + len(failed), len(found.schools))
    return ScoredMembers(tuple(members), answers, failed)


def _blocks(found: BatchAnswers, schools: Sequence[str]) -> Iterator[tuple[PackedAnswers]]:
    """Yield the *schools* with their answers in blocks, as arguments for a worker."""
    for start in range(0, len(schools), SCHOOLS_PER_TASK):
        yield (worker.pack_answers(found.responses, schools[start : start + SCHOOLS_PER_TASK]),)


def _report_tasks(
    batch: Batch,
    admitted: AdmittedAnswers,
    scored: ScoredMembers,
    among: tuple[CohortSchools, SharedFigures, Comparisons],
) -> Mapping[str, ReportTask]:
    """Return for each school, in the order of ids, what its reports say of others, and a digest of their content."""
    options, found, (together, shared, compared) = batch.options, batch.found, among
    kin, visits = shared.families, exchange_results(found.instrument, together)
    # Not all options: assertions, for example, do not change the reports.
    whole = digest(
        options.recorded["version"], found.mark, options.date, options.language, options.recorded.get("templates")
    )
    rounds = {each.school.id: each.round for each in together.members}
    tasks: dict[str, ReportTask] = {}
    for name in sorted(kin):
        others = (digest(each.model_dump(mode="json"))[:PART_DIGEST] for each in (kin[name], visits[name]))
        report = admitted.reports.get(name)
        note = report and replacement_note(report)
        more: list[object] = [] if note is None else [note.items]
        comparison, plan = compared.made.get(name), batch.plans.pages.get(name)
        more += [] if comparison is None else [["then", comparison.content]]
        more += [] if plan is None else [["plan", batch.plans.marks[name]]]
        own = digest(whole, rounds[name], scored.answers[name], *_school_facts(found, name), *more)
        mark = "-".join((own, *others))  # in the order of PARTS
        compared_as = None if comparison is None else comparison.mark
        tasks[name] = ReportTask(folder_name(name), kin[name], visits[name], note, compared_as, plan, mark)
    return tasks


def _school_facts(found: BatchAnswers, school: str) -> tuple[object, ...]:
    """Return what is known of a *school* beside its answers."""
    responses = found.responses
    facts = responses.schools.get(school)
    known = facts.model_dump(mode="json") if facts else None
    return known, responses.set_aside.get(school, 0), responses.duplicates.get(school, 0)


def _is_done(folder: Path, task: ReportTask, done: Mapping[str, str]) -> bool:
    return done.get(folder.name) == task.mark and has_all_reports(folder, compared=task.comparison is not None)
