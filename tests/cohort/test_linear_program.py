"""Linear programs have the solutions that brute force and SciPy find, and HiGHS prints nothing meanwhile."""

import subprocess
import sys
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from support.paths import EXAMPLES
from support.strategies import example_count

from speedbumps.cohort.linear_program import Effort, LinearProgram, Method, solve_fractions, solve_whole

EXACT = Effort(gap=0.0, nodes=1_000, seconds=60.0)

IMPOSSIBLE = LinearProgram(
    worth=np.ones(1),
    upper=np.ones(1),
    rows=np.zeros(1, dtype=np.intp),
    columns=np.zeros(1, dtype=np.intp),
    least=np.full(1, 2.0),
    most=np.full(1, 3.0),
)


def packing(seed: int, columns: int, rows: int) -> LinearProgram:
    """Things that are worth something, each of which needs some of what there is a little of."""
    chance = Random(seed)
    needs = [(row, column) for row in range(rows) for column in range(columns) if chance.random() < 0.5]
    return LinearProgram(
        worth=np.array([chance.uniform(-5, 50) for _ in range(columns)]),
        upper=np.ones(columns),
        rows=np.array([row for row, _ in needs], dtype=np.intp),
        columns=np.array([column for _, column in needs], dtype=np.intp),
        least=np.full(rows, -np.inf),
        most=np.array([float(chance.randint(0, 2)) for _ in range(rows)]),
    )


def adds_up(program: LinearProgram, taken: tuple[int, ...]) -> bool:
    sums = np.zeros(len(program.most))
    np.add.at(sums, program.rows, np.array(taken)[program.columns])
    return bool((sums <= program.most).all())


@example_count(60)
@given(st.integers(0, 2**32), st.integers(1, 8), st.integers(1, 6))
def test_no_other_choice_is_better(seed: int, columns: int, rows: int) -> None:
    program = packing(seed, columns, rows)
    choices = [taken for taken in product((0, 1), repeat=columns) if adds_up(program, taken)]
    best = max(float(program.worth @ np.array(taken)) for taken in choices)
    found = solve_whole(program, columns, EXACT)

    assert found.taken is not None
    assert adds_up(program, tuple(found.taken.round().astype(int).tolist()))
    assert found.value == pytest.approx(best, abs=1e-6)
    assert found.bound == pytest.approx(best, abs=1e-6)
    assert not found.ended


@pytest.mark.parametrize("method", ["simplex", "ipx"])
@pytest.mark.parametrize("seed", range(20))
def test_fractions_and_prices_equal_those_of_scipy(seed: int, method: Method) -> None:
    program = packing(seed, 30, 12)
    needs = np.zeros((12, 30))
    needs[program.rows, program.columns] = 1
    expected = linprog(-program.worth, A_ub=needs, b_ub=program.most, bounds=(0, 1))
    found = solve_fractions(program, method)

    assert found is not None
    assert found.value == pytest.approx(-expected.fun, abs=1e-5)
    assert program.worth @ found.taken == pytest.approx(found.value, abs=1e-4)
    left = np.maximum(program.worth - needs.T @ found.prices, 0).sum()
    assert program.most @ found.prices + left == pytest.approx(found.value, abs=1e-3)
    assert found.prices.min() >= -1e-6


@pytest.mark.parametrize("method", ["simplex", "ipx"])
def test_what_is_impossible_has_no_solution(method: Method) -> None:
    assert solve_fractions(IMPOSSIBLE, method) is None
    assert solve_whole(IMPOSSIBLE, 1, EXACT) == (None, -np.inf, -np.inf, False)


def test_a_search_without_time_ends_without_a_solution() -> None:
    found = solve_whole(packing(1, 200, 100), 200, EXACT._replace(seconds=0.0))

    assert found.ended
    assert found.taken is None
    assert found.bound == np.inf


def test_nothing_is_printed() -> None:
    code = (
        "import numpy as np; from speedbumps.cohort.linear_program import *;"
        "one = LinearProgram(*np.ones((2, 1)), *np.zeros((2, 1), dtype=int), np.zeros(1), np.ones(1));"
        "print(solve_fractions(one, 'ipx').value, solve_whole(one, 1, Effort(0.0, 9, 9.0)).value)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (run.stdout, run.stderr) == ("1.0 1.0\n", "")


@pytest.mark.parametrize("command", [["report", EXAMPLES / "hillview.csv"], ["batch", "--help"], ["--help"]])
def test_only_a_plan_of_visits_loads_the_solver(command: list[str | Path], tmp_path: Path) -> None:
    whole = [sys.executable, "-X", "importtime", "-m", "speedbumps", *command]
    run = subprocess.run(whole, capture_output=True, text=True, check=True, cwd=tmp_path)

    assert "speedbumps.cli" in run.stderr
    assert "highspy" not in run.stderr
