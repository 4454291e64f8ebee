"""What three rounds are compared on, whose words stand on the page, and what is joined or left out between rounds."""

from random import Random

import pytest
from support.round_pages import reworded
from support.rounds import FOUR, QUESTIONS, change, compared, drawn_round, reason, round_of, staff_round
from support.staff_answers import Group, Setting

from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.rounds.figures import figures_of
from speedbumps.rounds.sides import RoundAnswers, build_side, rows_by_role
from speedbumps.scoring.targets import Target

STAFF = {"leader": 6, "teacher": 16, "support": 8}
T1, T2, T3 = QUESTIONS[:3]


def drawn(seed: int) -> RoundAnswers:
    return drawn_round(Random(seed), STAFF)


def asked_by(answers: RoundAnswers, questionnaire: Questionnaire) -> RoundAnswers:
    return answers._replace(instrument=Instrument(questionnaire=questionnaire))


def with_question(name: str, **parts: object) -> Questionnaire:
    """The questionnaire with other *parts* of one question."""
    questions = tuple(each.model_copy(update=parts) if each.id == name else each for each in FOUR.questions)
    return FOUR.model_copy(update={"questions": questions})


def without(answers: RoundAnswers, *names: str) -> RoundAnswers:
    return answers._replace(responses=type(answers.responses)(answers.responses.people.drop(names), {}))


def test_of_three_rounds_the_last_two_make_the_interval() -> None:
    rounds = [drawn(seed) for seed in (1, 2, 3)]

    three, two = compared(*rounds), compared(*rounds[1:])

    for made, of_two in zip(three.changes, two.changes, strict=True):
        assert (made.low, made.high, made.difference) == (of_two.low, of_two.high, of_two.difference)
        assert (made.n_before, made.n_after, len(made.earlier)) == (30, 30, 1)


def test_words_roles_and_numbers_of_questions_are_those_of_the_last_of_three_rounds() -> None:
    first, *rest = FOUR.barriers
    renamed = first.model_copy(
        update={"title": "Hours", "facets": (first.facets[0].model_copy(update={"title": "Every hour"}),)}
    )
    last = FOUR.model_copy(update={"barriers": (renamed, *rest), "roles": FOUR.roles[::-1]})
    fewer = (without(drawn(1), T2), without(drawn(2), T2))

    found = compared(*fewer, asked_by(drawn(3), last))

    part = change(found, "time.all")
    assert part is not None
    assert (part.title, part.roles, part.questions, part.asked) == (
        "Every hour",
        ("support", "teacher", "leader"),
        2,
        3,
    )
    assert [(each.what, each.title, each.reason) for each in found.not_compared] == [
        ("time", "Hours", "few-questions"),
        (T2, f"Question {T2}", "asked-once"),
    ]


def test_a_question_that_was_changed_and_then_left_out_was_changed() -> None:
    before = asked_by(drawn(1), with_question(T1, text="Another question"))

    found = compared(before, without(drawn(2), T1), drawn(3))

    assert reason(found, T1) == "changed"


def test_a_barrier_of_the_last_of_three_rounds_is_listed() -> None:
    fifth = FOUR.barriers[0].model_copy(update={"id": "fifth", "title": "Fifth"})
    (measure,) = FOUR.questions[0].measures.values()
    question = FOUR.questions[0].model_copy(update={"id": "F1", "measures": {"fifth.all": measure}})
    more = FOUR.model_copy(update={"barriers": (*FOUR.barriers, fifth), "questions": (*FOUR.questions, question)})
    after = drawn(3)
    people = after.responses.people.with_columns(after.responses.people.get_column(T1).alias("F1"))

    found = compared(
        drawn(1), drawn(2), RoundAnswers(Instrument(questionnaire=more), type(after.responses)(people, {}))
    )

    assert [(each.what, each.title) for each in found.not_compared] == [("fifth", "Fifth")]


def test_a_part_that_few_have_a_score_of_without_a_changed_question_hides_its_questions() -> None:
    """Eight people answered T2 and eight T3, four of them both; T2 would be compared by itself."""
    full = dict.fromkeys(QUESTIONS[3:], 2)
    first, second = (
        round_of(
            [
                {
                    "role": "teacher",
                    **full,
                    "R1": turn,
                    T1: at % 4,
                    T2: at % 3 if at < 8 else None,
                    T3: at % 4 if at > 3 else None,
                }
                for at in range(12)
            ]
        )
        for turn in (1, 3)
    )

    found = compared(first, asked_by(second, with_question(T1, text="Another question")))

    assert {name: reason(found, name) for name in ("time.all", T1, T2, "time")} == {
        "time.all": "too-few",
        T1: "changed",
        T2: "too-few",
        "time": "few-questions",
    }


def test_a_question_of_two_barriers_is_listed_only_if_neither_compares_it() -> None:
    """Without R1, the resources would tell of the few who answered R2; T1, which counts there too, is compared."""
    first = FOUR.questions[0]
    (measure,) = first.measures.values()
    both = with_question(T1, measures={**first.measures, "resource.all": measure})
    changed = both.model_copy(
        update={
            "questions": tuple(
                each.model_copy(update={"text": "Another question"}) if each.id == "R1" else each
                for each in both.questions
            )
        }
    )

    def rows(turn: int) -> list[dict[str, object]]:
        return [
            {"role": "teacher", T1: (at + turn) % 4, T2: at % 3, T3: at % 4, "R1": 1, "R2": at % 3 if at < 4 else None}
            for at in range(12)
        ]

    found = compared(asked_by(round_of(rows(0)), both), asked_by(round_of(rows(1)), changed))

    assert reason(found, "resource.all") == "complement"
    assert change(found, T1) is not None
    assert reason(found, T1) is None


def test_a_group_that_is_too_small_on_the_compared_questions_is_joined_with_another() -> None:
    """Three of six leaders have a score without question T1: they are compared together with the teachers."""

    def rows(turn: int) -> list[dict[str, object]]:
        leaders: list[dict[str, object]] = [
            {"role": "leader", T1: at % 3, T2: at % 4, T3: at % 2 if at < 3 else None, "S1": 1} for at in range(6)
        ]
        teachers: list[dict[str, object]] = [
            {"role": "teacher", T1: at % 4, T2: (at + turn) % 4, T3: at % 3, "S1": at % 4} for at in range(12)
        ]
        return [*leaders, *teachers]

    after = asked_by(round_of(rows(1)), with_question(T1, text="Another question"))

    found = compared(round_of(rows(0)), after)

    assert [reason(found, name) for name in ("time.all", T1, T2, T3)] == [
        "complement",
        "changed",
        "complement",
        "complement",
    ]
    part = change(found, "S1")
    assert part is not None
    assert (part.roles, part.n_after) == (("leader", "teacher"), 18)


def test_one_person_who_agreed_to_be_shown_may_be_left_out() -> None:
    """Whoever has the head's own report learns nothing more from a comparison without the head."""
    teachers = [Group("teacher", 12, {"T1": [1, 2], "T3": [2, 3, 1]}, usual) for usual in (1, 2)]

    found = compared(staff_round(teachers[0], Group("head", 1, usual=3)), staff_round(teachers[1]))

    assert reason(found, "head") == "role-absent"
    time = change(found, "time")
    assert time is not None
    assert (time.n_before, time.n_after, time.roles) == (12, 12, ("teacher",))


def test_parts_that_no_form_has_a_number_for_are_not_listed() -> None:
    short = [
        staff_round(Group("teacher", 12, {"T1": each}, 2), setting=Setting(form="short")) for each in ([1, 2], [3, 2])
    ]

    found = compared(*short)

    assert found.not_compared == ()
    assert {each.kind for each in found.changes} == {"barrier", "question"}


def test_a_form_without_numbers_of_parts_is_the_reason_whatever_else_differs() -> None:
    short = staff_round(Group("teacher", 12, {"T1": [1, 2]}, 1), setting=reworded("T3")._replace(form="short"))

    found = compared(short, staff_round(Group("teacher", 12, {"T1": [3, 2]}, 2)))

    assert (reason(found, "time.delay"), reason(found, "T3")) == ("form", "changed")


def test_a_part_needs_as_many_questions_as_the_last_round_says() -> None:
    found = compared(without(drawn(1), T1, T2), drawn(2))

    assert [reason(found, name) for name in ("time.all", T1, T3)] == ["few-questions", "asked-once", None]
    assert next(each.title for each in found.not_compared if each.what == "time.all") == "All time"
    assert reason(compared(drawn(1), without(drawn(2), T1, T2)), "time.all") is None


@pytest.mark.parametrize("names", [(), (T1,)])
def test_nothing_left_open_is_counted_where_nothing_is_asked(names: tuple[str, ...]) -> None:
    side = build_side(round_of([{"role": "teacher", T1: 0}] * 5))
    parts = tuple(part for part in side.data.rubric.parts if part.question in names)

    (by_cell,) = figures_of(side, [Target("some", parts, 1)])

    assert by_cell["teacher"].skippers == 0
    assert rows_by_role(side, (T1, T2)) == {"teacher": ["0,-1"] * 5}
