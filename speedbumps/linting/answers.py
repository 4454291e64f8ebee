"""From a file of answers, or a table of schools, to what is wrong in it."""

from collections.abc import Iterator
from pathlib import Path

from speedbumps.checks.structure import fit
from speedbumps.loading.instruments import find, load
from speedbumps.loading.translations import in_all_languages
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.problem import Problem
from speedbumps.platforms.importing import read
from speedbumps.reading.frames import OTHER_VERSION
from speedbumps.reading.personal import named, read_person
from speedbumps.reading.schools import describes_schools, read_schools
from speedbumps.reading.tables import Defaults
from speedbumps.source import Source

SHIPPED = "school"
"""The questionnaire of tables, which do not name one."""


def one_person(path: Path, source: Source) -> Iterator[Problem]:
    """What is wrong in one person's answers, held against the questionnaire that they name."""
    name = named(source)
    try:
        instrument = load(find(name, path.parent)).value if name else None
    except FileNotFoundError as error:
        yield Problem(source.path, source.place(("questionnaire",)), OTHER_VERSION, str(error))
        instrument = None
    if instrument is not None:
        yield from read_person(source, instrument, set_aside=False).problems
    else:
        yield from fit(PersonalAnswers, source).problems


def table(path: Path) -> Iterator[Problem]:
    """What is wrong in a table: of schools, if its heading has an id and no question; else of answers."""
    where = find(SHIPPED, path.parent)
    loaded = load(where).value
    if loaded is None:
        return
    instrument = in_all_languages(loaded, where)
    if describes_schools(path, instrument):
        yield from read_schools(path, instrument).problems
    else:
        yield from read(path, instrument, Defaults()).problems
