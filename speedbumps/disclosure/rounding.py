"""Round what is written for others, so that sums of figures cannot be solved for what single people answered."""

from collections.abc import Iterable
from math import floor, log10
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from speedbumps.model.audit import Bound

if TYPE_CHECKING:  # reports are rounded without loading data frames
    import polars as pl

WHOLE_BELOW = 84
"""The number of people from which a severity is given with one decimal rather than in whole numbers.

A mean of n people that is known to half a unit leaves the sum of their answers to three questions uncertain by 1.5 n
units. That must be at least 12.5 points, half the distance between two of five answers: n = 9 in whole numbers, and
n = 84 in tenths.
"""

SHARE_PLACES = 2
"""The decimals of shares, rates, agreement and reliability, which lie between 0 and 1."""

HALF = 0.5

TEN = 10.0

NOISE = 5e-7
"""How far above a rounded number a figure may lie, in its last place, without being rounded up to the next one."""

Number = TypeVar("Number", float, "pl.Expr")
"""A number, or an expression for a column of numbers: both are rounded by the same operations, to the same bits."""


class BoundedMean(NamedTuple):
    """A bound that is shown in place of a mean."""

    severity: float
    kind: Bound


def decimals(n: int | None) -> int:
    """Return the decimals of a severity of *n* people; none if their number is not shown."""
    return 1 if n is not None and n >= WHOLE_BELOW else 0


def round_half_up(value: float, places: int) -> float:
    """Return *value* rounded to *places* decimals, half away from 0."""
    size = nearest(abs(value), 10.0**places)
    return (size if value >= 0 else -size) + 0.0


def round_within(value: float, places: int, cuts: Iterable[float]) -> float:
    """Return *value* rounded, but down where rounding up would lift it to one of *cuts* or above.

    So a severity below the beginning of a band is never shown as if it were in that band.
    """
    rounded = round_half_up(value, places)
    if any(abs(value) < cut <= abs(rounded) for cut in cuts):
        size = next_below(abs(value), 10.0**places)
        return (size if value >= 0 else -size) + 0.0
    return rounded


def round_up(value: float, places: int) -> float:
    """Return *value* rounded up to *places* decimals."""
    return next_above(value, 10.0**places)


def nearest(value: Number, unit: Number) -> Number:
    """Return *value*, at least 0, rounded to whole parts, of which *unit* make 1; half up."""
    return (value * unit + HALF) // 1 / unit


def next_below(value: Number, unit: Number) -> Number:
    """Return *value* rounded down to whole parts, of which *unit* make 1."""
    return value * unit // 1 / unit


def next_above(value: Number, unit: Number) -> Number:
    """Return *value* rounded up to whole parts, of which *unit* make 1."""
    return -((NOISE - value * unit) // 1) / unit + 0.0


def round_significant(value: float, digits: int, most_places: int = 9) -> float:
    """Return *value* rounded to *digits* significant figures, half up, and to no more than *most_places* decimals."""
    if value == 0:
        return 0.0
    return round_half_up(value, min(digits - 1 - floor(log10(abs(value))), most_places))


def round_amount(value: float, n: int, least: int) -> float:
    """Return an amount that is typical of *n* people, such as hours a week.

    The median of an odd number of people is what one of them wrote. So of fewer than *least* people it is given in
    whole numbers of one significant figure (4, 20), of fewer than WHOLE_BELOW in halves of two (3.5, 17), and else in
    three figures.
    """
    if n >= WHOLE_BELOW:
        return round_significant(value, 3)
    if value >= TEN:
        return round_significant(value, 2 if n >= least else 1)
    step = HALF if n >= least else 1.0
    return round_half_up(value / step, 0) * step


def bound_near_end(severity: float, n: int, least: int) -> BoundedMean | None:
    """Return the bound that is shown in place of the mean *severity* of *n* people; None if the mean may be shown.

    A mean of 0 of five people tells what each of them answered. Of fewer than *least* people, a mean that one person
    at the other end of the scale could have made, all others being at this end, is therefore given as at most, or at
    least, what it would be with that person.
    """
    if not 1 < n < least:
        return None
    if severity * n < 100:  # noqa: PLR2004 - the severity of one person at the other end
        return BoundedMean(100 / n, "at-most")
    if (100 - severity) * n < 100:  # noqa: PLR2004 - as above
        return BoundedMean(100 - 100 / n, "at-least")
    return None
