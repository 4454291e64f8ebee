"""What the drawings show is what the report shows, well formed whatever schools are called."""

import re
from pathlib import Path

import altair as alt
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.paths import EXAMPLES

import speedbumps
from speedbumps.api.scores import Scores
from speedbumps.report.blocks import HeatCell, HeatGroup, HeatMap, HeatRow, Height, Road, Stretch
from speedbumps.report.formats.svg import render_heat_map, render_road


@pytest.fixture(scope="module")
def found() -> Scores:
    return speedbumps.score([EXAMPLES / "hillview.csv", EXAMPLES / "lochside.csv"], schools=EXAMPLES / "schools.csv")


def texts(drawing: speedbumps.Drawing) -> list[str]:
    return [each.text or "" for each in etree.fromstring(drawing.svg.encode()).iter("{*}text")]


def test_the_road_has_the_numbers_of_the_report(found: Scores) -> None:
    drawn = speedbumps.draw_road(found, "hillview")

    audit = found.audit_of("hillview")
    facets = [facet for barrier in audit.barriers for facet in barrier.facets]
    numbers = [int(match[1]) for text in texts(drawn) if (match := re.match(r"(\d+) ±\d+$", text))]
    assert numbers == [round(facet.severity) for facet in facets if facet.severity is not None]
    assert len(numbers) == 16
    assert "Time 55" in texts(drawn)
    assert drawn._repr_svg_() == drawn.svg


def test_the_heat_map_has_a_cell_for_each_group_and_part(found: Scores) -> None:
    drawn = etree.fromstring(speedbumps.draw_heat_map(found, "hillview").svg.encode())

    cells = [each for each in drawn.iter("{*}rect") if re.match("f[0-3x]$", each.get("class") or "")]
    assert len(cells) == 20 * 3
    (said,) = (each.text or "" for each in drawn.iter("{*}desc"))
    assert "Waiting for a yes: 46 ±3, Low bump; Leaders: 32; Teachers: 48; Support staff: 51" in said


def test_what_is_withheld_is_no_number(tmp_path: Path) -> None:
    lines = (EXAMPLES / "hillview.csv").read_text("utf-8").splitlines()
    (tmp_path / "few.csv").write_text("\n".join(lines[:4]), "utf-8")

    drawn = speedbumps.draw_road(speedbumps.score(tmp_path / "few.csv"))

    assert texts(drawn).count("?") == 16
    assert [text for text in texts(drawn)[1:] if re.search(r"\d", text)] == []


def test_a_school_is_named_where_there_are_several(found: Scores) -> None:
    with pytest.raises(speedbumps.NoSuchError, match="name one of the 2 schools, such as hillview, lochside"):
        speedbumps.draw_road(found)
    with pytest.raises(speedbumps.NoSuchError, match="there is no school 'hilview'; did you mean 'hillview'"):
        speedbumps.chart_road(found, "hilview")


def test_charts_are_valid_and_have_a_mark_for_each_number(found: Scores) -> None:
    road, cells = speedbumps.chart_road(found, "hillview"), speedbumps.chart_heat_map(found, "hillview")

    assert isinstance(road, alt.LayerChart)
    assert (rows_of(road), rows_of(cells)) == ([16, 1], [20 * 4])


def rows_of(chart: alt.LayerChart) -> list[int]:
    """Return the number of rows of each of the chart's sets of data; a chart that is not valid raises an error."""
    return sorted((len(rows) for rows in chart.to_dict()["datasets"].values()), reverse=True)


WORDS = st.text(max_size=40)
NUMBERS = st.none() | st.integers(0, 100).map(float)


@st.composite
def heights(draw: st.DrawFn) -> Height:
    severity = draw(NUMBERS)
    return Height(
        id="part",
        anchor="part",
        title=draw(WORDS),
        severity=severity,
        low=severity,
        high=draw(st.none() | st.just(100.0)),
        step=None if severity is None else min(3, int(severity // 25)),
        number="" if severity is None else f"{severity:.0f}",
        margin=draw(st.none() | WORDS),
        label=draw(WORDS),
        means=None,
        bump=False,
        before=draw(NUMBERS),
        was=draw(st.none() | WORDS),
    )


ROADS = st.lists(
    st.builds(Stretch, st.none() | WORDS, st.lists(heights(), min_size=1, max_size=12).map(tuple)), max_size=5
).map(lambda stretches: Road("The road", tuple(stretches), 50.0, "not shown"))


@settings(max_examples=40)
@given(ROADS, WORDS)
def test_any_road_is_well_formed_and_inside_its_frame(road: Road, title: str) -> None:
    drawn = etree.fromstring(render_road(road, title).encode())

    wide, high = (float(number) for number in (drawn.get("viewBox") or "").split()[2:])
    assert sum(1 for each in drawn.iter("{*}path") if re.match("h[0-3x]$", each.get("class") or "")) == sum(
        len(stretch.heights) for stretch in road.stretches
    )
    for group in drawn.iter("{*}g"):
        left, top = map(float, re.findall(r"[\d.]+", group.get("transform") or ""))
        assert left < wide
        assert top < high


@settings(max_examples=40)
@given(st.data(), WORDS)
def test_any_heat_map_is_well_formed(data: st.DataObject, title: str) -> None:
    names = data.draw(st.lists(WORDS, max_size=6))
    cell = st.builds(HeatCell, WORDS, st.none() | st.integers(0, 3), st.booleans())
    row = st.builds(HeatRow, heights(), st.none(), st.tuples(*[cell] * len(names)))
    groups = data.draw(st.lists(st.builds(HeatGroup, row, st.lists(row, max_size=3).map(tuple)), max_size=3))

    drawn = etree.fromstring(
        render_heat_map(HeatMap("map", ("part", "all", *names), tuple(groups), ""), title).encode()
    )

    rows = sum(1 + len(group.parts) for group in groups)
    assert sum(1 for each in drawn.iter("{*}rect") if each.get("class")) == rows * len(names)


def test_a_frame_of_answers_can_be_drawn() -> None:
    answers = pl.DataFrame({"role": ["teacher"] * 12, "T01": [1, 2, 3, 4] * 3, "T02": [2] * 12, "T03": [3] * 12})

    assert "<svg" in speedbumps.draw_road(speedbumps.score(answers)).svg
