"""What a reader sees of a Word document."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from lxml import etree

BREAKS = {qn("w:br"): "\n", qn("w:tab"): "\t"}


def open_word(content: bytes) -> WordDocument:
    return Document(BytesIO(content))


def text_of(part: Element) -> str:
    """Return the text of a paragraph, or of whatever else holds text."""
    return "".join(BREAKS.get(each.tag, each.text or "") for each in part.iter(qn("w:t"), *BREAKS))


def paragraphs(word: WordDocument) -> list[Element]:
    """Return all paragraphs, those in tables too, in their order."""
    return list(word.element.body.iter(qn("w:p")))


def word_text(content: bytes) -> str:
    """Return the text of a Word document, and that at the foot of its pages, a paragraph a line."""
    word = open_word(content)
    return "\n".join(map(text_of, (*paragraphs(word), word.sections[0].footer.part.element)))


def value_of(part: Element, path: str) -> str | None:
    """Return the value of the element at *path* below *part*; None if there is none."""
    found = part.find("/".join(map(qn, path.split("/"))))
    return None if found is None else found.get(qn("w:val"))


def style_of(part: Element) -> str:
    """Return the id of the style of a paragraph."""
    return value_of(part, "w:pPr/w:pStyle") or "Normal"


def parsed_parts(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield the name and the root of each part that is XML."""
    with ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, etree.fromstring(packed.read(name))
