"""Compare the rounds of one school by their audits, where the answers are not at hand.

The attacker of `speedbumps.disclosure.rounds` has the audit of each round. What is computed here is a function of these
audits and of nothing else, so it tells nobody anything that they do not say together already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from speedbumps.audit.school_data import round_figure
from speedbumps.disclosure.publish_rounds import publish_comparison
from speedbumps.disclosure.rounding import HALF, decimals
from speedbumps.model.audit import Audit, BarrierResult, FacetResult, QuestionResult
from speedbumps.model.audit_queries import Target, barrier_targets
from speedbumps.model.comparison import (
    ComparedQuestionnaire,
    ComparedRound,
    EarlierSeverity,
    NotCompared,
    NotComparedReason,
    RoundChange,
    RoundComparison,
)
from speedbumps.rounds.verdicts import change_verdicts, has_held
from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, MeanDifference
from speedbumps.scoring.intervals import HOUSE_SPREAD, HOUSE_SPREAD_OF_QUESTION
from speedbumps.scoring.published_means import MeanRange, known_error, standard_error, welch_of_ranges
from speedbumps.scoring.role_pairs import FEWEST

SCALE_END = 100.0
"""The highest severity."""


class AuditedMean(NamedTuple):
    """One barrier or facet in the audit of every round, each of which shows its mean."""

    kind: Literal["barrier", "facet"]
    scores: tuple[Target, ...]
    apart: MeanDifference | None
    """The difference of the last two rounds; None where an audit has no t interval of it."""
    rounding: tuple[float, ...]
    """By how much each mean may be off because it was rounded."""

    @property
    def severities(self) -> tuple[float, ...]:
        return tuple(each.severity or 0.0 for each in self.scores)


def compare_audits(audits: Sequence[Audit], *, exact: bool = False) -> RoundComparison | None:
    """Return what changed between the rounds of *audits*, the oldest first; None if nothing can be compared.

    `audit_obstacles()` must have found nothing against it. Changes are those of the last round from the one before it,
    in the school's own figures of barriers and facets. Figures are rounded as in reports unless they are to be *exact*,
    which needs exact audits.
    """
    last = audits[-1]
    means: dict[str, AuditedMean] = {}
    left_out: list[NotCompared] = []
    for barrier in last.barriers:
        for target in barrier_targets(barrier):
            scores = tuple(_score_of(audit, target.id) for audit in audits)
            reason = _obstacle_between(scores)
            if not any(map(_asked, scores)):
                continue
            if reason is None:
                means[target.id] = _audited_mean(audits, scores)
            else:
                left_out.append(NotCompared(what=target.id, title=target.title, reason=reason))
    if not means:
        return None
    made = RoundComparison(
        rests_on="audits",
        school=last.school,
        earlier=tuple(map(_compared_round, audits[:-2])),
        before=_compared_round(audits[-2]),
        after=_compared_round(last),
        same_questions=tuple(_same_questions(audits)),
        not_compared=tuple(left_out),
        changes=tuple(_changes(means, audits)),
    )
    return made if exact else publish_comparison(made, _cuts(last))


def _score_of(audit: Audit, name: str) -> Target:
    return next(each for barrier in audit.barriers for each in barrier_targets(barrier) if each.id == name)


def _cuts(audit: Audit) -> tuple[float, ...]:
    """Return the severities at which a band or a bump begins."""
    return (*(band.from_ for band in audit.questionnaire.bands), audit.questionnaire.bump_from)


def _obstacle_between(scores: Sequence[Target]) -> NotComparedReason | None:
    """Return why a barrier or facet, whose *scores* the audits hold, is not compared; None if it is."""
    statuses = {each.status for each in scores}
    if "withheld" in statuses:
        return "hidden"
    asked = [_asked(each) for each in scores]
    if not all(asked):
        return "asked-once"
    if any(each != asked[0] for each in asked) or len(asked[0]) < _fewest(scores[-1]):
        return "few-questions"
    if any(each.severity is None or each.n is None for each in scores):
        return "no-score"
    return "near-end" if any(each.bound is not None for each in scores) else None


def _fewest(score: Target) -> int:
    """Return the fewest questions on which a barrier or facet is compared."""
    return min(FEWEST, len(_questions(score))) if isinstance(score, BarrierResult) else 1


def _questions(score: Target) -> tuple[QuestionResult, ...]:
    """Return the questions of a barrier or facet, each of them once."""
    facets: Iterable[FacetResult] = score.facets if isinstance(score, BarrierResult) else ()
    every = (*score.questions, *(each for facet in facets for each in facet.questions))
    return tuple({each.id: each for each in every}.values())


def _asked(score: Target) -> frozenset[str]:
    """Return the questions of a barrier or facet that were asked."""
    return frozenset(each.id for each in _questions(score) if each.status != "not-asked")


def _same_questions(audits: Sequence[Audit]) -> Iterator[str]:
    """Yield the questions that were asked in all rounds, in the order of the last."""
    every = [frozenset[str]().union(*map(_asked, audit.barriers)) for audit in audits]
    order = dict.fromkeys(each.id for barrier in audits[-1].barriers for each in _questions(barrier))
    yield from (name for name in order if all(name in asked for asked in every))


def _audited_mean(audits: Sequence[Audit], scores: tuple[Target, ...]) -> AuditedMean:
    kind: Literal["barrier", "facet"] = "barrier" if isinstance(scores[-1], BarrierResult) else "facet"
    confidence = LIKELY if kind == "barrier" else NEARLY_SURE
    before, after = (mean_range(audit, score) for audit, score in zip(audits[-2:], scores[-2:], strict=True))
    apart = welch_of_ranges(after, before, confidence) if before and after else None
    rounding = tuple(_rounding(audit, score) for audit, score in zip(audits, scores, strict=True))
    return AuditedMean(kind, scores, apart, rounding)


def mean_range(audit: Audit, score: Target) -> MeanRange | None:
    """Return what *audit* tells of the mean of a barrier or facet; None if it has no t interval to be undone."""
    severity, n, low, high = score.severity, score.n, score.low, score.high
    if score.interval != "t" or severity is None or n is None or low is None or high is None or n <= 1:
        return None
    rounding = _rounding(audit, score)
    if n < audit.questionnaire.limits.min_distribution:
        spread = HOUSE_SPREAD_OF_QUESTION if len(_questions(score)) == 1 else HOUSE_SPREAD
        error = known_error(spread, n)
        return MeanRange(severity, rounding, error, error, spread.freedom)
    staff = people_asked(audit, score)
    if staff is None or (low <= 0 and high >= SCALE_END):
        return None
    half = max(high - severity, severity - low)
    least, most = max(0.0, half - _step(audit, n)), half
    return MeanRange(
        severity,
        rounding,
        standard_error(least, n - 1, n, staff.most),
        standard_error(most, n - 1, n, staff.least),
        n - 1,
    )


class StaffRange(NamedTuple):
    """How many people can have been asked, as an interval counts them; None where it does not count them."""

    least: int | None
    most: int | None


def people_asked(audit: Audit, score: Target) -> StaffRange | None:
    """Return how many people can have been asked about a barrier or facet; None if the audit does not tell enough.

    The number in the finite population correction is not in the audit: it is the headcount of the roles that are asked,
    of which some may not have answered. Where the audit shows no headcounts of roles, only that of all staff can count.
    """
    staff, n = audit.respondents.headcount, score.n or 0
    if staff is None or staff <= n:
        return StaffRange(None, None)
    own = [each for each in audit.respondents.by_role if not each.outside]
    not_asked = {each.role for each in score.by_role if each.status == "not-asked"}
    asked = [each for each in own if each.role not in not_asked]
    sizes = [each.headcount for each in asked if each.headcount is not None]
    if len(sizes) < len(asked) or not asked:
        return StaffRange(staff, None) if len(asked) == len(own) else None
    people, is_whole = sum(sizes), sum(each.headcount or 0 for each in own) == staff
    if people > n:
        return StaffRange(people, people if is_whole else None)
    return StaffRange(None, None) if is_whole else None


def _step(audit: Audit, n: int | None) -> float:
    """Return the unit to which figures of *n* people are rounded in *audit*; 0 if they are not."""
    if audit.precision == "exact" or audit.respondents.n == 1:
        return 0.0
    return 10.0 ** -decimals(n)


def _rounding(audit: Audit, score: Target) -> float:
    """Return by how much a severity may be off: half a unit, or a whole one where it was rounded down below a band."""
    step, severity = _step(audit, score.n), score.severity or 0.0
    return step if any(severity < cut <= severity + step for cut in _cuts(audit)) else step * HALF


def _compared_round(audit: Audit) -> ComparedRound:
    people = audit.respondents
    return ComparedRound(
        questionnaire=ComparedQuestionnaire(id=audit.questionnaire.id, version=audit.questionnaire.version),
        form=audit.form,
        round=audit.round,
        n=people.n,
        headcount=people.headcount,
        response_rate=people.response_rate,
        by_role=people.by_role,
    )


def _changes(means: Mapping[str, AuditedMean], audits: Sequence[Audit]) -> Iterator[RoundChange]:
    barriers = {name: each.apart for name, each in means.items() if each.kind == "barrier"}
    known = {name: apart for name, apart in barriers.items() if apart is not None}
    said = change_verdicts(known, len(barriers) - len(known))
    for name, each in means.items():
        *earlier, before, after = each.severities
        last = each.scores[-1]
        asked = len(_asked(last))
        n_before, n_after = each.scores[-2].n or 0, last.n or 0
        held = None
        if earlier and each.apart is not None:
            held = has_held(after - earlier[-1] + each.rounding[-1] + each.rounding[-3], said.get(name), each.apart)
        difference = _shown_difference(after - before, min(n_before, n_after), audits)
        wider = abs(difference - (after - before))
        yield RoundChange(
            of=name,
            title=last.title,
            kind=each.kind,
            questions=asked,
            asked=asked,
            roles=_roles(each.scores, audits),
            earlier=tuple(
                EarlierSeverity(severity=severity, n=score.n or 0)
                for severity, score in zip(earlier, each.scores[:-2], strict=True)
            ),
            before=before,
            after=after,
            difference=difference,
            low=round_figure(max(-SCALE_END, each.apart.low - wider)) if each.apart else None,
            high=round_figure(min(SCALE_END, each.apart.high + wider)) if each.apart else None,
            said=said.get(name),
            held=held,
            n_before=n_before,
            n_after=n_after,
        )


def _shown_difference(difference: float, n: int, audits: Sequence[Audit]) -> float:
    """Return a *difference* as it is shown, in the units of the round with the fewer people."""
    return round(difference, decimals(n)) if _step(audits[-1], n) else round_figure(difference) or 0.0


def _roles(scores: Sequence[Target], audits: Sequence[Audit]) -> tuple[str, ...]:
    """Return the roles that the audits show, and that were asked about a barrier or facet; first those of the last."""
    found: dict[str, None] = {}
    for audit, score in zip(reversed(audits), reversed(scores), strict=True):
        not_asked = {each.role for each in score.by_role if each.status == "not-asked"}
        for count in audit.respondents.by_role:
            if not count.outside and count.role not in not_asked:
                found |= dict.fromkeys(count.roles)
    return tuple(found)
