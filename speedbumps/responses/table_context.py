"""The settings with which tables of answers are read."""

from typing import NamedTuple

from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.responses.answers import (
    TableOptions,
)
from speedbumps.responses.headings import Wordings
from speedbumps.text import fold_text


class TableContext(NamedTuple):
    """The settings with which a table of answers is read."""

    instrument: Instrument
    wordings: Wordings
    options: TableOptions = TableOptions()
    columns: ColumnMap | None = None
    """What a map states about its columns and words."""
    sheet: str | None = None
    """The sheet of a workbook that is wanted."""


def table_context(
    instrument: Instrument,
    options: TableOptions | None = None,
    columns: ColumnMap | None = None,
    sheet: str | None = None,
) -> TableContext:
    """Return the settings for reading tables of answers to *instrument*."""
    options = (options or TableOptions())._replace(answers=_folded_words(columns) if columns else {})
    return TableContext(instrument, Wordings(instrument), options, columns, sheet)


def _folded_words(columns: ColumnMap) -> dict[str, str]:
    """Return the answers in a map by folded word."""
    return {fold_text(word): answer for word, answer in columns.answers.items()}
