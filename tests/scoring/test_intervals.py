"""Student's t distribution equals SciPy's, and an interval says what kind it is."""

from math import inf, sqrt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import special, stats

from speedbumps.scoring.intervals import (
    CONFIDENCE,
    HOUSE_SPREAD,
    MeanInterval,
    Spread,
    _density,
    _expand_t,
    _first_guess,
    _incomplete_beta,
    mean_interval,
    t_quantile,
    t_upper_tail,
)

freedoms = st.sampled_from([1, 2, 3, 7, 1000, 1001]) | st.floats(0.6, 3_000)


@given(st.floats(0.501, 0.999), freedoms)
def test_quantiles_equal_those_of_scipy(share: float, freedom: float) -> None:
    expected = stats.t.ppf(share, freedom)

    assert t_quantile(share, freedom) == pytest.approx(expected, rel=1e-10)
    assert t_quantile(1 - share, freedom) == pytest.approx(-expected, rel=1e-10)


@pytest.mark.parametrize("share", [0.975, 0.995, 0.9995])
def test_few_degrees_of_freedom_have_closed_forms(share: float) -> None:
    """Of two degrees exactly; of one as the tail 1 / (pi t) of Cauchy's distribution, which is near for large t."""
    z = stats.norm.ppf(share)

    assert _first_guess(share, z, 2) == pytest.approx(stats.t.ppf(share, 2), rel=1e-12)
    assert _first_guess(share, z, 1) == pytest.approx(stats.t.ppf(share, 1), rel=3e-3)
    assert _first_guess(share, z, 3) == pytest.approx(stats.t.ppf(share, 3), rel=0.05)


@pytest.mark.parametrize("freedom", [1, 2, 5.5, 2000])
def test_the_middle_of_the_distribution_is_nought(freedom: float) -> None:
    assert t_quantile(0.5, freedom) == pytest.approx(0, abs=1e-15)


def upper_tail_in_scipy(t: float, freedom: float) -> float:
    """Return the tail above *t*; near 0 from the middle outwards, since `stats.t.sf` is 0.5 for t = 2e-9."""
    if t > 1:
        return float(stats.t.sf(t, freedom))
    return float(0.5 * (1 - special.betainc(0.5, freedom / 2, t * t / (freedom + t * t))))


@given(st.floats(0, 60), freedoms)
@example(2.1731855479522737e-09, 1)
def test_the_upper_tail_and_the_density_equal_those_of_scipy(t: float, freedom: float) -> None:
    assert t_upper_tail(t, freedom) == pytest.approx(upper_tail_in_scipy(t, freedom), rel=1e-9)
    assert _density(t, freedom) == pytest.approx(stats.t.pdf(t, freedom), rel=1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.3, 200), st.floats(0.3, 200))
def test_the_incomplete_beta_function_equals_that_of_scipy(x: float, a: float, b: float) -> None:
    assert _incomplete_beta(x, 1 - x, a, b) == pytest.approx(special.betainc(a, b, x), rel=1e-8, abs=1e-14)


def test_the_incomplete_beta_function_ends_at_nought_and_one() -> None:
    assert (_incomplete_beta(0.0, 1.0, 2, 3), _incomplete_beta(1.0, 0.0, 2, 3)) == (0, 1)


def test_the_expansion_is_that_of_abramowitz_and_stegun() -> None:
    """Its terms are those of Fisher and Cornish 1960; the error falls with the fifth power of the degrees."""
    z = stats.norm.ppf(0.995)
    errors = [abs(_expand_t(z, freedom) - stats.t.ppf(0.995, freedom)) for freedom in (20, 40)]

    assert errors[0] < 1e-4
    assert 28 < errors[0] / errors[1] < 40


@given(
    st.floats(0, 100),
    st.floats(0, 50),
    st.integers(2, 60),
    st.none() | st.integers(0, 80),
)
def test_an_interval_is_t_times_the_standard_error(mean: float, deviation: float, n: int, people: int | None) -> None:
    found = mean_interval(mean, Spread(deviation, n - 1), n, people, alike=False)

    if people == n:
        assert found == MeanInterval(mean, mean, "everyone")
        return
    rest = 1 - n / people if people is not None and people > n else 1
    half = stats.t.ppf(0.975, n - 1) * deviation / sqrt(n) * sqrt(rest)
    assert found.kind == "t"
    assert (found.low, found.high) == pytest.approx((max(0, mean - half), min(100, mean + half)), abs=1e-9)


def test_an_interval_from_a_known_spread_is_normal() -> None:
    found = mean_interval(40, HOUSE_SPREAD, 6, None, alike=False)

    assert found.high == pytest.approx(40 + stats.norm.ppf(0.975) * HOUSE_SPREAD.deviation / sqrt(6))
    assert t_upper_tail(1.7, inf) == pytest.approx(stats.norm.sf(1.7))


def test_other_intervals_have_equal_ends_or_none() -> None:
    assert mean_interval(40, None, 1, 1, alike=False) == MeanInterval(None, None, "one")
    assert mean_interval(40, Spread(0.0, 2), 3, None, alike=True) == MeanInterval(40, 40, "alike")
    assert mean_interval(40, Spread(0.0, 2), 3, 3, alike=True) == MeanInterval(40, 40, "alike")
    assert mean_interval(40, Spread(9.0, 2), 3, 3, alike=False) == MeanInterval(40, 40, "everyone")
    assert mean_interval(0, None, 0, 9, alike=False) == MeanInterval(None, None, "none")
    assert mean_interval(0, Spread(9.0, 2), 0, None, alike=False) == MeanInterval(None, None, "none")
    assert CONFIDENCE == 1 - 0.05 / 2
