"""Hours and other amounts that people wrote as numbers."""

from math import floor, log10
from typing import NamedTuple

from speedbumps.i18n import Locale
from speedbumps.model.audit import AmountResult
from speedbumps.report.figures import format_figure, format_range
from speedbumps.report.heights import STATUSES
from speedbumps.report.tables import ReportTable, Row, RowGroup
from speedbumps.report.view import View


class Amounts(NamedTuple):
    """The section about all numbers that people wrote."""

    table: ReportTable
    a_year: tuple[tuple[str, str], ...]
    """Pairs of a question and roughly how many hours a year its answers come to."""
    empty: str | None


def amounts(view: View) -> Amounts:
    """Return the section about the numbers that people wrote."""
    gettext = view.words.gettext
    results = view.audit.amounts
    years = ((result.text, _hours_a_year(result, view.words)) for result in results)
    table = ReportTable(
        name="table-costs",
        caption=gettext("All amounts"),
        heads=(gettext("Question"), gettext("Typical"), gettext("Middle half"), gettext("Wrote 0"), gettext("Answers")),
        figures=frozenset({2, 3, 4}),
        groups=(RowGroup(None, tuple(_amount_row(result, view.words) for result in results)),),
    )
    empty = None if results else gettext("No hours or other amounts were asked with this form.")
    return Amounts(table, tuple((text, year) for text, year in years if year), empty)


def format_hours(hours: float, words: Locale) -> str:
    """Return *hours* to two significant figures, since they come from estimates; under one hour, to one decimal."""
    if hours < 1:
        return words.number(hours, 1)
    step = 10 ** max(floor(log10(hours)) - 1, 0)
    return words.number(floor(hours / step + 0.5) * step)


def _amount_row(result: AmountResult, words: Locale) -> Row:
    centre = result.median if result.aggregate == "median" else result.mean
    return (
        result.text,
        words.gettext(STATUSES[result.status]) if centre is None else f"{format_figure(centre, words)} {result.unit}",
        _middle_half(result, words),
        "–" if result.zeros is None else words.number(result.zeros),
        "–" if result.n is None else words.number(result.n),
    )


def _middle_half(result: AmountResult, words: Locale) -> str:
    if result.q1 is None or result.q3 is None:
        return "–"
    return format_range(result.q1, result.q3, words)


def _hours_a_year(result: AmountResult, words: Locale) -> str | None:
    if result.hours_a_year is None:
        return None
    return words.gettext("about %(hours)s hours a year", hours=format_hours(result.hours_a_year, words))
