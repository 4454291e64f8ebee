"""How long the best plan takes: python benchmarks/planner.py [SCHOOLS].

Draws schools with 16 bumps and a library of 48 actions, with hours and without, and chooses a plan for each. The floor
is the ranking of options for the same bumps, which every report needs anyway; times are of the processor.
"""

import sys
from collections.abc import Callable
from random import Random
from time import process_time

from speedbumps.model.actions import Evidence, Grade, Hours
from speedbumps.model.audit import AuditedAction
from speedbumps.plan.choose import PlanRules, available_hours, choose_plan
from speedbumps.plan.options import RankedBump, rank_options

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
    for most in (3, 5):
        chance, plans, floors = Random(1), list[float](), list[float]()
        for _ in range(schools):
            bumps, library, hours = draw_school(chance)
            limit = None if hours is None else available_hours(hours, energy=False)
            rules = PlanRules(most=most, hours=limit, energy=chance.random() < 0.3)
            plans.append(seconds(lambda: choose_plan(bumps, library, rules)))  # noqa: B023 - called at once
            floors.append(seconds(lambda: rank_options(bumps, library, energy=rules.energy)))  # noqa: B023 - called at once
        plans.sort()
        told = ", ".join(f"{100 * part:g} %: {1000 * plans[int(part * (schools - 1))]:.2f} ms" for part in QUANTILES)
        print(f"{most} actions: {told}; {sum(plans) / sum(floors):.2f} times the ranking of options")


if __name__ == "__main__":
    main()
