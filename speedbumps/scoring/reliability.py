"""From people's answers to how far the questions of one score rise and fall together."""

from itertools import combinations_with_replacement
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

import polars as pl

from speedbumps.scoring.intervals import CONFIDENCE
from speedbumps.scoring.schools import MIDDLE
from speedbumps.scoring.targets import Part

TWO = 2
"""The fewest answers of a person that tell anything about how questions hang together."""

NOTHING = 1e-9
"""Variances below this are none."""

Matrix = list[list[float]]


class Pairs(NamedTuple):
    """How the answers to some questions vary, each by itself and each with each other."""

    questions: tuple[str, ...]
    people: int
    """Those who answered at least two of the questions."""
    fewest: int
    """Those who answered both of the two questions that the fewest people share."""
    covariance: Matrix


class Alpha(NamedTuple):
    """Cronbach's alpha with its 95 % interval."""

    alpha: float
    low: float
    high: float


def keyed(people: pl.DataFrame, parts: tuple[Part, ...]) -> pl.DataFrame:
    """The severity of each answer, a column a question; null where there is none."""
    return people.select(
        pl.col(part.question)
        .replace_strict(dict(enumerate(part.steps)), default=None, return_dtype=pl.Float64)
        .alias(part.question)
        for part in parts
    )


def widely_answered(severities: pl.DataFrame) -> tuple[str, ...]:
    """The questions that at least half of the people answered who answered any."""
    anybody = severities.select(pl.any_horizontal(pl.all().is_not_null()).sum()).item() if severities.width else 0
    return tuple(name for name in severities.columns if TWO * severities.get_column(name).count() >= max(anybody, 1))


def pairs(severities: pl.DataFrame) -> Pairs:
    """How the columns of *severities* vary together, each two over the people who answered both.

    What R calls cov(use = "pairwise.complete.obs").
    """
    size = severities.width
    places = list(combinations_with_replacement(range(size), 2))
    filled = severities.select(
        column
        for at, name in enumerate(severities.columns)
        for column in (
            pl.col(name).is_not_null().cast(pl.Float64).alias(f"has{at}"),
            (pl.col(name) - MIDDLE).fill_null(0.0).alias(f"away{at}"),
        )
    )
    answered = filled.select(pl.sum_horizontal(pl.col(f"has{at}") for at in range(size)) >= TWO).to_series()
    flat = filled.select(term for one, other in places for term in _sums(one, other)).row(0)
    sums = [flat[place : place + 4] for place in range(0, len(flat), 4)]
    covariance = [[0.0] * size for _ in range(size)]
    for (one, other), those in zip(places, sums, strict=True):
        covariance[one][other] = covariance[other][one] = _covariance(*those)
    shared = [int(those[0]) for (one, other), those in zip(places, sums, strict=True) if one != other]
    return Pairs(tuple(severities.columns), int(answered.sum()), min(shared, default=0), covariance)


def _sums(one: int, other: int) -> tuple[pl.Expr, ...]:
    """How many answered both, what their answers add up to on each side, and their products."""
    pair = f"{one},{other}"
    return (
        pl.col(f"has{one}").dot(pl.col(f"has{other}")).alias(f"{pair} n"),
        pl.col(f"away{one}").dot(pl.col(f"has{other}")).alias(f"{pair} one"),
        pl.col(f"has{one}").dot(pl.col(f"away{other}")).alias(f"{pair} other"),
        pl.col(f"away{one}").dot(pl.col(f"away{other}")).alias(f"{pair} product"),
    )


def _covariance(n: float, one: float, other: float, product: float) -> float:
    return (product - one * other / n) / (n - 1) if n > 1 else 0.0


def alpha(found: Pairs) -> Alpha | None:
    """Cronbach's alpha of the unweighted sum of the questions; None where the answers do not vary.

    alpha = k / (k - 1) (1 - tr V / j'Vj), Cronbach 1951, Psychometrika 16(3), 297-334. The interval is alpha +- 1.96 of
    its asymptotic standard error, which asks nothing of V: van Zyl, Neudecker and Nel 2000, Psychometrika 65(3),
    271-280, as Duhachek and Iacobucci 2004 recommend, Journal of Applied Psychology 89(5), 792-808. Its n is that of
    the two questions that the fewest people share, so gaps in the answers widen it.
    """
    matrix, k = found.covariance, len(found.questions)
    total, trace = sum(map(sum, matrix)), sum(matrix[place][place] for place in range(k))
    if k < TWO or total < NOTHING or found.fewest < TWO:
        return None
    value = k / (k - 1) * (1 - trace / total)
    rows = [sum(row) for row in matrix]
    squares = sum(cell * cell for row in matrix for cell in row)
    around = total * (squares + trace * trace) - 2 * trace * sum(row * row for row in rows)
    error = sqrt(max(0.0, 2 * k * k / ((k - 1) ** 2 * total**3) * around) / found.fewest)
    half = NormalDist().inv_cdf(CONFIDENCE) * error
    return Alpha(value, value - half, min(1.0, value + half))
