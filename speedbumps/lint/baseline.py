"""Hide the problems that a baseline lists, so that a project can begin to check its files and report only new ones."""

import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import GONE_FROM_BASELINE
from speedbumps.diagnostics.problem import START, Problem, Route, require_value
from speedbumps.diagnostics.severities import assign_severity
from speedbumps.diagnostics.yaml_edit import PLAIN_NAME, quoted_scalar, yaml_scalar
from speedbumps.diagnostics.yaml_events import event_span
from speedbumps.diagnostics.yaml_source import Source, WrittenScalar, parse_yaml, read_yaml
from speedbumps.lint.named_places import name_of_route
from speedbumps.lint.results import LintResult
from speedbumps.lint.selection import Selection
from speedbumps.model.baseline import Baseline, KnownProblem
from speedbumps.questionnaires.validate import validate

PRINT_LENGTH = 16
"""The digits of a fingerprint in a baseline."""


class BaselineFile(NamedTuple):
    """A baseline, and the file that it was read from."""

    path: Path
    baseline: Baseline
    source: Source


class KnownPlace(NamedTuple):
    """What a problem in one file is known by. It holds no line numbers, and nothing of people's answers."""

    code: str
    at: str | None
    words: str | None


class BaselineResult(NamedTuple):
    """What is left of checked files beside a baseline."""

    files: list[LintResult]
    hidden: int
    """The number of wanted problems that the baseline hides."""


def load_baseline(path: Path) -> BaselineFile:
    """Return the baseline at *path*.

    Raises:
        BadFilesError: If it cannot be read, or has problems.
        FileNotFoundError: If there is no such file.
    """
    source = require_value(read_yaml(path))
    return BaselineFile(path, require_value(validate(Baseline, source)), source)


def apply_baseline(files: Sequence[LintResult], known: BaselineFile, wanted: Selection) -> BaselineResult:
    """Return *files* without the problems that are *known*, and with advice (SB925) of entries that are found no more.

    Mistakes are never hidden, since a file with one does not work, whatever a check says. Advice about the baseline
    comes last, with its own file. An entry counts as gone only if its file was checked and has no mistake, which may
    have kept a check from running, or is no longer there.
    """
    hidden, kept, unused = 0, [], []
    for file in files:
        name = _name_of(file.path, known.path)
        allowed = Counter[KnownPlace]()
        for entry in known.baseline.files.get(name, ()):
            allowed[_place_of(entry)] += entry.count
        places = _places_of(file) if allowed else {}
        left = []
        for problem in file.problems:
            place = places.get(problem)
            if place is not None and allowed[place] >= problem.count:
                allowed[place] -= problem.count
                hidden += problem.count if wanted.includes(problem.code) else 0
            else:
                left.append(problem)
        kept.append(file._replace(problems=tuple(left)))
        if not _has_mistakes(file):
            unused += [(name, place, number) for place, number in allowed.items() if number]
    gone = tuple(_gone_entries(known, unused, {_name_of(file.path, known.path) for file in files}))
    return BaselineResult(_add_problems(kept, known, gone), hidden)


def _add_problems(files: list[LintResult], known: BaselineFile, gone: tuple[Problem, ...]) -> list[LintResult]:
    """Return *files* with the problems of the baseline: in its own place if it is one of them, else at the end."""
    own = next((file for file in files if _name_of(file.path, known.path) == known.path.name), None)
    if own is None:
        return [*files, LintResult(str(known.path), known.source.text, gone)] if gone else files
    problems = (*own.problems, *(problem._replace(path=own.path) for problem in gone))
    return [file._replace(problems=problems) if file is own else file for file in files]


def build_baseline(
    files: Sequence[LintResult], path: Path, wanted: Selection, before: BaselineFile | None
) -> Mapping[str, Counter[KnownPlace]]:
    """Return the places of all problems of *files* that a baseline at *path* may hide, by the name of the file.

    What was in the baseline *before* stays if it was not looked for: in files that are there and were not checked, or
    have mistakes, and of checks that are not *wanted*.
    """
    found: dict[str, Counter[KnownPlace]] = {}
    for file in files:
        places = _places_of(file)
        counted = found.setdefault(_name_of(file.path, path), Counter())
        for problem in file.problems:
            if problem in places:
                counted[places[problem]] += problem.count
    checked = {_name_of(file.path, path): not _has_mistakes(file) for file in files}
    for name, entries in before.baseline.files.items() if before else ():
        if name not in checked and not (path.parent / name).exists():
            continue
        for entry in entries:
            if not checked.get(name) or not wanted.includes(entry.code):
                counted = found.setdefault(name, Counter())
                counted[_place_of(entry)] = max(counted[_place_of(entry)], entry.count)
    return {name: counted for name, counted in sorted(found.items()) if counted}


def format_baseline(found: Mapping[str, Counter[KnownPlace]]) -> str:
    """Return the text of a baseline, the same whenever the same is *found*."""
    return "".join(f"{line}\n" for line in _baseline_lines(found))


def _baseline_lines(found: Mapping[str, Counter[KnownPlace]]) -> Iterator[str]:
    yield "# Problems that are known and not reported, written by 'speedbumps check --write-baseline'."
    yield "# Write it again when some are gone; 'speedbumps explain CODE' explains a code."
    yield "format: speedbumps-baseline/1"
    yield "files:" if found else "files: {}"
    for name, counted in found.items():
        yield f"  {yaml_scalar(name)}:"
        for place, number in sorted(counted.items(), key=lambda pair: (*map(str, pair[0]), pair[1])):
            keys = {"code": place.code, "at": place.at, "words": place.words, "count": number if number > 1 else None}
            listed = ", ".join(f"{key}: {_flow_scalar(str(value))}" for key, value in keys.items() if value is not None)
            yield f"    - {{{listed}}}"


def _flow_scalar(text: str) -> str:
    return text if PLAIN_NAME.fullmatch(text) else quoted_scalar(text)


def _place_of(entry: KnownProblem) -> KnownPlace:
    return KnownPlace(entry.code, entry.at, entry.words)


def _name_of(path: str, baseline: Path) -> str:
    """Return the *path* of a file as it is seen from the folder of the *baseline*."""
    here = Path(path).resolve()
    try:
        return Path(os.path.relpath(here, baseline.parent.resolve())).as_posix()
    except ValueError:  # on another drive
        return here.as_posix()


def _has_mistakes(file: LintResult) -> bool:
    return any(problem.severity == "error" for problem in file.problems)


def _places_of(file: LintResult) -> Mapping[Problem, KnownPlace]:
    """Return what each problem of *file* that may be hidden is known by."""
    mild = [problem for problem in file.problems if problem.severity != "error"]
    source = parse_yaml(file.path, file.text).value if mild and not file.private else None
    if source is None:
        return {problem: KnownPlace(problem.code, None, None) for problem in mild}
    scalars = list(source.scalars())
    starts = [event_span(scalar.event)[:2] for scalar in scalars]
    return {problem: _place_in(source, _scalar_at(problem, starts, scalars), problem) for problem in mild}


def _scalar_at(
    problem: Problem, starts: Sequence[tuple[int, int]], scalars: Sequence[WrittenScalar]
) -> WrittenScalar | None:
    """Return the last key or text that begins before the end of where *problem* begins; None for the whole file."""
    at = bisect_right(starts, problem.span[:2])
    return scalars[at - 1] if at and problem.span != START else None


def _place_in(source: Source, scalar: WrittenScalar | None, problem: Problem) -> KnownPlace:
    if scalar is None:
        return KnownPlace(problem.code, None, None)
    words = " ".join(scalar.event.value.split())
    digest = sha256(words.encode("utf-8", "replace")).hexdigest()[:PRINT_LENGTH]
    return KnownPlace(problem.code, name_of_route(source.data, scalar.route) or None, digest)


def _gone_entries(
    known: BaselineFile, unused: Iterable[tuple[str, KnownPlace, int]], checked: Collection[str]
) -> Iterator[Problem]:
    """Yield the problem of each entry that is found no more: that is *unused*, or of a file that is not there."""
    numbers = {(name, place): number for name, place, number in unused}
    for name, entries in known.baseline.files.items():
        if name not in checked and not (known.path.parent / name).exists():
            yield _gone(known, ("files", name), f"there is no file {name} any more", at_key=True)
            continue
        for place, entry in enumerate(entries):
            number = numbers.get((name, _place_of(entry)))
            if number:
                part = "" if number == entry.count else f" {number} of the {entry.count} times"
                where = f" at {entry.at}" if entry.at else ""
                yield _gone(known, ("files", name, place), f"{entry.code}{where} in {name} is not found{part} any more")


def _gone(known: BaselineFile, route: Route, said: str, *, at_key: bool = False) -> Problem:
    message = f"{said}; write the baseline again with --write-baseline"
    span = known.source.find_span(route, key=at_key)
    return assign_severity(Problem(str(known.path), span, GONE_FROM_BASELINE, message))
