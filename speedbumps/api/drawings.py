"""Draw a school's road, and the road as each group sees it: as SVG, or as charts of Altair."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from speedbumps.api.scores import Scores
from speedbumps.report import Drawings, make_drawings
from speedbumps.report.blocks import HeatMap, Road
from speedbumps.report.formats.svg import render_heat_map, render_road

if TYPE_CHECKING:  # it is installed by whoever wants charts
    import altair as alt

COLOURS = ("#dcebf5", "#a9cfea", "#e58a1f", "#a63c06")
"""The colours of the steps, from a clear road to a road block, as in the report."""

DARK = 3
"""The step on whose colour letters are white."""

ROAD = {
    "barrier": pl.String,
    "part": pl.String,
    "severity": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "number": pl.String,
    "words": pl.String,
    "step": pl.Int64,
}
CELLS = {"part": pl.String, "group": pl.String, "text": pl.String, "step": pl.Int64}


@dataclass(frozen=True)
class Drawing:
    """A drawing, which notebooks show."""

    svg: str = field(repr=False)
    """The drawing as SVG, with a title and a description for screen readers."""

    def _repr_svg_(self) -> str:
        return self.svg


def draw_road(found: Scores, school: str | None = None, *, language: str = "en") -> Drawing:
    """Return the road of a *school*: a hump for each part, as high as its number.

    *school* is its id; it may be left out if there is only one. The numbers are those of its report, between 0, a clear
    road, and 100, a road block: rounded, and without what is withheld. *language* is that of the words.

    Raises:
        NoSuchError: If there is no such school, or there are several and none is named.
    """
    drawn = _drawings(found, school, language)
    return Drawing(render_road(drawn.road, f"{drawn.school}: {drawn.road.label}"))


def draw_heat_map(found: Scores, school: str | None = None, *, language: str = "en") -> Drawing:
    """Return the road of a *school* as each group sees it: a row for each part, and a cell for each group.

    The parameters, and what is raised, are those of `draw_road`.
    """
    drawn = _drawings(found, school, language)
    return Drawing(render_heat_map(drawn.heat_map, f"{drawn.school}: {drawn.heat_map.caption}"))


def chart_road(found: Scores, school: str | None = None, *, language: str = "en") -> "alt.LayerChart":
    """Return the road of a *school* as a chart of Altair: bars with their margins, numbers and bands.

    The parameters, and what is raised, are those of `draw_road`. Altair has to be installed.
    """
    import altair as alt

    drawn = _drawings(found, school, language)
    frame = _road_frame(drawn.road)
    part = alt.Y("part:N", sort=None, title=None)
    scale = alt.Scale(domain=[0, 100])
    bars = (
        alt.Chart(frame)
        .mark_bar(stroke="#3a4652")
        .encode(
            x=alt.X("severity:Q", scale=scale, title=drawn.road.label),
            y=part,
            color=alt.Color(
                "step:O", scale=alt.Scale(domain=list(range(len(COLOURS))), range=list(COLOURS)), legend=None
            ),
            tooltip=["barrier:N", "part:N", "number:N", "words:N"],
        )
    )
    margins = alt.Chart(frame).mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q", y=part)
    numbers = alt.Chart(frame).mark_text(align="left", dx=4).encode(x=alt.value(405), y=part, text="words:N")
    limit = alt.Chart(pl.DataFrame({"from": [drawn.road.bump_from]})).mark_rule(strokeDash=[2, 5]).encode(x="from:Q")
    return alt.LayerChart(layer=[bars, margins, numbers, limit], width=400, title=drawn.school)


def chart_heat_map(found: Scores, school: str | None = None, *, language: str = "en") -> "alt.LayerChart":
    """Return the road of a *school* as each group sees it, as a chart of Altair: a cell with its number for each.

    The parameters, and what is raised, are those of `draw_road`. Altair has to be installed.
    """
    import altair as alt

    drawn = _drawings(found, school, language)
    cells = alt.Chart(_cell_frame(drawn.heat_map)).encode(
        x=alt.X("group:N", sort=None, title=None), y=alt.Y("part:N", sort=None, title=None)
    )
    colours = alt.Scale(domain=list(range(len(COLOURS))), range=list(COLOURS))
    dark = alt.condition(alt.datum.step == DARK, alt.value("white"), alt.value("black"))
    marks = cells.mark_rect(stroke="white").encode(color=alt.Color("step:O", scale=colours, legend=None))
    return alt.LayerChart(layer=[marks, cells.mark_text().encode(text="text:N", color=dark)], title=drawn.school)


def _drawings(found: Scores, school: str | None, language: str) -> Drawings:
    return make_drawings(found.audit_of(school), language)


def _road_frame(road: Road) -> pl.DataFrame:
    rows = [
        (stretch.title, each.title, each.severity, each.low, each.high, each.number, each.line, each.step)
        for stretch in road.stretches
        for each in stretch.heights
    ]
    return pl.DataFrame(rows, schema=ROAD, orient="row")


def _cell_frame(shown: HeatMap) -> pl.DataFrame:
    _, all_, *groups = shown.heads
    rows = []
    for group in shown.groups:
        for row in (group.whole, *group.parts):
            height = row.height
            rows.append(
                (height.title, all_, height.number if height.severity is not None else height.label, height.step)
            )
            rows += [
                (height.title, name, f"{cell.text} {shown.mark}" if cell.apart else cell.text, cell.step)
                for name, cell in zip(groups, row.cells, strict=True)
            ]
    return pl.DataFrame(rows, schema=CELLS, orient="row")
