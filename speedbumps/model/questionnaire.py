"""What is asked, of whom, and how the answers count."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from speedbumps.model.points import NumberedPoints, Point, parse_points
from speedbumps.model.report_style import ReportStyle
from speedbumps.model.scalars import Flag, Frozen, Id, Number, Some, Text, Whole, exactly_one_of

Nation = Literal["england", "wales", "scotland", "northern-ireland", "other"]
NATIONS: tuple[Nation, ...] = ("england", "wales", "scotland", "northern-ireland", "other")

Key = Literal["barrier", "enabler"]
Reach = Literal["ours", "shared", "outside"]
Status = Literal["draft", "piloted", "validated"]
NonAnswer = Literal["na", "dk", "pns"]

SignalName = Literal["energy", "expertise", "exchange", "openness"]
"""A signal that is one question."""

ONE_QUESTION: tuple[SignalName, ...] = ("energy", "expertise", "exchange", "openness")

EXACT = 9
"""The decimals in which two severities are the same."""

UNSTATED = "unstated"
"""The role of people who gave none, or one that the questionnaire does not know."""

FULL = "full"
"""The form that holds everything; it always exists."""

LONGEST_TITLE = 36
"""The most characters that a facet's title has in one line of a table."""


class Role(Frozen):
    """A kind of person who answers."""

    id: Id
    """What it is called in files and reports; it stays when the words change."""
    title: Text
    """What people call it."""
    plural: Text | None = None
    """What several of them are called together, such as Teachers; without it, the title."""
    includes: Text | None = None
    """Who counts as one, in words."""
    also: tuple[Text, ...] = ()
    """Other words for it, as people write them of themselves."""
    one_person: Flag = False
    """One person in a school bears it: shown by itself only with that person's consent."""
    joins: Id | None = None
    """The role that a one-person role counts with when there is no consent."""
    together: Flag = False
    """One answer that several people agreed on."""
    nations: tuple[Nation, ...] = ()
    """Asked only there; empty means everywhere."""
    outside: Flag = False
    """Shown beside, never in the school's own figure."""


class Amount(Frozen):
    """A scale on which people write a number."""

    unit: Text
    """What is counted, in words: hours a week."""
    min: Number
    """The lowest amount that can be true."""
    max: Number
    """The highest amount that can be true."""
    step: Annotated[Number, Field(gt=0)] | None = None
    """The finest step that makes sense."""
    a_year: Annotated[Number, Field(gt=0)] | None = None
    """What turns the amount into hours a year: weeks, for hours a week."""
    aggregate: Literal["median", "mean"] = "median"
    """How a school's typical amount is found."""


class OpenText(Frozen):
    """A scale on which people write their own words."""

    max_length: Annotated[Whole, Field(ge=1, le=10_000)] = 500
    """The most characters that an answer holds."""


class ChoiceOption(Frozen):
    """One of the things that a choice offers."""

    id: Id
    """What answers name it by; it stays when the words change."""
    label: Text
    """The words that people choose."""


def _parse_among(value: object) -> object:
    if value == "facets":
        return ()
    if isinstance(value, list | tuple) and value:
        return value
    raise PydanticCustomError("no_options", "write facets, or a list of options, each with an id and a label")


class MultipleChoice(Frozen):
    """A scale on which people choose one or several things of a list. It measures nothing, and is counted."""

    most: Annotated[Whole, Field(ge=1)] = 1
    """How many things a person may choose at most."""
    among: Annotated[
        tuple[ChoiceOption, ...],
        BeforeValidator(_parse_among, json_schema_input_type=Literal["facets"] | Some[ChoiceOption]),
    ]
    """The things to choose from, each with an id and a label; or facets: those of the questionnaire."""


class Scale(Frozen):
    """How a question is answered: by points, by a number, in words or by a choice."""

    model_config = ConfigDict(json_schema_extra=exactly_one_of("points", "number", "text", "choice"))

    prompt: Text | None = None
    """What is asked together with each question, and over which time."""
    note: Text | None = None
    """For authors; nobody else sees it."""
    points: Annotated[
        tuple[Point, ...], BeforeValidator(parse_points, json_schema_input_type=list[Point] | NumberedPoints)
    ] = ()
    """The answers to choose from, in the order in which people see them: from the lowest value, or from the highest.

    For numbers with words at both ends: from, to and ends.
    """
    number: Amount | None = None
    """For amounts, instead of points."""
    text: OpenText | None = None
    """For answers in own words, instead of points."""
    choice: MultipleChoice | None = None
    """For a choice of one or several things, instead of points."""


class Facet(Frozen):
    """A part of a barrier, scored by itself."""

    id: Id
    """What it is called after its barrier's name and a dot: time.delay."""
    title: Text
    """What a report calls it where it slows people: the name of the bump."""
    strength: Text | None = None
    """What a report calls it where the road is clear; without it, the title."""
    about: Text | None = None
    """What it is, in a sentence."""
    within_reach: Reach = "shared"
    """Who can lower it."""
    quick_sign: Text | None = None
    """What could be seen within six weeks if it gets better."""
    lasting_outcome: Text | None = None
    """What would be different for good."""
    table: dict[Number, Number] = {}
    """The published score for each sum of the values of a person's answers, where a score is looked up in a table."""
    ask_whom: Text | None = None
    """Who can lower the rest, as after "to" in a sentence: whom a letter is for."""
    ask_others: Text | None = None
    """What to ask of those who can lower the rest: the words after "Could you please", or if nobody is named under
    ask_whom, a sentence."""
    grounds: tuple[Id, ...] = ()
    """Where it comes from, by the ids of claims or sources."""


class Barrier(Frozen):
    """One of the kinds of speed bump: time, resource, political, social."""

    id: Id
    """What it is called in files and reports; it stays when the words change."""
    title: Text
    """What a report calls it."""
    about: Text | None = None
    """What it is, in a sentence."""
    facets: Some[Facet]
    """Its parts, in the order of the report."""


def _expand_key(value: object) -> object:
    return {"key": value} if isinstance(value, str) else value


class Measure(Frozen):
    """How one question counts for one facet."""

    key: Key
    """barrier: a high answer is a high bump. enabler: the reverse."""
    weight: Annotated[Number, Field(gt=0)] = 1.0
    """How much it counts beside the other questions."""


class Question(Frozen):
    """One thing that is asked."""

    id: Id
    """What answers name it by; it stays when the words change."""
    text: Text
    """The words that people read."""
    why: Text | None = None
    """Why it is asked; people see it when they ask for it."""
    if_none: Text | None = None
    """What to choose if there was no such event; every form shows it below the text."""
    scale: Id
    """The scale on which it is answered, by its name under scales."""
    measures: dict[str, Annotated[Measure, BeforeValidator(_expand_key, json_schema_input_type=Key | Measure)]] = {}
    """Facets by their full names, such as time.delay, at most one of each barrier."""
    belongs_to: str | None = None
    """The facet or barrier beside which an amount, an open answer or a choice stands."""
    asked_of: tuple[Id, ...] = ()
    """Roles; empty means everyone."""
    wording: dict[Id, Text] = {}
    """The same meaning, for another role."""
    shifted: tuple[Id, ...] = ()
    """Roles whose wording asks about another object: shown beside, never in a gap."""
    grounds: tuple[Id, ...] = ()
    """Where it comes from, by the ids of claims or sources."""
    sensitive: Flag = False
    """Its figures need more people before they are shown."""
    only_if: dict[Id, tuple[str, ...]] = {}
    """Asked only where other questions have one of these answers (labels or values); all of them must hold."""


class Form(Frozen):
    """A subset of the questions."""

    title: Text | None = None
    """What people call it."""
    note: Text | None = None
    """For authors; nobody else sees it."""
    questions: Some[Id]
    """The questions that it holds, by their ids."""
    detail: Literal["facets", "barriers"] = "facets"
    """barriers: too few questions for facet scores."""


class Band(Frozen):
    """A stretch of severity with a word for it. A house cut-point, not a norm."""

    id: Id
    """What it is called in files and reports; it stays when the words change."""
    from_: Annotated[Number, Field(ge=0, le=100, alias="from")]
    """The severity at which it begins, from 0 to 100."""
    title: Text
    """The word for it."""
    short: Text | None = None
    """The word after "near", such as high, where a score of another band is close to it; without it, the title."""
    means: Text
    """What a severity in it says."""
    next: Text | None = None
    """What could be done next."""


class Scoring(Frozen):
    """When a person and a school have a score, and what it is called."""

    min_share: Annotated[Number, Field(ge=0, le=1)] = 0.5
    """The share of the questions put to a person that they must have answered, from 0 to 1."""
    min_answered: Annotated[Whole, Field(ge=1)] = 2
    """How many questions a person must have answered at least."""
    bump_from: Annotated[Number, Field(ge=0, le=100)] = 50.0
    """The severity from which a facet is a bump; within a band, bumps begin where the next band does."""
    bands: Some[Band]
    """The stretches of severity that have a word, lowest first."""

    @property
    def bump_line(self) -> float:
        """Return where bumps begin: where a band does, so that no band holds bumps and what is none.

        Within the highest band, it is `bump_from` itself.
        """
        above = [band.from_ for band in self.bands if round(band.from_ - self.bump_from, EXACT) >= 0]
        return min(above, default=self.bump_from)


class Notice(Frozen):
    """What people are told about their answers."""

    controller: Text
    """Who answers for the data."""
    contact: Text
    """Whom to ask about them."""
    delete_after: Text
    """When the answers are deleted."""


class Privacy(Frozen):
    """How many people a figure must hold before it is shown."""

    min_group: Annotated[Whole, Field(ge=3)] = 5
    """People that any figure must hold."""
    min_distribution: Annotated[Whole, Field(ge=3)] = 10
    """People that the spread of answers must hold."""
    min_open_text: Annotated[Whole, Field(ge=3)] = 10
    """People that must have written before own words are shown."""
    min_sensitive: Annotated[Whole, Field(ge=3)] = 10
    """People that a figure of a sensitive question must hold."""
    min_schools: Annotated[Whole, Field(ge=3)] = 5
    """Schools that a figure of several must hold."""
    notice: Notice | None = None
    """What people are told about their answers."""


class Signals(Frozen):
    """Policy as data: the questions that the report and the planner look for.

    A sentence about one thing rests on one question, so the first four name one each.
    """

    energy: str | None = None
    """The question whether people have energy for something new."""
    expertise: str | None = None
    """The question whether the school makes little use of its people's skills."""
    exchange: str | None = None
    """The question whether ideas pass from one person to the next."""
    openness: str | None = None
    """The question whether people keep worries to themselves."""
    timescale: tuple[Id, ...] = ()
    """The questions about how long things take."""
    priorities: tuple[Id, ...] = ()
    """The questions about how many things are wanted at once."""
    votes: Id | None = None
    """The choice among facets that says which of them are most in the way."""


class NonAnswers(Frozen):
    """The answers that are not answers, and what people see for them."""

    na: Text = "Does not apply"
    """What stands for a question that does not apply."""
    dk: Text = "I do not know"
    """What stands for not knowing."""
    pns: Text = "I would rather not say"
    """What stands for not wanting to say."""


class Pilot(Frozen):
    """How the questions were tried with people like those who answer them."""

    asked: Text
    """Who was asked: how many people, in which roles, schools and nations."""
    when: Text
    """When that was."""
    result: Text
    """What came of it, with what was changed, or where that can be read."""


class Questionnaire(Frozen):
    """A questionnaire file, format speedbumps-questionnaire/1."""

    format: Literal["speedbumps-questionnaire/1"]
    """What kind of file this is."""
    id: Id
    """What it is called: answers and translations name it by this."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    """Three numbers. The first rises when answers stop being comparable."""
    title: Text
    """What people see above it."""
    introduction: Text | None = None
    """What this is for and who sees what. People read it before they answer."""
    organiser: Text | None = None
    """What whoever runs the round should know, such as the best time to ask. Those who answer do not see it."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    """The language that it is written in, such as en or cy."""
    status: Status = "draft"
    """How far it has been tried; every report prints it."""
    pilot: Pilot | None = None
    """How it was tried; a status above draft needs it."""
    licence: Text | None = None
    """Under which terms it may be used and changed."""
    actions: Text | None = None
    """The action library's file, beside this one."""
    signpost: dict[Nation, Text] = {}
    """Where to go with what this is not for, by nation."""
    roles: tuple[Role, ...] = ()
    """The kinds of people who answer."""
    non_answers: NonAnswers = NonAnswers()
    """What forms and exports call the answers that are not answers."""
    scales: dict[Id, Scale]
    """The ways of answering, by name."""
    barriers: Some[Barrier]
    """The kinds of speed bump, in the order of the report."""
    questions: Some[Question]
    """Everything that is asked, in order."""
    forms: dict[Id, Form] = {}
    """Subsets of the questions, by name; 'full' always exists."""
    scoring: Scoring
    """When there is a score, and what it is called."""
    privacy: Privacy = Privacy()
    """How many people a figure must hold before it is shown."""
    signals: Signals = Signals()
    """Which questions the report and the planner look for."""
    words: dict[Nation, dict[str, Text]] = {}
    """What {inspectorate} and the like stand for, by nation."""
    report: ReportStyle = ReportStyle()
    """Other words and fewer sections for the report of a questionnaire of another subject."""
