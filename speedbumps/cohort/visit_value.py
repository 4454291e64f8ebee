"""From schools' heights to who could show what to whom, and what that would be worth."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

NEAR = 0.1
"""Points that a kilometre of way costs: of two hosts alike, the nearer one is chosen. Ours; no study sets it."""

FAREST = 20.0
"""Points that the way costs at most: 200 kilometres or more."""

NEVER = -np.inf
"""What a meeting is worth that cannot be."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


class Height(NamedTuple):
    """How high a facet is in a school, from 0 to 100, and its interval of 95 per cent."""

    severity: float
    low: float
    high: float


class Party(NamedTuple):
    """A school that agreed to take part."""

    id: str
    heights: Mapping[str, Height]
    """The facets that have a score that may be shown, and an interval."""
    offers: frozenset[str] | None = None
    """The facets that it is ready to show; None for whatever turns out to be clear."""
    hosts: int = 2
    """Visits that it can receive."""
    visits: int = 2
    """Visits that it can make."""
    place: tuple[float, float] | None = None
    """Kilometres east and north."""
    area: str | None = None


class Offer(NamedTuple):
    """What a school could show."""

    facet: str
    basis: Literal["clear", "lowest"]
    """clear: it is no bump there. lowest: nothing is clear, and this is the least of its bumps."""


def offers(party: Party, bump_from: float, *, clear_below: float | None = None) -> tuple[Offer, ...]:
    """What *party* could show, the clearest first; every school with any height has something.

    What lies below *clear_below*, the top of the lowest band, comes before the rest, and what the school named itself
    before what it did not; then the lower severity, and the order of its heights.
    """
    clear = [name for name, height in party.heights.items() if height.severity < bump_from]
    if not clear:
        lowest = min(party.heights, key=lambda name: party.heights[name].severity, default=None)
        return () if lowest is None else (Offer(lowest, "lowest"),)
    top = bump_from if clear_below is None else clear_below
    clear.sort(key=lambda name: (not _ready(party, name), party.heights[name].severity >= top, _severity(party, name)))
    return tuple(Offer(name, "clear") for name in clear)


def _ready(party: Party, facet: str) -> bool:
    return party.offers is None or facet in party.offers


def _severity(party: Party, facet: str) -> float:
    return party.heights[facet].severity


class Stand(NamedTuple):
    """Where schools stand: for each figure a row a school and a column a facet; not a number where there is none."""

    severity: Floats
    low: Floats
    high: Floats
    stuck: Flags
    """It is a bump there."""
    shows: Flags
    """It is clear there, and ready to be visited about it."""


def stand(parties: Sequence[Party], facets: Sequence[str], bump_from: float) -> Stand:
    """Where the *parties* stand on the *facets*."""
    nothing = Height(np.nan, np.nan, np.nan)
    held = [[party.heights.get(name, nothing) for name in facets] for party in parties]
    figures = np.array(held, dtype=np.float64).reshape(len(parties), len(facets), 3)
    ready = np.array([[_ready(party, name) for name in facets] for party in parties], dtype=np.bool_)
    severity, low, high = figures[:, :, 0], figures[:, :, 1], figures[:, :, 2]
    return Stand(severity, low, high, severity >= bump_from, (severity < bump_from) & ready.reshape(severity.shape))


class Meetings(NamedTuple):
    """All visits that could be: a row a host, a column a guest."""

    points: Floats
    """The guest's severity less the host's, on the facet where that is most; NEVER where no visit is possible."""
    facet: NDArray[np.int16]
    """The place of that facet; the first of several alike."""


def meetings(at: Stand) -> Meetings:
    """What each school could show each other one: it is clear where the other is stuck, and their intervals apart."""
    schools, facets = at.severity.shape
    points = np.full((schools, schools), NEVER)
    chosen = np.zeros((schools, schools), dtype=np.int16)
    for facet in range(facets):
        hosts, guests = np.flatnonzero(at.shows[:, facet]), np.flatnonzero(at.stuck[:, facet])
        apart = at.high[hosts, facet][:, None] < at.low[guests, facet]
        more = at.severity[guests, facet] - at.severity[hosts, facet][:, None]
        block = np.ix_(hosts, guests)
        better = apart & (more > points[block])
        points[block] = np.where(better, more, points[block])
        chosen[block] = np.where(better, facet, chosen[block])
    return Meetings(points, chosen)


def ways(parties: Sequence[Party]) -> Floats:
    """What the way between each two schools costs, in points; nothing where a place is not known."""
    places = np.array([party.place or (np.nan, np.nan) for party in parties], dtype=np.float64).reshape(-1, 2)
    east, north = (axis[:, None] - axis for axis in places.T)
    cost: Floats = np.minimum(NEAR * np.hypot(east, north), FAREST)
    return np.nan_to_num(cost, nan=0.0)


def way(kilometres: float | None) -> float:
    """What one way costs, in points."""
    return 0.0 if kilometres is None else min(NEAR * kilometres, FAREST)
