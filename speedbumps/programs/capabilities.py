"""What each survey program can carry of a questionnaire, and what is said of the rest."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from speedbumps.programs.survey import ASKS_ROLE, ROLE, Survey

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
]

ProgramName = Literal["xlsform", "limesurvey", "surveyjs", "google-forms", "microsoft-forms", "csv", "xlsx"]

TYPED: frozenset[Feature] = frozenset({"wordings", "conditions", "languages", "grids", "reasons", "texts"})
"""What a sheet to type answers into leaves to the paper that they are on."""

NAMED = 8
"""Ids that a message lists; the rest are counted."""


class Carrying(NamedTuple):
    """What one program can hold."""

    program: ProgramName
    """What it is called on the command line."""
    title: str
    carries: frozenset[Feature]
    needless: frozenset[Feature] = frozenset()
    """What it has no use for."""
    caution: str = ""
    """What is to be known of it whatever the questionnaire holds."""


class UnfitError(ValueError):
    """A program has no room for something in the questionnaire; the message says what to change."""


class Part(NamedTuple):
    """A part of a questionnaire that some programs have no place for."""

    feature: Feature
    title: str
    """What the table calls it."""
    needed: Callable[[Survey], Iterable[str]]
    """What of a survey it concerns, by id or language; nothing where the survey has none of it."""
    lost: str
    """What is said where a program cannot carry it; {program} and {which} are filled in."""


def _everything(_survey: Survey) -> Iterator[str]:
    yield "everything"


def _pointed(survey: Survey) -> Iterator[str]:
    return (line.question.id for line in survey.lines if line.choices)


def _worded(survey: Survey) -> Iterator[str]:
    return (line.question.id for line in survey.lines if any(ROLE in each.names for each in line.conditions))


def _conditional(survey: Survey) -> Iterator[str]:
    return (line.question.id for line in survey.lines if line.question.only_if)


def _further_languages(survey: Survey) -> Iterator[str]:
    return iter(survey.languages[1:])


def _in_grids(survey: Survey) -> Iterator[str]:
    return (line.question.id for block in survey.blocks if block.is_grid for line in block.lines)


def _amounts(survey: Survey) -> Iterator[str]:
    return (line.question.id for line in survey.lines if line.scale.number)


def _own_words(survey: Survey) -> Iterator[str]:
    return (line.question.id for line in survey.lines if line.scale.text)


def _explained(survey: Survey) -> Iterator[str]:
    return (line.question.id for line in survey.lines if line.why)


def _told(survey: Survey) -> Iterator[str]:
    yield from ["the introduction"] * bool(survey.opening)
    yield from ["the signpost"] * bool(survey.closing)


PARTS: tuple[Part, ...] = (
    Part(
        "ids",
        "questions by our ids",
        _everything,
        "{program} keeps a question's words only; each begins with its id, and comes home as long as that stays there",
    ),
    Part(
        "values",
        "answers by our values",
        _pointed,
        "{program} keeps the words of an answer, not its value; leave the words as they are, and they come home",
    ),
    Part(
        "no-answers",
        "“does not apply”, “don’t know”, “rather not say”",
        _pointed,
        "{program} has no place for answers that are not answers: {which}",
    ),
    Part(
        "wordings",
        "each role its own questions and wordings",
        _worded,
        "{program} asks everybody the same, in the words for most; these differ by role: {which}. Make a form for each "
        "role with --role",
    ),
    Part(
        "conditions",
        "conditions (`only_if`)",
        _conditional,
        "{program} cannot ask these only where an earlier answer calls for it: {which}. Everybody is asked; answers "
        "that do not count are left out when they come home",
    ),
    Part(
        "languages",
        "all languages in one form",
        _further_languages,
        "{program} has one language in a form; left out: {which}. Make a form for each with --language",
    ),
    Part(
        "grids",
        "questions on one scale as a grid",
        _in_grids,
        "{program} is given each question by itself, not in grids: {which}",
    ),
    Part(
        "limits",
        "lowest and highest amount",
        _amounts,
        "{program} does not hold amounts to their limits: {which}. What is beyond them is told when it comes home",
    ),
    Part(
        "length",
        "longest own words",
        _own_words,
        "{program} does not limit own words: {which}",
    ),
    Part(
        "reasons",
        "why a question is asked",
        _explained,
        "{program} has no place beside a question for why it is asked; left out of {which}",
    ),
    Part(
        "texts",
        "introduction, privacy notice and signpost",
        _told,
        "{program} has no place for texts; left out: {which}. Put them on the paper or the message that people get",
    ),
)
"""In the order of the table and of the messages."""

EVERY: frozenset[Feature] = frozenset(part.feature for part in PARTS)


CARRYING: tuple[Carrying, ...] = (
    Carrying("xlsform", "XLSForm (ODK, KoboToolbox)", EVERY),
    Carrying("limesurvey", "LimeSurvey", EVERY - {"reasons"}),
    Carrying("surveyjs", "SurveyJS", EVERY - {"reasons"}),
    Carrying("google-forms", "Google Forms", EVERY - {"ids", "values", "conditions", "languages", "reasons"}),
    Carrying(
        "microsoft-forms",
        "Microsoft Forms",
        frozenset({"no-answers"}),
        caution="Microsoft has not published what layout its quick import takes, and this document has not been tried "
        "with it; look at every question after the import",
    ),
    Carrying("csv", "CSV", EVERY - TYPED - {"limits", "length"}, TYPED),
    Carrying("xlsx", "Excel workbook", EVERY - TYPED, TYPED),
)
"""What each program can carry, in the order of the table."""


def told(survey: Survey, carrying: Carrying) -> Iterator[str]:
    """What is to be said of a *survey* that goes to a program: what is not carried, one message each."""
    if survey.left_out:
        yield f"left out, because what they depend on is not in this form: {_listed(survey.left_out)}"
    for part in PARTS:
        which = tuple(dict.fromkeys(part.needed(survey)))
        if which and part.feature not in carrying.carries | carrying.needless:
            yield part.lost.format(program=carrying.title, which=_listed(which))
    others = [language for language in survey.languages if language.partition("-")[0] != "en"]
    if others and "texts" in carrying.carries:
        yield f"our own few words, such as “{ASKS_ROLE}”, are in English in every language"
    if carrying.caution:
        yield carrying.caution


def _listed(which: tuple[str, ...]) -> str:
    more = len(which) - NAMED
    return ", ".join(which[:NAMED]) + (f" and {more} more" if more > 0 else "")


def table() -> Iterator[tuple[str, ...]]:
    """The rows of a table of programs and what they carry, the heading first."""
    yield ("", *(each.title for each in CARRYING))
    for part in PARTS:
        yield (part.title, *(_cell(each, part.feature) for each in CARRYING))


def _cell(carrying: Carrying, feature: Feature) -> str:
    if feature in carrying.needless:
        return "not needed"
    return "yes" if feature in carrying.carries else "no"
