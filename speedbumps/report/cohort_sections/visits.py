"""The visits between schools that are suggested."""

from collections.abc import Iterator
from math import floor

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort, CohortVisit
from speedbumps.report.blocks import (
    ChartVisit,
    Only,
    Paragraph,
    RowGroup,
    Section,
    Table,
    VisitChart,
    paragraphs,
    whole_section,
)

MOST = 40
"""The most schools with which the chart can be read."""


def visits(cohort: Cohort, words: Locale) -> Section:
    """Return the section about who could show whom."""
    gettext = words.gettext
    lead = gettext("There is more expertise in a group of schools than is used. What works is moving it around.")
    legend = gettext(
        "A line leads from the school that shows to the school that visits, where the arrow is. Dashed lines go both "
        "ways."
    )
    chart = _visit_chart(cohort, words)
    tables = (_subjects_table(cohort, words), _visits_table(cohort, words))
    return whole_section(
        "exchange",
        gettext("Who could show whom"),
        *paragraphs(lead, *_exchange_lines(cohort, words)),
        *((Only("page", (chart, Paragraph(legend, "legend"))),) if chart else ()),
        *(table for table in tables if table),
    )


def _visit_chart(cohort: Cohort, words: Locale) -> VisitChart | None:
    """Return the chart of all visits, beside their table; None without visits or with too many schools."""
    plan = cohort.exchange
    if plan is None or not plan.visits:
        return None
    names = {visit.host: visit.host_name for visit in plan.visits}
    names |= {visit.guest: visit.guest_name for visit in plan.visits}
    if len(names) > MOST:
        return None
    ordered = sorted(names, key=lambda school: (names[school].casefold(), school))
    places = {school: place for place, school in enumerate(ordered)}
    return VisitChart(
        title=words.gettext("Visits as a picture"),
        label=words.gettext("Visits between schools; the table below says the same"),
        schools=tuple(names[school] for school in ordered),
        visits=tuple(
            ChartVisit(places[visit.host], places[visit.guest], visit.mutual)
            for visit in plan.visits
            if not _is_drawn_as_return(visit)
        ),
    )


def _is_drawn_as_return(visit: CohortVisit) -> bool:
    """Return whether the line of the visit in the other direction shows *visit* too."""
    return visit.mutual and visit.guest < visit.host


def _exchange_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    plan, gettext = cohort.exchange, words.gettext
    if plan is None:
        yield gettext(
            "No school agreed to be named yet, so no visits are suggested. A school that would like to take part tells "
            "whoever ran this survey."
        )
        return
    sentences = [
        words.ngettext("%(n)s school takes part by name.", "%(n)s schools take part by name.", plan.taking_part),
        words.ngettext("%(n)s visit is suggested.", "%(n)s visits are suggested.", len(plan.visits)),
    ]
    if not plan.visits:
        yield f"{sentences[0]} " + gettext("No visits are suggested this time; each school's own report tells why.")
        return
    sentences += [
        words.ngettext(
            "%(n)s school would see something elsewhere.",
            "%(n)s schools would see something elsewhere.",
            plan.guests,
        ),
        words.ngettext("%(n)s school would show something.", "%(n)s schools would show something.", plan.hosts),
    ]
    yield " ".join(sentences)
    yield gettext("Having something to see elsewhere is no shame, and having something to show is no merit.")
    if plan.reached < 1:
        yield gettext(
            "Worked out in %(blocks)s parts, since there are so many schools; it brings at least %(share)s%% of what "
            "any plan could.",
            blocks=words.number(plan.blocks),
            share=words.number(floor(100 * plan.reached)),
        )


def _visits_table(cohort: Cohort, words: Locale) -> Table | None:
    plan, gettext = cohort.exchange, words.gettext
    if plan is None or not plan.visits:
        return None
    rows = tuple(
        (
            visit.host_name,
            visit.guest_name,
            words.number(max(1, round(visit.kilometres))) if visit.kilometres is not None else "–",
            gettext("yes") if visit.mutual else "–",
        )
        for visit in plan.visits
    )
    heads = (gettext("Host"), gettext("Guest"), gettext("Kilometres"), gettext("Also the other way"))
    return Table(
        "table-visits", gettext("Visits, by the names of the schools"), heads, frozenset({2}), (RowGroup(None, rows),)
    )


def _subjects_table(cohort: Cohort, words: Locale) -> Table | None:
    """Return a table of the numbers of visits by topic; None if there is no topic to show.

    It names no schools: what somebody comes to see is for them to tell.
    """
    plan, gettext = cohort.exchange, words.gettext
    if plan is None or not plan.about:
        return None
    rows = [(each.title, words.number(plan.about[each.id])) for each in cohort.targets if each.id in plan.about]
    rest = len(plan.visits) - sum(plan.about.values())
    if rest:
        rows.append((gettext("Other subjects"), words.number(rest)))
    heads = (gettext("What there is to see"), gettext("Visits"))
    return Table(
        "table-subjects", gettext("What the visits are about"), heads, frozenset({1}), (RowGroup(None, tuple(rows)),)
    )
