"""Rank the options for each bump."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from speedbumps.model.audit import GRADES, AuditedAction
from speedbumps.model.queries import barrier_of
from speedbumps.model.questionnaire import Reach
from speedbumps.model.staff_hours import first_term_hours


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
    questions: tuple[str, ...] = ()
    """Those of its questions whose answers make it a bump, by id, the most in the way first, as far as known."""


def eases(action: AuditedAction, bump: str) -> bool:
    """Return whether *action* may lower *bump*, given by its full name. Easing a facet eases its barrier."""
    return bump in _with_barriers(action.eases)


def eases_first(action: AuditedAction, bump: str) -> bool:
    """Return whether *action* is made for *bump*: names it, or a facet of it, before any other."""
    return bump in _with_barriers(action.eases[:1])


def asked_place(action: AuditedAction, bump: RankedBump) -> int:
    """Return the place of the first of the questions of *bump* that *action* should move; after all of them if none."""
    return next((at for at, name in enumerate(bump.questions) if name in action.should_move), len(bump.questions))


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
    their evidence; which of the bump's questions they should move, the most in the way first; their hours in the first
    term for so many *staff*; the summed severity of the other bumps that they ease; whether they move knowledge; their
    id.
    """
    severities = {each.id: each.severity for each in bumps}
    known = [_KnownAction(action, first_term_hours(action, staff)) for action in actions]
    return {
        bump.id: tuple(
            each.action.id
            for each in sorted(
                (each for each in known if eases(each.action, bump.id)),
                key=lambda each: _order(each, bump, severities, energy=energy),
            )
        )
        for bump in bumps
    }


class _KnownAction(NamedTuple):
    action: AuditedAction
    hours: float
    """In the first term, for the school's staff."""


def _order(
    known: _KnownAction, bump: RankedBump, severities: Mapping[str, float], *, energy: bool
) -> tuple[object, ...]:
    action = known.action
    besides = sum(severity for other, severity in severities.items() if other != bump.id and eases(action, other))
    return (
        action.evidence.grade == "X",
        not action.own_reach,
        not eases_first(action, bump.id),
        energy and not action.saves_hours,
        GRADES[action.evidence.grade],
        asked_place(action, bump),
        known.hours,
        -round(besides, 9),
        not action.moves_knowledge,
        action.id,
    )
