"""Means of which only the interval is known: figures of the Cochrane Handbook and of SciPy."""

from math import sqrt
from random import Random

import pytest
from scipy import stats

from speedbumps.scoring.differences import LIKELY
from speedbumps.scoring.intervals import Spread, mean_interval
from speedbumps.scoring.published_means import MeanRange, known_error, standard_error, welch_of_ranges


def test_the_example_of_the_cochrane_handbook() -> None:
    """Version 6, 6.5.2.2: 25 people with a 95 % interval from 30.0 to 34.2 have a standard deviation of 5.09."""
    assert standard_error((34.2 - 30.0) / 2, 24, 25, None) * sqrt(25) == pytest.approx(5.09, abs=0.005)


@pytest.mark.parametrize("people", [None, 31, 40, 400])
def test_the_interval_of_a_mean_is_undone(people: int | None) -> None:
    found = mean_interval(50.0, Spread(18.0, 29), 30, people, alike=False)
    assert found.high is not None

    assert standard_error(found.high - 50.0, 29, 30, people) == pytest.approx(18.0 / sqrt(30))
    assert known_error(Spread(18.0, 29), 30) == pytest.approx(18.0 / sqrt(30))


def drawn_interval(values: list[float]) -> MeanRange:
    """The mean of some values, with the standard error of their interval as SciPy gives it."""
    mean = sum(values) / len(values)
    interval = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    error = standard_error((interval.high - interval.low) / 2, len(values) - 1, len(values), None)
    return MeanRange(mean, 0.0, error, error, len(values) - 1)


def test_exact_intervals_give_the_difference_of_scipy() -> None:
    chance = Random(7)
    after, before = (
        [chance.gauss(middle, spread) for _ in range(n)] for middle, spread, n in ((40, 9, 14), (52, 21, 33))
    )
    expected = stats.ttest_ind(after, before, equal_var=False)
    interval = expected.confidence_interval(0.95)

    found = welch_of_ranges(drawn_interval(after), drawn_interval(before), LIKELY)

    assert found is not None
    assert found.p_value == pytest.approx(expected.pvalue)
    assert found.freedom == pytest.approx(expected.df)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_rounding_only_widens() -> None:
    exact = [MeanRange(points, 0.0, error, error, 19) for points, error in ((41.0, 2.0), (50.0, 3.0))]
    vague = [MeanRange(each.points, 0.5, each.least - 0.4, each.most + 0.1, 19) for each in exact]
    found, wider = welch_of_ranges(exact[0], exact[1], LIKELY), welch_of_ranges(vague[0], vague[1], LIKELY)

    assert found is not None
    assert wider is not None
    assert (wider.points, wider.rounding, wider.least) == (-9.0, 1.0, 8.0)
    assert wider.error == pytest.approx(sqrt(2.1**2 + 3.1**2))
    half = stats.t.ppf(0.975, wider.freedom) * wider.error
    assert (wider.low, wider.high) == pytest.approx((-10.0 - half, -8.0 + half))
    assert wider.freedom == pytest.approx((1.6**2 + 3.1**2) ** 2 / ((1.6**4 + 3.1**4) / 19))  # fewer than at 2 and 3
    assert wider.freedom < found.freedom
    assert wider.p_value == pytest.approx(2 * stats.t.sf(8.0 / wider.error, wider.freedom))
    turned = welch_of_ranges(vague[1], vague[0], LIKELY)
    assert turned is not None
    assert (turned.low, turned.high, turned.freedom) == pytest.approx((-wider.high, -wider.low, wider.freedom))


def test_a_difference_within_its_rounding_is_none() -> None:
    found = welch_of_ranges(MeanRange(50.4, 0.5, 1.0, 1.0, 9), MeanRange(50.0, 0.5, 1.0, 1.0, 9), LIKELY)

    assert found is not None
    assert (found.least, found.p_value) == (0.0, 1.0)
    assert welch_of_ranges(MeanRange(50.0, 0.0, 0.0, 0.0, 9), MeanRange(40.0, 0.0, 0.0, 0.0, 9), LIKELY) is None
