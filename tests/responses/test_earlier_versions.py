"""Answers to an earlier version: what has changed since is set aside and named, and all else counts."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import SMALL
from support.schools import shipped

from speedbumps.diagnostics import codes
from speedbumps.diagnostics.problem import Problem, require_value
from speedbumps.diagnostics.yaml_source import parse_yaml
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.history import build_record
from speedbumps.questionnaires.history_file import add_history
from speedbumps.questionnaires.load import read_instrument
from speedbumps.responses.collect import assemble
from speedbumps.responses.one_person import read_person
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.scoring.responses import BLANK

WRITTEN = yaml.safe_load(SMALL.read_text("utf-8"))
POINTS = ("T01", "T02")


def later_version(reworded: frozenset[str], gone: frozenset[str]) -> Instrument:
    """The miniature in its next version, with some questions in other words and some left out, and its history."""
    before = require_value(read_instrument(SMALL))
    kept = [
        each.model_copy(update={"text": f"{each.text} Really?"}) if each.id in reworded else each
        for each in before.questionnaire.questions
        if each.id not in gone
    ]
    after = before.questionnaire.model_copy(update={"questions": tuple(kept), "version": "2.0.0"})
    record = build_record(before.questionnaire, WRITTEN)
    return Instrument(questionnaire=after, library=before.library, earlier=(record,))


def read(answers: Mapping[str, str], version: str, instrument: Instrument) -> tuple[dict[str, object], list[Problem]]:
    """The row of one person, and the problems."""
    text = yaml.safe_dump(
        {
            "format": "speedbumps-answers/1",
            "questionnaire": "small",
            "version": version,
            "school": {"id": "oak"},
            "role": "teacher",
            "answers": dict(answers),
        }
    )
    person = read_person(require_value(parse_yaml("a.yaml", text)), instrument, set_aside=False)
    (row,) = require_value(person).people.to_dicts()
    return row, list(person.problems)


@given(st.frozensets(st.sampled_from(POINTS)), st.frozensets(st.sampled_from(POINTS)))
def test_what_changed_is_set_aside_and_the_rest_counts(reworded: frozenset[str], gone: frozenset[str]) -> None:
    instrument = later_version(reworded, gone)

    row, problems = read(dict.fromkeys(POINTS, "Often"), "1.0.0", instrument)

    changed = reworded | gone
    assert {name: row[name] for name in POINTS if name not in gone} == {
        name: BLANK if name in reworded else 2 for name in POINTS if name not in gone
    }
    assert [problem.code for problem in problems] == [codes.CHANGED_SINCE] * bool(changed)
    assert all(name in problem.message for name in changed for problem in problems)


def test_answers_to_the_present_version_are_not_set_aside() -> None:
    row, problems = read({"T01": "Often"}, "2.0.0", later_version(frozenset(["T01"]), frozenset()))

    assert (row["T01"], problems) == (2, [])


def test_a_question_that_no_recorded_version_asked_stays_an_error() -> None:
    source = require_value(
        parse_yaml(
            "a.yaml",
            "format: speedbumps-answers/1\nquestionnaire: small\nversion: 1.0.0\nschool: {id: oak}\n"
            "answers: {X9: Often}\n",
        )
    )

    found = read_person(source, later_version(frozenset(), frozenset(["T02"])), set_aside=False)

    assert [problem.code for problem in found.problems] == [codes.UNKNOWN_QUESTION]


def test_columns_of_retired_questions_are_named_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "oak.csv"
    path.write_text("role,T01,S06,R09\n" + "teacher,2,1,3\n" * 12, "utf-8")

    found = assemble([path], AnswerOptions())

    assert {"S06", "R09"}.isdisjoint(found.responses.people.columns)
    assert found.responses.people.get_column("T01").to_list() == [2] * 12
    (problem,) = [each for each in found.notices if each.code == codes.CHANGED_SINCE]
    assert "S06, R09" in problem.message


@pytest.mark.parametrize("name", ["S06", "R09", "P02", "P09"])
def test_the_history_knows_what_the_first_version_asked(name: str) -> None:
    known = add_history(shipped(), Path("questionnaires/school.yaml").resolve())

    assert name not in known.questions
    assert name in known.earlier[0].questions


def test_a_frame_with_retired_questions_is_read(tmp_path: Path) -> None:
    frame = pl.DataFrame({"school": ["oak"] * 12, "role": ["teacher"] * 12, "T01": [2] * 12, "S06": [1] * 12})
    frame.write_parquet(tmp_path / "oak.parquet")

    found = assemble([tmp_path / "oak.parquet"], AnswerOptions())

    assert "S06" not in found.responses.people.columns
