"""Small pictures: functions that escape what they are given and return markup.

They are no templates, since a template that loops over every bar takes five times as long.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from speedbumps.report.bumps import Part
from speedbumps.report.heights import Height, RoleHeight

WIDE_ENOUGH = 0.06
"""Of a bar: narrower parts bear no number inside."""


def spread(parts: Iterable[Part]) -> Markup:
    """A stacked bar of answers, hidden from those who listen: its words and numbers stand beside it."""
    drawn = Markup("").join(_part(part) for part in parts if part.n)
    return Markup('<svg class="spread" aria-hidden="true" focusable="false">{}</svg>').format(drawn)


def whisker(height: Height | RoleHeight) -> Markup:
    """A line from 0 to 100 with a dot at the figure and a bar over its interval."""
    if height.severity is None:
        return Markup('<svg class="whisker" aria-hidden="true"><line x1="2%" x2="98%" y1="9" y2="9"/></svg>')
    at = _percent(height.severity)
    line = Markup("")
    if height.low is not None and height.high is not None:
        line = Markup('<line class="between" x1="{}%" x2="{}%" y1="9" y2="9"/>').format(
            _percent(height.low), _percent(height.high)
        )
    return Markup(
        '<svg class="whisker" aria-hidden="true"><line x1="2%" x2="98%" y1="9" y2="9"/>'
        '<line class="half" x1="50%" x2="50%" y1="4" y2="14"/>{}<circle cx="{}%" cy="9" r="5"/></svg>'
    ).format(line, at)


def _percent(severity: float) -> str:
    return f"{2 + severity * 0.96:.1f}"


def _part(part: Part) -> Markup:
    left, width = 100 * part.left, 100 * part.width
    rect = Markup('<rect class="s{}" x="{:.1f}%" width="{:.1f}%" height="22"/>').format(part.step, left, width)
    if part.width < WIDE_ENOUGH:
        return rect
    middle = f"{left + width / 2:.1f}"
    return rect + Markup('<text class="s{}" x="{}%" y="16">{}</text>').format(part.step, middle, escape(part.count))
