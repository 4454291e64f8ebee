"""No sentence of a report is true because of how bands and scales are cut, whatever people answered."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.golden_audits import report_text
from support.paths import BASES
from support.strategies import example_count

from speedbumps.audit import audits
from speedbumps.audit.scores import band_of
from speedbumps.model.audit import Audit
from speedbumps.model.queries import are_two_views
from speedbumps.model.questionnaire import Band, Scoring
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

BASE = (BASES / "base.yaml").read_text("utf-8").replace("actions: base.actions.yaml\n", "")
MIDDLE = ((1, "Rarely"), (2, "Sometimes"), (3, "Often"))
LABELS = "".join(f"      - value: {value}\n        label: {label}\n" for value, label in MIDDLE)
TWO_POINTS = BASE.replace(LABELS, "")

SPLIT = ("hides two views", "answers lie far apart")


def audit(folder: Path, rows: list[str], questionnaire: str) -> Audit:
    """The audit of teachers whose answers to four questions are *rows*."""
    (folder / "asked.yaml").write_text(questionnaire, "utf-8")
    (folder / "oak.csv").write_text("role,T01,T02,T03,T04\n" + "".join(f"teacher,{row}\n" for row in rows), "utf-8")
    found = assemble([folder / "oak.csv"], AnswerOptions(questionnaire=str(folder / "asked.yaml")))
    return next(audits(found.instrument, found.responses))


@pytest.mark.parametrize(
    ("questionnaire", "rows", "split"),
    [
        (BASE, ["2,2,1,2", "2,2,2,2", "2,2,2,2"] * 8, False),  # on both sides of 50, where the second band begins
        (BASE, ["0,4,0,4", "4,0,4,0"] * 12, True),
        (TWO_POINTS, ["0,4,0,4", "0,4,0,4", "0,4,0,4", "4,0,4,0"] * 6, False),  # what the mean says already
        (TWO_POINTS, ["0,4,0,4"] * 24, False),
    ],
)
def test_people_are_divided_by_their_answers_and_not_by_bands(
    questionnaire: str, rows: list[str], tmp_path: Path, *, split: bool
) -> None:
    found = audit(tmp_path, rows, questionnaire)
    text = " ".join(report_text(found, "markdown").split())

    assert {facet.split for barrier in found.barriers for facet in barrier.facets} == {split}
    assert any(words in text for words in SPLIT) == split


def bands_from(starts: list[int]) -> tuple[Band, ...]:
    return tuple(Band(id=f"b{start}", title="A", means="a", **{"from": start}) for start in starts)


cuts = st.lists(st.integers(1, 100), max_size=4, unique=True).map(lambda starts: [0, *sorted(starts)])


@given(cuts, st.integers(0, 100))
@example_count(100)
def test_no_band_holds_bumps_and_what_is_none(starts: list[int], bump_from: int) -> None:
    scoring = Scoring(bump_from=bump_from, bands=bands_from(starts))
    kinds: dict[str, set[bool]] = {}
    for severity in range(101):
        kinds.setdefault(band_of(scoring.bands, severity), set()).add(severity >= scoring.bump_line)

    assert scoring.bump_line >= bump_from
    assert all(len(found) == 1 for band, found in kinds.items() if band != f"b{starts[-1]}")
    assert scoring.bump_line == bump_from or bump_from not in starts


@given(cuts, st.floats(0, 1), st.floats(0, 1))
@example_count(100)
def test_two_views_are_a_step_of_the_scale_apart(starts: list[int], low: float, high: float) -> None:
    if are_two_views(low, high, bands_from(starts)):
        assert min(low, high) >= 0.25
        assert sum(later - start for start, later in pairwise(starts[1:])) >= 25
