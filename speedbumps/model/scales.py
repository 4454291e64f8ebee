"""Convert the points of scales to severities."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from speedbumps.model.points import Point
from speedbumps.model.questionnaire import Key, Scale
from speedbumps.model.scalars import NUMBER


def value_range(scale: Scale) -> tuple[float, float]:
    """Return the lowest and the highest value of the points of *scale*, in whichever order people see them."""
    values = [point.value for point in scale.points]
    return min(values), max(values)


def is_numbered(scale: Scale) -> bool:
    """Return whether people see the values of *scale*, since the label of some point is just its value."""
    return any(is_number_label(point) for point in scale.points)


def is_number_label(point: Point) -> bool:
    """Return whether the label of *point* is just its value, so that there is nothing to translate."""
    label = point.label.strip()
    return NUMBER.fullmatch(label) is not None and float(label) == point.value


def severities(scale: Scale, key: Key) -> tuple[float, ...]:
    """Return the severity of each point of *scale*, in its order: from 0, no barrier, to 100, the highest.

    It is the percent of maximum possible score (POMP), 100 (v - lo) / (hi - lo), or 100 times a point's own position;
    reversed if *key* is "enabler". Cohen, Cohen, Aiken and West 1999, Multivariate Behavioral Research 34(3), 315-346.
    """
    return _point_severities(tuple((point.value, point.position) for point in scale.points), key)


def table_severities(table: Mapping[float, float], key: Key) -> dict[float, float]:
    """Return the severity of each sum of answers in *table*, which gives a score for each.

    It is 0 at one end of the scores in the table, and 100 at the other: as severities(), with a score for a value.
    """
    scores = {total: Fraction(str(score)) for total, score in table.items()}
    low, high = min(scores.values()), max(scores.values())
    shares = {total: (score - low) / (high - low) for total, score in scores.items()}
    return {total: float(100 * (share if key == "barrier" else 1 - share)) for total, share in shares.items()}


@lru_cache(maxsize=1024)
def _point_severities(points: tuple[tuple[float, float | None], ...], key: Key) -> tuple[float, ...]:
    """Return the severities of points given by value and position. Cached, since many questions share a few scales."""
    values = [Fraction(str(value)) for value, _ in points]
    low, high = min(values), max(values)
    shares = [
        Fraction(str(position)) if position is not None else (value - low) / (high - low)
        for value, (_, position) in zip(values, points, strict=True)
    ]
    return tuple(float(100 * (share if key == "barrier" else 1 - share)) for share in shares)
