"""A batch over rounds and with plans: what a school's own report says, in every school's folder."""

import csv
import os
import shutil
import stat
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from speedbumps.batch.prepare import BatchOptions
from speedbumps.batch.run import ProgressDisplay, run
from speedbumps.batch.storage import WORK
from speedbumps.cli import main
from speedbumps.model.cohort import Cohort
from speedbumps.responses.read_files import AnswerOptions

SCHOOLS = ("ash", "beech", "elm", "oak", "yew")
NEWCOMER = "fir"

PLAN = """format: speedbumps-plan/1
school: {school}
round: "2026"
questionnaire: school@2.0.0
priorities:
  - bump: time.ways-of-working
    action: A13
    status: done
"""


class StoppedError(Exception):
    """Stands for whatever ends a batch."""


def write_few_answers(path: Path, chance: Random) -> None:
    """Answers of eight teachers to the questions on time alone, with a view of their own each."""
    columns = [f"T{number:02d}" for number in range(1, 11)]
    lines = [",".join(["role", *columns])]
    for _ in range(8):
        own = chance.choice([1, 2, 3])
        lines.append(",".join(["teacher", *(str(own + chance.choice([-1, 0, 0, 1])) for _ in columns)]))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    return int(left.value.code or 0)


def batch(*more: str | Path, out: str = "out") -> int:
    """Run the batch over both rounds, which are in the current folder."""
    return call("batch", "2027", "--before", "2026", "--plans", "plans", "--workers", "1", "--out", out, *more)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rounds of five schools and one of a sixth, four plans, and what a batch made of them."""
    place = tmp_path_factory.mktemp("rounds")
    for round_, seed in (("2026", 10), ("2027", 50)):
        (place / round_).mkdir()
        for at, school in enumerate(SCHOOLS):
            write_few_answers(place / round_ / f"{school}.csv", Random(seed + at))
    write_few_answers(place / "2027" / f"{NEWCOMER}.csv", Random(99))
    (place / "2026" / "bad.csv").write_text("role,T01\nteacher,perhaps\n", "utf-8")
    (place / "plans").mkdir()
    for name, school in (("a", "ash"), ("b", "beech"), ("b2", "Beech"), ("s", "spruce")):
        (place / "plans" / f"{name}.yaml").write_text(PLAN.format(school=school), "utf-8")
    (place / "plans" / "letter.yaml").write_text("to: the head\n", "utf-8")
    with chdir(place):
        assert batch() == 1  # a bad file, two plans of one school, and a letter
    return place


@pytest.fixture
def place(done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all of it, in which a test can change something and commands run."""
    shutil.copytree(done, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_school_reads_what_its_own_report_and_comparison_say(done: Path, tmp_path: Path) -> None:
    before, after, folder = done / "2026" / "ash.csv", done / "2027" / "ash.csv", done / "out" / "ash"
    report, comparison = tmp_path / "report.md", tmp_path / "comparison.json"
    assert call("report", after, "--before", before, "--plan", done / "plans" / "a.yaml", "-o", report) == 0
    assert call("compare", before, after, "-o", comparison) == 0
    alone, among = (path.read_text("utf-8") for path in (report, folder / "report.md"))

    assert (folder / "comparison.json").read_bytes() == comparison.read_bytes()
    for title in ("What became of the last plan", "Then and now"):
        start = among.index(f"## {title}")
        assert among[start : among.index("\n## ", start)] in alone
    assert among.index("## What became of the last plan") < among.index("## Then and now") < among.index("## Who")


def test_a_school_of_one_round_has_no_page_on_changes(done: Path) -> None:
    folder = done / "out" / NEWCOMER

    assert not (folder / "comparison.json").exists()
    assert "Then and now" not in (folder / "report.md").read_text("utf-8")


def test_all_problems_of_earlier_answers_and_plans_are_in_the_table(done: Path) -> None:
    found = {(Path(row["path"]).name, row["code"]) for row in rows_of(done / "out" / "problems.csv")}

    assert {
        ("bad.csv", "SB004"),
        ("letter.yaml", "SB865"),
        ("b.yaml", "SB866"),
        ("b2.yaml", "SB866"),
        ("s.yaml", "SB867"),
    } <= found


@pytest.mark.usefixtures("place")
def test_a_line_says_how_many_plans_were_read_and_which_could_not_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    unused = [str(Path("plans", name)) for name in ("b.yaml", "b2.yaml", "letter.yaml", "s.yaml")]

    batch("--dry-run", out="new")
    assert f"1 plan was read; could not be used: {', '.join(unused)}.\n" in capsys.readouterr().err

    for name in unused:
        Path(name).unlink()
    Path("plans", "y.yaml").write_text(PLAN.format(school="yew"), "utf-8")
    batch("--dry-run", out="new")
    assert "\n2 plans were read.\n" in capsys.readouterr().err


def test_the_table_of_changes_holds_what_the_reports_say(done: Path) -> None:
    rows = rows_of(done / "out" / "changes.csv")
    text = (done / "out" / "ash" / "comparison.json").read_text("utf-8")

    assert {row["school"] for row in rows} == set(SCHOOLS)
    time = next(row for row in rows if (row["school"], row["target"]) == ("ash", "time"))
    assert (time["bump"], time["action"], time["status"]) == ("time.ways-of-working", "Fewer data collections", "done")
    for figure in ("before", "after", "difference", "low", "high"):
        assert f'"{figure}": {time[figure]}' in text
    assert f'"said": "{time["verdict"]}"' in text
    sheet = load_workbook(done / "out" / "scores.xlsx")["changes"]
    assert [tuple("" if cell is None else str(cell) for cell in row[:2]) for row in sheet.values][1:] == [
        (row["school"], row["name"]) for row in rows
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_its_owner_can_read_the_table_of_changes(done: Path) -> None:
    assert stat.S_IMODE((done / "out" / "changes.csv").stat().st_mode) == 0o600


def test_the_page_about_all_counts_changes_of_enough_schools_only(place: Path) -> None:
    page = Cohort.model_validate_json((place / "out" / "cohort.json").read_text("utf-8"))
    assert page.changes is not None
    assert page.changes.schools == len(SCHOOLS)
    (place / "2026" / "yew.csv").unlink()
    assert batch(out="fewer") == 1

    assert Cohort.model_validate_json((place / "fewer" / "cohort.json").read_text("utf-8")).changes is None


def test_changed_earlier_answers_are_compared_again_and_only_these(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(place / "out")
    assert batch() == 1
    assert "Nothing changed" in capsys.readouterr().err
    write_few_answers(place / "2026" / "oak.csv", Random(77))
    assert batch() == 1
    after = contents(place / "out")

    told = capsys.readouterr().err
    assert "reports of 1 written, 5 as they were" in told
    assert "5 schools: the reports say what changed since the round before; 1 has no earlier answers" in told
    assert "1 school adds something else to it" in told or before["cohort.json"] == after["cohort.json"]
    changed = {name for name in before if before[name] != after[name]}
    assert {"oak/comparison.json", "oak/report.html", "changes.csv"} <= changed
    assert not [name for name in changed if "/" in name and not name.startswith("oak/")]


def test_a_few_corrected_earlier_answers_are_not_published_once_more(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "2026" / "elm.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    assert batch() == 1

    assert "elm: its report does not say what changed since these answers" in capsys.readouterr().err
    assert not (place / "out" / "elm" / "comparison.json").exists()
    assert "Then and now" not in (place / "out" / "elm" / "report.md").read_text("utf-8")


def test_two_files_of_one_round_get_no_report(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = (place / "2027" / "ash.csv").read_text("utf-8")
    (place / "2026" / "ash.csv").write_text("".join(late.splitlines(keepends=True)[:-1]), "utf-8")
    (place / "2026" / ".speedbumps-published.json").unlink()
    assert batch(out="new") == 1

    assert "ash: some rows here are those in" in capsys.readouterr().err
    assert not (place / "new" / "ash").exists()
    assert (place / "new" / "oak" / "comparison.json").exists()


def test_a_stopped_batch_goes_on_with_what_was_compared(place: Path) -> None:
    def stop(stage: str, *_: int) -> None:
        if stage == "Looking for families and visits":
            raise StoppedError

    job = BatchOptions([place / "2027"], place / "again", AnswerOptions(), {"version": ""}, {}, before=[place / "2026"])
    with pytest.raises(StoppedError):
        run(job, lambda _: {}, ProgressDisplay(stop, lambda _: None))
    kept = {path.name: path.stat().st_mtime_ns for path in (place / "again" / WORK).glob("then-*.json")}
    assert len(kept) == len(SCHOOLS)

    seen: dict[str, int] = {}

    def look(stage: str, *_: int) -> None:
        if stage == "Writing reports":
            seen.update({path.name: path.stat().st_mtime_ns for path in (place / "again" / WORK).glob("then-*.json")})

    run(job, lambda _: {}, ProgressDisplay(look, lambda _: None))
    assert seen == kept
    for school in SCHOOLS:
        names: Sequence[str] = ("comparison.json", "audit.json")
        assert [(place / "again" / school / name).read_bytes() for name in names] == [
            (place / "out" / school / name).read_bytes() for name in names
        ]


@pytest.mark.usefixtures("place")
def test_the_folder_of_reports_is_apart_from_earlier_answers() -> None:
    assert batch(out="2026/out") == 2
