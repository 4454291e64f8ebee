"""Run a whole batch: from answers to a folder with the reports of every school and of the cohort."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from speedbumps.audit import AuditOptions
from speedbumps.batch import worker
from speedbumps.batch.folders import folder_name
from speedbumps.batch.intake import BatchAnswers, NotInTable
from speedbumps.batch.manifest import (
    COMPARISON,
    MISSING,
    NAME,
    PRIVATE,
    REPORTS,
    Manifest,
    StaleReports,
    digest_inputs,
    format_manifest,
    path_digest,
    read_manifest,
    stamp_file,
    state_digest,
)
from speedbumps.batch.pool import WorkerPool, open_pool
from speedbumps.batch.prepare import Batch, BatchOptions, prepare
from speedbumps.batch.published import (
    again_line,
    changes_line,
    first_page_line,
    keeping_line,
    record_figures,
    waiting_line,
)
from speedbumps.batch.publishing import note_publication
from speedbumps.batch.report_plan import (
    SCHOOLS_PER_TASK,
    ProgressCallback,
    ReportPart,
    ReportPlan,
    plan_reports,
    school_rounds,
)
from speedbumps.batch.stale import EarlierRuns, UnusedAnswers, earlier_runs, folders_with_reason, stale_reports
from speedbumps.batch.storage import Journal, lock_folder, remove_work
from speedbumps.batch.worker import WorkerContext
from speedbumps.cohort.assertions import Verdict, verdicts
from speedbumps.cohort.build import CohortSchools, target_titles
from speedbumps.cohort.changes import SchoolRounds
from speedbumps.cohort.members import Member
from speedbumps.diagnostics.problem import Problem
from speedbumps.model.cohort import Cohort
from speedbumps.model.over_staff import over_staff_problem
from speedbumps.report.plan_page import PlanPage
from speedbumps.tables.files import is_personal
from speedbumps.whole_files import write_whole


class ProgressDisplay(NamedTuple):
    """How a batch reports its progress."""

    tell: ProgressCallback
    announce: Callable[[Sequence[str]], None]
    """Called with the folders whose reports will be removed, before anything is written."""


class BatchResult(NamedTuple):
    """What a batch did, or would do."""

    cohort: Cohort
    page: Cohort
    """The page about all schools: about this cohort, or that of an earlier run."""
    waiting: str
    """What to say where the page is that of an earlier run, or will be, and of schools that keep an earlier report."""
    again: str
    """What to say where figures of schools together were written anew on request; empty where they were not."""
    changed: Mapping[str, frozenset[ReportPart]]
    """What differs in those reports that were written and are not new, by the school's id."""
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
    unused_plans: tuple[Path, ...]
    """Files among the plans that could not be used."""
    newcomers: int
    """The number of schools that have no earlier answers, where those of other schools are known."""

    @property
    def broken(self) -> bool:
        """Return whether an assertion of level error does not hold."""
        return any(not each.holds and each.level == "error" for each in self.verdicts)


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
    batch = prepare(options)
    if dry:
        before = earlier_runs(read_manifest(options.out), {}, options.inputs)
        with open_pool(_worker_context(batch, options.out, keep=False), 1) as pool:
            plan = plan_reports(batch, pool, before, options.out, display.tell)
            return _batch_result(batch, plan, before)
    with lock_folder(options.out) as work:
        outcome = _write_batch(batch, work, pages, display)
    remove_work(options.out)
    return outcome


def _worker_context(batch: Batch, work: Path, *, keep: bool = True) -> WorkerContext:
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


def _write_batch(
    batch: Batch, work: Path, pages: Callable[[BatchResult], Mapping[str, bytes]], display: ProgressDisplay
) -> BatchResult:
    """Write the reports of all schools, and the files beside their folders."""
    options, found = batch.options, batch.found
    before = earlier_runs(read_manifest(options.out), Journal(work).read(), options.inputs)
    with open_pool(_worker_context(batch, work), options.workers) as pool:
        plan = plan_reports(batch, pool, before, work, display.tell)
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


def _batch_result(batch: Batch, plan: ReportPlan, before: EarlierRuns) -> BatchResult:
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
    keeping = _keeping_schools(plan, stale)
    waiting = waiting_line(plan.shared.waiting, least, keeping)
    staying = changes_line(plan.shared.changed, least)
    lines = (
        waiting or staying,
        keeping_line(keeping, found.instrument.questionnaire.privacy.min_group),
        "" if waiting else _first_page_line(found, plan),
    )
    return BatchResult(
        cohort=plan.cohort,
        page=plan.shared.page if waiting else plan.shared.page.model_copy(update={"response": response}),
        waiting=" ".join(line for line in lines if line),
        again=again_line(revealing=plan.shared.page.again) if options.again else "",
        changed={name: parts for name, parts in plan.changed.items() if name not in plan.failed},
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
        rounds=school_rounds(batch, plan.comparisons),
        plans=batch.plans.pages,
        unused_plans=batch.plans.unused,
        newcomers=len(plan.comparisons.newcomers),
    )


def _keeping_schools(plan: ReportPlan, stale: Mapping[str, StaleReports]) -> tuple[str, ...]:
    """Return the schools that keep an earlier report, because a new one beside it would reveal answers."""
    refused = plan.admitted.refused | plan.comparisons.late
    return tuple(school for school in sorted(refused) if folder_name(school) in stale)


def _first_page_line(found: BatchAnswers, plan: ReportPlan) -> str:
    """Return what to say of the only page so far about all schools, if not all that were asked are on it."""
    if len(plan.shared.record.pages) != 1:
        return ""
    there = {each.school.id for each in plan.schools.members}
    strangers = {each.school for each in found.not_in_table}
    missing = {*found.asked, *found.left_out, *plan.failed, *plan.comparisons.late}.difference(there, strangers)
    return first_page_line(plan.shared.page.response.schools, sorted(missing))


def _over_staff(options: BatchOptions, found: BatchAnswers, members: Sequence[Member]) -> Iterator[Problem]:
    """Yield a warning for each of the *members* with more answers than staff, in the order of ids."""
    table = options.answer_options.schools is not None
    for each in sorted(members, key=lambda each: each.school.id):
        path = found.first_file(each.school.id)
        yield from (over_staff_problem(over, each.school.id, path, table=table) for over in each.over_staff)


def _finish(batch: Batch, outcome: BatchResult, plan: ReportPlan, salt: str, work: Path) -> None:
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
