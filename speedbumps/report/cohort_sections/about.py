"""What the page about a cohort is, and what it is not."""

from collections.abc import Iterator

from speedbumps.disclosure.cohorts import COARSE_BELOW, COARSE_STEP
from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort
from speedbumps.report.blocks import Headline, ItemList, Paragraph, Section, Strong, whole_section
from speedbumps.report.sections.about import LIMITS, SHORT_STATUSES, STATUSES

FITTING = (0, 2, 3)
"""The indices of those LIMITS of a report that also hold for a page about many schools."""


def about_cohort(cohort: Cohort, words: Locale) -> Section:
    """Return the section that says what this page is, and what it is not."""
    gettext = words.gettext
    return whole_section(
        "about",
        gettext("About this page"),
        Paragraph(Strong(gettext(STATUSES[cohort.questionnaire.status]))),
        ItemList(tuple(_about_lines(cohort, words))),
        Headline(gettext("Where this comes from")),
        ItemList(tuple(_provenance_lines(cohort, words))),
    )


def _about_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    least = words.number(cohort.questionnaire.min_schools)
    yield words.gettext(
        "No height, count or amount of schools is told that holds fewer than %(n)s of them, or leaves out fewer. This "
        "page changes only when at least as many schools have joined, left or changed.",
        n=least,
    )
    yield words.gettext(
        "Heights of schools together are whole numbers; of fewer than %(n)s schools they are in steps of %(step)s, so "
        "that no school is recognised by its figure.",
        n=words.number(COARSE_BELOW),
        step=words.number(COARSE_STEP),
    )
    yield words.gettext(
        "“Clearly” is said from 10 points on between the schools of a district, or of a phase, and all others, and "
        "only where chance alone would seldom make so large a difference in any of them. A district is what the table "
        "of schools calls an area: an authority, a trust or a region."
    )
    yield from (words.gettext(limit) for place, limit in enumerate(LIMITS) if place in FITTING)


def _provenance_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    of, gettext = cohort.questionnaire, words.gettext
    yield gettext("Questionnaire: %(title)s (%(id)s)", title=of.title, id=of.id)
    yield gettext("Version %(version)s, %(status)s", version=of.version, status=gettext(SHORT_STATUSES[of.status]))
    yield gettext("Fingerprint: %(short)s", short=of.fingerprint[:12])
