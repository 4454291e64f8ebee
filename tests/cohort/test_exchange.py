"""Plans of visits between schools are possible, as good as can be, and the same whoever comes first."""

import random
from collections import Counter
from collections.abc import Sequence
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from support.strategies import example_count

from speedbumps.cohort.areas import split_by_area
from speedbumps.cohort.column_generation import VisitCapacity, matching_problem
from speedbumps.cohort.exchange import MUTUAL, Exchange, Visit, plan_exchange
from speedbumps.cohort.matching import EFFORT, GAP, _one_way_plan, match
from speedbumps.cohort.visit_value import (
    FAREST,
    NEAR,
    NEVER,
    FacetOffer,
    FacetSeverity,
    Floats,
    Participant,
    rank_offers,
)

BUMP = 50.0
FACETS = ("time.delay", "time.routine", "social.trust", "resource.cover")


def height(severity: float, half: float = 5.0) -> FacetSeverity:
    return FacetSeverity(severity, max(0.0, severity - half), min(100.0, severity + half))


def party(name: str, *severities: float, hosts: int = 2, visits: int = 2) -> Participant:
    heights = dict(zip(FACETS, map(height, severities), strict=False))
    return Participant(name, heights, hosts=hosts, visits=visits)


def made_up(
    chance: random.Random, schools: int, facets: Sequence[str], room: tuple[int, int] = (0, 2), spread: float = 15
) -> list[Participant]:
    """A cohort as schools are: heights of 45 ± *spread*, intervals of 5 to 12 points on either side.

    Each has *room* for the least to the most visits, each way.
    """
    return [
        Participant(
            id=f"S{number:05}",
            heights={
                name: height(min(100.0, max(0.0, chance.gauss(45, spread))), chance.uniform(5, 12))
                for name in facets
                if chance.random() < 0.9
            },
            offers=None if chance.random() < 0.7 else frozenset(chance.sample(facets, len(facets) // 2)),
            hosts=chance.randint(*room),
            visits=chance.randint(*room),
            place=(chance.uniform(0, 300), chance.uniform(0, 300)) if chance.random() < 0.8 else None,
            area=chance.choice(["North", "South", None]),
        )
        for number in range(schools)
    ]


def differences(host: Participant, guest: Participant) -> dict[str, float]:
    """What the guest could see there, facet by facet."""
    found = {}
    for name in FACETS:
        there, here = host.heights.get(name), guest.heights.get(name)
        shown = host.offers is None or name in host.offers
        if there and here and shown and here.severity >= BUMP > there.severity and there.high < here.low:
            found[name] = here.severity - there.severity
    return found


def worth(host: Participant, guest: Participant) -> float | None:
    """The points of the one visit that there could be, less the way."""
    found = differences(host, guest)
    if not found:
        return None
    way = 0.0
    if host.place and guest.place:
        way = min(FAREST, NEAR * hypot(host.place[0] - guest.place[0], host.place[1] - guest.place[1]))
    return max(found.values()) - way


def best_of_all(parties: Sequence[Participant]) -> tuple[int, float]:
    """Schools in all that take part, each way, and gain: every plan there is, one after the other."""
    n = len(parties)
    values = np.full((n, n), np.nan)
    for row, host in enumerate(parties):
        for column, guest in enumerate(parties):
            value = worth(host, guest)
            values[row, column] = np.nan if value is None else value
    able = ~np.isnan(values)
    hosts = np.array([each.hosts for each in parties])
    plans = np.zeros((1, n, n), dtype=bool)
    for column, guest in enumerate(parties):
        choices = np.array([[bits >> row & 1 for row in range(n)] for bits in range(2**n)], dtype=bool)
        choices = choices[~(choices & ~able[:, column]).any(axis=1) & (choices.sum(axis=1) <= guest.visits)]
        plans = np.repeat(plans, len(choices), axis=0)
        plans[:, :, column] = np.tile(choices, (len(plans) // len(choices), 1))
        plans = plans[(plans.sum(axis=2) <= hosts).all(axis=1)]
    taking_part = plans.any(axis=1).sum(axis=1) + plans.any(axis=2).sum(axis=1)
    plans = plans[taking_part == taking_part.max()]
    mutual = (plans & plans.transpose(0, 2, 1)).sum(axis=(1, 2)) / 2
    gains = np.where(plans, np.nan_to_num(values), 0.0).sum(axis=(1, 2)) + MUTUAL * mutual
    return int(taking_part.max()), float(gains.max())


def taking_part(plan: Exchange) -> int:
    return len({visit.host for visit in plan.visits}) + len({visit.guest for visit in plan.visits})


def possible(plan: Exchange, parties: Sequence[Participant]) -> None:
    """Holds *plan* against everything that a plan has to keep to."""
    by_id = {each.id: each for each in parties}
    pairs = [(visit.host, visit.guest) for visit in plan.visits]
    gain = 0.0
    for visit in plan.visits:
        host, guest = by_id[visit.host], by_id[visit.guest]
        found = differences(host, guest)
        assert visit.facet == max(found, key=lambda name: found[name])
        assert visit.points == found[visit.facet]
        assert visit.mutual == ((visit.guest, visit.host) in pairs)
        assert (visit.kilometres is None) == (host.place is None or guest.place is None)
        gain += (worth(host, guest) or 0.0) + MUTUAL / 2 * visit.mutual
    received, made = Counter(host for host, _ in pairs), Counter(guest for _, guest in pairs)
    assert len(set(pairs)) == len(pairs)
    assert pairs == sorted(pairs)
    assert all(received[each.id] <= each.hosts and made[each.id] <= each.visits for each in parties)
    assert plan.gain == pytest.approx(gain, abs=1e-6)
    assert plan.gain <= plan.bound + 1e-6
    assert set(plan.unseen) == set(by_id) - set(made)
    assert set(plan.unshown) == set(by_id) - set(received)


@pytest.mark.parametrize("seed", range(0, 500, 50))
def test_no_other_plan_is_better_by_more_than_the_gap(seed: int) -> None:
    for number in range(seed, seed + 50):
        chance = random.Random(number)
        schools, facets, odd = chance.randint(2, 6), FACETS[: chance.randint(1, 4)], number % 2
        parties = made_up(chance, schools, facets, (odd, 2), 15 + 20 * odd)
        plan = plan_exchange(parties, BUMP, FACETS)

        possible(plan, parties)
        most, gain = best_of_all(parties)
        assert taking_part(plan) == most
        assert gain - GAP * abs(gain) - 1e-6 <= plan.gain <= gain + 1e-6
        assert gain - 1e-4 <= plan.bound <= plan.gain + GAP * abs(plan.gain) + 1e-4


@example_count(40)
@given(st.integers(0, 2**32), st.integers(0, 40), st.integers(0, 4), st.sampled_from([4, 15, 2000]))
def test_every_plan_is_possible_and_does_not_hang_on_the_order(
    seed: int, schools: int, most: int, largest: int
) -> None:
    chance = random.Random(seed)
    parties = made_up(chance, schools, FACETS, (0, most))
    plan = plan_exchange(parties, BUMP, FACETS, largest=largest)

    possible(plan, parties)
    assert plan_exchange(chance.sample(parties, schools), BUMP, FACETS, largest=largest) == plan


@example_count(40)
@given(st.integers(0, 2**32), st.integers(1, 3))
def test_equal_figures_are_no_trouble(seed: int, facets: int) -> None:
    chance = random.Random(seed)
    choose = [height(30, 2), height(40, 2), height(60, 2), height(70, 2)]
    parties = [Participant(f"S{n}", {name: chance.choice(choose) for name in FACETS[:facets]}) for n in range(5)]
    plan = plan_exchange(parties, BUMP, FACETS)

    possible(plan, parties)
    schools, gain = best_of_all(parties)
    assert taking_part(plan) == schools
    assert plan.gain == pytest.approx(gain, rel=GAP)


def test_two_that_can_help_each_other_do() -> None:
    parties = [party("a", 20, 80), party("b", 80, 20)]

    assert plan_exchange(parties, BUMP, FACETS) == Exchange(
        visits=(
            Visit("a", "b", "time.delay", 60, None, mutual=True),
            Visit("b", "a", "time.routine", 60, None, mutual=True),
        ),
        gain=130,
        bound=130,
        blocks=1,
        unseen={},
        unshown={},
    )


def test_that_more_schools_take_part_comes_before_points() -> None:
    parties = [party("clear", 0, hosts=1), party("less", 40, hosts=1), party("high", 90), party("low", 55, visits=1)]
    plan = plan_exchange(parties, BUMP, FACETS)

    assert {(visit.host, visit.guest) for visit in plan.visits} == {("clear", "low"), ("less", "high")}


def test_a_school_with_much_room_is_no_trouble_either() -> None:
    parties = [party("host", 10, hosts=10**9), *(party(f"guest{n}", 70, visits=10**9) for n in range(9))]

    assert len(plan_exchange(parties, BUMP, FACETS).visits) == 9


def test_of_two_hosts_alike_the_nearer_one_is_seen() -> None:
    far, near = party("far", 10)._replace(place=(0.0, 0.0)), party("near", 10)._replace(place=(50.0, 0.0))
    guest = party("guest", 80, visits=1)._replace(place=(80.0, 40.0))
    (visit,) = plan_exchange([far, near, guest], BUMP, FACETS).visits

    assert (visit.host, visit.kilometres) == ("near", 50.0)


def test_of_facets_that_differ_alike_the_first_is_seen() -> None:
    (visit,) = plan_exchange([party("host", 10, 10), party("guest", 80, 80)], BUMP, FACETS[1::-1]).visits

    assert visit.facet == FACETS[1]


@pytest.mark.parametrize(
    ("parties", "unseen", "unshown"),
    [
        ([party("a", 20, visits=0, hosts=0), party("b", 80)], "no-wish", "no-wish"),
        ([party("a", 20), party("b", 30)], "nothing-stuck", "nobody-stuck"),
        ([party("a", 80), party("b", 70)], "nobody-clear", "nothing-clear"),
        ([party("a", 80), party("b", 20)._replace(offers=frozenset())], "nobody-clear", "nothing-clear"),
        ([party("a", 54, 46), party("b", 46, 54)], "not-apart", "not-apart"),
        ([party("a", 80, 20), party("b", 20, 80, hosts=0, visits=0)], "no-room", "no-room"),
        ([party("a")], "nothing-stuck", "nothing-clear"),
    ],
)
def test_a_school_without_visits_is_told_why(parties: list[Participant], unseen: str, unshown: str) -> None:
    plan = plan_exchange(parties, BUMP, FACETS)

    assert plan.visits == ()
    assert (plan.unseen["a"], plan.unshown["a"]) == (unseen, unshown)


def test_nobody_is_no_trouble() -> None:
    assert plan_exchange([], BUMP, FACETS) == Exchange((), 0.0, 0.0, 1, {}, {})


def by_chance(seed: int) -> tuple[Floats, VisitCapacity]:
    """What meetings of 40 schools are worth that have room for one visit each way."""
    chance = np.random.default_rng(seed)
    value = np.where(chance.random((40, 40)) < 0.5, chance.uniform(10, 60, (40, 40)), NEVER)
    np.fill_diagonal(value, NEVER)
    return value, VisitCapacity(np.full(40, 1), np.full(40, 1))


@pytest.mark.parametrize("seed", range(5))
def test_a_search_that_is_cut_short_says_how_far_it_may_be_off(seed: int) -> None:
    value, room = by_chance(seed)
    whole, short = match(value, room, 200.0), match(value, room, 200.0, EFFORT._replace(seconds=1e-9))

    for found in (whole, short):
        both = (found.meets & found.meets.T).sum() / 2
        assert (found.meets.sum(axis=0) == 1).all()
        assert (found.meets.sum(axis=1) == 1).all()
        assert value[found.meets].sum() + 200.0 * both <= found.bound + 1e-6
    assert whole.bound <= short.bound + 1e-6


def test_where_nothing_was_found_in_time_there_is_still_a_plan() -> None:
    value, room = by_chance(1)
    meets = _one_way_plan(matching_problem(value, room, 0.0), value > NEVER)
    row, column = linear_sum_assignment(np.where(value > NEVER, value, -1e6), maximize=True)

    assert (meets.sum(axis=0) == 1).all()
    assert value[meets].sum() == pytest.approx(value[row, column].sum())


def test_no_plan_of_all_exceeds_the_bound_of_blocks() -> None:
    for seed in range(20):
        parties = made_up(random.Random(seed), 30, FACETS)
        apart, together = plan_exchange(parties, BUMP, FACETS, largest=10), plan_exchange(parties, BUMP, FACETS)

        assert apart.blocks > together.blocks == 1
        assert apart.gain <= apart.bound
        assert together.gain <= apart.bound


def test_large_areas_are_halved_and_nobody_is_lost() -> None:
    parties = made_up(random.Random(1), 300, FACETS)
    done = list(split_by_area(parties, 40))

    assert max(map(len, done)) <= 40
    assert sorted(each.id for those in done for each in those) == [each.id for each in parties]
    assert all(len({each.area for each in those}) == 1 for those in done)


def test_the_clearest_is_offered_first() -> None:
    school = party("a", 40, 10, 60, 20)

    assert [each.facet for each in rank_offers(school, BUMP)] == [FACETS[1], FACETS[3], FACETS[0]]


def test_what_a_school_is_ready_to_show_comes_first() -> None:
    school = party("a", 40, 10, 60, 20)._replace(offers=frozenset({FACETS[0]}))

    assert [each.facet for each in rank_offers(school, BUMP, clear_below=25)] == [FACETS[0], FACETS[1], FACETS[3]]


@given(st.lists(st.floats(0, 100), max_size=4))
def test_every_school_with_a_height_has_something_to_offer(severities: list[float]) -> None:
    found = rank_offers(party("a", *severities), BUMP, clear_below=25)

    assert bool(found) == bool(severities)
    if severities and min(severities) >= BUMP:
        assert found == (FacetOffer(FACETS[severities.index(min(severities))], "lowest"),)
