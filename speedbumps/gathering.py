"""From the files that somebody names to everything that is scored together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.checks.suggesting import did_you_mean
from speedbumps.loading.instruments import find, load
from speedbumps.loading.reviews import is_review
from speedbumps.loading.translations import in_all_languages
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, BadFilesError, Loaded, NoSuchError, Problem, needed
from speedbumps.model.questionnaire import FULL
from speedbumps.platforms.importing import read
from speedbumps.platforms.mapping import read_map
from speedbumps.platforms.sheets import ENDINGS as TABLES
from speedbumps.reading.frames import OTHER_VERSION, ROUND, SCHOOL, TWICE, combined
from speedbumps.reading.personal import named, read_person
from speedbumps.reading.schools import describes_schools, read_schools
from speedbumps.reading.tables import Defaults
from speedbumps.scoring.responses import Responses
from speedbumps.source import UNREADABLE, Source, read_yaml
from speedbumps.text import folded

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
    """A file that says which column is about which question."""


class Gathered(NamedTuple):
    """Answers with the questionnaire that they are to."""

    instrument: Instrument
    responses: Responses
    round: str | None
    notices: tuple[Problem, ...]
    """What was set aside or not read, to be told."""


def gather(paths: Iterable[Path], asked: Asked | None = None) -> Gathered:
    """All the answers in the files and folders at *paths*.

    Raises:
        BadFilesError: With every mistake in every file.
        FileNotFoundError: If a file is not there, or no questionnaire is called so.
    """
    asked = asked or Asked()
    files = list(_files(paths))
    personal = {path: read_yaml(path) for path in files if path.suffix.lower() in PERSONAL}
    name = _questionnaire(asked, personal)
    where = find(name, files[0].parent)
    instrument = in_all_languages(needed(load(where)), where)
    _form_exists(asked.form, instrument)
    parts: list[Responses] = []
    problems: list[Problem] = list(_read_twice(files))
    notices: list[Problem] = []
    settled = needed(read_map(asked.settled, instrument)) if asked.settled else {}
    for path in files:
        if describes_schools(path, instrument):
            notices.append(_no_answers(path, "looks like a table of schools, not of answers", "--schools"))
            continue
        if path in personal and is_review(personal[path].value):
            notices.append(_no_answers(path, "is a review of people's own words, not answers", "--open-text"))
            continue
        found = _read(path, personal, instrument, asked, settled)
        if found.value is None:
            problems.extend(found.problems)
        else:
            parts.append(found.value)
            notices.extend(found.problems)
    known = read_schools(asked.schools, instrument) if asked.schools else Loaded[Mapping[str, School]]({})
    if not parts and not problems:
        problems.extend(notice._replace(severity="error") for notice in notices)
    if problems or known.value is None:
        raise BadFilesError((*problems, *known.problems))
    responses = _with_schools(combined(parts, instrument), known.value)
    if asked.schools:
        notices.extend(_unmatched(responses, known.value, asked.schools))
    return Gathered(instrument, *_of_round(responses, asked.round, files), tuple(notices))


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    """The files at *paths*; of a folder, those that can hold answers."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = [file for file in sorted(path.iterdir()) if file.suffix.lower() in (*PERSONAL, *IN_FOLDERS)]
        if not inside:
            message = "this folder holds no answers: no .yaml, .csv, .tsv, .xlsx or .parquet file"
            raise BadFilesError((Problem(str(path), START, UNREADABLE, message),))
        yield from inside


def _no_answers(path: Path, what: str, option: str) -> Problem:
    message = f"this {what}; give it with {option} {path.name}"
    return Problem(str(path), START, UNREADABLE, message, "warning")


def _form_exists(form: str | None, instrument: Instrument) -> None:
    forms = (FULL, *instrument.questionnaire.forms)
    if form is not None and form not in forms:
        raise NoSuchError(f"there is no form '{form}'; there is {', '.join(forms)}")


def _read_twice(files: list[Path]) -> Iterator[Problem]:
    """Files that hold the same to the last byte as an earlier one: everybody in them would count twice."""
    sizes = Counter(path.stat().st_size for path in files if path.is_file())
    first: dict[bytes, Path] = {}
    for path in files:
        if path.is_file() and sizes[path.stat().st_size] > 1:
            earlier = first.setdefault(_digest(path), path)
            if earlier is not path:
                message = f"this file holds the same answers as {earlier.name}; name only one of them"
                yield Problem(str(path), START, TWICE, message)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()


def _unmatched(responses: Responses, known: Mapping[str, School], table: Path) -> Iterator[Problem]:
    """Schools of which the table says nothing."""
    for name in responses.people.get_column("school").unique().sort():
        if name not in known:
            meant = did_you_mean(name, known) or f"; it has {', '.join(list(known)[:5])}"
            message = f"the table of schools says nothing of '{name}'{meant}"
            yield Problem(str(table), START, SCHOOL, message, "warning")


def _questionnaire(asked: Asked, personal: Mapping[Path, Loaded[Source]]) -> str:
    """The one questionnaire that the answers are to; what the command line names is held against the files later."""
    if asked.questionnaire:
        return asked.questionnaire
    sources = [read.value for read in personal.values() if read.value is not None]
    names = {name for source in sources if (name := named(source))}
    if len(names) > 1:
        raise BadFilesError(tuple(_of_another(source) for source in sources))
    return next(iter(names), SHIPPED)


def _of_another(source: Source) -> Problem:
    message = f"these answers are to '{named(source)}', others here are not"
    return Problem(source.path, source.place(("questionnaire",)), OTHER_VERSION, message)


def _read(
    path: Path,
    personal: Mapping[Path, Loaded[Source]],
    instrument: Instrument,
    asked: Asked,
    settled: Mapping[str, str],
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
    return Loaded(None, (Problem(str(path), START, UNREADABLE, message),))


def _with_schools(responses: Responses, known: Mapping[str, School]) -> Responses:
    """The *responses* with what the table of schools says; a school is its id, else its name if only one bears it."""
    if not known:
        return responses
    by_name: dict[str, list[str]] = {}
    for name, school in known.items():
        if school.name:
            by_name.setdefault(folded(school.name), []).append(name)
    present = responses.people.get_column("school").unique().to_list()
    renamed = {name: by_name[name][0] for name in present if name not in known and len(by_name.get(name, ())) == 1}
    people = responses.people.with_columns(pl.col("school").replace(renamed)) if renamed else responses.people
    schools = {renamed.get(name, name): school for name, school in responses.schools.items()}
    schools.update({name: known[name] for name in (renamed.get(name, name) for name in present) if name in known})
    aside = {renamed.get(name, name): count for name, count in responses.set_aside.items()}
    duplicates = {renamed.get(name, name): count for name, count in responses.duplicates.items()}
    return Responses(people, schools, aside, duplicates)


def _of_round(responses: Responses, wanted: str | None, files: list[Path]) -> tuple[Responses, str | None]:
    """The answers of one round; several are not mixed."""
    rounds = sorted(responses.people.get_column("round").drop_nulls().unique().to_list())
    if wanted is None and len(rounds) > 1:
        message = f"these are answers of {len(rounds)} rounds; choose one with --round: {', '.join(rounds)}"
        raise BadFilesError((Problem(str(files[0]), START, ROUND, message),))
    if wanted is None:
        return responses, next(iter(rounds), None)
    if rounds and wanted not in rounds:
        message = f"there is no round '{wanted}' here; there is {', '.join(rounds)}"
        raise BadFilesError((Problem(str(files[0]), START, ROUND, message),))
    people = responses.people.filter(pl.col("round") == wanted) if rounds else responses.people
    return Responses(people, responses.schools, responses.set_aside, responses.duplicates), wanted
