"""The figures of the cells of one round on any barriers, facets and questions."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from speedbumps.rounds.sides import CellFigures, Side
from speedbumps.scoring.people import is_answered, is_applicable
from speedbumps.scoring.schools import pool_moments, read_moments
from speedbumps.scoring.shared_questions import compare_groups
from speedbumps.scoring.targets import ScoredQuestion, Target


def figures_of(side: Side, targets: Sequence[Target]) -> list[Mapping[str, CellFigures]]:
    """Return the figures of each of the school's own cells on each of *targets*, all of which are computed at once."""
    missing = tuple(dict.fromkeys(target for target in targets if target not in side.figures))
    if missing:
        side.figures.update(zip(missing, _compute(side, missing), strict=True))
    return [side.figures[target] for target in targets]


def _compute(side: Side, targets: tuple[Target, ...]) -> list[Mapping[str, CellFigures]]:
    people = side.data.people
    rows = compare_groups(people, (), targets, side.data.rubric.share)
    found = {row["cell"]: row for row in rows.iter_rows(named=True)}
    columns = (_count_skippers(target).alias(str(place)) for place, target in enumerate(targets))
    skipping = {row["cell"]: row for row in people.group_by("cell").agg(*columns).iter_rows(named=True)}
    return [
        {cell: CellFigures(read_moments(row, str(place)), skipping[cell][str(place)]) for cell, row in found.items()}
        for place in range(len(targets))
    ]


def _count_skippers(target: Target) -> pl.Expr:
    names = [part.question for part in target.parts]
    if not names:
        return pl.lit(0)
    given, applying = (pl.sum_horizontal(map(count, names)) for count in (is_answered, is_applicable))
    return ((given > 0) & (given < applying)).sum()


def pool_figures(figures: Iterable[CellFigures]) -> CellFigures:
    """Return the figures of several groups taken as one."""
    every = list(figures)
    return CellFigures(pool_moments(each.scored for each in every), sum(each.skippers for each in every))


def question_target(part: ScoredQuestion) -> Target:
    """Return a question as something that is scored by itself."""
    return Target(part.question, (part,), 1)
