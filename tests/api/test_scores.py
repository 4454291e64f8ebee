"""Frames in, frames out, by the same engine."""

import subprocess
import sys

import polars as pl
import pytest
from support.paths import CHOICES, EXAMPLES

import speedbumps
from speedbumps.audit import audits
from speedbumps.diagnostics.problem import BadFilesError, NoSuchError
from speedbumps.model.audit_queries import barrier_targets
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

HILLVIEW, SCHOOLS = EXAMPLES / "hillview.csv", EXAMPLES / "schools.csv"


def test_a_frame_gives_the_scores_that_its_file_gives() -> None:
    found = speedbumps.score(pl.read_csv(HILLVIEW), schools=SCHOOLS)
    gathered = assemble([HILLVIEW], AnswerOptions(schools=SCHOOLS))
    (audit,) = audits(gathered.instrument, gathered.responses)

    rows = {row["target"]: row for row in found.scores.iter_rows(named=True)}
    for name, score in ((each.id, each) for barrier in audit.barriers for each in barrier_targets(barrier)):
        assert (rows[name]["severity"], rows[name]["low"], rows[name]["n"], rows[name]["status"]) == (
            score.severity,
            score.low,
            score.n,
            score.status,
        )
    assert {(row["where"], row["reason"]) for row in found.withheld.iter_rows(named=True)} == {
        (each.where, each.reason) for each in audit.withheld
    }
    assert found.roles.filter(pl.col("target") == "time").height == len(audit.barriers[0].by_role)
    assert found.questions.get_column("question").n_unique() == 48


def test_numbers_of_any_kind_labels_and_words_are_understood() -> None:
    rows = 6
    whole = pl.DataFrame(
        {"school": ["a"] * rows, "role": ["teacher"] * rows, "T01": [0, 1, 2, 3, 4, None], "T04": [1] * rows}
    )
    broken = whole.with_columns(pl.col("T01").cast(pl.Float64))
    worded = whole.with_columns(
        pl.Series("T01", ["Never", "Rarely", "Sometimes", "Often", "Very often", None]), pl.col("T04").cast(pl.String)
    )

    expected = speedbumps.score(whole, form="quick").questions

    assert speedbumps.score(broken, form="quick").questions.equals(expected)
    assert speedbumps.score(worded, form="quick").questions.equals(expected)


def test_what_a_report_hides_is_hidden() -> None:
    found = speedbumps.score(pl.DataFrame({"role": ["teacher"] * 3, "T01": [1, 2, 3], "T04": [1, 1, 1]}))

    assert found.scores.get_column("severity").null_count() == found.scores.height
    assert set(found.scores.get_column("status")) <= {"withheld", "not-asked", "not-enough-answers"}
    assert found.questions.get_column("n").null_count() == found.questions.height


def test_every_cell_that_cannot_be_read_is_told_with_its_row() -> None:
    frame = pl.DataFrame({"role": ["teacher"] * 6, "T01": [1, 9, 2, 8, 1, 1], "T02": [0, 1, 0, 1, 0, 1]})

    with pytest.raises(BadFilesError) as told:
        speedbumps.score(frame)

    assert [problem.span.line for problem in told.value.problems] == [3, 5]
    aside = speedbumps.score(frame, set_aside=True)
    assert len(aside.notices) == 2


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(NoSuchError):
        speedbumps.score(pl.DataFrame({"T01": [1]}), form="none")
    with pytest.raises(FileNotFoundError):
        speedbumps.score(pl.DataFrame({"T01": [1]}), "none")
    with pytest.raises(BadFilesError):
        speedbumps.score(pl.DataFrame({"x": [1]}))
    with pytest.raises(AttributeError):
        _ = speedbumps.nothing  # type: ignore[attr-defined] # what is tried


def test_what_is_no_frame_of_polars_is_said() -> None:
    with pytest.raises(TypeError, match="and this is a LazyFrame"):
        speedbumps.score(pl.LazyFrame({"T01": [1]}))  # type: ignore[arg-type] # what is tried


def test_one_person_without_a_role_takes_no_questions_from_the_others() -> None:
    every = {name: ["2"] * 20 for name in ("T01", "T02", "T03", "T04", "T05", "T06")}

    found = speedbumps.score(pl.DataFrame({"role": ["teacher"] * 19 + [None], **every}))

    asked = dict(found.questions.select("question", "n").iter_rows())
    assert {asked[name] for name in every} == {20}


def test_what_staff_answered_together_needs_no_consent() -> None:
    every = {name: ["2"] for name in ("T01", "T02", "T03", "T04", "T05", "T06")}

    found = speedbumps.score(pl.DataFrame({"role": ["team"], **every}))

    assert "scored" in found.scores.get_column("status").to_list()


def test_the_door_of_the_package_loads_no_frames() -> None:
    code = "import speedbumps, sys; print('polars' in sys.modules, speedbumps.__version__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", speedbumps.__version__]


def test_choices_are_counted_and_may_be_lists() -> None:
    chosen = [["time.delay", "time.together"]] * 7 + [["time.routines"]] * 5 + [None]
    answers = pl.DataFrame({"role": ["teacher"] * 13, "T01": [1] * 13, "V01": chosen})
    lists = speedbumps.score(answers, questionnaire=CHOICES).choices
    texts = speedbumps.score(answers.with_columns(pl.col("V01").list.join(", ")), questionnaire=CHOICES).choices

    assert lists.equals(texts)
    assert lists.select("question", "option", "n", "answered", "reason").rows() == [
        ("V01", "time.delay", 7, 12, None),
        ("V01", "time.together", 7, 12, None),
        ("V01", "time.routines", 5, 12, None),
    ]
