"""Whether a mean speaks for people who agree, or hides two views."""

from collections.abc import Sequence

import polars as pl

from speedbumps.scoring.targets import Rubric

LOWEST, HIGHEST = "lowest", "highest"

FINE = 9
"""Decimals to which a person's severity is rounded before it is put into a band."""


def agreement(counts: Sequence[int], steps: Sequence[float]) -> float | None:
    """How far people agree on one question; None for fewer than two.

    1 if all gave the same answer, 0 if they differ as if by throwing dice, below 0 if two camps stand apart.
    The single-item index rwg = 1 - s² / σ², s² being the variance of the answers and σ² that of answers spread evenly
    over the points: James, Demaree and Wolf 1984, Journal of Applied Psychology 69(1), 85-98. What is below 0 is kept.
    """
    n = sum(counts)
    if n < 2:  # noqa: PLR2004 - one answer agrees with itself
        return None
    mean = sum(count * step for count, step in zip(counts, steps, strict=True)) / n
    variance = sum(count * (step - mean) ** 2 for count, step in zip(counts, steps, strict=True)) / (n - 1)
    middle = sum(steps) / len(steps)
    return 1 - variance / (sum((step - middle) ** 2 for step in steps) / len(steps))


def ends(people: pl.DataFrame, rubric: Rubric, lowest: float, highest: float) -> pl.DataFrame:
    """One row a school: how many of its own *people* lie below *lowest* and from *highest* on, for each target."""
    severity = pl.col([target.id for target in rubric.targets]).round(FINE)
    own = people.lazy().filter("inside").group_by("school")
    return own.agg(
        (severity < lowest).sum().name.suffix(f"|{LOWEST}"), (severity >= highest).sum().name.suffix(f"|{HIGHEST}")
    ).collect()
