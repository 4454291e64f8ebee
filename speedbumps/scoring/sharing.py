"""From people's answers to the severities of groups held against each other, on what all of them were asked."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from speedbumps.scoring.people import reached
from speedbumps.scoring.responses import BLANK, CODE, DK, PNS
from speedbumps.scoring.schools import MIDDLE, Row, Spread
from speedbumps.scoring.targets import Target

SLICE = 50_000
"""People taken at a time: each becomes a row for every question of every comparison."""

SHAPE: dict[str, pl.DataType | type[pl.DataType]] = {
    "shared": pl.Int32,
    "least": pl.Int64,
    "cell": pl.List(pl.String),
    "question": pl.String,
    "weight": pl.Float64,
    "code": pl.List(CODE),
    "step": pl.List(pl.Float64),
}


class Shared(NamedTuple):
    """A facet, barrier or question as it counts between groups: by the questions that they share."""

    target: Target
    cells: frozenset[str]
    """The cells that are compared by it."""


def compared(people: pl.DataFrame, shared: Sequence[Shared], share: Fraction) -> pl.DataFrame:
    """One row a school, cell and place in *shared*: what spread_of() reads of those who answered enough."""
    points = pl.DataFrame(list(_points(shared)), schema=SHAPE, orient="row").explode("code", "step").explode("cell")
    slices = list(people.iter_slices(SLICE)) or [people]
    found = pl.concat([_compared(part, points, share) for part in slices])
    return found.group_by("school", "cell", "shared").agg(pl.col("n", "sum", "squares").sum())


def spread_of(row: Row) -> Spread:
    """The figures in one row of compared()."""
    return Spread(n=int(row["n"] or 0), away=row["sum"] or 0.0, squares=row["squares"] or 0.0)


def _compared(people: pl.DataFrame, points: pl.DataFrame, share: Fraction) -> pl.DataFrame:
    questions = points.get_column("question").unique().sort().to_list()
    cells = points.get_column("cell").unique().to_list()
    step, weight, away = pl.col("step"), pl.col("weight"), pl.col("severity") - MIDDLE
    return (
        people.lazy()
        .filter(pl.col("cell").is_in(cells))
        .with_row_index("person")
        .select("person", "school", "cell", *questions)
        .unpivot(questions, index=["person", "school", "cell"], variable_name="question", value_name="code")
        .join(points.lazy(), on=["cell", "question", "code"])
        .group_by("person", "school", "cell", "shared")
        .agg(
            pl.col("least").first(),
            pl.len().alias("applies"),
            step.count().alias("answers"),
            (weight * step).sum().alias("total"),
            weight.filter(step.is_not_null()).sum().alias("answered"),
        )
        .filter(reached(pl.col("answers"), pl.col("least"), pl.col("applies"), share))
        .with_columns((pl.col("total") / pl.col("answered")).alias("severity"))
        .group_by("school", "cell", "shared")
        .agg(pl.len().alias("n"), away.sum().alias("sum"), (away * away).sum().alias("squares"))
        .collect()
    )


def _points(shared: Sequence[Shared]) -> Iterator[tuple[object, ...]]:
    """Each question of each comparison with its points; what was put and not answered has no severity."""
    for place, each in enumerate(shared):
        for part in each.target.parts:
            codes = [*range(len(part.steps)), BLANK, DK, PNS]
            steps = [*part.steps, None, None, None]
            yield place, each.target.least, sorted(each.cells), part.question, part.weight, codes, steps
