"""Data frames for R and pandas hold what people answered, and in the long one why they did not."""

from pathlib import Path

import polars as pl
import pytest
from support.paths import CHOICES

from speedbumps.cli import main

ROWS = """school,role,T01,T02,V01,N01,O1
oak,teacher,0,na,time.delay;time.routines,2.5,=SUM(A1)
oak,,2,dk,time.delay,,We wait.
oak,head,,1,pns,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    text = CHOICES.read_text("utf-8").replace("scales:\n", "scales:\n  own-words: {text: {max_length: 90}}\n", 1)
    question = "questions:\n  - {id: O1, text: What should stop?, scale: own-words}\n"
    (tmp_path / "choices.yaml").write_text(text.replace("questions:\n", question, 1), "utf-8")
    path = tmp_path / "staff.csv"
    path.write_text(ROWS, "utf-8")
    return path


def write_frame(table: Path, name: str, *more: str) -> Path:
    path = table.with_name(name)
    with pytest.raises(SystemExit) as stopped:
        main(["import", str(table), "-q", str(table.with_name("choices.yaml")), "-o", str(path), *more])
    assert not stopped.value.code
    return path


def test_a_wide_frame_has_a_row_for_each_person_and_a_column_for_each_question(table: Path) -> None:
    frame = pl.read_parquet(write_frame(table, "wide.parquet"))

    assert frame.columns[:5] == ["person", "school", "role", "round", "form"]
    assert frame.schema["T01"] == frame.schema["N01"] == pl.Float64
    assert frame.select("person", "role", "T01", "T02", "N01", "O1").rows() == [
        (1, "teacher", 0.0, None, 2.5, "=SUM(A1)"),
        (2, None, 2.0, None, None, "We wait."),
        (3, "head", None, 1.0, None, None),
    ]
    assert frame.select("V01[time.delay]", "V01[time.routines]").rows() == [(1, 1), (1, 0), (None, None)]


def test_a_long_frame_says_why_there_is_no_answer(table: Path) -> None:
    frame = pl.read_ipc(write_frame(table, "long.feather", "--frame", "long"))

    def of(question: str) -> list[tuple[object, ...]]:
        rows = frame.filter(pl.col("question") == question)
        return rows.select("person", "option", "status", "value", "words").rows()

    assert frame.columns == [
        "person",
        "school",
        "role",
        "round",
        "form",
        "question",
        "option",
        "status",
        "value",
        "words",
    ]
    assert of("T02") == [
        (1, None, "na", None, None),
        (2, None, "dk", None, None),
        (3, None, "answered", 1.0, "Sometimes"),
    ]
    assert of("T01")[2] == (3, None, "blank", None, None)
    assert of("N01") == [
        (1, None, "answered", 2.5, None),
        (2, None, "blank", None, None),
        (3, None, "blank", None, None),
    ]
    assert of("V01")[0] == (1, "time.delay", "answered", 1.0, "Waiting for a decision")
    assert {row[2:] for row in of("V01") if row[0] == 3} == {("pns", None, label) for *_, label in of("V01")}
    assert frame.get_column("person").is_sorted()


def test_both_frames_hold_the_same_values(table: Path) -> None:
    wide = pl.read_csv(write_frame(table, "wide.csv", "--frame", "wide"))
    long = pl.read_csv(write_frame(table, "long.csv", "--frame", "long"))

    values = long.filter(pl.col("value").is_not_null())
    for question in ("T01", "T02", "N01"):
        assert values.filter(pl.col("question") == question).get_column("value").to_list() == (
            wide.get_column(question).drop_nulls().to_list()
        )
    chosen = values.filter((pl.col("question") == "V01") & (pl.col("option") == "time.delay"))
    assert chosen.get_column("value").to_list() == wide.get_column("V01[time.delay]").drop_nulls().to_list()
    assert wide.get_column("O1").to_list()[0] == "'=SUM(A1)", "a spreadsheet must not take it for a formula"


def test_what_is_no_frame_stays_a_plain_table_or_is_refused(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert write_frame(table, "plain.csv").read_text("utf-8").splitlines()[1].startswith("oak,teacher,'=SUM(A1),0,na,")

    with pytest.raises(SystemExit) as stopped:
        main(["import", str(table), "-q", str(table.with_name("choices.yaml")), "-o", str(table.with_name("x.rds"))])

    assert stopped.value.code == 2
    assert "import writes no .rds file; end it in .csv, .parquet, .feather" in capsys.readouterr().err
