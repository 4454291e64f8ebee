"""Read what stands in the boxes of a Word document.

Each box is a content control with a tag, in a cell of a table of its own. Programs lose tags and control characters,
and people type beside a box; so all of the cell counts, and a bookmark beside the box says which it is, too. Of the
document only its text is read, as XML without entities; nothing that it refers to is opened.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from speedbumps.diagnostics.codes import DAMAGED, TOO_LARGE
from speedbumps.diagnostics.problem import LoadResult, reject_file
from speedbumps.diagnostics.yaml_source import read_bytes
from speedbumps.office_files import BoxMark, read_bookmark, read_tag

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

LARGEST_DOCUMENT = 64 * 1024 * 1024
"""The most bytes of a Word document. Pictures that people put into it are a part of it."""

LARGEST_PART = 16 * 1024 * 1024
"""The most bytes of its text after unpacking. That of a long plan has half a million."""

MAIN_PART = "word/document.xml"
"""Where the text usually is."""

SKIPPED = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "del", "moveFrom", "Fallback", "instrText", "object"}
)
"""Elements whose content is no text of the document: properties, what was deleted, and what stands there twice."""

SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
"""Elements that stand for a character."""

NOT_WORD = "this is no Word document that can be read: it is damaged, or has a password; save it again as .docx"


class WordBox(NamedTuple):
    """What stands in one box."""

    mark: BoxMark
    text: str
    """A line for each paragraph."""
    day: str | None = None
    """The day that was chosen in it, such as 2026-11-30."""
    choices: Mapping[str, str] = {}
    """The values that can be chosen in it, by their words."""
    is_hint: bool = False
    """Whether the program says that nothing was typed; some go on saying so."""


class WordBoxes(NamedTuple):
    """The boxes of a document."""

    marks: Mapping[str, str]
    """The names of all marks, each with the tag where there is one, those of boxes too."""
    boxes: tuple[WordBox, ...]


def read_word_boxes(path: Path) -> LoadResult[WordBoxes]:
    """Return the boxes of the Word document at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    content = read_bytes(path, LARGEST_DOCUMENT)
    if content.value is None:
        return LoadResult(None, content.problems)
    try:
        with ZipFile(BytesIO(content.value)) as packed:
            return _read_packed(str(path), packed)
    except Exception:  # noqa: BLE001 - zipfile, zlib and lxml raise any exception for damaged parts
        return reject_file(str(path), DAMAGED, NOT_WORD)


def _read_packed(path: str, packed: ZipFile) -> LoadResult[WordBoxes]:
    part = _main_part(packed)
    if packed.getinfo(part).file_size > LARGEST_PART:
        return reject_file(path, TOO_LARGE, "the text of this document is far longer than a plan")
    root = _parse_part(packed, part)
    if root is None or _kind(root) != "document":
        return reject_file(path, DAMAGED, NOT_WORD)
    return LoadResult(_find_boxes(root))


def _main_part(packed: ZipFile) -> str:
    """Return the name of the part with the text."""
    relations = _parse_part(packed, "_rels/.rels")
    for each in () if relations is None else relations:
        if (each.get("Type") or "").endswith("/officeDocument") and each.get("TargetMode") != "External":
            return normpath(join("/", each.get("Target") or "")).lstrip("/")
    return MAIN_PART


def _parse_part(packed: ZipFile, name: str) -> "Element | None":
    """Return the XML in the part called *name*; None if it declares entities, or is too large."""
    from docx.oxml.parser import parse_xml  # loads slowly; it neither expands entities nor opens addresses

    with packed.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART or b"<!DOCTYPE" in content:
        return None
    root: Element = parse_xml(content)
    return None if root.getroottree().docinfo.doctype else root


def _kind(part: "Element") -> str:
    """Return the name of an element without its namespace: there are two of Word's; a comment has none."""
    return str(part.tag).rpartition("}")[2] if isinstance(part.tag, str) else ""


def _attribute(part: "Element", name: str) -> str | None:
    return next((str(value) for key, value in part.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _find_boxes(root: "Element") -> WordBoxes:
    marks: dict[str, str] = {}
    places: defaultdict[tuple[Element, str], list[tuple[BoxMark, Element]]] = defaultdict(list)
    in_cell: defaultdict[Element, set[str]] = defaultdict(set)
    for mark, tag, part in _marked_parts(root):
        marks[mark.name] = tag or marks.get(mark.name, "")
        cell = _cell_of(part)
        if cell is not None:
            in_cell[cell].add(mark.name)
            places[cell, mark.name].append((mark, part))
        elif tag:
            places[part, mark.name].append((mark, part))
    boxes = tuple(
        _word_box(held, holder if len(in_cell[holder]) <= 1 else None) for (holder, _), held in places.items()
    )
    return WordBoxes(marks, tuple(box for box in boxes if box is not None))


def _marked_parts(root: "Element") -> Iterator[tuple[BoxMark, str, "Element"]]:
    """Yield each mark in the document with its tag, if it is one, and the control or the bookmark that bears it."""
    for part in root.iter():
        if _kind(part) == "tag":
            tag, control = _attribute(part, "val") or "", part.getparent()
            mark = read_tag(tag)
            holder = control.getparent() if control is not None else None
            if mark is not None and holder is not None:
                yield mark, tag, holder
        elif _kind(part) == "bookmarkStart" and (mark := read_bookmark(_attribute(part, "name") or "")) is not None:
            yield mark, "", part


def _cell_of(part: "Element") -> "Element | None":
    return next((each for each in part.iterancestors() if _kind(each) == "tc"), None)


def _word_box(held: Iterable[tuple[BoxMark, "Element"]], cell: "Element | None") -> WordBox | None:
    """Return the box with these marks: all of its *cell*, or its content control if the cell has others."""
    controls = [(mark, part) for mark, part in held if _kind(part) == "sdt"]
    first, *_ = (*controls, *held)
    holder = cell if cell is not None else controls[0][1] if controls else None
    if holder is None:
        return None
    text = "".join(_texts(holder)).strip("\n")
    day = next(
        (found for each in holder.iter() if _kind(each) == "date" and (found := _attribute(each, "fullDate"))), None
    )
    items = (each for each in holder.iter() if _kind(each) == "listItem")
    choices = {_attribute(each, "displayText") or "": _attribute(each, "value") or "" for each in items}
    is_hint = any(_kind(each) == "showingPlcHdr" for each in holder.iter())
    return WordBox(first[0], text, day[:10] if day else None, choices, is_hint)


def _texts(part: "Element") -> Iterator[str]:
    """Yield the pieces of the text of *part*."""
    for each in part:
        kind = _kind(each)
        if kind in SKIPPED:
            continue
        if kind == "t":
            yield each.text or ""
        elif kind in SIGNS:
            yield SIGNS[kind]
        else:
            yield from _texts(each)
            if kind == "p":
                yield "\n"
