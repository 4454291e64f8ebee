"""Workbooks are read as people see them: the right sheets, percentages, times, errors and formulas."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.schools import first_version
from support.tables import account, read, write_table

from speedbumps.diagnostics.codes import NOT_A_PERSON, SHEETS, WRONG_CELL
from speedbumps.diagnostics.problem import BadFilesError, require_value
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.responses.read_table import read_table
from speedbumps.responses.table_context import table_context

HEADING = ["role", "T01", "T02", "T03", "N01"]
ROWS: list[list[object]] = [["teacher", 1, 2, 0, 3], ["teacher", 2, 2, 1, 4.5], ["support", 0, 3, 1, None]] * 3


def _fill(sheet: Worksheet, rows: list[list[object]] | None = None, heading: list[str] | None = None) -> None:
    written: list[list[object]] = [[*(heading or HEADING)], *(rows if rows is not None else ROWS)]
    for row in written:
        sheet.append(row)


def _saved(path: Path, change: Callable[[Worksheet], None]) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _fill(sheet)
    change(sheet)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("value", "shown", "expected"),
    [
        (0.125, "0.0%", None),  # 12.5 percent of hours are no hours
        (dt.time(3, 30), "h:mm", 3.5),
        (dt.timedelta(hours=12, minutes=15), "[h]:mm", 12.25),
        ("3.5", "@", 3.5),
        ("3,5", "@", 3.5),
        (4, "General", 4.0),
        (4, '0 "hours"', 4.0),
        (4.25, "0.00", 4.25),
    ],
)
def test_an_amount_is_what_people_see(value: object, shown: str, expected: float | None, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["E2"] = value
        sheet["E2"].number_format = shown

    found = read(_saved(tmp_path / "staff.xlsx", change))

    if expected is None:
        assert [(each.code, each.span.line, each.span.column) for each in found.problems] == [(WRONG_CELL, 2, 5)]
    else:
        assert require_value(found).people.get_column("N01").to_list()[0] == expected


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
@pytest.mark.parametrize("place", ["B3", "E3"])
def test_an_error_is_a_cell_that_cannot_be_read(error: str, place: str, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet[place] = error
        sheet[place].data_type = "e"

    path = _saved(tmp_path / "staff.xlsx", change)

    (problem,) = [each for each in read(path).problems if each.severity == "error"]
    assert (problem.code, str(problem).startswith(f"{path}!{place}: ")) == (WRONG_CELL, True)
    aside = assemble([path], AnswerOptions(set_aside=True)).responses
    assert (aside.people.height, aside.set_aside) == (9, {"staff": 1})


def test_a_formula_without_a_saved_result_is_a_cell_that_cannot_be_read(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for row in range(2, 11):
            sheet[f"B{row}"] = "=1+1"

    path = _saved(tmp_path / "staff.xlsx", change)

    with pytest.raises(BadFilesError) as stopped:
        assemble([path])

    assert [(each.code, each.span.column) for each in stopped.value.problems] == [(WRONG_CELL, 2)] * 9


def test_a_formula_for_all_totals_is_no_person(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.append(["Total", *(f"=SUM({letter}2:{letter}10)" for letter in "BCDE")])

    found = require_value(read(_saved(tmp_path / "staff.xlsx", change)))

    assert found.people.height == 9


def _book(tmp_path: Path, *sheets: "Tab") -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, heading, rows, hidden in sheets:
        sheet = book.create_sheet(name)
        _fill(sheet, rows, heading)
        sheet.sheet_state = "hidden" if hidden else "visible"
    book.save(tmp_path / "staff.xlsx")
    return tmp_path / "staff.xlsx"


Tab = tuple[str, list[str] | None, list[list[object]] | None, bool]
"""What a sheet is called, its headings and rows, those of all tests if it has none, and whether it is hidden."""

LISTS: Tab = ("Lists", ["Answers"], [["Never"], ["Often"]], False)
README: Tab = ("Read me", ["Thank you for asking"], [["See the next sheet"]], False)


@pytest.mark.parametrize("others", [[LISTS], [README], [README, LISTS], [("Old", None, ROWS[:2], True)]])
@pytest.mark.parametrize("first", [1, 0])
def test_the_sheet_is_read_whose_headings_are_known(
    others: list[Tab],
    first: int,
    tmp_path: Path,
) -> None:
    ours = ("Responses", None, None, False)
    path = _book(tmp_path, *(others if first else []), ours, *([] if first else others))

    assert assemble([path]).responses.people.height == len(ROWS)


def test_a_hidden_sheet_is_read_if_nothing_else_fits_and_that_is_said(tmp_path: Path) -> None:
    path = _book(tmp_path, README, ("Data", None, None, True))

    found = assemble([path])

    assert found.responses.people.height == len(ROWS)
    assert [each.code for each in found.notices] == [SHEETS]


def test_sheets_with_the_same_headings_are_read_together(tmp_path: Path) -> None:
    path = _book(tmp_path, ("Teachers", None, ROWS[:2], False), ("Support", None, ROWS[2:3], False), README)

    found = assemble([path])
    one = assemble([path], AnswerOptions(sheet="support"))

    assert found.responses.people.get_column("role").to_list() == ["teacher", "teacher", "support"]
    assert [each.code for each in found.notices] == [SHEETS]
    assert one.responses.people.get_column("role").to_list() == ["support"]


def test_a_copy_of_a_sheet_counts_once(tmp_path: Path) -> None:
    names = [f"{prefix}{number:02}" for prefix in "TR" for number in range(1, 13)]
    rows: list[list[object]] = [["teacher", *((at + place) % 5 for place in range(24))] for at in range(6)]
    path = _book(tmp_path, ("Data", ["role", *names], rows, False), ("Data (2)", ["role", *names], rows, False))

    assert assemble([path]).responses.people.height == 6


def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = _book(tmp_path, ("Data", None, None, False))

    found = read_table(path, table_context(first_version(), sheet="Dato")).parts

    (problem,) = found.problems
    assert problem.message == "there is no sheet 'Dato'; there is 'Data'"


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt", ".parquet", ".yaml", ".zip"])
@pytest.mark.parametrize("tables", [1, 9])
def test_a_sheet_is_chosen_in_workbooks_only(ending: str, tables: int, tmp_path: Path) -> None:
    _book(tmp_path, ("Teachers", None, ROWS[:2], False), ("Support", None, ROWS[2:3], False))
    for number in range(tables):
        write_table(tmp_path / f"school{number}{ending}", number)

    found = assemble([tmp_path], AnswerOptions(sheet="Support"))

    people = found.responses.people.group_by("school").len().sort("school").rows()
    assert people == [*((f"school{number}", 1 if ending == ".yaml" else 6) for number in range(tables)), ("staff", 1)]


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Staff survey of Hillview"])
    sheet.append([])
    sheet.append(HEADING)
    for row in [*ROWS, ["teacher", 9, 1, 1, 1]]:
        sheet.append(row)
    book.save(tmp_path / "staff.xlsx")

    found = account(tmp_path / "staff.xlsx").parts

    (problem,) = found.problems
    assert str(problem).startswith(f"{tmp_path / 'staff.xlsx'}!B13: error {WRONG_CELL} ")


def test_a_second_row_of_headings_is_no_person(tmp_path: Path) -> None:
    path = _book(tmp_path, ("Data", None, [["Your role", "Response", "Response", "Response", None], *ROWS], False))

    found = read(path)

    assert require_value(found).people.height == len(ROWS)
    assert [each.code for each in found.problems] == [NOT_A_PERSON]


def test_sheets_that_are_called_after_schools_are_those_schools(tmp_path: Path) -> None:
    sheets = [(name, None, ROWS[: place + 1], False) for place, name in enumerate(("Oak", "Elm School", "Notes"))]
    path = _book(tmp_path, *sheets)
    table = tmp_path / "schools.csv"
    table.write_text("id,name\noak,Oak\nelm,Elm School\n", "utf-8")

    people = assemble([path], AnswerOptions(schools=table)).responses.people

    assert dict(people.group_by("school").len().iter_rows()) == {"oak": 1, "elm": 2, path.stem: 3}
