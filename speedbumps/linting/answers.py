"""From a file of answers, or a table of schools, to what is wrong in it."""

from collections.abc import Iterator
from pathlib import Path

from speedbumps.checks.structure import fit
from speedbumps.linting.kinds import Against
from speedbumps.loading.instruments import find, load
from speedbumps.loading.translations import in_all_languages
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.codes import FORM, OTHER_VERSION
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, Loaded, NoSuchError, Problem
from speedbumps.model.reach import form_named
from speedbumps.responses.column_map import read_map
from speedbumps.responses.imports import read
from speedbumps.responses.one_person import named, read_person
from speedbumps.responses.schools import describes_schools, read_schools
from speedbumps.responses.tables import Defaults
from speedbumps.source import Source


def one_person(path: Path, source: Source) -> Iterator[Problem]:
    """What is wrong in one person's answers, held against the questionnaire that they name."""
    name = named(source)
    try:
        instrument = _named(name, path.parent) if name else None
    except FileNotFoundError as error:
        yield Problem(source.path, source.place(("questionnaire",)), OTHER_VERSION, str(error))
        instrument = None
    if instrument is not None:
        yield from read_person(source, instrument, set_aside=False).problems
    else:
        yield from fit(PersonalAnswers, source).problems


def _named(name: str, folder: Path) -> Instrument | None:
    """The questionnaire called *name*, in all of its languages; None if it cannot be used."""
    where = find(name, folder)
    loaded = load(where).value
    return in_all_languages(loaded, where) if loaded is not None else None


def table(path: Path, against: Against) -> Iterator[Problem]:
    """What is wrong in a table: of schools, if its heading has an id and no question; else of answers."""
    where = find(against.questionnaire, path.parent)
    loaded = load(where)
    if loaded.value is None:
        yield from loaded.problems
        return
    instrument = in_all_languages(loaded.value, where)
    try:
        form = form_named(instrument.questionnaire, against.form) if against.form is not None else None
    except NoSuchError as error:
        yield Problem(str(path), START, FORM, str(error))
        return
    settled = read_map(against.columns, instrument) if against.columns else Loaded(None)
    yield from settled.problems
    if describes_schools(path, instrument):
        yield from read_schools(path, instrument).problems
    elif settled.value is not None or against.columns is None:
        yield from read(path, instrument, Defaults(form), settled.value).problems
