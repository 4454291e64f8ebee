"""How long the best plan takes: python benchmarks/planner.py [SCHOOLS].

Draws schools with 16 bumps and a library of 48 actions, with hours and without, and chooses a plan for each; then the
same with two actions that must be in the plan. The floor is the evaluation of each action for each of the bumps, which
every plan begins with; times are of the processor.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from time import process_time

from speedbumps.model.actions import Evidence, Grade, Hours
from speedbumps.model.audit import AuditedAction
from speedbumps.plan.choose import choose_plan
from speedbumps.plan.merits import ranked_choices
from speedbumps.plan.options import RankedBump
from speedbumps.plan.plan_rules import PlanRules, available_hours

BUMPS, ACTIONS = 16, 48
FACETS = [f"barrier.f{number}" for number in range(BUMPS)]
GRADES: tuple[Grade, ...] = ("A", "B", "C", "G", "D")
QUANTILES = (0.5, 0.9, 0.99, 1.0)


def draw_school(chance: Random) -> tuple[list[RankedBump], list[AuditedAction], float | None]:
    """Return bumps, actions, and the hours of a term, or None."""
    heights = sorted((round(chance.uniform(50, 90), 1) for _ in FACETS), reverse=True)
    bumps = [
        RankedBump(facet, height, "shared", None, chance.random() < 0.2, chance.choice([0, 5, 6, 9]))
        for facet, height in zip(FACETS, heights, strict=True)
    ]
    return (
        bumps,
        [draw_action(f"a{number:02}", chance) for number in range(ACTIONS)],
        chance.choice([None, 20, 40, 60, 100]),
    )


def draw_action(name: str, chance: Random) -> AuditedAction:
    """Return an action that eases one to four bumps."""
    return AuditedAction(
        id=name,
        title=name,
        level="school",
        own_reach=True,
        eases=tuple(chance.sample(FACETS, chance.randint(1, 4))),
        moves_knowledge=chance.random() < 0.5,
        moves_pupils=False,
        first_step="Talk.",
        owner="head",
        horizon="term",
        hours=Hours(
            setup=(0, chance.randint(0, 30)),
            per_term=(0, chance.randint(0, 60)),
            saves_per_term=(chance.choice([0, 0, 10, 30]), 40),
        ),
        evidence=Evidence(grade=chance.choice(GRADES), summary="Tested."),
        saves_hours=False,
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds that the processor needs for *work*."""
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    """Print quantiles for plans of three and of five actions."""
    schools = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for most, pinned in ((3, 0), (5, 0), (3, 2), (5, 2)):
        chance, plans, ratios = Random(1), list[float](), list[float]()
        for _ in range(schools):
            bumps, library, hours = draw_school(chance)
            limit = None if hours is None else available_hours(hours, energy=False)
            names = frozenset(f"a{number:02}" for number in chance.sample(range(ACTIONS), pinned))
            rules = PlanRules(most=most, hours=limit, energy=chance.random() < 0.3, pinned=names)
            plans.append(seconds(partial(choose_plan, bumps, library, rules)))
            ratios.append(plans[-1] / seconds(partial(evaluate, bumps, library, rules)))
        for times, unit in ((plans, 1000), (ratios, 1)):
            times.sort()
            told = (f"{100 * part:g} %: {unit * times[int(part * (schools - 1))]:.2f}" for part in QUANTILES)
            what = "times the floor" if unit == 1 else "ms"
            print(f"{most} actions, {pinned} pinned, {what}: {', '.join(told)}")


def evaluate(bumps: Sequence[RankedBump], library: Sequence[AuditedAction], rules: PlanRules) -> None:
    """Evaluate each action for each of the bumps that it may ease."""
    for bump in bumps:
        ranked_choices(bump, bumps, library, rules)


if __name__ == "__main__":
    main()
