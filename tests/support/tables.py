"""One table read by itself."""

from pathlib import Path

from schools import shipped

from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import Loaded, needed
from speedbumps.responses.answers import Part
from speedbumps.responses.files import read_file
from speedbumps.responses.read_table import TableRead, read_table
from speedbumps.responses.sheets import Sheet, read_sheets
from speedbumps.responses.table_context import table_context


def account(path: Path, instrument: Instrument | None = None) -> TableRead:
    """Return the answers in the table at *path*, with what became of its columns and rows."""
    return read_table(path, table_context(instrument or shipped()))


def read(path: Path, instrument: Instrument | None = None) -> Loaded[Part]:
    """Return the answers in the only sheet that is read of the table at *path*."""
    found = account(path, instrument).parts
    return Loaded(found.value[0] if found.value else None, found.problems)


def sheet_of(path: Path) -> Sheet:
    """Return the first sheet of the file at *path*."""
    return needed(read_sheets(path, needed(read_file(path)))).sheets[0]
