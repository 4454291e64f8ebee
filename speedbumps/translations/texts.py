"""The texts of a questionnaire that can be translated, each with what a translator should know of it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.yaml_edit import comment_text
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import NATIONS, Nation, Questionnaire
from speedbumps.questionnaires.translation import texts_of_nation, translatable_texts
from speedbumps.translations.notes import longest_of, notes_on

STRINGS = "strings"

OF_NATION = "nations"
"""The first step of the keys of texts that are written out for a nation: nations.wales.questions.T05.text."""


class SourceText(NamedTuple):
    """A text to translate."""

    key: str
    original: str
    notes: tuple[str, ...]
    longest: int | None
    """The most characters that its translation may have."""


class SourceTexts(NamedTuple):
    """The texts of a questionnaire in their order, and where they come from."""

    questionnaire: Questionnaire
    by_key: Mapping[str, SourceText]

    def of_section(self, section: Route) -> Mapping[str, SourceText]:
        """Return the texts that have their place in this *section* of a translation, by their keys there."""
        parts = ((split_key(key), text) for key, text in self.by_key.items())
        return {key: text for (route, key), text in parts if route == section}

    def only(self, wanted: Collection[str], nation: Nation | None) -> "SourceTexts":
        """Return all texts but those of nations, of which only the *wanted* ones are kept, and those of *nation*."""
        own = f"{OF_NATION}.{nation}." if nation else None
        kept = {
            key: text
            for key, text in self.by_key.items()
            if key in wanted or not key.startswith(f"{OF_NATION}.") or (own is not None and key.startswith(own))
        }
        return self._replace(by_key=kept)


def source_texts(instrument: Instrument) -> SourceTexts:
    """Return all texts of *instrument*; those with {words} come again for each nation, with its words."""
    whole = instrument.questionnaire
    general = translatable_texts(whole, instrument.library)
    found = {key: _source_text(whole, key, key, text) for key, text in general.items()}
    for nation in NATIONS:
        for key, text in texts_of_nation(whole, general, nation).items():
            full = f"{OF_NATION}.{nation}.{key}"
            found[full] = _source_text(whole, full, key, text)
    return SourceTexts(whole, found)


def split_key(key: str) -> tuple[Route, str]:
    """Return the section of a translation in which a text has its place, and its key there."""
    match key.split(".", 2):
        case [first, nation, rest] if first == OF_NATION:
            return (OF_NATION, nation), rest
    return (STRINGS,), key


def full_key(section: Route, key: str) -> str:
    """Return the key of a text that stands under *key* in this *section* of a translation."""
    return key if section == (STRINGS,) else ".".join((*map(str, section), key))


def is_same_text(text: str, other: str) -> bool:
    """Return whether two originals have the same words, so that a translation of one is one of the other."""
    return comment_text(text) == comment_text(other)


def _source_text(questionnaire: Questionnaire, full: str, key: str, text: str) -> SourceText:
    notes = [*notes_on(questionnaire, key, text)]
    if full != key:
        _, nation, _ = full.split(".", 2)
        notes.append(
            f"Read in {nation} only, so its words can be inflected here. If left empty, the general text is used."
        )
    return SourceText(full, text, tuple(notes), longest_of(key))
