"""Make Office files whose bytes depend on nothing but their content, and mark the places that people type into."""

import re
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter and python-docx know no zones
"""The creation date of each file: fixed, so that the same content gives the same bytes."""


AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Options with which XlsxWriter writes every text as text."""

A4 = 9
"""XlsxWriter's number of this paper; Word documents have it too. Pages of HTML leave it to the browser."""

LONGEST_PROPERTY = 255
"""The most characters that a property of a document may have."""

EMPTY_BOX = "…………"
"""What stands in a box into which nothing was typed: on paper, room to write a few words."""

LONGEST_TAG = 64
"""The most characters of the tag, and of the title, of a content control in Word."""

TAG = re.compile(r"(?P<name>.*?)(?:=(?P<before>[0-9a-f]{6}))?", re.DOTALL)
"""The tag of a content control: a name, or its digest after #, and a digest of what stood in it."""

BOOKMARK = re.compile(r"_box_(?P<name>[0-9a-f]{16})(?:_(?P<before>[0-9a-f]{6}))?")
"""The name of a bookmark, which holds the same. It begins like those that Word does not list."""


class BoxMark(NamedTuple):
    """What a mark of a box says: which box it is, and what stood in it when the document was made."""

    name: str
    """The digest of the box's name."""
    before: str = ""
    """The digest of what stood in it; empty if nothing did."""


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


def mark_of(name: str, value: str = "") -> BoxMark:
    """Return the mark of the box called *name*, in which *value* stands."""
    return BoxMark(_digest(name)[:16], _digest(value)[:6] if value else "")


def tag_of(name: str, value: str = "") -> str:
    """Return the tag of the content control for the box called *name*, in which *value* stands.

    The name is replaced by its digest if Word does not take it, or if the tag would be read as another one.
    """
    mark = mark_of(name, value)
    before = f"={mark.before}" if mark.before else ""
    tag = f"{name}{before}"
    fits = len(tag.encode("utf-16-le", "replace")) <= 2 * LONGEST_TAG
    return tag if fits and name.isprintable() and read_tag(tag) == mark else f"#{mark.name}{before}"


def bookmark_of(name: str, value: str = "") -> str:
    """Return the name of a bookmark beside the box called *name*, for programs that lose tags."""
    mark = mark_of(name, value)
    return f"_box_{mark.name}_{mark.before}" if mark.before else f"_box_{mark.name}"


def read_tag(tag: str) -> BoxMark | None:
    """Return what the *tag* of a content control says, whoever wrote it; None if it is empty."""
    found = TAG.fullmatch(tag)
    if not tag or found is None:
        return None
    name, before = found["name"], found["before"] or ""
    return BoxMark(name[1:] if name.startswith("#") else _digest(name)[:16], before)


def read_bookmark(name: str) -> BoxMark | None:
    """Return what the *name* of a bookmark says; None if it marks no box."""
    found = BOOKMARK.fullmatch(name)
    return BoxMark(found["name"], found["before"] or "") if found else None


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
