"""An interval of 95 % holds the true mean of the whole staff in about 95 of 100 staff rooms."""

import pytest
from support.staff_rooms import coverage, coverage_of_few


def test_the_interval_holds_the_mean_of_the_whole_staff() -> None:
    share = coverage(2000, seed=4)
    print(f"2,000 staff rooms of 40 with 25 replies: {share:.1%} of the intervals hold the true mean")  # noqa: T201

    assert 0.93 <= share <= 0.97


@pytest.mark.parametrize("questions", [3, 12])
def test_intervals_of_five_to_nine_people_hold_the_true_mean(questions: int) -> None:
    """Three questions are a facet, twelve a barrier. The promise is 93 %; the house spread is on the safe side."""
    assert coverage_of_few(2000, seed=5, questions=questions) >= 0.95
