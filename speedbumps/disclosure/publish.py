"""From an exact Audit to the one that may be passed on."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol, TypeVar

from speedbumps.disclosure.cohorts import round_hours
from speedbumps.disclosure.rounding import (
    SHARE_PLACES,
    BoundedMean,
    bound_near_end,
    decimals,
    nearest,
    round_amount,
    round_half_up,
    round_up,
    round_within,
)
from speedbumps.model.audit import (
    AmountResult,
    Audit,
    BarrierResult,
    Bound,
    FacetResult,
    Gap,
    ItemFirst,
    QuestionResult,
    Receipt,
    Reliability,
    RoleScore,
    Score,
)
from speedbumps.model.questionnaire import Band
from speedbumps.scoring.receipts import ReceiptPart, itemize

FEW_ANSWERED = 0.5
"""The response rate below which a report warns."""

GAP_CUT = 10.0
"""The difference from which two roles may be said to differ."""

ScoreT = TypeVar("ScoreT", bound=Score)


class RoundingRules(NamedTuple):
    """What decides how figures are rounded."""

    cuts: tuple[float, ...]
    """Severities at which a band or a bump begins."""
    least: int
    """How many people a mean near an end of the scale needs."""


class PublishedMean(NamedTuple):
    """A mean severity as it may be passed on."""

    severity: float
    bound: Bound | None
    low: float | None
    high: float | None


class MeanFigures(Protocol):
    """A mean severity with the ends of its interval."""

    @property
    def severity(self) -> float | None: ...

    @property
    def low(self) -> float | None: ...

    @property
    def high(self) -> float | None: ...


def rounding_rules(bands: Iterable[Band], bump_from: float, least: int) -> RoundingRules:
    """Return what decides how severities are rounded.

    *least* is the number of people from which a distribution may be shown.
    """
    return RoundingRules((*(band.from_ for band in bands), bump_from), least)


def publish(audit: Audit) -> Audit:
    """Return *audit* as it may be passed on: rounded, and with bounds for means that would tell single answers.

    Bands, bumps, orders and verdicts stay as they were decided on exact figures. Receipts are computed again from the
    rounded figures. A person who answered alone and agreed to be shown has nothing to be protected from, and keeps all
    figures in full. An Audit that is rounded already is returned as it is.
    """
    if audit.precision == "rounded":
        return audit
    if audit.respondents.n == 1:
        return audit.model_copy(update={"precision": "rounded"})
    asked = audit.questionnaire
    rules = rounding_rules(asked.bands, asked.bump_from, asked.limits.min_distribution)
    barriers = tuple(_publish_barrier(barrier, rules) for barrier in audit.barriers)
    scores: dict[str, BarrierResult | FacetResult] = {barrier.id: barrier for barrier in barriers}
    scores |= {facet.id: facet for barrier in barriers for facet in barrier.facets}
    return audit.model_copy(
        update={
            "precision": "rounded",
            "respondents": audit.respondents.model_copy(
                update={
                    "response_rate": round_rate(audit.respondents.response_rate),
                    "by_role": tuple(
                        each.model_copy(update={"response_rate": round_rate(each.response_rate)})
                        for each in audit.respondents.by_role
                    ),
                }
            ),
            "barriers": barriers,
            "overall": audit.overall and _publish_score(audit.overall, rules),
            "gaps": None if audit.gaps is None else tuple(_publish_gap(gap, scores) for gap in audit.gaps),
            "amounts": tuple(_publish_amount(each, rules) for each in audit.amounts),
            "quality": audit.quality.model_copy(
                update={"item_first": tuple(_publish_item_first(each, scores) for each in audit.quality.item_first)}
            ),
            "reliability": audit.reliability and tuple(map(_publish_reliability, audit.reliability)),
        }
    )


def _publish_barrier(barrier: BarrierResult, rules: RoundingRules) -> BarrierResult:
    facets = tuple(_publish_facet(facet, rules) for facet in barrier.facets)
    own = tuple(_publish_question(question, rules) for question in barrier.questions)
    questions = {each.id: each for each in (*own, *(each for facet in facets for each in facet.questions))}
    done = _publish_score(barrier.model_copy(update={"facets": facets, "questions": own}), rules)
    return _with_receipt(done, questions)


def _publish_facet(facet: FacetResult, rules: RoundingRules) -> FacetResult:
    questions = tuple(_publish_question(question, rules) for question in facet.questions)
    done = _publish_score(facet.model_copy(update={"questions": questions}), rules)
    return _with_receipt(done, {each.id: each for each in questions})


def _publish_score(score: ScoreT, rules: RoundingRules) -> ScoreT:
    """Return *score* rounded, without the receipt."""
    return score.model_copy(
        update={
            **_mean_fields(score, rules),
            "agreement": _round_share(score.agreement),
            "lowest": _round_share(score.lowest),
            "highest": _round_share(score.highest),
            "equal_response": _round(score.equal_response, decimals(score.n)),
            "by_role": tuple(each.model_copy(update=_mean_fields(each, rules)) for each in score.by_role),
        }
    )


def _mean_fields(score: Score | RoleScore, rules: RoundingRules) -> dict[str, object]:
    mean = publish_mean(score, score.n, rules)
    return mean._asdict() if mean else {}


def publish_mean(score: MeanFigures, n: int | None, rules: RoundingRules) -> PublishedMean | None:
    """Return the mean severity of *n* people rounded, or a bound in its place; None where there is no mean.

    The interval lies around the rounded severity, so that its ends tell no more about the mean, and its width is
    rounded up. It reaches to the end
    of the scale where the severity is a bound.
    """
    if score.severity is None:
        return None
    places, bound = decimals(n), bound_near_end(score.severity, n or 0, rules.least)
    severity = _round_bound(bound, places) if bound else round_within(score.severity, places, rules.cuts)
    kind = bound.kind if bound else None
    if score.low is None or score.high is None:
        return PublishedMean(severity, kind, None, None)
    half = round_up(max(score.high - score.severity, score.severity - score.low), places)
    # The ends are rounded too, since sums of decimals differ in their last bits.
    low = 0.0 if kind == "at-most" else nearest(max(0.0, severity - half), 10.0**places)
    high = 100.0 if kind == "at-least" else nearest(min(100.0, severity + half), 10.0**places)
    return PublishedMean(severity, kind, low, high)


def _round_bound(bound: BoundedMean, places: int) -> float:
    """Return a bound rounded so that it holds."""
    if bound.kind == "at-most":
        return round_up(bound.severity, places)
    return 100 - round_up(100 - bound.severity, places)


def _publish_question(question: QuestionResult, rules: RoundingRules) -> QuestionResult:
    if question.severity is None:
        return question
    places, bound = decimals(question.n), bound_near_end(question.severity, question.n or 0, rules.least)
    severity = _round_bound(bound, places) if bound else round_half_up(question.severity, places)
    return question.model_copy(
        update={
            "severity": severity,
            "bound": bound and bound.kind,
            "agreement": _round_share(question.agreement),
        }
    )


def _with_receipt(score: ScoreT, questions: Mapping[str, QuestionResult]) -> ScoreT:
    """Return *score* with a receipt computed from its published severity and the published *questions*."""
    if score.receipt is None or score.severity is None:
        return score
    if not score.receipt.lines:
        return score.model_copy(update={"receipt": score.receipt.model_copy(update={"total": score.severity})})
    places = decimals(score.n)
    before = score.receipt
    parts = [
        ReceiptPart(
            weight=line.weight or 0.0,
            mean=_central_severity(questions[line.question]) if line.question else None,
            n=(questions[line.question].n if line.question else score.n) or 0,
            question=line.question,
            of=line.of,
            questions=line.questions,
        )
        for line in before.lines
    ]
    after = itemize(score.severity, parts, places)
    lines = (
        new.model_copy(update={"one_point": _shift(old.one_point, before.total, after.total, places)})
        for old, new in zip(before.lines, after.lines, strict=True)
    )
    return score.model_copy(update={"receipt": Receipt(lines=tuple(lines), total=after.total)})


def _shift(one_point: float | None, before: float, after: float, places: int) -> float | None:
    """Return what a score would be if everybody moved one point, as far below *after* as it was below *before*."""
    return None if one_point is None else max(0.0, round(after - round_half_up(before - one_point, places), places))


def _central_severity(question: QuestionResult) -> float | None:
    """Return the severity of *question*; of a bound, what lies in the middle of the possible means."""
    match question.bound, question.severity:
        case "at-most", float(severity):
            return severity / 2
        case "at-least", float(severity):
            return (100 + severity) / 2
    return question.severity


def _publish_gap(gap: Gap, scores: Mapping[str, BarrierResult | FacetResult]) -> Gap:
    """Return *gap* rounded as the smaller of the two roles, as far as the numbers of their people are shown."""
    places = decimals(_smaller_group(gap, scores))
    difference = round_within(gap.difference, places, [GAP_CUT])
    if gap.low is None or gap.high is None:
        return gap.model_copy(update={"difference": difference})
    half = round_up(max(gap.high - gap.difference, gap.difference - gap.low), places)
    low, high = max(-100.0, round(difference - half, places)), min(100.0, round(difference + half, places))
    return gap.model_copy(update={"difference": difference, "low": low, "high": high})


def _smaller_group(gap: Gap, scores: Mapping[str, BarrierResult | FacetResult]) -> int | None:
    """Return how many people the smaller group of *gap* has; None where that is not shown for a barrier or facet."""
    if gap.of not in scores:
        return None
    sizes = {each.role: each.n or 0 for each in scores[gap.of].by_role}
    return min(sizes.get(role, 0) for role in (gap.a.rpartition("+")[2], gap.b))


def _publish_amount(amount: AmountResult, rules: RoundingRules) -> AmountResult:
    if amount.n is None or amount.status != "scored":
        return amount
    figures = {name: getattr(amount, name) for name in ("median", "q1", "q3", "mean")}
    done = {
        name: None if value is None else round_amount(value, amount.n, rules.least) for name, value in figures.items()
    }
    typical = "median" if amount.aggregate == "median" else "mean"
    hours = {
        name: _publish_hours(getattr(amount, name), figures[of], done[of])
        for name, of in (("hours_a_year", typical), ("hours_low", "q1"), ("hours_high", "q3"))
    }
    return amount.model_copy(update={**done, **hours})


def _publish_hours(hours: float | None, exact: float | None, rounded: float | None) -> float | None:
    """Return the *hours* a year that come to so much a week, computed from what is published of it.

    More figures would tell the amount more precisely.
    """
    if hours is None or exact is None or rounded is None:
        return hours
    return round_hours(hours * rounded / exact) if exact else 0.0


def _publish_item_first(item: ItemFirst, scores: Mapping[str, BarrierResult | FacetResult]) -> ItemFirst:
    score = scores[item.where]
    severity = item.severity if score.severity is None else score.severity
    return ItemFirst(where=item.where, severity=severity, item_first=round_half_up(item.item_first, decimals(score.n)))


def _publish_reliability(found: Reliability) -> Reliability:
    shares = {name: _round_share(getattr(found, name)) for name in ("alpha", "low", "high")}
    return found.model_copy(update=shares)


def _round(value: float | None, places: int) -> float | None:
    return None if value is None else round_half_up(value, places)


def round_rate(rate: float | None) -> float | None:
    """Return a response rate rounded to SHARE_PLACES; less than half stays less than half."""
    return None if rate is None else round_within(rate, SHARE_PLACES, [FEW_ANSWERED])


def _round_share(value: float | None) -> float | None:
    """Return a figure between 0 and 1 rounded to SHARE_PLACES."""
    return _round(value, SHARE_PLACES)
