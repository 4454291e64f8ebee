"""From the figures of many schools to the data of each."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import polars as pl

from speedbumps.audit.form_groups import FormGroup
from speedbumps.audit.school_data import SchoolData
from speedbumps.disclosure.assignment import assign_cells, cells_by_school
from speedbumps.disclosure.cells import SchoolCells, fallback_roles
from speedbumps.disclosure.counts import PartlyAnswered
from speedbumps.disclosure.pairs import comparable_pairs
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.scoring.agreement import count_extremes
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.context import ScoringContext, count_applicable
from speedbumps.scoring.responses import Responses
from speedbumps.scoring.role_pairs import Comparison, PairSpreads, RolePair, comparisons
from speedbumps.scoring.schools import Row, pool_cells, score_schools, split_by_school
from speedbumps.scoring.targets import Rubric, Target, build_rubric
from speedbumps.scoring.weights import weight_changes


def split_schools(
    instrument: Instrument, responses: Responses, people: pl.DataFrame, group: FormGroup, *, brief: bool = False
) -> Iterator[SchoolData]:
    """Yield the data of every school; *brief* leaves out what only whole audits need: receipts, gaps and agreement."""
    rubric = build_rubric(instrument.questionnaire, group.forms[0], group.asked)
    together, sizes = assign_cells(instrument.questionnaire, people)
    found = cells_by_school(instrument.questionnaire, sizes)
    scored = score_schools(together, instrument.questionnaire, rubric)
    context = ScoringContext(instrument, rubric, group.forms[0])
    rows = _rows_by_school(scored.cells)
    pooled = {row["school"]: row for row in pool_cells(scored.cells, rubric).iter_rows(named=True)}
    counts = {row["school"]: row for row in scored.questions.iter_rows(named=True)}
    changes = {} if brief else _rows_by_school(weight_changes(scored.people, rubric))
    comparisons_by_pair = {} if brief else _comparisons_by_pair(instrument, rubric, found.values())
    pair_spreads = PairSpreads(scored.people, rubric, comparisons_by_pair)
    ends_by_school = {} if brief else _counts_at_ends(instrument, scored.people, rubric)
    partly_by_school = {} if brief else _counts_of_partly_answered(context, scored.people)
    unscored_by_school = {} if brief else _counts_of_unscored(context, scored.people)
    joins = fallback_roles(instrument.questionnaire)
    own, nobody = split_by_school(scored.people.filter("inside")), scored.people.clear()
    rounds = dict(people.group_by("school").agg(pl.col("round").first()).iter_rows())
    for school, cells in found.items():
        yield SchoolData(
            context=context,
            school=responses.schools.get(school) or School(id=school),
            round=rounds[school],
            cells={TOGETHER.join(cell.roles): cell for cell in cells.own},
            beside={TOGETHER.join(cell.roles): cell for cell in cells.beside},
            public=frozenset(cells.public),
            rows={str(row["cell"]): row for row in rows[school]},
            own=pooled[school],
            counts=counts.get(school, {}),
            packing=scored.packing,
            weight_changes={(str(row["target"]), str(row["question"])): row for row in changes.get(school, [])},
            pairs={}
            if brief
            else {pair: comparisons_by_pair[pair] for pair in comparable_pairs(instrument.questionnaire, cells)},
            shared=pair_spreads.spreads(school),
            ends=ends_by_school.get(school, {}),
            partly=partly_by_school.get(school, {}),
            unscored=unscored_by_school.get(school, {}),
            people=own.get(school, nobody),
            joins={role: into for role, into in joins.items() if role not in cells.public},
            brief=brief,
        )


def _comparisons_by_pair(
    instrument: Instrument, rubric: Rubric, found: Iterable[SchoolCells]
) -> Mapping[RolePair, tuple[Comparison, ...]]:
    """Return every pair of roles in the staffs *found*, with what can be compared between them."""
    held = chain.from_iterable(comparable_pairs(instrument.questionnaire, cells) for cells in found)
    return {pair: comparisons(instrument.questionnaire, rubric, pair) for pair in dict.fromkeys(held)}


def _counts_at_ends(instrument: Instrument, people: pl.DataFrame, rubric: Rubric) -> Mapping[str, Row]:
    """Return for each school how many of its people are in the lowest and in the highest band of each target."""
    bands = instrument.questionnaire.scoring.bands
    if len(bands) == 1:
        return {}
    found = count_extremes(people, rubric, bands[1].from_, bands[-1].from_)
    return {row["school"]: row for row in found.iter_rows(named=True)}


def _counts_of_partly_answered(
    context: ScoringContext, people: pl.DataFrame
) -> Mapping[str, Mapping[tuple[str, str], PartlyAnswered]]:
    """Return for each school how many people of each cell answered each target in part.

    One query for all schools: for each of them alone, making it takes longer than running it.
    """
    cells = people.get_column("cell").unique().to_list()
    targets = [target for target in context.rubric.facets or context.rubric.barriers if target.parts]
    if not targets or not cells:
        return {}
    partly = {target.id: _is_partly_answered(target, cells, context) for target in targets}
    scored = {name: pl.col(name).is_not_null() for name in partly}
    with_score = ((part & scored[name]).sum().alias(f"{name}|scored") for name, part in partly.items())
    without = ((part & ~scored[name]).sum().alias(f"{name}|unscored") for name, part in partly.items())
    found: dict[str, dict[tuple[str, str], PartlyAnswered]] = {}
    for row in people.group_by("school", "cell").agg(*with_score, *without).iter_rows(named=True):
        found.setdefault(row["school"], {}).update(
            {(name, row["cell"]): PartlyAnswered(row[f"{name}|scored"], row[f"{name}|unscored"]) for name in partly}
        )
    return found


def _counts_of_unscored(context: ScoringContext, people: pl.DataFrame) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """Return for each school how many own people answered each question of a target without having its score."""
    targets = context.rubric.facets or context.rubric.barriers
    places = [(target.id, part.question) for target in targets for part in target.parts]
    unscored = (
        ((pl.col(question) >= 0) & pl.col(target).is_null()).sum().alias(str(at))
        for at, (target, question) in enumerate(places)
    )
    rows = people.filter("inside").group_by("school").agg(*unscored).iter_rows()
    return {school: dict(zip(places, numbers, strict=True)) for school, *numbers in rows}


def _is_partly_answered(target: Target, cells: Iterable[str], context: ScoringContext) -> pl.Expr:
    """Return whether a person answered some of *target*, but not all that is asked of the cell, one of *cells*."""
    given = pl.sum_horizontal((pl.col(part.question) >= 0).cast(pl.Int16) for part in target.parts)
    wanted = {cell: count_applicable(context, target.id, cell) for cell in cells}
    return (given > 0) & (given < pl.col("cell").replace_strict(wanted, return_dtype=pl.Int16))


def _rows_by_school(frame: pl.DataFrame) -> Mapping[str, list[Row]]:
    """Return the rows of *frame* by school."""
    found: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row["school"], []).append(row)
    return found
