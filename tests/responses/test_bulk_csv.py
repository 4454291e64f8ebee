"""Many small tables read as one give what they give one by one."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import polars as pl
import pytest
from support.schools import first_version, responses

from speedbumps.responses.answers import TableOptions
from speedbumps.responses.bulk_csv import FEWEST, LARGEST, PileRead, read_pile, small_table, small_tables
from speedbumps.responses.combine import combine
from speedbumps.responses.headings import Wordings
from speedbumps.responses.read_files import AnswerOptions, FilesRead, read_files

HEADING = "role,T01,T04,T05,R02"


def _good(chance: Random, people: int = 6) -> str:
    rows = [
        ",".join(["teacher", *[chance.choice(["0", "1", "2", "3", "4", ""]) for _ in range(4)]]) for _ in range(people)
    ]
    return "\n".join([HEADING, *rows]) + "\n"


FAULTS = {
    "ragged": HEADING + "\nteacher,1,2,3\n",
    "outside": HEADING + "\nteacher,1,2,3,9\n",
    "words": HEADING + "\nteacher,1,2,3,dk\nteacher,Often,2,3,1\n",
    "heading": "role,T01,T04,T05,R99\nteacher,1,2,3,1\n",
    "empty": HEADING + "\n",
    "blank": HEADING + "\n,,,,\n",
    "from one": HEADING + "\n" + "teacher,1,2,3,4\n" * 12,
    "quoted": HEADING + '\n"teacher",1,2,3,4\n',
    "latin": (HEADING + "\nenseigné,1,2,3,4\n"),
    "unknown role": HEADING + "\nwizard,1,2,3,4\n",
    "windows": HEADING.replace("\n", "\r\n") + "\r\nteacher,1,2,3,0\r\n",
    "no end": HEADING + "\nteacher,1,2,0,4",
    "twice the same row": HEADING + "\n" + "teacher,0,2,3,4\n" * 3,
    "semicolons": HEADING.replace(",", ";") + "\nteacher;1;2;3;0\n",
}


def _write(folder: Path, number: int, seed: int) -> None:
    chance = Random(seed)
    for at in range(number):
        (folder / f"good{at:03d}.csv").write_text(_good(chance), "utf-8")
    for at, (name, text) in enumerate(FAULTS.items()):
        (folder / f"school {at} {name}.csv").write_bytes(text.encode("cp1252" if name == "latin" else "utf-8"))
    (folder / "good a.csv").write_text(_good(Random(5)), "utf-8")
    (folder / "good b.csv").write_text(_good(Random(5)), "utf-8")


def _messages(found: Iterable[FilesRead]) -> list[str]:
    return sorted(str(problem) for each in found for problem in (*each.problems, *each.notices))


def _pile(paths: Sequence[Path]) -> PileRead:
    """Return what is read together of the tables at *paths*, which have the same headings."""
    named = zip(paths, small_tables(paths), strict=True)
    tables = [small_table(path, school, path.read_bytes()) for path, school in named if school is not None]
    return read_pile([table for table in tables if table is not None], Wordings(first_version()), TableOptions())


@pytest.mark.parametrize("number", [3, 40, 90])
def test_a_folder_of_tables_is_read_alike_as_one_and_one_by_one(number: int, tmp_path: Path) -> None:
    _write(tmp_path, number, seed=number)
    options = AnswerOptions(set_aside=True)
    copy = tmp_path / "good b.csv"

    together = read_files([tmp_path], options)
    apart = [read_files([path], options) for path in sorted(tmp_path.iterdir()) if path != copy]

    assert (len(together.parts) < sum(len(each.parts) for each in apart)) == (number >= FEWEST)
    copied = (
        f"{copy}:1:1: error SB811 this file holds the same answers as {tmp_path / 'good a.csv'}; name only one of them"
    )
    assert sorted([*_messages(apart), copied]) == _messages([together])
    columns = ["school", "role", "T01", "T04", "T05", "R02"]
    mine, other = (
        combine(parts, first_version()).responses.people.select(columns).sort(columns)
        for parts in (together.parts, [part for each in apart for part in each.parts])
    )
    assert mine.equals(other)


def test_schools_are_called_after_the_files_or_as_the_answers_say(tmp_path: Path) -> None:
    for at in range(10):
        (tmp_path / f"Ash {at}.csv").write_text("role,T01\n" + "teacher,0\n" * (at + 1), "utf-8")
        (tmp_path / f"b{at}.csv").write_text(
            f"school,role,T01\nBirch {at},teacher,0\nBirch {at},leader,{at % 5}\n", "utf-8"
        )

    found = read_files([tmp_path], AnswerOptions())

    assert sorted(len(part.places) for part in found.parts) == [10, 10]
    schools = {name for part in found.parts for name in part.people.get_column("school")}
    assert schools == {*(f"ash {at}" for at in range(10)), *(f"birch {at}" for at in range(10))}


def test_each_school_is_found_in_the_first_of_its_files(tmp_path: Path) -> None:
    for at in range(10):
        rows = f"Ash {at},teacher,0\nBirch {at},teacher,0\nAsh {at},leader,3\nAsh {(at + 1) % 10},leader,1\n"
        (tmp_path / f"s{at}.csv").write_text(f"school,role,T01\n{rows}", "utf-8")

    (found,) = _pile(sorted(tmp_path.iterdir())).parts

    expected = {f"birch {at}": f"s{at}.csv" for at in range(10)}
    expected |= {f"ash {at}": f"s{max(at - 1, 0)}.csv" for at in range(10)}
    assert {school: path.name for school, path in found.places.items()} == expected


def test_what_is_large_is_read_by_itself() -> None:
    row = b"teacher,1\n"

    assert small_table(Path("a.csv"), "a", b"role,T01\n" + row * 10) is not None
    assert small_table(Path("a.csv"), "a", b"role,T01\n" + row * (LARGEST // len(row) + 1)) is None


def test_one_that_only_looks_like_a_copy_is_read_too(tmp_path: Path) -> None:
    ends = "teacher,0,1,2,3\n" * 20
    for at in range(12):
        (tmp_path / f"s{at:02d}.csv").write_text(f"{HEADING}\n{ends}teacher,{at % 4},1,1,1\n{ends}", "utf-8")

    found = read_files([tmp_path], AnswerOptions())

    assert [Path(problem.path).name for problem in found.problems] == [f"s{at:02d}.csv" for at in range(4, 12)]
    assert sum(part.people.height for part in found.parts) == 4 * 41


def test_all_that_schools_answered_is_there(tmp_path: Path) -> None:
    columns = [name for name in responses(["teacher"], Random(1), gaps=0).question_ids if name.startswith("T")]
    frames = {}
    for at in range(20):
        made = responses(["teacher"] * 5, Random(at), gaps=0, school=f"s{at:02d}").people
        frames[f"s{at:02d}"] = made.select("school", "role", *columns)
        frames[f"s{at:02d}"].drop("school").write_csv(tmp_path / f"s{at:02d}.csv")

    found = read_files([tmp_path], AnswerOptions())

    (read,) = found.parts
    assert read.people.select("school", "role", *columns).equals(pl.concat(frames.values()))
