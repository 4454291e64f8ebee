"""The rules of disclosure over rounds, each by itself."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rounds import change, compared, drawn_round, reason, staff_round
from support.staff_answers import Group, Setting
from support.strategies import example_count

from speedbumps.disclosure.partitions import join_overlapping
from speedbumps.disclosure.rounds import Coverage, GroupCounts, _numbers_reason, common_blocks, is_one_round
from speedbumps.rounds.sides import build_side
from speedbumps.scoring.responses import BLANK

A, B, C = (frozenset((role,)) for role in ("leader", "teacher", "support"))


@given(st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=8))
@example_count(100)
def test_joined_groups_are_disjoint_and_hold_each_group_in_one_piece(groups: list[frozenset[int]]) -> None:
    joined = join_overlapping(groups)

    assert sum(map(len, joined)) == len(frozenset().union(*groups))
    assert all(sum(group <= part for part in joined) == 1 for group in groups)
    # Each is held together by groups: no split of it leaves all groups whole.
    for part in joined:
        inside = [group for group in groups if group <= part]
        reached, rest = set(inside[0]), inside[1:]
        while near := [group for group in rest if group & reached]:
            reached.update(*near)
            rest = [group for group in rest if group not in near]
        assert reached == part


def test_roles_that_are_merged_in_one_round_are_joined_in_all() -> None:
    """Three support staff count with the leaders now; then they had a cell of their own."""
    then = build_side(drawn_round(Random(1), {"leader": 6, "teacher": 9, "support": 7})).numbers
    now = build_side(drawn_round(Random(2), {"leader": 6, "teacher": 9, "support": 3})).numbers
    whole = [frozenset(side.counts.cells) for side in (then, now)]

    assert set(common_blocks([then, then], [whole[0], whole[0]])) == {A, B, C}
    assert set(common_blocks([then, now], whole)) == {B, A | C}


def test_cells_that_do_not_stand_by_themselves_are_one_part() -> None:
    side = build_side(drawn_round(Random(1), {"leader": 6, "teacher": 9, "support": 7})).numbers

    assert set(common_blocks([side], [frozenset(("teacher",))])) == {B, A | C}


def test_heads_join_leaders_in_both_rounds_if_one_did_not_agree_to_be_shown() -> None:
    groups = (Group("head", 1, usual=1), Group("leader", 6, {"T1": [0, 1]}, usual=2), Group("teacher", 9, usual=3))
    agreed, not_agreed = (build_side(staff_round(*groups, setting=Setting(consent=each))) for each in (True, False))
    whole = [frozenset(side.data.cells) for side in (agreed, not_agreed)]

    blocks = common_blocks([agreed.numbers, not_agreed.numbers], whole)

    assert [block for block in blocks if "head" in block] == [frozenset(("head", "leader"))]


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        ({B: "abcdefghij"}, {B: "klmnopqrst"}, False),  # nobody gave the same answers
        ({B: "abcdefghij"}, {B: "abcdefghij"}, True),
        ({B: "abcdefghij"}, {B: "abcdefghijk"}, True),  # one is late
        ({B: "abcdefghij"}, {B: "abcdefghijklmnop"}, True),  # six are late: the first file is a part of the second
        ({B: "abcdefghij"}, {B: "abcdeklmno"}, False),  # five alike by chance, five gone and five new
        ({B: "abcdefghij"}, {B: "abcdefklmn"}, True),  # four gone and four new
        ({B: "abcdefghij"}, {B: "aklmnopqrst"}, False),  # one alike by chance
        ({B: "aaaaaaaaaa"}, {B: "aaaaaaaaab"}, True),  # equal rows count as often as they are there
        ({A: "abcde", B: "fghijklmno"}, {A: "abcdz", B: "12345678fg"}, True),  # one of the leaders
        ({A: "abcdef", B: "ghijklmnop"}, {A: "abcde", B: "fghijklmnop"}, True),  # one moved
        ({A: "abcdefghij", B: "klmnop"}, {A: "abcdefghij", B: "qrstuv"}, False),  # six others, and a block as it was
        ({A: "abcdefghij", B: "klmnop"}, {A: "klmnofghij", B: "abcde1"}, True),  # five changed places, one is new
    ],
)
def test_two_rounds_are_one_if_few_rows_differ(
    before: dict[frozenset[str], str],
    after: dict[frozenset[str], str],
    one: bool,  # noqa: FBT001 - a case
) -> None:
    assert (is_one_round(before, after, 5) is not None) is one


def test_who_is_new_and_who_is_gone_is_counted() -> None:
    found = is_one_round({B: "abcdefghij"}, {B: "abcdefghi12"}, 5)

    assert found is not None
    assert (found.new, found.gone) == (2, 1)


USUAL = {"T1": [1, 2, 3], "T2": [1, 2, 3], "T3": [2, 1, 3], "T4": [1, 3, 2]}
OTHER = {"T1": [2, 2, 3], "T2": [3, 2, 1], "T3": [0, 1, 3], "T4": [1, 3, 0]}


def test_few_who_are_left_out_would_follow_from_the_report() -> None:
    """Of twelve support staff, who did not answer this time, three answered T1, and would follow from the rest."""
    support = Group("support", 12, {**USUAL, "T1": [1, 2, 3, *[BLANK] * 9]}, usual=2)
    then = staff_round(Group("teacher", 12, USUAL, 2), support)
    now = staff_round(Group("teacher", 12, OTHER, 1))

    found = compared(then, now)

    assert reason(found, "T1") == "complement"
    assert change(found, "T2") is not None


@pytest.mark.parametrize(
    ("included", "excluded", "reason"),
    [
        ((12, 12), (0, 0), None),  # those who are left out have no score in the report either
        ((12, 12), (4, 4), "complement"),
        ((12, 12), (5, 5), None),
        ((12, 12), (0, 1), "complement"),
        ((4, 4), (12, 12), "too-few"),
        ((9, 4), (12, 12), "too-few"),  # the report has a score of four of them
    ],
)
def test_those_who_are_left_out_number_none_or_enough(
    included: tuple[int, int], excluded: tuple[int, int], reason: str | None
) -> None:
    people = Coverage([GroupCounts(*included)], [GroupCounts(*excluded)], whole=True, small_cells=False)

    assert _numbers_reason(people, 5) == reason


def test_one_person_who_agreed_to_be_shown_may_be_left_out() -> None:
    head = [GroupCounts(1, 1, public=True)]

    assert _numbers_reason(Coverage([GroupCounts(12, 12)], head, whole=True, small_cells=False), 5) is None


def test_where_few_of_a_cell_have_a_score_only_figures_of_the_report_are_compared() -> None:
    support = Group("support", 8, {**USUAL, "T1": [1, 2, *[BLANK] * 6], "T2": [1, 2, *[BLANK] * 6]}, usual=2)
    then = staff_round(Group("leader", 6, USUAL, 3), Group("teacher", 12, USUAL, 2), support)
    now = staff_round(Group("leader", 6, OTHER, 1), Group("teacher", 12, OTHER, 1), Group("support", 8, OTHER, 3))

    assert change(compared(then, now), "time") is not None
    without = [
        each._replace(responses=type(each.responses)(each.responses.people.drop("T4"), each.responses.schools))
        if at
        else each
        for at, each in enumerate((then, now))
    ]
    found = compared(*without)
    assert reason(found, "time") == "complement"
    assert reason(found, "time.delay") == "complement"
    assert change(found, "resource") is not None


def test_a_sensitive_question_of_few_is_compared_with_its_whole_facet_or_not_at_all() -> None:
    """Of eight people, P2 has no figures; with P1 alone, those of P2 would follow from the facet's."""
    answers = {"P1": [1, 2, 3], "P2": [3, 2, 2]}
    then = staff_round(Group("teacher", 8, {**USUAL, **answers}, 2))
    now = staff_round(Group("teacher", 8, {**OTHER, **answers}, 1))

    whole = compared(then, now)
    part = compared(then, now._replace(responses=type(now.responses)(now.responses.people.drop("P2"), {})))

    assert change(whole, "political.checks") is not None
    assert reason(whole, "P2") == "sensitive"
    assert reason(part, "political.checks") == "sensitive"
    assert reason(part, "P1") == "sensitive"
