"""Rules for how much of people's time a questionnaire takes."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.queries import form_questions, scale_of
from speedbumps.model.questionnaire import FULL, UNSTATED, Question, Questionnaire
from speedbumps.questionnaires.presentation import AMOUNT, CHOICE, CLOSED, OPEN, estimate_minutes, present_questions

LONGEST = 10
"""The most minutes that the questions with points may take.

Amounts and open questions do not count: they can be left blank without any effect on a score.
"""

WRITTEN = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "twenty-five": 25,
    "thirty": 30,
    "forty": 40,
    "sixty": 60,
}
"""Numbers of minutes, by their English words."""

NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(WRITTEN, key=len, reverse=True))})"

MINUTES = re.compile(
    rf"\b(?P<low>{NUMBER})(?:(?: to | or | and |\s?[-–]\s?)(?P<high>{NUMBER}))? min(?:ute)?s?\b", re.IGNORECASE
)
"""Matches a number of minutes, or a range: ten to fifteen minutes."""

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


def minutes_in_words(questionnaire: Questionnaire) -> Iterator[Fault]:
    """The introduction gives a number of minutes that is wrong for those who read it.

    Roles are asked different numbers of questions, and each form says how many minutes it takes: people then read two
    numbers. Nobody remembers to change the words when a question is added. Leave the minutes out. The check compares
    them with what each role's questions take in each form, as forms estimate it.

    Bad, at 1:15:

    ```yaml
    introduction: Ten minutes. Only whole groups of five or more are ever shown.
    ```

    Good:

    ```yaml
    introduction: Only whole groups of five or more are ever shown.
    ```
    """
    stated = _find_minutes(questionnaire.introduction or "") if questionnaire.language.startswith("en") else None
    if stated is None:
        return
    words, low, high = stated
    taken = (_minutes_by_role(questionnaire, name) for name in (FULL, *questionnaire.forms))
    if not any(low <= min(minutes) and max(minutes) <= high for minutes in taken):
        message = f"'{words}' is not what forms tell each role; leave the minutes out, since forms show them"
        yield Fault(("introduction",), message, near=words)


def _find_minutes(text: str) -> tuple[str, int, int] | None:
    """Return the first number of minutes in *text*, or the first range, as written and as its lowest and highest."""
    found = MINUTES.search(text)
    if found is None:
        return None
    numbers = [WRITTEN.get(word.lower()) or int(word) for word in (found["low"], found["high"]) if word]
    return found[0], min(numbers), max(numbers)


def _minutes_by_role(questionnaire: Questionnaire, form: str) -> tuple[int, ...]:
    """Return how many minutes *form* takes each role, as forms say it."""
    roles = [role.id for role in questionnaire.roles] or [UNSTATED]
    listed = (present_questions(questionnaire, form, role, None) for role in roles)
    return tuple(estimate_minutes(questions) for questions in listed if questions) or (0,)


CHECKS: tuple[Check[Questionnaire], ...] = (Check("SB711", long_form), Check("SB712", minutes_in_words))
