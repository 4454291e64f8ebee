"""A second report of a round: what it would give away without the note of the first, and that it is refused with it."""

import csv
import json
import shutil
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from support.paths import EXAMPLES

from speedbumps.audit import AuditOptions, audits
from speedbumps.cli import main
from speedbumps.model.audit import Audit
from speedbumps.responses.collect import assemble
from speedbumps.tables.files import PUBLISHED, list_files

Run = Callable[..., int]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Answers of 32 people, in a folder of their own."""
    folder = tmp_path / "answers"
    folder.mkdir()
    return Path(shutil.copy(EXAMPLES / "hillview.csv", folder))


@pytest.fixture
def run() -> Run:
    def call(*arguments: str | Path) -> int:
        with pytest.raises(SystemExit) as left:
            main(list(map(str, arguments)))
        return int(left.value.code or 0)

    return call


def table(path: Path) -> list[list[str]]:
    """The rows of the table at *path*, its heading first."""
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def save(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def late_answers(path: Path, number: int, role: str = "teacher") -> None:
    """Adds the answers of a *number* of people to the table at *path*; each is like another one but for a few."""
    heading, *rows = table(path)
    like = [row for row in rows if row[heading.index("role")] == role][:number]
    turned = str.maketrans("0123", "3210")
    save(path, [heading, *rows, *([*row[:4], *(cell.translate(turned) for cell in row[4:])] for row in like)])


def note_of(path: Path) -> Path:
    return path.parent / PUBLISHED


def counts(audit: Path) -> Mapping[str, Mapping[float, int]]:
    """How many people gave which answer to each question, as the *audit* says."""
    said = json.loads(audit.read_text("utf-8"))
    return {
        question["id"]: {point["value"]: point["n"] for point in question["distribution"]}
        for barrier in said["barriers"]
        for facet in barrier["facets"]
        for question in facet["questions"]
        if question["distribution"]
    }


def test_a_late_answer_is_had_exactly_without_the_note_and_refused_with_it(
    answers: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run("score", answers, "-o", first) == 0
    late_answers(answers, 1)
    capsys.readouterr()

    assert run("score", answers, "-o", second) == 1
    assert not second.exists()
    told = capsys.readouterr().err
    assert "a report of 32 people was written, and these answers are of 33: 1 person is new." in told
    assert "Whoever has both reports could work out what that person answered." in told
    assert "Wait until at least 37 people have answered" in told
    assert "--replaces" in told

    note_of(answers).unlink()
    assert run("score", answers, "-o", second) == 0
    before, after = counts(first), counts(second)
    late = dict(zip(table(answers)[0], table(answers)[-1], strict=True))
    derived = {
        question: value
        for question in before.keys() & after.keys()
        for value, n in after[question].items()
        if n - before[question].get(value, 0) == 1
    }
    assert len(derived) > 30
    assert {question: f"{value:g}" for question, value in derived.items()} == {name: late[name] for name in derived}


def test_a_corrected_role_gives_a_persons_scores_without_the_note_and_is_refused_with_it(
    answers: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    heading, *rows = table(answers)
    place = heading.index("role")
    teachers = [at for at, row in enumerate(rows) if row[place] == "teacher"]
    for at in teachers[:6]:
        rows[at][place] = ""
    save(answers, [heading, *rows])
    assert run("score", answers, "-o", tmp_path / "first.json") == 0
    (first,) = _audits(answers)
    rows[teachers[0]][place] = "teacher"
    save(answers, [heading, *rows])
    capsys.readouterr()

    assert run("report", answers, "-o", tmp_path / "second.html") == 1
    assert not (tmp_path / "second.html").exists()
    assert "1 person now counts in another role" in capsys.readouterr().err

    note_of(answers).unlink()
    assert run("report", answers, "-o", tmp_path / "second.html") == 0
    (second,) = _audits(answers)
    save(answers, [heading, rows[teachers[0]], *([*row] for row in [rows[teachers[0]]] * 4)])
    (alone,) = _audits(answers)
    (was, now), own = (_teachers(each) for each in (first, second)), _whole(alone)
    derived = {
        target: now[target][1] * now[target][0] - was[target][1] * was[target][0]
        for target in was.keys() & now.keys() & own.keys()
        if now[target][1] == was[target][1] + 1
    }
    assert len(derived) > 5
    assert derived == pytest.approx({target: own[target] for target in derived}, abs=1e-6)


def _audits(path: Path) -> list[Audit]:
    """The audits with all decimals; rounded figures blur the difference of two means, and no more than that."""
    found = assemble([path])
    return list(audits(found.instrument, found.responses, AuditOptions(exact=True)))


def _teachers(audit: Audit) -> Mapping[str, tuple[float, int]]:
    """The severity of each facet among teachers, and of how many people."""
    return {
        facet.id: (score.severity, score.n)
        for barrier in audit.barriers
        for facet in barrier.facets
        for score in facet.by_role
        if score.role == "teacher" and score.severity is not None and score.n
    }


def _whole(audit: Audit) -> Mapping[str, float]:
    return {
        facet.id: facet.severity for barrier in audit.barriers for facet in barrier.facets if facet.severity is not None
    }


def test_five_late_answers_are_enough(answers: Path, run: Run) -> None:
    assert run("score", answers) == 0
    late_answers(answers, 5)
    assert run("score", answers) == 0


@pytest.mark.parametrize("number", [1, 4])
def test_who_is_gone_is_protected_too(number: int, answers: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("score", answers) == 0
    save(answers, table(answers)[:-number])
    assert run("score", answers) == 1
    assert "is gone" in (told := capsys.readouterr().err) or f"{number} people are gone" in told
    assert "Wait" not in told


@pytest.mark.parametrize(
    "more",
    [
        ["--schools", EXAMPLES / "schools.csv"],
        ["--overall", "--reliability"],
        ["--date", "2026-11-24"],
        ["--form", "quick"],
    ],
    ids=lambda more: str(more[0]),
)
def test_the_same_rows_are_fine_with_any_options(more: Sequence[str | Path], answers: Path, run: Run) -> None:
    assert run("score", answers) == 0
    assert run("score", answers, *more) == 0
    assert run("report", answers, *more) == 0
    assert run("score", answers) == 0


def test_after_a_question_is_left_out_only_numbers_are_compared(
    answers: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = tmp_path / "ours.yaml"
    overlay.write_text(
        "format: speedbumps-questionnaire/1\nid: ours\nversion: 1.0.0\nextends: school@2.0.0\n"
        "title: Ours\nstatus: draft\noff: [P11]\n",
        "utf-8",
    )
    assert run("score", answers) == 0
    heading, *rows = table(answers)
    place = heading.index("P11")
    save(answers, [[*row[:place], *row[place + 1 :]] for row in [heading, *rows]])
    assert run("score", answers, "-q", overlay) == 0
    late_answers(answers, 1)
    capsys.readouterr()
    assert run("score", answers, "-q", overlay) == 1
    assert "these answers are of 33: 1 person is new" in capsys.readouterr().err


def test_rows_in_another_order_and_words_for_their_answers_are_the_same_rows(answers: Path, run: Run) -> None:
    assert run("score", answers) == 0
    before = note_of(answers).read_bytes()
    heading, *rows = table(answers)
    save(answers, [heading, *reversed(rows)])
    assert run("score", answers) == 0
    assert note_of(answers).read_bytes() == before


def test_an_earlier_report_counts_even_after_one_that_differs_enough(answers: Path, run: Run) -> None:
    heading, *rows = table(answers)
    others = [row for row in rows if row[1] != "teacher"]
    teachers = [row for row in rows if row[1] == "teacher"]
    for number, code in ((5, 0), (17, 0), (11, 0), (6, 1), (16, 1), (17, 0)):
        save(answers, [heading, *others, *teachers[:number]])
        assert run("score", answers) == code, number


def test_a_report_under_the_name_of_another_round_counts(answers: Path, run: Run) -> None:
    heading, *rows = table(answers)
    place = heading.index("round")
    save(answers, [[*row[:place], *row[place + 1 :]] for row in [heading, *rows]])
    assert run("score", answers) == 0
    save(answers, [[*row[:place], *row[place + 1 :]] for row in [heading, *rows[:-1]]])
    assert run("score", answers, "--round", "2026-autumn") == 1


@pytest.mark.parametrize("name", ["report.html", "report.md", "report.txt", "report.json"])
def test_a_report_that_replaces_another_says_so_from_then_on(
    name: str, answers: Path, tmp_path: Path, run: Run
) -> None:
    assert run("report", answers, "-o", tmp_path / name) == 0
    assert "replaces" not in (tmp_path / name).read_text("utf-8")
    late_answers(answers, 1)
    assert run("report", answers, "-o", tmp_path / name, "--replaces") == 0
    told = (tmp_path / name).read_text("utf-8")
    assert ('"about": "replaces"' if name.endswith("json") else "replaces an earlier one of 32 people") in told
    assert run("report", answers, "-o", tmp_path / name) == 0
    assert (tmp_path / name).read_text("utf-8") == told
    save(answers, table(answers)[:-1])
    assert run("report", answers, "-o", tmp_path / name) == 1


def test_what_replaces_nothing_does_not_say_that_it_does(answers: Path, tmp_path: Path, run: Run) -> None:
    assert run("report", answers, "-o", tmp_path / "report.md", "--replaces") == 0
    assert "replaces" not in (tmp_path / "report.md").read_text("utf-8")


def test_a_score_of_several_schools_leaves_out_the_one_that_is_refused(
    answers: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    heading, *rows = table(answers)
    save(answers, [heading, *rows, *(["elmtree", *row[1:]] for row in rows)])
    assert run("score", answers, "-o", tmp_path / "all.csv") == 0
    save(answers, [heading, *rows, *(["elmtree", *row[1:]] for row in rows[:-2])])
    capsys.readouterr()

    assert run("score", answers, "-o", tmp_path / "again.csv") == 1
    assert {row[0] for row in table(tmp_path / "again.csv")[1:]} == {"hillview"}
    assert "SB862 elmtree" in capsys.readouterr().err


def test_since_compares_with_an_earlier_audit_where_there_is_no_note(
    answers: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    audit, again = tmp_path / "audit.json", tmp_path / "again.md"
    assert run("score", answers, "-o", audit) == 0
    note_of(answers).unlink()
    assert run("report", answers, "--since", audit, "-o", again) == 0
    note_of(answers).unlink()
    late_answers(answers, 2)
    capsys.readouterr()
    assert run("score", answers, "--since", audit) == 1
    assert "a report of 32 people was written, and these answers are of 34: 2 people are new" in capsys.readouterr().err
    assert not note_of(answers).exists()
    assert run("report", answers, "--since", audit, "--replaces", "-o", again) == 0
    assert "replaces an earlier one of 32 people" in again.read_text("utf-8")


def test_since_sees_a_role_that_gained_what_another_lost(answers: Path, tmp_path: Path, run: Run) -> None:
    assert run("score", answers, "-o", tmp_path / "audit.json") == 0
    note_of(answers).unlink()
    heading, *rows = table(answers)
    at = next(at for at, row in enumerate(rows) if row[1] == "teacher")
    rows[at][1] = "support"
    save(answers, [heading, *rows])
    assert run("score", answers, "--since", tmp_path / "audit.json") == 1


def test_since_is_for_the_same_school_and_round(
    answers: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = tmp_path / "audit.json"
    assert run("score", answers, "-o", audit) == 0
    said = audit.read_text("utf-8")
    audit.write_text(said.replace('"id": "hillview"', '"id": "elmtree"'), "utf-8")
    assert run("score", answers, "--since", audit) == 2
    assert "'elmtree'" in capsys.readouterr().err
    audit.write_text(said.replace('"round": "2026-autumn"', '"round": "2025-autumn"'), "utf-8")
    assert run("score", answers, "--since", audit) == 2
    assert "'2025-autumn'" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--replaces"], ["--since", "audit.json"]], ids=str)
def test_a_saved_audit_has_been_compared_already(
    option: Sequence[str], answers: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("score", answers, "-o", "audit.json") == 0
    assert run("report", "audit.json", *option) == 2
    late_answers(answers, 1)
    assert run("report", "audit.json") == 0


def test_the_note_holds_no_answer_name_size_or_time(answers: Path, run: Run) -> None:
    assert run("report", answers) == 0
    said = json.loads(note_of(answers).read_text("utf-8"))
    (school,) = said.pop("schools")
    (report,) = school.pop("reports")
    cells = report.pop("cells")

    assert set(said) == {"format", "salt"}
    assert said["format"] == "speedbumps-published/1"
    assert school == {"school": "hillview"}
    assert report == {"round": "2026-autumn"}
    assert {cell: len(rows) for cell, rows in cells.items()} == {
        "leader": 6 * 12,
        "support": 9 * 12,
        "teacher": 17 * 12,
    }


def test_the_digests_of_two_folders_have_nothing_in_common(answers: Path, tmp_path: Path, run: Run) -> None:
    other = Path(shutil.copytree(answers.parent, tmp_path / "elsewhere")) / answers.name
    assert run("score", answers) == run("score", other) == 0
    one, two = (json.loads(note_of(path).read_text("utf-8"))["schools"][0] for path in (answers, other))
    marks, others = (
        {rows[at : at + 12] for rows in each["reports"][0]["cells"].values() for at in range(0, len(rows), 12)}
        for each in (one, two)
    )
    assert len(marks) == len(others) == 32
    assert marks.isdisjoint(others)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such mode")
def test_only_the_owner_can_read_the_note(answers: Path, run: Run) -> None:
    assert run("score", answers) == 0
    assert stat.S_IMODE(note_of(answers).stat().st_mode) == 0o600


def test_the_note_of_a_folder_lies_in_it_and_is_no_answer(
    answers: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = answers.parent
    assert run("score", folder) == 0
    assert (folder / PUBLISHED).exists()
    assert list_files([folder]) == ((answers,), ())
    capsys.readouterr()
    assert run("score", folder) == run("check", folder) == 0
    assert PUBLISHED not in "".join(capsys.readouterr())


DAMAGED = {
    "nothing": "",
    "cut": '{"format": "speedbumps-published/1", "salt": "00ff", "sch',
    "another kind": '{"format": "speedbumps-audit/1"}',
    "a list": "[]",
    "no salt": '{"format": "speedbumps-published/1", "salt": "", "schools": []}',
    "rows": '{"format": "speedbumps-published/1", "salt": "00", "schools": [{"school": "a", "reports": '
    '[{"round": null, "cells": {"teacher": "abc"}}]}]}',
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_note_stops_reports_until_they_are_taken_back(
    text: str, answers: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    note_of(answers).write_text(text, "utf-8")
    assert run("report", answers, "-o", tmp_path / "report.md") == 1
    told = capsys.readouterr().err
    assert "SB863" in told
    assert "delete the note" in told
    assert not (tmp_path / "report.md").exists()
    assert note_of(answers).read_text("utf-8") == text
    assert run("report", answers, "-o", tmp_path / "report.md", "--replaces") == 0
    assert "replaces any earlier one of this round" in (tmp_path / "report.md").read_text("utf-8")
    late_answers(answers, 1)
    assert run("report", answers, "-o", tmp_path / "report.md") == 1


def test_a_note_that_cannot_be_replaced_keeps_the_report_from_being_written(
    answers: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    note_of(answers).mkdir()
    assert run("report", answers, "-o", tmp_path / "report.md", "--replaces") == 2
    assert "the note of what was published cannot be written" in capsys.readouterr().err
    assert not (tmp_path / "report.md").exists()


def test_a_report_that_cannot_be_written_is_not_noted(answers: Path, tmp_path: Path, run: Run) -> None:
    assert run("report", answers, "-o", tmp_path / "nowhere/report.md") == 2
    assert not note_of(answers).exists()


def test_a_head_who_answers_alone_has_nobody_to_be_protected_from(tmp_path: Path, run: Run) -> None:
    own = Path(shutil.copy(EXAMPLES / "glan-yr-afon.yaml", tmp_path))
    assert run("report", own) == 0
    assert not note_of(own).exists()


def test_what_shows_nothing_is_not_noted(answers: Path, run: Run) -> None:
    heading, *rows = table(answers)
    save(answers, [heading, *rows[:4]])
    assert run("report", answers) == 0
    assert not note_of(answers).exists()
    save(answers, [heading, *rows[:6]])
    assert run("report", answers) == 0


@pytest.mark.parametrize("command", [["check"], ["review", "-o", "review.yaml"], ["import"]], ids=str)
def test_commands_that_publish_nothing_note_nothing(
    command: Sequence[str], answers: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run(*command, answers)
    assert not note_of(answers).exists()
