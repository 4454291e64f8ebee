"""From the worth of meetings to prices of taking part, and to a bound that no plan can exceed.

Suppose each school is paid its price for every place that is taken. What remains is the worth of a meeting beyond the
two prices. With any prices at all, the cost of the places and what remains in all add up to an upper bound for every
plan (Lagrangian relaxation); with the best prices the bound is the value of the plan in which visits may be fractions.
"""

from typing import NamedTuple

import numpy as np

from speedbumps.cohort.participation import most_hosts
from speedbumps.cohort.visit_value import NEVER, Flags, Floats, Places

SWEEPS = 20
"""How often the first prices are improved; more sweeps hardly make them better."""


class VisitCapacity(NamedTuple):
    """The visits that each school can receive, and make."""

    hosts: Places
    visits: Places


class MatchingProblem(NamedTuple):
    """A matching problem. Each school has two roles: all schools as hosts come first, then all as guests."""

    worth: Floats
    """The worth of each meeting, with a row for each host and a column for each guest; NEVER where none is possible."""
    bonus: float
    """What a pair that meets both ways is worth in addition."""
    possible: Flags
    both: Flags
    """Meetings that are possible both ways."""
    room: Places
    """The capacity of each role; 0 where nobody could be met in it."""
    asked: Flags
    """The roles in which somebody could be met."""
    covering: Flags
    """Meetings that contain a plan with as many hosts and as many guests as possible."""
    left_out: tuple[int, int]
    """How many of the roles in *asked* cannot take part all the same, as hosts and as guests."""

    @property
    def schools(self) -> int:
        return len(self.worth)


def matching_problem(worth: Floats, room: VisitCapacity, bonus: float) -> MatchingProblem:
    """Return the matching problem.

    Where one plan has the most hosts and another the most guests, their meetings together contain one that has both
    (Mendelsohn and Dulmage 1958).
    """
    n = len(worth)
    able = np.where((room.hosts > 0)[:, None] & (room.visits > 0), worth, NEVER)
    possible: Flags = able > NEVER
    asked: Flags = np.concatenate([possible.any(axis=1), possible.any(axis=0)])
    places = np.where(asked, np.concatenate([room.hosts, room.visits]), 0)
    as_hosts = most_hosts(possible, places[n:])
    as_guests = most_hosts(possible.T, places[:n]).T
    hosts = int(asked[:n].sum() - as_hosts.any(axis=1).sum())
    guests = int(asked[n:].sum() - as_guests.any(axis=0).sum())
    covering = as_hosts | as_guests
    return MatchingProblem(able, bonus, possible, possible & possible.T, places, asked, covering, (hosts, guests))


class PricedMeetings(NamedTuple):
    """What follows from prices."""

    prices: Floats
    """A price for each role: of a place as host, then of a place as guest."""
    bound: float
    """An upper bound on the worth of plans in which as many schools as possible take part."""
    one_way: Floats
    """The worth of each meeting beyond its prices."""
    mutual: Floats
    """The worth of meeting both ways beyond its prices."""
    best: Floats
    """The most that each pair of schools can gain beyond prices, in whichever way they meet."""


def price_meetings(problem: MatchingProblem, prices: Floats) -> PricedMeetings:
    """Return what follows from *prices*."""
    one_way = problem.worth - prices[: problem.schools, None] - prices[problem.schools :]
    mutual = one_way + one_way.T + problem.bonus
    best = np.maximum(np.maximum(one_way, one_way.T), mutual)
    left = float(np.maximum(best, 0.0).sum()) / 2
    return PricedMeetings(prices, _cost_of_places(problem, prices) + left, one_way, mutual, best)


def _cost_of_places(problem: MatchingProblem, prices: Floats) -> float:
    """Return the most that all places cost: a school that has to take part fills one even at a negative price."""
    free = np.maximum(-prices, 0.0) * problem.asked
    waived = (
        np.sort(side)[::-1][:count].sum() for side, count in zip(np.split(free, 2), problem.left_out, strict=True)
    )
    return float((np.maximum(prices, 0.0) * problem.room).sum() - free.sum() + sum(waived))


def first_prices(problem: MatchingProblem) -> Floats:
    """Return prices to start with, each moved towards what the school would have to pay to be chosen.

    That is between the worth of the last meeting for which there is room and that of the next, as in an auction. Half
    of the bonus for meeting both ways is counted for each way.
    """
    worth = problem.worth + np.where(problem.both, problem.bonus / 2, 0.0)
    hosts, guests = (np.maximum(worth.max(axis=axis), 0.0) / 2 for axis in (1, 0))
    places = min(int(np.median(problem.room[problem.asked])), problem.schools - 1)
    for _ in range(SWEEPS):
        hosts = (hosts + _margin(worth - guests, places)) / 2
        guests = (guests + _margin(worth.T - hosts, places)) / 2
    return np.concatenate([hosts, guests])


def _margin(worth: Floats, places: int) -> Floats:
    """Return for each row the mean of the last value within *places* and the next one; at least 0."""
    around = -np.partition(-worth, [places - 1, places], axis=1)[:, places - 1 : places + 1]
    margin: Floats = np.maximum(around.mean(axis=1), 0.0)
    return margin


def foremost(figures: Floats, count: int) -> Flags:
    """Return which of the symmetric *figures* are among the *count* largest of their row or column."""
    if count >= len(figures):
        return figures > NEVER
    found = np.zeros(figures.shape, dtype=np.bool_)
    np.put_along_axis(found, np.argpartition(-figures, count, axis=1)[:, :count], values=True, axis=1)
    return (found | found.T) & (figures > NEVER)
