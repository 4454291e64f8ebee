"""Answers, and people's own words, can be read by nobody but the owner of the file."""

import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.paths import EXAMPLES, SMALL

PERSON = ("audit", "--plain", "--nation", "england", "--school", "Hillview", "--role", "teacher", "-o")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such mode")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def call(*arguments: str | Path, typed_in: str = "") -> None:
    command = [sys.executable, "-m", "speedbumps", *map(str, arguments)]
    subprocess.run(command, input=typed_in, capture_output=True, text=True, encoding="utf-8", check=True)


def words(path: Path) -> Path:
    """A table in which twelve people wrote something."""
    path.write_text("school,T01,T02,T03,O1\n" + "".join(f"hillview,1,1,1,List {at}.\n" for at in range(12)), "utf-8")
    return path


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("import", EXAMPLES / "hillview.csv", "-o"), "plain.csv"),
        (("review", "-q", SMALL, "words.csv", "-o"), "review.yaml"),
        (PERSON, "answers.yaml"),
    ],
    ids=["import", "review", "audit"],
)
def test_only_the_owner_can_read_answers_that_are_written(
    command: Sequence[str | Path], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words(tmp_path / "words.csv")
    call(*command, name, typed_in="1\nq\n")
    assert mode(tmp_path / name) == 0o600


def test_answers_that_were_open_to_others_are_not_after_the_next_answer(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    call(*PERSON, path, typed_in="1\nq\n")
    path.chmod(0o644)
    call(*PERSON, path, typed_in="2\n2\nq\n")
    assert mode(path) == 0o600


def test_a_report_is_as_readable_as_any_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    call("report", "-q", SMALL, words(tmp_path / "words.csv"), "-o", tmp_path / "report.md")
    assert mode(tmp_path / "report.md") == mode(tmp_path / "other")
