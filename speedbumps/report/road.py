"""The road: a picture of what lies along it, bump by bump.

Each stretch is a lane. Lanes lie one above the other on a phone and side by side where there is room: the style sheet
moves them, and since only the shapes are stretched, letters keep their size. Not one drawing: browsers let a style
sheet move a drawing, but not the drawings inside it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from markupsafe import Markup

from speedbumps.i18n import Words, short
from speedbumps.report.heights import Height
from speedbumps.report.markup import NOTHING, filled, joined
from speedbumps.report.page import Road, Stretch

LANE = 5
"""The most bumps in one lane."""

GROUND = 112.0
"""Where the road lies, in pixels from the top of a lane."""

TALLEST = 80.0
"""Pixels of a road block."""

WIDE = 400.0
"""What a lane's shapes are drawn in, before they are stretched to fit."""

LETTERS = 12
LINES = 4

BLOCKS = "▁▂▃▄▅▆▇█"

STRETCHED = Markup('<svg viewBox="0 0 400 222" preserveAspectRatio="none" width="100%" height="222">')
"""Opens a drawing whose shapes are as wide as there is room."""

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


def road(picture: Road, words: Words) -> Markup:
    """The road as a drawing that says in words, too, what it shows."""
    lanes = tuple(_lanes(picture.stretches))
    drawn = joined(_lane(lane, picture, first=at == 0, last=at == len(lanes) - 1) for at, lane in enumerate(lanes))
    return filled(
        '<div class="road%s" role="img" aria-label="%s" aria-describedby="road-told">%s</div>'
        '<p class="unseen" id="road-told">%s</p>',
        " single" if len(lanes) == 1 else "",
        words.say("The road, and the bumps along it"),
        drawn,
        _described(picture),
    )


def blocks(picture: Road) -> str:
    """The road as a line of blocks for each stretch, for text that has no pictures."""
    rows = [
        (stretch.title or "", "  ".join(_block(height) for height in stretch.heights)) for stretch in picture.stretches
    ]
    wide = max((len(short(title, 20)) for title, _ in rows), default=0)
    return "\n".join(f"    {short(title, 20):<{wide}}  ▕ {line} ▏" for title, line in rows)


def _block(height: Height) -> str:
    if height.severity is None:
        return "??"
    return BLOCKS[min(int(height.severity * len(BLOCKS) / 100), len(BLOCKS) - 1)] * 2


def _lanes(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    for stretch in stretches:
        rest = iter(stretch.heights)
        title = stretch.title
        while some := tuple(islice(rest, LANE)):
            yield Stretch(title, some)


def _described(picture: Road) -> str:
    told = [f"{height.title}: {height.line}." for stretch in picture.stretches for height in stretch.heights]
    return " ".join([picture.line, *told])


def _lane(lane: Stretch, picture: Road, *, first: bool, last: bool) -> Markup:
    slot = 100 / len(lane.heights)
    places = [(slot * (spot + 0.5), height) for spot, height in enumerate(lane.heights)]
    limit = _y(picture.bump_from)
    return filled(
        '<svg class="lane" aria-hidden="true" focusable="false">%s%s%s%s</svg>%s%s%s</svg>'
        '<line class="limit" x1="0" x2="100%%" y1="%.1f" y2="%.1f"/>%s%s</svg>',
        HAZARD if first else NOTHING,
        _sign(lane),
        STRETCHED,
        GROUND_SHAPES,
        SCHOOL if last else NOTHING,
        STRETCHED,
        joined(_hump(place * WIDE / 100, slot * WIDE / 100, height) for place, height in places),
        limit,
        limit,
        joined(_labels(place, height) for place, height in places),
        CAR if first else NOTHING,
    )


def _y(severity: float) -> float:
    return GROUND - severity * TALLEST / 100


def _sign(lane: Stretch) -> Markup:
    if lane.title is None:
        return NOTHING
    title = short(lane.title, 28)
    return filled(
        '<line class="post" x1="20" x2="20" y1="24" y2="112"/>'
        '<rect class="sign" x="8" y="7" width="%d" height="22" rx="4"/>'
        '<text class="signed" x="18" y="23">%s</text>',
        22 + 8 * len(title),
        title,
    )


def _hump(centre: float, slot: float, height: Height) -> Markup:
    half = slot * 0.36
    shape = _bell(centre, half, _y(height.severity if height.severity is not None else 30))
    if height.step is None:
        return filled('<path class="hump unknown" d="%s"/>', shape)
    hazard = filled('<path class="hazard" d="%s"/>', shape) if height.bump else NOTHING
    return filled('<path class="hump b%d" d="%s"/>%s', height.step, shape, hazard)


def _bell(centre: float, half: float, top: float) -> Markup:
    left, right, inner = centre - half, centre + half, half * 0.45
    ends = (left, left + inner, centre - inner, top, centre, top, right - inner, right)
    return filled("M%.1f 112C%.1f 112 %.1f %.1f %.1f %.1fS%.1f 112 %.1f 112z", *ends)


def _labels(place: float, height: Height) -> Markup:
    across = f"{place:.2f}%"
    lines = joined(filled('<tspan x="%s" dy="13">%s</tspan>', across, line) for line in _wrapped(height.title))
    return filled(
        '%s<text class="figure" x="%s" y="145">%s</text><text class="band" x="%s" y="159">%s</text>'
        '<text class="name" x="%s" y="162">%s</text>',
        _interval(across, height),
        across,
        height.number if height.severity is not None else "?",
        across,
        short(height.band, LETTERS),
        across,
        lines,
    )


def _interval(across: str, height: Height) -> Markup:
    if height.low is None or height.high is None:
        return NOTHING
    line, ends = '<line class="%s" x1="%s" x2="%s" y1="%.1f" y2="%.1f"/>', (_y(height.high), _y(height.low))
    return joined(filled(line, kind, across, across, *ends) for kind in ("halo", "sure"))


@lru_cache(maxsize=1024)
def _wrapped(title: str) -> tuple[str, ...]:
    """*title* in a few short lines."""
    lines = [""]
    for word in short(title, LETTERS * LINES).split():
        piece = short(word, LETTERS + 3)
        if lines[-1] and len(lines[-1]) + len(piece) >= LETTERS + 1:
            lines.append(piece)
        else:
            lines[-1] = f"{lines[-1]} {piece}".strip()
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], short(" ".join(lines[LINES - 1 :]), LETTERS)]
    return tuple(lines)
