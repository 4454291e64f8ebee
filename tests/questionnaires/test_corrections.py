"""A misprint can be corrected without losing what was answered before, and how a text is laid out changes nothing."""

import json
import re
import shutil
from pathlib import Path

import pytest
from support.paths import BASES, QUESTIONNAIRES

from speedbumps.cli import main
from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.dispatch import lint
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.history import build_record, changed_questions, is_same_version
from speedbumps.questionnaires.history_file import add_history, load_history
from speedbumps.questionnaires.load import load_questionnaire, read_instrument

BASE = (BASES / "base.yaml").read_text("utf-8")
CORRECTED = BASE.replace("I chase people", "I run after people").replace("1.0.0", "1.0.1")


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A questionnaire whose version is recorded."""
    for base in BASES.iterdir():
        shutil.copy(base, tmp_path)
    assert run("diff", tmp_path / "base.yaml", "--record") == 0
    return tmp_path / "base.yaml"


def instrument_at(path: Path) -> Instrument:
    return add_history(require_value(read_instrument(path)), path)


def codes(path: Path) -> list[str]:
    return [problem.code for problem in lint(path).problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("wait weeks for", "wait  weeks\tfor", []),
        ("text: New ideas here wait", "text: |\n      New ideas here\n      wait", []),
        ("title: Time", "title: >-\n      Time", []),
        ("label: Never", "label: ' Never '", []),
        ("wait weeks for", "wait\u00a0weeks for", ["SB901"]),
        ("wait weeks", "waitweeks", ["SB901"]),
    ],
)
def test_how_a_text_is_laid_out_is_no_change(old: str, new: str, expected: list[str], path: Path) -> None:
    assert old in BASE
    before = path.with_name("before.yaml")
    before.write_text(BASE, "utf-8")
    path.write_text(BASE.replace(old, new, 1), "utf-8")

    assert codes(path) == expected
    assert run("diff", before, path) == (1 if expected else 0)


def test_a_text_with_single_spaces_keeps_the_fingerprint_that_was_recorded() -> None:
    written = require_value(load_questionnaire(QUESTIONNAIRES / "school.yaml"))
    history = load_history(QUESTIONNAIRES / "school.history.yaml")
    now = build_record(written.questionnaire, written.source.data)

    assert history is not None
    assert any(is_same_version(each, now) for each in require_value(history).versions)


def test_a_correction_keeps_answers_comparable(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, first = instrument_at(path), path.with_name("first.yaml")
    shutil.copy(path, first)
    path.write_text(CORRECTED, "utf-8")
    (problem,) = (each for each in lint(path).problems if each.severity == "error")

    assert run("diff", path, "--record", "--same-meaning", "T03") == 0
    assert problem.code == "SB905"
    command = f"speedbumps diff {path} --record --same-meaning T03"
    assert problem.message.endswith(f"if it means the same, write version 1.0.1, and then run: {command}")
    assert codes(path) == codes(path.with_name("base.history.yaml")) == []
    after = instrument_at(path)
    assert after.questions["T03"].text != before.questions["T03"].text
    assert (after.fingerprints, after.fingerprint) == (before.fingerprints, before.fingerprint)
    assert changed_questions(after, "1.0.0") == changed_questions(after, "1.0.1") == frozenset()
    capsys.readouterr()
    assert run("diff", first, path, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["how"], each["due"]) for each in found["changes"]] == [("T03", "corrected", "patch")]
    assert all(score["comparable"] for score in found["scores"])

    # Corrected once more, and then really changed.
    path.write_text(CORRECTED.replace("run after people", "run after the people").replace("1.0.1", "1.0.2"), "utf-8")
    assert run("diff", path, "--record", "--same-meaning", "T03") == 0
    assert instrument_at(path).fingerprint == before.fingerprint
    path.write_text(CORRECTED.replace("run after people", "run from people").replace("1.0.1", "2.0.0"), "utf-8")
    assert run("diff", path, "--record") == 0
    later = instrument_at(path)
    assert {changed_questions(later, f"1.0.{number}") for number in range(3)} == {frozenset(["T03"])}


@pytest.mark.parametrize(
    ("text", "ids", "said"),
    [
        (CORRECTED, "T3", "there is no question 'T3' in both versions; did you mean 'T0"),
        (CORRECTED, "T03,T01", "'T01' is as it was in version 1.0.0; leave it out"),
        (
            CORRECTED.replace("time.delay: barrier", "time.delay: enabler"),
            "T03",
            "more than the words of 'T03' changed",
        ),
        (CORRECTED.replace("value: 4", "value: 5"), "T03", "more than the words of 'T03' changed"),
        (BASE.replace("I chase", "I run after"), "T03", "SB901"),
    ],
)
def test_only_words_can_be_corrected_and_a_version_rises(
    text: str, ids: str, said: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded = path.with_name("base.history.yaml").read_text("utf-8")
    path.write_text(text, "utf-8")

    assert run("diff", path, "--record", "--same-meaning", ids) in (1, 2)
    assert said in capsys.readouterr().err
    assert path.with_name("base.history.yaml").read_text("utf-8") == recorded


def test_a_history_that_does_not_say_how_questions_count_asks_for_the_version_of_before(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history, first = path.with_name("base.history.yaml"), path.with_name("first.yaml")
    whole = history.read_text("utf-8")
    old = re.sub(r"    counted:\n(      .*\n)+", "", whole)
    history.write_text(old, "utf-8")
    shutil.copy(path, first)
    path.write_text(CORRECTED, "utf-8")

    assert run("diff", path, "--record", "--same-meaning", "T03") == 2
    assert "speedbumps diff OLD NEW --record --same-meaning T03" in capsys.readouterr().err
    assert run("diff", first, path, "--record", "--same-meaning", "T03") == 0
    assert history.read_text("utf-8").startswith(old)
    history.write_text(old, "utf-8")
    path.write_text(BASE, "utf-8")
    assert run("diff", path, "--record") == 0
    assert history.read_text("utf-8") == whole, "it says so from now on"


def test_a_correction_is_recorded_or_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", path, "school", "--same-meaning", "T03") == 2
    assert "add --record" in capsys.readouterr().err
    path.with_name("base.history.yaml").unlink()
    assert run("diff", path, "--record", "--same-meaning", "T03") == 2
    assert "no version is recorded yet" in capsys.readouterr().err
