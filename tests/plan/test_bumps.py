"""The bumps of a school in their order, and whether enough people answered to plan on them."""

import pytest

from speedbumps.model.audit import (
    ChoiceResult,
    FacetResult,
    OptionResult,
    QuestionResult,
    Reason,
    Respondents,
    RoleCount,
    Score,
)
from speedbumps.model.questionnaire import Signals
from speedbumps.plan.bumps import agreed_together, count_votes, few_answered, rank_bumps

SIGNALS = Signals(energy="E1", expertise="K1", exchange="K2", openness="K3", votes="V1")


def question(name: str, severity: float | None = 60.0) -> QuestionResult:
    return QuestionResult(
        id=name, text=name, key="barrier", weight=1.0, fingerprint=name, status="scored", severity=severity
    )


def facet(name: str, score: Score, *questions: QuestionResult) -> FacetResult:
    return FacetResult(
        **score.model_dump(),
        id=name,
        title=name,
        within_reach="ours",
        ask_whom="the trust",
        ask_others="share cover",
        questions=questions or (question(f"{name}.q"),),
    )


def score(severity: float | None, low: float | None = None, high: float | None = None) -> Score:
    return Score(status="scored", severity=severity, low=low, high=high)


def test_the_highest_comes_first_and_ties_keep_their_order() -> None:
    targets = [
        facet(name, score(height)) for name, height in {"a": 60.0, "b": None, "c": 70.0, "d": 60.0, "e": 0.0}.items()
    ]

    ranked = rank_bumps(targets, SIGNALS, {"d": 7}, 50.0)

    assert [(each.id, each.severity, each.votes) for each in ranked] == [
        ("c", 70.0, 0),
        ("a", 60.0, 0),
        ("d", 60.0, 7),
        ("b", 0.0, 0),
        ("e", 0.0, 0),
    ]
    assert {(each.within_reach, each.ask_others, each.ask_whom) for each in ranked} == {
        ("ours", "share cover", "the trust")
    }


@pytest.mark.parametrize(
    ("name", "needs"), {"E1": False, "K1": True, "K2": True, "K3": True, "V1": False, "other": False}.items()
)
def test_a_bump_about_unused_knowledge_calls_for_a_mover(name: str, needs: bool) -> None:  # noqa: FBT001 - parametrised
    (ranked,) = rank_bumps([facet("a", score(60.0), question("x"), question(name))], SIGNALS, {}, 50.0)

    assert ranked.needs_mover is needs


@pytest.mark.parametrize(
    ("low", "high", "rough"),
    [(45.0, 75.0, False), (45.0, 75.1, True), (None, 99.0, False), (0.0, None, False), (None, None, False)],
)
def test_a_bump_is_rough_if_its_interval_is_more_than_fifteen_points_each_way(
    low: float | None,
    high: float | None,
    rough: bool,  # noqa: FBT001 - parametrised
) -> None:
    (ranked,) = rank_bumps([facet("a", score(60.0, low, high))], SIGNALS, {}, 50.0)

    assert ranked.rough is rough


def test_the_questions_of_a_bump_are_the_high_ones_the_highest_first() -> None:
    heights = {"a": 49.4, "b": 49.5, "c": 80.0, "d": None, "e": 80.4, "f": 79.6, "g": 81.0}
    target = facet("a", score(60.0), *(question(name, height) for name, height in heights.items()))

    (ranked,) = rank_bumps([target], SIGNALS, {}, 50.0)

    assert ranked.questions == ("g", "c", "e", "f", "b")


def choice(name: str, n: int | None, *options: tuple[str, int | None, Reason | None]) -> ChoiceResult:
    return ChoiceResult(
        id=name,
        text=name,
        most=3,
        status="scored",
        n=n,
        options=tuple(OptionResult(id=each, label=each, n=count, reason=reason) for each, count, reason in options),
    )


def test_votes_are_counted_in_the_choice_that_the_signal_names() -> None:
    results = [
        choice("V0", 30, ("other", 12, None)),
        choice("V1", 30, ("a", 12, None), ("b", None, "too-few"), ("c", None, "complement"), ("d", 0, None)),
    ]

    assert count_votes(SIGNALS, results, 5) == {"a": 12, "c": 26}
    assert count_votes(SIGNALS, [choice("V1", None, ("c", None, "complement"))], 5) == {}
    assert count_votes(Signals(), results, 5) == {}


def people(n: int | None, rate: float | None, *counts: RoleCount) -> Respondents:
    return Respondents(n=n, response_rate=rate, by_role=counts)


def role(name: str, *, together: bool = False, outside: bool = False) -> RoleCount:
    return RoleCount(role=name, title=name, roles=(name,), together=together, outside=outside)


def test_nothing_is_planned_where_fewer_than_half_answered() -> None:
    assert few_answered(people(12, 0.49, role("teacher")))
    assert not few_answered(people(12, 0.5, role("teacher")))
    assert not few_answered(people(12, None, role("teacher")))
    assert few_answered(people(None, 0.1, role("teacher")))


def test_one_person_and_answers_that_were_agreed_together_count_for_all() -> None:
    assert not few_answered(people(1, 0.02, role("head")))
    assert few_answered(people(2, 0.02, role("head")))
    assert not few_answered(people(9, 0.02, role("team", together=True)))


def test_answers_were_agreed_together_if_all_of_the_schools_own_were() -> None:
    team, guests = role("team", together=True), role("governor", outside=True)

    assert agreed_together(people(9, None, team))
    assert agreed_together(people(9, None, team, guests))
    assert not agreed_together(people(9, None, team, role("teacher")))
    assert not agreed_together(people(9, None, role("governor", together=True, outside=True)))
    assert not agreed_together(people(0, None))
