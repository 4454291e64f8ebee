"""Rank the options for each bump, and suggest up to three to talk about first."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from speedbumps.model.audit import GRADES, ActionPlan, AuditedAction, Priority, Request
from speedbumps.model.queries import barrier_of
from speedbumps.model.questionnaire import Reach, Signals

MOST_PRIORITIES = 3
"""The most priorities that are suggested. More are seldom finished."""


class RankedBump(NamedTuple):
    """A facet, or a barrier of a short form, that slows the school: its severity (0 to 100), and who can lower it."""

    id: str
    severity: float
    within_reach: Reach
    ask_others: str | None
    votes: int = 0
    """How many people are known to find it most in the way; 0 where that is not known."""


def eases(action: AuditedAction, bump: str) -> bool:
    """Return whether *action* may lower *bump*, given by its full name. Easing a facet eases its barrier."""
    return bump in _with_barriers(action.eases)


@lru_cache(maxsize=1024)
def _with_barriers(facets: tuple[str, ...]) -> frozenset[str]:
    """Return the *facets* and the barriers that they belong to."""
    return frozenset(facets).union(map(barrier_of, facets))


def needs_mover(bump: str, signals: Signals) -> bool:
    """Return whether *bump* is about knowledge that does not spread, and calls for an action that moves it."""
    return bump in (signals.expertise, signals.exchange, signals.openness)


def first_term_hours(action: AuditedAction) -> float:
    """Return the net person-hours of *action* in its first term, with the highest costs and the lowest savings."""
    hours = action.hours
    return hours.setup[1] + hours.per_term[1] - hours.saves_per_term[0]


def rank_options(
    bumps: Sequence[RankedBump], actions: Iterable[AuditedAction], *, energy: bool
) -> Mapping[str, tuple[str, ...]]:
    """Return, by the full name of each of the *bumps*, the ids of the actions that may ease it, the best first.

    Actions that were tested without effect come last. The others are sorted by: whether a school can begin them
    itself; if *energy* is a bump, whether they save hours; the summed severity of the bumps that they ease; the grade
    of their evidence; whether they move knowledge; their hours in the first term; their id.
    """
    severities = {each.id: each.severity for each in bumps}
    ordered = sorted(actions, key=lambda action: _action_order(action, severities, energy=energy))
    return {bump: tuple(action.id for action in ordered if eases(action, bump)) for bump in severities}


def _action_order(action: AuditedAction, severities: Mapping[str, float], *, energy: bool) -> tuple[object, ...]:
    eased = sum(severity for bump, severity in severities.items() if eases(action, bump))
    return (
        action.evidence.grade == "X",
        not action.own_reach,
        energy and not action.saves_hours,
        -round(eased, 9),
        GRADES[action.evidence.grade],
        not action.moves_knowledge,
        first_term_hours(action),
        action.id,
    )


def is_energy_low(bumps: Iterable[RankedBump], signals: Signals) -> bool:
    """Return whether the facet of staff energy is a bump: then actions that save hours come first."""
    return any(bump.id == signals.energy for bump in bumps)


def suggest_plan(
    bumps: Sequence[RankedBump],
    options: Mapping[str, Sequence[str]],
    actions: Mapping[str, AuditedAction],
    signals: Signals,
) -> ActionPlan:
    """Suggest an action for up to three *bumps* that a school can lower, with alternatives.

    Bumps with most votes come first, then the highest. *bumps* are sorted, the highest first. *options* are the ids of
    actions by bump, as from rank_options(), and *actions* the actions by id. An action is suggested once at most, only
    if a school can begin it by itself, and never if it was tested without effect. A bump for which no action or no
    alternative is left is passed over. The plan also holds what to ask of others, and the bumps for which no action
    that moves knowledge fits.
    """
    energy = is_energy_low(bumps, signals)
    chosen: list[Priority] = []
    lacking: list[str] = []
    for bump in sorted(bumps, key=lambda each: -each.votes):
        if bump.within_reach == "outside" or len(chosen) == MOST_PRIORITIES:
            continue
        ordered = options[bump.id]
        taken = {priority.action for priority in chosen}
        able = [actions[name] for name in ordered if _can_suggest(actions[name]) and name not in taken]
        movers = [action for action in able if action.moves_knowledge]
        needs = needs_mover(bump.id, signals)
        if needs and not movers:
            lacking.append(bump.id)
        pick = next(iter(movers if needs and movers else able), None)
        others = tuple(name for name in ordered if pick is not None and name != pick.id)
        if pick is not None and others:
            chosen.append(Priority(bump=bump.id, action=pick.id, alternatives=others))
    return ActionPlan(
        priorities=tuple(chosen), asks=tuple(_requests(bumps)), energy=energy, without_mover=tuple(lacking)
    )


def _can_suggest(action: AuditedAction) -> bool:
    return action.own_reach and action.evidence.grade != "X"


def _requests(bumps: Iterable[RankedBump]) -> Iterable[Request]:
    for bump in bumps:
        if bump.within_reach != "ours" and bump.ask_others:
            yield Request(bump=bump.id, within_reach=bump.within_reach, text=bump.ask_others)
