"""From what was found to what is still to be told: some of it is left, for a reason that stands in writing."""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import LEAVE_OF_NOTHING, LEAVE_WITHOUT_REASON, UNUSED_LEAVE
from speedbumps.diagnostics.problem import START, Problem, Route, Span, Step
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.diagnostics.yaml_source import Source, Tree, parse
from speedbumps.lint.catalogue import PAGES, graded
from speedbumps.lint.configuration import Settings
from speedbumps.lint.results import Linted
from speedbumps.model.configuration import Left

COMMENT = re.compile(r"#\s*speedbumps\s*:\s*leave\s*\[(?P<codes>[^\]]*)\][\s:–-]*(?P<reason>.*)$", re.IGNORECASE)
"""# speedbumps: leave[SB613] because ... — beside the line, or alone on the line before."""

MEANT = re.compile(r"#\s*speedbumps\b\W*(leave|ignore|disable|skip|allow)\b.*$", re.IGNORECASE | re.MULTILINE)
"""A comment that speaks to us, written as it may be."""


class _Wish(NamedTuple):
    """One code that somebody wants left, and where."""

    code: str
    covers: tuple[int, int]
    """The first and the last line."""
    at: Span
    """The whole comment, for whoever removes it."""


def told(files: Sequence[Linted], chosen: Settings) -> list[Linted]:
    """The *files* with what is still to be told of them, and of the wishes to leave things that were of no use."""
    used: set[int] = set()
    done = [_by_settings(_by_comments(file), chosen, used) for file in files]
    left = tuple(_of_no_use(chosen, used, files))
    return [*done, Linted(str(chosen.path), chosen.text, left)] if left else done


def _by_comments(file: Linted) -> Linted:
    if MEANT.search(file.text) is None:
        return file
    source = parse(file.path, file.text).value
    if source is None:
        return file
    wishes, complaints = _wishes(source)
    used = set[_Wish]()
    kept = []
    for problem in file.problems:
        wish = next((wish for wish in wishes if _fits(wish, problem)), None)
        if wish is None or problem.severity == "error":
            kept.append(problem)
        if wish is not None and problem.severity != "error":
            used.add(wish)
    complaints += [complaint for wish in wishes if wish not in used for complaint in _unused(source, wish, file)]
    problems = sorted((*kept, *map(graded, complaints)), key=lambda problem: (problem.span, problem.code))
    return file._replace(problems=tuple(problems))


def _fits(wish: _Wish, problem: Problem) -> bool:
    return problem.code == wish.code and wish.covers[0] <= problem.span.line <= wish.covers[1]


def _wishes(source: Source) -> tuple[list[_Wish], list[Problem]]:
    """What the comments of a file ask for, and what is wrong with how they ask."""
    wishes: list[_Wish] = []
    wrong: list[Problem] = []
    for number, line in enumerate(source.lines, start=1):
        meant = MEANT.search(line) if "speedbumps" in line.lower() else None
        if meant is None or _within_text(source, number, meant.start() + 1):
            continue
        span = Span(number, meant.start() + 1, number, len(line) + 1)
        found = COMMENT.search(line)
        if found is None:
            message = "this leaves nothing as it is written; write # speedbumps: leave[CODE] because ..."
            wrong.append(Problem(source.path, span, LEAVE_OF_NOTHING, message))
            continue
        if not found["reason"].strip():
            message = "say why this is left: # speedbumps: leave[CODE] because ..."
            wrong.append(Problem(source.path, span, LEAVE_WITHOUT_REASON, message))
        for word in (word.strip() for word in found["codes"].split(",")):
            code = code_of(word)
            if code is None:
                wrong.append(Problem(source.path, span, LEAVE_OF_NOTHING, _no_check(word)))
            else:
                wishes.append(_Wish(code, _covered(source, number, alone=not line[: found.start()].strip()), span))
    return wishes, wrong


def _within_text(source: Source, line: int, column: int) -> bool:
    """Whether the place is inside a value, where a # begins no comment; after > or | one may still stand."""
    return any(
        (span.line, span.column) <= (line, column) < (span.end_line, span.end_column)
        and not (span.line == line and source.lines[line - 1][span.column - 1] in ">|")
        for span in source.scalars()
    )


def _value(data: Tree, route: Route) -> Tree | None:
    found: Tree = data
    for step in route:
        if isinstance(found, dict) and step in found:
            found = found[str(step)]
        elif isinstance(found, list):
            found = found[int(step)]
        else:
            return None
    return found


def _covered(source: Source, line: int, *, alone: bool) -> tuple[int, int]:
    """The lines that a comment speaks of: its own, or the next that says anything; and all of a text begun there."""
    if alone:
        following = enumerate((words.strip() for words in source.lines[line:]), start=line + 1)
        line = next((number for number, words in following if words and not words.startswith("#")), line)
    return line, max((line, *(span.end_line for span in source.scalars() if span.line == line)))


def _unused(source: Source, wish: _Wish, file: Linted) -> Iterator[Problem]:
    """What is wrong with a wish that left nothing. Where the file has a mistake, not every check could look."""
    if any(_fits(wish, problem) for problem in file.problems):
        yield Problem(source.path, wish.at, UNUSED_LEAVE, f"{wish.code} is a mistake here, and cannot be left; mend it")
    elif not _unfinished(file):
        codes = source.lines[wish.at.line - 1][wish.at.column - 1 :].partition("]")[0]
        alone = "," not in codes
        then = "the comment can go" if alone else f"take {wish.code} out of the brackets"
        message = f"nothing is left here: {wish.code} finds nothing any more, so {then}"
        yield Problem(source.path, wish.at, UNUSED_LEAVE, message, fix="" if alone else None)


def _unfinished(file: Linted) -> bool:
    """Whether a mistake in *file* may have kept checks from looking."""
    return any(problem.severity == "error" for problem in file.problems)


def code_of(word: str) -> str | None:
    """The code of the check that *word* names, by its code or its name."""
    return next((page.code for page in PAGES if word in (page.code, page.name)), None)


def _no_check(word: str) -> str:
    known = [name for page in PAGES for name in (page.code, page.name)]
    return f"there is no check '{word[:40]}'" + did_you_mean(word, known)


def _by_settings(file: Linted, chosen: Settings, used: set[int]) -> Linted:
    """The *file* without what the configuration leaves; *used* grows by the places of what was left."""
    wishes = [(place, left) for place, left in enumerate(chosen.configuration.left) if _meant(left, file, chosen)]
    if not wishes:
        return file
    source = parse(file.path, file.text).value if file.text else None
    kept = []
    for problem in file.problems:
        fitting = [place for place, left in wishes if _leaves(left, problem, source)]
        if fitting and problem.severity != "error":
            used.update(fitting)
        else:
            kept.append(problem)
    return file._replace(problems=tuple(kept))


def _meant(left: Left, file: Linted, chosen: Settings) -> bool:
    path = Path(file.path).resolve()
    seen = path.relative_to(chosen.folder).as_posix() if path.is_relative_to(chosen.folder) else path.as_posix()
    return left.path is None or fnmatch(seen, left.path)


def _leaves(left: Left, problem: Problem, source: Source | None) -> bool:
    if problem.code != code_of(left.code):
        return False
    if left.at is None:
        return True
    if source is None:
        return False
    route = route_of(source.data, left.at)
    if route is None:
        return False
    start, end = source.place(route, key=True), source.place(route)
    return (start.line, start.column) <= (problem.span.line, problem.span.column) <= (end.end_line, end.end_column)


def route_of(data: Tree, at: str) -> Route | None:
    """The way to the place *at*, such as questions.T05.text: keys, and in a list the ids of what stands in it."""
    if not at:
        return ()
    named = [(name, step) for name, step in _steps(data) if at == name or at.startswith(f"{name}.")]
    if not named:
        return None
    name, step = max(named, key=lambda pair: len(pair[0]))
    within = _value(data, (step,))
    rest = None if within is None else route_of(within, at[len(name) :].removeprefix("."))
    return None if rest is None else (step, *rest)


def _steps(data: Tree) -> Iterator[tuple[str, Step]]:
    """What the things in *data* are called, and the step to each."""
    if isinstance(data, dict):
        yield from ((key, key) for key in data)
    elif isinstance(data, list):
        yield from ((str(item["id"]), at) for at, item in enumerate(data) if isinstance(item, dict) and "id" in item)


def _of_no_use(chosen: Settings, used: set[int], files: Sequence[Linted]) -> Iterator[Problem]:
    """What is wrong with the wishes of the configuration. One about files that were not checked may well be of use."""
    for place, left in enumerate(chosen.configuration.left):
        at = _code_in(chosen, place)
        meant = [file for file in files if _meant(left, file, chosen)]
        if code_of(left.code) is None:
            yield graded(Problem(str(chosen.path), at, LEAVE_OF_NOTHING, _no_check(left.code)))
        elif place not in used and meant and not any(map(_unfinished, meant)):
            message = f"nothing is left: {left.code} finds nothing there any more, so this can go"
            yield graded(Problem(str(chosen.path), at, UNUSED_LEAVE, message))


def _code_in(chosen: Settings, place: int) -> Span:
    """Where the code of the wish at *place* stands in the configuration."""
    tables = -1
    for number, line in enumerate(chosen.text.splitlines(), start=1):
        tables += bool(re.match(r"\s*\[\[\s*(tool\.speedbumps\.)?left\s*\]\]", line))
        found = re.match(r"\s*code\s*=\s*(.*?)\s*(#.*)?$", line)
        if tables == place and found:
            return Span(number, found.start(1) + 1, number, found.end(1) + 1)
    return START
