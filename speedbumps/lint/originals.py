"""Load the questionnaires that plans, translations and answers belong to, each once in a run."""

from pathlib import Path
from typing import NamedTuple

from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.history_file import add_companions
from speedbumps.questionnaires.load import find_questionnaire, read_instrument


class Original(NamedTuple):
    """The questionnaire that a file belongs to, with its action library, or the reason why it cannot be used."""

    instrument: Instrument | None
    reason: str | None


Originals = dict[tuple[str, Path, bool], Original]
"""What was loaded, by the name of a questionnaire, the folder of the file that names it, and whether it is complete."""


def load_original(name: str, folder: Path, known: Originals | None = None, *, complete: bool = False) -> Original:
    """Return the questionnaire called *name* in a file in *folder*, from those that are *known* if it is there.

    A *complete* one has its translations and its history as well, to read answers with.
    """
    place = (name, folder, complete)
    if known is not None and place in known:
        return known[place]
    loaded = _load(name, folder, complete=complete)
    if known is not None:
        known[place] = loaded
    return loaded


def _load(name: str, folder: Path, *, complete: bool) -> Original:
    try:
        path = find_questionnaire(name, folder)
        instrument = read_instrument(path).value
    except FileNotFoundError as error:
        return Original(None, str(error))
    if instrument is None:
        return Original(None, f"'{name}' cannot be used yet; check its own file first")
    return Original(add_companions(instrument, path) if complete else instrument, None)
