"""Reviews of open answers: which of them somebody has approved to be shown."""

from typing import Annotated, Literal

from pydantic import Field

from speedbumps.model.scalars import Flag, Frozen, Id, Text, Whole


class ReviewedAnswer(Frozen, defer_build=True):
    """What one person, or several in the same words, wrote."""

    text: Text
    """The words. Change them until nobody can be recognised."""
    show: Flag = False
    """true lets a report print the words as they stand here."""


class ReviewedQuestion(Frozen, defer_build=True):
    """An open question with what people wrote."""

    id: Id
    """The question's id."""
    question: Text | None = None
    """The words that people read, for whoever reviews."""
    wrote: Annotated[Whole, Field(ge=1)]
    """How many people wrote something; a report holds it against the answers."""
    answers: tuple[ReviewedAnswer, ...] = ()
    """What they wrote, in no order that tells anything; the same words stand here once."""


class Review(Frozen, defer_build=True):
    """A review of people's own words, format speedbumps-review/1."""

    format: Literal["speedbumps-review/1"]
    """What kind of file this is."""
    questionnaire: Id
    """The id of the questionnaire that was answered."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    """The version of the questionnaire."""
    school: Text
    """Whose answers these are, by the school's id."""
    round: Text | None = None
    """The collection that they belong to: 2026-autumn."""
    questions: tuple[ReviewedQuestion, ...]
    """The open questions that enough people answered."""
