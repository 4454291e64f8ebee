"""Queries on the results of an audit."""

from collections.abc import Iterator

from speedbumps.model.audit import Audit, BarrierResult, FacetResult, QuestionResult, ReceiptLine, Score

Target = BarrierResult | FacetResult
"""A result that has a score and can be a bump."""


def barrier_targets(barrier: BarrierResult) -> tuple[Target, ...]:
    """Return the barrier, followed by its facets."""
    return (barrier, *barrier.facets)


def receipt_lines(score: Score) -> tuple[ReceiptLine, ...]:
    """Return what each question adds to *score*, as far as that is known."""
    return score.receipt.lines if score.receipt else ()


def receipt_line(score: Score, question: str) -> ReceiptLine | None:
    """Return what the *question* of this id adds to *score*; None if nothing of its own is known."""
    return next((line for line in receipt_lines(score) if line.question == question), None)


def audit_questions(audit: Audit) -> Iterator[QuestionResult]:
    """Yield the questions of all barriers and facets of *audit*; one that measures several comes with each of them."""
    for barrier in audit.barriers:
        for target in barrier_targets(barrier):
            yield from target.questions
