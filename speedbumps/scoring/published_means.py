"""Compare two means of which only published figures are known: each mean with its 95 % interval, rounded or not."""

from math import sqrt
from typing import NamedTuple

from speedbumps.scoring.differences import MeanDifference, MeanError, welch_freedom
from speedbumps.scoring.intervals import CONFIDENCE, Spread, t_quantile


class MeanRange(NamedTuple):
    """What published figures tell of a mean and its standard error, which rounding leaves uncertain."""

    points: float
    """The mean as it was published."""
    rounding: float
    """By how much the mean may be higher or lower than that."""
    least: float
    """The smallest standard error that fits the published interval."""
    most: float
    """The largest standard error that fits it."""
    freedom: float
    """The degrees of freedom of the standard error; infinite where the spread is taken as known."""


def standard_error(half: float, freedom: float, n: int, people: int | None) -> float:
    """Return the standard error of a mean of *n* people, without finite population correction.

    *half* is half the width of its 95 % t interval, in which *people* is the number of all who could be asked, more
    than *n*; None if the interval has no finite population correction. This turns the formula of mean_interval() round:
    half / t(freedom) / sqrt(1 - n / N). Higgins and others (eds), Cochrane Handbook for Systematic Reviews of
    Interventions, version 6, 6.5.2.2, and Cochran 1977, Sampling Techniques, 3rd ed., (2.20).
    """
    correction = 1.0 if people is None else sqrt(1 - n / people)
    return half / t_quantile(CONFIDENCE, freedom) / correction


def known_error(spread: Spread, n: int) -> float:
    """Return the standard error of a mean of *n* people whose *spread* is known."""
    return spread.deviation / sqrt(n)


def welch_of_ranges(a: MeanRange, b: MeanRange, confidence: float) -> MeanDifference | None:
    """Return the mean *a* minus the mean *b*, with its confidence interval; None if neither has a standard error.

    It is the interval of welch(), computed from what is published of the means, and never narrower than that from the
    answers: the standard errors are the largest, and the degrees of freedom the fewest, that fit the published figures,
    and the interval is wider by what rounding may have done to the means. The degrees of freedom depend on the ratio of
    the standard errors and have a single maximum, so they are fewest at one end of its range.
    """
    error = sqrt(a.most**2 + b.most**2)
    if error == 0:
        return None
    freedom = min(_freedom(a.least, b.most, a, b), _freedom(a.most, b.least, a, b))
    apart, rounding = a.points - b.points, a.rounding + b.rounding
    half = t_quantile(confidence, freedom) * error + rounding
    return MeanDifference(apart, apart - half, apart + half, freedom, error, rounding)


def _freedom(error: float, other: float, a: MeanRange, b: MeanRange) -> float:
    return welch_freedom(MeanError(error**2, a.freedom), MeanError(other**2, b.freedom))
