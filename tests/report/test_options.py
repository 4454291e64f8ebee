"""What a report says of an option: its hours for the school's staff, its evidence, and how to see that it works."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.golden_audits import report_text
from support.staff_answers import COSTING, LIBRARY, QUESTIONNAIRE, Group, Setting, audit_of

from speedbumps.disclosure.cohorts import round_hours
from speedbumps.model.actions import ActionLibrary, Grade, Hours
from speedbumps.model.audit import Audit
from speedbumps.model.instrument import Instrument


def school(*groups: Group, headcount: int | dict[str, int] | None = None, library: ActionLibrary = LIBRARY) -> Audit:
    instrument = Instrument(questionnaire=QUESTIONNAIRE, library=library)
    return audit_of(*groups, setting=Setting(headcount=headcount, instrument=instrument))


def report_on(*groups: Group, headcount: int | dict[str, int] | None = None, library: ActionLibrary = LIBRARY) -> str:
    return report_text(school(*groups, headcount=headcount, library=library), "markdown")


def annex_on(*groups: Group, headcount: int | dict[str, int] | None = None, library: ActionLibrary = LIBRARY) -> str:
    """The annex, which has the second option for the bump in full."""
    return report_text(school(*groups, headcount=headcount, library=library), "markdown", annex=True)


UNUSED = Group("teacher", 12, {"R1": 4, "R2": 4})
STUCK = Group("teacher", 12, {"X1": 4, "X2": 4})
ROUTINES = Group("teacher", 12, {"T1": 4, "T2": 4})


SMALLER = "3 to 5 to begin; 16 to 32 a term; gives none back"
SAME = "5 to 10 to begin; 30 to 60 a term; gives none back"
LARGER = "10 to 20 to begin; 60 to 120 a term; gives none back"


ALL_COSTLY = LIBRARY.model_copy(
    update={
        "actions": tuple(
            action.model_copy(update={"hours": Hours.model_validate(COSTING)})
            if "resource.skills" in action.eases
            else action
            for action in LIBRARY.actions
        )
    }
)
"""A library in which both options for unused skills take as many hours."""


@pytest.mark.parametrize(
    ("people", "headcount", "hours", "whose", "basis"),
    [
        (
            12,
            24,
            SMALLER,
            "Worked out for your 24 staff",
            "for your 24 staff; for 45: 5 to 10; 30 to 60",
        ),
        (
            12,
            {"teacher": 12, "support": 12},
            SMALLER,
            "Worked out for your 24 staff",
            "for your 24 staff; for 45: 5 to 10; 30 to 60",
        ),
        (
            48,
            90,
            LARGER,
            "Worked out for your 90 staff",
            "for your 90 staff; for 45: 5 to 10; 30 to 60",
        ),
        (24, 45, SAME, "For all 45 staff.", "for 45 staff"),
        (12, None, SAME, "For all 45 staff.", "for 45 staff"),
        # More answered than there are said to be, so that the number is no good for anything else.
        (12, 11, SAME, "For all 45 staff.", "for 45 staff"),
    ],
)
def test_hours_of_a_schools_own_actions_are_scaled_to_its_staff(
    people: int, headcount: int | dict[str, int] | None, hours: str, whose: str, basis: str
) -> None:
    group = UNUSED._replace(n=people)

    page = report_on(group, headcount=headcount, library=ALL_COSTLY)
    annex = annex_on(group, headcount=headcount, library=ALL_COSTLY)

    assert f"**Hours of people’s time:** {hours}. {whose}" in page
    assert f"**Hours of people’s time:** {hours} ({basis})\n" in annex


def test_hours_of_other_options_are_scaled_too() -> None:
    text = report_on(UNUSED, headcount=24, library=ALL_COSTLY)

    assert "| Action list | Begin. | 16 to 32 | none | Not tested: a judgement |" in text


def test_hours_that_a_library_gives_for_another_staff_are_scaled_from_that() -> None:
    library = LIBRARY.model_copy(update={"hours_for": 30})

    text = report_on(ROUTINES, headcount=15, library=library)

    assert "2 to 4 a term; gives back 5 to 10 a term. Worked out for your 15 staff, from what it takes" in text


def test_how_hours_were_estimated_stands_beside_the_staff_that_they_are_for() -> None:
    counted = tuple(action.model_copy(update={"hours_how": "2 people × 15 hours."}) for action in LIBRARY.actions)
    library = LIBRARY.model_copy(update={"actions": counted})

    assert "from what it takes with 45 (2 people × 15 hours). Our" in report_on(UNUSED, headcount=24, library=library)
    assert "For all 45 staff. 2 people × 15 hours. Our" in report_on(UNUSED, library=library)


@pytest.mark.parametrize("level", ["between-schools", "system"])
def test_hours_of_other_actions_have_another_basis_and_stay(level: str) -> None:
    moved = tuple(
        action.model_copy(update={"level": level}) if action.id == "pairs" else action for action in LIBRARY.actions
    )

    text = report_on(UNUSED, headcount=24, library=LIBRARY.model_copy(update={"actions": moved}))

    assert f"**Hours of people’s time:** {SAME}. All people together. Our estimate; change it to fit.\n" in text


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ("A", "Tested several times, and it helped"),
        ("G", "Recommended in guidance, not tested in this form"),
        ("D", "Not tested: a judgement"),
    ],
)
def test_the_grade_of_the_evidence_is_put_in_words(grade: Grade, words: str) -> None:
    graded = tuple(
        action.model_copy(update={"evidence": action.evidence.model_copy(update={"grade": grade})})
        for action in LIBRARY.actions
    )
    library = LIBRARY.model_copy(update={"actions": graded})

    assert f"**What we know:** **{words}**. The annex says what it rests on." in report_on(UNUSED, library=library)
    assert f"**Evidence:** {words}. Judgement." in annex_on(UNUSED, library=library)


def test_a_quick_sign_is_that_of_the_option() -> None:
    assert "**You will see:** Ten go." in report_on(ROUTINES)
    assert "You will see" not in report_on(STUCK)


def test_what_gives_way_stands_on_the_first_page_and_beside_the_option() -> None:
    text = report_on(ROUTINES)

    assert "You could try **Action stop-list** (not tested). What gives way: forms." in text
    assert "**What gives way:** **Forms.** What it was for can stay: safety." in text
    assert "What gives way: something that you choose." in report_on(STUCK)


def moving(*questions: str) -> ActionLibrary:
    """The library, with other questions that each option should move."""
    moved = tuple(action.model_copy(update={"should_move": questions}) for action in LIBRARY.actions)
    return LIBRARY.model_copy(update={"actions": moved})


def test_an_option_says_which_of_the_bumps_answers_it_should_change() -> None:
    group = Group("teacher", 12, {"T1": 3, "T2": 4})

    both, other = report_on(group, library=moving("T1", "T2", "N1")), report_on(group, library=moving("T1", "X1"))

    assert "**Why this one:** It should change the answers to “Statement T2”." in both
    assert "**Why this one:** It should change the answers to “Statement T1”." in other
    for names in ((), ("X1", "N1")):
        assert "**Why this one:** No question asks about this itself; it may ease “Routines”." in report_on(
            group, library=moving(*names)
        )


def test_an_option_that_may_move_pupils_asks_for_fairness_first() -> None:
    assert "**Fairness:** This may change pupils’ day" in report_on(Group("teacher", 12, {"T3": 4, "T4": 4}))
    assert "Fairness" not in report_on(ROUTINES)


def amounts_of(*hours: float, headcount: int | None = 30) -> Audit:
    """A school whose people wrote these hours a week."""
    return audit_of(Group("teacher", len(hours), {"N1": list(hours)}), setting=Setting(headcount=headcount))


def test_hours_a_year_are_those_of_the_middle_half() -> None:
    text = report_text(amounts_of(*[2.0] * 5, *[4.0] * 5, *[6.0] * 5), "markdown")

    # 30 people, 39 weeks: 2 hours are 2,340 and 6 hours 7,020.
    assert (
        "| 4 hours a week each; together about 2,300 to 7,000 hours a year (2 to 6 × 30 people × 39 times a year) |"
    ) in text


def test_hours_a_year_without_a_middle_half_are_those_of_the_typical_answer() -> None:
    text = report_text(amounts_of(*[2.0] * 3, *[4.0] * 3), "markdown")

    assert "| 3 hours a week each; together about 3,500 hours a year (3 × 30 people × 39 times a year) |" in text


def test_one_of_a_unit_is_not_put_in_the_plural() -> None:
    text = report_text(amounts_of(*[1.0] * 12), "markdown")

    assert "| 1 each; together about 1,200 hours a year" in text
    assert not re.search(r"\b1 hours", text)


@given(st.lists(st.floats(0, 40).map(lambda hours: round(2 * hours) / 2), min_size=5, max_size=30), st.integers(30, 90))
def test_hours_a_year_are_what_the_sum_beside_them_comes_to(hours: list[float], headcount: int) -> None:
    text = report_text(amounts_of(*hours, headcount=headcount), "markdown")

    (row,) = [line for line in text.splitlines() if "together about" in line]
    found = re.search(r"about ([\d,. to]+) hours a year \(([\d,. to]+) × (\d+) people × (\d+) times a year\)", row)
    assert found is not None
    said, amounts, people, times = found.groups()
    sums = [float(amount) * int(people) * int(times) for amount in amounts.split(" to ")]
    assert int(people) == headcount
    assert said == " to ".join(dict.fromkeys(f"{round_hours(each):,.0f}" for each in sums))


def test_less_than_half_is_not_rounded_to_half() -> None:
    text = report_text(audit_of(Group("teacher", 149), setting=Setting(headcount=300)), "markdown")

    assert "149 of 300 staff answered (49%)." in text
    assert "Fewer than half answered." in text
