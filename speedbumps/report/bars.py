"""Small pictures: functions that escape what they are given and return markup."""

from collections.abc import Iterable

from markupsafe import Markup

from speedbumps.report.bumps import Part
from speedbumps.report.heights import Height, RoleHeight
from speedbumps.report.markup import NOTHING, filled, joined

WIDE_ENOUGH = 0.06
"""Of a bar: narrower parts bear no number inside."""


def spread(parts: Iterable[Part]) -> Markup:
    """A stacked bar of answers, hidden from those who listen: its words and numbers stand beside it."""
    drawn = joined(_part(part) for part in parts if part.n)
    return filled('<svg class="spread" aria-hidden="true" focusable="false">%s</svg>', drawn)


def whisker(height: Height | RoleHeight) -> Markup:
    """A line from 0 to 100 with a dot at the figure and a bar over its interval."""
    return filled(
        '<svg class="whisker" aria-hidden="true"><line x1="2%%" x2="98%%" y1="9" y2="9"/>%s</svg>', _figure(height)
    )


def _figure(height: Height | RoleHeight) -> Markup:
    if height.severity is None:
        return NOTHING
    return filled(
        '<line class="half" x1="50%%" x2="50%%" y1="4" y2="14"/>%s<circle cx="%.1f%%" cy="9" r="5"/>',
        _between(height),
        _along(height.severity),
    )


def _between(height: Height | RoleHeight) -> Markup:
    if height.low is None or height.high is None:
        return NOTHING
    return filled(
        '<line class="between" x1="%.1f%%" x2="%.1f%%" y1="9" y2="9"/>', _along(height.low), _along(height.high)
    )


def _along(severity: float) -> float:
    return 2 + severity * 0.96


def _part(part: Part) -> Markup:
    left, width = 100 * part.left, 100 * part.width
    rect = filled('<rect class="s%d" x="%.1f%%" width="%.1f%%" height="22"/>', part.step, left, width)
    if part.width < WIDE_ENOUGH:
        return rect
    said = filled('<text class="s%d" x="%.1f%%" y="16">%s</text>', part.step, left + width / 2, part.said)
    return joined((rect, said))
