"""Who stands behind the work, and what happens in which school term."""

from collections.abc import Iterator
from datetime import date

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.plan import OPEN, Sponsor
from speedbumps.model.plan_dates import first_results, late_results
from speedbumps.plan.school_terms import SchoolTerm, Season, term_of, term_of_round, terms_between
from speedbumps.report.blocks import Block, Paragraph, RowGroup, Table
from speedbumps.report.plan_page import PlanPage, day_text
from speedbumps.text import capitalize_first

SEASONS: dict[Season, str] = {
    "autumn": gettext_noop("Autumn %(year)s"),
    "spring": gettext_noop("Spring %(year)s"),
    "summer": gettext_noop("Summer %(year)s"),
}

MOST_TERMS = 7
"""The most school terms for which a table has room."""

Days = tuple[tuple[date, str], ...]
"""Days, each with a word for what happens, in order."""


def terms_of_office(page: PlanPage, words: Locale) -> tuple[Block, ...]:
    """Return who stands behind the work, what happens in which term, and warnings; nothing without sponsors."""
    gettext = words.gettext
    if not page.plan.sponsors:
        return ()
    rows = tuple((each.role, each.mandate or "–", office_end(each, words)) for each in page.plan.sponsors)
    heads = (gettext("Role"), gettext("Mandate"), gettext("Term of office ends"))
    table = Table("sponsors", gettext("Who stands behind this work"), heads, frozenset(), (RowGroup(None, rows),))
    return (table, *_calendar(page, words), *(Paragraph(text, "note") for text in late_texts(page, words)))


def office_end(sponsor: Sponsor, words: Locale) -> str:
    """Return the last day of a term of office in words, or that it is not known."""
    return day_text(sponsor.until, words) or words.gettext("no end is known")


def late_texts(page: PlanPage, words: Locale) -> Iterator[str]:
    """Yield a warning for each action that can show results only after a sponsor has left."""
    gettext = words.gettext
    found = [*late_results(page.plan, {action.id: action.horizon for action in page.actions.values()})]
    for late in found:
        yield gettext(
            "First results of “%(action)s” can be expected by %(day)s. The term of office ends before, on %(end)s: "
            "%(role)s.",
            action=page.action_title(page.plan.priorities[late.place]),
            day=day_text(late.seen, words),
            role=late.sponsor.role,
            end=day_text(late.sponsor.until, words),
        )
    if found and page.keeping:
        yield gettext(
            "These options keep work going when people in office change: %(actions)s.",
            actions=words.join([f"“{title}”" for title in page.keeping]),
        )


def _calendar(page: PlanPage, words: Locale) -> tuple[Block, ...]:
    """Return a table of what begins and ends in which school term; nothing if no action has a day from now on."""
    gettext, nation = words.gettext, page.plan.nation
    actions = [(title, days) for title, days in _action_days(page, words) if days]
    found = sorted(term_of(day, nation) for _, days in actions for day, _ in days)
    # What goes on from the last plan began before this one, whose terms are shown.
    first = max(found[0], term_of_round(page.plan.round) or found[0]) if found else None
    if first is None or found[-1] < first:
        return ()
    terms = terms_between(first, found[-1])[:MOST_TERMS]
    rows = [(title, *(_action_cell(days, term, page, words) for term in terms)) for title, days in actions]
    rows += [(each.role, *(_office_cell(each, term, page, words) for term in terms)) for each in page.plan.sponsors]
    heads = (gettext("Action or role"), *(gettext(SEASONS[term.season], year=term.year) for term in terms))
    table = Table("calendar", gettext("What happens when"), heads, frozenset(), (RowGroup(None, tuple(rows)),))
    return (table, Paragraph(gettext("When terms begin and end is set locally; these are the usual months."), "quiet"))


def _action_days(page: PlanPage, words: Locale) -> Iterator[tuple[str, Days]]:
    gettext = words.gettext
    for each in page.plan.priorities:
        action = page.action_of(each)
        results = first_results(each.start, action.horizon) if each.start and action else None
        days = (
            (each.start, gettext("we begin")),
            (each.review, gettext("we look again")),
            (results, gettext("first results")),
        )
        if each.status in OPEN:
            yield page.action_title(each), tuple(sorted((day, word) for day, word in days if day is not None))


def _action_cell(days: Days, term: SchoolTerm, page: PlanPage, words: Locale) -> str:
    nation = page.plan.nation
    happens = [word for day, word in days if term_of(day, nation) == term]
    if happens:
        return capitalize_first(", ".join(happens))
    return words.gettext("Under way") if term_of(days[0][0], nation) < term < term_of(days[-1][0], nation) else "–"


def _office_cell(sponsor: Sponsor, term: SchoolTerm, page: PlanPage, words: Locale) -> str:
    end = term_of(sponsor.until, page.plan.nation) if sponsor.until else None
    if end == term:
        return words.gettext("Ends")
    return words.gettext("In office") if end is None or term < end else "–"
