"""Compare the mean severities of two groups."""

from collections.abc import Sequence
from math import inf, sqrt
from typing import NamedTuple

from speedbumps.scoring.intervals import Spread, t_quantile, t_upper_tail
from speedbumps.scoring.schools import SeverityMoments

LIKELY = 0.975
"""The share of the distribution below the upper end of a 95 % interval."""

NEARLY_SURE = 0.995
"""The share of the distribution below the upper end of a 99 % interval."""


class MeanDifference(NamedTuple):
    """The mean of one group minus that of another, in points of severity, with its confidence interval."""

    points: float
    low: float
    high: float
    freedom: float
    """Degrees of freedom, usually not a whole number."""
    error: float
    """The standard error."""
    rounding: float = 0.0
    """By how much the points may be too high or too low because the means were rounded."""

    @property
    def least(self) -> float:
        """Return the least size that the difference has, however its means were rounded."""
        return max(0.0, abs(self.points) - self.rounding)

    @property
    def p_value(self) -> float:
        """Return the two-sided p-value of the difference, from 0 to 1; the largest that the rounding allows."""
        return 2 * t_upper_tail(self.least / self.error, self.freedom)


class MeanError(NamedTuple):
    """How far a mean may lie from the true one by chance."""

    variance: float
    """The square of its standard error."""
    freedom: float
    """The degrees of freedom of the standard error."""


def own_spread(group: SeverityMoments) -> Spread | None:
    """Return how far the severities of *group* lie apart, or None for fewer than two people."""
    deviation = group.deviation
    return None if deviation is None else Spread(0.0 if group.alike else deviation, group.n - 1)


def welch(
    a: SeverityMoments, b: SeverityMoments, confidence: float, spreads: tuple[Spread | None, Spread | None]
) -> MeanDifference | None:
    """Return the mean of *a* minus that of *b*, in points of severity, with its confidence interval.

    *confidence* is the share of the distribution below the upper end: LIKELY or NEARLY_SURE. *spreads* says how far
    severities lie apart in each group, as own_spread() does. Return None if neither group varies, or a spread is not
    known.

    Welch's interval, without equal variances and without finite population correction: Welch 1947, Biometrika 34,
    28-35, with the degrees of freedom of Satterthwaite 1946, Biometrics Bulletin 2, 110-114.
    """
    if a.mean is None or b.mean is None or spreads[0] is None or spreads[1] is None:
        return None
    first, second = (
        MeanError(spreads[0].deviation ** 2 / a.n, spreads[0].freedom),
        MeanError(spreads[1].deviation ** 2 / b.n, spreads[1].freedom),
    )
    if first.variance + second.variance == 0:
        return None
    apart, freedom, error = a.mean - b.mean, welch_freedom(first, second), sqrt(first.variance + second.variance)
    half = t_quantile(confidence, freedom) * error
    return MeanDifference(apart, apart - half, apart + half, freedom, error)


def welch_freedom(a: MeanError, b: MeanError) -> float:
    """Return the degrees of freedom of the difference of two means with these errors: Satterthwaite 1946."""
    wanted = a.variance**2 / a.freedom + b.variance**2 / b.freedom
    return (a.variance + b.variance) ** 2 / wanted if wanted else inf


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return *p_values* adjusted for multiple comparisons, in the same order, each at most 1.

    Holm's step-down method: the smallest p-value times their number, the next times one less, and so on, never
    falling. Holm 1979, Scandinavian Journal of Statistics 6(2), 65-70.
    """
    adjusted, highest = [0.0] * len(p_values), 0.0
    for passed, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - passed) * p_values[place]))
        adjusted[place] = highest
    return tuple(adjusted)
