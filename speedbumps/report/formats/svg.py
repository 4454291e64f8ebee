"""From the road and the heat map of a report to drawings that stand alone, as SVG."""

import textwrap

from markupsafe import Markup

from speedbumps.report.blocks import HeatCell, HeatMap, HeatRow, Height, Road, Stretch
from speedbumps.report.formats.html_road import GROUND, draw_humps, lanes_of, short
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup, repeat_markup
from speedbumps.text import strip_controls

WIDTH = 900.0
"""The units across a drawing."""

EDGE, GAP = 16.0, 20.0
"""The margin of a drawing, and the space between two stretches beside each other."""

LETTER, LINE = 7.3, 16.0
"""The width of a letter, and the height of a line, at the usual size."""

TITLE = 26.0
"""The height of the title of a stretch."""

FIRST = EDGE + LINE + 14.0
"""Where the drawing begins, below its own title."""

TAR = 12.0
"""The thickness of the road."""

ROW = 28.0
"""The height of a row of a heat map."""

PART, ALL = 300.0, 110.0
"""The width of the first two columns of a heat map."""

INDENT = 14.0
"""How far a facet stands in from its barrier."""

STYLE = Markup("""
text{font:13px "Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;fill:#16242f}
.m{text-anchor:middle}.b{font-weight:700}.n{font-weight:700;font-size:18px}.q{fill:#465563}.w{fill:#fff}
.h0,.h1,.h2,.h3,.hx{stroke:#3a4652;stroke-width:1.5}
.h0,.f0{fill:#dcebf5}.h1,.f1{fill:#a9cfea}.h2{fill:url(#high)}.h3{fill:url(#block)}
.hx{fill:#fbf3e3;stroke-dasharray:5 4}
.f2{fill:#e58a1f}.f3{fill:#a63c06}.fx{fill:none;stroke:#7d7460;stroke-dasharray:3 3}
.ghost{fill:none;stroke:#465563;stroke-width:2;stroke-dasharray:6 4}
.halo{stroke:#fff;stroke-width:6}.sure{stroke:#16242f;stroke-width:2.5}
.limit{stroke:#7d7460;stroke-dasharray:2 5}.tar{fill:#3a4652}.sky{fill:#fbf3e3}.rule{stroke:#d5c9b2}
""")

PATTERNS = Markup("""
<pattern id="high" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="9" height="9" fill="#e58a1f"/><rect width="3.5" height="9" fill="#7a3a00" fill-opacity=".62"/></pattern>
<pattern id="block" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="9" height="9" fill="#a63c06"/><rect width="3.5" height="9" fill="#fff" fill-opacity=".6"/></pattern>""")

FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img">\n'
    "<title>%s</title>\n<desc>%s</desc>\n<style>%s</style>\n<defs>%s</defs>\n"
    '<rect width="100%%" height="100%%" fill="#fffdf9"/>\n%s\n%s</svg>\n'
)


def render_road(road: Road, title: str) -> str:
    """Return *road* as an SVG drawing: each hump as high as its number, above the number, its band and its name.

    *title* says what it shows. Screen readers get it, and every part with its number.
    """
    lanes = tuple(lanes_of(road.stretches))
    beside = 1 if len(lanes) == 1 else 2
    wide = (WIDTH - 2 * EDGE - GAP * (beside - 1)) / beside
    rows = [lanes[at : at + beside] for at in range(0, len(lanes), beside)]
    top, drawn = FIRST, []
    for row in rows:
        for at, lane in enumerate(row):
            drawn.append(_draw_lane(lane, road, (EDGE + at * (wide + GAP), top), wide))
        top += max(_lane_height(lane, road, wide) for lane in row) + EDGE
    said = ". ".join(f"{height.title}: {height.line}" for lane in lanes for height in lane.heights)
    return _framed(title, said, top, join_markup(drawn))


def render_heat_map(shown: HeatMap, title: str) -> str:
    """Return *shown* as an SVG drawing: a row for each part of the road, and a cell for each group.

    *title* says what it shows. Screen readers get it, and every number with its part and group.
    """
    part, all_, *groups = shown.heads
    wide = (WIDTH - 2 * EDGE - PART - ALL) / max(1, len(groups))
    left = EDGE + PART + ALL
    heads = [(EDGE, part, ""), (EDGE + PART, all_, "")]
    heads += [(left + (at + 0.5) * wide, name, " m") for at, name in enumerate(groups)]
    drawn = [join_markup(_draw_text(x, FIRST + LINE, name, f"b{kind}") for x, name, kind in heads)]
    said, top = [], FIRST + ROW
    for group in shown.groups:
        for row in (group.whole, *group.parts):
            drawn.append(_draw_row(row, shown.mark, (top, wide), whole=row is group.whole))
            cells = zip(groups, row.cells, strict=True)
            said.append("; ".join((f"{row.height.title}: {row.height.line}", *(f"{of}: {c.text}" for of, c in cells))))
            top += ROW
    return _framed(title, ". ".join(said), top + EDGE, join_markup(drawn))


def _framed(title: str, said: str, height: float, drawn: Markup) -> str:
    size, head = (short(WIDTH), short(height)), _draw_text(EDGE, EDGE + LINE, title, "b")
    return strip_controls(fill_markup(FRAME, *size, *size, title, said, STYLE, PATTERNS, head, drawn))


def _draw_lane(lane: Stretch, road: Road, at: tuple[float, float], wide: float) -> Markup:
    """Return a stretch whose top left corner is *at*."""
    slot = wide / len(lane.heights)
    limit = GROUND - 0.8 * road.bump_from
    places = join_markup(
        _draw_place(height, road, slot * (place + 0.5), slot) for place, height in enumerate(lane.heights)
    )
    return fill_markup(
        '<g transform="translate(%s %s)">\n%s<g transform="translate(0 %s)">\n'
        '<rect class="sky" width="%s" height="%s"/>'
        '<path class="limit" d="M0 %sh%s"/>\n%s\n<rect class="tar" y="%s" width="%s" height="%s"/>\n%s</g></g>\n',
        short(at[0]),
        short(at[1]),
        _draw_text(0, LINE, lane.title, "b") if lane.title else NOTHING,
        short(TITLE if lane.title else 0),
        short(wide),
        short(GROUND),
        short(limit),
        short(wide),
        draw_humps(lane.heights, slot),
        short(GROUND),
        short(wide),
        short(TAR),
        places,
    )


def _lane_height(lane: Stretch, road: Road, wide: float) -> float:
    slot = wide / len(lane.heights)
    lines = max(len(_lines_below(height, road, slot)) for height in lane.heights)
    return (TITLE if lane.title else 0) + GROUND + TAR + LINE * (lines + 2)


def _draw_place(height: Height, road: Road, centre: float, slot: float) -> Markup:
    """Return what stands below a hump: the number with its margin, the band and the name."""
    number = height.number if height.severity is not None else "?"
    top = GROUND + TAR + LINE + 6
    parts = [_draw_text(centre, top, " ".join(part for part in (number, height.margin) if part), "n m")]
    for at, (kind, line) in enumerate(_lines_below(height, road, slot), start=1):
        parts.append(_draw_text(centre, top + LINE * at, line, f"{kind} m"))
    return join_markup(parts)


def _lines_below(height: Height, road: Road, slot: float) -> list[tuple[str, str]]:
    """Return the lines below the number, each with its class."""
    letters = max(8, int(slot / LETTER))
    texts = (("b", height.label or road.unknown), ("", height.title), ("q", height.was or ""))
    return [(kind, line) for kind, text in texts for line in textwrap.wrap(text, letters)]


def _draw_row(row: HeatRow, mark: str, place: tuple[float, float], *, whole: bool) -> Markup:
    """Return a row of a heat map; *place* is its top, and the width of its cells."""
    top, wide = place
    height, base = row.height, top + ROW / 2 + 5
    number = " ".join(part for part in (height.number, height.margin) if part)
    left = EDGE + PART + ALL
    cells = join_markup(_draw_cell(cell, mark, (left + at * wide, top), wide) for at, cell in enumerate(row.cells))
    return fill_markup(
        "%s%s%s%s\n",
        fill_markup('<path class="rule" d="M%s %sh%s"/>', short(EDGE), short(top), short(WIDTH - 2 * EDGE))
        if whole
        else NOTHING,
        _draw_text(EDGE + (0 if whole else INDENT), base, _shortened(height.title), "b" if whole else ""),
        _draw_text(EDGE + PART, base, number if height.severity is not None else height.label, "b"),
        cells,
    )


def _draw_cell(cell: HeatCell, mark: str, at: tuple[float, float], wide: float) -> Markup:
    left, top = at
    step = "x" if cell.step is None else cell.step
    dark = " w" if cell.step == 3 else ""  # noqa: PLR2004 - the highest of four steps
    text = f"{cell.text} {mark}" if cell.apart else cell.text
    return fill_markup(
        '<rect class="f%s" x="%s" y="%s" width="%s" height="%s" rx="4"/>%s',
        step,
        short(left + 3),
        short(top + 3),
        short(wide - 6),
        short(ROW - 6),
        _draw_text(left + wide / 2, top + ROW / 2 + 5, text, f"m{dark}" if cell.step is None else f"m b{dark}"),
    )


def _shortened(text: str) -> str:
    return textwrap.shorten(text, int((PART - INDENT) / LETTER), placeholder="…")


def _draw_text(left: float, base: float, text: str, kind: str) -> Markup:
    return repeat_markup('<text class="%s" x="%s" y="%s">%s</text>', ((kind.strip(), short(left), short(base), text),))
