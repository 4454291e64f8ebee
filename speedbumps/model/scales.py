"""Convert the points of scales to severities."""

from fractions import Fraction
from functools import lru_cache

from speedbumps.model.questionnaire import Key, Scale


def severities(scale: Scale, key: Key) -> tuple[float, ...]:
    """Return the severity of each point of *scale*, in its order: from 0, no barrier, to 100, the highest.

    It is the percent of maximum possible score (POMP), 100 (v - lo) / (hi - lo), or 100 times a point's own position;
    reversed if *key* is "enabler". Cohen, Cohen, Aiken and West 1999, Multivariate Behavioral Research 34(3), 315-346.
    """
    return _point_severities(tuple((point.value, point.position) for point in scale.points), key)


@lru_cache(maxsize=1024)
def _point_severities(points: tuple[tuple[float, float | None], ...], key: Key) -> tuple[float, ...]:
    """Return the severities of points given by value and position. Cached, since many questions share a few scales."""
    low, high = Fraction(str(points[0][0])), Fraction(str(points[-1][0]))
    shares = [
        Fraction(str(position)) if position is not None else (Fraction(str(value)) - low) / (high - low)
        for value, position in points
    ]
    return tuple(float(100 * (share if key == "barrier" else 1 - share)) for share in shares)
