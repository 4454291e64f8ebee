"""Exports of survey programs as they reach us: saved again by other programs, in other encodings, with odd rows."""

import csv
import io
import zipfile
from random import Random
from typing import Literal

from support.paths import EXPORTS

TEXTS = (
    "plain.csv",
    "plain-words.csv",
    "google.csv",
    "google-grid.csv",
    "microsoft-bom.csv",
    "limesurvey-code.csv",
    "limesurvey-full.csv",
    "qualtrics.csv",
    "qualtrics-legacy.csv",
    "kobo.csv",
    "odk.csv",
)
"""Exports with the answers of plain.csv, as text."""

LINE_ENDS = ("\n", "\r\n", "\r", "\r\r\n")
OLD = "cp1252"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", OLD)
SEPARATORS = (",", ";", "\t", "|")
TOTALS = ("Total", "Average", "Grand total", "Mittelwert", "Mean")

Rows = list[list[str]]


def odd_export(chance: Random) -> tuple[str, bytes, list[str]]:
    """Return the name and the content of a file that holds the answers of plain.csv, and what was done to it."""
    name = chance.choice(TEXTS)
    text = (EXPORTS / name).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if name == "kobo.csv" else ","))
    done = [name]
    for change in (_totals, _headings_again, _empty_columns):
        if chance.random() < 0.25:
            rows = change(rows, chance, name)
            done.append(change.__name__)
    content, ending, how = _written(rows, chance)
    return f"staff{ending}", content, [*done, *how]


def _headings(name: str) -> int:
    return {"qualtrics.csv": 3, "qualtrics-legacy.csv": 2}.get(name, 1)


def _totals(rows: Rows, chance: Random, _: str) -> Rows:
    """A row at the end that says what it is in its first cell, and holds numbers."""
    return [*rows, [chance.choice(TOTALS), *(f"{chance.uniform(1, 3):.2f}" for _ in rows[-1][1:])]]


def _headings_again(rows: Rows, chance: Random, name: str) -> Rows:
    at = chance.randrange(_headings(name) + 1, len(rows))
    return [*rows[:at], rows[0], *rows[at:]]


def _empty_columns(rows: Rows, chance: Random, _: str) -> Rows:
    number = chance.randrange(1, 4)
    return [[*row, *[""] * number] for row in rows]


def _written(rows: Rows, chance: Random) -> tuple[bytes, str, list[str]]:
    separator, end, encoding = chance.choice(SEPARATORS), chance.choice(LINE_ENDS), chance.choice(ENCODINGS)
    quoting: Literal[0, 1] = csv.QUOTE_ALL if chance.random() < 0.5 else csv.QUOTE_MINIMAL
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator="\n", quoting=quoting).writerows(rows)
    lines = file.getvalue()
    how = [repr(separator), repr(end), encoding]
    if '"' not in lines and chance.random() < 0.3:
        lines = lines.replace("\n", "\n\n") if chance.random() < 0.5 else lines + "\n\n\n"
        how.append("blank lines")
    if chance.random() < 0.2 and separator != "|":
        lines = f"sep={separator}\n{lines}"
        how.append("sep=")
    if encoding == OLD and end == "\r":
        encoding = "mac_roman"  # Excel on a Mac writes both
    try:
        content = lines.replace("\n", end).encode(encoding)
    except UnicodeEncodeError:
        content = lines.replace("\n", end).encode()
    ending = chance.choice((".csv", ".csv", ".tsv", ".txt"))
    if chance.random() < 0.15:
        content, ending = _zipped(content), ".zip"
        how.append("zip")
    return content, ending, how


def _zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("export.csv", content)
        packed.writestr("__MACOSX/._export.csv", b"\0\1")
    return file.getvalue()
