"""Hours and other amounts that people wrote, over schools."""

from collections.abc import Iterator

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort
from speedbumps.report.blocks import Paragraph, Row, RowGroup, Section, Table, whole_section
from speedbumps.report.figures import format_range
from speedbumps.report.sections.amounts import amount_text, format_hours


def cohort_amounts(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about the numbers that people wrote; None if there are none to show."""
    table, gettext = _amounts_table(cohort, words), words.gettext
    if table is None:
        return None
    lead = gettext(
        "What people wrote, from memory. Not all of it is lost: much of it is the work itself. Hours a year are the "
        "typical answer in each school, times everyone who would be asked there, times the weeks of a school year."
    )
    return whole_section("costs", gettext("Hours and other amounts"), Paragraph(lead), table)


def _amounts_table(cohort: Cohort, words: Locale) -> Table | None:
    gettext = words.gettext
    rows = tuple(_cohort_amount_rows(cohort, words))
    if not rows:
        return None
    heads = (
        gettext("What was asked"),
        gettext("In the middle"),
        gettext("Middle half"),
        gettext("Hours a year in all"),
    )
    caption = gettext("Hours and other amounts")
    return Table("table-amounts", caption, heads, frozenset({1, 2, 3}), (RowGroup(None, rows),), long=True)


def _cohort_amount_rows(cohort: Cohort, words: Locale) -> Iterator[Row]:
    for each in cohort.amounts:
        if each.spread is None:
            continue
        hours = "–"
        if each.hours_a_year is not None:
            hours = words.gettext(
                "about %(hours)s in %(n)s schools",
                hours=format_hours(each.hours_a_year, words),
                n=words.number(each.counted or 0),
            )
        lies = each.spread
        yield (
            each.text,
            amount_text(lies.middle, each.unit, words),
            format_range(lies.low, lies.high, words),
            hours,
        )
