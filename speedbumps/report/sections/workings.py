"""How every number was calculated."""

from collections.abc import Iterable

from speedbumps.model.audit import QuestionResult, Receipt, ReceiptLine
from speedbumps.report.answers import non_answers_text
from speedbumps.report.blocks import Fold, Only, Paragraph, Row, RowGroup, Section, Table, paragraphs
from speedbumps.report.figures import format_figure
from speedbumps.report.heights import severity_text, target_height
from speedbumps.report.reliability import reliability_part
from speedbumps.report.view import Target, View, barrier_targets


def workings(view: View) -> Section:
    """Return the section that shows how every number was calculated."""
    gettext = view.words.gettext
    targets = [target for barrier in view.audit.barriers for target in barrier_targets(barrier)]
    scores = tuple(_working(target, target.receipt, view) for target in targets if target.receipt)
    reliability = reliability_part(view)
    return Section(
        anchor="workings",
        title=gettext("How every number was worked out"),
        blocks=(
            Paragraph(
                gettext(
                    "Each person’s answers to the questions of a part are put on a line from 0, the clear end, to 100, "
                    "and averaged. The school’s figure is the mean over its people. The lines below add up to that "
                    "figure; they are rounded here, so a last digit may differ."
                )
            ),
            Paragraph(
                gettext(
                    "“One point” says what the figure would be if everyone not yet at the clear end moved one point "
                    "towards it on that question."
                )
            ),
            *paragraphs(*item_first_lines(view)),
            Only(
                "page",
                (
                    Paragraph(
                        gettext("The tables are left out on paper. Open this file on a screen to read them."), "paper"
                    ),
                ),
            ),
            *paragraphs(None if scores else gettext("There is no score to take apart this time.")),
            *scores,
            Fold(gettext("All questions, with their figures"), (_questions_table(targets, view),)),
            *(reliability.blocks if reliability else ()),
        ),
        summary=reliability.summary if reliability else (),
    )


def joint_first_line(view: View) -> str | None:
    """Return the sentence that names the bumps that could each be the highest; None if one is the highest."""
    if not view.audit.joint_first:
        return None
    return view.words.gettext(
        "%(bumps)s could each be the highest: a small change in the weights, or one person more or less, would change "
        "the order.",
        bumps=view.words.join(view.label(bump) for bump in view.audit.joint_first),
    )


def _working(target: Target, receipt: Receipt, view: View) -> Fold:
    """Return how one score was calculated, line by line."""
    gettext = view.words.gettext
    shown = target_height(target, view)
    # Only the score of a single person has answers to show.
    answers = any(line.answer is not None for line in receipt.lines)
    foot = format_figure(receipt.total, view.words)
    table = Table(
        name=f"table-{shown.anchor}",
        caption=gettext("How %(name)s was worked out", name=target.title),
        heads=(
            gettext("Question"),
            *([gettext("Answer")] if answers else ()),
            gettext("Weight"),
            gettext("Adds"),
            gettext("One point"),
        ),
        figures=frozenset({2, 3, 4} if answers else {1, 2, 3}),
        groups=(RowGroup(None, tuple(_receipt_row(line, view, answers=answers) for line in receipt.lines)),),
        foot=(gettext("Together"), *([""] if answers else ()), "", foot, ""),
    )
    return Fold(shown.title, (table,), hint=shown.line)


def _receipt_row(line: ReceiptLine, view: View, *, answers: bool) -> Row:
    return (
        _folded_label(line, view) if line.question is None else view.question_texts.get(line.question, line.question),
        *([line.answer or ""] if answers else ()),
        "–" if line.weight is None else format_figure(line.weight, view.words),
        format_figure(line.contribution, view.words),
        severity_text(line.one_point, view),
    )


def _folded_label(line: ReceiptLine, view: View) -> str:
    ngettext = view.words.ngettext
    if line.of is None:
        return ngettext(
            "%(n)s question, folded to protect people",
            "%(n)s questions, folded together to protect people",
            line.questions,
        )
    return ngettext(
        "%(n)s question of “%(facet)s”, folded to protect people",
        "%(n)s questions of “%(facet)s”, folded together to protect people",
        line.questions,
        facet=view.label(line.of),
    )


def item_first_lines(view: View) -> tuple[str, ...]:
    """Return a sentence for each score for which the mean over people differs from that over questions."""
    return tuple(
        view.words.gettext(
            "%(name)s: the mean over people is %(people)s, the mean over questions %(questions)s. The two differ where "
            "some people answered only part.",
            name=view.label(item.where),
            people=severity_text(item.severity, view),
            questions=severity_text(item.item_first, view),
        )
        for item in view.audit.quality.item_first
        if view.targets[item.where].n != 1
    )


def _questions_table(targets: Iterable[Target], view: View) -> Table:
    gettext = view.words.gettext
    return Table(
        name="table-questions",
        caption=gettext("Each question by itself"),
        heads=(gettext("Question"), gettext("Height"), gettext("Answers"), gettext("Besides")),
        figures=frozenset({1, 2}),
        groups=tuple(
            RowGroup(target.title, tuple(_question_row(question, view) for question in target.questions))
            for target in targets
            if target.questions
        ),
    )


def _question_row(question: QuestionResult, view: View) -> Row:
    return (
        question.text,
        severity_text(question.severity, view, question.bound),
        "–" if question.n is None else view.words.number(question.n),
        non_answers_text(question, view) or "–",
    )
