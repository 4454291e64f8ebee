"""Agreement and opposite views, against the definitions worked out answer by answer."""

from statistics import pvariance, variance

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_questionnaire import SMALL

from speedbumps.scoring.agreement import agreement, count_extremes
from speedbumps.scoring.targets import build_rubric

STEPS = (0.0, 25.0, 50.0, 75.0, 100.0)


@given(st.lists(st.integers(0, 6), min_size=2, max_size=7).filter(lambda counts: sum(counts) > 1))
def test_agreement_is_one_minus_the_ratio_of_two_variances(counts: list[int]) -> None:
    steps = [100 * place / (len(counts) - 1) for place in range(len(counts))]
    answers = [step for step, count in zip(steps, counts, strict=True) for _ in range(count)]

    assert agreement(counts, steps) == pytest.approx(1 - variance(answers) / pvariance(steps), abs=1e-12)


def test_two_answers_are_enough() -> None:
    assert agreement((0, 2, 0, 0, 0), STEPS) == 1
    # s² = 5000, σ² = 1250.
    assert agreement((1, 0, 0, 0, 1), STEPS) == pytest.approx(1 - 5000 / 1250)


def test_one_answer_and_none_have_no_agreement() -> None:
    assert agreement((0, 0, 0, 0, 0), STEPS) is None
    assert agreement((0, 0, 1, 0, 0), STEPS) is None


def test_agreement_runs_from_one_to_below_nought() -> None:
    assert agreement((0, 0, 7, 0, 0), STEPS) == 1
    # Two and two at the ends: s² = 10000 / 3, σ² = 1250.
    assert agreement((2, 0, 0, 0, 2), STEPS) == pytest.approx(1 - 10000 / 3 / 1250)


def test_people_at_the_ends_are_counted_by_school() -> None:
    rubric = build_rubric(SMALL, "full", ["Q1", "Q2", "Q3"])
    rows = [
        ("oak", True, 24.9, 0.0),
        ("oak", True, 25.0, 74.9),
        ("oak", True, 75.0, 75.0),
        ("oak", True, 24.9999999999, 74.9999999999),  # both are the limit itself, but for the last digits
        ("oak", True, 24.999999999, 74.999999999),  # and these are not
        ("oak", False, 0.0, 100.0),
        ("oak", True, None, None),
        ("elm", True, 100.0, 100.0),
    ]
    names = ["school", "inside", "time", "time.a"]
    people = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        **{target.id: pl.lit(50.0) for target in rubric.targets if target.id not in names}
    )

    found = {row["school"]: row for row in count_extremes(people, rubric, 25, 75).iter_rows(named=True)}

    assert {target.id for target in rubric.targets} == {name.partition("|")[0] for name in found["oak"]} - {"school"}
    assert (found["oak"]["time|lowest"], found["oak"]["time|highest"]) == (2, 1)
    assert (found["oak"]["time.a|lowest"], found["oak"]["time.a|highest"]) == (1, 2)
    assert (found["oak"]["social|lowest"], found["oak"]["social|highest"]) == (0, 0)
    assert (found["elm"]["time|lowest"], found["elm"]["time|highest"]) == (0, 1)
