"""Every question with its answers, and every number with its interval, for the annex."""

from collections.abc import Iterator

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import ReceiptLine, RoleScore, Score
from speedbumps.model.audit_queries import Target, barrier_targets, receipt_line, receipt_lines
from speedbumps.report.answers import non_answers_text, question_answers
from speedbumps.report.blocks import (
    AnswerBars,
    Block,
    Headline,
    ItemList,
    Paragraph,
    Row,
    RowGroup,
    Section,
    Table,
    WhatIf,
    paragraphs,
)
from speedbumps.report.figures import format_figure
from speedbumps.report.heights import interval_text, severity_text, short_status, target_height
from speedbumps.report.reliability import reliability_blocks
from speedbumps.report.sections.role_views import shown_roles
from speedbumps.report.sections.strengths import open_answers_line
from speedbumps.report.view import View

STEPS = (
    gettext_noop(
        "Each answer lies on a line from 0, the clear end, to 100, whichever way round the question is worded."
    ),
    gettext_noop(
        "A person’s number for a part is the average of the answers to its questions, if enough of them were answered."
    ),
    gettext_noop("The school’s number is the average over its people. Every person counts the same."),
    gettext_noop(
        "The margin is that of a 95%% interval. It is smaller where most people answered, and there is none where "
        "everybody did."
    ),
    gettext_noop(
        "An area’s number is the average over all its questions, so it may differ a little from the average of its "
        "parts."
    ),
)
"""How a number comes about, in order."""


def all_questions(view: View) -> Section:
    """Return every question with points, with how many people gave each answer, and what it adds to its part."""
    gettext = view.words.gettext
    lead = (
        gettext("The answers, and how much each is in the way out of 100.")
        if view.answers
        else gettext("Answers from least to most in the way, with the number of people.")
    )
    adds = gettext(
        "“Adds” says how much of the number of its part, and of its area, comes from a question; rounded, so a last "
        "digit may differ."
    )
    what_if = gettext(
        "What if? “One point” says what the number of the part would be if everyone not yet at the clear end moved one "
        "point towards it on that question. It is arithmetic, and no forecast."
    )
    looked_up = gettext(
        "The score of each person was looked up in a published table, so no question adds a part of its own to it."
    )
    parts = tuple(_asked_targets(view))
    from_table = any(part.receipt is not None and part.receipt.reason == "table" for part in parts)
    in_lines = not from_table or any(receipt_lines(part) for part in parts)
    notes = (*((adds, what_if) if in_lines else ()), *((looked_up,) if from_table else ()))
    blocks = [block for target in parts for block in _target_blocks(target, view)]
    written = tuple(open_answers_line(result, view) for result in view.audit.open)
    own: tuple[Block, ...] = (Headline(gettext("Open questions")), *paragraphs(*written)) if written else ()
    return Section("questions", gettext("All questions"), (*paragraphs(lead, *notes), *blocks, *own))


def _asked_targets(view: View) -> Iterator[Target]:
    return (target for barrier in view.audit.barriers for target in barrier_targets(barrier) if target.questions)


def _target_blocks(target: Target, view: View) -> tuple[Block, ...]:
    height = target_height(target, view)
    lines = tuple(
        question_answers(question, view)._replace(
            besides=non_answers_text(question, view),
            adds=_adds_text(question.id, target, view),
            what_if=_what_if(question.id, target, view),
        )
        for question in target.questions
    )
    folded = (_folded_line(line, view) for line in receipt_lines(target) if line.question is None)
    return (
        Headline(target.title, hint=height.line),
        AnswerBars(lines, "lines", height.severity or 0.0),
        *paragraphs(*folded),
    )


def _adds_text(question: str, target: Target, view: View) -> str | None:
    """Return how much *question* adds to the number of *target*, and to that of its barrier."""
    words, area = view.words, view.barrier_of[target.id]
    own = receipt_line(target, question)
    if own is None:
        return None
    said = words.gettext("Adds %(points)s", points=_points_text(own, view))
    of_area = receipt_line(area, question)
    if of_area is None or area.id == target.id:
        return said
    return words.gettext(
        "%(adds)s; to “%(area)s” %(points)s", adds=said, area=area.title, points=_points_text(of_area, view)
    )


def _points_text(line: ReceiptLine, view: View) -> str:
    """Return the points that a question adds, with its weight if it has another than most."""
    points = format_figure(line.contribution, view.words)
    if line.weight is None or line.weight == 1:
        return points
    weight = view.words.gettext("weight: %(weight)s", weight=format_figure(line.weight, view.words))
    return f"{points} ({weight})"


def _what_if(question: str, target: Target, view: View) -> WhatIf | None:
    """Return what *target*, and its barrier, would be if the answers to *question* moved one point."""
    line = receipt_line(target, question)
    if line is None or line.one_point is None or target.severity is None:
        return None
    gettext, area = view.words.gettext, view.barrier_of[target.id]
    numbers = {
        "number": severity_text(line.one_point, view),
        "now": severity_text(target.severity, view),
    }
    of_area = receipt_line(area, question)
    if area.id == target.id or of_area is None or of_area.one_point is None:
        label, now = gettext("One point: %(number)s", **numbers), gettext("now %(now)s", **numbers)
    else:
        numbers |= {
            "area": area.title,
            "area_number": severity_text(of_area.one_point, view),
            "area_now": severity_text(area.severity, view),
        }
        label = gettext("One point: %(number)s; “%(area)s” %(area_number)s", **numbers)
        now = gettext("now %(now)s; “%(area)s” %(area_now)s", **numbers)
    return WhatIf(label, now, view.displayed(line.one_point))


def _folded_line(line: ReceiptLine, view: View) -> str:
    """Return what several questions together add, which are folded so that nobody can be recognised."""
    return view.words.ngettext(
        "%(n)s question, not shown to protect people, adds %(points)s.",
        "%(n)s questions, folded together to protect people, add %(points)s.",
        line.questions,
        points=format_figure(line.contribution, view.words),
    )


def all_numbers(view: View) -> Section:
    """Return every number with its interval and the people behind it, and how numbers come about."""
    gettext, counts = view.words.gettext, shown_roles(view)
    is_own = view.audit.respondents.n == 1 and not view.agreed_together
    whole = gettext("Your view") if is_own else gettext("All staff")
    groups = tuple(
        RowGroup(None, tuple(_number_row(target, view) for target in barrier_targets(barrier)))
        for barrier in view.audit.barriers
    )
    heads = (gettext("Part of the road"), whole, *(view.role_label(count.role) for count in counts))
    lead = gettext(
        "Each number, its interval in brackets, and how many people stand behind it. An interval such as “49 to 65” "
        "means: had everyone answered, the number would most likely lie there."
    )
    table = Table(
        "table-numbers",
        gettext("Each part, for all staff and for each group"),
        heads,
        frozenset(range(1, len(heads))),
        groups,
    )
    return Section(
        anchor="numbers",
        title=gettext("All numbers, with their intervals, and how they come about"),
        blocks=(
            Paragraph(lead),
            table,
            ItemList(tuple(gettext(step) for step in STEPS), "numbers"),
            *paragraphs(*item_first_lines(view)),
            *reliability_blocks(view),
        ),
    )


def _number_row(target: Target, view: View) -> Row:
    by_role = {score.role: score for score in target.by_role}
    cells = (_number_cell(by_role.get(count.role), None, view) for count in shown_roles(view))
    return (target.title, _number_cell(target, target.asked, view), *cells)


def _number_cell(score: Score | RoleScore | None, asked: int | None, view: View) -> str:
    words = view.words
    if score is None:
        return "–"
    if score.severity is None:
        return short_status(score.status, words)
    number = severity_text(score.severity, view, score.bound)
    between = interval_text(*view.displayed_ends(score.low, score.high), words)
    parts = [f"{number} ({between})" if between else number]
    if score.n is not None:
        people = words.number(score.n)
        if asked is not None and asked > score.n:
            people = words.gettext("%(n)s of %(asked)s", n=people, asked=words.number(asked))
        parts.append(people)
    return " · ".join(parts)


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
