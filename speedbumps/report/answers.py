"""How people answered one question, in words and figures."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from speedbumps.i18n import Locale
from speedbumps.model.audit import AnswerCount, QuestionResult
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.model.scalars import NUMBER
from speedbumps.report.blocks import AnswerRow, QuestionAnswers, Strong, Text
from speedbumps.report.heights import STATUSES, join_with_or, severity_text
from speedbumps.report.view import View

if TYPE_CHECKING:  # no report needs what a pilot does
    from speedbumps.model.items import QuestionInGroup

Side = Literal["high", "low"]
"""The end of a scale that makes a bump high, or low."""

STEPS = 4
"""The highest step of the colours of answers."""


def question_answers(question: QuestionResult, view: View) -> QuestionAnswers:
    """Return how people answered *question*."""
    return QuestionAnswers(
        text=question.text,
        number=None if question.severity is None else severity_text(question.severity, view, question.bound),
        summary=most_text(question, "high", view),
        rows=_answer_rows(question, view),
        besides=_short_non_answers(question, view),
        instead=_no_rows_reason(question, view),
    )


def non_answers_text(question: QuestionResult, view: View) -> str | None:
    """Return how many people gave no substantive answer to *question*, by kind; None if there are none to show."""
    return non_answer_counts(question, view.audit.questionnaire.non_answers, view.words)


def non_answer_counts(question: "QuestionResult | QuestionInGroup", names: NonAnswers, words: Locale) -> str | None:
    """Return the numbers of non-answers to *question* by their *names*; None if there are none to show."""
    counts = (
        (names.na, question.na),
        (names.dk, question.dk),
        (names.pns, question.pns),
        (words.gettext("Left blank"), question.blank),
    )
    return " · ".join(f"{name} {words.number(n)}" for name, n in counts if n) or None


def _short_non_answers(question: QuestionResult, view: View) -> str | None:
    """Return how many people did not know, and how many gave no answer at all; None if there are none to show."""
    names, number = view.audit.questionnaire.non_answers, view.words.number
    silent = (question.pns or 0) + (question.blank or 0)
    counts = ((names.na, question.na), (names.dk, question.dk), (view.words.gettext("No answer"), silent))
    return " · ".join(f"{name}: {number(n)}" for name, n in counts if n) or None


def most_text(question: QuestionResult, side: Side, view: View) -> Text | None:
    """Return "19 of 30: often or very often", or None if the answers are not shown or nobody is at that end."""
    chosen = _points_at_end(question, side)
    n = sum(each.n for each in chosen)
    if not n:
        return None
    labels = _labels_text(chosen[::-1], view)
    said = view.words.gettext(
        "%(n)s of %(all)s",
        n=view.words.number(n),
        all=view.words.number(sum(each.n for each in question.distribution or ())),
    )
    return (Strong(said), f": {labels}")


def answers_at_end(question: QuestionResult, side: Side, view: View) -> Text:
    """Return the words of *question*, and how many people chose an answer at one end of its scale.

    Where that is not shown, its number or the answer of the one person stands instead.
    """
    name, answer, gettext = view.label(question.id), view.answers.get(question.id), view.words.gettext
    if answer is not None:
        return (f"{name} ", Strong(view.inside(answer)), ".")
    said = most_text(question, side, view)
    if said is None:
        number = severity_text(question.severity, view, question.bound)
        return (f"{name} ", gettext("%(number)s out of 100: higher is more in the way.", number=number))
    first, rest = said if isinstance(said, tuple) else ("", said)
    return (f"{name} ", first, f"{rest}.")


def _labels_text(answers: Sequence[AnswerCount], view: View) -> str:
    """Return the labels of *answers*, which lie next to each other: often or very often; or 6 to 10 – Completely."""
    between = answers[1:-1]
    if between and all(NUMBER.fullmatch(each.label.strip()) for each in between):
        low, *_, high = sorted(answers, key=lambda each: each.value)
        return view.words.gettext("%(low)s to %(high)s", low=low.label, high=high.label)
    return join_with_or(_without_shared_end([view.inside(each.label) for each in answers]), view.words)


def _without_shared_end(labels: list[str]) -> list[str]:
    """Return *labels* in which the last word that all of them share is said once, at the end."""
    ends = {label.rpartition(" ")[2] for label in labels}
    if len(labels) < 2 or len(ends) > 1 or any(" " not in label for label in labels):  # noqa: PLR2004 - one has nothing to share
        return labels
    return [*(label.rpartition(" ")[0] for label in labels[:-1]), labels[-1]]


def _points_at_end(question: QuestionResult, side: Side) -> tuple[AnswerCount, ...]:
    """Return the answers in the half of the scale at one end, the last one first, without those in the middle."""
    spread = question.distribution or ()
    half = len(spread) // 2
    clear_first = _clear_end_first(question)
    return clear_first[len(spread) - half :][::-1] if side == "high" else clear_first[:half]


def _answer_rows(question: QuestionResult, view: View) -> tuple[AnswerRow, ...]:
    spread = question.distribution or ()
    most = max((answered.n for answered in spread), default=0)
    if not most:
        return ()
    steps = zip(_colour_steps(len(spread)), _clear_end_first(question), strict=True)
    return tuple(
        AnswerRow(answered.label, view.words.number(answered.n), answered.n / most, step, most=2 * step > STEPS)
        for step, answered in steps
    )


def _clear_end_first(question: QuestionResult) -> tuple[AnswerCount, ...]:
    """Return the answers to *question*, beginning with the one that makes for the lowest severity."""
    spread = question.distribution or ()
    rises = len(spread) == 0 or spread[0].value <= spread[-1].value
    return spread if rises == (question.key == "barrier") else spread[::-1]


@lru_cache(maxsize=64)
def _colour_steps(points: int) -> tuple[int, ...]:
    """Return the colour step, from 0 to 4, of each point of a scale with *points* points, from the clear end."""
    return tuple(round(place * STEPS / max(points - 1, 1)) for place in range(points))


def _no_rows_reason(question: QuestionResult, view: View) -> str | None:
    gettext = view.words.gettext
    if question.distribution and any(answered.n for answered in question.distribution):
        return None
    if question.severity is None:
        return gettext(STATUSES[question.status]) + "."
    if answer := view.answers.get(question.id):
        return gettext("The answer: %(answer)s.", answer=answer)
    return gettext("How the answers were spread is not shown, to protect people.")
