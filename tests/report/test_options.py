"""What a report says of an option: its hours for the school's staff, its evidence, and how to see that it works."""

import pytest
from support.golden_audits import report_text
from support.staff_answers import LIBRARY, QUESTIONNAIRE, Group, Setting, audit_of

from speedbumps.model.actions import ActionLibrary, Grade
from speedbumps.model.audit import Audit
from speedbumps.model.instrument import Instrument


def report_on(*groups: Group, headcount: int | dict[str, int] | None = None, library: ActionLibrary = LIBRARY) -> str:
    instrument = Instrument(questionnaire=QUESTIONNAIRE, library=library)
    return report_text(audit_of(*groups, setting=Setting(headcount=headcount, instrument=instrument)), "markdown")


UNUSED = Group("teacher", 12, {"R1": 4, "R2": 4})
STUCK = Group("teacher", 12, {"X1": 4, "X2": 4})
ROUTINES = Group("teacher", 12, {"T1": 4, "T2": 4})


@pytest.mark.parametrize(
    ("headcount", "said"),
    [
        (24, "3 to 5 to begin; 16 to 32 a term; gives none back (for your 24 staff: 24/45 of 5 to 10; 30 to 60)"),
        (
            {"teacher": 12, "support": 12},
            "3 to 5 to begin; 16 to 32 a term; gives none back (for your 24 staff: 24/45 of 5 to 10; 30 to 60)",
        ),
        (90, "10 to 20 to begin; 60 to 120 a term; gives none back (for your 90 staff: 90/45 of 5 to 10; 30 to 60)"),
        (45, "5 to 10 to begin; 30 to 60 a term; gives none back (for 45 staff)"),
        (None, "5 to 10 to begin; 30 to 60 a term; gives none back (for 45 staff)"),
        # More answered than there are said to be, so that the number is no good for anything else.
        (11, "5 to 10 to begin; 30 to 60 a term; gives none back (for 45 staff)"),
    ],
)
def test_hours_of_a_schools_own_actions_are_scaled_to_its_staff(
    headcount: int | dict[str, int] | None, said: str
) -> None:
    assert f"Hours of people’s time: {said}" in report_on(UNUSED, headcount=headcount)


def test_hours_that_a_library_gives_for_another_staff_are_scaled_from_that() -> None:
    library = LIBRARY.model_copy(update={"hours_for": 30})

    text = report_on(ROUTINES, headcount=15, library=library)

    assert "2 to 4 a term; gives back 5 to 10 a term (for your 15 staff: 15/30 of 4 to 8; 10 to 20)" in text


@pytest.mark.parametrize("level", ["between-schools", "system"])
def test_hours_of_other_actions_have_another_basis_and_stay(level: str) -> None:
    moved = tuple(
        action.model_copy(update={"level": level}) if action.id == "pairs" else action for action in LIBRARY.actions
    )

    text = report_on(UNUSED, headcount=24, library=LIBRARY.model_copy(update={"actions": moved}))

    assert "Hours of people’s time: 5 to 10 to begin; 30 to 60 a term; gives none back\n" in text


@pytest.mark.parametrize(
    ("grade", "said"),
    [
        ("A", "A: tested several times, and it helped"),
        ("G", "G: recommended in national guidance; this form is untested"),
        ("D", "D: a judgement, not tested"),
    ],
)
def test_the_grade_of_the_evidence_is_put_in_words(grade: Grade, said: str) -> None:
    graded = tuple(
        action.model_copy(update={"evidence": action.evidence.model_copy(update={"grade": grade})})
        for action in LIBRARY.actions
    )

    assert f"Evidence: {said}. Judgement." in report_on(UNUSED, library=LIBRARY.model_copy(update={"actions": graded}))


def test_a_quick_sign_is_that_of_the_option() -> None:
    assert "A quick sign that it works: Ten go." in report_on(ROUTINES)
    assert "A quick sign" not in report_on(STUCK)


def amounts_of(*hours: float, headcount: int | None = 30) -> Audit:
    """A school whose people wrote these hours a week."""
    return audit_of(Group("teacher", len(hours), {"N1": list(hours)}), setting=Setting(headcount=headcount))


def test_hours_a_year_are_those_of_the_middle_half() -> None:
    text = report_text(amounts_of(*[2.0] * 5, *[4.0] * 5, *[6.0] * 5), "markdown")

    # 30 people, 39 weeks: 2 hours are 2,340 and 6 hours 7,020.
    assert "**4 hours a week each; together about 2,300 to 7,000 hours a year**" in text


def test_hours_a_year_without_a_middle_half_are_those_of_the_typical_answer() -> None:
    text = report_text(amounts_of(*[2.0] * 3, *[4.0] * 3), "markdown")

    assert "**3 hours a week each; together about 3,500 hours a year**" in text


def test_one_of_a_unit_is_not_put_in_the_plural() -> None:
    text = report_text(amounts_of(*[1.0] * 12), "markdown")

    assert "hours a week: 1" in text
    assert "1 hours" not in text


def test_less_than_half_is_not_rounded_to_half() -> None:
    text = report_text(audit_of(Group("teacher", 149), setting=Setting(headcount=300)), "markdown")

    assert "149 of 300 staff answered (49%)." in text
    assert "Fewer than half of the people answered." in text
