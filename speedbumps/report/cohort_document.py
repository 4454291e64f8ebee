"""From a cohort to the document about many schools together, for a public meeting."""

from collections.abc import Callable

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort
from speedbumps.report.blocks import Document, Section
from speedbumps.report.cohort_sections.about import about_cohort
from speedbumps.report.cohort_sections.areas import areas
from speedbumps.report.cohort_sections.changes import what_changed, what_was_tried
from speedbumps.report.cohort_sections.cohort_amounts import cohort_amounts
from speedbumps.report.cohort_sections.families import families
from speedbumps.report.cohort_sections.front import cohort_front
from speedbumps.report.cohort_sections.participation import participation
from speedbumps.report.cohort_sections.shared_requests import shared_requests
from speedbumps.report.cohort_sections.spread import spread
from speedbumps.report.cohort_sections.visits import visits

SECTIONS: tuple[Callable[[Cohort, Locale], Section | None], ...] = (
    what_changed,
    what_was_tried,
    shared_requests,
    visits,
    cohort_amounts,
    areas,
    families,
    participation,
    spread,
    about_cohort,
)
"""The sections in the order of the page. One that has nothing to say of a cohort returns None."""


def cohort_document(cohort: Cohort, words: Locale) -> Document:
    """Return the page about *cohort* as a document, in the language of *words*."""
    front = cohort_front(cohort, words)
    return Document(
        subject="cohort",
        language=words.language,
        title=front.title,
        description=words.gettext(
            "What slows improvement in a group of schools, what to ask of others, and what schools could show one "
            "another."
        ),
        front=front,
        skip=words.gettext("Skip the front page"),
        contents=None,
        sections=tuple(section for make in SECTIONS if (section := make(cohort, words)) is not None),
        footer=" · ".join(part for part in (front.title, cohort.round) if part),
        page=words.gettext("Page {page} of {pages}"),
    )
