"""What tables of answers are read with."""

from typing import NamedTuple

from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.responses.answers import (
    TableOptions,
)
from speedbumps.responses.headings import Wordings
from speedbumps.text import folded


class TableContext(NamedTuple):
    """What a table of answers is read with."""

    instrument: Instrument
    wordings: Wordings
    options: TableOptions = TableOptions()
    columns: ColumnMap | None = None
    """What somebody settled about its columns and words."""
    sheet: str | None = None
    """The sheet that is wanted of a workbook."""


def table_context(
    instrument: Instrument,
    options: TableOptions | None = None,
    columns: ColumnMap | None = None,
    sheet: str | None = None,
) -> TableContext:
    """Return what tables of answers to *instrument* are read with."""
    options = (options or TableOptions())._replace(answers=_folded_words(columns) if columns else {})
    return TableContext(instrument, Wordings(instrument), options, columns, sheet)


def _folded_words(columns: ColumnMap) -> dict[str, str]:
    return {folded(word): answer for word, answer in columns.answers.items()}
