"""From responses to Audits: the only way to make one."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import polars as pl

from speedbumps.audit.agreement import add_agreement
from speedbumps.audit.gaps import gaps
from speedbumps.audit.labels import describe_questionnaire, describe_school, fitting_actions, respondents
from speedbumps.audit.quality import joint_first, notes, quality
from speedbumps.audit.questions import amounts, open_answers, question_results
from speedbumps.audit.receipts import receipt_of
from speedbumps.audit.reliability import reliabilities
from speedbumps.audit.school_data import SchoolData, round_figure
from speedbumps.audit.scores import Figure, band_of, figure_of, score_of
from speedbumps.disclosure.assignment import SchoolCells, assign_cells, cells_by_school
from speedbumps.disclosure.cells import fallback_roles
from speedbumps.disclosure.decisions import withheld_figures
from speedbumps.disclosure.pairs import comparable_pairs
from speedbumps.disclosure.publish import publish
from speedbumps.model.answers import School
from speedbumps.model.audit import AmountResult, Audit, BarrierResult, FacetResult, Respondents, Score, WithheldFigure
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_detail, form_questions, scale_of
from speedbumps.model.questionnaire import FULL, Barrier
from speedbumps.plan.options import RankedBump, is_energy_low, rank_options, suggest_plan
from speedbumps.scoring.agreement import count_extremes
from speedbumps.scoring.context import ScoringContext
from speedbumps.scoring.people import TOGETHER
from speedbumps.scoring.responses import NOT_ASKED, Responses
from speedbumps.scoring.role_pairs import Comparison, PairSpreads, RolePair, comparisons
from speedbumps.scoring.schools import Row, score_schools
from speedbumps.scoring.targets import Rubric, Target, build_rubric
from speedbumps.scoring.weights import weight_changes


class AuditOptions(NamedTuple):
    """What audits contain besides what follows from the answers."""

    date: str | None = None
    """The only date in an audit, given by the caller: no clock is read."""
    overall: bool = False
    reliability: bool = False
    exact: bool = False
    """Whether figures keep 9 decimals: for whoever keeps the answers."""


def audits(instrument: Instrument, responses: Responses, options: AuditOptions | None = None) -> Iterator[Audit]:
    """Yield the audit of each school in *responses*, in the order of their ids.

    The column *round* of the people holds one value for each school, or null where no round is named.
    """
    options = options or AuditOptions()
    made: dict[str, Audit] = {}
    for group, schools in _group_by_form(instrument, responses).items():
        people = responses.people.filter(pl.col("school").is_in(schools))
        for audit in _audits_of_group(instrument, responses, people, group, options):
            made[audit.school.id] = audit if options.exact else publish(audit)
    yield from (made[school] for school in sorted(made))


class _FormGroup(NamedTuple):
    """The forms that the people of a school filled in, and the questions that its tables hold."""

    forms: tuple[str, ...]
    """The names of the forms; the one with the fewest questions comes first, and the school is scored on it."""
    asked: frozenset[str]
    """The questions that are in all of the forms and in the school's tables."""


def _group_by_form(instrument: Instrument, responses: Responses) -> Mapping[_FormGroup, list[str]]:
    """Return the schools by their forms and questions, so that the files of one school change nothing for another."""
    questionnaire = instrument.questionnaire
    inside = {name: [each.id for each in form_questions(questionnaire, name)] for name in (FULL, *questionnaire.forms)}
    held = _questions_in_tables(instrument, responses)
    found: dict[_FormGroup, list[str]] = {}
    used = responses.people.group_by("school").agg(pl.col("form").unique()).sort("school").iter_rows()
    for school, names in used:
        forms = tuple(sorted(names, key=lambda name: (len(inside[name]), name)))
        shared = held.get(school, frozenset(responses.question_ids)).intersection(*(inside[name] for name in forms))
        found.setdefault(_FormGroup(forms, shared), []).append(school)
    return found


def _questions_in_tables(instrument: Instrument, responses: Responses) -> Mapping[str, frozenset[str]]:
    """Return the questions in the tables of each school; empty if all tables hold the same questions."""
    pointed = [
        name for name in responses.question_ids if scale_of(instrument.questionnaire, instrument.questions[name]).points
    ]
    given = pl.col(pointed)
    if not pointed or responses.people.select(pl.min_horizontal(given.min())).item() != NOT_ASKED:
        return {}
    others = [name for name in responses.question_ids if name not in pointed]
    rows = responses.people.group_by("school").agg((given != NOT_ASKED).any()).iter_rows(named=True)
    return {row["school"]: frozenset([*others, *(name for name in pointed if row[name])]) for row in rows}


def _audits_of_group(
    instrument: Instrument, responses: Responses, people: pl.DataFrame, group: _FormGroup, options: AuditOptions
) -> Iterator[Audit]:
    """Yield the audits of schools that share their forms and questions."""
    for data in _school_data(instrument, responses, people, group):
        yield _audit(data, responses, options, mixed=len(group.forms) > 1)


def _school_data(
    instrument: Instrument, responses: Responses, people: pl.DataFrame, group: _FormGroup, *, brief: bool = False
) -> Iterator[SchoolData]:
    """Yield the data of every school; *brief* leaves out what only whole audits need: receipts, gaps and agreement."""
    rubric = build_rubric(instrument.questionnaire, group.forms[0], group.asked)
    together, sizes = assign_cells(instrument.questionnaire, people)
    found = cells_by_school(instrument.questionnaire, sizes)
    scored = score_schools(together, instrument.questionnaire, rubric)
    context = ScoringContext(instrument, rubric, group.forms[0])
    rows = _rows_by_school(scored.cells)
    counts = {row["school"]: row for row in scored.questions.iter_rows(named=True)}
    changes = {} if brief else _rows_by_school(weight_changes(scored.people, rubric))
    comparisons_by_pair = {} if brief else _comparisons_by_pair(instrument, rubric, found.values())
    pair_spreads = PairSpreads(scored.people, rubric, comparisons_by_pair)
    ends_by_school = {} if brief else _counts_at_ends(instrument, scored.people, rubric)
    joins = fallback_roles(instrument.questionnaire)
    own = scored.people.filter("inside").partition_by("school", as_dict=True)
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
            counts=counts.get(school, {}),
            packing=scored.packing,
            weight_changes={(str(row["target"]), str(row["question"])): row for row in changes.get(school, [])},
            pairs={}
            if brief
            else {pair: comparisons_by_pair[pair] for pair in comparable_pairs(instrument.questionnaire, cells)},
            shared=pair_spreads.spreads(school),
            ends=ends_by_school.get(school, {}),
            people=own.get((school,), scored.people.clear()),
            joins={role: into for role, into in joins.items() if role not in cells.public},
            brief=brief,
        )


class Outline(NamedTuple):
    """The part of a school's audit that cohort figures may use."""

    school: str
    """The id of the school."""
    round: str | None
    respondents: Respondents
    figures: Mapping[str, Figure]
    """The figures of each barrier, followed by those of its facets, by id."""
    amounts: tuple[AmountResult, ...]


def outlines(instrument: Instrument, responses: Responses) -> Iterator[Outline]:
    """Yield the outline of each school in *responses*: the same figures as in its audit, in a fraction of the time."""
    for group, schools in _group_by_form(instrument, responses).items():
        people = responses.people.filter(pl.col("school").is_in(schools))
        for data in _school_data(instrument, responses, people, group, brief=True):
            figures = dict(_outline_figures(data))
            yield Outline(data.school.id, data.round, respondents(data), figures, tuple(amounts(data)))


def _outline_figures(data: SchoolData) -> Iterator[tuple[str, Figure]]:
    """Yield the id and the figure of each barrier, followed by those of its facets."""
    for barrier in data.rubric.barriers:
        yield barrier.id, figure_of(data, barrier)
        yield from ((facet.id, figure_of(data, facet)) for facet in data.context.facets_of[barrier.id])


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


def _rows_by_school(frame: pl.DataFrame) -> Mapping[str, list[Row]]:
    """Return the rows of *frame* by school."""
    found: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row["school"], []).append(row)
    return found


def _audit(data: SchoolData, responses: Responses, options: AuditOptions, *, mixed: bool) -> Audit:
    barriers = tuple(_barrier_result(data, barrier) for barrier in data.instrument.questionnaire.barriers)
    detail = form_detail(data.instrument.questionnaire, data.context.form)
    found: tuple[BarrierResult | FacetResult, ...] = (
        tuple(facet for barrier in barriers for facet in barrier.facets) if detail == "facets" else barriers
    )
    signals = data.instrument.questionnaire.signals
    bumps = _bumps(data, found)
    shown = fitting_actions(data.context, data.nation)
    chosen = rank_options(bumps, shown.values(), energy=is_energy_low(bumps, signals))
    used = {name for names in chosen.values() for name in names}
    overall = _overall(data, barriers) if options.overall else None
    people = respondents(data)
    return Audit(
        questionnaire=describe_questionnaire(data.context, data.nation),
        form=data.context.form,
        detail="facets" if detail == "facets" else "barriers",
        school=describe_school(data),
        round=data.round,
        date=options.date,
        respondents=people,
        barriers=tuple(_with_options(barrier, chosen) for barrier in barriers),
        overall=overall,
        bumps=tuple(bump.id for bump in bumps),
        joint_first=joint_first(data, bumps),
        gaps=gaps(data),
        amounts=tuple(amounts(data)),
        open=tuple(open_answers(data)),
        actions=tuple(action for name, action in shown.items() if name in used),
        plan=suggest_plan(bumps, chosen, shown, signals) if bumps else None,
        quality=quality(data, responses, barriers),
        reliability=tuple(reliabilities(data, barriers)) if options.reliability else None,
        notes=notes(data, barriers, people, mixed=mixed, overall=overall is not None),
        withheld=tuple(
            WithheldFigure(where=where, reason=reason) for where, reason in withheld_figures(data.decisions)
        ),
    )


def _barrier_result(data: SchoolData, barrier: Barrier) -> BarrierResult:
    target = data.context.targets_by_id[barrier.id]
    score = score_of(data, target)
    parts = tuple(_facet_result(data, each) for each in data.context.facets_of[barrier.id])
    own = () if data.rubric.facets else question_results(data, target)
    questions = own or tuple(question for facet in parts for question in facet.questions)
    score = add_agreement(data, target, score, questions)
    score = score.model_copy(update={"receipt": receipt_of(data, target, score, questions)})
    return BarrierResult(
        **_score_fields(score),
        id=barrier.id,
        title=data.localize(barrier.title) or "",
        about=data.localize(barrier.about),
        facets=parts,
        questions=own,
    )


def _facet_result(data: SchoolData, target: Target) -> FacetResult:
    facet = data.context.facets[target.id]
    questions = question_results(data, target)
    score = add_agreement(data, target, score_of(data, target), questions)
    score = score.model_copy(update={"receipt": receipt_of(data, target, score, questions)})
    return FacetResult(
        **_score_fields(score),
        id=target.id,
        title=data.localize(facet.title) or "",
        about=data.localize(facet.about),
        within_reach=facet.within_reach,
        quick_sign=data.localize(facet.quick_sign),
        lasting_outcome=data.localize(facet.lasting_outcome),
        ask_others=data.localize(facet.ask_others),
        questions=questions,
    )


def _score_fields(score: Score) -> dict[str, object]:
    return {name: getattr(score, name) for name in Score.model_fields}


def _bumps(data: SchoolData, found: tuple[BarrierResult | FacetResult, ...]) -> tuple[RankedBump, ...]:
    """Return the bumps, highest first; ties are in the questionnaire's order.

    A score of one person among several respondents is that person's view, and no bump of the school.
    """
    start = data.instrument.questionnaire.scoring.bump_from
    own = [each for each in found if each.n != 1 or data.n == 1]
    high = [each for each in own if each.severity is not None and each.severity >= start]
    ordered = sorted(high, key=lambda each: -(each.severity or 0.0))
    return tuple(
        RankedBump(
            each.id, each.severity or 0.0, getattr(each, "within_reach", "shared"), getattr(each, "ask_others", None)
        )
        for each in ordered
    )


def _with_options(barrier: BarrierResult, chosen: Mapping[str, tuple[str, ...]]) -> BarrierResult:
    """Return *barrier* with the ids of the actions *chosen* for it and for its facets."""
    parts = tuple(facet.model_copy(update={"options": chosen.get(facet.id, ())}) for facet in barrier.facets)
    return barrier.model_copy(update={"facets": parts, "options": chosen.get(barrier.id, ())})


def _overall(data: SchoolData, barriers: tuple[BarrierResult, ...]) -> Score:
    """Return the mean of the barriers' severities, which is computed only on request since it hides what matters."""
    spreads = [data.whole[target.id] for target in data.rubric.barriers]
    known = [barrier.severity for barrier in barriers if barrier.severity is not None]
    if not known or len(known) < len(spreads):
        return Score(status="withheld" if any(each.n for each in spreads) else "not-enough-answers")
    mean = round_figure(sum(known) / len(known)) or 0.0
    return Score(severity=mean, band=band_of(data.instrument.questionnaire.scoring.bands, mean), status="scored")
