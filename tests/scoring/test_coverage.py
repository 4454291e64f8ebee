"""An interval of 95 % holds the true mean of the whole staff in about 95 of 100 staff rooms."""

from support.staff_rooms import coverage


def test_the_interval_holds_the_mean_of_the_whole_staff() -> None:
    share = coverage(2000, seed=4)
    print(f"2,000 staff rooms of 40 with 25 replies: {share:.1%} of the intervals hold the true mean")  # noqa: T201

    assert 0.93 <= share <= 0.97
