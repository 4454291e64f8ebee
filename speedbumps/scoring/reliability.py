"""Compute the internal consistency of scores: Cronbach's alpha with its confidence interval."""

from itertools import combinations_with_replacement
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

import polars as pl

from speedbumps.scoring.intervals import CONFIDENCE
from speedbumps.scoring.schools import MIDDLE
from speedbumps.scoring.targets import ScoredQuestion

TWO = 2
"""The fewest answers of a person from which covariances follow."""

NOTHING = 1e-9
"""Variances below this count as 0."""

Matrix = list[list[float]]


class PairwiseCovariances(NamedTuple):
    """The pairwise covariances of the answers to some questions."""

    questions: tuple[str, ...]
    people: int
    """The number of people who answered at least two of the questions."""
    fewest: int
    """The smallest number of people who answered both questions of a pair."""
    covariance: Matrix


class Alpha(NamedTuple):
    """Cronbach's alpha with its 95 % interval."""

    alpha: float
    low: float
    high: float


def answer_severities(people: pl.DataFrame, parts: tuple[ScoredQuestion, ...]) -> pl.DataFrame:
    """Return the severities of the answers to the questions in *parts*.

    *people* has a column of codes for each question. The result has the same rows, and one column per question
    (Float64, from 0 to 100), null where there is no answer.
    """
    return people.select(
        pl.col(part.question)
        .replace_strict(dict(enumerate(part.steps)), default=None, return_dtype=pl.Float64)
        .alias(part.question)
        for part in parts
    )


def common_questions(severities: pl.DataFrame) -> tuple[str, ...]:
    """Return the names of the columns that hold answers of at least half of the people who answered anything."""
    anybody = severities.select(pl.any_horizontal(pl.all().is_not_null()).sum()).item() if severities.width else 0
    return tuple(name for name in severities.columns if TWO * severities.get_column(name).count() >= max(anybody, 1))


def pairwise_covariances(severities: pl.DataFrame) -> PairwiseCovariances:
    """Return the covariances of the columns of *severities*, each over the people who answered both questions.

    *severities* has one row per person and one column per question, null where there is no answer. The sample
    covariances, with n - 1, are those of R's cov(use = "pairwise.complete.obs").
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
    flat = filled.select(term for one, other in places for term in _pair_sums(one, other)).row(0)
    sums = [flat[place : place + 4] for place in range(0, len(flat), 4)]
    covariance = [[0.0] * size for _ in range(size)]
    for (one, other), those in zip(places, sums, strict=True):
        covariance[one][other] = covariance[other][one] = _covariance(*those)
    shared = [int(those[0]) for (one, other), those in zip(places, sums, strict=True) if one != other]
    return PairwiseCovariances(tuple(severities.columns), int(answered.sum()), min(shared, default=0), covariance)


def _pair_sums(one: int, other: int) -> tuple[pl.Expr, ...]:
    """Return how many people answered both questions, the sums of their answers to each, and that of the products."""
    pair = f"{one},{other}"
    return (
        pl.col(f"has{one}").dot(pl.col(f"has{other}")).alias(f"{pair} n"),
        pl.col(f"away{one}").dot(pl.col(f"has{other}")).alias(f"{pair} one"),
        pl.col(f"has{one}").dot(pl.col(f"away{other}")).alias(f"{pair} other"),
        pl.col(f"away{one}").dot(pl.col(f"away{other}")).alias(f"{pair} product"),
    )


def _covariance(n: float, one: float, other: float, product: float) -> float:
    return (product - one * other / n) / (n - 1) if n > 1 else 0.0


def cronbach_alpha(found: PairwiseCovariances) -> Alpha | None:
    """Return Cronbach's alpha of the unweighted sum of the questions, with its 95 % confidence interval.

    Return None if the answers do not vary, or if there are fewer than two questions or people who answered both
    questions of every pair.

    alpha = k / (k - 1) (1 - tr V / j'Vj), Cronbach 1951, Psychometrika 16(3), 297-334. The interval is alpha +- 1.96
    asymptotic standard errors, cut at 1, without assumptions about V: van Zyl, Neudecker and Nel 2000, Psychometrika
    65(3), 271-280, as Duhachek and Iacobucci 2004 recommend, Journal of Applied Psychology 89(5), 792-808. Its n is
    the number of people behind the pair of questions that the fewest answered, so missing answers widen it.
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
