"""From a session to the lines on what is asked, what was answered and what is left."""

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from textwrap import wrap

from speedbumps.forms.interview.session import Session, answer_text
from speedbumps.forms.interview.steps import NON_ANSWER_KEYS
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import PresentedQuestion
from speedbumps.text import strip_controls

WIDTH = 76
"""The most characters in a line: fits on the narrowest screen in use, and is easy to read on any."""

HELP = (
    "Type the number of an answer, or press Enter to leave the question blank.",
    "n  it does not apply to me      d  I do not know      r  I would rather not say",
    "?  why this is asked            c  a note: c and your words",
    "b  back   s  skip   o  overview: o 12 goes to question 12   x  take the answer away",
    "q  stop here; your answers are saved, and the same command continues",
    "Where you type a number or words, put a colon before a command: :b",
)


def progress_line(session: Session) -> str:
    """Return a line with the number of the question, its part, and the time that is left."""
    here = session.current
    part = strip_controls(here.part) if here else ""
    return f"Question {session.position} of {len(session.visible_questions)} · {part} · {time_left(session)}"


def time_left(session: Session) -> str:
    """Return the time that is left, in words."""
    minutes = round(session.seconds_left / 60)
    return (
        "about 1 minute left"
        if minutes == 1
        else f"about {minutes} minutes left"
        if minutes
        else "less than a minute left"
    )


def question_lines(item: PresentedQuestion) -> Iterator[str]:
    """Yield the lines of the question, with the prompt of its scale and what to choose if there was no such event."""
    if item.scale.prompt:
        yield from wrap_text(item.scale.prompt)
    yield from wrap_text(item.text)
    if item.if_none:
        yield from wrap_text(item.if_none)


def answer_keys(item: PresentedQuestion, words: NonAnswers) -> tuple[tuple[str, str, str], ...]:
    """Return the key, label and stored value of each answer, “does not apply” and the like last."""
    points = tuple(
        (value, strip_controls(point.label), value)
        for value, point in ((f"{point.value:g}", point) for point in item.scale.points)
    )
    return (*points, *((key, strip_controls(getattr(words, kind)), kind) for key, kind in NON_ANSWER_KEYS.items()))


def option_lines(item: PresentedQuestion) -> Iterator[str]:
    """Yield the lines of the numbered options of a choice; none for other questions."""
    options = item.scale.choice.among if item.scale.choice else ()
    for number, option in enumerate(options, start=1):
        yield from wrap_text(option.label, f"{number:>2}  ")


def input_hint(item: PresentedQuestion) -> str:
    """Return what to type for an amount, a choice, or own words."""
    if item.scale.choice:
        most = item.scale.choice.most
        return f"up to {most} of these: their numbers, such as 1, 2" if most > 1 else "one of these: its number"
    if item.scale.number:
        low, high = item.scale.number.min, item.scale.number.max
        return f"{strip_controls(item.scale.number.unit)}, from {low:g} to {high:g}"
    most = item.scale.text.max_length if item.scale.text else 0
    return f"in your own words, up to {most} characters; please name nobody"


def previous_answer_lines(session: Session, words: NonAnswers) -> Iterator[str]:
    """Yield the lines of the answer and note that the current question already has."""
    if (here := session.current) is None:
        return
    if (answer := session.answers.get(here.question.id)) is not None:
        yield from wrap_text(f"Your answer so far: {answer_text(here, answer, words)}")
    if (note := session.notes.get(here.question.id)) is not None:
        yield from wrap_text(f"Your note: {note}")


def reason_lines(item: PresentedQuestion) -> Iterator[str]:
    """Yield the lines on why a question is asked."""
    yield from wrap_text(item.why or f"It shows how high the bump “{item.part}” is.")


def overview_lines(session: Session, words: NonAnswers) -> Iterator[str]:
    """Yield the lines of every visible question, with its answer."""
    part = ""
    for number, item in enumerate(session.visible_questions, start=1):
        if item.part != part:
            part = item.part
            yield from ("", strip_controls(part))
        answer = session.answers.get(item.question.id)
        said = answer_text(item, answer, words) if answer is not None else "–"
        yield from wrap_text(f"{item.text} [{said}]", f"{number:>3}  ")


def closing_lines(session: Session) -> Iterator[str]:
    """Yield the lines on what is answered and what is blank, at the end of the interview."""
    put, blank = len(session.visible_questions), len(session.unanswered)
    yield f"You have answered {put - blank} of {put} questions."
    if blank:
        numbers = {item.question.id: number for number, item in enumerate(session.visible_questions, start=1)}
        listed = ", ".join(str(numbers[item.question.id]) for item in session.unanswered)
        yield from wrap_text(f"Left blank: {listed}. That is fine: nothing is made up for what is blank.")


def _line_width() -> int:
    return min(WIDTH, get_terminal_size().columns - 2)


def wrap_text(text: str, before: str = "") -> Iterable[str]:
    """Return *text* wrapped into lines, without control characters; the first begins with *before*."""
    lines = wrap(" ".join(strip_controls(text).split()), max(20, _line_width() - len(before))) or [""]
    return [(before if not place else " " * len(before)) + line for place, line in enumerate(lines)]
