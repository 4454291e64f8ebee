"""Run a whole batch: from answers to a folder with the reports of every school and of the cohort."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from threading import current_thread, main_thread
from typing import NamedTuple, TypeVar

from speedbumps.audit import AuditOptions
from speedbumps.batch import worker
from speedbumps.batch.folders import folder_name
from speedbumps.batch.intake import BatchAnswers, NotInTable, TableUse, read_batch
from speedbumps.batch.manifest import (
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
from speedbumps.batch.published import read_earlier_figures, record_figures, waiting_line
from speedbumps.batch.publishing import AdmittedAnswers, admit_answers, note_publication
from speedbumps.batch.stale import EarlierRuns, UnusedAnswers, earlier_runs, folders_with_reason, stale_reports
from speedbumps.batch.storage import Journal, lock_folder, remove_work
from speedbumps.batch.worker import PackedAnswers, ReportTask, WorkerContext
from speedbumps.cohort.assertions import Verdict, verdicts
from speedbumps.cohort.build import CohortSchools, cohort, exchange_results, form_cohort, target_titles
from speedbumps.cohort.members import Member
from speedbumps.cohort.shared_figures import SharedFigures, share_figures
from speedbumps.diagnostics.problem import Problem, require_value
from speedbumps.model.assertion import Assertions
from speedbumps.model.cohort import Cohort
from speedbumps.model.instrument import Instrument
from speedbumps.model.over_staff import over_staff_problem
from speedbumps.questionnaires.assertions import read_assertions
from speedbumps.report.branding.brand import Brand
from speedbumps.responses.publication_note import note_path
from speedbumps.responses.publications import replacement_note
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.files import is_personal
from speedbumps.whole_files import write_whole

SCHOOLS_PER_TASK = 100
"""Schools that are sent to a worker together."""

ProgressCallback = Callable[[str, int, int], None]
"""Called with what is being done, how many schools are done, and how many there are."""

Result = TypeVar("Result")


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
    read = read_batch(options.answers, options.answer_options, options.inputs, options.use)
    admitted = admit_answers(read, note_path(options.answers), replaces=options.replaces)
    found = admitted.found
    wanted = _assertions(options, found.instrument)  # before anything is written
    if dry:
        with _worker_pool(_worker_context(options, found, options.out), 1) as pool:
            before = earlier_runs(read_manifest(options.out), {}, options.inputs)
            return _batch_result(
                options, found, _plan_reports(options, admitted, pool, before, display.tell), before, wanted
            )
    with lock_folder(options.out) as work:
        outcome = _write_batch(_Batch(options, admitted, wanted), work, pages, display)
    remove_work(options.out)
    return outcome


def _assertions(options: BatchOptions, instrument: Instrument) -> Assertions | None:
    if options.assertions is None:
        return None
    return require_value(read_assertions(options.assertions, instrument.questionnaire))


def _worker_context(options: BatchOptions, found: BatchAnswers, work: Path) -> WorkerContext:
    return WorkerContext(
        found.instrument, AuditOptions(options.date), options.language, options.out, work, options.brand
    )


class ReportPlan(NamedTuple):
    """A batch before reports are written."""

    schools: CohortSchools
    cohort: Cohort
    shared: SharedFigures
    tasks: Mapping[str, ReportTask]
    wanted: Sequence[str]
    """Schools whose reports are not there, or would be different now."""
    failed: Mapping[str, str]
    """Schools that could not be scored, with the reason."""


def _plan_reports(
    options: BatchOptions, admitted: AdmittedAnswers, pool: "WorkerPool", before: EarlierRuns, tell: ProgressCallback
) -> ReportPlan:
    """Score all schools, and find out which reports have to be written."""
    found = admitted.found
    scored = _score_all(pool, found, tell)
    tell("Looking for families and visits", 0, len(scored.members))
    together = form_cohort(found.instrument, scored.members, found.alike)
    tell("Looking for families and visits", len(scored.members), len(scored.members))
    whole, shared = _share_figures(options, found, together, before)
    tasks = _report_tasks(options, admitted, scored, (together, shared))
    wanted = [name for name, each in tasks.items() if not _is_done(options.out / each.folder, each.mark, before.marks)]
    return ReportPlan(together, whole, shared, tasks, wanted, scored.failed)


def _share_figures(
    options: BatchOptions, found: BatchAnswers, together: CohortSchools, before: EarlierRuns
) -> tuple[Cohort, SharedFigures]:
    """Return the cohort, and what is written of its schools together beside what earlier runs wrote."""
    earlier = read_earlier_figures(options.out, before.last)
    whole = cohort(found.instrument, together, date=options.date, parts=earlier.parts_shown(again=options.again))
    return whole, share_figures(found.instrument.questionnaire, together, whole, earlier, again=options.again)


class _Batch(NamedTuple):
    """What a batch works with before anything is written."""

    options: BatchOptions
    admitted: AdmittedAnswers
    wanted: Assertions | None


def _write_batch(
    batch: _Batch, work: Path, pages: Callable[[BatchResult], Mapping[str, bytes]], display: ProgressDisplay
) -> BatchResult:
    """Write the reports of all schools, and the files beside their folders."""
    options, admitted, wanted = batch
    found = admitted.found
    before = earlier_runs(read_manifest(options.out), Journal(work).read(), options.inputs)
    with _worker_pool(_worker_context(options, found, work), options.workers) as pool:
        plan = _plan_reports(options, admitted, pool, before, display.tell)
        if options.remove_missing and (
            missing := folders_with_reason(_stale_folders(options, found, plan, before), MISSING)
        ):
            display.announce(missing)
        note_publication(admitted)  # first, so that no report is ever without its note
        failed = _write_all_reports(pool, found, plan, display.tell)
    outcome = _batch_result(options, found, plan._replace(failed={**plan.failed, **failed}), before, wanted)
    outcome = outcome._replace(tables=pages(outcome))
    _finish(batch, outcome, plan, before.salt, work)
    return outcome


def _score_all(pool: "WorkerPool", found: BatchAnswers, tell: ProgressCallback) -> ScoredMembers:
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
    options: BatchOptions, admitted: AdmittedAnswers, scored: ScoredMembers, among: tuple[CohortSchools, SharedFigures]
) -> Mapping[str, ReportTask]:
    """Return for each school, in the order of ids, what its reports say of others, and a digest of their content."""
    found, (together, shared) = admitted.found, among
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
        more = () if note is None else (note.items,)
        mark = digest(whole, rounds[name], scored.answers[name], *_school_facts(found, name), *others, *more)
        tasks[name] = ReportTask(folder_name(name), kin[name], visits[name], note, mark)
    return tasks


def _school_facts(found: BatchAnswers, school: str) -> tuple[object, ...]:
    """Return what is known of a *school* beside its answers."""
    responses = found.responses
    facts = responses.schools.get(school)
    known = facts.model_dump(mode="json") if facts else None
    return known, responses.set_aside.get(school, 0), responses.duplicates.get(school, 0)


def _is_done(folder: Path, mark: str, done: Mapping[str, str]) -> bool:
    return done.get(folder.name) == mark and has_all_reports(folder)


def _write_all_reports(
    pool: "WorkerPool", found: BatchAnswers, plan: ReportPlan, tell: ProgressCallback
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
    unused = UnusedAnswers({*found.left_out, *plan.failed}, found.unreadable)
    return stale_reports(options.out, before, current, unused)


def _batch_result(
    options: BatchOptions, found: BatchAnswers, plan: ReportPlan, before: EarlierRuns, wanted: Assertions | None
) -> BatchResult:
    """Return the result of a batch, without the files beside the folders."""
    unscored = tuple(found.school_problem(name, message) for name, message in plan.failed.items())
    over = tuple(_over_staff(options, found, plan.schools.members))
    failed = found.failed + len(plan.failed)
    stale = _stale_folders(options, found, plan, before)
    gone = folders_with_reason(stale, MISSING) if options.remove_missing else ()
    response = plan.cohort.response.model_copy(update=found.intake_counts(failed)._asdict())
    waiting = waiting_line(plan.shared.waiting, found.instrument.questionnaire.privacy.min_schools)
    return BatchResult(
        cohort=plan.cohort,
        page=plan.shared.page if waiting else plan.shared.page.model_copy(update={"response": response}),
        waiting=waiting,
        schools=plan.schools,
        problems=(*found.problems, *unscored, *over),
        failed=failed,
        made=tuple(plan.tasks[name].folder for name in plan.wanted),
        kept=len(plan.tasks) - len(plan.wanted),
        gone=gone,
        stale={name: each for name, each in stale.items() if name not in gone},
        not_in_table=found.not_in_table,
        verdicts=verdicts(wanted, found.instrument.questionnaire, plan.schools.members, failed) if wanted else (),
        titles=target_titles(found.instrument.questionnaire, plan.cohort.nation),
        folders={name: options.out / each.folder for name, each in plan.tasks.items() if name not in plan.failed},
        tables={},
    )


def _over_staff(options: BatchOptions, found: BatchAnswers, members: Sequence[Member]) -> Iterator[Problem]:
    """Yield a warning for each of the *members* with more answers than staff, in the order of ids."""
    table = options.answer_options.schools is not None
    for each in sorted(members, key=lambda each: each.school.id):
        path = found.first_file(each.school.id)
        yield from (over_staff_problem(over, each.school.id, path, table=table) for over in each.over_staff)


def _finish(batch: _Batch, outcome: BatchResult, plan: ReportPlan, salt: str, work: Path) -> None:
    """Write the files beside the folders, remove what is to go, and write the manifest, with its *salt*, last."""
    options, found = batch.options, batch.admitted.found
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
        beside={str(path): stamp_file(path) for path in found.beside},
        schools={each.folder: each.mark for name, each in plan.tasks.items() if name not in plan.failed},
        sources={
            each.folder: tuple(path_digest(path, salt) for path in found.files.get(name, ()))
            for name, each in plan.tasks.items()
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
    for name in REPORTS:
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


class WorkerPool:
    """The workers of a batch: this process, or several others."""

    def __init__(self, context: WorkerContext, pool: Executor | None, size: int) -> None:
        self._context, self._pool, self._size = context, pool, size

    def run_each(
        self,
        here: Callable[..., Result],
        there: Callable[..., Result],
        parts: Iterable[tuple[object, ...]],
    ) -> Iterator[Result]:
        """Yield the result of each of *parts* in order, made *here* with the context, or *there* in another process.

        Only a few parts are held at a time, however many there are.
        """
        if self._pool is None:
            for part in parts:
                yield here(self._context, *part)
            return
        rest = iter(parts)
        running: list[Future[Result]] = [self._pool.submit(there, *part) for part in islice(rest, 2 * self._size)]
        while running:
            yield running.pop(0).result()
            running += [self._pool.submit(there, *part) for part in islice(rest, 1)]


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C while workers start, so that they inherit that; the process that began the batch ends them."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _worker_pool(context: WorkerContext, workers: int) -> Iterator[WorkerPool]:
    if workers <= 1:
        yield WorkerPool(context, None, 1)
        return
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"  # the workers share the cores
    pool = ProcessPoolExecutor(workers, get_context("spawn"), worker.start_worker, (context,))
    try:
        with _without_interrupts():
            for _ in range(workers):  # each starts a process, as long as none is idle
                pool.submit(worker.do_nothing)
        yield WorkerPool(context, pool, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before
