"""Scores equal figures that were computed elsewhere, in R, to 1e-9. See tests/reference/README.md."""

import csv
import hashlib
import io
import json
import sysconfig
import tarfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.counts import unpack_counts
from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, holm, welch
from speedbumps.scoring.intervals import mean_interval, t_quantile
from speedbumps.scoring.receipts import receipt_lines
from speedbumps.scoring.responses import BLANK, CODE, DK, NA, PNS
from speedbumps.scoring.schools import MIDDLE, SchoolFigures, SeverityMoments, read_moments, score_schools
from speedbumps.scoring.targets import build_rubric

HERE = Path(__file__).parent / "reference"
SETS = ("hillside", "anes96", "bfi", "bfi_sparse", "epi", "msq")
NOTHING = {"na": NA, "dk": DK, "pns": PNS, "blank": BLANK}


@lru_cache
def keys(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / f"{name}.keys.json").read_text())
    return found


@lru_cache
def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "figures.json").read_text())["sets"]
    return found


def text_of(source: dict[str, str]) -> str:
    if source["type"] == "file":
        return (HERE / source["path"]).read_text()
    archive = Path(sysconfig.get_path("purelib")) / "pydataset" / "resources.tar.gz"
    with tarfile.open(archive) as tar:
        member = tar.extractfile(source["member"])
        assert member is not None
        content = member.read()
    assert source["sha256"] == hashlib.sha256(content).hexdigest()
    return content.decode()


@lru_cache
def cells(name: str) -> tuple[list[dict[str, str]], list[str]]:
    """Each person's cells, with the stated rules applied, and each person's role."""
    known = keys(name)
    items = list(dict.fromkeys(item for scale in known["scales"].values() for item in scale["items"]))
    people, roles = [], []
    for number, row in enumerate(csv.DictReader(io.StringIO(text_of(known["source"]))), start=1):
        person = {item: known["codes"].get(row[item], row[item]) or "blank" for item in items}
        for block in known.get("not_asked", []):
            if all(row[item] in ("", "NA") for item in block):
                person.update({item: "na" for item in block if item in person})
        for place, item in enumerate(known.get("punch", {}).get("columns", []), start=1):
            kinds = [kind for kind in ("na", "blank") if punched(known["punch"][kind], number, place)]
            if kinds:
                person[item] = kinds[0]
        people.append(person)
        roles.append(row[known["role_column"]] if "role_column" in known else "staff")
    return people, roles


def punched(rule: dict[str, int], row: int, place: int) -> bool:
    hit = (rule["a"] * row + rule["b"] * place + rule["c"] * row * place) % rule["m"] < rule["below"]
    return row % rule["every"] == 0 and hit


def plain(name: str) -> str:
    return name.replace(".", "-").replace("_", "-")


def questionnaire(name: str, rule: dict[str, float]) -> Questionnaire:
    known = keys(name)
    items = dict.fromkeys(item for scale in known["scales"].values() for item in scale["items"])
    ranges = {item: known.get("ranges", {}).get(item, (known["lo"], known["hi"])) for item in items}
    return Questionnaire.model_validate(
        {
            "format": "speedbumps-questionnaire/1",
            "id": "reference",
            "version": "1.0.0",
            "title": name,
            "scales": {
                f"from-{low}-to-{high}": {
                    "points": [{"value": value, "label": f"point {value}"} for value in range(low, high + 1)]
                }
                for low, high in set(map(tuple, ranges.values()))
            },
            "barriers": [
                {"id": plain(scale), "title": scale, "facets": [{"id": "all", "title": scale}]}
                for scale in known["scales"]
            ],
            "questions": [
                {
                    "id": plain(item),
                    "text": item,
                    "scale": f"from-{ranges[item][0]}-to-{ranges[item][1]}",
                    "measures": {
                        f"{plain(scale)}.all": held["items"][item]
                        for scale, held in known["scales"].items()
                        if item in held["items"]
                    },
                }
                for item in items
            ],
            "scoring": {**rule, "bands": [{"id": "any", "from": 0, "title": "Any", "means": "Any."}]},
        }
    )


def frame(name: str) -> pl.DataFrame:
    people, roles = cells(name)
    known = keys(name)
    columns: dict[str, list[int]] = {}
    for item in people[0]:
        low = known.get("ranges", {}).get(item, (known["lo"], known["hi"]))[0]
        columns[plain(item)] = [
            NOTHING.get(person[item], 0) if person[item] in NOTHING else int(float(person[item])) - low
            for person in people
        ]
    outside = known.get("outside_roles", [])
    # Everybody stands in one cell of the school; people of outside roles in another.
    about = {
        "school": "here",
        "inside": [role not in outside for role in roles],
        "cell": ["beside" if role in outside else "own" for role in roles],
    }
    return pl.DataFrame({**{name: pl.Series(values, dtype=CODE) for name, values in columns.items()}, **about})


CASES = [(name, rule) for name in SETS for rule in keys(name)["rules"]]


@lru_cache
def scored(name: str, rule: str) -> tuple[Questionnaire, SchoolFigures]:
    asked = questionnaire(name, keys(name)["rules"][rule])
    people = frame(name)
    return asked, score_schools(people, asked, build_rubric(asked, "full", people.columns))


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_school_figures_equal_those_of_r(name: str, rule: str) -> None:
    _, found = scored(name, rule)
    row = found.cells.row(by_predicate=pl.col("cell") == "own", named=True)

    for scale, expected in figures()[name]["rules"][rule]["scales"].items():
        those = read_moments(row, plain(scale))
        assert expected["n"] == those.n
        assert expected["mean"] == pytest.approx(those.mean, abs=1e-9) if those.n else expected["mean"] is None
        if those.n > 1:
            assert expected["sd"] == pytest.approx(those.deviation, abs=1e-9)
            # n = N is told as "everyone", with the same zero width.
            plain_t = mean_interval(those.mean or 0, those.deviation, those.n, None, alike=False)
            corrected = mean_interval(those.mean or 0, those.deviation, those.n, expected["N"], alike=False)
            assert expected["t95"] == pytest.approx([plain_t.low, plain_t.high], abs=1e-9)
            assert expected["fpc95"] == pytest.approx([corrected.low, corrected.high], abs=1e-9)


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_peoples_scores_equal_those_of_r(name: str, rule: str) -> None:
    _, found = scored(name, rule)

    for person in figures()[name]["rules"][rule]["people"]:
        for scale, expected in person["scores"].items():
            actual = found.people.get_column(plain(scale))[person["row"] - 1]
            assert expected == (None if actual is None else pytest.approx(actual, abs=1e-9))


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_receipts_equal_those_of_r(name: str, rule: str) -> None:
    asked, found = scored(name, rule)
    shares = {
        (row["target"], row["question"]): row["share"]
        for row in receipt_lines(found.people, build_rubric(asked, "full", found.people.columns)).iter_rows(named=True)
    }

    for scale, expected in figures()[name]["rules"][rule]["scales"].items():
        for item, contribution in expected["contribution"].items():
            if contribution is not None:
                assert contribution == pytest.approx(
                    shares.get((plain(scale), plain(item)), 0.0) / expected["n"], abs=1e-9
                )


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_counts_of_answers_equal_those_of_r(name: str, rule: str) -> None:
    _, found = scored(name, rule)
    row = found.questions.row(0, named=True)

    for expected in figures()[name]["rules"][rule]["scales"].values():
        for item, each in expected["items"].items():
            counts = unpack_counts(row, plain(item), found.packing)
            assert each["n"] == sum(n for answer, n in counts.items() if answer.isdigit())
            assert {kind: each[kind] for kind in NOTHING} == {kind: counts.get(kind, 0) for kind in NOTHING}


def test_t_quantiles_equal_those_of_r() -> None:
    table = json.loads((HERE / "t_quantiles.json").read_text())["quantiles"]

    assert len(table) > 30
    for row in table:
        for share in (0.975, 0.995):
            assert row[f"p{share}"] == pytest.approx(t_quantile(share, row["df"]), rel=1e-12)


@pytest.mark.parametrize("rule", keys("hillside")["rules"])
def test_gaps_equal_those_of_r(rule: str) -> None:
    _, found = scored("hillside", rule)
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
            apart = welch(a, b, confidence)
            assert apart is not None
            assert each["difference"] == pytest.approx(apart.points, abs=1e-9)
            assert each["df"] == pytest.approx(apart.freedom, abs=1e-9)
            assert each["p"] == pytest.approx(apart.p_value, abs=1e-9)
            assert each[interval] == pytest.approx([apart.low, apart.high], abs=1e-9)
        chances.append(each["p"])
    assert [each["p_holm"] for each in expected["scales"].values()] == pytest.approx(holm(chances), abs=1e-9)
