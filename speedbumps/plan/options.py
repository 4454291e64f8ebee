"""Rank the options for each bump, and suggest up to three to talk about first."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from speedbumps.model.audit import GRADES, ActionPlan, AuditedAction, Priority, Request
from speedbumps.model.queries import barrier_of
from speedbumps.model.questionnaire import Reach
from speedbumps.model.staff_hours import first_term_hours

MOST_PRIORITIES = 3
"""The most priorities that are suggested. More are seldom finished."""


class RankedBump(NamedTuple):
    """A facet, or a barrier of a short form, that slows the school: its severity (0 to 100), and who can lower it."""

    id: str
    severity: float
    within_reach: Reach
    ask_others: str | None
    needs_mover: bool = False
    """Whether it is about knowledge that does not spread, and calls for an action that moves it."""
    votes: int = 0
    """How many people are known to find it most in the way; 0 where that is not known."""
    rough: bool = False
    """Whether its interval is so wide that it may not be put first."""
    ask_whom: str | None = None
    """Who can lower the rest."""


def eases(action: AuditedAction, bump: str) -> bool:
    """Return whether *action* may lower *bump*, given by its full name. Easing a facet eases its barrier."""
    return bump in _with_barriers(action.eases)


def eases_first(action: AuditedAction, bump: str) -> bool:
    """Return whether *action* is made for *bump*: names it, or a facet of it, before any other."""
    return bump in _with_barriers(action.eases[:1])


@lru_cache(maxsize=1024)
def _with_barriers(facets: tuple[str, ...]) -> frozenset[str]:
    """Return the *facets* and the barriers that they belong to."""
    return frozenset(facets).union(map(barrier_of, facets))


def rank_options(
    bumps: Sequence[RankedBump], actions: Iterable[AuditedAction], *, energy: bool, staff: int | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Return, by the full name of each of the *bumps*, the ids of the actions that may ease it, the best first.

    Actions that were tested without effect come last, and before them those that a school cannot begin by itself. The
    others are sorted by: whether they name the bump first; if *energy* is low, whether they save hours; the grade of
    their evidence; their hours in the first term for so many *staff*; the summed severity of the other bumps that they
    ease; whether they move knowledge; their id.
    """
    severities = {each.id: each.severity for each in bumps}
    known = [_KnownAction(action, first_term_hours(action, staff)) for action in actions]
    return {
        bump: tuple(
            each.action.id
            for each in sorted(
                (each for each in known if eases(each.action, bump)),
                key=lambda each: _order(each, bump, severities, energy=energy),
            )
        )
        for bump in severities
    }


class _KnownAction(NamedTuple):
    action: AuditedAction
    hours: float
    """In the first term, for the school's staff."""


def _order(known: _KnownAction, bump: str, severities: Mapping[str, float], *, energy: bool) -> tuple[object, ...]:
    action = known.action
    besides = sum(severity for other, severity in severities.items() if other != bump and eases(action, other))
    return (
        action.evidence.grade == "X",
        not action.own_reach,
        not eases_first(action, bump),
        energy and not action.saves_hours,
        GRADES[action.evidence.grade],
        known.hours,
        -round(besides, 9),
        not action.moves_knowledge,
        action.id,
    )


def suggest_plan(
    bumps: Sequence[RankedBump],
    options: Mapping[str, Sequence[str]],
    actions: Mapping[str, AuditedAction],
    *,
    energy: bool,
) -> ActionPlan:
    """Suggest an action for up to three *bumps* that a school can lower, with alternatives.

    Bumps with most votes come first, then the highest; none that is too rough to compare. *bumps* are sorted, the
    highest first. *options* are the ids of actions by bump, as from rank_options(), and *actions* the actions by id. An
    action is suggested once at most, only if a school can begin it by itself, and never if it was tested without
    effect. A bump for which no action or no alternative is left is passed over. The plan also holds what to ask of
    others, and the bumps for which no action that moves knowledge fits. *energy* says whether people have little energy
    for something new, which the plan holds too.
    """
    chosen: list[Priority] = []
    lacking: list[str] = []
    for bump in sorted(bumps, key=lambda each: -each.votes):
        if bump.within_reach == "outside" or bump.rough or len(chosen) == MOST_PRIORITIES:
            continue
        ordered = options[bump.id]
        taken = {priority.action for priority in chosen}
        able = [actions[name] for name in ordered if _can_suggest(actions[name]) and name not in taken]
        movers = [action for action in able if action.moves_knowledge]
        if bump.needs_mover and not movers:
            lacking.append(bump.id)
        pick = next(iter(movers if bump.needs_mover and movers else able), None)
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
            yield Request(bump=bump.id, within_reach=bump.within_reach, to=bump.ask_whom, text=bump.ask_others)
