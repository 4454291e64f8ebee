"""One table read by itself."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import polars as pl

from speedbumps.diagnostics.problem import LoadResult, require_value
from speedbumps.model.instrument import Instrument
from speedbumps.responses.answers import AnswerPart
from speedbumps.responses.read_table import TableRead, read_table
from speedbumps.responses.table_context import table_context
from speedbumps.tables.files import read_file
from speedbumps.tables.sheets import Sheet, read_sheets
from support.schools import first_version


def account(path: Path, instrument: Instrument | None = None) -> TableRead:
    """Return the answers in the table at *path*, with what became of its columns and rows."""
    return read_table(path, table_context(instrument or first_version()))


def read(path: Path, instrument: Instrument | None = None) -> LoadResult[AnswerPart]:
    """Return the answers in the only sheet that is read of the table at *path*."""
    found = account(path, instrument).parts
    return LoadResult(found.value[0] if found.value else None, found.problems)


def sheet_of(path: Path) -> Sheet:
    """Return the first sheet of the file at *path*."""
    return require_value(read_sheets(path, require_value(read_file(path)))).sheets[0]


def write_table(path: Path, number: int) -> None:
    """Write the answers of one person (YAML) or six (anything else) of the school called after the file."""
    frame = pl.DataFrame({"role": ["teacher"] * 6, "T01": [number % 5] * 6, "T02": [0] * 6, "T03": [number // 5] * 6})
    match path.suffix:
        case ".yaml":
            path.write_text(
                "format: speedbumps-answers/1\nquestionnaire: school\nversion: 2.0.0\nrole: teacher\n"
                f"school: {{id: {path.stem}}}\nanswers: {{T01: {number % 5}, T02: 0, T03: {number // 5}}}\n",
                "utf-8",
            )
        case ".parquet":
            held = BytesIO()
            frame.write_parquet(held)
            path.write_bytes(held.getvalue())
        case ".zip":
            with ZipFile(path, "w") as packed:
                packed.writestr(f"{path.stem}.csv", frame.write_csv())
        case ".tsv":
            path.write_text(frame.write_csv(separator="\t"), "utf-8")
        case _:
            path.write_text(frame.write_csv(), "utf-8")
