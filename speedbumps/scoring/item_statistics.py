"""Compute how single questions behave: beside the rest of their part, between schools, and by their keys."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

import polars as pl

from speedbumps.scoring.reliability import NOTHING, TWO, PairwiseCovariances
from speedbumps.scoring.schools import SeverityMoments, pool_moments


class ItemConsistency(NamedTuple):
    """How one question goes together with the rest of its part."""

    question: str
    correlation: float | None
    """The correlation with the sum of the other questions; None where either does not vary."""
    alpha_without: float | None
    """Cronbach's alpha of the other questions; None where they are fewer than two, or do not vary."""


class KeyDifference(NamedTuple):
    """The severities on questions that are keyed as barriers, less those on questions that are keyed as enablers."""

    n: int
    """The number of people who answered questions of both kinds."""
    difference: float
    """The mean over these people of their mean on the first less their mean on the second, in points of severity."""
    effect: float | None
    """The difference in standard deviations of people's differences; None where these are all the same."""
    correlation: float | None
    """The correlation of the two means; None where either does not vary."""


class Intraclass(NamedTuple):
    """The share of the variance of answers that lies between groups of people."""

    correlation: float
    groups: int
    n: int


def varying_questions(found: PairwiseCovariances) -> tuple[str, ...]:
    """Return the questions whose answers vary."""
    return tuple(name for at, name in enumerate(found.questions) if found.covariance[at][at] >= NOTHING)


def item_consistencies(found: PairwiseCovariances) -> tuple[ItemConsistency, ...]:
    """Return for each question how it goes together with the sum of the others, all unweighted.

    With V the pairwise covariances, s_i the sum of row i of V, and v_i the sum of V without row and column i, the
    correlation is (s_i - V_ii) / sqrt(V_ii v_i), and alpha without the question that of V without its row and column.
    The question is left out of the sum that it is correlated with: Henrysson 1963, Psychometrika 28(2), 211-218. These
    are `r.drop` and `raw_alpha` of `alpha.drop` in psych::alpha(use = "pairwise").
    """
    matrix, k = found.covariance, len(found.questions)
    total, trace = sum(map(sum, matrix)), sum(matrix[at][at] for at in range(k))
    rows = [sum(row) for row in matrix]
    return tuple(
        _consistency(name, k - 1, matrix[at][at], rows[at] - matrix[at][at], (total, trace))
        for at, name in enumerate(found.questions)
    )


def _consistency(
    question: str, others: int, variance: float, shared: float, whole: tuple[float, float]
) -> ItemConsistency:
    """Return the figures of a *question* with this *variance*, and a covariance with the others together, *shared*.

    *whole* is the sum of all covariances, and that of all variances.
    """
    rest, trace = whole[0] - 2 * shared - variance, whole[1] - variance
    if others < 1 or rest < NOTHING:
        return ItemConsistency(question, None, None)
    correlation = shared / sqrt(variance * rest) if variance >= NOTHING else None
    alpha = others / (others - 1) * (1 - trace / rest) if others >= TWO else None
    return ItemConsistency(question, correlation, alpha)


def key_difference(severities: pl.DataFrame, barriers: Sequence[str], enablers: Sequence[str]) -> KeyDifference | None:
    """Return how far the answers to questions of the two keys lie apart; None if fewer than two people answered both.

    *severities* has one row per person and one column per question, null where there is no answer; *barriers* and
    *enablers* are the columns of each key. Each person's mean over the answered questions of a key counts once.

    Severities are keyed, so both means should be the same if people answer what is asked. Whoever agrees with every
    statement, or ticks high throughout, has a higher severity on barriers than on enablers: Winkler, Kanouse and Ware
    1982, Journal of Applied Psychology 67(5), 555-561. The effect is Cohen's d_z: Cohen 1988, Statistical Power
    Analysis for the Behavioral Sciences, 2nd ed., 2.3.5.
    """
    if not barriers or not enablers:
        return None
    both = severities.select(
        pl.mean_horizontal(barriers).alias("barrier"), pl.mean_horizontal(enablers).alias("enabler")
    ).drop_nulls()
    n = both.height
    if n < TWO:
        return None
    apart = both.get_column("barrier") - both.get_column("enabler")
    mean, deviation = _mean(apart), _deviation(apart)
    alike = min(_deviation(both.get_column(name)) for name in both.columns) ** 2 < NOTHING
    correlation = None if alike else both.select(pl.corr("barrier", "enabler")).item()
    return KeyDifference(n, mean, mean / deviation if deviation**2 >= NOTHING else None, correlation)


def _mean(values: pl.Series) -> float:
    return float(values.sum()) / values.len()


def _deviation(values: pl.Series) -> float:
    """Return the sample standard deviation of *values*, of which there are at least two."""
    found = values.std()
    return found if isinstance(found, float) else 0.0


def intraclass_correlation(groups: Iterable[SeverityMoments]) -> Intraclass | None:
    """Return the intraclass correlation ICC(1) of the answers of people in *groups*.

    Return None if fewer than two groups hold anybody, if none holds two people, or if all answers are the same.

    From a one-way analysis of variance, ICC(1) = (MSB - MSW) / (MSB + (m - 1) MSW), where m is the mean number of
    people in a group: Shrout and Fleiss 1979, Psychological Bulletin 86(2), 420-428, case 1; Bliese 2000, in Klein and
    Kozlowski, Multilevel Theory, Research, and Methods in Organizations, 349-381. This is `ICC1` of psych::statsBy. It
    may be negative, down to -1 / (m - 1).
    """
    held = [group for group in groups if group.n]
    whole, k = pool_moments(held), len(held)
    if k < TWO or whole.n == k:
        return None
    of_means = sum(group.away**2 / group.n for group in held)
    between = (of_means - whole.away**2 / whole.n) / (k - 1)
    within = max(0.0, whole.squares - of_means) / (whole.n - k)
    below = between + (whole.n / k - 1) * within
    return Intraclass((between - within) / below, k, whole.n) if below >= NOTHING else None
