"""From each person's answers to how many gave which, school by school."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from speedbumps.scoring.responses import BLANK, DK, NA, NOT_ASKED, PNS

KINDS = {"blank": BLANK, "dk": DK, "pns": PNS, "na": NA}

ROOM = 63
"""Binary digits of a whole number, without its sign."""


class Packing(NamedTuple):
    """How the counts of several answers to a question stand in one whole number, each in digits of its own."""

    codes: tuple[tuple[tuple[str, int], ...], ...]
    """For each number, the answers that it holds, the one in the lowest digits first; with their codes."""
    wide: int
    """Binary digits of each."""


def packing(codes: Mapping[str, int], most: int) -> Packing:
    """How to count answers with the *codes* where no school has more than *most* people."""
    wide, answers = most.bit_length(), tuple(codes.items())
    each = ROOM // wide
    return Packing(tuple(answers[start : start + each] for start in range(0, len(answers), each)), wide)


def counted(people: pl.LazyFrame, questions: Sequence[str], packed: Packing) -> pl.LazyFrame:
    """One row a `school`: what unpacked() reads of the answers that *people* gave to the *questions*.

    In a nation the sums are what takes the time, so there are as few as can be.
    """
    marks = [mark for place in range(len(packed.codes)) for mark in _marks(questions, place, packed)]
    return people.select("school", *marks).group_by("school").agg(pl.all().sum())


def _marks(questions: Sequence[str], place: int, packed: Packing) -> list[pl.Expr]:
    """What one person adds to each question: 1 in the digits of the answer that was given, if it is held there."""
    ones = {code: 1 << packed.wide * digits for digits, (_, code) in enumerate(packed.codes[place])}
    table = pl.lit(pl.Series([ones.get(code, 0) for code in range(NOT_ASKED, max(ones) + 1)], dtype=pl.Int64))
    return [table.gather(pl.col(name) - NOT_ASKED, null_on_oob=True).alias(f"{name}|{place}") for name in questions]


def unpacked(row: Mapping[str, int], question: str, packed: Packing) -> dict[str, int]:
    """How many people of a school gave each answer to *question*, from its *row* in counted()."""
    wide, ones = packed.wide, (1 << packed.wide) - 1
    return {
        said: row.get(f"{question}|{place}", 0) >> wide * digits & ones
        for place, word in enumerate(packed.codes)
        for digits, (said, _) in enumerate(word)
    }
