"""Rules for translations: they are complete, have no unused texts, and keep the placeholders of the original."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.translation import has_placeholder, is_placeholder, placeholder_faults
from speedbumps.translations.texts import split_key
from speedbumps.translations.yaml_comments import Standing

ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+")
"""An address for e-mail or of a page, which is the same in every language."""

MOST_NAMED = 40
"""The number of missing texts that a message names."""


class TranslatedTexts(NamedTuple):
    """A translation, with the original texts."""

    translation: Translation
    originals: Mapping[str, str]
    """The original texts by their keys."""
    standings: Mapping[str, Standing] = {}
    """What the comments beside translated texts say of them, by their keys: nations.wales.questions.T05.text."""
    questionnaire: str = "school"
    """The questionnaire as commands name it: an id or a path."""

    def every_text(self) -> Iterator[tuple[Route, str]]:
        """Yield the route to each translated text, and the text: first the general ones, then those of nations."""
        yield from ((("strings", key), text) for key, text in self.translation.strings.items())
        for nation, texts in self.translation.nations.items():
            yield from ((("nations", nation, key), text) for key, text in texts.items())


class TranslationBase(NamedTuple):
    """A translation, with the result of the search for its questionnaire."""

    translation: Translation
    reason: str | None
    """Why its questionnaire cannot be used; None if it can."""


def missing_translation(subject: TranslatedTexts) -> Iterator[Fault]:
    """Some texts are not translated yet.

    People see these in the original language, marked as such, and a page in two languages is hard to follow. Add the
    keys that the message names, with their texts; `speedbumps new translation` writes all keys into the file, with the
    originals beside them. A text that is written out for a nation need not be there for the others.

    Bad, at 1:1:

    ```yaml translation
    strings:
      barriers.time.title: Amser
    ```

    Good:

    ```yaml translation
    # Every text has its line under strings.
    language: cy
    ```
    """
    there = {key for texts in (subject.translation.strings, *subject.translation.nations.values()) for key in texts}
    missing = [key for key in subject.originals if key not in there]
    if missing:
        named = ", ".join(missing[:MOST_NAMED]) + (" and more" if len(missing) > MOST_NAMED else "")
        said = f"{len(missing)} of {len(subject.originals)} texts are not translated yet: {named}"
        yield Fault(("strings",), said, at_key=True)


def orphaned_translation(subject: TranslatedTexts) -> Iterator[Fault]:
    """A translated text belongs to nothing in the questionnaire or its actions.

    Nobody sees it. The key may be misspelt, or the original may be gone: correct the key, or remove the line.

    Bad, at 2:3:

    ```yaml translation
    strings:
      barriers.tme.title: Amser
    ```

    Good:

    ```yaml translation
    strings:
      barriers.time.title: Amser
    ```
    """
    for route, _ in subject.every_text():
        key = str(route[-1])
        if key not in subject.originals:
            near = did_you_mean(key, _similar_keys(key, subject.originals))
            yield Fault(route, f"there is no text with the key '{key}'{near}", at_key=True)


def _similar_keys(key: str, known: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys that differ from *key* in exactly one of their parts."""
    steps = key.split(".")
    for other in known:
        others = other.split(".")
        if len(others) == len(steps) and sum(a != b for a, b in zip(steps, others, strict=True)) == 1:
            yield other


def same_as_original(subject: TranslatedTexts) -> Iterator[Fault]:
    """A translated text is the same as the original.

    It may have been copied and forgotten. Translate it, or leave the key out: then the original is shown, marked as
    such. Words that differ between nations, such as names of inspectorates, are not checked, and neither is a text that
    is nothing but such a word in braces, or an address for e-mail or of a page.

    Bad, at 2:24:

    ```yaml translation
    strings:
      barriers.time.title: Time
    ```

    Good:

    ```yaml translation
    strings:
      barriers.time.title: Amser
    ```
    """
    for key, text in subject.translation.strings.items():
        original = subject.originals.get(key)
        if original is None or key.startswith("words.") or is_placeholder(original) or ADDRESS.fullmatch(original):
            continue
        if text.split() == original.split():
            yield Fault(("strings", key), "this is the same as the original; translate it, or leave the key out")


def placeholder_lost(subject: TranslatedTexts) -> Iterator[Fault]:
    """A translated text does not have the same {words} in braces as the original.

    Words in braces are replaced with the words of each nation. Without them the sentence lacks a word; a new one is
    printed as it is, with its braces. Keep each as it is, untranslated. Where such words cannot be put into a sentence
    as they are, write the sentence out for the nation under `nations`.

    Bad, at 2:24:

    ```yaml translation
    strings:
      barriers.time.title: Amser {pawb}
    ```

    Good:

    ```yaml translation
    strings:
      barriers.time.title: Amser
    ```
    """
    for route, text in subject.every_text():
        original = subject.originals.get(str(route[-1]))
        if original is not None:
            for message in placeholder_faults(original, text, written_out=route[0] == "nations"):
                yield Fault(route, message)


def translation_to_check_again(subject: TranslatedTexts) -> Iterator[Fault]:
    """The original has changed since a text was translated, or somebody wants it to be checked again.

    The two may no longer say the same, and then people in two languages answer two questions. Compare the translation
    with the original as it is now. `speedbumps new translation` writes the new original beside it, and the old one into
    the line that begins with "check again"; take that line out once the text is right.

    Bad, at 3:3:

    ```yaml translation
    strings:
      # check again; the original was: Hours
      barriers.time.title: Oriau
    ```

    Good:

    ```yaml translation
    strings:
      # en: Time
      barriers.time.title: Amser
    ```
    """
    for full, standing in subject.standings.items():
        if standing.again:
            section, key = split_key(full)
            command = f"speedbumps new translation {subject.questionnaire} {subject.translation.language}"
            marked = "this is marked to be checked again; once it is right, delete the line with 'check again'"
            said = (
                f"the original has changed since this was translated; it was: “{standing.was}”; run '{command}', "
                "compare the two, and delete the line with 'check again'"
            )
            yield Fault((*section, key), said if standing.was else marked, at_key=True)


def nation_without_words(subject: TranslatedTexts) -> Iterator[Fault]:
    """A text is written out for a nation, but the original has no {words} that differ between nations.

    It would not be shown: only texts with words such as {inspectorate} can be written out. Put it under `strings`, for
    all nations.

    Bad, at 3:5:

    ```yaml translation
    nations:
      wales:
        barriers.time.title: Amser
    ```

    Good:

    ```yaml translation
    strings:
      barriers.time.title: Amser
    ```
    """
    for nation, texts in subject.translation.nations.items():
        for key in texts:
            if key in subject.originals and not has_placeholder(subject.originals[key]):
                message = "the original has no {words} of nations here; put this under strings"
                yield Fault(("nations", nation, key), message, at_key=True)


def translation_of_nothing(subject: TranslationBase) -> Iterator[Fault]:
    """A translation belongs to a questionnaire that is not there, or that cannot be used.

    The questionnaire is looked for in the folder of the translation, then among the shipped ones. Correct the id under
    `of`, or put the translation into the questionnaire's folder.

    Bad, at 1:5:

    ```yaml translation
    of: basis
    ```

    Good:

    ```yaml translation
    of: base
    ```
    """
    if subject.reason is not None:
        yield Fault(("of",), subject.reason)


def checked_by_nobody(subject: TranslationBase) -> Iterator[Fault]:
    """A translation is said to be checked, and nobody is named who has checked it.

    It still counts as a draft, which commands use only with `--draft-translations`. Write under `translator` the name
    of somebody who speaks the language and has read every text.

    Bad, at 2:9:

    ```yaml translation
    of: base
    status: checked
    ```

    Good:

    ```yaml translation
    of: base
    status: checked
    translator: Nia Prys
    ```
    """
    if subject.translation.status == "checked" and subject.translation.is_draft:
        message = "nobody is named who has checked this, so it still counts as a draft; write the name under translator"
        yield Fault(("status",), message)


BASE_CHECKS: tuple[Check[TranslationBase], ...] = (
    Check("SB735", translation_of_nothing),
    Check("SB738", checked_by_nobody),
)

TEXT_CHECKS: tuple[Check[TranslatedTexts], ...] = (
    Check("SB731", missing_translation),
    Check("SB732", orphaned_translation),
    Check("SB733", same_as_original),
    Check("SB734", placeholder_lost),
    Check("SB736", translation_to_check_again),
    Check("SB737", nation_without_words),
)
