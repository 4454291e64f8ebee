"""Make Office files whose bytes depend on nothing but their content."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter and python-docx know no zones
"""The creation date of each file: fixed, so that the same content gives the same bytes."""


AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Options with which XlsxWriter writes every text as text."""

LONGEST_PROPERTY = 255
"""The most characters that a property of a document may have."""


def new_word_document(title: str, subject: str = "", like: bytes | None = None) -> "Document":
    """Return an empty Word document with a title and a subject, which names no author and no program.

    It has the styles, headers and footers of the document *like*, if there is one, and nothing of its text.
    """
    from docx import Document  # slow to load, and only Word documents need it

    document = Document(BytesIO(like) if like else None)
    properties = document.core_properties
    if like:
        body = document.element.body
        body[:] = [part for part in body if part.tag.endswith("}sectPr")]
        properties.last_modified_by = ""
    properties.author, properties.comments = "", ""
    properties.title, properties.subject = title[:LONGEST_PROPERTY], subject[:LONGEST_PROPERTY]
    properties.created = properties.modified = MADE
    return document


def word_bytes(document: "Document") -> bytes:
    """Return *document* as a file, which is the same each time."""
    file = BytesIO()
    document.save(file)
    return _strip_dates(file.getvalue())


def _strip_dates(packed: bytes) -> bytes:
    """Return the archive *packed* without the times at which its parts were written."""
    held = BytesIO()
    with ZipFile(BytesIO(packed)) as dated, ZipFile(held, "w", ZIP_DEFLATED) as undated:
        for part in dated.infolist():
            undated.writestr(ZipInfo(part.filename), dated.read(part), ZIP_DEFLATED)
    return held.getvalue()
