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

    @property
    def p_value(self) -> float:
        """Return the two-sided p-value of the difference, from 0 to 1."""
        return 2 * t_upper_tail(abs(self.points) / self.error, self.freedom)


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
    apart, parts = a.mean - b.mean, (spreads[0].deviation ** 2 / a.n, spreads[1].deviation ** 2 / b.n)
    if sum(parts) == 0:
        return None
    wanted = parts[0] ** 2 / spreads[0].freedom + parts[1] ** 2 / spreads[1].freedom
    freedom = sum(parts) ** 2 / wanted if wanted else inf
    error = sqrt(sum(parts))
    half = t_quantile(confidence, freedom) * error
    return MeanDifference(apart, apart - half, apart + half, freedom, error)


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
