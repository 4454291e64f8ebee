"""The formats of translators' programs, by the endings of their files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.problem import LoadResult
from speedbumps.diagnostics.yaml_source import read_text
from speedbumps.translations.gettext_po import read_po, write_po
from speedbumps.translations.returned import ExchangeFile, ReturnedFile
from speedbumps.translations.xliff import read_xliff, write_xliff


class ExchangeFormat(NamedTuple):
    """A format that translators' programs read and write."""

    write: Callable[[ExchangeFile], str]
    read: Callable[[str, str], LoadResult[ReturnedFile]]
    """A function from the path and the text of a file to what is in it."""


EXCHANGE_FORMATS: Mapping[str, ExchangeFormat] = {
    ".po": ExchangeFormat(write_po, read_po),
    ".xlf": ExchangeFormat(write_xliff, read_xliff),
    ".xliff": ExchangeFormat(write_xliff, read_xliff),
}


def read_exchange_file(path: Path) -> LoadResult[ReturnedFile]:
    """Return what is in the file of a translator's program at *path*, which ends as one of EXCHANGE_FORMATS.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    text = read_text(path)
    if text.value is None:
        return LoadResult(None, text.problems)
    return EXCHANGE_FORMATS[path.suffix.lower()].read(str(path), text.value)
