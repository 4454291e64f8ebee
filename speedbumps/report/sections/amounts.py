"""Hours and other amounts that people wrote as numbers."""

from speedbumps.disclosure.cohorts import round_hours
from speedbumps.i18n import Locale
from speedbumps.model.audit import AmountResult
from speedbumps.report.blocks import Block, Paragraph, Row, RowGroup, Table
from speedbumps.report.figures import format_figure, format_range, join_range
from speedbumps.report.heights import STATUSES
from speedbumps.report.view import View


def amount_blocks(view: View) -> tuple[Block, ...]:
    """Return the numbers that people wrote, with their heading; nothing if none were asked."""
    results = [result for result in view.audit.amounts if result.status != "not-asked"]
    if not results:
        return ()
    gettext = view.words.gettext
    several = view.audit.respondents.n != 1
    heads = (gettext("Question"), gettext("Typical"), *_spread_heads(view, several=several))
    table = Table(
        name="table-amounts",
        caption=gettext("Hours and other amounts, as people remember them")
        if several
        else gettext("Hours and other amounts, from memory"),
        heads=heads,
        figures=frozenset(range(2, len(heads))),
        groups=(RowGroup(None, tuple(_amount_row(result, view)[: len(heads)] for result in results)),),
        strong=frozenset({1}),
        dense=not several,
    )
    spread = gettext("Half of the people lie within the middle half.")
    hours = gettext(
        "Hours a year count everyone who would be asked; those who did not answer may differ. Not all of these hours "
        "are lost: much of it is the work itself."
    )
    said = (spread if several else None, hours if any(result.hours_a_year for result in results) else None)
    notes = " ".join(part for part in said if part)
    return (table, *((Paragraph(notes, "quiet"),) if notes else ()))


def _spread_heads(view: View, *, several: bool) -> tuple[str, ...]:
    gettext = view.words.gettext
    return (gettext("Middle half"), gettext("Wrote 0"), gettext("Answers")) if several else ()


def hours_answers(view: View) -> tuple[tuple[str, str], ...]:
    """Return pairs of a question about hours and its typical answer."""
    return tuple(
        (result.text, amount_text(centre, result.unit, view.words))
        for result in view.audit.amounts
        if result.hours_a_year is not None and (centre := _typical(result)) is not None
    )


def format_hours(hours: float, words: Locale) -> str:
    """Return *hours* to two significant figures, since they come from estimates; under one hour, to one decimal."""
    return words.number(round_hours(hours), 1 if 0 < hours < 1 else 0)


def _amount_row(result: AmountResult, view: View) -> Row:
    centre, words = _typical(result), view.words
    return (
        result.text,
        _no_amount_text(result, view) if centre is None else _typical_text(centre, result, words),
        _middle_half(result, words),
        "–" if result.zeros is None else words.number(result.zeros),
        "–" if result.n is None else words.number(result.n),
    )


def _no_amount_text(result: AmountResult, view: View) -> str:
    """Return the reason why there is no typical amount."""
    if result.status == "scored":
        return view.words.gettext(
            "Not shown: with fewer than %(n)s answers, an average could give one of them away",
            n=view.audit.questionnaire.limits.min_distribution,
        )
    return view.words.gettext(STATUSES[result.status])


def _middle_half(result: AmountResult, words: Locale) -> str:
    if result.q1 is None or result.q3 is None:
        return "–"
    return format_range(result.q1, result.q3, words)


def _typical(result: AmountResult) -> float | None:
    return result.median if result.aggregate == "median" else result.mean


def amount_text(amount: float, unit: str, words: Locale) -> str:
    """Return *amount* with its *unit*, which authors write in the plural: "4 visits".

    1 stands alone: the question says of what, and one visit is not "1 visits".
    """
    number = format_figure(amount, words)
    return number if amount == 1 else words.gettext("%(number)s %(unit)s", number=number, unit=unit)


def _typical_text(centre: float, result: AmountResult, words: Locale) -> str:
    """Return the typical amount, with the hours a year that it comes to for everyone asked, if it is about hours."""
    amount = amount_text(centre, result.unit, words)
    if result.aggregate == "mean" and result.n != 1:
        amount = words.gettext("%(amount)s on average", amount=amount)
    if result.hours_a_year is None:
        return amount
    return words.gettext(
        "%(amount)s each; together about %(hours)s hours a year%(arithmetic)s",
        amount=amount,
        hours=_hours_range(result, words),
        arithmetic=_arithmetic(centre, result, words),
    )


def _arithmetic(centre: float, result: AmountResult, words: Locale) -> str:
    """Return how the hours a year come about, in brackets; nothing in an audit that does not say."""
    if result.hours_people is None or result.hours_times is None:
        return ""
    amounts = format_figure(centre, words) if result.hours_low is None else _middle_half(result, words)
    return " " + words.gettext(
        "(%(amount)s × %(people)s people × %(times)s times a year)",
        amount=amounts,
        people=words.number(result.hours_people),
        times=format_figure(result.hours_times, words),
    )


def _hours_range(result: AmountResult, words: Locale) -> str:
    """Return the hours a year of the middle half of the people, or of the typical answer where that is not shown."""
    if result.hours_low is None or result.hours_high is None:
        return format_hours(result.hours_a_year or 0.0, words)
    return join_range(format_hours(result.hours_low, words), format_hours(result.hours_high, words), words)
