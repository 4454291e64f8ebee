"""How often an interval holds what it promises: python benchmarks/coverage.py [--draws N].

Staff rooms of 40 people with 25 replies, as tests/support/staff_rooms.py makes them, seeded. Prints Markdown; RESULTS.md keeps
it.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.staff_rooms import REPLIES, ROOM, coverage

SEEDS = (1, 2, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draws", type=int, default=10_000)
    given = parser.parse_args()
    print(
        f"### {given.draws:,} staff rooms of {ROOM} with {REPLIES} replies\n\n| seed | coverage | goal |\n| --- | ---: | --- |"
    )
    for seed in SEEDS:
        print(f"| {seed} | {coverage(given.draws, seed):.2%} | 93 to 97 % |")


if __name__ == "__main__":
    main()
