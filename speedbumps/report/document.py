"""From an audit to the document of its report: a front page, and all sections in order."""

from collections.abc import Callable

from speedbumps.disclosure.publish import publish
from speedbumps.i18n import Locale
from speedbumps.model.audit import Audit
from speedbumps.report.blocks import Document, Section
from speedbumps.report.sections.about import about
from speedbumps.report.sections.amounts import amounts
from speedbumps.report.sections.barriers import barriers
from speedbumps.report.sections.bumps import bumps
from speedbumps.report.sections.choices import choices
from speedbumps.report.sections.exchange import exchange
from speedbumps.report.sections.front import front
from speedbumps.report.sections.own_words import own_words
from speedbumps.report.sections.peers import peers
from speedbumps.report.sections.priorities import priorities
from speedbumps.report.sections.profile import profile
from speedbumps.report.sections.requests import requests
from speedbumps.report.sections.respondents import who_answered
from speedbumps.report.sections.role_gaps import role_gaps
from speedbumps.report.sections.strengths import strengths
from speedbumps.report.sections.withheld import withheld
from speedbumps.report.sections.workings import workings
from speedbumps.report.view import View, build_view

SECTIONS: tuple[Callable[[View], Section | None], ...] = (
    who_answered,
    strengths,
    profile,
    barriers,
    choices,
    role_gaps,
    bumps,
    priorities,
    requests,
    amounts,
    peers,
    exchange,
    own_words,
    workings,
    withheld,
    about,
)
"""The sections in the order of the report. One that has nothing to say of an audit returns None."""


def document(audit: Audit, words: Locale) -> Document:
    """Return the report on *audit* as a document, in the language of *words*; exact figures are rounded first."""
    view, gettext = build_view(publish(audit), words), words.gettext
    first = front(view)
    return Document(
        subject="school",
        language=words.language,
        title=gettext("Speed bumps at %(school)s", school=first.title),
        description=gettext(
            "What slows improvement at %(school)s, how high each bump is, how sure we are, and what to talk about "
            "first.",
            school=first.title,
        ),
        front=first,
        skip=gettext("Skip the front page"),
        contents=gettext("In this report"),
        sections=tuple(section for make in SECTIONS if (section := make(view)) is not None),
    )
