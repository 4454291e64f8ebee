"""Cells come out of a table in text as Python's own reader of CSV understands them, however they are quoted."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.schools import first_version

from speedbumps.responses.raw_cells import Heading, read_cells
from speedbumps.tables.sheets import Sheet
from speedbumps.tables.text_tables import TextTable

PIECES = st.sampled_from(['"', '""', ",", ";", "a", "é", "“", " ", "\n", "\r\n", "1", '"x"', ',"', '",'])

HEADINGS = ("role", "T01", "O1")


def _cells(rows: str, separator: str = ",") -> list[tuple[str, ...]] | None:
    """Return the cells below a heading as we read them; None if the table is refused."""
    content = separator.join(HEADINGS) + "\n" + rows
    text = TextTable(content.encode(), separator, (HEADINGS,), (1,))
    heading = Heading({"role": 0}, {"T01": 1, "O1": 2}, 3)
    found = read_cells(Sheet(Path("a.csv"), (HEADINGS,), text=text), heading, first_version())
    if found.value is None:
        return None
    rows_read = found.value.drop("line").iter_rows()
    return [(role, "" if point is None else str(point).strip(), words or "") for role, point, words in rows_read]


def _ends(rows: str, separator: str) -> bool:
    """Return whether no cell goes on beyond the end, because its quote never ends."""
    *_, last = csv.reader([*io.StringIO(rows, newline=""), "\n", "end"], delimiter=separator)
    return last == ["end"]


def _understood(rows: str, separator: str = ",") -> list[tuple[str, ...]] | None:
    """Return the cells as the standard library reads them; None if a row is not as wide as the headings, or goes on."""
    if not _ends(rows, separator):
        return None
    read = [row for row in csv.reader(io.StringIO(rows, newline=""), delimiter=separator) if any(map(str.strip, row))]
    cut = [row[:3] if not any(map(str.strip, row[3:])) else row for row in read]
    return [(row[0], row[1].strip(), row[2]) for row in cut] if all(len(row) == 3 for row in cut) else None


@given(
    st.lists(st.tuples(*[st.lists(PIECES, max_size=4).map("".join)] * 3), min_size=1, max_size=4),
    st.sampled_from(["", "\n"]),
)
def test_cells_are_those_of_the_standard_library(rows: list[tuple[str, str, str]], end: str) -> None:
    text = "\n".join(map(",".join, rows)) + end
    wanted = _understood(text)

    found = _cells(text)

    if wanted is not None and found is not None:
        assert [row for row in found if any(map(str.strip, row))] == wanted
    else:
        assert found == wanted


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('"abc"d', "abcd"),
        ('"é"ü', "éü"),
        ('"Often" ', "Often "),
        ('""d', "d"),
        ('5" pipe', '5" pipe'),
        ('"a ""b"""', 'a "b"'),
    ],
)
def test_nothing_is_cut_off_a_cell(cell: str, read: str) -> None:
    assert _cells(f"teacher,{cell},yes\n") == [("teacher", read.strip(), "yes")]
    assert _cells(f"teacher;{cell};yes\n", ";") == [("teacher", read.strip(), "yes")]
    assert _cells(f"{cell},1,yes\n") == [(read, "1", "yes")]


def test_a_cell_that_never_ends_is_named_and_swallows_nobody() -> None:
    content = ",".join(HEADINGS) + '\nteacher,1,fine\nteacher,2,"I think\nleader,3,no\nleader,4,no\n'
    heading = Heading({"role": 0}, {"T01": 1, "O1": 2}, 3)
    text = TextTable(content.encode(), ",", (HEADINGS,), (1,))

    found = read_cells(Sheet(Path("a.csv"), (HEADINGS,), text=text), heading, first_version())

    assert [str(each) for each in found.problems] == [
        "a.csv:3:3: error SB807 the quote that begins this cell never ends; is the file cut off? Export it again"
    ]
