"""Many schools at once: nothing lost, nothing told that should not be, and the same bytes however it was done."""

import csv
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from zipfile import ZipFile

import jsonschema
import polars as pl
import pytest
from support.cohort_files import SCHOOLS, write_answers, write_schools

from speedbumps.batch.folders import folder_name
from speedbumps.batch.intake import read_batch
from speedbumps.batch.manifest import REPORTS, stamp_file
from speedbumps.batch.storage import WORK, Journal
from speedbumps.cli.batch import LISTED
from speedbumps.cli.schema import Kind, schema_of
from speedbumps.diagnostics.codes import CHANGED
from speedbumps.diagnostics.problem import BadFilesError
from speedbumps.model.audit import Audit
from speedbumps.model.cohort import Cohort
from speedbumps.responses.collect import assemble_many
from speedbumps.responses.read_files import AnswerOptions

MANY_SCHOOLS = 30

PAGES = ("cohort.html", "cohort.md", "cohort.json")
"""The page about all schools."""

TABLES = (
    *("scores.csv", "scores.parquet", "scores.xlsx", "exchange.csv", "visits.html", "checklist.csv", "bumps.csv"),
    "problems.csv",
)
"""What is only for whoever runs the batch."""


def run(*arguments: str | Path, fails: bool = False) -> str:
    """What the command tells; one process does the work where no number is given, since each takes time to start."""
    alone = () if "--workers" in arguments else ("--workers", "1")
    command = [sys.executable, "-m", "speedbumps", "batch", *map(str, arguments), *alone]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == (1 if fails else 0), done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def batch_inputs(place: Path) -> list[str | Path]:
    """What a batch of the answers in *place* is asked to read."""
    return [place / "answers", "--schools", place / "schools.csv"]


def refusal(*arguments: str | Path) -> str:
    """What a command tells that cannot be followed."""
    command = [sys.executable, "-m", "speedbumps", "batch", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    return done.stderr


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def everything(folder: Path) -> Mapping[str, str]:
    """A digest of every file in *folder*."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers, a table of schools, and what one undisturbed batch made of them."""
    folder = tmp_path_factory.mktemp("batch")
    write_schools(folder / "answers")
    run(folder / "answers", "--schools", folder / "schools.csv", "--out", folder / "out", "--workers", "1")
    return folder


def test_every_school_gets_its_reports_and_all_get_their_pages(place: Path) -> None:
    there = {path.name for path in (place / "out").iterdir()}

    assert there == {
        *(f"school-{at:02d}" for at in range(SCHOOLS)),
        *("cohort.html", "cohort.md", "cohort.json", "scores.csv", "scores.parquet", "scores.xlsx"),
        *("exchange.csv", "visits.html", "checklist.csv", "bumps.csv", "problems.csv", "manifest.json"),
    }
    for at in range(SCHOOLS):
        folder = place / "out" / f"school-{at:02d}"
        assert {path.name for path in folder.iterdir()} == set(REPORTS)
        audit = Audit.model_validate_json((folder / "audit.json").read_text("utf-8"))
        assert audit.school.name == f"School {at:02d}"
        assert audit.family is not None
        assert audit.exchange is not None
        assert audit.exchange.takes_part == (at % 4 > 0)


def test_the_number_of_workers_changes_no_byte(place: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(place / "answers", "--schools", place / "schools.csv", "--out", out, "--workers", "3")

    assert everything(out) == everything(place / "out")


def test_a_batch_tells_a_school_what_its_own_report_tells_it(place: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.json"
    command = [
        sys.executable,
        "-m",
        "speedbumps",
        "report",
        str(place / "answers/school-03.csv"),
        "--school",
        "school-03",
    ]
    subprocess.run(
        [*command, "--schools", str(place / "schools.csv"), "-o", str(alone)], check=True, capture_output=True
    )
    among = Audit.model_validate_json((place / "out/school-03/audit.json").read_text("utf-8"))

    assert Audit.model_validate_json(alone.read_text("utf-8")) == among.model_copy(
        update={"family": None, "exchange": None}
    )


def test_nothing_changed_means_nothing_done(place: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (place / "out").rglob("*")}

    told = run(place / "answers", "--schools", place / "schools.csv", "--out", place / "out")

    assert "Nothing changed" in told
    assert {path: path.stat().st_mtime_ns for path in (place / "out").rglob("*")} == before


def test_one_changed_school_changes_itself_its_visits_and_the_tables_but_no_page(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers")
    out = tmp_path / "out"
    run(tmp_path / "answers", "--schools", table, "--out", out)
    before, times = everything(out), {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    write_answers(tmp_path / "answers/school-05.csv", Random(77))

    said = run(tmp_path / "answers", "--schools", table, "--out", out)

    after = everything(out)
    changed = {name.partition("/")[0] for name in after if after[name] != before[name]}
    rewritten = {path.parent.name for path, told in times.items() if path.stat().st_mtime_ns != told} - {out.name}
    assert "school-05" in changed
    assert rewritten == {name for name in changed if name.startswith("school-")}
    assert rewritten == _told_something_else(before, after, "audit.json")
    assert "Begin with" not in said, "the page about all schools stays as it was"
    fresh = tmp_path / "fresh"
    run(tmp_path / "answers", "--schools", table, "--out", fresh)
    assert {name: after[name] for name in TABLES} == {name: everything(fresh)[name] for name in TABLES}
    assert {name: after[name] for name in PAGES} == {name: before[name] for name in PAGES}  # of one school it tells


def test_the_pages_follow_when_enough_schools_changed(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 12)
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    run(tmp_path / "answers", "--schools", table, "--out", out)
    before = everything(out)
    for at in range(4):
        write_answers(tmp_path / f"answers/school-{at:02d}.csv", Random(70 + at))

    few = run(tmp_path / "answers", "--schools", table, "--out", out)
    unchanged = run(tmp_path / "answers", "--schools", table, "--out", out)
    dry = run(tmp_path / "answers", "--schools", table, "--out", out, "--dry-run")

    stays = (
        "The page about all schools (cohort.html, .md and .json) stays as it was: since it was written, 4 schools have "
        "other answers (school-00, school-01, school-02, school-03)."
    )
    assert stays in few
    assert stays in unchanged
    assert "Nothing changed" in unchanged
    assert stays in dry
    assert {name: everything(out)[name] for name in PAGES} == {name: before[name] for name in PAGES}
    for at in range(4, 12):
        write_answers(tmp_path / f"answers/school-{at:02d}.csv", Random(70 + at))
    enough = run(tmp_path / "answers", "--schools", table, "--out", out)
    run(tmp_path / "answers", "--schools", table, "--out", fresh)
    assert "stays as it was" not in enough
    found, anew = everything(out), everything(fresh)
    assert {**found, "manifest.json": ""} == {**anew, "manifest.json": ""}


def test_a_page_that_stays_is_written_on_request_and_says_so(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 8)
    out = tmp_path / "out"
    held = (tmp_path / "answers/school-07.csv").rename(tmp_path / "late.csv")
    first = run(tmp_path / "answers", "--schools", table, "--out", out)
    held.rename(tmp_path / "answers/school-07.csv")

    late = run(tmp_path / "answers", "--schools", table, "--out", out)
    jsonschema.validate(json.loads((out / "cohort.json").read_text("utf-8")), schema_of(Kind.cohort))
    stayed = Cohort.model_validate_json((out / "cohort.json").read_text("utf-8"))
    asked = run(tmp_path / "answers", "--schools", table, "--out", out, "--again")
    again = Cohort.model_validate_json((out / "cohort.json").read_text("utf-8"))
    for name in ("cohort.html", "cohort.md"):
        assert "This page was written again on request" in (out / name).read_text("utf-8")
    assert "stays as it was" not in run(tmp_path / "answers", "--schools", table, "--out", out, "--language", "en")
    (out / "manifest.json").unlink()
    anew = run(tmp_path / "answers", "--schools", table, "--out", out)
    begun = Cohort.model_validate_json((out / "cohort.json").read_text("utf-8"))

    assert "is about 7 schools; 1 school is missing or left out: school-07." in first
    assert "New: 1; changed: " in late
    assert (
        "To hand out: the reports of 3 schools: school-01, school-05, school-07. In the others, only a sentence about "
        "similar schools changed, which can wait." in late
    )
    assert "--again: the page about all schools and the figures of families are written anew, and the page" in asked
    assert "stays as it was" not in anew
    assert (begun.response.schools, begun.again) == (8, False)
    assert "since it was written, 1 school is new (school-07). Whoever holds both pages" in late
    assert (stayed.response.schools, stayed.again) == (7, False)
    assert (again.response.schools, again.again) == (8, True)


def _told_something_else(before: Mapping[str, str], after: Mapping[str, str], file: str) -> set[str]:
    return {name.partition("/")[0] for name in after if name.endswith(f"/{file}") and after[name] != before[name]}


def test_a_school_that_is_gone_leaves_no_report_on_request_and_nobody_elses_file_goes(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 6)
    out = tmp_path / "out"
    run(tmp_path / "answers", "--schools", table, "--out", out)
    (out / "school-02/own-notes.txt").write_text("ours", "utf-8")
    for at in (1, 2):
        (tmp_path / f"answers/school-{at:02d}.csv").unlink()

    told = run(tmp_path / "answers", "--schools", table, "--out", out, "--remove-missing")

    assert "will be deleted, because no file has their answers any more:\n  school-01, school-02\n" in told
    assert not (out / "school-01").exists()
    assert [path.name for path in (out / "school-02").iterdir()] == ["own-notes.txt"]


def test_a_bad_file_and_a_bad_cell_stop_nobody_else(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 6)
    (tmp_path / "answers/school-01.csv").write_bytes(b"role,T01\nteacher,1,2,3\n")
    (tmp_path / "answers/school-02.csv").write_bytes(b"role,T01,T04\n" + b"teacher,1,9\n" * 6)
    (tmp_path / "answers/notes.yaml").write_text("format: speedbumps-answers/1\nanswers: {", "utf-8")

    told = run(tmp_path / "answers", "--schools", table, "--out", tmp_path / "out", fails=True)

    assert "4 schools: reports of 4 written" in told
    assert "3 files or schools could not be read" in told
    rows = rows_of(tmp_path / "out/problems.csv")
    wrong = [row for row in rows if row["severity"] == "error"]
    assert {Path(row["path"]).name for row in wrong} == {"school-01.csv", "school-02.csv", "notes.yaml"}
    assert not (tmp_path / "out/school-02").exists()
    cohort = Cohort.model_validate_json((tmp_path / "out/cohort.json").read_text("utf-8"))
    assert cohort.response.left_out == 3

    told = run(tmp_path / "answers", "--schools", table, "--out", tmp_path / "out", fails=True)
    assert "Nothing changed" in told
    assert "3 files or schools could not be read" in told

    run(tmp_path / "answers", "--schools", table, "--out", tmp_path / "out", "--set-aside", fails=True)
    assert (tmp_path / "out/school-02/report.html").exists()


def test_a_school_that_is_left_out_is_told_with_its_file_though_the_table_calls_it_something_else(
    tmp_path: Path,
) -> None:
    answers = tmp_path / "answers"
    answers.mkdir()
    for at in range(10):
        (answers / f"Ash {at}.csv").write_text(f"role,T01,T02\nteacher,1,2\nhead,0,{at}\n", "utf-8")
    schools = tmp_path / "schools.csv"
    schools.write_text("id,name\n" + "".join(f"id{at},Ash {at}\n" for at in range(10)), "utf-8")

    run(answers, "--schools", schools, "--out", tmp_path / "out", fails=True)

    told = {row["message"].partition(":")[0]: Path(row["path"]).name for row in rows_of(tmp_path / "out/problems.csv")}
    assert {name: path for name, path in told.items() if name.startswith("id")} == {
        f"id{at}": f"Ash {at}.csv" for at in range(5, 10)
    }


def test_fewer_schools_than_may_be_told_of_are_not_told_of(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 4)

    run(tmp_path / "answers", "--schools", table, "--out", tmp_path / "out")

    cohort = Cohort.model_validate_json((tmp_path / "out/cohort.json").read_text("utf-8"))
    assert cohort.targets == ()
    assert cohort.amounts == ()
    assert cohort.response.people == 0
    assert "Fewer than 5 schools" in (tmp_path / "out/cohort.md").read_text("utf-8")


def test_folders_in_folders_are_read_and_schools_without_answers_are_named(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 8)
    (tmp_path / "answers/handed-in/more").mkdir(parents=True)
    for at in (1, 2):
        name = f"school-{at:02d}.csv"
        (tmp_path / "answers" / name).rename(tmp_path / "answers/handed-in/more" / name)
    (tmp_path / "answers/school-07.csv").unlink()

    told = run(tmp_path / "answers", "--schools", table, "--out", tmp_path / "out")

    assert "7 schools: reports of 7 written" in told
    assert "1 school in the table has no answers: school-07" in told


def _damaged(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)))


def _old_workbook(path: Path) -> None:
    path.with_suffix(".xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\1" * 600)
    path.unlink()


def _copied(path: Path) -> None:
    path.write_bytes(path.with_name("school-01.csv").read_bytes())


def _in_a_folder_of_its_own(path: Path) -> None:
    (path.parent / "School 07").mkdir()
    (path.parent / "School 07" / "export.csv").write_bytes(b"\0" * 5000)
    path.unlink()


def _empty_and_called_by_name(path: Path) -> None:
    path.rename(path.with_name("School 07 (1-9).csv")).write_bytes(b"")


@pytest.mark.parametrize(
    "spoil", [_damaged, _old_workbook, _copied, _in_a_folder_of_its_own, _empty_and_called_by_name]
)
def test_a_school_whose_file_cannot_be_read_is_not_without_answers(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    table = write_schools(tmp_path / "answers", 9)
    spoil(tmp_path / "answers/school-07.csv")
    (tmp_path / "answers/school-08.csv").unlink()

    found = read_batch([tmp_path / "answers"], AnswerOptions(schools=table), {})

    said = [each.message for each in found.problems if "no answers" in each.message and each.path == str(table)]
    assert said == ["1 school in the table has no answers: school-08"]


def test_the_screen_says_how_many_lines_it_leaves_out(tmp_path: Path) -> None:
    write_schools(tmp_path / "answers", 6)
    for number in range(LISTED + 7):
        (tmp_path / f"answers/bad{number}.csv").write_bytes(b"%PDF" + b"%d" % number)

    said = run(tmp_path / "answers", "--out", tmp_path / "out", fails=True)
    every = run(tmp_path / "answers", "--out", tmp_path / "out2", "--verbose", fails=True)

    assert said.count(" error ") == LISTED
    assert f"\nand 7 more lines in {tmp_path / 'out/problems.csv'}\n" in said
    assert every.count(" error ") == LISTED + 7


def test_reports_are_not_written_among_the_answers(tmp_path: Path) -> None:
    write_schools(tmp_path / "answers", 6)

    for out in (tmp_path / "answers", tmp_path / "answers/out"):
        assert "is among the answers" in refusal(tmp_path / "answers", "--out", out)
        assert not (tmp_path / "answers/out").exists()


@pytest.fixture(scope="module")
def long_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As *place*, with so many schools that a batch is not over when the first report is there."""
    folder = tmp_path_factory.mktemp("long")
    write_schools(folder / "answers", MANY_SCHOOLS)
    run(*batch_inputs(folder), "--out", folder / "out", "--workers", "2")
    return folder


def wait_for(process: "subprocess.Popen[str]", out: Path, pattern: str, number: int) -> None:
    """Wait until as many files of that *pattern* are in *out*; the batch must not be over by then."""
    while len(list(out.glob(pattern))) < number:
        assert process.poll() is None, "the batch ended before it could be stopped"
        time.sleep(0.005)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize(
    ("workers", "possible"),
    [("1", range(2, MANY_SCHOOLS)), ("2", [MANY_SCHOOLS])],  # what a worker has begun, it finishes
)
def test_what_was_done_before_it_was_stopped_is_not_done_again(
    workers: str, possible: Sequence[int], long_place: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    arguments: list[str | Path] = [*batch_inputs(long_place), "--out", out, "--workers", workers]
    process = subprocess.Popen(
        [sys.executable, "-m", "speedbumps", "batch", *map(str, arguments)], stderr=subprocess.PIPE, text=True
    )
    wait_for(process, out, "*/audit.json", 3)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    done = len(Journal(out / WORK).read())  # the last school may be written and not noted yet

    again = run(*arguments)

    assert process.returncode == 130, "the batch ended before it was stopped"
    assert "Traceback" not in told
    assert "the same command continues from there" in told
    assert done in possible
    assert f"{MANY_SCHOOLS - done} written, {done} as they were" in again
    assert everything(out) == everything(long_place / "out")


def test_a_dry_run_writes_nothing(place: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    told = run(place / "answers", "--schools", place / "schools.csv", "--out", out, "--dry-run")

    assert f"reports of {SCHOOLS} would be written" in told
    assert not out.exists()


def test_scores_are_the_audits_own_sorted_by_name(place: Path) -> None:
    rows = rows_of(place / "out/scores.csv")
    parquet = pl.read_parquet(place / "out/scores.parquet")

    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert parquet.height == len(rows)
    audit = json.loads((place / "out/school-07/audit.json").read_text("utf-8"))
    wanted = {each["id"]: each["severity"] for barrier in audit["barriers"] for each in (barrier, *barrier["facets"])}
    found = {
        row["target"]: float(row["severity"]) if row["severity"] else None
        for row in rows
        if row["school"] == "school-07"
    }
    assert found == wanted
    assert pl.read_excel(place / "out/scores.xlsx", sheet_name="dictionary").height > 20


def test_two_batches_do_not_write_into_one_folder(place: Path, tmp_path: Path) -> None:
    from speedbumps.batch.storage import lock_folder

    out = tmp_path / "out"
    out.mkdir()
    with lock_folder(out):
        told = refusal(place / "answers", "--out", out)

    assert "another batch is writing into" in told
    assert [path.name for path in out.iterdir()] == [WORK]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills at once")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_batch_that_was_killed_goes_on_to_the_same_bytes(workers: str, long_place: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments: list[str | Path] = [*batch_inputs(long_place), "--out", out, "--workers", workers]
    command = [sys.executable, "-m", "speedbumps", "batch", *map(str, arguments)]
    for pattern, number in ((WORK, 1), ("*/audit.json", 1), ("*/audit.json", MANY_SCHOOLS // 2)):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, text=True)
        wait_for(process, out, pattern, number)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, "the batch ended before it was killed"

    run(*arguments)

    assert everything(out) == everything(long_place / "out")


def test_a_folder_that_cannot_be_written_is_said(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from speedbumps import cli

    def refused(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(SystemExit) as left:
        cli.main(["batch", str(place / "answers"), "--out", str(tmp_path / "out"), "--workers", "1"])

    assert left.value.code == 2
    assert "Permission denied" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_said_and_nothing_is_half_written(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from speedbumps import cli

    written = 0
    whole = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        nonlocal written
        written += 1
        if written > 10:
            whole(path, content[: len(content) // 2])
            raise OSError(28, "No space left on device", str(path))
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    arguments: list[str | Path] = [
        "batch",
        place / "answers",
        "--schools",
        place / "schools.csv",
        "--out",
        tmp_path / "out",
        "--workers",
        "1",
    ]
    with pytest.raises(SystemExit) as left:
        cli.main([str(each) for each in arguments])
    monkeypatch.undo()

    assert left.value.code == 2
    assert "No space left on device" in capsys.readouterr().err
    undisturbed = everything(place / "out")
    there = {name: told for name, told in everything(tmp_path / "out").items() if not name.startswith(WORK)}
    assert there
    assert all(undisturbed[name] == told for name, told in there.items())
    run(*arguments[1:])
    assert everything(tmp_path / "out") == undisturbed


def test_a_file_that_changes_while_it_is_read_is_reported(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 6)
    before = {path: stamp_file(path) for path in (tmp_path / "answers").iterdir()}
    write_answers(tmp_path / "answers/school-03.csv", Random(9))

    with pytest.raises(BadFilesError) as stopped:
        read_batch([tmp_path / "answers"], AnswerOptions(schools=table), before)

    (problem,) = stopped.value.problems
    assert (Path(problem.path).name, problem.code) == ("school-03.csv", CHANGED)


@pytest.mark.parametrize("school", ["con", "a/b", "../up", "Ysgol Tŷ", "ÄÖ", "x" * 200, "nul", "..", "a b", "école"])
def test_folders_are_safe_and_their_own(school: str) -> None:
    name = folder_name(school.casefold())

    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name not in ("con", "nul", "")
    assert len(name) < 80
    assert folder_name(school.casefold() + " ") != name


def test_what_must_hold_is_said_and_fails_the_command(place: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "wanted.yaml"
    wanted.write_text(
        "format: speedbumps-assertions/1\nassertions:\n"
        "  - {id: many, says: There are many schools., of: schools, at_least: 500}\n"
        "  - {id: some, says: Some answered., of: people, at_least: 1, level: warning}\n",
        "utf-8",
    )
    arguments: list[str | Path] = [
        place / "answers",
        "--schools",
        place / "schools.csv",
        "--out",
        tmp_path / "out",
        "--assert",
        wanted,
    ]

    run(*batch_inputs(place), "--out", tmp_path / "out")
    first = run(*arguments, fails=True)
    again = run(*arguments, fails=True)

    assert f"reports of 0 written, {SCHOOLS} as they were" in first
    assert (tmp_path / "out/assertions.csv").exists()
    run(*batch_inputs(place), "--out", tmp_path / "out")
    assert not (tmp_path / "out/assertions.csv").exists()
    for told in (first, again):
        assert f"error: many: There are many schools. Expected at least 500; found {SCHOOLS}." in told
        assert f"holds: some: Some answered. ({SCHOOLS} of {SCHOOLS} looked at)" in told


def test_files_called_alike_in_several_folders_are_their_folders_schools(tmp_path: Path) -> None:
    for at in range(6):
        folder = tmp_path / f"answers/Ash {at}"
        folder.mkdir(parents=True)
        write_answers(folder / "responses.csv", Random(at))
    schools = tmp_path / "schools.csv"
    schools.write_text("id,name\n" + "".join(f"id{at},Ash {at}\n" for at in range(6)), "utf-8")

    run(tmp_path / "answers", "--schools", schools, "--out", tmp_path / "out")

    made = sorted(path.name for path in (tmp_path / "out").iterdir() if path.is_dir())
    assert made == [f"id{at}" for at in range(6)]


def test_rounds_of_one_school_in_several_folders_stay_one_school(tmp_path: Path) -> None:
    for when in ("autumn", "spring"):
        folder = tmp_path / when
        folder.mkdir()
        (folder / "hillview.csv").write_text(f"role,round,T01\nteacher,2026-{when},1\n", "utf-8")

    found = assemble_many([tmp_path / "autumn", tmp_path / "spring"], AnswerOptions(round="2026-spring"))

    assert found.responses.people.select("school", "round").rows() == [("hillview", "2026-spring")]


def test_files_of_other_kinds_in_a_folder_are_named(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 6)
    (tmp_path / "answers/notes.txt").write_text("Ask Ms Lee again on Monday.\n", "utf-8")
    with ZipFile(tmp_path / "answers/photos.zip", "w") as packed:
        packed.writestr("hall.jpg", "x")
    (tmp_path / "answers/Thumbs.db").write_bytes(b"x")

    told = run(tmp_path / "answers", "--schools", table, "--out", tmp_path / "out", "--dry-run")

    assert "notes.txt:1:1: warning SB842 this cannot be read as a table of answers, and is left out" in told
    assert "photos.zip:1:1: warning SB842 this cannot be read as a table of answers, and is left out" in told
    assert "Thumbs" not in told


def test_a_packed_file_that_may_hold_answers_is_one_that_could_not_be_read(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 6)
    (tmp_path / "answers/export.csv.zip").write_bytes(b"PK")
    with ZipFile(tmp_path / "answers/two.zip", "w") as packed:
        packed.writestr("one.csv", "role,T01\nteacher,1\n")
        packed.writestr("two.csv", "role,T01\nteacher,2\n")

    told = run(tmp_path / "answers", "--schools", table, "--out", tmp_path / "out", "--dry-run", fails=True)

    assert "export.csv.zip:1:1: error SB011" in told
    assert "two.zip:1:1: error SB011 this packed file holds 2 CSV files" in told


def test_answers_that_are_left_out_take_nobodys_reports_away(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 6)
    late = tmp_path / "late"
    late.mkdir()
    (tmp_path / "answers/school-05.csv").rename(late / "school-05.csv")
    out = tmp_path / "out"
    run(tmp_path / "answers", "--schools", table, "--out", out)
    before = everything(out)

    told = refusal(late, "--schools", table, "--out", out)

    assert "holds reports from answers that are not named now" in told
    assert everything(out) == before
    run(tmp_path / "answers", late, "--schools", table, "--out", out)
    assert (out / "school-05/report.html").exists()


def test_a_school_of_one_person_is_in_no_figure_of_the_cohort(tmp_path: Path) -> None:
    table = write_schools(tmp_path / "answers", 6)
    (tmp_path / "answers/school-05.csv").write_text("role,consent,T01,T04,T07\nhead,identified,4,4,4\n", "utf-8")

    run(tmp_path / "answers", "--schools", table, "--out", tmp_path / "out")

    cohort = Cohort.model_validate_json((tmp_path / "out/cohort.json").read_text("utf-8"))
    assert cohort.response.schools == 5
    assert cohort.response.apart == 1
    assert max(each.spread.n for each in cohort.targets if each.spread) == 5


def test_no_answer_is_left_in_what_a_batch_keeps(place: Path) -> None:
    assert not (place / "out" / WORK).exists()
    kept = (place / "out/manifest.json").read_text("utf-8")
    assert "teacher" not in kept
