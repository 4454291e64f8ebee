"""Divide a cohort that is too large for one plan of visits into blocks of near schools, and bound any plan's gain."""

from collections.abc import Iterator, Sequence

import numpy as np

from speedbumps.cohort.column_generation import VisitCapacity
from speedbumps.cohort.visit_value import NEVER, FacetFigures, Floats, Participant

LARGEST = 2_000
"""Schools for which one plan is made: that takes half a minute, and memory grows with the square of their number."""


def split_by_area(parties: Sequence[Participant], largest: int = LARGEST) -> Iterator[Sequence[Participant]]:
    """Yield *parties* in one block, or by area if they are more than *largest*; still larger areas are halved."""
    if len(parties) <= largest:
        yield parties
        return
    areas: dict[str, list[Participant]] = {}
    for party in parties:
        areas.setdefault(party.area or "", []).append(party)
    for _, those in sorted(areas.items()):
        yield from _halve(those, largest)


def _halve(parties: Sequence[Participant], largest: int) -> Iterator[Sequence[Participant]]:
    """Yield parts of at most *largest*, split where places are furthest apart; by id if a place is not known."""
    if len(parties) <= largest:
        yield sorted(parties, key=lambda party: party.id)
        return
    ordered, middle = _sort_along_widest(parties), len(parties) // 2
    yield from _halve(ordered[:middle], largest)
    yield from _halve(ordered[middle:], largest)


def _sort_along_widest(parties: Sequence[Participant]) -> Sequence[Participant]:
    """Return *parties* sorted along the axis on which they are spread most; by id if a place is not known."""
    places = {party.id: party.place for party in parties if party.place is not None}
    if len(places) < len(parties):
        return sorted(parties, key=lambda party: party.id)
    across = [max(axis) - min(axis) for axis in zip(*places.values(), strict=True)]
    wide = across.index(max(across))
    return sorted(parties, key=lambda party: (places[party.id][wide], party.id))


def gain_bound(at: FacetFigures, room: VisitCapacity, bonus: float, prices: Floats) -> float:
    """Return an upper bound on the gain of any plan of visits, also between blocks.

    Every host is paid its price for all its places, and every guest fills its own with the one host that is worth most
    to it beyond that price, as if there were room for all; or the other way round, if that gives less. The bound holds
    for any *prices*; those of the blocks make it tight. Distance costs nothing here, and every visit counts as one of
    two mutual ones.
    """
    shows, stuck = at.shows & (room.hosts > 0)[:, None], at.stuck & (room.visits > 0)[:, None]
    to_host, to_guest = np.split(np.maximum(prices, 0.0), 2)
    guests, hosts = np.full(len(to_guest), NEVER), np.full(len(to_host), NEVER)
    for host, guest, severity, low, high in zip(shows.T, stuck.T, at.severity.T, at.low.T, at.high.T, strict=True):
        shown, seen = severity + to_host, to_guest - severity
        guests[guest] = np.maximum(
            guests[guest], _largest_differences(low[guest], severity[guest], high[host], shown[host])
        )
        hosts[host] = np.maximum(
            hosts[host], _largest_differences(-high[host], -severity[host], -low[guest], seen[guest])
        )
    by_guest = room.hosts * to_host + room.visits * np.maximum(guests + bonus / 2, 0.0)
    by_host = room.visits * to_guest + room.hosts * np.maximum(hosts + bonus / 2, 0.0)
    return min(float(by_guest.sum()), float(by_host.sum()))


def _largest_differences(end: Floats, figure: Floats, ends: Floats, figures: Floats) -> Floats:
    """Return the largest difference of each *figure* to those of *figures* whose *ends* lie below its *end*."""
    order = np.argsort(ends, kind="stable")
    least = np.concatenate([[-NEVER], np.minimum.accumulate(figures[order])])
    most: Floats = figure - least[np.searchsorted(ends[order], end, side="left")]
    return most
