"""The drawing of the road, with a hump for each height.

Each stretch takes one lane or more. The style sheet puts lanes one above the other on a phone and side by side where
there is room. Only shapes are stretched, so letters keep their size. Each lane is an SVG of its own, since a style
sheet can move an SVG, but not the SVGs inside it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from markupsafe import Markup

from speedbumps.i18n import truncate_text
from speedbumps.report.blocks import Height, Road, Stretch
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup

LANE = 5
"""The most humps in one lane."""

GROUND = 112.0
"""The position of the road surface, in pixels from the top of a lane."""

TALLEST = 80.0
"""The height of a hump of severity 100, in pixels."""

WIDE = 400.0
"""The width in which a lane's shapes are drawn before they are stretched to fit."""

LETTERS = 12
LINES = 4

STRETCHED_SVG = Markup('<svg viewBox="0 0 400 222" preserveAspectRatio="none" width="100%" height="222">')
"""The start tag of an SVG whose shapes are stretched to the available width."""

HAZARD = Markup(
    '<defs><pattern id="hazard" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(35)">'
    '<rect width="5" height="14"/></pattern></defs>'
)

GROUND_SHAPES = Markup(
    '<path class="hill" d="M0 112V84C50 84 70 66 120 68S220 92 280 88 350 84 400 84V112z"/>'
    '<path class="asphalt" d="M0 111h400v15H0z"/>'
)

CAR = Markup(
    '<g class="car" transform="translate(3 96)"><path d="M0 12V7q0-2 3-2h3l4-5h9l5 5h3q3 0 3 3v4z"/>'
    '<path class="glass" d="M8 5l3-4h3v4zM16 1h3l4 4h-7z"/>'
    '<circle cx="7" cy="13" r="3.2"/><circle cx="22" cy="13" r="3.2"/></g>'
)

SCHOOL = Markup(
    '<svg class="school" x="100%" y="0" overflow="visible"><g transform="translate(-54 62)">'
    '<path class="wall" d="M2 50V24L22 10l20 14v26z"/><path class="roof" d="M-2 27L22 9l24 18v-5L22 3-2 22z"/>'
    '<path class="glass" d="M18 50V36h8v14zM8 30h7v7H8zM29 30h7v7h-7z"/><path class="pole" d="M22 4v-18"/>'
    '<path class="flag" d="M22-14l13 4-13 5z"/></g></svg>'
)


def draw_road(picture: Road) -> Markup:
    """Return the drawing of *picture*, with a description in words."""
    lanes = tuple(_lanes(picture.stretches))
    drawn = join_markup(
        _draw_lane(lane, picture, first=at == 0, last=at == len(lanes) - 1) for at, lane in enumerate(lanes)
    )
    return fill_markup(
        '<div class="road%s" role="img" aria-label="%s" aria-describedby="road-told">%s</div>'
        '<p class="unseen" id="road-told">%s</p>',
        " single" if len(lanes) == 1 else "",
        picture.label,
        drawn,
        _road_description(picture),
    )


def _lanes(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    for stretch in stretches:
        rest = iter(stretch.heights)
        title = stretch.title
        while some := tuple(islice(rest, LANE)):
            yield Stretch(title, some)


def _road_description(picture: Road) -> str:
    heights = [f"{height.title}: {height.line}." for stretch in picture.stretches for height in stretch.heights]
    return " ".join([picture.line, *heights])


def _draw_lane(lane: Stretch, picture: Road, *, first: bool, last: bool) -> Markup:
    slot = 100 / len(lane.heights)
    places = [(slot * (spot + 0.5), height) for spot, height in enumerate(lane.heights)]
    limit = _y(picture.bump_from)
    return fill_markup(
        '<svg class="lane" aria-hidden="true" focusable="false">%s%s%s%s</svg>%s%s%s</svg>'
        '<line class="limit" x1="0" x2="100%%" y1="%.1f" y2="%.1f"/>%s%s</svg>',
        HAZARD if first else NOTHING,
        _draw_sign(lane),
        STRETCHED_SVG,
        GROUND_SHAPES,
        SCHOOL if last else NOTHING,
        STRETCHED_SVG,
        join_markup(_draw_hump(place * WIDE / 100, slot * WIDE / 100, height) for place, height in places),
        limit,
        limit,
        join_markup(_hump_labels(place, height) for place, height in places),
        CAR if first else NOTHING,
    )


def _y(severity: float) -> float:
    return GROUND - severity * TALLEST / 100


def _draw_sign(lane: Stretch) -> Markup:
    if lane.title is None:
        return NOTHING
    title = truncate_text(lane.title, 28)
    return fill_markup(
        '<line class="post" x1="20" x2="20" y1="24" y2="112"/>'
        '<rect class="sign" x="8" y="7" width="%d" height="22" rx="4"/>'
        '<text class="signed" x="18" y="23">%s</text>',
        22 + 8 * len(title),
        title,
    )


def _draw_hump(centre: float, slot: float, height: Height) -> Markup:
    half = slot * 0.36
    shape = _hump_path(centre, half, _y(height.severity if height.severity is not None else 30))
    if height.step is None:
        return fill_markup('<path class="hump unknown" d="%s"/>', shape)
    hazard = fill_markup('<path class="hazard" d="%s"/>', shape) if height.bump else NOTHING
    return fill_markup('<path class="hump b%d" d="%s"/>%s', height.step, shape, hazard)


def _hump_path(centre: float, half: float, top: float) -> Markup:
    left, right, inner = centre - half, centre + half, half * 0.45
    ends = (left, left + inner, centre - inner, top, centre, top, right - inner, right)
    return fill_markup("M%.1f 112C%.1f 112 %.1f %.1f %.1f %.1fS%.1f 112 %.1f 112z", *ends)


def _hump_labels(place: float, height: Height) -> Markup:
    across = f"{place:.2f}%"
    lines = join_markup(
        fill_markup('<tspan x="%s" dy="13">%s</tspan>', across, line) for line in _wrap_title(height.title)
    )
    return fill_markup(
        '%s<text class="figure" x="%s" y="145">%s</text><text class="band" x="%s" y="159">%s</text>'
        '<text class="name" x="%s" y="162">%s</text>',
        _draw_interval(across, height),
        across,
        height.number if height.severity is not None else "?",
        across,
        truncate_text(height.band, LETTERS),
        across,
        lines,
    )


def _draw_interval(across: str, height: Height) -> Markup:
    if height.low is None or height.high is None:
        return NOTHING
    line, ends = '<line class="%s" x1="%s" x2="%s" y1="%.1f" y2="%.1f"/>', (_y(height.high), _y(height.low))
    return join_markup(fill_markup(line, kind, across, across, *ends) for kind in ("halo", "sure"))


@lru_cache(maxsize=1024)
def _wrap_title(title: str) -> tuple[str, ...]:
    """Return *title*, wrapped and truncated to a few short lines."""
    lines = [""]
    for word in truncate_text(title, LETTERS * LINES).split():
        piece = truncate_text(word, LETTERS + 3)
        if lines[-1] and len(lines[-1]) + len(piece) >= LETTERS + 1:
            lines.append(piece)
        else:
            lines[-1] = f"{lines[-1]} {piece}".strip()
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], truncate_text(" ".join(lines[LINES - 1 :]), LETTERS)]
    return tuple(lines)
