"""Receipts add up to their score, and say exactly what each question adds where everybody answered everything."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import example_count

from speedbumps.scoring.receipts import PLACES, ReceiptPart, itemize, round_to_total

WEIGHTS = st.floats(0.1, 5)


def parts(means: list[float | None], weights: list[float]) -> list[ReceiptPart]:
    """Parts of ten answers each, named by their position."""
    return [
        ReceiptPart(weight, mean, 10, question=None if mean is None else str(place))
        for place, (mean, weight) in enumerate(zip(means, weights, strict=True))
    ]


@given(st.integers(1, 6), st.integers(1, 12), st.integers(0, 2**32))
@example_count(200)
def test_a_receipt_without_gaps_is_what_peoples_scores_add_up_to(questions: int, people: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    answers = chance.integers(0, 5, (people, questions)) * 25.0
    weights = chance.uniform(0.5, 3, questions)
    scores = (answers * weights).sum(axis=1) / weights.sum()
    expected = (answers * weights / weights.sum()).mean(axis=0)

    made = [
        ReceiptPart(float(weight), float(mean), people, question=str(place))
        for place, (weight, mean) in enumerate(zip(weights, answers.mean(axis=0), strict=True))
    ]
    receipt = itemize(round(float(scores.mean()), PLACES), made, PLACES)

    assert [line.contribution for line in receipt.lines] == pytest.approx(list(expected), abs=1e-8)


@given(
    st.integers(0, 1000),
    st.lists(st.tuples(st.none() | st.floats(0, 100), WEIGHTS), min_size=1, max_size=8),
    st.integers(0, 1),
)
@example_count(500)
def test_the_lines_of_a_receipt_add_up_to_the_score(
    tenths: int, drawn: list[tuple[float | None, float]], places: int
) -> None:
    total = tenths / 10 if places else float(tenths // 10)
    receipt = itemize(total, parts([mean for mean, _ in drawn], [weight for _, weight in drawn]), places)

    assert sum(line.contribution for line in receipt.lines) == pytest.approx(total, abs=1e-9)
    assert receipt.total == total
    assert all(line.contribution >= 0 for line in receipt.lines)
    assert all(round(line.contribution, places) == line.contribution for line in receipt.lines)


def test_what_is_not_shown_adds_what_the_others_leave() -> None:
    # If three questions of the same weight have a mean of 50 in all, and two are 30 and 40, the third is 80.
    receipt = itemize(50.0, parts([30.0, 40.0, None], [1.0, 1.0, 1.0]), PLACES)

    assert [line.contribution for line in receipt.lines] == pytest.approx([10.0, 40 / 3, 80 / 3])


def test_nothing_less_than_nothing_is_left_for_what_is_not_shown() -> None:
    receipt = itemize(20.0, parts([90.0, None], [1.0, 1.0]), PLACES)

    assert [line.contribution for line in receipt.lines] == [20.0, 0.0]


def test_one_point_is_taken_from_what_a_question_adds() -> None:
    # The question adds 30 of 50; moved from 60 to 40, it would add 20.
    made = [ReceiptPart(1.0, 60.0, 10, question="a", eased=40.0), ReceiptPart(1.0, 40.0, 10, question="b")]

    assert [line.one_point for line in itemize(50.0, made, PLACES).lines] == [pytest.approx(40.0), None]


def test_a_clear_road_stays_one() -> None:
    made = [ReceiptPart(1.0, 0.0, 10, question="a", eased=0.0)]

    assert [(line.contribution, line.one_point) for line in itemize(0.0, made, PLACES).lines] == [(0.0, 0.0)]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.sampled_from([0, 1, PLACES]))
@example_count(300)
def test_no_rounded_share_is_a_unit_or_more_from_the_share(shares: list[float], places: int) -> None:
    total = round(sum(shares), places)

    rounded = round_to_total(shares, total, places)

    assert sum(rounded) == pytest.approx(total, abs=1e-6)
    assert all(abs(after - before) < 10.0**-places * 1.01 for before, after in zip(shares, rounded, strict=True))
