"""Hours of actions for the number of people who work at a school."""

from math import floor

from speedbumps.model.actions import Hours, Level
from speedbumps.model.audit import AuditedAction

SCALED: tuple[Level, ...] = ("teacher", "school")
"""The levels of actions whose hours rise with the staff. Those of the other levels have another basis."""

HALF = 0.5


def scales_with_staff(action: AuditedAction) -> bool:
    """Return whether the hours of *action* rise with the number of staff, and for how many they are is known."""
    return action.level in SCALED and action.hours_for is not None


def hours_for_staff(action: AuditedAction, staff: int | None) -> Hours:
    """Return the hours of *action* for so many *staff*, in whole hours; unchanged where that is not known.

    What takes some time takes at least an hour.
    """
    if staff is None or not scales_with_staff(action) or staff == action.hours_for:
        return action.hours
    hours = action.hours
    return Hours(
        setup=_scale(hours.setup, action, staff),
        per_term=_scale(hours.per_term, action, staff),
        saves_per_term=_scale(hours.saves_per_term, action, staff),
    )


def first_term_hours(action: AuditedAction, staff: int | None = None) -> float:
    """Return the net person-hours of *action* in its first term, with the highest costs and the lowest savings."""
    hours = hours_for_staff(action, staff)
    return hours.setup[1] + hours.per_term[1] - hours.saves_per_term[0]


def _scale(ends: tuple[float, float], action: AuditedAction, staff: int) -> tuple[float, float]:
    low, high = (_scale_end(end, action.hours_for or staff, staff) for end in ends)
    return low, high


def _scale_end(hours: float, basis: int, staff: int) -> float:
    return float(max(1, floor(hours * staff / basis + HALF))) if hours else 0.0
