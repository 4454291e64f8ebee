"""From bumps to what one could do: options for each, and three to talk about first."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from speedbumps.model.audit import GRADES, Ask, AuditedAction, Plan, Priority
from speedbumps.model.queries import barrier_of
from speedbumps.model.questionnaire import Reach, Signals

MOST = 3
"""Priorities that are suggested. More are seldom finished."""


class Bump(NamedTuple):
    """A facet, or a barrier of a short form, that slows the school."""

    id: str
    severity: float
    within_reach: Reach
    ask_others: str | None


def eases(action: AuditedAction, bump: str) -> bool:
    """Whether *action* may lower *bump*; a barrier is lowered through any of its facets."""
    return bump in _around(action.eases)


@lru_cache(maxsize=1024)
def _around(facets: tuple[str, ...]) -> frozenset[str]:
    """The *facets*, with the barriers that they are of."""
    return frozenset(facets).union(map(barrier_of, facets))


def calls_for_mover(bump: str, signals: Signals) -> bool:
    """Whether *bump* is about knowledge that stays where it is."""
    return bump in (signals.expertise, signals.exchange, signals.openness)


def cost(action: AuditedAction) -> float:
    """Hours in the first term: costs at their upper end, savings at their lower."""
    hours = action.hours
    return hours.setup[1] + hours.per_term[1] - hours.saves_per_term[0]


def options(bumps: Sequence[Bump], actions: Iterable[AuditedAction], *, energy: bool) -> Mapping[str, tuple[str, ...]]:
    """For each of the *bumps*, the actions that may ease it, those to look at first before the others.

    What a school can begin itself comes first; then, if *energy* is a bump, what gives hours back; then by the summed
    severity of the bumps eased, evidence, movers, hours, id. What was tested without effect comes last.
    """
    severities = {each.id: each.severity for each in bumps}
    ordered = sorted(actions, key=lambda action: _order(action, severities, energy=energy))
    return {bump: tuple(action.id for action in ordered if eases(action, bump)) for bump in severities}


def _order(action: AuditedAction, severities: Mapping[str, float], *, energy: bool) -> tuple[object, ...]:
    eased = sum(severity for bump, severity in severities.items() if eases(action, bump))
    return (
        action.evidence.grade == "X",
        not action.own_reach,
        energy and not action.saves_hours,
        -round(eased, 9),
        GRADES[action.evidence.grade],
        not action.moves_knowledge,
        cost(action),
        action.id,
    )


def slowed_by_energy(bumps: Iterable[Bump], signals: Signals) -> bool:
    """Whether staff are too worn down to take on much: then what gives hours back comes first."""
    return any(bump.id == signals.energy for bump in bumps)


def suggest(
    bumps: Sequence[Bump],
    options: Mapping[str, Sequence[str]],
    actions: Mapping[str, AuditedAction],
    signals: Signals,
) -> Plan:
    """Up to three of the highest bumps within reach, each with one of its *options* and others to choose instead.

    *bumps* come highest first. No claim about hours is made; nobody has agreed to anything.
    """
    energy = slowed_by_energy(bumps, signals)
    chosen: list[Priority] = []
    lacking: list[str] = []
    for bump in bumps:
        if bump.within_reach == "outside" or len(chosen) == MOST:
            continue
        ordered = options[bump.id]
        taken = {priority.action for priority in chosen}
        able = [actions[name] for name in ordered if _choosable(actions[name]) and name not in taken]
        movers = [action for action in able if action.moves_knowledge]
        needs = calls_for_mover(bump.id, signals)
        if needs and not movers:
            lacking.append(bump.id)
        pick = next(iter(movers if needs and movers else able), None)
        others = tuple(name for name in ordered if pick is not None and name != pick.id)
        if pick is not None and others:
            chosen.append(Priority(bump=bump.id, action=pick.id, alternatives=others))
    return Plan(priorities=tuple(chosen), asks=tuple(_asks(bumps)), energy=energy, without_mover=tuple(lacking))


def _choosable(action: AuditedAction) -> bool:
    return action.own_reach and action.evidence.grade != "X"


def _asks(bumps: Iterable[Bump]) -> Iterable[Ask]:
    for bump in bumps:
        if bump.within_reach != "ours" and bump.ask_others:
            yield Ask(bump=bump.id, within_reach=bump.within_reach, text=bump.ask_others)
