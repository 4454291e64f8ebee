"""What one starts from is without mistakes, and teaches."""

from pathlib import Path

import pytest

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
