"""Packed counts are what counting one by one gives."""

from collections import Counter
from math import ceil

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedbumps.scoring.counts import KINDS, Packing, choose_packing, count_answers, unpack_counts
from speedbumps.scoring.responses import BLANK, CODE, DK, NA, NOT_ASKED, PNS

CODES = {**{str(code): code for code in range(5)}, **KINDS}


def test_each_kind_has_its_code() -> None:
    assert KINDS == {"blank": BLANK, "dk": DK, "pns": PNS, "na": NA}


@given(st.integers(1, 10**9))
def test_counts_share_an_integer_only_where_each_has_room(most: int) -> None:
    packing = choose_packing(CODES, most)
    wide = packing.wide

    assert 2**wide > most >= 2 ** (wide - 1)
    assert tuple(CODES.items()) == tuple(each for word in packing.codes for each in word)
    assert all(len(word) * wide < 64 for word in packing.codes)
    assert len(packing.codes) == ceil(len(CODES) / (63 // wide))


@given(
    st.lists(
        st.tuples(st.sampled_from(["oak", "elm"]), *[st.sampled_from([*CODES.values(), NOT_ASKED])] * 2),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from([6, 30, 63]),
)
def test_people_are_counted_by_school_question_and_answer(rows: list[tuple[str, int, int]], wide: int) -> None:
    answers = tuple(CODES.items())
    each = 63 // wide
    packing = Packing(tuple(answers[start : start + each] for start in range(0, len(answers), each)), wide)
    people = pl.DataFrame(rows, schema={"school": pl.String, "Q1": CODE, "Q2": CODE}, orient="row")

    counted = count_answers(people.lazy(), ["Q1", "Q2"], packing).collect()

    assert sorted(counted.get_column("school")) == sorted({school for school, _, _ in rows})
    for row in counted.iter_rows(named=True):
        for place, question in ((1, "Q1"), (2, "Q2")):
            one_by_one = Counter(person[place] for person in rows if person[0] == row["school"])
            expected = {name: one_by_one[code] for name, code in CODES.items()}
            assert expected == unpack_counts(row, question, packing)


@pytest.mark.parametrize("code", [3, 4, 5, 6])
def test_an_answer_that_is_not_counted_adds_nothing(code: int) -> None:
    packing = choose_packing({"0": 0, "1": 1, "2": 2}, 7)
    people = pl.DataFrame({"school": ["oak", "oak"], "Q1": [code, 2]}, schema={"school": pl.String, "Q1": CODE})

    (row,) = count_answers(people.lazy(), ["Q1"], packing).collect().iter_rows(named=True)

    assert unpack_counts(row, "Q1", packing) == {"0": 0, "1": 0, "2": 1}


def test_a_question_that_nobody_was_asked_counts_nobody() -> None:
    packing = choose_packing(CODES, 3)

    assert unpack_counts({}, "Q1", packing) == dict.fromkeys(CODES, 0)
