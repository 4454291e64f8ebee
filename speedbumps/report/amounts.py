"""Hours and other amounts, as people put them in numbers."""

from math import floor, log10
from typing import NamedTuple

from speedbumps.i18n import Words
from speedbumps.model.audit import AmountResult
from speedbumps.report.figures import cut, span
from speedbumps.report.heights import STATUSES
from speedbumps.report.tables import Group, Row, Table
from speedbumps.report.view import View


class Amounts(NamedTuple):
    """All numbers that people wrote."""

    table: Table
    a_year: tuple[tuple[str, str], ...]
    """What was asked, and about how many hours a year that comes to."""
    empty: str | None


def amounts(view: View) -> Amounts:
    """The numbers that people wrote."""
    say = view.words.say
    results = view.audit.amounts
    years = ((result.text, _year(result, view.words)) for result in results)
    table = Table(
        name="table-costs",
        caption=say("All amounts"),
        heads=(say("Question"), say("Typical"), say("Middle half"), say("Wrote 0"), say("Answers")),
        figures=frozenset({2, 3, 4}),
        groups=(Group(None, tuple(_row(result, view.words) for result in results)),),
    )
    empty = None if results else say("No hours or other amounts were asked with this form.")
    return Amounts(table, tuple((text, year) for text, year in years if year), empty)


def roughly(hours: float, words: Words) -> str:
    """Hours to two significant figures: they come from estimates."""
    if hours < 1:
        return words.number(hours, 1)
    step = 10 ** max(floor(log10(hours)) - 1, 0)
    return words.number(floor(hours / step + 0.5) * step)


def _row(result: AmountResult, words: Words) -> Row:
    centre = result.median if result.aggregate == "median" else result.mean
    return (
        result.text,
        words.say(STATUSES[result.status]) if centre is None else f"{cut(centre, words)} {result.unit}",
        _middle(result, words),
        "–" if result.zeros is None else words.number(result.zeros),
        "–" if result.n is None else words.number(result.n),
    )


def _middle(result: AmountResult, words: Words) -> str:
    if result.q1 is None or result.q3 is None:
        return "–"
    return span(result.q1, result.q3, words)


def _year(result: AmountResult, words: Words) -> str | None:
    if result.hours_a_year is None:
        return None
    return words.say("about %(hours)s hours a year", hours=roughly(result.hours_a_year, words))
