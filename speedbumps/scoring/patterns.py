"""Count people whose answers follow a pattern: one answer throughout, or the same answers as somebody else."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import polars as pl

LONG = 10
"""The number of answers from which a person's answers show a pattern."""

MANY = 50_000
"""The number of people among whom two answer alike by chance."""


class AnswerPatterns(NamedTuple):
    """How many people's answers follow a pattern."""

    long: int
    """The people who gave enough answers to show one."""
    straight_lined: int
    """Those of them who gave one and the same answer throughout."""
    alike: int
    """Those who gave the same answers as an earlier person, and not one throughout."""


class _PersonAnswers(NamedTuple):
    """The answers of one person."""

    row: tuple[str | int, ...]
    """The cell, followed by a code for each question."""
    varied: bool
    """Whether the codes of points differ."""


def count_patterns(people: pl.DataFrame, questions: Collection[str]) -> AnswerPatterns:
    """Return how many *people*, one per row, answered *questions* in a pattern.

    *people* has the column `cell`, and a column of codes for each of *questions*.
    """
    found = tuple(_long_answers(people, sorted(questions)))
    varied = [each for each in found if each.varied]
    return AnswerPatterns(len(found), len(found) - len(varied), _count_repeated(varied))


def _long_answers(people: pl.DataFrame, questions: Sequence[str]) -> Iterator[_PersonAnswers]:
    """Yield the answers of everybody who gave enough of them to show a pattern.

    Row by row: for the few people of a school that is far faster than a query over fifty columns.
    """
    if len(questions) < LONG:
        return
    for row in people[["cell", *questions]].iter_rows():
        given = [code for code in row[1:] if code >= 0]
        if len(given) >= LONG:
            yield _PersonAnswers(row, len(set(given)) > 1)


def _count_repeated(varied: Sequence[_PersonAnswers]) -> int:
    """Return how many people gave the same answers as an earlier person; straight-liners are counted elsewhere."""
    return len(varied) - len({each.row for each in varied}) if len(varied) <= MANY else 0
