"""Compute the figures of each question and each part in one group of people, as far as they may be shown."""

from typing import NamedTuple

import polars as pl

from speedbumps.audit.reliability import PEOPLE, QUESTIONS
from speedbumps.audit.school_data import round_figure
from speedbumps.disclosure.counts import cell_name
from speedbumps.disclosure.items import may_compare_schools
from speedbumps.items.pilot import PilotAnswers, PilotGroup
from speedbumps.model.items import ItemInPart, NoItemFigure, PartInGroup, QuestionInGroup
from speedbumps.model.questionnaire import Key
from speedbumps.scoring.cell_names import cell_roles
from speedbumps.scoring.context import asks_role
from speedbumps.scoring.counts import KINDS
from speedbumps.scoring.item_statistics import (
    ItemConsistency,
    intraclass_correlation,
    item_consistencies,
    key_difference,
    varying_questions,
)
from speedbumps.scoring.reliability import (
    NOTHING,
    PairwiseCovariances,
    answer_severities,
    common_questions,
    cronbach_alpha,
    pairwise_covariances,
)
from speedbumps.scoring.responses import NOT_ASKED
from speedbumps.scoring.schools import pool_moments
from speedbumps.scoring.targets import ScoredQuestion, Target

FULL = 100.0
"""The highest severity."""


class PartFigures(NamedTuple):
    """A part in one group: its own figures, and those of its questions beside the rest of it."""

    figures: PartInGroup
    questions: dict[str, ItemInPart]


def part_figures(pilot: PilotAnswers, group: PilotGroup, target: Target) -> PartFigures:
    """Return how *target* behaves in *group*, and how each of its questions goes together with the rest.

    Constant questions are left out of alpha, as psych::alpha leaves them out, and so are those that fewer than half of
    the people answered, as in the reliability of a report.
    """
    why = _why_no_part(pilot, group, target)
    shown = {part.question: part for part in target.parts if _why_hidden(pilot, group, part.question) is None}
    if why is not None:
        hidden = {part.question: ItemInPart(of=target.id, key=part.key, reason=why) for part in target.parts}
        return PartFigures(PartInGroup(role=group.role, no_alpha=why, no_shares=why, no_key_difference=why), hidden)
    severities = answer_severities(group.people, tuple(shown.values()))
    found, left_out = _covariances(severities)
    no_alpha = _why_no_alpha(pilot, found)
    alpha = cronbach_alpha(found) if no_alpha is None else None
    consistencies = {each.question: each for each in item_consistencies(found)} if alpha else {}
    figures = PartInGroup(
        role=group.role,
        **_alpha_fields(found, None if alpha is None else alpha.alpha, no_alpha),
        **_share_fields(group, target),
        **_key_fields(pilot, severities, shown),
    )
    no_figure = no_alpha or "constant"
    return PartFigures(
        figures,
        {
            part.question: _in_part(
                target.id,
                part.key,
                consistencies.get(part.question),
                _why_hidden(pilot, group, part.question) or left_out.get(part.question, no_figure),
            )
            for part in target.parts
        },
    )


def question_figures(pilot: PilotAnswers, group: PilotGroup, part: ScoredQuestion) -> QuestionInGroup:
    """Return how *group* answered the question of *part*, without how it goes together with others."""
    name, reason = part.question, _why_hidden(pilot, group, part.question)
    if reason is not None:
        return QuestionInGroup(role=group.role, hidden=reason, no_spread=reason, no_intraclass=reason)
    codes = group.people.get_column(name)
    kinds = {kind: int((codes == code).sum()) for kind, code in KINDS.items()}
    n = int((codes >= 0).sum())
    few: NoItemFigure | None = None if n >= PEOPLE else "under-30"
    figures = {**_spread_fields(group, part), **_intraclass_fields(pilot, group, name)} if not few else {}
    return QuestionInGroup(
        role=group.role, n=n, **kinds, **({"no_spread": few, "no_intraclass": few} if few else figures)
    )


def _why_hidden(pilot: PilotAnswers, group: PilotGroup, question: str) -> NoItemFigure | None:
    """Return why no figure of *question* may be shown for *group*; None if the numbers of its people may be."""
    if not (group.people.get_column(question) != NOT_ASKED).any():
        return "merged-roles" if _is_merged(pilot, group, question) else "not-asked"
    return pilot.decisions.reason(question, group.cell)


def _is_merged(pilot: PilotAnswers, group: PilotGroup, question: str) -> bool:
    """Return whether some role of *group* is asked *question*, and counts together with one that is not."""
    cells = [group.cell] if group.cell else [each.cell for each in pilot.groups if each.cell and not each.outside]
    roles = [role for cell in cells if cell_name(cell) != cell for role in cell_roles(cell)]
    return any(asks_role(pilot.context, question, role) for role in roles)


def _why_no_part(pilot: PilotAnswers, group: PilotGroup, target: Target) -> NoItemFigure | None:
    reason = pilot.decisions.reason(target.id, group.cell)
    if reason is not None and all((group.people.get_column(part.question) == NOT_ASKED).all() for part in target.parts):
        return "not-asked"
    if reason is None and group.people.get_column(target.id).count() < PEOPLE:
        return "under-30"
    return reason


def _covariances(severities: pl.DataFrame) -> tuple[PairwiseCovariances, dict[str, NoItemFigure]]:
    """Return the covariances of the questions that can be compared, and why the others are left out."""
    names = common_questions(severities)
    left_out: dict[str, NoItemFigure] = {name: "few-answers" for name in severities.columns if name not in names}
    found = pairwise_covariances(severities.select(names))
    varying = varying_questions(found)
    if varying == names:
        return found, left_out
    left_out |= {name: "constant" for name in names if name not in varying}
    return pairwise_covariances(severities.select(varying)), left_out


def _why_no_alpha(pilot: PilotAnswers, found: PairwiseCovariances) -> NoItemFigure | None:
    if len(found.questions) < QUESTIONS:
        return "few-questions"
    if found.people < PEOPLE:
        return "under-30"
    return None if found.fewest >= max(pilot.limits.min_group, found.people / 2) else "few-answers"


def _alpha_fields(found: PairwiseCovariances, alpha: float | None, why: NoItemFigure | None) -> dict[str, object]:
    if alpha is None:
        return {"no_alpha": why or "constant"}
    return {
        "n": found.people,
        "pairs": found.fewest,
        "questions": len(found.questions),
        "alpha": round_figure(alpha),
    }


def _share_fields(group: PilotGroup, target: Target) -> dict[str, object]:
    """Return the shares of people with the lowest and with the highest score there is."""
    scores = group.people.get_column(target.id).drop_nulls()
    return {
        "floor": round_figure(int((scores < NOTHING).sum()) / scores.len()),
        "ceiling": round_figure(int((scores > FULL - NOTHING).sum()) / scores.len()),
    }


def _key_fields(pilot: PilotAnswers, severities: pl.DataFrame, shown: dict[str, ScoredQuestion]) -> dict[str, object]:
    """Return how far answers to the questions of each key lie apart."""
    keyed: dict[Key, list[str]] = {"barrier": [], "enabler": []}
    for name, part in shown.items():
        keyed[part.key].append(name)
    if not all(keyed.values()):
        return {"no_key_difference": "one-key"}
    found = key_difference(severities, keyed["barrier"], keyed["enabler"])
    if found is None or found.n < max(PEOPLE, pilot.limits.min_distribution):
        return {"no_key_difference": "under-30"}
    return {
        "key_difference": round_figure(found.difference),
        "key_effect": round_figure(found.effect),
        "key_correlation": round_figure(found.correlation),
    }


def _in_part(of: str, key: Key, found: ItemConsistency | None, why: NoItemFigure) -> ItemInPart:
    if found is None or found.correlation is None:
        return ItemInPart(of=of, key=key, reason=why)
    return ItemInPart(
        of=of,
        key=key,
        correlation=round_figure(found.correlation),
        alpha_without=round_figure(found.alpha_without),
    )


def _spread_fields(group: PilotGroup, part: ScoredQuestion) -> dict[str, object]:
    """Return the shares of answers at either end of the scale, and the standard deviation."""
    codes = group.people.get_column(part.question)
    given = codes.filter(codes >= 0)
    return {
        "floor": round_figure(int((given == 0).sum()) / given.len()),
        "ceiling": round_figure(int((given == len(part.steps) - 1).sum()) / given.len()),
        "spread": round_figure(pool_moments(group.by_school[part.question]).deviation),
    }


def _intraclass_fields(pilot: PilotAnswers, group: PilotGroup, question: str) -> dict[str, object]:
    """Return the share of the variance that lies between schools."""
    limits, schools = pilot.limits, [each for each in group.by_school[question] if each.n]
    least_schools = pilot.context.instrument.questionnaire.privacy.min_schools
    enough = [each for each in schools if each.n >= limits.min_group]
    compared = may_compare_schools((each.n for each in schools), limits, least_schools)
    if not compared or sum(each.n for each in enough) < PEOPLE:
        return {"no_intraclass": "few-schools"}
    found = intraclass_correlation(enough)
    if found is None:
        return {"no_intraclass": "constant"}
    return {"intraclass": round_figure(found.correlation), "schools": found.groups}
