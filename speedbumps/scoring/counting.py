"""From each person's answers to how many gave which, school by school."""

from collections.abc import Mapping, Sequence

import polars as pl

from speedbumps.scoring.responses import BLANK, DK, NA, NOT_ASKED, PNS

KINDS = {"blank": BLANK, "dk": DK, "pns": PNS, "na": NA}

ROOM = 63
"""Binary digits of a whole number, without its sign."""


def counted(people: pl.LazyFrame, questions: Sequence[str], codes: Mapping[str, int], most: int) -> pl.LazyFrame:
    """One row a `school`: how many *people* gave each of the *codes* to each of the *questions*, as `T05|dk`.

    No school has more than *most* people. Several answers to a question are counted in one whole number, each in digits
    of its own: in a nation the sums are what takes the time.
    """
    if not questions or not codes:
        return people.select("school").unique()
    wide = most.bit_length()
    each, said = ROOM // wide, list(codes)
    words = [said[start : start + each] for start in range(0, len(said), each)]
    marks = [
        mark for place, word in enumerate(words) for mark in _marks(questions, place, [codes[n] for n in word], wide)
    ]
    sums = people.select("school", *marks).group_by("school").agg(pl.all().sum())
    numbers = (number for place, word in enumerate(words) for number in _numbers(place, word, wide))
    return sums.select("school", *numbers)


def _marks(questions: Sequence[str], place: int, codes: Sequence[int], wide: int) -> list[pl.Expr]:
    """What one person adds to each question: 1 in the digits of the answer that was given, if it is one of *codes*."""
    ones = {code: 1 << wide * digits for digits, code in enumerate(codes)}
    table = pl.lit(pl.Series([ones.get(code, 0) for code in range(NOT_ASKED, max(codes) + 1)], dtype=pl.Int64))
    return [table.gather(pl.col(name) - NOT_ASKED, null_on_oob=True).alias(f"{name}|{place}") for name in questions]


def _numbers(place: int, word: Sequence[str], wide: int) -> list[pl.Expr]:
    """How many people gave each answer, from the sums of their marks."""
    sums = pl.col(rf"^.*\|{place}$")
    return [
        ((sums // (1 << wide * digits)) % (1 << wide)).cast(pl.UInt32).name.replace(rf"\|{place}$", f"|{name}")
        for digits, name in enumerate(word)
    ]
