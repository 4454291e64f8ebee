"""The visits between schools that are suggested."""

from collections.abc import Iterator
from math import floor

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort, CohortExchange
from speedbumps.report.blocks import Block, Headline, ItemList, RowGroup, Section, Table, paragraphs, whole_section


def visits(cohort: Cohort, words: Locale) -> Section:
    """Return the section about who could show whom: how much is suggested, and which schools take part, if all do."""
    gettext = words.gettext
    lead = gettext("There is more expertise in a group of schools than is used. What works is moving it around.")
    subjects = _subjects_table(cohort, words)
    return whole_section(
        "exchange",
        gettext("Who could show whom"),
        *paragraphs(lead, *_exchange_lines(cohort, words)),
        *((subjects,) if subjects else ()),
        *_taking_part(cohort, words),
    )


def _taking_part(cohort: Cohort, words: Locale) -> tuple[Block, ...]:
    """Return the names of the schools, in alphabetical order, if all of them take part."""
    names, gettext = cohort.exchange.schools if cohort.exchange else (), words.gettext
    if not names:
        return ()
    note = gettext(
        "All schools take part. They stand in the order of the alphabet. To be named here says nothing of a school but "
        "that it is ready to meet others."
    )
    return (Headline(gettext("Schools that take part")), *paragraphs(note), ItemList(names))


def _exchange_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    plan, gettext = cohort.exchange, words.gettext
    if plan is None:
        yield gettext(
            "No school agreed to be named yet, so no visits are suggested. A school that would like to take part tells "
            "whoever ran this survey."
        )
        return
    sentences = [_taking_part_line(plan, words)]
    if plan.suggested == 0:
        yield f"{' '.join(sentences)} " + gettext(
            "No visits are suggested this time; each school's own report tells why."
        )
        return
    if plan.suggested is not None:
        sentences.append(
            words.ngettext("%(n)s visit is suggested.", "%(n)s visits are suggested.", plan.suggested),
        )
    if plan.guests is not None:
        sentences.append(
            words.ngettext(
                "%(n)s school would see something elsewhere.",
                "%(n)s schools would see something elsewhere.",
                plan.guests,
            )
        )
    if plan.hosts is not None:
        sentences.append(
            words.ngettext("%(n)s school would show something.", "%(n)s schools would show something.", plan.hosts)
        )
    yield " ".join(sentences)
    yield " ".join(
        (
            gettext("Who could visit whom is in the reports of these schools, and with whoever arranges the visits."),
            gettext("To have something to see elsewhere is no shame, to have something to show is no merit."),
        )
    )
    if plan.reached < 1:
        yield gettext(
            "Worked out in %(blocks)s parts, since there are so many schools; it brings at least %(share)s%% of what "
            "any plan could.",
            blocks=words.number(plan.blocks),
            share=words.number(floor(100 * plan.reached)),
        )


def _taking_part_line(plan: CohortExchange, words: Locale) -> str:
    """Return how many schools take part, as far as that does not point at those that do not."""
    if plan.taking_part is None:
        return words.gettext(
            "How many schools take part, and which, is not said here, because that would show who does not take part."
        )
    number = words.ngettext("%(n)s school takes part.", "%(n)s schools take part.", plan.taking_part)
    if plan.schools:
        return number
    which = words.gettext("Which ones is not said here, because that would show who does not take part.")
    return f"{number} {which}"


def _subjects_table(cohort: Cohort, words: Locale) -> Table | None:
    """Return a table of the numbers of visits by topic; None if there is no topic to show.

    It names no schools: what somebody comes to see is for them to tell.
    """
    plan, gettext = cohort.exchange, words.gettext
    if plan is None or not plan.about:
        return None
    rows = [(each.title, words.number(plan.about[each.id])) for each in cohort.targets if each.id in plan.about]
    rest = (plan.suggested or 0) - sum(plan.about.values())
    if rest:
        rows.append((gettext("Other subjects"), words.number(rest)))
    heads = (gettext("What there is to see"), gettext("Visits"))
    return Table(
        "table-subjects", gettext("What the visits are about"), heads, frozenset({1}), (RowGroup(None, tuple(rows)),)
    )
