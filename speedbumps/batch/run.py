"""From answers to a folder with every school's reports and the cohort's: the whole of a batch."""

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

from speedbumps.audit import Wish
from speedbumps.batch import worker
from speedbumps.batch.folders import folder_of
from speedbumps.batch.intake import NotInTable, Sorted, TableUse, sort_out
from speedbumps.batch.manifest import MISSING, NAME, REPORTS, Manifest, Seen, Stale, digest, in_json, is_made, seen
from speedbumps.batch.manifest import read as last_manifest
from speedbumps.batch.stale import Earlier, Unused, earlier, of_reason, stale_reports
from speedbumps.batch.storage import Journal, alone, cleared, put
from speedbumps.batch.worker import Block, Task, Told
from speedbumps.cohort.assertions import Verdict, verdicts
from speedbumps.cohort.build import Company, cohort, company, exchanging_told, families_told
from speedbumps.cohort.members import Member
from speedbumps.diagnostics.problem import Problem, needed
from speedbumps.model.assertion import Assertions
from speedbumps.model.cohort import Cohort
from speedbumps.model.instrument import Instrument
from speedbumps.model.over_staff import over_staff_problem
from speedbumps.questionnaires.assertions import read_assertions
from speedbumps.responses.read_files import AnswerOptions

AT_ONCE = 100
"""Schools that travel to a worker together."""

Telling = Callable[[str, int, int], None]
"""Told what is being done, how many schools are done, and of how many."""

Result = TypeVar("Result")


class Screen(NamedTuple):
    """How a batch speaks while it works."""

    tell: Telling
    announce: Callable[[Sequence[str]], None]
    """Called with the folders whose reports will be taken away, before anything is written."""


class Job(NamedTuple):
    """What a batch is asked to do."""

    answers: Sequence[Path]
    out: Path
    asked: AnswerOptions
    options: Mapping[str, object]
    """What the command line said, and the version of speedbumps, as the manifest keeps them."""
    inputs: Mapping[Path, Seen]
    """All files that it reads, as they were before they were read."""
    date: str | None = None
    assertions: Path | None = None
    """A file of what must hold."""
    language: str = "en"
    workers: int = 1
    use: TableUse = TableUse()
    remove_missing: bool = False
    """Reports of schools whose answers are no longer there are taken away."""


class Outcome(NamedTuple):
    """What a batch did, or would do."""

    cohort: Cohort
    company: Company
    problems: tuple[Problem, ...]
    """Of files and schools that were left out, and what else is to be told."""
    failed: int
    """Files and schools whose answers could not be read."""
    made: tuple[str, ...]
    """Folders whose reports were written."""
    kept: int
    """Schools whose reports were there, and are as they would be now."""
    gone: tuple[str, ...]
    """Folders whose reports are taken away, since no file holds answers of their schools any more."""
    stale: Mapping[str, Stale]
    """Folders with reports of earlier runs that stay, and why this run would not make them."""
    not_in_table: tuple[NotInTable, ...]
    """Schools that are left out because they are not in the table of schools."""
    verdicts: tuple[Verdict, ...]
    """Whether what must hold does."""
    tables: Mapping[str, bytes]
    """What stands beside the folders."""

    @property
    def broken(self) -> bool:
        """Whether something does not hold that has to."""
        return any(not each.holds and each.level == "error" for each in self.verdicts)


class Scored(NamedTuple):
    """All schools of a batch after the first round of work."""

    members: tuple[Member, ...]
    answers: Mapping[str, str]
    failed: Mapping[str, str]


def run(job: Job, pages: Callable[[Outcome], Mapping[str, bytes]], screen: Screen, *, dry: bool = False) -> Outcome:
    """Does the *job*; *pages* makes what stands beside the schools' folders. A *dry* run writes nothing.

    Raises:
        BadFilesError: If nothing can be made of the answers at all.
        NoSuchError: If another batch writes into the same folder.
        OSError: If something cannot be written; what is there by then is whole, and the next run goes on from it.
    """
    found = sort_out(job.answers, job.asked, job.inputs, job.use)
    wanted = _assertions(job, found.instrument)  # before anything is written
    if dry:
        with _crew(_task(job, found, job.out), 1) as crew:
            before = earlier(last_manifest(job.out), {})
            return _outcome(job, found, _ready(job, found, crew, before, screen.tell), before, wanted)
    with alone(job.out) as work:
        outcome = _made(job, found, work, wanted, pages, screen)
    cleared(job.out)
    return outcome


def _assertions(job: Job, instrument: Instrument) -> Assertions | None:
    if job.assertions is None:
        return None
    return needed(read_assertions(job.assertions, instrument.questionnaire))


def _task(job: Job, found: Sorted, work: Path) -> Task:
    return Task(found.instrument, Wish(job.date), job.language, job.out, work)


class Ready(NamedTuple):
    """A batch before reports are written."""

    together: Company
    told: Mapping[str, Told]
    wanted: Sequence[str]
    """Schools whose reports are not there, or not as they would be now."""
    failed: Mapping[str, str]
    """Schools that could not be scored, and why."""


def _ready(job: Job, found: Sorted, crew: "Crew", before: Earlier, tell: Telling) -> Ready:
    scored = _scored(crew, found, tell)
    tell("Looking for families and visits", 0, len(scored.members))
    together = company(found.instrument, scored.members, found.alike)
    tell("Looking for families and visits", len(scored.members), len(scored.members))
    told = _told(job, found, scored, together)
    wanted = [name for name, each in told.items() if not _is_done(job.out / each.folder, each.mark, before.marks)]
    return Ready(together, told, wanted, scored.failed)


def _made(  # noqa: PLR0913, PLR0917 - all that a batch is given
    job: Job,
    found: Sorted,
    work: Path,
    wanted: Assertions | None,
    pages: Callable[[Outcome], Mapping[str, bytes]],
    screen: Screen,
) -> Outcome:
    before = earlier(last_manifest(job.out), Journal(work).read())
    with _crew(_task(job, found, work), job.workers) as crew:
        ready = _ready(job, found, crew, before, screen.tell)
        if job.remove_missing and (missing := of_reason(_stale(job, found, ready, before), MISSING)):
            screen.announce(missing)
        failed = _written(crew, found, ready, screen.tell)
    outcome = _outcome(job, found, ready._replace(failed={**ready.failed, **failed}), before, wanted)
    outcome = outcome._replace(tables=pages(outcome))
    _finish(job, found, outcome, ready, work)
    return outcome


def _scored(crew: "Crew", found: Sorted, tell: Telling) -> Scored:
    members: list[Member] = []
    answers: dict[str, str] = {}
    failed: dict[str, str] = {}
    for each in crew.each(worker.measured, worker.measure, _blocks(found, found.schools)):
        members += each.members
        answers |= each.answers
        failed |= each.failed
        tell("Scoring", len(members) + len(failed), len(found.schools))
    return Scored(tuple(members), answers, failed)


def _blocks(found: Sorted, schools: Sequence[str]) -> Iterator[tuple[Block]]:
    for start in range(0, len(schools), AT_ONCE):
        yield (worker.packed(found.responses, schools[start : start + AT_ONCE]),)


def _told(job: Job, found: Sorted, scored: Scored, together: Company) -> Mapping[str, Told]:
    """For each school, in the order of ids, what it is told of others, and a digest of all that its reports tell."""
    kin, visits = families_told(together), exchanging_told(found.instrument, together)
    # Not all options: the reports stay what they are when something is to hold of them.
    whole = digest(job.options["version"], found.mark, job.date, job.language)
    rounds = {each.school.id: each.round for each in together.members}
    told: dict[str, Told] = {}
    for name in sorted(kin):
        others = (each.model_dump(mode="json") for each in (kin[name], visits[name]))
        mark = digest(whole, rounds[name], scored.answers[name], *_facts(found, name), *others)
        told[name] = Told(folder_of(name), kin[name], visits[name], mark)
    return told


def _facts(found: Sorted, school: str) -> tuple[object, ...]:
    """What is known of a *school* beside its answers."""
    responses = found.responses
    facts = responses.schools.get(school)
    known = facts.model_dump(mode="json") if facts else None
    return known, responses.set_aside.get(school, 0), responses.duplicates.get(school, 0)


def _is_done(folder: Path, mark: str, done: Mapping[str, str]) -> bool:
    return done.get(folder.name) == mark and is_made(folder)


def _written(crew: "Crew", found: Sorted, ready: Ready, tell: Telling) -> Mapping[str, str]:
    """Writes the reports of the schools that are wanted; which failed, and why."""
    failed: dict[str, str] = {}
    done = 0
    parts = [ready.wanted[start : start + AT_ONCE] for start in range(0, len(ready.wanted), AT_ONCE)]
    blocks = ((worker.packed(found.responses, part), {name: ready.told[name] for name in part}) for part in parts)
    for part, each in zip(parts, crew.each(worker.written, worker.write, blocks), strict=True):
        failed |= each
        done += len(part)
        tell("Writing reports", done, len(ready.wanted))
    return failed


def _stale(job: Job, found: Sorted, ready: Ready, before: Earlier) -> Mapping[str, Stale]:
    """Return the folders with reports of earlier runs that this run does not make, and why."""
    current = {each.folder for name, each in ready.told.items() if name not in ready.failed}
    unused = Unused({*found.left_out, *ready.failed}, found.unreadable)
    return stale_reports(job.out, before, current, unused)


def _outcome(job: Job, found: Sorted, ready: Ready, before: Earlier, wanted: Assertions | None) -> Outcome:
    unscored = tuple(found.problem(name, message) for name, message in ready.failed.items())
    over = tuple(_over_staff(job, found, ready.together.members))
    failed = found.failed + len(ready.failed)
    stale = _stale(job, found, ready, before)
    gone = of_reason(stale, MISSING) if job.remove_missing else ()
    return Outcome(
        cohort=cohort(found.instrument, ready.together, date=job.date, care=found.care(failed)),
        company=ready.together,
        problems=(*found.problems, *unscored, *over),
        failed=failed,
        made=tuple(ready.told[name].folder for name in ready.wanted),
        kept=len(ready.told) - len(ready.wanted),
        gone=gone,
        stale={name: each for name, each in stale.items() if name not in gone},
        not_in_table=found.not_in_table,
        verdicts=verdicts(wanted, found.instrument.questionnaire, ready.together.members, failed) if wanted else (),
        tables={},
    )


def _over_staff(job: Job, found: Sorted, members: Sequence[Member]) -> Iterator[Problem]:
    """Yield a warning for each of the *members* with more answers than staff, in the order of ids."""
    table = job.asked.schools is not None
    for each in sorted(members, key=lambda each: each.school.id):
        path = found.place(each.school.id)
        yield from (over_staff_problem(over, each.school.id, path, table=table) for over in each.over_staff)


def _finish(job: Job, found: Sorted, outcome: Outcome, ready: Ready, work: Path) -> None:
    """Write what stands beside the folders, take away what is to go, and write the manifest last."""
    for name, content in outcome.tables.items():
        put(content, job.out / name, work)
    last = last_manifest(job.out)
    for name in set(last.files if last else ()) - outcome.tables.keys():  # such as what held the last time
        (job.out / name).unlink(missing_ok=True)
    for folder in outcome.gone:
        _take_away(job.out / folder)
    asked = found.instrument.questionnaire
    told = Manifest(
        options=job.options,
        questionnaire=f"{asked.id} {asked.version} {outcome.cohort.questionnaire.fingerprint}",
        inputs={str(path): told for path, told in job.inputs.items()},
        beside={str(path): seen(path) for path in found.beside},
        schools={each.folder: each.mark for name, each in ready.told.items() if name not in ready.failed},
        sources={each.folder: found.files.get(name, ()) for name, each in ready.told.items()},
        stale=outcome.stale,
        files=tuple(sorted(outcome.tables)),
        failed=outcome.failed,
        verdicts=tuple(str(each) for each in outcome.verdicts),
        broken=outcome.broken,
    )
    put(in_json(told).encode(), job.out / NAME, work)


def _take_away(folder: Path) -> None:
    """Removes our own files from *folder*, and the folder if nothing else is in it."""
    for name in REPORTS:
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


class Crew:
    """Those who do the work: this process, or several beside it."""

    def __init__(self, task: Task, pool: Executor | None, size: int) -> None:
        self._task, self._pool, self._size = task, pool, size

    def each(
        self,
        here: Callable[..., Result],
        there: Callable[..., Result],
        parts: Iterable[tuple[object, ...]],
    ) -> Iterator[Result]:
        """The result of every one of *parts* in its turn, done *here* with the task, or *there* by another process.

        Only a few parts are held at a time, however many there are.
        """
        if self._pool is None:
            for part in parts:
                yield here(self._task, *part)
            return
        rest = iter(parts)
        running: list[Future[Result]] = [self._pool.submit(there, *part) for part in islice(rest, 2 * self._size)]
        while running:
            yield running.pop(0).result()
            running += [self._pool.submit(there, *part) for part in islice(rest, 1)]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """While processes begin Ctrl-C is not heard; they never hear it, for who began the batch ends it."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _crew(task: Task, workers: int) -> Iterator[Crew]:
    if workers <= 1:
        yield Crew(task, None, 1)
        return
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"  # the workers share the machine, and not each takes all of it
    pool = ProcessPoolExecutor(workers, get_context("spawn"), worker.begin, (task,))
    try:
        with _undisturbed():
            for _ in range(workers):  # each begins a process, as long as none is idle
                pool.submit(worker.ready)
        yield Crew(task, pool, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before
