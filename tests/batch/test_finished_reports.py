"""No run deletes a finished report, unless somebody asks for it and no file holds the answers any more."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from support.schools import first_version

from speedbumps.batch.folders import folder_name
from speedbumps.batch.intake import TableUse
from speedbumps.batch.manifest import MISSING, NAME, REPORTS, UNSURE, UNUSED, digest, read_manifest, stamp_file
from speedbumps.batch.prepare import BatchOptions
from speedbumps.batch.run import BatchResult, ProgressDisplay, run
from speedbumps.batch.tables import files
from speedbumps.cli import main
from speedbumps.diagnostics.problem import BadFilesError
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.files import list_files

POINTS = [question.id for question in first_version().questionnaire.questions if question.measures][:12]
ROUND = "2026-autumn"


def write(path: Path, seed: object = 0, *, school: str | None = None, rounds: Sequence[str] = ("",)) -> None:
    """A table of one school's answers: six teachers in each of the *rounds*."""
    chance = Random(f"{path.stem} {seed}")
    names = ("school", "role", "round") if school else ("role", "round")
    rows = [",".join((*names, *POINTS))]
    for when in rounds:
        for _ in range(6):
            about = (*([school] if school else []), "teacher", when)
            rows.append(",".join((*about, *(str(chance.randrange(5)) for _ in POINTS))))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", "utf-8")


def damage(path: Path) -> None:
    path.write_bytes(b"role,T01\nteacher,1,2,3\n")


def with_a_bad_cell(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("\nteacher,,", "\nteacher,,99", 1), "utf-8")


class Place(NamedTuple):
    """Where answers are, and where reports go."""

    answers: Path
    table: Path
    out: Path

    @property
    def reports(self) -> set[str]:
        """The folders that hold a whole report."""
        made = self.out.iterdir() if self.out.exists() else ()
        return {path.name for path in made if all((path / name).is_file() for name in REPORTS)}

    def describe(self, schools: Iterable[str]) -> None:
        """Write the table of these *schools*."""
        rows = (f"{school},england,primary,{100 + at}" for at, school in enumerate(schools))
        self.table.write_text("\n".join(("id,nation,phase,pupils", *rows)) + "\n", "utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for at in range(6):
        write(tmp_path / f"answers/s{at}.csv")
    found = Place(tmp_path / "answers", tmp_path / "schools.csv", tmp_path / "out")
    found.describe(f"s{at}" for at in range(6))
    return found


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    told: str


@pytest.fixture
def batch(place: Place, capsys: pytest.CaptureFixture[str]) -> "Batch":
    return Batch(place, capsys)


class Batch:
    """The command, with one worker."""

    def __init__(self, place: Place, screen: pytest.CaptureFixture[str]) -> None:
        self._place, self._screen = place, screen

    def __call__(self, *options: str | Path, table: bool = True) -> Ended:
        chosen = ["--schools", self._place.table] if table else []
        arguments = ["batch", self._place.answers, "--out", self._place.out, "--workers", "1", *chosen, *options]
        with pytest.raises(SystemExit) as left:
            main([str(each) for each in arguments])
        return Ended(int(left.value.code or 0), self._screen.readouterr().err)


def problems(place: Place) -> list[dict[str, str]]:
    return list(csv.DictReader((place.out / "problems.csv").read_text("utf-8").splitlines()))


def test_an_option_takes_nobodys_report_away(place: Place, batch: Batch) -> None:
    batch()
    for at in range(6):
        write(place.answers / f"s{at}.csv", rounds=("2026-spring",))
    write(place.answers / "hollins.csv", rounds=(ROUND, "2026-spring"))

    ended = batch("--round", ROUND, "--unknown-schools", "keep")

    assert place.reports == {"hollins", *(f"s{at}" for at in range(6))}
    assert ended.code == 0
    assert "The finished reports of 6 schools stay, as they were, because their answers could not be used" in ended.told
    assert "s0, s1, s2, s3, s4 and 1 more" in ended.told
    reasons = [row["message"] for row in problems(place) if row["message"].startswith("'s3'")]
    assert reasons == [f"'s3' has no answers of round '{ROUND}'; it has 2026-spring"]
    assert "Nothing changed" in batch("--round", ROUND, "--unknown-schools", "keep").told

    ended = batch("--round", ROUND, "--unknown-schools", "keep", "--remove-missing")

    assert place.reports == {"hollins", *(f"s{at}" for at in range(6))}
    assert "taken away" not in ended.told


def test_reports_without_answers_stay_until_somebody_asks(place: Place, batch: Batch) -> None:
    batch()
    (place.out / "s2/own-notes.txt").write_text("ours", "utf-8")
    for name in ("s1.csv", "s2.csv"):
        (place.answers / name).unlink()

    for told in (batch().told, batch().told):
        assert (
            "The finished reports of 2 schools stay, although their answers are gone: s1, s2. "
            "--remove-missing deletes them."
        ) in told
        assert place.reports == {f"s{at}" for at in range(6)}

    dry = batch("--dry-run", "--remove-missing")
    assert "of 2 schools would be deleted, because no file has their answers any more:\n  s1, s2\n" in dry.told
    assert place.reports == {f"s{at}" for at in range(6)}

    ended = batch("--remove-missing")
    assert ended.code == 0
    announced = ended.told.index(
        "of 2 schools will be deleted, because no file has their answers any more:\n  s1, s2\n"
    )
    assert "any more:\n  s1, s2\n" in ended.told
    assert announced < ended.told.index("4 schools: reports of")
    assert place.reports == {"s0", "s3", "s4", "s5"}
    assert not (place.out / "s1").exists()
    assert [path.name for path in (place.out / "s2").iterdir()] == ["own-notes.txt"]
    again = batch("--remove-missing")
    assert "Nothing changed" in again.told
    assert "taken away" not in again.told


def test_only_reports_of_schools_that_no_file_names_are_taken_away(place: Place, batch: Batch) -> None:
    batch()
    (place.answers / "s0.csv").unlink()
    damage(place.answers / "s1.csv")
    with_a_bad_cell(place.answers / "s2.csv")
    place.describe(["s0", "s1", "s2", "s4", "s5"])

    ended = batch("--remove-missing")

    assert ended.code == 1
    assert place.reports == {"s1", "s2", "s3", "s4", "s5"}
    assert "of 1 school will be deleted, because no file has their answers any more:\n  s0\n" in ended.told
    assert (
        "of 3 schools stay, as they were, because their answers could not be used this time: s1, s2, s3." in ended.told
    )
    assert f"For the reasons see {place.out / 'problems.csv'}." in ended.told
    place.describe(f"s{at}" for at in range(6))
    for at in (0, 1, 2):
        write(place.answers / f"s{at}.csv")
    assert "6 schools: reports of 3 written, 3 as they were." in batch().told


def test_answers_that_may_be_in_a_damaged_file_are_not_gone(place: Place, batch: Batch) -> None:
    batch()
    (place.answers / "s0.csv").unlink()
    damage(place.answers / "late.csv")

    for _ in range(3):  # it does not become old news
        ended = batch("--remove-missing")
        assert "s0" in place.reports
        assert "are gone, or are in a file that could not be read: s0." in ended.told

    write(place.answers / "late.csv")
    assert batch("--remove-missing").code == 1  # late is not in the table
    assert "s0" not in place.reports


def test_a_file_that_was_damaged_before_holds_up_nothing(place: Place, batch: Batch) -> None:
    damage(place.answers / "notes.csv")
    batch()
    (place.answers / "s0.csv").unlink()

    batch("--remove-missing")

    assert place.reports == {f"s{at}" for at in range(1, 6)}


def test_a_table_of_many_schools_that_is_damaged_takes_nothing_away(place: Place, batch: Batch) -> None:
    for at in (0, 1, 2):
        (place.answers / f"s{at}.csv").unlink()
    lines = [f"{school},{line}" for school in ("s0", "s1") for line in ["teacher," + ",".join("1" * len(POINTS))] * 6]
    many = place.answers / "many.csv"
    many.write_text("\n".join((f"school,role,{','.join(POINTS)}", *lines)) + "\n", "utf-8")
    batch()
    assert place.reports == {"s0", "s1", "s3", "s4", "s5"}
    damage(many)

    ended = batch("--remove-missing")

    assert place.reports == {"s0", "s1", "s3", "s4", "s5"}
    assert "could not be used this time: s0, s1." in ended.told


def test_a_school_that_is_renamed_has_both_reports_until_somebody_asks(place: Place, batch: Batch) -> None:
    batch()
    (place.answers / "s0.csv").rename(place.answers / "ash.csv")
    place.describe(["ash", *(f"s{at}" for at in range(1, 6))])

    batch()
    assert {"ash", "s0"} <= place.reports

    batch("--remove-missing")
    assert "ash" in place.reports
    assert "s0" not in place.reports


def test_a_folder_that_somebody_deleted_is_neither_missed_nor_announced(place: Place, batch: Batch) -> None:
    from shutil import rmtree

    batch()
    for name in ("s0.csv", "s1.csv"):
        (place.answers / name).unlink()
    batch()
    rmtree(place.out / "s0")

    told = batch().told
    assert "Nothing changed" in told
    assert "of 1 school stay, although their answers are gone: s1." in told

    told = batch("--remove-missing").told
    assert "any more:\n  s1\n" in told
    assert read_manifest(place.out).stale == {}  # type: ignore[union-attr] # a batch was done


def test_a_report_of_a_batch_that_was_stopped_stays_too(place: Place, batch: Batch) -> None:
    assert stop(place, "Writing reports", 6)
    assert place.reports
    assert read_manifest(place.out) is None
    (place.answers / "s0.csv").unlink()

    told = batch().told

    assert "although their answers are gone: s0." in told
    assert "s0" in place.reports
    batch("--remove-missing")
    assert place.reports == {f"s{at}" for at in range(1, 6)}


def test_a_manifest_of_an_earlier_version_is_understood(place: Place, batch: Batch) -> None:
    batch()
    kept = json.loads((place.out / NAME).read_text("utf-8"))
    del kept["sources"], kept["stale"]
    (place.out / NAME).write_text(json.dumps(kept), "utf-8")
    assert "Nothing changed" in batch().told
    (place.answers / "s0.csv").unlink()
    damage(place.answers / "s1.csv")

    batch("--remove-missing")
    assert place.reports == {f"s{at}" for at in range(6)}  # where answers came from is not known

    write(place.answers / "s1.csv")
    batch("--remove-missing")
    assert place.reports == {f"s{at}" for at in range(1, 6)}


def test_purge_leaves_reports_and_says_what_they_are(
    place: Place, batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    batch()
    (place.answers / "s0.csv").unlink()
    batch()
    (place.out / "own").mkdir()

    with pytest.raises(SystemExit):
        main(["purge", str(place.out), "--yes"])

    told = capsys.readouterr().err
    assert f"{place.out / 's0'}: holds a school's finished reports" in told
    assert f"{place.out / 's1'}: holds a school's finished reports" in told
    assert f"{place.out / 'own'}: is a folder inside" in told
    assert place.reports == {f"s{at}" for at in range(6)}


def test_what_cannot_be_scored_at_all_deletes_nothing(place: Place, batch: Batch) -> None:
    batch()
    for at in range(6):
        damage(place.answers / f"s{at}.csv")

    ended = batch("--remove-missing")

    assert ended.code == 1
    assert place.reports == {f"s{at}" for at in range(6)}


class StopError(Exception):
    """Somebody stops a batch."""


def work(place: Place, tell: "ProgressDisplay", *, use: TableUse | None = None, remove: bool = False) -> BatchResult:
    """What a batch does that is run from here."""
    paths = [place.answers, place.table]
    inputs = {path: stamp_file(path) for path in list_files(paths).files}
    asked = AnswerOptions(schools=place.table)
    job = BatchOptions(
        [place.answers], place.out, asked, {"version": "1"}, inputs, use=use or TableUse(), remove_missing=remove
    )
    return run(job, lambda outcome: files(outcome, "en"), tell)


def stop(place: Place, doing: str, at: int) -> bool:
    """Stop a batch as it tells of its *at*-th school; return whether it came so far."""

    def tell(what: str, done: int, _: int) -> None:
        if what == doing and done >= at:
            raise StopError

    try:
        work(place, ProgressDisplay(tell, lambda _: None))
    except StopError:
        return True
    except BadFilesError:  # it had nothing to do
        return False
    return False


CHANGES = ("delete", "damage", "cell", "rename", "restore", "strange", "add", "round", "stop", "merge")
OPTIONS: tuple[tuple[str, ...], ...] = (
    (),
    ("--set-aside",),
    ("--round", ROUND),
    ("--unknown-schools", "keep"),
    ("--alike", "pupils"),
    ("--language", "cy", "--draft-translations"),
    ("--dry-run",),
    ("--form", "quick"),
)


def change(place: Place, kind: str, chance: Random) -> None:
    """Change the answers, or the table, in one way."""
    there = sorted(place.answers.glob("*.csv"))
    path = chance.choice(there)
    match kind:
        case "delete" if len(there) > 1:
            path.unlink()
        case "damage":
            damage(path)
        case "cell":
            with_a_bad_cell(path)
        case "rename":
            path.rename(path.with_name(f"r{chance.randrange(99)}.csv"))
        case "restore":
            write(place.answers / f"s{chance.randrange(6)}.csv")
        case "strange":
            place.describe(f"s{at}" for at in range(6) if chance.random() < 0.7)
        case "add":
            write(place.answers / f"s{chance.randrange(6, 12)}.csv", chance.random())
        case "round":
            write(path, rounds=(chance.choice((ROUND, "2026-spring")),))
        case "merge":
            write(place.answers / "one.csv", school=path.stem)
        case "stop":
            stop(place, chance.choice(("Scoring", "Writing reports")), chance.randrange(1, 6))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_changed_no_folder_of_reports_goes(place: Place, batch: Batch, seed: int) -> None:
    chance = Random(seed)
    batch()
    for _ in range(6):
        before = place.reports
        for kind in chance.sample(CHANGES, chance.randrange(1, 4)):
            change(place, kind, chance)
            assert place.reports >= before
        options = chance.choice(OPTIONS)
        ended = batch(*options, table="--alike" in options or chance.random() < 0.8)
        assert place.reports >= before, ended.told
        assert ended.code in {0, 1, 2}
        assert "taken away" not in ended.told

    told = batch().told
    before = place.reports
    if "Nothing was written" not in told:
        kept = read_manifest(place.out)
        assert kept is not None
        assert before == {*kept.schools, *kept.stale}
        assert "Nothing changed" in batch().told
        named = {folder_name(path.stem) for path in place.answers.glob("*.csv") if path.stem != "one"}
        batch("--remove-missing")
        assert before - place.reports <= before - named


def test_the_reasons_are_kept_for_the_next_run(place: Place) -> None:
    silent = ProgressDisplay(lambda *_: None, lambda _: None)
    work(place, silent)
    (place.answers / "s0.csv").unlink()
    with_a_bad_cell(place.answers / "s1.csv")
    damage(place.answers / "late.csv")

    outcome = work(place, silent)

    assert {name: each.reason for name, each in outcome.stale.items()} == {"s0": UNSURE, "s1": UNUSED}
    (place.answers / "late.csv").unlink()
    announced: list[Sequence[str]] = []
    outcome = work(place, ProgressDisplay(lambda *_: None, announced.append), remove=True)
    assert announced == [("s0",)]
    assert outcome.gone == ("s0",)
    assert list(outcome.stale) == ["s1"]
    assert MISSING not in {each.reason for each in outcome.stale.values()}


def test_a_school_that_is_not_in_the_table_is_named_and_left_out(place: Place, batch: Batch) -> None:
    batch()
    strange = [f"stranger-{at:02d}" for at in range(30)]
    for name in strange:
        write(place.answers / f"{name}.csv")
    (place.answers / "s0.csv").rename(place.answers / "s00.csv")

    ended = batch("--again")

    assert ended.code == 1
    assert place.reports == {f"s{at}" for at in range(6)}
    assert "31 schools are not in the table" in ended.told
    for name in strange:
        assert f"{name} ({place.answers / name}.csv" in ended.told.replace("\n  ", " ")
    assert f"s00 ({place.answers / 's00'}.csv)" in ended.told.replace("\n  ", " ")
    listed = ended.told[: ended.told.index("Correct the name")].splitlines()
    assert all(len(line) <= max(100, len(str(place.answers)) + 40) for line in listed[1:])
    rows = [row for row in problems(place) if row["code"] == "SB850"]
    assert len(rows) == 31
    assert {row["severity"] for row in rows} == {"error"}
    assert {Path(row["path"]).stem for row in rows} == {*strange, "s00"}
    cohort = json.loads((place.out / "cohort.json").read_text("utf-8"))
    assert cohort["response"]["schools"] == 5
    assert cohort["response"]["not_in_table"] == 31
    assert cohort["response"]["left_out"] == 0
    assert "31 more schools are left out because they are not in the table" in (place.out / "cohort.md").read_text()


def test_a_school_that_is_not_in_the_table_is_kept_on_request(place: Place, batch: Batch) -> None:
    write(place.answers / "stranger.csv")

    kept = batch("--unknown-schools", "keep")

    assert kept.code == 0
    assert "stranger" in place.reports
    assert "'stranger'" in kept.told
    assert {row["severity"] for row in problems(place) if row["code"] == "SB850"} == {"warning"}
    assert json.loads((place.out / "cohort.json").read_text("utf-8"))["response"]["schools"] == 7

    left = batch("--again")
    assert left.code == 1
    assert "stranger" in place.reports
    assert json.loads((place.out / "cohort.json").read_text("utf-8"))["response"]["schools"] == 6


def test_where_no_school_is_in_the_table_nothing_is_written(place: Place, batch: Batch) -> None:
    place.describe(["other", "another"])

    ended = batch()

    assert ended.code == 1
    assert ended.told.count("SB850") == 6
    assert not place.reports


def test_without_a_table_no_school_is_strange(place: Place, batch: Batch) -> None:
    assert batch(table=False).code == 0
    assert len(place.reports) == 6


def test_families_are_made_anew_where_other_facts_are_named(place: Place, batch: Batch) -> None:
    for at in range(6, 24):
        write(place.answers / f"s{at}.csv")
    place.describe(f"s{at}" for at in range(24))

    def words() -> set[tuple[str, ...]]:
        found = (json.loads((place.out / f"s{at}/audit.json").read_text("utf-8"))["family"] for at in range(24))
        return {tuple(each["alike"]) for each in found}

    batch()
    assert words() == {("primary", "England")}

    told = batch("--alike", "Pupils").told
    assert "24 schools: reports of 24 written" in told
    assert len(words()) == 2
    assert all("pupils" in each[2] for each in words())
    assert "Nothing changed" in batch("--alike", "Pupils").told

    assert "24 schools: reports of 24 written" in batch().told
    assert words() == {("primary", "England")}


@pytest.mark.parametrize(
    ("options", "table", "said"),
    [
        (("--alike", "puppils"), True, "no number 'puppils'; did you mean 'pupils'?; there is pupils"),
        (("--alike", "id"), True, "no number 'id'; there is pupils"),
        (("--alike", " , "), True, "name at least one column"),
        (("--alike", "pupils"), False, "name the table with --schools"),
        (("--unknown-schools", "drop"), True, "Invalid value for '--unknown-schools'"),
    ],
)
def test_misuse_is_refused_before_anything_is_written(
    place: Place, batch: Batch, options: tuple[str, ...], said: str, *, table: bool
) -> None:
    ended = batch(*options, table=table)

    assert ended.code == 2
    assert said in ended.told
    assert not place.out.exists()


def test_a_stopped_run_changes_no_byte_of_the_next_one(place: Place, tmp_path: Path) -> None:
    silent = ProgressDisplay(lambda *_: None, lambda _: None)
    work(place, silent)
    write(place.answers / "s3.csv", "again")
    (place.answers / "s5.csv").unlink()
    other = place._replace(out=tmp_path / "other")
    work(other, silent)

    for doing, at in (("Scoring", 1), ("Writing reports", 1)):
        assert stop(place, doing, at)
    outcome = work(place, silent, remove=True)

    assert outcome.gone == ("s5",)
    for name in ("s0", "s3", "s4"):
        for report in REPORTS:
            assert (place.out / name / report).read_bytes() == (other.out / name / report).read_bytes()
    assert digest(sorted(place.reports)) == digest(sorted(other.reports))


def test_nothing_at_all_is_an_error_and_deletes_nothing(place: Place) -> None:
    silent = ProgressDisplay(lambda *_: None, lambda _: None)
    work(place, silent)
    for at in range(6):
        damage(place.answers / f"s{at}.csv")

    with pytest.raises(BadFilesError):
        work(place, silent, remove=True)

    assert place.reports == {f"s{at}" for at in range(6)}
