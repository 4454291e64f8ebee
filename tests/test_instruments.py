"""Public instruments of different shapes are scored as they are published, or as R scores them."""

import json
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from support.paths import REFERENCE

from speedbumps import Scores, score
from speedbumps.diagnostics.severities import severity_of
from speedbumps.lint.dispatch import lint

FOLDER = REFERENCE / "instruments"
FIGURES = json.loads((REFERENCE / "instruments.json").read_text("utf-8"))["instruments"]
SCORED = sorted(name for name in FIGURES if name != "issues")

SUS_EXAMPLE = (5, 4, 2, 1, 2, 3, 2, 4, 5, 2)
"""Brooke's worked example: contributions of 4, 1, 1, 4, 1, 2, 1, 1, 4 and 3 add up to 22, which is a score of 55."""

METRIC: tuple[float, ...] = (
    *(7, 9.51, 11.25, 12.4, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25),
    *(19.98, 20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.7, 32.55, 35),
)
"""The published scores of SWEMWBS for sums from 7 to 35."""


def scores_of(name: str, answers: Path | pl.DataFrame | None = None) -> Scores:
    """Return the exact scores of *answers* to an instrument, or of those that R scored."""
    given = FOLDER / f"{name}.csv" if answers is None else answers
    return score(given, questionnaire=FOLDER / f"{name}.yaml", exact=True)


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_instrument_can_be_written_down_without_mistakes(name: str) -> None:
    found = lint(FOLDER / f"{name}.yaml").problems

    assert [problem for problem in found if severity_of(problem.code) == "error"] == []


@pytest.mark.parametrize("name", SCORED)
def test_scores_are_those_of_r(name: str) -> None:
    rows = {row["target"]: row for row in scores_of(name).scores.iter_rows(named=True)}

    for target, expected in FIGURES[name].items():
        on_its_own_range = expected["hi"] - (expected["hi"] - expected["lo"]) * rows[target]["severity"] / 100

        assert on_its_own_range == pytest.approx(expected["mean"], abs=1e-8), target
        assert rows[target]["n"] == expected["n"]


def test_the_published_example_of_the_usability_scale_scores_55() -> None:
    names = [f"Q{number}" for number in range(1, 11)]
    people = pl.DataFrame([dict(zip(names, SUS_EXAMPLE, strict=True))] * 5)

    assert 100 - scores_of("sus", people).scores.get_column("severity")[0] == 55


def test_every_sum_of_the_short_wellbeing_scale_has_its_published_score() -> None:
    names = [f"W{number}" for number in range(1, 8)]
    answers = [dict(zip(names, divide(total, 7), strict=True)) for total in range(7, 36)]
    people = [{"school": f"s{sum(each.values())}", **each} for each in answers for _ in range(5)]
    open_ = [{"school": "open", **answers[0], "W7": None}] * 5
    found = scores_of("swemwbs", pl.DataFrame([*people, *open_], infer_schema_length=None)).scores
    by_school = {(row["school"], row["target"]): row for row in found.iter_rows(named=True)}

    for total, metric in zip(range(7, 36), METRIC, strict=True):
        for target in ("wellbeing", "wellbeing.all"):
            assert 35 - 28 * by_school[f"s{total}", target]["severity"] / 100 == pytest.approx(metric, abs=1e-8)
    assert by_school["open", "wellbeing"]["status"] == "not-enough-answers"


def divide(total: int, items: int) -> list[int]:
    """Return answers from 1 to 5 that add up to *total*, as alike as they can be."""
    return [total // items + (place < total % items) for place in range(items)]


def test_a_multiple_choice_is_counted_as_r_counts_it() -> None:
    rows = {row["option"]: row for row in scores_of("issues").choices.iter_rows(named=True)}

    assert any(n < 5 for n in FIGURES["issues"].values())
    for option, n in FIGURES["issues"].items():
        assert (rows[option]["n"], rows[option]["reason"]) == ((n, None) if n >= 5 else (None, "too-few"))


def test_a_forced_choice_counts_the_statement_that_was_chosen() -> None:
    people = pl.DataFrame(
        [
            {"school": f"{first}{second}{third}", "trust": first, "fair": second, "helpful": third}
            for first, second, third in product((1, 2), repeat=3)
            for _ in range(5)
        ]
    )
    found = scores_of("trust", people).scores.filter(pl.col("target") == "trust")

    for school, severity in found.select("school", "severity").iter_rows():
        trusting = (school[0] == "1") + (school[1] == "2") + (school[2] == "1")

        assert 3 - 3 * severity / 100 == pytest.approx(trusting, abs=1e-8)
