"""The search behind a plan: compared with all sets of pairs, with many ties, savings and pinned actions."""

from collections.abc import Iterator
from itertools import combinations, product
from random import Random

import pytest

from speedbumps.plan.merits import NO_MERITS, Pair
from speedbumps.plan.search import Candidate, FoundPairs, SearchLimits, best_pairs


def every_set(candidates: list[Candidate], limits: SearchLimits) -> Iterator[tuple[tuple[int, ...], tuple[Pair, ...]]]:
    """Yield every set of candidates with every choice of actions that observes the limits."""
    for size in range(limits.most + 1):
        for places in combinations(range(len(candidates)), size):
            for pairs in product(*(candidates[place].pairs for place in places)):
                actions = {pair.action for pair in pairs}
                needed = [sum(pair.hours[term] for pair in pairs) for term in range(3)]
                fits = limits.hours is None or all(map(int.__le__, needed, limits.hours))
                if fits and len(actions) == size and limits.pinned <= actions:
                    yield places, pairs


def rank(
    candidates: list[Candidate], places: tuple[int, ...], pairs: tuple[Pair, ...]
) -> tuple[list[int], list[int], tuple[str, ...], tuple[int, ...]]:
    """Return what sorts sets, the best first."""
    worth = [-sum(candidates[place].worth[part] for place in places) for part in range(2)]
    merits = [-sum(pair.merits[part] for pair in pairs) for part in range(len(NO_MERITS))]
    return worth, merits, tuple(pair.action for pair in pairs), places


def draw(chance: Random) -> tuple[list[Candidate], SearchLimits]:
    """Return a few candidates, many of which tie, and limits."""
    names = "abcdefg"[: chance.randint(1, 7)]
    hours = {name: (chance.randint(0, 4), (later := chance.randint(-3, 4)), later) for name in names}
    candidates = []
    for place in range(chance.randint(0, 6)):
        # A candidate whose actions are all alike for it, or not.
        alike = chance.random() < 0.4
        pairs = [
            Pair(name, (0 if alike else chance.randint(0, 1), *NO_MERITS[1:-1], -sum(hours[name])), hours[name])
            for name in chance.sample(names, chance.randint(1, len(names)))
        ]
        pairs.sort(key=lambda pair: ([-merit for merit in pair.merits], pair.action))
        candidates.append(Candidate(f"b{place}", (chance.choice([0, 0, 1]), chance.randint(1, 2)), tuple(pairs)))
    limit = chance.choice([None, *[(chance.randint(0, 8), chance.randint(-1, 6), chance.randint(-1, 6))] * 3])
    pinned = frozenset(chance.sample(names, min(len(names), chance.choice([0, 0, 0, 1, 2, 3]))))
    return candidates, SearchLimits(chance.randint(0, 4), pinned, limit)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_is_the_best_of_all_sets(seed: int) -> None:
    chance = Random(seed)
    sizes = set[int]()
    for _ in range(100):
        candidates, limits = draw(chance)
        every = sorted(every_set(candidates, limits), key=lambda each: rank(candidates, *each))

        found = best_pairs(candidates, limits)

        if not every:
            assert found is None
            continue
        assert found is not None
        assert (found.places, found.pairs) == every[0]
        assert [[-part for part in found.worth], [-part for part in found.merits]] == list(
            rank(candidates, *every[0])[:2]
        )
        sizes.add(len(found.places))
    assert {0, 1, 2, 3} <= sizes


def pair(name: str, *hours: int, fit: int = 0) -> Pair:
    return Pair(name, (fit, *NO_MERITS[1:]), (hours[0], hours[1], hours[1]))


def test_an_action_that_gives_hours_back_does_so_once() -> None:
    saver, dear = pair("saver", 1, -9), pair("dear", 1, 9)
    candidates = [Candidate(name, (0, 5), (saver, dear)) for name in ("b0", "b1")]

    assert best_pairs(candidates, SearchLimits(2, frozenset(), (9, -1, -1))) == FoundPairs(
        (0, 5), NO_MERITS, (0,), (saver,)
    )
    assert best_pairs(candidates, SearchLimits(2, frozenset(), (9, 0, 0))) == FoundPairs(
        (0, 10), NO_MERITS, (0, 1), (dear, saver)
    )


def test_hours_that_only_another_bump_gives_back_are_counted_on() -> None:
    dear, saver = pair("dear", 5, 5), pair("saver", 0, -5)
    candidates = [Candidate("b0", (1, 5), (dear,)), Candidate("b1", (0, 5), (saver,))]

    found = best_pairs(candidates, SearchLimits(2, frozenset(), (5, 0, 0)))

    assert found is not None
    assert found.actions == ("dear", "saver")


def test_a_pinned_action_may_stand_at_the_bump_where_it_is_worth_less() -> None:
    candidates = [
        Candidate("b0", (0, 5), (pair("best", 0, 0, fit=1), pair("pinned", 0, 0))),
        Candidate("b1", (0, 5), (pair("pinned", 0, 0),)),
    ]

    for most, actions in ((2, ("best", "pinned")), (1, ("pinned",))):
        found = best_pairs(candidates, SearchLimits(most, frozenset({"pinned"}), None))
        assert found is not None
        assert found.actions == actions
    assert best_pairs(candidates, SearchLimits(0, frozenset({"pinned"}), None)) is None
    assert best_pairs(candidates, SearchLimits(2, frozenset({"other"}), None)) is None
