"""The one result: what a school's answers say, fit to be shown.

Every report is made from an Audit, and from nothing else, so it carries the words as well as the figures. Figures are
rounded to 9 decimals when it is made. What is not there is None, never 0.
"""

from typing import Annotated, Literal

from pydantic import Field

from speedbumps.model.actions import Evidence, Grade, Horizon, Hours, Level
from speedbumps.model.questionnaire import Band, Key, Nation, NonAnswers, Reach, Signals
from speedbumps.model.questionnaire import Status as Maturity
from speedbumps.model.written import Frozen

Status = Literal["not-asked", "not-applicable", "withheld", "not-enough-answers", "scored"]
"""Why there is a score, or why there is none: the first that holds."""

Interval = Literal["t", "one", "alike", "everyone", "none"]
"""t: a 95 % t interval. one: a single respondent. alike: all gave the same. everyone: all of them answered."""

Reason = Literal["too-few", "complement", "sensitive", "distribution", "open-text", "merged-roles", "consent"]
"""Why a figure is hidden.

too-few: it would rest on too few people. complement: shown, it would give away a figure that is hidden.
sensitive: the question is sensitive and needs more people. distribution: the spread of answers needs more people.
open-text: own words need more people. merged-roles: some roles are shown together, and this was not asked of them all.
consent: one person's answers, without consent to show them.
"""


class RoleScore(Frozen):
    """The score of the people of one role, or of several shown together."""

    role: str
    severity: float | None = None
    low: float | None = None
    high: float | None = None
    interval: Interval = "none"
    n: int | None = None
    status: Status


class ReceiptLine(Frozen):
    """What one question, or several folded together, adds to a score."""

    question: str | None
    """None where several questions are folded into one line to protect people."""
    of: str | None = None
    """The facet of the folded questions; None where they come from more than one."""
    questions: int = 1
    """How many questions the line holds."""
    contribution: float
    """Points of severity."""
    weight: float | None = None
    one_point: float | None = None
    """What the whole score would be if everyone not at the clear end moved one point towards it."""
    answer: str | None = None
    """The answer itself, where the score is one person's."""


class Receipt(Frozen):
    """The arithmetic behind one score: the lines add up to the total, and the total is the severity."""

    lines: tuple[ReceiptLine, ...]
    total: float


class Score(Frozen):
    """How high a barrier or facet is, and how sure we are."""

    severity: float | None = None
    """0, clear road, to 100, road block."""
    low: float | None = None
    high: float | None = None
    interval: Interval = "none"
    n: int | None = None
    """People with a score."""
    asked: int | None = None
    """People asked enough of its questions to have a score."""
    band: str | None = None
    may_be: tuple[str, ...] = ()
    """Other bands that the interval reaches into."""
    status: Status
    equal_response: float | None = None
    """The mean that equal response from all roles would give, where response rates differ by more than 20 points."""
    by_role: tuple[RoleScore, ...] = ()
    receipt: Receipt | None = None


class Answered(Frozen):
    """How many gave one answer."""

    value: float
    label: str
    n: int


class QuestionResult(Frozen):
    """What people answered to one question."""

    id: str
    text: str
    why: str | None = None
    prompt: str | None = None
    key: Key
    weight: float
    fingerprint: str
    sensitive: bool = False
    status: Status
    severity: float | None = None
    n: int | None = None
    na: int | None = None
    dk: int | None = None
    pns: int | None = None
    blank: int | None = None
    distribution: tuple[Answered, ...] | None = None
    """None where it is withheld."""


class FacetResult(Score):
    """A facet's score, with its questions and what can be done."""

    id: str
    """The full name: time.delay."""
    title: str
    about: str | None = None
    within_reach: Reach
    quick_sign: str | None = None
    lasting_outcome: str | None = None
    ask_others: str | None = None
    questions: tuple[QuestionResult, ...]
    options: tuple[str, ...] = ()
    """Actions that may ease it, by id, if it is a bump: the ones to look at first come first."""


class BarrierResult(Score):
    """A barrier's score, with its facets; its questions too, where the form has too few for facet scores."""

    id: str
    title: str
    about: str | None = None
    facets: tuple[FacetResult, ...]
    questions: tuple[QuestionResult, ...] = ()
    options: tuple[str, ...] = ()


class AuditedQuestionnaire(Frozen):
    """Which questionnaire was answered, and what of it a reader needs."""

    id: str
    version: str
    fingerprint: str
    status: Maturity
    title: str
    language: str
    licence: str | None = None
    bump_from: float
    bands: tuple[Band, ...]
    non_answers: NonAnswers
    signals: Signals
    signpost: str | None = None
    limits: "Limits"


class Limits(Frozen):
    """How many people a figure had to hold before it was shown."""

    min_group: int
    min_distribution: int
    min_open_text: int
    min_sensitive: int


class AuditedSchool(Frozen):
    """Whose answers these are."""

    id: str
    name: str | None = None
    nation: Nation | None = None
    phase: str | None = None
    context: dict[str, str | float] = {}


class RoleCount(Frozen):
    """How many of a role answered; several small roles may be shown together."""

    role: str
    title: str
    roles: tuple[str, ...]
    """The roles it holds."""
    n: int | None = None
    headcount: int | None = None
    response_rate: float | None = None
    """From 0 to 1."""
    one_person: bool = False
    """One person's view, shown with consent."""
    together: bool = False
    """One answer that several people agreed on."""
    outside: bool = False
    """Beside the school's own people: no part of its scores."""


class Respondents(Frozen):
    """Who answered. Outside roles stand in by_role only."""

    n: int | None
    headcount: int | None = None
    response_rate: float | None = None
    by_role: tuple[RoleCount, ...]


class AmountResult(Frozen):
    """What people wrote for a measured amount."""

    id: str
    text: str
    unit: str
    belongs_to: str | None = None
    aggregate: Literal["median", "mean"]
    status: Status
    n: int | None = None
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    mean: float | None = None
    zeros: int | None = None
    """How many wrote 0."""
    hours_a_year: float | None = None
    """For everyone asked: the typical amount, times the headcount, times the weeks of a year."""


class OpenResult(Frozen):
    """How many wrote something. Their words are no part of an audit."""

    id: str
    text: str
    belongs_to: str | None = None
    status: Status
    n: int | None = None


class AuditedAction(Frozen):
    """An action in the words of the school's nation."""

    id: str
    title: str
    level: Level
    own_reach: bool
    eases: tuple[str, ...]
    moves_knowledge: bool
    moves_pupils: bool
    first_step: str
    owner: str
    involve: str | None = None
    horizon: Horizon
    stop: str | None = None
    protects: str | None = None
    hours: Hours
    hours_how: str | None = None
    success: str | None = None
    should_move: tuple[str, ...] = ()
    evidence: Evidence
    watch_out: str | None = None
    saves_hours: bool
    """Its lower saving is at least its upper running cost."""


class Priority(Frozen):
    """A bump with one action suggested, and others to choose instead."""

    bump: str
    action: str
    alternatives: tuple[str, ...]


class Ask(Frozen):
    """What others can lower, and so what to ask of them."""

    bump: str
    within_reach: Literal["shared", "outside"]
    text: str


class Plan(Frozen):
    """What to talk about first."""

    basis: Literal["suggested"] = "suggested"
    """suggested: the highest bumps within reach; nobody has agreed to it."""
    priorities: tuple[Priority, ...]
    asks: tuple[Ask, ...]
    energy: bool = False
    """Energy is a bump: actions that give hours back are presented first."""
    without_mover: tuple[str, ...] = ()
    """Bumps that call for knowledge to move, where no action that does so fits."""


class Withheld(Frozen):
    """A figure that is not shown, and why."""

    where: str
    """A facet, barrier, question or amount; with "/role" after it where it is one role's."""
    reason: Reason


class ItemFirst(Frozen):
    """A score whose mean over questions is far from its mean over people."""

    where: str
    severity: float
    item_first: float


class Quality(Frozen):
    """How the answers were given. Counted, never dropped for it."""

    straight_lined: int | None = None
    """People who gave one and the same answer throughout."""
    duplicates: int = 0
    """Repeated hand-ins; the last one counts."""
    item_first: tuple[ItemFirst, ...] = ()
    set_aside: int = 0
    """Cells that were treated as blank on request."""
    ignored: int | None = None
    """Answers to questions that the role was not asked.

    None where roles are shown together or hidden: the number would tell how many people such a role has.
    """


class Note(Frozen):
    """Something to know about how this audit was made; the report finds the words for it."""

    about: Literal["mixed-forms", "merged-answers", "response-differs", "changed-questions", "older-version", "overall"]
    items: tuple[str, ...] = ()
    count: int | None = None


class Audit(Frozen):
    """What a school's answers say, format speedbumps-audit/1."""

    format: Literal["speedbumps-audit/1"] = "speedbumps-audit/1"
    questionnaire: AuditedQuestionnaire
    form: str
    detail: Literal["facets", "barriers"]
    school: AuditedSchool
    round: str | None = None
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    respondents: Respondents
    barriers: tuple[BarrierResult, ...]
    overall: Score | None = None
    """Only on request; there is a caution to print with it."""
    bumps: tuple[str, ...]
    """Facets (barriers, where the form has too few questions), highest first."""
    joint_first: tuple[str, ...] = ()
    """The bumps that could as well be first; empty where the first stands clear."""
    gaps: None = None
    """Differences between roles: not worked out by this version."""
    amounts: tuple[AmountResult, ...] = ()
    open: tuple[OpenResult, ...] = ()
    actions: tuple[AuditedAction, ...] = ()
    plan: Plan | None = None
    withheld: tuple[Withheld, ...] = ()
    quality: Quality
    notes: tuple[Note, ...] = ()


GRADES: dict[Grade, int] = {"A": 0, "B": 1, "C": 2, "local": 2, "D": 3, "X": 4}
"""Grades of evidence in order, the best first. A school's own counts as C; X is never chosen."""
