"""Check a file of answers or a table of schools."""

from collections.abc import Iterator
from pathlib import Path

from speedbumps.diagnostics.codes import FORM, OTHER_VERSION
from speedbumps.diagnostics.problem import START, LoadResult, NoSuchError, Problem
from speedbumps.diagnostics.yaml_source import Source
from speedbumps.lint.originals import Originals, load_original
from speedbumps.lint.results import TableCheckOptions
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.queries import find_form
from speedbumps.questionnaires.validate import validate
from speedbumps.responses.answers import TableOptions
from speedbumps.responses.column_map import read_map
from speedbumps.responses.one_person import questionnaire_of, read_person
from speedbumps.responses.read_files import SHIPPED
from speedbumps.responses.read_table import read_chosen
from speedbumps.responses.schools import describes_schools, schools_in
from speedbumps.responses.table_context import table_context
from speedbumps.tables.files import read_file
from speedbumps.tables.sheets import read_sheets


def check_person(path: Path, source: Source, originals: Originals | None) -> Iterator[Problem]:
    """Yield the problems of one person's answers to the questionnaire that they name."""
    name = questionnaire_of(source)
    instrument, reason = load_original(name, path.parent, originals, complete=True) if name else (None, None)
    if instrument is not None:
        yield from read_person(source, instrument, set_aside=False).problems
        return
    if reason is not None:
        yield Problem(source.path, source.find_span(("questionnaire",)), OTHER_VERSION, reason)
    yield from validate(PersonalAnswers, source).problems


def check_table(path: Path, against: TableCheckOptions, originals: Originals | None) -> Iterator[Problem]:
    """Yield the problems of a table: of schools if its heading has an id and no question, else of answers."""
    instrument, reason = load_original(against.questionnaire or SHIPPED, path.parent, originals, complete=True)
    if instrument is None:
        yield Problem(str(path), START, OTHER_VERSION, reason or "")
        return
    try:
        form = find_form(instrument.questionnaire, against.form) if against.form is not None else None
    except NoSuchError as error:
        yield Problem(str(path), START, FORM, str(error))
        return
    settled = read_map(against.columns, instrument) if against.columns else LoadResult(None)
    yield from settled.problems
    content = read_file(path)
    sheets = read_sheets(path, content.value) if content.value is not None else LoadResult(None, content.problems)
    if sheets.value is None:
        yield from sheets.problems
    elif any(describes_schools(each, instrument) for each in sheets.value.sheets):
        yield from schools_in(str(path), sheets.value, instrument).problems
    elif settled.value is not None or against.columns is None:
        context = table_context(instrument, TableOptions(form), settled.value)
        yield from read_chosen(sheets.value, context).problems
