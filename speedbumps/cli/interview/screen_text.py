"""From a sitting to the lines that tell what is asked, what was answered and what is left."""

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from textwrap import wrap

from speedbumps.forms.interview.session import Sitting, worded
from speedbumps.forms.interview.steps import NON_ANSWER_KEYS
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import Item
from speedbumps.text import plain

WIDTH = 76
"""Signs in a line: what fits on the narrowest screen that people use, and is easy to read on any."""

HELP = (
    "Type the number of an answer, or press Enter to leave the question blank.",
    "n  it does not apply to me      d  I do not know      r  I would rather not say",
    "?  why this is asked            c  a note: c and your words",
    "b  back   s  skip   o  overview: o 12 goes to question 12   x  take the answer away",
    "q  stop here; all is kept, and the same command goes on",
    "Where you type a number or words, put a colon before a command: :b",
)


def where(sitting: Sitting) -> str:
    """How far one is, and how long is left."""
    here = sitting.here
    return f"Question {sitting.number} of {len(sitting.put)} · {plain(here.part) if here else ''} · {left(sitting)}"


def left(sitting: Sitting) -> str:
    """How long is left, in words."""
    minutes = round(sitting.seconds_left / 60)
    return "about 1 minute left" if minutes == 1 else f"about {minutes} minutes left" if minutes else "almost done"


def question(item: Item) -> Iterator[str]:
    """What is asked."""
    if item.scale.prompt:
        yield from wrapped(item.scale.prompt)
    yield from wrapped(item.text)


def choices(item: Item, words: NonAnswers) -> tuple[tuple[str, str, str], ...]:
    """Of each answer its key, its words, and what a file holds for it; those that are no answers come last."""
    points = tuple(
        (str(place), plain(point.label), f"{point.value:g}") for place, point in enumerate(item.scale.points)
    )
    return (*points, *((key, plain(getattr(words, kind)), kind) for key, kind in NON_ANSWER_KEYS.items()))


def invitation(item: Item) -> str:
    """How an amount or own words are given."""
    if item.scale.number:
        low, high = item.scale.number.min, item.scale.number.max
        return f"{plain(item.scale.number.unit)}, from {low:g} to {high:g}"
    most = item.scale.text.max_length if item.scale.text else 0
    return f"in your own words, up to {most} characters; please name nobody"


def so_far(sitting: Sitting, words: NonAnswers) -> Iterator[str]:
    """The answer and the note that the question in front already has."""
    if (here := sitting.here) is None:
        return
    if (answer := sitting.answers.get(here.question.id)) is not None:
        yield from wrapped(f"Your answer so far: {worded(here, answer, words)}")
    if (note := sitting.notes.get(here.question.id)) is not None:
        yield from wrapped(f"Your note: {note}")


def why(item: Item) -> Iterator[str]:
    """Why a question is asked."""
    yield from wrapped(item.why or f"It tells how high the bump “{item.part}” is.")


def overview(sitting: Sitting, words: NonAnswers) -> Iterator[str]:
    """Every question that is put, with its answer."""
    part = ""
    for number, item in enumerate(sitting.put, start=1):
        if item.part != part:
            part = item.part
            yield from ("", plain(part))
        answer = sitting.answers.get(item.question.id)
        said = worded(item, answer, words) if answer is not None else "–"
        yield from wrapped(f"{item.text} [{said}]", f"{number:>3}  ")


def at_the_end(sitting: Sitting) -> Iterator[str]:
    """What is answered and what is blank, before all is handed in."""
    put, blank = len(sitting.put), len(sitting.blank)
    yield f"You have answered {put - blank} of {put} questions."
    if blank:
        numbers = {item.question.id: number for number, item in enumerate(sitting.put, start=1)}
        listed = ", ".join(str(numbers[item.question.id]) for item in sitting.blank)
        yield from wrapped(f"Left blank: {listed}. That is fine: nothing is made up for what is blank.")


def _width() -> int:
    return min(WIDTH, get_terminal_size().columns - 2)


def wrapped(text: str, before: str = "") -> Iterable[str]:
    """The *text* in lines that can be read, without signs that steer a terminal."""
    lines = wrap(" ".join(plain(text).split()), max(20, _width() - len(before))) or [""]
    return [(before if not place else " " * len(before)) + line for place, line in enumerate(lines)]
