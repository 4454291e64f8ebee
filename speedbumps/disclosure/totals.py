"""Decide which scores of whole schools may be shown, for all schools at once.

The decision depends on numbers of people only, and of large numbers not on how large they are. So thousands of schools
have only some hundred different patterns, and each is decided once, for one of its schools, by the rules for a school.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from speedbumps.disclosure.assignment import cells_by_school
from speedbumps.disclosure.cells import SchoolCells
from speedbumps.disclosure.counts import SchoolCounts
from speedbumps.disclosure.decisions import FigureKey
from speedbumps.disclosure.limits import least_people, limits_of
from speedbumps.disclosure.scores import hidden_total
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.context import ScoringContext
from speedbumps.scoring.schools import Row, SeverityMoments, read_moments
from speedbumps.scoring.targets import Target


class SchoolTotals(NamedTuple):
    """The numbers of people of some schools that share their forms and questions."""

    cells: pl.DataFrame
    """`SchoolFigures.cells`."""
    pooled: pl.DataFrame
    """The same for all own people of each school, as pool_cells() returns it."""
    sizes: pl.DataFrame
    """The sizes of the schools' roles, as assign_cells() returns them."""


def score_column(target: str) -> str:
    """Return the name of the column that says whether the score of *target* is hidden."""
    return f"{target}|hidden"


def decide_totals(context: ScoringContext, found: SchoolTotals) -> pl.DataFrame:
    """Return one row per row of `found.pooled`: score_column() of each target, Boolean."""
    patterns = _patterns(context, found)
    first = {target.id: patterns.unique(target.id, keep="first") for target in context.rubric.targets}
    schools = pl.concat(each.get_column("school") for each in first.values()).unique()
    counts = dict(_counts_by_school(context, found, schools))
    columns: list[pl.Series] = []
    for target in context.rubric.targets:
        name = score_column(target.id)
        rows = [
            (pattern, _is_score_hidden(counts[school], target))
            for school, pattern in first[target.id].select("school", target.id).iter_rows()
        ]
        table = pl.DataFrame(rows, schema={target.id: pl.String, name: pl.Boolean}, orient="row")
        decided = patterns.select(target.id).join(table, on=target.id, how="left", maintain_order="left")
        columns.append(decided.get_column(name))
    return pl.DataFrame(columns)


def _patterns(context: ScoringContext, found: SchoolTotals) -> pl.DataFrame:
    """Return `school` and, for each target, a text that is the same where the decision must be.

    It holds the number of people in each of the school's own cells; of the people with a score whether in each cell
    there are none, one, too few or enough; and how many they are together. Numbers from the limit on are alike.
    """
    limits = limits_of(context.instrument.questionnaire)
    least = {target.id: least_people(context, target, limits) for target in context.rubric.targets}
    people = pl.min_horizontal("people", max(limits.min_group, *least.values())).cast(pl.String)
    staff = (pl.col("cell") + ":" + people).str.join(";").alias("staff")
    kinds = (_kind_of_number(pl.col(f"{name}|n"), few).str.join("").alias(name) for name, few in least.items())
    by_school = found.cells.lazy().filter("inside").group_by("school", maintain_order=True).agg(staff, *kinds).collect()
    schools = found.pooled.select("school")
    own = schools.join(by_school, on="school", how="left", maintain_order="left").fill_null("")
    together = found.pooled.select(pl.min_horizontal(f"{name}|n", few).alias(name) for name, few in least.items())
    return own.select(
        "school",
        *(
            pl.concat_str("staff", name, together.get_column(name).cast(pl.String), separator="/").alias(name)
            for name in least
        ),
    )


def _kind_of_number(n: pl.Expr, least: int) -> pl.Expr:
    return pl.when(n >= least).then(pl.lit("e")).when(n > 1).then(pl.lit("f")).otherwise(n.cast(pl.String))


def _counts_by_school(
    context: ScoringContext, found: SchoolTotals, schools: pl.Series
) -> Iterator[tuple[str, SchoolCounts]]:
    """Yield the id and the numbers of people of each of *schools*, as far as scores of the whole school need them."""
    staffs = cells_by_school(
        context.instrument.questionnaire, found.sizes.filter(pl.col("school").is_in(schools.implode()))
    )
    rows: dict[str, dict[str, Row]] = {}
    for row in found.cells.filter(pl.col("school").is_in(schools.implode())).iter_rows(named=True):
        rows.setdefault(row["school"], {})[row["cell"]] = row
    for row in found.pooled.filter(pl.col("school").is_in(schools.implode())).iter_rows(named=True):
        yield row["school"], _school_counts(context, staffs[row["school"]], rows[row["school"]], row)


def _school_counts(context: ScoringContext, staff: SchoolCells, rows: Mapping[str, Row], whole: Row) -> SchoolCounts:
    nobody: Mapping[tuple[Target, str], SeverityMoments] = {}
    return SchoolCounts(
        context=context,
        limits=limits_of(context.instrument.questionnaire),
        cells={TOGETHER.join(cell.roles): cell for cell in staff.own},
        beside={},
        public=frozenset(staff.public),
        scored={
            (target.id, cell): read_moments(row, target.id)
            for target in context.rubric.targets
            for cell, row in rows.items()
        },
        whole={target.id: read_moments(whole, target.id) for target in context.rubric.targets},
        partly={},
        unscored={},
        answers={},
        written={},
        zeros={},
        picks={},
        conditions={},
        pairs={},
        shared=nobody,
    )


def _is_score_hidden(counts: SchoolCounts, target: Target) -> bool:
    """Return whether the score of *target* is hidden."""
    return any(figure.key == FigureKey("score", target.id) for figure in hidden_total(counts, target))
