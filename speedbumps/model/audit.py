"""The results of one school, in a form that may be shown.

Every report is made from an Audit and from nothing else, so it holds the words as well as the figures. Figures are
rounded to 9 decimals when it is built. A figure that is missing is None, never 0.
"""

from typing import Annotated, Literal

from pydantic import Field

from speedbumps.model.actions import Evidence, Grade, Horizon, Hours, Level
from speedbumps.model.questionnaire import Band, Key, Nation, NonAnswers, Reach, SignalName, Signals
from speedbumps.model.questionnaire import Status as Maturity
from speedbumps.model.report_style import ReportStyle
from speedbumps.model.scalars import Frozen

Status = Literal["not-asked", "not-applicable", "withheld", "not-enough-answers", "scored"]
"""Why there is a score, or why there is none: the first of these that applies."""

Interval = Literal["t", "one", "alike", "everyone", "none"]
"""The kind of an interval, or why it has none.

t: a 95 % t interval. one: a single respondent. alike: all have the same severity. everyone: all who could be asked
answered. none: no interval.
"""

Bound = Literal["at-most", "at-least"]
"""That a severity is only a bound: the mean is at most, or at least, this high."""

Precision = Literal["exact", "rounded"]
"""How precise figures are.

exact: to 9 decimals, for whoever keeps the answers, and not to be passed on. rounded: so that no sum can be solved for
what single people answered.
"""

Reason = Literal["too-few", "complement", "sensitive", "distribution", "open-text", "merged-roles", "consent"]
"""Why a figure is withheld.

too-few: it would rest on too few people. complement: shown, it would give away a figure that is hidden.
sensitive: the question is sensitive and needs more people. distribution: the spread of answers needs more people.
open-text: own words need more people. merged-roles: some roles are shown together, and this was not asked of them all.
consent: one person's answers, without consent to show them.
"""


RESPONDENTS = "respondents"
"""The name under which an Audit lists numbers of people that are not shown."""

GapDirection = Literal["more", "less", "no-clear-difference"]
"""more, less: the mean of a is at least 10 points above or below that of b, and significantly so."""

GRADES: dict[Grade, int] = {"A": 0, "B": 1, "C": 2, "local": 2, "G": 3, "D": 4, "X": 5}
"""Grades of evidence in order, the best first. A school's own counts as C; X is never chosen."""


class RoleScore(Frozen):
    """The score of the people of one role, or of several shown together."""

    role: str
    """Its id, or ids joined together."""
    severity: float | None = None
    """0, clear road, to 100, road block."""
    bound: Bound | None = None
    """Whether the severity is only a bound, as few people are nearly all at one end; None where it is a mean."""
    low: float | None = None
    """The lower end of the interval."""
    high: float | None = None
    """The upper end of the interval."""
    interval: Interval = "none"
    """How the interval came about."""
    n: int | None = None
    """People with a score."""
    status: Status
    """Why there is a score, or none."""


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
    """How much the question counts beside the others; the sum for several."""
    one_point: float | None = None
    """What the whole score would be if everyone not at the clear end moved one point towards it."""
    answer: str | None = None
    """The answer itself, where the score is one person's."""


class Receipt(Frozen):
    """The arithmetic behind one score: the lines add up to the total, and the total is the severity."""

    lines: tuple[ReceiptLine, ...]
    """What each question adds."""
    reason: Literal["table"] | None = None
    """Why there are no lines. table: each person's score is looked up, so no question adds a part of its own."""
    total: float
    """The sum of the lines, equal to the severity."""


class Score(Frozen):
    """How high a barrier or facet is, and how sure we are."""

    severity: float | None = None
    """0, clear road, to 100, road block."""
    bound: Bound | None = None
    """Whether the severity is only a bound, as few people are nearly all at one end; None where it is a mean."""
    low: float | None = None
    """The lower end of the interval."""
    high: float | None = None
    """The upper end of the interval."""
    interval: Interval = "none"
    """How the interval came about."""
    n: int | None = None
    """People with a score."""
    asked: int | None = None
    """People asked enough of its questions to have a score."""
    band: str | None = None
    """The band in which the severity lies, by id."""
    may_be: tuple[str, ...] = ()
    """Other bands that the interval reaches into."""
    status: Status
    """Why there is a score, or none."""
    agreement: float | None = None
    """How far people agree: the mean over the questions with more than two points whose spread is shown."""
    lowest: float | None = None
    """The share of people in the lowest band, from 0 to 1."""
    highest: float | None = None
    """The share of people in the highest band, from 0 to 1."""
    split: bool = False
    """The mean hides different views: a quarter or more lies in each of the bands at the ends, with 25 points between
    these, or the agreement is below 0.5."""
    equal_response: float | None = None
    """The mean that equal response from all roles would give, where response rates differ by more than 20 points."""
    by_role: tuple[RoleScore, ...] = ()
    """The same for each role that can be shown."""
    receipt: Receipt | None = None
    """The arithmetic; none where nothing is scored."""


class AnswerCount(Frozen):
    """How many gave one answer."""

    value: float
    """The number that the answer counts as."""
    label: str
    """The words that people chose."""
    n: int
    """How many chose them."""


class QuestionResult(Frozen):
    """What people answered to one question."""

    id: str
    """The question's id."""
    text: str
    """The words that people read."""
    why: str | None = None
    """Why it was asked."""
    prompt: str | None = None
    """What was asked together with it."""
    key: Key
    """Whether a high answer is a high bump or a clear road."""
    weight: float
    """How much it counts beside the other questions."""
    fingerprint: str
    """Alike only where the same thing was asked and counted the same way."""
    sensitive: bool = False
    """Its figures need more people before they are shown."""
    measures: tuple[str, ...] = ()
    """The facets that it measures, by their full names; empty in an audit older than this."""
    status: Status
    """Why there is a figure, or none."""
    severity: float | None = None
    """0, clear road, to 100, road block."""
    bound: Bound | None = None
    """Whether the severity is only a bound, as few people are nearly all at one end; None where it is a mean."""
    n: int | None = None
    """How many gave an answer that counts."""
    na: int | None = None
    """How many said that it does not apply."""
    dk: int | None = None
    """How many did not know."""
    pns: int | None = None
    """How many would rather not say."""
    blank: int | None = None
    """How many left it out."""
    distribution: tuple[AnswerCount, ...] | None = None
    """None where it is withheld."""
    answer: str | None = None
    """The answer itself, where it is one person's and the score has no receipt in which it stands."""
    agreement: float | None = None
    """How far people agree: 1 if all gave the same answer, 0 if as by throwing dice; None without a distribution."""


class FacetResult(Score):
    """A facet's score, with its questions and what can be done."""

    id: str
    """The full name: time.delay."""
    title: str
    """What a report calls it where it slows people: the name of the bump."""
    strength: str | None = None
    """What a report calls it where the road is clear; None if it has no other name there."""
    about: str | None = None
    """What it is, in a sentence."""
    within_reach: Reach
    """Who can lower it."""
    quick_sign: str | None = None
    """What could be seen within six weeks if it gets better."""
    lasting_outcome: str | None = None
    """What would be different for good."""
    ask_whom: str | None = None
    """Who can lower the rest."""
    ask_others: str | None = None
    """What to ask of those who can lower the rest: a sentence, or the words after "please" if `ask_whom` says whom."""
    questions: tuple[QuestionResult, ...]
    """The questions that measure it."""
    options: tuple[str, ...] = ()
    """Actions that may ease it, by id, if it is a bump: the ones to look at first come first."""


class BarrierResult(Score):
    """A barrier's score, with its facets; its questions too, where the form has too few for facet scores."""

    id: str
    """The barrier's id."""
    title: str
    """What a report calls it."""
    about: str | None = None
    """What it is, in a sentence."""
    facets: tuple[FacetResult, ...]
    """Its parts; empty where the form has too few questions for them."""
    questions: tuple[QuestionResult, ...] = ()
    """Its questions, where there are no facets."""
    options: tuple[str, ...] = ()
    """Actions that may ease it, by id, where there are no facets."""


class AuditedQuestionnaire(Frozen):
    """Which questionnaire was answered, and what of it a reader needs."""

    id: str
    """Its id."""
    version: str
    """Its three numbers."""
    fingerprint: str
    """Alike where every question is."""
    status: Maturity
    """How far it has been tried."""
    title: str
    """What people saw above it."""
    language: str
    """The language that it is written in."""
    draft_translation: bool = False
    """Whether this is a translation that no named translator has checked."""
    licence: str | None = None
    """Under which terms it may be used and changed."""
    bump_from: float
    """The severity from which a facet is a bump."""
    bands: tuple[Band, ...]
    """The stretches of severity that have a word, lowest first."""
    non_answers: NonAnswers
    """What the answers that are not answers were called."""
    signals: Signals
    """Which questions the report looks for."""
    signpost: str | None = None
    """Where to go with what this is not for."""
    bodies: tuple[str, ...] = ()
    """Whom facets name to be asked: the government, the inspectorate, who runs the school, in the school's words."""
    limits: "Limits"
    """How many people a figure had to hold."""
    report: ReportStyle = ReportStyle()
    """What is different in its reports."""


class Limits(Frozen):
    """How many people a figure had to hold before it was shown."""

    min_group: int
    """People that any figure holds."""
    min_distribution: int
    """People that the spread of answers holds."""
    min_open_text: int
    """People that must have written before own words are shown."""
    min_sensitive: int
    """People that a figure of a sensitive question holds."""


class AuditedSchool(Frozen):
    """Whose answers these are."""

    id: str
    """Its id."""
    name: str | None = None
    """What people call it."""
    nation: Nation | None = None
    """Which nation's words and roles hold."""
    phase: str | None = None
    """Primary, secondary, special or whatever it is called."""
    staff: int | None = None
    """How many people work there, in all roles that answer for the school; None where that is not known."""
    context: dict[str, str | float] = {}
    """Facts by which schools can be compared, by name."""


class RoleCount(Frozen):
    """How many of a role answered; several small roles may be shown together."""

    role: str
    """Its id, or ids joined together."""
    title: str
    """What people call it."""
    roles: tuple[str, ...]
    """The roles it holds."""
    n: int | None = None
    """How many answered."""
    headcount: int | None = None
    """How many there are to ask."""
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
    """The school's own people who answered."""
    headcount: int | None = None
    """How many there are to ask."""
    response_rate: float | None = None
    """From 0 to 1."""
    by_role: tuple[RoleCount, ...]
    """How many of each role that can be shown, outside ones too."""


class AmountResult(Frozen):
    """What people wrote for a measured amount."""

    id: str
    """The question's id."""
    text: str
    """The words that people read."""
    unit: str
    """What was counted."""
    belongs_to: str | None = None
    """The facet or barrier beside which it stands."""
    aggregate: Literal["median", "mean"]
    """How the typical amount was found."""
    status: Status
    """Why there is a figure, or none."""
    n: int | None = None
    """How many wrote a number."""
    median: float | None = None
    """Half wrote less, half more."""
    q1: float | None = None
    """A quarter wrote less."""
    q3: float | None = None
    """A quarter wrote more."""
    mean: float | None = None
    """The average, where that is the typical amount."""
    zeros: int | None = None
    """How many wrote 0."""
    hours_a_year: float | None = None
    """For everyone asked: the typical amount, times the headcount, times the weeks of a year."""
    hours_low: float | None = None
    """The same for the amount that a quarter wrote less than; None where it may not be told."""
    hours_high: float | None = None
    """The same for the amount that a quarter wrote more than."""
    hours_people: int | None = None
    """The headcount in these figures: everyone asked."""
    hours_times: float | None = None
    """How often the amount counts in a year: 39 for hours a week."""


class OpenResult(Frozen):
    """How many wrote something. Their words are there only after a review, and only those that it lets be shown."""

    id: str
    """The question's id."""
    text: str
    """The words that people read."""
    belongs_to: str | None = None
    """The facet or barrier beside which it stands."""
    status: Status
    """Whether the number can be shown."""
    n: int | None = None
    """How many wrote something."""
    words: tuple[str, ...] | None = None
    """What a review lets be shown, in no order that tells anything; None where none was given."""


class OptionResult(Frozen):
    """How many chose one option of a choice."""

    id: str
    """The option's id; of a choice among facets the full name of the facet."""
    label: str
    """The words that people chose."""
    n: int | None = None
    """How many chose it."""
    reason: Reason | None = None
    """Why there is no number. too-few: few chose it, or nobody. complement: all but few did."""


class ChoiceResult(Frozen):
    """What people chose of a list, counted for the whole school."""

    id: str
    """The question's id."""
    text: str
    """The words that people read."""
    belongs_to: str | None = None
    """The facet or barrier beside which it stands."""
    most: int
    """How many things a person could choose."""
    status: Status
    """Why there are numbers, or none."""
    n: int | None = None
    """How many chose anything."""
    options: tuple[OptionResult, ...]
    """The options, in the order in which people saw them."""


class AuditedAction(Frozen):
    """An action in the words of the school's nation."""

    id: str
    """The action's id."""
    title: str
    """What to do, in a few words."""
    level: Level
    """Who it changes the work of."""
    own_reach: bool
    """A school can begin it by itself."""
    eases: tuple[str, ...]
    """The facets that it may ease."""
    moves_knowledge: bool
    """Know-how passes between people or schools."""
    moves_pupils: bool
    """Pupils' place, group, timetable or support may change."""
    first_step: str
    """What could be done this week."""
    owner: str
    """Who leads it."""
    involve: str | None = None
    """Who else takes part."""
    horizon: Horizon
    """How long it takes to show."""
    stop: str | None = None
    """What gives way."""
    protects: str | None = None
    """The good intention behind what stops."""
    hours: Hours
    """What it costs and gives back."""
    hours_how: str | None = None
    """The arithmetic behind the hours."""
    hours_for: int | None = None
    """The number of staff that the hours are for; None in an audit older than this."""
    success: str | None = None
    """How one would see that it works."""
    should_move: tuple[str, ...] = ()
    """Questions to look at in the next round."""
    evidence: Evidence
    """How well it has been tested."""
    watch_out: str | None = None
    """What can go wrong."""
    saves_hours: bool
    """Its lower saving is at least its upper running cost."""


class SignalResult(Frozen):
    """What the answers to the one question behind a signal say, as far as its figures are shown.

    A sentence of the report about one thing rests on it.
    """

    signal: SignalName
    """Which signal it is."""
    question: str
    """The question, by id."""
    facets: tuple[str, ...] = ()
    """The facets that it measures, by their full names."""
    status: Status
    """Whether the question has a figure that is shown, or why not."""
    side: Literal["high", "low"] | None = None
    """Where the whole 95 % interval of the mean severity lies, or the one answer: above 50, or below; None: neither."""


class Priority(Frozen):
    """A bump with one action suggested, and others to choose instead."""

    bump: str
    """The facet, or barrier, by its name in full."""
    action: str
    """The action that is suggested, by id."""
    alternatives: tuple[str, ...]
    """Other actions that may ease it, by id."""


class Request(Frozen):
    """What others can lower, and so what to ask of them."""

    bump: str
    """The facet by its name in full."""
    within_reach: Literal["shared", "outside"]
    """Who can lower it."""
    to: str | None = None
    """Whom to ask; None where the text is a sentence that names them."""
    text: str
    """The words to ask with: after "please" if it says whom, else a sentence."""


class ActionPlan(Frozen):
    """What to talk about first."""

    basis: Literal["suggested"] = "suggested"
    """suggested: the highest bumps within reach; nobody has agreed to it."""
    priorities: tuple[Priority, ...]
    """Bumps with an action each, the first one first."""
    asks: tuple[Request, ...]
    """What others can lower."""
    energy: bool = False
    """The question about energy says that it is low: actions that give hours back come before others like them."""
    without_mover: tuple[str, ...] = ()
    """Bumps that call for knowledge to move, where no action that does so fits."""


class WithheldFigure(Frozen):
    """A figure that is not shown, and why."""

    where: str
    """A facet, barrier, question or amount; with "/role" after it where it is one role's, and
    "/role/role" where it is the gap between two."""
    reason: Reason
    """Why it is hidden."""


class Reliability(Frozen):
    """How far the questions of one score rise and fall together: for analysts, and never a pass mark."""

    of: str
    """The facet or barrier."""
    alpha: float | None = None
    """Cronbach's alpha over the keyed answers, unweighted."""
    low: float | None = None
    """The lower end of the 95 % interval."""
    high: float | None = None
    """The upper end of the 95 % interval."""
    n: int | None = None
    """People who answered at least two of the questions."""
    pairs: int | None = None
    """People who answered both of the two questions that the fewest share; the interval rests on them."""
    questions: int | None = None
    """How many questions it holds: those that at least half of these people answered."""
    status: Status
    """Why there is a figure, or none; not-applicable: the answers do not vary."""


class ItemFirst(Frozen):
    """A score whose mean over questions is far from its mean over people."""

    where: str
    """The facet or barrier."""
    severity: float
    """The mean over people."""
    item_first: float
    """The mean over questions."""


class Quality(Frozen):
    """How the answers were given. Counted, never dropped for it."""

    straight_lined: int | None = None
    """People who gave one and the same answer throughout."""
    duplicates: int = 0
    """Repeated hand-ins; the last one counts."""
    alike: int | None = None
    """People of whom somebody else gave the same answer to every question; each counts."""
    item_first: tuple[ItemFirst, ...] = ()
    """Scores that depend on which of the two is taken first."""
    set_aside: int = 0
    """Cells that were treated as blank on request."""
    ignored: int | None = None
    """Answers to questions that the role was not asked.

    None where roles are shown together or hidden: the number would tell how many people such a role has.
    """


class Gap(Frozen):
    """How far apart two groups are on what both of them were asked. Only what can be shown is there."""

    a: str
    """A role's id, or several joined together: head+leader."""
    b: str
    """The role that it is held against."""
    of: str
    """The barrier, facet or question."""
    questions: int
    """How many questions of it both were asked, in words with the same meaning."""
    difference: float
    """The mean of a less the mean of b: above 0 where a sees the higher bump."""
    low: float | None = None
    """The lower end of the interval: 95 % for a barrier, 99 % for a facet or question; None where it is withheld."""
    high: float | None = None
    """The upper end of the interval."""
    said: GapDirection | None = None
    """For a barrier, whether a sees more of it than b; None for anything else, and where there is no interval."""


class FamilyRange(Frozen):
    """Where the middle half of a school's family lies, or that of all schools, as whole numbers.

    In steps of five where there are fewer than ten schools.
    """

    of: str
    """The barrier or facet."""
    low: float
    """A quarter of the schools lie below it."""
    high: float
    """A quarter of them lie above it."""
    among: Literal["family", "all"] = "family"
    """all: of all schools, since beside their figures those of the family would tell of the few schools outside it."""


class Family(Frozen):
    """The schools that a school is looked at beside, because they are alike; none of them is named."""

    schools: int | None
    """How many they are, this one among them; None where there is no family."""
    alike: tuple[str, ...] = ()
    """What they share, in words: primary, fewer than 200 pupils."""
    ranges: tuple[FamilyRange, ...] = ()
    """For each score that enough of them have."""
    earlier: int | None = None
    """How many schools the family held when its figures were worked out, if they stay as they were since.

    They change when enough of its schools joined, left, or have other figures.
    """
    reason: Literal["no-phase", "no-nation", "too-few", "one-person"] | None = None
    """Why there is no family, if there is none."""


class ExchangeOffer(Frozen):
    """What a school could show others."""

    facet: str
    """The facet by its name in full."""
    basis: Literal["clear", "lowest"]
    """clear: it is no bump there. lowest: nothing is clear, and this is the least of its bumps."""


class ExchangeVisit(Frozen):
    """A visit that is suggested to a school, to another one or by it."""

    facet: str
    """What it is about, by its name in full."""
    school: str
    """The other school's id."""
    name: str | None = None
    """What people call it."""
    kilometres: float | None = None
    """How far away it is, as the crow flies."""
    mutual: bool = False
    """The two also meet the other way round, about something else."""


class SchoolExchange(Frozen):
    """What a school could offer others, what it could see, and where."""

    takes_part: bool
    """It agreed to take part by name, and enough of its people answered."""
    too_few: bool = False
    """It agreed, but too few answered."""
    offers: tuple[ExchangeOffer, ...] = ()
    """What it could show: first what it named itself, then the clearest."""
    sees: tuple[ExchangeVisit, ...] = ()
    """Visits that it could make."""
    shows: tuple[ExchangeVisit, ...] = ()
    """Visits that it could receive."""
    unseen: str | None = None
    """Why it sees nobody, if it takes part and does not."""
    unshown: str | None = None
    """Why nobody sees it, if it takes part and none does."""


class AuditNote(Frozen):
    """Something to know about how this audit was made, or what it hints at; the report finds the words for it."""

    about: Literal[
        "mixed-forms",
        "merged-answers",
        "response-differs",
        "changed-questions",
        "older-version",
        "overall",
        "warm-but-quiet",
        "many-do-not-know",
        "many-would-not-say",
        "replaces",
    ]
    """What it is about."""
    items: tuple[str, ...] = ()
    """What it names: forms, roles, facets or questions; of reports that this one replaces, the numbers of people."""
    count: int | None = None
    """How many there are, where that is what matters."""


class Audit(Frozen):
    """What a school's answers say, format speedbumps-audit/1."""

    format: Literal["speedbumps-audit/1"] = "speedbumps-audit/1"
    """What kind of file this is."""
    precision: Precision = "exact"
    """How precise the figures are."""
    questionnaire: AuditedQuestionnaire
    """Which questionnaire was answered."""
    form: str
    """The form that was filled in."""
    detail: Literal["facets", "barriers"]
    """Whether facets have scores, or only barriers."""
    school: AuditedSchool
    """Whose answers these are."""
    round: str | None = None
    """The collection that they belong to."""
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    """The date that was asked to be printed."""
    respondents: Respondents
    """Who answered."""
    barriers: tuple[BarrierResult, ...]
    """The scores, with all that belongs to them."""
    overall: Score | None = None
    """Only on request; there is a caution to print with it."""
    bumps: tuple[str, ...]
    """Facets (barriers, where the form has too few questions), highest first."""
    joint_first: tuple[str, ...] = ()
    """The bumps that could as well be first; empty where the first stands clear."""
    gaps: tuple[Gap, ...] | None = None
    """Differences between roles, as far as they can be shown; None in an audit older than they are."""
    amounts: tuple[AmountResult, ...] = ()
    """What people wrote for measured amounts."""
    open: tuple[OpenResult, ...] = ()
    """How many wrote in own words."""
    choices: tuple[ChoiceResult, ...] = ()
    """What people chose of lists."""
    actions: tuple[AuditedAction, ...] = ()
    """The actions that the options and the plan name."""
    plan: ActionPlan | None = None
    """What to talk about first."""
    signals: tuple[SignalResult, ...] = ()
    """What the single questions say that some sentences rest on; empty in an audit older than they are."""
    withheld: tuple[WithheldFigure, ...] = ()
    """Every figure that is not shown, and why."""
    quality: Quality
    """How the answers were given."""
    reliability: tuple[Reliability, ...] | None = None
    """How far the questions of each score hang together; only on request."""
    notes: tuple[AuditNote, ...] = ()
    """What else there is to know about how this was made."""
    family: Family | None = None
    """Schools alike, where the school was scored among others."""
    exchange: SchoolExchange | None = None
    """What it could offer and see, where it was scored among others."""
