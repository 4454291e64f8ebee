"""From a school's plan and its report to a hand-out for some readers, as a document of its own."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from speedbumps.disclosure.publish import publish
from speedbumps.i18n import Locale
from speedbumps.model.audit import Audit
from speedbumps.report.beside import NOTHING_BESIDE, Beside
from speedbumps.report.blocks import Document
from speedbumps.report.handouts.governors import governors_document
from speedbumps.report.handouts.handout import Handout
from speedbumps.report.handouts.letters import letters_document, page_of_requests
from speedbumps.report.handouts.readers import Reader
from speedbumps.report.handouts.staff_sheet import staff_document
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.view import build_view

DOCUMENTS: Mapping[Reader, Callable[[Handout, Locale], Document]] = {
    Reader.governors: governors_document,
    Reader.staff: staff_document,
    Reader.letters: letters_document,
}
"""What makes the document, by whom it is for."""


class PlanAndAudit(NamedTuple):
    """What a hand-out is made from."""

    page: PlanPage
    audit: Audit | None = None
    """The audit that the plan rests on; None if only the plan is known."""
    day: str | None = None
    """The date to print, such as 2026-11-30."""
    beside: Beside = NOTHING_BESIDE
    """What changed since the round before, and the plan that was made after it."""


def handout_document(reader: Reader, source: PlanAndAudit, words: Locale) -> Document:
    """Return the hand-out for *reader*, in the language of *words*; exact figures are rounded first."""
    view = build_view(publish(source.audit), words) if source.audit else None
    return DOCUMENTS[reader](Handout(source.page, view, source.day, source.beside), words)


def report_letters(audit: Audit, words: Locale) -> Document:
    """Return letters with what the report on *audit* suggests to ask of others, where there is no plan."""
    view = build_view(publish(audit), words)
    return letters_document(Handout(page_of_requests(view), view, audit.date), words)
