"""From a form's options to A4 sheets to fill in by pen, with the id beside each question for typing answers in."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from speedbumps.forms.page.content import FormPage, PrintedGroup, PrintedPart, PrintedQuestion, build_page
from speedbumps.forms.page.shape import Shape, spoken_in
from speedbumps.forms.page.words import paper_notice
from speedbumps.model.questionnaire import Role
from speedbumps.report.templating import html_environment, template_source
from speedbumps.text import strip_controls


class SecondLanguage(NamedTuple):
    """The texts that stand below those in the first language."""

    page: FormPage
    notice: tuple[str, ...]
    role: str | None
    """The title of the only role that the sheets are for."""
    gettext: Callable[[str], str]
    """Returns a text of the form itself."""
    places: Mapping[str, tuple[PrintedPart, PrintedGroup, PrintedQuestion]]
    """By the id of a question: the part and the group in which it stands, and itself."""


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
            second=_second_language(shape),
            school=shape.school,
            round=shape.round,
            style=Markup(template_source("paper.css")),  # noqa: S704 - ours, and shipped
        )
    )
    return strip_controls(made)


def _second_language(shape: Shape) -> SecondLanguage | None:
    """Return the texts in the second language of *shape*; None if it has none."""
    if shape.beside is None:
        return None
    there = next(each for each in shape.languages if each.language == shape.beside)
    turned = shape._replace(languages=(there, shape.first), beside=None)
    spoken, role = spoken_in(there, shape), _shape_role(turned)
    page = build_page(turned, spoken)
    places = {
        question.id: (part, group, question)
        for part in page.parts
        for group in part.groups
        for question in group.questions
    }
    return SecondLanguage(
        page, tuple(paper_notice(there, spoken)), role.title if role else None, spoken.gettext, places
    )


def _shape_role(shape: Shape) -> Role | None:
    return next((role for role in shape.first.roles if role.id == shape.role), None)
