"""Whoever makes a form is told what the questionnaire has to say to the organiser, and those who answer are not."""

from pathlib import Path

import pytest
from support.paths import BASES

from speedbumps.cli import main

ADVICE = "Ask from week six; tell {runs}."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    text = (BASES / "base.yaml").read_text("utf-8").replace("actions: base.actions.yaml\n", "")
    file = tmp_path / "ours.yaml"
    file.write_text(f"{text}organiser: {ADVICE}\n", "utf-8")
    welsh = "format: speedbumps-translation/1\nof: base\nlanguage: cy\nstrings:\n"
    (tmp_path / "ours.cy.yaml").write_text(f"{welsh}  organiser: Gofynnwch ar ôl chwe wythnos.\n", "utf-8")
    return file


def run(*arguments: str | Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    assert not stopped.value.code


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("form.html", ["form"]),
        ("paper.html", ["form", "--paper"]),
        ("form.gs", ["export", "--to", "google-forms"]),
        ("form.json", ["export", "--to", "surveyjs"]),
        ("form.txt", ["export", "--to", "limesurvey"]),
        ("form.csv", ["export", "--to", "csv"]),
    ],
)
def test_it_is_printed_after_writing(
    name: str, arguments: list[str], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = path.parent / name

    command, *options = arguments
    run(command, path, *options, "-o", output)

    assert (
        "For whoever runs the round: Ask from week six; tell the body that runs the school." in capsys.readouterr().err
    )
    assert "week six" not in output.read_text("utf-8")
    assert "chwe wythnos" not in output.read_text("utf-8")


def test_it_is_in_the_words_and_the_language_of_the_form(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command, ending in (("form", "html"), ("export", "json")):
        options = ["--to", "surveyjs"] if command == "export" else []
        run(command, path, *options, "--nation", "england", "-o", path.parent / f"one.{ending}")
        assert "tell the trust or local authority." in capsys.readouterr().err
        run(command, path, *options, "--language", "cy", "--draft-translations", "-o", path.parent / f"other.{ending}")
        assert "Gofynnwch ar ôl chwe wythnos." in capsys.readouterr().err


def test_it_is_not_mixed_into_what_is_printed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("form", path, "-o", "-")
    printed = capsys.readouterr()

    assert "week six" not in printed.out + printed.err


def test_a_questionnaire_without_such_words_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("form", BASES / "base.yaml", "-o", tmp_path / "form.html")

    assert "whoever runs the round" not in capsys.readouterr().err
