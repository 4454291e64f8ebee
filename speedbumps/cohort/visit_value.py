"""Who could show what to whom, and what each visit would be worth, from the severities of facets."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

NEAR = 0.1
"""Points that a kilometre of distance costs: of two equal hosts, the nearer one is chosen. Ours; no study sets it."""

FAREST = 20.0
"""The most points that the distance costs: 200 kilometres or more."""

NEVER = -np.inf
"""The worth of a meeting that is not possible."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


class FacetSeverity(NamedTuple):
    """The severity of a facet in a school, from 0 to 100, with its interval of 95 per cent."""

    severity: float
    low: float
    high: float


class Participant(NamedTuple):
    """A school that agreed to take part."""

    id: str
    heights: Mapping[str, FacetSeverity]
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


class FacetOffer(NamedTuple):
    """A facet that a school could show."""

    facet: str
    basis: Literal["clear", "lowest"]
    """clear: it is no bump there. lowest: nothing is clear, and this is the lowest of its bumps."""


def rank_offers(party: Participant, bump_from: float, *, clear_below: float | None = None) -> tuple[FacetOffer, ...]:
    """Return what *party* could show, the clearest first; every school with any figure has something to show.

    Facets that the school named itself come first; then those below *clear_below*, the top of the lowest band; then
    those with the lower severity; then the order of its facets counts.
    """
    clear = [name for name, height in party.heights.items() if height.severity < bump_from]
    if not clear:
        lowest = min(party.heights, key=lambda name: party.heights[name].severity, default=None)
        return () if lowest is None else (FacetOffer(lowest, "lowest"),)
    top = bump_from if clear_below is None else clear_below
    clear.sort(key=lambda name: (not _ready(party, name), party.heights[name].severity >= top, _severity(party, name)))
    return tuple(FacetOffer(name, "clear") for name in clear)


def _ready(party: Participant, facet: str) -> bool:
    """Return whether *party* is ready to show *facet*."""
    return party.offers is None or facet in party.offers


def _severity(party: Participant, facet: str) -> float:
    """Return the severity of *facet* in *party*."""
    return party.heights[facet].severity


class FacetFigures(NamedTuple):
    """The figures of all schools, with a row for each school and a column for each facet; NaN where there is none."""

    severity: Floats
    low: Floats
    high: Floats
    stuck: Flags
    """Whether the facet is a bump there."""
    shows: Flags
    """Whether the facet is clear there, and the school is ready to show it."""


def facet_figures(parties: Sequence[Participant], facets: Sequence[str], bump_from: float) -> FacetFigures:
    """Return the figures of *parties* on *facets*."""
    nothing = FacetSeverity(np.nan, np.nan, np.nan)
    held = [[party.heights.get(name, nothing) for name in facets] for party in parties]
    figures = np.array(held, dtype=np.float64).reshape(len(parties), len(facets), 3)
    ready = np.array([[_ready(party, name) for name in facets] for party in parties], dtype=np.bool_)
    severity, low, high = figures[:, :, 0], figures[:, :, 1], figures[:, :, 2]
    return FacetFigures(
        severity, low, high, severity >= bump_from, (severity < bump_from) & ready.reshape(severity.shape)
    )


class PossibleVisits(NamedTuple):
    """All visits that are possible, with a row for each host and a column for each guest."""

    points: Floats
    """The guest's severity minus the host's, on the facet where that is largest; NEVER where no visit is possible."""
    facet: NDArray[np.int16]
    """The place of that facet; the first of several equal ones."""


def possible_visits(at: FacetFigures) -> PossibleVisits:
    """Return what each school could show each other one.

    A facet can be shown where it is clear, to a school where it is a bump, if their intervals do not overlap.
    """
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
    return PossibleVisits(points, chosen)


def distance_costs(parties: Sequence[Participant]) -> Floats:
    """Return what the distance between each two schools costs, in points; 0 where a place is not known."""
    places = np.array([party.place or (np.nan, np.nan) for party in parties], dtype=np.float64).reshape(-1, 2)
    east, north = (axis[:, None] - axis for axis in places.T)
    cost: Floats = np.minimum(NEAR * np.hypot(east, north), FAREST)
    return np.nan_to_num(cost, nan=0.0)


def distance_cost(kilometres: float | None) -> float:
    """Return what one distance costs, in points."""
    return 0.0 if kilometres is None else min(NEAR * kilometres, FAREST)
