"""From what somebody types at a question to a step, and from a step to the next state of the session."""

from typing import NamedTuple

from speedbumps.forms.interview.session import (
    NoAnswerError,
    Session,
    clear_answer,
    go_to,
    move_by,
    parse_answer,
    record_answer,
    record_note,
)
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import PresentedQuestion
from speedbumps.text import capitalize_first

NON_ANSWER_KEYS = {"n": "na", "d": "dk", "r": "pns"}
"""The keys for: it does not apply, I do not know, I would rather not say."""

NOTE = "c"
"""The key for a note, and the command before one."""


class Answer(NamedTuple):
    """Give an answer, in the form that a file stores."""

    text: str


class WriteNote(NamedTuple):
    """Write a note on the question."""

    text: str


class Move(NamedTuple):
    """Go some questions forward or back."""

    steps: int


class Go(NamedTuple):
    """Go to the question with this number."""

    number: int


class Clear(NamedTuple):
    """Remove the answer."""


class Show(NamedTuple):
    """Show "why", "overview" or "help", and change nothing."""

    what: str


class Stop(NamedTuple):
    """Leave, and continue another time."""


class Finish(NamedTuple):
    """End the interview."""


class Unclear(NamedTuple):
    """Not an answer and not a command; the message says why, and what would be."""

    message: str


Step = Answer | WriteNote | Move | Go | Clear | Show | Stop | Finish | Unclear


COMMANDS: dict[str, Step] = {
    "b": Move(-1),
    "s": Move(1),
    "x": Clear(),
    "o": Show("overview"),
    "?": Show("why"),
    "h": Show("help"),
    "q": Stop(),
}
"""The steps of the other keys."""


def parse_line(item: PresentedQuestion, line: str, words: NonAnswers) -> Step:
    """Return the step that *line* means at *item*.

    At a question for numbers or own words, a command begins with a colon.
    """
    text = line.strip()
    if not text:
        return Move(1)
    command = text[1:].strip() if text.startswith(":") else text if item.scale.points or item.scale.choice else ""
    if (step := _parse_command(command)) is not None:
        return step
    try:
        return Answer(parse_answer(item, text, words))
    except NoAnswerError as error:
        message = str(error)
        return Unclear(capitalize_first(message))


def _parse_command(text: str) -> Step | None:
    key, _, rest = text.partition(" ")
    if key.lower() == NOTE:
        return WriteNote(rest)
    if key.lower() == "o" and rest.strip().isdigit():
        return Go(int(rest))
    if rest:
        return None
    kind = NON_ANSWER_KEYS.get(key.lower())
    return Answer(kind) if kind else COMMANDS.get(key.lower())


def apply_step(session: Session, step: Step) -> Session:
    """Return the session after *step*."""
    match step:
        case Answer(text):
            return record_answer(session, text)
        case WriteNote(text):
            return record_note(session, text)
        case Move(steps):
            return move_by(session, steps)
        case Go(number):
            return go_to(session, number)
        case Clear():
            return clear_answer(session)
        case Show() | Stop() | Finish() | Unclear():
            return session
