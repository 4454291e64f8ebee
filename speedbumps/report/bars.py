"""Small pictures: functions that escape what they are given and return markup."""

from collections.abc import Iterable

from markupsafe import Markup

from speedbumps.report.bumps import Part
from speedbumps.report.heights import Height, RoleHeight

WIDE_ENOUGH = 0.06
"""Of a bar: narrower parts bear no number inside."""


def spread(parts: Iterable[Part]) -> Markup:
    """A stacked bar of answers, hidden from those who listen: its words and numbers stand beside it."""
    drawn = Markup("").join(_part(part) for part in parts if part.n)
    return Markup('<svg class="spread" aria-hidden="true" focusable="false">%s</svg>') % drawn


def whisker(height: Height | RoleHeight) -> Markup:
    """A line from 0 to 100 with a dot at the figure and a bar over its interval."""
    shape = Markup('<svg class="whisker" aria-hidden="true"><line x1="2%%" x2="98%%" y1="9" y2="9"/>%s</svg>')
    if height.severity is None:
        return shape % ""
    between = Markup("")
    if height.low is not None and height.high is not None:
        between = Markup('<line class="between" x1="%.1f%%" x2="%.1f%%" y1="9" y2="9"/>') % (
            _along(height.low),
            _along(height.high),
        )
    half = Markup('<line class="half" x1="50%%" x2="50%%" y1="4" y2="14"/>%s<circle cx="%.1f%%" cy="9" r="5"/>')
    return shape % (half % (between, _along(height.severity)))


def _along(severity: float) -> float:
    return 2 + severity * 0.96


def _part(part: Part) -> Markup:
    left, width = 100 * part.left, 100 * part.width
    rect = Markup('<rect class="s%d" x="%.1f%%" width="%.1f%%" height="22"/>') % (part.step, left, width)
    if part.width < WIDE_ENOUGH:
        return rect
    label = Markup('<text class="s%d" x="%.1f%%" y="16">%s</text>')
    return rect + label % (part.step, left + width / 2, part.said)
