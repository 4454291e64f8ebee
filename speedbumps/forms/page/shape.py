"""The options of one form: which questions, for whom, and in which languages."""

from typing import NamedTuple

from speedbumps.i18n import Locale, usable_locale
from speedbumps.model.questionnaire import FULL, Nation, Questionnaire


class Shape(NamedTuple):
    """The options of one form."""

    languages: tuple[Questionnaire, ...]
    """The questionnaire in each language that people can choose; the page begins in the first one."""
    original: str
    """The language in which the questionnaire was written; texts without a translation are in it."""
    form: str = FULL
    nation: Nation | None = None
    school: str | None = None
    """The school's id; if None, people write their school's name."""
    round: str | None = None
    one_by_one: bool = False
    """Whether the page begins with one question at a time; readers can change that."""
    role: str | None = None
    """On paper: the only role that the form is for."""
    beside: str | None = None
    """On paper: the second language, in which each text stands below the first."""
    drafts: bool = False
    """Whether our own words may be a draft; else they are in English where they would be one."""

    @property
    def first(self) -> Questionnaire:
        """Return the questionnaire in the language that the page begins in."""
        return self.languages[0]


def spoken_in(questionnaire: Questionnaire, shape: Shape) -> Locale:
    """Return the locale of *questionnaire* in a form, with its own words in place of the form's."""
    return usable_locale(questionnaire.language, drafts=shape.drafts).with_words(questionnaire.report.instead)
