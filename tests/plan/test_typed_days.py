"""Days are read as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import example_count

from speedbumps.i18n import format_date, load_locale
from speedbumps.plan.typed_days import read_day

MARCH = date(2027, 3, 12)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = {
    **dict.fromkeys(
        (
            "12 March 2027",
            "12th of March, 2027",
            "12th March 2027",
            "Fri 12 Mar 2027",
            "Friday, 12 March 2027.",
            "fri. 12/3/2027",
            "March 12, 2027",
            "March 12th 2027",
            "Mar. 12 2027",
            "12-Mar-27",
            "12.Mar.2027",
            " 12  march  2027 ",
            "12/03/2027",
            "12.3.27",
            "12-03-2027",
            "12 / 3 / 2027",
            "12.3.2027.",
            "2027-03-12",
            "2027/3/12",
            "2027.03.12",
            "12mar2027",
        ),
        MARCH,
    ),
    # The eighth was a Monday.
    **{f"{weekday} {day} March 2027": date(2027, 3, day) for day, weekday in enumerate(WEEKDAYS, start=8)},
    **dict.fromkeys(("1 Sept 2026", "1st Sep 2026", "Tue 1 September 2026"), date(2026, 9, 1)),
    "2 Sun 2027": None,
    "Sunday": None,
    "22nd May 2099": date(2099, 5, 22),
    "3rd June 00": date(2000, 6, 3),
    "29 February 2028": date(2028, 2, 29),
    **dict.fromkeys(
        (
            "",
            "soon",
            "12 March",
            "Monday 12 March 2027",
            "Fr 12 March 2027",
            "03/25/2027",
            "31 June 2027",
            "29 February 2027",
            "12 Ma 2027",
            "12 Marching 2027",
            "2027",
            "12/3",
            "12/3/027",
            "123/3/2027",
            "12 3 2027",
            "March 12, 27",
            "0/3/2027",
            "12/13/2027",
            "12 March 2027?",
            *(f"{weekday}? {number} March 2027" for number, weekday in enumerate(WEEKDAYS, start=8)),
        ),
        None,
    ),
}


@pytest.mark.parametrize(("text", "day"), DAYS.items(), ids=DAYS)
def test_a_day_is_read_as_people_type_it(text: str, day: date | None) -> None:
    assert read_day(text) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
@example_count(30)
def test_a_day_is_read_as_it_is_shown(day: date) -> None:
    shown = format_date(day.isoformat(), load_locale("en"))
    shapes = (shown, day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%y}", f"{day:%A} {shown}", f"{day:%d %b %Y}")

    assert [read_day(each) for each in shapes] == [day] * len(shapes)


WELSH = ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi")


@pytest.mark.parametrize(
    ("text", "month"), {"12 Mawrth 2027": 3, "12 maw 2027": 3, "12 Medi 2027": 9, "12 Me 2027": 0}.items()
)
def test_months_may_have_the_names_of_another_language(text: str, month: int) -> None:
    assert read_day(text, months=WELSH) == (date(2027, month, 12) if month else None)
    assert read_day(text) is None


PICKED = {
    "the same": ("12 March 2027", MARCH),
    "in the words of another language": ("12 o fis Mawrth 2027", MARCH),
    "in American order": ("3/12/2027", MARCH),
    "in American order with a stop": ("03.12.27.", MARCH),
    "another day": ("13 March 2027", date(2027, 3, 13)),
    "another day in American order": ("3/11/2027", date(2027, 11, 3)),
    "neither the day": ("13 o fis Mawrth 2027", None),
    "nor the year": ("12 o fis Mawrth 2028", None),
    "no number": ("not yet", None),
}


@pytest.mark.parametrize(("text", "day"), PICKED.values(), ids=PICKED)
def test_a_day_that_was_picked_counts_where_the_text_can_mean_it(text: str, day: date | None) -> None:
    assert read_day(text, "2027-03-12") == day


@pytest.mark.parametrize("chosen", ["", "2027-02-30", "soon"])
def test_a_picked_day_that_is_none_counts_for_nothing(chosen: str) -> None:
    assert read_day("13 March 2027", chosen) == date(2027, 3, 13)
    assert read_day("x", chosen) is None
