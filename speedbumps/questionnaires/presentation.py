"""From a questionnaire to the questions that one person meets, in order, in that person's words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.model.conditions import allowed_codes
from speedbumps.model.instrument import filled
from speedbumps.model.queries import NON_ANSWERS, asks, barrier_of, in_form, nowhere, scale_of
from speedbumps.model.questionnaire import UNSTATED, Nation, Question, Questionnaire, Role, Scale
from speedbumps.text import folded

CLOSED, AMOUNT, OPEN = 9, 20, 60
"""Seconds for a question with points, for one about an amount, and for one in people's own words: rules of thumb."""

EVERYBODY = UNSTATED
"""The role of somebody who gives none: asked what everybody is."""


class Item(NamedTuple):
    """A question as one person meets it."""

    question: Question
    text: str
    """In the words for the person's role and nation."""
    why: str | None
    scale: Scale
    part: str
    """What the part of the questionnaire is called that it stands in: its barrier's title."""

    @property
    def seconds(self) -> int:
        """What it takes to answer, by rule of thumb."""
        if self.scale.points:
            return CLOSED
        return AMOUNT if self.scale.number else OPEN


def roles(questionnaire: Questionnaire, nation: Nation | None) -> tuple[Role, ...]:
    """The roles that people can say they have, in *nation*."""
    return tuple(role for role in questionnaire.roles if not nowhere(role, nation))


def items(questionnaire: Questionnaire, form: str, role: str, nation: Nation | None) -> tuple[Item, ...]:
    """All that *role* may be asked with *form*, whatever is answered.

    Raises:
        KeyError: If there is no such form.
    """
    put = [question for question in in_form(questionnaire, form) if asks(questionnaire, question, role)]
    return tuple(_item(questionnaire, question, role, nation) for question in put)


def _item(questionnaire: Questionnaire, question: Question, role: str, nation: Nation | None) -> Item:
    return Item(
        question,
        filled(question.wording.get(role, question.text), questionnaire, nation),
        filled(question.why, questionnaire, nation) if question.why else None,
        scale_of(questionnaire, question),
        filled(_part(questionnaire, question), questionnaire, nation),
    )


def _part(questionnaire: Questionnaire, question: Question) -> str:
    target = next(iter(question.measures), question.belongs_to or "")
    titles = {barrier.id: barrier.title for barrier in questionnaire.barriers}
    return titles.get(barrier_of(target), questionnaire.title)


def met(listed: Iterable[Item], answers: Mapping[str, str]) -> Iterator[Item]:
    """Those of the items that are put to somebody who gave these *answers*: values, or na, dk or pns.

    A condition whose question is blank, without an answer or itself not put is not met.
    """
    everything = tuple(listed)
    put: dict[str, bool] = {}
    by_id = {item.question.id: item for item in everything}

    def is_put(item: Item) -> bool:
        name = item.question.id
        if name not in put:
            put[name] = all(
                other in by_id and is_put(by_id[other]) and _holds(by_id[other].scale, answers.get(other), allowed)
                for other, allowed in item.question.only_if.items()
            )
        return put[name]

    return (item for item in everything if is_put(item))


def _holds(scale: Scale, answer: str | None, allowed: Iterable[str]) -> bool:
    if answer is None or answer in NON_ANSWERS:
        return False
    values = {f"{scale.points[code].value:g}" for code in allowed_codes(scale, allowed)}
    return answer in values or folded(answer) in {folded(each) for each in allowed}


def minutes(listed: Iterable[Item]) -> int:
    """What the items take, in whole minutes, and at least one."""
    return max(1, round(sum(item.seconds for item in listed) / 60))
