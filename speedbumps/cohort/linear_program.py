"""Linear programs whose coefficients are all 1, solved by HiGHS with fractions or in whole numbers.

HiGHS solves with fractions by the dual simplex method (Huangfu and Hall 2018), which ends in a corner, or by an
interior point method (Schork and Gondzio 2020), which ends in the middle of all best solutions; in whole numbers by
branch and cut. All run on one thread and with a fixed seed, so that a program has the same solution on every run.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

import highspy
import numpy as np

from speedbumps.cohort.visit_value import Floats, Places

Method = Literal["simplex", "ipx"]
"""HiGHS's names of the simplex method and of the interior point method."""

OPTIONS: Final[Mapping[str, int | str]] = {"threads": 1, "parallel": "off", "random_seed": 0, "run_crossover": "off"}
"""One thread and one seed, whatever the machine; and the interior point method does not move to a corner."""


class LinearProgram(NamedTuple):
    """A linear program: an objective to maximise, and its constraints."""

    worth: Floats
    """The worth of one unit of each column; none can be negative."""
    upper: Floats
    """The most of each column."""
    rows: Places
    columns: Places
    """Together with *rows*: where the coefficients are 1; elsewhere they are 0."""
    least: Floats
    """The least that each row may add up to."""
    most: Floats


class Solution(NamedTuple):
    """How much of each column is taken."""

    taken: Floats
    value: float
    prices: Floats
    """For each row: the value of one unit more of what it may add up to."""


class Effort(NamedTuple):
    """When a search in whole numbers stops."""

    gap: float
    """The share of its value by which a solution may fall short of the bound."""
    nodes: int
    """The most branches; they are the same on every machine."""
    seconds: float


class WholeSolution(NamedTuple):
    """The result of a search in whole numbers."""

    taken: Floats | None
    """How much of each column is taken; None if nothing was found."""
    value: float
    bound: float
    """An upper bound on the value of any solution."""
    ended: bool
    """Whether the search was cut short."""


def solve_fractions(program: LinearProgram, method: Method) -> Solution | None:
    """Return the best solution with fractions; None if the *method* gives up."""
    solver = _solver(program)
    solver.setOptionValue("solver", method)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found, value = solver.getSolution(), solver.getObjectiveValue()
    return Solution(np.array(found.col_value), value, np.array(found.row_dual))


def solve_whole(program: LinearProgram, whole: int, effort: Effort) -> WholeSolution:
    """Return the best solution that was found in which the first *whole* columns are whole numbers."""
    solver = _solver(program, whole)
    solver.setOptionValue("mip_rel_gap", effort.gap)
    solver.setOptionValue("mip_max_nodes", effort.nodes)
    solver.setOptionValue("time_limit", effort.seconds)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return WholeSolution(None, -np.inf, -np.inf, ended=False)
    ended = status != highspy.HighsModelStatus.kOptimal
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return WholeSolution(None, -np.inf, np.inf, ended)
    taken = np.array(solver.getSolution().col_value)
    return WholeSolution(taken, info.objective_function_value, info.mip_dual_bound, ended)


class _QuietSolver(highspy.Highs):
    """A solver that prints nothing."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # it takes no arguments, and HiGHS does not say so

    def enableCallbacks(self) -> None:  # noqa: N802 - the name that HiGHS calls when it has made a solver
        """Set no callbacks, and be silent: to set one would print a heading."""
        self.silent()


def _solver(program: LinearProgram, whole: int = 0) -> highspy.Highs:
    """Return a solver that holds the *program*."""
    solver = _QuietSolver()
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    model, columns = highspy.HighsLp(), len(program.worth)
    model.sense_ = highspy.ObjSense.kMaximize
    model.num_col_, model.num_row_ = columns, len(program.most)
    model.col_cost_, model.col_lower_, model.col_upper_ = program.worth, np.zeros(columns), program.upper
    model.row_lower_, model.row_upper_ = program.least, program.most
    order = np.lexsort((program.rows, program.columns))
    starts = np.searchsorted(program.columns[order], np.arange(columns + 1))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = program.rows[order].astype(np.int32)
    model.a_matrix_.value_ = np.ones(len(order))
    if whole:
        integer, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [integer] * whole + [real] * (columns - whole)
    solver.passModel(model)
    return solver
