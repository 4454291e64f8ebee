"""The points of scales as severities."""

from fractions import Fraction
from functools import lru_cache

from speedbumps.model.questionnaire import Key, Scale


def severities(scale: Scale, key: Key) -> tuple[float, ...]:
    """The severity of each point of *scale*: 0 at the clear end, 100 at the other.

    The percent of the maximum possible on the declared range, 100 (v - lo) / (hi - lo), or a point's own position;
    reversed for an enabler. Cohen, Cohen, Aiken and West 1999, Multivariate Behavioral Research 34(3), 315-346.
    """
    return _severities(tuple((point.value, point.position) for point in scale.points), key)


@lru_cache(maxsize=1024)
def _severities(points: tuple[tuple[float, float | None], ...], key: Key) -> tuple[float, ...]:
    """The same, from values and positions. Kept, since a few scales serve many questions."""
    low, high = Fraction(str(points[0][0])), Fraction(str(points[-1][0]))
    shares = [
        Fraction(str(position)) if position is not None else (Fraction(str(value)) - low) / (high - low)
        for value, position in points
    ]
    return tuple(float(100 * (share if key == "barrier" else 1 - share)) for share in shares)
