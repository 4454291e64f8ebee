"""Covariances equal NumPy's, and alpha and its interval those of a worked example."""

from math import sqrt

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_questionnaire import POINTED, SMALL, frame_of, people, severity_of

from speedbumps.scoring.reliability import (
    Alpha,
    PairwiseCovariances,
    answer_severities,
    common_questions,
    cronbach_alpha,
    pairwise_covariances,
)
from speedbumps.scoring.targets import build_rubric

answers = st.integers(1, 4).flatmap(
    lambda wide: st.lists(
        st.lists(st.none() | st.sampled_from([0.0, 25.0, 60.0, 100.0]), min_size=wide, max_size=wide),
        min_size=1,
        max_size=12,
    )
)


def frame(rows: list[list[float | None]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={f"q{at}": pl.Float64 for at in range(len(rows[0]))}, orient="row")


@given(people)
def test_answers_become_severities_and_others_null(rows: list[dict[str, int]]) -> None:
    parts = build_rubric(SMALL, "full", POINTED).barriers[0].parts

    found = answer_severities(frame_of([dict(row) for row in rows]), parts)

    assert found.columns == ["Q1", "Q2", "Q3", "Q4", "Q5"]
    for row, severities in zip(rows, found.iter_rows(named=True), strict=True):
        for part in parts:
            code, here = row[part.question], severities[part.question]
            assert here == (pytest.approx(float(severity_of(part.question, part.key, code))) if code >= 0 else None)


@given(answers)
def test_covariances_are_those_of_numpy_over_each_pair(rows: list[list[float | None]]) -> None:
    found = pairwise_covariances(frame(rows))

    wide = len(rows[0])
    shared = []
    for one in range(wide):
        for other in range(wide):
            both = [(row[one], row[other]) for row in rows if row[one] is not None and row[other] is not None]
            expected = np.cov(np.array(both, dtype=float).T)[0, 1] if len(both) > 1 else 0
            assert found.covariance[one][other] == pytest.approx(expected, abs=1e-9)
            if one < other:
                shared.append(len(both))
    assert found.fewest == min(shared, default=0)
    assert found.people == sum(sum(answer is not None for answer in row) >= 2 for row in rows)
    assert found.questions == tuple(f"q{at}" for at in range(wide))


@given(answers)
def test_a_question_is_common_if_half_of_those_who_answered_anything_answered_it(
    rows: list[list[float | None]],
) -> None:
    somebody = sum(any(answer is not None for answer in row) for row in rows)
    counts = [sum(row[at] is not None for row in rows) for at in range(len(rows[0]))]

    expected = tuple(f"q{at}" for at, count in enumerate(counts) if count and count >= somebody / 2)

    assert common_questions(frame(rows)) == expected


def test_nothing_has_no_common_question() -> None:
    assert common_questions(pl.DataFrame()) == ()


def covariances(matrix: list[list[float]], fewest: int) -> PairwiseCovariances:
    return PairwiseCovariances(tuple(f"q{at}" for at in range(len(matrix))), fewest, fewest, matrix)


@given(st.integers(2, 6), st.floats(0.05, 0.95), st.integers(2, 500), st.sampled_from([4.0, 1e-4]))
def test_alpha_of_parallel_questions_is_that_of_spearman_and_brown(k: int, r: float, n: int, unit: float) -> None:
    """Questions with one variance and one correlation r: alpha = k r / (1 + (k - 1) r).

    Its variance is 2 k (1 - r)^2 / ((k - 1) n (1 + (k - 1) r)^2), to which that of van Zyl and others reduces.
    """
    matrix = [[unit if one == other else unit * r for other in range(k)] for one in range(k)]

    found = cronbach_alpha(covariances(matrix, n))

    alpha = k * r / (1 + (k - 1) * r)
    error = sqrt(2 * k / ((k - 1) * n)) * (1 - r) / (1 + (k - 1) * r)
    assert found is not None
    assert found.alpha == pytest.approx(alpha, abs=1e-12)
    assert found.low == pytest.approx(alpha - 1.959963984540054 * error, abs=1e-9)
    assert found.high == pytest.approx(min(1.0, alpha + 1.959963984540054 * error), abs=1e-9)


@pytest.mark.parametrize(
    ("matrix", "fewest"),
    [
        ([[4.0]], 30),
        ([[0.0, 0.0], [0.0, 0.0]], 30),
        ([[1.0, -1.0], [-1.0, 1.0]], 30),
        ([[4.0, 2.0], [2.0, 4.0]], 1),
        ([], 30),
    ],
)
def test_alpha_needs_two_questions_that_vary_and_two_people(matrix: list[list[float]], fewest: int) -> None:
    assert cronbach_alpha(covariances(matrix, fewest)) is None


def test_two_people_and_two_questions_are_enough() -> None:
    found = cronbach_alpha(covariances([[4.0, 4.0], [4.0, 4.0]], 2))

    assert found == Alpha(1, 1, 1)
