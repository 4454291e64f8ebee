"""What changed between two versions, what stays comparable, and which version is due."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from support.paths import BASES, FORMAT_EXAMPLES
from support.strategies import later_questionnaires

from speedbumps.cli import main
from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.dispatch import lint
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires.diff import QuestionnaireDiff, compare_questionnaires, increment_version
from speedbumps.questionnaires.load import find_questionnaire, load_questionnaire, read_instrument

BASE = (BASES / "base.yaml").read_text("utf-8")
T04 = "within a week of asking.\n    scale: how-often\n    measures:\n      time.delay: enabler"
SCHOOL = require_value(read_instrument(find_questionnaire("school"))).questionnaire


def compare(folder: Path, text: str) -> QuestionnaireDiff:
    """What changed from the base to *text*."""
    for base in BASES.iterdir():
        shutil.copy(base, folder)
    (folder / "later.yaml").write_text(text, "utf-8")
    old, new = (require_value(load_questionnaire(folder / name)) for name in ("base.yaml", "later.yaml"))
    return compare_questionnaires(old.questionnaire, new.questionnaire)


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def test_nothing_changes_between_a_file_and_itself() -> None:
    found = compare_questionnaires(SCHOOL, SCHOOL)

    assert (found.changes, found.due, found.enough) == ((), None, True)
    assert all(score.comparable for score in found.scores)
    assert len(found.scores) == 20


@pytest.mark.parametrize(
    ("old", "new", "changes", "due"),
    [
        ("I chase people", "I run after people", [("question", "T03", "reworded")], "major"),
        ("id: T04", "id: T05", [("question", "T04", "gone"), ("question", "T05", "added")], "major"),
        (T04, T04.replace("enabler", "barrier"), [("question", "T04", "re-keyed")], "major"),
        ("detail: barriers", "detail: facets", [("form", "quick", "changed")], "minor"),
        ("title: Waiting for a yes", "title: Delay", [("facet", "time.delay", "changed")], "patch"),
        ("title: Time", "title: Hours", [("barrier", "time", "changed")], "patch"),
        ("from: 50", "from: 60", [("band", "slow", "changed")], "minor"),
        ("scoring:\n", "privacy:\n  min_group: 6\nscoring:\n", [("limit", "privacy.min_group", "changed")], "minor"),
        ("scoring:\n", "scoring:\n  min_share: 0.6\n", [("limit", "scoring.min_share", "changed")], "minor"),
        ("status: draft", "status: piloted", [("text", "status", "changed")], "patch"),
        ("title: Teacher", "title: Class teacher", [("role", "teacher", "changed")], "patch"),
    ],
)
def test_every_kind_of_change_is_named(
    old: str, new: str, changes: list[tuple[str, str, str]], due: str, tmp_path: Path
) -> None:
    found = compare(tmp_path, BASE.replace(old, new))

    assert [(change.kind, change.id, change.how) for change in found.changes] == changes
    assert (found.due, found.enough) == (due, False)
    assert found.lowest is not None
    assert compare(tmp_path, BASE.replace(old, new).replace("1.0.0", found.lowest)).enough


def test_a_changed_label_rescales_every_question_on_its_scale(tmp_path: Path) -> None:
    found = compare(tmp_path, BASE.replace("label: Never", "label: Not once"))

    assert [(change.id, change.how) for change in found.changes if change.kind == "question"] == [
        (name, "rescaled") for name in ("T01", "T02", "T03", "T04")
    ]
    assert found.due == "major"


def test_a_moved_question_changes_both_facets(tmp_path: Path) -> None:
    facet = "      - id: asking\n        title: Asking\nquestions:\n"
    base = BASE.replace("questions:\n  - id", facet + "  - id", 1)
    found = compare(tmp_path, base.replace("time.delay: enabler", "time.asking: enabler"))

    assert [change.how for change in found.changes if change.kind == "question"] == ["moved", "moved"]
    assert {score.id: score.changed for score in found.scores} == {"time": ("T02", "T04"), "time.delay": ("T02", "T04")}


def test_what_is_asked_in_another_order_is_told(tmp_path: Path) -> None:
    head, questions, rest = BASE.partition("questions:\n")[0], *BASE.partition("questions:\n")[2].split("forms:\n")
    first, second = questions[: questions.index("  - id: T03")], questions[questions.index("  - id: T03") :]
    found = compare(tmp_path, f"{head}questions:\n{second}{first}forms:\n{rest}")

    assert [(change.how, change.due) for change in found.changes] == [("reordered", "minor")]
    assert all(score.comparable for score in found.scores)


def test_an_added_facet_leaves_the_others_comparable(tmp_path: Path) -> None:
    more = (
        "      - id: asking\n        title: Asking\nquestions:\n  - id: T05\n    text: I know whom to ask.\n"
        "    scale: how-often\n    measures:\n      time.asking: enabler\n"
    )
    found = compare(tmp_path, BASE.replace("questions:\n  - id", more + "  - id", 1))

    assert {(change.kind, change.how) for change in found.changes} == {("question", "added"), ("facet", "added")}
    assert {score.id: score.comparable for score in found.scores} == {"time": False, "time.delay": True}
    assert found.due == "minor"


@pytest.mark.parametrize(
    ("version", "due", "lowest"),
    [("1.2.3", "major", "2.0.0"), ("1.2.3", "minor", "1.3.0"), ("1.2.9", "patch", "1.2.10"), ("1.2.3", None, "1.2.3")],
)
def test_versions_are_raised_one_at_a_time(version: str, due: str | None, lowest: str) -> None:
    assert increment_version(version, due) == lowest  # type: ignore[arg-type] # the table holds the words


@given(later_questionnaires(SCHOOL))
def test_a_major_version_is_due_exactly_where_a_fingerprint_changed(new: Questionnaire) -> None:
    found = compare_questionnaires(SCHOOL, new)
    old_prints, new_prints = Instrument(questionnaire=SCHOOL).fingerprints, Instrument(questionnaire=new).fingerprints

    assert {change.id for change in found.changes if change.due == "major"} == {
        name for name in old_prints if old_prints[name] != new_prints[name]
    }
    assert bool(found.changes) == (new != SCHOOL)


def test_diff_says_whether_the_version_is_high_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = BASE.replace("I chase people", "I run after people")
    compare(tmp_path, text)

    assert run("diff", tmp_path / "base.yaml", tmp_path / "later.yaml") == 1
    said = capsys.readouterr()
    assert "question T03: reworded (text)\n  was  I chase people" in said.out
    assert said.err == "Version 1.0.0 is too low; write 2.0.0 or above.\n"
    (tmp_path / "later.yaml").write_text(text.replace("1.0.0", "2.0.0"), "utf-8")
    assert run("diff", tmp_path / "base.yaml", tmp_path / "later.yaml", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["lowest"] == "2.0.0"


def test_a_file_that_only_says_the_same_otherwise_asks_for_the_third_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compare(tmp_path, BASE.replace("scoring:\n", "scoring:\n  min_share: 0.5\n"))

    assert run("diff", tmp_path / "base.yaml", tmp_path / "later.yaml") == 1
    assert "1.0.1 or above" in capsys.readouterr().out


def test_diff_needs_two_files_or_a_wish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", "school") == 2
    assert run("diff", "school", tmp_path / "nothing.yaml") == 2
    assert run("diff", "school", "--record") == 2
    assert "comes with speedbumps" in capsys.readouterr().err


def test_two_questionnaires_are_compared_without_their_versions(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", "school", FORMAT_EXAMPLES / "my-school.yaml") == 0
    assert "question LOCAL-1: added" in capsys.readouterr().out


def test_recording_protects_from_then_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for base in BASES.iterdir():
        shutil.copy(base, tmp_path)
    path, history = tmp_path / "base.yaml", tmp_path / "base.history.yaml"

    assert run("diff", path, "--record") == 0
    recorded = history.read_text("utf-8")
    assert lint(path).problems == lint(history).problems == ()
    assert run("diff", path, "--record") == 0
    assert history.read_text("utf-8") == recorded

    path.write_text(BASE.replace("I chase", "I run after"), "utf-8")
    assert run("diff", path, "--record") == 1
    assert "SB901" in capsys.readouterr().err
    assert history.read_text("utf-8") == recorded

    path.write_text(BASE.replace("I chase", "I run after").replace("1.0.0", "2.0.0"), "utf-8")
    assert run("diff", BASES / "base.yaml", path, "--record") == 0
    assert history.read_text("utf-8").startswith(recorded)
    assert history.read_text("utf-8").count("- version:") == 2
    assert lint(path).problems == lint(history).problems == ()


def test_nothing_is_recorded_under_too_low_a_version(tmp_path: Path) -> None:
    compare(tmp_path, BASE.replace("I chase", "I run after").replace("1.0.0", "1.0.1"))

    assert run("diff", tmp_path / "base.yaml", tmp_path / "later.yaml", "--record") == 1
    assert not (tmp_path / "later.history.yaml").exists()
