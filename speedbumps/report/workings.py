"""How every number was worked out."""

from collections.abc import Iterable
from typing import NamedTuple

from speedbumps.model.audit import QuestionResult, Receipt, ReceiptLine
from speedbumps.report.bumps import others
from speedbumps.report.figures import cut
from speedbumps.report.heights import Height, height, number
from speedbumps.report.tables import Group, Row, Table
from speedbumps.report.view import Target, View, parts


class Working(NamedTuple):
    """One score, line by line."""

    height: Height
    table: Table


class Workings(NamedTuple):
    """All scores, and all questions."""

    joint: str | None
    scores: tuple[Working, ...]
    item_first: tuple[str, ...]
    questions: Table


def workings(view: View) -> Workings:
    """How every number was worked out."""
    targets = [target for barrier in view.audit.barriers for target in parts(barrier)]
    return Workings(
        joint=_joint(view),
        scores=tuple(_working(target, target.receipt, view) for target in targets if target.receipt),
        item_first=_item_first(view),
        questions=_questions(targets, view),
    )


def _joint(view: View) -> str | None:
    if not view.audit.joint_first:
        return None
    return view.words.say(
        "%(bumps)s could each be the highest: a small change in the weights, or one person more or less, would change "
        "the order.",
        bumps=view.words.listed(view.name(bump) for bump in view.audit.joint_first),
    )


def _working(target: Target, receipt: Receipt, view: View) -> Working:
    say = view.words.say
    shown = height(target, view)
    # Only the score of one person has answers to show.
    answers = any(line.answer is not None for line in receipt.lines)
    foot = view.words.number(receipt.total, 1)
    table = Table(
        name=f"table-{shown.anchor}",
        caption=say("How %(name)s was worked out", name=target.title),
        heads=(say("Question"), *([say("Answer")] if answers else ()), say("Weight"), say("Adds"), say("One point")),
        figures=frozenset({2, 3, 4} if answers else {1, 2, 3}),
        groups=(Group(None, tuple(_line(line, view, answers=answers) for line in receipt.lines)),),
        foot=(say("Together"), *([""] if answers else ()), "", foot, ""),
    )
    return Working(shown, table)


def _line(line: ReceiptLine, view: View, *, answers: bool) -> Row:
    return (
        _folded(line, view) if line.question is None else view.asked.get(line.question, line.question),
        *([line.answer or ""] if answers else ()),
        "–" if line.weight is None else cut(line.weight, view.words),
        view.words.number(line.contribution, 1),
        number(line.one_point, view),
    )


def _folded(line: ReceiptLine, view: View) -> str:
    count = view.words.count
    if line.of is None:
        return count(
            "%(n)s question, folded to protect people",
            "%(n)s questions, folded together to protect people",
            line.questions,
        )
    return count(
        "%(n)s question of “%(facet)s”, folded to protect people",
        "%(n)s questions of “%(facet)s”, folded together to protect people",
        line.questions,
        facet=view.name(line.of),
    )


def _item_first(view: View) -> tuple[str, ...]:
    return tuple(
        view.words.say(
            "%(name)s: the mean over people is %(people)s, the mean over questions %(questions)s. The two differ where "
            "some people answered only part.",
            name=view.name(item.where),
            people=number(item.severity, view),
            questions=number(item.item_first, view),
        )
        for item in view.audit.quality.item_first
        if view.targets[item.where].n != 1
    )


def _questions(targets: Iterable[Target], view: View) -> Table:
    say = view.words.say
    return Table(
        name="table-questions",
        caption=say("Each question by itself"),
        heads=(say("Question"), say("Height"), say("Answers"), say("Besides")),
        figures=frozenset({1, 2}),
        groups=tuple(
            Group(target.title, tuple(_question(question, view) for question in target.questions))
            for target in targets
            if target.questions
        ),
    )


def _question(question: QuestionResult, view: View) -> Row:
    return (
        question.text,
        number(question.severity, view),
        "–" if question.n is None else view.words.number(question.n),
        others(question, view) or "–",
    )
