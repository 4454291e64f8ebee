"""Confidence intervals of means, and Student's t distribution."""

from functools import lru_cache
from math import erfc, exp, inf, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist
from typing import NamedTuple

from speedbumps.model.audit import Interval

CONFIDENCE = 0.975
"""The share of the distribution below the upper end of a 95 % interval."""

TINY = 1e-300
"""Stands for 0 in denominators."""

FRACTION_CONVERGED = 1e-15
"""The relative change at which the continued fraction has converged."""

STEP_CONVERGED = 1e-6
"""The relative step at which Halley's method has converged: the error left is about its cube."""

MOST_FREEDOM = 1000
"""Degrees of freedom above which the expansion is exact to 13 digits, and the distribution function less exact."""


class Spread(NamedTuple):
    """How far severities of people lie apart, in points."""

    deviation: float
    """The standard deviation."""
    freedom: float
    """The degrees of freedom with which it was estimated; infinite where it is taken as known."""


HOUSE_SPREAD = Spread(24.0, inf)
"""Stands for the spread of a barrier or facet where it cannot be taken from enough people.

A house value: with it, intervals of 5 to 9 people cover the true mean in more than 95 % of simulated staff rooms.
"""

HOUSE_SPREAD_OF_QUESTION = Spread(30.0, inf)
"""The same for a single question, whose answers lie further apart."""


class MeanInterval(NamedTuple):
    """The confidence interval of a mean, in points of severity, and its kind."""

    low: float | None
    high: float | None
    kind: Interval


def mean_interval(mean: float, spread: Spread | None, n: int, people: int | None, *, alike: bool) -> MeanInterval:
    """Return the 95 % confidence interval of a *mean* severity of *n* people.

    *spread* is how far severities lie apart, None for a single person's; *people* the number of all who could be
    asked, None if unknown; *alike* whether all *n* have the same severity. All but the kind "t" have equal ends or
    none: see `model.audit.Interval`.

    A t interval with finite population correction if *people* is known and at least *n*, clipped to 0 and 100:
    mean +- t(freedom) * s / sqrt(n) * sqrt(1 - n / N). Cochran 1977, Sampling Techniques, 3rd ed., 2.8 and (2.20).
    With the sample's own deviation the degrees of freedom are n - 1; with one that is known, t is the normal quantile.
    """
    if n == 1:
        return MeanInterval(None, None, "one")
    if alike:
        return MeanInterval(mean, mean, "alike")
    if people == n:
        return MeanInterval(mean, mean, "everyone")
    if spread is None or n < 1:
        return MeanInterval(None, None, "none")
    correction = sqrt(1 - n / people) if people is not None and people >= n else 1.0
    half = interval_quantile(spread.freedom) * spread.deviation / sqrt(n) * correction
    return MeanInterval(max(0.0, mean - half), min(100.0, mean + half), "t")


@lru_cache(maxsize=MOST_FREEDOM)
def interval_quantile(freedom: float) -> float:
    """Return the quantile of Student's t distribution at the upper end of a 95 % interval."""
    # Only whole degrees of freedom are cached, which hold nothing of anybody's answers; those of a comparison are
    # computed from answers and never cached.
    return t_quantile(CONFIDENCE, freedom)


def t_quantile(share: float, freedom: float) -> float:
    """Return the quantile of Student's t distribution below which *share* lies, from 0 to 1, both excluded.

    *freedom* is the degrees of freedom, above 0. Halley's method on the distribution function, started at the normal
    quantile with the correction of Cornish and Fisher: Abramowitz and Stegun 1972, Handbook of Mathematical Functions,
    26.7.5 (start) and 26.7.1 (function).
    """
    if share < 0.5:  # noqa: PLR2004 - the distribution is symmetric
        return -t_quantile(1 - share, freedom)
    z = NormalDist().inv_cdf(share)
    if freedom > MOST_FREEDOM:
        return _expand_t(z, freedom)
    guess = _first_guess(share, z, freedom)
    for _ in range(50):
        step = (t_upper_tail(guess, freedom) - (1 - share)) / _density(guess, freedom)
        bend = (freedom + 1) * guess / (2 * (freedom + guess * guess))
        step /= max(1 - step * bend, 0.5)
        guess = max(guess + step, 0.0)
        if abs(step) <= STEP_CONVERGED * max(1.0, abs(guess)):
            break
    return guess


def _first_guess(share: float, z: float, freedom: float) -> float:
    if freedom <= 2:  # noqa: PLR2004 - few degrees of freedom have closed forms
        spread = 2 * share - 1
        return 1 / (pi * (1 - share)) if freedom == 1 else spread * sqrt(2 / (1 - spread**2))
    return _expand_t(z, freedom)


def _expand_t(z: float, freedom: float) -> float:
    """Return the quantile of Student's t from the normal quantile *z*: Abramowitz and Stegun 1972, 26.7.5."""
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / freedom + second / freedom**2 + third / freedom**3 + fourth / freedom**4


def t_upper_tail(t: float, freedom: float) -> float:
    """Return the share of Student's t distribution above *t*, which must be at least 0.

    With infinite degrees of freedom it is the normal distribution.
    """
    if freedom == inf:
        return erfc(t / sqrt(2)) / 2
    return _incomplete_beta(freedom / (freedom + t * t), t * t / (freedom + t * t), freedom / 2, 0.5) / 2


def _density(t: float, freedom: float) -> float:
    front = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(freedom * pi) / 2
    return exp(front - (freedom + 1) / 2 * log1p(t * t / freedom))


def _incomplete_beta(x: float, rest: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function at *x*; *rest* is 1 - x, passed so that no digits are lost.

    Abramowitz and Stegun 1972, 26.5.8, evaluated forwards by Lentz's method.
    """
    if x <= 0:
        return 0.0
    if rest <= 0:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(rest, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    # The steps are written out for speed, since every gap of every school needs them.
    both, upper, lower = a + b, 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or TINY)
    result = lower
    for m in range(1, 10_000):
        twice = a + 2 * m
        factor = m * (b - m) * x / ((twice - 1) * twice)
        lower = 1 / ((1 + factor * lower) or TINY)
        upper = (1 + factor / upper) or TINY
        result *= upper * lower
        factor = -(a + m) * (both + m) * x / (twice * (twice + 1))
        lower = 1 / ((1 + factor * lower) or TINY)
        upper = (1 + factor / upper) or TINY
        change = upper * lower
        result *= change
        if abs(change - 1) < FRACTION_CONVERGED:
            break
    return result
