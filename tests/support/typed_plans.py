"""Hand-outs of plans as Word documents, typed into as Word does it, and damaged as other programs do it."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from lxml import etree

from speedbumps.i18n import load_locale
from speedbumps.model.plan import SchoolPlan
from speedbumps.model.queries import target_titles
from speedbumps.plan.library import localized_actions
from speedbumps.report import render_word
from speedbumps.report.formats.word_parts import element
from speedbumps.report.plan_document import plan_document
from speedbumps.report.plan_page import PlanPage
from support.schools import shipped
from support.word_files import open_word

TEXT = "word/document.xml"


def page_of(plan: SchoolPlan) -> PlanPage:
    actions = localized_actions(shipped(), "england", lambda text: text)
    return PlanPage(plan, target_titles(shipped().questionnaire), {}, actions)


def hand_out(plan: SchoolPlan) -> bytes:
    return render_word(plan_document(page_of(plan), load_locale("en")))


def controls(root: Element) -> dict[str, Element]:
    """Return the content controls of a document, by the names in their tags."""
    return {tag.get(qn("w:val")).partition("=")[0]: tag.getparent().getparent() for tag in root.iter(qn("w:tag"))}


def type_into(content: bytes, typed: Mapping[str, str]) -> bytes:
    """Return the document with texts *typed* into its boxes, by their names; a day is not picked from the calendar."""
    word = open_word(content)
    found = controls(word.element.body)
    for name, text in typed.items():
        _fill(found[name], text)
    return saved(word)


def pick_day(content: bytes, name: str, shown: str, day: str) -> bytes:
    """Return the document with *day* picked from the calendar of a box, in which it is *shown*."""
    word = open_word(content)
    control = controls(word.element.body)[name]
    _fill(control, shown)
    (date,) = control.iter(qn("w:date"))
    date.set(qn("w:fullDate"), f"{day}T00:00:00Z")
    return saved(word)


def saved(word: WordDocument) -> bytes:
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _fill(control: Element, text: str) -> None:
    for hint in list(control.iter(qn("w:showingPlcHdr"))):
        hint.getparent().remove(hint)
    runs = []
    for number, line in enumerate(text.split("\n")):
        held = element("t")
        held.text = line
        held.set(qn("xml:space"), "preserve")
        runs.append(element("r", *((element("br"),) if number else ()), held))
    control.find(qn("w:sdtContent"))[:] = runs


def changed_part(content: bytes, change: Callable[[bytes], bytes], name: str = TEXT) -> bytes:
    """Return the packed file with one part changed."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(file, "w") as again:
        for part in packed.namelist():
            again.writestr(part, change(packed.read(part)) if part == name else packed.read(part))
    return file.getvalue()


def changed_text(content: bytes, change: Callable[[Element], object]) -> bytes:
    """Return the document with *change* done to the XML of its text."""

    def done(part: bytes) -> bytes:
        root = etree.fromstring(part)
        change(root)
        return bytes(etree.tostring(root))

    return changed_part(content, done)


def drop_tags(root: Element) -> None:
    """Leave out what LibreOffice 7.4 loses: tags, titles and numbers of content controls."""
    for control in root.iter(qn("w:sdtPr")):
        for each in list(control):
            if each.tag in {qn("w:tag"), qn("w:alias"), qn("w:id")}:
                control.remove(each)


def drop_tables(root: Element) -> None:
    for table in list(root.iter(qn("w:tbl"))):
        table.getparent().remove(table)
