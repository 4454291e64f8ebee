"""What one starts from is without mistakes, and teaches."""

from pathlib import Path

import pytest
from support.paths import FORMAT_EXAMPLES

from speedbumps.cli import main
from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.dispatch import lint
from speedbumps.questionnaires.load import read_instrument, shipped_questionnaires


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def test_a_new_questionnaire_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "riverside.yaml"

    assert run("new", "-o", path) == 0
    assert lint(path).problems == ()
    assert require_value(read_instrument(path)).questionnaire.id == "riverside"


@pytest.mark.parametrize("base", shipped_questionnaires())
def test_a_new_overlay_of_any_shipped_questionnaire_is_whole(base: str, tmp_path: Path) -> None:
    path = tmp_path / "riverside.yaml"

    assert run("new", "overlay", "--of", base, "-o", path) == 0
    assert lint(path).problems == ()
    assert "LOCAL-1" in require_value(read_instrument(path)).questions


def test_a_new_questionnaire_can_be_extended_at_once(tmp_path: Path) -> None:
    assert run("new", "-o", tmp_path / "ours.yaml") == 0
    assert run("new", "overlay", "--of", "ours", "-o", tmp_path / "mine.yaml") == 0

    assert lint(tmp_path / "mine.yaml").problems == ()


def test_new_actions_for_a_new_questionnaire_are_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questionnaire, actions = tmp_path / "ours.yaml", tmp_path / "ours.actions.yaml"
    assert run("new", "-o", questionnaire) == 0
    written = questionnaire.read_text("utf-8")
    questionnaire.write_text(written.replace("# actions: ours.actions.yaml", "actions: ours.actions.yaml"), "utf-8")

    assert run("new", "actions", questionnaire, "-o", actions) == 0
    assert f"Write in {questionnaire}: actions: ours.actions.yaml." in capsys.readouterr().err
    assert "still to write" not in actions.read_text("utf-8")
    assert (lint(questionnaire).problems, lint(actions).problems) == ((), ())
    library = require_value(read_instrument(questionnaire)).library
    assert library is not None
    assert [(action.eases, action.should_move) for action in library.actions] == [
        (("time.delay",), ("T01",)),
        (("time.delay",), ()),
    ]


def test_new_actions_of_a_local_questionnaire_begin_with_its_own_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "overlay", "-o", "mine.yaml") == 0
    barriers = "barriers:\n  - id: time\n    facets:\n      - id: rooms\n        title: Rooms that change\n"
    written = Path("mine.yaml").read_text("utf-8").replace("questions:\n  - id", f"{barriers}questions:\n  - id")
    Path("mine.yaml").write_text(written.replace("time.ways-of-working: enabler", "time.rooms: enabler"), "utf-8")
    capsys.readouterr()

    assert run("new", "actions", "mine.yaml") == 0
    printed = capsys.readouterr().out
    assert "in place of the actions of 'school'" in printed
    assert "eases: [time.rooms]" in printed
    assert "#   social.trust  # Working together: Little say in the work\n" in printed
    assert "#   time.rooms" not in printed


def test_actions_need_a_part_that_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ours.yaml"
    assert run("new", "-o", path) == 0
    before, asked = path.read_text("utf-8").split("questions:\n")
    path.write_text(f"{before}questions:\n{asked[asked.index('  - id: N01') :]}", "utf-8")
    capsys.readouterr()

    assert run("new", "actions", path) == 2
    assert "measures no part of a barrier" in capsys.readouterr().err


def test_an_overlay_is_not_extended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "overlay", "-o", tmp_path / "mine.yaml") == 0
    assert run("new", "overlay", "--of", "mine", "-o", tmp_path / "more.yaml") == 2
    assert "is a local questionnaire itself" in capsys.readouterr().err


def test_without_a_file_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new") == 0
    assert "id: my-questions" in capsys.readouterr().out


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("mine", "utf-8")

    assert run("new", "-o", path) == 2
    assert path.read_text("utf-8") == "mine"
    assert "there is a file" in capsys.readouterr().err


def test_a_file_name_becomes_the_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "-o", tmp_path / "our questions.yaml") == 2
    assert "the file's name becomes the id" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "start"), [("sheets.md", "# Interviews about"), ("sheets.html", "<!doctype html>")])
def test_sheets_for_interviews_are_written_in_the_format_that_the_name_says(
    name: str, start: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name

    assert run("new", "interview", "school", "--role", "Teacher", "--questions", "P05, t01", "-o", path) == 0
    written = path.read_text("utf-8")
    assert written.startswith(start)
    assert [name for name in ("T01", "P05", "T02") if name in written] == ["T01", "P05"]
    assert "has sheets for 1 of the roles" in capsys.readouterr().err


def test_a_sheet_that_is_too_long_for_one_person_is_mentioned(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "interview", "--role", "support") == 0
    assert "too many for one person" in capsys.readouterr().err
    assert run("new", "interview", "--role", "support", "--questions", "T01") == 0
    assert capsys.readouterr().err == ""


def test_sheets_come_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    small = FORMAT_EXAMPLES / "small.yaml"

    assert run("new", "interview", small, "--language", "cy", "--draft-translations", "--nation", "wales") == 0
    assert ": Pennaeth" in capsys.readouterr().out
    assert run("new", "interview", small, "--language", "gd") == 2
    assert "there is no translation into 'gd'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["interview", "--questions", "P99"], "there is no question 'P99'"),
        (["interview", "--questions", " , "], "--questions names no question"),
        (["interview", "--role", "support", "--questions", "N02"], "'support' is not asked 'N02'"),
        (["interview", "--role", "astronaut"], "there is no role 'astronaut'; there is head, "),
        (["interview", "nowhere"], "nowhere"),
        (["interview", "-o", "sheets.pdf"], "end the name in .md or .html"),
        (["overlay", "school"], "a second name goes with 'actions', 'interview' and 'translation' only"),
        (["actions"], "name the questionnaire: speedbumps new actions ours.yaml"),
        (["actions", "school", "--role", "head"], "go with 'interview' only"),
        (["questionnaire", "--role", "head"], "go with 'interview' only"),
    ],
)
def test_sheets_that_cannot_be_made_are_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", *arguments) == 2
    assert message in capsys.readouterr().err
