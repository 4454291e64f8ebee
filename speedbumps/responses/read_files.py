"""Read files of answers: each by itself, so that one that cannot be read stops no other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import EMPTY_FOLDER, KIND, NOT_ANSWERS, NOT_READ, OTHER_VERSION, SAME_FILE, TOO_LARGE
from speedbumps.diagnostics.problem import START, BadFilesError, Loaded, Problem, needed, refused
from speedbumps.diagnostics.yaml_source import LARGEST as LARGEST_YAML
from speedbumps.diagnostics.yaml_source import Source, decoded, parse
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_named
from speedbumps.questionnaires.load import find, load
from speedbumps.questionnaires.translation import in_all_languages, in_language
from speedbumps.responses.answers import Part, TableOptions
from speedbumps.responses.bulk_csv import PILE, Pile, SmallTable, read_pile, small_table, small_tables
from speedbumps.responses.choose_sheets import known_headings
from speedbumps.responses.column_map import read_map
from speedbumps.responses.column_problems import missing_in_all_files, missing_in_file
from speedbumps.responses.one_person import questionnaire_of, read_person
from speedbumps.responses.read_table import TableRead, in_all, read_one_of_several
from speedbumps.responses.schools import describes_schools
from speedbumps.responses.table_context import TableContext, table_context
from speedbumps.tables.files import KINDS, PERHAPS, PERSONAL, TABLES, list_files, other_workbook, read_file
from speedbumps.tables.sheets import Sheets, is_our_own, read_sheets
from speedbumps.text import folded

SHIPPED = "school"
"""The questionnaire of tables, which do not name one."""

BESIDE = {
    "speedbumps-actions/1": "is a library of actions",
    "speedbumps-translation/1": "is a translation",
    "speedbumps-history/1": "is a questionnaire's history",
    "speedbumps-wording/1": "is a list of words",
}
"""What a YAML file is that belongs to a questionnaire, by its format."""

OTHER_KINDS = {
    "speedbumps-review/1": ("is a review of people's own words, not answers", "--open-text"),
    "speedbumps-assertions/1": ("says what must hold of a batch, and holds no answers", "--assert"),
    "speedbumps-map/1": ("is a map of columns, not answers", "--map"),
    "speedbumps-questionnaire/1": ("is a questionnaire, not answers", "-q"),
}
"""What a YAML file is that holds no answers, and the option that takes it, by its format."""

READABLE = (*TABLES, *PERHAPS)
"""How the names of files end that may hold a table."""

AT_THE_SAME_TIME = 3
"""Piles that are understood at the same time: where one needs a single core, the others have what is left."""

AHEAD = 2 * AT_THE_SAME_TIME
"""Piles that are held at the same time, in work or waiting for it."""


class AnswerOptions(NamedTuple):
    """What the command line says about the answers."""

    questionnaire: str | None = None
    form: str | None = None
    round: str | None = None
    schools: Path | None = None
    """The table of schools."""
    set_aside: bool = False
    """Treat cells that cannot be read as blank."""
    map: Path | None = None
    """The file that settles which column is about which question, and which words stand for what."""
    school: str | None = None
    """The one school that is wanted, by its id or name."""
    language: str | None = None
    """The language of the questionnaire's words, where it is there in it."""
    sheet: str | None = None
    """The sheet that is wanted of a workbook."""


class FilesRead(NamedTuple):
    """What each file that somebody names holds, by itself."""

    instrument: Instrument
    where: Traversable
    """The questionnaire's file."""
    files: tuple[Path, ...]
    """All that were looked at."""
    parts: tuple[Part, ...]
    """The answers of every file that could be read, in the order of the files."""
    problems: tuple[Problem, ...] = ()
    """Why the others could not."""
    notices: tuple[Problem, ...] = ()
    """What else there is to say, such as what was left out."""
    roots: tuple[Path, ...] = ()
    """The folders that were named."""
    copies: Mapping[Path, Path] = {}
    """Files that are left out since they hold the same to the last byte as an earlier one, and that one."""


class _FileRead(NamedTuple):
    """What one file holds."""

    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why it could not be read."""
    notices: tuple[Problem, ...] = ()
    absent: frozenset[str] | None = None
    """Headings that a map names and this table does not have; None if it was not understood, or is no table."""
    copy_of: Path | None = None
    """An earlier file that holds the same, if this one is left out because of that."""


def read_files(
    paths: Iterable[Path],
    options: AnswerOptions,
    *,
    many: bool = False,
    contents: Mapping[Path, bytes] | None = None,
) -> FilesRead:
    """Return what each file at *paths*, and in the folders there, holds; one that cannot be read stops no other.

    *contents* are those of tables that were opened already.

    Raises:
        BadFilesError: If it cannot be known what the answers are to.
        FileNotFoundError: If a file is not there, or no questionnaire is called so.
    """
    given = tuple(paths)
    listed = list_files(given)
    if not listed.files:
        raise BadFilesError(listed.problems)
    personal = {path: _read_yaml(path) for path in listed.files if str(path).lower().endswith(PERSONAL)}
    where = find(
        _questionnaire(options, personal, tables=len(listed.files) - len(personal) if many else None),
        listed.files[0].parent,
    )
    instrument = load_instrument(where, options)
    context = table_context_of(instrument, options)
    tables = [path for path in listed.files if path not in personal] if personal else listed.files
    found = _read_tables(tables, given, context, options.schools, contents or {})
    found |= _read_people(personal, given, context)
    every = _with_absent({path: found[path] for path in listed.files if path in found}, options.map)
    listed = listed._replace(problems=tuple(_graver_workbook(each) for each in listed.problems)) if many else listed
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
            *(_holds_none(path) for path in given if not every and path.is_dir()),
        ),
        roots=tuple(path for path in given if path.is_dir()),
        copies={path: each.copy_of for path, each in found.items() if each.copy_of is not None},
    )


def _graver_workbook(problem: Problem) -> Problem:
    """Return the problem of a workbook that cannot be read as an error: among many schools' files one is missed."""
    return problem if other_workbook(Path(problem.path)) is None else problem._replace(severity="error")


def _holds_none(folder: Path) -> Problem:
    message = "this folder holds no answers, only what speedbumps wrote"
    return Problem(str(folder), START, EMPTY_FOLDER, message, "warning")


def table_context_of(instrument: Instrument, options: AnswerOptions) -> TableContext:
    if options.form is not None:
        form_named(instrument.questionnaire, options.form)
    columns = needed(read_map(options.map, instrument)) if options.map else None
    return table_context(instrument, TableOptions(options.form, options.set_aside), columns, options.sheet)


def load_instrument(where: Traversable, options: AnswerOptions) -> Instrument:
    own = in_all_languages(needed(load(where)), where)
    return (in_language(own, where, options.language) if options.language else None) or own


def _read_yaml(path: Path) -> Loaded[Source]:
    content = read_file(path)
    if content.value is None:
        return Loaded(None, content.problems)
    if len(content.value) > LARGEST_YAML:
        message = f"the file is larger than {LARGEST_YAML // 2**20} MB; is it the right one?"
        return refused(str(path), TOO_LARGE, message)
    text = decoded(str(path), content.value)
    return parse(str(path), text.value) if text.value is not None else Loaded(None, text.problems)


def _read_people(
    personal: Mapping[Path, Loaded[Source]], given: Sequence[Path], context: TableContext
) -> dict[Path, _FileRead]:
    """Return what each YAML file holds that may be one person's answers."""
    found: dict[Path, _FileRead] = {}
    first: dict[str, Path] = {}
    for path, read in personal.items():
        if read.value is None:
            found[path] = _FileRead(problems=read.problems)
        elif (left_out := _left_out(path, read.value, given=path in given)) is not None:
            found[path] = _FileRead(notices=(left_out,))
        elif not _has_draft(read.value) and (earlier := first.setdefault(read.value.text, path)) is not path:
            found[path] = _same_as(path, earlier)
        else:
            person = read_person(read.value, context.instrument, set_aside=context.options.set_aside)
            parts = Loaded((person.value,) if person.value is not None else None, person.problems)
            found[path] = _file_read(parts)
    return found


def _read_tables(
    paths: Sequence[Path],
    given: Sequence[Path],
    context: TableContext,
    schools: Path | None,
    contents: Mapping[Path, bytes],
) -> dict[Path, _FileRead]:
    """Return what each table holds; small ones with the same headings are read together.

    While one pile of them is understood, the files of the next are read.
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
                content = Loaded(contents[path])
            else:
                content = _content(path) if school is None else read_file(path)
            if content.value is None:
                found[path] = _FileRead(problems=content.problems)
            elif is_our_own(path, content.value) and path not in given:
                continue
            elif (earlier := _earlier(first, path, content.value) if len(paths) > 1 else path) is not path:
                found[path] = _same_as(path, earlier)
            elif school and (table := small_table(path, school, content.value)) is not None:
                _add(table, piles, pool, context)
            else:
                found[path] = _read_one(path, content.value, given, context)
        piles.begun.extend(
            pool.submit(read_pile, pile, context.wordings, context.options) for pile in piles.tables.values()
        )
        for each in piles.begun:
            found |= _of_pile(each.result(), given, context)
    return found


class _Piles(NamedTuple):
    """Small tables that wait to be read together, by their headings, and those in work."""

    tables: dict[bytes, list[SmallTable]]
    sizes: Counter[bytes]
    begun: list[Future[Pile]]


def _add(table: SmallTable, piles: _Piles, pool: ThreadPoolExecutor, context: TableContext) -> None:
    """Put a *table* on its pile, and begin to read the pile if it is high enough."""
    piles.tables.setdefault(table.heading, []).append(table)
    piles.sizes[table.heading] += len(table.rows)
    if piles.sizes[table.heading] >= PILE:
        del piles.sizes[table.heading]
        piles.begun.append(pool.submit(read_pile, piles.tables.pop(table.heading), context.wordings, context.options))
        if len(piles.begun) > AHEAD:
            piles.begun[-AHEAD].result()


def _of_pile(pile: Pile, given: Sequence[Path], context: TableContext) -> dict[Path, _FileRead]:
    found = {part.path: _FileRead((part,)) for part in pile.parts}
    for notice in pile.notices:
        path = Path(notice.path)
        before = found.get(path, _FileRead())
        found[path] = before._replace(notices=(*before.notices, notice))
    return found | {each.path: _read_one(each.path, each.content, given, context) for each in pile.others}


def _content(path: Path) -> Loaded[bytes]:
    if not path.name.lower().endswith(READABLE):
        if not path.exists() and not path.is_symlink():
            raise FileNotFoundError(f"there is no file {path}")
        message = other_workbook(path) or f"files of this kind are not read; files of answers end in {KINDS}"
        return refused(str(path), KIND, message)
    return read_file(path)


def _read_one(path: Path, content: bytes, given: Sequence[Path], context: TableContext) -> _FileRead:
    """Return what one table holds: answers, or a table of schools, which is left out."""
    sheets = read_sheets(path, content)
    if sheets.value is not None and _holds_schools_only(sheets.value, context):
        message = f"this looks like a table of schools, not of answers; give it with --schools {path.name}"
        return _FileRead(notices=(Problem(str(path), START, NOT_ANSWERS, message, "warning"),))
    if sheets.value is None:
        read = TableRead(Loaded(None, sheets.problems))
    else:
        read = read_one_of_several(sheets.value, context)
    found = read.parts
    if found.value is None and path not in given and _is_something_else(path, sheets, read, context.instrument):
        message = "this is no table of answers that can be read, and is left out"
        return _FileRead(notices=(Problem(str(path), START, NOT_READ, message, "warning"),))
    return _file_read(found)._replace(absent=read.absent)


def _holds_schools_only(found: Sheets, context: TableContext) -> bool:
    """Return whether a file is a table of schools, and none of its sheets holds answers."""
    others = [each for each in found.sheets if not describes_schools(each, context.instrument)]
    if len(others) == len(found.sheets):
        return False
    return not any(known_headings(row, context.wordings) > 1 for each in others for row in each.top)


def _is_something_else(path: Path, sheets: Loaded[Sheets], read: TableRead, instrument: Instrument) -> bool:
    """Return whether a file that holds no answers that can be read may never have been meant to.

    A table of answers with a mistake is none of these: a text, or JSON, has a column about a question, and a packed
    file holds tables.
    """
    ending = path.suffix.lower()
    if ending == ".zip":
        return any(problem.code == NOT_ANSWERS for problem in sheets.problems)
    return ending in PERHAPS and not any(use.match.to in instrument.questions for use in read.uses)


def _with_absent(found: Mapping[Path, _FileRead], settled: Path | None) -> list[_FileRead]:
    """Return what was *found*, with a warning of each heading that the map at *settled* names and no table has."""
    tables = [path for path, each in found.items() if each.absent is not None]
    absent = in_all(found[path].absent for path in tables)
    if not absent:
        return list(found.values())
    at = next((path for path in tables if found[path].problems), tables[0])
    one = len(tables) == 1
    warnings = missing_in_file(str(at), absent) if one else missing_in_all_files(str(settled), absent, len(tables))
    return [_and_warnings(each, tuple(warnings)) if path == at else each for path, each in found.items()]


def _and_warnings(read: _FileRead, warnings: tuple[Problem, ...]) -> _FileRead:
    if read.problems:
        return read._replace(problems=(*read.problems, *warnings))
    return read._replace(notices=(*read.notices, *warnings))


def _file_read(found: Loaded[tuple[Part, ...]]) -> _FileRead:
    if found.value is None:
        return _FileRead(problems=found.problems)
    return _FileRead(found.value, notices=found.problems)


def _earlier(first: dict[tuple[int, int], Path], path: Path, content: bytes) -> Path:
    """Return the *first* file that holds the same *content*, which may be the one at *path*; blank ones are not alike.

    They are known by their length and a hash, which is hardly ever the same for others.
    """
    is_blank = not content or content.isspace()
    return path if is_blank else first.setdefault((len(content), hash(content)), path)


def _same_as(path: Path, earlier: Path) -> _FileRead:
    """Return what there is to say of a file that holds the same to the last byte as an *earlier* one."""
    if folded(path.stem) == folded(earlier.stem):
        message = f"this file holds the same answers as {earlier}, and is left out"
        return _FileRead(notices=(Problem(str(path), START, SAME_FILE, message, "warning"),), copy_of=earlier)
    message = f"this file holds the same answers as {earlier}; name only one of them"
    return _FileRead(problems=(Problem(str(path), START, SAME_FILE, message),))


def _has_draft(source: Source) -> bool:
    """Return whether a file marks its sitting: then it may be handed in twice, and counts once."""
    return isinstance(source.data, dict) and "draft" in source.data


def _left_out(path: Path, source: Source, *, given: bool) -> Problem | None:
    """Return why a YAML file is left out that holds no answers; one that is named is read unless it is another kind."""
    data = source.data if isinstance(source.data, dict) else {}
    name = data.get("format")
    kind = name if isinstance(name, str) else ""
    if kind in OTHER_KINDS:
        what, option = OTHER_KINDS[kind]
        message = f"this {what}; give it with {option} {path.name}"
    elif kind in BESIDE and not given:
        message = f"this {BESIDE[kind]}, not answers, and is left out"
    elif given or {"format", "answers"} & set(data):
        return None
    else:
        message = "this is no file of answers, and is left out"
    return Problem(str(path), START, NOT_ANSWERS, message, "warning")


def _questionnaire(options: AnswerOptions, personal: Mapping[Path, Loaded[Source]], *, tables: int | None) -> str:
    """Return the one questionnaire that the answers are to; what the command line names is compared with files later.

    With a number of *tables*, which name none, files may name several, and that of most of them is taken.
    """
    if options.questionnaire:
        return options.questionnaire
    sources = [read.value for read in personal.values() if read.value is not None]
    names = Counter(name for source in sources if (name := questionnaire_of(source)))
    if len(names) > 1 and tables is None:
        raise BadFilesError(tuple(_of_another(source) for source in sources))
    if tables is not None:
        names[SHIPPED] += tables
    return min(names, key=lambda name: (-names[name], name), default=SHIPPED)


def _of_another(source: Source) -> Problem:
    message = f"these answers are to '{questionnaire_of(source)}', others here are not"
    return Problem(source.path, source.place(("questionnaire",)), OTHER_VERSION, message)
