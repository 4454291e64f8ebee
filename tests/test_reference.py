"""Scores equal figures that were computed elsewhere, in R, to 1e-9. See tests/reference/README.md."""

import json
from functools import lru_cache
from typing import Any

import polars as pl
import pytest
from support.paths import REFERENCE
from support.reference_sets import NOTHING, SETS, cells, frame, keys, plain, questionnaire

from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.counts import unpack_counts
from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, holm, own_spread, welch
from speedbumps.scoring.intervals import mean_interval, t_quantile
from speedbumps.scoring.receipts import PLACES, ReceiptPart, itemize
from speedbumps.scoring.schools import MIDDLE, SchoolFigures, SeverityMoments, read_moments, score_schools
from speedbumps.scoring.targets import build_rubric


@lru_cache
def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REFERENCE / "figures.json").read_text())["sets"]
    return found


CASES = [(name, rule) for name in SETS for rule in keys(name)["rules"]]


@lru_cache
def score_set(name: str, rule: str) -> tuple[Questionnaire, SchoolFigures]:
    asked = questionnaire(name, keys(name)["rules"][rule])
    people = frame(name)
    return asked, score_schools(people, asked, build_rubric(asked, "full", people.columns))


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_school_figures_equal_those_of_r(name: str, rule: str) -> None:
    _, found = score_set(name, rule)
    row = found.cells.row(by_predicate=pl.col("cell") == "own", named=True)

    for scale, expected in figures()[name]["rules"][rule]["scales"].items():
        those = read_moments(row, plain(scale))
        assert expected["n"] == those.n
        assert expected["mean"] == pytest.approx(those.mean, abs=1e-9) if those.n else expected["mean"] is None
        if those.n > 1:
            assert expected["sd"] == pytest.approx(those.deviation, abs=1e-9)
            # n = N is told as "everyone", with the same zero width.
            plain_t = mean_interval(those.mean or 0, own_spread(those), those.n, None, alike=False)
            corrected = mean_interval(those.mean or 0, own_spread(those), those.n, expected["N"], alike=False)
            assert expected["t95"] == pytest.approx([plain_t.low, plain_t.high], abs=1e-9)
            assert expected["fpc95"] == pytest.approx([corrected.low, corrected.high], abs=1e-9)


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_peoples_scores_equal_those_of_r(name: str, rule: str) -> None:
    _, found = score_set(name, rule)

    for person in figures()[name]["rules"][rule]["people"]:
        for scale, expected in person["scores"].items():
            actual = found.people.get_column(plain(scale))[person["row"] - 1]
            assert expected == (None if actual is None else pytest.approx(actual, abs=1e-9))


@pytest.mark.parametrize(("name", "most"), [("bfi", 0.1), ("epi", 0.1), ("hillside", 2.5)])
def test_receipts_are_near_the_parts_of_peoples_scores_that_r_adds_up(name: str, most: float) -> None:
    """The fewer questions people leave open, the nearer: in the first two sets hardly any, in the last one in ten."""
    asked, _ = score_set(name, "half")
    rubric = build_rubric(asked, "full", frame(name).columns)
    weights = {(target.id, part.question): part.weight for target in rubric.targets for part in target.parts}

    for scale, expected in figures()[name]["rules"]["half"]["scales"].items():
        parts = [
            ReceiptPart(weights[plain(scale), plain(item)], answers["mean"], answers["n"], question=item)
            for item, answers in expected["items"].items()
        ]
        receipt = itemize(round(expected["mean"], PLACES), parts, PLACES)

        for line in receipt.lines:
            assert line.contribution == pytest.approx(expected["contribution"][str(line.question)], abs=most)


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_counts_of_answers_equal_those_of_r(name: str, rule: str) -> None:
    _, found = score_set(name, rule)
    row = found.questions.row(0, named=True)

    for expected in figures()[name]["rules"][rule]["scales"].values():
        for item, each in expected["items"].items():
            counts = unpack_counts(row, plain(item), found.packing)
            assert each["n"] == sum(n for answer, n in counts.items() if answer.isdigit())
            assert {kind: each[kind] for kind in NOTHING} == {kind: counts.get(kind, 0) for kind in NOTHING}


def test_t_quantiles_equal_those_of_r() -> None:
    table = json.loads((REFERENCE / "t_quantiles.json").read_text())["quantiles"]

    assert len(table) > 30
    for row in table:
        for share in (0.975, 0.995):
            assert row[f"p{share}"] == pytest.approx(t_quantile(share, row["df"]), rel=1e-12)


@pytest.mark.parametrize("rule", keys("hillside")["rules"])
def test_gaps_equal_those_of_r(rule: str) -> None:
    _, found = score_set("hillside", rule)
    _, roles = cells("hillside")
    expected = figures()["hillside"]["rules"][rule]["gap"]

    def spread_in(scale: str, role: str) -> SeverityMoments:
        values = [
            value - MIDDLE
            for value, own in zip(found.people.get_column(plain(scale)), roles, strict=True)
            if own == role and value is not None
        ]
        return SeverityMoments(len(values), sum(values), sum(value**2 for value in values))

    chances = []
    for scale, each in expected["scales"].items():
        a, b = (spread_in(scale, expected[side]) for side in ("a", "b"))
        for confidence, interval in ((LIKELY, "ci95"), (NEARLY_SURE, "ci99")):
            apart = welch(a, b, confidence, (own_spread(a), own_spread(b)))
            assert apart is not None
            assert each["difference"] == pytest.approx(apart.points, abs=1e-9)
            assert each["df"] == pytest.approx(apart.freedom, abs=1e-9)
            assert each["p"] == pytest.approx(apart.p_value, abs=1e-9)
            assert each[interval] == pytest.approx([apart.low, apart.high], abs=1e-9)
        chances.append(each["p"])
    assert [each["p_holm"] for each in expected["scales"].values()] == pytest.approx(holm(chances), abs=1e-9)
