"""A facet that a school of ordinary size would never see is found, and no other."""

from itertools import cycle

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import example_count

from speedbumps.audit import audits
from speedbumps.lint.rules.small_schools import never_shown, ordinary_staff
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.responses import ABOUT, CODE, Responses

OWN = ("head", "leader", "teacher", "support")

Facet = list[tuple[tuple[str, ...], bool]]
"""For each question of a facet: the roles that are asked it, none for all, and whether it is sensitive."""


def questionnaire(*facets: Facet, **privacy: int) -> Questionnaire:
    questions = [
        {
            "id": f"Q{place}-{number}",
            "text": "I wait.",
            "scale": "often",
            "measures": {f"time.f{place}": "barrier"},
            "asked_of": roles,
            "sensitive": sensitive,
        }
        for place, facet in enumerate(facets)
        for number, (roles, sensitive) in enumerate(facet)
    ]
    return Questionnaire.model_validate(
        {
            "format": "speedbumps-questionnaire/1",
            "id": "small",
            "version": "1.0.0",
            "title": "Small",
            "roles": [
                {"id": "head", "title": "Head", "one_person": True, "joins": "leader"},
                {"id": "leader", "title": "Leader"},
                {"id": "teacher", "title": "Teacher"},
                {"id": "support", "title": "Support"},
                {"id": "team", "title": "All", "one_person": True, "together": True, "joins": "teacher"},
                {"id": "governor", "title": "Governor", "outside": True},
            ],
            "scales": {"often": {"points": [{"value": 0, "label": "Never"}, {"value": 1, "label": "Often"}]}},
            "barriers": [
                {
                    "id": "time",
                    "title": "Time",
                    "facets": [{"id": f"f{place}", "title": f"F{place}"} for place in range(len(facets))],
                }
            ],
            "questions": questions,
            "scoring": {"bands": [{"id": "clear", "from": 0, "title": "Clear", "means": "Clear."}]},
            "privacy": privacy,
        }
    )


def messages(*facets: Facet, **privacy: int) -> list[str]:
    return [fault.message for fault in never_shown(questionnaire(*facets, **privacy))]


def everybody_answers(asked: Questionnaire) -> Responses:
    """The answers of a school of ordinary size in which nobody leaves anything out."""
    points, answers = [question.id for question in asked.questions], cycle((0, 1))
    roles = [role for role, n in ordinary_staff(asked, "england").items() for _ in range(n)]
    rows = [
        dict.fromkeys(ABOUT)
        | {"school": "here", "role": role, "form": "full", "consent": False}
        | {name: next(answers) for name in points}
        for role in roles
    ]  # fmt: skip - as a table
    return Responses(pl.DataFrame(rows, schema={**ABOUT, **dict.fromkeys(points, CODE)}), {"here": School(id="here")})


FACETS = st.lists(
    st.tuples(st.lists(st.sampled_from(OWN), unique=True, min_size=1).map(tuple), st.booleans()),
    min_size=2,
    max_size=4,
)


@example_count(60)
@given(st.lists(FACETS, min_size=1, max_size=3), st.sampled_from((3, 4, 5, 9, 12)))
def test_exactly_what_no_report_of_such_a_school_shows_is_found(facets: list[Facet], group: int) -> None:
    asked = questionnaire(*facets, min_group=group)
    (audit,) = audits(Instrument(questionnaire=asked), everybody_answers(asked))

    shown = {facet.id for barrier in audit.barriers for facet in barrier.facets if facet.severity is not None}
    found = {fault.route for fault in never_shown(asked)}

    assert found == {
        ("barriers", 0, "facets", place, "id") for place in range(len(facets)) if f"time.f{place}" not in shown
    }


def test_the_message_says_who_is_asked_and_whom_to_ask_as_well() -> None:
    (message,) = messages([(("head", "leader"), False)] * 3, [((), False)] * 2)

    assert message == (
        "a school with 1 head, 3 leader, 8 teacher and 8 support would never see time.f0: only head and leader answer "
        "enough about it; ask it of teacher and support as well"
    )


@pytest.mark.parametrize(
    ("roles", "group", "said"),
    [
        (
            [("head", "leader"), ("leader", "teacher"), ("teacher",)],
            5,
            "only leader and teacher answer enough",
        ),
        ([("head",), ("leader",), ("teacher",), ("support",)], 5, "no role answers enough about it; ask at least 2"),
        ([OWN[:2], OWN[:2], OWN[2:], OWN[2:]], 12, "roles that are counted together share too few of its questions"),
    ],
)
def test_questions_that_each_reach_somebody_may_together_reach_nobody(
    roles: list[tuple[str, ...]], group: int, said: str
) -> None:
    (message,) = messages([(each, False) for each in roles], min_group=group)

    assert said in message


@pytest.mark.parametrize("roles", [("support",), ("leader", "teacher"), ("head", "leader", "teacher")])
def test_one_large_role_is_enough(roles: tuple[str, ...]) -> None:
    assert messages([(roles, False)] * 2) == []


def test_a_facet_of_sensitive_questions_needs_more_people() -> None:
    assert messages([(("support",), False), (("support",), True)]) == []
    assert len(messages([(("support",), True)] * 2)) == 1
    assert messages([((), True)] * 2) == []


def test_a_staff_that_is_too_small_for_any_figure_is_not_what_this_is_about() -> None:
    assert messages([(("head",), False)] * 2, min_group=21) == []


def test_the_size_of_roles_follows_from_what_they_are() -> None:
    asked = questionnaire([((), False)])
    fewer = asked.model_copy(update={"roles": tuple(role for role in asked.roles if role.id != "support")})

    assert ordinary_staff(asked, "wales") == {"head": 1, "leader": 3, "teacher": 8, "support": 8}
    assert ordinary_staff(fewer, "wales") == {"head": 1, "leader": 8, "teacher": 8}


def test_a_role_of_one_nation_counts_only_there() -> None:
    asked = questionnaire([(("support",), False)] * 2)
    there = [role.model_copy(update={"nations": ("wales",)}) if role.id == "support" else role for role in asked.roles]

    (fault,) = never_shown(asked.model_copy(update={"roles": tuple(there)}))

    assert fault.message.startswith("a school with 1 head, 8 leader and 8 teacher would never see")
