"""How many cases a test draws: fewer at every change than in `.ci/long`, which runs all of them."""

import os

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


def drawn(cases: int) -> int:
    """Return how many of so many *cases* are drawn: all of them in `.ci/long`, else three of ten."""
    return cases if LONG else cases * 3 // 10
