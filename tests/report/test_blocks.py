"""Every kind of block is shown in every format, as text and never as markup."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import assert_never, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from support.golden_audits import CASES, HOSTILE, audit
from support.html_pages import Page
from support.word_files import word_text

from speedbumps.office_files import EMPTY_BOX
from speedbumps.report import FORMATS, DataFormat, Format, make_annex, make_document
from speedbumps.report.blocks import (
    AnswerBars,
    AnswerRow,
    BandScale,
    Blank,
    BlankForm,
    Block,
    Box,
    Boxes,
    Card,
    Cards,
    Document,
    Edition,
    Fields,
    Fold,
    Headline,
    HeatCell,
    HeatGroup,
    HeatMap,
    HeatRow,
    Height,
    HeightFigure,
    ItemList,
    Letter,
    Link,
    MapPlace,
    MapRoad,
    Masthead,
    Only,
    OptionCard,
    Panel,
    Paragraph,
    ParagraphStyle,
    QuestionAnswers,
    Quiet,
    Road,
    RowGroup,
    ScaleBand,
    Section,
    Signed,
    SignedList,
    Step,
    Steps,
    Stretch,
    Strong,
    SubItems,
    Table,
    VisitMap,
    WhatIf,
    plain_text,
)
from speedbumps.report.formats.html_blocks import STYLED, WIDE_TABLE
from speedbumps.text import strip_controls

EDITIONS: dict[str, Edition] = {"html": "page", "markdown": "text", "terminal": "summary", "word": "text"}
"""The edition that each format shows."""

TEXTS = [kind for kind, form in FORMATS.items() if isinstance(form, Format)]


def render(kind: str, document: Document) -> str:
    form = FORMATS[kind]
    assert isinstance(form, Format)
    made = form.render(document)
    return word_text(made) if isinstance(made, bytes) else made


def height(title: str, *, scored: bool = True) -> Height:
    return Height(
        id="time.delay",
        anchor="at-time-delay",
        title=title,
        severity=60.0 if scored else None,
        low=50.0 if scored else None,
        high=70.0 if scored else None,
        step=2 if scored else None,
        number="60" if scored else "–",
        margin=title if scored else None,
        label=title,
        means=title if scored else None,
        bump=scored,
        sign=1 if scored else None,
    )


def answers(text: str) -> QuestionAnswers:
    rows = (AnswerRow(text, text, 1.0, 4, most=True),)
    return QuestionAnswers(text, text, (Strong(text), text), rows, text, text, text, WhatIf(text, text, 20.0))


def examples(text: str) -> tuple[Block, ...]:
    """Return blocks of every kind, and of every style that a renderer distinguishes, each of which shows *text*."""
    inner = (Paragraph(text),)
    rows = (HeatRow(height(text), text, (HeatCell(text, 2, apart=True), HeatCell(text))),)
    unknown = HeatRow(height(text, scored=False), None, (HeatCell(text, 0), HeatCell(text)))
    table = Table("table", text, (text, text), frozenset({1}), (RowGroup(text, ((text, text),)),), (text, text))
    return (
        Masthead(text, text, text, (Strong(text), " ", text)),
        Headline(text, 3, None, text, 1),
        *(Paragraph(text, style) for style in get_args(ParagraphStyle) if style != "sent"),
        Paragraph((Strong(text), " ", Quiet(text), " ", Link(text, "one"))),
        ItemList((text, SubItems(text, (text,)))),
        ItemList((text, (Strong(text), text)), "numbers"),
        Fields(((text, text), (text, (Strong(text), text)))),
        table,
        table._replace(heads=(text,) * 5, groups=(RowGroup(None, ((text,) * 5,)),), foot=None, strong=frozenset({1})),
        table._replace(bars=1, dense=True),
        BandScale((ScaleBand(text, text, 0),)),
        HeightFigure(height(text), text, ((text, text),)),
        Road(text, (Stretch(text, (height(text), height(text, scored=False))),), 50.0, text),
        HeatMap(text, (text,) * 4, (HeatGroup(rows[0], (*rows, unknown)),), (Strong(text), text)),
        AnswerBars((answers(text),)),
        AnswerBars((answers(text),), "lines"),
        OptionCard(text, (text,), ((text, text),), (text, text), ((text, text),)),
        Cards((Card(text, (text, (Strong(text), text))),)),
        SignedList((Signed((text, Strong(text)), (text, Strong(text))),)),
        Letter(text, (Paragraph(text), ItemList((text,)), Paragraph(text, "sent")), wide=True),
        Steps((Step(text, text, (Strong(text), text)),)),
        VisitMap("list", (MapPlace(text, None), MapPlace(text, None)), (MapRoad(0, 1, both_ways=True),), text, (text,)),
        Boxes((Box(text, text),)),
        *(BlankForm("form", text, heads, ((text, Blank(text, text, text, text)),)) for heads in ((), (text, text))),
        BlankForm(
            "form", text, (), ((text, Blank("a", text, "2026-11-30", text, "day")), (text, Blank("b", text, "", "")))
        ),
        BlankForm("form", text, (), ((text, Blank("a", text, "b", text, "choice", (("b", text), ("c", text)))),)),
        *(Panel(style, inner) for style in ("head", "columns", "halves", "column", "letters", "option")),
        Fold(text, inner, text),
        *(Only(edition, inner) for edition in get_args(Edition)),
    )


def document(*blocks: Block) -> Document:
    return Document(
        subject="school",
        language="en",
        title="Report",
        description="A report",
        front=Section("title", "School", (Masthead("School", "About", "Draft", ""),), ()),
        skip="Skip",
        contents="Contents",
        sections=(Section("one", "One", blocks, blocks),),
        footer="Foot",
        page="Page {page} of {pages}",
    )


def kinds(blocks: tuple[Block, ...]) -> Iterator[type[Block]]:
    for block in blocks:
        yield type(block)
        if isinstance(block, Panel | Fold | Only):
            yield from kinds(block.blocks)


def test_there_is_an_example_of_each_kind() -> None:
    assert set(kinds(examples("x"))) == set(get_args(Block))


def is_left_out(block: Block, kind: str) -> bool:
    """Whether a format does not show *block*: another edition has it, or there is nothing to write on."""
    if isinstance(block, Only):
        return block.edition != EDITIONS[kind]
    return isinstance(block, Boxes) and kind == "terminal"


def names(blocks: tuple[Block, ...]) -> list[str]:
    return [f"{place}-{type(block).__name__}" for place, block in enumerate(blocks)]


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("block", examples("Nightingale"), ids=names(examples("Nightingale")))
def test_every_kind_of_block_is_shown_in_every_format(kind: str, block: Block) -> None:
    shown = render(kind, document(block))

    # The columns of a terminal wrap long words.
    assert ("Nightin" in shown) is not is_left_out(block, kind)


@pytest.mark.parametrize("kind", TEXTS)
def test_room_to_sign_a_letter_is_for_paper(kind: str) -> None:
    shown = render(kind, document(Paragraph("Sent by Nightingale", "sent")))

    assert ("Nightingale" in shown) is (kind in {"html", "word"})


@pytest.mark.parametrize(
    ("harmless", "block"), list(zip(examples("x"), examples(HOSTILE), strict=True)), ids=names(examples("x"))
)
def test_no_block_lets_markup_of_a_text_through(harmless: Block, block: Block) -> None:
    plain, hostile = (Page(render("html", document(each))) for each in (harmless, block))
    assert hostile.tags == plain.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in plain.attributes]

    # Lines with four spaces in front are shown as they are.
    prose = re.sub(r"(?m)^    .*$", "", render("markdown", document(block)))
    assert not re.search(r"<|(?<!\\)[\[\]`]", prose)
    assert {line.split()[0] for line in prose.splitlines() if line.startswith("#")} <= {"#", "##", "###"}

    assert "\x1b" not in render("terminal", document(block))


def test_no_text_around_the_blocks_lets_markup_through() -> None:
    annex = (Section("two", "Two", (Paragraph("x"),)),)
    whole = document(Paragraph("x"))._replace(annex=annex, annex_title="Annex")
    attacked = whole._replace(
        title=HOSTILE,
        description=HOSTILE,
        skip=HOSTILE,
        contents=HOSTILE,
        footer=HOSTILE,
        page=HOSTILE,
        annex_title=HOSTILE,
    )
    plain, hostile = (Page(render("html", each)) for each in (whole, attacked))

    assert hostile.tags == plain.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in plain.attributes]


@pytest.mark.parametrize("hostile", ['"}body{display:none}', "</style><script>", "\\22 }", "a\nb"])
def test_no_text_at_the_foot_of_a_page_ends_the_style_sheet(hostile: str) -> None:
    rules = [
        re.search(r"@page\{@bottom-left.*?</style>", render("html", whole), re.DOTALL)
        for whole in (document(), document()._replace(footer=f"Foot{hostile}", page=f"{hostile}{{page}}/{{pages}}"))
    ]

    assert all(rules)
    plain, changed = (re.sub(r'"[^"]*"', '""', found[0]) for found in rules if found)
    assert changed == plain


LABEL = re.compile(r"--label\d*:'((?:[^'\\]|\\[0-9a-f]+ )*)'")


def unquote(text: str) -> str:
    """The value of a string of a style sheet."""
    return re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), text)


@given(some.lists(some.text(some.characters(exclude_categories=["C"])), min_size=WIDE_TABLE, max_size=STYLED + 4))
@example(["", "It's", r"a\27 b", 'say "x"', "</table>", "';--label3:url(x)", "{}", "&#39;"])
def test_each_cell_of_a_wide_table_has_the_head_of_its_column_on_a_phone(heads: list[str]) -> None:
    table = Table("table", "Caption", tuple(heads), frozenset(), (RowGroup(None, (tuple(heads),)),))

    page = Page(render("html", document(table)))

    styles = [value for name, value in page.attributes if name == "style"]
    assert all(re.fullmatch(f"{LABEL.pattern}(;{LABEL.pattern})*", style) for style in styles)
    assert [unquote(found[1]) for style in styles for found in LABEL.finditer(style)] == heads[1:]


def test_what_belongs_to_one_edition_is_shown_in_no_other() -> None:
    every: tuple[Edition, ...] = get_args(Edition)
    whole = document(*(Only(edition, (Paragraph(f"For {edition} alone."),)) for edition in every))

    for kind in TEXTS:
        shown = render(kind, whole)
        assert [edition for edition in every if f"For {edition} alone." in shown] == [EDITIONS[kind]]


def test_a_section_has_its_heading_its_anchor_and_its_entry_by_itself() -> None:
    whole = document(Paragraph("Words of the section."))

    page = render("html", whole)
    assert page.count('<a href="#one-title">One</a>') == 1
    assert '<section class=sheet id="one" aria-labelledby="one-title">\n<h2 id="one-title">One</h2>\n<p>Words' in page
    assert "\n## One\n\nWords of the section.\n" in render("markdown", whole)
    assert "Words of the section." in render("terminal", whole)


def test_a_section_with_a_heading_of_its_own_has_no_other() -> None:
    blocks = (Headline("One, in full", 2, "one-heading"), Paragraph("Words."))
    whole = document()._replace(sections=(Section("one", "One", blocks, heading="one-heading"),))

    page = render("html", whole)
    assert '<a href="#one-heading">One</a>' in page
    assert Page(page).tags.count("h2") == 2  # with that of the contents
    assert re.findall(r"(?m)^## .*$", render("markdown", whole)) == ["## One, in full"]
    assert len(re.findall("One", render("terminal", whole))) == 1


ADDED = Section("added", "What was added", (Paragraph("Nobody else has this sentence."),))


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("make", [make_document, make_annex])
def test_no_format_lacks_a_section(case: str, kind: str, make: Callable[..., Document]) -> None:
    whole = make(audit(case), "en")

    for at in range(len(whole.sections) + 1):
        longer = whole._replace(sections=(*whole.sections[:at], ADDED, *whole.sections[at:]))
        shown = READERS[kind](render(kind, longer))
        assert "What was added" in shown
        assert "Nobody else has this sentence." in shown


def test_a_section_of_the_annex_is_folded_on_a_page_and_is_in_the_annex_of_every_format() -> None:
    whole = document()._replace(annex=(ADDED,), annex_title="Annex")

    page = render("html", whole)
    assert '<a href="#annex">Annex</a>' in page
    assert re.search(r'<details id="added"><summary>What was added</summary>\s*<div>\s*<p>Nobody else', page)
    assert "Nobody else" not in render("markdown", whole)
    assert "Nobody else" not in render("terminal", whole)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("make", [make_document, make_annex])
def test_every_text_of_a_report_is_in_every_format(case: str, kind: str, make: Callable[..., Document]) -> None:
    whole = make(audit(case), "en")
    sections = (whole.front, *whole.sections, *(whole.annex if kind == "html" else ()))
    shown = squeeze(READERS[kind](render(kind, whole)))

    missing = {
        text
        for section in sections
        for text in texts(section_blocks(section, kind), kind)
        if squeeze(text) not in shown
    }
    assert missing == set()


def section_blocks(section: Section, kind: str) -> tuple[Block, ...]:
    if kind == "terminal" and section.summary is not None:
        return section.summary
    return (*(() if section.heading else (Paragraph(section.title),)), *section.blocks)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


READERS: dict[str, Callable[[str], str]] = {
    "html": lambda text: unescape(re.sub(r"<[^>]+>", "", text)),
    "markdown": lambda text: unescape(re.sub(r"\\(?=\W)", "", text)),
    "terminal": strip_controls,
    "word": str,
}
"""What a reader sees of each format."""


def texts(blocks: tuple[Block, ...], kind: str) -> Iterator[str]:  # noqa: PLR0912, PLR0915 - a case for each kind
    """Yield the texts that *blocks* show in the format called *kind*."""
    for block in blocks:
        match block:
            case Only(edition, inner):
                if edition == EDITIONS[kind]:
                    yield from texts(inner, kind)
            case Panel(blocks=inner):
                yield from texts(inner, kind)
            case Fold(title, inner, hint):
                yield from (title, hint or "")
                yield from texts(inner, kind)
            case Paragraph(text, style):
                if style != "sent" or kind in {"html", "word"}:
                    yield from spans(text)
            case Headline(text, hint=hint):
                yield from (text, hint or "")
            case ItemList(items):
                for item in items:
                    yield from spans(item.text if isinstance(item, SubItems) else item)
                    yield from item.items if isinstance(item, SubItems) else ()
            case Fields(pairs):
                yield from (each for name, text in pairs for each in (name, *spans(text)))
            case OptionCard():
                yield from (block.title, *block.tags, *(text for pair in block.fields for text in pair))
            case Table(heads=heads, groups=groups):
                lines = [heads[1:], block.foot or ()]
                lines += [row for group in groups for row in ((group.title or "",), *group.rows)]
                for cell in (cell for line in lines for cell in line):
                    # Cells wrap within the columns of a terminal.
                    yield from cell.split() if kind == "terminal" else (cell,)
            case BandScale(bands):
                yield from (text for band in bands for text in (band.between, band.title))
            case HeightFigure(shown, out_of, roles):
                yield from (shown.number, shown.margin or "", shown.label)
                if kind != "terminal":
                    yield from (out_of, shown.means or "", *(text for role in roles for text in role))
            case Road(stretches=stretches):
                for each in (each for stretch in stretches for each in stretch.heights):
                    # Long names wrap within their column of a terminal.
                    yield from each.title.split() if kind == "terminal" else (each.title,)
                    yield from (each.number if each.severity is not None else "", each.margin or "")
            case HeatMap(heads=heads, groups=groups, key=key):
                yield from spans(key)
                rows = [row for group in groups for row in (group.whole, *group.parts)]
                words = (
                    *heads[1:],
                    *(row.height.title for row in rows),
                    *(cell.text for row in rows for cell in row.cells),
                )
                yield from (word for each in words for word in each.split()) if kind == "terminal" else words
                if kind != "terminal":
                    yield from (row.note or "" for row in rows)
            case AnswerBars(questions):
                for question in questions:
                    yield from (question.text, question.instead or "", question.besides or "", question.adds or "")
                    if question.what_if and block.style == "lines":
                        yield from (question.what_if.label, question.what_if.now)
                    yield from (text for row in question.rows for text in (row.label, row.said))
                    if block.style == "bars" and kind != "terminal":
                        yield from spans(question.summary or "")
            case Cards(cards):
                yield from (each for card in cards for text in (card.title, *card.lines) for each in spans(text))
            case SignedList(items):
                yield from (each for item in items for each in (plain_text(item.title), *spans(item.text)))
            case Letter(to, inner):
                yield to
                yield from texts(inner, kind)
            case Steps(steps):
                yield from (each for step in steps for each in (step.minutes, *spans(step.text)))
            case Boxes(boxes):
                if kind != "terminal":
                    yield from (box.title for box in boxes)
            case BlankForm(caption=caption, heads=heads, rows=rows):
                yield from (caption, *heads[1:])
                cells = (cell for row in rows for cell in row)
                yield from (cell.text or EMPTY_BOX if isinstance(cell, Blank) else cell for cell in cells)
            case VisitMap(legend=legend, items=items):
                yield from (each for item in items for each in spans(item))
                if kind == "html":
                    yield from spans(legend)
            case Masthead():
                yield from (block.title, block.stamp, *spans(block.lead))
            case _:
                assert_never(block)


def spans(text: object) -> Iterator[str]:
    match text:
        case str():
            yield text
        case Strong(words) | Quiet(words) | Link(words):
            yield words
        case tuple():
            for part in text:
                yield from spans(part)


@pytest.mark.parametrize("kind", ["html", "markdown", "terminal"])
def test_the_caption_of_a_table_is_in_every_format(kind: str) -> None:
    table = Table("table", "Or try these", ("Option", "Hours"), frozenset(), (RowGroup(None, (("Pairs", "4"),)),))

    assert "Or try these" in render(kind, document(table))


def test_json_is_the_only_format_that_is_no_document() -> None:
    assert [kind for kind, form in FORMATS.items() if isinstance(form, DataFormat)] == ["json"]
