"""Read files of answers, each by itself, so that one that cannot be read stops no other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import EMPTY_FOLDER, KIND, NOT_ANSWERS, NOT_READ, OTHER_VERSION, SAME_FILE, TOO_LARGE
from speedbumps.diagnostics.problem import START, BadFilesError, LoadResult, Problem, reject_file, require_value
from speedbumps.diagnostics.severities import severity_of
from speedbumps.diagnostics.yaml_source import LARGEST as LARGEST_YAML
from speedbumps.diagnostics.yaml_source import Source, decode_text, parse_yaml
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import find_form
from speedbumps.questionnaires.history_file import add_companions
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.translation import select_language
from speedbumps.responses.answers import AnswerPart, TableOptions
from speedbumps.responses.bulk_csv import PILE, PileRead, SmallTable, read_pile, small_table, small_tables
from speedbumps.responses.choose_sheets import known_headings
from speedbumps.responses.column_map import read_map
from speedbumps.responses.column_problems import missing_in_all_files, missing_in_file
from speedbumps.responses.one_person import questionnaire_of, read_person
from speedbumps.responses.read_table import TableRead, missing_in_all, read_one_of_several
from speedbumps.responses.schools import describes_schools
from speedbumps.responses.table_context import TableContext, table_context
from speedbumps.tables.files import KINDS, PERHAPS, PERSONAL, TABLES, list_files, read_file, unsupported_format
from speedbumps.tables.sheets import Sheets, is_speedbumps_json, read_sheets
from speedbumps.text import fold_text

SHIPPED = "school"
"""The questionnaire of tables, which do not name one."""

BESIDE = {
    "speedbumps-actions/1": "is a library of actions",
    "speedbumps-translation/1": "is a translation",
    "speedbumps-history/1": "is a questionnaire's history",
    "speedbumps-wording/1": "is a list of words",
}
"""What a YAML file that belongs to a questionnaire is, by its format."""

OTHER_KINDS = {
    "speedbumps-review/1": "is a review of people's own words, not answers; give it with --open-text {name}",
    "speedbumps-assertions/1": "says what must hold of a batch, and holds no answers; give it with --assert {name}",
    "speedbumps-map/1": "is a map of columns, not answers; give it with --map {name}",
    "speedbumps-questionnaire/1": "is a questionnaire, not answers; give it with -q {name}",
    "speedbumps-plan/1": "is a school's plan, not answers; 'speedbumps report' takes it with --plan {name}, and "
    "'speedbumps batch' the folder of all plans with --plans",
}
"""What a YAML file without answers is, and the option that takes it, by its format."""

READABLE = (*TABLES, *PERHAPS)
"""Endings of the names of files that may hold a table."""

AT_THE_SAME_TIME = 3
"""Piles that are read at the same time: where one needs a single core, the others use the remaining ones."""

AHEAD = 2 * AT_THE_SAME_TIME
"""Piles that are in memory at the same time, in work or waiting."""


class AnswerOptions(NamedTuple):
    """Options of the command line about the answers."""

    questionnaire: str | None = None
    form: str | None = None
    round: str | None = None
    schools: Path | None = None
    """The table of schools."""
    set_aside: bool = False
    """Whether cells that cannot be read count as blank."""
    map: Path | None = None
    """The file that states what each column is about, and which words stand for what."""
    school: str | None = None
    """The one school that is wanted, by its id or name."""
    language: str | None = None
    """The language of the questionnaire's words, if the questionnaire has it."""
    sheet: str | None = None
    """The sheet of a workbook that is wanted."""
    drafts: bool = False
    """Whether the language may be a translation that nobody has checked."""


class FilesRead(NamedTuple):
    """The content of each file that the user names."""

    instrument: Instrument
    where: Traversable
    """The file of the questionnaire."""
    files: tuple[Path, ...]
    """All files that were opened."""
    parts: tuple[AnswerPart, ...]
    """The answers of every file that could be read, in the order of the files."""
    problems: tuple[Problem, ...] = ()
    """Why the other files could not be read."""
    notices: tuple[Problem, ...] = ()
    """All other messages, such as about files that were left out."""
    roots: tuple[Path, ...] = ()
    """The folders that were named."""
    copies: Mapping[Path, Path] = {}
    """Files that are left out since they are identical to an earlier one, with that file."""


class _FileRead(NamedTuple):
    """The content of one file."""

    parts: tuple[AnswerPart, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why it could not be read."""
    notices: tuple[Problem, ...] = ()
    absent: frozenset[str] | None = None
    """Headings that a map names and this table does not have; None if it was not understood, or is no table."""
    copy_of: Path | None = None
    """An earlier identical file, if this one is left out because of it."""


def read_files(
    paths: Iterable[Path],
    options: AnswerOptions,
    *,
    many: bool = False,
    contents: Mapping[Path, bytes] | None = None,
) -> FilesRead:
    """Return the content of each file at *paths*, and in the folders there; one that cannot be read stops no other.

    *contents* holds those of tables that were opened already.

    Raises:
        BadFilesError: If it cannot be determined which questionnaire the answers are to.
        FileNotFoundError: If a file does not exist, or no questionnaire has that name.
    """
    given = tuple(paths)
    listed = list_files(given)
    if not listed.files:
        raise BadFilesError(listed.problems)
    personal = {path: _read_yaml(path) for path in listed.files if str(path).lower().endswith(PERSONAL)}
    where = find_questionnaire(
        _questionnaire_name(options, personal, tables=len(listed.files) - len(personal) if many else None),
        listed.files[0].parent,
    )
    instrument = load_instrument(where, options)
    context = table_context_of(instrument, options)
    tables = [path for path in listed.files if path not in personal] if personal else listed.files
    found = _read_tables(tables, given, context, options.schools, contents or {})
    found |= _read_people(personal, given, context)
    every = _add_missing_headings({path: found[path] for path in listed.files if path in found}, options.map)
    listed = listed._replace(problems=tuple(_workbook_error(each) for each in listed.problems)) if many else listed
    wrong = [problem for problem in listed.problems if problem.severity == "error"]
    return FilesRead(
        instrument=instrument,
        where=where,
        files=listed.files,
        parts=tuple(part for each in every for part in each.parts),
        problems=(*wrong, *(problem for each in every for problem in each.problems)),
        notices=(
            *(problem for problem in listed.problems if problem.severity != "error"),
            *(problem for each in every for problem in each.notices),
            *(_empty_folder(path) for path in given if not every and path.is_dir()),
        ),
        roots=tuple(path for path in given if path.is_dir()),
        copies={path: each.copy_of for path, each in found.items() if each.copy_of is not None},
    )


def _workbook_error(problem: Problem) -> Problem:
    """Return the problem of an unreadable workbook as an error: among many schools' files, a school would be missed."""
    return problem if unsupported_format(Path(problem.path)) is None else problem._replace(severity="error")


def _empty_folder(folder: Path) -> Problem:
    """Return the warning that a folder holds no answers."""
    message = "this folder holds no answers, only what speedbumps wrote"
    return Problem(str(folder), START, EMPTY_FOLDER, message, "warning")


def table_context_of(instrument: Instrument, options: AnswerOptions) -> TableContext:
    """Return the context for reading tables of answers to *instrument* with these *options*."""
    if options.form is not None:
        find_form(instrument.questionnaire, options.form)
    columns = require_value(read_map(options.map, instrument)) if options.map else None
    return table_context(instrument, TableOptions(options.form, options.set_aside), columns, options.sheet)


def load_instrument(where: Traversable, options: AnswerOptions) -> Instrument:
    """Return the instrument in the file *where*, in the wanted language if there is one.

    Raises:
        BadFilesError: If that is a draft, and no drafts are wanted; or if there is a problem in the file.
    """
    own = add_companions(require_value(read_instrument(where)), where)
    if options.language is None:
        return own
    return select_language(own, where, options.language, drafts=options.drafts) or own


def _read_yaml(path: Path) -> LoadResult[Source]:
    """Return the content of a YAML file."""
    content = read_file(path)
    if content.value is None:
        return LoadResult(None, content.problems)
    if len(content.value) > LARGEST_YAML:
        message = f"the file is larger than {LARGEST_YAML // 2**20} MB; is it the right one?"
        return reject_file(str(path), TOO_LARGE, message)
    text = decode_text(str(path), content.value)
    return parse_yaml(str(path), text.value) if text.value is not None else LoadResult(None, text.problems)


def _read_people(
    personal: Mapping[Path, LoadResult[Source]], given: Sequence[Path], context: TableContext
) -> dict[Path, _FileRead]:
    """Return the content of each YAML file that may hold one person's answers."""
    found: dict[Path, _FileRead] = {}
    first: dict[str, Path] = {}
    for path, read in personal.items():
        if read.value is None:
            found[path] = _FileRead(problems=read.problems)
        elif (left_out := _why_left_out(path, read.value, given=path in given)) is not None:
            found[path] = _FileRead(notices=(left_out,))
        elif not _has_draft(read.value) and (earlier := first.setdefault(read.value.text, path)) is not path:
            found[path] = _copy_of(path, earlier)
        else:
            person = read_person(read.value, context.instrument, set_aside=context.options.set_aside)
            parts = LoadResult((person.value,) if person.value is not None else None, person.problems)
            found[path] = _file_read(parts)
    return found


def _read_tables(
    paths: Sequence[Path],
    given: Sequence[Path],
    context: TableContext,
    schools: Path | None,
    contents: Mapping[Path, bytes],
) -> dict[Path, _FileRead]:
    """Return the content of each table; small ones with the same headings are read together.

    While one pile of them is read, the files of the next are opened.
    """
    small = small_tables(paths) if context.columns is None else [None] * len(paths)
    found: dict[Path, _FileRead] = {}
    first: dict[tuple[int, int], Path] = {}
    piles = _Piles({}, Counter(), [])
    with ThreadPoolExecutor(AT_THE_SAME_TIME) as pool:
        for path, school in zip(paths, small, strict=True):
            if schools is not None and path.name == schools.name and path.exists() and path.samefile(schools):
                continue
            if contents and path in contents:
                content = LoadResult(contents[path])
            else:
                content = _content(path) if school is None else read_file(path)
            if content.value is None:
                found[path] = _FileRead(problems=content.problems)
            elif is_speedbumps_json(path, content.value) and path not in given:
                continue
            elif (earlier := _first_with_content(first, path, content.value) if len(paths) > 1 else path) is not path:
                found[path] = _copy_of(path, earlier)
            elif school and (table := small_table(path, school, content.value)) is not None:
                _add_to_pile(table, piles, pool, context)
            else:
                found[path] = _read_one(path, content.value, given, context)
        piles.begun.extend(
            pool.submit(read_pile, pile, context.wordings, context.options) for pile in piles.tables.values()
        )
        for each in piles.begun:
            found |= _files_of_pile(each.result(), given, context)
    return found


class _Piles(NamedTuple):
    """Small tables that wait to be read together, by their headings, and those in work."""

    tables: dict[bytes, list[SmallTable]]
    sizes: Counter[bytes]
    begun: list[Future[PileRead]]


def _add_to_pile(table: SmallTable, piles: _Piles, pool: ThreadPoolExecutor, context: TableContext) -> None:
    """Put a *table* on its pile, and start reading the pile if it is large enough."""
    piles.tables.setdefault(table.heading, []).append(table)
    piles.sizes[table.heading] += len(table.rows)
    if piles.sizes[table.heading] >= PILE:
        del piles.sizes[table.heading]
        piles.begun.append(pool.submit(read_pile, piles.tables.pop(table.heading), context.wordings, context.options))
        if len(piles.begun) > AHEAD:
            piles.begun[-AHEAD].result()


def _files_of_pile(pile: PileRead, given: Sequence[Path], context: TableContext) -> dict[Path, _FileRead]:
    """Return the content of each file of a pile."""
    found = {part.path: _FileRead((part,)) for part in pile.parts}
    for notice in pile.notices:
        path = Path(notice.path)
        before = found.get(path, _FileRead())
        found[path] = before._replace(notices=(*before.notices, notice))
    return found | {each.path: _read_one(each.path, each.content, given, context) for each in pile.others}


def _content(path: Path) -> LoadResult[bytes]:
    """Return the bytes of a file whose name may be that of a table."""
    if not path.name.lower().endswith(READABLE):
        if not path.exists() and not path.is_symlink():
            raise FileNotFoundError(f"there is no file {path}")
        message = unsupported_format(path) or f"files of this kind are not read; files of answers end in {KINDS}"
        return reject_file(str(path), KIND, message)
    return read_file(path)


def _read_one(path: Path, content: bytes, given: Sequence[Path], context: TableContext) -> _FileRead:
    """Return the content of one table: answers, or a table of schools, which is left out."""
    sheets = read_sheets(path, content)
    if sheets.value is not None and _holds_schools_only(sheets.value, context):
        message = f"this looks like a table of schools, not of answers; give it with --schools {path.name}"
        return _FileRead(notices=(Problem(str(path), START, NOT_ANSWERS, message, "warning"),))
    if sheets.value is None:
        read = TableRead(LoadResult(None, sheets.problems))
    else:
        read = read_one_of_several(sheets.value, context)
    found = read.parts
    if found.value is None and path not in given and _is_something_else(path, sheets, read, context.instrument):
        message = "this cannot be read as a table of answers, and is left out"
        return _FileRead(notices=(Problem(str(path), START, NOT_READ, message, severity_of(NOT_READ)),))
    return _file_read(found)._replace(absent=read.absent)


def _holds_schools_only(found: Sheets, context: TableContext) -> bool:
    """Return whether a file is a table of schools, and none of its sheets holds answers."""
    others = [each for each in found.sheets if not describes_schools(each, context.instrument)]
    if len(others) == len(found.sheets):
        return False
    return not any(known_headings(row, context.wordings) > 1 for each in others for row in each.top)


def _is_something_else(path: Path, sheets: LoadResult[Sheets], read: TableRead, instrument: Instrument) -> bool:
    """Return whether a file without readable answers may not have been meant to hold any.

    That is no table of answers with a mistake: a text, or JSON, has a column about a question, and a packed file holds
    tables.
    """
    ending = path.suffix.lower()
    if ending == ".zip":
        return any(problem.code == NOT_ANSWERS for problem in sheets.problems)
    return ending in PERHAPS and not any(use.match.to in instrument.questions for use in read.uses)


def _add_missing_headings(found: Mapping[Path, _FileRead], settled: Path | None) -> list[_FileRead]:
    """Return what was *found*, with a warning of each heading that the map at *settled* names and no table has."""
    tables = [path for path, each in found.items() if each.absent is not None]
    absent = missing_in_all(found[path].absent for path in tables)
    if not absent:
        return list(found.values())
    at = next((path for path in tables if found[path].problems), tables[0])
    one = len(tables) == 1
    warnings = missing_in_file(str(at), absent) if one else missing_in_all_files(str(settled), absent, len(tables))
    return [_add_warnings(each, tuple(warnings)) if path == at else each for path, each in found.items()]


def _add_warnings(read: _FileRead, warnings: tuple[Problem, ...]) -> _FileRead:
    """Return *read* with some *warnings*."""
    if read.problems:
        return read._replace(problems=(*read.problems, *warnings))
    return read._replace(notices=(*read.notices, *warnings))


def _file_read(found: LoadResult[tuple[AnswerPart, ...]]) -> _FileRead:
    """Return answers that were *found* as the content of a file."""
    if found.value is None:
        return _FileRead(problems=found.problems)
    return _FileRead(found.value, notices=found.problems)


def _first_with_content(first: dict[tuple[int, int], Path], path: Path, content: bytes) -> Path:
    """Return the *first* file with the same *content*, which may be the one at *path*; blank files are never the same.

    Contents are compared by length and hash, which hardly ever are equal by chance.
    """
    is_blank = not content or content.isspace()
    return path if is_blank else first.setdefault((len(content), hash(content)), path)


def _copy_of(path: Path, earlier: Path) -> _FileRead:
    """Return the result for a file that is identical to an *earlier* one."""
    if fold_text(path.stem) == fold_text(earlier.stem):
        message = f"this file holds the same answers as {earlier}, and is left out"
        return _FileRead(notices=(Problem(str(path), START, SAME_FILE, message, "warning"),), copy_of=earlier)
    message = f"this file holds the same answers as {earlier}; name only one of them"
    return _FileRead(problems=(Problem(str(path), START, SAME_FILE, message),))


def _has_draft(source: Source) -> bool:
    """Return whether a file names its draft: then it may be handed in twice, and counts once."""
    return isinstance(source.data, dict) and "draft" in source.data


def _why_left_out(path: Path, source: Source, *, given: bool) -> Problem | None:
    """Return why a YAML file without answers is left out; one that is named is read unless it is of another kind."""
    data, kind = source.data if isinstance(source.data, dict) else {}, _format_of(source)
    if kind in OTHER_KINDS:
        message = f"this {OTHER_KINDS[kind].format(name=path.name)}"
    elif kind in BESIDE and not given:
        message = f"this {BESIDE[kind]}, not answers, and is left out"
    elif given or {"format", "answers"} & set(data):
        return None
    else:
        message = "this is not a file of answers, and is left out"
    return Problem(str(path), START, NOT_ANSWERS, message, "warning")


def _format_of(source: Source) -> str:
    """Return the format that a file names; empty if it names none."""
    name = source.data.get("format") if isinstance(source.data, dict) else None
    return name if isinstance(name, str) else ""


def _questionnaire_name(
    options: AnswerOptions, personal: Mapping[Path, LoadResult[Source]], *, tables: int | None
) -> str:
    """Return the questionnaire that the answers are to; the one that the command line names is compared later.

    With a number of *tables*, which name none, files may name several questionnaires, and the most frequent one is
    taken.
    """
    if options.questionnaire:
        return options.questionnaire
    others = {*OTHER_KINDS, *BESIDE}
    sources = [read.value for read in personal.values() if read.value and _format_of(read.value) not in others]
    names = Counter(name for source in sources if (name := questionnaire_of(source)))
    if len(names) > 1 and tables is None:
        raise BadFilesError(tuple(_other_questionnaire(source) for source in sources))
    if tables is not None:
        names[SHIPPED] += tables
    return min(names, key=lambda name: (-names[name], name), default=SHIPPED)


def _other_questionnaire(source: Source) -> Problem:
    """Return the problem that files are to different questionnaires."""
    name = questionnaire_of(source)
    message = (
        f"these answers are to '{name}', and others here are not; give each questionnaire a folder of its own"
        if name
        else "this file does not say which questionnaire it answers, and others here do; add 'questionnaire:', or move "
        "it out of the folder"
    )
    return Problem(source.path, source.find_span(("questionnaire",)), OTHER_VERSION, message)
