"""What people chose is said in every report: how many of how many, and never how many of few."""

import pytest
from support.choices import audit_of
from support.golden_audits import report_text

from speedbumps.model.audit import Audit, AuditedAction, Priority
from speedbumps.report import FORMATS

SPOKEN = [kind for kind in FORMATS if kind != "json"]
"""The formats that people read."""

TWO: list[tuple[int, ...]] = [*[(0, 1)] * 7, *[(1,)] * 6, *[(0, 2)] * 3, *[(0,)] * 4]
"""Of 20 people 14 chose the first facet, 13 the second and 3 the third."""


def words(given: Audit, kind: str) -> str:
    return " ".join(report_text(given, kind).split())


@pytest.mark.parametrize("kind", SPOKEN)
def test_each_option_is_told_with_how_many_chose_it(kind: str) -> None:
    told = words(audit_of(TWO), kind)

    assert "What people chose" in told
    assert "“Which two of these get in your way most?”" in told
    assert "14 of 20" in told
    assert "13 of 20" in told


@pytest.mark.parametrize("kind", FORMATS)
def test_the_number_of_few_is_in_no_report(kind: str) -> None:
    """Reports of 1, 2, 3 and 4 people who chose the third option differ in nothing."""
    told = [
        report_text(audit_of([(0, 1)] * 10 + [(0, 2)] * few + [(0,)] * (4 - few) + [(1,)] * 6), kind)
        for few in (0, 1, 2, 3, 4)
    ]

    assert len(set(told)) == 1


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_options_of_few_stand_together_and_those_of_nearly_all_have_no_number(kind: str) -> None:
    told = words(audit_of([(0, 1)] * 9 + [(0,)] * 8 + [(2,)] * 3), kind)

    assert "Fewer than 5, or nobody" in told
    assert "all but a few of 20" in told
    assert "17 of 20" not in told


@pytest.mark.parametrize("kind", SPOKEN)
def test_a_choice_of_too_few_people_is_told_as_such(kind: str) -> None:
    told = words(audit_of([(0,)] * 9), kind)

    assert "“Which two of these get in your way most?”" in told
    assert "of 9" not in told.partition("What people chose")[2].partition("see")[0]


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_votes_stand_beside_the_score_of_a_bump(kind: str) -> None:
    audit = audit_of(TWO, highest=True)

    assert audit.bumps
    assert "“Which two of these get in your way most?” Chosen by 14 of 20." in words(audit, kind)


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_it_is_said_that_votes_come_first_only_where_they_do(kind: str) -> None:
    said = "the bumps that most people chose as most in their way, then the highest"
    plain = "These are suggestions: the highest bumps that the school can begin on by itself."

    assert said in words(with_a_plan(audit_of(TWO, highest=True)), kind)
    none = words(with_a_plan(audit_of([(0, 1)] * 9, highest=True)), kind)
    assert said not in none
    assert plain in none


def with_a_plan(audit: Audit) -> Audit:
    """The audit with an action to suggest, which the miniature has none of."""
    assert audit.plan is not None
    action = AuditedAction.model_validate(
        {
            "id": "A1",
            "title": "Answer by Friday",
            "level": "school",
            "own_reach": True,
            "eases": ["time.delay"],
            "moves_knowledge": False,
            "moves_pupils": False,
            "first_step": "Promise an answer.",
            "owner": "head",
            "horizon": "quick",
            "hours": {"setup": [1, 2], "per_term": [0, 0], "saves_per_term": [0, 0]},
            "evidence": {"grade": "D", "summary": "Judgement."},
            "saves_hours": False,
        }
    )
    plan = audit.plan.model_copy(update={"priorities": (Priority(bump="time.delay", action="A1", alternatives=()),)})
    return audit.model_copy(update={"actions": (action,), "plan": plan})


def test_an_audit_with_choices_is_read_again_as_an_equal_one() -> None:
    audit = audit_of(TWO)

    assert audit == Audit.model_validate_json(report_text(audit, "json"))
