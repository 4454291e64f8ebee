"""From a form's options to A4 sheets to fill in by pen, with the id beside each question for typing answers in."""

from markupsafe import Markup

from speedbumps.forms.page.content import build_page
from speedbumps.forms.page.shape import Shape, spoken_in
from speedbumps.forms.page.words import paper_notice
from speedbumps.model.questionnaire import Role
from speedbumps.report.templating import html_environment, template_source
from speedbumps.text import strip_controls


def render_paper(shape: Shape) -> str:
    """Return the sheets as one HTML file to print, for all roles or for the only one in *shape*."""
    spoken = spoken_in(shape.first, shape)
    made = (
        html_environment(spoken)
        .get_template("paper.html")
        .render(
            page=build_page(shape, spoken),
            notice=tuple(paper_notice(shape.first, spoken)),
            role=_shape_role(shape),
            school=shape.school,
            round=shape.round,
            style=Markup(template_source("paper.css")),  # noqa: S704 - ours, and shipped
        )
    )
    return strip_controls(made)


def _shape_role(shape: Shape) -> Role | None:
    return next((role for role in shape.first.roles if role.id == shape.role), None)
