"""A questionnaire and its actions in another language."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from speedbumps.model.questionnaire import Nation
from speedbumps.model.scalars import LONGEST_TEXT, EmptyInSchema, Frozen, Id, Text

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
"""Matches the code of a language, such as cy or pt-BR."""

WrittenTexts = Annotated[dict[str, Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]], EmptyInSchema()]
"""Texts by their keys, some of which may be empty."""


def _drop_untranslated(value: object) -> object:
    """Return *value* without the keys that have no text yet."""
    if isinstance(value, dict):
        return {key: text for key, text in value.items() if not isinstance(text, str) or text.strip()}
    return {} if value == "" else value


Texts = Annotated[dict[str, Text], BeforeValidator(_drop_untranslated, json_schema_input_type=WrittenTexts)]
"""Texts by their keys. A key without a text is one that is still to be translated, and counts as missing."""


class Translation(Frozen, defer_build=True):
    """A file of translated texts, format speedbumps-translation/1."""

    format: Literal["speedbumps-translation/1"]
    """What kind of file this is."""
    of: Id
    """The id of the questionnaire that is translated."""
    language: Annotated[str, Field(pattern=LANGUAGE)]
    """The language that it is translated into, such as cy."""
    status: Literal["draft", "checked"] = "draft"
    """checked: the translator, who speaks the language, has read every text. Until then it is a draft, which is used
    only on request."""
    translator: Text | None = None
    """Who wrote it, or read it all and stands by it."""
    licence: Text | None = None
    """Under which terms it may be used and changed."""
    strings: Texts = {}
    """Texts by the ids of what they belong to: questions.T05.wording.support. What is missing shows the original."""
    nations: Annotated[
        dict[Nation, Texts],
        BeforeValidator(
            _drop_untranslated,
            json_schema_input_type=Annotated[dict[Nation, WrittenTexts], EmptyInSchema()],
        ),
    ] = {}
    """Texts that are written out for a nation, by the same keys, where its words such as {inspectorate} cannot be put
    into the sentence as they are."""

    @property
    def is_draft(self) -> bool:
        """Return whether nobody is named who has checked it."""
        return self.status != "checked" or self.translator is None
