"""From what somebody types at a question to a step, and from a step to the sitting after it."""

from typing import NamedTuple

from speedbumps.forms.interview.session import (
    NoAnswerError,
    Sitting,
    answered,
    cleared,
    gone_to,
    moved,
    noted,
    understood,
)
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import Item

NON_ANSWER_KEYS = {"n": "na", "d": "dk", "r": "pns"}
"""The keys of the answers that are none: it does not apply, I do not know, I would rather not say."""

NOTE = "c"
"""The key, and what is typed before a note."""


class Answer(NamedTuple):
    """An answer, as a file holds it."""

    text: str


class Note(NamedTuple):
    """What else there is to say to a question."""

    text: str


class Move(NamedTuple):
    """On, or back."""

    steps: int


class Go(NamedTuple):
    """To the question with this number."""

    number: int


class Clear(NamedTuple):
    """Take the answer away."""


class Show(NamedTuple):
    """Something to look at, which changes nothing: "why", "overview" or "help"."""

    what: str


class Stop(NamedTuple):
    """Leave, and go on another time."""


class Finish(NamedTuple):
    """All is said."""


class Unclear(NamedTuple):
    """It is no answer and no command; why, and what would be."""

    message: str


Step = Answer | Note | Move | Go | Clear | Show | Stop | Finish | Unclear


COMMANDS: dict[str, Step] = {
    "b": Move(-1),
    "s": Move(1),
    "x": Clear(),
    "o": Show("overview"),
    "?": Show("why"),
    "h": Show("help"),
    "q": Stop(),
}
"""What the other keys do."""


def typed(item: Item, line: str, words: NonAnswers) -> Step:
    """What a *line* means at *item*. Where people write numbers or words, a command begins with a colon."""
    text = line.strip()
    if not text:
        return Move(1)
    command = text[1:].strip() if text.startswith(":") else text if item.scale.points else ""
    if (step := _command(command)) is not None:
        return step
    try:
        return Answer(understood(item, text, words))
    except NoAnswerError as error:
        message = str(error)
        return Unclear(message[:1].upper() + message[1:])


def _command(text: str) -> Step | None:
    key, _, rest = text.partition(" ")
    if key.lower() == NOTE:
        return Note(rest)
    if key.lower() == "o" and rest.strip().isdigit():
        return Go(int(rest))
    if rest:
        return None
    kind = NON_ANSWER_KEYS.get(key.lower())
    return Answer(kind) if kind else COMMANDS.get(key.lower())


def stepped(sitting: Sitting, step: Step) -> Sitting:
    """The sitting after *step*."""
    match step:
        case Answer(text):
            return answered(sitting, text)
        case Note(text):
            return noted(sitting, text)
        case Move(steps):
            return moved(sitting, steps)
        case Go(number):
            return gone_to(sitting, number)
        case Clear():
            return cleared(sitting)
        case Show() | Stop() | Finish() | Unclear():
            return sitting
