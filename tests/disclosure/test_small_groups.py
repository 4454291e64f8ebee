"""The spread behind the interval of a few people is not their own."""

from dataclasses import replace

import pytest
from support.school_counts import draw_counts, moments

from speedbumps.disclosure.counts import SchoolCounts
from speedbumps.disclosure.small_groups import usable_spread
from speedbumps.scoring.differences import own_spread
from speedbumps.scoring.intervals import HOUSE_SPREAD, HOUSE_SPREAD_OF_QUESTION, Spread
from speedbumps.scoring.targets import Target


def school_of(n: int) -> tuple[SchoolCounts, Target, Target]:
    """A school in which *n* people have a score on a barrier and on one of its questions."""
    counts = draw_counts(1)
    barrier = counts.context.rubric.barriers[0]
    question = Target(barrier.parts[0].question, barrier.parts[:1], 1)
    scored = dict.fromkeys((barrier.id, question.id), moments(n))
    return replace(counts, whole=scored, public=frozenset()), barrier, question


def test_ten_people_have_a_spread_of_their_own_and_nine_that_of_their_school() -> None:
    counts, barrier, question = school_of(30)

    for target in (barrier, question):
        assert usable_spread(counts, target, moments(10, 20)) == own_spread(moments(10, 20))
        assert usable_spread(counts, target, moments(9, 20)) == own_spread(moments(30))


@pytest.mark.parametrize("of_school", [9, 10])
def test_a_school_of_fewer_than_ten_takes_a_fixed_spread_wider_for_a_question(of_school: int) -> None:
    counts, barrier, question = school_of(of_school)
    found = [usable_spread(counts, target, moments(6, 20)) for target in (barrier, question)]

    expected: list[Spread | None] = [HOUSE_SPREAD, HOUSE_SPREAD_OF_QUESTION]
    assert found == (expected if of_school < 10 else [own_spread(moments(10))] * 2)
