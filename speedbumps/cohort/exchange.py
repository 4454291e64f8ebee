"""From schools that take part to one plan of visits, in which each school sees what slows it where that is clear.

As many schools as possible make a visit, and as many as possible receive one; of such plans, one is taken whose gain is
at most 0.05 per cent below the largest.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import fsum, hypot
from typing import Literal, NamedTuple

import numpy as np

from speedbumps.cohort.areas import LARGEST, gain_bound, split_by_area
from speedbumps.cohort.column_generation import VisitCapacity
from speedbumps.cohort.matching import match
from speedbumps.cohort.visit_value import (
    NEVER,
    FacetFigures,
    Flags,
    Floats,
    Participant,
    Places,
    PossibleVisits,
    distance_cost,
    distance_costs,
    facet_figures,
    possible_visits,
)

MUTUAL = 10.0
"""Points that are added for two schools that visit each other: neither only gives. Our choice; no study sets it."""

IdleReason = Literal[
    "no-wish", "nothing-stuck", "nobody-clear", "nothing-clear", "nobody-stuck", "not-apart", "no-room"
]
"""Why a school makes no visit, or receives none: the first that holds, in this order.

no-wish: the school has no capacity itself. nothing-stuck: nothing is a bump in it. nobody-clear: nobody shows what is a
bump in it. nothing-clear: it has nothing clear that it is ready to show. nobody-stuck: what it shows is a bump nowhere.
not-apart: the intervals overlap. no-room: the places of others are taken, or worth more to others.
"""


BLOCKS_AT_ONCE = 2
"""Blocks that are planned at the same time; each may take half a gigabyte, and the solver releases Python's lock."""


class Visit(NamedTuple):
    """A visit in which the *guest* sees at the *host* how the *facet* can be no bump."""

    host: str
    guest: str
    facet: str
    points: float
    """The severity of the guest minus that of the host."""
    kilometres: float | None
    """The distance in a straight line; None where a place is not known."""
    mutual: bool
    """Whether the two also meet the other way round."""


class Exchange(NamedTuple):
    """A plan of visits."""

    visits: tuple[Visit, ...]
    """The visits, by host, then guest."""
    gain: float
    """All points, minus the cost of distance, plus MUTUAL for each pair of schools that visit each other."""
    bound: float
    """An upper bound on the gain of plans with as many hosts and guests as this one."""
    blocks: int
    """The number of blocks that were planned separately."""
    unseen: Mapping[str, IdleReason]
    """The reason for every school that makes no visit."""
    unshown: Mapping[str, IdleReason]
    """The reason for every school that receives no visit."""


class _Block(NamedTuple):
    """The plan of one block."""

    visits: tuple[Visit, ...]
    bound: float
    prices: tuple[Floats, Floats]
    """The price of a place as host, and as guest."""
    unseen: Mapping[str, IdleReason]
    unshown: Mapping[str, IdleReason]


def plan_exchange(
    parties: Sequence[Participant], bump_from: float, facets: Sequence[str], *, largest: int = LARGEST
) -> Exchange:
    """Return the plan of visits between *parties*; more than *largest* are planned area by area.

    The order of *parties* changes nothing. Of facets on which two schools differ equally, the first of *facets* is
    taken.
    """
    ordered = sorted(parties, key=lambda party: party.id)
    parts = list(split_by_area(ordered, largest))
    with ThreadPoolExecutor(BLOCKS_AT_ONCE) as workers:
        done = list(workers.map(lambda those: _plan_block(those, bump_from, facets), parts))
    visits = tuple(sorted(visit for block in done for visit in block.visits))
    gain = _gain(visits)
    bound = done[0].bound if len(done) == 1 else _bound(parts, done, bump_from, facets)
    return Exchange(
        visits=visits,
        gain=gain,
        bound=max(gain, bound),
        blocks=len(done),
        unseen={school: why for block in done for school, why in block.unseen.items()},
        unshown={school: why for block in done for school, why in block.unshown.items()},
    )


def _bound(
    parts: Sequence[Sequence[Participant]], done: Sequence[_Block], bump_from: float, facets: Sequence[str]
) -> float:
    """Return an upper bound on the gain of any plan, also with visits between blocks."""
    parties = [party for those in parts for party in those]
    prices = np.concatenate([block.prices[side] for side in (0, 1) for block in done])
    return gain_bound(facet_figures(parties, facets, bump_from), _capacity(parties), MUTUAL, prices)


def _gain(visits: Sequence[Visit]) -> float:
    """Return the gain of *visits*."""
    mutual = sum(visit.mutual for visit in visits) // 2
    return fsum([*(visit.points - distance_cost(visit.kilometres) for visit in visits), MUTUAL * mutual])


def _capacity(parties: Sequence[Participant]) -> VisitCapacity:
    """Return the visits that each of the *parties* can receive and make: nobody meets more schools than there are."""
    hosts, visits = ([min(most, len(parties)) for most in each] for each in _wanted_visits(parties))
    return VisitCapacity(np.array(hosts, dtype=np.intp), np.array(visits, dtype=np.intp))


def _wanted_visits(parties: Sequence[Participant]) -> tuple[list[int], list[int]]:
    """Return the visits that each of the *parties* is ready to receive and to make."""
    return [party.hosts for party in parties], [party.visits for party in parties]


def _plan_block(parties: Sequence[Participant], bump_from: float, facets: Sequence[str]) -> _Block:
    """Return the plan of visits between all *parties* of one block."""
    at, room = facet_figures(parties, facets, bump_from), _capacity(parties)
    could = possible_visits(at)
    found = match(could.points - distance_costs(parties), room, MUTUAL)
    visits = tuple(_planned_visits(parties, facets, could, found.meets))
    possible = could.points > NEVER
    reasons = zip(*_reasons(at, room, possible), strict=True)
    why = {party.id: each for party, each in zip(parties, reasons, strict=True)}
    guests, hosts = {visit.guest for visit in visits}, {visit.host for visit in visits}
    return _Block(
        visits=visits,
        bound=found.bound,
        prices=(found.prices[: len(parties)], found.prices[len(parties) :]),
        unseen={school: unseen for school, (unseen, _) in why.items() if school not in guests},
        unshown={school: unshown for school, (_, unshown) in why.items() if school not in hosts},
    )


def _planned_visits(
    parties: Sequence[Participant], facets: Sequence[str], could: PossibleVisits, meets: Flags
) -> Iterator[Visit]:
    """Yield the visits of a plan."""
    for row, column in np.argwhere(meets).tolist():
        host, guest = parties[row], parties[column]
        yield Visit(
            host=host.id,
            guest=guest.id,
            facet=facets[could.facet[row, column]],
            points=float(could.points[row, column]),
            kilometres=_kilometres(host, guest),
            mutual=bool(meets[column, row]),
        )


def _kilometres(one: Participant, other: Participant) -> float | None:
    """Return the distance between two schools; None where a place is not known."""
    if one.place is None or other.place is None:
        return None
    return hypot(one.place[0] - other.place[0], one.place[1] - other.place[1])


def _reasons(at: FacetFigures, room: VisitCapacity, possible: Flags) -> tuple[list[IdleReason], list[IdleReason]]:
    """Return why each school would make no visit, and why it would receive none."""
    unseen = _why(room.visits, at.stuck, at.shows, np.any(possible, axis=0), ("nothing-stuck", "nobody-clear"))
    unshown = _why(room.hosts, at.shows, at.stuck, np.any(possible, axis=1), ("nothing-clear", "nobody-stuck"))
    return unseen, unshown


def _why(
    room: Places, own: Flags, others: Flags, possible: Flags, words: tuple[IdleReason, IdleReason]
) -> list[IdleReason]:
    """Return the reason of each school in one role.

    *words* are the reasons of schools that have nothing themselves, and of those for which nobody has what fits.
    """
    fits = np.any(own & np.any(others, axis=0), axis=1)
    return [
        _first_lacking(wish=wish > 0, own=has, fits=fit, apart=can, words=words)
        for wish, has, fit, can in zip(room.tolist(), np.any(own, axis=1), fits, possible, strict=True)
    ]


def _first_lacking(
    *, wish: bool, own: bool, fits: bool, apart: bool, words: tuple[IdleReason, IdleReason]
) -> IdleReason:
    """Return the first reason that holds."""
    nothing, nobody = words
    lacking: tuple[tuple[bool, IdleReason], ...] = (
        (wish, "no-wish"),
        (own, nothing),
        (fits, nobody),
        (apart, "not-apart"),
    )
    return next((word for held, word in lacking if not held), "no-room")
