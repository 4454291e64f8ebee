"""What a report gives away of choices: how many of few chose an option, and how many followed one.

Each attack recovers an exact number where numbers are shown that ours hides, and fails on what is written.
"""

from collections.abc import Callable, Iterable
from itertools import product
from random import Random

import pytest
from support.choices import audit_of
from support.effort import LONG

from speedbumps.model.audit import Audit, ChoiceResult

LEAST = 5


def choice(audit: Audit, name: str = "V01") -> ChoiceResult:
    return next(each for each in audit.choices if each.id == name)


def solutions(result: ChoiceResult) -> list[tuple[int, ...]]:
    """All numbers that fit what a reader sees."""
    assert result.n is not None
    few, many = range(LEAST), range(max(LEAST, result.n - LEAST + 1), result.n)
    kinds = {"too-few": few, "complement": many}
    each = [[option.n] if option.n is not None else kinds[str(option.reason)] for option in result.options]
    return [numbers for numbers in product(*each) if result.n <= sum(numbers) <= result.n * result.most]


def drawn(seed: int) -> tuple[list[tuple[int, ...]], list[int]]:
    chance = Random(seed)
    n = chance.randint(10, 18)
    likely = [chance.choice((0, 1, 8)) + 0.01 for _ in range(3)]
    two = [tuple({*chance.choices(range(3), likely, k=chance.randint(1, 2))}) for _ in range(n)]
    return two, chance.choices(range(4), [chance.choice((0.1, 1, 5)) for _ in range(4)], k=n)


def test_no_number_of_few_people_follows_from_what_is_shown() -> None:
    shown, solved, schools = 0, 0, 300 if LONG else 100
    for seed in range(schools):
        two, one = drawn(seed)
        audit = audit_of(two, one)
        for name, truth in (("V01", times(two, 3)), ("V02", times(((each,) for each in one), 4))):
            result = choice(audit, name)
            if result.status != "scored":
                continue
            numbers = solutions(result)
            assert tuple(truth) in numbers
            shown += 1
            for at, option in enumerate(result.options):
                if option.reason is not None and truth[at]:
                    solved += len({each[at] for each in numbers}) == 1
            few = [at for at, option in enumerate(result.options) if option.reason == "too-few"]
            sums = {sum(each[at] for at in few) for each in numbers}
            solved += len(sums) == 1 and 0 < min(sums) < LEAST
    assert shown > schools * 2 // 3
    assert solved == 0


def times(chosen: Iterable[tuple[int, ...]], options: int) -> list[int]:
    listed = list(chosen)
    return [sum(at in each for each in listed) for at in range(options)]


def test_the_attack_succeeds_where_small_numbers_are_only_left_out() -> None:
    """Of 20 people who chose one thing, 10 and 7 chose two of four: the sum of the others is 3, and one is 0."""
    numbers = [(10, 7, few, 3 - few) for few in range(4)]

    assert {sum(each[2:]) for each in numbers} == {3}
    assert choice(audit_of([(0,)] * 20, [0] * 10 + [1] * 7 + [2] * 3), "V02").status == "withheld"


def test_options_of_few_and_of_nobody_look_the_same() -> None:
    found = choice(audit_of([(0, 1)] * 12 + [(0, 2)] * 2 + [(1,)] * 6))

    assert [(each.n, each.reason) for each in found.options] == [(14, None), (None, "complement"), (None, "too-few")]
    nobody = choice(audit_of([(0, 1)] * 14 + [(1,)] * 6))
    assert (nobody.options[2].n, nobody.options[2].reason) == (None, "too-few")
    assert (found.n, nobody.n) == (20, 20)


@pytest.mark.parametrize("people", range(1, 12))
def test_choices_are_counted_from_ten_people_on(people: int) -> None:
    found = choice(audit_of([(0, 1)] * people))

    assert (found.status == "scored") == (people >= 10)
    assert (found.n is not None) == (people >= 10)
    assert all(each.n is None for each in found.options) == (people < 10)


def test_what_follows_a_choice_is_hidden_where_it_tells_how_many_chose() -> None:
    def hours(follow: int, others: int) -> int | None:
        audit = audit_of([(0,)] * (follow + others), [1] * follow + [0] * others)
        (amount,) = audit.amounts
        return amount.n

    assert [hours(6, 6), hours(5, 20), hours(12, 0)] == [6, 5, 12]
    assert [hours(4, 20), hours(20, 4), hours(1, 11)] == [None, None, None]


@pytest.mark.parametrize("change", [lambda each: each, lambda each: each[::-1]], ids=["in order", "reversed"])
def test_the_order_of_people_changes_nothing(change: Callable[[list[tuple[int, ...]]], list[tuple[int, ...]]]) -> None:
    two: list[tuple[int, ...]] = [*[(0, 1)] * 8, *[(2,)] * 7]

    assert choice(audit_of(change(two))) == choice(audit_of(two))


def test_what_has_no_number_is_said_beside_the_option_and_not_listed_again() -> None:
    audit = audit_of([(2,)] * 8 + [(1, 2)] * 6 + [(0,)] * 3 + [(1,)] * 3)

    assert [(each.id, each.n, each.reason) for each in choice(audit).options] == [
        ("time.delay", None, "too-few"),
        ("time.together", 9, None),
        ("time.routines", 14, None),
    ]
    assert not any(each.where.startswith("V01") for each in audit.withheld)
    assert [each.where for each in audit_of([(2,)] * 8).withheld if each.where == "V01"] == ["V01"]
