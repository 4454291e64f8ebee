"""From a comparison of rounds to a page of its own."""

from speedbumps.disclosure.publish import publish
from speedbumps.i18n import Locale
from speedbumps.model.audit import Audit
from speedbumps.model.comparison import RoundComparison
from speedbumps.report.beside import Beside
from speedbumps.report.blocks import Block, Document, Masthead, Section
from speedbumps.report.document import report_footer
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.sections.front import STAMPS, limits_line, school_title
from speedbumps.report.sections.last_plan import last_plan as last_plan_section
from speedbumps.report.sections.then_and_now import comparison_blocks, not_compared
from speedbumps.report.view import build_view


def comparison_document(
    audit: Audit, comparison: RoundComparison, words: Locale, last_plan: PlanPage | None
) -> Document:
    """Return the page about a *comparison*, in the language of *words*; *audit* is that of its last round.

    Further pages say what became of the *last_plan*, if there is one, and what is not compared, if it is much.
    """
    view = build_view(publish(audit), words, Beside(comparison=comparison, last_plan=last_plan))
    gettext, school = words.gettext, school_title(view)
    title = gettext("Then and now: %(school)s", school=school)
    masthead = Masthead(
        title=school,
        kicker=gettext("What slows improvement here, then and now"),
        stamp=gettext(STAMPS[audit.questionnaire.status]),
        lead=gettext("Limits:") + " " + limits_line(view),
    )
    front: tuple[Block, ...] = (masthead, *comparison_blocks(comparison, view))
    behind = (last_plan_section(view), not_compared(view))
    return Document(
        subject="school",
        language=words.language,
        title=title,
        description=gettext("What changed at %(school)s from one round of answers to the next.", school=school),
        front=Section("title", title, front, front),
        skip=gettext("Skip the first page"),
        contents=None,
        sections=tuple(section for section in behind if section),
        footer=report_footer(view),
        page=gettext("Page {page} of {pages}"),
        school=school,
    )
