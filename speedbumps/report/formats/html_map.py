"""The drawing of visits between schools: a map, or two columns joined by lines.

It is hidden from screen readers and on phones, since a list beside it says the same.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from speedbumps.report.blocks import MapRoad, VisitMap
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup

WIDTH = 720.0
"""The width of a drawing, in pixels where it is not stretched."""

EDGE = 40.0
"""The empty margin of a map."""

LOWEST, HIGHEST = 260.0, 680.0
"""The bounds of the height of a map without its margins."""

LETTER = 7.0
"""The width of a letter of a label."""

LINE = 12.0
"""The height of a label."""

ROW = 24.0
"""The distance of two schools in a column."""

COLUMN = 250.0
"""Where the lines between two columns begin and end, from the sides."""

LONGEST = 34
"""The most letters of a label."""

BEND = 0.07
"""How far a road bends to the side, as a part of its length."""

MOST_AVOIDED = 60
"""The most roads that names keep clear of; where there are more, nothing is left that is clear of them."""

SAMPLES = 48
"""At how many places of a road a name is kept clear of it."""

Point = tuple[float, float]


class Label(NamedTuple):
    """Where the name of a school is drawn: its left end, its base line and its width."""

    left: float
    base: float
    width: float
    ends: bool = False
    """Whether the name ends at a fixed place, and not begins there."""

    def overlap(self, other: "Label") -> float:
        """Return the area that both cover."""
        wide = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        high = min(self.base, other.base) - max(self.base, other.base) + LINE
        return max(0.0, wide) * max(0.0, high)


def draw_visits(shown: VisitMap, legend: Markup) -> Markup:
    """Return the drawing of *shown* above its *legend*; nothing if it has no drawing."""
    match shown.layout:
        case "list":
            return NOTHING
        case "map":
            height, drawn = _draw_map(shown)
        case "columns":
            height, drawn = _draw_columns(shown)
    return fill_markup(
        '<figure class="visits">\n<svg viewBox="0 0 %.0f %.0f" aria-hidden="true">\n%s</svg>\n'
        '<figcaption class="legend">%s</figcaption></figure>\n',
        WIDTH,
        height,
        drawn,
        legend,
    )


def _draw_map(shown: VisitMap) -> tuple[float, Markup]:
    """Return the height of the map and its shapes: roads below, then places, then names."""
    height, points = _project({at: place.at for at, place in enumerate(shown.places) if place.at is not None})
    drawn = [each for each in _roads_once(shown.roads) if each.guest in points and each.host in points]
    roads = join_markup(_draw_road(points[each.guest], points[each.host], both_ways=each.both_ways) for each in drawn)
    names = {at: _short(shown.places[at].name) for at in points}
    avoided = drawn if len(drawn) <= MOST_AVOIDED else ()
    labels = _place_labels(points, names, [(points[each.guest], points[each.host]) for each in avoided])
    dots = join_markup(
        fill_markup('<circle class="dot" cx="%.1f" cy="%.1f" r="4"/>\n', *point) for point in points.values()
    )
    texts = join_markup(_draw_label(labels[at], names[at]) for at in points)
    return height, join_markup((roads, texts, dots))


def _project(places: dict[int, Point]) -> tuple[float, dict[int, Point]]:
    """Return the height of a map and the points of all *places* on it: north is up, and both axes have one scale."""
    if not places:
        return LOWEST, {}
    east, north = ([place[axis] for place in places.values()] for axis in (0, 1))
    wide, high = max(east) - min(east), max(north) - min(north)
    room = WIDTH - 2 * EDGE
    scale = min(room / wide if wide else room, HIGHEST / high if high else room)
    tall = min(HIGHEST, max(LOWEST, high * scale))
    left, top = (WIDTH - wide * scale) / 2, EDGE + (tall - high * scale) / 2
    points = {at: (left + (x - min(east)) * scale, top + (max(north) - y) * scale) for at, (x, y) in places.items()}
    return tall + 2 * EDGE, points


def _roads_once(roads: Sequence[MapRoad]) -> Iterator[MapRoad]:
    """Yield *roads*, those that lead both ways once."""
    seen = set()
    for road in roads:
        ends = frozenset((road.guest, road.host))
        if not road.both_ways or ends not in seen:
            yield road
        seen.add(ends)


def _draw_road(start: Point, end: Point, *, both_ways: bool) -> Markup:
    """Return a road from *start* to *end*."""
    return _draw_way(f"M{_points(start)}Q{_points(_bend(start, end), end)}", both_ways=both_ways)


def _bend(start: Point, end: Point) -> Point:
    """Return the point towards which a road bends a little, so that roads along one line can be told apart."""
    across, down = end[0] - start[0], end[1] - start[1]
    return (start[0] + end[0]) / 2 - BEND * down, (start[1] + end[1]) / 2 + BEND * across


def _along(start: Point, end: Point) -> Iterator[Point]:
    """Yield points of the road from *start* to *end*, a quadratic Bézier curve."""
    bend = _bend(start, end)
    for step in range(1, SAMPLES):
        t = step / SAMPLES
        first, second, third = (1 - t) ** 2, 2 * t * (1 - t), t**2
        yield (
            first * start[0] + second * bend[0] + third * end[0],
            first * start[1] + second * bend[1] + third * end[1],
        )


def _draw_way(path: str, *, both_ways: bool) -> Markup:
    """Return a thin line; a broad and striped one if it leads both ways."""
    if not both_ways:
        return fill_markup('<path class="way" d="%s"/>\n', path)
    return fill_markup('<path class="broad" d="%s"/><path class="stripe" d="%s"/>\n', path, path)


def _place_labels(
    points: dict[int, Point], names: dict[int, str], roads: Sequence[tuple[Point, Point]]
) -> dict[int, Label]:
    """Return a place for each name: beside its point, above or below, where it covers least.

    *roads* are those that names keep clear of, too.
    """
    taken = [Label(x - 5, y + LINE / 2, 10) for x, y in points.values()]
    taken += [Label(x - 2, y + LINE / 2, 4) for road in roads for x, y in _along(*road)]
    found: dict[int, Label] = {}
    for at, (x, y) in points.items():
        wide = LETTER * len(names[at])
        choices = (
            Label(x + 8, y + 4, wide),
            Label(x - 8 - wide, y + 4, wide, ends=True),
            Label(x - wide / 2, y - 8, wide),
            Label(x - wide / 2, y + 8 + LINE, wide),
            Label(x - 4, y - 8, wide),
            Label(x - 4, y + 8 + LINE, wide),
            Label(x + 4 - wide, y - 8, wide, ends=True),
            Label(x + 4 - wide, y + 8 + LINE, wide, ends=True),
        )
        found[at] = min(choices, key=lambda label: _cost(label, taken))
        taken.append(found[at])
    return found


def _cost(label: Label, taken: Sequence[Label]) -> float:
    """Return how much of *taken* a *label* would cover, and how far it would stand out of the drawing."""
    outside = max(0.0, -label.left) + max(0.0, label.left + label.width - WIDTH)
    return sum(label.overlap(other) for other in taken) + LINE * LINE * outside


def _draw_label(label: Label, name: str) -> Markup:
    if label.ends:
        return _draw_text(label.left + label.width, label.base, name, " end")
    return _draw_text(label.left, label.base, name)


def _draw_text(left: float, base: float, name: str, kind: str = "") -> Markup:
    return fill_markup('<text class="label%s" x="%.1f" y="%.1f">%s</text>\n', kind, left, base, name)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _draw_columns(shown: VisitMap) -> tuple[float, Markup]:
    """Return the height of the columns and their shapes: guests on the left, hosts on the right."""
    guests, hosts = ({road[side]: None for road in shown.roads} for side in (0, 1))
    left, right = _row_positions(guests), _row_positions(hosts)
    ways = join_markup(_draw_line(left[road.guest], right[road.host], both_ways=road.both_ways) for road in shown.roads)
    texts = join_markup(
        _draw_text(x, y + 4, _short(shown.places[at].name), kind)
        for rows, x, kind in ((left, COLUMN - 8, " end"), (right, WIDTH - COLUMN + 8, ""))
        for at, y in rows.items()
    )
    return ROW * (max(len(left), len(right)) + 1), join_markup((ways, texts))


def _row_positions(places: dict[int, None]) -> dict[int, float]:
    """Return the position of each of *places* from the top, in their order."""
    return {at: ROW * row for row, at in enumerate(sorted(places), start=1)}


def _draw_line(start: float, end: float, *, both_ways: bool) -> Markup:
    """Return a line between the columns that leaves both sides straight."""
    third = (WIDTH - 2 * COLUMN) / 3
    bends = (COLUMN + third, start), (WIDTH - COLUMN - third, end), (WIDTH - COLUMN, end)
    return _draw_way(f"M{_points((COLUMN, start))}C{_points(*bends)}", both_ways=both_ways)


def _points(*points: Point) -> str:
    return " ".join(f"{x:.1f} {y:.1f}" for x, y in points)
