"""A questionnaire and its actions in another language."""

from typing import Annotated, Literal

from pydantic import Field

from speedbumps.model.written import Frozen, Id, Text


class Translation(Frozen):
    """A file of translated texts, format speedbumps-translation/1."""

    format: Literal["speedbumps-translation/1"]
    of: Id
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    status: Literal["draft", "checked"] = "draft"
    """checked: somebody who speaks the language has read every text."""
    translator: Text | None = None
    licence: Text | None = None
    strings: dict[str, Text] = {}
    """Texts by the ids of what they belong to: questions.T05.wording.support. What is missing shows the original."""
