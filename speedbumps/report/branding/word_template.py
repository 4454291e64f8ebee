"""The Word document of a user, whose styles, header and footer a report takes."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from speedbumps.diagnostics.codes import NOT_AS_NAMED, PAGE_REQUEST, TOO_LARGE
from speedbumps.report.formats.word_styles import STYLE_IDS

LARGEST_UNPACKED = 2**26
"""The most bytes of a document when it is unpacked."""

MAKE = (
    "make it of a report: write one with -o report.docx, change its styles, its header and its footer, and save it here"
)


def word_template_faults(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the code and a message for each fault of a user's Word document."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except BadZipFile:
        yield NOT_AS_NAMED, f"this is no Word document; {MAKE}"
        return
    if unpacked > LARGEST_UNPACKED:
        yield TOO_LARGE, f"the document is larger than {LARGEST_UNPACKED // 2**20} MB when it is unpacked"
        return
    try:
        document = Document(BytesIO(content))
        held = {style.style_id for style in document.styles}
        numbers = document.styles["List Number"].element.find(f".//{qn('w:numId')}") if "ListNumber" in held else None
        relations = tuple(document.part.package.iter_rels())
    except (OpcError, BadZipFile, XMLSyntaxError, KeyError, ValueError, AttributeError):
        yield NOT_AS_NAMED, f"this is no Word document; {MAKE}"
        return
    missing = sorted(STYLE_IDS - held)
    if missing or numbers is None:
        yield NOT_AS_NAMED, f"this document lacks styles of a report, such as {(missing or ['ListNumber'])[0]}; {MAKE}"
    if any(each.is_external and each.reltype != RELATIONSHIP_TYPE.HYPERLINK for each in relations):
        yield PAGE_REQUEST, "this document would load a picture or a template from elsewhere; put it into the document"
