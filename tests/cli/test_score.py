"""speedbumps score writes the same figures in every format, whole or not at all."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from support.drawn_schools import drawn_schools

from speedbumps.cli import main
from speedbumps.cli.running import open_output
from speedbumps.report.scores import COLUMNS
from speedbumps.tables.files import PUBLISHED

SCHOOLS = 12


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """The answers of some random schools."""
    people = drawn_schools(5, SCHOOLS).people
    questions = [name for name, kind in people.schema.items() if kind == pl.Int8]
    shown = people.with_columns(pl.when(pl.col(name) >= 0).then(pl.col(name)).alias(name) for name in questions)
    path = tmp_path / "answers.csv"
    shown.drop("round", "draft", "consent").write_csv(path)
    return path


def test_csv_parquet_and_audits_have_the_same_figures(answers: Path, tmp_path: Path) -> None:
    for ending in ("csv", "parquet", "jsonl"):
        assert run("score", answers, "-o", tmp_path / f"scores.{ending}") == 0

    frame = pl.read_parquet(tmp_path / "scores.parquet")
    rows = list(csv.DictReader((tmp_path / "scores.csv").read_text("utf-8").splitlines()))
    audits = [json.loads(line) for line in (tmp_path / "scores.jsonl").read_text("utf-8").splitlines()]
    assert frame.columns == list(rows[0]) == list(COLUMNS)
    assert [_texts(row) for row in frame.iter_rows()] == [list(row.values()) for row in rows]
    shown = [
        (audit["school"]["id"], each["id"], each["severity"], each["low"], each["n"], each["status"])
        for audit in audits
        for barrier in audit["barriers"]
        for each in (barrier, *barrier["facets"])
    ]
    assert frame.select("school", "target", "severity", "low", "n", "status").rows() == shown
    assert len({row[0] for row in shown}) > SCHOOLS / 2


def _texts(row: tuple[object, ...]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]


def test_the_overall_figure_is_in_tables_too(answers: Path, tmp_path: Path) -> None:
    for name, more in (("without", ()), ("with", ("--overall",))):
        assert run("score", answers, "-o", tmp_path / f"{name}.parquet", *more) == 0

    without, whole = (pl.read_parquet(tmp_path / f"{name}.parquet") for name in ("without", "with"))
    assert whole.filter(pl.col("target") == "overall").height == without.get_column("school").n_unique()
    assert whole.filter(pl.col("target") != "overall").equals(without)


def test_a_table_is_noted_as_published_and_refused_after_a_late_answer(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("score", answers, "-o", tmp_path / "first.csv") == 0
    first = pl.read_csv(tmp_path / "first.csv")
    school = first.filter(pl.col("status") == "scored").item(0, "school")
    rows = answers.read_text("utf-8").splitlines()
    late = next(row for row in rows if row.startswith(school))
    answers.write_text("\n".join([*rows, late]) + "\n", "utf-8")

    assert run("score", answers, "-o", tmp_path / "second.parquet") == 1

    assert f"{school}: a report of" in capsys.readouterr().err
    second = pl.read_parquet(tmp_path / "second.parquet")
    assert set(first.get_column("school")) - set(second.get_column("school")) == {school}
    assert (tmp_path / PUBLISHED).exists()


def test_nothing_is_left_if_making_the_output_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scores.jsonl"
    path.write_text("before", "utf-8")

    for output in (path, None):
        with pytest.raises(ZeroDivisionError):
            _write_and_fail(output)

    assert path.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
    assert not capsys.readouterr().out


def _write_and_fail(output: Path | None) -> None:
    with open_output(output) as add:
        add("one\n")
        raise ZeroDivisionError


def test_large_outputs_are_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"{place} é\n" for place in range(200_000)]

    with open_output(None) as add:
        for line in lines:
            add(line)

    assert capsys.readouterr().out == "".join(lines)
