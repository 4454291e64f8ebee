"""From schools that take part to one plan of visits, in which each sees what slows it where that is clear.

As many schools as can be make a visit, and as many receive one; of such plans, the one with the largest gain is taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import fsum, hypot
from typing import Literal, NamedTuple

import numpy as np

from speedbumps.cohort.areas import LARGEST, blocks, ceiling
from speedbumps.cohort.column_generation import Room
from speedbumps.cohort.matching import match
from speedbumps.cohort.visit_value import (
    NEVER,
    Flags,
    Floats,
    Height,
    Meetings,
    Offer,
    Party,
    Places,
    Stand,
    meetings,
    offers,
    stand,
    way,
    ways,
)

__all__ = ["MUTUAL", "Exchange", "Height", "Idle", "Offer", "Party", "Visit", "exchange", "offers"]

MUTUAL = 10.0
"""Points that two schools are worth besides if they visit each other: neither only gives. Ours; no study sets it."""

Idle = Literal["no-wish", "nothing-stuck", "nobody-clear", "nothing-clear", "nobody-stuck", "not-apart", "no-room"]
"""Why a school makes no visit, or receives none. The first that holds, in this order:

no-wish: it has no room itself. nothing-stuck: nothing is a bump in it. nobody-clear: nobody shows what is a bump in it.
nothing-clear: it has nothing clear that it is ready to show. nobody-stuck: what it shows is a bump nowhere. not-apart:
the intervals overlap. no-room: others' places are taken, or worth more to others.
"""


AT_ONCE = 2
"""Blocks that are planned at the same time; each may take half a gigabyte, and the solver leaves Python free."""


class Visit(NamedTuple):
    """The *guest* sees at the *host* how the *facet* can be no bump."""

    host: str
    guest: str
    facet: str
    points: float
    """The guest's severity less the host's."""
    kilometres: float | None
    """As the crow flies; None where a place is not known."""
    mutual: bool
    """The two also meet the other way round."""


class Exchange(NamedTuple):
    """A plan of visits."""

    visits: tuple[Visit, ...]
    """By host, then guest."""
    gain: float
    """All points, less what ways cost, and MUTUAL for each two that visit each other."""
    bound: float
    """No plan in which as many schools take part gains more."""
    blocks: int
    """Parts in which it was planned; 1 if all were planned together."""
    unseen: Mapping[str, Idle]
    """Why they make no visit: every school that makes none."""
    unshown: Mapping[str, Idle]
    """Why they receive none: every school that receives none."""


class _Block(NamedTuple):
    visits: tuple[Visit, ...]
    bound: float
    prices: tuple[Floats, Floats]
    """Of a place as host, and as guest."""
    unseen: Mapping[str, Idle]
    unshown: Mapping[str, Idle]


def exchange(parties: Sequence[Party], bump_from: float, facets: Sequence[str], *, largest: int = LARGEST) -> Exchange:
    """The plan of visits between *parties*; more than *largest* are planned area by area.

    The order of *parties* changes nothing. Of facets on which two schools differ alike, the first of *facets* is taken.
    """
    ordered = sorted(parties, key=lambda party: party.id)
    parts = list(blocks(ordered, largest))
    with ThreadPoolExecutor(AT_ONCE) as workers:
        done = list(workers.map(lambda those: _planned(those, bump_from, facets), parts))
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


def _bound(parts: Sequence[Sequence[Party]], done: Sequence[_Block], bump_from: float, facets: Sequence[str]) -> float:
    """No plan gains more, even if schools of several blocks meet."""
    parties = [party for those in parts for party in those]
    prices = np.concatenate([block.prices[side] for side in (0, 1) for block in done])
    return ceiling(stand(parties, facets, bump_from), _room(parties), MUTUAL, prices)


def _gain(visits: Sequence[Visit]) -> float:
    mutual = sum(visit.mutual for visit in visits) // 2
    return fsum([*(visit.points - way(visit.kilometres) for visit in visits), MUTUAL * mutual])


def _room(parties: Sequence[Party]) -> Room:
    """Nobody meets more schools than there are."""
    hosts, visits = ([min(most, len(parties)) for most in each] for each in _wishes(parties))
    return Room(np.array(hosts, dtype=np.intp), np.array(visits, dtype=np.intp))


def _wishes(parties: Sequence[Party]) -> tuple[list[int], list[int]]:
    return [party.hosts for party in parties], [party.visits for party in parties]


def _planned(parties: Sequence[Party], bump_from: float, facets: Sequence[str]) -> _Block:
    """The plan of visits between *parties*, all at once."""
    at, room = stand(parties, facets, bump_from), _room(parties)
    could = meetings(at)
    found = match(could.points - ways(parties), room, MUTUAL)
    visits = tuple(_visits(parties, facets, could, found.meets))
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


def _visits(parties: Sequence[Party], facets: Sequence[str], could: Meetings, meets: Flags) -> Iterator[Visit]:
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


def _kilometres(one: Party, other: Party) -> float | None:
    if one.place is None or other.place is None:
        return None
    return hypot(one.place[0] - other.place[0], one.place[1] - other.place[1])


def _reasons(at: Stand, room: Room, possible: Flags) -> tuple[list[Idle], list[Idle]]:
    """Why each school would make no visit, and why it would receive none."""
    unseen = _why(room.visits, at.stuck, at.shows, np.any(possible, axis=0), ("nothing-stuck", "nobody-clear"))
    unshown = _why(room.hosts, at.shows, at.stuck, np.any(possible, axis=1), ("nothing-clear", "nobody-stuck"))
    return unseen, unshown


def _why(room: Places, own: Flags, others: Flags, possible: Flags, words: tuple[Idle, Idle]) -> list[Idle]:
    """*words* are for who has nothing itself, and for whom nobody has what fits."""
    fits = np.any(own & np.any(others, axis=0), axis=1)
    return [
        _first(wish=wish > 0, own=has, fits=fit, apart=can, words=words)
        for wish, has, fit, can in zip(room.tolist(), np.any(own, axis=1), fits, possible, strict=True)
    ]


def _first(*, wish: bool, own: bool, fits: bool, apart: bool, words: tuple[Idle, Idle]) -> Idle:
    """The first thing that was lacking."""
    nothing, nobody = words
    lacking: tuple[tuple[bool, Idle], ...] = ((wish, "no-wish"), (own, nothing), (fits, nobody), (apart, "not-apart"))
    return next((word for held, word in lacking if not held), "no-room")
