"""Signals in the answers beside the scores: people who share a lot but stay quiet, and many non-answers."""

from collections.abc import Iterable, Iterator
from typing import Literal

from speedbumps.audit.school_data import SchoolData, headcount, own_roles, plausible_headcount, role_cells
from speedbumps.audit.scores import Figure
from speedbumps.disclosure.publish import publish_mean, rounding_rules
from speedbumps.model.audit import AuditNote, BarrierResult, FacetResult, QuestionResult, SignalResult
from speedbumps.model.questionnaire import ONE_QUESTION
from speedbumps.scoring.context import asks_cell
from speedbumps.scoring.differences import own_spread
from speedbumps.scoring.intervals import HOUSE_SPREAD_OF_QUESTION, MeanInterval, mean_interval
from speedbumps.scoring.schools import MIDDLE, SeverityMoments

Target = BarrierResult | FacetResult

MANY_UNSURE = 0.25
"""The share of answers “I do not know” from which that is a finding of its own."""

MANY_REFUSALS = 0.1
"""The same for “I would rather not say”."""


def signal_results(data: SchoolData, barriers: tuple[BarrierResult, ...]) -> Iterator[SignalResult]:
    """Yield for each signal that is one question what the answers to it say."""
    signals = data.instrument.questionnaire.signals
    results: dict[str, QuestionResult] = {}
    for barrier in barriers:
        for each in _questions_of(barrier):
            results.setdefault(each.id, each)
    for name in ONE_QUESTION:
        question = getattr(signals, name)
        if question is None:
            continue
        found = results.get(question)
        yield SignalResult(
            signal=name,
            question=question,
            facets=tuple(data.instrument.questions[question].measures),
            status=found.status if found else "not-asked",
            side=_side_of(data, found) if found else None,
        )


def _questions_of(barrier: BarrierResult) -> Iterator[QuestionResult]:
    yield from barrier.questions
    for facet in barrier.facets:
        yield from facet.questions


def _side_of(data: SchoolData, question: QuestionResult) -> Literal["high", "low"] | None:
    """Return on which side of the midpoint the answers to *question* lie for sure; None for neither.

    Of several respondents, one person's answer says nothing about the school.
    """
    if question.severity is None or question.n is None or (question.n == 1 and data.n != 1):
        return None
    around = _question_interval(data, question, question.n)
    low, high = (question.severity, question.severity) if around.kind == "one" else (around.low, around.high)
    if low is not None and low > MIDDLE:
        return "high"
    return "low" if high is not None and high < MIDDLE else None


def _question_interval(data: SchoolData, question: QuestionResult, n: int) -> MeanInterval:
    """Return the confidence interval of the mean severity of *question*, answered by *n* people.

    It follows from what is shown: from the spread of the answers where that is, and else from the published severity
    and a house spread, so that a verdict on it tells nothing more of anybody.
    """
    people = plausible_headcount(_headcount_asked(data, question.id), n)
    spread = _moments(data, question)
    if spread is not None:
        return mean_interval(spread.mean or 0.0, own_spread(spread), n, people, alike=spread.alike)
    scoring = data.instrument.questionnaire.scoring
    rules = rounding_rules(scoring.bands, scoring.bump_line, data.limits.min_distribution)
    published = publish_mean(Figure(question.severity, None, None, "none", n, None, question.status), n, rules)
    mean = published.severity if published else 0.0
    return mean_interval(mean, HOUSE_SPREAD_OF_QUESTION, n, people, alike=False)


def _moments(data: SchoolData, question: QuestionResult) -> SeverityMoments | None:
    """Return the moments of the severities behind the distribution of *question*; None where it is not shown."""
    if question.distribution is None:
        return None
    parts = (part for part in data.rubric.parts if (part.question, part.key) == (question.id, question.key))
    pairs = [(step - MIDDLE, given.n) for step, given in zip(next(parts).steps, question.distribution, strict=True)]
    return SeverityMoments(
        n=sum(n for _, n in pairs),
        away=sum(n * away for away, n in pairs),
        squares=sum(n * away**2 for away, n in pairs),
    )


def _headcount_asked(data: SchoolData, question: str) -> int | None:
    """Return how many people there are in the roles that are asked *question*; None where that is not known."""
    cell_of = role_cells(data.cells, data.joins)
    roles = {role for role in own_roles(data) if asks_cell(data.context, question, cell_of.get(role, role))}
    return headcount(data, roles) if roles else None


def signal_notes(
    data: SchoolData, barriers: tuple[BarrierResult, ...], signals: Iterable[SignalResult]
) -> Iterator[AuditNote]:
    """Yield what else the answers suggest, using only figures that are shown anyway."""
    targets: dict[str, Target] = {
        target.id: target for barrier in barriers for target in (barrier.facets or (barrier,))
    }
    yield from _warm_but_quiet(signals)
    unsure = tuple(of for of, target in targets.items() if _non_answer_share(data, target, "dk") >= MANY_UNSURE)
    silent = tuple(of for of, target in targets.items() if _non_answer_share(data, target, "pns") >= MANY_REFUSALS)
    if unsure:
        yield AuditNote(about="many-do-not-know", items=unsure)
    if silent:
        yield AuditNote(about="many-would-not-say", items=silent)


def _warm_but_quiet(signals: Iterable[SignalResult]) -> Iterator[AuditNote]:
    """Yield a note where people share a lot but keep worries to themselves: friendly staff can be restrictive too."""
    found = {each.signal: each for each in signals}
    exchange, openness = found.get("exchange"), found.get("openness")
    if exchange and openness and exchange.side == "low" and openness.side == "high":
        yield AuditNote(about="warm-but-quiet", items=(exchange.question, openness.question))


def _non_answer_share(data: SchoolData, target: Target, kind: str) -> float:
    """Return the share of answers to *target* that are non-answers of one *kind*.

    Questions that too few people were asked are left out.
    """
    counted = [found for question in target.questions if (found := _non_answer_counts(question, kind)) is not None]
    enough = [(some, asked) for some, asked in counted if asked >= data.limits.min_distribution]
    asked = sum(asked for _, asked in enough)
    return sum(some for some, _ in enough) / asked if asked else 0.0


def _non_answer_counts(question: QuestionResult, kind: str) -> tuple[int, int] | None:
    """Return how many gave a non-answer of one *kind*, and how many were asked; None where that is hidden."""
    counts = (question.n, question.na, question.dk, question.pns, question.blank)
    given = getattr(question, kind)
    if given is None or None in counts:
        return None
    return given, sum(count or 0 for count in counts)
