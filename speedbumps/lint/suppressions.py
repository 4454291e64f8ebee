"""Suppress problems that authors have decided to leave, by comments and by the configuration."""

import re
from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import LEAVE_OF_NOTHING, LEAVE_WITHOUT_REASON, UNUSED_LEAVE
from speedbumps.diagnostics.problem import START, Problem, Span, file_order
from speedbumps.diagnostics.severities import assign_severity
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.diagnostics.yaml_events import LINE_END
from speedbumps.diagnostics.yaml_source import Source, parse_yaml
from speedbumps.lint.catalogue import FAMILIES, PAGES
from speedbumps.lint.configuration import ConfigurationFile
from speedbumps.lint.named_places import find_route
from speedbumps.lint.results import LintResult
from speedbumps.lint.selection import ALL, UnknownCheckError, code_prefixes
from speedbumps.model.configuration import ConfiguredSuppression

COMMENT = re.compile(
    r"#\s*speedbumps\s*:\s*leave(?P<file>-file)?\s*\[(?P<words>[^\]]*)\][\s:–-]*(?P<reason>.*)$", re.IGNORECASE
)
"""# speedbumps: leave[SB613] because ... — at the end of a line, or alone on the line before.

# speedbumps: leave-file[SB613] because ... — for the whole file, above its first key.
"""

NOT_AT_THE_TOP = "a comment about the whole file belongs at its top, above the first key; move it there"

MEANT = re.compile(r"#\s*speedbumps\b\W*(leave|ignore|disable|skip|allow)\b.*$", re.IGNORECASE | re.MULTILINE)
"""Matches a comment that is meant as a suppression, correctly written or not."""


CODES = frozenset(page.code for page in PAGES)


class _Suppression(NamedTuple):
    """A check, or a family of checks, that a comment suppresses, and where."""

    word: str
    """The check as the comment names it."""
    prefixes: tuple[str, ...]
    """How the codes that it stands for begin."""
    covers: tuple[int, int] | None
    """The first and the last line; None if the comment is about the whole file."""
    at: Span
    """The place of the whole comment."""

    @property
    def is_of_one_place(self) -> bool:
        """Return whether it is about one check in one place, and about nothing else."""
        return self.covers is not None and all(prefix in CODES for prefix in self.prefixes)


def apply_suppressions(files: Sequence[LintResult], chosen: ConfigurationFile) -> list[LintResult]:
    """Return *files* without suppressed problems, with warnings (SB921) of suppressions that match nothing.

    If entries of the configuration match nothing, its file comes last, with these warnings.
    """
    done = [_apply_configuration(_apply_comments(file), chosen) for file in files]
    used = frozenset(place for _, matching in done for place in matching)
    kept = [file for file, _ in done]
    left = tuple(_unused_entries(chosen, used, files))
    return [*kept, LintResult(str(chosen.path), chosen.text, left)] if left else kept


def _apply_comments(file: LintResult) -> LintResult:
    if MEANT.search(file.text) is None:
        return file
    source = parse_yaml(file.path, file.text).value
    if source is None:
        return file
    suppressions, complaints = _parse_comments(source)
    used = set[_Suppression]()
    kept = []
    for problem in file.problems:
        suppression = next((suppression for suppression in suppressions if _covers_problem(suppression, problem)), None)
        if suppression is None or problem.severity == "error":
            kept.append(problem)
        if suppression is not None and problem.severity != "error":
            used.add(suppression)
    complaints += [
        complaint
        for suppression in suppressions
        if suppression not in used
        for complaint in _unused_comment(source, suppression, file)
    ]
    problems = sorted((*kept, *map(assign_severity, complaints)), key=file_order)
    return file._replace(problems=tuple(problems))


def _covers_problem(suppression: _Suppression, problem: Problem) -> bool:
    covers = suppression.covers
    return problem.code.startswith(suppression.prefixes) and (
        covers is None or covers[0] <= problem.span.line <= covers[1]
    )


def _parse_comments(source: Source) -> tuple[list[_Suppression], list[Problem]]:
    """Return the suppressions in the comments of a file, and the problems of how they are written."""
    suppressions: list[_Suppression] = []
    wrong: list[Problem] = []
    for number, line in enumerate(source.lines, start=1):
        meant = MEANT.search(line) if "speedbumps" in line.lower() else None
        if meant is None or _is_within_scalar(source, number, meant.start() + 1):
            continue
        span = Span(number, meant.start() + 1, number, len(line) + 1)
        found = COMMENT.search(line)
        faults = tuple(_comment_faults(source, number, found))
        wrong += (Problem(source.path, span, code, message) for code, message in faults)
        if found is None or any(message == NOT_AT_THE_TOP for _, message in faults):
            continue
        covers = None if found["file"] else _covered_lines(source, number, alone=not line[: found.start()].strip())
        for word in _words_in(found):
            prefixes = prefixes_of_check(word)
            if prefixes:
                suppressions.append(_Suppression(word, prefixes, covers, span))
    return suppressions, wrong


def _words_in(found: re.Match[str]) -> Iterator[str]:
    return (word.strip() for word in found["words"].split(","))


def _comment_faults(source: Source, number: int, found: re.Match[str] | None) -> Iterator[tuple[str, str]]:
    """Yield the code and the message of each fault in how the comment in the line *number* is written."""
    if found is None:
        yield LEAVE_OF_NOTHING, "this suppresses nothing as it is written; write # speedbumps: leave[CODE] because ..."
        return
    if found["file"] and any(line.strip() and not line.lstrip().startswith("#") for line in source.lines[: number - 1]):
        yield LEAVE_OF_NOTHING, NOT_AT_THE_TOP
        return
    if not found["reason"].strip():
        how = f"leave{found['file'] or ''}".lower()
        yield LEAVE_WITHOUT_REASON, f"give the reason for this: # speedbumps: {how}[CODE] because ..."
    for word in _words_in(found):
        if not prefixes_of_check(word):
            yield LEAVE_OF_NOTHING, _unknown_check_text(word)


def _is_within_scalar(source: Source, line: int, column: int) -> bool:
    """Return whether a place is inside a value, where # begins no comment; a comment may still follow > or |."""
    return any(
        (span.line, span.column) <= (line, column) < (span.end_line, span.end_column)
        and not (span.line == line and source.lines[line - 1][span.column - 1] in ">|")
        for span in source.scalar_spans()
    )


def _covered_lines(source: Source, line: int, *, alone: bool) -> tuple[int, int]:
    """Return the first and the last line that a comment applies to.

    They are its own line, or the next line with content if the comment stands *alone*, to the end of a text that
    begins there.
    """
    if alone:
        following = enumerate((words.strip() for words in source.lines[line:]), start=line + 1)
        line = next((number for number, words in following if words and not words.startswith("#")), line)
    return line, max((line, *(span.end_line for span in source.scalar_spans() if span.line == line)))


def _unused_comment(source: Source, suppression: _Suppression, file: LintResult) -> Iterator[Problem]:
    """Yield the problem of a comment that suppressed nothing.

    If the file has errors, which may have kept some checks from running, only a suppression of an error is a problem.
    """
    word = suppression.word
    if suppression.is_of_one_place and any(_covers_problem(suppression, problem) for problem in file.problems):
        message = f"{word} is a mistake here, and cannot be suppressed; correct it"
        yield Problem(source.path, suppression.at, UNUSED_LEAVE, message)
    elif not _has_errors(file):
        words = source.lines[suppression.at.line - 1][suppression.at.column - 1 :].partition("]")[0]
        alone = "," not in words
        then = "remove the comment" if alone else f"remove {word} from the brackets"
        message = f"nothing is suppressed here: {word} is not found any more; {then}"
        yield Problem(source.path, suppression.at, UNUSED_LEAVE, message, fix="" if alone else None)


def _has_errors(file: LintResult) -> bool:
    """Return whether *file* has errors, which may have kept some checks from running."""
    return any(problem.severity == "error" for problem in file.problems)


def prefixes_of_check(word: str) -> tuple[str, ...]:
    """Return the beginnings of the codes that *word* names: a code, its beginning, a name or a family; else none."""
    try:
        return tuple(prefix for prefix in code_prefixes(word) if prefix != ALL)
    except UnknownCheckError:
        return ()


def _unknown_check_text(word: str) -> str:
    known = [*FAMILIES.values(), *(name for page in PAGES for name in (page.code, page.name))]
    return f"there is no check or family '{word[:40]}'" + did_you_mean(word, known)


def _apply_configuration(file: LintResult, chosen: ConfigurationFile) -> tuple[LintResult, frozenset[int]]:
    """Return *file* without what the configuration suppresses, and the indices of the entries that match something."""
    entries = [
        (place, entry) for place, entry in enumerate(chosen.configuration.left) if _covers_file(entry, file, chosen)
    ]
    if not entries:
        return file, frozenset()
    source = parse_yaml(file.path, file.text).value if file.text else None
    used: set[int] = set()
    kept = []
    for problem in file.problems:
        fitting = [place for place, entry in entries if _entry_matches(entry, problem, source)]
        if fitting and problem.severity != "error":
            used.update(fitting)
        else:
            kept.append(problem)
    return file._replace(problems=tuple(kept)), frozenset(used)


def _covers_file(entry: ConfiguredSuppression, file: LintResult, chosen: ConfigurationFile) -> bool:
    path = Path(file.path).resolve()
    seen = path.relative_to(chosen.folder).as_posix() if path.is_relative_to(chosen.folder) else path.as_posix()
    return entry.path is None or fnmatch(seen, entry.path)


def _entry_matches(entry: ConfiguredSuppression, problem: Problem, source: Source | None) -> bool:
    if not problem.code.startswith(prefixes_of_check(entry.code)):
        return False
    if entry.at is None:
        return True
    if source is None:
        return False
    route = find_route(source.data, entry.at)
    if route is None:
        return False
    start, end = source.find_span(route, key=True), source.find_span(route)
    return (start.line, start.column) <= (problem.span.line, problem.span.column) <= (end.end_line, end.end_column)


def _unused_entries(chosen: ConfigurationFile, used: Collection[int], files: Sequence[LintResult]) -> Iterator[Problem]:
    """Yield the problems of entries in the configuration that name no check, or match nothing.

    Entries about files that were not checked have none: they may match something there.
    """
    for place, entry in enumerate(chosen.configuration.left):
        at = _code_span(chosen, place)
        meant = [file for file in files if _covers_file(entry, file, chosen)]
        if not prefixes_of_check(entry.code):
            yield assign_severity(Problem(str(chosen.path), at, LEAVE_OF_NOTHING, _unknown_check_text(entry.code)))
        elif place not in used and meant and not any(map(_has_errors, meant)):
            message = f"nothing is suppressed: {entry.code} is not found there any more; remove this"
            yield assign_severity(Problem(str(chosen.path), at, UNUSED_LEAVE, message))


def _code_span(chosen: ConfigurationFile, place: int) -> Span:
    """Return where the code of the entry with the index *place* is in the configuration's file."""
    tables = -1
    for number, line in enumerate(LINE_END.split(chosen.text), start=1):
        tables += bool(re.match(r"\s*\[\[\s*(tool\.speedbumps\.)?left\s*\]\]", line))
        found = re.match(r"\s*code\s*=\s*(.*?)\s*(#.*)?$", line)
        if tables == place and found:
            return Span(number, found.start(1) + 1, number, found.end(1) + 1)
    return START
