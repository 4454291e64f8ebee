"""From two groups' severities to how far apart they are, and how sure that is."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from speedbumps.scoring.intervals import t_above, t_quantile
from speedbumps.scoring.schools import Spread

LIKELY = 0.975
"""Each end of a 95 % interval leaves this much below it."""

NEARLY_SURE = 0.995
"""The same of a 99 % interval."""


class Difference(NamedTuple):
    """One group's mean less another's."""

    points: float
    low: float
    high: float
    freedom: float
    """Degrees of freedom; seldom a whole number."""
    error: float
    """The standard error."""

    @property
    def chance(self) -> float:
        """How often two groups that do not differ would be as far apart as this, from 0 to 1."""
        return 2 * t_above(abs(self.points) / self.error, self.freedom)


def welch(a: Spread, b: Spread, confidence: float) -> Difference | None:
    """How far the mean of *a* is above that of *b*; None where neither group varies, or one is too small to tell.

    Without a common variance and without finite population correction: Welch 1947, Biometrika 34, 28-35, with the
    degrees of freedom of Satterthwaite 1946, Biometrics Bulletin 2, 110-114.
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
    return Difference(apart, apart - half, apart + half, freedom, error)


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """The *chances* of several comparisons, each as it counts when all of them are looked at.

    Step-down: the smallest times their number, the next times one less, never falling. Holm 1979, Scandinavian
    Journal of Statistics 6(2), 65-70.
    """
    adjusted, highest = [0.0] * len(chances), 0.0
    for passed, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        highest = max(highest, min(1.0, (len(chances) - passed) * chances[place]))
        adjusted[place] = highest
    return tuple(adjusted)
