"""What the bumps cost, as people put it in numbers."""

from dataclasses import dataclass
from math import floor, log10

from speedbumps.model.audit import AmountResult
from speedbumps.report.figures import cut, span
from speedbumps.report.heights import STATUSES
from speedbumps.report.view import View
from speedbumps.report.wording import Words


@dataclass(frozen=True)
class Amount:
    """What people wrote for one number."""

    text: str
    typical: str
    middle: str
    zeros: str
    n: str
    year: str | None
    """About 4,400 hours a year."""


@dataclass(frozen=True)
class Amounts:
    """All numbers that people wrote."""

    rows: tuple[Amount, ...]
    a_year: tuple[Amount, ...]
    """Those that can be put as hours a year."""
    empty: str | None


def amounts(view: View) -> Amounts:
    """The numbers that people wrote."""
    rows = tuple(_amount(result, view) for result in view.audit.amounts)
    empty = view.words.say("No hours or other amounts were asked with this form.")
    return Amounts(rows, tuple(row for row in rows if row.year), None if rows else empty)


def roughly(hours: float, words: Words) -> str:
    """Hours to two significant figures: they come from estimates."""
    if hours < 1:
        return words.number(hours, 1)
    step = 10 ** max(floor(log10(hours)) - 1, 0)
    return words.number(floor(hours / step + 0.5) * step)


def _amount(result: AmountResult, view: View) -> Amount:
    words = view.words
    centre = result.median if result.aggregate == "median" else result.mean
    typical = words.say(STATUSES[result.status]) if centre is None else f"{cut(centre, words)} {result.unit}"
    return Amount(
        text=result.text,
        typical=typical,
        middle=_middle(result, words),
        zeros="–" if result.zeros is None else words.number(result.zeros),
        n="–" if result.n is None else words.number(result.n),
        year=_year(result, words),
    )


def _middle(result: AmountResult, words: Words) -> str:
    if result.q1 is None or result.q3 is None:
        return "–"
    return span(result.q1, result.q3, words)


def _year(result: AmountResult, words: Words) -> str | None:
    if result.hours_a_year is None:
        return None
    return words.say("about %(hours)s hours a year", hours=roughly(result.hours_a_year, words))
