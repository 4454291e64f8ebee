"""What each survey program can carry of a questionnaire, and the warnings about the rest."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from speedbumps.programs.survey import ASKS_ROLE, ROLE, Survey
from speedbumps.text import list_some

Feature = Literal[
    "ids",
    "values",
    "wordings",
    "conditions",
    "languages",
    "grids",
    "limits",
    "length",
    "reasons",
    "texts",
    "no-answers",
    "several",
]

ProgramName = Literal["xlsform", "limesurvey", "surveyjs", "google-forms", "microsoft-forms", "csv", "xlsx"]

TYPED: frozenset[Feature] = frozenset({"wordings", "conditions", "languages", "grids", "reasons", "texts"})
"""What a sheet for typing in answers does not need, because the paper form has it."""

MOST_IDS = 8
"""How many ids a message lists; the rest are counted."""


class Capabilities(NamedTuple):
    """The features of a questionnaire that one program supports."""

    program: ProgramName
    """Its name on the command line."""
    title: str
    carries: frozenset[Feature]
    needless: frozenset[Feature] = frozenset()
    """Features that it has no use for."""
    caution: str = ""
    """A warning that applies to every questionnaire."""


class UnfitError(ValueError):
    """Raised if a program has no room for something in the questionnaire; the message says what to change."""


class ExportFeature(NamedTuple):
    """A feature of questionnaires that some programs do not support."""

    feature: Feature
    title: str
    """Its name in the table."""
    needed: Callable[[Survey], Iterable[str]]
    """Returns the ids or languages of a survey that need the feature; none if the survey does not use it."""
    lost: str
    """The warning for a program that does not support it, with the placeholders {program} and {which}."""


def _everything(_survey: Survey) -> Iterator[str]:
    yield "everything"


def _choice_question_ids(survey: Survey) -> Iterator[str]:
    return (wording.question.id for wording in survey.wordings if wording.choices)


def _role_worded_ids(survey: Survey) -> Iterator[str]:
    return (
        wording.question.id for wording in survey.wordings if any(ROLE in each.names for each in wording.conditions)
    )


def _conditional_ids(survey: Survey) -> Iterator[str]:
    return (wording.question.id for wording in survey.wordings if wording.question.only_if)


def _further_languages(survey: Survey) -> Iterator[str]:
    return iter(survey.languages[1:])


def _grid_question_ids(survey: Survey) -> Iterator[str]:
    return (wording.question.id for block in survey.all_blocks if block.is_grid for wording in block.wordings)


def _amount_question_ids(survey: Survey) -> Iterator[str]:
    return (wording.question.id for wording in survey.wordings if wording.scale.number)


def _text_question_ids(survey: Survey) -> Iterator[str]:
    return (wording.question.id for wording in survey.wordings if wording.scale.text)


def _several_choices_ids(survey: Survey) -> Iterator[str]:
    return (wording.question.id for wording in survey.wordings if wording.most > 1)


def _ids_with_reason(survey: Survey) -> Iterator[str]:
    return (wording.question.id for wording in survey.wordings if wording.why)


def _accompanying_texts(survey: Survey) -> Iterator[str]:
    yield from ["the introduction"] * bool(survey.opening)
    yield from ["the signpost"] * bool(survey.closing)


FEATURES: tuple[ExportFeature, ...] = (
    ExportFeature(
        "ids",
        "the ids of the questions",
        _everything,
        "{program} keeps only the words of a question; each begins with its id, which has to stay for the "
        "answers to be read",
    ),
    ExportFeature(
        "values",
        "the values of the answers",
        _choice_question_ids,
        "{program} keeps the words of an answer, not its value; do not change the words, or the answers cannot be read",
    ),
    ExportFeature(
        "no-answers",
        "“does not apply”, “don’t know”, “rather not say”",
        _choice_question_ids,
        "{program} has no place for answers that are not answers: {which}",
    ),
    ExportFeature(
        "several",
        "choices of several things",
        _several_choices_ids,
        "{program} gets these as choices of one thing: {which}. Let people give several answers, after the import",
    ),
    ExportFeature(
        "wordings",
        "questions and wordings for each role",
        _role_worded_ids,
        "{program} asks everybody the same, in the general wording; these differ by role: {which}. Make a form for "
        "each role with --role",
    ),
    ExportFeature(
        "conditions",
        "conditions (`only_if`)",
        _conditional_ids,
        "{program} cannot ask these depending on an earlier answer: {which}. Everybody is asked; answers "
        "that do not count are left out when they are read",
    ),
    ExportFeature(
        "languages",
        "all languages in one form",
        _further_languages,
        "{program} has only one language in a form; left out: {which}. Make a form for each with --language",
    ),
    ExportFeature(
        "grids",
        "questions on one scale as a grid",
        _grid_question_ids,
        "{program} gets each question by itself, not in grids: {which}",
    ),
    ExportFeature(
        "limits",
        "lowest and highest amount",
        _amount_question_ids,
        "{program} does not check the limits of amounts: {which}. Amounts outside them are reported when they are read",
    ),
    ExportFeature(
        "length",
        "longest answer in own words",
        _text_question_ids,
        "{program} does not limit the length of own words: {which}",
    ),
    ExportFeature(
        "reasons",
        "why a question is asked",
        _ids_with_reason,
        "{program} does not show why a question is asked; left out of {which}",
    ),
    ExportFeature(
        "texts",
        "introduction, privacy notice and signpost",
        _accompanying_texts,
        "{program} has no place for texts; left out: {which}. Put them on the paper or in the message that people get",
    ),
)
"""In the order of the table and of the warnings."""

ALL_FEATURES: frozenset[Feature] = frozenset(part.feature for part in FEATURES)


CAPABILITIES: tuple[Capabilities, ...] = (
    Capabilities("xlsform", "XLSForm (ODK, KoboToolbox)", ALL_FEATURES),
    Capabilities("limesurvey", "LimeSurvey", ALL_FEATURES - {"reasons"}),
    Capabilities("surveyjs", "SurveyJS", ALL_FEATURES - {"reasons"}),
    Capabilities(
        "google-forms", "Google Forms", ALL_FEATURES - {"ids", "values", "conditions", "languages", "reasons"}
    ),
    Capabilities(
        "microsoft-forms",
        "Microsoft Forms",
        frozenset({"no-answers"}),
        caution="Microsoft has not published which layout its quick import accepts, and this document has not been "
        "tried with it; check every question after the import",
    ),
    Capabilities("csv", "CSV", ALL_FEATURES - TYPED - {"limits", "length"}, TYPED),
    Capabilities("xlsx", "Excel workbook", ALL_FEATURES - TYPED, TYPED),
)
"""The capabilities of each program, in the order of the table."""


def export_warnings(survey: Survey, program: Capabilities) -> Iterator[str]:
    """Yield the warnings about exporting *survey* to *program*: one for each feature that is lost."""
    if survey.left_out:
        ids = _abbreviate_ids(survey.left_out)
        yield f"left out, because the questions that they depend on are not in this form: {ids}"
    for part in FEATURES:
        which = tuple(dict.fromkeys(part.needed(survey)))
        if which and part.feature not in program.carries | program.needless:
            yield part.lost.format(program=program.title, which=_abbreviate_ids(which))
    if survey.in_english and "texts" in program.carries:
        yield f"a few words of speedbumps itself, such as “{ASKS_ROLE}”, are in English: {', '.join(survey.in_english)}"
    if program.caution:
        yield program.caution


def _abbreviate_ids(which: tuple[str, ...]) -> str:
    return list_some(which, MOST_IDS)


def capability_table() -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table of programs and the features they support, the heading first."""
    yield ("what", *(each.title for each in CAPABILITIES))
    for part in FEATURES:
        yield (part.title, *(_capability_cell(each, part.feature) for each in CAPABILITIES))


def _capability_cell(program: Capabilities, feature: Feature) -> str:
    if feature in program.needless:
        return "not needed"
    return "yes" if feature in program.carries else "no"
