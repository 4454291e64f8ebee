"""Recurring pieces of HTML. The functions escape their arguments and return markup.

As macros of a template, each would take longer to compile than a whole page takes to render.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

from markupsafe import Markup

from speedbumps.report.bars import answer_bar, whisker
from speedbumps.report.bumps import AnswerShare, QuestionAnswers
from speedbumps.report.heights import RoleHeight, TargetHeight
from speedbumps.report.markup import NOTHING, fill_markup, join_markup, repeat_markup
from speedbumps.report.options import Option
from speedbumps.report.page import BarrierPart, Road, Stretch
from speedbumps.report.tables import ReportTable, Row, RowGroup

FIGURE = Markup(' class="n"')

FIGURES = {2, 3, 5}
"""The indices of the columns of the road table that hold figures."""


def paragraphs(lines: Iterable[str | None]) -> Markup:
    """Return a paragraph for each line that is not empty."""
    return repeat_markup("<p>%s</p>\n", ((line,) for line in lines if line))


def bullets(lines: Iterable[str]) -> Markup:
    """Return an unordered list of *lines*."""
    return fill_markup("<ul>%s</ul>", repeat_markup("<li>%s</li>\n", ((line,) for line in lines)))


def fields(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return a description list of pairs of a term and its text."""
    return fill_markup("<dl>%s</dl>", repeat_markup("<div><dt>%s</dt><dd>%s</dd></div>\n", pairs))


@lru_cache(maxsize=1024)
def option(shown: Option) -> Markup:
    """Return *shown* as a folded element; cached, since other schools' reports show the same option."""
    return fill_markup(
        '<details class="option"><summary><span class="option-title">%s</span> <span class="tags">%s</span></summary>'
        "%s</details>\n",
        shown.title,
        " · ".join(shown.tags),
        fields(shown.fields),
    )


def question_item(question: QuestionAnswers) -> Markup:
    """Return *question* as a list item, with the bar of its answers and the same in words."""
    besides = [(line,) for line in (question.instead, question.besides) if line]
    return fill_markup(
        '<li class="asked"><p class="question">%s</p><p class="facts">%s %s</p>%s%s</li>\n',
        question.text,
        question.prompt or "",
        question.turns,
        _bar_with_key(question.parts) if question.parts else NOTHING,
        repeat_markup('<p class="facts">%s</p>', besides),
    )


def scroll_table(shown: ReportTable) -> Markup:
    """Return *shown* as a table that scrolls by itself if the page is narrow."""
    return fill_markup(
        '<div class="scroll" role="region" aria-labelledby="%s" tabindex="0"><table><caption id="%s">%s</caption>'
        "<thead><tr>%s</tr></thead>\n%s%s</table></div>",
        shown.name,
        shown.name,
        shown.caption,
        _heading_cells(shown.heads, shown.figures),
        join_markup(_group_rows(group, shown) for group in shown.groups),
        fill_markup("<tfoot>%s</tfoot>", fill_markup(_row_shape(shown), *shown.foot)) if shown.foot else NOTHING,
    )


def figure(height: TargetHeight) -> Markup:
    """Return *height* as a paragraph: the word, then the number, then the interval."""
    return fill_markup(
        '<p class="height">%s%s%s</p>\n%s',
        _band_label(height),
        fill_markup(' <span class="number">%s</span>', height.number) if height.severity is not None else NOTHING,
        fill_markup(' <span class="between">%s</span>', height.between) if height.between else NOTHING,
        fill_markup('<p class="facts">%s</p>\n', height.facts) if height.facts else NOTHING,
    )


def stretches(road: Road) -> Markup:
    """Return *road* as a table."""
    return fill_markup(
        '<div class="scroll" role="region" aria-labelledby="table-road" tabindex="0"><table class="heights">'
        '<caption id="table-road">%s</caption><thead><tr>%s</tr></thead>\n%s</table></div>',
        road.caption,
        _heading_cells(road.heads, FIGURES),
        join_markup(_stretch_rows(stretch, len(road.heads)) for stretch in road.stretches),
    )


def roles(barrier: BarrierPart) -> Markup:
    """Return a table of the scores of each role, or nothing if there are none."""
    if not barrier.height.roles:
        return NOTHING
    return fill_markup(
        '<table class="roles"><caption>%s</caption><thead><tr><th scope="col">%s</th><th scope="col">%s</th>'
        '<th scope="col" class="n">%s</th></tr></thead><tbody>%s</tbody></table>',
        barrier.caption,
        *barrier.heads,
        join_markup(_role_row(role) for role in barrier.height.roles),
    )


def _role_row(role: RoleHeight) -> Markup:
    fact = ' <span class="facts">%s</span>'
    return fill_markup(
        '<tr><th scope="row">%s%s</th><td>%s</td><td class="n">%s%s</td></tr>\n',
        role.title,
        fill_markup(fact, role.note) if role.note else NOTHING,
        whisker(role),
        role.number,
        fill_markup(fact, role.between) if role.between else NOTHING,
    )


def _stretch_rows(stretch: Stretch, wide: int) -> Markup:
    rows = join_markup(_height_row(height) for height in stretch.heights)
    return fill_markup("<tbody>%s%s</tbody>", _title_row(stretch.title, wide), rows)


def _title_row(title: str | None, wide: int) -> Markup:
    """Return a row across *wide* columns that titles the rows below it, or nothing without a *title*."""
    if not title:
        return NOTHING
    return fill_markup('<tr class="stretch"><th scope="rowgroup" colspan="%d">%s</th></tr>\n', wide, title)


def _height_row(height: TargetHeight) -> Markup:
    return fill_markup(
        '<tr><th scope="row">%s</th><td>%s</td><td class="n">%s</td><td class="n">%s</td><td>%s</td>'
        '<td class="n">%s</td></tr>\n',
        fill_markup('<a href="#%s">%s</a>', height.anchor, height.title) if height.bump else height.title,
        _band_label(height),
        height.number,
        height.between or "–",
        height.sure or "–",
        height.people or "–",
    )


def _band_label(height: TargetHeight) -> Markup:
    return fill_markup(
        '<span class="word w%s"><span aria-hidden="true">%s</span> %s</span>',
        "none" if height.step is None else height.step,
        height.symbol,
        height.word,
    )


def _bar_with_key(parts: Iterable[AnswerShare]) -> Markup:
    return fill_markup('%s<p class="spread-words">%s</p>', answer_bar(parts), join_markup(map(_key_entry, parts), " "))


def _key_entry(part: AnswerShare) -> Markup:
    shape = '<span><span class="key s%d" aria-hidden="true"></span>%s <b>%s</b></span>'
    return fill_markup(shape, part.step, part.label, part.said)


def _heading_cells(heads: Row, figures: Collection[int]) -> Markup:
    cells = ((FIGURE if at in figures else NOTHING, head) for at, head in enumerate(heads))
    return repeat_markup('<th scope="col"%s>%s</th>', cells)


def _group_rows(group: RowGroup, shown: ReportTable) -> Markup:
    return fill_markup(
        "<tbody>%s%s</tbody>", _title_row(group.title, len(shown.heads)), repeat_markup(_row_shape(shown), group.rows)
    )


def _row_shape(shown: ReportTable) -> str:
    """Return the markup of one row of *shown*, with placeholders for its cells."""
    cells = (FIGURE if at in shown.figures else NOTHING for at in range(1, len(shown.heads)))
    return '<tr><th scope="row">%s</th>' + "".join(f"<td{cell}>%s</td>" for cell in cells) + "</tr>\n"
