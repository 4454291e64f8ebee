"""From the worth of meetings to a plan that is at most 0.05 per cent worse than the best.

First, as many schools as possible take part as hosts, and as many as possible as guests; among such plans, one that is
worth most is sought. The plan with fractions is found by column generation (Gilmore and Gomory 1961): it is solved
with few meetings, its prices show which others would pay, and these are added until none does. Then a plan in whole
visits is sought among the meetings that those prices do not rule out (reduced-cost fixing, Dantzig, Fulkerson and
Johnson 1954). The search ends as soon as a plan is within GAP of the bound: to prove that one is the best of all takes
many times as long.
"""

from typing import NamedTuple

import numpy as np

from speedbumps.cohort.column_generation import (
    MatchingProblem,
    PricedMeetings,
    VisitCapacity,
    first_prices,
    foremost,
    matching_problem,
    price_meetings,
)
from speedbumps.cohort.linear_program import Effort, LinearProgram, Method, Solution, solve_fractions, solve_whole
from speedbumps.cohort.visit_value import Flags, Floats, Places

CANDIDATES = 20
"""Meetings of each school that are considered first, and that are added in a round."""

ROUNDS = 40
"""The most rounds of column generation; two or three are needed."""

CLOSE = 0.5
"""Points between a plan with fractions and its bound at which prices are good enough."""

MARGIN = 4.0
"""Points below paying up to which meetings are added all the same: prices move by about that much."""

POOR = 8.0
"""Points below paying from which meetings are dropped again."""

WITHIN = 0.5
"""Points below the bound within which a plan in whole visits is sought first."""

WIDER = 4.0
"""How many times as many points a search allows when the one before found no plan that is good enough."""

GAP = 0.0005
"""The share of its worth by which a plan may be worth less than the best: 0.05 per cent."""

NODES = 2_000
"""Branches after which the search stops with what it has, so that it stops alike on every machine."""

PATIENCE = 600.0
"""Seconds after which the search stops in any case; it takes about ten with 2,000 schools."""

EFFORT = Effort(GAP, NODES, PATIENCE)
"""When the search for a plan stops."""

TINY = 1e-6
"""What counts as zero: the tolerance of the solver."""

HALF = 0.5
"""The middle between taking no column and taking it."""

TRACE = 1e-4
"""How much of a meeting has to be in a plan with fractions for it to be kept."""


class Matching(NamedTuple):
    """Who meets whom."""

    meets: Flags
    """A row for each host, a column for each guest."""
    bound: float
    """An upper bound on the worth of plans with as many hosts and guests as this one."""
    prices: Floats
    """The price of a place as each host, then as each guest: what others would gain by it."""


def match(worth: Floats, room: VisitCapacity, bonus: float, effort: Effort = EFFORT) -> Matching:
    """Return a plan that is as good as the *effort* asks for.

    *worth* is NEVER where no visit is possible; *bonus* is added for each pair that meets both ways.
    """
    posed = matching_problem(worth, room, bonus)
    if not posed.possible.any():
        return Matching(posed.possible, 0.0, np.zeros(2 * posed.schools))
    best, looked_at = _solve_relaxation(posed)
    return _whole_plan(posed, best, looked_at, effort)


class Columns(NamedTuple):
    """Meetings to choose among: one way, then both ways at once."""

    hosts: Places
    guests: Places
    ones: Places
    others: Places


def _possible_columns(problem: MatchingProblem, one_way: Flags, mutual: Flags) -> Columns:
    """Return the columns of those meetings that are possible."""
    return Columns(*np.nonzero(one_way & problem.possible), *np.nonzero(np.triu(mutual & problem.both)))


def _program(problem: MatchingProblem, columns: Columns) -> LinearProgram:
    """Return the linear program of the *columns*, followed by capacity that stays free, and by roles that are left out.

    There is a row for each role: places taken, places free and being left out add up to its capacity. Then come rows
    for pairs that may meet both ways, and two rows for how many hosts and guests are left out: no more than necessary.
    """
    n, roles = problem.schools, 2 * problem.schools
    one_way, mutual = len(columns.hosts), len(columns.ones)
    meetings = one_way + mutual
    value = problem.worth[columns.ones, columns.others] + problem.worth[columns.others, columns.ones] + problem.bonus
    every, pairs = np.arange(roles), one_way + np.arange(mutual)
    once, (pair, meeting) = mutual, _meet_once(columns, n)
    entries = [
        (columns.hosts, np.arange(one_way)),
        (n + columns.guests, np.arange(one_way)),
        *((role, pairs) for role in (columns.ones, columns.others, n + columns.ones, n + columns.others)),
        (every, meetings + every),
        (every, meetings + roles + every),
        (roles + pair, meeting),
        (roles + once + every // n, meetings + roles + every),
    ]
    waived = problem.asked * np.repeat(np.minimum(problem.left_out, 1), n)
    return LinearProgram(
        worth=np.concatenate([problem.worth[columns.hosts, columns.guests], value, np.zeros(2 * roles)]),
        upper=np.concatenate([np.ones(meetings), problem.room - problem.asked, waived]),
        rows=np.concatenate([rows for rows, _ in entries]),
        columns=np.concatenate([places for _, places in entries]),
        least=np.concatenate([problem.room, np.full(once + 2, -np.inf)]),
        most=np.concatenate([problem.room, np.ones(once), problem.left_out]),
    )


def _meet_once(columns: Columns, n: int) -> tuple[Places, Places]:
    """Return a row for each pair of schools that may meet both ways, and the column of each of their meetings.

    At most one of these columns is taken: a pair that meets both ways does not meet one way besides.
    """
    one_way = np.minimum(columns.hosts, columns.guests) * n + np.maximum(columns.hosts, columns.guests)
    mutual = columns.ones * n + columns.others  # sorted, as the columns are
    pairs = np.concatenate([one_way, mutual])
    meeting = np.flatnonzero(np.isin(pairs, mutual))
    return np.searchsorted(mutual, pairs[meeting]), meeting


def _solve_relaxation(problem: MatchingProblem) -> tuple[PricedMeetings, Flags]:
    """Return the best prices that were found, and meetings that contain a plan that fits."""
    best = price_meetings(problem, first_prices(problem))
    looked_at = foremost(best.best, CANDIDATES) | problem.covering | problem.covering.T
    for _ in range(ROUNDS):
        columns = _possible_columns(problem, looked_at, looked_at)
        plan = _fractional_plan(problem, columns)
        newest = price_meetings(problem, plan.prices[: 2 * problem.schools])
        best = min(best, newest, key=lambda each: each.bound)
        if best.bound - plan.value < CLOSE:
            break
        paying = np.maximum(newest.best, best.best)
        added = (paying > -MARGIN) & foremost(paying, CANDIDATES)
        taken = _meeting_matrix(problem, columns, plan.taken, TRACE)
        looked_at = (looked_at & (newest.best > -POOR)) | taken | added
        looked_at |= looked_at.T
    return best, looked_at


def _fractional_plan(problem: MatchingProblem, columns: Columns, method: Method = "ipx") -> Solution:
    """Return the best plan with fractions, and its prices.

    The interior point method takes a third of the simplex method's time with 2,000 schools, and its prices lie between
    those of corners, so that two or three rounds are enough; it may give up.
    """
    program = _program(problem, columns)
    found = solve_fractions(program, method) or solve_fractions(program, "simplex")
    if found is None:
        raise ArithmeticError("no plan with fractions was found, though there is one")
    return found


def _meeting_matrix(problem: MatchingProblem, columns: Columns, taken: Floats, least: float = HALF) -> Flags:
    """Return who meets whom, given how much of each column is *taken*, where that is more than *least*."""
    meets = np.zeros((problem.schools, problem.schools), dtype=np.bool_)
    one_way, mutual, _ = np.split(taken > least, np.cumsum([len(columns.hosts), len(columns.ones)]))
    meets[columns.hosts[one_way], columns.guests[one_way]] = True
    meets[columns.ones[mutual], columns.others[mutual]] = True
    meets[columns.others[mutual], columns.ones[mutual]] = True
    return meets


def _whole_plan(problem: MatchingProblem, best: PricedMeetings, looked_at: Flags, effort: Effort) -> Matching:
    """Return a plan in whole visits.

    A plan with a meeting that is worth less than its prices by more than *within* is that much below the bound. Where
    a plan without such meetings is not good enough, or there is none, more of them are allowed.
    """
    left, bound, within = np.maximum(best.best, 0.0), best.bound, WITHIN
    below_one_way, below_mutual = left - best.one_way, left - best.mutual
    furthest = max(float(each[np.isfinite(each)].max(initial=0.0)) for each in (below_one_way, below_mutual))
    meets, value = None, -np.inf
    while True:
        columns = _possible_columns(problem, below_one_way <= within, below_mutual <= within)
        found = solve_whole(_program(problem, columns), len(columns.hosts) + len(columns.ones), effort)
        others = best.bound - within if within < furthest else -np.inf
        bound = min(bound, max(found.bound, others))
        if found.taken is not None and found.value > value:
            meets, value = _meeting_matrix(problem, columns, found.taken), found.value
        if found.ended or (meets is not None and bound - value <= effort.gap * abs(value) + TINY):
            break
        if within >= furthest:
            break  # every possible meeting is allowed
        within = min(WIDER * within, 1.01 * (best.bound - value) + TINY)
    return Matching(_one_way_plan(problem, looked_at) if meets is None else meets, bound, best.prices)


def _one_way_plan(problem: MatchingProblem, looked_at: Flags) -> Flags:
    """Return a plan without mutual meetings: its best plan with fractions has none (it is a flow)."""
    columns = _possible_columns(problem, looked_at, np.zeros_like(looked_at))
    return _meeting_matrix(problem, columns, _fractional_plan(problem, columns, "simplex").taken)
