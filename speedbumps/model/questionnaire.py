"""What is asked, of whom, and how the answers count."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from speedbumps.model.written import Flag, Frozen, Id, Number, Some, Text, Whole

Nation = Literal["england", "wales", "scotland", "northern-ireland", "other"]
NATIONS: tuple[Nation, ...] = ("england", "wales", "scotland", "northern-ireland", "other")

Key = Literal["barrier", "enabler"]
Reach = Literal["ours", "shared", "outside"]
Status = Literal["draft", "piloted", "validated"]
NonAnswer = Literal["na", "dk", "pns"]

UNSTATED = "unstated"
"""The role of people who gave none, or one that the questionnaire does not know."""

FULL = "full"
"""The form that holds everything; it always exists."""


class Role(Frozen):
    """A kind of person who answers."""

    id: Id
    title: Text
    includes: Text | None = None
    """Who counts as one, in words."""
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


class Point(Frozen):
    """One of the answers that a scale offers."""

    value: Number
    label: Text
    position: Annotated[Number, Field(ge=0, le=1)] | None = None
    """Where it stands between the ends, from 0 to 1, when the points are not evenly spaced."""


class Amount(Frozen):
    """A scale on which people write a number."""

    unit: Text
    min: Number
    max: Number
    step: Annotated[Number, Field(gt=0)] | None = None
    a_year: Annotated[Number, Field(gt=0)] | None = None
    """What turns the amount into hours a year: weeks, for hours a week."""
    aggregate: Literal["median", "mean"] = "median"


class OpenText(Frozen):
    """A scale on which people write their own words."""

    max_length: Annotated[Whole, Field(ge=1, le=10_000)] = 500


class Scale(Frozen):
    """How a question is answered: by points, by a number or in words."""

    prompt: Text | None = None
    note: Text | None = None
    points: tuple[Point, ...] = ()
    number: Amount | None = None
    text: OpenText | None = None


class Facet(Frozen):
    """A part of a barrier, scored by itself."""

    id: Id
    title: Text
    about: Text | None = None
    within_reach: Reach = "shared"
    """Who can lower it."""
    quick_sign: Text | None = None
    lasting_outcome: Text | None = None
    ask_others: Text | None = None
    grounds: tuple[Id, ...] = ()


class Barrier(Frozen):
    """One of the kinds of speed bump: time, resource, political, social."""

    id: Id
    title: Text
    about: Text | None = None
    facets: Some[Facet]


def _short(value: object) -> object:
    return {"key": value} if isinstance(value, str) else value


class Measure(Frozen):
    """How one question counts for one facet."""

    key: Key
    """barrier: a high answer is a high bump. enabler: the reverse."""
    weight: Annotated[Number, Field(gt=0)] = 1.0


class Question(Frozen):
    """One thing that is asked."""

    id: Id
    text: Text
    why: Text | None = None
    scale: Id
    measures: dict[str, Annotated[Measure, BeforeValidator(_short, json_schema_input_type=Key | Measure)]] = {}
    """Facets by their full names, such as time.delay, at most one of each barrier."""
    belongs_to: str | None = None
    """The facet or barrier beside which an amount or an open answer stands."""
    asked_of: tuple[Id, ...] = ()
    """Roles; empty means everyone."""
    wording: dict[Id, Text] = {}
    """The same meaning, for another role."""
    shifted: tuple[Id, ...] = ()
    """Roles whose wording asks about another object: shown beside, never in a gap."""
    grounds: tuple[Id, ...] = ()
    sensitive: Flag = False
    only_if: dict[Id, tuple[str, ...]] = {}
    """Asked only where other questions have one of these answers (labels or values); all of them must hold."""


class Form(Frozen):
    """A subset of the questions."""

    title: Text | None = None
    note: Text | None = None
    questions: Some[Id]
    detail: Literal["facets", "barriers"] = "facets"
    """barriers: too few questions for facet scores."""


class Band(Frozen):
    """A stretch of severity with a word for it. A house cut-point, not a norm."""

    id: Id
    from_: Annotated[Number, Field(ge=0, le=100, alias="from")]
    title: Text
    means: Text
    next: Text | None = None


class Scoring(Frozen):
    """When a person and a school have a score, and what it is called."""

    min_share: Annotated[Number, Field(ge=0, le=1)] = 0.5
    min_answered: Annotated[Whole, Field(ge=1)] = 2
    bump_from: Annotated[Number, Field(ge=0, le=100)] = 50.0
    bands: Some[Band]


class Notice(Frozen):
    """What people are told about their answers."""

    controller: Text
    contact: Text
    delete_after: Text


class Privacy(Frozen):
    """How many people a figure must hold before it is shown."""

    min_group: Annotated[Whole, Field(ge=3)] = 5
    min_distribution: Annotated[Whole, Field(ge=3)] = 10
    min_open_text: Annotated[Whole, Field(ge=3)] = 10
    min_sensitive: Annotated[Whole, Field(ge=3)] = 10
    min_schools: Annotated[Whole, Field(ge=3)] = 5
    notice: Notice | None = None


class Signals(Frozen):
    """Policy as data: the facets and questions that the report and the planner look for."""

    energy: str | None = None
    expertise: str | None = None
    exchange: str | None = None
    openness: str | None = None
    timescale: tuple[Id, ...] = ()
    priorities: tuple[Id, ...] = ()


class NonAnswers(Frozen):
    """The answers that are not answers, and what people see for them."""

    na: Text = "Does not apply to me"
    dk: Text = "I do not know"
    pns: Text = "I would rather not say"


class Questionnaire(Frozen):
    """A questionnaire file, format speedbumps-questionnaire/1."""

    format: Literal["speedbumps-questionnaire/1"]
    id: Id
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: Text
    introduction: Text | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    status: Status = "draft"
    licence: Text | None = None
    actions: Text | None = None
    """The action library's file, beside this one."""
    signpost: dict[Nation, Text] = {}
    roles: tuple[Role, ...] = ()
    non_answers: NonAnswers = NonAnswers()
    scales: dict[Id, Scale]
    barriers: Some[Barrier]
    questions: Some[Question]
    forms: dict[Id, Form] = {}
    scoring: Scoring
    privacy: Privacy = Privacy()
    signals: Signals = Signals()
    words: dict[Nation, dict[str, Text]] = {}
    """What {inspectorate} and the like stand for, by nation."""
