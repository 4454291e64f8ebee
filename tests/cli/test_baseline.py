"""A project can begin with the problems that it has: they are hidden, and only new ones are reported."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from support.paths import BASES

from speedbumps.cli import main
from speedbumps.lint.dispatch import lint

BASE = (BASES / "base.yaml").read_text("utf-8")
NEVER = BASE.replace("I chase people for an answer.", "I never get an answer.")
ENTRY = re.compile(r"\{code: SB601, at: questions\.T03\.text, words: [0-9a-f]{16}\}")

Capture = pytest.CaptureFixture[str]


class Said:
    """What one call of check did."""

    def __init__(self, capsys: Capture, *arguments: str) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(["check", *arguments])
        written = capsys.readouterr()
        self.code, self.out, self.err = int(str(stopped.value.code or 0)), written.out, written.err
        self.codes = re.findall(r": (?:error|warning|advice) (SB\d+)", self.out)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a question that is worded badly, in a folder with its configuration."""
    (tmp_path / "surveys").mkdir()
    shutil.copy(BASES / "base.actions.yaml", tmp_path / "surveys")
    (tmp_path / "surveys/base.yaml").write_text(NEVER, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_known_is_hidden_and_counted_and_what_is_new_is_not(folder: Path, capsys: Capture) -> None:
    questionnaire, known = folder / "surveys/base.yaml", folder / "known.yaml"

    first = Said(capsys, "surveys", "--fail-on", "warning", "--write-baseline", "known.yaml")
    written = known.read_text("utf-8")
    again = Said(capsys, "surveys", "--fail-on", "warning", "--baseline", "known.yaml")

    assert (first.code, first.out, again.code, again.out) == (0, "", 0, "")
    assert again.err == "2 files, 0 mistakes, 1 known problem (known.yaml).\n"
    assert ENTRY.search(written)
    assert lint(known).problems == ()
    # Lines move, words of another question change, and the same file is named otherwise.
    questionnaire.write_text("# A note.\n\n" + NEVER.replace("for a decision.", "for a yes."), "utf-8")
    assert Said(capsys, str(questionnaire), "--fail-on", "warning", "--baseline", "known.yaml").code == 0
    questionnaire.write_text(NEVER.replace("I never get an answer.", "I never, ever get an answer."), "utf-8")
    changed = Said(capsys, "surveys", "--fail-on", "warning", "--baseline", "known.yaml")
    assert (changed.code, sorted(changed.codes)) == (1, ["SB601", "SB925"])


def test_a_baseline_names_what_is_gone_and_gets_shorter(folder: Path, capsys: Capture) -> None:
    Said(capsys, "surveys", "--write-baseline", "known.yaml")
    with (folder / "known.yaml").open("a", encoding="utf-8") as file:
        file.write("  old.yaml:\n    - {code: SB601}\n")
    (folder / "surveys/base.yaml").write_text(BASE, "utf-8")

    only_other = Said(capsys, "surveys/base.actions.yaml", "--select", "SB925", "--baseline", "known.yaml")
    gone = Said(capsys, "surveys", "--fail-on", "warning", "--baseline", "known.yaml")
    assert Said(capsys, ".", "--baseline", "known.yaml").err.startswith("3 files, 0 mistakes, 2 pieces of advice")
    rewritten = Said(capsys, ".", "--write-baseline", "known.yaml")

    # With the library its questionnaire is checked too; nothing is said of what is not looked at.
    assert only_other.codes == ["SB925", "SB925"]
    assert gone.code == 0, "advice: whoever corrects something must not be stopped"
    assert "known.yaml:6:7: advice SB925 SB601 at questions.T03.text in surveys/base.yaml is not found any" in gone.out
    assert "known.yaml:7:3: advice SB925 there is no file old.yaml any more" in gone.out
    assert (rewritten.code, rewritten.out) == (0, "")
    assert yaml.safe_load((folder / "known.yaml").read_text("utf-8"))["files"] == {}


def test_what_is_not_looked_for_stays_in_a_baseline(folder: Path, capsys: Capture) -> None:
    shutil.copytree(folder / "surveys", folder / "other")
    Said(capsys, ".", "--write-baseline", "known.yaml")
    whole = (folder / "known.yaml").read_text("utf-8")

    for call in (["other"], ["surveys", "--select", "scales"]):
        Said(capsys, *call, "--write-baseline", "known.yaml")
        assert (folder / "known.yaml").read_text("utf-8") == whole
    (folder / "surveys/base.yaml").write_text(NEVER.replace("title:", "tittle:", 1), "utf-8")
    broken = Said(capsys, ".", "--write-baseline", "known.yaml")

    assert (broken.code, set(broken.codes)) == (1, {"SB101"}), "a mistake is never hidden"
    assert (folder / "known.yaml").read_text("utf-8") == whole


def test_as_many_problems_are_hidden_as_there_were(folder: Path, capsys: Capture) -> None:
    Said(capsys, "surveys", "--write-baseline", "known.yaml")
    known = folder / "known.yaml"
    known.write_text(known.read_text("utf-8").replace("}", ", count: 5}", 1), "utf-8")

    assert "is not found 4 of the 5 times any more" in Said(capsys, "surveys", "--baseline", "known.yaml").out

    alike = "  - {id: X1, text: I never wait., scale: how-often, measures: {time.delay: enabler}}\n"
    text = NEVER.replace("questions:\n", f"questions:\n{alike}", 1)
    (folder / "surveys/base.yaml").write_text(text, "utf-8")
    Said(capsys, "surveys", "--write-baseline", "known.yaml")
    twins = text.replace(alike, alike + alike.replace("X1", "X2"), 1)
    (folder / "surveys/base.yaml").write_text(twins, "utf-8")

    found = Said(capsys, "surveys", "--baseline", "known.yaml", "--select", "SB601")
    assert (found.codes, found.out.count("X2")) == (["SB601"], 1)


def test_a_baseline_holds_nothing_of_peoples_answers(folder: Path, capsys: Capture) -> None:
    rows = "".join(f"oak,teacher,{row % 5},1,{'sad' if row % 2 else 'glad'}\n" for row in range(8))
    (folder / "staff.csv").write_text(f"school,role,T01,T02,How are you?\n{rows}", "utf-8")
    shutil.copy(BASES / "answers.yaml", folder)
    (folder / "base.yaml").write_text(BASE, "utf-8")
    shutil.copy(BASES / "base.actions.yaml", folder)

    Said(capsys, "staff.csv", "answers.yaml", "-q", "base.yaml", "--write-baseline", "known.yaml")
    entries = yaml.safe_load((folder / "known.yaml").read_text("utf-8"))["files"]

    assert entries, "something is found in them"
    assert all(set(entry) <= {"code", "count"} for each in entries.values() for entry in each)
    assert Said(capsys, "staff.csv", "answers.yaml", "-q", "base.yaml", "--baseline", "known.yaml").codes == []


def test_the_configuration_names_a_baseline(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    settings = folder / "speedbumps.toml"
    settings.write_text('baseline = "known.yaml"\n', "utf-8")
    missing = Said(capsys, "surveys", "--format", "json")
    Said(capsys, "surveys", "--write-baseline", "known.yaml")
    monkeypatch.chdir(folder / "surveys")
    found = Said(capsys, ".", "--fail-on", "warning")
    (folder / "known.yaml").write_text("format: speedbumps-baseline/1\nfiles:\n  a: [{code: X}]\n", "utf-8")
    faulty = Said(capsys, ".")

    assert "there is no file 'known.yaml'" in json.loads(missing.out)["problems"][0]["message"]
    assert found.code == 0
    assert "1 known problem" in found.err
    assert faulty.code == 1
    assert "known.yaml:3:14: error SB106 the code of a check is SB and three digits" in faulty.out
    assert "SB601" in faulty.codes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--baseline", "no.yaml"], "there is no file no.yaml; --write-baseline no.yaml writes one"),
        (["--baseline", "a.yaml", "--write-baseline", "a.yaml"], "name one baseline"),
        (["--write-baseline", "surveys/base.yaml"], "surveys/base.yaml:1:9: error SB104"),
        (["--write-baseline", "no/known.yaml"], "there is no folder no"),
    ],
)
def test_a_baseline_never_replaces_another_file(arguments: list[str], said: str, folder: Path, capsys: Capture) -> None:
    found = Said(capsys, "surveys", *arguments)

    assert found.code in (1, 2)
    assert said in found.err
    assert (folder / "surveys/base.yaml").read_text("utf-8") == NEVER
