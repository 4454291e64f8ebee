"""The workbook and the calendar of a plan: read by other libraries, with hostile texts as texts."""

from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook
from support.plans import HEADER, read_plan
from support.schools import shipped

from speedbumps.i18n import load_locale
from speedbumps.model.plan import PlannedAction, SchoolPlan
from speedbumps.model.queries import target_titles
from speedbumps.office_files import A4
from speedbumps.plan.library import localized_actions
from speedbumps.report.plan_calendar import LONGEST_LINE, plan_calendar
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_workbook import plan_workbook

ENGLISH = load_locale("en")
ACTIONS = localized_actions(shipped(), "england", lambda text: text)
HOSTILE = '=HYPERLINK("http://x"), a;b\\n\n{x} <b>é'
PLAN = f"""{HEADER}round: 2026-autumn
priorities:
  - bump: time.delay
    action: A16
    status: agreed
    owner: Bea
    start: 2026-11-30
    review: 2027-03-12
    hours_spent: 1.5
  - {{bump: time.timescale, action: A18, status: dropped, start: 2026-11-30, notes: No time.}}
left_out:
  - {{bump: resource.release, because: not this year}}
asks:
  - {{of: the trust, text: share cover, sent: 2026-12-01, answer: Yes}}
"""


def page(plan: SchoolPlan) -> PlanPage:
    return PlanPage(plan, target_titles(shipped().questionnaire), {}, ACTIONS)


def with_texts(text: str) -> SchoolPlan:
    """Return a plan whose own words are all *text*."""
    plan = read_plan(PLAN)
    first = plan.priorities[0].model_copy(update=dict.fromkeys(("owner", "stops", "sign", "outcome", "notes"), text))
    return plan.model_copy(update={"name": text, "priorities": (first,)})


def test_the_workbook_holds_the_plan() -> None:
    book = load_workbook(BytesIO(plan_workbook(page(read_plan(PLAN)), ENGLISH)))

    assert book.sheetnames == ["Plan", "Left as it is", "Asks"]
    assert {(sheet.page_setup.paperSize, sheet.page_setup.orientation) for sheet in book} == {(A4, "landscape")}
    heads, first, second = book["Plan"].iter_rows(values_only=True)
    row = {str(head): value for head, value in zip(heads, first, strict=True)}
    assert [row[name] for name in ("What is in the way", "We try", "Status", "Hours spent")] == [
        "Waiting for a yes",
        "Who can say yes",
        "agreed",
        1.5,
    ]
    assert (row["From"], row["We look again on"]) == (datetime(2026, 11, 30), datetime(2027, 3, 12))  # noqa: DTZ001 - cells have no zone
    assert second[2] == "dropped"
    assert [*book["Left as it is"].values][1] == ("Little cover, few to share the load", "not this year")
    assert [*book["Asks"].values][1][:2] == ("the trust", "share cover")


def test_a_status_is_chosen_from_a_list_and_what_is_done_stands_back() -> None:
    sheet = load_workbook(BytesIO(plan_workbook(page(read_plan(PLAN)), ENGLISH)))["Plan"]

    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["C2:C101"].formula1 == '"suggested,agreed,under way,done,dropped"'
    assert rules["G2:H101"].type == "date"
    formulas = [rule.formula for held in sheet.conditional_formatting for rule in held.rules]
    assert formulas == [['$C2="done"'], ['$C2="dropped"']]
    assert sheet.auto_filter.ref == "A1:L3"
    assert sheet.freeze_panes == "A2"


def test_texts_are_never_formulas() -> None:
    book = load_workbook(BytesIO(plan_workbook(page(with_texts(HOSTILE)), ENGLISH)))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum(cell.value is not None and str(cell.value).startswith("=HYPERLINK") for cell in cells) == 5
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}


def test_the_calendar_holds_what_begins_and_when_people_look_again() -> None:
    events = Calendar.from_ical(plan_calendar(page(read_plan(PLAN)), ENGLISH)).walk("VEVENT")

    assert [(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in events] == [
        ("We begin: Who can say yes", date(2026, 11, 30)),
        ("We look again: Who can say yes", date(2027, 3, 12)),
    ]
    assert "Who leads: Bea" in str(events[0]["DESCRIPTION"])
    assert len({str(event["UID"]) for event in events}) == 2


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_text_is_read_from_the_calendar_as_it_was_written(text: str) -> None:
    planned = PlannedAction(bump="time.delay", action="A16", review=date(2027, 3, 12), owner=f"x{text}x")
    made = plan_calendar(page(read_plan(HEADER).model_copy(update={"priorities": (planned,)})), ENGLISH)

    (event,) = Calendar.from_ical(made).walk("VEVENT")

    assert all(len(line.encode()) <= LONGEST_LINE for line in made.split("\r\n"))
    written = str(event["DESCRIPTION"]).partition("Who leads: ")[2]
    if text.isprintable():
        assert written == f"x{text}x"


def test_no_text_begins_a_line_of_its_own_in_the_calendar() -> None:
    made = plan_calendar(page(with_texts("a\r\nBEGIN:VALARM\nEND:VALARM")), ENGLISH)

    assert "\r\nBEGIN:VALARM" not in made
    assert "\nBEGIN:VALARM" not in made.replace("\r\n ", "")


@pytest.mark.parametrize("make", [plan_calendar, plan_workbook])
def test_the_same_plan_gives_the_same_bytes(make: object) -> None:
    assert callable(make)
    assert make(page(read_plan(PLAN)), ENGLISH) == make(page(read_plan(PLAN)), ENGLISH)
