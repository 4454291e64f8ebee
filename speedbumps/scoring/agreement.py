"""Measure whether people agree, or a mean hides opposite views."""

from collections.abc import Sequence

import polars as pl

from speedbumps.scoring.targets import Rubric

LOWEST, HIGHEST = "lowest", "highest"

FINE = 9
"""The decimals to which a person's severity is rounded before it is compared with the limits of a band."""


def agreement(counts: Sequence[int], steps: Sequence[float]) -> float | None:
    """Return the within-group agreement rwg on one question, or None for fewer than two people.

    *counts* is the number of people who chose each point of the scale, and *steps* the severity of each point, from 0
    to 100. The result is 1 if all gave the same answer, 0 if the answers are as spread as random ones, and negative
    if two groups hold opposite views; negative values are kept.

    The single-item index rwg = 1 - s² / σ², where s² is the sample variance of the answers and σ² the variance of
    answers spread evenly over the points: James, Demaree and Wolf 1984, Journal of Applied Psychology 69(1), 85-98.
    """
    n = sum(counts)
    if n < 2:  # noqa: PLR2004 - one answer agrees with itself
        return None
    mean = sum(count * step for count, step in zip(counts, steps, strict=True)) / n
    variance = sum(count * (step - mean) ** 2 for count, step in zip(counts, steps, strict=True)) / (n - 1)
    middle = sum(steps) / len(steps)
    return 1 - variance / (sum((step - middle) ** 2 for step in steps) / len(steps))


def count_extremes(people: pl.DataFrame, rubric: Rubric, lowest: float, highest: float) -> pl.DataFrame:
    """Return one row per school with the number of its own people in the lowest and in the highest band.

    *people* is `SchoolFigures.people`. *lowest* and *highest* are severities, from 0 to 100: the upper limit of the
    lowest band, not included, and the lower limit of the highest band, included. The columns are `school` and, for
    each target, `<target>|lowest` and `<target>|highest` (unsigned integers).
    """
    severity = pl.col([target.id for target in rubric.targets]).round(FINE)
    own = people.lazy().filter("inside").group_by("school")
    return own.agg(
        (severity < lowest).sum().name.suffix(f"|{LOWEST}"), (severity >= highest).sum().name.suffix(f"|{HIGHEST}")
    ).collect()
