"""From a workbook to its sheets, every cell as text."""

from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

import polars as pl

from speedbumps.model.codes import DAMAGED, TOO_LARGE
from speedbumps.model.problem import Loaded, refused

UNPACKED = 2 * 1024**3
"""Bytes of a workbook after unpacking; one that grows further is a trap."""


class Page(NamedTuple):
    """One sheet of a workbook."""

    name: str
    cells: pl.DataFrame
    """Every row, heading and all; a cell in which nothing stands is null."""


def pages(path: Path) -> Loaded[tuple[Page, ...]]:
    """All sheets of the workbook at *path*, in its order."""
    import fastexcel  # it takes a tenth of a second to load, and most files are no workbooks

    try:
        with ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                return refused(str(path), TOO_LARGE, "the workbook holds far more than a questionnaire's answers")
        book = fastexcel.read_excel(path)
        sheets = (book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names)
        return Loaded(tuple(Page(sheet.name, sheet.to_polars()) for sheet in sheets))
    except (BadZipFile, fastexcel.FastExcelError):
        message = "this is no workbook that can be read; save it as .xlsx, without a password"
        return refused(str(path), DAMAGED, message)
