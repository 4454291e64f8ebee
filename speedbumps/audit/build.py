"""From responses to Audits: the only way to make one."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from speedbumps.audit.agreement import add_agreement
from speedbumps.audit.choices import choice_results
from speedbumps.audit.columns import score_columns
from speedbumps.audit.form_groups import group_by_form
from speedbumps.audit.gaps import gaps
from speedbumps.audit.labels import describe_questionnaire, describe_school, fitting_actions, respondents
from speedbumps.audit.quality import joint_first, notes, quality
from speedbumps.audit.questions import amounts, open_answers, question_results
from speedbumps.audit.receipts import receipt_of
from speedbumps.audit.reliability import reliabilities
from speedbumps.audit.school_data import SchoolData, round_figure
from speedbumps.audit.scores import Figure, band_of, score_of
from speedbumps.audit.signals import signal_notes, signal_results
from speedbumps.audit.split_schools import split_schools
from speedbumps.disclosure.decisions import withheld_figures
from speedbumps.disclosure.publish import publish
from speedbumps.model.audit import (
    AmountResult,
    Audit,
    BarrierResult,
    FacetResult,
    Respondents,
    Score,
    WithheldFigure,
)
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_detail
from speedbumps.model.questionnaire import Barrier
from speedbumps.plan.bumps import count_votes, rank_bumps
from speedbumps.plan.suggest import suggest_plan
from speedbumps.scoring.responses import Responses
from speedbumps.scoring.targets import Target

AT_ONCE = 250
"""The number of schools that are audited together."""


class AuditOptions(NamedTuple):
    """What audits contain besides what follows from the answers."""

    date: str | None = None
    """The only date in an audit, given by the caller: no clock is read."""
    overall: bool = False
    reliability: bool = False
    exact: bool = False
    """Whether figures keep 9 decimals: for whoever keeps the answers."""
    school: str | None = None
    """The id of the only school to audit; None for all."""


def audits(instrument: Instrument, responses: Responses, options: AuditOptions | None = None) -> Iterator[Audit]:
    """Yield the audit of each school in *responses*, in the order of their ids.

    The column *round* of the people holds one value for each school, or null where no round is named. Only the audits
    of some schools are held at a time, so whoever keeps none of them needs little memory.
    """
    options = options or AuditOptions()
    group_of = {school: group for group, schools in group_by_form(instrument, responses).items() for school in schools}
    schools = sorted(group_of if options.school is None else {options.school} & group_of.keys())
    for start in range(0, len(schools), AT_ONCE):
        part = schools[start : start + AT_ONCE]
        people = responses.people
        if len(part) < len(group_of):
            people = people.filter(pl.col("school").is_in(part))
        made: dict[str, Audit] = {}
        for group in dict.fromkeys(group_of[school] for school in part):
            those = people.filter(pl.col("school").is_in([each for each in part if group_of[each] == group]))
            for data in split_schools(instrument, responses, those, group):
                made[data.school.id] = _audit(data, responses, options, mixed=len(group.forms) > 1)
        for school in part:
            audit = made.pop(school)
            yield audit if options.exact else publish(audit)


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
    figures: dict[str, dict[str, Figure]] = {}
    rows = score_columns(instrument, responses, exact=True).figures.select("school", "target", *Figure._fields)
    for school, target, *figure in rows.iter_rows():
        figures.setdefault(school, {})[target] = Figure(*figure)
    for group, schools in group_by_form(instrument, responses).items():
        people = responses.people.filter(pl.col("school").is_in(schools))
        for data in split_schools(instrument, responses, people, group, brief=True):
            name = data.school.id
            yield Outline(name, data.round, respondents(data), figures.pop(name), tuple(amounts(data)))


def _audit(data: SchoolData, responses: Responses, options: AuditOptions, *, mixed: bool) -> Audit:
    barriers = tuple(_barrier_result(data, barrier) for barrier in data.instrument.questionnaire.barriers)
    detail = form_detail(data.instrument.questionnaire, data.context.form)
    found: tuple[BarrierResult | FacetResult, ...] = (
        tuple(facet for barrier in barriers for facet in barrier.facets) if detail == "facets" else barriers
    )
    signals = tuple(signal_results(data, barriers))
    energy = any(each.signal == "energy" and each.side == "high" for each in signals)
    choices = tuple(choice_results(data))
    of = data.instrument.questionnaire
    votes = count_votes(of.signals, choices, data.limits.min_group)
    bumps = rank_bumps(_bumps(data, found), of.signals, votes, of.scoring.bump_line)
    shown = fitting_actions(data.context, data.nation)
    school = describe_school(data)
    chosen, plan = suggest_plan(bumps, shown.values(), energy=energy, staff=school.staff)
    used = {name for names in chosen.values() for name in names}
    overall = _overall(data, barriers) if options.overall else None
    people = respondents(data)
    return Audit(
        questionnaire=describe_questionnaire(data.context, data.nation),
        form=data.context.form,
        detail="facets" if detail == "facets" else "barriers",
        school=school,
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
        choices=choices,
        actions=tuple(action for name, action in shown.items() if name in used),
        plan=plan if bumps else None,
        signals=signals,
        quality=quality(data, responses, barriers),
        reliability=tuple(reliabilities(data, barriers)) if options.reliability else None,
        notes=(
            *notes(data, barriers, people, mixed=mixed, overall=overall is not None),
            *signal_notes(data, barriers, signals),
        ),
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
        strength=data.localize(facet.strength),
        about=data.localize(facet.about),
        within_reach=facet.within_reach,
        quick_sign=data.localize(facet.quick_sign),
        lasting_outcome=data.localize(facet.lasting_outcome),
        ask_whom=data.localize(facet.ask_whom),
        ask_others=data.localize(facet.ask_others),
        questions=questions,
    )


def _score_fields(score: Score) -> dict[str, object]:
    return {name: getattr(score, name) for name in Score.model_fields}


def _bumps(data: SchoolData, found: tuple[BarrierResult | FacetResult, ...]) -> list[BarrierResult | FacetResult]:
    """Return the results that are bumps, in the questionnaire's order.

    A score of one person among several respondents is that person's view, and no bump of the school.
    """
    start = data.instrument.questionnaire.scoring.bump_line
    own = [each for each in found if each.n != 1 or data.n == 1]
    return [each for each in own if each.severity is not None and each.severity >= start]


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
