"""Which actions may be chosen for a bump, and what speaks for each of them."""

from collections.abc import Iterable, Sequence
from operator import add
from typing import Literal, NamedTuple

from speedbumps.model.audit import AuditedAction
from speedbumps.model.staff_hours import TermHours, hours_for_staff, term_hours
from speedbumps.plan.options import RankedBump, asked_place, eases, eases_first
from speedbumps.plan.plan_rules import PlanRules, is_under_way

POINTS = {"A": 4, "B": 3, "C": 2, "local": 2, "G": 1, "D": 0, "X": 0}
"""What the grade of an action's evidence adds to a plan. X counts only where somebody pinned such an action."""

UNITS = 10**9
"""The units in which figures are added, so that equal sums are equal. Published figures have at most nine decimals."""

HourUnits = tuple[int, int, int]
"""Hours in each term, as whole units, whose sums are exact."""

Criterion = Literal[
    "fit", "hours-back", "evidence", "answers", "worked-here", "moves-knowledge", "besides", "fewer-hours", "id"
]
"""What decides between two actions, in this order; hours-back only where energy is low, and evidence only where not."""

_CRITERIA: tuple[Criterion, ...] = (
    "fit",
    "evidence",
    "answers",
    "worked-here",
    "moves-knowledge",
    "besides",
    "fewer-hours",
)
"""The criteria 2 to 6 of choose_plan(), of which hours-back takes the place of evidence where energy is low."""

NO_MERITS = (0,) * len(_CRITERIA)


class Pair(NamedTuple):
    """An action that may be chosen for a bump."""

    action: str
    merits: tuple[int, ...]
    """What it adds to criteria 2 to 6."""
    hours: HourUnits
    """What it takes in each term."""


def eligible_pairs(
    bump: RankedBump, bumps: Sequence[RankedBump], actions: Sequence[AuditedAction], rules: PlanRules
) -> tuple[Pair, ...]:
    """Return the *actions* that may be chosen for *bump*, which is one of *bumps*, the best by itself first."""
    easing = [action for action in actions if eases(action, bump.id)]
    able = [action for action in easing if _may_choose(action, rules)]
    movers = [action for action in able if action.moves_knowledge]
    if bump.needs_mover and movers:
        able = [action for action in able if action.moves_knowledge or action.id in rules.pinned]
    if len(easing) < 2:  # noqa: PLR2004 - one option is no choice
        able = [action for action in able if action.id in rules.pinned]
    pairs = (Pair(action.id, merits_of(action, bump, bumps, rules), _needed_units(action, rules)) for action in able)
    return tuple(sorted(pairs, key=lambda pair: ([-merit for merit in pair.merits], pair.action)))


def ranked_choices(
    bump: RankedBump, bumps: Sequence[RankedBump], actions: Iterable[AuditedAction], rules: PlanRules
) -> tuple[str, ...]:
    """Return the ids of the actions that may be chosen for *bump*, the best by itself first."""
    return tuple(pair.action for pair in eligible_pairs(bump, bumps, tuple(actions), rules))


def merits_of(
    action: AuditedAction, bump: RankedBump, bumps: Sequence[RankedBump], rules: PlanRules
) -> tuple[int, ...]:
    """Return what *action* adds to each of the criteria if it is chosen for *bump*; more is better."""
    needed = sum(_needed_units(action, rules))
    besides = sum(in_units(other.severity) for other in bumps if other.id != bump.id and eases(action, other.id))
    return (
        int(eases_first(action, bump.id)),
        -needed if rules.energy else POINTS[action.evidence.grade],
        -asked_place(action, bump),
        int(action.id in rules.worked),
        int(action.moves_knowledge),
        besides,
        -needed,
    )


def criteria_under(rules: PlanRules) -> tuple[Criterion, ...]:
    """Return the names of what merits_of() returns."""
    return tuple("hours-back" if name == "evidence" and rules.energy else name for name in _CRITERIA)


def deciding_criterion(
    chosen: AuditedAction, other: AuditedAction, bump: RankedBump, bumps: Sequence[RankedBump], rules: PlanRules
) -> Criterion:
    """Return the first criterion by which the *chosen* action comes before the *other* one for the same *bump*."""
    one, instead = (merits_of(action, bump, bumps, rules) for action in (chosen, other))
    named = zip(criteria_under(rules), one, instead, strict=True)
    return next((name for name, more, less in named if more > less), "id")


def is_candidate(bump: RankedBump, rules: PlanRules) -> bool:
    """Return whether an action may be chosen for *bump* at all."""
    return bump.within_reach != "outside" and not bump.rough and not is_under_way(bump.id, rules)


def lacks_mover(bump: RankedBump, actions: Sequence[AuditedAction], rules: PlanRules) -> bool:
    """Return whether *bump* calls for knowledge to move, and none of the *actions* that may be chosen moves it."""
    if not bump.needs_mover or not is_candidate(bump, rules):
        return False
    return not any(eases(each, bump.id) and each.moves_knowledge and _may_choose(each, rules) for each in actions)


def in_units(figure: float) -> int:
    """Return *figure* in whole units."""
    return round(figure * UNITS)


def hours_in_units(hours: TermHours) -> HourUnits:
    """Return *hours* in whole units."""
    first, second, third = map(in_units, hours)
    return (first, second, third)


def sum_hours(hours: Iterable[HourUnits]) -> HourUnits:
    """Return the sum of *hours* in each term."""
    first = second = third = 0
    for one, two, three in hours:
        first, second, third = first + one, second + two, third + three
    return (first, second, third)


def add_merits(some: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    """Return the sums of what stands at the same place."""
    return tuple(map(add, some, more))


def _may_choose(action: AuditedAction, rules: PlanRules) -> bool:
    if action.id in rules.forbidden:
        return False
    return action.id in rules.pinned or (action.own_reach and action.evidence.grade != "X")


def _needed_units(action: AuditedAction, rules: PlanRules) -> HourUnits:
    return hours_in_units(term_hours(hours_for_staff(action, rules.staff)))
