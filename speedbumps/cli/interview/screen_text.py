"""From a session to the lines on what is asked, what was answered and what is left."""

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from textwrap import wrap

from speedbumps.forms.interview.session import Session, answer_text
from speedbumps.forms.interview.steps import NON_ANSWER_KEYS
from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import PresentedQuestion
from speedbumps.text import strip_controls

WIDTH = 76
"""The most characters in a line: fits on the narrowest screen in use, and is easy to read on any."""

HELP = (
    gettext_noop("Type the number of an answer, or press Enter to leave the question blank."),
    gettext_noop("n  it does not apply to me      d  I do not know      r  I would rather not say"),
    gettext_noop("?  why this is asked            c  a note: c and your words"),
    gettext_noop("b  back   s  skip   o  overview: o 12 goes to question 12   x  take the answer away"),
    gettext_noop("q  stop here; your answers are saved, and the same command continues"),
    gettext_noop("Where you type a number or words, put a colon before a command: :b"),
)


def help_lines(spoken: Locale) -> tuple[str, ...]:
    """Return the lines on what can be typed, in the language of *spoken*."""
    return tuple(map(spoken.gettext, HELP))


def progress_line(session: Session, spoken: Locale) -> str:
    """Return a line with the number of the question, its part, and the time that is left."""
    here = session.current
    part = strip_controls(here.part) if here else ""
    where = spoken.gettext("Question %(n)s of %(all)s", n=session.position, all=len(session.visible_questions))
    return f"{where} · {part} · {time_left(session, spoken)}"


def time_left(session: Session, spoken: Locale) -> str:
    """Return the time that is left, in words."""
    minutes = round(session.seconds_left / 60)
    if not minutes:
        return spoken.gettext("less than a minute left")
    return spoken.ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes)


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


def input_hint(item: PresentedQuestion, spoken: Locale) -> str:
    """Return what to type for an amount, a choice, or own words."""
    if item.scale.choice:
        most = item.scale.choice.most
        if most == 1:
            return spoken.gettext("one of these: its number")
        return spoken.gettext("up to %(most)s of these: their numbers, such as 1, 2", most=most)
    if item.scale.number:
        low, high = (f"{end:g}" for end in (item.scale.number.min, item.scale.number.max))
        unit = strip_controls(item.scale.number.unit)
        return spoken.gettext("%(unit)s, from %(low)s to %(high)s", unit=unit, low=low, high=high)
    most = item.scale.text.max_length if item.scale.text else 0
    return spoken.gettext("in your own words, up to %(most)s characters; please name nobody", most=most)


def previous_answer_lines(session: Session, words: NonAnswers, spoken: Locale) -> Iterator[str]:
    """Yield the lines of the answer and note that the current question already has."""
    if (here := session.current) is None:
        return
    if (answer := session.answers.get(here.question.id)) is not None:
        told = answer_text(here, answer, words)
        yield from wrap_text(spoken.gettext("Your answer so far: %(answer)s", answer=told))
    if (note := session.notes.get(here.question.id)) is not None:
        yield from wrap_text(spoken.gettext("Your note: %(note)s", note=note))


def reason_lines(item: PresentedQuestion, spoken: Locale) -> Iterator[str]:
    """Yield the lines on why a question is asked."""
    yield from wrap_text(item.why or spoken.gettext("It shows how high the bump “%(part)s” is.", part=item.part))


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


def closing_lines(session: Session, spoken: Locale) -> Iterator[str]:
    """Yield the lines on what is answered and what is blank, at the end of the interview."""
    put, blank = len(session.visible_questions), len(session.unanswered)
    yield spoken.gettext("You have answered %(n)s of %(all)s questions.", n=put - blank, all=put)
    if blank:
        numbers = {item.question.id: number for number, item in enumerate(session.visible_questions, start=1)}
        listed = ", ".join(str(numbers[item.question.id]) for item in session.unanswered)
        yield from wrap_text(
            spoken.gettext(
                "Left blank: %(questions)s. That is fine: nothing is made up for what is blank.", questions=listed
            )
        )


def _line_width() -> int:
    return min(WIDTH, get_terminal_size().columns - 2)


def wrap_text(text: str, before: str = "") -> Iterable[str]:
    """Return *text* wrapped into lines, without control characters; the first begins with *before*."""
    lines = wrap(" ".join(strip_controls(text).split()), max(20, _line_width() - len(before))) or [""]
    return [(before if not place else " " * len(before)) + line for place, line in enumerate(lines)]
