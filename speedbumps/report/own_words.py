"""What people wrote in their own words, if a review has cleared it."""

from typing import NamedTuple

from speedbumps.model.audit import OpenResult
from speedbumps.report.view import View


class OpenAnswers(NamedTuple):
    """One open question, and the answers that were cleared."""

    question: str
    wrote: str
    """A sentence that says how many people answered; empty if that is withheld."""
    texts: tuple[str, ...]
    empty: str | None


class OwnWords(NamedTuple):
    """The section with all cleared answers."""

    title: str
    care: str
    questions: tuple[OpenAnswers, ...]


def own_words(view: View) -> OwnWords | None:
    """Return the section with the cleared answers to open questions; None if nothing was reviewed."""
    reviewed = [result for result in view.audit.open if result.words is not None]
    if not reviewed:
        return None
    gettext = view.words.gettext
    return OwnWords(
        title=gettext("In people’s own words"),
        care=gettext(
            "Somebody read these first, took out what could tell who a person is, and chose what to show. Each is one "
            "person’s view. They stand in no order, without any role. Please do not guess who wrote what, and take "
            "them as something to ask about."
        ),
        questions=tuple(_open_answers(result, view) for result in reviewed),
    )


def _open_answers(result: OpenResult, view: View) -> OpenAnswers:
    words, texts = view.words, result.words or ()
    return OpenAnswers(
        question=result.text,
        wrote=""
        if result.n is None
        else words.ngettext("%(n)s person wrote something.", "%(n)s people wrote something.", result.n),
        texts=texts,
        empty=None if texts else words.gettext("Nothing of it was cleared to be shown."),
    )
