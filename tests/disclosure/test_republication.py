"""Two reports of one round give no more than one: nobody can be had by taking one from the other."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from speedbumps.disclosure.republication import (
    Exposure,
    Publication,
    exposure,
    exposure_of_numbers,
    shares_rows,
)

LEAST = 5


def rows(first: int, last: int) -> tuple[str, ...]:
    """The rows of the people with these numbers."""
    return tuple(f"row {number}" for number in range(first, last + 1))


def published(**cells: tuple[str, ...]) -> Publication:
    return Publication({name.replace("_", "+"): held for name, held in cells.items()})


BEFORE = published(leader=rows(1, 6), teacher=rows(11, 30))


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (BEFORE, None),
        (published(leader=rows(1, 6), teacher=rows(11, 31)), Exposure(1, 0, 0)),
        (published(leader=rows(1, 6), teacher=rows(11, 34)), Exposure(4, 0, 0)),
        (published(leader=rows(1, 6), teacher=rows(11, 35)), None),
        (published(leader=rows(1, 6), teacher=rows(11, 29)), Exposure(0, 1, 0)),
        (published(leader=rows(1, 6), teacher=rows(12, 31)), Exposure(1, 1, 0)),
        (published(leader=rows(1, 6), teacher=rows(16, 35)), None),
        (published(leader=rows(1, 6), teacher=rows(12, 60)), Exposure(30, 1, 0)),
        (published(leader=rows(1, 6), teacher=(*rows(11, 12), *rows(41, 59))), Exposure(19, 18, 0)),
        (published(leader=rows(1, 6), teacher=(*rows(11, 12), *rows(41, 58))), None),
        (published(leader=(*rows(1, 6), "row 11"), teacher=rows(12, 30)), Exposure(0, 0, 1)),
        (published(leader=(*rows(1, 6), *rows(11, 15)), teacher=rows(16, 30)), None),
        (published(leader=rows(1, 8), teacher=rows(11, 33)), Exposure(2, 0, 0)),
        (published(leader=rows(1, 6), teacher=rows(11, 30), governor=rows(41, 45)), None),
        (published(leader=rows(1, 6)), None),
    ],
    ids=lambda given: None if isinstance(given, Publication) else str(given),
)
def test_a_group_of_fewer_than_five_must_not_come_go_or_move(after: Publication, found: Exposure | None) -> None:
    assert exposure(BEFORE, after, LEAST) == found


def test_a_group_may_grow_out_of_the_one_that_it_was_counted_with() -> None:
    """Three leaders and four support staff were shown together; now each role has enough people of its own."""
    before = published(leader_support=rows(1, 7), teacher=rows(11, 30))
    after = published(leader=(*rows(1, 3), *rows(41, 45)), support=(*rows(4, 7), *rows(51, 55)), teacher=rows(11, 30))

    assert exposure(before, after, LEAST) is None
    assert exposure(after, before, LEAST) is None


def test_who_joins_while_groups_change_is_seen_in_all_of_them_together() -> None:
    """Each group has five new rows or more, and the school has two."""
    before = published(leader_support=rows(1, 10))
    after = published(leader=(*rows(1, 5), "row 41"), support=(*rows(6, 10), "row 42"))

    assert exposure(before, after, LEAST) == Exposure(2, 0, 0)


def test_the_difference_of_two_people_is_not_given_away_by_groups_that_are_all_new() -> None:
    """Leaders and support staff, less the other staff of the later report, are one leader less one cook."""
    before = published(leader=rows(1, 6), support=rows(11, 16), cook_teacher=rows(21, 30))
    after = published(cook_leader_support=(*rows(1, 5), *rows(11, 16), "row 21"), teacher=(*rows(22, 30), "row 6"))

    assert exposure(before, after, LEAST) == Exposure(0, 0, 2)


def test_people_who_agreed_to_be_shown_hide_nobody_and_are_not_protected() -> None:
    head = Publication({"head": ("row 99",), **BEFORE.cells}, frozenset({"head"}))

    assert exposure(BEFORE, head, LEAST) is None
    assert exposure(head, BEFORE, LEAST) is None
    four = Publication({**head.cells, "teacher": rows(11, 34)}, frozenset({"head"}))
    assert exposure(BEFORE, four, LEAST) == Exposure(4, 0, 0)


def test_equal_rows_are_counted() -> None:
    assert exposure(published(teacher=("a",) * 6), published(teacher=("a",) * 7), LEAST) == Exposure(1, 0, 0)
    assert exposure(published(teacher=("a",) * 6), published(teacher=("a",) * 11), LEAST) is None


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"teacher": 31}, {"teacher": 32}, Exposure(1, 0, 0)),
        ({"teacher": 31}, {"teacher": 36}, None),
        ({"teacher": 31}, {"teacher": 28}, Exposure(0, 3, 0)),
        ({"teacher": 20, "leader": 6}, {"teacher": 19, "leader": 7}, Exposure(0, 1, 0)),
        ({"leader+support": 11}, {"leader": 6, "support": 7}, Exposure(2, 0, 0)),
        ({"leader+support": 11}, {"leader": 6, "support": 5}, None),
        ({"teacher": 20}, {"teacher": 20, "governor": 5}, None),
    ],
)
def test_where_no_row_is_the_same_only_numbers_are_compared(
    before: dict[str, int], after: dict[str, int], found: Exposure | None
) -> None:
    was, now = (
        Publication({cell: tuple(f"{which} {cell} {at}" for at in range(n)) for cell, n in numbers.items()})
        for which, numbers in (("old", before), ("new", after))
    )

    assert not shares_rows(was, now)
    assert exposure_of_numbers(before, after, LEAST) == found
    assert exposure(was, now, LEAST) == found


Atom = tuple[str | None, str | None]


@st.composite
def two_reports(draw: st.DrawFn) -> Counter[Atom]:
    """How many people are in which cell before and after; each cell holds at least five."""
    cells = st.one_of(st.none(), st.sampled_from(["a", "b", "c", "d", "a+b", "c+d", "a+c"]))
    atoms = draw(st.lists(st.tuples(cells, cells, st.integers(1, 9)), min_size=1, max_size=7))
    people = Counter[Atom]()
    for before, after, n in atoms:
        people[before, after] += n
    del people[None, None]
    for end in (0, 1):
        for cell in sorted({atom[end] or "" for atom in people} - {""}):
            held = sum(n for atom, n in people.items() if atom[end] == cell)
            filler: Atom = (cell, None) if end == 0 else (None, cell)
            people[filler] += max(0, LEAST - held)
    return +people


def small_groups(people: Counter[Atom]) -> Iterator[tuple[Atom, ...]]:
    """Sets of people who moved alike, of at most four people."""
    small = [atom for atom, n in people.items() if n < LEAST]
    for size in range(1, len(small) + 1):
        for group in combinations(sorted(small, key=str), size):
            if sum(people[atom] for atom in group) < LEAST:
                yield group


def rank(vectors: list[list[int]]) -> int:
    """The rank of some vectors, exactly."""
    left = [[Fraction(value) for value in vector] for vector in vectors]
    found = 0
    for place in range(len(left[0]) if left else 0):
        pivot = next((vector for vector in left[found:] if vector[place]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for at, vector in enumerate(left):
            if at != found and vector[place]:
                factor = vector[place] / pivot[place]
                left[at] = [a - factor * b for a, b in zip(vector, pivot, strict=True)]
        found += 1
    return found


def is_derivable(people: Counter[Atom]) -> bool:
    """Whether some combination of the figures of both reports is about at most four people only."""
    atoms = sorted(people, key=str)
    figures = [
        [int(atom[end] == cell) for atom in atoms]
        for end in (0, 1)
        for cell in sorted({atom[end] or "" for atom in atoms} - {""})
    ]
    whole = rank(figures)
    return any(
        rank([[value for atom, value in zip(atoms, figure, strict=True) if atom not in group] for figure in figures])
        < whole
        for group in small_groups(people)
    )


@given(two_reports())
def test_no_combination_of_two_reports_is_about_a_few_people_only(people: Counter[Atom]) -> None:
    """Compared with linear algebra over every set of at most four people; where no row is the same, it cannot know."""
    cells: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for atom, n in people.items():
        for end, cell in enumerate(atom):
            if cell is not None:
                cells[end].setdefault(cell, []).extend(f"{atom} {at}" for at in range(n))
    before, after = map(Publication, cells)
    derivable = is_derivable(people)
    event(f"derivable: {derivable}")

    if shares_rows(before, after):
        assert not derivable or exposure(before, after, LEAST)


def test_reports_share_rows_if_one_is_the_same_in_whatever_cell() -> None:
    assert shares_rows(BEFORE, published(governor=("row 11",)))
    assert not shares_rows(BEFORE, published(leader=rows(61, 66)))
