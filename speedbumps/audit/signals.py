"""What the answers hint at beside the scores: warm but quiet, and silence."""

from collections.abc import Iterator

from speedbumps.audit.school_data import Case
from speedbumps.model.audit import BarrierResult, FacetResult, Note, QuestionResult

Target = BarrierResult | FacetResult

WARM = 35.0
"""The severity of exchange up to which people share a lot."""

QUIET = 50.0
"""The severity of openness from which they keep worries to themselves."""

MANY_UNSURE = 0.25
"""The share of answers that are “I do not know” from which that is an answer too."""

MANY_REFUSALS = 0.1
"""The same for “I would rather not say”."""


def hints(case: Case, barriers: tuple[BarrierResult, ...]) -> Iterator[Note]:
    """What else there is to see, only from what is shown anyway."""
    targets: dict[str, Target] = {
        target.id: target for barrier in barriers for target in (barrier.facets or (barrier,))
    }
    yield from _warm_but_quiet(case, targets)
    unsure = tuple(of for of, target in targets.items() if _share(case, target, "dk") >= MANY_UNSURE)
    silent = tuple(of for of, target in targets.items() if _share(case, target, "pns") >= MANY_REFUSALS)
    if unsure:
        yield Note(about="many-do-not-know", items=unsure)
    if silent:
        yield Note(about="many-would-not-say", items=silent)


def _warm_but_quiet(case: Case, targets: dict[str, Target]) -> Iterator[Note]:
    """Where people share a lot and yet keep worries to themselves: friendly rooms can be restrictive too."""
    signals = case.instrument.questionnaire.signals
    exchange, openness = targets.get(signals.exchange or ""), targets.get(signals.openness or "")
    if exchange is None or openness is None or exchange.severity is None or openness.severity is None:
        return
    if exchange.severity <= WARM and openness.severity >= QUIET:
        yield Note(about="warm-but-quiet", items=(exchange.id, openness.id))


def _share(case: Case, target: Target, kind: str) -> float:
    """Of the people asked the questions of *target* that enough were asked, the share that gave a non-answer."""
    counted = [found for question in target.questions if (found := _counts(question, kind)) is not None]
    enough = [(some, asked) for some, asked in counted if asked >= case.limits.min_distribution]
    asked = sum(asked for _, asked in enough)
    return sum(some for some, _ in enough) / asked if asked else 0.0


def _counts(question: QuestionResult, kind: str) -> tuple[int, int] | None:
    """How many gave a non-answer of the *kind*, of how many asked; None where that is hidden."""
    counts = (question.n, question.na, question.dk, question.pns, question.blank)
    given = getattr(question, kind)
    if given is None or None in counts:
        return None
    return given, sum(count or 0 for count in counts)
