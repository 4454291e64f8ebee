"""Find the school of each file whose answers name none: by its folder, by its name, or as the only known one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.codes import SCHOOL, TWO_SCHOOLS
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.answers import School
from speedbumps.responses.answers import AnswerPart
from speedbumps.responses.columns import id_from_name
from speedbumps.responses.combine import rename_schools
from speedbumps.responses.match_schools import (
    NameIndex,
    other_kinds,
    school_in_file_name,
    school_in_folder_name,
)
from speedbumps.responses.same_rows import FEWEST
from speedbumps.responses.times_in_names import times_in_name
from speedbumps.text import fold_text, list_some

MOST_LISTED = 5
"""Files that one message lists."""


class NamedParts(NamedTuple):
    """Parts all of whose answers name a school."""

    parts: tuple[AnswerPart, ...]
    notices: tuple[Problem, ...] = ()


def name_after_files(parts: Sequence[AnswerPart], index: NameIndex, roots: Sequence[Path]) -> NamedParts:
    """Return the *parts* with a school for the rows that name none.

    That is the one of the schools in the *index* that a folder of the file is named after, as far up as one of the
    *roots*; or that the file is named after; or the only school. Otherwise it is the file's name, or that of its
    folder where several files have the same name and different answers.
    """
    known = index.schools
    files = {(place, name): path for place, part in enumerate(parts) for name, path in part.called_after.items()}
    found = {key: school_of_file(path, index, roots) for key, path in files.items()} if known else {}
    by_sheet = _schools_of_sheets(parts, index) if known else {}
    found |= {key: by_sheet[key[0]] for key in files if key[0] in by_sheet}
    names = {key: school for key, school in found.items() if school is not None}
    if files and not names and len(known) == 1 and all(part.called_after for part in parts):
        only = next(iter(known))
        notice = _only_school_problem(only, list(files.values()))
        return NamedParts(_rename_parts(parts, dict.fromkeys(files, only), {}), (notice,))
    left = {key: path for key, path in files.items() if key not in names}
    written = {key: path.stem for key, path in left.items()}
    same_name = list(_same_names(left, parts))
    written |= {key: path.absolute().parent.name for key, path in same_name}
    names |= {key: id_from_name(name) for key, name in written.items()}
    notices = tuple(_folder_problem(path, names[key]) for key, path in same_name)
    doubtful = tuple(_two_schools((path for key, path in files.items() if key[0] not in by_sheet), index, roots))
    loose = tuple(
        _doubtful_kinds({files[key]: school for key, school in found.items() if school is not None}, index, roots)
    )
    return NamedParts(_rename_parts(parts, names, written), (*notices, *doubtful, *loose))


def _schools_of_sheets(parts: Sequence[AnswerPart], index: NameIndex) -> dict[int, str]:
    """Return the school of each part that is a sheet of a workbook whose sheets are named after several schools."""
    sheets = {place: part for place, part in enumerate(parts) if part.sheet is not None}
    called = {place: school_in_folder_name(part.sheet or "", index) for place, part in sheets.items()}
    schools: dict[Path, set[str]] = {}
    for place, school in called.items():
        if school is not None:
            schools.setdefault(sheets[place].path, set()).add(school)
    return {
        place: school for place, school in called.items() if school is not None and len(schools[sheets[place].path]) > 1
    }


def school_of_file(path: Path, index: NameIndex, roots: Iterable[Path]) -> str | None:
    """Return the known school that a folder of the file, or the file itself, is named after.

    The nearest folder counts, as far up as one of the *roots*.
    """
    folder = _school_of_folder(path, index, roots)
    return folder[1] if folder is not None else school_in_file_name(path.stem, index)


def _school_of_folder(path: Path, index: NameIndex, roots: Iterable[Path]) -> tuple[Path, str] | None:
    """Return the nearest folder of the file that is named after a known school, and that school."""
    found = ((folder, school_in_folder_name(folder.absolute().name, index)) for folder in _folders(path, roots))
    return next(((folder, school) for folder, school in found if school is not None), None)


def _doubtful_kinds(schools: Mapping[Path, str], index: NameIndex, roots: Sequence[Path]) -> Iterator[Problem]:
    """Yield a warning of each file whose name, or whose folder's, states another kind of school than the table does."""
    for path, school in schools.items():
        folder = _school_of_folder(path, index, roots)
        name = folder[0].absolute().name if folder is not None else path.stem
        kinds = other_kinds(name, index.schools[school])
        if kinds:
            message = (
                f"'{name}' is taken for '{index.schools[school].name}' ({school}), though it says "
                f"{', '.join(sorted(kinds))}; if that is wrong, give the school's id in the column 'school'"
            )
            yield Problem(str(path), START, SCHOOL, message, "warning")


def _two_schools(paths: Iterable[Path], index: NameIndex, roots: Sequence[Path]) -> Iterator[Problem]:
    """Yield a warning of each file that is named after one school and is in the folder of another."""
    for path in paths:
        folder = _school_of_folder(path, index, roots)
        called = school_in_file_name(path.stem, index) if folder is not None else None
        if folder is not None and called not in (None, folder[1]):
            message = (
                f"the file is called after '{called}', and its folder '{folder[0].absolute().name}' after "
                f"'{folder[1]}', which it is counted for; if that is wrong, move it or call the folder otherwise"
            )
            yield Problem(str(path), START, TWO_SCHOOLS, message, severity_of(TWO_SCHOOLS))


def _rename_parts(
    parts: Sequence[AnswerPart], names: Mapping[tuple[int, str], str], written: Mapping[tuple[int, str], str]
) -> tuple[AnswerPart, ...]:
    """Return the *parts* with new *names* for schools that are named after files, and these names as *written*."""
    found: list[AnswerPart] = []
    for place, part in enumerate(parts):
        renamed = rename_schools(part, {name: names[place, name] for name in part.called_after})
        called = {
            names[place, name]: School(id=names[place, name], name=written[place, name])
            for name in part.called_after
            if written.get((place, name), names[place, name]) != names[place, name]
        }
        found.append(renamed._replace(schools={**called, **renamed.schools}) if called else renamed)
    return tuple(found)


def _folders(path: Path, roots: Iterable[Path]) -> Iterator[Path]:
    """Yield the folders of a file, the nearest first, up to the one that the user named; only its own if none was."""
    root = next((root for root in roots if path.is_relative_to(root)), path.parent)
    yield from (folder for folder in path.parents if folder.is_relative_to(root))


def _same_names(
    files: Mapping[tuple[int, str], Path], parts: Sequence[AnswerPart]
) -> Iterator[tuple[tuple[int, str], Path]]:
    """Yield the files with the same name as one in another folder, unless they are exports of the same school.

    They are that if they hold the same answers, or answers of rounds.
    """
    alike: dict[str, list[tuple[int, str]]] = {}
    for key, path in files.items():
        alike.setdefault(fold_text(path.stem), []).append(key)
    for keys in alike.values():
        folders = {files[key].parent for key in keys}
        if any(times_in_name(folder.absolute().name) for folder in folders):
            continue  # the folders are rounds, not schools
        if len(folders) > 1 and not _hold_the_same(parts[place] for place, _ in keys):
            yield from ((key, files[key]) for key in keys if _names_no_round(parts[key[0]], key[1]))


def _names_no_round(part: AnswerPart, school: str) -> bool:
    """Return whether no answers of a *school* name their round: then a folder may be another school."""
    rounds = part.people.filter(pl.col("school") == school).get_column("round")
    return rounds.null_count() == rounds.len()


def _hold_the_same(parts: Iterable[AnswerPart]) -> bool:
    """Return whether each part holds every row of the next smaller one, as later exports of one survey do."""
    ordered = sorted((part.people.drop("school") for part in parts), key=lambda people: people.height)
    return all(_is_inside(small, large) for small, large in pairwise(ordered))


def _is_inside(small: pl.DataFrame, large: pl.DataFrame) -> bool:
    """Return whether every row of *small* is in *large*."""
    if small.height < FEWEST or set(small.columns) != set(large.columns):
        return False
    return small.join(large.select(small.columns), on=small.columns, how="anti", nulls_equal=True).is_empty()


def _only_school_problem(school: str, paths: Sequence[Path]) -> Problem:
    """Return the message that files are taken for those of the only known *school*."""
    if len(paths) == 1:
        message = f"the file names no school; its answers are taken for those of '{school}', the only one in the table"
        return Problem(str(paths[0]), START, SCHOOL, message, "advice")
    names = list_some([path.name for path in paths], MOST_LISTED)
    message = f"{names} are all taken for '{school}', the only school in the table; none is called after it"
    return Problem(str(paths[0]), START, SCHOOL, message, "warning")


def _folder_problem(path: Path, folder: str) -> Problem:
    """Return the warning that a file is named after its folder."""
    message = (
        f"the answers name no school, and several files are called '{path.name}'; this one is taken for '{folder}', "
        "after its folder"
    )
    return Problem(str(path), START, SCHOOL, message, "warning")
