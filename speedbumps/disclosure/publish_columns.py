"""Round the mean severities of many schools in columns, as publish_mean() rounds one of them."""

import polars as pl

from speedbumps.disclosure.publish import RoundingRules
from speedbumps.disclosure.rounding import WHOLE_BELOW, nearest, next_above, next_below

FULL = 100.0
"""The highest severity."""


def publish_means(scores: pl.DataFrame, rules: RoundingRules) -> pl.DataFrame:
    """Return *scores* with the columns `severity`, `bound`, `low` and `high` as publish_mean() returns them.

    *scores* has one row per mean, with `severity`, `low`, `high` (Float64, null where there is none) and `n`.
    """
    severity, low, high, n, unit = (pl.col(name) for name in ("severity", "low", "high", "n", "unit"))
    few = (n > 1) & (n < rules.least)
    least = pl.when(few & (severity * n < FULL)).then(pl.lit("at-most"))
    bound = least.when(few & ((FULL - severity) * n < FULL)).then(pl.lit("at-least"))
    rounded = nearest(severity, unit)
    lifted = pl.any_horizontal((severity < cut) & (rounded >= cut) for cut in rules.cuts)
    shown = (
        pl.when(pl.col("bound") == "at-most")
        .then(next_above(FULL / n, unit))
        .when(pl.col("bound") == "at-least")
        .then(FULL - next_above(FULL - (FULL - FULL / n), unit))
        .when(lifted)
        .then(next_below(severity, unit))
        .otherwise(rounded)
    )
    half = next_above(pl.max_horizontal(high - severity, severity - low), unit)
    return (
        scores.lazy()
        .with_columns(bound.alias("bound"), pl.when(n >= WHOLE_BELOW).then(10.0).otherwise(1.0).alias("unit"))
        .with_columns(shown.alias("shown"), half.alias("half"))
        .with_columns(
            pl.col("shown").alias("severity"),
            pl.when(low.is_null())
            .then(None)
            .when(pl.col("bound") == "at-most")
            .then(0.0)
            .otherwise(nearest(pl.max_horizontal(pl.lit(0.0), pl.col("shown") - pl.col("half")), unit))
            .alias("low"),
            pl.when(high.is_null())
            .then(None)
            .when(pl.col("bound") == "at-least")
            .then(FULL)
            .otherwise(nearest(pl.min_horizontal(pl.lit(FULL), pl.col("shown") + pl.col("half")), unit))
            .alias("high"),
        )
        .drop("shown", "half", "unit")
        .collect()
    )
