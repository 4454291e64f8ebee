"""How often chance makes a verdict between two rounds, and how often a real drop is found: python benchmarks/rounds.py.

Each of 10,000 drawn pairs of rounds is scored as schools are, and compared by the functions that compare rounds. Staff
rooms of 8 to 60 people have views of their own and of their school's, which do not change; once half to all of the same
people answer in both rounds, and once each round has other people. Of 2,000 pairs, the road of one barrier drops by 20
points, and 30 of 40 staff answer. Prints Markdown; RESULTS.md keeps it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from support.rounds import BARRIERS, ENABLERS, FOUR, QUESTIONS

from speedbumps.rounds.verdicts import change_verdicts
from speedbumps.scoring.differences import LIKELY, own_spread, welch
from speedbumps.scoring.responses import CODE
from speedbumps.scoring.schools import SeverityMoments, pool_cells, read_moments, score_schools
from speedbumps.scoring.targets import build_rubric

SEED = 20261130
PAIRS = 10_000
PLANTED = 2_000
AT_ONCE = 1_000
LEAST = 5

RUBRIC = build_rubric(FOUR, "full", QUESTIONS)

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]

Row = np.ndarray[tuple[int], np.dtype[np.float64]]


def codes(severities: Matrix, chance: np.random.Generator) -> Matrix:
    """Return the answers of people with these *severities*, one column a question."""
    answers = np.clip(np.rint(severities / 25 + chance.normal(0, 1, severities.shape)), 0, 4)
    turned = np.array([name in ENABLERS for name in QUESTIONS])
    return np.where(turned, 4 - answers, answers)


def views(people: int, school: Row, chance: np.random.Generator) -> Matrix:
    """Return what so many people of one *school* think, one column a question: each has a view of every barrier."""
    own = school + chance.normal(0, 12, (people, 1)) + chance.normal(0, 8, (people, 4))
    return np.repeat(own, 3, axis=1)


def same_people(chance: np.random.Generator) -> tuple[Matrix, Matrix]:
    """Return two rounds of one staff room, of which half to all answer."""
    staff = views(int(chance.integers(8, 61)), chance.normal(50, 10, 4), chance)
    share = chance.uniform(0.5, 1)
    first, second = (chance.random(len(staff)) < share for _ in range(2))
    if first.sum() < LEAST or second.sum() < LEAST:
        return same_people(chance)
    return codes(staff[first], chance), codes(staff[second], chance)


def other_people(chance: np.random.Generator) -> tuple[Matrix, Matrix]:
    """Return two rounds of a school in which nobody answers twice."""
    school = chance.normal(50, 10, 4)
    first, second = (views(int(chance.integers(8, 61)), school, chance) for _ in range(2))
    return codes(first, chance), codes(second, chance)


def with_drop(chance: np.random.Generator) -> tuple[Matrix, Matrix]:
    """Return two rounds of 30 of 40 staff; time drops by 20 points."""
    staff = views(40, chance.normal(50, 10, 4), chance)
    drop = np.array([20.0 if name[0] == "T" else 0.0 for name in QUESTIONS])
    first, second = (chance.choice(40, 30, replace=False) for _ in range(2))
    return codes(staff[first], chance), codes(staff[second] - drop, chance)


def moments(answers: list[Matrix]) -> Iterator[dict[str, SeverityMoments]]:
    """Yield the severities of each of many staff rooms, by barrier."""
    about = {
        "school": [f"s{place:05}" for place, each in enumerate(answers) for _ in range(len(each))],
        "cell": ["teacher"] * sum(map(len, answers)),
        "inside": [True] * sum(map(len, answers)),
    }
    table = np.vstack(answers).astype(np.int8)
    people = pl.DataFrame({**about, **{name: table[:, at] for at, name in enumerate(QUESTIONS)}})
    people = people.with_columns(pl.col(QUESTIONS).cast(CODE))
    for row in pool_cells(score_schools(people, FOUR, RUBRIC).cells, RUBRIC).iter_rows(named=True):
        yield {name: read_moments(row, name) for name in BARRIERS}


def verdicts(pairs: list[tuple[Matrix, Matrix]]) -> Iterator[dict[str, str]]:
    """Yield the verdicts on each of many pairs of rounds."""
    before, after = (list(moments([pair[at] for pair in pairs])) for at in (0, 1))
    for then, now in zip(before, after, strict=True):
        apart = {
            name: welch(now[name], then[name], LIKELY, (own_spread(now[name]), own_spread(then[name])))
            for name in BARRIERS
        }
        yield dict(change_verdicts({name: each for name, each in apart.items() if each is not None}))


def main() -> None:
    chance = np.random.default_rng(SEED)
    for draw, who in ((same_people, "the same staff"), (other_people, "other people")):
        flagged = 0
        for _ in range(PAIRS // AT_ONCE):
            pairs = [draw(chance) for _ in range(AT_ONCE)]
            flagged += sum(any(said != "no-clear-change" for said in found.values()) for found in verdicts(pairs))
        print(f"- no change, {who}: {100 * flagged / PAIRS:.1f} % of {PAIRS:,} pairs have any verdict (limit 6 %)")
    found = other = 0
    for _ in range(PLANTED // AT_ONCE):
        for said in verdicts([with_drop(chance) for _ in range(AT_ONCE)]):
            found += said["time"] == "lower"
            other += any(said[name] != "no-clear-change" for name in BARRIERS if name != "time")
    print(f"- a drop of 20 points, 30 of 40 staff: found in {100 * found / PLANTED:.1f} % of {PLANTED:,} (limit 80 %)")
    print(f"- beside it, a verdict on another barrier in {100 * other / PLANTED:.1f} %")


if __name__ == "__main__":
    main()
