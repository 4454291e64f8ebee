"""Compare the last round of each school with its earlier ones, and only where something changed since the last run.

A comparison takes much longer than a report. So it is kept in the folder for unfinished work as soon as it is made, and
later in the school's folder, under a digest of all that it rests on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from speedbumps.batch import worker
from speedbumps.batch.earlier_rounds import EarlierRound
from speedbumps.batch.folders import folder_name
from speedbumps.batch.intake import BatchAnswers
from speedbumps.batch.manifest import COMPARISON, Manifest, digest
from speedbumps.batch.pool import WorkerPool
from speedbumps.batch.worker import MadeComparison, PackedAnswers, kept_comparison
from speedbumps.diagnostics.codes import PUBLISHED_BEFORE, ROUNDS_APART
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.comparison import RoundChange, RoundComparison
from speedbumps.rounds.compare import Refusal
from speedbumps.rounds.refusals import refusal_message
from speedbumps.version import __version__

SCHOOLS_PER_COMPARISON = 8
"""Schools whose rounds a worker compares at a time: each takes about a third of a second."""


class SchoolComparison(NamedTuple):
    """What changed in one school, as far as the whole batch needs it."""

    mark: str
    """A digest of everything that it rests on."""
    content: str
    """A digest of the comparison itself."""
    changes: tuple[RoundChange, ...]
    """Its barriers and facets."""
    places: tuple[int, ...]
    """The indices of the earlier rounds that the school has answers in."""


class Comparisons(NamedTuple):
    """What changed in all schools that have answers in an earlier round."""

    made: Mapping[str, SchoolComparison] = {}
    """By the school's id."""
    problems: tuple[Problem, ...] = ()
    """Why some schools are not compared, or not reported."""
    late: frozenset[str] = frozenset()
    """Schools whose two rounds are one with late answers, so that they get no report."""
    refused: int = 0
    """The number of schools that must not be compared beside earlier reports."""
    newcomers: tuple[str, ...] = ()
    """Schools that have no answers in any earlier round."""


class ComparedRounds(NamedTuple):
    """The rounds of all schools, and where comparisons are kept."""

    found: BatchAnswers
    rounds: Sequence[EarlierRound]
    rows: Mapping[str, str]
    """A digest of each school's answers in the last round."""


class EarlierComparisons(NamedTuple):
    """Where comparisons of earlier runs are."""

    last: Manifest | None
    out: Path
    work: Path


def compare_all(
    pool: WorkerPool, given: ComparedRounds, before: EarlierComparisons, tell: Callable[[int, int], None]
) -> Comparisons:
    """Return what changed in each school that has answers in an earlier round.

    What an earlier run compared already is taken from there. *tell* is called with how many schools are done, and how
    many there are.
    """
    rows = [worker.row_digests(each.responses.people) for each in given.rounds]
    held = {school: tuple(at for at, each in enumerate(rows) if school in each) for school in sorted(given.rows)}
    places = {school: there for school, there in held.items() if there}
    marks = {
        school: _comparison_mark(given, school, [(at, rows[at][school]) for at in there])
        for school, there in places.items()
    }
    made: dict[str, MadeComparison | Refusal | str] = {}
    for school, mark in marks.items():
        known = _known_comparison(before, folder_name(school), mark)
        if known is not None:
            made[school] = known
    tell(len(made), len(marks))
    for each in _compare_new(pool, given, {school: mark for school, mark in marks.items() if school not in made}):
        made |= each
        tell(len(made), len(marks))
    newcomers = tuple(school for school, there in held.items() if not there)
    return _collected(given, made, marks, places)._replace(newcomers=newcomers)


def _compare_new(
    pool: WorkerPool, given: ComparedRounds, marks: Mapping[str, str]
) -> Iterator[Mapping[str, MadeComparison | Refusal | str]]:
    """Yield what changed in the schools of *marks*, some schools at a time."""
    names = list(marks)
    parts = (names[at : at + SCHOOLS_PER_COMPARISON] for at in range(0, len(names), SCHOOLS_PER_COMPARISON))
    blocks = ((_pack_rounds(given, part), {school: marks[school] for school in part}) for part in parts)
    yield from pool.run_each(worker.compare_schools, worker.compare_in_worker, blocks)


def _collected(
    given: ComparedRounds,
    results: Mapping[str, MadeComparison | Refusal | str],
    marks: Mapping[str, str],
    places: Mapping[str, tuple[int, ...]],
) -> Comparisons:
    """Return the comparisons among *results*, and the problems of schools that have none."""
    made: dict[str, SchoolComparison] = {}
    problems: list[Problem] = []
    late: set[str] = set()
    for school, result in sorted(results.items()):
        if isinstance(result, MadeComparison):
            made[school] = SchoolComparison(marks[school], *result, places[school])
            continue
        path = given.found.first_file(school)
        paths = [given.rounds[at].first_file(school) for at in places[school]]
        reason = result if isinstance(result, str) else refusal_message(result, [*paths, path])
        if isinstance(result, Refusal) and result.reason == "one-round":
            late.add(school)
            problems.append(Problem(path, START, PUBLISHED_BEFORE, f"{school}: {reason}"))
        else:
            text = f"{school}: its report does not say what changed: {reason}"
            problems.append(Problem(path, START, ROUNDS_APART, text, severity_of(ROUNDS_APART)))
    return Comparisons(made, tuple(problems), frozenset(late))


def _comparison_mark(given: ComparedRounds, school: str, rows: Sequence[tuple[int, str]]) -> str:
    """Return a digest of everything that the comparison of a *school* rests on, whose earlier *rows* are by round."""
    parts = [
        (given.rounds[place].mark, held, _facts(given.rounds[place].responses.schools, school)) for place, held in rows
    ]
    last = (given.found.mark, given.rows[school], _facts(given.found.responses.schools, school))
    return digest(__version__, *parts, last)


def _facts(schools: Mapping[str, object], school: str) -> object:
    return repr(schools.get(school))


def _known_comparison(before: EarlierComparisons, folder: str, mark: str) -> MadeComparison | None:
    """Return the comparison with this *mark*, if an earlier run made it."""
    kept = kept_comparison(before.work, mark)
    if kept is not None:
        return _read_comparison(kept)
    noted = before.last.comparisons.get(folder) if before.last else None
    if noted is None or noted[0] != mark:
        return None
    try:
        content = (before.out / folder / COMPARISON).read_bytes()
    except OSError:
        return None
    return _read_comparison(content) if sha256(content).hexdigest() == noted[1] else None


def _read_comparison(content: bytes) -> MadeComparison | None:
    try:
        found = RoundComparison.model_validate_json(content)
    except ValidationError:
        return None
    return MadeComparison(sha256(content).hexdigest(), worker.main_changes(found))


def _pack_rounds(given: ComparedRounds, schools: Sequence[str]) -> tuple[PackedAnswers, ...]:
    """Return the answers of *schools* in each round, the last one last."""
    every = (*(each.responses for each in given.rounds), given.found.responses)
    return tuple(worker.pack_answers(responses, schools) for responses in every)
