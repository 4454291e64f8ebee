"""From many problems to a few lines: what was left out first, then the gravest, one line for each file and code.

What many files have in common, and is no error, shares one line.
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
"""The gravest first."""

PLACES = {
    **dict.fromkeys((WRONG_CELL, ADORNED, MISSING_NA), ("cell", "cells")),
    **dict.fromkeys((COLUMN_IGNORED, DROPPED, HEADING, RENAMED, UNKNOWN_QUESTION, UNSURE), ("column", "columns")),
    **dict.fromkeys((NOT_A_PERSON, PERHAPS_TOTALS, RAGGED, SAME_ROW), ("row", "rows")),
}
"""What one place and several places of a fault are called in a table, by its code."""

TABLES = (".csv", ".tsv", ".txt")
"""The endings of texts that have columns."""

NAMED = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,31}): ")
"""The column's name, with which the message about a cell begins."""

MOST_FILES = 5
"""Files that have a line each for the same warning or advice; where there are more, all share one."""

MOST_COLUMNS = 3
"""Columns that a line names."""


class Total(NamedTuple):
    """How much is wrong in all."""

    mistakes: int
    files: int
    """The files that the mistakes are in."""

    def __str__(self) -> str:
        """Return it in words: `40 mistakes in 1 file`."""
        mistakes = "1 mistake" if self.mistakes == 1 else f"{self.mistakes:,} mistakes"
        return f"{mistakes} in 1 file" if self.files == 1 else f"{mistakes} in {self.files:,} files"


def total(problems: Iterable[Problem]) -> Total:
    """Return how many mistakes there are, at how many places, and in how many files; a problem counts once."""
    errors = [problem for problem in dict.fromkeys(problems) if problem.severity == "error"]
    return Total(sum(problem.count for problem in errors), len({problem.path for problem in errors}))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, each once: errors that leave out a whole file, other errors, warnings, advice.

    Within each of these they are in the order of files, places in the file, and codes.
    """
    return sorted(dict.fromkeys(problems), key=_rank)


def summary(problems: Iterable[Problem]) -> list[str]:
    """Return a line for each file and code, at the gravest and first place; it says how many more places there are.

    What is wrong with a whole file, or a school in it, has a line of its own. A warning or advice with the same code
    and message in more than five files is one line, at the first file. The lines are in the order of `in_order`.
    """
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for problem in in_order(problems):
        whole = (problem.message,) if problem.span == START and problem.code not in PLACES else ()
        alike.setdefault((problem.path, problem.code, *whole), []).append(problem)
    same: dict[tuple[str, ...], list[list[Problem]]] = {}
    for group in alike.values():
        same.setdefault(_sameness(group[0]), []).append(group)
    lines: list[str] = []
    for group in alike.values():
        files = same[_sameness(group[0])]
        if len(files) <= MOST_FILES:
            lines.append(_line(group))
        elif group is files[0]:
            lines.append(_line_of_files(files))
    return lines


def leaves_out(problem: Problem) -> bool:
    """Return whether a problem is about a whole file, or a whole school, which is left out because of it."""
    return problem.severity == "error" and problem.span == START


def _rank(problem: Problem) -> tuple[int, str, str, Span, str, str, int]:
    grave = -1 if leaves_out(problem) else GRAVITY.index(problem.severity)
    return grave, problem.path, problem.sheet or "", problem.span, problem.code, problem.message, problem.count


def _sameness(problem: Problem) -> tuple[str, ...]:
    """Return what problems have in common that can share a line; an error shares none with other files."""
    return problem.severity, problem.code, problem.message, problem.path if problem.severity == "error" else ""


def _line_of_files(groups: Sequence[Sequence[Problem]]) -> str:
    """Return one line for the same problem in several files, each with the problems of that code in one of them."""
    first, files = groups[0][0], len(groups)
    more = sum(problem.count for group in groups for problem in group) - first.count
    if more == files - 1:
        return f"{first} (and in {more:,} more files)"
    places = f" {PLACES[first.code][1]}" if first.code in PLACES and _has_columns(first.path) else ""
    return f"{first} (and {more:,} more{places} in {files:,} files)"


def _line(group: Sequence[Problem]) -> str:
    """Return the first problem of one file and code, and how many more places all of them stand for."""
    first = group[0]  # its message says how many places it stands for itself
    more = sum(problem.count for problem in group[1:])
    if not more:
        return str(first)
    if first.code not in PLACES or not _has_columns(first.path):
        return f"{first} (and {more:,} more)"
    one, several = PLACES[first.code]
    return f"{first} (and {more:,} more {one if more == 1 else several}{_where(group, one)})"


def _has_columns(path: str) -> bool:
    return is_workbook(path) or path.lower().endswith(TABLES)


def _where(group: Sequence[Problem], place: str) -> str:
    """Return the columns that all problems but the first are in, or that they are."""
    names = [] if place == "row" else _columns(group)
    if not names:
        return ""
    if len(names) > MOST_COLUMNS:
        listed = f"{', '.join(names[: MOST_COLUMNS - 1])} and others"
    else:
        listed = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    if place == "column":
        return f": {listed}" if is_workbook(group[0].path) else f", by number {listed}"
    return f" in column {listed}" if len(names) == 1 else f" in columns {listed}"


def _columns(group: Sequence[Problem]) -> list[str]:
    """Return the columns of all problems but the first, from the left.

    A column is called as the messages about its cells call it, or else as its file counts columns.
    """
    letters = column_letters if is_workbook(group[0].path) else str
    named = {each.span.column: found[1] for each in group if (found := _named(each)) is not None}
    places = sorted({each.span.column for each in group[1:] if each.span != START})
    return [named.get(column) or letters(column) for column in places]


def _named(problem: Problem) -> re.Match[str] | None:
    return NAMED.match(problem.message) if problem.code == WRONG_CELL else None
