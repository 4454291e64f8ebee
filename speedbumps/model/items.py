"""How the questions of a questionnaire behaved in a pilot, in a form that may be shown.

A figure that is missing is None, never 0, with the reason beside it.
"""

from typing import Literal

from speedbumps.model.audit import Limits, Precision
from speedbumps.model.questionnaire import Key, NonAnswers
from speedbumps.model.questionnaire import Status as Maturity
from speedbumps.model.scalars import Frozen

EVERYONE = "everyone"
"""The name of the group of all staff of all schools; people of outside roles are not in it."""

NoItemFigure = Literal[
    "not-asked",
    "too-few",
    "complement",
    "sensitive",
    "merged-roles",
    "under-30",
    "few-answers",
    "few-questions",
    "constant",
    "one-key",
    "few-schools",
]
"""Why there is no figure.

not-asked: nobody of the group was asked. too-few: it would rest on too few people. complement: shown, it would give
away a figure that is hidden. sensitive: a question is sensitive and needs more people. merged-roles: some roles are
counted together, and not all of them were asked. under-30: fewer than 30 people answered. few-answers: fewer than half
of the people who answered the part answered this question, or any two of its questions. few-questions: the part has
fewer than 3 questions with figures. constant: all answers are the same. one-key: all questions are keyed alike.
few-schools: too few schools have enough people who answered.
"""

ItemFlagKind = Literal[
    "many-blank",
    "many-na",
    "many-dk",
    "many-pns",
    "floor",
    "ceiling",
    "constant",
    "wrong-way",
    "weak",
    "alpha-rises",
    "schools-alike",
    "keys-apart",
    "keys-unrelated",
    "straight-lined",
]
"""What makes a question, a part or a pilot worth another look: see `speedbumps.items.flags`."""


class ItemFlag(Frozen):
    """A reason to look again."""

    kind: ItemFlagKind
    """What it is, for other programs."""
    text: str
    """What it is, in a sentence."""


class ItemGroup(Frozen):
    """People whose answers are looked at together."""

    role: str
    """everyone, a role's id, or other-staff for several small roles together."""
    title: str
    """What people call it."""
    roles: tuple[str, ...] = ()
    """The roles that it holds; empty for everyone."""
    n: int | None = None
    """How many answered; None where that may not be told."""
    outside: bool = False
    """Beside the staff, and not among everyone."""


class ItemInPart(Frozen):
    """How a question goes together with the other questions of a facet or barrier."""

    of: str
    """The facet or barrier, by its name in full."""
    key: Key
    """Whether a high answer is a high bump or a clear road."""
    correlation: float | None = None
    """The corrected item-total correlation: with the sum of the other questions."""
    alpha_without: float | None = None
    """Cronbach's alpha of the other questions."""
    reason: NoItemFigure | None = None
    """Why there are no figures."""


class QuestionInGroup(Frozen):
    """How one group of people answered a question."""

    role: str
    """The group."""
    n: int | None = None
    """How many gave an answer that counts."""
    blank: int | None = None
    """How many left it out."""
    na: int | None = None
    """How many said that it does not apply."""
    dk: int | None = None
    """How many did not know."""
    pns: int | None = None
    """How many would rather not say."""
    hidden: NoItemFigure | None = None
    """Why there are no numbers of people."""
    floor: float | None = None
    """The share of answers at the first point of the scale, from 0 to 1."""
    ceiling: float | None = None
    """The share of answers at the last point of the scale, from 0 to 1."""
    spread: float | None = None
    """The standard deviation of the answers, on a scale from 0 to 100."""
    no_spread: NoItemFigure | None = None
    """Why there are no shares and no spread."""
    parts: tuple[ItemInPart, ...] = ()
    """How it goes together with each facet and barrier that it measures."""
    intraclass: float | None = None
    """The share of the variance that lies between schools: ICC(1). It may be negative."""
    schools: int | None = None
    """The number of schools that this rests on."""
    no_intraclass: NoItemFigure | None = None
    """Why there is no such share."""
    flags: tuple[ItemFlag, ...] = ()
    """Why to look at it again."""


class ItemQuestion(Frozen):
    """A question, and how each group answered it."""

    id: str
    """The question's id."""
    text: str
    """The words that people read."""
    fingerprint: str
    """Alike only where the same thing was asked and counted the same way."""
    sensitive: bool = False
    """Its figures need more people before they are shown."""
    first: str
    """The words of the first point of the scale."""
    last: str
    """The words of the last point of the scale."""
    groups: tuple[QuestionInGroup, ...]
    """The figures of everyone, then those of each role."""


class PartInGroup(Frozen):
    """How the questions of a facet or barrier behave together in one group of people."""

    role: str
    """The group."""
    n: int | None = None
    """People who answered at least two of the questions that the figures rest on."""
    pairs: int | None = None
    """People who answered both of the two questions that the fewest share."""
    questions: int | None = None
    """How many questions the figures rest on."""
    alpha: float | None = None
    """Cronbach's alpha over the keyed answers, unweighted."""
    no_alpha: NoItemFigure | None = None
    """Why there is no alpha."""
    floor: float | None = None
    """The share of people whose score is 0, the lowest there is."""
    ceiling: float | None = None
    """The share of people whose score is 100, the highest there is."""
    no_shares: NoItemFigure | None = None
    """Why there are no such shares."""
    key_difference: float | None = None
    """The mean severity on questions keyed as barriers less that on questions keyed as enablers."""
    key_effect: float | None = None
    """The same in standard deviations of people's differences: Cohen's d for pairs."""
    key_correlation: float | None = None
    """The correlation of people's means on the questions of each key."""
    no_key_difference: NoItemFigure | None = None
    """Why there is no such difference."""
    flags: tuple[ItemFlag, ...] = ()
    """Why to look at it again."""


class ItemPart(Frozen):
    """A facet or barrier as a scale, and how it behaves in each group."""

    id: str
    """Its name in full."""
    title: str
    """What a report calls it."""
    groups: tuple[PartInGroup, ...]
    """The figures of everyone, then those of each role."""


class RepeatedAnswers(Frozen):
    """How many people's answers repeat; None where that may not be told."""

    n: int | None = None
    """People who gave enough answers to tell."""
    straight_lined: int | None = None
    """People who gave one and the same answer throughout."""
    alike: int | None = None
    """People of whom somebody else gave the same answer to every question."""
    flags: tuple[ItemFlag, ...] = ()
    """Why to look again."""


class PilotedQuestionnaire(Frozen):
    """Which questionnaire was tried."""

    id: str
    """Its id."""
    version: str
    """Its three numbers."""
    fingerprint: str
    """Alike where every question is."""
    status: Maturity
    """How far it has been tried before."""
    title: str
    """What people saw above it."""
    language: str
    """The language that it is written in."""
    draft_translation: bool = False
    """Whether this is a translation that no named translator has checked."""
    non_answers: NonAnswers
    """What the answers that are not answers were called."""


class ItemAnalysis(Frozen):
    """How the questions of a questionnaire behaved, format speedbumps-items/1."""

    format: Literal["speedbumps-items/1"] = "speedbumps-items/1"
    """What kind of file this is."""
    precision: Precision = "exact"
    """How precise the figures are."""
    questionnaire: PilotedQuestionnaire
    """Which questionnaire was tried."""
    forms: tuple[str, ...]
    """The forms that people filled in; of several, only the questions that all of them have are looked at."""
    rounds: tuple[str, ...] = ()
    """The collections that the answers belong to."""
    schools: int
    """How many schools are looked at together."""
    left_out: int = 0
    """How many schools are not, as so few people answered there that their answers could be told from the rest."""
    limits: Limits
    """How many people a figure had to hold."""
    groups: tuple[ItemGroup, ...]
    """Whose answers are looked at together: everyone first."""
    questions: tuple[ItemQuestion, ...]
    """The questions that count for a score, in the questionnaire's order."""
    parts: tuple[ItemPart, ...]
    """Each barrier, followed by its facets."""
    repeated: RepeatedAnswers
    """Answers that repeat."""


def main_part(found: QuestionInGroup) -> ItemInPart | None:
    """Return the part beside whose rest a question is judged: its first facet with a figure, else such a barrier.

    Without any figure it is the first facet that the question measures; None if it measures nothing.
    """
    facets = [part for part in found.parts if "." in part.of]
    order = (*facets, *(part for part in found.parts if "." not in part.of))
    return next((part for part in order if part.correlation is not None), order[0] if order else None)
