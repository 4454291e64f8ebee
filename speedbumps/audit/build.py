"""From responses to Audits: the one way."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import polars as pl

from speedbumps.audit.agreement import with_views
from speedbumps.audit.gaps import gaps
from speedbumps.audit.labels import actions_shown, questionnaire_shown, respondents, school_shown
from speedbumps.audit.quality import joint_first, notes, quality
from speedbumps.audit.questions import amounts, open_answers, question_results
from speedbumps.audit.reliability import reliabilities
from speedbumps.audit.role_pairs import Between, Comparison, Pair, comparisons, pairs
from speedbumps.audit.school_data import Case, name_of, rounded, spread_of
from speedbumps.audit.scores import Figure, band_of, figure_of, score_of
from speedbumps.audit.scoring_context import Setting, asks_role
from speedbumps.disclosure.assignment import Staff, placed, staffs
from speedbumps.model.answers import School
from speedbumps.model.audit import AmountResult, Audit, BarrierResult, FacetResult, Respondents, Score, Withheld
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import detail_of, in_form, scale_of
from speedbumps.model.questionnaire import FULL, Barrier
from speedbumps.plan.options import Bump, options, slowed_by_energy, suggest
from speedbumps.scoring.agreement import ends
from speedbumps.scoring.people import TOGETHER, roles_of
from speedbumps.scoring.receipts import lines
from speedbumps.scoring.responses import NOT_ASKED, Responses
from speedbumps.scoring.schools import Row, score
from speedbumps.scoring.targets import Rubric, Target, rubric


class Wish(NamedTuple):
    """What the audits are to say beside what the answers say."""

    date: str | None = None
    """The only date an audit ever bears: there is no clock."""
    overall: bool = False
    reliability: bool = False


def audits(instrument: Instrument, responses: Responses, wish: Wish | None = None) -> Iterator[Audit]:
    """Yield the audit of each school in *responses*, in the order of their ids.

    The column *round* of its people holds one value for each school, or null where no round is named.
    """
    wish = wish or Wish()
    made: dict[str, Audit] = {}
    for kind, schools in _kinds(instrument, responses).items():
        people = responses.people.filter(pl.col("school").is_in(schools))
        for audit in _of_one_kind(instrument, responses, people, kind, wish):
            made[audit.school.id] = audit
    yield from (made[school] for school in sorted(made))


class _Kind(NamedTuple):
    """Which forms the people of a school filled in, and which questions its tables hold."""

    forms: tuple[str, ...]
    """Their names, the one with fewest questions first: the school is scored on that."""
    asked: frozenset[str]
    """The questions that all of the forms share, and that its tables hold."""


def _kinds(instrument: Instrument, responses: Responses) -> Mapping[_Kind, list[str]]:
    """The schools by what was put to them: so the files of one school change nothing for another."""
    questionnaire = instrument.questionnaire
    inside = {name: [each.id for each in in_form(questionnaire, name)] for name in (FULL, *questionnaire.forms)}
    held = _held(instrument, responses)
    found: dict[_Kind, list[str]] = {}
    used = responses.people.group_by("school").agg(pl.col("form").unique()).sort("school").iter_rows()
    for school, names in used:
        forms = tuple(sorted(names, key=lambda name: (len(inside[name]), name)))
        shared = held.get(school, frozenset(responses.asked)).intersection(*(inside[name] for name in forms))
        found.setdefault(_Kind(forms, shared), []).append(school)
    return found


def _held(instrument: Instrument, responses: Responses) -> Mapping[str, frozenset[str]]:
    """The questions in the tables of each school, where not all tables hold the same."""
    pointed = [
        name for name in responses.asked if scale_of(instrument.questionnaire, instrument.questions[name]).points
    ]
    given = pl.col(pointed)
    if not pointed or responses.people.select(pl.min_horizontal(given.min())).item() != NOT_ASKED:
        return {}
    others = [name for name in responses.asked if name not in pointed]
    rows = responses.people.group_by("school").agg((given != NOT_ASKED).any()).iter_rows(named=True)
    return {row["school"]: frozenset([*others, *(name for name in pointed if row[name])]) for row in rows}


def _of_one_kind(
    instrument: Instrument, responses: Responses, people: pl.DataFrame, kind: _Kind, wish: Wish
) -> Iterator[Audit]:
    for case in _cases(instrument, responses, people, kind):
        yield _audit(case, responses, wish, mixed=len(kind.forms) > 1)


def _cases(
    instrument: Instrument, responses: Responses, people: pl.DataFrame, kind: _Kind, *, brief: bool = False
) -> Iterator[Case]:
    """The case of every school; *brief* is what heights take, without receipts, gaps and views."""
    wanted = rubric(instrument.questionnaire, kind.forms[0], kind.asked)
    together, sizes = placed(instrument.questionnaire, people)
    found = staffs(instrument.questionnaire, sizes)
    scored = score(together, instrument.questionnaire, wanted)
    setting = Setting(instrument, wanted, kind.forms[0])
    rows = _by_school(scored.cells)
    counts = {row["school"]: row for row in scored.questions.iter_rows(named=True)}
    shares = {} if brief else _by_school(lines(scored.people, wanted))
    against = {} if brief else _against(instrument, wanted, found.values())
    between = Between(scored.people, wanted, against)
    far = {} if brief else _far(instrument, scored.people, wanted)
    own = scored.people.filter("inside").partition_by("school", as_dict=True)
    rounds = dict(people.group_by("school").agg(pl.col("round").first()).iter_rows())
    for school, cells in found.items():
        yield Case(
            setting=setting,
            school=responses.schools.get(school) or School(id=school),
            round=rounds[school],
            cells={TOGETHER.join(cell.roles): cell for cell in cells.own},
            beside={TOGETHER.join(cell.roles): cell for cell in cells.beside},
            public=frozenset(cells.public),
            rows={str(row["cell"]): row for row in rows[school]},
            counts=counts.get(school, {}),
            packing=scored.packing,
            lines={(str(row["target"]), str(row["question"])): row for row in shares.get(school, [])},
            pairs={} if brief else {pair: against[pair] for pair in pairs(instrument.questionnaire, cells)},
            shared=between.spreads(school),
            ends=far.get(school, {}),
            people=own.get((school,), scored.people.clear()),
            joins={role: into for role, into in setting.joins.items() if role not in cells.public},
        )


class Outline(NamedTuple):
    """The part of a school's audit that cohort figures may use."""

    school: str
    """Its id."""
    round: str | None
    respondents: Respondents
    figures: Mapping[str, Figure]
    """Each barrier, then its facets, by name."""
    amounts: tuple[AmountResult, ...]


def outlines(instrument: Instrument, responses: Responses) -> Iterator[Outline]:
    """Yield the outline of each school in *responses*: the same figures as in its audit, in a fraction of the time."""
    for kind, schools in _kinds(instrument, responses).items():
        people = responses.people.filter(pl.col("school").is_in(schools))
        for case in _cases(instrument, responses, people, kind, brief=True):
            figures = dict(_figures(case))
            yield Outline(case.school.id, case.round, respondents(case), figures, tuple(amounts(case)))


def _figures(case: Case) -> Iterator[tuple[str, Figure]]:
    for barrier in case.rubric.barriers:
        yield barrier.id, figure_of(case, barrier)
        yield from ((facet.id, figure_of(case, facet)) for facet in case.setting.facets_of[barrier.id])


def _against(instrument: Instrument, wanted: Rubric, found: Iterable[Staff]) -> Mapping[Pair, tuple[Comparison, ...]]:
    """Every pair of roles in the staffs *found*, and on what they can be held against each other."""
    held = chain.from_iterable(pairs(instrument.questionnaire, cells) for cells in found)
    return {pair: comparisons(instrument.questionnaire, wanted, pair) for pair in dict.fromkeys(held)}


def _far(instrument: Instrument, people: pl.DataFrame, wanted: Rubric) -> Mapping[str, Row]:
    """For each school, how many of its people lie in the lowest and in the highest band."""
    bands = instrument.questionnaire.scoring.bands
    if len(bands) == 1:
        return {}
    found = ends(people, wanted, bands[1].from_, bands[-1].from_)
    return {row["school"]: row for row in found.iter_rows(named=True)}


def _by_school(frame: pl.DataFrame) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row["school"], []).append(row)
    return found


def _audit(case: Case, responses: Responses, wish: Wish, *, mixed: bool) -> Audit:
    barriers = tuple(_barrier(case, barrier) for barrier in case.instrument.questionnaire.barriers)
    detail = detail_of(case.instrument.questionnaire, case.setting.form)
    found: tuple[BarrierResult | FacetResult, ...] = (
        tuple(facet for barrier in barriers for facet in barrier.facets) if detail == "facets" else barriers
    )
    signals = case.instrument.questionnaire.signals
    bumps = _bumps(case, found)
    shown = actions_shown(case.setting, case.nation)
    chosen = options(bumps, shown.values(), energy=slowed_by_energy(bumps, signals))
    used = {name for names in chosen.values() for name in names}
    overall = _overall(case) if wish.overall else None
    people = respondents(case)
    return Audit(
        questionnaire=questionnaire_shown(case.setting, case.nation),
        form=case.setting.form,
        detail="facets" if detail == "facets" else "barriers",
        school=school_shown(case),
        round=case.round,
        date=wish.date,
        respondents=people,
        barriers=tuple(_with_options(barrier, chosen) for barrier in barriers),
        overall=overall,
        bumps=tuple(bump.id for bump in bumps),
        joint_first=joint_first(case, bumps),
        gaps=gaps(case, barriers),
        amounts=tuple(amounts(case)),
        open=tuple(open_answers(case)),
        actions=tuple(action for name, action in shown.items() if name in used),
        plan=suggest(bumps, chosen, shown, signals) if bumps else None,
        quality=quality(case, responses, barriers),
        reliability=tuple(reliabilities(case, barriers)) if wish.reliability else None,
        notes=notes(case, barriers, people, mixed=mixed, overall=overall is not None),
        withheld=tuple(_set_apart(case)),
    )


def _barrier(case: Case, barrier: Barrier) -> BarrierResult:
    target = case.setting.targets[barrier.id]
    score = score_of(case, target)
    parts = tuple(_facet(case, each) for each in case.setting.facets_of[barrier.id])
    own = () if case.rubric.facets else question_results(case, target)
    questions = own or tuple(question for facet in parts for question in facet.questions)
    score = with_views(case, target, score, questions)
    return BarrierResult(
        **_fields(score),
        id=barrier.id,
        title=case.say(barrier.title) or "",
        about=case.say(barrier.about),
        facets=parts,
        questions=own,
    )


def _facet(case: Case, target: Target) -> FacetResult:
    facet = case.setting.facets[target.id]
    score, questions = score_of(case, target), question_results(case, target)
    return FacetResult(
        **_fields(with_views(case, target, score, questions)),
        id=target.id,
        title=case.say(facet.title) or "",
        about=case.say(facet.about),
        within_reach=facet.within_reach,
        quick_sign=case.say(facet.quick_sign),
        lasting_outcome=case.say(facet.lasting_outcome),
        ask_others=case.say(facet.ask_others),
        questions=questions,
    )


def _fields(score: Score) -> dict[str, object]:
    return {name: getattr(score, name) for name in Score.model_fields}


def _bumps(case: Case, found: tuple[BarrierResult | FacetResult, ...]) -> tuple[Bump, ...]:
    """What reaches the height of a bump, highest first; ties in the questionnaire's order.

    What rests on one person among several is that person's view, and no bump of the school.
    """
    start = case.instrument.questionnaire.scoring.bump_from
    own = [each for each in found if each.n != 1 or case.n == 1]
    high = [each for each in own if each.severity is not None and each.severity >= start]
    ordered = sorted(high, key=lambda each: -(each.severity or 0.0))
    return tuple(
        Bump(each.id, each.severity or 0.0, getattr(each, "within_reach", "shared"), getattr(each, "ask_others", None))
        for each in ordered
    )


def _with_options(barrier: BarrierResult, chosen: Mapping[str, tuple[str, ...]]) -> BarrierResult:
    parts = tuple(facet.model_copy(update={"options": chosen.get(facet.id, ())}) for facet in barrier.facets)
    return barrier.model_copy(update={"facets": parts, "options": chosen.get(barrier.id, ())})


def _overall(case: Case) -> Score:
    """The mean of the barriers' severities: on request only, since it hides what matters."""
    spreads = [spread_of(case, target) for target in case.rubric.barriers]
    scores = [score_of(case, target).severity for target in case.rubric.barriers]
    known = [severity for severity in scores if severity is not None]
    if not known or len(known) < len(spreads):
        return Score(status="withheld" if any(each.n for each in spreads) else "not-enough-answers")
    mean = rounded(sum(known) / len(known)) or 0.0
    return Score(severity=mean, band=band_of(case.instrument.questionnaire.scoring.bands, mean), status="scored")


def _set_apart(case: Case) -> Iterator[Withheld]:
    """All that is not shown, with the questions that do not count because roles are shown together."""
    yield from (Withheld(where=where, reason=reason) for where, reason in case.withheld)
    for cell in (name for name in case.cells if TOGETHER in name and case.cells[name].shown):
        for question in in_form(case.instrument.questionnaire, case.setting.form):
            asked = [asks_role(case.setting, question.id, role) for role in roles_of(cell)]
            if question.id in case.rubric.asked and any(asked) and not all(asked):
                yield Withheld(where=f"{question.id}/{name_of(cell)}", reason="merged-roles")
