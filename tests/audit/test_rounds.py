"""Each school's audit bears the round of its own answers, whatever others answered in."""

from dataclasses import replace
from random import Random

import polars as pl
import pytest
from support.schools import first_version, responses

import speedbumps
from speedbumps.audit import audits, outlines
from speedbumps.cohort.members import member
from speedbumps.model.answers import School
from speedbumps.scoring.responses import Responses

NAMES = ("2026 autumn", "2026 spring", "erste Runde", None)


def several(seed: int) -> tuple[Responses, dict[str, str | None]]:
    """Answers of schools on either form, and the round of each."""
    chance = Random(seed)
    rounds: dict[str, str | None] = {f"school-{at}": chance.choice(NAMES) for at in range(6)}
    parts = [
        responses(["teacher"] * 6, chance, gaps=0, school=school, form=chance.choice(("full", "quick"))).people
        for school in rounds
    ]
    people = pl.concat(parts, how="diagonal").sample(fraction=1, shuffle=True, seed=seed)
    points = [name for name, kind in people.schema.items() if kind == pl.Int8]
    named = pl.col("school").replace_strict(rounds, return_dtype=pl.String).alias("round")
    return Responses(people.with_columns(named, pl.col(points).fill_null(-5))), rounds


@pytest.mark.parametrize("seed", range(8))
def test_an_audit_and_an_outline_bear_the_round_of_their_school(seed: int) -> None:
    answers, rounds = several(seed)

    assert {audit.school.id: audit.round for audit in audits(first_version(), answers)} == rounds
    found = list(outlines(first_version(), answers))
    assert {each.school: each.round for each in found} == rounds
    assert {each.school: member(each, School(id=each.school)).round for each in found} == rounds


def test_a_round_changes_no_figure() -> None:
    answers, _ = several(1)
    none = replace(answers, people=answers.people.with_columns(pl.lit(None, pl.String).alias("round")))

    named = [audit.model_copy(update={"round": None}) for audit in audits(first_version(), answers)]

    assert named == list(audits(first_version(), none))


def test_the_frames_for_analysts_name_each_schools_round() -> None:
    rows = 6
    frame = pl.DataFrame(
        {
            "school": ["ash"] * rows + ["birch"] * rows + ["cedar"] * rows,
            "round": ["2025"] * rows + ["2026"] * rows + [None] * rows,
            "role": ["teacher"] * 3 * rows,
            "T01": [1, 2, 3] * rows,
        }
    )

    found = speedbumps.score(frame)

    assert dict(found.scores.select("school", "round").unique().rows()) == {
        "ash": "2025",
        "birch": "2026",
        "cedar": None,
    }
