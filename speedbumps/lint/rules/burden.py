"""Rules for how much of people's time a questionnaire takes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.queries import form_questions, scale_of
from speedbumps.model.questionnaire import FULL, Question, Questionnaire
from speedbumps.questionnaires.presentation import AMOUNT, CHOICE, CLOSED, OPEN

LONGEST = 10
"""The most minutes that the questions with points may take.

Amounts and open questions do not count: they can be left blank without any effect on a score.
"""

STAFF = 45
"""The number of staff of the school for which the message gives the total time."""


class _Load(NamedTuple):
    """The number of questions of each kind that one person is asked."""

    closed: int
    amounts: int
    open: int
    choices: int = 0

    @property
    def minutes(self) -> float:
        """Return the minutes that the questions with points take."""
        return self.closed * CLOSED / 60

    @property
    def whole(self) -> float:
        """Return the minutes that all questions take."""
        return self.minutes + (self.amounts * AMOUNT + self.open * OPEN + self.choices * CHOICE) / 60


def long_form(questionnaire: Questionnaire) -> Iterator[Fault]:
    """The questions with points take one person more than ten minutes.

    People leave long questionnaires, or stop reading them and tick down a column; and every minute is taken from other
    work. The estimate is 9 seconds for a question with points, 20 for an amount, 60 for an open one and 30 for a
    choice, for the role that is asked most; only the first kind counts for the limit. Ask fewer questions, ask some of
    fewer roles, or offer a shorter form.

    Bad, at 1:1:

    ```yaml long
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      # And 79 more of this kind.
    forms: {}
    ```

    Good:

    ```yaml long
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      # And 39 more of this kind.
    forms: {}
    ```
    """
    for name in (FULL, *questionnaire.forms):
        role, load = _heaviest_role(questionnaire, form_questions(questionnaire, name))
        if load.minutes > LONGEST:
            route: Route = ("questions",) if name == FULL else ("forms", name, "questions")
            yield Fault(route, _load_message(role, load), at_key=True)


def _load_message(role: str, load: _Load) -> str:
    most = LONGEST * 60 // CLOSED
    besides = f"{load.amounts} amounts and {load.open} open questions"
    if load.choices:
        besides = f"{load.amounts} amounts, {load.open} open questions and {load.choices} choices"
    return (
        f"{role} is asked {load.closed} questions with points: {load.closed} × {CLOSED} seconds = "
        f"{load.minutes:.1f} minutes, where {LONGEST} are the limit ({most} questions). With {besides} it takes "
        f"{load.whole:.1f} minutes, or {load.whole * STAFF / 60:.0f} hours for a staff of {STAFF}"
    )


def _heaviest_role(questionnaire: Questionnaire, questions: Iterable[Question]) -> tuple[str, _Load]:
    """Return the role that is asked most of *questions*, and its load."""
    asked = list(questions)
    loads = {
        f"'{role.id}'": _count_load(
            questionnaire, [each for each in asked if not each.asked_of or role.id in each.asked_of]
        )
        for role in questionnaire.roles
    } or {"everyone": _count_load(questionnaire, asked)}
    return max(loads.items(), key=lambda item: item[1].closed)


def _count_load(questionnaire: Questionnaire, questions: Iterable[Question]) -> _Load:
    scales = [scale_of(questionnaire, question) for question in questions]
    closed, amounts = sum(bool(scale.points) for scale in scales), sum(scale.number is not None for scale in scales)
    choices = sum(scale.choice is not None for scale in scales)
    return _Load(closed, amounts, len(scales) - closed - amounts - choices, choices)


CHECKS: tuple[Check[Questionnaire], ...] = (Check("SB711", long_form),)
