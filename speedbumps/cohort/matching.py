"""From what meetings are worth to the best plan of them, exactly.

First as many schools as can be take part as hosts, and as many as guests; among such plans, the one worth most. The
plan with fractions is found by column generation: it is solved with few meetings, its prices say which others would
pay, and these are added until none does. Then a plan in whole visits is sought among the meetings that those prices
do not rule out (reduced-cost fixing), so that what is found is the best of all, or the bound says how far it may be
from it.
"""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from speedbumps.cohort.column_generation import Priced, Room, Task, first_prices, foremost, priced, task
from speedbumps.cohort.visit_value import Flags, Floats, Places

CANDIDATES = 20
"""Meetings a school that are looked at first, and that are added in a round."""

ROUNDS = 40
"""Rounds of column generation at most; about five are needed."""

CLOSE = 0.5
"""Points between a plan with fractions and its bound at which prices are good enough."""

MARGIN = 4.0
"""Points below paying at which meetings are added all the same: prices move by about so much."""

POOR = 8.0
"""Points below paying at which meetings are left out again."""

WITHIN = 1.5
"""Points below the bound within which a plan in whole visits is sought first."""

MIXES = (0.1, 0.2, 0.35, 0.5, 0.7)
"""Shares of the best prices so far that are mixed with the newest, which jump from corner to corner without it."""

NODES = 2_000
"""Branches after which the search ends with what it has, so that it ends alike on every machine."""

PATIENCE = 120.0
"""Seconds after which it ends in any case."""

SIMPLEX = "highs-ds"
"""The method that always ends in a corner: in whole visits, where no meeting both ways counts."""

TINY = 1e-6
"""What counts as nothing: the tolerance of the solver."""

SOLVED, IMPOSSIBLE = 0, 2
"""What SciPy's milp says of its end."""


class Matching(NamedTuple):
    """Who meets whom."""

    meets: Flags
    """A row a host, a column a guest."""
    bound: float
    """No plan in which as many schools take part is worth more."""
    prices: Floats
    """Of a place as each host, then as each guest: what others would gain by it."""


def match(worth: Floats, room: Room, bonus: float, *, patience: float = PATIENCE) -> Matching:
    """The best plan: *worth* is NEVER where no visit is possible, *bonus* is for two that meet both ways."""
    posed = task(worth, room, bonus)
    if not posed.possible.any():
        return Matching(posed.possible, 0.0, np.zeros(2 * posed.schools))
    best, looked_at = _relaxed(posed)
    return _whole(posed, best, looked_at, patience)


class Columns(NamedTuple):
    """Meetings to choose among: one way, then both ways at once."""

    hosts: Places
    guests: Places
    ones: Places
    others: Places


def _columns(task: Task, one_way: Flags, mutual: Flags) -> Columns:
    return Columns(*np.nonzero(one_way & task.possible), *np.nonzero(np.triu(mutual & task.both)))


class Program(NamedTuple):
    """A linear program: the columns, then room that stays free, then schools that are left out."""

    worth: Floats
    places: sparse.csr_array
    """Of each role: places taken, places free and being left out make up its room."""
    limits: sparse.csr_array
    """Two schools meet once, one way or both ways; no more are left out than must be."""
    most: Floats
    """What limits may add up to."""
    upper: Floats


def _program(task: Task, columns: Columns) -> Program:
    n, roles = task.schools, 2 * task.schools
    one_way, mutual = len(columns.hosts), len(columns.ones)
    value = task.worth[columns.ones, columns.others] + task.worth[columns.others, columns.ones] + task.bonus
    worth = np.concatenate([task.worth[columns.hosts, columns.guests], value, np.zeros(2 * roles)])
    role = np.concatenate([columns.hosts, n + columns.guests, *_both(columns, n)])
    column = np.concatenate([*[np.arange(one_way)] * 2, *[one_way + np.arange(mutual)] * 4])
    taken = sparse.csr_array((np.ones(len(role)), (role, column)), shape=(roles, one_way + mutual))
    places = sparse.hstack([taken, sparse.eye_array(roles), sparse.eye_array(roles)], format="csr")
    once = _once(columns, n)
    left_out = sparse.csr_array(np.kron(np.eye(2), np.ones(n)))
    limits = sparse.block_array(
        [[once, None], [None, sparse.hstack([sparse.csr_array((2, roles)), left_out])]], format="csr"
    )
    most = np.concatenate([np.ones(once.shape[0]), np.array(task.left_out, dtype=np.float64)])
    waived = task.asked * np.repeat(np.minimum(task.left_out, 1), n)
    upper = np.concatenate([np.ones(one_way + mutual), task.room - task.asked, waived])
    return Program(worth, places, limits, most, upper)


def _both(columns: Columns, n: int) -> tuple[Places, Places, Places, Places]:
    """The four roles of two that meet both ways."""
    return columns.ones, columns.others, n + columns.ones, n + columns.others


def _once(columns: Columns, n: int) -> sparse.csr_array:
    """A row for each two schools that may meet both ways at once: then they do not meet one way besides."""
    low = np.concatenate([np.minimum(columns.hosts, columns.guests), columns.ones])
    high = np.concatenate([np.maximum(columns.hosts, columns.guests), columns.others])
    names, pair = np.unique(low * n + high, return_inverse=True)
    rows = sparse.csr_array((np.ones(len(pair)), (pair, np.arange(len(pair)))), shape=(len(names), len(pair)))
    return rows[np.unique(pair[len(columns.hosts) :])]


def _relaxed(task: Task) -> tuple[Priced, Flags]:
    """The best prices that were found, and meetings among which there is a plan that fits."""
    best = priced(task, first_prices(task))
    looked_at = foremost(best.best, CANDIDATES) | task.covering | task.covering.T
    for _ in range(ROUNDS):
        columns = _columns(task, looked_at, looked_at)
        value, prices, taken = _fractions(task, columns)
        newest = priced(task, prices)
        mixed = _mixed(task, prices, best.prices)
        best = min(chain((best, newest), mixed), key=lambda each: each.bound)
        if best.bound - value < CLOSE:
            break
        paying = np.maximum(newest.best, best.best)
        added = (paying > -MARGIN) & foremost(paying, CANDIDATES)
        looked_at = (looked_at & (newest.best > -POOR)) | _meets(task, columns, taken > TINY / 1e3) | added
        looked_at |= looked_at.T
    return best, looked_at


def _mixed(task: Task, newest: Floats, best: Floats) -> Iterator[Priced]:
    """What follows from mixtures of the *newest* prices with the *best* so far; one at a time, for each is large."""
    return (priced(task, share * best + (1 - share) * newest) for share in MIXES)


def _fractions(task: Task, columns: Columns, method: str = "highs-ipm") -> tuple[float, Floats, Floats]:
    """The value of the best plan with fractions, its prices, and how much of each column is taken.

    The interior point method takes a third of the simplex method's time with 2,000 schools; it may give up.
    """
    program = _program(task, columns)
    found = linprog(
        -program.worth,
        A_eq=program.places,
        b_eq=task.room,
        A_ub=program.limits,
        b_ub=program.most,
        bounds=np.stack([np.zeros(len(program.upper)), program.upper], axis=1),
        method=method,
    )
    if not found.success and method != SIMPLEX:
        return _fractions(task, columns, SIMPLEX)
    return -found.fun, -found.eqlin.marginals, found.x[: -4 * task.schools]


def _meets(task: Task, columns: Columns, taken: Flags) -> Flags:
    """Who meets whom, of the columns *taken*."""
    meets = np.zeros((task.schools, task.schools), dtype=np.bool_)
    one_way, mutual = np.split(taken, [len(columns.hosts)])
    meets[columns.hosts[one_way], columns.guests[one_way]] = True
    meets[columns.ones[mutual], columns.others[mutual]] = True
    meets[columns.others[mutual], columns.ones[mutual]] = True
    return meets


class Attempt(NamedTuple):
    """What was found in whole visits among some columns."""

    meets: Flags | None
    worth: float
    bound: float
    """Among these columns, no plan is worth more."""
    ended: bool
    """It was cut short."""


NOTHING = Attempt(None, -np.inf, np.inf, ended=False)


def _whole(task: Task, best: Priced, looked_at: Flags, patience: float) -> Matching:
    """The best plan in whole visits.

    A plan with a meeting that is worth less than prices by more than *within* is that much below the bound.
    """
    left, bound, within = np.maximum(best.best, 0.0), best.bound, WITHIN
    held = NOTHING
    while True:
        columns = _columns(task, left - best.one_way <= within, left - best.mutual <= within)
        found = _attempt(task, columns, patience)
        bound = min(bound, max(found.bound, best.bound - within))
        held = max(held, found, key=lambda each: each.worth)
        if found.ended or best.bound - held.worth <= within:
            break
        within = 2 * within if held.meets is None else 1.01 * (best.bound - held.worth) + TINY
    meets = _plain(task, looked_at) if held.meets is None else held.meets
    return Matching(meets, bound, best.prices)


def _attempt(task: Task, columns: Columns, patience: float) -> Attempt:
    program = _program(task, columns)
    whole = len(program.worth) - 4 * task.schools
    found = milp(
        -program.worth,
        integrality=np.arange(len(program.worth)) < whole,
        bounds=Bounds(0, program.upper),
        constraints=[
            LinearConstraint(program.places, task.room, task.room),
            LinearConstraint(program.limits, -np.inf, program.most),
        ],
        options={"mip_rel_gap": 0.0, "node_limit": NODES, "time_limit": patience},
    )
    ended = found.status not in (SOLVED, IMPOSSIBLE)
    if found.x is None:
        return Attempt(None, -np.inf, np.inf if ended else -np.inf, ended)
    meets = _meets(task, columns, found.x[:whole] > 0.5)  # noqa: PLR2004 - the middle between no and yes
    return Attempt(meets, -found.fun, -found.mip_dual_bound, ended)


def _plain(task: Task, looked_at: Flags) -> Flags:
    """A plan that counts no meeting both ways: its best plan with fractions has none (it is a flow)."""
    columns = _columns(task, looked_at, np.zeros_like(looked_at))
    _, _, taken = _fractions(task, columns, SIMPLEX)
    return _meets(task, columns, taken > 0.5)  # noqa: PLR2004 - the middle between no and yes
