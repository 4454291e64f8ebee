"""From each kind of block to HTML. The functions escape what they are given and return markup.

As macros of a template, each would take longer to compile than a whole page takes to render.
End tags that the HTML standard makes optional are left out, and so are quotes around fixed attributes: pages are a
seventh smaller.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import assert_never

from markupsafe import Markup

from speedbumps.report.blocks import (
    AnswerBars,
    BandScale,
    BlankForm,
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
    form_as_text,
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

WIDE_TABLE = 5
"""The columns from which a table becomes a list of blocks on a phone."""

STYLED = 6
"""The columns of a table for which the style sheet has rules; cells of later ones have attributes of their own."""

QUOTED = str.maketrans({"\\": r"\5c ", "'": r"\27 ", "\n": r"\a "})
"""What a string of a style sheet cannot hold as it is."""


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
            return fill_markup(LISTS[block.style], repeat_markup("<li>%s\n", ((_item(each),) for each in block.items)))
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
            return answer_questions(block.questions) if block.style == "bars" else question_lines(block)
        case Fields():
            return _fields(block)
        case Boxes():
            return fill_markup(
                '<div class="%s">\n%s</div>\n', LAYOUTS[block.layout], join_markup(map(_box, block.boxes))
            )
        case BlankForm():
            return blocks_markup(form_as_text(block))
        case VisitMap():
            items = repeat_markup("<li>%s\n", ((_inline(each),) for each in block.items))
            legend = fill_markup("%s", _inline(block.legend))
            return fill_markup("%s<ul class=sees>\n%s</ul>\n", draw_visits(block, legend), items)
        case Masthead():
            return _masthead(block)
        case Road():
            return draw_road(block)
        case BandScale():
            bands = ((band.step, band.between, band.title) for band in block.bands)
            return fill_markup("<ol class=scale>%s</ol>\n", repeat_markup("<li class=f%d><b>%s</b> %s", bands))
        case HeatMap():
            return draw_heat_map(block)
        case Cards():
            return fill_markup("<ul class=trio>\n%s</ul>\n", join_markup(map(_card, block.cards)))
        case SignedList():
            return _signed_list(block)
        case Letter():
            return _letter(block)
        case Steps():
            return fill_markup("<ol class=steps>\n%s</ol>\n", join_markup(map(_step, block.steps)))
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> Markup:
    if block.style == "plain":
        return fill_markup("<p>%s\n", _inline(block.text))
    return fill_markup("<p class=%s>%s\n", block.style, _inline(block.text))


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
            return fill_markup("<b>%s</b>", span.text)
        case Quiet(language=str(language)):
            return fill_markup('<span class=quiet lang="%s">%s</span>', language, span.text)
        case Quiet():
            return fill_markup("<span class=quiet>%s</span>", span.text)
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
        fill_markup(" <small>%s</small>", block.hint) if block.hint else NOTHING,
        block.level,
    )


def _item(item: Text | SubItems) -> str:
    if isinstance(item, SubItems):
        listed = repeat_markup("<li>%s\n", ((each,) for each in item.items))
        return fill_markup("%s<ul>%s</ul>", _inline(item.text), listed)
    return _inline(item)


def _fields(block: Fields) -> Markup:
    return fill_markup("<dl>\n%s</dl>\n", _field_rows(block.pairs))


def _field_rows(pairs: Iterable[tuple[str, Text]]) -> Markup:
    return repeat_markup("<dt>%s<dd>%s\n", ((name, _inline(text)) for name, text in pairs))


def _box(box: Box) -> Markup:
    hint = fill_markup(" <small>%s</small>", box.hint) if box.hint else NOTHING
    return fill_markup("<div><b>%s</b>%s</div>\n", box.title, hint)


def _masthead(block: Masthead) -> Markup:
    return fill_markup(
        "<p class=kicker>%s\n<div class=title><h1 id=title>%s</h1><p class=stamp>%s</div>\n<p class=lead>%s\n",
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
        fill_markup(" <span class=quiet>%s</span>", block.hint) if block.hint else NOTHING,
        blocks_markup(block.blocks),
    )


def _card(card: Card) -> Markup:
    lines = repeat_markup("<p>%s", ((_inline(line),) for line in card.lines))
    return fill_markup("<li><b>%s</b>%s\n", card.title, lines)


def _signed_list(block: SignedList) -> Markup:
    items = (
        (sign(number), _inline(item.title), _inline(item.text)) for number, item in enumerate(block.items, start=1)
    )
    return fill_markup(
        "<ol class=first>\n%s</ol>\n",
        repeat_markup("<li>%s<div><p><b>%s</b><p>%s</div>\n", items),
    )


def _letter(block: Letter) -> Markup:
    return fill_markup(
        '<article class="letter%s"><h3>%s</h3>\n%s</article>\n',
        " wide" if block.wide else "",
        block.to,
        blocks_markup(block.blocks),
    )


def _step(step: Step) -> Markup:
    return fill_markup("<li><p class=min>%s <small>%s</small><p>%s\n", step.minutes, step.unit, _inline(step.text))


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
        "<details><summary>%s <span class=quiet>%s</span></summary>\n<dl>\n%s",
        title,
        " · ".join(tags),
        _field_rows(before),
    )
    return begin, fill_markup("%s</dl></details>\n", _field_rows(after))


def _table(shown: Table) -> Markup:
    """Return *shown* as a table; if it is wide, or its cells are long, its rows become blocks on a phone.

    Browsers since Safari 17 and Chromium 80 tell screen readers that it is a table there too, without roles.
    """
    cards = shown.long or len(shown.heads) >= WIDE_TABLE
    classes = [*(["cards"] if cards else []), *(f"num{at + 1}" for at in sorted(shown.figures) if at < STYLED)]
    table = fill_markup(
        '<table%s id="%s"%s><caption>%s</caption><thead><tr>%s\n%s%s</table>\n',
        fill_markup(' class="%s"', " ".join(classes)) if classes else NOTHING,
        shown.name,
        _column_labels(shown) if cards else NOTHING,
        shown.caption,
        repeat_markup("<th scope=col%s>%s", ((_column_kind(at, shown), head) for at, head in enumerate(shown.heads))),
        join_markup(_group_rows(group, shown, cards=cards) for group in shown.groups),
        fill_markup("<tfoot>%s", _row(shown.foot, shown, cards=cards)) if shown.foot else NOTHING,
    )
    return fill_markup("<div class=dense>\n%s</div>\n", table) if shown.dense else table


def _column_labels(shown: Table) -> Markup:
    """Return the heads of *shown* as properties, from which the style sheet labels the cells of blocks on a phone."""
    labels = enumerate(shown.heads[1:STYLED], start=2)
    return fill_markup(' style="%s"', join_markup((_label(f"label{at}", head) for at, head in labels), ";"))


def _label(name: str, head: str) -> Markup:
    """Return a property called *name* of a style sheet with *head* as a string."""
    return fill_markup("--%s:'%s'", name, head.translate(QUOTED))


def _column_kind(at: int, shown: Table) -> Markup:
    """Return the class of the cells in the column *at* that hold figures, if the style sheet has no rule for it."""
    return Markup(" class=num") if at >= STYLED and at in shown.figures else NOTHING


def _group_rows(group: RowGroup, shown: Table, *, cards: bool) -> Markup:
    shape = "<tr class=group><th scope=rowgroup colspan=%d>%s\n"
    title = fill_markup(shape, len(shown.heads), group.title) if group.title else NOTHING
    return fill_markup("<tbody>%s%s", title, join_markup(_row(row, shown, cards=cards) for row in group.rows))


def _row(row: Row, shown: Table, *, cards: bool) -> Markup:
    cells = []
    for at, cell in enumerate(row[1:], start=1):
        label = fill_markup(' style="%s"', _label("label", shown.heads[at])) if cards and at >= STYLED else NOTHING
        bar = meter(cell) if at == shown.bars else NOTHING
        said = fill_markup("<b>%s</b>", cell) if at in shown.strong else cell
        cells.append(fill_markup("<td%s%s>%s%s", _column_kind(at, shown), label, bar, said))
    return fill_markup("<tr><th scope=row>%s%s\n", row[0], join_markup(cells))
