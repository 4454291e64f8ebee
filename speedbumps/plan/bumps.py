"""Rank the bumps of a school, the highest first, and say whether enough people answered to plan on them."""

from collections.abc import Iterable, Mapping

from speedbumps.disclosure.publish import FEW_ANSWERED
from speedbumps.disclosure.rounding import round_half_up
from speedbumps.model.audit import Audit, ChoiceResult, FacetResult, QuestionResult, Respondents, Score
from speedbumps.model.audit_queries import Target, barrier_targets
from speedbumps.model.questionnaire import Signals
from speedbumps.plan.options import RankedBump

ROUGH = 15.0
"""The points each way, from 0 to 100, up to which a score may be put first; our own rule."""


def rank_bumps(
    targets: Iterable[Target], signals: Signals, votes: Mapping[str, int], bump_from: float
) -> tuple[RankedBump, ...]:
    """Return the *targets*, which are bumps, with their *votes*, the highest first; ties keep their order.

    *bump_from* is the severity from which a question is among those that make a bump.
    """
    knowledge = {signals.expertise, signals.exchange, signals.openness}
    ordered = sorted(targets, key=lambda each: -(each.severity or 0.0))
    return tuple(
        RankedBump(
            each.id,
            each.severity or 0.0,
            getattr(each, "within_reach", "shared"),
            getattr(each, "ask_others", None),
            isinstance(each, FacetResult) and any(question.id in knowledge for question in each.questions),
            votes.get(each.id, 0),
            rough=_is_rough(each),
            ask_whom=getattr(each, "ask_whom", None),
            questions=_high_questions(each.questions, bump_from),
        )
        for each in ordered
    )


def bumps_of_audit(audit: Audit) -> tuple[RankedBump, ...]:
    """Return the bumps of *audit* in its order, as its figures rank them."""
    targets = {target.id: target for barrier in audit.barriers for target in barrier_targets(barrier)}
    votes = count_votes(audit.questionnaire.signals, audit.choices, audit.questionnaire.limits.min_group)
    of = audit.questionnaire
    return rank_bumps([targets[name] for name in audit.bumps], of.signals, votes, of.bump_from)


def count_votes(signals: Signals, results: Iterable[ChoiceResult], min_group: int) -> Mapping[str, int]:
    """Return how many people are known to have chosen each facet in the choice that the signal `votes` names.

    A facet that few chose, or nobody, has no entry. One that all but few chose counts with the least that this can be.
    """
    found: dict[str, int] = {}
    for result in results:
        for option in result.options if result.id == signals.votes else ():
            if option.n:
                found[option.id] = option.n
            elif option.reason == "complement" and result.n is not None:
                found[option.id] = result.n - min_group + 1
    return found


def few_answered(people: Respondents) -> bool:
    """Return whether fewer than half of the staff answered, so that nothing is planned on their answers yet."""
    rate = None if agreed_together(people) or people.n == 1 else people.response_rate
    return rate is not None and rate < FEW_ANSWERED


def agreed_together(people: Respondents) -> bool:
    """Return whether the school's own people agreed one set of answers together."""
    own = [count for count in people.by_role if not count.outside]
    return bool(own) and all(count.together for count in own)


def _high_questions(questions: Iterable[QuestionResult], start: float) -> tuple[str, ...]:
    """Return the ids of those *questions* whose figure is shown and reaches *start*, the highest first.

    Figures count as whole numbers, so that exact and published ones give the same order.
    """
    whole = {each.id: round_half_up(each.severity, 0) for each in questions if each.severity is not None}
    return tuple(sorted((name for name, height in whole.items() if height >= start), key=lambda name: -whole[name]))


def _is_rough(score: Score) -> bool:
    """Return whether the interval of *score* is too wide for it to be put first."""
    return score.low is not None and score.high is not None and (score.high - score.low) / 2 > ROUGH
