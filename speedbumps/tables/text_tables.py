"""Read a text file of cells: its encoding, its line ends, what separates the cells, and its first rows."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speedbumps.diagnostics.codes import DAMAGED, EMPTY, HEADING, KIND, NOT_UTF8, OLD_ENCODING, RAGGED, TOO_LARGE
from speedbumps.diagnostics.problem import START, Loaded, Problem, refused

BEGINNING = 256 * 1024
"""Bytes by which a file's layout is known."""

TOP = 60
"""Rows by which a file's layout is known."""

LONGEST_HEADING = 64 * 1024
"""Bytes of a line of headings."""

LARGEST_CONVERTED = 512 * 1024 * 1024
"""Bytes of a file that is converted to UTF-8 in memory."""

SEPARATORS = (",", ";", "\t", "|")

COMPARED = 20
"""Rows by which it is known what separates the cells."""

QUOTED = re.compile(r'"[^"]*"')
"""A cell in quotes, in which a comma is part of a sentence."""

SEPARATOR_LINE = re.compile(rb'"?sep=(?P<separator>[,;\t|])"?[ \t]*\n', re.IGNORECASE)
"""The first line by which Excel is told what separates the cells."""

WIDE = ((BOM_UTF32_LE, "utf-32"), (BOM_UTF32_BE, "utf-32"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
"""How texts begin that have two or four bytes a character. That of UTF-32 begins with that of UTF-16."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How files of old office programs begin, and newer ones that are encrypted."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What stands in a file of a newer office program that has a password."""

OTHER_KINDS = (
    (OLD_OFFICE, "a workbook of an old Excel, or one with a password; save it as .xlsx without a password"),
    (b"\x1f\x8b", "packed (gzip); unpack it, and name the file that was in it"),
    (b"7z\xbc\xaf", "packed (7z); unpack it, and name the file that was in it"),
    (b"Rar!", "packed (RAR); unpack it, and name the file that was in it"),
    (b"%PDF", "a PDF; export the answers as CSV or .xlsx"),
    (b"\x89PNG", "a picture; export the answers as CSV or .xlsx"),
    (b"SQLite format 3", "a database; export the answers as CSV or .xlsx"),
    (b"$FL2", "an SPSS file; export it as CSV"),
    (b"<stata_dta", "a Stata file; export it as CSV"),
    (b"<!DOCTYPE", "a web page; export the answers as CSV or .xlsx"),
    (b"<html", "a web page; export the answers as CSV or .xlsx"),
    (b"<?xml", "XML; export the answers as CSV or .xlsx"),
)
"""What a file is that begins so, and what to do with it."""

LONE_RETURN = re.compile(rb"\r(?!\n)")

IN_WINDOWS, ON_OLD_MACS = "cp1252", "mac_roman"


class TextTable(NamedTuple):
    """A text file of cells in UTF-8, whose lines end in a line feed."""

    content: bytes
    separator: str
    top: tuple[tuple[str, ...], ...]
    """Its first rows that are not blank."""
    lines: tuple[int, ...]
    """The line on which each of them ends."""
    skipped: int = 0
    """Lines above these that are no part of the table: what tells Excel the separator."""
    notices: tuple[Problem, ...] = ()


def other_kind(content: bytes) -> str | None:
    """Return what a file is that is known to be no table of ours by what it begins with, and what to do with it."""
    if content.startswith(OLD_OFFICE) and ENCRYPTED in content:
        return "a workbook with a password; remove the password, and save it as .xlsx"
    return next((kind for start, kind in OTHER_KINDS if content.startswith(start)), None)


def read_text_table(path: str, content: bytes) -> Loaded[TextTable]:
    """Return the table that a text file holds; *path* is only for messages."""
    if (kind := other_kind(content)) is not None:
        return refused(path, KIND, f"this file is {kind}")
    decoded = _in_utf8(path, content)
    if decoded.value is None:
        return Loaded(None, decoded.problems)
    return _table(path, _with_line_feeds(decoded.value), decoded.problems)


def from_older_encoding(path: str, table: TextTable) -> Loaded[TextTable]:
    """Return a table again that turned out not to be UTF-8 further down, read in the encoding of older programs."""
    if len(table.content) > LARGEST_CONVERTED:
        return refused(path, NOT_UTF8, "so large a file has to be in UTF-8; save it as “CSV UTF-8”")
    return _table(path, table.content.decode(IN_WINDOWS, errors="replace").encode(), (_older(path),))


def is_utf8(content: bytes) -> bool:
    """Return whether *content* is text in UTF-8 as far as its last line end, or to its end if it has none."""
    try:
        content[: content.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def separator_of(line: str) -> str:
    """Return what separates the cells of a *line*: what stands most often outside quotes; the comma in a tie."""
    return max(SEPARATORS, key=QUOTED.sub("", line).count)


def parse_rows(text: str, separator: str, *, whole: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the first rows of a *text* that are not blank, each with the line on which it ends.

    The last line may be cut off if the text is not *whole*.
    """
    lines = text.split("\n")
    reader = csv.reader((f"{line}\n" for line in (lines if whole else lines[:-1])), delimiter=separator)
    try:
        for row in reader:
            if row:
                yield tuple(row), reader.line_num
            if reader.line_num >= TOP * 2:
                return
    except csv.Error:
        return


def _in_utf8(path: str, content: bytes) -> Loaded[bytes]:
    """Return *content* in UTF-8 without a byte order mark, with a notice where its encoding was a guess."""
    start = content[:BEGINNING]
    for mark, encoding in WIDE:
        if start.startswith(mark):
            return _converted(path, content, encoding)
    if start.startswith(BOM_UTF8):
        content, start = content[len(BOM_UTF8) :], start[len(BOM_UTF8) :]
    if b"\0" in start:
        wide = _wide_without_mark(start)
        message = "this is no table: it holds characters that no text has; is it damaged, or of another kind?"
        return _converted(path, content, wide) if wide else refused(path, DAMAGED, message)
    if not start.strip(b"\r\n ,;\t|"):
        return refused(path, EMPTY, "the file is empty, or its first line holds no heading")
    if is_utf8(start):
        return Loaded(content)
    mac = b"\r" in start and b"\n" not in start
    converted = _converted(path, content, ON_OLD_MACS if mac else IN_WINDOWS)
    return Loaded(converted.value, (*converted.problems, *((_older(path),) if converted.value is not None else ())))


def _converted(path: str, content: bytes, encoding: str) -> Loaded[bytes]:
    if len(content) > LARGEST_CONVERTED:
        return refused(path, TOO_LARGE, "so large a file has to be in UTF-8; save it as “CSV UTF-8”")
    text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    if not text.strip("\r\n ,;\t|"):
        return refused(path, EMPTY, "the file is empty, or its first line holds no heading")
    return Loaded(text.encode("utf-8", errors="replace"))


def _older(path: str) -> Problem:
    message = "this is not UTF-8; it was read in the encoding of older programs. Look at letters with accents"
    return Problem(path, START, OLD_ENCODING, message, "warning")


def _wide_without_mark(start: bytes) -> str | None:
    """Return the encoding of a text with two bytes a character that does not say so; None if it is no such text."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.5 * half and others < 0.01 * half:  # western texts have a zero in every other byte
            return encoding
    return None


def _with_line_feeds(content: bytes) -> bytes:
    """Return *content* with a line feed where a line ends in a carriage return alone."""
    if b"\r" not in content or LONE_RETURN.search(content) is None:  # the first is five times as fast
        return content
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _table(path: str, content: bytes, notices: tuple[Problem, ...], *, unwrap: bool = True) -> Loaded[TextTable]:
    skipped, separator = 0, ""
    if found := SEPARATOR_LINE.match(content.replace(b"\r\n", b"\n", 1) if b"\r" in content[:20] else content):
        content = content.partition(b"\n")[2]
        skipped, separator = 1, found["separator"].decode()
    start = content[:BEGINNING]
    if len(start.partition(b"\n")[0]) > LONGEST_HEADING:
        return refused(path, HEADING, "the first line is far too long to be a heading; is this a table?")
    text, whole = start.decode("utf-8", errors="replace"), len(content) <= BEGINNING
    likely = _separator(text, whole=whole)
    rows = tuple(parse_rows(text, likely, whole=whole))
    if separator not in ("", likely):  # the line that tells Excel the separator may tell a wrong one
        other = tuple(parse_rows(text, separator, whole=whole))
        rows, likely = (rows, likely) if _is_far_wider(rows, other) else (other, separator)
    separator = likely
    if not rows:
        return refused(path, EMPTY, "the file is empty, or its first line holds no heading")
    top, lines = zip(*rows, strict=True)
    if unwrap and all(len(row) == 1 and any(sign in row[0] for sign in SEPARATORS) for row in top):
        return _unwrapped(path, content, notices)
    return Loaded(TextTable(content, separator, top, lines, skipped, notices))


def _is_far_wider(rows: Sequence[tuple[tuple[str, ...], int]], others: Sequence[tuple[tuple[str, ...], int]]) -> bool:
    """Return whether the first of some *rows* has more than twice as many cells as that of *others*."""
    return bool(rows) and (not others or len(rows[0][0]) > 2 * len(others[0][0]))


def _separator(text: str, *, whole: bool) -> str:
    """Return what separates the cells: that by which most of the first rows are equally wide, and wider than one."""

    def evenness(separator: str) -> tuple[int, int]:
        widths = [len(row) for row, _ in parse_rows(text, separator, whole=whole)][:COMPARED]
        usual = max(widths, key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    first = separator_of(text.partition("\n")[0])
    return max((first, *SEPARATORS), key=evenness)


def _unwrapped(path: str, content: bytes, notices: tuple[Problem, ...]) -> Loaded[TextTable]:
    """Return a table in which every row stands within one cell, as a CSV file does that was saved as CSV again."""
    text = content.decode("utf-8", errors="replace")
    try:
        rows = [row[0] if row else "" for row in csv.reader(text.splitlines(keepends=True))]
    except csv.Error as error:
        return refused(path, RAGGED, f"this cannot be read as a table: {error}")
    message = "every row stands within one cell, as if the file was saved twice; the cells were read from there"
    warned = (*notices, Problem(path, START, RAGGED, message, "warning"))
    return _table(path, "\n".join(rows).encode(), warned, unwrap=False)
