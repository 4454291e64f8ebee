"""The points of a scale, written one by one or as numbers with words at both ends."""

from fractions import Fraction
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_core import PydanticCustomError

from speedbumps.model.scalars import Frozen, Number, Text

MOST_POINTS = 101
"""The most points that a scale of numbers has: 0 to 100."""

EXAMPLE = "write a list of points, or numbers such as {from: 0, to: 10, ends: [Not at all, Completely]}"


class Point(Frozen):
    """One of the answers that a scale offers."""

    value: Number
    """The number that it counts as; values rise from one point to the next, or fall throughout."""
    label: Text
    """The words that people choose; between two ends in words, the value itself will do."""
    position: Annotated[Number, Field(ge=0, le=1)] | None = None
    """Where it stands between the lowest and the highest value, from 0 to 1, when the points are not evenly spaced."""


class NumberedPoints(Frozen):
    """Points that are numbers, with words at both ends: a short way to write them."""

    from_: Annotated[Number, Field(alias="from")]
    """The first value."""
    to: Number
    """The last value; below the first if people see the highest first."""
    step: Annotated[Number, Field(gt=0)] = 1.0
    """By how much a value differs from the next."""
    ends: tuple[Text, Text]
    """What the first value means, and the last, such as [Not at all, Completely]."""


def parse_points(value: object) -> object:
    """Return *value* as a list of points, which may be written as the keys of NumberedPoints."""
    if not isinstance(value, dict) or not value.keys() & {"from", "to", "step", "ends"}:
        return value
    try:
        numbered = NumberedPoints.model_validate(value)
    except ValidationError:
        raise PydanticCustomError("numbered_points", EXAMPLE) from None
    first, last, step = (Fraction(str(each)) for each in (numbered.from_, numbered.to, numbered.step))
    steps = abs(last - first) / step
    if steps.denominator != 1 or not 1 <= steps < MOST_POINTS:
        message = f"whole steps lead from one end to the other, with 2 to {MOST_POINTS} points"
        raise PydanticCustomError("numbered_points", message)
    values = [float(first + place * (step if last > first else -step)) for place in range(int(steps) + 1)]
    labels = [f"{each:g}" for each in values]
    for place, end in zip((0, -1), numbered.ends, strict=True):
        labels[place] = f"{labels[place]} – {end}"
    return [{"value": each, "label": label} for each, label in zip(values, labels, strict=True)]
