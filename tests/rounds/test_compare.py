"""What rounds are compared on, what is left out with which reason, and which rounds are refused."""

from random import Random

import pytest
from support.rounds import (
    FOUR,
    FOUR_BARRIERS,
    QUESTIONS,
    change,
    compared,
    drawn_round,
    reason,
    refusal,
    round_of,
    staff_round,
)
from support.staff_answers import INSTRUMENT, Group, Setting

from speedbumps.audit import AuditOptions, audits
from speedbumps.model.answers import School
from speedbumps.model.comparison import RoundComparison
from speedbumps.model.instrument import Instrument
from speedbumps.rounds.compare import compare_rounds
from speedbumps.rounds.sides import RoundAnswers

STAFF = {"leader": 6, "teacher": 16, "support": 8}


def drawn(seed: int, roles: dict[str, int] | None = None, drop: float = 0.0) -> RoundAnswers:
    return drawn_round(Random(seed), roles or STAFF, drop)


def with_changed(answers: RoundAnswers, **parts: object) -> RoundAnswers:
    """The same answers to a questionnaire in which question T1 has other *parts*."""
    questions = tuple(each.model_copy(update=parts) if each.id == "T1" else each for each in FOUR.questions)
    return answers._replace(instrument=Instrument(questionnaire=FOUR.model_copy(update={"questions": questions})))


def without(answers: RoundAnswers, *names: str) -> RoundAnswers:
    """The same answers from a table without some questions."""
    people = answers.responses.people.drop(names)
    return answers._replace(responses=type(answers.responses)(people, {}))


def test_figures_on_all_questions_are_those_of_both_reports() -> None:
    before, after = drawn(1), drawn(2)

    found = compared(before, after)

    reports = [next(audits(each.instrument, each.responses, AuditOptions(exact=True))) for each in (before, after)]
    for place, barrier in enumerate(reports[0].barriers):
        made = change(found, barrier.id)
        assert made is not None
        assert made.before == pytest.approx(barrier.severity, abs=1e-8)
        assert made.after == pytest.approx(reports[1].barriers[place].severity, abs=1e-8)
        assert (made.questions, made.asked, made.roles) == (3, 3, ("leader", "teacher", "support"))
    assert found.not_compared == ()
    assert found.same_questions == QUESTIONS


def test_a_changed_question_is_left_out_of_both_rounds() -> None:
    found = compared(drawn(1), with_changed(drawn(2), text="Another question"))

    assert reason(found, "T1") == "changed"
    assert change(found, "T1") is None
    assert "T1" not in found.same_questions
    assert (change(found, "time.all").questions, change(found, "time.all").asked) == (2, 3)  # type: ignore[union-attr]
    assert reason(found, "time") == "few-questions"  # a barrier needs three
    alone = compared(without(drawn(1), "T1"), without(drawn(2), "T1"))
    assert change(found, "time.all") == change(alone, "time.all").model_copy(update={"asked": 3})  # type: ignore[union-attr]


def test_a_question_of_one_round_is_listed() -> None:
    assert reason(compared(without(drawn(1), "S2"), drawn(2)), "S2") == "asked-once"
    assert reason(compared(drawn(1), without(drawn(2), "S2")), "S2") == "asked-once"


def test_rounds_without_a_question_in_common_are_refused() -> None:
    before, after = without(drawn(1), *QUESTIONS[:6]), without(drawn(2), *QUESTIONS[6:])

    assert refusal(before, after).reason == "no-shared-questions"


def test_a_role_that_answered_once_is_left_out_of_both_rounds() -> None:
    before, after = drawn(1, {"leader": 6, "teacher": 16}), drawn(2)

    found = compared(before, after)

    assert reason(found, "support") == "role-absent"
    assert change(found, "time").roles == ("leader", "teacher")  # type: ignore[union-attr]
    assert change(found, "time").n_after == 22  # type: ignore[union-attr]
    rows = [row for row in after.responses.people.to_dicts() if row["role"] != "support"]
    assert found.changes == compared(before, round_of(rows)).changes


def test_a_role_whose_small_number_would_follow_is_not_left_out() -> None:
    """Three support staff, merged with the leaders, stay in: without them, they would follow from the report."""
    found = compared(drawn(1, {"leader": 6, "teacher": 16}), drawn(2, {"leader": 6, "teacher": 16, "support": 3}))

    assert reason(found, "support") is None
    assert change(found, "time").n_after == 25  # type: ignore[union-attr]


def test_a_question_counts_for_those_who_were_asked_in_both_rounds() -> None:
    found = compared(drawn(1), with_changed(drawn(2), asked_of=("teacher", "leader")))

    assert change(found, "T1").roles == ("leader", "teacher")  # type: ignore[union-attr]
    assert change(found, "T1").n_before == 22  # type: ignore[union-attr]
    assert change(found, "time").roles == ("leader", "teacher", "support")  # type: ignore[union-attr]


def test_a_short_form_is_compared_with_a_long_one_on_what_both_asked() -> None:
    groups = (Group("leader", 8, usual=1), Group("teacher", 16, {"T1": [0, 1, 2, 3]}, usual=2))
    long = staff_round(*groups)
    short = staff_round(Group("leader", 8, usual=2), Group("teacher", 12, usual=3), setting=Setting(form="short"))

    found = compared(long, short)

    assert [each.of for each in found.changes if each.kind == "question"] == ["T1", "T3", "R1", "E1", "O1", "X1"]
    assert reason(found, "P1") == "sensitive"  # with it, what eight leaders said on P2 would follow
    assert (change(found, "time").questions, change(found, "time").asked) == (2, 2)  # type: ignore[union-attr]
    assert not [each for each in found.changes if each.kind == "facet"]
    assert {each.reason for each in found.not_compared if "." in each.what} == {"form"}  # which has no scores of facets
    facets = compared(short, long)
    assert reason(facets, "time.delay") == "form"


def test_too_few_people_are_refused() -> None:
    assert refusal(drawn(1), drawn(2, {"teacher": 4})).reason == "too-few"
    assert refusal(drawn(1), drawn(2, {"teacher": 4})).rounds == (1,)


def test_people_of_other_roles_only_cannot_be_compared() -> None:
    assert refusal(drawn(1, {"teacher": 9}), drawn(2, {"support": 9})).reason == "nothing-left"


def test_one_person_who_agreed_to_be_shown_is_compared_without_an_interval() -> None:
    found = compared(staff_round(Group("head", 1, usual=1)), staff_round(Group("head", 1, usual=3)))

    time = change(found, "time")
    assert time is not None
    assert (time.before, time.after, time.low, time.said) == (25.0, 75.0, None, None)


def test_one_person_and_several_are_not_compared() -> None:
    several = staff_round(Group("teacher", 12, usual=3))

    assert refusal(staff_round(Group("head", 1, usual=1)), several).reason == "too-few"


def test_few_people_at_an_end_are_not_compared() -> None:
    after = staff_round(Group("teacher", 12, {"R1": [0, 3]}, usual=2))
    found = compared(staff_round(Group("teacher", 6, {"T1": 0, "T2": 0}, usual=1)), after)

    assert reason(found, "time.routines") == "near-end"
    assert reason(found, "T1") == "near-end"
    assert change(found, "time.delay") is not None
    assert refusal(staff_round(Group("teacher", 6)), after).reason == "nothing-left"


def test_the_same_answers_are_one_round() -> None:
    made = refusal(drawn(1), drawn(1))

    assert made.reason == "one-round"
    assert made.rounds == (0, 1)


@pytest.mark.parametrize("late", [1, 4, 5, 20])
def test_a_later_file_of_one_round_is_refused(late: int) -> None:
    before = drawn(1)
    rows = [*before.responses.people.to_dicts(), *drawn(2).responses.people.to_dicts()[:late]]

    made = refusal(before, round_of(rows))

    assert made.reason == "one-round"
    assert made.exposure is not None
    assert (made.exposure.new, made.exposure.gone) == (late, 0)


def test_a_corrected_answer_is_no_second_round() -> None:
    before = drawn(1)
    first, *rest = before.responses.people.to_dicts()
    changed = {**first, "T1": (first["T1"] + 1) % 5}

    assert refusal(before, round_of([changed, *rest])).reason == "one-round"


def test_a_corrected_role_is_no_second_round() -> None:
    before = drawn(1)
    first, *rest = before.responses.people.to_dicts()
    late = drawn(2).responses.people.to_dicts()[:6]
    left = rest[6:]

    made = refusal(before, round_of([{**first, "role": "teacher"}, *left, *late]))

    assert made.reason == "one-round"


def test_a_row_that_is_alike_by_chance_stops_nothing() -> None:
    before, after = drawn(1), drawn(2)
    rows = [*after.responses.people.to_dicts(), before.responses.people.to_dicts()[10]]

    assert isinstance(compare_rounds([before, round_of(rows)]), RoundComparison)


def test_rounds_are_compared_by_the_rules_of_the_last_questionnaire() -> None:
    scoring = FOUR.scoring.model_copy(update={"min_answered": 3, "min_share": 1.0})
    strict = Instrument(questionnaire=FOUR.model_copy(update={"scoring": scoring}))
    rows = drawn(2).responses.people.to_dicts()
    rows[0]["T1"] = None
    before, after = drawn(1), round_of(rows)

    lax = compared(before, after)
    found = compared(before, after._replace(instrument=strict))

    assert change(lax, "time").n_after == 30  # type: ignore[union-attr]
    assert change(found, "time").n_after == 29  # type: ignore[union-attr]


def test_the_instrument_of_a_round_is_not_changed() -> None:
    assert FOUR_BARRIERS.fingerprints.keys() == set(QUESTIONS)
    assert INSTRUMENT.questionnaire.id == "sentences"


def test_figures_are_rounded_unless_they_are_to_be_exact() -> None:
    made = compare_rounds([drawn(1), drawn(2)])

    assert isinstance(made, RoundComparison)
    assert made.precision == "rounded"
    assert compared(drawn(1), drawn(2)).precision == "exact"


def test_of_three_rounds_the_last_says_in_which_order_questions_stand() -> None:
    turned = FOUR.model_copy(update={"barriers": FOUR.barriers[::-1]})
    last = drawn(3)._replace(instrument=Instrument(questionnaire=turned))
    order = [*QUESTIONS[9:], *QUESTIONS[6:9], *QUESTIONS[3:6], *QUESTIONS[:3]]

    assert list(compared(drawn(1), drawn(2), last).same_questions) == order
    assert compared(last, drawn(1), drawn(2)).same_questions == QUESTIONS


def test_of_three_rounds_any_two_may_be_one() -> None:
    again = [*drawn(1).responses.people.to_dicts(), *drawn(4).responses.people.to_dicts()[:2]]

    made = refusal(drawn(1), drawn(2), round_of(again))

    assert (made.reason, made.rounds) == ("one-round", (0, 2))
    assert refusal(drawn(1), round_of(again), drawn(2)).rounds == (0, 1)


def test_a_barrier_of_the_last_round_alone_is_listed() -> None:
    fifth = FOUR.barriers[0].model_copy(update={"id": "fifth", "title": "Fifth"})
    measure = next(iter(FOUR.questions[0].measures.values()))
    question = FOUR.questions[0].model_copy(update={"id": "F1", "measures": {"fifth.all": measure}})
    more = FOUR.model_copy(update={"barriers": (*FOUR.barriers, fifth), "questions": (*FOUR.questions, question)})
    after = drawn(2)
    people = after.responses.people.with_columns(after.responses.people.get_column("T1").alias("F1"))
    later = RoundAnswers(Instrument(questionnaire=more), type(after.responses)(people, {}))

    found = compared(drawn(1), later)

    assert reason(found, "fifth") == "few-questions"
    assert change(found, "fifth") is None
    assert found.changes == compared(drawn(1), after).changes
    assert compared(later, drawn(1)).not_compared == ()  # the last round knows of no such barrier


def test_no_difference_is_none() -> None:
    one, other = ({"T1": [1, 2, 3], "T2": first} for first in ([0, 1, 2], [2, 0, 1]))
    found = compared(*(staff_round(Group("teacher", 12, each, 2)) for each in (one, other)))

    time = change(found, "time")
    assert time is not None
    assert (time.difference, time.said) == (0.0, "no-clear-change")
    assert time.low is not None
    assert time.high is not None
    assert time.low == pytest.approx(-time.high)


def test_ends_of_intervals_stay_within_the_scale() -> None:
    low, high = ({"T2": end} for end in ([0, 1, 1, 1, 1, 1], [4, 3, 3, 3, 3, 3]))
    rounds = [staff_round(Group("teacher", 6, each, 2)) for each in (low, high)]

    rise, fall = (change(compared(*each), "T2") for each in (rounds, rounds[::-1]))

    assert rise is not None
    assert fall is not None
    assert rise.difference == pytest.approx(175 / 3)
    assert (rise.high, fall.low) == (100.0, -100.0)
    assert rise.low == pytest.approx(-(fall.high or 0.0))


def test_rounding_and_the_name_of_the_school_come_from_the_last_round() -> None:
    """A severity just below a band of the last questionnaire is not shown as if it were in that band."""
    band = FOUR.scoring.bands[0]
    bands = (band, band.model_copy(update={"id": "high", "from_": 60.0}))
    scoring = FOUR.scoring.model_copy(update={"bands": bands})
    banded = Instrument(questionnaire=FOUR.model_copy(update={"scoring": scoring}))
    rows: list[dict[str, object]] = [
        {"role": "teacher", "T1": 3, "T2": 3 if at < 3 else 2, "T3": 2} for at in range(20)
    ]
    first, second = (round_of([{**row, "R1": code} for row in rows]) for code in (3, 4))
    named = type(second.responses)(second.responses.people, {"oak": School(id="oak", name="Oak")})

    plain = compare_rounds([drawn(1), first, second])
    found = compare_rounds([drawn(1), first, RoundAnswers(banded, named)])

    assert isinstance(plain, RoundComparison)
    assert isinstance(found, RoundComparison)
    assert change(plain, "time").after == 60.0  # type: ignore[union-attr] # 59.6, rounded
    assert change(found, "time").after == 59.0  # type: ignore[union-attr]
    assert found.school.name == "Oak"


def test_the_largest_limit_of_all_rounds_holds() -> None:
    privacy = FOUR.privacy.model_copy(update={"min_group": 8})
    strict = Instrument(questionnaire=FOUR.model_copy(update={"privacy": privacy}))
    before = drawn(1)
    rows = [*before.responses.people.to_dicts()[6:], *drawn(2).responses.people.to_dicts()]

    assert isinstance(compare_rounds([before, round_of(rows)]), RoundComparison)  # six are gone
    assert refusal(before, round_of(rows, strict)).reason == "one-round"
    assert refusal(before._replace(instrument=strict), round_of(rows)).reason == "one-round"


def test_a_late_governor_shows_that_two_files_are_one_round() -> None:
    """Governors stand beside the school's own figures, and the report of each round shows them."""
    same = {"T1": [0, 1, 2, 3, 4], "T2": [1, 2, 3, 4, 0]}
    then = staff_round(Group("teacher", 9, {"T1": [1, 2]}, 2), Group("governor", 6, same, 3))
    now = staff_round(Group("teacher", 12, {"T1": [1, 3]}, 1), Group("governor", 7, same, 3))

    assert refusal(then, now).reason == "one-round"
