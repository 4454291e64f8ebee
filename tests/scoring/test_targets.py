"""What is scored, and what a question says of itself."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_questionnaire import POINTED, SMALL, TARGETS, severity_of

from speedbumps.scoring.targets import ScoredQuestion, Target, answers_needed, build_rubric

ALL = [*POINTED, "H", "W"]


def test_every_target_holds_its_questions_with_their_weights_and_severities() -> None:
    rubric = build_rubric(SMALL, "full", ALL)

    assert [target.id for target in rubric.barriers] == ["time", "social"]
    assert [target.id for target in rubric.facets] == ["time.a", "time.b", "social.c"]
    assert rubric.targets == (*rubric.barriers, *rubric.facets)
    for target in rubric.targets:
        expected = TARGETS[target.id]
        assert [part.question for part in target.parts] == list(expected)
        for part in target.parts:
            key, weight = expected[part.question]
            assert (part.key, Fraction(part.weight)) == (key, weight)
            assert part.steps == pytest.approx([float(severity_of(part.question, key, code)) for code in range(4)])
            assert part.facet.partition(".")[0] == part.barrier
            assert target.id in (part.facet, part.barrier)
    assert rubric.share == Fraction(3, 5)
    assert rubric.asked == {*ALL}
    assert rubric.parts == (*rubric.barriers[0].parts, *rubric.barriers[1].parts)


def test_questions_without_a_column_do_not_count() -> None:
    rubric = build_rubric(SMALL, "full", ["Q2", "Q4", "Q6", "Q7", "X"])

    assert {target.id: [part.question for part in target.parts] for target in rubric.targets} == {
        "time": ["Q2", "Q4"],
        "social": ["Q4", "Q6", "Q7"],
        "time.a": ["Q2"],
        "time.b": ["Q4"],
        "social.c": ["Q4", "Q6", "Q7"],
    }
    assert rubric.asked == {"Q2", "Q4", "Q6", "Q7"}


def test_the_fewest_answers_are_never_more_than_there_are_questions_and_never_none() -> None:
    few, none = build_rubric(SMALL, "full", ["Q2", "Q4", "Q6", "Q7"]), build_rubric(SMALL, "full", ["Q2"])

    assert [target.least for target in few.targets] == [2, 2, 1, 1, 2]
    assert [target.least for target in none.targets] == [1, 1, 1, 1, 1]


def test_a_form_of_barriers_has_no_facets_and_only_its_questions() -> None:
    rubric = build_rubric(SMALL, "short", ALL)

    assert rubric.facets == ()
    assert [[part.question for part in target.parts] for target in rubric.barriers] == [["Q1", "Q3"], ["Q7"]]
    assert rubric.asked == {"Q1", "Q3", "Q7"}
    with pytest.raises(KeyError):
        build_rubric(SMALL, "long", ALL)


@given(st.integers(0, 5), st.fractions(0, 1, max_denominator=100), st.integers(0, 60))
def test_as_many_answers_are_needed_as_both_rules_ask(least: int, share: Fraction, applicable: int) -> None:
    needed = answers_needed(least, share, applicable)

    assert needed == max(least, ceil(share * applicable))
    assert all(count < needed or count / 1 >= share * applicable for count in range(applicable + 1))


@pytest.mark.parametrize(
    ("key", "steps", "rise", "even", "clearer"),
    [
        ("barrier", (0.0, 25.0, 50.0, 75.0, 100.0), 25.0, True, (0.0, 0.0, 25.0, 50.0, 75.0)),
        ("enabler", (100.0, 50.0, 0.0), 50.0, True, (50.0, 0.0, 0.0)),
        ("barrier", (0.0, 10.0, 40.0, 100.0), 10.0, False, (0.0, 0.0, 10.0, 40.0)),
        ("enabler", (100.0, 90.0, 0.0), 10.0, False, (90.0, 0.0, 0.0)),
        ("barrier", (0.0, 100 / 3, 200 / 3, 100.0), 100 / 3, True, (0.0, 0.0, 100 / 3, 200 / 3)),
        ("barrier", (0.0, 49.99, 100.0), 49.99, False, (0.0, 0.0, 49.99)),
        ("barrier", (0.0, 100.0), 100.0, True, (0.0, 0.0)),
    ],
)
def test_a_question_knows_its_steps(
    key: str,
    steps: tuple[float, ...],
    rise: float,
    even: bool,  # noqa: FBT001 - a column of the table above
    clearer: tuple[float, ...],
) -> None:
    part = ScoredQuestion("Q1", "time.a", "barrier" if key == "barrier" else "enabler", 1.0, steps)

    assert part.rise == pytest.approx(rise)
    assert (part.even, part.clearer) == (even, clearer)


def test_a_target_is_looked_up_by_its_id() -> None:
    one, other = Target("time", (), 1), Target("time", (), 1)

    assert hash(one) == hash(other)
    assert hash(one) == hash("time")
