"""The receipts of a school's scores."""

from collections.abc import Iterable, Iterator

from speedbumps.audit.questions import label_of
from speedbumps.audit.school_data import SchoolData
from speedbumps.model.audit import QuestionResult, Receipt, Score
from speedbumps.scoring.receipts import PLACES, ReceiptPart, itemize
from speedbumps.scoring.targets import ScoredQuestion, Target


def receipt_of(data: SchoolData, target: Target, score: Score, results: Iterable[QuestionResult]) -> Receipt | None:
    """Return what each question adds to *score*, computed from its shown *results*; None where there is no score."""
    if score.severity is None or score.n is None:
        return None
    if target.table is not None:
        return Receipt(lines=(), reason="table", total=score.severity)
    shown = {result.id: result for result in results if result.severity is not None}
    hidden = [part for part in target.parts if data.answer_counts[part.question].asked and part.question not in shown]
    lines = [*_question_parts(data, target, shown), *([_hidden_part(hidden, score.n)] if hidden else [])]
    return itemize(score.severity, lines, PLACES)


def _question_parts(data: SchoolData, target: Target, shown: dict[str, QuestionResult]) -> Iterator[ReceiptPart]:
    """Yield the questions whose figures are *shown*."""
    for part in target.parts:
        result = shown.get(part.question)
        if result is not None and result.n:
            yield ReceiptPart(
                weight=part.weight,
                mean=result.severity,
                n=result.n,
                question=part.question,
                eased=_eased_mean(data, part) if data.decisions.shown("one-point", part.question) else None,
                answer=label_of(data, part.question) if data.alone else None,
            )


def _hidden_part(parts: list[ScoredQuestion], n: int) -> ReceiptPart:
    """Return all questions whose figures are hidden, of a score of *n* people."""
    facets = {part.facet for part in parts}
    return ReceiptPart(
        weight=sum(part.weight for part in parts),
        mean=None,
        n=n,
        of=facets.pop() if len(facets) == 1 else None,
        questions=len(parts),
    )


def _eased_mean(data: SchoolData, part: ScoredQuestion) -> float:
    """Return the mean severity of a question if everyone not at the clear end moved one point towards it."""
    given = data.answer_counts[part.question]
    return sum(n * step for n, step in zip(given.points, part.clearer, strict=True)) / given.n
