"""From each kind of block to HTML. The functions escape what they are given and return markup.

As macros of a template, each would take longer to compile than a whole page takes to render.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, assert_never

from markupsafe import Markup

from speedbumps.report.blocks import (
    AnswerBars,
    BandScale,
    Block,
    Box,
    Boxes,
    Card,
    Cards,
    Fields,
    Fold,
    Headline,
    HeatMap,
    HeightFigure,
    ItemList,
    Letter,
    Link,
    Masthead,
    Only,
    OptionCard,
    Panel,
    Paragraph,
    Quiet,
    Road,
    Row,
    RowGroup,
    SignedList,
    Span,
    Step,
    Steps,
    Strong,
    SubItems,
    Table,
    Text,
    VisitMap,
)
from speedbumps.report.formats.html_charts import answer_questions, draw_heat_map, meter, question_lines
from speedbumps.report.formats.html_map import draw_visits
from speedbumps.report.formats.html_road import draw_figure, draw_road, sign
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup, repeat_markup

LISTS = {"bullets": "<ul>\n%s</ul>\n", "numbers": "<ol>\n%s</ol>\n"}
"""The markup of a list, by its style."""

PANELS = {
    "head": ("div", "head"),
    "columns": ("div", "two"),
    "halves": ("div", "two even"),
    "column": ("div", ""),
    "letters": ("div", "letters"),
    "option": ("article", "option"),
}
"""The element and the class of a panel, by its style."""

LAYOUTS = {"row": "boxes", "first_wide": "boxes first-wide", "two_rows": "boxes two-rows"}
"""The class of boxes, by their layout."""

NUMBER = Markup(' class="num"')

WIDE_TABLE = 5
"""The columns from which a table becomes a list of blocks on a phone."""

NUMBER = Markup(' class="num"')
"""The attribute of a cell that holds a figure."""


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
            return fill_markup(
                LISTS[block.style], repeat_markup("<li>%s</li>\n", ((_item(each),) for each in block.items))
            )
        case Table():
            return _table(block)
        case OptionCard():
            return _option_card(block)
        case Only():
            return blocks_markup(block.blocks) if block.edition == "page" else NOTHING
        case Panel():
            return _panel(block)
        case Fold():
            return _fold(block)
        case HeightFigure():
            return draw_figure(block)
        case AnswerBars():
            return answer_questions(block.questions) if block.style == "bars" else question_lines(block.questions)
        case Fields():
            return _fields(block)
        case Boxes():
            return fill_markup(
                '<div class="%s">\n%s</div>\n', LAYOUTS[block.layout], join_markup(map(_box, block.boxes))
            )
        case VisitMap():
            items = repeat_markup("<li>%s</li>\n", ((_inline(each),) for each in block.items))
            legend = fill_markup("%s", _inline(block.legend))
            return fill_markup('%s<ul class="sees">\n%s</ul>\n', draw_visits(block, legend), items)
        case Masthead():
            return _masthead(block)
        case Road():
            return draw_road(block)
        case BandScale():
            bands = ((band.step, band.between, band.title) for band in block.bands)
            return fill_markup('<ol class="scale">%s</ol>\n', repeat_markup('<li class="f%d"><b>%s</b> %s</li>', bands))
        case HeatMap():
            return draw_heat_map(block)
        case Cards():
            return fill_markup('<ul class="trio">\n%s</ul>\n', join_markup(map(_card, block.cards)))
        case SignedList():
            return _signed_list(block)
        case Letter():
            return _letter(block)
        case Steps():
            return fill_markup('<ol class="steps">\n%s</ol>\n', join_markup(map(_step, block.steps)))
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
        case Link():
            return fill_markup('<a href="#%s">%s</a>', span.anchor, span.text)
        case _:
            assert_never(span)


def _headline(block: Headline) -> Markup:
    return fill_markup(
        "<h%d%s>%s%s%s</h%d>\n",
        block.level,
        fill_markup(' id="%s"', block.anchor) if block.anchor else NOTHING,
        NOTHING if block.number is None else fill_markup("%s ", sign(block.number)),
        block.text,
        fill_markup(' <span class="hint">%s</span>', block.hint) if block.hint else NOTHING,
        block.level,
    )


def _item(item: Text | SubItems) -> str:
    if isinstance(item, SubItems):
        listed = repeat_markup("<li>%s</li>\n", ((each,) for each in item.items))
        return fill_markup("%s<ul>%s</ul>", _inline(item.text), listed)
    return _inline(item)


def _fields(block: Fields) -> Markup:
    return fill_markup("<dl>\n%s</dl>\n", _field_rows(block.pairs))


def _field_rows(pairs: Iterable[tuple[str, Text]]) -> Markup:
    return repeat_markup("<div><dt>%s</dt><dd>%s</dd></div>\n", ((name, _inline(text)) for name, text in pairs))


def _box(box: Box) -> Markup:
    hint = fill_markup(" <small>%s</small>", box.hint) if box.hint else NOTHING
    return fill_markup('<div class="box"><b>%s</b>%s</div>\n', box.title, hint)


def _masthead(block: Masthead) -> Markup:
    return fill_markup(
        '<p class="kicker">%s</p>\n<div class="title"><h1 id="title">%s</h1><p class="stamp">%s</p></div>\n'
        '<p class="lead">%s</p>\n',
        block.kicker,
        block.title,
        block.stamp,
        _inline(block.lead),
    )


def _panel(block: Panel) -> Markup:
    element, name = PANELS[block.style]
    return fill_markup(
        "<%s%s>\n%s</%s>\n",
        element,
        fill_markup(' class="%s"', name) if name else NOTHING,
        blocks_markup(block.blocks),
        element,
    )


def _fold(block: Fold) -> Markup:
    return fill_markup(
        "<details><summary>%s%s</summary>\n<div>\n%s</div></details>\n",
        block.title,
        fill_markup(' <span class="quiet">%s</span>', block.hint) if block.hint else NOTHING,
        blocks_markup(block.blocks),
    )


def _card(card: Card) -> Markup:
    lines = repeat_markup("<p>%s</p>", ((_inline(line),) for line in card.lines))
    return fill_markup("<li><b>%s</b>%s</li>\n", card.title, lines)


def _signed_list(block: SignedList) -> Markup:
    items = (
        (sign(number), _inline(item.title), _inline(item.text)) for number, item in enumerate(block.items, start=1)
    )
    return fill_markup(
        '<ol class="first">\n%s</ol>\n',
        repeat_markup("<li>%s<div><p><strong>%s</strong></p><p>%s</p></div></li>\n", items),
    )


def _letter(block: Letter) -> Markup:
    return fill_markup(
        '<article class="letter%s"><h3>%s</h3>\n%s</article>\n',
        " wide" if block.wide else "",
        block.to,
        blocks_markup(block.blocks),
    )


def _step(step: Step) -> Markup:
    return fill_markup(
        '<li><p class="min">%s <small>%s</small></p><p>%s</p></li>\n', step.minutes, step.unit, _inline(step.text)
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
        '<details><summary>%s <span class="quiet">%s</span></summary>\n<dl>\n%s',
        title,
        " · ".join(tags),
        _field_rows(before),
    )
    return begin, fill_markup("%s</dl></details>\n", _field_rows(after))


def _table(shown: Table) -> Markup:
    """Return *shown* as a table; if it is wide, or its cells are long, its rows become blocks on a phone."""
    shapes = CARDS if shown.long or len(shown.heads) >= WIDE_TABLE else PLAIN
    heads = repeat_markup(
        shapes.head, ((NUMBER if at in shown.figures else NOTHING, head) for at, head in enumerate(shown.heads))
    )
    groups = join_markup(_group_rows(group, shown, shapes) for group in shown.groups)
    foot = fill_markup("<tfoot>%s</tfoot>", _row(shown.foot, shown, shapes)) if shown.foot else NOTHING
    table = fill_markup(shapes.table, shown.name, shown.caption, heads, groups, foot)
    return fill_markup('<div class="dense">\n%s</div>\n', table) if shown.dense else table


class TableShapes(NamedTuple):
    """The markup of a table, of its parts and of its cells."""

    table: str
    head: str
    body: str
    group: str
    row: str
    cell: str


PLAIN = TableShapes(
    '<table id="%s"><caption>%s</caption><thead><tr>%s</tr></thead>\n%s%s</table>\n',
    '<th scope="col"%s>%s</th>',
    "<tbody>%s%s</tbody>\n",
    '<tr class="group"><th scope="rowgroup" colspan="%d">%s</th></tr>\n',
    '<tr><th scope="row">%s</th>%s</tr>\n',
    "<td%s>%s%s</td>",
)

CARDS = TableShapes(
    '<table class="cards" id="%s" role="table"><caption>%s</caption><thead role="rowgroup"><tr role="row">%s</tr>'
    "</thead>\n%s%s</table>\n",
    '<th scope="col" role="columnheader"%s>%s</th>',
    '<tbody role="rowgroup">%s%s</tbody>\n',
    '<tr class="group" role="row"><th scope="rowgroup" role="rowheader" colspan="%d">%s</th></tr>\n',
    '<tr role="row"><th scope="row" role="rowheader">%s</th>%s</tr>\n',
    '<td role="cell"%s data-h="%s">%s%s</td>',
)
"""Roles are given, since a table that is shown as blocks loses its meaning for screen readers."""


def _group_rows(group: RowGroup, shown: Table, shapes: TableShapes) -> Markup:
    title = fill_markup(shapes.group, len(shown.heads), group.title) if group.title else NOTHING
    return fill_markup(shapes.body, title, join_markup(_row(row, shown, shapes) for row in group.rows))


def _row(row: Row, shown: Table, shapes: TableShapes) -> Markup:
    cells = []
    for at, (cell, head) in enumerate(zip(row[1:], shown.heads[1:], strict=True), start=1):
        kind = NUMBER if at in shown.figures else NOTHING
        bar = meter(cell) if at == shown.bars else NOTHING
        said = fill_markup("<b>%s</b>", cell) if at in shown.strong else cell
        named = (head,) if shapes is CARDS else ()
        cells.append(fill_markup(shapes.cell, kind, *named, bar, said))
    return fill_markup(shapes.row, row[0], join_markup(cells))
