"""Choose the questions that one person is asked, in their order and in the wording for that person."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.model.answers import BETWEEN_CHOICES
from speedbumps.model.conditions import allowed_codes
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.queries import NON_ANSWERS, applies_to_role, barrier_of, form_questions, is_role_absent, scale_of
from speedbumps.model.questionnaire import UNSTATED, Nation, Question, Questionnaire, Role, Scale
from speedbumps.text import fold_text

CLOSED, AMOUNT, OPEN, CHOICE = 9, 20, 60, 30
"""Seconds to answer a question with points, an amount, an open question and a choice: rules of thumb."""

EVERYBODY = UNSTATED
"""The role of people who state none: they are asked what everybody is asked."""


class PresentedQuestion(NamedTuple):
    """A question as one person sees it."""

    question: Question
    text: str
    """The wording for the person's role and nation."""
    why: str | None
    if_none: str | None
    """What to choose if there was no such event."""
    scale: Scale
    part: str
    """The title of the part of the questionnaire that it belongs to: the title of its barrier."""

    @property
    def whole_text(self) -> str:
        """Return the wording, then what to choose if there was no such event."""
        return f"{self.text} {self.if_none}" if self.if_none else self.text

    @property
    def seconds(self) -> int:
        """Return the estimated seconds that it takes to answer."""
        if self.scale.points:
            return CLOSED
        if self.scale.choice:
            return CHOICE
        return AMOUNT if self.scale.number else OPEN


def available_roles(questionnaire: Questionnaire, nation: Nation | None) -> tuple[Role, ...]:
    """Return the roles that people in *nation* can choose from."""
    return tuple(role for role in questionnaire.roles if not is_role_absent(role, nation))


def present_questions(
    questionnaire: Questionnaire, form: str, role: str, nation: Nation | None
) -> tuple[PresentedQuestion, ...]:
    """Return all questions of *form* that *role* may be asked, whatever the answers.

    Raises:
        KeyError: If there is no such form.
    """
    asked = [
        question for question in form_questions(questionnaire, form) if applies_to_role(questionnaire, question, role)
    ]
    return tuple(_present_question(questionnaire, question, role, nation) for question in asked)


def _present_question(
    questionnaire: Questionnaire, question: Question, role: str, nation: Nation | None
) -> PresentedQuestion:
    def fill(text: str | None) -> str | None:
        return fill_placeholders(text, questionnaire, nation) if text else None

    return PresentedQuestion(
        question,
        fill_placeholders(question.wording.get(role, question.text), questionnaire, nation),
        fill(question.why),
        fill(question.if_none),
        scale_of(questionnaire, question),
        fill_placeholders(_section_title(questionnaire, question), questionnaire, nation),
    )


def _section_title(questionnaire: Questionnaire, question: Question) -> str:
    target = next(iter(question.measures), question.belongs_to or "")
    titles = {barrier.id: barrier.title for barrier in questionnaire.barriers}
    return titles.get(barrier_of(target), questionnaire.title)


def visible_questions(listed: Iterable[PresentedQuestion], answers: Mapping[str, str]) -> Iterator[PresentedQuestion]:
    """Yield the questions that are shown to somebody who gave these *answers*: values, ids, or na, dk or pns.

    A condition is not met if its question is unanswered, or itself not shown.
    """
    everything = tuple(listed)
    visible: dict[str, bool] = {}
    by_id = {item.question.id: item for item in everything}

    def is_visible(item: PresentedQuestion) -> bool:
        name = item.question.id
        if name not in visible:
            visible[name] = all(
                other in by_id
                and is_visible(by_id[other])
                and _matches_condition(by_id[other].scale, answers.get(other), allowed)
                for other, allowed in item.question.only_if.items()
            )
        return visible[name]

    return (item for item in everything if is_visible(item))


def _matches_condition(scale: Scale, answer: str | None, allowed: Iterable[str]) -> bool:
    if answer is None or answer in NON_ANSWERS:
        return False
    if scale.choice is not None:
        wanted = {scale.choice.among[code].id for code in allowed_codes(scale, allowed)}
        return not wanted.isdisjoint(answer.split(BETWEEN_CHOICES))
    values = {f"{scale.points[code].value:g}" for code in allowed_codes(scale, allowed)}
    return answer in values or fold_text(answer) in {fold_text(each) for each in allowed}


def estimate_minutes(listed: Iterable[PresentedQuestion]) -> int:
    """Return how long the questions take to answer, in whole minutes, and at least one."""
    return max(1, round(sum(item.seconds for item in listed) / 60))
