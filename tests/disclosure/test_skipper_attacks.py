"""What one report gives away of people who left part of a facet open, by the scores of roles and by their differences.

Each attack succeeds where as many people left part open as any figure needs, and finds no figures where fewer did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import polars as pl
import pytest
from support.schools import first_version, responses

from speedbumps.audit import AuditOptions, audits
from speedbumps.model.audit import Audit, FacetResult, QuestionResult
from speedbumps.scoring.responses import BLANK, CODE, Responses

POINT = 25.0
"""The distance in severity between two of the five answers."""

FACET = "time.timescale"
QUESTIONS = ("T10", "T11", "T12")

SENSITIVE = "political.accountability"
"""A facet with a sensitive question."""


def answers_of(sizes: Mapping[str, int], seed: int) -> Responses:
    return responses([role for role, n in sizes.items() for _ in range(n)], Random(seed), gaps=0)


def set_answers(answers: Responses, given: Mapping[str, Sequence[int]]) -> Responses:
    """The same people with other codes for some questions."""
    columns = (pl.Series(name, codes, dtype=CODE) for name, codes in given.items())
    return replace(answers, people=answers.people.with_columns(*columns))


def leave_open(answers: Responses, skipped: Mapping[int, Sequence[str]]) -> Responses:
    """The same answers, where some people, by their places, left questions open."""
    given = {name: answers.people.get_column(name).to_list() for name in QUESTIONS}
    for place, names in skipped.items():
        for name in names:
            given[name][place] = BLANK
    return set_answers(answers, given)


def severity(name: str, code: int) -> float:
    key = next(iter(first_version().questions[name].measures.values())).key
    return POINT * code if key == "barrier" else 100 - POINT * code


def sum_of_answers(answers: Responses, places: Sequence[int]) -> float:
    """What some people answered to the facet in all."""
    rows = answers.people.rows(named=True)
    return sum(severity(name, rows[at][name]) for at in places for name in QUESTIONS if rows[at][name] >= 0)


def report(answers: Responses, *, exact: bool = False) -> Audit:
    return next(audits(first_version(), answers, AuditOptions(exact=exact)))


def facet(audit: Audit, name: str = FACET) -> FacetResult:
    return next(each for barrier in audit.barriers for each in barrier.facets if each.id == name)


def scores_of_roles(found: FacetResult) -> dict[str, tuple[float, int]]:
    return {each.role: (each.severity, each.n) for each in found.by_role if each.severity is not None and each.n}


def sum_of_counts(question: QuestionResult) -> float | None:
    """The sum of the answers to a question, from how many people gave each of them; None where that is not shown."""
    if question.distribution is None:
        return None
    return sum(severity(question.id, code) * each.n for code, each in enumerate(question.distribution))


def total_of_counts(found: FacetResult) -> float | None:
    """The sum of all answers to a facet, from counts."""
    sums = [sum_of_counts(each) for each in found.questions]
    known = [each for each in sums if each is not None]
    return sum(known) if len(known) == len(sums) else None


def sum_of_role(score: tuple[float, int]) -> float:
    """What a small role answered in all that left nothing open: a multiple of POINT, and so known from its score."""
    return round(len(QUESTIONS) * score[0] * score[1] / POINT) * POINT


@pytest.mark.parametrize("few", [1, 4, 5])
def test_what_few_answered_who_have_no_score_is_not_what_small_roles_leave_of_counts(few: int) -> None:
    answers = answers_of({"leader": 6, "teacher": 6, "support": 6 + few}, seed=1)
    those = range(18, 18 + few)
    answers = leave_open(answers, dict.fromkeys(those, QUESTIONS[:2]))
    found = facet(report(answers))
    total = total_of_counts(found)
    assert found.n == 18, "these few have no score"

    if few < 5:
        assert total is None
        assert [each.severity is None for each in found.questions] == [False, False, True]
    else:
        assert total is not None
        left = total - sum(map(sum_of_role, scores_of_roles(found).values()))
        assert left == sum_of_answers(answers, those), "the attack works where enough people are left"


@pytest.mark.parametrize("few", [1, 4, 5])
def test_what_few_answered_who_left_a_question_open_is_not_what_their_role_and_other_small_ones_leave(few: int) -> None:
    """A severity is the mean over what a person answered, so theirs weigh more: the score tells by how much."""
    answers = leave_open(
        answers_of({"leader": 6, "teacher": 6, "support": 6}, seed=1), dict.fromkeys(range(few), QUESTIONS[2:])
    )
    found = facet(report(answers))
    total, scores = total_of_counts(found), scores_of_roles(found)

    if few < 5:
        assert [each.severity for each in found.questions] == [None] * 3
    else:
        assert total is not None
        of_leaders = total - sum_of_role(scores["teacher"]) - sum_of_role(scores["support"])
        solved = 6 * (scores["leader"][0] * scores["leader"][1] - of_leaders / 3)
        assert abs(solved - sum_of_answers(answers, range(few))) <= 6 * 6 / 2, "what rounding leaves open"


@pytest.mark.parametrize("others", [5, 13])
def test_where_a_sensitive_question_is_among_them_all_the_highest_answers_are_not_known_to_be_a_roles(
    others: int,
) -> None:
    """A score that is the highest that counts allow says so; that many left part open makes it no safer."""
    answers = answers_of({"teacher": 7, "support": others}, seed=1)
    codes = {name: [3] * 7 + [1] * others for name in ("P10", "P11", "P12")}
    for place, name in enumerate(("P10", "P10", "P10", "P12", "P12")):
        codes[name][place] = BLANK
    found = facet(report(set_answers(answers, codes)), SENSITIVE)

    if 7 + others < 20:
        assert [each.severity for each in found.questions] == [None] * 3
    else:
        at_the_high_end = [
            sum(each.n for each in question.distribution or () if each.n and each.n < others)
            for question in found.questions
        ]
        assert at_the_high_end == [4, 7, 5]


def role_mean(audit: Audit, role: str, question: QuestionResult, sizes: Mapping[str, int]) -> float | None:
    """What a role answered to a question on average, from all answers and differences; None if one is missing.

    *sizes* holds how many of each of the school's own roles answered it.
    """
    gaps = {(gap.a, gap.b): gap.difference for gap in audit.gaps or () if gap.of == question.id}
    gaps |= {(b, a): -difference for (a, b), difference in gaps.items()}
    others = [other for other in sizes if other != role]
    if question.severity is None or any((role, other) not in gaps for other in others):
        return None
    total = question.severity * sum(sizes.values())
    return (total + sum(sizes[other] * gaps[role, other] for other in others)) / sum(sizes.values())


def solve_for_skippers(audit: Audit, role: str, sizes: Mapping[str, Mapping[str, int]]) -> float | None:
    """What people of a role answered in all who left one of three questions open; None if a figure is missing.

    *sizes* holds, by question, how many of each role answered it. An outside role is compared with leaders.
    """
    found, total = facet(audit), 0.0
    for question in found.questions:
        own = {name: n for name, n in sizes[question.id].items() if name != "governor"}
        mean = role_mean(audit, "leader" if role == "governor" else role, question, own)
        if role == "governor" and mean is not None:
            gap = next((gap for gap in audit.gaps or () if (gap.of, gap.b) == (question.id, role)), None)
            mean = None if gap is None else mean - gap.difference
        if mean is None:
            return None
        total += mean * sizes[question.id][role]
    score, n = scores_of_roles(found)[role]
    return 6 * (score * n - total / 3)


@pytest.mark.parametrize("role", ["leader", "governor"])
@pytest.mark.parametrize("few", [1, 4, 5])
def test_what_few_of_a_role_answered_who_left_a_question_open_does_not_follow_from_gaps(few: int, role: str) -> None:
    sizes = {"leader": 9, "teacher": 12, "support": 11, "governor": 9}
    begin = 0 if role == "leader" else 32
    skipped = {begin + at: [QUESTIONS[at % 3]] for at in range(few)}
    answers = leave_open(answers_of(sizes, seed=2), skipped)
    answered = {
        name: {
            each: n - (each == role) * sum([name] == names for names in skipped.values()) for each, n in sizes.items()
        }
        for name in QUESTIONS
    }
    solved = solve_for_skippers(report(answers, exact=True), role, answered)

    if few < 5:
        assert solved is None
    else:
        assert solved == pytest.approx(sum_of_answers(answers, [*skipped]), abs=1e-3)


@pytest.mark.parametrize("few", [1, 4, 5])
def test_what_few_of_a_role_answered_who_have_no_score_does_not_follow_from_gaps(few: int) -> None:
    """The role's score is that of all others in it; what these answered is taken from its means on all questions."""
    sizes = {"leader": 10, "support": 10, "teacher": 12 + few}
    those = range(32, 32 + few)
    answers = leave_open(answers_of(sizes, seed=4), dict.fromkeys(those, QUESTIONS[:2]))
    audit = report(answers, exact=True)
    answered = {name: {**sizes, "teacher": 12 + few * (name == QUESTIONS[2])} for name in QUESTIONS}
    means = [
        (role_mean(audit, "teacher", each, answered[each.id]), answered[each.id]) for each in facet(audit).questions
    ]

    if few < 5:
        assert [mean for mean, _ in means] == [None] * 3
    else:
        total = sum((mean or 0.0) * n["teacher"] for mean, n in means)
        score, n = scores_of_roles(facet(audit))["teacher"]
        assert n == 12
        assert total - 3 * score * n == pytest.approx(sum_of_answers(answers, those), abs=1e-3)


@pytest.mark.parametrize("at_the_end", [True, False])
def test_that_all_of_a_small_role_gave_one_answer_does_not_follow_from_gaps_of_other_questions(
    *, at_the_end: bool
) -> None:
    """Its score, less its means on the others, would be so near to the end that no other answer fits."""
    sizes = {"leader": 12, "teacher": 10, "support": 8}
    answers = answers_of(sizes, seed=3)
    end = 4 if severity(QUESTIONS[0], 4) > 0 else 0
    middle = {name: [2, 1, 3, 2, 2, 1, 3, 2, 3, 1] * 3 for name in QUESTIONS}
    given = {**middle, QUESTIONS[0]: [*middle[QUESTIONS[0]][:22], *[end] * 7, end if at_the_end else 2]}
    if not at_the_end:
        given[QUESTIONS[0]][-3:] = [2, 2, 2]
    audit = report(set_answers(answers, given))
    found = facet(audit)
    others = [role_mean(audit, "support", each, sizes) for each in found.questions[1:]]

    if at_the_end:
        assert others == [None, None]
    else:
        score, _ = scores_of_roles(found)["support"]
        solved = 3 * score - sum(mean for mean in others if mean is not None)
        truth = sum(severity(QUESTIONS[0], code) for code in given[QUESTIONS[0]][-8:]) / 8
        assert solved == pytest.approx(truth, abs=4), "what rounding leaves open"
