"""A batch writes no report that gives people away beside an earlier one, and its manifest names no file of theirs."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from support.schools import first_version

from speedbumps.batch.manifest import NAME, REPORTS, read_manifest
from speedbumps.cli import main
from speedbumps.model.audit import Audit
from speedbumps.responses.publication_note import read_note
from speedbumps.tables.files import PUBLISHED

POINTS = [question.id for question in first_version().questionnaire.questions if question.measures][:12]

SCHOOLS = 6
STAFF = 12


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    told: str


Command = Callable[..., Ended]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for at in range(SCHOOLS):
        write(tmp_path / f"answers/s{at}.csv")
    return tmp_path


@pytest.fixture
def batch(place: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    def call(*options: str | Path) -> Ended:
        arguments = ["batch", place / "answers", "--out", place / "out", "--workers", "1", *options]
        with pytest.raises(SystemExit) as left:
            main([str(each) for each in arguments])
        return Ended(int(left.value.code or 0), capsys.readouterr().err)

    return call


def write(path: Path, number: int = STAFF) -> None:
    """A table with the answers of a *number* of teachers, the first of whom are always the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (
        ["teacher", *(str(Random(f"{path.stem} {at} {name}").randrange(5)) for name in POINTS)] for at in range(number)
    )
    save(path, [["role", *POINTS], *rows])


def save(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def problems(place: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((place / "out/problems.csv").read_text("utf-8").splitlines()))


def audit(place: Path, school: str) -> Audit:
    return Audit.model_validate_json((place / "out" / school / "audit.json").read_text("utf-8"))


def test_a_school_with_a_late_answer_is_a_problem_of_that_school_and_the_others_go_on(
    place: Path, batch: Command
) -> None:
    assert batch().code == 0
    write(place / "answers/s1.csv", STAFF + 1)
    write(place / "answers/s2.csv", STAFF + 5)

    ended = batch()

    assert ended.code == 1
    assert "SB862" in ended.told
    assert "1 file or school could not be read or used" in ended.told
    assert "The finished reports of 1 school stay, as they were" in ended.told
    assert "1 school keeps an earlier report and is not counted (s1), 1 school has other answers (s2)" in ended.told
    assert "s1 keeps its earlier report, since a new one beside it" in ended.told
    assert "is gone" not in ended.told
    assert "The schools' own reports and the tables are up to date" not in ended.told
    (row,) = [row for row in problems(place) if row["code"] == "SB862"]
    assert Path(row["path"]).name == "s1.csv"
    assert row["severity"] == "error"
    assert "fewer than 5 people are new, gone or in another role" in row["message"]
    assert not {str(STAFF), str(STAFF + 1)}.intersection(row["message"].split())
    assert audit(place, "s1").respondents.n == STAFF
    assert audit(place, "s2").respondents.n == STAFF + 5
    with (place / "out/scores.csv").open(encoding="utf-8") as file:
        assert {row["school"] for row in csv.DictReader(file)} == {"s0", "s2", "s3", "s4", "s5"}


def test_what_replaces_an_earlier_report_says_so_in_every_format_from_then_on(place: Path, batch: Command) -> None:
    assert batch().code == 0
    write(place / "answers/s1.csv", STAFF + 1)
    assert batch().code == 1
    assert batch().code == 1  # nothing changed

    ended = batch("--replaces")

    assert ended.code == 0
    assert "reports of 1 written" in ended.told
    for name in REPORTS:
        told = (place / "out/s1" / name).read_text("utf-8")
        assert ('"about": "replaces"' if name.endswith("json") else f"an earlier one of {STAFF} people") in told
        assert "an earlier one of" not in (place / "out/s2" / name).read_text("utf-8")
    assert "Nothing changed" in batch().told
    assert "reports of 0 would be written, 6 as they were" in batch("--dry-run").told
    assert batch("--date", "2026-11-24").code == 0
    assert [each.about for each in audit(place, "s1").notes].count("replaces") == 1


def test_a_report_of_one_school_and_a_batch_share_the_note(
    place: Path, batch: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch().code == 0
    write(place / "answers/s1.csv", STAFF + 1)
    with pytest.raises(SystemExit) as left:
        main(["report", str(place / "answers/s1.csv")])
    assert left.value.code == 1
    assert f"a report of {STAFF} people was written" in capsys.readouterr().err


def test_a_batch_that_breaks_off_has_noted_what_it_wrote(place: Path, batch: Command) -> None:
    """A file where a school's folder should be: the schools before it are written, and the rest is not."""
    (place / "out").mkdir()
    (place / "out/s3").write_text("in the way", "utf-8")
    assert batch().code == 2
    written = {path.parent.name for path in (place / "out").glob("*/report.html")}
    assert written == {"s0", "s1", "s2"}
    assert written <= read_note(place / "answers" / PUBLISHED).reports.keys()

    (place / "out/s3").unlink()
    assert batch().code == 0


def test_a_dry_run_notes_nothing_and_tells_what_would_be_refused(place: Path, batch: Command) -> None:
    assert batch("--dry-run").code == 0
    assert not (place / "answers" / PUBLISHED).exists()
    assert batch().code == 0
    before = (place / "answers" / PUBLISHED).read_bytes()
    write(place / "answers/s1.csv", STAFF + 1)
    assert "SB862" in batch("--dry-run").told
    assert (place / "answers" / PUBLISHED).read_bytes() == before


def test_if_every_school_is_refused_nothing_is_written(place: Path, batch: Command) -> None:
    assert batch().code == 0
    before = (place / "out" / NAME).read_bytes()
    for at in range(SCHOOLS):
        write(place / f"answers/s{at}.csv", STAFF - 1)
    assert batch().code == 1
    assert (place / "out" / NAME).read_bytes() == before


def test_a_damaged_note_stops_the_batch(place: Path, batch: Command) -> None:
    (place / "answers" / PUBLISHED).write_text("{", "utf-8")
    assert "SB863" in batch().told
    assert not (place / "out/s0").exists()
    assert batch("--replaces").code == 0
    assert "replaces any earlier one" in (place / "out/s0/report.md").read_text("utf-8")


def test_without_the_note_nothing_is_known(place: Path, batch: Command) -> None:
    """So the tests above fail because of the note and of nothing else."""
    assert batch().code == 0
    write(place / "answers/s1.csv", STAFF + 1)
    (place / "answers" / PUBLISHED).unlink()
    assert batch().code == 0


def hand_in(folder: Path, number: int) -> list[Path]:
    """The files that a *number* of people handed in; they differ in size."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for at in range(number):
        path = folder / f"{Random(f'{folder.name} {at}').getrandbits(64):016x}.yaml"
        answers = "".join(f"  {name}: {Random(f'{path.name} {name}').randrange(5)}\n" for name in POINTS[: 12 - at % 3])
        path.write_text(
            "format: speedbumps-answers/1\nquestionnaire: school\nversion: 2.0.0\n"
            f"school: {{id: {folder.name}}}\nrole: teacher\nanswers:\n{answers}",
            "utf-8",
        )
        made.append(path)
    return made


@pytest.fixture
def handed_in(tmp_path: Path) -> list[Path]:
    return [path for at in range(5) for path in hand_in(tmp_path / f"answers/s{at}", 6)]


def test_a_manifest_says_nothing_of_single_files_that_people_handed_in(
    tmp_path: Path, handed_in: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["batch", str(tmp_path / "answers"), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert _call(command) == 0
    said = (tmp_path / "out" / NAME).read_text("utf-8")

    assert len(json.loads(said)["handed_in"]) == len(handed_in)
    for path in handed_in:
        assert path.stem not in said
        assert str(path.stat().st_mtime_ns) not in said
        assert f" {path.stat().st_size}" not in said
    capsys.readouterr()
    assert _call(command) == 0
    assert "Nothing changed" in capsys.readouterr().err


def _call(command: Sequence[str]) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(command))
    return int(left.value.code or 0)


@pytest.mark.parametrize("change", ["touched", "grown", "gone", "new", "renamed"])
def test_any_change_of_a_file_that_was_handed_in_is_seen(
    change: str, tmp_path: Path, handed_in: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["batch", str(tmp_path / "answers"), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert _call(command) == 0
    path = handed_in[7]
    match change:
        case "touched":
            path.touch()
        case "grown":
            path.write_text(path.read_text("utf-8") + "# A comment.\n", "utf-8")
        case "gone":
            path.unlink()
        case "new":
            hand_in(tmp_path / "answers/s1", 11)
        case _:
            path.rename(path.with_stem("a" * 16))
    capsys.readouterr()
    _call(command)
    assert "Nothing changed" not in capsys.readouterr().err


def test_files_that_are_not_named_any_more_are_missed(
    tmp_path: Path, handed_in: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--out", str(tmp_path / "out"), "--workers", "1"]
    assert _call(["batch", *map(str, handed_in), *options]) == 0
    capsys.readouterr()
    assert _call(["batch", *map(str, handed_in[1:]), *options]) == 2
    assert f"not named now: {handed_in[0]}." in capsys.readouterr().err
    shutil.rmtree(tmp_path / "answers/s4")
    left = [path for path in handed_in if path.parent.name != "s4"]
    assert _call(["batch", *map(str, left), *options]) == 0


def test_an_old_manifest_with_the_files_themselves_is_read_as_changed(place: Path, batch: Command) -> None:
    assert batch().code == 0
    manifest = place / "out" / NAME
    said = json.loads(manifest.read_text("utf-8"))
    for key in ("salt", "folders", "handed_in", "unread"):
        del said[key]
    paths = [str(place / f"answers/s{at}.csv") for at in range(SCHOOLS)]
    said["inputs"] = {path: [Path(path).stat().st_size, Path(path).stat().st_mtime_ns] for path in paths}
    said["sources"] = {f"s{at}": [path] for at, path in enumerate(paths)}
    manifest.write_text(json.dumps(said), "utf-8")

    told = batch().told
    assert "Nothing changed" not in told
    assert "reports of 0 written, 6 as they were" in told
    last = read_manifest(place / "out")
    assert last is not None
    assert last.salt in manifest.read_text("utf-8")
    assert "Nothing changed" in batch().told
