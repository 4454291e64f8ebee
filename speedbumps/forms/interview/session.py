"""The state of an interview: a session is a frozen value, and each step makes a new one."""

from collections.abc import Mapping
from typing import NamedTuple

from speedbumps.model.answers import BETWEEN_CHOICES
from speedbumps.model.queries import NON_ANSWERS
from speedbumps.model.questionnaire import MultipleChoice, NonAnswers
from speedbumps.questionnaires.presentation import PresentedQuestion, visible_questions
from speedbumps.responses.cells import CODES, LocalizedScale, WrongCellError, non_answer, read_amount, read_code
from speedbumps.responses.picks import read_choice
from speedbumps.scoring.responses import picks
from speedbumps.text import fold_text


class Session(NamedTuple):
    """An interview with one person: the answers so far, and the current question."""

    items: tuple[PresentedQuestion, ...]
    """All questions that the person may be asked."""
    answers: Mapping[str, str] = {}
    """By question id: a value, an amount, own words, or na, dk or pns."""
    notes: Mapping[str, str] = {}
    at: str | None = None
    """The id of the current question; None at the end."""

    @property
    def visible_questions(self) -> tuple[PresentedQuestion, ...]:
        """Return the questions that are asked, given these answers."""
        return tuple(visible_questions(self.items, self.answers))

    @property
    def current(self) -> PresentedQuestion | None:
        """Return the current question; None at the end."""
        return next((item for item in self.items if item.question.id == self.at), None)

    @property
    def unanswered(self) -> tuple[PresentedQuestion, ...]:
        """Return the visible questions without an answer."""
        return tuple(item for item in self.visible_questions if item.question.id not in self.answers)

    @property
    def seconds_left(self) -> int:
        """Return the seconds that the unanswered questions from the current one on will take."""
        rest = self.visible_questions[self.position - 1 :] if self.at else ()
        return sum(item.seconds for item in rest if item.question.id not in self.answers)

    @property
    def position(self) -> int:
        """Return the number of the current question among the visible ones, from 1; 0 at the end."""
        return _item_ids(self.visible_questions).index(self.at) + 1 if self.at else 0


def start_session(
    items: tuple[PresentedQuestion, ...], answers: Mapping[str, str], notes: Mapping[str, str]
) -> Session:
    """Return a session that begins after the last answered question; answers to hidden questions are kept."""
    session = Session(items, dict(answers), dict(notes))
    put = _item_ids(session.visible_questions)
    done = [place for place, name in enumerate(put) if name in answers]
    after = put[done[-1] + 1 :] if done else put
    return session._replace(at=after[0] if after else None)


def record_answer(session: Session, answer: str) -> Session:
    """Return the session with *answer* to the current question, at the next question."""
    if session.at is None:
        return session
    return move_by(session._replace(answers={**session.answers, session.at: answer}), 1)


def clear_answer(session: Session) -> Session:
    """Return the session without the answer to the current question."""
    return session._replace(answers={name: text for name, text in session.answers.items() if name != session.at})


def record_note(session: Session, note: str) -> Session:
    """Return the session with *note* on the current question; an empty note removes it."""
    kept = {name: text for name, text in session.notes.items() if name != session.at}
    return session._replace(notes={**kept, session.at: note.strip()} if session.at and note.strip() else kept)


def move_by(session: Session, steps: int) -> Session:
    """Return the session some *steps* forward or back.

    A step back from the end leads to the last question, and none leads further back than to the first.
    """
    put = _item_ids(session.visible_questions)
    place = put.index(session.at) if session.at in put else len(put)
    there = max(0, place + steps)
    return session._replace(at=put[there] if there < len(put) else None)


def go_to(session: Session, number: int) -> Session:
    """Return the session at the question with this *number*; unchanged if there is none."""
    put = _item_ids(session.visible_questions)
    return session._replace(at=put[number - 1]) if 0 < number <= len(put) else session


def _item_ids(items: tuple[PresentedQuestion, ...]) -> list[str]:
    return [item.question.id for item in items]


class NoAnswerError(ValueError):
    """Raised if a text is no answer to a question; the message says what would be."""


def parse_answer(item: PresentedQuestion, text: str, words: NonAnswers) -> str:
    """Return the answer that *text* gives to *item*, as a file stores it.

    Raises:
        NoAnswerError: If *text* is no answer.
    """
    kind = non_answer(fold_text(text), words)
    if kind is not None and item.scale.text is None:
        return next(name for name in NON_ANSWERS if non_answer(name, words) == kind)
    try:
        if item.scale.points:
            return _parse_point(item, text, words)
        if item.scale.choice:
            return _parse_choice(item, item.scale.choice, text, words)
        if item.scale.number:
            return _parse_amount(item, text, words)
    except WrongCellError as error:
        raise NoAnswerError(str(error)) from None
    longest = item.scale.text.max_length if item.scale.text else len(text)
    if len(text.strip()) > longest:
        raise NoAnswerError(f"this has {len(text.strip())} characters, and at most {longest} are allowed")
    return text.strip()


def _parse_point(item: PresentedQuestion, text: str, words: NonAnswers) -> str:
    """Return the value of the point that *text* names, or na, dk or pns."""
    place = read_code(text, item.scale, words)
    if place >= 0:
        return f"{item.scale.points[place].value:g}"
    kind = next((name for name, number in CODES.items() if number == place), None)
    if kind is None:
        raise NoAnswerError("this is not one of the answers; choose one, or go on without")
    return kind


def _parse_choice(item: PresentedQuestion, choice: MultipleChoice, text: str, words: NonAnswers) -> str:
    """Return the ids of the options that *text* names, or na, dk or pns."""
    answer = read_choice((text,), (LocalizedScale(item.scale, words),))
    if answer >= 0:
        return BETWEEN_CHOICES.join(choice.among[place].id for place in picks(answer))
    kind = next((name for name, number in CODES.items() if number == answer), None)
    if kind is None:
        raise NoAnswerError("this is not one of the options; choose one, or go on without")
    return kind


def _parse_amount(item: PresentedQuestion, text: str, words: NonAnswers) -> str:
    number = read_amount(text, item.scale, words)
    if number is None:
        raise NoAnswerError(f"this must be a number of {item.scale.number.unit if item.scale.number else ''}")
    return f"{number:g}"


def answer_text(item: PresentedQuestion, answer: str, words: NonAnswers) -> str:
    """Return a stored *answer* in the words that people chose."""
    if answer in NON_ANSWERS:
        return str(getattr(words, answer))
    labels = {f"{point.value:g}": point.label for point in item.scale.points}
    if item.scale.choice:
        named = {option.id: option.label for option in item.scale.choice.among}
        return "; ".join(named.get(each, each) for each in answer.split(BETWEEN_CHOICES))
    if item.scale.number:
        return f"{answer} {item.scale.number.unit}"
    return labels.get(answer, answer)
