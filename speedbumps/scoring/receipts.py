"""Compute what each question adds to a score."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from speedbumps.model.audit import Receipt, ReceiptLine

PLACES = 9
"""Decimals to which figures are rounded before anything is decided on them."""

DRIFT = 3
"""Decimals of a unit to which shares are rounded before remainders are compared: sums differ in their last bits."""


class ReceiptPart(NamedTuple):
    """A question of a score, or several whose own figures are not shown."""

    weight: float
    """How much it counts beside the others; summed over several."""
    mean: float | None
    """The mean severity of its answers; None where that is not shown."""
    n: int
    """How many people answered it; of several that are not shown, how many have the score."""
    question: str | None = None
    of: str | None = None
    """The facet of several questions; None where they come from more than one."""
    questions: int = 1
    eased: float | None = None
    """The mean if everyone not at the clear end moved one point towards it; None where that is not shown."""
    answer: str | None = None
    """The answer itself, if it is one person's who agreed to show it."""


def itemize(total: float, parts: Sequence[ReceiptPart], places: int) -> Receipt:
    """Return what each of *parts* adds to a score of *total*, rounded to *places* decimals; the lines add up to it.

    Only figures that are shown are used, so the receipt gives nothing away that they do not. A question adds
    total * w n m / sum(w n m), where w is its weight, n the number of its answers and m their mean. If everybody
    answered everything, that is exactly its part of the score: (1 / n) sum over people of w s / W, where s is the
    person's severity on the question and W the weight of all questions; if people left questions open, it is near that.
    Questions that are not shown are assigned the remainder: if they were answered by as many people as have the score,
    the weighted mean over all answers would be the score. If every mean is 0, weights and numbers alone decide.

    The rounded lines add up to *total* by the largest-remainder method (Hamilton's, as in the apportionment of seats).
    """
    answered = sum(part.weight * part.n for part in parts)
    known = sum(part.weight * part.n * part.mean for part in parts if part.mean is not None)
    open_weight = sum(part.weight * part.n for part in parts if part.mean is None)
    left = max(0.0, total * answered - known)
    sums = [
        left * part.weight * part.n / open_weight if part.mean is None else part.weight * part.n * part.mean
        for part in parts
    ]
    whole = sum(sums)
    evenly = [part.weight * part.n / answered for part in parts]
    shares = [total * (each / whole if whole else even) for each, even in zip(sums, evenly, strict=True)]
    rounded = round_to_total(shares, total, places)
    lines = (_line(total, *each) for each in zip(parts, shares, rounded, strict=True))
    return Receipt(lines=tuple(lines), total=total)


def _line(total: float, part: ReceiptPart, share: float, rounded: float) -> ReceiptLine:
    one_point = None
    if part.eased is not None and part.mean is not None:
        less = share * (1 - part.eased / part.mean) if part.mean else 0.0
        one_point = round(max(0.0, total - less), PLACES) + 0.0
    return ReceiptLine(
        question=part.question,
        of=part.of,
        questions=part.questions,
        contribution=rounded,
        weight=part.weight,
        one_point=one_point,
        answer=part.answer,
    )


def round_to_total(shares: Iterable[float], total: float, places: int) -> list[float]:
    """Return *shares* rounded to *places* decimals so that they add up to *total*, which has no more decimals."""
    unit = 10**places
    scaled = [round(share * unit, DRIFT) for share in shares]
    units = [int(share // 1) for share in scaled]
    order = sorted(range(len(units)), key=lambda place: round(units[place] - scaled[place], DRIFT))
    missing = round(total * unit) - sum(units)
    for place in (order if missing > 0 else order[::-1])[: abs(missing)]:
        units[place] += 1 if missing > 0 else -1
    return [each / unit for each in units]
