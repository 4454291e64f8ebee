"""From what meetings are worth to prices of taking part, and to what no plan can exceed.

Whoever pays each school its price for every place taken is left with what a meeting is worth beyond the two prices.
With any prices at all, what the places cost and what is left over in all add up to a bound on every plan (Lagrange);
with the best ones that is the value of the plan in which visits may be cut into fractions.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from speedbumps.cohort.visit_value import NEVER, Flags, Floats, Places

SWEEPS = 20
"""How often the first prices are brought nearer to each other; more makes them little better."""


class Room(NamedTuple):
    """Visits that each school can receive, and make."""

    hosts: Places
    visits: Places


class Task(NamedTuple):
    """What is to be matched. There are two roles a school: all as hosts come first, then all as guests."""

    worth: Floats
    """Of each meeting, a row a host and a column a guest; NEVER where none is possible."""
    bonus: float
    """What two that meet both ways are worth besides."""
    possible: Flags
    both: Flags
    """Possible both ways."""
    room: Places
    """Of each role; nothing where nobody could be met in it."""
    asked: Flags
    """The roles in which somebody could be met."""
    covering: Flags
    """Meetings out of which a plan can be made with as many hosts and as many guests as can be."""
    left_out: tuple[int, int]
    """How many of the asked cannot be hosts all the same, and how many cannot be guests."""

    @property
    def schools(self) -> int:
        return len(self.worth)


def task(worth: Floats, room: Room, bonus: float) -> Task:
    """What is to be matched.

    Where one plan has the most hosts and another the most guests, their meetings together hold one that has both
    (Mendelsohn and Dulmage 1958).
    """
    n = len(worth)
    able = np.where((room.hosts > 0)[:, None] & (room.visits > 0), worth, NEVER)
    possible: Flags = able > NEVER
    asked: Flags = np.concatenate([possible.any(axis=1), possible.any(axis=0)])
    places = np.where(asked, np.concatenate([room.hosts, room.visits]), 0)
    as_hosts = _flow(possible, asked[:n], places[n:])
    as_guests = _flow(possible, places[:n], asked[n:])
    hosts = int(asked[:n].sum() - as_hosts.any(axis=1).sum())
    guests = int(asked[n:].sum() - as_guests.any(axis=0).sum())
    covering = as_hosts | as_guests
    return Task(able, bonus, possible, possible & possible.T, places, asked, covering, (hosts, guests))


def _flow(possible: Flags, hosts: Places | Flags, guests: Places | Flags) -> Flags:
    """The most meetings that fit into the room of *hosts* and *guests*."""
    n = len(possible)
    schools, (host, guest) = np.arange(n), np.nonzero(possible)
    start = np.concatenate([host, np.full(n, 2 * n), n + schools])
    end = np.concatenate([n + guest, schools, np.full(n, 2 * n + 1)])
    most = np.concatenate([np.ones(len(host)), hosts, guests]).astype(np.int32)
    pipes = sparse.csr_matrix((most, (start, end)), shape=(2 * n + 2, 2 * n + 2))
    flow = maximum_flow(pipes, 2 * n, 2 * n + 1).flow[:n, n : 2 * n].toarray()
    meets: Flags = flow > 0
    return meets


class Priced(NamedTuple):
    """What follows from prices."""

    prices: Floats
    """One a role: of a place as host, then of a place as guest."""
    bound: float
    """No plan in which as many schools as can be take part is worth more."""
    one_way: Floats
    """What each meeting is worth beyond its prices."""
    mutual: Floats
    """What meeting both ways is worth beyond its prices."""
    best: Floats
    """The most that each two schools can have from each other beyond prices, in whichever way they meet."""


def priced(task: Task, prices: Floats) -> Priced:
    """What follows from the *prices*."""
    one_way = task.worth - prices[: task.schools, None] - prices[task.schools :]
    mutual = one_way + one_way.T + task.bonus
    best = np.maximum(np.maximum(one_way, one_way.T), mutual)
    left = float(np.maximum(best, 0.0).sum()) / 2
    return Priced(prices, _places(task, prices) + left, one_way, mutual, best)


def _places(task: Task, prices: Floats) -> float:
    """What all places cost at most: a school that is to take part must fill one even at a price below nothing."""
    free = np.maximum(-prices, 0.0) * task.asked
    waived = (np.sort(side)[::-1][:count].sum() for side, count in zip(np.split(free, 2), task.left_out, strict=True))
    return float((np.maximum(prices, 0.0) * task.room).sum() - free.sum() + sum(waived))


def first_prices(task: Task) -> Floats:
    """Prices to begin with: each is brought towards what the school would have to pay to be among the chosen.

    That is what lies between the last meeting for which there is room and the next, as in an auction. Half of what
    meeting both ways adds is counted for either way.
    """
    worth = task.worth + np.where(task.both, task.bonus / 2, 0.0)
    hosts, guests = (np.maximum(worth.max(axis=axis), 0.0) / 2 for axis in (1, 0))
    places = min(int(np.median(task.room[task.asked])), task.schools - 1)
    for _ in range(SWEEPS):
        hosts = (hosts + _margin(worth - guests, places)) / 2
        guests = (guests + _margin(worth.T - hosts, places)) / 2
    return np.concatenate([hosts, guests])


def _margin(worth: Floats, places: int) -> Floats:
    """In each row, the middle between the last of as many as there are *places* and the next; at least nothing."""
    around = -np.partition(-worth, [places - 1, places], axis=1)[:, places - 1 : places + 1]
    margin: Floats = np.maximum(around.mean(axis=1), 0.0)
    return margin


def foremost(figures: Floats, count: int) -> Flags:
    """Those that are among the *count* largest of their row or their column, of figures that are the same both ways."""
    if count >= len(figures):
        return figures > NEVER
    found = np.zeros(figures.shape, dtype=np.bool_)
    np.put_along_axis(found, np.argpartition(-figures, count, axis=1)[:, :count], values=True, axis=1)
    return (found | found.T) & (figures > NEVER)
