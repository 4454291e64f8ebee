"""Answers of several rounds that do not say so are never put together without a word."""

from itertools import product
from pathlib import Path
from random import Random

import openpyxl
import pytest

from speedbumps.diagnostics.codes import NO_ROUND, ROUNDS, SEVERAL_FILES
from speedbumps.diagnostics.problem import BadFilesError
from speedbumps.responses.collect import AnswerSet, assemble, assemble_many
from speedbumps.responses.read_files import AnswerOptions

QUESTIONS = [f"T{number:02}" for number in range(1, 13)]


def _rows(seed: int, people: int = 8, school: str = "oak") -> list[list[str]]:
    chance = Random(seed)
    return [[school, "teacher", *(str(chance.randint(0, 4)) for _ in QUESTIONS)] for _ in range(people)]


def _write(path: Path, rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [["school", "role", *QUESTIONS], *rows]
    path.write_text("\n".join(map(",".join, lines)) + "\n", "utf-8")


def _read(folder: Path) -> AnswerSet:
    return assemble_many([folder], AnswerOptions())


DIFFERENT = [
    ("autumn/oak.csv", "spring/oak.csv"),
    ("oak autumn 2026.csv", "oak_spring_2027.csv"),
    ("2026/oak.csv", "2027/oak.csv"),
    ("2026-27/oak.csv", "2027-28/oak.csv"),
    ("Autumn term/staff/oak.csv", "Summer term/staff/oak.csv"),
    ("round 1/oak.csv", "round 2/oak.csv"),
    ("oak wave1.csv", "oak wave2.csv"),
    ("oak-before.csv", "oak-after.csv"),
    ("oak baseline.csv", "oak follow-up.csv"),
    ("pre/oak.csv", "post/oak.csv"),
    ("Herbst/oak.csv", "Frühjahr/oak.csv"),
    ("hydref/oak.csv", "gwanwyn/oak.csv"),
]


@pytest.mark.parametrize("names", DIFFERENT)
def test_files_that_are_called_after_several_times_leave_the_school_out(names: tuple[str, str], tmp_path: Path) -> None:
    for seed, name in enumerate(names):
        _write(tmp_path / "in" / name, _rows(seed))
    _write(tmp_path / "in/ash.csv", _rows(9, school="ash"))

    found = _read(tmp_path / "in")

    assert found.responses.people.get_column("school").unique().to_list() == ["ash"]
    assert list(found.left_out) == ["oak"]
    assert [(each.code, each.severity) for each in found.problems] == [(ROUNDS, "error")]


ALIKE = [
    ("teachers.csv", "governors.csv"),
    ("autumn/teachers.csv", "autumn/governors.csv"),
    ("oak 2026-10-14.csv", "oak 2026-11-02.csv"),
    ("oak 14.10.2026.csv", "oak 02.01.2027.csv"),
    ("pre-school.csv", "post-16.csv"),
    ("Spring Hill teachers.csv", "Summerfield teachers.csv"),
    ("oak(1-30).csv", "oak(31-42).csv"),
]


@pytest.mark.parametrize("names", ALIKE)
def test_files_of_one_time_count_together_and_are_told(names: tuple[str, str], tmp_path: Path) -> None:
    for seed, name in enumerate(names):
        _write(tmp_path / "in" / name, _rows(seed))

    found = _read(tmp_path / "in")

    assert found.responses.people.height == 16
    assert [(each.code, each.severity) for each in found.notices] == [(SEVERAL_FILES, "warning")]


def test_rounds_that_the_answers_name_decide(tmp_path: Path) -> None:
    for seed, name in enumerate(("autumn", "spring")):
        _write(tmp_path / name / "oak.csv", _rows(seed))
        path = tmp_path / name / "oak.csv"
        path.write_text(path.read_text("utf-8").replace("role", "round").replace("teacher", "2026"), "utf-8")

    assert assemble([tmp_path / "autumn", tmp_path / "spring"]).responses.people.height == 16


def test_the_sheets_of_a_workbook_may_be_several_rounds(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for seed, name in enumerate(("Autumn 2026", "Spring 2027")):
        sheet = book.create_sheet(name)
        for row in (["school", "role", *QUESTIONS], *_rows(seed)):
            sheet.append(row)
    book.save(tmp_path / "oak.xlsx")

    with pytest.raises(BadFilesError, match=r"sheet 'Autumn 2026' and in .*sheet 'Spring 2027'"):
        assemble([tmp_path / "oak.xlsx"])
    assert assemble([tmp_path / "oak.xlsx"], AnswerOptions(sheet="Spring 2027")).responses.people.height == 8


def test_one_message_names_all_schools_with_several_files(tmp_path: Path) -> None:
    names = product(("ash", "elm", "oak"), ("teachers", "support", "governors"))
    for seed, (school, part) in enumerate(names):
        _write(tmp_path / "in" / school / f"{part}.csv", _rows(seed, school=school))

    (notice,) = _read(tmp_path / "in").notices

    assert notice.code == SEVERAL_FILES
    assert "'ash' in ash/governors.csv and 2 more files" in notice.message
    assert "(so it is with 'elm', 'oak')" in notice.message


@pytest.mark.parametrize("name", ["in/autumn 2026/oak.csv", "in/oak autumn.csv"])
def test_a_file_that_is_called_after_another_time_than_the_round_that_is_chosen_is_named(
    name: str, tmp_path: Path
) -> None:
    _write(tmp_path / name, _rows(1))

    notices = assemble([tmp_path / "in"], AnswerOptions(round="2027-spring")).notices

    assert [each.code for each in notices] == [NO_ROUND]
    assert "count with '2027-spring', but are called after another time" in notices[0].message
    assert assemble([tmp_path / "in"], AnswerOptions(round="2026-autumn")).notices == ()


def test_a_file_that_names_no_round_and_is_called_after_another_than_the_others_is_named(tmp_path: Path) -> None:
    _write(tmp_path / "in/oak spring.csv", _rows(1))
    rows = [[school, "2026-autumn", *rest] for school, _, *rest in _rows(2)]
    lines = [["school", "round", *QUESTIONS], *rows]
    (tmp_path / "in/oak.csv").write_text("\n".join(map(",".join, lines)) + "\n", "utf-8")

    notices = assemble([tmp_path / "in"]).notices

    assert any("oak spring.csv name no round and count with '2026-autumn'" in each.message for each in notices)


DAYS = {
    "british": ("{day:02}/{month:02}/{year} 09:1{at}:2{at}", True),
    "american": ("{month}/{day}/{year} 9:1{at}:2{at} AM", True),
    "iso": ("{year}-{month:02}-{day:02} 09:1{at}:2{at}", True),
    "without seconds": ("{year}-{month:02}-{day:02} 09:1{at}", False),
}


@pytest.mark.parametrize("way", DAYS)
@pytest.mark.parametrize("months", [((2026, 11), (2027, 3)), ((2026, 11), (2026, 11))])
def test_answers_of_two_times_in_one_table_are_told(
    way: str, months: tuple[tuple[int, int], tuple[int, int]], tmp_path: Path
) -> None:
    text, known = DAYS[way]
    times = [
        text.format(day=20 + at, month=month, year=year, at=at)
        for place, (year, month) in enumerate(months)
        for at in range(4 * place, 4 * place + 4)
    ]
    lines = [["Timestamp", "school", "role", *QUESTIONS]]
    lines += [[time, *row] for time, row in zip(times, _rows(1), strict=True)]
    (tmp_path / "oak.csv").write_text("\n".join(map(",".join, lines)) + "\n", "utf-8")

    told = [each.message for each in assemble([tmp_path / "oak.csv"]).notices if each.code == NO_ROUND]

    assert len(told) == (known and months[0] != months[1])
    assert all("until November 2026 and again from March 2027" in each for each in told)
