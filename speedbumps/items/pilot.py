"""From the answers of many schools to the people of one pilot, all of whom are counted together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import polars as pl

from speedbumps.audit.form_groups import FormGroup, group_by_form
from speedbumps.disclosure.assignment import assign_cells, cells_by_school
from speedbumps.disclosure.cells import outside_roles
from speedbumps.disclosure.counts import cell_name
from speedbumps.disclosure.items import ItemDecisions, PilotCounts, decide_items, schools_left_out
from speedbumps.disclosure.limits import limits_of
from speedbumps.model.audit import Limits
from speedbumps.model.instrument import Instrument
from speedbumps.model.items import EVERYONE
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.context import ScoringContext
from speedbumps.scoring.people import add_severities, mask_inapplicable
from speedbumps.scoring.reliability import answer_severities
from speedbumps.scoring.responses import NOT_ASKED, Responses
from speedbumps.scoring.schools import SeverityMoments, moment_sums, read_moments
from speedbumps.scoring.targets import build_rubric

TOGETHER_AS = "pilot"
"""The name under which the people of all schools are counted as if they were of one."""

SITE = "site"
"""The column with the school that a person is of."""


class PilotGroup(NamedTuple):
    """People of a pilot who are looked at together."""

    role: str
    """Its name in an analysis."""
    cell: str | None
    """The cell of its people; None for all staff."""
    roles: tuple[str, ...]
    people: pl.DataFrame
    """One row per person: SITE, `cell`, `inside`, the codes that count, and the columns of add_severities()."""
    by_school: Mapping[str, tuple[SeverityMoments, ...]]
    """By question: the severities of the people of each school."""
    outside: bool = False
    counted: bool = True
    """Whether the number of its people may be shown."""


@dataclass(frozen=True, eq=False)
class PilotAnswers:
    """The answers of a pilot, with what may be shown of them."""

    context: ScoringContext
    forms: FormGroup
    limits: Limits
    groups: tuple[PilotGroup, ...]
    """All staff together, then each cell."""
    decisions: ItemDecisions
    people: int
    """The number of all people, of outside roles too."""
    left_out: int
    """The number of schools that are left out, as they have too few people."""


def pool_schools(instrument: Instrument, responses: Responses) -> PilotAnswers:
    """Return the pilot of everybody in *responses*, but for schools that have too few people.

    Roles are merged as in one school that has everybody; a one-person role counts as the role that it joins. Of people
    with different forms, only the questions that all of them were asked are used.
    """
    questionnaire, limits = instrument.questionnaire, limits_of(instrument.questionnaire)
    left_out = schools_left_out(_staff(questionnaire, responses.people), limits)
    people = responses.people.filter(~pl.col("school").is_in(list(left_out))).with_columns(
        pl.col("school").alias(SITE), pl.lit(TOGETHER_AS).alias("school"), pl.lit(value=False).alias("consent")
    )
    about = replace(responses, people=people.drop(SITE))
    ((forms, _),) = group_by_form(instrument, about).items()
    context = ScoringContext(instrument, build_rubric(questionnaire, forms.forms[0], forms.asked), forms.forms[0])
    together, sizes = assign_cells(questionnaire, people)
    (found,) = cells_by_school(questionnaire, sizes).values()
    own = {TOGETHER.join(cell.roles): cell for cell in found.own}
    beside = {TOGETHER.join(cell.roles): cell for cell in found.beside}
    asked = [name for name in together.columns if name in context.rubric.asked]
    masked = mask_inapplicable(questionnaire, asked, [*own, *beside])
    ready = add_severities(together.lazy().select(SITE, "cell", "inside", *masked), context.rubric).collect()
    counts = PilotCounts(context, limits, own, beside, _answered(context, ready), _scored(context, ready))
    groups = tuple(_groups(context, ready, counts))
    return PilotAnswers(context, forms, limits, groups, decide_items(counts), ready.height, len(left_out))


def _staff(questionnaire: Questionnaire, people: pl.DataFrame) -> Mapping[str, int]:
    """Return how many people of each school are its own, not of outside roles."""
    own = ~pl.col("role").is_in(list(outside_roles(questionnaire)))
    return dict(people.group_by("school").agg(own.sum()).iter_rows())


def scored_questions(context: ScoringContext) -> tuple[str, ...]:
    """Return the questions that count for a score, in the questionnaire's order."""
    counting = {part.question for part in context.rubric.parts}
    return tuple(each.id for each in context.instrument.questionnaire.questions if each.id in counting)


def _groups(context: ScoringContext, people: pl.DataFrame, counts: PilotCounts) -> Iterator[PilotGroup]:
    staff = people.filter("inside")
    counted = staff.height >= counts.limits.min_group
    yield PilotGroup(EVERYONE, None, (), staff, _school_moments(context, staff), counted=counted)
    for cell, held in {**counts.cells, **counts.beside}.items():
        if cell in counts.cells and len(counts.cells) == 1:
            continue  # all staff are in one cell: that is everyone
        members = people.filter(pl.col("cell") == cell)
        moments, outside = _school_moments(context, members), cell in counts.beside
        yield PilotGroup(cell_name(cell), cell, held.roles, members, moments, outside, held.shown)


def _school_moments(context: ScoringContext, people: pl.DataFrame) -> Mapping[str, tuple[SeverityMoments, ...]]:
    """Return the severities of each question in each school, whichever way the question is keyed for its first part."""
    parts = tuple({part.question: part for part in reversed(context.rubric.parts)}.values())
    severities = answer_severities(people, parts)
    sums = moment_sums(severities.columns) if parts else []
    rows = severities.with_columns(people.get_column(SITE)).group_by(SITE, maintain_order=True).agg(*sums)
    found = rows.rows(named=True)
    return {part.question: tuple(read_moments(row, part.question) for row in found) for part in parts}


def _answered(context: ScoringContext, people: pl.DataFrame) -> Mapping[str, Mapping[str, int]]:
    """Return for each question how many people of each cell answered, for the cells in which anybody was asked."""
    found: dict[str, dict[str, int]] = {}
    for name in scored_questions(context):
        by_cell = people.group_by("cell", maintain_order=True).agg(
            (pl.col(name) >= 0).sum().alias("n"), (pl.col(name) != NOT_ASKED).any().alias("asked")
        )
        found[name] = {cell: n for cell, n, asked in by_cell.iter_rows() if asked}
    return found


def _scored(context: ScoringContext, people: pl.DataFrame) -> Mapping[str, Mapping[str, int]]:
    """Return for each facet and barrier how many people of each cell have a score."""
    names = [target.id for target in context.rubric.targets]
    rows = people.group_by("cell", maintain_order=True).agg(pl.col(names).count()).iter_rows(named=True)
    by_cell = {row["cell"]: row for row in rows}
    return {name: {cell: row[name] for cell, row in by_cell.items()} for name in names}


def scale_ends(context: ScoringContext, question: str) -> tuple[str, str]:
    """Return the words of the first and of the last point of the scale of *question*."""
    points = scale_of(context.instrument.questionnaire, context.instrument.questions[question]).points
    return points[0].label, points[-1].label
