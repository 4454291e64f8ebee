"""A sentence about one thing rests on one question: on which side its answers lie, told from what is shown of it."""

from collections.abc import Iterator
from math import sqrt
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support.golden_audits import report_text
from support.schools import first_version, heads, responses, staff
from support.staff_answers import QUESTIONNAIRE, Group, Setting, audit_of
from support.strategies import example_count

from speedbumps.audit import audits
from speedbumps.model.audit import Audit, QuestionResult, SignalResult
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import ONE_QUESTION, SignalName
from speedbumps.scoring.responses import CODE, Responses

HOUSE_SPREAD = 30.0
"""The spread of a question's severities where it cannot be taken from enough people."""

CLAIMS: dict[SignalName, dict[str, str]] = {
    "energy": {"high": "Little energy for more"},
    "expertise": {
        "high": "Some of the know-how is already here",
        "low": "Much of the skill here is already put to use",
    },
}


def signal(audit: Audit, name: SignalName) -> SignalResult:
    return next(each for each in audit.signals if each.signal == name)


def questions(audit: Audit) -> Iterator[QuestionResult]:
    for barrier in audit.barriers:
        yield from barrier.questions
        for facet in barrier.facets:
            yield from facet.questions


def expected_side(audit: Audit, question: QuestionResult, people: int | None) -> str | None:
    """Return the side of the midpoint on which a published question lies for sure; *people* could be asked."""
    if question.severity is None or question.n is None:
        return None
    n, mean, half = question.n, question.severity, 0.0
    if n == 1:
        if audit.respondents.n != 1:
            return None
    elif question.distribution is not None:
        steps = np.linspace(0, 100, len(question.distribution))
        given_steps = np.repeat(
            steps if question.key == "barrier" else steps[::-1], [each.n for each in question.distribution]
        )
        mean = float(given_steps.mean())
        half = float(stats.t.ppf(0.975, n - 1) * given_steps.std(ddof=1) / sqrt(n))
    else:
        half = float(stats.norm.ppf(0.975) * HOUSE_SPREAD / sqrt(n))
    if people is not None and people >= n:
        half *= sqrt(1 - n / people)
    if mean - half > 50 + 1e-9:
        return "high"
    return "low" if mean + half < 50 - 1e-9 else None


@given(st.integers(0, 10**9), st.sampled_from([0.0, 0.1, 0.4]), st.sampled_from(ONE_QUESTION), st.booleans())
@example_count(60)
def test_a_side_follows_from_what_is_published_of_the_question(
    seed: int,
    gaps: float,
    name: SignalName,
    clear: bool,  # noqa: FBT001 - drawn
) -> None:
    chance = Random(seed)
    roles = ["teacher"] * chance.randint(1, 25)
    given_answers = responses(roles, chance, gaps=gaps)
    question = getattr(first_version().questionnaire.signals, name)
    if clear:  # nearly all at one end
        end = chance.choice((0, 4))
        column = pl.Series(question, [end if chance.random() < 0.9 else chance.randrange(5) for _ in roles], dtype=CODE)
        given_answers = Responses(given_answers.people.with_columns(column), given_answers.schools)
    audit = next(audits(first_version(), given_answers))
    found = signal(audit, name)
    shown = next(each for each in questions(audit) if each.id == question)

    assert found.question == question
    assert found.status == shown.status
    assert found.side == expected_side(audit, shown, None)


@given(st.integers(0, 10**9))
@example_count(40)
def test_nothing_is_told_of_a_question_whose_figures_are_hidden(seed: int) -> None:
    chance = Random(seed)
    roles = staff(chance)
    audit = next(audits(first_version(), responses(roles, chance, gaps=0.1, headcount=heads(roles, chance))))
    shown = {each.id: each for each in questions(audit)}

    for each in audit.signals:
        if shown[each.question].severity is None:
            assert each.side is None


@pytest.mark.parametrize(("answered", "side"), [(20, "high"), (12, None)])
def test_a_school_that_answered_nearly_whole_is_surer(answered: int, side: str | None) -> None:
    """The interval of a mean knows how many people there are."""
    answers = {"R1": [4, 1, 1, 4]}
    one = audit_of(Group("teacher", answered, answers, 1), setting=Setting(headcount=20))

    assert signal(one, "expertise").side == side
    assert signal(audit_of(Group("teacher", answered, answers, 1)), "expertise").side is None


def test_one_person_among_several_says_nothing_of_the_school() -> None:
    asked = tuple(
        each.model_copy(update={"asked_of": ("head",)}) if each.id == "R1" else each for each in QUESTIONNAIRE.questions
    )
    setting = Setting(instrument=Instrument(questionnaire=QUESTIONNAIRE.model_copy(update={"questions": asked})))
    among = audit_of(Group("head", 1, {"R1": 4}, 2), Group("teacher", 12, {}, 2), setting=setting)
    alone = audit_of(Group("head", 1, {"R1": 4}, 2), setting=setting)

    assert next(each.severity for each in questions(among) if each.id == "R1") == 100
    assert signal(among, "expertise").side is None
    assert signal(alone, "expertise").side == "high"


@pytest.mark.parametrize("people", [6, 12])
@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("end", ["high", "low"])
def test_a_sentence_follows_its_question_against_the_rest_of_the_facet(name: SignalName, end: str, people: int) -> None:
    """All other answers of the facet say the opposite of those to the question that the sentence is about."""
    base = first_version().questionnaire
    question = getattr(base.signals, name)
    facet, measure = next(iter(first_version().questions[question].measures.items()))
    other = "low" if end == "high" else "high"
    beside = {each.id: each.measures[facet].key for each in base.questions if facet in each.measures}
    codes = {each: end_code(key, end if each == question else other) for each, key in beside.items()}
    answers = responses(["teacher"] * people, Random(people), gaps=0)
    # Something is a bump whatever the facet says, so that there is a plan.
    middle = dict.fromkeys(answers.question_ids, 2)
    frame = answers.people.with_columns(
        **{each: pl.lit(code, dtype=CODE) for each, code in {**middle, **codes}.items()}
    )

    text = report_text(next(audits(first_version(), Responses(frame, answers.schools))), "markdown")

    assert measure.key == beside[question]
    for side, sentence in CLAIMS[name].items():
        assert (sentence in text) == (side == end)


def end_code(key: str, end: str) -> int:
    return 4 if (key == "barrier") == (end == "high") else 0


@pytest.mark.parametrize("end", ["high", "low"])
def test_the_short_form_asks_the_question_too(end: str) -> None:
    question = first_version().questionnaire.signals.expertise
    assert question is not None
    answers = responses(["teacher"] * 12, Random(1), gaps=0, form="quick")
    (measure,) = first_version().questions[question].measures.values()
    code = pl.lit(end_code(measure.key, end), dtype=CODE)
    frame = answers.people.with_columns(**{question: code})

    audit = next(audits(first_version(), Responses(frame, answers.schools)))
    text = report_text(audit, "markdown")

    assert "resource" in audit.bumps or end == "low"
    assert (CLAIMS["expertise"]["low"] in text) == (end == "low")
    # The answers to the question are part of the bump, so that they are nothing that goes well.
    assert CLAIMS["expertise"]["high"] not in text


@pytest.mark.parametrize("end", [0, 4])
def test_one_persons_answers_stand_for_themselves(end: int) -> None:
    text = report_text(audit_of(Group("head", 1, {}, end)), "markdown")

    assert "12 answers are listed on the next page" in text
    assert not [sentence for of_name in CLAIMS.values() for sentence in of_name.values() if sentence in text]


@pytest.mark.parametrize(("worries", "said"), [(4, True), (0, False)])
def test_worries_are_called_quiet_only_if_people_say_that_they_keep_them(worries: int, *, said: bool) -> None:
    """However warm the exchange is, and whatever the other questions about openness say."""
    audit = audit_of(Group("teacher", 12, {"X1": 0, "X2": 4, "O1": worries, "O2": 4 - worries}, 1))

    assert ("Warm but quiet" in report_text(audit, "markdown")) == said
    assert [note.items for note in audit.notes] == ([("X1", "O1")] if said else [])
