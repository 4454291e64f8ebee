"""The sheet for all staff: what they said, what will be done about it, and what will not, and why."""

from speedbumps.i18n import Locale
from speedbumps.report.blocks import Block, Document, Masthead, Paragraph, paragraphs
from speedbumps.report.handouts.handout import Handout, dated_stamp, one_sheet
from speedbumps.report.handouts.readers import Reader
from speedbumps.report.handouts.since import since_blocks
from speedbumps.report.plan_sections.staff import read_out_line, staff_blocks
from speedbumps.report.sections.respondents import response_banner


def staff_document(handout: Handout, words: Locale) -> Document:
    """Return the sheet for all staff."""
    gettext, page, view = words.gettext, handout.page, handout.view
    thanks = gettext("Thank you to everyone who answered.") if handout.staff_spoke else None
    masthead = Masthead(
        title=gettext("%(school)s: what you said, and what we do", school=page.school)
        if handout.staff_spoke
        else gettext("%(school)s: what slows us, and what we do", school=page.school),
        kicker=gettext("For all staff"),
        stamp=dated_stamp(handout, words),
        lead=" ".join((*handout.facts, *((thanks,) if thanks else ()))) or read_out_line(words),
    )
    banner = response_banner(view) if view else None
    blocks: tuple[Block, ...] = (
        *((Paragraph(banner, "note"),) if banner else ()),
        *since_blocks(handout, Reader.staff, words),
        *paragraphs(None if page.going else gettext("Nothing is planned yet.")),
        *staff_blocks(page, words, 2, said=handout.staff_spoke, last=handout.beside.last_plan),
    )
    return one_sheet(handout, masthead, blocks, words)
