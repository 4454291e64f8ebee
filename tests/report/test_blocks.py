"""Every kind of block is shown in every format, as text and never as markup."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import assert_never, get_args

import pytest
from support.golden_audits import CASES, HOSTILE, audit
from support.html_pages import Page

from speedbumps.report import FORMATS, DataFormat, Format, make_document
from speedbumps.report.blocks import (
    AnswerBars,
    AnswerShare,
    Block,
    Boxes,
    Document,
    Edition,
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
    RowGroup,
    Section,
    Stretch,
    Strong,
    SubItems,
    Table,
)
from speedbumps.text import strip_controls

EDITIONS: dict[str, Edition] = {"html": "page", "markdown": "text", "terminal": "summary"}
"""The edition that each format shows."""

TEXTS = [kind for kind, form in FORMATS.items() if isinstance(form, Format)]


def render(kind: str, document: Document) -> str:
    form = FORMATS[kind]
    assert isinstance(form, Format)
    made = form.render(document)
    assert isinstance(made, str)
    return made


def height(title: str) -> Height:
    return Height(
        id="time.delay",
        anchor="at-time-delay",
        title=title,
        about=None,
        severity=60.0,
        low=50.0,
        high=70.0,
        step=2,
        symbol="▅",
        word=f"W {title}",
        band=title,
        number="60",
        between="50 to 70",
        sure=None,
        people=None,
        means=None,
        after=None,
        bump=True,
        equal=None,
        facts=None,
        roles=(),
    )


def examples(text: str) -> tuple[Block, ...]:
    """Return a block of each kind that shows *text* in every format."""
    stretches = (Stretch(text, (height(text),)),)
    role = RoleHeight(text, 60.0, 50.0, 70.0, "60", "50 to 70", text)
    inner = (Paragraph(text),)
    every = tuple(Only(edition, inner) for edition in get_args(Edition))
    shares = (AnswerShare(text, 2, "2", 0.0, 1.0, 4),)
    return (
        Masthead(text, text, (text,), text),
        Headline(text, 3, None, None, 1),
        Paragraph((Strong(text), " ", Quiet(text), " ", Emphasis(text), " ", Link(text, "at-time-delay"))),
        ItemList((text, SubItems(text, (text,)))),
        Fields(((text, text),)),
        Table("table", text, (text, text), frozenset({1}), (RowGroup(text, ((text, text),)),), (text, text)),
        HeightFigure(height(text)),
        HeightList((HeightLine(text, text, text),)),
        Road(text, text, stretches, 50.0),
        HeightTable(text, (text,) * 6, stretches),
        RoleTable(text, (text, text, text), (role,)),
        AnswerBars((QuestionAnswers(text, text, text, shares, text, text),)),
        OptionCard(text, (text,), ((text, text),), (text, text), ((text, text),)),
        Boxes((text,), text),
        Panel("card", inner),
        Fold(text, inner, text),
        *every,
    )


def document(*blocks: Block) -> Document:
    front = Section("title", "School", (Masthead("School", "About", (), "Draft"),), ())
    return Document(
        "school", "en", "Report", "A report", front, "Skip", "Contents", (Section("one", "One", blocks, blocks),)
    )


def kinds(blocks: tuple[Block, ...]) -> Iterator[type[Block]]:
    for block in blocks:
        yield type(block)
        if isinstance(block, Panel | Fold | Only):
            yield from kinds(block.blocks)


def test_there_is_an_example_of_each_kind() -> None:
    assert set(kinds(examples("x"))) == set(get_args(Block))


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("block", [pytest.param(each, id=type(each).__name__) for each in examples("Nightingale")])
def test_every_kind_of_block_is_shown_in_every_format(kind: str, block: Block) -> None:
    shown = render(kind, document(block))

    hidden = isinstance(block, Only) and block.edition != EDITIONS[kind]
    # The drawing of the road and the figures of a table cut long names and wrap them.
    assert ("Nightin" in shown) is not hidden


@pytest.mark.parametrize(
    ("harmless", "block"),
    [pytest.param(*pair, id=type(pair[0]).__name__) for pair in zip(examples("x"), examples(HOSTILE), strict=True)],
)
def test_no_block_lets_markup_of_a_text_through(harmless: Block, block: Block) -> None:
    plain, hostile = (Page(render("html", document(each))) for each in (harmless, block))
    assert [tag for tag in hostile.tags if tag != "tspan"] == [tag for tag in plain.tags if tag != "tspan"]
    assert [name for name, _ in hostile.attributes if name not in {"x", "dy"}] == [
        name for name, _ in plain.attributes if name not in {"x", "dy"}
    ]

    # Lines with four spaces in front are shown as they are.
    prose = re.sub(r"(?m)^    .*$", "", render("markdown", document(block)))
    assert not re.search(r"<|(?<!\\)[\[\]`]", prose)
    assert {line.split()[0] for line in prose.splitlines() if line.startswith("#")} <= {"#", "##", "###"}

    assert "\x1b" not in render("terminal", document(block))


def test_what_belongs_to_one_edition_is_shown_in_no_other() -> None:
    every: tuple[Edition, ...] = get_args(Edition)
    whole = document(*(Only(edition, (Paragraph(f"For {edition} alone."),)) for edition in every))

    for kind in TEXTS:
        shown = render(kind, whole)
        assert [edition for edition in every if f"For {edition} alone." in shown] == [EDITIONS[kind]]


def test_a_section_has_its_heading_its_anchor_and_its_entry_by_itself() -> None:
    whole = document(Paragraph("Words of the section."))

    page = render("html", whole)
    assert page.count('<a href="#one">One</a>') == 1
    assert '<section id="one" aria-labelledby="one-title">\n<h2 id="one-title">One</h2>\n<p>Words of' in page
    assert "\n## One\n\nWords of the section.\n" in render("markdown", whole)
    assert "Words of the section." in render("terminal", whole)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_every_text_of_a_report_is_in_every_format(case: str, kind: str) -> None:
    whole = make_document(audit(case), "en")
    sections = (whole.front, *whole.sections)
    shown = squeeze(READERS[kind](render(kind, whole)))

    missing = {
        text
        for section in sections
        for text in texts(section.summary if kind == "terminal" else (Paragraph(section.title), *section.blocks), kind)
        if squeeze(text) not in shown
    }
    assert missing == set()


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


READERS: dict[str, Callable[[str], str]] = {
    "html": lambda text: unescape(re.sub(r"<[^>]+>", "", text)),
    "markdown": lambda text: unescape(re.sub(r"\\(?=\W)", "", text)),
    "terminal": strip_controls,
}
"""What a reader sees of each format."""


def texts(blocks: tuple[Block, ...], kind: str) -> Iterator[str]:  # noqa: PLR0912 - a case for each kind
    """Yield the texts that *blocks* show in the format called *kind*."""
    for block in blocks:
        match block:
            case Only(edition, inner):
                if edition == EDITIONS[kind]:
                    yield from texts(inner, kind)
            case Panel(blocks=inner):
                yield from texts(inner, kind)
            case Fold(title, inner):
                yield title
                yield from texts(inner, kind)
            case Paragraph(text) | Headline(text):
                yield from spans(text)
            case ItemList(items):
                for item in items:
                    yield from spans(item.text if isinstance(item, SubItems) else item)
                    yield from item.items if isinstance(item, SubItems) else ()
            case Fields(pairs):
                yield from (text for pair in pairs for text in pair)
            case OptionCard():
                yield from (text for pair in block.fields for text in pair)
            case Table(groups=groups):
                yield from (cell for group in groups for row in group.rows for cell in row)
            case HeightFigure(shown):
                yield shown.word
            case HeightList(lines):
                yield from (text for line in lines for text in (line.title, line.line))
            case HeightTable(stretches=stretches):
                yield from (each.title for stretch in stretches for each in stretch.heights)
            case RoleTable(roles=roles):
                yield from (role.title for role in roles)
            case AnswerBars(questions):
                yield from (question.text for question in questions)
            case Boxes(prompts, title):
                yield from (title or "", *prompts)
            case Masthead():
                yield from (block.title, *block.facts, block.stamp)
            case Road():
                pass  # drawn, with names that are cut
            case _:
                assert_never(block)


def spans(text: object) -> Iterator[str]:
    match text:
        case str():
            yield text
        case Strong(words) | Quiet(words) | Emphasis(words) | Link(words):
            yield words
        case tuple():
            for part in text:
                yield from spans(part)


def test_json_is_the_only_format_that_is_no_document() -> None:
    assert [kind for kind, form in FORMATS.items() if isinstance(form, DataFormat)] == ["json"]
