"""Forms in a language that speedbumps' own words are not available in."""

import shutil
from pathlib import Path

import pytest
from support.paths import FORMAT_EXAMPLES

from speedbumps.cli import main

FRENCH = """\
format: speedbumps-translation/1
of: small
language: fr
status: checked
translator: Ann Other
strings:
  questions.T01.text: Ici, les idées nouvelles attendent des semaines.
"""


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main([*arguments])
    return int(left.value.code or 0)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("small.yaml", "small.actions.yaml"):
        shutil.copy(FORMAT_EXAMPLES / name, tmp_path / name)
    (tmp_path / "small.fr.yaml").write_text(FRENCH, "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ("form", "small.yaml"),
        ("form", "small.yaml", "--language", "fr"),
        ("form", "small.yaml", "--language", "fr", "--paper"),
        ("new", "interview", "small.yaml", "--language", "fr"),
    ],
)
def test_whoever_makes_a_form_reads_that_it_is_partly_in_english(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 0

    said = "speedbumps has no translation into 'fr' yet; its own words, such as headings and buttons, are in English"
    assert capsys.readouterr().err.count(said) == 1


def test_a_translation_without_a_translator_is_a_draft(capsys: pytest.CaptureFixture[str]) -> None:
    Path("small.fr.yaml").write_text(FRENCH.replace("translator: Ann Other\n", ""), "utf-8")

    assert run("check", "small.fr.yaml", "--select", "SB738", "--fail-on", "warning") == 1
    assert "write the name under translator" in capsys.readouterr().out
    assert run("form", "small.yaml", "--language", "fr") == 1
    assert "write there status: checked, and translator: with their name" in capsys.readouterr().err


def test_sheets_are_saved_under_the_id_of_the_school_that_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("form", "small.yaml", "--language", "en", "--paper", "--school", "city") == 0

    assert "under the school's id: city.xlsx." in capsys.readouterr().err


def test_a_questionnaire_is_explained_by_its_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "small.yaml") == 0

    assert capsys.readouterr().out.startswith("What slows us down? (small 1.0.0, draft)")


def test_nothing_is_said_of_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("form", "small.yaml", "--language", "en") == 0

    assert "its own words" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (FRENCH.replace("nouvelles attendent", "nouvelles : attendent"), "small.fr.yaml:7:"),  # no YAML
        (FRENCH.replace("translator:", "translater:"), "small.fr.yaml:5:1"),
    ],
)
@pytest.mark.parametrize(
    "arguments",
    [
        ("form", "small.yaml"),
        ("form", "small.yaml", "--draft-translations"),
        ("form", "small.yaml", "--language", "fr"),
        ("form", "small.yaml", "--language", "en", "--paper"),
        ("export", "small.yaml", "--to", "csv", "-o", "out.csv"),
        ("new", "interview", "small.yaml", "--language", "fr"),
        ("report", "answers.csv", "-q", "small.yaml", "--language", "fr"),
        ("audit", "small.yaml", "--language", "fr"),
    ],
)
def test_a_translation_with_a_mistake_is_never_left_out_without_a_word(
    arguments: tuple[str, ...], broken: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("small.fr.yaml").write_text(broken, "utf-8")
    Path("answers.csv").write_text("role,T01,T02\n" + "teacher,1,2\n" * 6, "utf-8")
    before = set(Path().iterdir())

    assert run(*arguments) == 1
    assert line in capsys.readouterr().err
    assert set(Path().iterdir()) == before, "nothing was written"
