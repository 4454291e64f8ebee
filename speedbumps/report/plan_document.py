"""From a school's plan to a hand-out: what the school does first, a page for all staff, and why."""

from speedbumps.i18n import Locale
from speedbumps.report.blocks import Document
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_sections.follow_up import follow_up
from speedbumps.report.plan_sections.front import front
from speedbumps.report.plan_sections.reasons import reasons
from speedbumps.report.plan_sections.staff import for_staff


def plan_document(page: PlanPage, words: Locale) -> Document:
    """Return the hand-out of the plan on *page*, in the language of *words*."""
    gettext = words.gettext
    title = gettext("%(school)s: our plan", school=page.school)
    sections = (follow_up(page, words), for_staff(page, words), reasons(page, words))
    return Document(
        subject="school",
        language=words.language,
        title=title,
        description=gettext("What the school does first, who leads it, and when people look again."),
        front=front(title, page, words),
        skip=gettext("Skip the first page"),
        contents=None,
        sections=tuple(section for section in sections if section),
        footer=title,
        page=gettext("Page {page} of {pages}"),
        school=page.school,
    )
