"""From a document to Markdown that also reads well as plain text."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import assert_never

from speedbumps.report.blocks import (
    AnswerBars,
    BandScale,
    BlankForm,
    Block,
    Boxes,
    Cards,
    Document,
    Fields,
    Fold,
    Headline,
    HeatCell,
    HeatMap,
    HeatRow,
    Height,
    HeightFigure,
    ItemList,
    Letter,
    Link,
    Masthead,
    Only,
    OptionCard,
    Panel,
    Paragraph,
    QuestionAnswers,
    Quiet,
    Road,
    Section,
    SignedList,
    Span,
    Steps,
    Strong,
    SubItems,
    Table,
    Text,
    VisitMap,
    form_as_text,
    plain_text,
    text_edition,
)
from speedbumps.text import strip_controls

MARKS = re.compile(r"[\\`*_{}\[\]#|~$]")
SPECIAL = re.compile(r"[\\`*_{}\[\]#|~$&<>]")
SPACES = re.compile(r"\s+")
STARTS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")

BAR = "▇"
"""The character that draws a bar."""

LONGEST = 10
"""The characters of the longest bar."""

PARAGRAPHS = {"note": "> %s", "kicker": "*%s*"}
"""The shape of a paragraph, by its style."""

LISTS = (ItemList, Fields, OptionCard, Boxes, VisitMap)
"""The kinds of blocks that are lists: no empty line stands between two of them."""


class SafeMarkdown(str):
    """Text that is Markdown already and is not escaped again, as Markup is for HTML."""

    __slots__ = ()


EMPTY = SafeMarkdown("")

RULE = SafeMarkdown("---")

TO_WRITE = SafeMarkdown(r"\_\_\_\_\_\_\_\_")
"""Room to write on."""


def render(document: Document) -> str:
    """Return *document* as Markdown."""
    parts = (
        blocks_markdown(document.front.blocks),
        *((RULE,) if document.sections else ()),
        *(part for section in document.sections for part in _section(section)),
    )
    return tidy_markdown("\n\n".join(parts))


def tidy_markdown(text: str) -> str:
    """Return *text* with one empty line between paragraphs and without control characters."""
    return strip_controls(re.sub(r"\n{3,}", "\n\n", text)).strip() + "\n"


def _section(section: Section) -> tuple[SafeMarkdown, ...]:
    blocks = blocks_markdown(section.blocks)
    return (blocks,) if section.heading is not None else (fill_markdown("## %s", section.title), blocks)


def blocks_markdown(blocks: Iterable[Block]) -> SafeMarkdown:
    """Return *blocks* as Markdown, with empty lines between those that are not items of one list."""
    parts: list[str] = []
    after_list = False
    for block in text_edition(blocks):
        is_list = isinstance(block, LISTS)
        if parts:
            parts.append("\n" if is_list and after_list else "\n\n")
        parts.append(_block_markdown(block))
        after_list = is_list
    return SafeMarkdown("".join(parts))


def _block_markdown(block: Block) -> SafeMarkdown:  # noqa: PLR0912 - a case for each kind
    match block:
        case Paragraph():
            return _paragraph(block)
        case Headline():
            return _headline(block)
        case ItemList():
            return _item_list(block)
        case Table():
            return fill_markdown("**%s**\n\n%s", block.caption, pipe_table(block))
        case OptionCard():
            return _option_item(block)
        case HeightFigure():
            return _figure(block)
        case AnswerBars(style="bars"):
            return join_markdown(map(_answers_item, block.questions), "\n\n")
        case AnswerBars():
            return join_markdown(map(_answers_line, block.questions), "\n")
        case Fields():
            pairs = (fill_markdown("- **%s:** %s", name, _inline(text)) for name, text in block.pairs)
            return join_markdown(pairs, "\n")
        case Boxes():
            return join_markdown((fill_markdown("- %s: %s", box.title, TO_WRITE) for box in block.boxes), "\n")
        case BlankForm():
            return blocks_markdown(form_as_text(block))
        case VisitMap():
            return join_markdown((fill_markdown("- %s", _inline(each)) for each in block.items), "\n")
        case Masthead():
            shape = "# %s\n\n%s\n\n*%s*\n\n%s"
            return fill_markdown(shape, block.title, block.kicker, block.stamp, _inline(block.lead))
        case Road():
            return _road_list(block)
        case BandScale():
            return join_markdown((fill_markdown("%s %s", band.between, band.title) for band in block.bands), " · ")
        case HeatMap():
            return _heat_map(block)
        case Cards():
            cards = (
                fill_markdown("- **%s:** %s", card.title, join_markdown(map(_line, card.lines), " "))
                for card in block.cards
            )
            return join_markdown(cards, "\n")
        case SignedList():
            items = (
                fill_markdown("%s. **%s** %s", str(n), plain_text(item.title), _inline(item.text))
                for n, item in enumerate(block.items, start=1)
            )
            return join_markdown(items, "\n")
        case Letter():
            return fill_markdown("### %s\n\n%s", block.to, blocks_markdown(block.blocks))
        case Steps():
            steps = (
                fill_markdown("%s. %s (%s %s)", str(n), _inline(each.text), each.minutes, each.unit)
                for n, each in enumerate(block.steps, start=1)
            )
            return join_markdown(steps, "\n")
        case Panel() | Only() | Fold():
            return blocks_markdown((block,))
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> SafeMarkdown:
    return EMPTY if block.style == "sent" else fill_markdown(PARAGRAPHS.get(block.style, "%s"), _inline(block.text))


def _line(text: Text) -> SafeMarkdown:
    return fill_markdown("%s", _inline(text))


def _figure(block: HeightFigure) -> SafeMarkdown:
    height = block.height
    first = fill_markdown(
        "**%s** %s. **%s**%s",
        height.number,
        " ".join(part for part in (height.margin, block.out_of) if part),
        height.label,
        fill_markdown(": %s", height.means) if height.means else EMPTY,
    )
    roles = join_markdown((fill_markdown("%s **%s**", *role) for role in block.roles), " · ")
    return join_markdown((first, roles), "\n\n") if block.roles else first


def _road_list(road: Road) -> SafeMarkdown:
    """Return *road* as a list with a bar for each height, below the title of each stretch."""
    parts: list[SafeMarkdown] = []
    for stretch in road.stretches:
        items = join_markdown(map(_height_item, stretch.heights), "\n")
        parts.append(fill_markdown("**%s**\n\n%s", stretch.title, items) if stretch.title else items)
    return join_markdown(parts, "\n\n")


def _height_item(height: Height) -> SafeMarkdown:
    if height.severity is None:
        return fill_markdown("- %s: %s", height.title, height.label)
    bar = SafeMarkdown(BAR * max(1, round(height.severity * LONGEST / 100)))
    sign = fill_markdown(" (%s)", str(height.sign)) if height.sign else EMPTY
    margin = fill_markdown(" %s", height.margin) if height.margin else EMPTY
    between = SafeMarkdown("," if height.outlines else "")
    was = fill_markdown(", %s", height.was) if height.was else EMPTY
    shape = "- %s **%s**%s%s %s: %s%s%s"
    return fill_markdown(shape, bar, height.number, margin, between, height.label, height.title, sign, was)


def _heat_map(block: HeatMap) -> SafeMarkdown:
    heads = [escape_markdown(head) for head in block.heads]
    lines = [_pipe_row(heads), _pipe_row(["---", *["--:"] * (len(heads) - 1)])]
    for group in block.groups:
        lines.append(_heat_row(group.whole, block.mark, "**%s**"))
        lines += (_heat_row(row, block.mark, "%s") for row in group.parts)
    return SafeMarkdown("\n".join(lines) + "\n\n" + _line(block.key))


def _heat_row(row: HeatRow, mark: str, shape: str) -> str:
    height = row.height
    sign = fill_markdown(" (%s)", str(height.sign)) if height.sign else EMPTY
    note = fill_markdown(" %s %s", mark, row.note) if row.note else EMPTY
    number = f"{height.number} {height.margin or ''}".strip() if height.severity is not None else height.label
    name = fill_markdown(f"{shape}%s%s", height.title, sign, note)
    return _pipe_row([name, escape_markdown(number), *(_heat_cell(cell, mark) for cell in row.cells)])


def _heat_cell(cell: HeatCell, mark: str) -> str:
    text = escape_markdown(f"{cell.text} {mark}" if cell.apart else cell.text)
    return f"**{text}**" if cell.step is not None and cell.step > 1 else text


def _inline(text: Text) -> str:
    """Return *text* with its spans as Markdown; a plain text is returned as it is, and still has to be escaped."""
    if isinstance(text, str):
        return text
    if isinstance(text, Span):
        return _span(text)
    return join_markdown(fill_markdown("%s", part) if isinstance(part, str) else _span(part) for part in text)


def _span(span: Span) -> SafeMarkdown:
    match span:
        case Strong():
            return fill_markdown("**%s**", span.text)
        case Quiet() | Link():
            # Links are left out: the words read as well in plain text without them.
            return fill_markdown("%s", span.text)
        case _:
            assert_never(span)


def _headline(block: Headline) -> SafeMarkdown:
    marks = SafeMarkdown("#" * block.level)
    number = EMPTY if block.number is None else fill_markdown("%s\\. ", str(block.number))
    hint = fill_markdown(" (%s)", block.hint) if block.hint else EMPTY
    return fill_markdown("%s %s%s%s", marks, number, block.text, hint)


def _item_list(block: ItemList) -> SafeMarkdown:
    if block.style == "numbers":
        numbered = enumerate(block.items, start=1)
        return join_markdown((fill_markdown("%s. %s", str(n), _item(item)) for n, item in numbered), "\n")
    return join_markdown((fill_markdown("- %s", _item(item)) for item in block.items), "\n")


def _item(item: Text | SubItems) -> str:
    if isinstance(item, SubItems):
        lines = (fill_markdown("\n  - %s", each) for each in item.items)
        return join_markdown((fill_markdown("%s", _inline(item.text)), *lines))
    return _inline(item)


def _answers_item(question: QuestionAnswers) -> SafeMarkdown:
    """Return *question* with a bar for each answer."""
    summary = fill_markdown(" %s", _inline(question.summary)) if question.summary else EMPTY
    rows = (
        fill_markdown("- %s %s %s", row.label, SafeMarkdown(BAR * round(row.share * LONGEST)), row.said)
        for row in question.rows
    )
    notes = (fill_markdown("- %s", line) for line in (question.instead, question.besides) if line)
    return join_markdown((fill_markdown("**%s**%s\n", question.text, summary), *rows, *notes), "\n")


def _answers_line(question: QuestionAnswers) -> SafeMarkdown:
    """Return *question* with its number and its answers in two lines."""
    number = fill_markdown(" **%s**", question.number) if question.number else EMPTY
    shares = " · ".join(f"{row.label} {row.said}" for row in question.rows)
    lines = (fill_markdown("  %s", line) for line in (shares, *question.remarks) if line)
    return join_markdown((fill_markdown("- %s%s", question.text, number), *lines), "\n")


def _option_item(card: OptionCard) -> SafeMarkdown:
    """Return *card* as a list item with its facts below it."""
    head = fill_markdown("- **%s** (%s)", card.title, " · ".join(card.tags))
    facts = (option_facts(card.before), fill_markdown("  - %s: %s", *card.hours), option_facts(card.after))
    return join_markdown((head, *facts), "\n")


@lru_cache(maxsize=1024)
def option_facts(pairs: tuple[tuple[str, str], ...]) -> SafeMarkdown:
    """Return *pairs* of a label and its text as items below an option.

    Cached, since options come from the library of actions and are the same in every school's report.
    """
    return join_markdown((fill_markdown("  - %s: %s", *pair) for pair in pairs), "\n")


def pipe_table(shown: Table) -> SafeMarkdown:
    """Return *shown* as a Markdown table in which the title of each group is a row of its own."""
    wide = len(shown.heads)
    rules = ["--:" if at in shown.figures else "---" for at in range(wide)]
    lines = [_pipe_row(map(escape_markdown, shown.heads)), _pipe_row(rules)]
    for group in shown.groups:
        if group.title:
            lines.append(_pipe_row([f"**{escape_markdown(group.title)}**", *[""] * (wide - 1)]))
        lines += [_pipe_row(map(escape_markdown, row)) for row in group.rows]
    if shown.foot:
        lines.append(_pipe_row(f"**{escape_markdown(cell)}**" if cell else "" for cell in shown.foot))
    return SafeMarkdown("\n".join(lines))


def _pipe_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def fill_markdown(shape: str, *values: str) -> SafeMarkdown:
    """Return *shape*, which must be Markdown, with the escaped *values* in its placeholders."""
    return SafeMarkdown(shape % tuple(map(escape_markdown, values)))


def join_markdown(pieces: Iterable[SafeMarkdown], between: str = "") -> SafeMarkdown:
    """Return *pieces* joined by *between*, which must be Markdown."""
    return SafeMarkdown(between.join(pieces))


def escape_markdown(value: str) -> str:
    """Return *value* on one line, with all markup of Markdown and HTML escaped, unless it is Markdown already."""
    return value if isinstance(value, SafeMarkdown) else _escape_text(value)


def _escape_text(text: str) -> str:
    # Most texts need no change, and checking takes a tenth of the time of escaping.
    if text.isalnum():
        return text
    if not text.isprintable() or "  " in text:
        text = SPACES.sub(" ", text)
    if SPECIAL.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = MARKS.sub(r"\\\g<0>", text)
    return text if text[:1].isalpha() else STARTS.sub(_escape_start, text)


def _escape_start(start: re.Match[str]) -> str:
    # Markdown shows a backslash before a digit, so that of "1." stands before the full stop.
    return start[1] + (start[2] + "\\" if start[2].isdigit() else "\\" + start[2])
