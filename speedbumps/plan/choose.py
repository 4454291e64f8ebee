"""Choose an action for each of a few bumps: the best plan that fits the hours, exactly."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from speedbumps.model.audit import AuditedAction
from speedbumps.model.staff_hours import TermHours
from speedbumps.plan.merits import (
    NO_MERITS,
    UNITS,
    Criterion,
    add_merits,
    criteria_under,
    eligible_pairs,
    hours_in_units,
    in_units,
    is_candidate,
    lacks_mover,
    merits_of,
    sum_hours,
)
from speedbumps.plan.options import RankedBump
from speedbumps.plan.plan_rules import PlanRules, beside_under_way, is_under_way
from speedbumps.plan.search import Candidate, FoundPairs, SearchLimits, best_pairs

Reason = Literal["outside", "rough", "no-action", "hours", "enough"]
"""Why a bump is not in a plan.

outside: only others can lower it. rough: its interval is too wide to put it first. no-action: no action that may be
chosen is left for it, or there is no second one to choose instead. hours: more hours could bring it into the plan.
enough: the plan has as many bumps as it may have.
"""

PlanCriterion = Criterion | Literal["votes", "height"]
"""What decides between two plans: the criteria of choose_plan() in its order; votes and height are the first."""


class PlanStep(NamedTuple):
    """A bump, and the action that is chosen for it."""

    bump: str
    action: str


class LeftOut(NamedTuple):
    """A bump that is not in a plan, and why."""

    bump: str
    because: Reason


class ChosenPlan(NamedTuple):
    """The best plan under some rules."""

    steps: tuple[PlanStep, ...]
    """The bumps in the order in which they were ranked, each with its action."""
    hours: TermHours
    """What the chosen actions take in each term: their highest costs less their lowest savings."""
    left_out: tuple[LeftOut, ...]
    without_mover: tuple[str, ...]
    """Bumps within reach that call for knowledge to move, and that no action which may be chosen moves."""


def choose_plan(bumps: Sequence[RankedBump], actions: Iterable[AuditedAction], rules: PlanRules) -> ChosenPlan | None:
    """Return the best plan for *bumps* under *rules*, or None if no plan has all pinned actions.

    Let B be the *bumps* that somebody in the school can lower and that are not too rough to be put first, and A the
    *actions* that the school can begin by itself, that were not tested without effect and that are not forbidden;
    pinned actions are in A too. x(b, a) is 1 if action a is chosen for bump b, which it must ease, and otherwise 0.
    Maximise, each only among the plans that are equal in all that stand before it:

    1. the sum of x(b, a) · votes(b), and then of x(b, a) · severity(b);
    2. the number of chosen pairs in which a is made for b;
    3. where energy is low, the hours that come back in three terms, net; else the points for evidence
       (A 4, B 3, C and local 2, G 1, D 0); then how directly the actions speak to the answers: the places, among the
       questions that make b a bump, the highest first, of the first that a should move, the least sum first; then the
       number of actions that worked here before;
    4. the number of actions that move knowledge;
    5. the severities of the other bumps that each action eases besides;
    6. the hours that are not needed in three terms;
    7. the ids of the actions, in the order of the bumps, the first in the alphabet first;

    subject to: each b has at most one a and each a at most one b; there are at most `most` pairs; each pinned action is
    in a pair; if b calls for knowledge to move and an action in A that eases b does so, the a of b does so too or is
    pinned; and in each term t, the sum of x(b, a) · cost(a, t) is at most `hours[t]`, where cost(a, 1) is what a takes
    to begin and to run at most, and cost(a, 2) and cost(a, 3) what it takes to run at most, less what it gives back at
    least: savings arrive a term later. A bump for which there is no second option at all is not in B, since one option
    is no choice.

    What is `under_way` is pinned to its bump with its own hours: as both are taken, the bump is not in B and the action
    not in A; it is one of the `most`, and what it takes in a term is taken from `hours[t]`, down to 0. All plans have
    it alike, so it adds nothing to the sums; what chosen actions do for its bump besides still counts under 5.

    The order of *bumps*, which are sorted, decides between sets of bumps that are equal in everything; the order of
    *actions* has no effect.

    How the best one is found stands in search.py.
    """
    known, rules = tuple(actions), beside_under_way(rules)
    candidates = _candidates(bumps, known, rules)
    chosen = _best(candidates, rules)
    if chosen is None:
        return None
    needed = sum_hours(pair.hours for pair in chosen.pairs)
    steps = tuple(
        PlanStep(candidates[place].bump, action) for place, action in zip(chosen.places, chosen.actions, strict=True)
    )
    return ChosenPlan(
        steps,
        (needed[0] / UNITS, needed[1] / UNITS, needed[2] / UNITS),
        tuple(_left_out(bumps, candidates, {step.bump for step in steps}, rules)),
        tuple(bump.id for bump in bumps if lacks_mover(bump, known, rules)),
    )


def deciding_between(
    better: Iterable[PlanStep],
    other: Iterable[PlanStep],
    bumps: Sequence[RankedBump],
    actions: Iterable[AuditedAction],
    rules: PlanRules,
) -> PlanCriterion:
    """Return the first criterion by which a *better* plan comes before the *other* one."""
    known, ranked = {action.id: action for action in actions}, {bump.id: bump for bump in bumps}

    def sums(steps: Iterable[PlanStep]) -> tuple[int, ...]:
        found = (0, 0, *NO_MERITS)
        for step in steps:
            bump = ranked[step.bump]
            merits = merits_of(known[step.action], bump, bumps, rules)
            found = add_merits(found, (bump.votes, in_units(bump.severity), *merits))
        return found

    names: tuple[PlanCriterion, ...] = ("votes", "height", *criteria_under(rules))
    return next((name for name, more, less in zip(names, sums(better), sums(other), strict=True) if more > less), "id")


def _candidates(
    bumps: Sequence[RankedBump], actions: Sequence[AuditedAction], rules: PlanRules
) -> tuple[Candidate, ...]:
    """Return the *bumps* for which one of *actions* may be chosen."""
    found = (
        Candidate(bump.id, (bump.votes, in_units(bump.severity)), eligible_pairs(bump, bumps, actions, rules))
        for bump in bumps
        if is_candidate(bump, rules)
    )
    return tuple(each for each in found if each.pairs)


def _best(candidates: Sequence[Candidate], rules: PlanRules) -> FoundPairs | None:
    hours = None if rules.hours is None else hours_in_units(rules.hours)
    return best_pairs(candidates, SearchLimits(rules.most, rules.pinned, hours))


def _left_out(
    bumps: Sequence[RankedBump], candidates: Sequence[Candidate], taken: set[str], rules: PlanRules
) -> Iterator[LeftOut]:
    """Yield each of *bumps* that is not *taken*, and why."""
    wanted = taken
    if rules.hours is not None:
        free = _best(candidates, rules._replace(hours=None))
        wanted = {candidates[place].bump for place in free.places} if free else set()
    able = {each.bump for each in candidates}
    for bump in bumps:
        if bump.id in taken or is_under_way(bump.id, rules):
            continue
        if bump.within_reach == "outside":
            yield LeftOut(bump.id, "outside")
        elif bump.rough:
            yield LeftOut(bump.id, "rough")
        elif bump.id not in able:
            yield LeftOut(bump.id, "no-action")
        elif bump.id in wanted:
            yield LeftOut(bump.id, "hours")
        elif len(taken) == rules.most:
            yield LeftOut(bump.id, "enough")
        else:
            yield LeftOut(bump.id, "hours" if len(wanted) == rules.most else "no-action")
