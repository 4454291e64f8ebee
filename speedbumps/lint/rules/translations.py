"""Rules for translations: they are complete, have no unused texts, and keep the placeholders of the original."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.references import PLACEHOLDER

MOST_NAMED = 40
"""The number of missing texts that a message names."""


class TranslatedTexts(NamedTuple):
    """A translation, with the original texts."""

    translation: Translation
    originals: Mapping[str, str]
    """The original texts by their keys."""


class TranslationBase(NamedTuple):
    """A translation, with the result of the search for its questionnaire."""

    translation: Translation
    reason: str | None
    """Why its questionnaire cannot be used; None if it can."""


def missing_translation(subject: TranslatedTexts) -> Iterator[Fault]:
    """Some texts are not translated yet.

    People see these in the original language, marked as such, and a page in two languages is hard to follow. Add the
    keys that the message names, with their texts.

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
    missing = [key for key in subject.originals if key not in subject.translation.strings]
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
    for key in subject.translation.strings:
        if key not in subject.originals:
            near = did_you_mean(key, _similar_keys(key, subject.originals))
            yield Fault(("strings", key), f"there is no text with the key '{key}'{near}", at_key=True)


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
    such. Words that differ between nations, such as names of inspectorates, are not checked.

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
        if original is not None and not key.startswith("words.") and text.split() == original.split():
            yield Fault(("strings", key), "this is the same as the original; translate it, or leave the key out")


def placeholder_lost(subject: TranslatedTexts) -> Iterator[Fault]:
    """A translated text does not have the same {words} in braces as the original.

    Words in braces are replaced with the words of each nation. Without them the sentence lacks a word; a new one is
    printed as it is, with its braces. Keep each as it is, untranslated.

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
    for key, text in subject.translation.strings.items():
        if key not in subject.originals:
            continue
        wanted, given = set(PLACEHOLDER.findall(subject.originals[key])), set(PLACEHOLDER.findall(text))
        for name in sorted(wanted - given):
            yield Fault(("strings", key), f"the original has {{{name}}} here; keep it as it is")
        for name in sorted(given - wanted):
            yield Fault(
                ("strings", key), f"the original has no {{{name}}} here; remove it{_keep_advice(wanted - given)}"
            )


def _keep_advice(lost: set[str]) -> str:
    return f", and keep {', '.join(f'{{{name}}}' for name in sorted(lost))}" if lost else ""


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


BASE_CHECKS: tuple[Check[TranslationBase], ...] = (Check("SB735", translation_of_nothing),)

TEXT_CHECKS: tuple[Check[TranslatedTexts], ...] = (
    Check("SB731", missing_translation),
    Check("SB732", orphaned_translation),
    Check("SB733", same_as_original),
    Check("SB734", placeholder_lost),
)
