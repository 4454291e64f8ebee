"""Run a whole batch: from answers to a folder with the reports of every school and of the cohort."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from speedbumps.audit import AuditOptions
from speedbumps.batch import worker
from speedbumps.batch.comparisons import ComparedRounds, Comparisons, EarlierComparisons, compare_all
from speedbumps.batch.earlier_rounds import EarlierRounds, name_rounds, read_earlier_rounds
from speedbumps.batch.folders import folder_name
from speedbumps.batch.intake import BatchAnswers, NotInTable, TableUse, read_batch
from speedbumps.batch.manifest import (
    COMPARISON,
    MISSING,
    NAME,
    PRIVATE,
    REPORTS,
    FileStamp,
    Manifest,
    StaleReports,
    digest,
    digest_inputs,
    format_manifest,
    has_all_reports,
    path_digest,
    read_manifest,
    stamp_file,
    state_digest,
)
from speedbumps.batch.plans import PlansRead, read_plans
from speedbumps.batch.pool import WorkerPool, open_pool
from speedbumps.batch.published import changes_line, read_earlier_figures, record_figures, waiting_line
from speedbumps.batch.publishing import AdmittedAnswers, admit_answers, admit_earlier, note_publication, withdraw
from speedbumps.batch.stale import EarlierRuns, UnusedAnswers, earlier_runs, folders_with_reason, stale_reports
from speedbumps.batch.storage import Journal, lock_folder, remove_work
from speedbumps.batch.worker import PackedAnswers, ReportTask, WorkerContext
from speedbumps.cohort.assertions import Verdict, verdicts
from speedbumps.cohort.build import CohortSchools, cohort, exchange_results, form_cohort, target_titles
from speedbumps.cohort.changes import SchoolRounds, find_changes, share_changes
from speedbumps.cohort.members import Member
from speedbumps.cohort.shared_figures import SharedFigures, share_figures
from speedbumps.diagnostics.problem import Problem, require_value
from speedbumps.model.assertion import Assertions
from speedbumps.model.cohort import Cohort
from speedbumps.model.instrument import Instrument
from speedbumps.model.over_staff import over_staff_problem
from speedbumps.questionnaires.assertions import read_assertions
from speedbumps.report.branding.brand import Brand
from speedbumps.report.plan_page import PlanPage
from speedbumps.responses.publication_note import note_path
from speedbumps.responses.publications import replacement_note
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.files import is_personal
from speedbumps.whole_files import write_whole

SCHOOLS_PER_TASK = 100
"""Schools that are sent to a worker together."""

ProgressCallback = Callable[[str, int, int], None]
"""Called with what is being done, how many schools are done, and how many there are."""


class ProgressDisplay(NamedTuple):
    """How a batch reports its progress."""

    tell: ProgressCallback
    announce: Callable[[Sequence[str]], None]
    """Called with the folders whose reports will be removed, before anything is written."""


class BatchOptions(NamedTuple):
    """What a batch is to do."""

    answers: Sequence[Path]
    out: Path
    answer_options: AnswerOptions
    recorded: Mapping[str, object]
    """The options of the command line and the version of speedbumps, as the manifest records them."""
    inputs: Mapping[Path, FileStamp]
    """All files that are read, as they were before they were read."""
    date: str | None = None
    assertions: Path | None = None
    """A file of assertions about the cohort."""
    language: str = "en"
    workers: int = 1
    use: TableUse = TableUse()
    remove_missing: bool = False
    """Whether reports of schools whose answers are no longer there are removed."""
    replaces: bool = False
    """Whether earlier reports were taken back that would reveal answers together with the new ones."""
    again: bool = False
    """Whether figures of schools together are written anew although few schools changed."""
    brand: Brand | None = None
    """The templates of a user for pages."""
    before: Sequence[Path] = ()
    """The answers of earlier rounds, the oldest first."""
    plans: Path | None = None
    """A folder with plans that schools made after an earlier round."""


class BatchResult(NamedTuple):
    """What a batch did, or would do."""

    cohort: Cohort
    page: Cohort
    """The page about all schools: about this cohort, or that of an earlier run."""
    waiting: str
    """What to say where the page is that of an earlier run; empty where it is not."""
    schools: CohortSchools
    problems: tuple[Problem, ...]
    """Problems of files and schools that were left out, and warnings."""
    failed: int
    """The number of files and schools whose answers could not be read."""
    made: tuple[str, ...]
    """The folders whose reports were written."""
    kept: int
    """The number of schools whose reports were there and are still right."""
    gone: tuple[str, ...]
    """The folders whose reports are removed, since no file holds answers of their schools any more."""
    stale: Mapping[str, StaleReports]
    """The folders with reports of earlier runs that stay, and why this run would not make them."""
    not_in_table: tuple[NotInTable, ...]
    """Schools that are left out because they are not in the table of schools."""
    verdicts: tuple[Verdict, ...]
    """The verdict on each assertion."""
    titles: Mapping[str, str]
    """What each barrier and facet is called, by id."""
    folders: Mapping[str, Path]
    """The folder with the reports of each school that has them, by the school's id."""
    tables: Mapping[str, bytes]
    """The content of each file beside the schools' folders."""
    rounds: Mapping[str, SchoolRounds]
    """What changed in each school that has earlier answers, and its plan."""
    plans: Mapping[str, PlanPage]
    """The plans of schools that have one, by the school's id."""
    newcomers: int
    """The number of schools that have no earlier answers, where those of other schools are known."""

    @property
    def broken(self) -> bool:
        """Return whether an assertion of level error does not hold."""
        return any(not each.holds and each.level == "error" for each in self.verdicts)


class ScoredMembers(NamedTuple):
    """All schools of a batch after scoring."""

    members: tuple[Member, ...]
    answers: Mapping[str, str]
    failed: Mapping[str, str]


def run(
    options: BatchOptions,
    pages: Callable[[BatchResult], Mapping[str, bytes]],
    display: ProgressDisplay,
    *,
    dry: bool = False,
) -> BatchResult:
    """Run a batch; *pages* makes the files beside the schools' folders. A *dry* run writes nothing.

    Raises:
        BadFilesError: If nothing can be made of the answers at all.
        FolderInUseError: If another batch writes into the same folder.
        OSError: If something cannot be written; what is there by then is whole, and the next run goes on from it.
    """
    batch = _prepare(options)
    if dry:
        before = earlier_runs(read_manifest(options.out), {}, options.inputs)
        with open_pool(_worker_context(batch, options.out, keep=False), 1) as pool:
            plan = _plan_reports(batch, pool, before, options.out, display.tell)
            return _batch_result(batch, plan, before)
    with lock_folder(options.out) as work:
        outcome = _write_batch(batch, work, pages, display)
    remove_work(options.out)
    return outcome


class _Batch(NamedTuple):
    """What a batch works with before anything is written."""

    options: BatchOptions
    admitted: AdmittedAnswers
    earlier: EarlierRounds
    plans: PlansRead
    wanted: Assertions | None

    @property
    def found(self) -> BatchAnswers:
        """Return the answers of the last round."""
        return self.admitted.found


def _prepare(options: BatchOptions) -> _Batch:
    """Read everything that a batch rests on, before anything is written."""
    found = read_batch(options.answers, options.answer_options, options.inputs, options.use)
    earlier = EarlierRounds()
    if options.before:
        earlier = read_earlier_rounds(options.before, options.answer_options)
        found, earlier = name_rounds(found, options.answers[0], earlier)
    admitted = admit_answers(found, note_path(options.answers), replaces=options.replaces)
    plans = PlansRead() if options.plans is None else read_plans(options.plans, admitted.found.schools)
    return _Batch(options, admitted, earlier, plans, _assertions(options, found.instrument))


def _assertions(options: BatchOptions, instrument: Instrument) -> Assertions | None:
    if options.assertions is None:
        return None
    return require_value(read_assertions(options.assertions, instrument.questionnaire))


def _worker_context(batch: _Batch, work: Path, *, keep: bool = True) -> WorkerContext:
    options, rounds = batch.options, tuple(each.instrument for each in batch.earlier.rounds)
    return WorkerContext(
        batch.found.instrument,
        AuditOptions(options.date),
        options.language,
        options.out,
        work,
        options.brand,
        rounds,
        keep,
    )


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


def _plan_reports(
    batch: _Batch, pool: WorkerPool, before: EarlierRuns, work: Path, tell: ProgressCallback
) -> ReportPlan:
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
    return ReportPlan(admitted, together, whole, shared, compared, tasks, wanted, scored.failed)


def _admit_compared(batch: _Batch, compared: Comparisons) -> tuple[AdmittedAnswers, Comparisons]:
    """Return what may be published beside earlier reports of all rounds, and the comparisons that may be."""
    admitted = withdraw(batch.admitted, compared.late) if compared.late else batch.admitted
    places = {school: each.places for school, each in compared.made.items()}
    of_rounds = admit_earlier(admitted, batch.earlier.rounds, places, replaces=batch.options.replaces)
    made = {school: each for school, each in compared.made.items() if school not in of_rounds.refused}
    problems, refused = (*compared.problems, *of_rounds.problems), len(of_rounds.refused)
    return of_rounds.admitted, compared._replace(made=made, problems=problems, refused=refused)


def _share_figures(
    batch: _Batch, together: CohortSchools, compared: Comparisons, before: EarlierRuns
) -> tuple[Cohort, SharedFigures]:
    """Return the cohort, and what is written of its schools together beside what earlier runs wrote."""
    options, instrument = batch.options, batch.found.instrument
    earlier = read_earlier_figures(options.out, before.last)
    whole = cohort(instrument, together, date=options.date, parts=earlier.parts_shown(again=options.again))
    shared = share_figures(instrument.questionnaire, together, whole, earlier, again=options.again)
    changes = find_changes(instrument, together.members, _school_rounds(batch, compared), whole.nation)
    return whole, share_changes(shared, changes, earlier, again=options.again)


def _school_rounds(batch: _Batch, compared: Comparisons) -> Mapping[str, SchoolRounds]:
    """Return what changed in each school that is compared, with its plan."""
    pages = batch.plans.pages
    return {
        school: SchoolRounds({each.of: each for each in made.changes}, pages[school].plan if school in pages else None)
        for school, made in compared.made.items()
    }


def _write_batch(
    batch: _Batch, work: Path, pages: Callable[[BatchResult], Mapping[str, bytes]], display: ProgressDisplay
) -> BatchResult:
    """Write the reports of all schools, and the files beside their folders."""
    options, found = batch.options, batch.found
    before = earlier_runs(read_manifest(options.out), Journal(work).read(), options.inputs)
    with open_pool(_worker_context(batch, work), options.workers) as pool:
        plan = _plan_reports(batch, pool, before, work, display.tell)
        if options.remove_missing and (
            missing := folders_with_reason(_stale_folders(options, found, plan, before), MISSING)
        ):
            display.announce(missing)
        note_publication(plan.admitted)  # first, so that no report is ever without its note
        failed = _write_all_reports(pool, found, plan, display.tell)
    plan = plan._replace(failed={**plan.failed, **failed})
    outcome = _batch_result(batch, plan, before)
    outcome = outcome._replace(tables=pages(outcome))
    _finish(batch, outcome, plan, before.salt, work)
    return outcome


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
    batch: _Batch,
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
        others = (each.model_dump(mode="json") for each in (kin[name], visits[name]))
        report = admitted.reports.get(name)
        note = report and replacement_note(report)
        more: list[object] = [] if note is None else [note.items]
        comparison, plan = compared.made.get(name), batch.plans.pages.get(name)
        more += [] if comparison is None else [["then", comparison.content]]
        more += [] if plan is None else [["plan", batch.plans.marks[name]]]
        mark = digest(whole, rounds[name], scored.answers[name], *_school_facts(found, name), *others, *more)
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


def _write_all_reports(
    pool: WorkerPool, found: BatchAnswers, plan: ReportPlan, tell: ProgressCallback
) -> Mapping[str, str]:
    """Write the reports of the schools that are wanted, and return which failed and why."""
    failed: dict[str, str] = {}
    done = 0
    parts = [plan.wanted[start : start + SCHOOLS_PER_TASK] for start in range(0, len(plan.wanted), SCHOOLS_PER_TASK)]
    blocks = ((worker.pack_answers(found.responses, part), {name: plan.tasks[name] for name in part}) for part in parts)
    for part, each in zip(parts, pool.run_each(worker.write_reports, worker.write_in_worker, blocks), strict=True):
        failed |= each
        done += len(part)
        tell("Writing reports", done, len(plan.wanted))
    return failed


def _stale_folders(
    options: BatchOptions, found: BatchAnswers, plan: ReportPlan, before: EarlierRuns
) -> Mapping[str, StaleReports]:
    """Return the folders with reports of earlier runs that this run does not make, and why."""
    current = {each.folder for name, each in plan.tasks.items() if name not in plan.failed}
    unused = UnusedAnswers({*found.left_out, *plan.failed, *plan.comparisons.late}, found.unreadable)
    return stale_reports(options.out, before, current, unused)


def _batch_result(batch: _Batch, plan: ReportPlan, before: EarlierRuns) -> BatchResult:
    """Return the result of a batch, without the files beside the folders."""
    options, found, wanted = batch.options, batch.found, batch.wanted
    unscored = tuple(found.school_problem(name, message) for name, message in plan.failed.items())
    over = tuple(_over_staff(options, found, plan.schools.members))
    failed = found.failed + len(plan.failed) + len(plan.comparisons.late)
    beside = batch.earlier.failed + batch.plans.failed + plan.comparisons.refused
    stale = _stale_folders(options, found, plan, before)
    gone = folders_with_reason(stale, MISSING) if options.remove_missing else ()
    response = plan.cohort.response.model_copy(update=found.intake_counts(failed)._asdict())
    least = found.instrument.questionnaire.privacy.min_schools
    waiting = waiting_line(plan.shared.waiting, least)
    staying = changes_line(plan.shared.changed, least)
    return BatchResult(
        cohort=plan.cohort,
        page=plan.shared.page if waiting else plan.shared.page.model_copy(update={"response": response}),
        waiting=waiting or staying,
        schools=plan.schools,
        problems=(
            *found.problems,
            *batch.earlier.problems,
            *batch.plans.problems,
            *plan.comparisons.problems,
            *unscored,
            *over,
        ),
        failed=failed + beside,
        made=tuple(plan.tasks[name].folder for name in plan.wanted),
        kept=len(plan.tasks) - len(plan.wanted),
        gone=gone,
        stale={name: each for name, each in stale.items() if name not in gone},
        not_in_table=found.not_in_table,
        verdicts=verdicts(wanted, found.instrument.questionnaire, plan.schools.members, failed) if wanted else (),
        titles=target_titles(found.instrument.questionnaire, plan.cohort.nation),
        folders={name: options.out / each.folder for name, each in plan.tasks.items() if name not in plan.failed},
        tables={},
        rounds=_school_rounds(batch, plan.comparisons),
        plans=batch.plans.pages,
        newcomers=len(plan.comparisons.newcomers),
    )


def _over_staff(options: BatchOptions, found: BatchAnswers, members: Sequence[Member]) -> Iterator[Problem]:
    """Yield a warning for each of the *members* with more answers than staff, in the order of ids."""
    table = options.answer_options.schools is not None
    for each in sorted(members, key=lambda each: each.school.id):
        path = found.first_file(each.school.id)
        yield from (over_staff_problem(over, each.school.id, path, table=table) for over in each.over_staff)


def _finish(batch: _Batch, outcome: BatchResult, plan: ReportPlan, salt: str, work: Path) -> None:
    """Write the files beside the folders, remove what is to go, and write the manifest, with its *salt*, last."""
    options, found = batch.options, batch.found
    for name, content in outcome.tables.items():
        write_whole(content, options.out / name, work, private=name in PRIVATE)
    last = read_manifest(options.out)
    for name in set(last.files if last else ()) - outcome.tables.keys():  # such as the verdicts of the last run
        (options.out / name).unlink(missing_ok=True)
    for folder in outcome.gone:
        _take_away(options.out / folder)
    asked = found.instrument.questionnaire
    inputs, folders = digest_inputs(options.inputs, salt)
    unread = {path: stamp for path, stamp in options.inputs.items() if str(path) in found.unreadable}
    manifest = Manifest(
        options=options.recorded,
        questionnaire=f"{asked.id} {asked.version} {found.instrument.fingerprint}",
        salt=salt,
        inputs=inputs,
        folders=folders,
        handed_in=tuple(sorted(path_digest(path, salt) for path in options.inputs if is_personal(path))),
        unread=tuple(sorted(state_digest({path: stamp}, salt) for path, stamp in unread.items())),
        beside={str(path): stamp_file(path) for path in (*found.beside, *batch.earlier.beside, *batch.plans.beside)},
        schools={each.folder: each.mark for name, each in plan.tasks.items() if name not in plan.failed},
        sources={
            each.folder: tuple(path_digest(path, salt) for path in found.files.get(name, ()))
            for name, each in plan.tasks.items()
        },
        comparisons={
            plan.tasks[name].folder: (each.mark, each.content)
            for name, each in plan.comparisons.made.items()
            if name in plan.tasks and name not in plan.failed
        },
        stale=outcome.stale,
        files=tuple(sorted(outcome.tables)),
        failed=outcome.failed,
        verdicts=tuple(str(each) for each in outcome.verdicts),
        broken=outcome.broken,
        shared=record_figures(plan.shared.record),
        waiting=outcome.waiting,
    )
    write_whole(format_manifest(manifest).encode(), options.out / NAME, work)


def _take_away(folder: Path) -> None:
    """Remove our own files from *folder*, and the folder if nothing else is in it."""
    for name in (*REPORTS, COMPARISON):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
