"""Assemble answers: from the files that the user names to everything that is scored together."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.codes import (
    NAMES_ALIKE,
    NO_ROUND,
    ROUNDS,
    SAME_FILE,
    SCHOOL,
    TWO_FORMS,
    TWO_SCHOOLS,
    UNKNOWN_SCHOOL,
    WRONG_CELL,
)
from speedbumps.diagnostics.problem import (
    START,
    BadFilesError,
    LoadResult,
    NoSuchError,
    Problem,
    Severity,
    require_value,
)
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.load import find_questionnaire
from speedbumps.responses.answers import AnswerPart
from speedbumps.responses.combine import combine, files_of_schools, rename_schools
from speedbumps.responses.match_schools import (
    NameIndex,
    SchoolMatch,
    group_similar_names,
    index_names,
    match_schools,
    merge_facts,
)
from speedbumps.responses.raw_cells import distinct
from speedbumps.responses.read_files import (
    SHIPPED,
    AnswerOptions,
    FilesRead,
    load_instrument,
    read_files,
    table_context_of,
)
from speedbumps.responses.read_table import read_chosen
from speedbumps.responses.rounds import choose_rounds, is_mistyped
from speedbumps.responses.same_rows import schools_in_several
from speedbumps.responses.school_names import name_after_files, school_of_file
from speedbumps.responses.schools import read_schools
from speedbumps.responses.times_in_names import files_of_other_times, schools_in_several_files, schools_of_several_times
from speedbumps.scoring.responses import Responses
from speedbumps.tables.files import is_personal
from speedbumps.tables.sheets import Sheets, sheet_from_frame
from speedbumps.text import count_from_five, fold_text, list_some

MOST_NAMED = 30
"""Schools that one message lists."""

MOST_COMPARED = 5_000
"""With more schools than this, names are not compared with each other: so many need a table."""


class KnownSchools(NamedTuple):
    """What is known of schools besides their answers."""

    schools: Mapping[str, School] = {}
    """The schools in a table, by id."""
    table: Path | None = None
    notices: tuple[Problem, ...] = ()


class AnswerSet(NamedTuple):
    """Answers with the questionnaire that they are to, ready to be scored.

    The column *round* of `responses.people` holds one value for each school.
    """

    instrument: Instrument
    responses: Responses
    where: Traversable
    """The file of the questionnaire."""
    known: KnownSchools
    files: Mapping[str, tuple[Path, ...]]
    """The files with the answers of each school; of small files that were read together, only the first."""
    problems: tuple[Problem, ...] = ()
    """Problems of files and schools that are left out."""
    notices: tuple[Problem, ...] = ()
    """All other messages."""
    unread: frozenset[Path] = frozenset()
    """Files that could not be read, and copies of other files."""
    left_out: Mapping[str, str] = {}
    """Schools that are left out because of a mistake in their answers, each with the reason."""
    other_rounds: Mapping[str, str] = {}
    """Schools with answers of other rounds than the wanted one only, each with a message."""
    unknown: Mapping[str, str] = {}
    """Schools that are not in the table of schools, if there is one, each with the doubt about its name."""
    written: tuple[tuple[str, str], ...] = ()
    """What the only person wrote, if there is one who agreed to be shown: pairs of a question's id and a text."""
    names: Mapping[str, str] = {}
    """The id of each school by its folded names in the answers and in the table."""


def assemble(
    paths: Iterable[Path], options: AnswerOptions | None = None, contents: Mapping[Path, bytes] | None = None
) -> AnswerSet:
    """Return the answers in the files and folders at *paths*, all of which have to be without mistakes.

    *contents* holds those of tables that were opened already.

    Raises:
        BadFilesError: With every mistake in every file.
        FileNotFoundError: If a file does not exist, or no questionnaire has that name.
        NoSuchError: If there is no such school, form or language.
    """
    options = options or AnswerOptions()
    found = read_files(paths, options, contents=contents)
    problems = found.problems
    if not found.parts and not problems:
        problems = _as_errors(found.notices)
    known = read_known(found, options.schools)
    if problems or known.value is None:
        raise BadFilesError((*problems, *known.problems))
    written = found.parts[0].written if len(found.parts) == 1 else ()
    return _choose_school(put_together(found, known.value, options), options.school)._replace(written=written)


def assemble_many(paths: Iterable[Path], options: AnswerOptions) -> AnswerSet:
    """Return the answers of many schools in *paths*; a file or school with mistakes is left out with its problem.

    Folders are searched recursively. Where files name several questionnaires, the one of most files is taken.

    Raises:
        BadFilesError: If nothing is left, or the table of schools has a mistake.
        FileNotFoundError: If a file does not exist, or no questionnaire has that name.
        NoSuchError: If there is no such round.
    """
    found = read_files(paths, options._replace(set_aside=True), many=True)
    if not found.parts:
        raise BadFilesError(found.problems or _as_errors(found.notices))
    return _drop_schools_with_bad_cells(
        put_together(found, require_value(read_known(found, options.schools)), options), options
    )


def assemble_frame(people: pl.DataFrame, options: AnswerOptions) -> AnswerSet:
    """Return the answers in a data frame, which is read like a table with its columns' names as headings.

    Raises:
        BadFilesError: With every mistake in it.
        FileNotFoundError: If there is no such questionnaire or table of schools.
        NoSuchError: If there is no such form or school.
    """
    where = find_questionnaire(options.questionnaire or SHIPPED)
    instrument = load_instrument(where, options)
    sheet = sheet_from_frame(people)
    parts = read_chosen(Sheets((sheet,)), table_context_of(instrument, options)).parts
    found = FilesRead(instrument, where, (sheet.path,), require_value(parts), (), parts.problems)
    return _choose_school(
        put_together(found, require_value(read_known(found, options.schools)), options), options.school
    )


def read_known(found: FilesRead, table: Path | None) -> LoadResult[KnownSchools]:
    """Return the schools in the *table*, if there is one; of closed schools only those whose answers were found.

    Raises:
        FileNotFoundError: If there is no such table.
    """
    if table is None:
        return LoadResult(KnownSchools())
    wanted = {name for part in found.parts for name in distinct(part.people.get_column("school"))}
    read = read_schools(table, found.instrument, wanted)
    return LoadResult(None if read.value is None else KnownSchools(read.value, table, read.problems), read.problems)


def put_together(found: FilesRead, known: KnownSchools, options: AnswerOptions) -> AnswerSet:
    """Return the answers of all files as one set, each school under its id and with one round.

    Raises:
        NoSuchError: If there is no such round.
    """
    index = index_names(known.schools)
    copies = tuple(_copies_of_others(found, index))
    if copies:
        others = {each.path for each in copies}
        kept = tuple(each for each in found.notices if each.code != SAME_FILE or each.path not in others)
        found = found._replace(problems=(*found.problems, *copies), notices=kept)
    after_files = name_after_files(found.parts, index, found.roots)
    files_by_name = files_of_schools(after_files.parts)
    names = {*files_by_name, *(name for part in after_files.parts for name in (*part.schools, *part.set_aside))}
    matches = match_schools(sorted(names), known.schools) if known.table is not None else {}
    ids = {name: match.id for name, match in matches.items() if match.id is not None}
    parts = tuple(rename_schools(part, ids) for part in after_files.parts)
    _refuse_mistyped_round(parts, options.round)
    in_parts = schools_in_several(parts)
    unclear = schools_of_several_times(parts, in_parts, found.roots)
    combined = combine(parts, found.instrument, in_parts)
    files = _files_by_id(files_by_name, ids)
    places = {name: paths[0] for name, paths in files.items()}
    wrong = {name: problem for part in parts for name, problem in part.left_out.items()}
    left_out = [*unclear, *wrong]
    people = combined.responses.people
    rounds = choose_rounds(people.filter(~pl.col("school").is_in(left_out)) if left_out else people, options.round)
    several = {**unclear, **rounds.several}
    schools = {
        **combined.responses.schools,
        **{
            name: merge_facts(known.schools[name], combined.responses.schools.get(name))
            for name in places
            if name in known.schools
        },
    }
    return AnswerSet(
        instrument=found.instrument,
        where=found.where,
        responses=replace(combined.responses, people=rounds.people, schools=schools),
        known=known,
        files=files,
        problems=(
            *found.problems,
            *wrong.values(),
            *_round_problems(several, places, "error"),
        ),
        notices=(
            *found.notices,
            *known.notices,
            *after_files.notices,
            *combined.notices,
            *schools_in_several_files(parts, [name for name in in_parts if name not in {*several, *combined.repeated}]),
            *(_names_alike(files_by_name) if known.table is None else ()),
            *_two_forms(rounds.people, places),
            *_doubtful_names(matches, after_files.parts, files_by_name),
            *_round_problems(rounds.other, places, "warning"),
            *_round_problems(
                rounds.notices, {**places, **_files_without_round(parts, rounds.notices)}, "warning", NO_ROUND
            ),
            *_schools_without_round(rounds.nameless, places, options.round),
            *files_of_other_times(parts, _rounds_of(rounds.people), found.roots),
            *((_files_of_another_school(parts, index, found.roots)) if known.schools else ()),
        ),
        unread=frozenset(Path(each.path) for each in (*found.problems, *found.notices) if _is_unread(each)),
        left_out={**several, **{name: problem.message for name, problem in wrong.items()}},
        other_rounds=rounds.other,
        unknown={name: matches[name].doubt or "" for name in files if known.table and name not in known.schools},
        names={**{fold_text(school.name): name for name, school in schools.items() if school.name}, **ids},
    )


def _refuse_mistyped_round(parts: Iterable[AnswerPart], wanted: str | None) -> None:
    """Raise NoSuchError if *wanted* is no round of these answers, but would be assumed for rows without a round."""
    if wanted is None:
        return
    rounds = pl.concat([part.people.select("round") for part in parts])
    if is_mistyped(rounds, wanted):
        there = ", ".join(rounds.get_column("round").drop_nulls().unique().sort().head(MOST_NAMED))
        raise NoSuchError(f"no answers are of round '{wanted}'; there is {there}, and rows that name no round")


def _is_unread(problem: Problem) -> bool:
    """Return whether the file that a *problem* names was not read."""
    return (problem.severity == "error" and problem.code != WRONG_CELL) or problem.code == SAME_FILE


def _files_by_id(files: Mapping[str, tuple[Path, ...]], ids: Mapping[str, str]) -> dict[str, tuple[Path, ...]]:
    """Return the *files* of schools by id instead of by name; a school may have several names."""
    found: dict[str, tuple[Path, ...]] = {}
    for name, paths in files.items():
        key = ids.get(name, name)
        found[key] = tuple(dict.fromkeys((*found[key], *paths))) if key in found else paths
    return found


def _doubtful_names(
    matches: Mapping[str, SchoolMatch], parts: Sequence[AnswerPart], files: Mapping[str, tuple[Path, ...]]
) -> Iterator[Problem]:
    """Yield a warning of each name that may not be a school in the table, with the number of its people."""
    doubts = {name: match for name, match in matches.items() if match.doubt}
    people = Counter[str]()
    for part in parts if doubts else ():
        people.update(dict(part.people.group_by("school").len().iter_rows()))
    for name, match in doubts.items():
        if name in files:
            about = count_from_five(people[name], "people")
            code = UNKNOWN_SCHOOL if match.id is None else SCHOOL
            yield Problem(str(files[name][0]), START, code, f"{match.doubt} ({about})", "warning")


def _names_alike(files: Mapping[str, tuple[Path, ...]]) -> Iterator[Problem]:
    """Yield a warning of names that may mean one school, where no table lists the schools."""
    if len(files) > MOST_COMPARED:
        return
    for names in group_similar_names(files):
        listed = " and ".join((", ".join(f"'{name}'" for name in names[:-1]), f"'{names[-1]}'"))
        message = (
            f"{listed} may be one school, and count as {len(names)}; if they are one, write the same name everywhere, "
            "or say in a table of schools what it is called (--schools)"
        )
        yield Problem(str(files[names[-1]][0]), START, NAMES_ALIKE, message, severity_of(NAMES_ALIKE))


def _round_problems(
    messages: Mapping[str, str], places: Mapping[str, Path], severity: Severity, code: str = ROUNDS
) -> Iterator[Problem]:
    """Yield the *messages* about the rounds of schools as problems."""
    return (Problem(str(places[name]), START, code, f"'{name}' {why}", severity) for name, why in messages.items())


def _rounds_of(people: pl.DataFrame) -> dict[str, str]:
    """Return the round of each school that has one."""
    if people.get_column("round").null_count() == people.height:
        return {}
    return dict(people.group_by("school").agg(pl.col("round").first()).drop_nulls().iter_rows())


def _two_forms(people: pl.DataFrame, places: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield a warning of each school whose people answered several forms: only questions in all of them are scored."""
    form = people.get_column("form")
    if not form.len() or (form == form[0]).all():
        return
    counts = (
        people.group_by("school", "form")
        .len("people")
        .sort("school", "people", "form", descending=[False, True, False])
    )
    for (school,), forms in counts.group_by("school", maintain_order=True):
        if forms.height > 1:
            listed = ", ".join(count_from_five(number, f"'{name}'") for _, name, number in forms.iter_rows())
            message = (
                f"the people of '{school}' answered several forms ({listed}); only questions in all of them are scored"
            )
            yield Problem(str(places[str(school)]), START, TWO_FORMS, message, severity_of(TWO_FORMS))


def _files_without_round(parts: Iterable[AnswerPart], schools: Collection[str]) -> dict[str, Path]:
    """Return for each of the *schools* the first file with rows that name no round."""
    found: dict[str, Path] = {}
    for part in parts if schools else ():
        people = part.people.filter(pl.col("round").is_null() & pl.col("school").is_in(list(schools)))
        for school in distinct(people.get_column("school")):
            found.setdefault(school, part.places.get(school, part.path))
    return found


def _schools_without_round(schools: Sequence[str], places: Mapping[str, Path], wanted: str | None) -> Iterator[Problem]:
    """Yield a warning of the *schools* whose answers name no round, where those of others do."""
    if schools:
        listed = list_some([f"'{name}'" for name in schools], MOST_NAMED)
        held = "name no round, and count" if schools[1:] else "names no round, and counts"
        message = f"{listed} {held} with '{wanted}', whichever round the answers are of"
        yield Problem(str(places[schools[0]]), START, NO_ROUND, message, severity_of(NO_ROUND))


def _files_of_another_school(parts: Iterable[AnswerPart], index: NameIndex, roots: Sequence[Path]) -> Iterator[Problem]:
    """Yield a warning of each table about one of the schools of the *index* that is named after another one."""
    tables = [part for part in parts if not (part.called_after or part.places or is_personal(part.path))]
    of_one = [part for part in tables if part.people.height and _is_of_one(part.people, index.schools)]
    for part in of_one:
        school, called = part.people.item(0, "school"), school_of_file(part.path, index, roots)
        if called not in (None, school):
            message = (
                f"all answers in this file say that they are about '{school}', but the file or its folder is called "
                f"after '{called}'; they count for '{school}'"
            )
            yield Problem(str(part.path), START, TWO_SCHOOLS, message, severity_of(TWO_SCHOOLS), sheet=part.sheet)


def _is_of_one(people: pl.DataFrame, known: Mapping[str, School]) -> bool:
    """Return whether all *people* are of one known school."""
    school = people.get_column("school")
    return school[0] in known and bool((school == school[0]).all())


def _copies_of_others(found: FilesRead, index: NameIndex) -> Iterator[Problem]:
    """Yield an error for each file with the same content as the file of another school of the *index*."""
    for copy, original in found.copies.items():
        one, other = (school_of_file(path, index, found.roots) for path in (copy, original))
        if one is not None and other is not None and one != other:
            message = (
                f"the same answers were handed in for '{one}' here and for '{other}' in {original}; one of the two is "
                f"wrong, and they count for '{other}' until this file is replaced or removed"
            )
            yield Problem(str(copy), START, SAME_FILE, message)


def _choose_school(found: AnswerSet, wanted: str | None) -> AnswerSet:
    """Return the answers of the school that is *wanted*, by its id or a name; of all schools where none is.

    Raises:
        BadFilesError: If nobody's answers are left.
        NoSuchError: If there is no such school.
    """
    if wanted is not None:
        there = sorted(found.files)
        name = fold_text(wanted)
        school = name if name in found.files else found.names.get(name, "")
        if school not in found.files:
            listed = ", ".join(there[:MOST_NAMED])
            raise NoSuchError(f"there is no school '{wanted}' in these answers; there is {listed}")
        people = found.responses.people.filter(pl.col("school") == school)
        at = str(found.files[school][0])
        found = found._replace(
            responses=replace(found.responses, people=people),
            problems=tuple(each for each in found.problems if school in found.left_out and each.path == at),
        )
    if found.responses.people.is_empty():
        raise BadFilesError(found.problems or _as_errors(found.notices))
    return found


def _as_errors(notices: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the warnings among the *notices* as errors, since nothing is left because of them."""
    every = tuple(notices)
    graver = tuple(each for each in every if each.severity != "advice") or every
    return tuple(each._replace(severity="error") for each in graver)


def _drop_schools_with_bad_cells(found: AnswerSet, options: AnswerOptions) -> AnswerSet:
    """Return *found* without schools with an unreadable cell, unless such cells are to be set aside.

    Raises:
        BadFilesError: If no school is left.
    """
    aside = {} if options.set_aside else found.responses.set_aside
    wrong = {name: n for name, n in aside.items() if n and name not in found.left_out}
    people = found.responses.people.filter(~pl.col("school").is_in(list(wrong)))
    notices = tuple(_raise_severity(each) if wrong else each for each in found.notices)
    if people.is_empty():
        raise BadFilesError((*found.problems, *notices))
    reasons = {name: _bad_cells_text(n) for name, n in sorted(wrong.items())}
    problems = (Problem(str(found.files[name][0]), START, SCHOOL, f"{name}: {why}") for name, why in reasons.items())
    return found._replace(
        responses=replace(found.responses, people=people),
        problems=(*found.problems, *problems),
        notices=notices,
        left_out={**found.left_out, **reasons},
    )


def _raise_severity(problem: Problem) -> Problem:
    """Return a *problem* of an unreadable cell as an error."""
    return problem._replace(severity="error") if problem.code == WRONG_CELL else problem


def _bad_cells_text(n: int) -> str:
    """Return why a school with *n* unreadable cells is left out."""
    cells = "1 cell" if n == 1 else f"{n} cells"
    return f"{cells} cannot be read, so the school is left out; correct them, or count them as blank with --set-aside"
