"""From the files that somebody names to everything that is scored together."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import file_digest
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from speedbumps.loading.instruments import find, load
from speedbumps.loading.translations import in_all_languages, in_language
from speedbumps.model.answers import School
from speedbumps.model.codes import (
    EMPTY_FOLDER,
    HANDED_IN_TWICE,
    KIND,
    NO_ROUND,
    NOT_ANSWERS,
    NOT_READ,
    OTHER_VERSION,
    ROUNDS,
    SCHOOL,
    UNKNOWN_SCHOOL,
)
from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, BadFilesError, Loaded, NoSuchError, Problem, needed
from speedbumps.model.reach import form_named
from speedbumps.responses.column_map import read_map
from speedbumps.responses.columns import combined
from speedbumps.responses.imports import read
from speedbumps.responses.match_schools import completed, joined
from speedbumps.responses.one_person import named, read_person
from speedbumps.responses.schools import describes_schools, read_schools
from speedbumps.responses.sheets import ENDINGS as TABLES
from speedbumps.responses.tables import Defaults
from speedbumps.scoring.responses import Responses
from speedbumps.source import Source, read_yaml
from speedbumps.text import folded

if TYPE_CHECKING:
    from speedbumps.responses.bulk_csv import Stack

SHIPPED = "school"
"""The questionnaire of tables, which do not name one."""

PERSONAL = (".yaml", ".yml")
IN_FOLDERS = tuple(ending for ending in TABLES if ending != ".json")
"""Of a folder, JSON is no answers unless it is named: audits are saved so."""


class Asked(NamedTuple):
    """What the command line says about the answers."""

    questionnaire: str | None = None
    form: str | None = None
    round: str | None = None
    schools: Path | None = None
    set_aside: bool = False
    settled: Path | None = None
    """A file that says which column is about which question, and which words stand for which role."""
    school: str | None = None
    """The one school that is wanted, by its id or name."""
    language: str | None = None
    """The language of the questionnaire's words, where it is there in it."""
    tolerant: bool = False
    """Folders are searched to the bottom; where files name several questionnaires, that of most of them is taken."""


class Gathered(NamedTuple):
    """Answers with the questionnaire that they are to."""

    instrument: Instrument
    responses: Responses
    round: str | None
    notices: tuple[Problem, ...]
    """What was set aside or not read, to be told."""


class Collected(NamedTuple):
    """What the files that somebody names hold, each by itself."""

    instrument: Instrument
    where: Traversable
    """The questionnaire's file."""
    files: tuple[Path, ...]
    """All that were looked at."""
    parts: Mapping[Path, Responses]
    """The answers of every file that could be read."""
    problems: tuple[Problem, ...]
    """Why the others could not."""
    notices: tuple[Problem, ...]
    """What else is to be told, such as what was set aside or left out."""
    places: Mapping[str, Path] = {}
    """The first file of each school whose file was read together with others; these are one of the parts."""


class Known(NamedTuple):
    """Answers with what is known of the schools."""

    responses: Responses
    ids: Mapping[str, str]
    """The id of each school that the answers call something else."""
    told: tuple[Problem, ...] = ()
    """What is doubtful."""


def gather(paths: Iterable[Path], asked: Asked | None = None) -> Gathered:
    """All the answers in the files and folders at *paths*.

    Raises:
        BadFilesError: With every mistake in every file.
        FileNotFoundError: If a file is not there, or no questionnaire is called so.
    """
    asked = asked or Asked()
    found = collect(paths, asked)
    notices, problems = list(found.notices), list(found.problems)
    known = known_schools(found, asked.schools)
    if not found.parts and not problems:
        problems.extend(notice._replace(severity="error") for notice in notices)
    if problems or known.value is None:
        raise BadFilesError((*problems, *known.problems))
    found = told_apart(found, known.value)
    notices = list(found.notices)
    responses = combined(found.parts.values(), found.instrument)
    named = with_schools(responses, known.value, asked.schools, found.files)
    responses, chosen, told = of_round(named.responses, asked.round, found.files[0])
    responses = _of_school(responses, asked.school)
    return Gathered(found.instrument, responses, chosen, (*notices, *known.problems, *named.told, *told))


def known_schools(found: Collected, table: Path | None) -> Loaded[Mapping[str, School]]:
    """The schools that the *table* tells of, if there is one; of closed ones those whose answers were *found*.

    Raises:
        FileNotFoundError: If there is no such table.
    """
    if table is None:
        return Loaded({})
    wanted = {name for part in found.parts.values() for name in part.people.get_column("school").unique()}
    return read_schools(table, found.instrument, wanted)


def told_apart(found: Collected, known: Mapping[str, School]) -> Collected:
    """What was *found*, with files of one name in several folders each under the name of its folder.

    Only where the file itself names no school and no round, and its name is none of those *known*.
    """
    alike: dict[str, list[Path]] = {}
    for path in found.parts:
        alike.setdefault(folded(path.stem), []).append(path)
    several = {name: paths for name, paths in alike.items() if len({path.parent for path in paths}) > 1}
    named = joined(sorted(several), known) if known and several else {}
    renamed: dict[Path, str] = {
        path: folded(path.absolute().parent.name)
        for name, paths in several.items()
        if name not in named or named[name].id is None
        for path in paths
        if _names_nothing(found.parts[path].people, name)
    }
    parts = {**found.parts, **{path: _of_one(found.parts[path], school) for path, school in renamed.items()}}
    told = tuple(
        Problem(
            str(path),
            START,
            SCHOOL,
            f"several files are called '{path.name}' and do not say which school they are about; this one is taken for "
            f"'{school}', after its folder",
            "warning",
        )
        for path, school in renamed.items()
    )
    return found._replace(parts=parts, notices=(*found.notices, *told))


def _names_nothing(people: pl.DataFrame, name: str) -> bool:
    """Whether all *people* are of the school called *name*, as their file is, and of no round."""
    schools = people.get_column("school").unique().to_list()
    return people.get_column("round").null_count() == people.height and schools == [name]


def _of_one(part: Responses, school: str) -> Responses:
    """The answers of one school, under the name *school*."""
    called = dict.fromkeys((*part.set_aside, *part.duplicates), school)
    people = part.people.with_columns(pl.lit(school).alias("school"))
    return Responses(people, {}, _added_up(part.set_aside, called), _added_up(part.duplicates, called))


def with_schools(responses: Responses, known: Mapping[str, School], table: Path | None, files: Sequence[Path]) -> Known:
    """The *responses* from *files* with what the *table* says of the schools *known*."""
    present = responses.people.get_column("school").unique().sort().to_list()
    called = {*present, *responses.schools, *responses.set_aside, *responses.duplicates}
    if (only := _only_school(responses, known, files)) is not None:
        ids = dict.fromkeys(called, only)
        return Known(_renamed(responses, known, ids), ids, (_taken_for(only, files[0]),))
    if table is None:
        return Known(responses, {})
    found = joined(sorted(called), known)
    ids = {name: each.id for name, each in found.items() if each.id is not None}
    told = tuple(
        Problem(str(table), START, UNKNOWN_SCHOOL if each.id is None else SCHOOL, each.doubt, "warning")
        for each in map(found.__getitem__, present)
        if each.doubt
    )
    return Known(_renamed(responses, known, ids), ids, told)


def collect(paths: Iterable[Path], asked: Asked) -> Collected:
    """What each file at *paths*, and in the folders there, holds; one that cannot be read stops no other.

    Raises:
        BadFilesError: If it is not to be told what the answers are to.
        FileNotFoundError: If a file is not there, or no questionnaire is called so.
    """
    given = list(paths)
    passed_over: list[Path] = []
    files = tuple(files_in(given, deep=asked.tolerant, others=passed_over))
    personal = {path: read_yaml(path) for path in files if path.name.lower().endswith(PERSONAL)}
    where = find(_questionnaire(asked, personal, tables=len(files) - len(personal)), files[0].parent)
    own = in_all_languages(needed(load(where)), where)
    instrument = (in_language(own, where, asked.language) if asked.language else None) or own
    if asked.form is not None:
        form_named(instrument.questionnaire, asked.form)
    settled = needed(read_map(asked.settled, instrument)) if asked.settled else None
    together, copied = ((), ()) if settled or len(files) == 1 else _stacked(files, instrument, asked)
    parts = {stack.paths[0]: stack.responses for stack in together}
    stacked = {str(path) for stack in together for path in stack.paths}
    others = [path for path in files if str(path) not in stacked and not _is_same(path, asked.schools)]
    twice = {Path(problem.path): problem for problem in _read_twice([*copied, *_unmarked(others, personal)])}
    problems: list[Problem] = list(twice.values())
    notices: list[Problem] = [*_passed_over(passed_over), *(problem for stack in together for problem in stack.told)]
    for path in others:
        if path in twice:
            continue
        if (left_out := _left_out(path, personal.get(path), instrument, given=path in given)) is not None:
            notices.append(left_out)
            continue
        found = _read(path, personal, instrument, asked, settled)
        if found.value is None:
            problems.extend(found.problems)
        else:
            parts[path] = found.value
            notices.extend(found.problems)
    places = {school: path for stack in reversed(together) for school, path in stack.places.items()}
    return Collected(instrument, where, files, parts, tuple(problems), tuple(notices), places)


def _stacked(
    files: Sequence[Path], instrument: Instrument, asked: Asked
) -> tuple[tuple["Stack", ...], tuple[Path, ...]]:
    """The *files* that could be read together, and those of them that others look like copies of."""
    # Not at the top: one school's report does without.
    from speedbumps.responses.bulk_csv import stacks

    return stacks(files, instrument, Defaults(asked.form, asked.set_aside))


def _is_same(path: Path, other: Path | None) -> bool:
    return other is not None and path.name == other.name and path.exists() and path.samefile(other)


def _unmarked(files: Iterable[Path], personal: Mapping[Path, Loaded[Source]]) -> list[Path]:
    """Those of the *files* that mark no sitting."""
    return [path for path in files if not _is_marked(personal.get(path))]


def _of_school(responses: Responses, wanted: str | None) -> Responses:
    """The answers of the school that is *wanted*, by its id or name; of all where none is."""
    if wanted is None:
        return responses
    said, there = folded(wanted), sorted(responses.people.get_column("school").unique().to_list())
    named = [name for name in there if (school := responses.schools.get(name)) and folded(school.name or "") == said]
    found = [said] if said in there else named
    if len(found) != 1:
        raise NoSuchError(f"there is no school '{wanted}' in these answers; there is {', '.join(there[:MOST])}")
    people = responses.people.filter(pl.col("school") == found[0])
    return replace(responses, people=people)


MOST = 30
"""Schools that a message lists."""


def files_in(paths: Iterable[Path], *, deep: bool = False, others: list[Path] | None = None) -> Iterator[Path]:
    """The files at *paths*; of a folder, those that can hold answers, and those in its folders if it is *deep*.

    The rest of them are put into *others*.
    """
    passed_over = [] if others is None else others
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = list(_inside(path, passed_over, deep=deep))
        if not inside:
            message = "this folder holds no answers: no .yaml, .csv, .tsv, .xlsx or .parquet file"
            raise BadFilesError((Problem(str(path), START, EMPTY_FOLDER, message),))
        yield from inside


def _inside(folder: Path, others: list[Path], *, deep: bool) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: _in_turn(entry.name))
    folders: list[str] = []
    for entry in found:
        if entry.is_dir():
            folders += [] if entry.is_symlink() or entry.name.startswith((".", "_")) else [entry.name]
        elif _may_hold_answers(entry.name):
            yield folder / entry.name
        elif _may_be_meant(entry.name):
            others.append(folder / entry.name)
    for name in folders if deep else ():
        yield from _inside(folder / name, others, deep=True)


def _passed_over(files: Sequence[Path]) -> Iterator[Problem]:
    """What is said of *files* in a folder that are of another kind, such as a .zip or an old .xls with answers."""
    if files:
        named = ", ".join(path.name for path in files[:NAMED]) + (" and others" if len(files) > NAMED else "")
        message = f"not read: {named}; of a folder .yaml, .csv, .tsv, .xlsx and .parquet files are"
        yield Problem(str(files[0].parent), START, NOT_READ, message, "warning")


NAMED = 5
"""Files that one message names."""


def _in_turn(name: str) -> tuple[list[str | int], str]:
    """Names as people count: 2 before 10, and a name before its copies. So the last file of somebody comes last."""
    parts = NUMBERS.split(name.rpartition(".")[0].casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)], name


NUMBERS = re.compile(r"([0-9]+)")


def _is_marked(read: Loaded[Source] | None) -> bool:
    """Whether what was *read* marks its sitting: then it may be handed in twice, and counts once."""
    return (
        read is not None and read.value is not None and isinstance(read.value.data, dict) and "draft" in read.value.data
    )


def _may_hold_answers(name: str) -> bool:
    """Whether a file in a folder is looked at: not those that Excel and others keep beside an open one."""
    return name.lower().endswith((*PERSONAL, *IN_FOLDERS)) and not name.startswith(("~$", ".", "._"))


def _may_be_meant(name: str) -> bool:
    """Whether somebody may take a file of another kind for answers; not what systems and we ourselves keep there."""
    told = name.lower()
    return not (told.endswith(".json") or told in ("thumbs.db", "desktop.ini") or name.startswith(("~$", ".")))


def _says_answers(read: Loaded[Source]) -> bool:
    """Whether a YAML file in a folder says that it holds answers; one that cannot be read may."""
    data = read.value.data if read.value is not None else None
    return read.value is None or (isinstance(data, dict) and {"format", "answers"} & set(data) != set())


def _format(source: Source | None) -> str:
    """The format that a YAML file names; an empty text if it names none."""
    name = source.data.get("format") if source is not None and isinstance(source.data, dict) else None
    return name if isinstance(name, str) else ""


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


def _left_out(path: Path, read: Loaded[Source] | None, instrument: Instrument, *, given: bool) -> Problem | None:
    """Why a file is left out, if it holds no answers; one that is *given* by name is read unless it is another kind."""
    if describes_schools(path, instrument):
        return _no_answers(path, "looks like a table of schools, not of answers", "--schools")
    if read is None:
        return None
    if other := OTHER_KINDS.get(_format(read.value)):
        return _no_answers(path, *other)
    if (what := BESIDE.get(_format(read.value))) and not given:
        return Problem(str(path), START, NOT_ANSWERS, f"this {what}, not answers, and is left out", "warning")
    if given or _says_answers(read):
        return None
    return Problem(str(path), START, NOT_ANSWERS, "this is no file of answers, and is left out", "warning")


def _no_answers(path: Path, what: str, option: str) -> Problem:
    message = f"this {what}; give it with {option} {path.name}"
    return Problem(str(path), START, NOT_ANSWERS, message, "warning")


def _read_twice(files: list[Path]) -> Iterator[Problem]:
    """Files that hold the same to the last byte as an earlier one: everybody in them would count twice."""
    sizes = Counter(path.stat().st_size for path in files if path.is_file())
    first: dict[bytes, Path] = {}
    for path in files:
        if path.is_file() and sizes[path.stat().st_size] > 1:
            earlier = first.setdefault(_digest(path), path)
            if earlier is not path:
                message = f"this file holds the same answers as {earlier.name}; name only one of them"
                yield Problem(str(path), START, HANDED_IN_TWICE, message)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()


def _only_school(responses: Responses, known: Mapping[str, School], files: Iterable[Path]) -> str | None:
    """The only school in the table, where the answers come from files that name none and are not called after one."""
    present = set(responses.people.get_column("school").unique().to_list())
    if len(known) != 1 or present & set(known) or not present <= {folded(path.stem) for path in files}:
        return None
    return next(iter(known))


def _taken_for(school: str, path: Path) -> Problem:
    message = f"the file names no school; its answers are taken for those of '{school}', the only one in the table"
    return Problem(str(path), START, SCHOOL, message, "advice")


def _questionnaire(asked: Asked, personal: Mapping[Path, Loaded[Source]], *, tables: int) -> str:
    """The one questionnaire that the answers are to; what the command line names is held against the files later."""
    if asked.questionnaire:
        return asked.questionnaire
    sources = [read.value for read in personal.values() if read.value is not None]
    names = Counter(name for source in sources if (name := named(source)))
    if len(names) > 1 and not asked.tolerant:
        raise BadFilesError(tuple(_of_another(source) for source in sources))
    if asked.tolerant:
        names[SHIPPED] += tables
    return min(names, key=lambda name: (-names[name], name), default=SHIPPED)


def _of_another(source: Source) -> Problem:
    message = f"these answers are to '{named(source)}', others here are not"
    return Problem(source.path, source.place(("questionnaire",)), OTHER_VERSION, message)


def _read(
    path: Path,
    personal: Mapping[Path, Loaded[Source]],
    instrument: Instrument,
    asked: Asked,
    settled: ColumnMap | None,
) -> Loaded[Responses]:
    if path in personal:
        source = personal[path]
        if source.value is None:
            return Loaded(None, source.problems)
        return read_person(source.value, instrument, set_aside=asked.set_aside)
    if path.suffix.lower() in TABLES:
        return read(path, instrument, Defaults(asked.form, asked.set_aside), settled)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    message = f"answers are read from .yaml files (one person) and from tables (many): {', '.join(TABLES)}"
    return Loaded(None, (Problem(str(path), START, KIND, message),))


def _renamed(responses: Responses, known: Mapping[str, School], ids: Mapping[str, str]) -> Responses:
    """The *responses* with each school under the one of the *ids* that it has, and with what is *known* of it."""
    schools = {ids.get(name, name): school for name, school in responses.schools.items()}
    schools.update({name: completed(known[name], schools.get(name)) for name in ids.values()})
    others = {name: key for name, key in ids.items() if name != key}
    return Responses(
        responses.people.with_columns(pl.col("school").replace(others)) if others else responses.people,
        schools,
        _added_up(responses.set_aside, others),
        _added_up(responses.duplicates, others),
    )


def _added_up(counts: Mapping[str, int], renamed: Mapping[str, str]) -> dict[str, int]:
    """The *counts* by the schools' ids; those under two names of one school together."""
    total: Counter[str] = Counter()
    for name, count in counts.items():
        total[renamed.get(name, name)] += count
    return dict(total)


def of_round(responses: Responses, wanted: str | None, path: Path) -> tuple[Responses, str | None, tuple[Problem, ...]]:
    """The answers of one round, its name, and what is to be said of rows that name none; several are not mixed.

    Rows without a round belong to the only one that is named; where there are several, to none.
    """
    rounds = sorted(responses.people.get_column("round").drop_nulls().unique().to_list())
    if wanted is None and len(rounds) > 1:
        message = f"these are answers of {len(rounds)} rounds; choose one with --round: {', '.join(rounds)}"
        raise BadFilesError((Problem(str(path), START, ROUNDS, message),))
    if wanted is not None and rounds and wanted not in rounds:
        message = f"there is no round '{wanted}' here; there is {', '.join(rounds)}"
        raise BadFilesError((Problem(str(path), START, ROUNDS, message),))
    chosen = wanted or next(iter(rounds), None)
    unnamed = responses.people.get_column("round").null_count() if rounds else 0
    told = (_unnamed(unnamed, chosen, len(rounds), path),) if unnamed and chosen else ()
    if len(rounds) < 2:  # noqa: PLR2004 - one round is everybody's
        return responses, chosen, told
    people = responses.people.filter(pl.col("round") == chosen)
    return replace(responses, people=people), chosen, told


def _unnamed(number: int, chosen: str, rounds: int, path: Path) -> Problem:
    rows = "1 row names no round, and is" if number == 1 else f"{number} rows name no round, and are"
    counted = f"counted with '{chosen}'" if rounds == 1 else "left out"
    return Problem(str(path), START, NO_ROUND, f"{rows} {counted}", "warning")
