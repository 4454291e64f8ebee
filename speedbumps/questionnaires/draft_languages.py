"""Which languages of a questionnaire are drafts, in which nobody who is named has checked the words."""

from importlib.resources.abc import Traversable

from speedbumps.i18n import draft_texts, has_language, language_status, usable_locale
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires.translation import TranslationFile, find_translations, translate_instrument


def draft_translations(path: Traversable) -> dict[str, TranslationFile]:
    """Return the translations of the questionnaire at *path* that are drafts, or whose language is one in our words."""
    return {
        name: found
        for name, found in find_translations(path).items()
        if found.translation.is_draft or has_draft_words(name)
    }


def has_draft_words(language: str) -> bool:
    """Return whether our own words in *language* are a draft."""
    return has_language(language) and language_status(language).is_draft


def usable_languages(instrument: Instrument, path: Traversable, *, drafts: bool) -> Instrument:
    """Return *instrument* with its translations at *path*: those that are no drafts or, if *drafts* are wanted, all.

    The introduction of a draft says that it is one.
    """
    held = draft_translations(path)
    translated = {
        name: translate_instrument(instrument, found.translation).questionnaire
        for name, found in sorted(find_translations(path).items())
        if drafts or name not in held
    }
    languages = tuple(marked_draft(each) if name in held else each for name, each in translated.items())
    whole = instrument.questionnaire
    own = marked_draft(whole) if drafts and has_draft_words(whole.language) else whole
    return instrument.model_copy(update={"questionnaire": own, "languages": languages})


def marked_draft(questionnaire: Questionnaire) -> Questionnaire:
    """Return *questionnaire*, whose words are a draft, with an introduction that says so first."""
    lines = draft_texts(usable_locale(questionnaire.language, drafts=True))
    said = " ".join((*lines, *([questionnaire.introduction] if questionnaire.introduction else [])))
    return questionnaire.model_copy(update={"introduction": said})
