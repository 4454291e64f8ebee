"""Each program's columns and rows are known by what the program itself writes, in every language."""

import csv
from pathlib import Path

import pytest
from support.paths import EXPORTS
from support.schools import first_version
from support.tables import account, read, sheet_of

from speedbumps.diagnostics.problem import require_value
from speedbumps.programs.layouts import ExportLayout, excluded_statuses, format_excluded_rows, with_known_headings
from speedbumps.programs.readers import find_reader
from speedbumps.programs.statuses import UNKNOWN, are_qualtrics_statuses, known_exclusion, qualtrics_exclusion
from speedbumps.responses.headings import Wordings

OWN = [
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
]
GERMAN = ["Nummer", "Sammler", "Beginn", "Ende", "Adresse", "Post", "Vorname", "Nachname", "Eigenes"]


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def survey_monkey(path: Path, own: list[str], *, matrix: bool, second: bool = True) -> Path:
    """The people of the Google export as SurveyMonkey exports them: questions one by one, or some in a matrix."""
    heading, *rows = rows_of(EXPORTS / "google.csv")
    places = [place for place, name in enumerate(heading) if name not in ("Timestamp", "Username")]
    words = [heading[place] for place in places]
    first, below = words, ["Response"] * len(words)
    if matrix:
        # The first question after the role begins a matrix of two.
        first, below = [words[0], "How often?", "", *words[3:]], ["Response", *words[1:3], *below[3:]]
    person = ["400000001", "03/05/2024 09:14:22 AM", "03/05/2024 09:24:22 AM", "10.0.0.1", "jo@example.org"]
    about = [[f"1140000000{number:02}", *person, "Jo", "Nameson", "x"] for number in range(len(rows))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*own, *first])
        if second:
            writer.writerow([""] * len(own) + below)
        writer.writerows([*each, *(row[place] for place in places)] for each, row in zip(about, rows, strict=True))
    return path


@pytest.mark.parametrize("own", [OWN, GERMAN])
@pytest.mark.parametrize("matrix", [False, True])
def test_surveymonkey_is_known_by_its_first_columns(own: list[str], matrix: bool, tmp_path: Path) -> None:  # noqa: FBT001 - parametrised
    path = survey_monkey(tmp_path / "monkey.csv", own, matrix=matrix)
    expected = require_value(read(EXPORTS / "google.csv")).people.drop("school")

    found = account(path)

    assert found.program == "SurveyMonkey"
    people = require_value(found.parts)[0].people
    assert people.select(expected.columns).equals(expected)
    assert not any("Nameson" in cell or "@" in cell for cell in map(str, people.rows()))


def test_surveymonkey_is_known_where_somebody_took_its_second_row_away(tmp_path: Path) -> None:
    path = survey_monkey(tmp_path / "monkey.csv", OWN, matrix=False, second=False)

    assert account(path).program == "SurveyMonkey"
    assert require_value(read(path)).people.height == len(rows_of(EXPORTS / "google.csv")) - 1


def test_what_somebody_added_to_an_answer_is_private(tmp_path: Path) -> None:
    path = tmp_path / "monkey.csv"
    lines = [
        ",".join([*OWN, "Role", "", "T01"]),
        "," * 9 + "Response,Other (please specify),Response",
        "114000001,400000001,,,,,,,,Teacher,Jo's deputy,Often",
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")

    sheet = sheet_of(path)
    layout = find_reader(sheet).layout(sheet)

    assert [each.use for each in layout.columns[9:]] == ["answer", "private", "answer"]


RESPONSES = [
    "IP Address",
    "Imported",
    "Offline",
    "IP-Adresse",
    "Importiert",
    "Adresse IP",
    "Importé",
    "Hors ligne",
    "Dirección IP",
    "Sin conexión",
    "IP-adres",
    "Endereço IP",
    "Indirizzo IP",
    "IPアドレス",
    "IP 地址",
    "IP 주소",
    "IP-адрес",
    "0",
    "4",
    "16",
    "32",
    "48",
    "132",
    "0.0",
    "EX",
    "",
]
OTHERS = {
    "Survey Preview": "preview",
    "Umfragevorschau": "preview",
    "Aperçu de l’enquête": "preview",
    "Vista previa de la encuesta": "preview",
    "Pré-visualização da pesquisa": "preview",
    "アンケートのプレビュー": "preview",
    "Offline Survey Preview": "preview",
    "Offline-Umfragevorschau": "preview",
    "Survey Test": "test",
    "Umfragetest": "test",
    "Prueba de encuesta": "test",
    "Spam": "spam",
    "Imported Spam": "spam",
    "Survey Preview Spam": "spam",
    "Spam importé": "spam",
    "EX Spam": "spam",
    "Synthetic": "synthetic",
    "1": "preview",
    "2": "test",
    "8": "spam",
    "9": "spam",
    "12": "spam",
    "17": "preview",
    "40": "spam",
    "256": "synthetic",
    "64": UNKNOWN,
    "Something new": UNKNOWN,
    "ships": UNKNOWN,
}


@pytest.mark.parametrize("status", RESPONSES)
def test_responses_count_in_every_language(status: str) -> None:
    assert qualtrics_exclusion(status) is None
    assert qualtrics_exclusion(status.upper()) is None


@pytest.mark.parametrize(("status", "kind"), OTHERS.items())
def test_what_is_not_known_to_be_a_response_is_left_out_by_kind(status: str, kind: str) -> None:
    assert qualtrics_exclusion(status) == kind
    assert known_exclusion(status) == (None if kind == UNKNOWN else kind)


def test_how_many_rows_of_each_kind_were_left_out_is_said_in_counts_only() -> None:
    layout = ExportLayout((), kind_of_row=qualtrics_exclusion)

    assert excluded_statuses([*RESPONSES, "Spam", "x"], layout) == {"Spam": "spam", "x": UNKNOWN}
    assert format_excluded_rows({"preview": 2, "spam": 1}) == "3 rows are not counted: 2 previews, 1 spam"
    assert format_excluded_rows({"preview": 1}) == "1 row is not counted: 1 preview"


@pytest.mark.parametrize("status", ["Umfragevorschau", "Spam", "Spam importé", "9", "12", "Survey Test"])
def test_no_preview_or_spam_is_counted(status: str, tmp_path: Path) -> None:
    rows = rows_of(EXPORTS / "qualtrics.csv")
    place = rows[0].index("Status")
    assert rows[4][place] == "IP Address"
    rows[4][place] = status
    with (tmp_path / "qualtrics.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    before = account(EXPORTS / "qualtrics.csv")
    after = account(tmp_path / "qualtrics.csv")

    assert after.previews == before.previews + 1


def test_a_status_is_known_by_its_words_in_any_table(tmp_path: Path) -> None:
    text = "Status,Role,I spend time on paperwork that gets little use.\n" + "".join(
        f"{status},Teacher,Often\n" for status in ("IP Address", "Survey Preview", "IP Address", "Spam")
    )
    (tmp_path / "plain.csv").write_text(text, "utf-8")
    (tmp_path / "staff.csv").write_text(text.replace("IP Address", "Permanent").replace("Spam", "Supply"), "utf-8")

    sheet, other = sheet_of(tmp_path / "plain.csv"), sheet_of(tmp_path / "staff.csv")

    assert find_reader(sheet).layout(sheet).columns[0].use == "status"
    assert require_value(read(tmp_path / "plain.csv")).people.height == 2
    assert find_reader(other).layout(other).columns[0].use == "answer"
    assert not are_qualtrics_statuses([])


TIMES = ["1899-12-31 03:30:00", "1899-12-31 01:00:00"]


@pytest.mark.parametrize(
    ("heading", "cells", "use"),
    [
        ("N01", TIMES, "answer"),
        ("I spend time on paperwork that gets little use.", TIMES, "answer"),
        ("T01", ["a@b.org", "c@d.org"], "answer"),
        ("Something else", TIMES, "private"),
        ("Email", ["often", "never"], "private"),
        ("Name", ["often", "never"], "private"),
    ],
)
def test_the_heading_decides_before_the_cells(heading: str, cells: list[str], use: str, tmp_path: Path) -> None:
    rows = [["Timestamp", "Role", heading], *([f"2026/11/1{n} 10:32:54", "Teacher", c] for n, c in enumerate(cells))]
    with (tmp_path / "google.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    sheet, wordings = sheet_of(tmp_path / "google.csv"), Wordings(first_version())

    layout = with_known_headings(
        find_reader(sheet).layout(sheet),
        lambda names: wordings.match(names, nearly=False).to in first_version().questions,
    )

    assert [each.use for each in layout.columns] == ["private", "answer", use]


@pytest.mark.parametrize(
    ("heading", "row", "place"),
    [
        ("ID,Start time,Completion time,T01,T02", "1,2026-11-10 16:32:54,2026-11-10 16:39:54,Often,Never", 3),
        ("id,submitdate,lastpage,startlanguage,T01", "1,2026-11-10 16:32:54,4,en,Often", 4),
    ],
)
def test_a_question_keeps_its_column_where_a_program_has_its_own(
    heading: str, row: str, place: int, tmp_path: Path
) -> None:
    (tmp_path / "export.csv").write_text(f"{heading}\n{row}\n", "utf-8")
    sheet, wordings = sheet_of(tmp_path / "export.csv"), Wordings(first_version())

    layout = with_known_headings(
        find_reader(sheet).layout(sheet), lambda names: wordings.match(names, nearly=False).to == "T01"
    )

    assert layout.columns[place].use == "answer"


OWN_COLUMNS = {
    "school": "Oak",
    "role": "teacher",
    "round": "2026-autumn",
    "form": "full",
    "consent": "identified",
    "draft": "d1",
    "Which school do you work at?": "Oak",
    "What is your role?": "teacher",
    "Enw'r ysgol": "Oak",
}
LIME = {"submitdate": "2026-11-10 16:32:54", "lastpage": "4", "startlanguage": "en", "seed": "17"}
MICROSOFT = {"Start time": "2026-11-10 16:32:54", "Completion time": "2026-11-10 16:39:54"}


@pytest.mark.parametrize("name", OWN_COLUMNS)
@pytest.mark.parametrize(
    ("before", "after"), [({}, {"id": "1", **LIME}), ({"id": "1"}, LIME), ({"ID": "1", **MICROSOFT}, {})]
)
def test_a_column_about_people_counts_wherever_it_stands_among_a_programs_own(
    before: dict[str, str], after: dict[str, str], name: str, tmp_path: Path
) -> None:
    row = {**before, name: OWN_COLUMNS[name], **after, "T01": "Often"}
    found = account(table(tmp_path / "export.csv", row))

    assert found.program != "plain"
    assert next(use for use in found.uses if use.column.heading == name).match.to is not None


@pytest.mark.parametrize("names", [("school", "role"), tuple(OWN_COLUMNS)[:6]])
def test_columns_about_people_before_limesurveys_own_name_everybodys_school(
    names: tuple[str, ...], tmp_path: Path
) -> None:
    row = {**{name: OWN_COLUMNS[name] for name in names}, "id": "1", **LIME, "T01": "Often"}
    people = require_value(read(table(tmp_path / "export.csv", row))).people

    assert account(tmp_path / "export.csv").program == "LimeSurvey"
    assert people.select("school", "role").rows() == [("oak", "teacher")]


@pytest.mark.parametrize("cell", ["jo@example.org", "2026-11-10 16:32:54", "10.0.0.1"])
@pytest.mark.parametrize("name", ["draft", "round", "school"])
def test_a_column_about_people_is_not_read_if_its_cells_tell_who_they_are(name: str, cell: str, tmp_path: Path) -> None:
    found = account(table(tmp_path / "export.csv", {name: cell, "id": "1", **LIME, "T01": "Often"}))

    assert found.program == "LimeSurvey"
    assert found.uses[0].match.to is None


def table(path: Path, row: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((row, row.values()))
    return path
