"""What people wrote in their own words, as far as a review has cleared it."""

from typing import NamedTuple

from speedbumps.model.audit import OpenResult
from speedbumps.report.view import View


class Said(NamedTuple):
    """One question, and what people wrote."""

    question: str
    wrote: str
    """How many wrote something."""
    texts: tuple[str, ...]
    empty: str | None


class OwnWords(NamedTuple):
    """All that may be read."""

    title: str
    care: str
    questions: tuple[Said, ...]


def own_words(view: View) -> OwnWords | None:
    """What may be read of people's own words; None where nothing was reviewed."""
    reviewed = [result for result in view.audit.open if result.words is not None]
    if not reviewed:
        return None
    say = view.words.say
    return OwnWords(
        title=say("In people’s own words"),
        care=say(
            "Somebody read these first, took out what could tell who a person is, and chose what to show. Each is one "
            "person’s view. They stand in no order, without any role. Please do not guess who wrote what, and take "
            "them as something to ask about."
        ),
        questions=tuple(_said(result, view) for result in reviewed),
    )


def _said(result: OpenResult, view: View) -> Said:
    words, texts = view.words, result.words or ()
    return Said(
        question=result.text,
        wrote=""
        if result.n is None
        else words.count("%(n)s person wrote something.", "%(n)s people wrote something.", result.n),
        texts=texts,
        empty=None if texts else words.say("Nothing of it was cleared to be shown."),
    )
