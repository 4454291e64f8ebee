"""A questionnaire and its actions in another language."""

from typing import Annotated, Literal

from pydantic import Field

from speedbumps.model.scalars import Frozen, Id, Text


class Translation(Frozen, defer_build=True):
    """A file of translated texts, format speedbumps-translation/1."""

    format: Literal["speedbumps-translation/1"]
    """What kind of file this is."""
    of: Id
    """The id of the questionnaire that is translated."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    """The language that it is translated into, such as cy."""
    status: Literal["draft", "checked"] = "draft"
    """checked: somebody who speaks the language has read every text."""
    translator: Text | None = None
    """Who wrote it."""
    licence: Text | None = None
    """Under which terms it may be used and changed."""
    strings: dict[str, Text] = {}
    """Texts by the ids of what they belong to: questions.T05.wording.support. What is missing shows the original."""
