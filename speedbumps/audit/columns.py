"""The scores of all schools that may be shown, in columns: the same as in their audits, without building these."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

import polars as pl

from speedbumps.audit.form_groups import FormGroup, group_by_form
from speedbumps.audit.labels import respondents
from speedbumps.audit.school_data import (
    headcount_of_roles,
    headcount_with_joining,
    role_cells,
    roles_asked,
    roles_of_school,
)
from speedbumps.audit.scores import Figure
from speedbumps.audit.split_schools import split_schools
from speedbumps.disclosure.assignment import assign_cells
from speedbumps.disclosure.cells import fallback_roles
from speedbumps.disclosure.limits import limits_of
from speedbumps.disclosure.publish import rounding_rules
from speedbumps.disclosure.publish_columns import publish_means
from speedbumps.disclosure.rounding import nearest
from speedbumps.disclosure.totals import SchoolTotals, decide_totals, score_column
from speedbumps.model.answers import School
from speedbumps.model.audit import Limits, Respondents
from speedbumps.model.instrument import Instrument
from speedbumps.model.over_staff import OverStaff, over_staff
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.context import ScoringContext, count_applicable
from speedbumps.scoring.intervals import HOUSE_SPREAD, HOUSE_SPREAD_OF_QUESTION, interval_quantile
from speedbumps.scoring.receipts import PLACES
from speedbumps.scoring.responses import Responses
from speedbumps.scoring.schools import ALIKE, MIDDLE, pool_cells, score_cells
from speedbumps.scoring.targets import Target, build_rubric


class ScoreColumns(NamedTuple):
    """The scores of all schools."""

    figures: pl.DataFrame
    """One row per school and target: `school`, `round`, `target`, the fields of Figure, and `precision`.

    Schools are in the order of their ids, and each barrier is followed by its facets.
    """
    over_staff: Mapping[str, tuple[OverStaff, ...]]
    """By the id of each school in which more people answered than it has: where."""


def score_columns(instrument: Instrument, responses: Responses, *, exact: bool = False) -> ScoreColumns:
    """Return the score of each barrier and facet in each school of *responses*, as far as it may be shown.

    If figures are not *exact*, they are rounded as in an audit.
    """
    groups = group_by_form(instrument, responses)
    found = [_score_group(instrument, responses, group, schools) for group, schools in groups.items()]
    figures = pl.concat(figures for figures, _ in found)
    if len(found) > 1:
        figures = figures.sort("school", maintain_order=True)
    alone = pl.col("alone")
    if not exact:
        scoring, limits = instrument.questionnaire.scoring, limits_of(instrument.questionnaire)
        rules = rounding_rules(scoring.bands, scoring.bump_line, limits.min_distribution)
        rounded = publish_means(figures, rules)
        figures = figures.with_columns(
            pl.when(alone).then(pl.col(name)).otherwise(rounded.get_column(name)).alias(name)
            for name in ("severity", "low", "high", "bound")
        )
    figures = figures.drop("alone").with_columns(pl.lit("exact" if exact else "rounded").alias("precision"))
    crowded = {school: over for _, each in found for school, over in each.items()}
    return ScoreColumns(figures, dict(sorted(crowded.items())))


def _score_group(
    instrument: Instrument, responses: Responses, group: FormGroup, schools: Sequence[str]
) -> tuple[pl.DataFrame, Mapping[str, tuple[OverStaff, ...]]]:
    """Return the figures of *schools* that share their forms and questions, and where more answered than there are."""
    people = responses.people
    if people.get_column("school").n_unique() > len(schools):
        people = people.filter(pl.col("school").is_in(schools))
    context = ScoringContext(
        instrument, build_rubric(instrument.questionnaire, group.forms[0], group.asked), group.forms[0]
    )
    together, sizes = assign_cells(instrument.questionnaire, people)
    cells = score_cells(together, instrument.questionnaire, context.rubric)
    del together
    totals = SchoolTotals(cells, pool_cells(cells, context.rubric), sizes)
    staffs = _read_staffs(instrument.questionnaire, totals, responses)
    wide = [
        totals.pooled,
        decide_totals(context, totals),
        _count_asked(context, totals),
        _headcounts(context, totals, staffs),
    ]
    rounds = people.lazy().group_by("school").agg(pl.col("round").first()).sort("school").collect()
    alone = _alone(instrument.questionnaire, totals)
    figures = _figures(context, pl.concat([*wide, alone, rounds.select("round")], how="horizontal"))
    crowded = [each.school.id for each in staffs if _is_crowded(instrument.questionnaire, each)]
    return figures, dict(_crowded_schools(instrument, responses, people.filter(pl.col("school").is_in(crowded)), group))


class _Staff(NamedTuple):
    """A school of which is known how many people it has, and those who answered."""

    school: School
    cells: Mapping[str, int]
    """The number of people in each of its own cells."""
    public: frozenset[str]
    """The cells of one person who agreed to be shown."""
    roles: frozenset[str]
    """The roles whose people can be counted as its own."""


def _read_staffs(questionnaire: Questionnaire, totals: SchoolTotals, responses: Responses) -> list[_Staff]:
    """Return the schools of which is known how many people they have."""
    known = {name: school for name, school in responses.schools.items() if school.headcount is not None}
    if not known:
        return []
    alone, cells = fallback_roles(questionnaire), dict[str, dict[str, int]]()
    for school, cell, n, inside in totals.cells.select("school", "cell", "people", "inside").iter_rows():
        if inside and school in known:
            cells.setdefault(school, {})[cell] = n
    roles: dict[object, frozenset[str]] = {}
    found: list[_Staff] = []
    for name, held in cells.items():
        school = known[name]
        kind = (school.nation, tuple(school.headcount) if isinstance(school.headcount, dict) else None)
        if kind not in roles:
            roles[kind] = roles_of_school(questionnaire, school)
        public = frozenset(cell for cell, n in held.items() if n == 1 and cell in alone)
        found.append(_Staff(school, held, public, roles[kind]))
    return found


def _count_asked(context: ScoringContext, totals: SchoolTotals) -> pl.DataFrame:
    """Return one row per school: whether there is anybody to whom anything was put, and whose people can be scored.

    The columns are `<target>|put` (Boolean), and `<target>|asked`, the number of people asked enough for a score.
    """
    own = totals.cells.filter("inside")
    cells = own.get_column("cell").unique(maintain_order=True).to_list()
    columns = {
        **{f"{each.id}|put": _cells_with(context, each, cells, 1) for each in context.rubric.targets},
        **{f"{each.id}|asked": _cells_with(context, each, cells, each.least) for each in context.rubric.targets},
    }
    sets = {held: str(place) for place, held in enumerate(dict.fromkeys(columns.values()))}
    sums = (
        pl.when(pl.col("cell").is_in(held)).then("people").otherwise(0).sum().alias(name) for held, name in sets.items()
    )
    by_school = own.lazy().group_by("school").agg(sums).collect()
    found = totals.pooled.select("school").join(by_school, on="school", how="left", maintain_order="left").fill_null(0)
    return found.select(
        (pl.col(sets[held]) > 0 if name.endswith("|put") else pl.col(sets[held])).alias(name)
        for name, held in columns.items()
    )


def _cells_with(context: ScoringContext, target: Target, cells: Sequence[str], least: int) -> tuple[str, ...]:
    """Return those of *cells* for whose people at least so many questions of *target* count."""
    return tuple(cell for cell in cells if count_applicable(context, target.id, cell) >= least)


def _headcounts(context: ScoringContext, totals: SchoolTotals, staffs: Sequence[_Staff]) -> pl.DataFrame:
    """Return one row per school with `<target>|headcount`: the number of people in the roles asked, where known."""
    questionnaire, targets = context.instrument.questionnaire, context.rubric.targets
    names = [f"{target.id}|headcount" for target in targets]
    roles = dict[object, list[frozenset[str]]]()
    rows = list[tuple[str | int | None, ...]]()
    for school, cells, public, own in staffs:
        pattern = (own, tuple(cells), public)
        if pattern not in roles:
            cell_of = role_cells(cells, _joins(questionnaire, public))
            roles[pattern] = [roles_asked(context, target, own, cell_of) for target in targets]
        counts = {asked: headcount_of_roles(school, asked, own) if asked else None for asked in set(roles[pattern])}
        rows.append((school.id, *(counts[asked] for asked in roles[pattern])))
    table = pl.DataFrame(rows, schema={"school": pl.String, **dict.fromkeys(names, pl.Int64)}, orient="row")
    return totals.pooled.select("school").join(table, on="school", how="left", maintain_order="left").select(names)


def _is_crowded(questionnaire: Questionnaire, staff: _Staff) -> bool:
    """Return whether more people answered than the school has, in all or in a cell, whether or not that is shown."""
    school, cells, public, own = staff
    joins = _joins(questionnaire, public)
    staffs = (headcount_with_joining(school, cell, joins) for cell in cells)
    counted = [(sum(cells.values()), headcount_of_roles(school, own, own)), *zip(cells.values(), staffs, strict=True)]
    return any(people is not None and n > people for n, people in counted)


def _joins(questionnaire: Questionnaire, public: frozenset[str]) -> Mapping[str, str]:
    """Return the roles that count with another one in a school, by role, as in SchoolData."""
    return {role: into for role, into in fallback_roles(questionnaire).items() if role not in public}


def _crowded_schools(
    instrument: Instrument, responses: Responses, people: pl.DataFrame, group: FormGroup
) -> Iterator[tuple[str, tuple[OverStaff, ...]]]:
    """Yield the id of each school of *people* in which more answered than it has, and where, as its audit says it."""
    if people.is_empty():
        return
    for data in split_schools(instrument, responses, people, group, brief=True):
        over = over_staff(_Counted(respondents(data)))
        if over:
            yield data.school.id, over


class _Counted(NamedTuple):
    """The numbers of respondents of a school."""

    respondents: Respondents


def _alone(questionnaire: Questionnaire, totals: SchoolTotals) -> pl.DataFrame:
    """Return one row per school with `alone`: whether its only respondent agreed to be shown."""
    own = totals.cells.filter(pl.col("inside") & pl.col("cell").is_in(list(fallback_roles(questionnaire))))
    alone = (pl.col("people") == 1) & pl.col("school").is_in(own.get_column("school").implode())
    return totals.pooled.select(alone.alias("alone"))


def _figures(context: ScoringContext, wide: pl.DataFrame) -> pl.DataFrame:
    """Return the exact figures: one row per school and target, in order; and `alone`.

    *wide* has one row per school, with columns for each target.
    """
    order = [each for barrier in context.rubric.barriers for each in (barrier, *context.facets_of[barrier.id])]
    names = pl.Enum([target.id for target in order])
    rows = wide.lazy().with_row_index("place")
    long = pl.concat(rows.select(_fields(target, names)) for target in order).collect()
    figures = _score(long.sort("place", "target"), limits_of(context.instrument.questionnaire))
    about = wide.select("school", "round", "alone").select(pl.all().gather(figures.get_column("place")))
    return pl.concat([about, figures.drop("place").cast({"target": pl.String})], how="horizontal").select(
        "school", "round", "target", *Figure._fields, "alone"
    )


def _fields(target: Target, names: pl.Enum) -> list[pl.Expr]:
    """Return expressions for what _score() needs of *target*."""
    ends = ("n", "sum", "squares", "open", "put", "asked", "headcount")
    house = HOUSE_SPREAD_OF_QUESTION if len(target.parts) == 1 else HOUSE_SPREAD
    return [
        pl.col("place"),
        pl.lit(target.id, dtype=names).alias("target"),
        *(pl.col(f"{target.id}|{end}").alias(end) for end in ends),
        pl.col(score_column(target.id)).alias("hidden"),
        pl.col("alone"),
        pl.lit(house.deviation).alias("house"),
    ]


def _score(rows: pl.DataFrame, limits: Limits) -> pl.DataFrame:
    """Return *rows*, each of a school and target, with the fields of Figure, as figure_of() returns them."""
    n, asked = pl.col("n").cast(pl.Int64), pl.col("asked").cast(pl.Int64)
    status = (
        pl.when("hidden")
        .then(pl.lit("withheld"))
        .when(~pl.col("put"))
        .then(pl.lit("not-asked"))
        .when(pl.col("open") == 0)
        .then(pl.lit("not-applicable"))
        .when(n > 0)
        .then(pl.lit("scored"))
        .otherwise(pl.lit("not-enough-answers"))
    )
    scored = pl.col("status") == "scored"
    told = scored | pl.col("status").is_in(["not-enough-answers", "not-applicable"])
    interval = pl.when(scored).then("kind").otherwise(pl.lit("none"))
    # A column, as Polars divides by a single number less precisely: it multiplies by the reciprocal.
    unit = pl.repeat(10.0**PLACES, rows.height, eager=True).alias("unit")
    return (
        rows.with_columns(*_intervals(rows, limits), unit)
        .lazy()
        .with_columns(n.alias("n"), asked.alias("asked"), status.alias("status"))
        .select(
            "place",
            "target",
            *(
                pl.when(scored).then(nearest(pl.col(name), pl.col("unit"))).alias(name)
                for name in ("severity", "low", "high")
            ),
            interval.alias("interval"),
            pl.when(scored).then("n").when(told).then(0).alias("n"),
            pl.when(told).then("asked").alias("asked"),
            "status",
            pl.lit(None, dtype=pl.String).alias("bound"),
        )
        .collect()
    )


def _intervals(rows: pl.DataFrame, limits: Limits) -> list[pl.Series]:
    """Return the means of *rows* with their intervals, as usable_spread() and mean_interval() say.

    These are `severity`, `low`, `high` and `kind`, with nothing that means anything where nobody has a score.
    """
    n, away = pl.col("n").cast(pl.Int64), pl.col("sum")
    squares = pl.col("squares") - away * away / n
    alike = (n > 1) & (squares < ALIKE * n)
    deviation = pl.when(alike).then(0.0).otherwise((pl.max_horizontal(pl.lit(0.0), squares) / (n - 1)).sqrt())
    enough = n >= limits.min_distribution
    own = pl.col("alone") | enough
    sizes = rows.get_column("n").cast(pl.Int64).unique().to_list()
    quantiles = {size: interval_quantile(size - 1) for size in sizes if size > 1}
    ready = rows.lazy().select(
        n.alias("n"),
        (MIDDLE + away / n).alias("severity"),
        (alike & enough).alias("alike"),
        pl.when(pl.col("headcount") >= pl.col("asked")).then("headcount").alias("people"),
        pl.when(own).then(deviation).otherwise("house").alias("deviation"),
        pl.when(own)
        .then(n.replace_strict(quantiles, default=None, return_dtype=pl.Float64))
        .otherwise(interval_quantile(inf))
        .alias("quantile"),
    )
    n, people, mean = pl.col("n"), pl.col("people"), pl.col("severity")
    correction = pl.when(people >= n).then((1 - n / people).sqrt()).otherwise(1.0)
    half = pl.col("quantile") * pl.col("deviation") / n.sqrt() * correction
    kind = (
        pl.when(n == 1)
        .then(pl.lit("one"))
        .when("alike")
        .then(pl.lit("alike"))
        .when(people == n)
        .then(pl.lit("everyone"))
        .otherwise(pl.lit("t"))
    )
    ends = {"low": pl.max_horizontal(pl.lit(0.0), mean - half), "high": pl.min_horizontal(pl.lit(100.0), mean + half)}
    return (
        ready.with_columns(kind.alias("kind"))
        .select(
            "severity",
            "kind",
            *(
                pl.when(pl.col("kind") == "t").then(end).when(pl.col("kind") != "one").then("severity").alias(name)
                for name, end in ends.items()
            ),
        )
        .collect()
        .get_columns()
    )
