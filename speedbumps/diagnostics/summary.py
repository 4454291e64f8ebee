"""Summarise many problems in a few lines, one for each file and code.

Problems that leave out a whole file come first, then the gravest. A warning or advice that many files have in common
has one line.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from speedbumps.diagnostics.codes import (
    ADORNED,
    COLUMN_IGNORED,
    DROPPED,
    HEADING,
    MISSING_NA,
    NOT_A_PERSON,
    PERHAPS_TOTALS,
    RAGGED,
    RENAMED,
    SAME_ROW,
    UNKNOWN_QUESTION,
    UNSURE,
    WRONG_CELL,
)
from speedbumps.diagnostics.problem import START, Problem, Severity, Span, column_letters, is_workbook

GRAVITY: tuple[Severity, ...] = ("error", "warning", "advice")
"""Severities, the gravest first."""

PLACES = {
    **dict.fromkeys((WRONG_CELL, ADORNED, MISSING_NA), ("cell", "cells")),
    **dict.fromkeys((COLUMN_IGNORED, DROPPED, HEADING, RENAMED, UNKNOWN_QUESTION, UNSURE), ("column", "columns")),
    **dict.fromkeys((NOT_A_PERSON, PERHAPS_TOTALS, RAGGED, SAME_ROW), ("row", "rows")),
}
"""The singular and plural names of the places in a table that a fault concerns, by its code."""

TABLES = (".csv", ".tsv", ".txt")
"""File name extensions of text files that have columns."""

COLUMN_PREFIX = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,31}): ")
"""The column's name, at the beginning of a message about a cell."""

MOST_FILES = 5
"""The most files that have a line each for the same warning or advice; more than these share one."""

MOST_COLUMNS = 3
"""The most columns that a line names."""


class MistakeCount(NamedTuple):
    """The number of errors, and of the files that they are in."""

    mistakes: int
    files: int
    """The number of files that have errors."""

    def __str__(self) -> str:
        """Return the numbers in words: `40 mistakes in 1 file`."""
        mistakes = "1 mistake" if self.mistakes == 1 else f"{self.mistakes:,} mistakes"
        return f"{mistakes} in 1 file" if self.files == 1 else f"{mistakes} in {self.files:,} files"


def count_mistakes(problems: Iterable[Problem]) -> MistakeCount:
    """Return the number of places with an error, and of files that have one. Equal problems count once."""
    errors = [problem for problem in dict.fromkeys(problems) if problem.severity == "error"]
    return MistakeCount(sum(problem.count for problem in errors), len({problem.path for problem in errors}))


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return *problems* without repetition: errors that exclude a whole file, other errors, warnings, advice.

    Within each of these groups they are sorted by file, place in the file, and code.
    """
    return sorted(dict.fromkeys(problems), key=_problem_order)


def summary_lines(problems: Iterable[Problem]) -> list[str]:
    """Return one line for each file and code: the gravest and first problem, and the number of further places.

    A problem that concerns a whole file, or a school in it, has a line of its own. A warning or advice with the same
    code and message in more than five files has one line, at the first file. The lines are in the order of
    `sort_problems`.
    """
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for problem in sort_problems(problems):
        whole = (problem.message,) if problem.span == START and problem.code not in PLACES else ()
        alike.setdefault((problem.path, problem.code, *whole), []).append(problem)
    same: dict[tuple[str, ...], list[list[Problem]]] = {}
    for group in alike.values():
        same.setdefault(_merge_key(group[0]), []).append(group)
    lines: list[str] = []
    for group in alike.values():
        files = same[_merge_key(group[0])]
        if len(files) <= MOST_FILES:
            lines.append(_file_line(group))
        elif group is files[0]:
            lines.append(_shared_line(files))
    return lines


def is_exclusion(problem: Problem) -> bool:
    """Return whether *problem* is the reason why a whole file, or a whole school, is left out."""
    return problem.severity == "error" and problem.span == START


def _problem_order(problem: Problem) -> tuple[int, str, str, Span, str, str, int]:
    grave = -1 if is_exclusion(problem) else GRAVITY.index(problem.severity)
    return grave, problem.path, problem.sheet or "", problem.span, problem.code, problem.message, problem.count


def _merge_key(problem: Problem) -> tuple[str, ...]:
    """Return the key that problems which can share a line have in common. Errors of different files share no line."""
    return problem.severity, problem.code, problem.message, problem.path if problem.severity == "error" else ""


def _shared_line(groups: Sequence[Sequence[Problem]]) -> str:
    """Return one line for the same problem in several files; each of the *groups* holds those of one file."""
    first, files = groups[0][0], len(groups)
    more = sum(problem.count for group in groups for problem in group) - first.count
    if more == files - 1:
        return f"{first} (and in {more:,} more files)"
    places = f" {PLACES[first.code][1]}" if first.code in PLACES and _has_columns(first.path) else ""
    return f"{first} (and {more:,} more{places} in {files:,} files)"


def _file_line(group: Sequence[Problem]) -> str:
    """Return the first problem of a file and code, and the number of further places of the whole *group*."""
    first = group[0]  # its message says how many places it stands for itself
    more = sum(problem.count for problem in group[1:])
    if not more:
        return str(first)
    if first.code not in PLACES or not _has_columns(first.path):
        return f"{first} (and {more:,} more)"
    one, several = PLACES[first.code]
    return f"{first} (and {more:,} more {one if more == 1 else several}{_column_list(group, one)})"


def _has_columns(path: str) -> bool:
    return is_workbook(path) or path.lower().endswith(TABLES)


def _column_list(group: Sequence[Problem], place: str) -> str:
    """Return the names of the columns of all problems but the first, as the end of a line."""
    names = [] if place == "row" else _column_names(group)
    if not names:
        return ""
    if len(names) > MOST_COLUMNS:
        listed = f"{', '.join(names[: MOST_COLUMNS - 1])} and others"
    else:
        listed = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    if place == "column":
        return f": {listed}" if is_workbook(group[0].path) else f", by number {listed}"
    return f" in column {listed}" if len(names) == 1 else f" in columns {listed}"


def _column_names(group: Sequence[Problem]) -> list[str]:
    """Return the names of the columns of all problems but the first, from left to right.

    The name is taken from the messages about the column's cells; else it is the column's letters or number.
    """
    letters = column_letters if is_workbook(group[0].path) else str
    named = {each.span.column: found[1] for each in group if (found := _match_column_name(each)) is not None}
    places = sorted({each.span.column for each in group[1:] if each.span != START})
    return [named.get(column) or letters(column) for column in places]


def _match_column_name(problem: Problem) -> re.Match[str] | None:
    return COLUMN_PREFIX.match(problem.message) if problem.code == WRONG_CELL else None
