"""The benchmarks about disclosure, which are run by hand, can be run on the code as it is."""

import os
import subprocess
import sys

import pytest
from support.paths import TOP

BENCHMARKS = TOP / "benchmarks"


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["broken_rules.py", "--list"], 40),
        (["attack.py", "1", "--programmes", "1", "--seconds", "0.1", "--apart", "1"], 20),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
@pytest.mark.skipif(
    not BENCHMARKS.exists() or os.name == "nt",
    reason="a source distribution does not hold the benchmarks, and Windows does not fork",
)
def test_each_finds_what_it_changes_or_attacks(arguments: list[str], lines: int) -> None:
    name, *options = arguments
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / name), *options], check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > lines
