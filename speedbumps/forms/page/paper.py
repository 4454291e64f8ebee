"""From a form's shape to sheets of A4 to fill in by pen, with the id beside each question for whoever types them in."""

from markupsafe import Markup

from speedbumps.forms.page.content import page
from speedbumps.forms.page.shape import Shape
from speedbumps.forms.page.words import notice_on_paper
from speedbumps.i18n import words
from speedbumps.model.questionnaire import Role
from speedbumps.report.templating import environment, source
from speedbumps.text import plain


def render_paper(shape: Shape) -> str:
    """The sheets as one HTML file, to be printed; for all roles, or for the one that the shape names."""
    spoken = words(shape.first.language)
    made = (
        environment(spoken)
        .get_template("paper.html")
        .render(
            page=page(shape, spoken),
            notice=tuple(notice_on_paper(shape.first, spoken)),
            role=_role(shape),
            school=shape.school,
            round=shape.round,
            style=Markup(source("paper.css")),  # noqa: S704 - ours, and shipped
        )
    )
    return plain(made)


def _role(shape: Shape) -> Role | None:
    return next((role for role in shape.first.roles if role.id == shape.role), None)
