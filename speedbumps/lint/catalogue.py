"""All checks, and their families."""

from speedbumps.diagnostics import pages
from speedbumps.diagnostics.rules import Check, PageText
from speedbumps.lint.language.texts import Prose
from speedbumps.lint.rules import (
    advice,
    bias,
    burden,
    item_weights,
    lexicons,
    logic,
    meaning,
    negatives,
    plain_words,
    plan_agreements,
    plan_times,
    plans,
    privacy,
    sentences,
    signs,
    small_schools,
    status,
    times,
    titles,
    translations,
)
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.instrument import Instrument
from speedbumps.model.lexicon import Lexicon
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires import band_rules, overlay_rules, references, scale_rules, version_rules

SOUND: tuple[Check[Questionnaire], ...] = (
    *scale_rules.CHECKS,
    *band_rules.CHECKS,
    *item_weights.CHECKS,
    *small_schools.CHECKS,
    *logic.CHECKS,
    *burden.CHECKS,
    *privacy.CHECKS,
    *status.CHECKS,
    *titles.CHECKS,
)
"""Checks of a questionnaire in which all names refer to something."""

SIGNS: tuple[Check[signs.WrittenFile], ...] = signs.CHECKS
"""Checks of how the texts of a file are written."""

INSTRUMENT: tuple[Check[Instrument], ...] = (*advice.CHECKS,)
"""Checks of a questionnaire together with its action library."""

LIBRARY: tuple[Check[ActionLibrary], ...] = (*advice.LIBRARY,)
"""Checks of an action library by itself."""

ACTIONS: tuple[Check[tuple[ActionLibrary, Questionnaire]], ...] = (*references.ACTIONS,)
"""Checks of an action library, with the questionnaire that names it."""

WORDING: tuple[Check[Prose], ...] = (
    *negatives.CHECKS,
    *sentences.CHECKS,
    *bias.CHECKS,
    *plain_words.CHECKS,
    *times.CHECKS,
    *meaning.CHECKS,
)
"""Checks of the texts that people read in a file, with the listed words in them."""

LEXICONS: tuple[Check[Lexicon], ...] = lexicons.CHECKS
"""Checks of a list of words."""

VERSIONS: tuple[Check[version_rules.VersionedQuestionnaire], ...] = version_rules.VERSION_CHECKS
"""Checks of a questionnaire, with its history."""

TRANSLATION_BASE: tuple[Check[translations.TranslationBase], ...] = translations.BASE_CHECKS
"""Checks of the questionnaire that a translation belongs to."""

TRANSLATION: tuple[Check[translations.TranslatedTexts], ...] = translations.TEXT_CHECKS
"""Checks of a translation, with the original texts."""

PLAN_BASE: tuple[Check[plans.PlanBase], ...] = plans.BASE_CHECKS
"""Checks of the questionnaire that a plan belongs to."""

PLAN: tuple[Check[plans.PlanInContext], ...] = (*plans.CHECKS, *plan_agreements.CHECKS, *plan_times.CHECKS)
"""Checks of a plan, with its questionnaire and its actions."""

PAGES: tuple[PageText, ...] = tuple(
    sorted(
        (
            *pages.PAGES,
            *(check.page_text for check in (*references.QUESTIONNAIRE, *SOUND)),
            *(check.page_text for check in SIGNS),
            *(check.page_text for check in INSTRUMENT),
            *(check.page_text for check in LIBRARY),
            *(check.page_text for check in ACTIONS),
            *(check.page_text for check in WORDING),
            *(check.page_text for check in LEXICONS),
            *(check.page_text for check in overlay_rules.BASE_CHECKS),
            *(check.page_text for check in overlay_rules.EXTENSION_CHECKS),
            *(check.page_text for check in VERSIONS),
            *(check.page_text for check in version_rules.HISTORY_CHECKS),
            *(check.page_text for check in TRANSLATION_BASE),
            *(check.page_text for check in TRANSLATION),
            *(check.page_text for check in PLAN_BASE),
            *(check.page_text for check in PLAN),
        ),
        key=lambda page: page.code,
    )
)
"""The manual pages of all codes, in the order of the codes."""

FAMILIES = {
    "SB0": "reading",
    "SB1": "structure",
    "SB2": "identity",
    "SB3": "scales",
    "SB4": "weighing",
    "SB5": "logic",
    "SB6": "wording",
    "SB70": "advice",
    "SB71": "burden",
    "SB72": "privacy",
    "SB73": "translation",
    "SB74": "translation",
    "SB8": "answers",
    "SB90": "versions",
    "SB91": "overlays",
    "SB92": "suppressing",
    "SB93": "plans",
    "SB94": "plans",
}
"""The families of checks, by the prefixes of their codes."""


def family_of(code: str) -> str:
    """Return the family of the check with this *code*."""
    return FAMILIES[max((start for start in FAMILIES if code.startswith(start)), key=len)]
