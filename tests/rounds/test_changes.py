"""Changes between rounds: figures equal those of R, chance seldom makes a verdict, and a real drop is found."""

import csv
import json
from random import Random

import pytest
from support.effort import drawn
from support.paths import TOP
from support.rounds import QUESTIONS, called, change, compared, drawn_round, round_of

from speedbumps.disclosure.publish_rounds import CHANGE_CUT
from speedbumps.rounds.verdicts import change_verdicts, has_held
from speedbumps.scoring.differences import MeanDifference

REFERENCE = TOP / "tests" / "reference"
STAFF = {"leader": 6, "teacher": 16, "support": 8}


def reference_rounds() -> list[dict[str, str]]:
    with (REFERENCE / "rounds.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_changes_equal_those_of_r() -> None:
    rows = [{"round": row["round"], "role": row["role"], **_codes(row)} for row in reference_rounds()]
    expected = json.loads((REFERENCE / "changes.json").read_text("utf-8"))
    before, after = (round_of([row for row in rows if row["round"] == name]) for name in ("before", "after"))

    found = compared(before, after)

    for name, figures in {**expected["barriers"], **expected["questions"]}.items():
        made = change(found, name)
        assert made is not None, name
        for key in ("before", "after", "difference", "low", "high"):
            assert getattr(made, key) == pytest.approx(figures[key], abs=1e-9), (name, key)
        assert (made.n_before, made.n_after) == (figures["n_before"], figures["n_after"])
    for name, figures in expected["barriers"].items():
        clear = figures["holm"] < 0.05 and abs(figures["difference"]) >= CHANGE_CUT
        said = ("lower" if figures["difference"] < 0 else "higher") if clear else "no-clear-change"
        assert change(found, name).said == said, name  # type: ignore[union-attr] # checked above
    assert {each.said for each in found.changes if each.kind != "barrier"} == {None}
    assert {each["holm"] < 0.05 for each in expected["barriers"].values()} == {True, False}


def _codes(row: dict[str, str]) -> dict[str, object]:
    return {name: int(row[name]) if row[name] else None for name in QUESTIONS}


def apart(points: float, error: float, freedom: float = 60.0) -> MeanDifference:
    return MeanDifference(points, points - 2 * error, points + 2 * error, freedom, error)


def test_a_verdict_needs_five_points_and_a_small_chance() -> None:
    found = {
        "lower": apart(-5.0, 0.5),
        "higher": apart(5.0, 0.5),
        "little": apart(-4.99, 0.1),
        "unsure": apart(-20.0, 10.0),
    }

    assert change_verdicts(found) == {
        "lower": "lower",
        "higher": "higher",
        "little": "no-clear-change",
        "unsure": "no-clear-change",
    }


def test_verdicts_are_corrected_for_all_barriers() -> None:
    """One difference of 2.4 standard errors would be clear by itself, and is not among four."""
    assert change_verdicts({"time": apart(-12.0, 5.0)}) == {"time": "lower"}
    others = {str(place): apart(0.1, 5.0) for place in range(3)}
    assert change_verdicts({"time": apart(-12.0, 5.0), **others})["time"] == "no-clear-change"


@pytest.mark.parametrize(
    ("since", "said", "difference", "held"),
    [
        (-5.0, "lower", None, True),
        (-4.9, "lower", None, False),
        (-12.0, "higher", None, False),
        (-12.0, "no-clear-change", None, True),
        (-12.0, None, apart(6.0, 1.0), False),
        (-12.0, None, apart(5.0, 1.0), False),
        (-12.0, None, apart(6.0, 2.75), False),
        (-12.0, None, apart(4.9, 1.0), True),
        (-12.0, None, apart(6.0, 3.0), True),
        (-12.0, None, None, True),
    ],
)
def test_a_gain_has_held_if_it_is_still_there_after_two_rounds(
    since: float,
    said: str | None,
    difference: MeanDifference | None,
    held: bool,  # noqa: FBT001 - a case
) -> None:
    assert has_held(since, said, difference) is held  # type: ignore[arg-type] # one of the verdicts


def test_three_rounds_say_what_has_held() -> None:
    chance = Random(5)
    rounds = [called(drawn_round(chance, STAFF, drop), name) for name, drop in (("1", 0), ("2", 20), ("3", 20))]

    found = compared(*rounds)

    time, social = change(found, "time"), change(found, "social")
    assert time is not None
    assert social is not None
    assert [each.round for each in (*found.earlier, found.before, found.after)] == ["1", "2", "3"]
    assert len(time.earlier) == 1
    assert time.earlier[0].severity - time.after > 10
    assert time.held
    assert social.held is False
    assert change(found, "T1").held is None  # type: ignore[union-attr] # each question is compared


def test_with_no_change_few_schools_see_a_verdict() -> None:
    """At most 6 % of 10,000 pairs do (benchmarks/rounds.py); more than 12 of 100 would be odd, or 5 of 30."""
    flagged, pairs = 0, drawn(100)
    for seed in range(pairs):
        chance = Random(seed)
        found = compared(*(drawn_round(chance, STAFF) for _ in range(2)))
        flagged += any(each.said in ("lower", "higher") for each in found.changes)

    assert flagged <= 2 + pairs // 10


def test_a_drop_of_twenty_points_is_found() -> None:
    found = 0
    for seed in range(30):
        chance = Random(1000 + seed)
        made = compared(drawn_round(chance, STAFF), drawn_round(chance, STAFF, 20))
        found += getattr(change(made, "time"), "said", None) == "lower"

    assert found >= 24


def test_published_figures_add_up_and_are_whole() -> None:
    chance = Random(8)
    rounds = [drawn_round(chance, STAFF), drawn_round(chance, STAFF, 12)]
    exact, rounded = (compared(*rounds, exact=each) for each in (True, False))

    for one, other in zip(exact.changes, rounded.changes, strict=True):
        assert other.before == int(other.before)
        assert other.difference == other.after - other.before
        assert abs(other.before - one.before) <= 0.5 + 1e-9
        assert other.low is not None
        assert other.high is not None
        assert one.low is not None
        assert one.high is not None
        assert other.high - other.low >= one.high - one.low
        assert other.said == one.said
    assert rounded.precision == "rounded"
