"""Hours and other amounts that people wrote as numbers."""

from speedbumps.disclosure.cohorts import round_hours
from speedbumps.i18n import Locale
from speedbumps.model.audit import AmountResult
from speedbumps.report.blocks import (
    Headline,
    ItemList,
    Only,
    Paragraph,
    Quiet,
    Row,
    RowGroup,
    Section,
    Strong,
    Table,
    bullets,
)
from speedbumps.report.figures import format_figure, format_range
from speedbumps.report.heights import STATUSES
from speedbumps.report.view import View


def amounts(view: View) -> Section:
    """Return the section about the numbers that people wrote."""
    gettext = view.words.gettext
    title = gettext("Hours and other amounts")
    results = view.audit.amounts
    if not results:
        empty = gettext("No hours or other amounts were asked with this form.")
        return Section("costs", title, (Paragraph(empty),), (Headline(title, 2), ItemList((empty,))))
    years = hours_a_year(view)
    table = Table(
        name="table-costs",
        caption=gettext("All amounts"),
        heads=(gettext("Question"), gettext("Typical"), gettext("Middle half"), gettext("Wrote 0"), gettext("Answers")),
        figures=frozenset({2, 3, 4}),
        groups=(RowGroup(None, tuple(_amount_row(result, view.words) for result in results)),),
    )
    page = tuple(Paragraph((Strong(year), " ", Quiet(f"“{text}”")), "year") for text, year in years)
    lines = bullets((f"“{text}” ", Strong(year)) for text, year in years)
    return Section(
        anchor="costs",
        title=title,
        blocks=(
            Paragraph(
                gettext(
                    "What was written, from memory. Work that began for good reasons can still cost more than it gives."
                )
                if view.audit.respondents.n == 1
                else gettext(
                    "What people wrote, from memory. Half of the people lie within the middle half. Hours a year are "
                    "that answer, times everyone who would be asked, times the weeks of a school year; people who did "
                    "not answer may differ. Work that began for good reasons can still cost more than it gives."
                )
            ),
            Only("page", page),
            Only("text", lines),
            table,
        ),
        summary=(Headline(title, 2), table, *bullets(f"“{text}” {year}" for text, year in years)),
    )


def hours_a_year(view: View) -> tuple[tuple[str, str], ...]:
    """Return pairs of a question and its typical answer, with roughly how many hours a year the answers come to."""
    pairs = ((result.text, _hours_text(result, view.words)) for result in view.audit.amounts)
    return tuple((text, year) for text, year in pairs if year)


def format_hours(hours: float, words: Locale) -> str:
    """Return *hours* to two significant figures, since they come from estimates; under one hour, to one decimal."""
    return words.number(round_hours(hours), 1 if hours < 1 else 0)


def _amount_row(result: AmountResult, words: Locale) -> Row:
    centre = _typical(result)
    return (
        result.text,
        words.gettext(STATUSES[result.status]) if centre is None else _amount_text(centre, result.unit, words),
        _middle_half(result, words),
        "–" if result.zeros is None else words.number(result.zeros),
        "–" if result.n is None else words.number(result.n),
    )


def _middle_half(result: AmountResult, words: Locale) -> str:
    if result.q1 is None or result.q3 is None:
        return "–"
    return format_range(result.q1, result.q3, words)


def _typical(result: AmountResult) -> float | None:
    return result.median if result.aggregate == "median" else result.mean


def _amount_text(amount: float, unit: str, words: Locale) -> str:
    """Return *amount* with its *unit*, which authors write in the plural: "4 visits", or "visits: 1"."""
    number = format_figure(amount, words)
    if amount == 1:
        return words.gettext("%(unit)s: %(number)s", unit=unit, number=number)
    return words.gettext("%(number)s %(unit)s", number=number, unit=unit)


def _hours_text(result: AmountResult, words: Locale) -> str | None:
    typical = _typical(result)
    if result.hours_a_year is None or typical is None:
        return None
    return words.gettext(
        "%(amount)s each; together about %(hours)s hours a year",
        amount=_amount_text(typical, result.unit, words),
        hours=_hours_range(result, words),
    )


def _hours_range(result: AmountResult, words: Locale) -> str:
    """Return the hours a year of the middle half of the people, or of the typical answer where that is not shown."""
    if result.hours_low is None or result.hours_high is None:
        return format_hours(result.hours_a_year or 0.0, words)
    low, high = format_hours(result.hours_low, words), format_hours(result.hours_high, words)
    return low if low == high else words.gettext("%(low)s to %(high)s", low=low, high=high)
