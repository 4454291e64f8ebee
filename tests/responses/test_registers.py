"""A table of schools may be ours or a government's register; answers are joined to its schools by id or by name."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from support.tables import sheet_of

from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.yaml_source import parse_yaml
from speedbumps.model.answers import PersonalAnswers, School
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.responses.collect import assemble
from speedbumps.responses.match_schools import match_schools, merge_facts, plain_name
from speedbumps.responses.one_person import read_person
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.responses.registers import REGISTERS, recognise
from speedbumps.responses.schools import describes_schools, read_schools

ENGLAND = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "TypeOfEstablishment (name),EstablishmentStatus (code),EstablishmentStatus (name),PhaseOfEducation (code),"
    "PhaseOfEducation (name),NumberOfPupils,PercentageFSM,Trusts (name),GOR (name),Easting,Northing\n"
)
WALES = (
    "School Number,School Name,LA Code,Local Authority,Sector,Governance - see notes,WM Code,"
    "Welsh Medium Type - see notes,School Type,Religious Character,Postcode,Phone Number,Pupils - see notes\n"
)
CONTACTS = (
    "Seed Code,LA Name,Centre Type,School Name,Address Line1,Post Code,E-mail,Phone Number,Denomination,"
    "Primary Department,Secondary Department,Special Department\n"
)
SUMMARY = (
    "Local Authority,SeedCode,School Name,School Type,Pupil roll,Male,Female,Denomination of school,"
    "Percentage of P1-P5 pupils registered for free school meals [Note 5],School's 6-fold urban/rural classification\n"
)
REFERENCE_DATA = (
    "DENI ref,School name,Building number,Address Line,Town,Postcode,School Type,Management Type,"
    "District Council (2014),Ward (2014),DEA (2014),Urban/ Rural,Irish Medium School\n"
)
SCHOOLS_PLUS = (
    "Institution Reference Number,Institution Name,Address Line 1,Address Line 2,Address Line 3,Town,County,Postcode,"
    "Telephone,Email,Type,Management,Status,Date Closed\n"
)
SCHOOL_LOCATIONS = (
    "Reference,Institution_Name,Address_1,Address_2,Address_3,Town_Name,County_Name,Postcode,Telephone,Email,"
    "Institution_Type,Management_Type,Latitude,Longitude,Current_Approved_Enrolment\n"
)
HEADINGS = (ENGLAND, WALES, CONTACTS, SUMMARY, REFERENCE_DATA, SCHOOLS_PLUS, SCHOOL_LOCATIONS)


@pytest.fixture(scope="module")
def shipped() -> Instrument:
    return require_value(read_instrument(find_questionnaire("school", Path())))


def english(id_: int, name: str, **other: str) -> str:
    """A row of England's register; *other* cells are those that differ from a plain open primary school's."""
    plain = {"kind": "Community school", "status": "Open", "phase": "Primary", "rest": "412,20.5,,London,529000,184000"}
    row = {**plain, **other}
    return f'{id_},202,Camden,1001,"{name}",1,{row["kind"]},1,"{row["status"]}",2,{row["phase"]},{row["rest"]}\n'


def read(folder: Path, content: str | bytes, instrument: Instrument, *wanted: str) -> Mapping[str, School]:
    return require_value(read_schools(written(folder, content), instrument, wanted))


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "schools.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def messages_of(folder: Path, content: str | bytes, instrument: Instrument, *wanted: str) -> list[str]:
    problems = read_schools(written(folder, content), instrument, wanted).problems
    return [f"{problem.span.line} {problem.severity} {problem.message}" for problem in problems]


def test_the_register_of_england_is_read_as_it_is_downloaded(tmp_path: Path, shipped: Instrument) -> None:
    rows = english(100001, "Café Lane Primary School") + english(100002, "Ash, the Old School", status="Closed")

    assert read(tmp_path, (ENGLAND + rows).encode("cp1252"), shipped) == {
        "100001": School(
            id="100001",
            name="Café Lane Primary School",
            nation="england",
            phase="primary",
            area="Camden",
            east=529000,
            north=184000,
            context={"pupils": 412, "fsm": 20.5},
        )
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("table", [ENGLAND + english(100001, "Ash School"), "id,name\n100001,Ash School\n"])
def test_tables_of_schools_are_read_whatever_program_saved_them(
    table: str, encoding: str, end: str, tmp_path: Path, shipped: Instrument
) -> None:
    content = table.replace("\r\n", "\n").replace("\n", end).encode(encoding)

    assert {school.name for school in read(tmp_path, content, shipped).values()} == {"Ash School"}


@pytest.mark.parametrize(
    ("phase", "kind", "expected"),
    [
        ("Secondary", "Academy converter", "secondary"),
        ("Middle deemed primary", "Community school", "middle"),
        ("Middle deemed secondary", "Community school", "middle"),
        ("All-through", "Free schools", "all-through"),
        ("16 plus", "Further education", "16 plus"),
        ("Not applicable", "Academy special converter", "special"),
        ("Not applicable", "Pupil referral unit", "alternative provision"),
        ("", "Free schools alternative provision", "alternative provision"),
        ("Not applicable", "Other independent school", None),
    ],
)
def test_phases_of_england_are_plain_words(
    phase: str, kind: str, expected: str | None, tmp_path: Path, shipped: Instrument
) -> None:
    found = read(tmp_path, ENGLAND + english(100001, "Ash", kind=kind, phase=phase), shipped)

    assert found["100001"].phase == expected


def test_schools_of_other_nations_in_the_register_of_england_are_theirs(tmp_path: Path, shipped: Instrument) -> None:
    rows = english(400001, "Ysgol Pen-y-bryn", kind="Welsh establishment") + english(1, "Rock", kind="Offshore schools")

    assert [school.nation for school in read(tmp_path, ENGLAND + rows, shipped).values()] == ["wales", "other"]


def test_a_closed_school_is_there_only_if_it_is_wanted_and_that_is_told(tmp_path: Path, shipped: Instrument) -> None:
    text = (
        ENGLAND + english(100001, "Ash", status="Closed") + english(100002, "Elm", status="Open, but proposed to close")
    )

    assert list(read(tmp_path, text, shipped)) == ["100002"]
    assert list(read(tmp_path, text, shipped, "100001")) == ["100001", "100002"]
    assert messages_of(tmp_path, text, shipped) == []
    assert messages_of(tmp_path, text, shipped, "100001") == [
        "2 warning '100001' (Ash) is closed according to the register; does it have another id now?"
    ]


def test_a_closed_school_is_wanted_by_its_name_too(tmp_path: Path, shipped: Instrument) -> None:
    text = ENGLAND + english(100001, "Ash  Infants’ School", status="Closed") + english(100002, "Elm School")

    assert list(read(tmp_path, text, shipped, "ash infants' school")) == ["100001", "100002"]
    assert messages_of(tmp_path, text, shipped, "ash infants' school") == [
        "2 warning '100001' (Ash  Infants’ School) is closed according to the register; does it have another id now?"
    ]


@pytest.mark.parametrize("successor", ["Ash Primary School", "ASH PRIMARY SCHOOL", "Ash Primary Academy"])
@pytest.mark.parametrize("closed_first", [True, False])
def test_an_open_school_of_the_same_name_stands_for_the_closed_one(
    successor: str, *, closed_first: bool, tmp_path: Path, shipped: Instrument
) -> None:
    rows = [english(100001, "Ash Primary School", status="Closed"), english(100002, successor)]
    text = ENGLAND + "".join(rows if closed_first else reversed(rows))

    assert list(read(tmp_path, text, shipped, "ash primary school")) == ["100002"]
    assert messages_of(tmp_path, text, shipped, "ash primary school") == []
    assert set(read(tmp_path, text, shipped, "100001")) == {"100001", "100002"}


def test_a_bad_row_of_a_register_stops_no_other(tmp_path: Path, shipped: Instrument) -> None:
    rows = (
        english(100001, "Ash")
        + english(100001, "Ash again")
        + english(100002, "")
        + english(100003, "Elm", rest="many,SUPP,,London,0,0")
        + english(100004, "Oak", rest="1,2,,London,1,2,surplus")
        + "\n"
        + "100005,202,Camden,1001,Yew\n"
    )

    assert {name: school.context for name, school in read(tmp_path, ENGLAND + rows, shipped).items()} == {
        "100001": {"pupils": 412, "fsm": 20.5},
        "100003": {},
        "100005": {},
    }
    assert messages_of(tmp_path, ENGLAND + rows, shipped) == [
        "3 warning the school '100001' has an earlier row too, which is used",
        "4 warning this row does not have both 'URN' and 'EstablishmentName'; it is left out",
        "5 warning 'NumberOfPupils' is not a number here; it is not used",
        "6 warning this row has more cells than the 17 of the heading; it is left out",
    ]


def test_rows_beyond_some_are_counted(tmp_path: Path, shipped: Instrument) -> None:
    found = messages_of(tmp_path, ENGLAND + english(100001, "Ash") * 520, shipped)

    assert (len(found), found[-1]) == (21, "23 warning there are warnings about 499 more rows from here on")


def test_the_address_list_of_wales_is_read(tmp_path: Path, shipped: Instrument) -> None:
    rows = (
        "6602130,Ysgol Gynradd Tŷ Newydd,660,Isle of Anglesey,Primary,Community,WM,Welsh medium,"
        '"Nursery, Infants & Juniors",---,LL68 9ZZ,01407 000000,278\n'
        "6605500,Ysgol Pob Oed,660,Isle of Anglesey,Middle,Community,WM,Welsh medium,,---,LL68 9ZZ,01407 000000,\n"
    )
    found = read(tmp_path, WALES + rows, shipped)

    assert found["6602130"] == School(
        id="6602130",
        name="Ysgol Gynradd Tŷ Newydd",
        nation="wales",
        phase="primary",
        area="Isle of Anglesey",
        context={"pupils": 278},
    )
    assert (found["6605500"].phase, found["6605500"].context) == ("all-through", {})


def test_the_map_of_wales_has_names_of_fields_and_sectors_in_welsh(tmp_path: Path, shipped: Instrument) -> None:
    text = "FID,school_code,school_name,local_authority,sector,pupils\n1,6602130,Ysgol Wen,Gwynedd,Cynradd,50\n"
    found = read(tmp_path, text, shipped)["6602130"]

    assert (found.phase, found.area, found.context) == ("primary", "Gwynedd", {"pupils": 50})


def test_the_contact_details_of_scotland_tell_phases_by_departments(tmp_path: Path, shipped: Instrument) -> None:
    flags = ("Yes,No,No", "No,Yes,No", "Yes,Yes,No", "No,No,Yes", "Yes,No,Yes", "No,No,No")
    rows = "".join(
        f"510010{n},Aberdeen City,Local Authority,School {n},1 Road,AB1,a@b.scot,0,None,{flag}\n"
        for n, flag in enumerate(flags)
    )
    found = read(tmp_path, "School contact details,,,,,,,,,,,\n,,,,,,,,,,,\n" + CONTACTS + rows, shipped)

    assert [school.phase for school in found.values()] == [
        "primary",
        "secondary",
        "all-through",
        "special",
        "primary",
        None,
    ]
    assert {(school.nation, school.area) for school in found.values()} == {("scotland", "Aberdeen City")}


def test_departments_of_one_scottish_school_are_one_school(tmp_path: Path, shipped: Instrument) -> None:
    rows = (
        'Highland,5100100,Lochside Academy,Primary,"1,100",50,50,Non-denominational,12.5,Rural\n'
        "Highland,5100100,Lochside Academy,Secondary,300,150,150,Non-denominational,z,Rural\n"
        "Highland,5100200,Glen School,Primary,c,c,c,Non-denominational,c,Rural\n"
    )
    found = read(tmp_path, SUMMARY + rows, shipped)

    assert [(school.phase, school.context) for school in found.values()] == [
        ("all-through", {"pupils": 1400, "fsm": 12.5}),
        ("primary", {}),
    ]
    assert messages_of(tmp_path, SUMMARY + rows, shipped) == []


def test_a_register_is_read_from_the_sheets_of_a_workbook(tmp_path: Path, shipped: Instrument) -> None:
    path = tmp_path / "address-list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Empty")
        for sheet, number in (("Maintained", 6602130), ("Independent", 6606027)):
            page = book.add_worksheet(sheet)
            page.write_row(0, 0, ["Schools in Wales"])
            page.write_row(3, 0, WALES.strip().split(","))
            page.write_row(4, 0, [number, f"Ysgol {sheet}", 660, "Gwynedd"])
            page.write_number(4, 12, 50)

    found = require_value(read_schools(path, shipped))

    assert [(school.id, school.name, school.context) for school in found.values()] == [
        ("6602130", "Ysgol Maintained", {"pupils": 50}),
        ("6606027", "Ysgol Independent", {"pupils": 50}),
    ]


def test_the_open_document_that_wales_publishes_is_read(tmp_path: Path, shipped: Instrument) -> None:
    path = tmp_path / "address-list.ods"
    open_document(path, [WALES.strip().split(","), ["6602130", "Ysgol Tŷ", "660", "Gwynedd", "Primary", *[""] * 8]])

    assert require_value(read_schools(path, shipped))["6602130"].name == "Ysgol Tŷ"


def open_document(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """A sheet as LibreOffice writes it, without all that it can do without."""
    kind = "urn:oasis:names:tc:opendocument:xmlns"
    cells = (
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        for row in rows
    )
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    with ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{kind}:manifest:1.0"/>')
        packed.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{kind}:office:1.0" xmlns:text="{kind}:text:1.0" '
            f'xmlns:table="{kind}:table:1.0"><office:body><office:spreadsheet><table:table table:name="Maintained">'
            f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>",
        )


def northern_irish(folder: Path) -> Path:
    """A workbook laid out like those of the Department of Education, with figures on sheets of their own."""
    path = folder / "school-level-primary.xlsx"
    row = {"DENI ref": "1010012", "School name": "Café Lane Primary School", "School Type": "Primary"}
    other = {"DENI ref": "1010013", "School name": "Lagan Grammar School", "School Type": "Grammar"}
    names = REFERENCE_DATA.strip().split(",")
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write_column(0, 0, ["School census 2025/26", "Suppressed figures are shown as *"])
        for sheet, heading, rows in (
            ("FSM", ["DENI ref", "", "% fsme"], [["1010012", "222", "20.5%"], ["1010013", "5", "*"], ["9", "1", "1%"]]),
            ("Reference Data", names, [[each.get(name, "Belfast") for name in names] for each in (row, other)]),
            ("Enrolments", ["DE ref", "Total: Year 1", "total enrolment"], [["1010012", "30", "412"]]),
        ):
            page = book.add_worksheet(sheet)
            page.write_row(0, 0, [f"Pupils attending schools in Northern Ireland: {sheet}"])
            for place, cells in enumerate([heading, *rows], 3):
                page.write_row(place, 0, cells)
    return path


def test_the_school_level_data_of_northern_ireland_have_figures_on_sheets_of_their_own(
    tmp_path: Path, shipped: Instrument
) -> None:
    found = read_schools(northern_irish(tmp_path), shipped)

    assert found.problems == ()
    assert require_value(found) == {
        "1010012": School(
            id="1010012",
            name="Café Lane Primary School",
            nation="northern-ireland",
            phase="primary",
            area="Belfast",
            context={"pupils": 412, "fsm": 20.5},
        ),
        "1010013": School(
            id="1010013", name="Lagan Grammar School", nation="northern-ireland", phase="secondary", area="Belfast"
        ),
    }


def test_the_institution_search_of_northern_ireland_is_read(tmp_path: Path, shipped: Instrument) -> None:
    rows = (
        "101-0012,Lagan School,1 Road,,,BELFAST,Antrim,BT1 1AA,028,a@b,Preps,Controlled,Open,\n"
        "IS 106 ,Old School,1 Road,,,BELFAST,Antrim,BT1 1AA,028,a@b,Independent,Other,Closed,01/08/2019\n"
    )
    found = read(tmp_path, SCHOOLS_PLUS + rows, shipped, "old school")

    assert [(school.id, school.phase, school.area, school.nation) for school in found.values()] == [
        ("101-0012", "primary", "Antrim", "northern-ireland"),
        ("is 106", None, "Antrim", "northern-ireland"),
    ]


def test_places_on_the_irish_grid_are_not_taken_for_those_of_great_britain(tmp_path: Path, shipped: Instrument) -> None:
    text = (
        "DE_REF,CENTRE_NAME,SCHOOL_TYPE,COUNCIL_2014,EASTING,NORTHING\n"
        "1AA0423,Lagan Nursery School,nursery,Belfast,331497,370699\n"
    )
    located = SCHOOL_LOCATIONS + "1010012,Lagan,1,,,Belfast,Antrim,BT1,0,a@b,Special,Controlled,54.5,-5.9,300\n"

    assert read(tmp_path, text, shipped)["1aa0423"] == School(
        id="1aa0423", name="Lagan Nursery School", nation="northern-ireland", phase="nursery", area="Belfast"
    )
    assert read(tmp_path, located, shipped)["1010012"] == School(
        id="1010012", name="Lagan", nation="northern-ireland", phase="special", area="Antrim"
    )


@pytest.mark.parametrize(
    ("heading", "listed"),
    [
        (
            "Academic Year,Roll Number,Official Name,Address (Line 1),County Description,Total Pupils",
            "'Academic Year', 'Roll Number', 'Official Name', 'Address (Line 1)', 'County Description' and 1 more",
        ),
        ("SCH_NAME\tNCESSCH\tLEVEL", "'SCH_NAME', 'NCESSCH', 'LEVEL'"),
        (
            "Calendar Year;ACARA SML ID;2023;How many pupils there are at the start of the year;State",
            "'Calendar Year', 'ACARA SML ID', 'State' and 2 more",
        ),
        ("A list of schools\n\nUID,Org_Name,\u202eTelephone", "'UID', 'Org_Name', 'Telephone'"),
    ],
)
def test_an_unknown_register_is_told_what_it_has_and_what_is_known(
    heading: str, listed: str, tmp_path: Path, shipped: Instrument
) -> None:
    row = heading.count("\n") + 1
    found = messages_of(tmp_path, f"{heading}\n", shipped)

    assert found == [
        f"{row} error the table of schools needs a column 'id' (it has {listed}); it may also have name, nation, "
        "phase, headcount, area, offers, visits, east and north. Registers are read as they are downloaded: "
        + "; ".join(register.title for register in REGISTERS)
    ]
    for nation in ("England", "Wales", "Scotland", "Northern Ireland"):
        assert f"({nation})" in found[0]


@pytest.mark.parametrize(
    "heading",
    ["School ID", "school_id", "School code", "School Number", "School's ID", "DfE number", "URN", "IDs", "Code"],
)
def test_a_heading_that_is_nearly_an_id_is_to_be_called_so(heading: str, tmp_path: Path, shipped: Instrument) -> None:
    (problem,) = read_schools(written(tmp_path, f"Name,{heading},Phase\nAsh,1,primary\n"), shipped).problems

    assert (
        f"needs a column 'id' (it has 'Name', '{heading}', 'Phase'): call the column '{heading}' id;" in problem.message
    )
    assert problem.span.column == 2


TOTALS = ["Total", "totals:", "TOTAL", "Grand total", "All schools", "Sum", "Average", "Total (2 schools)", "Cyfanswm"]


@pytest.mark.parametrize("word", [*TOTALS, "Average per school", "Total schools", "Mean of all"])
@pytest.mark.parametrize("row", ["{},,,30", ",{},,30", ",,{},30", "t,{},,30", ",{}", "{},,,12.5,"])
def test_a_row_of_totals_is_no_school(row: str, word: str, tmp_path: Path, shipped: Instrument) -> None:
    content = f"id,name,phase,headcount\nash,Ash,primary,10\noak,Oak,primary,20\n{row.format(word)}\n"

    assert list(read(tmp_path, content, shipped)) == ["ash", "oak"]
    assert messages_of(tmp_path, content, shipped) == [
        "4 warning row 4 holds totals or averages, and is not read as a school"
    ]


@pytest.mark.parametrize(
    "name", ["Totley Primary", "Meanwood", "Sumner Street", "All Saints", "All Schools Trust", "Avg Hill"]
)
def test_a_school_whose_name_only_begins_like_a_total_is_one(name: str, tmp_path: Path, shipped: Instrument) -> None:
    found = read(tmp_path, f"id,name,phase\nx1,{name},primary\n", shipped)

    assert [school.name for school in found.values()] == [name]


@pytest.mark.parametrize("row", [",,primary,10", ",Oak,,10"])
def test_a_row_without_an_id_that_is_no_total_stays_wrong(row: str, tmp_path: Path, shipped: Instrument) -> None:
    assert messages_of(tmp_path, f"id,name,phase,headcount\n{row}\n", shipped) == ["2 error this row has no 'id'"]


def test_an_empty_table_of_schools_needs_an_id_too(tmp_path: Path, shipped: Instrument) -> None:
    (problem,) = messages_of(tmp_path, "\nOur schools\n", shipped)

    assert problem.startswith("1 error the table of schools needs a column 'id'; it may also have name,")


def test_our_own_table_is_read_from_a_workbook_too(tmp_path: Path, shipped: Instrument) -> None:
    path = tmp_path / "schools.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "name", "headcount", "pupils"])
        page.write_row(1, 0, ["Ash", "Ash School", 20, 210])

    assert require_value(read_schools(path, shipped)) == {
        "ash": School(id="ash", name="Ash School", headcount=20, context={"pupils": 210})
    }


@given(
    above=st.lists(st.lists(st.sampled_from(["", "Our schools", "2026", "see notes"]), max_size=4), max_size=15),
    others=st.permutations(["name", "pupils", "Headcount-Teacher", "nation"]),
    sheet=st.integers(0, 2),
)
def test_our_own_table_stands_on_any_sheet_and_below_any_title(
    shipped: Instrument, above: list[list[str]], others: list[str], sheet: int
) -> None:
    cells = {"name": "Ash School", "pupils": "210", "Headcount-Teacher": "12", "nation": "Wales", "ID": "Ash"}
    names = [*others[:2], "ID", *others[2:]]
    rows = [*above, names, [cells[name] for name in names], [{**cells, "nation": "Whales"}[name] for name in names]]
    with TemporaryDirectory() as folder:
        book_path, text_path = Path(folder, "schools.xlsx"), Path(folder, "schools.csv")
        with xlsxwriter.Workbook(book_path) as book:
            for number in range(3):
                page = book.add_worksheet()
                page.write_row(0, 0, ["Notes on our schools", "and more"])
                for place, row in enumerate(rows if number == sheet else [["a", "b"], ["c", "d"]]):
                    page.write_row(place, 0, row)
        text_path.write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
        found = [read_schools(path, shipped) for path in (book_path, text_path)]

    for each in found:
        assert each.value is None
        assert [(problem.span.line, problem.span.column) for problem in each.problems] == [
            (len(above) + 3, names.index("nation") + 1)
        ]
        assert each.problems[0].message.startswith("'nation' is one of england, wales")


def test_a_table_with_only_an_id_needs_it_in_its_first_row(tmp_path: Path, shipped: Instrument) -> None:
    assert list(read(tmp_path, "\npupils,id\n5,ash\n", shipped)) == ["ash"]
    assert "needs a column 'id'" in messages_of(tmp_path, "Our schools\npupils,id\n5,ash\n", shipped)[0]


def test_our_own_table_is_preferred_to_a_register_in_the_same_workbook(tmp_path: Path, shipped: Instrument) -> None:
    path = tmp_path / "schools.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Register")
        page.write_row(0, 0, ENGLAND.strip().split(","))
        page.write_row(1, 0, ["100001", "202", "Camden", "1001", "Elm School"])
        page = book.add_worksheet("Ours")
        page.write_row(0, 0, ["id", "name"])
        page.write_row(1, 0, ["ash", "Ash School"])

    assert list(require_value(read_schools(path, shipped))) == ["ash"]


def test_a_school_with_two_rows_in_our_own_table_is_named(tmp_path: Path, shipped: Instrument) -> None:
    assert messages_of(tmp_path, "id,name\nash,Ash\nASH,Ash\n", shipped) == [
        "3 error the school 'ash' has an earlier row too; keep one of them"
    ]


@pytest.mark.parametrize("heading", HEADINGS)
@given(data=st.data())
def test_a_register_is_known_in_whatever_order_and_case_its_headings_stand(heading: str, data: st.DataObject) -> None:
    names = heading.strip().split(",")
    row = data.draw(st.permutations([*names, "Another", ""]))
    loud = [data.draw(st.sampled_from([name, name.upper(), f" {name} ", name.replace(" ", "_")])) for name in row]
    plain, found = recognise([names]), recognise([["", "title"], loud])

    assert plain is not None
    assert found is not None
    assert found.register is plain.register
    assert {fact: row[place] for fact, place in found.places.items()} == {
        fact: names[place] for fact, place in plain.places.items()
    }


def test_no_register_is_taken_for_another() -> None:
    for register in REGISTERS:
        found = recognise([[headings[0] for headings in register.headings.values()]])
        assert found is not None
        assert found.register is register


@pytest.mark.parametrize("heading", [*HEADINGS, "id,name,area\n", "Our schools\n\nID,area\n"])
def test_a_table_of_schools_is_known_among_answers(heading: str, tmp_path: Path, shipped: Instrument) -> None:
    assert describes_schools(sheet_of(written(tmp_path, heading.encode("utf-8-sig"))), shipped)
    assert not describes_schools(sheet_of(written(tmp_path, heading.strip() + ",T01\n")), shipped)


def test_a_register_among_the_answers_is_told_how_to_be_given(tmp_path: Path) -> None:
    (tmp_path / "ash.csv").write_text("school,T01\nash,4\n", "utf-8")
    path = written(tmp_path, ENGLAND + english(100001, "Ash"))

    found = assemble([tmp_path / "ash.csv", path])

    assert (
        found.notices[0].message
        == "this looks like a table of schools, not of answers; give it with --schools schools.csv"
    )


def test_our_own_table_says_what_a_school_offers_and_where_it_lies(tmp_path: Path, shipped: Instrument) -> None:
    text = (
        "id,area,offers,visits,east,north,pupils,code,motto\n"
        "ash,North Trust,yes,3,529000,184000.5,412,0123,Onwards\n"
        "elm,North Trust,time.delay; social.exchange,0,,,20.5,,\n"
        "oak,,NO,,,,,,\n"
    )

    assert list(read(tmp_path, text, shipped).values()) == [
        School(
            id="ash",
            area="North Trust",
            offers="yes",
            visits=3,
            east=529000,
            north=184000.5,
            context={"pupils": 412.0, "code": "0123", "motto": "Onwards"},
        ),
        School(
            id="elm", area="North Trust", offers=("time.delay", "social.exchange"), visits=0, context={"pupils": 20.5}
        ),
        School(id="oak", offers="no"),
    ]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("offers", "time.dely", "there is no facet 'time.dely'; did you mean 'time.delay'?"),
        ("offers", "yess", "there is no facet 'yess'; did you mean 'yes'?"),
        ("visits", "few", "'visits' is a whole number: how many visits in a term"),
        ("east", "-0.13", "'east' is a place on the national grid, in metres: an easting, from 0 to 700000"),
        ("north", "N", "'north' is a place on the national grid, in metres: a northing, from 0 to 1300000"),
    ],
)
def test_our_own_table_stays_strict(column: str, cell: str, expected: str, tmp_path: Path, shipped: Instrument) -> None:
    assert messages_of(tmp_path, f"id,{column}\nash,{cell}\n", shipped) == [f"2 error {expected}"]


def person(school: str) -> str:
    return f"""
format: speedbumps-answers/1
questionnaire: school
version: 1.0.0
school: {school}
answers: {{T01: Often}}
"""


def test_one_persons_answers_say_it_too(shipped: Instrument) -> None:
    source = parse_yaml(
        "a.yaml", person("{id: Ash, area: North Trust, offers: [time.delay], visits: 2, context: {pupils: 412}}")
    )
    found = require_value(read_person(require_value(source), shipped, set_aside=False))

    assert found.schools["ash"] == School(
        id="ash", name="Ash", area="North Trust", offers=("time.delay",), visits=2, context={"pupils": 412.0}
    )


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ("maybe", "write yes, no, or a list of facets, such as [time.delay]"),
        ("[]", "write yes, no, or a list of facets, such as [time.delay]"),
        ("{time: delay}", "write yes, no, or a list of facets, such as [time.delay]"),
        ("[time.dely]", "there is no facet 'time.dely'; did you mean 'time.delay'?"),
    ],
)
def test_what_is_no_offer_is_told_once(offers: str, expected: str, shipped: Instrument) -> None:
    source = require_value(parse_yaml("a.yaml", person(f"{{id: ash, offers: {offers}}}")))

    assert [problem.message for problem in read_person(source, shipped, set_aside=False).problems] == [expected]


def schools(*named: str) -> dict[str, School]:
    """Schools by ids from 100001 on, each in an area of its own."""
    return {str(n): School(id=str(n), name=name, area=f"Area {n}") for n, name in enumerate(named, 100001)}


def test_names_are_joined_by_id_by_name_and_in_plain_words() -> None:
    known = schools("St Mary's C of E Primary School", "Holy Trinity", "Holy Trinity", "Hillside School")
    found = match_schools(["100002", "hillside school", "st marys", "holy trinity", "elsewhere"], known)

    assert {name: (each.kind, each.id) for name, each in found.items()} == {
        "100002": ("id", "100002"),
        "hillside school": ("name", "100004"),
        "st marys": ("plain name", "100001"),
        "holy trinity": ("several", None),
        "elsewhere": ("none", None),
    }
    assert [each.doubt for each in found.values() if each.kind != "none"] == [
        None,
        None,
        "'st marys' is taken for 'St Mary's C of E Primary School' (100001); if that is wrong, give its id",
        "'holy trinity' fits 2 schools: 100002 (Area 100002), 100003 (Area 100003); give the id",
    ]
    assert found["elsewhere"].doubt == (
        "'elsewhere' is not in the table of schools, which has '100001', '100002', '100003', '100004'; give the "
        "school's id in the column 'school', or name the file after it"
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("saint john's", "St. John’s Catholic Primary School"),
        ("st johns rc primary", "St John's Roman Catholic (VA) Primary School"),
        ("ss peter & paul", "Saints Peter and Paul Church of England Academy"),
        ("the cafe lane school", "Café Lane Academy"),
        ("ty gwyn primary", "Ysgol Gynradd Gymraeg Tŷ Gwyn"),
        ("glan yr afon", "Ysgol Glan-yr-Afon"),
        ("oakfield infants", "Oakfield Infant & Nursery School"),
        ("high street", "High Street Community Primary School"),
    ],
)
def test_one_name_is_written_in_many_ways(said: str, meant: str) -> None:
    assert match_schools([said], schools("Another School", meant))[said].id == "100002"


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("hillside secondary", "Hillside Primary School"),
        ("st mary's catholic primary", "St Mary's C of E Primary School"),
        ("st john", "St Johns Wood School"),
        ("oak", "Oakfield School"),
    ],
)
def test_schools_of_another_kind_are_not_taken(said: str, other: str) -> None:
    assert match_schools([said], schools(other))[said].id is None


def test_the_nearest_in_kind_is_taken_before_the_others() -> None:
    known = schools("Hillside Primary School", "Hillside School", "Hillside Infant School")

    assert match_schools(["hillside academy"], known)["hillside academy"].id == "100002"
    assert match_schools(["hillside primary"], known)["hillside primary"].id == "100001"
    assert match_schools(["hillside junior"], known)["hillside junior"].id == "100002"


NAMES = st.lists(st.sampled_from(["St", "Mary's", "Holy", "Ash", "C of E", "Primary", "School", "Ysgol"]), max_size=5)


@given(st.lists(NAMES.map(" ".join), max_size=6), st.lists(NAMES.map(" ".join), max_size=6))
def test_only_one_school_is_ever_taken_and_whatever_is_not_sure_is_told(called: list[str], others: list[str]) -> None:
    known = schools(*(name for name in others if name))
    found = match_schools([name.casefold() for name in called], known)

    assert set(found) == {name.casefold() for name in called}
    for name, each in found.items():
        assert each.id is None or each.id in known
        assert (each.doubt is None) == (each.kind in ("id", "name"))
        assert (each.id is None) == (each.kind in ("several", "none"))
        same = [key for key, school in known.items() if plain_name(school.name or "") == plain_name(name)]
        assert each.id is not None or len(same) != 1 or each.kind == "several"


def test_what_a_register_does_not_know_stays_as_the_answers_say() -> None:
    said = School(id="ash", name="Ash", phase="infant", headcount=20, context={"pupils": 1, "house": "old"})
    known = School(id="100001", name="Ash School", nation="wales", phase="primary", context={"pupils": 412})

    assert merge_facts(known, said) == School(
        id="100001",
        name="Ash School",
        nation="wales",
        phase="primary",
        headcount=20,
        context={"pupils": 412, "house": "old"},
    )


def test_answers_take_their_schools_from_a_register(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("school,T01\nCafe Lane,4\n100001,3\n100009,2\nElm School,1\n", "utf-8")
    rows = english(100001, "Café Lane Primary School") + english(100002, "Elm School")
    path = written(tmp_path, (ENGLAND + rows + english(100009, "Old Lane", status="Closed")).encode("cp1252"))

    found = assemble([tmp_path / "staff.csv"], AnswerOptions(schools=path))

    assert found.responses.people.get_column("school").to_list() == ["100001", "100001", "100009", "100002"]
    assert found.responses.schools["100001"].area == "Camden"
    taken = "'cafe lane' is taken for 'Café Lane Primary School' (100001); if that is wrong, give its id"
    assert [(Path(problem.path).name, problem.message) for problem in found.notices] == [
        (path.name, "'100009' (Old Lane) is closed according to the register; does it have another id now?"),
        ("staff.csv", f"{taken} (fewer than 5 people)"),
    ]


def test_answers_schemas_know_what_a_school_offers() -> None:
    school = PersonalAnswers.model_json_schema()["$defs"]["School"]["properties"]

    assert {"area", "offers", "visits", "east", "north"} <= set(school)
    assert school["offers"]["anyOf"][0] == {"enum": ["yes", "no"], "type": "string"}
