"""From a cohort that is too large for one plan to blocks of schools near each other, and to a bound over all blocks."""

from collections.abc import Iterator, Sequence

import numpy as np

from speedbumps.cohort.column_generation import Room
from speedbumps.cohort.visit_value import NEVER, Floats, Party, Stand

LARGEST = 2_000
"""Schools for which one plan is made: it takes a minute or two, and memory grows with their square."""


def blocks(parties: Sequence[Party], largest: int = LARGEST) -> Iterator[Sequence[Party]]:
    """The *parties* by area, if they are more than *largest*; areas that are larger still are halved."""
    if len(parties) <= largest:
        yield parties
        return
    areas: dict[str, list[Party]] = {}
    for party in parties:
        areas.setdefault(party.area or "", []).append(party)
    for _, those in sorted(areas.items()):
        yield from _halved(those, largest)


def _halved(parties: Sequence[Party], largest: int) -> Iterator[Sequence[Party]]:
    """Parts of at most *largest*, divided across where they lie furthest apart; by id if a place is not known."""
    if len(parties) <= largest:
        yield sorted(parties, key=lambda party: party.id)
        return
    ordered, middle = _in_line(parties), len(parties) // 2
    yield from _halved(ordered[:middle], largest)
    yield from _halved(ordered[middle:], largest)


def _in_line(parties: Sequence[Party]) -> Sequence[Party]:
    places = {party.id: party.place for party in parties if party.place is not None}
    if len(places) < len(parties):
        return sorted(parties, key=lambda party: party.id)
    across = [max(axis) - min(axis) for axis in zip(*places.values(), strict=True)]
    wide = across.index(max(across))
    return sorted(parties, key=lambda party: (places[party.id][wide], party.id))


def ceiling(at: Stand, room: Room, bonus: float, prices: Floats) -> float:
    """A bound on what any plan of visits gains, over blocks too.

    Every host is paid its price for all its places, and every guest fills its own with the one host that is worth most
    to it beyond that price, as if there were room for all; or the other way round, if that is less. Any *prices* will
    do, and those of the blocks do well. Ways cost nothing here, and every visit counts as one of two both ways.
    """
    shows, stuck = at.shows & (room.hosts > 0)[:, None], at.stuck & (room.visits > 0)[:, None]
    to_host, to_guest = np.split(np.maximum(prices, 0.0), 2)
    guests, hosts = np.full(len(to_guest), NEVER), np.full(len(to_host), NEVER)
    for host, guest, severity, low, high in zip(shows.T, stuck.T, at.severity.T, at.low.T, at.high.T, strict=True):
        shown, seen = severity + to_host, to_guest - severity
        guests[guest] = np.maximum(guests[guest], _most(low[guest], severity[guest], high[host], shown[host]))
        hosts[host] = np.maximum(hosts[host], _most(-high[host], -severity[host], -low[guest], seen[guest]))
    by_guest = room.hosts * to_host + room.visits * np.maximum(guests + bonus / 2, 0.0)
    by_host = room.visits * to_guest + room.hosts * np.maximum(hosts + bonus / 2, 0.0)
    return min(float(by_guest.sum()), float(by_host.sum()))


def _most(end: Floats, figure: Floats, ends: Floats, figures: Floats) -> Floats:
    """The largest difference of each *figure* to those of *figures* whose *ends* lie below its *end*."""
    order = np.argsort(ends, kind="stable")
    least = np.concatenate([[-NEVER], np.minimum.accumulate(figures[order])])
    most: Floats = figure - least[np.searchsorted(ends[order], end, side="left")]
    return most
