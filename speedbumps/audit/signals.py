"""Signals in the answers beside the scores: people who share a lot but stay quiet, and many non-answers."""

from collections.abc import Iterator

from speedbumps.audit.school_data import SchoolData
from speedbumps.model.audit import AuditNote, BarrierResult, FacetResult, QuestionResult

Target = BarrierResult | FacetResult

WARM = 35.0
"""The severity of exchange up to which people share a lot."""

QUIET = 50.0
"""The severity of openness from which people keep worries to themselves."""

MANY_UNSURE = 0.25
"""The share of answers “I do not know” from which that is a finding of its own."""

MANY_REFUSALS = 0.1
"""The same for “I would rather not say”."""


def signal_notes(data: SchoolData, barriers: tuple[BarrierResult, ...]) -> Iterator[AuditNote]:
    """Yield what else the answers suggest, using only figures that are shown anyway."""
    targets: dict[str, Target] = {
        target.id: target for barrier in barriers for target in (barrier.facets or (barrier,))
    }
    yield from _warm_but_quiet(data, targets)
    unsure = tuple(of for of, target in targets.items() if _non_answer_share(data, target, "dk") >= MANY_UNSURE)
    silent = tuple(of for of, target in targets.items() if _non_answer_share(data, target, "pns") >= MANY_REFUSALS)
    if unsure:
        yield AuditNote(about="many-do-not-know", items=unsure)
    if silent:
        yield AuditNote(about="many-would-not-say", items=silent)


def _warm_but_quiet(data: SchoolData, targets: dict[str, Target]) -> Iterator[AuditNote]:
    """Yield a note where people share a lot but keep worries to themselves: friendly staff can be restrictive too."""
    signals = data.instrument.questionnaire.signals
    exchange, openness = targets.get(signals.exchange or ""), targets.get(signals.openness or "")
    if exchange is None or openness is None or exchange.severity is None or openness.severity is None:
        return
    if exchange.severity <= WARM and openness.severity >= QUIET:
        yield AuditNote(about="warm-but-quiet", items=(exchange.id, openness.id))


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
