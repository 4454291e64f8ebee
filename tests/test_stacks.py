"""Many small tables read as one tell what they tell one by one."""

from pathlib import Path
from random import Random

import polars as pl
import pytest
from schools import responses, shipped

from speedbumps.responses import bulk_csv as stacks
from speedbumps.responses.collect import Asked, Collected, collect
from speedbumps.responses.columns import combined
from speedbumps.responses.tables import Defaults

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


def _told(found: Collected) -> list[str]:
    return sorted(map(str, (*found.problems, *found.notices)))


@pytest.mark.parametrize(("number", "pile"), [(3, stacks.PILE), (40, stacks.PILE), (90, stacks.PILE), (90, 1000)])
def test_a_folder_of_tables_is_read_alike_as_one_and_one_by_one(
    number: int, pile: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, number, seed=number)
    asked = Asked(set_aside=True)
    monkeypatch.setattr(stacks, "PILE", pile)

    together = collect([tmp_path], asked)
    monkeypatch.setattr(stacks, "FEWEST", 10**9)
    apart = collect([tmp_path], asked)

    assert len(together.parts) < len(apart.parts) or number < stacks.FEWEST
    assert _told(together) == _told(apart)
    columns = ["school", "role", "T01", "T04", "T05", "R02"]
    mine, other = (
        combined(found.parts.values(), found.instrument).people.select(columns).sort(columns)
        for found in (together, apart)
    )
    assert mine.equals(other)


def test_a_stack_names_its_schools_after_the_files_or_takes_the_name_that_stands_there(tmp_path: Path) -> None:
    for at in range(10):
        (tmp_path / f"Ash {at}.csv").write_text("role,T01\n" + "teacher,0\n" * (at + 1), "utf-8")
        (tmp_path / f"b{at}.csv").write_text(
            f"school,role,T01\nBirch {at},teacher,0\nBirch {at},leader,{at % 5}\n", "utf-8"
        )
    files = sorted(tmp_path.iterdir())

    found = stacks.stacks(files, shipped(), Defaults()).stacks

    assert sorted(len(stack.paths) for stack in found) == [10, 10]
    schools = {name for stack in found for name in stack.responses.people.get_column("school")}
    assert schools == {*(f"ash {at}" for at in range(10)), *(f"birch {at}" for at in range(10))}


def test_each_school_is_found_in_the_first_of_its_files(tmp_path: Path) -> None:
    for at in range(10):
        rows = f"Ash {at},teacher,0\nBirch {at},teacher,0\nAsh {at},leader,3\nAsh {(at + 1) % 10},leader,1\n"
        (tmp_path / f"s{at}.csv").write_text(f"school,role,T01\n{rows}", "utf-8")

    (found,) = stacks.stacks(sorted(tmp_path.iterdir()), shipped(), Defaults()).stacks

    expected = {f"birch {at}": f"s{at}.csv" for at in range(10)}
    expected |= {f"ash {at}": f"s{max(at - 1, 0)}.csv" for at in range(10)}
    assert {school: path.name for school, path in found.places.items()} == expected


def test_what_is_large_is_read_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stacks, "LARGEST", 200)
    for at in range(12):
        (tmp_path / f"s{at}.csv").write_text(_good(Random(at), people=4 if at else 40), "utf-8")

    (found,) = stacks.stacks(sorted(tmp_path.iterdir()), shipped(), Defaults()).stacks

    assert len(found.paths) == 11


def test_one_that_only_looks_like_a_copy_is_read_too(tmp_path: Path) -> None:
    ends = "teacher,0,1,2,3\n" * 20
    for at in range(12):
        (tmp_path / f"s{at:02d}.csv").write_text(f"{HEADING}\n{ends}teacher,{at % 4},1,1,1\n{ends}", "utf-8")

    found = collect([tmp_path], Asked())

    assert [Path(problem.path).name for problem in found.problems] == [f"s{at:02d}.csv" for at in range(4, 12)]
    assert sum(part.people.height for part in found.parts.values()) == 4 * 41


def test_all_that_schools_answered_is_there_after_stacking(tmp_path: Path) -> None:
    columns = [name for name in responses(["teacher"], Random(1), gaps=0).asked if name.startswith("T")]
    frames = {}
    for at in range(20):
        made = responses(["teacher"] * 5, Random(at), gaps=0, school=f"s{at:02d}").people
        frames[f"s{at:02d}"] = made.select("school", "role", *columns)
        frames[f"s{at:02d}"].drop("school").write_csv(tmp_path / f"s{at:02d}.csv")

    found = collect([tmp_path], Asked())

    (read,) = found.parts.values()
    assert read.people.select("school", "role", *columns).equals(pl.concat(frames.values()))
