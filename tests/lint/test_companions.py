"""What belongs together is looked at together, whichever file is named, and a fault is told once, where it is."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.page_examples import record, translate
from support.paths import BAD, BASES

from speedbumps.cli import main
from speedbumps.lint.companions import companions_of
from speedbumps.lint.dispatch import MORE

BREAKS = {
    "base.yaml": ("scale: how-often", "scale: how-oftn"),
    "base.actions.yaml": ("eases: [time.delay]", "eases: [time.dely]"),
    "base.cy.yaml": ("language: cy", "language: Welsh"),
    "base.history.yaml": ("of: base", "of: other"),
    "ours.yaml": ("off: [T04]", "off: [T40]"),
    "ours.actions.yaml": ("own_reach: true", "own_reach: maybe"),
}
"""The files that belong together, each with a change that makes it unusable."""

Problem = dict[str, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A questionnaire with all that belongs to it, and files that do not."""
    for name in ("base.yaml", "base.actions.yaml", "answers.yaml"):
        shutil.copy(BASES / name, tmp_path)
    translate(tmp_path / "base.yaml")
    record(tmp_path / "base.yaml")
    shutil.copy(BASES / "base.actions.yaml", tmp_path / "ours.actions.yaml")
    local = "format: speedbumps-questionnaire/1\nid: ours\nversion: 1.0.0\nextends: base@1.0.0\noff: [T04]\n"
    (tmp_path / "ours.yaml").write_text(f"{local}actions: ours.actions.yaml\n", "utf-8")
    (tmp_path / "alone.yaml").write_text("format: speedbumps-questionnaire/1\nid: alone\n", "utf-8")
    (tmp_path / "broken.yaml").write_text("format: [\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *names: str) -> list[Problem]:
    with pytest.raises(SystemExit):
        main(["check", *names, "--format", "json"])
    return [each for each in json.loads(capsys.readouterr().out)["problems"] if each["severity"] == "error"]


def pairs() -> Iterator[tuple[str, str]]:
    names = list(BREAKS)
    return ((broken, names[(place + step) % len(names)]) for place, broken in enumerate(names) for step in (0, 2, 3))


@pytest.mark.parametrize(("broken", "named"), list(pairs()))
def test_a_fault_is_told_once_in_its_file_whichever_is_named(
    broken: str, named: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = BREAKS[broken]
    text = (folder / broken).read_text("utf-8")
    (folder / broken).write_text(text.replace(before, after, 1), "utf-8")

    found = check(capsys, named)
    own = [each for each in found if each["path"] == broken]
    others = [each["message"] for each in found if each["path"] != broken]

    assert len([each for each in own if after.split()[-1].strip("[]") in each["message"] or len(own) == 1]) == 1
    assert [each for each in others if "check " not in each] == []  # they only say what cannot be looked at yet
    assert sorted(map(str, found)) == sorted(map(str, check(capsys, *BREAKS)))


def test_files_that_belong_to_nothing_named_are_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert {path.name for path in companions_of([Path("base.yaml")])} == set(BREAKS) - {"base.yaml"}
    assert companions_of([folder / "answers.yaml"]) == companions_of([Path("broken.yaml")]) == []
    assert companions_of([*map(Path, BREAKS), folder / "base.yaml"]) == []
    assert check(capsys, "base.yaml") == []


def test_only_what_was_named_is_fixed(folder: Path) -> None:
    text = (folder / "base.actions.yaml").read_text("utf-8").replace("level: school", "level: schol", 1)
    (folder / "base.actions.yaml").write_text(text, "utf-8")

    with pytest.raises(SystemExit) as stopped:
        main(["check", "--fix", "base.yaml"])

    assert stopped.value.code == 1
    assert (folder / "base.actions.yaml").read_text("utf-8") == text


def test_answers_to_a_questionnaire_that_cannot_be_used_cannot_pass(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "base.yaml").read_text("utf-8")
    (folder / "base.yaml").write_text(text.replace("scale: how-often", "scale: how-oftn", 1), "utf-8")
    (folder / "table.csv").write_text("role,T01\nteacher,Never\n", "utf-8")

    assert [(each["path"], each["code"]) for each in check(capsys, "answers.yaml")] == [("answers.yaml", "SB803")]
    found = [(Path(each["path"]).name, each["code"]) for each in check(capsys, "table.csv", "-q", "base.yaml")]
    assert {("base.yaml", "SB205"), ("table.csv", "SB803")} <= set(found)


def test_what_is_wrong_in_one_place_hides_little_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (folder / "base.yaml").read_text("utf-8")
    text = text.replace("text: New ideas here wait weeks for a decision.", "text: ~", 1)
    text = text.replace("status: draft", "status: drft", 1)
    text = text.replace("joins: teacher", "joins: teachr", 1)
    text = text.replace("questions: [T01, T02", "questions: [T01, T20", 1)
    (folder / "base.yaml").write_text(text, "utf-8")

    found = [each for each in check(capsys, "base.yaml") if each["path"] == "base.yaml"]

    assert [each["code"] for each in found] == ["SB104", "SB203", "SB102", "SB207"]
    assert [MORE.lower() in each["message"].lower() for each in found] == [True, False, False, False]


def test_the_same_files_give_the_same_bytes_whatever_the_seed_of_hashes() -> None:
    names = ("actions.yaml", "bom.yaml", "dangling.yaml", "references.yaml", "words.yaml")
    command = [sys.executable, "-m", "speedbumps", "check", "--format", "json", *names]
    found = [
        subprocess.run(command, cwd=BAD, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False)
        for seed in ("1", "2")
    ]

    assert found[0].stdout == found[1].stdout
    assert len(json.loads(found[0].stdout)["problems"]) > len(names)
