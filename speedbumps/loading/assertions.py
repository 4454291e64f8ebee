"""From a file to what must hold of a batch."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from speedbumps.checks.structure import WRONG_SHAPE, fit
from speedbumps.model.assertion import Assertion, Assertions
from speedbumps.model.problem import Loaded, Problem, Route
from speedbumps.source import Source, read_yaml


def read_assertions(path: Path) -> Loaded[Assertions]:
    """What must hold, as the file at *path* says.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    read = read_yaml(path)
    return assertions_of(read.value) if read.value is not None else Loaded(None, read.problems)


def assertions_of(source: Source) -> Loaded[Assertions]:
    """What must hold, as *source* says."""
    found = fit(Assertions, source)
    if found.value is None:
        return found
    problems = tuple(_faults(found.value, source))
    return Loaded(None, problems) if problems else found


def _faults(found: Assertions, source: Source) -> Iterator[Problem]:
    times = Counter(each.id.casefold() for each in found.assertions)
    for place, each in enumerate(found.assertions):
        route: Route = ("assertions", place)
        for key, message in _wrong(each, times[each.id.casefold()]):
            yield Problem(source.path, source.place((*route, key) if key else route), WRONG_SHAPE, message)


def _wrong(each: Assertion, times: int) -> Iterator[tuple[str | None, str]]:
    if times > 1:
        yield "id", f"the id '{each.id}' is taken by another one"
    if each.at_least is None and each.at_most is None:
        yield None, "say what is good with 'at_least', 'at_most' or both"
    if each.at_least is not None and each.at_most is not None and each.at_least > each.at_most:
        yield "at_least", "nothing is both at least this and at most the other"
    if (each.of == "share") != (each.band is not None):
        yield "of", "a share is of the schools in a 'band'; nothing else has one"
    if each.target is not None and each.of not in ("severity", "share"):
        yield "target", "only a severity or a share has a target"
