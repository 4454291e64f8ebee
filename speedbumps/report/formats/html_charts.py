"""Small charts in SVG. The functions escape their arguments and return markup."""

from collections.abc import Iterable

from markupsafe import Markup

from speedbumps.report.blocks import AnswerShare, RoleHeight
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup

WIDE_ENOUGH = 0.06
"""The share of a bar below which a segment is too narrow to hold its number."""


def answer_bar(parts: Iterable[AnswerShare]) -> Markup:
    """Return a stacked bar of answers.

    It is hidden from screen readers, since its words and numbers stand beside it.
    """
    drawn = join_markup(_bar_segment(part) for part in parts if part.n)
    return fill_markup('<svg class="spread" aria-hidden="true" focusable="false">%s</svg>', drawn)


def whisker(height: RoleHeight) -> Markup:
    """Return a line from 0 to 100 with a dot at the figure and a bar over its interval."""
    return fill_markup(
        '<svg class="whisker" aria-hidden="true"><line x1="2%%" x2="98%%" y1="9" y2="9"/>%s</svg>', _figure_mark(height)
    )


def _figure_mark(height: RoleHeight) -> Markup:
    if height.severity is None:
        return NOTHING
    return fill_markup(
        '<line class="half" x1="50%%" x2="50%%" y1="4" y2="14"/>%s<circle cx="%.1f%%" cy="9" r="5"/>',
        _interval_mark(height),
        _x_percent(height.severity),
    )


def _interval_mark(height: RoleHeight) -> Markup:
    if height.low is None or height.high is None:
        return NOTHING
    return fill_markup(
        '<line class="between" x1="%.1f%%" x2="%.1f%%" y1="9" y2="9"/>', _x_percent(height.low), _x_percent(height.high)
    )


def _x_percent(severity: float) -> float:
    return 2 + severity * 0.96


def _bar_segment(part: AnswerShare) -> Markup:
    left, width = 100 * part.left, 100 * part.width
    rect = fill_markup('<rect class="s%d" x="%.1f%%" width="%.1f%%" height="22"/>', part.step, left, width)
    if part.width < WIDE_ENOUGH:
        return rect
    said = fill_markup('<text class="s%d" x="%.1f%%" y="16">%s</text>', part.step, left + width / 2, part.said)
    return join_markup((rect, said))
