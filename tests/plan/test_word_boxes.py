"""What stands in the boxes of a Word document, read from documents that are written by hand."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from speedbumps.diagnostics.codes import DAMAGED, TOO_LARGE
from speedbumps.diagnostics.problem import require_value
from speedbumps.office_files import bookmark_of, mark_of, tag_of
from speedbumps.plan.word_boxes import WordBox, WordBoxes, read_word_boxes

LARGEST_DOCUMENT, LARGEST_PART = 64 * 2**20, 16 * 2**20
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def packed(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", 8) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def document(body: str) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def relations(target: str, kind: str = OFFICE, mode: str = "Internal") -> str:
    one = f'<Relationship Id="r1" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="x">{one}</Relationships>'


def read(tmp_path: Path, parts: dict[str, str]) -> WordBoxes:
    path = tmp_path / "plan.docx"
    path.write_bytes(packed(parts))
    return require_value(read_word_boxes(path))


def boxes(tmp_path: Path, body: str) -> tuple[WordBox, ...]:
    """Return the boxes of a document with this *body*."""
    return read(tmp_path, {"_rels/.rels": relations("word/document.xml"), "word/document.xml": document(body)}).boxes


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def control(name: str, inside: str, more: str = "") -> str:
    """Return a content control with a tag."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag_of(name)}"/>{more}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
    )


def bookmark(name: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{bookmark_of(name)}"/>'


def cell(inside: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tr><w:trPr/><w:tc><w:tcPr/>{inside}</w:tc></w:tr></w:tbl>"


def test_all_of_a_cell_with_one_box_counts(tmp_path: Path) -> None:
    body = cell(paragraph(run("before ") + control("a", run("in it"))) + paragraph(run("below")))

    assert boxes(tmp_path, body) == (WordBox(mark_of("a"), "before in it\nbelow"),)


def test_of_a_cell_with_several_boxes_each_has_its_own_text(tmp_path: Path) -> None:
    body = cell(paragraph(run("x") + control("a", run("one")) + control("b", run("two"))))

    assert boxes(tmp_path, body) == (WordBox(mark_of("a"), "one"), WordBox(mark_of("b"), "two"))


def test_a_box_outside_of_tables_has_the_text_of_its_control(tmp_path: Path) -> None:
    assert boxes(tmp_path, paragraph(run("x") + control("a", run("one")))) == (WordBox(mark_of("a"), "one"),)


def test_a_bookmark_marks_a_cell_but_nothing_outside_of_one(tmp_path: Path) -> None:
    assert boxes(tmp_path, cell(paragraph(bookmark("a") + run("one")))) == (WordBox(mark_of("a"), "one"),)
    assert boxes(tmp_path, paragraph(bookmark("a") + run("one"))) == ()


def test_two_bookmarks_in_a_cell_say_nothing_of_whose_text_it_is(tmp_path: Path) -> None:
    assert boxes(tmp_path, cell(paragraph(bookmark("a") + bookmark("b") + run("one")))) == ()


def test_each_mark_is_known_with_its_tag_where_it_has_one(tmp_path: Path) -> None:
    body = cell(paragraph(bookmark("a") + control("a", run("one")))) + paragraph(bookmark("b"))
    found = read(tmp_path, {"word/document.xml": document(body), "_rels/.rels": relations("word/document.xml")})

    assert found.marks == {mark_of("a").name: "a", mark_of("b").name: ""}


@pytest.mark.parametrize(
    ("element", "text"),
    {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "drawing": ""}.items(),
)
def test_elements_stand_for_signs(element: str, text: str, tmp_path: Path) -> None:
    (found,) = boxes(tmp_path, paragraph(control("a", f"{run('x')}<w:r><w:{element}/></w:r>{run('y')}")))

    assert found.text == f"x{text}y"


@pytest.mark.parametrize(
    ("element", "is_text"),
    {
        **dict.fromkeys(
            (
                "pPr",
                "rPr",
                "sdtPr",
                "sdtEndPr",
                "tblPr",
                "trPr",
                "tcPr",
                "del",
                "moveFrom",
                "Fallback",
                "instrText",
                "object",
            ),
            False,
        ),
        **dict.fromkeys(("ins", "moveTo", "hyperlink", "smartTag"), True),
    }.items(),
)
def test_properties_and_what_was_deleted_are_no_text(
    element: str,
    is_text: bool,  # noqa: FBT001 - parametrised
    tmp_path: Path,
) -> None:
    (found,) = boxes(tmp_path, paragraph(control("a", f"{run('x')}<w:{element}>{run('y')}</w:{element}>{run('z')}")))

    assert found.text == ("xyz" if is_text else "xz")


def test_a_box_tells_its_day_its_choices_and_whether_it_shows_a_hint(tmp_path: Path) -> None:
    listed = '<w:dropDownList><w:listItem w:displayText="Begun" w:value="under-way"/></w:dropDownList>'
    day = '<w:date w:fullDate="2026-11-30T00:00:00Z"/>'

    assert boxes(tmp_path, paragraph(control("a", run("x"), f"<w:showingPlcHdr/>{day}{listed}"))) == (
        WordBox(mark_of("a"), "x", "2026-11-30", {"Begun": "under-way"}, is_hint=True),
    )
    assert boxes(tmp_path, paragraph(control("a", run("x"), '<w:date w:fullDate=""/>'))) == (
        WordBox(mark_of("a"), "x"),
    )


@pytest.mark.parametrize("target", ["text/main.xml", "/text/main.xml", "./text/../text/main.xml"])
def test_the_text_is_where_the_document_says(target: str, tmp_path: Path) -> None:
    parts = {"_rels/.rels": relations(target), "text/main.xml": document(paragraph(control("a", run("x"))))}

    assert read(tmp_path, parts).boxes == (WordBox(mark_of("a"), "x"),)


@pytest.mark.parametrize(
    "rels",
    [
        relations("text/main.xml", mode="External"),
        relations("text/main.xml", kind="http://x/styles"),
        "<!DOCTYPE x><x/>",
        relations("text/main.xml") + " " * LARGEST_PART,
    ],
    ids=["elsewhere", "another kind", "entities", "too large"],
)
def test_the_text_is_where_it_usually_is_if_the_document_does_not_say_that(rels: str, tmp_path: Path) -> None:
    usual, other = (document(paragraph(control(name, run("x")))) for name in ("usual", "other"))
    parts = {"_rels/.rels": rels, "word/document.xml": usual, "text/main.xml": other}

    assert read(tmp_path, parts).boxes == (WordBox(mark_of("usual"), "x"),)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "<a/>",
            DAMAGED,
            "this is no Word document that can be read: it is damaged, or has a password; save it again as .docx",
        ),
        (" " * (LARGEST_PART + 1), TOO_LARGE, "the text of this document is far longer than a plan"),
    ],
)
def test_what_is_no_document_is_one_problem(text: str, code: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(packed({"_rels/.rels": relations("word/document.xml"), "word/document.xml": text}))

    found = read_word_boxes(path)

    assert found.value is None
    assert [(problem.code, problem.message) for problem in found.problems] == [(code, message)]


def test_a_text_may_be_as_long_as_it_is_allowed_to_be(tmp_path: Path) -> None:
    comment = f"<!--{'x' * 9_993}-->"
    text = document(paragraph(control("a", run("x"))))
    number, rest = divmod(LARGEST_PART - len(text), len(comment))
    text += comment * number + " " * rest

    found = read(tmp_path, {"_rels/.rels": relations("word/document.xml"), "word/document.xml": text})

    assert found.boxes == (WordBox(mark_of("a"), "x"),)


@pytest.mark.parametrize(("more", "code"), [(0, DAMAGED), (1, TOO_LARGE)])
def test_a_document_may_be_as_large_as_it_is_allowed_to_be(more: int, code: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with path.open("wb") as file:
        file.truncate(LARGEST_DOCUMENT + more)  # nothing but zeros

    assert [problem.code for problem in read_word_boxes(path).problems] == [code]
