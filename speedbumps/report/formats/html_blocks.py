"""From each kind of block to HTML. The functions escape what they are given and return markup.

As macros of a template, each would take longer to compile than a whole page takes to render.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import assert_never

from markupsafe import Markup

from speedbumps.report.blocks import (
    AnswerBars,
    AnswerShare,
    Block,
    Boxes,
    Emphasis,
    Fields,
    Fold,
    Headline,
    Height,
    HeightFigure,
    HeightLine,
    HeightList,
    HeightTable,
    ItemList,
    Link,
    Masthead,
    Only,
    OptionCard,
    Panel,
    Paragraph,
    QuestionAnswers,
    Quiet,
    Road,
    RoleHeight,
    RoleTable,
    Row,
    RowGroup,
    Span,
    Stretch,
    Strong,
    SubItems,
    Table,
    Text,
)
from speedbumps.report.formats.html_charts import answer_bar, whisker
from speedbumps.report.formats.html_road import draw_road
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup, repeat_markup

FIGURE = Markup(' class="n"')

FIGURES = {2, 3, 5}
"""The indices of the columns of the road table that hold figures."""

LINE = Markup('<span class="line" aria-hidden="true"></span>')
"""A line to write on."""

LISTS = {
    "bullets": ("<ul>\n%s</ul>\n", "<li>%s</li>\n"),
    "numbers": ("<ol>\n%s</ol>\n", "<li>%s</li>\n"),
    "lines": ("%s", "<p>%s</p>\n"),
    "again": ("%s", '<p class="again">%s</p>\n'),
    "names": ('<ul class="names">\n%s</ul>\n', "<li>%s</li>\n"),
}
"""The markup of a list and of its items, by the list's style."""

PANELS = {
    "head": "div",
    "header": "header",
    "has": "section",
    "picture": "section",
    "columns": "div",
    "column": "section",
    "foot": "div",
    "cards": "div",
    "card": "article",
    "bump": "article",
    "priority": "article",
}
"""The element of a panel, by the panel's style, which is also its class."""

FOLDS = {"hidden": Markup(' class="deep"'), "open": Markup(' class="option"'), "closed": NOTHING}
"""The class of a fold, by what is printed of it."""

PLAIN = {"header", "column"}
"""The styles of panels that have no class."""


def blocks_markup(blocks: Iterable[Block]) -> Markup:
    """Return *blocks* as HTML, one after another."""
    return join_markup(map(_block_markup, blocks))


def _block_markup(block: Block) -> Markup:  # noqa: PLR0912 - a case for each kind
    match block:
        case Paragraph():
            return _paragraph(block)
        case Headline():
            return _headline(block)
        case ItemList():
            return _item_list(block)
        case Table():
            return _scroll_table(block)
        case OptionCard():
            return _option_card(block)
        case Only():
            return blocks_markup(block.blocks) if block.edition == "page" else NOTHING
        case Panel():
            return _panel(block)
        case Fold():
            return _fold(block)
        case HeightFigure():
            return _height_figure(block.height)
        case AnswerBars():
            return fill_markup(
                '<ul class="questions">\n%s</ul>\n', join_markup(_question_item(each) for each in block.questions)
            )
        case Fields():
            return fill_markup("%s\n", _fields(block.pairs))
        case RoleTable():
            return _role_table(block)
        case Boxes():
            return _boxes(block)
        case HeightList():
            return fill_markup('<ul class="clear">\n%s</ul>\n', join_markup(map(_height_item, block.lines)))
        case Masthead():
            return _masthead(block)
        case Road():
            return fill_markup("%s\n", draw_road(block))
        case HeightTable():
            return _height_table(block)
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> Markup:
    if block.style == "plain":
        return fill_markup("<p>%s</p>\n", _inline(block.text))
    return fill_markup('<p class="%s">%s</p>\n', block.style, _inline(block.text))


def _inline(text: Text) -> str:
    """Return *text* with its spans as markup; a plain text is returned as it is, and still has to be escaped."""
    if isinstance(text, str):
        return text
    if isinstance(text, Span):
        return _span(text)
    return join_markup(fill_markup("%s", part) if isinstance(part, str) else _span(part) for part in text)


def _span(span: Span) -> Markup:
    match span:
        case Strong():
            return fill_markup("<strong>%s</strong>", span.text)
        case Quiet():
            return fill_markup('<span class="quiet">%s</span>', span.text)
        case Emphasis():
            return fill_markup("<em>%s</em>", span.text)
        case Link():
            return fill_markup('<a href="#%s">%s</a>', span.anchor, span.text)
        case _:
            assert_never(span)


def _headline(block: Headline) -> Markup:
    return fill_markup(
        "<h%d%s>%s%s%s</h%d>\n",
        block.level,
        fill_markup(' id="%s"', block.anchor) if block.anchor else NOTHING,
        NOTHING if block.number is None else fill_markup('<span class="count">%d</span> ', block.number),
        block.text,
        fill_markup(' <span class="road-line">%s</span>', block.hint) if block.hint else NOTHING,
        block.level,
    )


def _item_list(block: ItemList) -> Markup:
    whole, item = LISTS[block.style]
    return fill_markup(whole, repeat_markup(item, ((_item(each),) for each in block.items)))


def _item(item: Text | SubItems) -> str:
    if isinstance(item, SubItems):
        listed = repeat_markup("<li>%s</li>\n", ((each,) for each in item.items))
        return fill_markup("%s<ul>%s</ul>", _inline(item.text), listed)
    return _inline(item)


def _fields(pairs: Iterable[tuple[str, str]]) -> Markup:
    return fill_markup("<dl>%s</dl>", _field_rows(pairs))


def _field_rows(pairs: Iterable[tuple[str, str]]) -> Markup:
    return repeat_markup("<div><dt>%s</dt><dd>%s</dd></div>\n", pairs)


def _height_item(line: HeightLine) -> Markup:
    return fill_markup(
        '<li><strong>%s</strong> <span class="quiet">%s</span>%s</li>\n',
        line.title,
        line.line,
        fill_markup("<br>%s", line.note) if line.note else NOTHING,
    )


def _boxes(block: Boxes) -> Markup:
    if block.title is None:
        prompts = repeat_markup("<p><span>%s</span>%s</p>\n", ((prompt, LINE) for prompt in block.prompts))
        return fill_markup('<div class="fill">\n%s</div>\n', prompts)
    prompts = repeat_markup("<li>%s%s</li>\n", ((prompt, LINE) for prompt in block.prompts))
    return fill_markup("<h4>%s</h4>\n<ul>\n%s</ul>\n", block.title, prompts)


def _masthead(block: Masthead) -> Markup:
    return fill_markup(
        '<p class="kicker">%s</p>\n<h1 id="title">%s</h1>\n<p class="meta">%s<span class="stamp">%s</span></p>\n',
        block.kicker,
        block.title,
        repeat_markup("<span>%s</span>", ((fact,) for fact in block.facts)),
        block.stamp,
    )


def _panel(block: Panel) -> Markup:
    element = PANELS[block.style]
    return fill_markup(
        "<%s%s%s>\n%s</%s>\n",
        element,
        NOTHING if block.style in PLAIN else fill_markup(' class="%s"', block.style),
        fill_markup(' aria-labelledby="%s"', block.label) if block.label else NOTHING,
        blocks_markup(block.blocks),
        element,
    )


def _fold(block: Fold) -> Markup:
    return fill_markup(
        "<details%s><summary>%s%s</summary>\n%s</details>\n",
        FOLDS[block.on_paper],
        fill_markup('<span class="option-title">%s</span>', block.title) if block.on_paper == "open" else block.title,
        fill_markup(' <span class="quiet">%s</span>', block.hint) if block.hint else NOTHING,
        blocks_markup(block.blocks),
    )


def _option_card(card: OptionCard) -> Markup:
    """Return *card* as a folded element."""
    begin, end = option_card_around_hours(card.title, card.tags, card.before, card.after)
    return fill_markup("%s%s%s", begin, _field_rows((card.hours,)), end)


@lru_cache(maxsize=1024)
def option_card_around_hours(
    title: str, tags: tuple[str, ...], before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...]
) -> tuple[Markup, Markup]:
    """Return a card up to its hours, and what follows them; cached, since it is the same in other schools' reports."""
    begin = fill_markup(
        '<details class="option"><summary><span class="option-title">%s</span> <span class="tags">%s</span></summary>'
        "<dl>%s",
        title,
        " · ".join(tags),
        _field_rows(before),
    )
    return begin, fill_markup("%s</dl></details>\n", _field_rows(after))


def _question_item(question: QuestionAnswers) -> Markup:
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


def _scroll_table(shown: Table) -> Markup:
    """Return *shown* as a table that scrolls by itself if the page is narrow."""
    return fill_markup(
        '<div class="scroll" role="region" aria-labelledby="%s" tabindex="0"><table><caption id="%s">%s</caption>'
        "<thead><tr>%s</tr></thead>\n%s%s</table></div>\n",
        shown.name,
        shown.name,
        shown.caption,
        _heading_cells(shown.heads, shown.figures),
        join_markup(_group_rows(group, shown) for group in shown.groups),
        fill_markup("<tfoot>%s</tfoot>", fill_markup(_row_shape(shown), *shown.foot)) if shown.foot else NOTHING,
    )


def _height_figure(height: Height) -> Markup:
    """Return *height* as a paragraph: the word, then the number, then the interval."""
    return fill_markup(
        '<p class="height">%s%s%s</p>\n',
        _band_label(height),
        fill_markup(' <span class="number">%s</span>', height.number) if height.severity is not None else NOTHING,
        fill_markup(' <span class="between">%s</span>', height.between) if height.between else NOTHING,
    )


def _height_table(shown: HeightTable) -> Markup:
    return fill_markup(
        '<div class="scroll" role="region" aria-labelledby="table-road" tabindex="0"><table class="heights">'
        '<caption id="table-road">%s</caption><thead><tr>%s</tr></thead>\n%s</table></div>\n',
        shown.caption,
        _heading_cells(shown.heads, FIGURES),
        join_markup(_stretch_rows(stretch, len(shown.heads)) for stretch in shown.stretches),
    )


def _role_table(shown: RoleTable) -> Markup:
    return fill_markup(
        '<table class="roles"><caption>%s</caption><thead><tr><th scope="col">%s</th><th scope="col">%s</th>'
        '<th scope="col" class="n">%s</th></tr></thead><tbody>%s</tbody></table>\n',
        shown.caption,
        *shown.heads,
        join_markup(_role_row(role) for role in shown.roles),
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


def _height_row(height: Height) -> Markup:
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


def _band_label(height: Height) -> Markup:
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


def _group_rows(group: RowGroup, shown: Table) -> Markup:
    return fill_markup(
        "<tbody>%s%s</tbody>", _title_row(group.title, len(shown.heads)), repeat_markup(_row_shape(shown), group.rows)
    )


def _row_shape(shown: Table) -> str:
    """Return the markup of one row of *shown*, with placeholders for its cells."""
    cells = (FIGURE if at in shown.figures else NOTHING for at in range(1, len(shown.heads)))
    return '<tr><th scope="row">%s</th>' + "".join(f"<td{cell}>%s</td>" for cell in cells) + "</tr>\n"
