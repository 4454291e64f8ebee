"""Compare the mean severities of two groups."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from speedbumps.scoring.intervals import t_quantile, t_upper_tail
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


def welch(a: SeverityMoments, b: SeverityMoments, confidence: float) -> MeanDifference | None:
    """Return the mean of *a* minus that of *b*, in points of severity, with its confidence interval.

    *confidence* is the share of the distribution below the upper end: LIKELY or NEARLY_SURE. Return None if neither
    group varies, or one holds fewer than two people.

    Welch's interval, without equal variances and without finite population correction: Welch 1947, Biometrika 34,
    28-35, with the degrees of freedom of Satterthwaite 1946, Biometrics Bulletin 2, 110-114.
    """
    means, deviations = (a.mean, b.mean), (a.deviation, b.deviation)
    if means[0] is None or means[1] is None or deviations[0] is None or deviations[1] is None:
        return None
    if a.alike and b.alike:
        return None
    apart, parts = means[0] - means[1], (deviations[0] ** 2 / a.n, deviations[1] ** 2 / b.n)
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (a.n - 1) + parts[1] ** 2 / (b.n - 1))
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
