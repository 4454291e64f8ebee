"""Hours of actions for the number of people who work at a school, and term by term."""

from math import floor
from typing import TYPE_CHECKING

from speedbumps.model.actions import Hours, Level

if TYPE_CHECKING:  # checks of plans need none of the models of audits
    from speedbumps.model.audit import AuditedAction

SCALED: tuple[Level, ...] = ("teacher", "school")
"""The levels of actions whose hours rise with the staff. Those of the other levels have another basis."""

HALF = 0.5

TERMS = 3
"""The number of terms for which hours are planned: a school year."""

TermHours = tuple[float, float, float]
"""Person-hours in each of the next three terms."""


def scales_with_staff(action: "AuditedAction") -> bool:
    """Return whether the hours of *action* rise with the number of staff, and for how many they are is known."""
    return action.level in SCALED and action.hours_for is not None


def hours_for_staff(action: "AuditedAction", staff: int | None) -> Hours:
    """Return the hours of *action* for so many *staff*, in whole hours; unchanged where that is not known.

    What takes some time takes at least an hour.
    """
    return scale_hours(action.hours, action.level, action.hours_for, staff)


def scale_hours(hours: Hours, level: Level, basis: int | None, staff: int | None) -> Hours:
    """Return *hours* of an action of some *level*, which are for a *basis* of staff, for so many *staff*."""
    if staff is None or basis is None or level not in SCALED or staff == basis:
        return hours
    return Hours(
        setup=_scale(hours.setup, basis, staff),
        per_term=_scale(hours.per_term, basis, staff),
        saves_per_term=_scale(hours.saves_per_term, basis, staff),
    )


def first_term_hours(action: "AuditedAction", staff: int | None = None) -> float:
    """Return the net person-hours of *action* in its first term, with the highest costs and the lowest savings."""
    hours = hours_for_staff(action, staff)
    return hours.setup[1] + hours.per_term[1] - hours.saves_per_term[0]


def term_hours(hours: Hours) -> TermHours:
    """Return what an action takes at most in each of its first three terms, less what it gives back at least.

    Savings arrive a term later.
    """
    later = hours.per_term[1] - hours.saves_per_term[0]
    return (hours.setup[1] + hours.per_term[1], later, later)


def _scale(ends: tuple[float, float], basis: int, staff: int) -> tuple[float, float]:
    low, high = (_scale_end(end, basis, staff) for end in ends)
    return low, high


def _scale_end(hours: float, basis: int, staff: int) -> float:
    return float(max(1, floor(hours * staff / basis + HALF))) if hours else 0.0
