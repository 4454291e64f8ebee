"""The drawing of the road, with a hump for each height.

The road is text first: a list of numbers and names for each stretch, above which a style sheet lays the drawing. So it
grows with the letters, wraps, and is read aloud as a list. Only shapes are stretched.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from markupsafe import Markup

from speedbumps.report.blocks import Height, HeightFigure, Road, Stretch
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup, repeat_markup

LANE = 5
"""The most humps in one lane."""

GROUND = 94.0
"""The position of the road surface, in units from the top of a drawing."""

HALF = 0.36
"""Half of the width of a hump, as a part of its place."""

BASE, CREST = 0.45, 0.55
"""How far the curve of a hump reaches to the side at its base and at its top, as parts of half its width."""

OUTLINES = (("lower", 0.75), ("upper", 1.22))
"""The class of the lines within and around a hump that show how schools are spread, and their width beside its own."""

UNKNOWN = 30.0
"""The severity at which a hump without a number is drawn."""

WIDE = 400.0
"""The units across a lane."""

FIGURE_WIDE = 130.0
"""The units across the drawing of one hump."""

FIGURE = '<svg class=one viewBox="0 0 130 106" aria-hidden=true>%s<path class=tar d="M0 94h130v12H0z"/></svg>'
"""The drawing of one hump."""

LAND = Markup('<svg class=land viewBox="0 0 400 106" preserveAspectRatio=none aria-hidden=true><use href="#hill"/>')
"""The hill and the surface below a lane, which the template defines; shapes follow."""

CAR = Markup(
    '<svg class=car viewBox="0 0 30 17" width=30 height=17 aria-hidden=true>'
    '<path d="M1 13V8q0-2 3-2h3l4-5h9l5 5h2q2 0 2 3v4z"/><path class=glass d="M9 6l3-4h3v4zM17 2h3l3 4h-6z"/>'
    "<circle cx=8 cy=14 r=3 /><circle cx=22 cy=14 r=3 /></svg>"
)

SCHOOL = Markup(
    '<svg class=school viewBox="0 0 40 52" aria-hidden=true>'
    '<path class=wall d="M3 52V28L20 16l17 12v24z"/><path class=roof d="M0 30L20 15l20 15v-5L20 9 0 24z"/>'
    '<path class=glass d="M17 52V40h6v12zM8 34h6v6H8zM26 34h6v6h-6z"/><path class=pole d="M20 10V0"/>'
    '<path class=flag d="M20 0l11 3.5L20 7z"/></svg>'
)


PLACE = "<li>%s%s%s<b>%s</b>%s <strong>%s</strong> %s%s\n"
"""What stands below a hump: the number, the margin, the word, the name, and what it was before."""

SPREAD_PLACE = "<li>%s%s%s<b>%s</b>%s <strong>%s</strong> <span class=spread>%s</span>%s\n"
"""What stands below a hump of many schools: the number, of how many, the name and the spread."""


def draw_road(picture: Road) -> Markup:
    """Return the drawing of *picture* with its numbers and names."""
    lanes = tuple(lanes_of(picture.stretches))
    drawn = join_markup(
        _draw_lane(lane, picture, first=at == 0, last=at == len(lanes) - 1) for at, lane in enumerate(lanes)
    )
    return fill_markup('<div class="road%s">\n%s</div>\n', " single" if len(lanes) == 1 else "", drawn)


def sign(number: int) -> Markup:
    """Return the round sign with the number of something to talk about first."""
    return fill_markup("<span class=pin>%d</span>", number)


def short(number: float) -> str:
    """Return *number* to one decimal, without the decimal where it is 0."""
    return f"{number:.1f}".removesuffix(".0")


def draw_figure(shown: HeightFigure) -> Markup:
    """Return one height, large, with its hump and the numbers of groups."""
    height = shown.height
    roles = repeat_markup("<li>%s <b>%s</b>", shown.roles)
    return fill_markup(
        "<div class=score>%s<p><span class=big>%s</span> %s<br><b>%s</b>%s%s</div>\n",
        fill_markup(FIGURE, draw_humps((height,), FIGURE_WIDE)),
        height.number,
        " ".join(part for part in (height.margin, shown.out_of) if part),
        height.label,
        fill_markup(": %s", height.means) if height.means else NOTHING,
        fill_markup("<ul class=roles>%s</ul>", roles) if shown.roles else NOTHING,
    )


def lanes_of(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield *stretches* in parts of at most LANE humps."""
    for stretch in stretches:
        rest = iter(stretch.heights)
        while some := tuple(islice(rest, LANE)):
            yield Stretch(stretch.title, some)


def _draw_lane(lane: Stretch, picture: Road, *, first: bool, last: bool) -> Markup:
    ends = len(lane.heights) - 1
    places = join_markup(
        _draw_place(height, picture, car=first and at == 0, school=last and at == ends)
        for at, height in enumerate(lane.heights)
    )
    return fill_markup(
        '<div class=lane>%s<div class=view>%s%s%s</svg><ol class="humps n%d">\n%s</ol></div></div>\n',
        fill_markup("<h3 class=sign>%s</h3>", lane.title) if lane.title else NOTHING,
        LAND,
        fill_markup('<path class=limit d="M0 %sh400"/>', short(_y(picture.bump_from))),
        draw_humps(lane.heights, WIDE / len(lane.heights)),
        len(lane.heights),
        places,
    )


def _draw_place(height: Height, picture: Road, *, car: bool, school: bool) -> Markup:
    known = height.severity is not None
    label, title = (height.label or picture.unknown, height.title)
    return fill_markup(
        SPREAD_PLACE if height.outlines is not None else PLACE,
        _draw_sign(height),
        CAR if car else NOTHING,
        SCHOOL if school else NOTHING,
        height.number if known else "?",
        fill_markup(" <small>%s</small>", height.margin) if height.margin else NOTHING,
        *((title, label) if height.outlines is not None else (label, title)),
        fill_markup(" <em>%s</em>", height.was) if height.was else NOTHING,
    )


def _draw_sign(height: Height) -> Markup:
    if height.sign is None or height.severity is None:
        return NOTHING
    top = _y(height.high if height.high is not None else height.severity)
    return fill_markup("<span class=pin style=--y:%.0f>%d</span>", top, height.sign)


def _y(severity: float) -> float:
    return GROUND - 0.8 * severity


def draw_humps(heights: Sequence[Height], slot: float) -> Markup:
    """Return the humps of *heights* in places that are *slot* wide, and over them their margins, as well-formed XML."""
    placed = tuple((height, slot * (at + 0.5)) for at, height in enumerate(heights))
    humps = join_markup(_draw_hump(height, centre, slot * HALF) for height, centre in placed)
    margins = join_markup(_margin(height, centre) for height, centre in placed)
    return (
        fill_markup('%s<path class="halo" d="%s"/><path class="sure" d="%s"/>', humps, margins, margins)
        if margins
        else humps
    )


def _draw_hump(height: Height, centre: float, half: float) -> Markup:
    """Return the hump of *height* around *centre*, that reaches *half* to each side, and its outlines."""
    severity = height.severity if height.severity is not None else UNKNOWN
    step = "x" if height.step is None else height.step
    hump = fill_markup('<path class="h%s" d="%sz"/>', step, _curve(centre, half, severity))
    if height.outlines is None:
        return join_markup((hump, _draw_before(height, centre, half)))
    lower, upper = (
        fill_markup('<path class="outline %s" d="%s"/>', name, _curve(centre, part * half, at))
        for (name, part), at in zip(OUTLINES, height.outlines, strict=True)
    )
    return join_markup((upper, hump, lower))


def _draw_before(height: Height, centre: float, half: float) -> Markup:
    """Return the outline of the hump in the round before, if it is known."""
    if height.before is None:
        return NOTHING
    return fill_markup('<path class="ghost" d="%s"/>', _curve(centre, half, height.before))


def _curve(centre: float, half: float, severity: float) -> Markup:
    """Return the line over a hump that reaches *half* to each side of *centre*."""
    up, down = short(_y(severity) - GROUND), short(GROUND - _y(severity))
    ends = (half * BASE, half * CREST, up, half, up, half * CREST, down, half, down)
    return fill_markup("M%.0f 94c%.0f 0 %.0f %s %.0f %ss%.0f %s %.0f %s", centre - half, *ends)


def _margin(height: Height, centre: float) -> Markup:
    """Return the line from the low to the high end of the margin of *height*; nothing if it shows none."""
    if not height.margin or height.outlines is not None or height.low is None or height.high is None:
        return NOTHING
    if height.low == height.high:
        return NOTHING
    top, bottom = _y(height.high), _y(height.low)
    return fill_markup("M%.0f %sv%s", centre, short(top), short(bottom - top))
