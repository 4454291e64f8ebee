"""The barriers, each with the scores of roles."""

from speedbumps.model.audit import BarrierResult
from speedbumps.report.blocks import (
    Block,
    Headline,
    HeightFigure,
    HeightLine,
    HeightList,
    Only,
    Panel,
    Paragraph,
    RoleTable,
    Section,
    paragraphs,
)
from speedbumps.report.heights import target_height
from speedbumps.report.sections.profile import overall_line
from speedbumps.report.sections.strengths import expertise_ids, open_answers_line
from speedbumps.report.sections.workings import item_first_lines, joint_first_line
from speedbumps.report.view import View

FOUR = 4
"""The number of barriers that the shipped questionnaire has, and for which there is a title of its own."""


def barriers(view: View) -> Section:
    """Return the section about the barriers."""
    gettext, results = view.words.gettext, view.audit.barriers
    title = gettext("The barriers")
    heights = [target_height(barrier, view) for barrier in results]
    lead = gettext(
        "A barrier is the mean over all its questions. The word comes first, the number second, the interval third."
    )
    return Section(
        anchor="barriers",
        title=title,
        blocks=(Paragraph(lead), Panel("cards", tuple(_barrier_card(barrier, view) for barrier in results))),
        summary=(
            Headline(gettext("The four barriers") if len(results) == FOUR else title, 2),
            HeightList(tuple(HeightLine(height.title, height.line, height.sure) for height in heights)),
            *paragraphs(overall_line(view), joint_first_line(view), *item_first_lines(view)),
        ),
    )


def _barrier_card(barrier: BarrierResult, view: View) -> Panel:
    height, gettext = target_height(barrier, view), view.words.gettext
    own = {barrier.id, *(facet.id for facet in barrier.facets)} - expertise_ids(view)
    about, anchor = paragraphs(height.about), f"{height.anchor}-barrier"
    heads = (gettext("Role"), gettext("From 0 to 100"), gettext("Height"))
    roles = RoleTable(gettext("%(barrier)s, by role", barrier=barrier.title), heads, height.roles)
    blocks: tuple[Block, ...] = (
        Headline(height.title, anchor=anchor),
        Only("text", about),
        HeightFigure(height),
        *((Paragraph(height.facts, "facts"),) if height.facts else ()),
        Only("page", about),
        *paragraphs(height.means, height.equal),
        *((roles,) if height.roles else ()),
        *paragraphs(*(open_answers_line(result, view) for result in view.audit.open if result.belongs_to in own)),
    )
    return Panel("card", blocks, label=anchor)
