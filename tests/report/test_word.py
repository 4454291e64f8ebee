"""The Word document holds what the document holds, opens everywhere, and is the same each time."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import get_args
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from support.drawn_schools import drawn_schools
from support.golden_audits import CASES, HOSTILE, audit, with_texts
from support.schools import first_version
from support.word_files import open_word, paragraphs, parsed_parts, style_of, text_of, value_of, word_text

from speedbumps.audit import audits
from speedbumps.office_files import MADE
from speedbumps.report import make_document, render_markdown, render_word
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
    text_edition,
)
from speedbumps.report.formats.word_parts import WIDTH, clean_text, fitted_widths, paragraph, text_run
from speedbumps.report.formats.word_tables import LENGTH

LEVELS = {"Title": 1, "Heading1": 2, "Heading2": 3, "Heading3": 4}
"""The level of a heading, by its style."""

FILLS = {"DCEBF5": 0, "A9CFEA": 1, "E58A1F": 2, "A63C06": 3}
"""The step of a band, by its colour."""

PARTS: dict[str, tuple[str, ...]] = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "spacing", "ind"),
        *("contextualSpacing", "jc", "outlineLvl"),
    ),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "bdr"),
    "tblPr": ("tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
    "tcPr": ("tcW", "gridSpan", "shd"),
    "sdtPr": ("alias", "tag", "id", "showingPlcHdr", "date", "dropDownList"),
}
"""The order of properties in the schema of WordprocessingML; Word calls a file damaged that has another."""


def height(title: str, severity: float | None = 60.0, sign: int | None = 1) -> Height:
    step = None if severity is None else min(int(severity // 25), 3)
    return Height(
        id="time.delay",
        anchor="at-time-delay",
        title=title,
        severity=severity,
        low=severity,
        high=severity,
        step=step,
        number="–" if severity is None else f"{severity:g}",
        margin=f"margin {title}",
        label=f"label {title}",
        means=f"means {title}",
        bump=(severity or 0.0) >= 50,
        sign=sign,
    )


def examples(text: str) -> tuple[Block, ...]:
    """Return a block of each kind that shows *text*."""
    inner = (Paragraph(text),)
    row = HeatRow(height(text), text, (HeatCell(text, 3, apart=True), HeatCell(text)))
    answers = QuestionAnswers(text, text, text, (AnswerRow(text, text, 1.0, 4, most=True),), text, None)
    return (
        Paragraph((Strong(text), " ", Quiet(text), " ", Link(text, "at-time-delay"))),
        Headline(text, 3, None, text, 1),
        ItemList((text, SubItems(text, (text,)))),
        Fields(((text, text),)),
        Table("table", text, (text, text), frozenset({1}), (RowGroup(text, ((text, text),)),), (text, text)),
        BandScale((ScaleBand(text, text, 0), ScaleBand(text, text, 3))),
        HeightFigure(height(text), text, ((text, text), (text, text))),
        Road(text, (Stretch(text, (height(text),)),), 50.0, text),
        HeatMap(text, (text, text, text, text), (HeatGroup(row, (row,)),), text),
        AnswerBars((answers,)),
        OptionCard(text, (text,), ((text, text),), (text, text), ((text, text),)),
        Cards((Card(text, (text,)),) * 4),
        SignedList((Signed(text, text),)),
        Letter(text, (Paragraph(text), ItemList((text,)))),
        Steps((Step(text, text, text),)),
        VisitMap("list", (MapPlace(text, None), MapPlace(text, None)), (MapRoad(0, 1, both_ways=True),), text, (text,)),
        Boxes((Box(text, text), Box(text)), "first_wide"),
        BlankForm("form", text, (text, text), ((text, Blank("a", "title", "value", text)),)),
        BlankForm("form", text, (), ((text, Blank("b", "title", "", "", "day")),)),
        Masthead(text, text, text, text),
        Panel("column", inner),
        Fold(text, inner, text),
        Only("text", inner),
    )


def document(*blocks: Block) -> Document:
    return Document(
        subject="school",
        language="en",
        title="Report",
        description="A report",
        front=Section("title", "School", (Masthead("School", "About", "Draft", "Ours"),)),
        skip="Skip",
        contents=None,
        sections=(Section("one", "One", blocks),),
        footer="At the foot",
        page="Page {page} of {pages}",
    )


def report(case: str) -> Document:
    return make_document(audit(case), "en")


def expected_headings(whole: Document) -> Iterator[tuple[int, str]]:
    """Yield the level and the text of each heading that *whole* has in a format without a layout."""
    for section in (whole.front, *whole.sections):
        if section is not whole.front and section.heading is None:
            yield 2, section.title
        for block in text_edition(section.blocks):
            match block:
                case Masthead():
                    yield 1, block.title
                case Headline():
                    number = f"{block.number}. " if block.number else ""
                    yield block.level, f"{number}{block.text}{f' ({block.hint})' if block.hint else ''}"
                case Letter():
                    yield 3, block.to
                case _:
                    pass


def rows_of(part: Element) -> list[Element]:
    return list(part.iter(qn("w:tr")))


def cell_texts(row: Element) -> list[str]:
    return [text_of(cell) for cell in row.findall(qn("w:tc"))]


@pytest.mark.parametrize("case", CASES)
def test_headings_are_real_and_stand_in_the_order_of_the_document(case: str) -> None:
    whole = report(case)
    word = open_word(render_word(whole))

    found = [(LEVELS[style_of(each)], text_of(each)) for each in paragraphs(word) if style_of(each) in LEVELS]
    assert found == list(expected_headings(whole))
    assert all(after[0] <= before[0] + 1 for before, after in pairwise(found))
    outline = {name: value_of(word.styles[name].element, "w:pPr/w:outlineLvl") for name in ("Heading 1", "Heading 2")}
    assert outline == {"Heading 1": "0", "Heading 2": "1"}
    assert all(word.styles[name].element.find(f".//{qn('w:keepNext')}") is not None for name in outline)


@pytest.mark.parametrize("case", CASES)
def test_heads_of_tables_repeat_and_no_row_breaks_over_two_pages(case: str) -> None:
    whole = report(case)
    body = open_word(render_word(whole)).element.body
    heads = [
        [*block.heads]
        for section in (whole.front, *whole.sections)
        for block in text_edition(section.blocks)
        if isinstance(block, Table | HeatMap)
    ]

    assert [cell_texts(row) for row in rows_of(body) if row.find(f".//{qn('w:tblHeader')}") is not None] == heads
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows_of(body))


@pytest.mark.parametrize("case", CASES)
def test_each_section_begins_a_page_and_no_other_paragraph_does(case: str) -> None:
    whole = report(case)
    parts = paragraphs(open_word(render_word(whole)))
    begins = [at for at, each in enumerate(parts) if each.find(f".//{qn('w:pageBreakBefore')}") is not None]

    assert len(begins) == len(whole.sections)
    for at, section in zip(begins, whole.sections, strict=True):
        assert section.title in " ".join(map(text_of, parts[at : at + 2]))


@pytest.mark.parametrize("seed", range(3))
def test_every_word_of_the_markdown_of_drawn_schools_is_in_the_word_document(seed: int) -> None:
    for made in audits(first_version(), drawn_schools(seed, 6)):
        assert missing_words(make_document(made, "en")) == Counter()


@pytest.mark.parametrize("case", CASES)
def test_every_word_of_the_markdown_is_in_the_word_document(case: str) -> None:
    assert missing_words(report(case)) == Counter()


def missing_words(whole: Document) -> Counter[str]:
    """Return the words of *whole* in Markdown that its Word document lacks, with how often."""
    return markdown_words(render_markdown(whole)) - word_counts(word_text(render_word(whole)))


def markdown_words(text: str) -> Counter[str]:
    """Return the words of a report in Markdown, without the numbers of lists, room to write, and markup."""
    plain = re.sub(r"(?m)^\d+\. ", "", text.replace(r"\_", ""))
    return word_counts(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\\", ""))


def word_counts(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("block", [pytest.param(each, id=type(each).__name__) for each in examples("Nightingale")])
def test_every_kind_of_block_is_shown(block: Block) -> None:
    content = render_word(document(block))

    assert repr(block).count("Nightingale") - word_text(content).count("Nightingale") == NOT_SHOWN.get(type(block), 0)
    assert_in_order(content)


NOT_SHOWN = {
    HeatMap: 5,  # of two heights the band and what it means; and the caption, which a screen reader reads
    Road: 3,  # what a band means, what is said of a part without a number, and the caption
    HeightFigure: 1,  # the title, which is that of the page
    AnswerBars: 1,  # the number of a question
    VisitMap: 3,  # what is drawn, which the list says too
}
"""How many texts of a block Word does not print."""


def test_there_is_an_example_of_each_kind() -> None:
    assert {type(block) for block in examples("x")} == set(get_args(Block))


def test_a_section_that_is_added_is_found() -> None:
    whole = report("rich")
    added = Section("new", "Added title", (Paragraph("Added words."), Boxes((Box("Added box"),))))
    parts = list(map(text_of, paragraphs(open_word(render_word(whole._replace(sections=(*whole.sections, added)))))))

    assert "Added title" not in word_text(render_word(whole))
    assert [text for text in parts if text][-3:] == ["Added title", "Added words.", "Added box"]


def test_the_annex_and_what_other_editions_say_are_left_out() -> None:
    whole = document(Only("page", (Paragraph("Page."),)), Only("summary", (Paragraph("Summary."),)))
    text = word_text(render_word(whole._replace(annex_title="Annex", annex=(Section("a", "Annex", ()),))))

    assert not {"Page.", "Summary.", "Annex"} & set(text.splitlines())


@pytest.mark.parametrize("case", CASES)
def test_the_same_document_gives_the_same_bytes(case: str) -> None:
    assert render_word(report(case)) == render_word(report(case))


def test_a_document_says_what_it_is_and_nothing_of_who_made_it() -> None:
    content = render_word(report("rich"))
    properties = open_word(content).core_properties

    assert (properties.title, properties.subject) == (report("rich").title, report("rich").description)
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created is not None
    assert properties.modified is not None
    assert {properties.created.replace(tzinfo=None), properties.modified.replace(tzinfo=None)} == {MADE}
    with ZipFile(BytesIO(content)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("language", "proofing"), [("en", "en-GB"), ("cy", "cy"), ("fr-CA", "fr-CA")])
def test_a_document_says_its_language(language: str, proofing: str) -> None:
    word = open_word(render_word(document()._replace(language=language)))

    assert word.core_properties.language == proofing
    assert {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))} == {proofing}


def test_the_foot_of_each_page_has_its_text_and_its_number_as_fields() -> None:
    word = open_word(render_word(document()))
    foot = word.sections[0].footer.part.element

    assert text_of(foot) == "At the foot\tPage 1 of 1"
    assert [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    width, tall = word.sections[0].page_width, word.sections[0].page_height
    assert width is not None
    assert tall is not None
    assert (round(width.mm), round(tall.mm)) == (210, 297)


@pytest.mark.parametrize("case", CASES)
def test_tables_never_touch_and_a_paragraph_comes_last(case: str) -> None:
    tags = [each.tag for each in open_word(render_word(report(case))).element.body]

    assert (qn("w:tbl"), qn("w:tbl")) not in list(pairwise(tags))
    assert tags[-2:] == [qn("w:p"), qn("w:sectPr")]


EMPTY: tuple[Block, ...] = (
    *(Fields(()), BandScale(()), Road("", (), 50.0, ""), AnswerBars(()), Cards(()), Steps(()), Boxes(())),
    *(ItemList(()), SignedList(()), Letter("", ()), Panel("column", ()), Fold("", ())),
)


@pytest.mark.parametrize("block", [*examples("x"), *EMPTY], ids=lambda block: type(block).__name__)
def test_every_table_has_cells_and_every_cell_ends_in_a_paragraph(block: Block) -> None:
    body = open_word(render_word(document(block))).element.body

    for part in body.iter(qn("w:tbl")):
        columns = len(list(part.iter(qn("w:gridCol"))))
        assert rows_of(part)
        for row in rows_of(part):
            cells = row.findall(qn("w:tc"))
            assert sum(int(value_of(cell, "w:tcPr/w:gridSpan") or 1) for cell in cells) == columns
            assert all(cell[-1].tag == qn("w:p") for cell in cells)


@pytest.mark.parametrize("case", CASES)
def test_properties_stand_in_the_order_that_word_wants(case: str) -> None:
    assert_in_order(render_word(report(case)))


def assert_in_order(content: bytes) -> None:
    ours = {name: root for name, root in parsed_parts(content) if name in {"word/document.xml", "word/footer1.xml"}}
    assert len(ours) == 2
    styles = open_word(content).styles.element
    changed = [style for style in styles if style.get(qn("w:styleId")) in {"Title", "Heading1", "Note", "ListBullet"}]
    assert len(changed) == 4
    for root in (*ours.values(), *changed):
        for name, order in PARTS.items():
            for part in root.iter(qn(f"w:{name}")):
                places = [order.index(each.tag.rpartition("}")[2]) for each in part]
                assert places == sorted(set(places)), name


def test_every_list_with_numbers_begins_at_one() -> None:
    lists = (ItemList(("a", "b"), "numbers"), Paragraph("Between."), ItemList(("c",), "numbers"), ItemList(("d",)))
    word = open_word(render_word(document(*lists)))
    numbers = {text_of(each): value_of(each, "w:pPr/w:numPr/w:numId") for each in paragraphs(word)}

    assert numbers["a"] == numbers["b"] != numbers["c"]
    assert None not in {numbers["a"], numbers["c"]}
    assert numbers["d"] is None
    kinds = {each.get(qn("w:numId")): each for each in word.part.numbering_part.element.iter(qn("w:num"))}
    assert {value_of(kinds[numbers[name]], "w:lvlOverride/w:startOverride") for name in ("a", "c")} == {"1"}


def test_boxes_are_empty_and_tall_enough_to_write_in() -> None:
    titles = ("One", "Two", "Three", "Four", "Five")
    for layout, shape in {"row": [5], "first_wide": [1, 4], "two_rows": [3, 3]}.items():
        block = Boxes(tuple(map(Box, titles)), layout)  # type: ignore[arg-type] # one of its layouts
        rows = rows_of(open_word(render_word(document(block))).element.body)

        assert [len(row.findall(qn("w:tc"))) for row in rows] == shape
        assert [text for row in rows for text in cell_texts(row) if text] == list(titles)
        assert all(int(value_of(row, "w:trPr/w:trHeight") or 0) > 600 for row in rows)
        for cell in (cell for row in rows for cell in row.findall(qn("w:tc"))):
            assert text_of(cell.findall(qn("w:p"))[-1]) == ""


def test_a_bar_is_as_long_as_its_number_says() -> None:
    heights = tuple(height("Part", float(severity)) for severity in range(101))
    body = open_word(render_word(document(Road("The road", (Stretch(None, heights),), 50.0, "not shown")))).element.body

    for severity, row in enumerate(rows_of(body)):
        name, bar, number, label = cell_texts(row)
        full = len(bar.rstrip("░"))
        assert len(bar) == LENGTH
        assert abs(full - severity * LENGTH / 100) <= 1
        assert set(bar[:full]) == {"▓" if severity >= 50 else "█"}
        assert (name, number, label) == ("Part (1)", f"{severity} margin Part", "label Part")


def test_a_part_without_a_number_has_no_bar() -> None:
    road = Road("The road", (Stretch(None, (height("Part", None, None),)),), 50.0, "not shown")
    (row,) = rows_of(open_word(render_word(document(road))).element.body)

    assert not re.search("[█▓░]", text_of(row))
    assert cell_texts(row)[2:] == ["–", "label Part"]


def test_no_colour_stands_alone() -> None:
    whole = report("rich")
    body = open_word(render_word(whole)).element.body
    shaded = [cell for cell in body.iter(qn("w:tc")) if cell.find(f".//{qn('w:shd')}") is not None]
    banded = [cell for cell in shaded if cell.find(f".//{qn('w:shd')}").get(qn("w:fill")) in FILLS]

    assert len(banded) > 40
    assert all(re.search(r"\d", text_of(cell)) for cell in banded)
    assert sum("▼" in text_of(cell) for cell in banded) == sum(
        cell.apart
        for section in whole.sections
        for block in text_edition(section.blocks)
        if isinstance(block, HeatMap)
        for group in block.groups
        for row in (group.whole, *group.parts)
        for cell in row.cells
    )


@pytest.mark.parametrize("case", CASES)
def test_texts_that_look_like_something_else_stay_texts(case: str) -> None:
    hostile = "\x00\x08\x1b]0;x\x07\u202e\ufffe" + HOSTILE + "</w:t><w:br/>{page}"
    plain = dict(parsed_parts(render_word(report(case))))
    made = render_word(make_document(with_texts(case, lambda text: text + hostile), "en"))
    parts = dict(parsed_parts(made))

    assert set(parts) == set(plain)
    for name, root in parts.items():
        assert {each.tag for each in root.iter()} <= {each.tag for each in plain[name].iter()}, name
        if name.endswith(".rels"):
            assert not [each for each in root if each.get("TargetMode")]
    text = word_text(made)
    assert "{{ 7*7 }}" in text
    assert "<script>alert(1)</script>" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ufffe]", text)
    foot = open_word(made).sections[0].footer.part.element
    assert [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


@given(text=st.text())
@example(text="\ud800 \ufffe\x00\x1b[31m\u202e  two\nlines")
def test_any_text_is_read_again_on_one_line(text: str) -> None:
    read = "".join(etree.fromstring(etree.tostring(paragraph("Normal", text_run(text)))).itertext())

    assert read == clean_text(text)
    assert [char for char in text if char.isalnum()] == [char for char in read if char.isalnum()]
    assert not re.search("[\x00-\x1f\u202e]", read)


@given(st.lists(st.tuples(st.text(max_size=90), st.text(max_size=300), st.text(max_size=3)), min_size=1, max_size=5))
def test_the_columns_of_a_table_fill_the_width(rows: list[tuple[str, str, str]]) -> None:
    widths = fitted_widths(rows)

    assert len(widths) == 3
    assert min(widths) > 0
    assert abs(sum(widths) - WIDTH) <= 3


def test_nothing_of_word_is_loaded_until_it_is_wanted() -> None:
    code = "import sys, speedbumps.report, speedbumps.cli.report; print('docx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
