"""Figures of schools together: how exactly they are given, and which groups of schools may stand beside which."""

from collections import defaultdict
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import example_count

from speedbumps.disclosure.cohorts import (
    are_all_or_enough,
    changed_schools,
    is_apart_from_unions,
    leave_none_or_enough,
    may_replace,
    publishable_groups,
    round_hours,
    round_severity,
    round_share,
    round_shared_amount,
    tell_outcomes,
)

LEAST = 5

BANDS = (0.0, 25.0, 50.0, 75.0)


@given(st.integers(0, 1000), st.integers(5, 30))
@example_count(300)
def test_a_severity_is_on_its_side_of_every_band_and_as_near_as_may_be(tenths: int, schools: int) -> None:
    severity = tenths / 10
    step = 5 if schools < 10 else 1

    rounded = round_severity(severity, schools, BANDS)

    side = [severity >= cut for cut in BANDS]
    possible = [each for each in range(0, 101 + step, step) if [each >= cut for cut in BANDS] == side]
    assert rounded in possible
    assert (
        abs(rounded - severity) <= min(abs(each - severity) for each in possible if abs(each - severity) < step) + 0.01
    )


@pytest.mark.parametrize(
    ("severity", "schools", "cuts", "rounded"),
    [
        (42.5, 9, (), 45.0),
        (42.4, 9, (), 40.0),
        (42.5, 10, (), 43.0),
        (49.9, 9, (50.0,), 45.0),
        (49.9, 10, (50.0,), 49.0),
        (52.0, 9, (51.0,), 55.0),
        (52.0, 9, (51.0, 54.0), 52.0),
        (52.6, 9, (52.5, 52.8), 53.0),
        (53.6, 9, (52.5, 54.0), 53.0),
        (52.5, 10, (52.5,), 53.0),
    ],
)
def test_a_severity_is_rounded_in_steps_of_five_for_few_schools_unless_a_cut_is_crossed(
    severity: float, schools: int, cuts: tuple[float, ...], rounded: float
) -> None:
    assert round_severity(severity, schools, cuts) == rounded


@pytest.mark.parametrize(
    ("share", "schools", "rounded"),
    [(0.424, 9, 0.40), (0.425, 9, 0.45), (0.424, 10, 0.42), (0.425, 10, 0.43), (1.0, 5, 1.0), (0.0, 5, 0.0)],
)
def test_a_share_is_in_whole_per_cent_or_in_steps_of_five(share: float, schools: int, rounded: float) -> None:
    assert round_share(share, schools) == pytest.approx(rounded)


@pytest.mark.parametrize(
    ("amount", "schools", "rounded"),
    [(17.4, 9, 20.0), (17.4, 10, 17.0), (234.0, 9, 200.0), (234.0, 10, 230.0), (3.4, 10, 3.0)],
)
def test_an_amount_has_one_digit_that_counts_for_few_schools_and_else_two(
    amount: float, schools: int, rounded: float
) -> None:
    assert round_shared_amount(amount, schools) == rounded


@pytest.mark.parametrize(
    ("hours", "rounded"), [(1234.0, 1200.0), (12.6, 13.0), (1.0, 1.0), (1.26, 1.0), (0.96, 1.0), (0.34, 0.3)]
)
def test_hours_have_two_digits_that_count(hours: float, rounded: float) -> None:
    assert round_hours(hours) == rounded


@pytest.mark.parametrize(
    ("n", "of", "counted"),
    [(0, 3, True), (3, 3, True), (1, 3, False), (4, 20, False), (5, 20, True), (15, 20, True), (16, 20, False)],
)
def test_schools_are_counted_where_all_none_or_enough_on_both_sides_are(n: int, of: int, *, counted: bool) -> None:
    assert are_all_or_enough(n, of, LEAST) == counted


@pytest.mark.parametrize(("counts", "told"), [((5, 17), False), ((5, 19), True), ((5, 14), True), ((6, 15), False)])
def test_of_24_schools_what_counts_leave_over_is_none_or_enough(counts: tuple[int, int], *, told: bool) -> None:
    """What they leave over is known to whoever subtracts them."""
    assert leave_none_or_enough(counts, 24, LEAST) == told


@pytest.mark.parametrize(
    ("earlier", "now", "changed", "allowed"),
    [
        (8, 8, 0, True),
        (8, 8, 4, False),
        (8, 8, 5, True),
        (8, 12, 0, False),
        (8, 13, 0, True),
        (4, 8, 0, True),
        (8, 4, 0, True),
        (5, 8, 0, False),
    ],
)
def test_figures_replace_others_where_no_or_enough_schools_changed(
    earlier: int, now: int, changed: int, *, allowed: bool
) -> None:
    before = {f"school-{number:02}": "a" for number in range(earlier)}
    after = {f"school-{number:02}": "b" if number < changed else "a" for number in range(now)}

    different = {f"school-{n:02}" for n in chain(range(changed), range(min(earlier, now), max(earlier, now)))}
    assert set(changed_schools(before, after)) == different
    assert may_replace(before, after, LEAST) == allowed


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9)), st.integers(0, 9))
@example_count(200)
def test_schools_in_no_group_shown_are_none_or_enough(sizes: dict[str, int], elsewhere: int) -> None:
    shown = publishable_groups(sizes, sum(sizes.values()) + elsewhere, LEAST)

    left = elsewhere + sum(n for name, n in sizes.items() if name not in shown)
    assert all(sizes[name] >= LEAST for name in shown)
    assert left == 0 or left >= LEAST or not shown
    if elsewhere == 0 and all(n >= LEAST for n in sizes.values()):
        assert set(shown) == set(sizes)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=4), st.integers(0, 8))
@example_count(200)
def test_a_group_is_apart_from_every_union_of_others(groups: list[tuple[int, int]], outside: int) -> None:
    """*groups* holds, for each other group, how many of its schools are in this one too, and how many are not."""
    shared = {str(place): within for place, (within, _) in enumerate(groups)}
    sizes = {str(place): within + beyond for place, (within, beyond) in enumerate(groups)}
    unions = chain.from_iterable(combinations(range(len(groups)), size) for size in range(len(groups) + 1))
    nearest = min(
        outside + sum(beyond if place in union else within for place, (within, beyond) in enumerate(groups))
        for union in unions
    )

    assert is_apart_from_unions(shared, sizes, outside, LEAST) == (nearest == 0 or nearest >= LEAST)


@pytest.mark.parametrize("least", [3, 5])
def test_whoever_knows_how_outcomes_are_told_cannot_work_out_a_small_number(least: int) -> None:
    for of in range(least, 25):
        possible = defaultdict(list)
        for lower in range(of + 1):
            for higher in range(of + 1 - lower):
                numbers = (lower, higher, of - lower - higher)
                tellings = tell_outcomes(dict(zip("lhn", numbers, strict=True)), least)
                told = ((how, n if how == "exact" else None) for how, n in zip(tellings.values(), numbers, strict=True))
                possible[tuple(told)].append(numbers)
        for those in possible.values():
            for place in range(3):
                known = {numbers[place] for numbers in those}
                assert len(known) > 1 or known == {0} or least <= next(iter(known)) <= of - least


def test_a_number_is_told_wherever_it_points_at_nobody() -> None:
    assert tell_outcomes({"lower": 8, "higher": 2, "same": 10}, LEAST) == {
        "lower": "exact",
        "higher": "some",
        "same": "some",
    }
    assert set(tell_outcomes({"lower": 7, "higher": 6, "same": 5}, LEAST).values()) == {"exact"}
    assert tell_outcomes({"lower": 3, "higher": 0, "same": 17}, LEAST) == {
        "lower": "few",
        "higher": "exact",
        "same": "all-but-few",
    }
    assert set(tell_outcomes({"lower": 4, "higher": 3, "same": 1}, LEAST).values()) == {"some"}


@pytest.mark.parametrize("of", [LEAST, 2 * LEAST - 1, 2 * LEAST, 20])
@pytest.mark.parametrize("all_of_them", ["lower", "higher", "same"])
def test_an_outcome_of_all_schools_is_never_told_as_such(all_of_them: str, of: int) -> None:
    told = tell_outcomes({name: of * (name == all_of_them) for name in ("lower", "higher", "same")}, LEAST)

    assert "exact" not in told.values()
    assert set(told.values()) == {"some"} or of >= 2 * LEAST
