"""Read a table from a text file: its encoding, its line ends, its separator, and its first rows."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speedbumps.diagnostics.codes import DAMAGED, EMPTY, HEADING, KIND, NOT_UTF8, OLD_ENCODING, RAGGED, TOO_LARGE
from speedbumps.diagnostics.problem import START, LoadResult, Problem, reject_file
from speedbumps.diagnostics.severities import severity_of
from speedbumps.diagnostics.yaml_events import split_lines

BEGINNING = 256 * 1024
"""The number of bytes from which a file's layout is determined."""

TOP = 60
"""The number of rows from which a file's layout is determined."""

LONGEST_HEADING = 64 * 1024
"""The most bytes of a line of headings."""

LARGEST_CONVERTED = 512 * 1024 * 1024
"""The most bytes of a file that is converted to UTF-8 in memory."""

SEPARATORS = (",", ";", "\t", "|")

COMPARED = 20
"""The number of rows from which the separator is determined."""

QUOTED = re.compile(r'"[^"]*"')
"""A quoted cell, in which a comma is part of a sentence."""

SEPARATOR_LINE = re.compile(rb'"?sep=(?P<separator>[,;\t|])"?[ \t]*\n', re.IGNORECASE)
"""A first line that tells Excel the separator."""

WIDE = ((BOM_UTF32_LE, "utf-32"), (BOM_UTF32_BE, "utf-32"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
"""The byte order marks of UTF-32 and UTF-16. The mark of UTF-32 begins with that of UTF-16."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""The first bytes of files of old office programs, and of newer ones that are encrypted."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""A name that is in every file of a newer office program with a password."""

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
"""The first bytes of other kinds of files, with what each is and what to do with it."""

LONE_RETURN = re.compile(rb"\r(?!\n)")

IN_WINDOWS, ON_OLD_MACS = "cp1252", "mac_roman"


class TextTable(NamedTuple):
    """A table in a text file, converted to UTF-8 with line feeds as line ends."""

    content: bytes
    separator: str
    top: tuple[tuple[str, ...], ...]
    """Its first rows that are not blank."""
    lines: tuple[int, ...]
    """The line on which each of them ends."""
    skipped: int = 0
    """The number of lines above these that are not part of the table: one that tells Excel the separator."""
    notices: tuple[Problem, ...] = ()


def detect_other_format(content: bytes) -> str | None:
    """Return what a file is and what to do with it, if its first bytes show that it is not a table; else None."""
    if content.startswith(OLD_OFFICE) and ENCRYPTED in content:
        return "a workbook with a password; remove the password, and save it as .xlsx"
    return next((kind for start, kind in OTHER_KINDS if content.startswith(start)), None)


def read_text_table(path: str, content: bytes) -> LoadResult[TextTable]:
    """Return the table in a text file; *path* is only for messages."""
    if (kind := detect_other_format(content)) is not None:
        return reject_file(path, KIND, f"this file is {kind}")
    decoded = _convert_to_utf8(path, content)
    if decoded.value is None:
        return LoadResult(None, decoded.problems)
    return _parse_table(path, _normalise_line_ends(decoded.value), decoded.problems)


def reread_older_encoding(path: str, table: TextTable) -> LoadResult[TextTable]:
    """Read *table* again in the encoding of older programs, after it turned out not to be UTF-8 further down."""
    if len(table.content) > LARGEST_CONVERTED:
        return reject_file(path, NOT_UTF8, "so large a file has to be in UTF-8; save it as “CSV UTF-8”")
    return _parse_table(
        path, table.content.decode(IN_WINDOWS, errors="replace").encode(), (_older_encoding_notice(path),)
    )


def is_utf8(content: bytes) -> bool:
    """Return whether *content* is UTF-8 up to its last line end, or to its end if it has none."""
    try:
        content[: content.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def guess_separator(line: str) -> str:
    """Return the separator that is most frequent outside quotes in *line*; the comma in a tie."""
    return max(SEPARATORS, key=QUOTED.sub("", line).count)


def parse_rows(text: str, separator: str, *, whole: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the first rows of *text* that are not blank, each with the line on which it ends.

    The last line may be cut off, and is ignored, unless the text is *whole*.
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


def _convert_to_utf8(path: str, content: bytes) -> LoadResult[bytes]:
    """Return *content* in UTF-8 without a byte order mark, with a notice if its encoding was guessed."""
    start = content[:BEGINNING]
    for mark, encoding in WIDE:
        if start.startswith(mark):
            return _convert_from(path, content, encoding)
    if start.startswith(BOM_UTF8):
        content, start = content[len(BOM_UTF8) :], start[len(BOM_UTF8) :]
    if b"\0" in start:
        wide = _detect_utf16(start)
        message = "this is no table: it holds characters that no text has; is it damaged, or of another kind?"
        return _convert_from(path, content, wide) if wide else reject_file(path, DAMAGED, message)
    if not start.strip(b"\r\n ,;\t|"):
        return reject_file(path, EMPTY, "the file is empty, or its first line holds no heading")
    if is_utf8(start):
        return LoadResult(content)
    mac = b"\r" in start and b"\n" not in start
    converted = _convert_from(path, content, ON_OLD_MACS if mac else IN_WINDOWS)
    return LoadResult(
        converted.value,
        (*converted.problems, *((_older_encoding_notice(path),) if converted.value is not None else ())),
    )


def _convert_from(path: str, content: bytes, encoding: str) -> LoadResult[bytes]:
    if len(content) > LARGEST_CONVERTED:
        return reject_file(path, TOO_LARGE, "so large a file has to be in UTF-8; save it as “CSV UTF-8”")
    text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    if not text.strip("\r\n ,;\t|"):
        return reject_file(path, EMPTY, "the file is empty, or its first line holds no heading")
    return LoadResult(text.encode("utf-8", errors="replace"))


def _older_encoding_notice(path: str) -> Problem:
    message = "this is not UTF-8; it was read in the encoding of older programs. Look at letters with accents"
    return Problem(path, START, OLD_ENCODING, message, severity_of(OLD_ENCODING))


def _detect_utf16(start: bytes) -> str | None:
    """Return the encoding of UTF-16 without a byte order mark; None if *start* is not UTF-16."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.5 * half and others < 0.01 * half:  # in western texts every other byte is zero
            return encoding
    return None


def _normalise_line_ends(content: bytes) -> bytes:
    """Return *content* with line feeds as line ends if any line ends in a carriage return alone."""
    if b"\r" not in content or LONE_RETURN.search(content) is None:  # the first test is five times as fast
        return content
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _parse_table(
    path: str, content: bytes, notices: tuple[Problem, ...], *, unwrap: bool = True
) -> LoadResult[TextTable]:
    skipped, separator = 0, ""
    if found := SEPARATOR_LINE.match(content.replace(b"\r\n", b"\n", 1) if b"\r" in content[:20] else content):
        content = content.partition(b"\n")[2]
        skipped, separator = 1, found["separator"].decode()
    start = content[:BEGINNING]
    if len(start.partition(b"\n")[0]) > LONGEST_HEADING:
        return reject_file(path, HEADING, "the first line is far too long to be a heading; is this a table?")
    text, whole = start.decode("utf-8", errors="replace"), len(content) <= BEGINNING
    likely = _most_even_separator(text, whole=whole)
    rows = tuple(parse_rows(text, likely, whole=whole))
    if separator not in ("", likely):  # the line that tells Excel the separator may be wrong
        other = tuple(parse_rows(text, separator, whole=whole))
        rows, likely = (rows, likely) if _is_far_wider(rows, other) else (other, separator)
    separator = likely
    if not rows:
        return reject_file(path, EMPTY, "the file is empty, or its first line holds no heading")
    top, lines = zip(*rows, strict=True)
    if unwrap and all(len(row) == 1 and any(sign in row[0] for sign in SEPARATORS) for row in top):
        return _unwrap_rows(path, content, notices)
    return LoadResult(TextTable(content, separator, top, lines, skipped, notices))


def _is_far_wider(rows: Sequence[tuple[tuple[str, ...], int]], others: Sequence[tuple[tuple[str, ...], int]]) -> bool:
    """Return whether the first of *rows* has more than twice as many cells as the first of *others*."""
    return bool(rows) and (not others or len(rows[0][0]) > 2 * len(others[0][0]))


def _most_even_separator(text: str, *, whole: bool) -> str:
    """Return the separator that gives most of the first rows the same width, of more than one cell."""

    def evenness(separator: str) -> tuple[int, int]:
        widths = [len(row) for row, _ in parse_rows(text, separator, whole=whole)][:COMPARED]
        usual = max(widths, key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    first = guess_separator(text.partition("\n")[0])
    return max((first, *SEPARATORS), key=evenness)


def _unwrap_rows(path: str, content: bytes, notices: tuple[Problem, ...]) -> LoadResult[TextTable]:
    """Return a table in which every row is within one cell, as in a CSV file that was saved as CSV again."""
    text = content.decode("utf-8", errors="replace")
    try:
        rows = [row[0] if row else "" for row in csv.reader(split_lines(text))]
    except csv.Error as error:
        return reject_file(path, RAGGED, f"this cannot be read as a table: {error}")
    message = "every row is inside one cell, as if the file was saved twice; the cells were read from there"
    warned = (*notices, Problem(path, START, RAGGED, message, "warning"))
    return _parse_table(path, "\n".join(rows).encode(), warned, unwrap=False)
