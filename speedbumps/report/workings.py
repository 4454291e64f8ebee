"""How every number was worked out."""

from collections.abc import Iterable
from dataclasses import dataclass

from speedbumps.model.audit import ReceiptLine
from speedbumps.report.bumps import Asked, asked
from speedbumps.report.figures import cut
from speedbumps.report.heights import Height, height, number
from speedbumps.report.view import Target, View, parts


@dataclass(frozen=True)
class Line:
    """What one question adds to a score."""

    text: str
    weight: str
    answer: str | None
    points: str
    what_if: str


@dataclass(frozen=True)
class Working:
    """One score, line by line."""

    height: Height
    lines: tuple[Line, ...]
    total: str
    answers: bool
    """The score is one person's, so that the answers stand beside."""


@dataclass(frozen=True)
class Workings:
    """All scores, and all questions."""

    joint: str | None
    scores: tuple[Working, ...]
    item_first: tuple[str, ...]
    questions: tuple[tuple[str, tuple[Asked, ...]], ...]
    """By facet."""


def workings(view: View) -> Workings:
    """How every number was worked out."""
    targets = [target for barrier in view.audit.barriers for target in parts(barrier)]
    return Workings(
        joint=_joint(view),
        scores=tuple(_working(target, view) for target in targets if target.receipt),
        item_first=_item_first(view),
        questions=tuple(_questions(targets, view)),
    )


def _joint(view: View) -> str | None:
    if not view.audit.joint_first:
        return None
    return view.words.say(
        "%(bumps)s could each be the highest: a small change in the weights, or one person more or less, would change "
        "the order.",
        bumps=view.words.listed(view.name(bump) for bump in view.audit.joint_first),
    )


def _working(target: Target, view: View) -> Working:
    lines = target.receipt.lines if target.receipt else ()
    total = target.receipt.total if target.receipt else 0.0
    return Working(
        height=height(target, view),
        lines=tuple(_line(line, view) for line in lines),
        total=view.words.number(total, 1),
        answers=any(line.answer is not None for line in lines),
    )


def _line(line: ReceiptLine, view: View) -> Line:
    return Line(
        text=_folded(line, view) if line.question is None else view.asked.get(line.question, line.question),
        weight="–" if line.weight is None else cut(line.weight, view.words),
        answer=line.answer,
        points=view.words.number(line.contribution, 1),
        what_if=number(line.one_point, view),
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
    )


def _questions(targets: Iterable[Target], view: View) -> Iterable[tuple[str, tuple[Asked, ...]]]:
    for target in targets:
        if target.questions:
            yield target.title, tuple(asked(question, view) for question in target.questions)
