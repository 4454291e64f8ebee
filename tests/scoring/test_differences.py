"""Differences of means equal SciPy's, and adjusted p-values those of Holm's definition."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, MeanDifference, holm, own_spread, welch
from speedbumps.scoring.intervals import HOUSE_SPREAD
from speedbumps.scoring.schools import SeverityMoments

groups = st.lists(st.integers(0, 100).map(float), min_size=2, max_size=20)


def moments(values: list[float]) -> SeverityMoments:
    away = [value - 50 for value in values]
    return SeverityMoments(len(values), sum(away), sum(each * each for each in away), len(values))


def difference(a: SeverityMoments, b: SeverityMoments, level: float) -> MeanDifference | None:
    """The difference of groups whose spreads are their own."""
    return welch(a, b, level, (own_spread(a), own_spread(b)))


@given(groups, groups, st.sampled_from([(LIKELY, 0.95), (NEARLY_SURE, 0.99)]))
def test_a_difference_is_welchs(a: list[float], b: list[float], level: tuple[float, float]) -> None:
    found = difference(moments(a), moments(b), level[0])

    if len({*a}) == len({*b}) == 1:
        assert found is None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # SciPy warns of answers that are all alike
        expected = stats.ttest_ind(a, b, equal_var=False)
        low, high = expected.confidence_interval(level[1])
    assert found is not None
    assert found.points == pytest.approx(np.mean(a) - np.mean(b), abs=1e-9)
    assert found.freedom == pytest.approx(expected.df, rel=1e-9)
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-7, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-7)
    assert found.error == pytest.approx(np.sqrt(np.var(a, ddof=1) / len(a) + np.var(b, ddof=1) / len(b)), abs=1e-9)


@pytest.mark.parametrize("few", [[], [40.0]])
def test_two_people_are_needed_on_each_side(few: list[float]) -> None:
    several = moments([20.0, 40.0, 90.0])

    assert difference(moments(few), several, LIKELY) is None
    assert difference(several, moments(few), LIKELY) is None


def test_with_known_spreads_a_difference_is_that_of_two_normal_means() -> None:
    a, b = moments([20.0] * 6), moments([60.0] * 8)
    found = welch(a, b, LIKELY, (HOUSE_SPREAD, HOUSE_SPREAD))
    error = HOUSE_SPREAD.deviation * np.sqrt(1 / 6 + 1 / 8)

    assert found is not None
    assert (found.points, found.freedom) == (-40.0, np.inf)
    assert found.error == pytest.approx(error)
    assert found.high - found.points == pytest.approx(stats.norm.ppf(LIKELY) * error)
    assert found.p_value == pytest.approx(2 * stats.norm.sf(40 / error))


def test_one_known_spread_adds_no_uncertainty_about_itself() -> None:
    values = [10.0, 30.0, 35.0, 80.0]
    a, b = moments(values), moments([60.0] * 8)
    found = welch(a, b, LIKELY, (own_spread(a), HOUSE_SPREAD))
    own = np.var(values, ddof=1) / 4

    assert found is not None
    assert found.freedom == pytest.approx((own + 24.0**2 / 8) ** 2 / (own**2 / 3))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_adjusted_p_values_are_those_of_holm(p_values: list[float]) -> None:
    def adjusted(place: int) -> float:
        """The largest product among all p-values up to this one, in order."""
        ordered = sorted(p_values)
        most = ordered.index(p_values[place])
        return max(min(1.0, (len(ordered) - at) * ordered[at]) for at in range(most + 1))

    assert holm(p_values) == pytest.approx([adjusted(place) for place in range(len(p_values))], abs=1e-15)


def test_adjusted_p_values_equal_those_of_r() -> None:
    """p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.8), "holm")."""
    assert holm((0.01, 0.04, 0.03, 0.005, 0.8)) == pytest.approx((0.04, 0.09, 0.09, 0.025, 0.8))
    assert holm(()) == ()
