"""Bars and coloured tables. The functions escape their arguments and return markup."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from speedbumps.report.blocks import (
    AnswerBars,
    AnswerRow,
    HeatCell,
    HeatGroup,
    HeatMap,
    HeatRow,
    QuestionAnswers,
    Strong,
    Text,
    WhatIf,
)
from speedbumps.report.formats.html_road import short, sign
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup, repeat_markup


def meter(cell: str) -> Markup:
    """Return a bar for the percentage, or number from 0 to 100, in *cell*; nothing if it holds none.

    Screen readers find nothing in it; the number stands beside it.
    """
    found = re.match(r"\d{1,3}", cell)
    if found is None or int(found[0]) > 100:  # noqa: PLR2004 - a percentage
        return NOTHING
    return fill_markup("<i class=meter style=--wide:%d></i>", int(found[0]))


def answer_questions(questions: Iterable[QuestionAnswers]) -> Markup:
    """Return each question with a bar for each answer."""
    return fill_markup("<ul class=asked>\n%s</ul>\n", join_markup(map(_question, questions)))


def _question(question: QuestionAnswers) -> Markup:
    rows = join_markup(map(_answer_row, question.rows))
    notes = [(line,) for line in (question.instead, question.besides) if line]
    return fill_markup(
        "<li><h4>%s</h4>%s%s%s\n",
        question.text,
        fill_markup("<p>%s", _summary(question.summary)) if question.summary else NOTHING,
        fill_markup("<ul class=bars>%s</ul>", rows) if question.rows else NOTHING,
        repeat_markup("<p class=quiet>%s", notes),
    )


def _summary(text: Text) -> Markup:
    parts = text if isinstance(text, tuple) else (text,)
    return join_markup(
        fill_markup("<b>%s</b>", part.text) if isinstance(part, Strong) else fill_markup("%s", str(part))
        for part in parts
    )


def _answer_row(row: AnswerRow) -> Markup:
    return fill_markup(
        "<li class=%s style=--wide:%.0f>%s <b>%s</b>",
        fill_markup('"s%d most"', row.step) if row.most else f"s{row.step}",
        100 * row.share,
        row.label,
        row.said,
    )


def question_lines(block: AnswerBars) -> Markup:
    """Return each question with its number and its answers, in a line or two."""
    return fill_markup(
        "<ul class=lines style=--was:%.0f>\n%s</ul>\n",
        block.severity,
        join_markup(map(_question_line, block.questions)),
    )


def _question_line(question: QuestionAnswers) -> Markup:
    answers = " · ".join(f"{row.label} {row.said}" for row in question.rows)
    lines = [line for line in (answers, question.instead, question.besides, question.adds) if line]
    return fill_markup(
        "<li>%s%s%s%s\n",
        question.text,
        fill_markup(" <b>%s</b>", question.number) if question.number else NOTHING,
        fill_markup(" <small>%s</small>", join_markup((fill_markup("%s", line) for line in lines), "<br>"))
        if lines
        else NOTHING,
        _what_if(question.what_if) if question.what_if else NOTHING,
    )


def _what_if(shown: WhatIf) -> Markup:
    """Return *shown* behind its label, with the hump of today in outline behind the one that it would be.

    Of all on a page, one is open at a time.
    """
    return fill_markup(
        "<details name=one><summary>%s</summary><i style=--now:%.0f></i>%s</details>",
        shown.label,
        shown.severity,
        shown.now,
    )


def draw_heat_map(shown: HeatMap) -> Markup:
    """Return *shown* as a table at every width, its cells coloured by band."""
    part, all_, *roles = shown.heads
    heads = fill_markup(
        "<th scope=col>%s<th scope=col>%s%s%s",
        part,
        all_,
        Markup("<td aria-hidden=true><span class=axis><i>0</i><i>50</i><i>100</i></span>"),
        repeat_markup("<th scope=col>%s", ((role,) for role in roles)),
    )
    return fill_markup(
        "<table class=heat aria-describedby=heat-key><caption class=unseen>%s</caption><thead><tr>%s\n"
        "%s</table>\n<p class=legend id=heat-key>%s\n",
        shown.caption,
        heads,
        join_markup(_heat_group(group, shown.mark) for group in shown.groups),
        _key_markup(shown.key),
    )


def _key_markup(text: Text) -> Markup:
    parts = text if isinstance(text, tuple) else (text,)
    return join_markup(
        fill_markup("<b>%s</b>", part.text) if isinstance(part, Strong) else fill_markup("%s", str(part))
        for part in parts
    )


def _heat_group(group: HeatGroup, mark: str) -> Markup:
    parts = join_markup(_heat_row(row, mark) for row in group.parts)
    return fill_markup("<tbody>%s%s", _heat_row(group.whole, mark, area=bool(group.parts)), parts)


def _heat_row(row: HeatRow, mark: str, *, area: bool = False) -> Markup:
    height = row.height
    number = (
        fill_markup("%s <small>%s</small>", height.number, height.margin or "")
        if height.severity is not None
        else fill_markup("<small>%s</small>", height.label)
    )
    return fill_markup(
        "<tr%s><th scope=row>%s%s%s<td>%s<td aria-hidden=true>%s%s\n",
        Markup(" class=area") if area else NOTHING,
        height.title,
        fill_markup(" %s", sign(height.sign)) if height.sign else NOTHING,
        fill_markup(" <small>%s %s</small>", mark, row.note) if row.note else NOTHING,
        number,
        _strip(row),
        join_markup(_heat_cell(cell, mark) for cell in row.cells),
    )


def _strip(row: HeatRow) -> Markup:
    height = row.height
    if height.severity is None or height.step is None:
        return NOTHING
    margin = NOTHING
    if height.margin and height.low is not None and height.high is not None:
        margin = fill_markup(";--from:%s;--by:%s", short(height.low), short(max(0.0, height.high - height.low)))
    return fill_markup("<i class=b%d style=--wide:%s%s></i>", height.step, short(height.severity), margin)


def _heat_cell(cell: HeatCell, mark: str) -> Markup:
    if cell.step is None:
        return fill_markup("<td class=x>%s", cell.text)
    return fill_markup("<td class=f%d>%s%s", cell.step, cell.text, fill_markup(" %s", mark) if cell.apart else NOTHING)
