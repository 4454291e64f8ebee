"""speedbumps items writes one analysis in every format, or says why there is none."""

import csv
import json
from pathlib import Path

import jsonschema
import polars as pl
import pytest
from support.pilots import teachers

from speedbumps.cli import main
from speedbumps.cli.schema import Kind, schema_of
from speedbumps.model.items import ItemAnalysis
from speedbumps.tables.files import PUBLISHED


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def written(tmp_path: Path, schools: int, each: int) -> Path:
    """The answers of a pilot as a table."""
    people = teachers(schools, each).people
    questions = [name for name, kind in people.schema.items() if kind == pl.Int8]
    shown = people.with_columns(pl.when(pl.col(name) >= 0).then(pl.col(name)).alias(name) for name in questions)
    path = tmp_path / "pilot.csv"
    shown.drop("round", "draft", "consent").write_csv(path)
    return path


def test_all_formats_hold_the_same_analysis(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = written(tmp_path, 5, 8)
    for ending in ("json", "csv", "html", "txt"):
        assert run("items", answers, "-o", tmp_path / f"items.{ending}") == 0
    assert run("items", answers, "--format", "json") == 0

    jsonschema.validate(json.loads((tmp_path / "items.json").read_text("utf-8")), schema_of(Kind.items))
    found = ItemAnalysis.model_validate_json((tmp_path / "items.json").read_text("utf-8"))
    assert capsys.readouterr().out == (tmp_path / "items.json").read_text("utf-8")
    assert (found.schools, found.groups[0].n, found.precision) == (5, 40, "rounded")
    rows = list(csv.DictReader((tmp_path / "items.csv").read_text("utf-8").splitlines()))
    flagged = next(each for each in found.questions if each.groups[0].flags)
    row = next(row for row in rows if row["question"] == flagged.id)
    assert row["flags"].split() == [flag.kind for flag in flagged.groups[0].flags]
    assert (row["n"], row["spread"]) == (str(flagged.groups[0].n), str(flagged.groups[0].spread))
    for ending in ("html", "txt"):
        page = " ".join((tmp_path / f"items.{ending}").read_text("utf-8").split())
        assert flagged.id in page
        assert flagged.groups[0].flags[0].text.split("“")[0].strip() in page
        assert "40" in page
    assert (tmp_path / PUBLISHED).exists()


def test_few_people_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = written(tmp_path, 1, 29)

    assert run("items", answers, "-o", tmp_path / "items.json") == 1
    assert "needs the answers of at least 30 people" in capsys.readouterr().err
    assert not (tmp_path / "items.json").exists()
    assert not (tmp_path / PUBLISHED).exists()


def test_exact_figures_are_for_data_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = written(tmp_path, 2, 15)

    assert run("items", answers, "--exact") == 2
    assert run("items", answers, "-o", tmp_path / "items.docx") == 2
    assert run("items", answers, "--exact", "-o", tmp_path / "items.json") == 0
    assert json.loads((tmp_path / "items.json").read_text("utf-8"))["precision"] == "exact"
    assert "end it in .html, .csv, .json, .md or .txt" in capsys.readouterr().err


def test_a_late_answer_is_refused_until_the_earlier_one_is_taken_back(tmp_path: Path) -> None:
    answers = written(tmp_path, 2, 15)
    assert run("items", answers, "-o", tmp_path / "items.json") == 0
    rows = answers.read_text("utf-8").splitlines()
    answers.write_text("\n".join([*rows, rows[-1]]) + "\n", "utf-8")

    assert run("items", answers, "-o", tmp_path / "later.json") == 1
    assert not (tmp_path / "later.json").exists()
    assert run("items", answers, "-o", tmp_path / "later.json", "--replaces") == 0
