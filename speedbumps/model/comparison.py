"""What changed in a school from one round to the next, in a form that may be shown.

Rounds are scored anew on the questions and roles that they share, or compared by the figures of their audits. A figure
that is missing is None, never 0.
"""

from typing import Literal

from speedbumps.model.actions import Hours
from speedbumps.model.audit import AuditedSchool, Precision, RoleCount
from speedbumps.model.plan import PlanStatus
from speedbumps.model.scalars import Frozen

ChangeDirection = Literal["lower", "higher", "no-clear-change"]
"""lower, higher: by at least 5 points, and significantly so. Lower is better: the bump has become smaller."""

RestsOn = Literal["answers", "audits"]
"""What a comparison was made from.

answers: all rounds were scored anew on the questions and roles that they share. audits: the figures are those of the
rounds' own audits, which asked the same questions of the same roles; questions by themselves are not compared.
"""

NotComparedReason = Literal[
    "changed",
    "asked-once",
    "few-questions",
    "form",
    "no-score",
    "role-absent",
    "hidden",
    "too-few",
    "complement",
    "sensitive",
    "near-end",
]
"""Why something is not compared.

changed: the question was changed. asked-once: not all rounds asked it. few-questions: too few of its questions are the
same. form: a round's form has no score of it. no-score: nobody has a score in some round. role-absent: not all rounds
have answers of people of this role. hidden: the report of some round does not show it. too-few: it would rest on too
few people. complement: compared, it would give away a figure that is hidden. sensitive: a question about it is
sensitive and needs more people. near-end: the mean of few people lies at an end of the scale.
"""


class ComparedQuestionnaire(Frozen):
    """The questionnaire of one round."""

    id: str
    """Its id."""
    version: str
    """Its version."""


class ComparedRound(Frozen):
    """Who answered in one round. Numbers of people are those of the round's own report."""

    questionnaire: ComparedQuestionnaire
    """What was asked."""
    form: str
    """The form that was filled in."""
    round: str | None = None
    """The name of the round."""
    n: int | None = None
    """The school's own people who answered."""
    headcount: int | None = None
    """How many work at the school."""
    response_rate: float | None = None
    """The share that answered, from 0 to 1."""
    by_role: tuple[RoleCount, ...] = ()
    """The same for each role that can be shown."""


class EarlierSeverity(Frozen):
    """The severity of a barrier, facet or question in a round before the two that are compared."""

    severity: float
    """0, clear road, to 100, road block."""
    n: int
    """People with a score."""


class RoundChange(Frozen):
    """How one barrier, facet or question changed."""

    of: str
    """Its id."""
    title: str
    """Its title, or the text of a question."""
    kind: Literal["barrier", "facet", "question"]
    """What it is."""
    questions: int
    """On how many questions it rests, which all rounds asked alike."""
    asked: int
    """How many questions the last round asked about it."""
    roles: tuple[str, ...]
    """The roles on whose answers it rests; from audits, those that they show."""
    earlier: tuple[EarlierSeverity, ...] = ()
    """The severity in each round before the two that are compared, the oldest first."""
    before: float
    """The severity in the last round but one."""
    after: float
    """The severity in the last round."""
    difference: float
    """after minus before: below 0 is lower, and so better."""
    low: float | None = None
    """The lower end of the difference's interval: 95 % for barriers, 99 % for all others."""
    high: float | None = None
    """The upper end of the difference's interval."""
    said: ChangeDirection | None = None
    """The verdict, which only barriers get."""
    held: bool | None = None
    """Whether it is at least 5 points lower than two rounds ago and not clearly higher since; None for two rounds."""
    n_before: int
    """People with a score in the last round but one."""
    n_after: int
    """People with a score in the last round."""


class NotCompared(Frozen):
    """Something that is not compared."""

    what: str
    """The id of a barrier, facet, question or role."""
    title: str
    """Its title, or the text of a question."""
    reason: NotComparedReason
    """Why not."""


class PlanChange(Frozen):
    """What became of one action of the plan that the school made after an earlier round."""

    bump: str
    """The id of the facet or barrier that it was to lower."""
    action: str | None = None
    """The id of the action in the library; None if it is one of the school's own."""
    title: str
    """The title of the action; its id if the library no longer has it."""
    status: PlanStatus
    """How far it has come."""
    hours: Hours | None = None
    """The hours that were expected of it in this school; None if they are not known."""
    hours_spent: float | None = None
    """The person-hours that it has taken; None if they were not written down."""
    moved: float | None = None
    """The difference of the bump as in `changes`; None if it is not compared."""


class RoundComparison(Frozen):
    """What changed in a school between rounds."""

    format: Literal["speedbumps-comparison/1"] = "speedbumps-comparison/1"
    """The format of this file."""
    precision: Precision = "exact"
    """How precise figures are."""
    rests_on: RestsOn = "answers"
    """Whether it was made from the answers of the rounds, or from their audits."""
    school: AuditedSchool
    """The school."""
    earlier: tuple[ComparedRound, ...] = ()
    """The rounds before the two that are compared, the oldest first."""
    before: ComparedRound
    """The last round but one."""
    after: ComparedRound
    """The last round."""
    same_questions: tuple[str, ...]
    """The questions that all rounds asked alike, by id."""
    not_compared: tuple[NotCompared, ...] = ()
    """What is not compared, and why."""
    changes: tuple[RoundChange, ...]
    """The changes of each barrier, followed by those of its facets and their questions."""
    plan: tuple[PlanChange, ...] = ()
    """What became of the last plan, if it was named."""
