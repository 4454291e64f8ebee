"""From what somebody does at one question to the next: a sitting is a value, and each step makes a new one."""

from collections.abc import Mapping
from typing import NamedTuple

from speedbumps.model.queries import NON_ANSWERS
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import Item, met
from speedbumps.responses.cells import CODES, WrongCellError, amount, code, non_answer
from speedbumps.text import folded


class Sitting(NamedTuple):
    """One person before the questions: what is answered so far, and which question is in front."""

    items: tuple[Item, ...]
    """All that the person may be asked."""
    answers: Mapping[str, str] = {}
    """By question: a value, an amount or own words, or na, dk or pns."""
    notes: Mapping[str, str] = {}
    at: str | None = None
    """The question in front, by id; None at the end."""

    @property
    def put(self) -> tuple[Item, ...]:
        """The questions that are put, after these answers."""
        return tuple(met(self.items, self.answers))

    @property
    def here(self) -> Item | None:
        """The question in front."""
        return next((item for item in self.items if item.question.id == self.at), None)

    @property
    def blank(self) -> tuple[Item, ...]:
        """The questions that are put and have no answer."""
        return tuple(item for item in self.put if item.question.id not in self.answers)

    @property
    def seconds_left(self) -> int:
        """What the questions from here on take that have no answer yet."""
        rest = self.put[self.number - 1 :] if self.at else ()
        return sum(item.seconds for item in rest if item.question.id not in self.answers)

    @property
    def number(self) -> int:
        """Where the question in front stands among those that are put, from 1; 0 at the end."""
        return _ids(self.put).index(self.at) + 1 if self.at else 0


def begun(items: tuple[Item, ...], answers: Mapping[str, str], notes: Mapping[str, str]) -> Sitting:
    """A sitting that goes on after the last question answered; answers to questions that are not put are kept."""
    sitting = Sitting(items, dict(answers), dict(notes))
    put = _ids(sitting.put)
    done = [place for place, name in enumerate(put) if name in answers]
    after = put[done[-1] + 1 :] if done else put
    return sitting._replace(at=after[0] if after else None)


def answered(sitting: Sitting, answer: str) -> Sitting:
    """The question in front has this *answer*, and the next one comes to the front."""
    if sitting.at is None:
        return sitting
    return moved(sitting._replace(answers={**sitting.answers, sitting.at: answer}), 1)


def cleared(sitting: Sitting) -> Sitting:
    """The question in front has no answer any more."""
    return sitting._replace(answers={name: text for name, text in sitting.answers.items() if name != sitting.at})


def noted(sitting: Sitting, note: str) -> Sitting:
    """The question in front bears this *note*; an empty one takes it away."""
    kept = {name: text for name, text in sitting.notes.items() if name != sitting.at}
    return sitting._replace(notes={**kept, sitting.at: note.strip()} if sitting.at and note.strip() else kept)


def moved(sitting: Sitting, steps: int) -> Sitting:
    """Some *steps* on, or back: from the end to the last question, and never further than to the first."""
    put = _ids(sitting.put)
    place = put.index(sitting.at) if sitting.at in put else len(put)
    there = max(0, place + steps)
    return sitting._replace(at=put[there] if there < len(put) else None)


def gone_to(sitting: Sitting, number: int) -> Sitting:
    """The question with this *number* comes to the front; one that is not there changes nothing."""
    put = _ids(sitting.put)
    return sitting._replace(at=put[number - 1]) if 0 < number <= len(put) else sitting


def _ids(items: tuple[Item, ...]) -> list[str]:
    return [item.question.id for item in items]


class NoAnswerError(ValueError):
    """What was typed is no answer to the question; the message says what would be."""


def understood(item: Item, text: str, words: NonAnswers) -> str:
    """What was typed at *item*, as a file holds it.

    Raises:
        NoAnswerError: If it is no answer.
    """
    kind = non_answer(folded(text), words)
    if kind is not None and item.scale.text is None:
        return next(name for name in NON_ANSWERS if non_answer(name, words) == kind)
    try:
        if item.scale.points:
            return _point(item, text, words)
        if item.scale.number:
            return _amount(item, text, words)
    except WrongCellError as error:
        raise NoAnswerError(str(error)) from None
    longest = item.scale.text.max_length if item.scale.text else len(text)
    if len(text.strip()) > longest:
        raise NoAnswerError(f"this has {len(text.strip())} characters, and {longest} are the most")
    return text.strip()


def _point(item: Item, text: str, words: NonAnswers) -> str:
    """Return the value of the point that *text* names, or the answer that is none."""
    place = code(text, item.scale, words)
    if place >= 0:
        return f"{item.scale.points[place].value:g}"
    kind = next((name for name, number in CODES.items() if number == place), None)
    if kind is None:
        raise NoAnswerError("this stands for no answer; choose one, or go on without")
    return kind


def _amount(item: Item, text: str, words: NonAnswers) -> str:
    number = amount(text, item.scale, words)
    if number is None:
        raise NoAnswerError(f"this must be a number of {item.scale.number.unit if item.scale.number else ''}")
    return f"{number:g}"


def worded(item: Item, answer: str, words: NonAnswers) -> str:
    """An *answer* that a file holds, in the words that people chose."""
    if answer in NON_ANSWERS:
        return str(getattr(words, answer))
    labels = {f"{point.value:g}": point.label for point in item.scale.points}
    if item.scale.number:
        return f"{answer} {item.scale.number.unit}"
    return labels.get(answer, answer)
