"""Rows that are no people are not counted, and people are never taken for such rows."""

import csv
import io
from pathlib import Path
from random import Random

import pytest
from support.schools import first_version
from support.tables import read

from speedbumps.diagnostics.codes import NOT_A_PERSON, PERHAPS_TOTALS
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.instrument import Instrument
from speedbumps.responses.collect import assemble, assemble_many
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.responses.read_table import read_table_content
from speedbumps.responses.table_context import table_context

POINTS = ["T01", "T02", "T03", "T04", "T05"]
PEOPLE = [["teacher", *(str((at + place) % 5) for place in range(5))] for at in range(12)]


def _written(path: Path, rows: list[list[str]], heading: list[str] | None = None) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading or ["role", *POINTS], *rows])
    return path


@pytest.mark.parametrize(
    "label",
    ["Total", "TOTAL:", "Totals", "Grand Total", "Average", "average of T01", "Mean", "Std. Dev.", "Median: 2.5",
     "Summe", "Mittelwert", "Gesamtergebnis", "Moyenne", "Cyfanswm", "Count", "Sum"],
)  # fmt: skip
@pytest.mark.parametrize("cells", [["2", "2", "2", "2", "2"], ["2.31", "1.50", "3.00", "2.25", "0.75"], ["24"] * 5])
def test_a_row_that_says_that_it_holds_totals_is_not_counted(label: str, cells: list[str], tmp_path: Path) -> None:
    found = read(_written(tmp_path / "staff.csv", [*PEOPLE, [label, *cells]]))

    assert require_value(found).people.height == len(PEOPLE)
    assert [(each.code, each.span.line) for each in found.problems if each.code == NOT_A_PERSON] == [(NOT_A_PERSON, 14)]


@pytest.mark.parametrize("at", [0, 4, 12])
def test_totals_between_people_are_not_counted_either(at: int, tmp_path: Path) -> None:
    rows = [*PEOPLE[:at], ["Subtotal", "9", "8", "7", "9", "8"], *PEOPLE[at:]]

    assert require_value(read(_written(tmp_path / "staff.csv", rows))).people.height == len(PEOPLE)


def test_averages_that_do_not_say_so_are_not_counted(tmp_path: Path) -> None:
    found = read(_written(tmp_path / "staff.csv", [*PEOPLE, ["", "2.31", "1.5", "3.25", "2.25", "0.75"]]))

    assert require_value(found).people.height == len(PEOPLE)
    assert [each.code for each in found.problems] == [NOT_A_PERSON]


def test_headings_that_are_repeated_are_not_counted(tmp_path: Path) -> None:
    heading = ["role", *POINTS]
    found = read(_written(tmp_path / "staff.csv", [*PEOPLE[:5], heading, *PEOPLE[5:], heading]))

    assert require_value(found).people.height == len(PEOPLE)
    assert [each.code for each in found.problems] == [NOT_A_PERSON]


def test_a_row_in_which_nothing_can_be_read_is_not_counted(tmp_path: Path) -> None:
    path = _written(
        tmp_path / "staff.csv", [*PEOPLE, ["support", "x", "y", "", "z", ""], ["support", "1", "y", "", "", ""]]
    )

    found = assemble([path], AnswerOptions(set_aside=True))

    assert found.responses.people.get_column("role").to_list() == ["teacher"] * 12 + ["support"]
    assert found.responses.set_aside == {"staff": 1}


@pytest.mark.parametrize("name", ["Max", "Min", "Media Lee", "Sumaya", "Countess", "Meaney", "Totalla"])
def test_a_name_is_no_total(name: str, tmp_path: Path) -> None:
    rows = [[name, *row] for row in PEOPLE]

    assert require_value(read(_written(tmp_path / "staff.csv", rows, ["Name", "role", *POINTS]))).people.height == len(
        PEOPLE
    )


def test_an_answer_that_is_called_average_is_an_answer() -> None:
    whole = first_version().questionnaire
    name = next(name for name, scale in whole.scales.items() if scale.points)
    points = tuple(
        point.model_copy(update={"label": label})
        for point, label in zip(whole.scales[name].points, ("Low", "Fair", "Average", "Good", "Mean"), strict=True)
    )
    scales = {**whole.scales, name: whole.scales[name].model_copy(update={"points": points})}
    context = table_context(Instrument(questionnaire=whole.model_copy(update={"scales": scales})))
    asked = [question.id for question in whole.questions if question.scale == name][:4]
    text = io.StringIO(newline="")
    rows = [[points[(at + place) % 5].label for place in range(4)] for at in range(10)]
    csv.writer(text).writerows([asked, *rows])

    (part,) = require_value(read_table_content(Path("staff.csv"), text.getvalue().encode(), context).parts)

    assert part.people.height == 10


def test_people_are_never_lost(tmp_path: Path) -> None:
    for seed in range(40):
        chance = Random(seed)
        rows = [
            [chance.choice(["teacher", "support", ""]), *(chance.choice("01234") for _ in POINTS)] for _ in range(9)
        ]

        found = read(_written(tmp_path / f"s{seed}.csv", rows))

        assert require_value(found).people.height == 9


def test_a_last_row_without_a_time_counts_with_a_warning(tmp_path: Path) -> None:
    timed = [[f"2026/11/02 9:{at:02}:11 am GMT", *row] for at, row in enumerate(PEOPLE)]
    heading = ["Timestamp", "role", *POINTS]

    found = read(_written(tmp_path / "staff.csv", [*timed, ["", "", "2", "2", "2", "2", "2"]], heading))
    whole = read(_written(tmp_path / "whole.csv", timed, heading))

    assert require_value(found).people.height == len(PEOPLE) + 1
    assert [each.span.line for each in found.problems if each.code == PERHAPS_TOTALS] == [14]
    assert PERHAPS_TOTALS not in {each.code for each in whole.problems}


@pytest.mark.parametrize(
    "label",
    ["N =", "n: 30", "Max", "Min", "MAX.", "Mode", "Range", "SD", "% agree", "Percent who agree", "Subtotal teacher",
     "teacher average", "Total (staff)", "Mean score", "Sum of column", "(example)", "EXAMPLE ROW", "Test",
     "sample answer", "Beispiel"],
)  # fmt: skip
@pytest.mark.parametrize("at", [0, 6, 12])
def test_a_word_for_figures_or_an_example_is_no_role(label: str, at: int, tmp_path: Path) -> None:
    found = read(_written(tmp_path / "staff.csv", [*PEOPLE[:at], [label, "3", "4", "2", "1", "3"], *PEOPLE[at:]]))

    assert require_value(found).people.height == len(PEOPLE)
    assert [(each.code, each.span.line) for each in found.problems] == [(NOT_A_PERSON, at + 2)]


@pytest.mark.parametrize(
    "role",
    ["Summer school lead", "Counsellor", "Tester of patience", "Minibus driver", "N/A", "Maximus House tutor",
     "Range of subjects", "Exam officer", "Example to us all", "Modern languages", "Testing and data lead",
     "Total Communication TA", "Mode and media teacher"],
)  # fmt: skip
def test_an_odd_role_is_still_a_person(role: str, tmp_path: Path) -> None:
    found = read(_written(tmp_path / "staff.csv", [*PEOPLE, [role, "3", "4", "2", "1", "3"]]))

    assert require_value(found).people.height == len(PEOPLE) + (role != "Range of subjects")


@pytest.mark.parametrize("lines", [1, 3, 5])
def test_counts_below_answers_in_words_are_no_people(lines: int, tmp_path: Path) -> None:
    words = ("Never", "Rarely", "Sometimes", "Often", "Very often")
    rows = [["teacher", *(words[int(cell)] for cell in row[1:5])] for row in PEOPLE]
    heading = ["role", *POINTS[:4]]

    found = read(_written(tmp_path / "staff.csv", [*rows, *[["", "3", "4", "3", "2"]] * lines], heading))

    assert require_value(found).people.height == len(PEOPLE)
    assert [each.code for each in found.problems] == [NOT_A_PERSON]


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_last_rows_without_a_role_count_with_a_warning(rows: int, tmp_path: Path) -> None:
    found = read(_written(tmp_path / "staff.csv", [*PEOPLE, *[["", "2", "2", "2", "2", "2"]] * rows]))

    assert require_value(found).people.height == len(PEOPLE) + rows
    assert [(each.code, each.span.line) for each in found.problems] == [(PERHAPS_TOTALS, 14)]


def test_a_total_beside_in_a_column_about_no_question(tmp_path: Path) -> None:
    rows = [["Year 3", *row] for row in PEOPLE]
    heading = ["Team", "role", *POINTS]

    found = read(_written(tmp_path / "staff.csv", [*rows, ["Average", "", "2", "2", "2", "2", "2"]], heading))
    person = read(_written(tmp_path / "one.csv", [*rows, ["Average", "teacher", "2", "2", "2", "2", "2"]], heading))

    assert require_value(found).people.height == len(PEOPLE)
    assert require_value(person).people.height == len(PEOPLE) + 1


def test_a_person_who_answered_in_numbers_among_words_is_a_person(tmp_path: Path) -> None:
    words = ("Never", "Rarely", "Sometimes", "Often", "Very often")
    rows = [["teacher", *(words[int(cell)] for cell in row[1:5])] for row in PEOPLE]

    found = read(_written(tmp_path / "staff.csv", [*rows, ["support", "3", "4", "3", "2"]], ["role", *POINTS[:4]]))

    assert require_value(found).people.height == len(PEOPLE) + 1


@pytest.mark.parametrize("label", ["Rank", "Trend", "Target", "Benchmark", "RAG", "Change"])
def test_a_word_where_a_time_belongs_is_no_person(label: str, tmp_path: Path) -> None:
    rows = [[f"2026/11/02 9:{at:02}:11 am GMT", *row] for at, row in enumerate(PEOPLE)]
    heading = ["Timestamp", "role", *POINTS]

    found = read(_written(tmp_path / "staff.csv", [*rows, [label, "", "3", "2", "1", "4", "2"]], heading))

    assert require_value(found).people.height == len(PEOPLE)
    assert [each.code for each in found.problems if each.severity == "warning"] == [NOT_A_PERSON]


def test_cells_of_rows_that_are_no_people_are_no_mistakes(tmp_path: Path) -> None:
    rows = [*PEOPLE, ["", "x", "y", "z", "x", "y"]]

    found = assemble_many([_written(tmp_path / "staff.csv", rows)], AnswerOptions())

    assert found.responses.people.height == len(PEOPLE)
    assert (found.problems, found.left_out) == ((), {})
    assert [each.code for each in found.notices] == [NOT_A_PERSON]


@pytest.mark.parametrize("labels", [["0", "1", "2", "3", "4"], ["Never", "Rarely", "Sometimes", "Often", "Very often"]])
def test_a_table_of_counts_below_words_is_no_people_whatever_its_rows_are_called(
    labels: list[str], tmp_path: Path
) -> None:
    words = ("Never", "Rarely", "Sometimes", "Often", "Very often")
    rows = [
        [f"2026/11/02 9:{at:02}:11 am GMT", "teacher", *(words[int(cell)] for cell in row[1:5])]
        for at, row in enumerate(PEOPLE)
    ]
    counts = [[label, "", "3", "2", "4", "1"] for label in labels]

    found = read(_written(tmp_path / "staff.csv", [*rows, *counts], ["Timestamp", "role", *POINTS[:4]]))

    assert require_value(found).people.height == len(PEOPLE)
    assert [each.code for each in found.problems if each.severity == "warning"] == [NOT_A_PERSON]
