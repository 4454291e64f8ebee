"""How many schools can take part at most: a largest matching of schools in one role with the places of the others.

A matching is largest if no path leads from a school that is left out to a free place, by visits that are possible and
not in the matching and by visits that are in it, in turn (Berge 1957). What a search for such a path came by without
success leads to no free place later either, and is passed over from then on (Kuhn 1955).
"""

from typing import NamedTuple

import numpy as np

from speedbumps.cohort.visit_value import Flags, Places

NOBODY = -1
"""Stands for no school among the numbers of schools."""


def most_hosts(possible: Flags, places: Places) -> Flags:
    """Return meetings in which as many hosts as possible have one guest each.

    *possible* has a row for each host and a column for each guest, and *places* is how many hosts each guest can meet.
    """
    guest_of, free = np.full(len(possible), NOBODY, dtype=np.intp), places.copy()
    passed_over = np.zeros(len(places), dtype=np.bool_)
    for host in range(len(possible)):
        search = _Search(passed_over.copy(), np.full(len(places), NOBODY, dtype=np.intp))
        guest = _reach_free_place(possible, guest_of, free, host, search)
        if guest == NOBODY:
            passed_over = search.seen
            continue
        free[guest] -= 1
        while guest != NOBODY:
            moved = search.reached_by[guest]
            guest_of[moved], guest = guest, guest_of[moved]
    meets = np.zeros_like(possible)
    hosts = np.flatnonzero(guest_of != NOBODY)
    meets[hosts, guest_of[hosts]] = True
    return meets


class _Search(NamedTuple):
    """What a search has come by so far."""

    seen: Flags
    """Guests."""
    reached_by: Places
    """The host from which each guest was reached."""


def _reach_free_place(possible: Flags, guest_of: Places, free: Places, host: int, search: _Search) -> int:
    """Return the guest with a free place to which the shortest path from *host* leads; NOBODY if there is none."""
    hosts = np.array([host])
    while len(hosts):
        steps = possible[hosts] & ~search.seen
        guests = np.flatnonzero(steps.any(axis=0))
        search.seen[guests] = True
        search.reached_by[guests] = hosts[steps[:, guests].argmax(axis=0)]
        if free[guests].max(initial=0) > 0:
            return int(guests[free[guests].argmax()])
        hosts = np.flatnonzero(np.isin(guest_of, guests))
    return NOBODY
