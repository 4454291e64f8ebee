"""From the worth of meetings to the best plan, exactly.

First, as many schools as possible take part as hosts, and as many as possible as guests; among such plans, the one
worth most is sought. The plan with fractions is found by column generation: it is solved with few meetings, its prices
show which others would pay, and these are added until none does. Then a plan in whole visits is sought among the
meetings that those prices do not rule out (reduced-cost fixing), so that the result is the best of all, or the bound
says how far it may be from it.
"""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from speedbumps.cohort.column_generation import (
    MatchingProblem,
    PricedMeetings,
    VisitCapacity,
    first_prices,
    foremost,
    matching_problem,
    price_meetings,
)
from speedbumps.cohort.visit_value import Flags, Floats, Places

CANDIDATES = 20
"""Meetings of each school that are considered first, and that are added in a round."""

ROUNDS = 40
"""The most rounds of column generation; about five are needed."""

CLOSE = 0.5
"""Points between a plan with fractions and its bound at which prices are good enough."""

MARGIN = 4.0
"""Points below paying up to which meetings are added all the same: prices move by about that much."""

POOR = 8.0
"""Points below paying from which meetings are dropped again."""

WITHIN = 1.5
"""Points below the bound within which a plan in whole visits is sought first."""

MIXES = (0.1, 0.2, 0.35, 0.5, 0.7)
"""Weights of the best prices so far in mixtures with the newest prices, which jump between corners without that."""

NODES = 2_000
"""Branches after which the search stops with what it has, so that it stops alike on every machine."""

PATIENCE = 120.0
"""Seconds after which the search stops in any case."""

SIMPLEX = "highs-ds"
"""The method that always ends in a corner: in whole visits, where no mutual meeting counts."""

TINY = 1e-6
"""What counts as zero: the tolerance of the solver."""

SOLVED, IMPOSSIBLE = 0, 2
"""Two of the statuses with which SciPy's milp ends."""


class Matching(NamedTuple):
    """Who meets whom."""

    meets: Flags
    """A row for each host, a column for each guest."""
    bound: float
    """An upper bound on the worth of plans with as many hosts and guests as this one."""
    prices: Floats
    """The price of a place as each host, then as each guest: what others would gain by it."""


def match(worth: Floats, room: VisitCapacity, bonus: float, *, patience: float = PATIENCE) -> Matching:
    """Return the best plan.

    *worth* is NEVER where no visit is possible; *bonus* is added for each pair that meets both ways.
    """
    posed = matching_problem(worth, room, bonus)
    if not posed.possible.any():
        return Matching(posed.possible, 0.0, np.zeros(2 * posed.schools))
    best, looked_at = _solve_relaxation(posed)
    return _best_whole_plan(posed, best, looked_at, patience)


class Columns(NamedTuple):
    """Meetings to choose among: one way, then both ways at once."""

    hosts: Places
    guests: Places
    ones: Places
    others: Places


def _possible_columns(problem: MatchingProblem, one_way: Flags, mutual: Flags) -> Columns:
    """Return the columns of those meetings that are possible."""
    return Columns(*np.nonzero(one_way & problem.possible), *np.nonzero(np.triu(mutual & problem.both)))


class LinearProgram(NamedTuple):
    """A linear program: the columns, followed by capacity that stays free, and by schools that are left out."""

    worth: Floats
    places: sparse.csr_array
    """For each role: places taken, places free and being left out add up to its capacity."""
    limits: sparse.csr_array
    """Two schools meet once, one way or both ways; no more schools are left out than necessary."""
    most: Floats
    """What the limits may add up to."""
    upper: Floats


def _program(problem: MatchingProblem, columns: Columns) -> LinearProgram:
    """Return the linear program of the *columns*."""
    n, roles = problem.schools, 2 * problem.schools
    one_way, mutual = len(columns.hosts), len(columns.ones)
    value = problem.worth[columns.ones, columns.others] + problem.worth[columns.others, columns.ones] + problem.bonus
    worth = np.concatenate([problem.worth[columns.hosts, columns.guests], value, np.zeros(2 * roles)])
    role = np.concatenate([columns.hosts, n + columns.guests, *_mutual_roles(columns, n)])
    column = np.concatenate([*[np.arange(one_way)] * 2, *[one_way + np.arange(mutual)] * 4])
    taken = sparse.csr_array((np.ones(len(role)), (role, column)), shape=(roles, one_way + mutual))
    places = sparse.hstack([taken, sparse.eye_array(roles), sparse.eye_array(roles)], format="csr")
    once = _meet_once(columns, n)
    left_out = sparse.csr_array(np.kron(np.eye(2), np.ones(n)))
    limits = sparse.block_array(
        [[once, None], [None, sparse.hstack([sparse.csr_array((2, roles)), left_out])]], format="csr"
    )
    most = np.concatenate([np.ones(once.shape[0]), np.array(problem.left_out, dtype=np.float64)])
    waived = problem.asked * np.repeat(np.minimum(problem.left_out, 1), n)
    upper = np.concatenate([np.ones(one_way + mutual), problem.room - problem.asked, waived])
    return LinearProgram(worth, places, limits, most, upper)


def _mutual_roles(columns: Columns, n: int) -> tuple[Places, Places, Places, Places]:
    """Return the four roles of each pair that meets both ways."""
    return columns.ones, columns.others, n + columns.ones, n + columns.others


def _meet_once(columns: Columns, n: int) -> sparse.csr_array:
    """Return a row for each pair of schools that may meet both ways: then they do not meet one way besides."""
    low = np.concatenate([np.minimum(columns.hosts, columns.guests), columns.ones])
    high = np.concatenate([np.maximum(columns.hosts, columns.guests), columns.others])
    names, pair = np.unique(low * n + high, return_inverse=True)
    rows = sparse.csr_array((np.ones(len(pair)), (pair, np.arange(len(pair)))), shape=(len(names), len(pair)))
    return rows[np.unique(pair[len(columns.hosts) :])]


def _solve_relaxation(problem: MatchingProblem) -> tuple[PricedMeetings, Flags]:
    """Return the best prices that were found, and meetings that contain a plan that fits."""
    best = price_meetings(problem, first_prices(problem))
    looked_at = foremost(best.best, CANDIDATES) | problem.covering | problem.covering.T
    for _ in range(ROUNDS):
        columns = _possible_columns(problem, looked_at, looked_at)
        value, prices, taken = _fractional_plan(problem, columns)
        newest = price_meetings(problem, prices)
        mixed = _mixtures(problem, prices, best.prices)
        best = min(chain((best, newest), mixed), key=lambda each: each.bound)
        if best.bound - value < CLOSE:
            break
        paying = np.maximum(newest.best, best.best)
        added = (paying > -MARGIN) & foremost(paying, CANDIDATES)
        looked_at = (looked_at & (newest.best > -POOR)) | _meeting_matrix(problem, columns, taken > TINY / 1e3) | added
        looked_at |= looked_at.T
    return best, looked_at


def _mixtures(problem: MatchingProblem, newest: Floats, best: Floats) -> Iterator[PricedMeetings]:
    """Yield what follows from mixtures of the *newest* and the *best* prices, one at a time because each is large."""
    return (price_meetings(problem, share * best + (1 - share) * newest) for share in MIXES)


def _fractional_plan(
    problem: MatchingProblem, columns: Columns, method: str = "highs-ipm"
) -> tuple[float, Floats, Floats]:
    """Return the value of the best plan with fractions, its prices, and how much of each column is taken.

    The interior point method takes a third of the simplex method's time with 2,000 schools; it may give up.
    """
    program = _program(problem, columns)
    found = linprog(
        -program.worth,
        A_eq=program.places,
        b_eq=problem.room,
        A_ub=program.limits,
        b_ub=program.most,
        bounds=np.stack([np.zeros(len(program.upper)), program.upper], axis=1),
        method=method,
    )
    if not found.success and method != SIMPLEX:
        return _fractional_plan(problem, columns, SIMPLEX)
    return -found.fun, -found.eqlin.marginals, found.x[: -4 * problem.schools]


def _meeting_matrix(problem: MatchingProblem, columns: Columns, taken: Flags) -> Flags:
    """Return who meets whom, given which columns are *taken*."""
    meets = np.zeros((problem.schools, problem.schools), dtype=np.bool_)
    one_way, mutual = np.split(taken, [len(columns.hosts)])
    meets[columns.hosts[one_way], columns.guests[one_way]] = True
    meets[columns.ones[mutual], columns.others[mutual]] = True
    meets[columns.others[mutual], columns.ones[mutual]] = True
    return meets


class Attempt(NamedTuple):
    """The result of a search in whole visits among some columns."""

    meets: Flags | None
    worth: float
    bound: float
    """An upper bound on the worth of plans among these columns."""
    ended: bool
    """Whether the search was cut short."""


NOTHING = Attempt(None, -np.inf, np.inf, ended=False)


def _best_whole_plan(problem: MatchingProblem, best: PricedMeetings, looked_at: Flags, patience: float) -> Matching:
    """Return the best plan in whole visits.

    A plan with a meeting that is worth less than its prices by more than *within* is that much below the bound.
    """
    left, bound, within = np.maximum(best.best, 0.0), best.bound, WITHIN
    held = NOTHING
    while True:
        columns = _possible_columns(problem, left - best.one_way <= within, left - best.mutual <= within)
        found = _search_whole_plan(problem, columns, patience)
        bound = min(bound, max(found.bound, best.bound - within))
        held = max(held, found, key=lambda each: each.worth)
        if found.ended or best.bound - held.worth <= within:
            break
        within = 2 * within if held.meets is None else 1.01 * (best.bound - held.worth) + TINY
    meets = _one_way_plan(problem, looked_at) if held.meets is None else held.meets
    return Matching(meets, bound, best.prices)


def _search_whole_plan(problem: MatchingProblem, columns: Columns, patience: float) -> Attempt:
    """Search for the best plan in whole visits among the *columns*."""
    program = _program(problem, columns)
    whole = len(program.worth) - 4 * problem.schools
    found = milp(
        -program.worth,
        integrality=np.arange(len(program.worth)) < whole,
        bounds=Bounds(0, program.upper),
        constraints=[
            LinearConstraint(program.places, problem.room, problem.room),
            LinearConstraint(program.limits, -np.inf, program.most),
        ],
        options={"mip_rel_gap": 0.0, "node_limit": NODES, "time_limit": patience},
    )
    ended = found.status not in (SOLVED, IMPOSSIBLE)
    if found.x is None:
        return Attempt(None, -np.inf, np.inf if ended else -np.inf, ended)
    meets = _meeting_matrix(problem, columns, found.x[:whole] > 0.5)  # noqa: PLR2004 - the middle between no and yes
    return Attempt(meets, -found.fun, -found.mip_dual_bound, ended)


def _one_way_plan(problem: MatchingProblem, looked_at: Flags) -> Flags:
    """Return a plan without mutual meetings: its best plan with fractions has none (it is a flow)."""
    columns = _possible_columns(problem, looked_at, np.zeros_like(looked_at))
    _, _, taken = _fractional_plan(problem, columns, SIMPLEX)
    return _meeting_matrix(problem, columns, taken > 0.5)  # noqa: PLR2004 - the middle between no and yes
