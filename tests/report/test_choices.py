"""What people chose is said in every report: how many of how many, and never how many of few."""

import re

import pytest
from support.choices import audit_of
from support.golden_audits import report_text

from speedbumps.model.audit import Audit, AuditedAction, Priority
from speedbumps.report import FORMATS

SPOKEN = [kind for kind in FORMATS if kind != "json"]
"""The formats that people read."""

TWO: list[tuple[int, ...]] = [*[(0, 1)] * 7, *[(1,)] * 6, *[(0, 2)] * 3, *[(0,)] * 4]
"""Of 20 people 14 chose the first facet, 13 the second and 3 the third."""


def words(given: Audit, kind: str, *, annex: bool = False) -> str:
    return " ".join(report_text(given, kind, annex=annex).split())


@pytest.mark.parametrize("kind", SPOKEN)
def test_the_options_that_most_chose_are_in_every_report_with_how_many_did(kind: str) -> None:
    text = words(audit_of(TWO), kind)

    assert "“Which two of these get in your way most?”" in text
    assert "14 of 20" in text
    assert "13 of 20" in text


@pytest.mark.parametrize("kind", SPOKEN)
def test_every_option_is_in_the_annex_of_every_format(kind: str) -> None:
    given = audit_of(TWO)
    text = words(given, kind, annex=True)

    assert "What people chose" in text
    counted = [result for result in given.choices if result.status == "scored"]
    assert counted
    assert all(option.label in text for result in counted for option in result.options)
    assert "14 of 20" in text


@pytest.mark.parametrize("annex", [False, True])
@pytest.mark.parametrize("kind", FORMATS)
def test_the_number_of_few_is_in_no_report(kind: str, *, annex: bool) -> None:
    """Reports of 1, 2, 3 and 4 people who chose the third option differ in nothing."""
    texts = [
        report_text(audit_of([(0, 1)] * 10 + [(0, 2)] * few + [(0,)] * (4 - few) + [(1,)] * 6), kind, annex=annex)
        for few in (0, 1, 2, 3, 4)
    ]

    assert len(set(texts)) == 1


@pytest.mark.parametrize("kind", SPOKEN)
def test_options_of_few_stand_together_and_those_of_nearly_all_have_no_number(kind: str) -> None:
    text = words(audit_of([(0, 1)] * 9 + [(0,)] * 8 + [(2,)] * 3), kind, annex=True)

    assert "Fewer than 5, or nobody" in text
    assert "all but a few of 20" in text
    assert "17 of 20" not in text


@pytest.mark.parametrize("kind", SPOKEN)
def test_a_choice_of_too_few_people_has_no_numbers(kind: str) -> None:
    given = audit_of([(0,)] * 9)

    assert "“Which two of these get in your way most?” Not shown, to protect people." in words(given, kind)
    assert not re.search(r"\d of 9\b", words(given, kind, annex=True).partition("What people chose")[2][:300])


@pytest.mark.parametrize("kind", SPOKEN)
def test_votes_stand_beside_the_score_of_a_bump(kind: str) -> None:
    bumps = audit_of(TWO, highest=True)
    assert bumps.bumps
    sentence = "“Which two of these get in your way most?” Chosen by 14 of 20."

    assert sentence in words(bumps, kind, annex=True)
    assert sentence in words(with_a_plan(bumps), kind) + words(with_a_plan(bumps), kind, annex=True)


@pytest.mark.parametrize("kind", SPOKEN)
def test_votes_come_first_only_where_there_are_any(kind: str) -> None:
    first = "In the order of how many people chose each as most in the way."

    assert first in words(with_a_plan(audit_of(TWO, highest=True)), kind)
    assert first not in words(with_a_plan(audit_of([(0, 1)] * 9, highest=True)), kind)


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
