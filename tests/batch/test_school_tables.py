"""Tables of schools for whoever runs a batch: as much as their reports say, and nothing that a spreadsheet runs."""

import csv
import json
import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random

import openpyxl
import pytest
from support.cohort_attacks import made_up_school
from support.cohort_files import write_answers, write_schools
from support.schools import first_version

from speedbumps.batch.manifest import PRIVATE, REPORTS
from speedbumps.batch.school_tables import AUDIT, bumps_csv, checklist_csv
from speedbumps.cli import main
from speedbumps.cohort.build import cohort, form_cohort, target_titles
from speedbumps.cohort.members import Member
from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit
from speedbumps.model.audit_queries import barrier_targets
from speedbumps.report.document import document
from speedbumps.report.scores import BookTexts, ScoreRow, scores_frame, scores_workbook, with_descriptions
from speedbumps.report.view import build_view

STAFF = 14
"""The staff of each school; eleven answer."""


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def batch(place: Path, *more: str) -> None:
    files = [str(place / "answers"), "--schools", str(place / "schools.csv"), "--out", str(place / "out")]
    with pytest.raises(SystemExit) as ended:
        main(["batch", *files, "--workers", "1", *more])
    assert ended.value.code in {0, None}


def prepare(folder: Path, number: int) -> Path:
    """Write the answers of schools in which most of the staff answered."""
    table = write_schools(folder / "answers", number)
    lines = table.read_text("utf-8").splitlines()
    rows = (line.replace(",30,Area", f",{STAFF},Area") for line in lines[1:])
    table.write_text("\n".join((lines[0], *rows)), "utf-8")
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers, and what one batch made of them."""
    folder = prepare(tmp_path_factory.mktemp("batch"), 7)
    batch(folder)
    return folder


def audits(place: Path) -> dict[str, Audit]:
    folders = sorted((place / "out").glob("school-*"))
    return {each.name: Audit.model_validate_json((each / AUDIT).read_bytes()) for each in folders}


def test_the_table_of_bumps_says_what_the_reports_say(place: Path) -> None:
    rows = rows_of((place / "out/bumps.csv").read_text("utf-8"))

    found = {
        (school, str(number), each.bump, each.action)
        for school, audit in audits(place).items()
        for number, each in enumerate(build_view(audit, load_locale("en")).priorities, start=1)
    }
    assert len(found) == 21
    assert {(row["school"], row["place"], row["target"], row["action"]) for row in rows} == found
    for row in rows:
        report = (place / "out" / row["school"] / "report.md").read_text("utf-8")
        assert row["title"] in report
        assert row["action_title"] in report
        assert row["or_1"] != row["action_title"]


def test_a_school_in_which_fewer_than_half_answered_has_no_bump_to_talk_about_first(tmp_path: Path) -> None:
    write_schools(tmp_path / "answers", 2)
    batch(tmp_path)

    assert rows_of((tmp_path / "out/bumps.csv").read_text("utf-8")) == []
    checked = rows_of((tmp_path / "out/checklist.csv").read_text("utf-8"))
    assert [(row["people"], row["headcount"], row["response_rate"], row["under_half"]) for row in checked] == [
        ("11", "30", "0.37", "yes")
    ] * 2


def test_an_audit_that_cannot_be_read_has_no_row_and_stops_nothing(tmp_path: Path) -> None:
    member = made_up_school(1, Random(1))
    (tmp_path / AUDIT).write_text("{", "utf-8")

    for folders in ({member.school.id: tmp_path}, {member.school.id: tmp_path / "missing"}, {}):
        assert rows_of(bumps_csv([member], folders)) == []


@pytest.mark.parametrize(
    ("people", "headcount", "flags"),
    [
        (20, 30, []),
        (14, 30, ["under_half"]),
        (1, 30, ["under_half", "one_person"]),
        (None, 30, ["too_few"]),
        (None, None, ["too_few"]),
    ],
)
def test_a_checklist_says_what_to_look_into(people: int | None, headcount: int | None, flags: list[str]) -> None:
    rate = people / headcount if people and headcount else None
    member = made_up_school(1, Random(1))._replace(people=people, headcount=headcount, response_rate=rate)

    (row,) = rows_of(checklist_csv([member], {}))

    assert [name for name in ("under_half", "answers_over_staff", "one_person", "too_few") if row[name]] == flags
    assert row["people"] == ("" if people is None else str(people))
    assert (row["response_rate"] == "") == (people is None)


def test_people_are_counted_no_more_exactly_than_in_the_reports(tmp_path: Path) -> None:
    prepare(tmp_path, 3)
    answers = tmp_path / "answers/school-01.csv"
    answers.write_text("".join(answers.read_text("utf-8").splitlines(keepends=True)[:4]), "utf-8")
    batch(tmp_path)

    rows = rows_of((tmp_path / "out/checklist.csv").read_text("utf-8"))

    for row in rows:
        shown = audits(tmp_path)[row["school"]].respondents
        assert row["people"] == ("" if shown.n is None else str(shown.n))
        assert row["response_rate"] == ("" if shown.response_rate is None else str(shown.response_rate))
    assert [row["too_few"] for row in rows] == ["", "yes", ""]


@pytest.mark.parametrize("name", ["=1+1", "+SUM(A1)", "-2", "@SUM(A1)", "\tx"])
def test_no_cell_is_read_as_a_formula(name: str, place: Path) -> None:
    member = made_up_school(1, Random(1), area="=2")
    renamed = member._replace(school=member.school.model_copy(update={"name": name}), round="=3")
    folder = place / "out/school-01"

    checked, bumps = checklist_csv([renamed], {"s01": folder}), bumps_csv([renamed], {"s01": folder})

    assert rows_of(bumps)
    cells = [cell for text in (checked, bumps) for row in csv.reader(text.splitlines()) for cell in row]
    assert f"'{name}" in cells
    assert "'=2" in cells
    assert "'=3" in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t"}]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_their_owner_can_read_the_tables_of_schools(place: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in (place / "out").iterdir() if path.is_file()}

    private = PRIVATE - {"changes.csv"}  # which earlier rounds or plans bring
    assert set(modes) >= private
    assert {modes[name] for name in private} == {0o600}
    assert modes["cohort.html"] != 0o600


def test_titles_and_facts_stand_at_the_end_of_each_row_of_scores(place: Path) -> None:
    rows = rows_of((place / "out/scores.csv").read_text("utf-8"))
    described = audits(place)

    assert list(rows[0])[-4:] == ["precision", "title", "phase", "area"]
    titles = {
        (school, each.id): each.title
        for school, audit in described.items()
        for barrier in audit.barriers
        for each in barrier_targets(barrier)
    }
    assert {(row["school"], row["target"]): row["title"] for row in rows} == titles
    assert {row["area"] for row in rows} == {"Area 0", "Area 1"}


def test_schools_without_facts_have_empty_cells() -> None:
    member = made_up_school(1, Random(1), phase=None)
    row = ScoreRow("s01", "School", None, "time.delay", member.figures["time.delay"])

    frame = with_descriptions(scores_frame([row]), [member.school], {})

    assert frame.select("title", "phase", "area").rows() == [(None, None, None)]
    assert frame.columns[:13] == scores_frame([row]).columns


def workbook(members: Sequence[Member]) -> openpyxl.Workbook:
    made = cohort(first_version(), form_cohort(first_version(), members))
    rows = [
        ScoreRow(each.school.id, each.school.name, None, name, figure)
        for each in members
        for name, figure in each.figures.items()
    ]
    facts = [
        (each.school.id, each.school.name, "england", each.school.phase, each.school.area, 20, 40, 0.5, None)
        for each in members
    ]
    titles = target_titles(first_version().questionnaire, None)
    return openpyxl.load_workbook(BytesIO(scores_workbook(rows, facts, BookTexts(made, titles))))


def test_the_workbook_can_be_filtered_and_displays_whole_numbers() -> None:
    book = workbook([made_up_school(at, Random(at), area=f"Area {at}") for at in range(3)])

    for sheet in book:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == ("A2" if sheet.title == "dictionary" else "C2")
    heights = book["severity"]
    heads = [cell.value for cell in heights[1]]
    assert heads[-2:] == ["phase", "area"]
    assert [cell.value for cell in heights[2]][-2:] == ["primary", "Area 0"]
    assert heights["C2"].number_format == "0"
    assert isinstance(heights["C2"].value, float)
    assert book["schools"]["H2"].number_format == "0%"
    note = heights.cell(1, heads.index("time.delay") + 1).comment
    assert note is not None
    assert note.text == target_titles(first_version().questionnaire, None)["time.delay"]


def test_a_workbook_of_hostile_names_holds_texts_only() -> None:
    book = workbook([made_up_school(1, Random(1), area="=2+2", phase="@x")])

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=2+2" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f" and cell.value != "=2+2"]


def test_one_page_is_the_first_page_of_the_report(place: Path) -> None:
    for school, audit in audits(place).items():
        folder = place / "out" / school
        page = (folder / "one-page.html").read_text("utf-8")
        whole = (folder / "report.html").read_text("utf-8")
        first = document(audit, load_locale("en")).front
        assert page.count("<section class=sheet") == 1
        assert first.title in page
        start = page.index("<section class=sheet")
        assert page[start : page.index("</section>", start)] in whole
        assert len(page) < len(whole) / 3


def test_a_report_without_its_one_page_is_written_again(tmp_path: Path) -> None:
    batch(prepare(tmp_path, 2))
    lost = tmp_path / "out/school-01/one-page.html"
    before = lost.read_bytes()
    lost.unlink()

    batch(tmp_path)

    assert lost.read_bytes() == before


def test_one_page_goes_with_the_report_and_other_files_stay(tmp_path: Path) -> None:
    batch(prepare(tmp_path, 4))
    out, gone = tmp_path / "out", {"school-02", "school-03"}
    (out / "school-02/own.txt").write_text("mine", "utf-8")
    for name in gone:
        (tmp_path / f"answers/{name}.csv").unlink()

    batch(tmp_path, "--remove-missing")

    assert [path.name for path in (out / "school-02").iterdir()] == ["own.txt"]
    assert not (out / "school-03").exists()
    rows = rows_of((out / "bumps.csv").read_text("utf-8"))
    assert {row["school"] for row in rows} == {"school-00", "school-01"}


def test_tables_say_the_same_in_a_run_that_kept_reports(tmp_path: Path) -> None:
    batch(prepare(tmp_path, 6))
    write_answers(tmp_path / "answers/school-02.csv", Random(77))
    batch(tmp_path, "--replaces")

    batch(tmp_path, "--replaces", "--out", str(tmp_path / "fresh"))

    for name in ("bumps.csv", "checklist.csv", "visits.html", "scores.xlsx"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


def test_every_file_of_a_report_is_known_to_the_manifest(place: Path) -> None:
    assert {path.name for path in (place / "out/school-00").iterdir()} == set(REPORTS)
    files = json.loads((place / "out/manifest.json").read_text("utf-8"))["files"]
    assert set(files) == {path.name for path in (place / "out").iterdir() if path.is_file()} - {"manifest.json"}
