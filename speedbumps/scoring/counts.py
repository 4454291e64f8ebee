"""Count how many people of each school gave which answer."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from speedbumps.scoring.responses import BLANK, DK, NA, NOT_ASKED, PNS

KINDS = {"blank": BLANK, "dk": DK, "pns": PNS, "na": NA}

ROOM = 63
"""The bits of a 64-bit integer without its sign."""


class AnswerCounts(NamedTuple):
    """How many of the school's own people gave each answer to a question."""

    points: tuple[int, ...]
    """The number of people who gave each point of the scale."""
    kinds: Mapping[str, int]
    """The number of people who gave each kind of non-answer."""
    n: int
    """How many gave one of the points."""
    asked: int
    """How many were asked, whether or not they answered."""


class Packing(NamedTuple):
    """The layout of packed counts: several answers to a question share an integer, each with bits of its own."""

    codes: tuple[tuple[tuple[str, int], ...], ...]
    """For each integer, the names and codes of the answers that it counts, the one in the lowest bits first."""
    wide: int
    """The bits of each count."""


def choose_packing(codes: Mapping[str, int], most: int) -> Packing:
    """Return a layout for counts of up to *most* people per school.

    *codes* are the codes of all answers that are counted, by name: "0", "1", ... for points, and the names in KINDS.
    """
    wide, answers = most.bit_length(), tuple(codes.items())
    each = ROOM // wide
    return Packing(tuple(answers[start : start + each] for start in range(0, len(answers), each)), wide)


def count_answers(people: pl.LazyFrame, questions: Sequence[str], packed: Packing) -> pl.LazyFrame:
    """Return one row per school with the packed counts of answers to *questions*, for unpack_counts().

    *people* has one row per person: `school`, and a column of codes for each question. The columns of the result are
    `school` and, for each question and integer of the layout, `<question>|<position>` (Int64).

    For a whole nation most of the time is spent on sums, and packing makes them few.
    """
    marks = [mark for place in range(len(packed.codes)) for mark in _packed_ones(questions, place, packed)]
    return people.select("school", *marks).group_by("school").agg(pl.all().sum())


def _packed_ones(questions: Sequence[str], place: int, packed: Packing) -> list[pl.Expr]:
    """Return what a person adds to the integer at *place* of each question: 1 in the bits of the answer given."""
    ones = {code: 1 << packed.wide * digits for digits, (_, code) in enumerate(packed.codes[place])}
    table = pl.lit(pl.Series([ones.get(code, 0) for code in range(NOT_ASKED, max(ones) + 1)], dtype=pl.Int64))
    return [table.gather(pl.col(name) - NOT_ASKED, null_on_oob=True).alias(f"{name}|{place}") for name in questions]


def unpack_counts(row: Mapping[str, int], question: str, packed: Packing) -> dict[str, int]:
    """Return the number of people of a school who gave each answer to *question*, by the names of the answers.

    *row* is the school's row in the result of count_answers().
    """
    wide, ones = packed.wide, (1 << packed.wide) - 1
    return {
        answer: row.get(f"{question}|{place}", 0) >> wide * digits & ones
        for place, word in enumerate(packed.codes)
        for digits, (answer, _) in enumerate(word)
    }
