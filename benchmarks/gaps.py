"""How often a gap between roles is called where there is none, and how often where there is one.

Usage: python benchmarks/gaps.py [SCHOOLS]

Seeded. Many schools at once in numpy, with the arithmetic of speedbumps.scoring.differences, which is held against the
product's own on a sample first. A school has 6 leaders, 18 teachers and 9 support staff; each answers three questions of
each of four barriers on five points. People differ from each other by a tendency of their own, half of what there is.
"""

import sys

import numpy as np
from scipy import stats

from speedbumps.scoring.differences import LIKELY, holm, welch
from speedbumps.scoring.schools import MIDDLE, SeverityMoments

SEED = 20261124
SIZES = {"leaders": 6, "teachers": 18, "support": 9}
PAIRS = (("leaders", "teachers"), ("leaders", "support"), ("teachers", "support"))
BARRIERS, QUESTIONS, POINTS = 4, 3, 5
SELDOM, FAR = 0.05, 10.0


def main() -> None:
    """Print how many schools show a verdict."""
    schools = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{schools} schools, seed {SEED}; leaders lower by so many points; schools with a verdict, in per cent")
    print(
        "| true gap | any barrier of any pair | the same, had each pair been corrected by itself | leaders and teachers |"
    )
    print("| ---: | ---: | ---: | ---: |")
    for apart in (0, 10, 15, 20):
        told = verdicts(schools, apart)
        print(f"| {apart} | " + " | ".join(f"{100 * share:.1f}" for share in told) + " |")


def verdicts(schools: int, apart: float) -> tuple[float, float, float]:
    """Return the shares of schools with a verdict: in any pair, in any pair if corrected by pairs, between the first two."""
    chance = np.random.default_rng(SEED)
    people = {role: answers(chance, schools, n, apart if role == "leaders" else 0.0) for role, n in SIZES.items()}
    points, chances = zip(*(compared(people[a], people[b]) for a, b in PAIRS), strict=True)
    same_as_ours(people, points[0], chances[0])
    far = np.abs(np.stack(points)) >= FAR
    by_pair = np.stack([stepped(each) for each in chances]) < SELDOM
    by_school = stepped(np.concatenate(chances, axis=1)).reshape(schools, len(PAIRS), BARRIERS).swapaxes(0, 1) < SELDOM
    return (
        float((by_school & far).any(axis=(0, 2)).mean()),
        float((by_pair & far).any(axis=(0, 2)).mean()),
        float((by_school & far)[0].any(axis=1).mean()),
    )


def answers(chance: np.random.Generator, schools: int, n: int, lower: float) -> np.ndarray:
    """People's severities: schools by people by barriers."""
    shape = (schools, n, BARRIERS, QUESTIONS)
    own, each = chance.normal(size=(schools, n, 1, 1)), chance.normal(size=shape)
    leaning = (own + each) / np.sqrt(2) * 28 + 50 - lower
    step = 100 / (POINTS - 1)
    return np.clip(np.round(leaning / step), 0, POINTS - 1).mean(axis=3) * step


def compared(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far apart two groups are, and how often chance makes that, for each school and barrier."""
    parts = a.var(axis=1, ddof=1) / a.shape[1], b.var(axis=1, ddof=1) / b.shape[1]
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (a.shape[1] - 1) + parts[1] ** 2 / (b.shape[1] - 1))
    points = a.mean(axis=1) - b.mean(axis=1)
    return points, 2 * stats.t.sf(np.abs(points) / np.sqrt(sum(parts)), freedom)


def stepped(chances: np.ndarray) -> np.ndarray:
    """Holm's correction along the last axis."""
    order = np.argsort(chances, axis=1)
    times = np.arange(chances.shape[1], 0, -1)
    raised = np.maximum.accumulate(np.minimum(1, np.take_along_axis(chances, order, axis=1) * times), axis=1)
    found = np.empty_like(raised)
    np.put_along_axis(found, order, raised, axis=1)
    return found


def same_as_ours(people: dict[str, np.ndarray], points: np.ndarray, chances: np.ndarray) -> None:
    """Compare the first schools with what the product says."""
    for school in range(20):
        ours = [
            welch(spread(people["leaders"][school, :, barrier]), spread(people["teachers"][school, :, barrier]), LIKELY)
            for barrier in range(BARRIERS)
        ]
        assert np.allclose([each.points for each in ours if each], points[school], atol=1e-9)
        assert np.allclose(holm([each.p_value for each in ours if each]), stepped(chances[[school]])[0], atol=1e-9)


def spread(values: np.ndarray) -> SeverityMoments:
    """Return the product's own sums."""
    away = values - MIDDLE
    return SeverityMoments(len(values), float(away.sum()), float((away * away).sum()))


if __name__ == "__main__":
    main()
