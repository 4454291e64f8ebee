"""How people answered one question, in words and figures."""

from functools import lru_cache
from typing import Literal

from speedbumps.model.audit import AnswerCount, QuestionResult
from speedbumps.report.blocks import AnswerShare, QuestionAnswers
from speedbumps.report.heights import STATUSES, join_with_or, severity_text
from speedbumps.report.view import View


def question_answers(question: QuestionResult, view: View) -> QuestionAnswers:
    """Return how people answered *question*."""
    gettext = view.words.gettext
    besides = non_answers_text(question, view)
    return QuestionAnswers(
        text=question.text,
        prompt=question.prompt,
        turns=gettext("A high answer here makes the bump higher.")
        if question.key == "barrier"
        else gettext("A high answer here makes the bump lower."),
        parts=_answer_shares(question, view),
        besides=gettext("Besides: %(others)s", others=besides) if besides else None,
        instead=_no_bar_reason(question, view),
    )


def non_answers_text(question: QuestionResult, view: View) -> str | None:
    """Return how many people gave no substantive answer to *question*, by kind; None if there are none to show."""
    names = view.audit.questionnaire.non_answers
    counts = (
        (names.na, question.na),
        (names.dk, question.dk),
        (names.pns, question.pns),
        (view.words.gettext("Left blank"), question.blank),
    )
    return " · ".join(f"{name} {view.words.number(n)}" for name, n in counts if n) or None


def answers_at_end(question: QuestionResult, side: Literal["high", "low"], view: View) -> str:
    """Return how many people chose an answer at one end of the scale of *question*, or what else is shown of it.

    The end is the one that makes a bump *high*, or *low*.
    """
    name, answer = view.label(question.id), view.answers.get(question.id)
    if answer is not None:
        return view.words.gettext("%(question)s: the answer is “%(answer)s”.", question=name, answer=answer)
    chosen = _points_at_end(question, side)
    n = sum(each.n for each in chosen)
    if not n:
        number = severity_text(question.severity, view, question.bound)
        return view.words.gettext(
            "%(question)s: %(number)s out of 100, where higher is more in the way.", question=name, number=number
        )
    return view.words.gettext(
        "%(question)s: %(n)s of %(all)s answered %(answers)s.",
        question=name,
        n=view.words.number(n),
        all=view.words.number(sum(each.n for each in question.distribution or ())),
        answers=join_with_or([f"“{each.label}”" for each in chosen], view.words),
    )


def _points_at_end(question: QuestionResult, side: Literal["high", "low"]) -> tuple[AnswerCount, ...]:
    """Return the answers in the half of the scale at one end, the last one first, without those in the middle."""
    spread = question.distribution or ()
    half = len(spread) // 2
    if (side == "high") == (question.key == "barrier"):
        return spread[len(spread) - half :][::-1]
    return spread[:half]


def _answer_shares(question: QuestionResult, view: View) -> tuple[AnswerShare, ...]:
    spread = question.distribution or ()
    whole = sum(answered.n for answered in spread)
    if not whole:
        return ()
    steps = _colour_steps(len(spread)) if question.key == "barrier" else _colour_steps(len(spread))[::-1]
    parts, left = [], 0.0
    for step, answered in zip(steps, spread, strict=True):
        width = answered.n / whole
        parts.append(AnswerShare(answered.label, answered.n, view.words.number(answered.n), left, width, step))
        left += width
    return tuple(parts)


@lru_cache(maxsize=64)
def _colour_steps(points: int) -> tuple[int, ...]:
    """Return the colour step, from 0 to 4, of each point of a scale with *points* points, from the clear end."""
    return tuple(round(place * 4 / max(points - 1, 1)) for place in range(points))


def _no_bar_reason(question: QuestionResult, view: View) -> str | None:
    gettext = view.words.gettext
    if question.distribution and any(answered.n for answered in question.distribution):
        return None
    if question.severity is None:
        return gettext(STATUSES[question.status]) + "."
    if answer := view.answers.get(question.id):
        return gettext("The answer: %(answer)s.", answer=answer)
    return gettext("How the answers were spread is not shown, to protect people. The mean is further down.")
