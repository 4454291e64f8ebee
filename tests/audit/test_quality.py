"""How the answers were given is counted and said."""

from random import Random

import polars as pl
import pytest
from support.golden_audits import report_text
from support.schools import first_version, responses

from speedbumps.audit import audits
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit
from speedbumps.scoring.responses import Responses

SPOKEN = ("html", "markdown", "terminal")


def audit(answers: Responses, **headcount: int) -> Audit:
    school = School(id="somewhere", nation="england", headcount=headcount or None)
    return next(audits(first_version(), Responses(answers.people, {"somewhere": school})))


def report_words(given: Audit, kind: str) -> str:
    return " ".join(report_text(given, kind).split())


def staff(n: int) -> Responses:
    return responses(["teacher"] * n, Random(7), gaps=0.05)


@pytest.mark.parametrize("kind", SPOKEN)
def test_answers_that_are_there_twice_are_counted_and_said(kind: str) -> None:
    once = staff(12)
    twice = Responses(pl.concat([once.people, once.people.head(2)]), once.schools)

    assert audit(once).quality.alike == 0
    assert audit(twice).quality.alike == 2
    assert audit(twice).respondents.n == 14, "they are counted, not dropped"
    assert "2 people’s answers are the same as somebody else’s" in report_words(audit(twice), kind)
    assert "the same as somebody else’s" not in report_words(audit(once), kind)


def test_straight_lines_are_counted_as_such_and_not_as_answers_that_are_there_twice() -> None:
    points = [question.id for question in first_version().questionnaire.questions if question.measures]
    many = staff(12)
    straight = many.people.head(3).with_columns(pl.lit(2, dtype=pl.Int8).alias(name) for name in points)
    found = audit(Responses(pl.concat([many.people, straight]), many.schools)).quality

    assert (found.straight_lined, found.alike) == (3, 0)


def test_too_few_people_are_not_told_how_they_answered() -> None:
    once = staff(2)
    found = audit(Responses(pl.concat([once.people, once.people]), once.schools)).quality

    assert (found.straight_lined, found.alike) == (None, None)


@pytest.mark.parametrize("kind", SPOKEN)
def test_unequal_response_is_said_where_both_rates_are_shown(kind: str) -> None:
    many = responses([*["teacher"] * 12, *["support"] * 9], Random(3), gaps=0.02)
    uneven, even = audit(many, teacher=14, support=30), audit(many, teacher=14, support=10)

    assert "response-differs" in {note.about for note in uneven.notes}
    assert "response-differs" not in {note.about for note in even.notes}
    sentence = "Teacher answered more (86%) than support staff (30%)."
    assert sentence in report_words(uneven, kind)
    assert "Evening that out would change no number by more than" in report_words(uneven, kind)
    assert "answered more (" not in report_words(even, kind)


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_a_role_of_which_fewer_than_half_answered_is_marked(kind: str) -> None:
    many = responses([*["teacher"] * 12, *["support"] * 9], Random(3), gaps=0.02)

    assert "fewer than half answered" in report_words(audit(many, teacher=14, support=30), kind)
    assert "fewer than half answered" not in report_words(audit(many, teacher=14, support=10), kind)


@pytest.mark.parametrize("kind", SPOKEN)
def test_below_half_there_is_a_banner(kind: str) -> None:
    many = staff(12)

    banner = "Fewer than half answered. Talk about this; plan nothing on it yet."
    assert banner in report_words(audit(many, teacher=25), kind)
    assert banner not in report_words(audit(many, teacher=24), kind)
