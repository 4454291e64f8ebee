"""Find the school of each file whose answers do not name one: by its folder, by its name, or as the only one known."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from speedbumps.model.answers import School
from speedbumps.model.problem import START, Problem
from speedbumps.responses.answers import Part
from speedbumps.responses.columns import SCHOOL
from speedbumps.responses.combine import rename_schools
from speedbumps.responses.match_schools import school_in_file_name, school_in_folder_name
from speedbumps.text import folded


class NamedParts(NamedTuple):
    """Parts whose answers all name a school."""

    parts: tuple[Part, ...]
    notices: tuple[Problem, ...] = ()


def name_after_files(parts: Sequence[Part], known: Mapping[str, School], roots: Iterable[Path]) -> NamedParts:
    """Return the *parts* with a school for the rows that name none.

    That is the one of the *known* schools after which a folder of the file is called, as far up as one of the *roots*;
    or after which the file is called; or the only one that is known; else the file's name, or that of its folder where
    several files have the same name.
    """
    folders = [root for root in roots if root.is_dir()]
    files = {(place, name): path for place, part in enumerate(parts) for name, path in part.called_after.items()}
    names: dict[tuple[int, str], str] = {}
    written: dict[str, str] = {}
    notices: list[Problem] = []
    for key, path in files.items() if known else ():
        if (school := _of_folder(path, known, folders) or school_in_file_name(path.stem, known)) is not None:
            names[key] = school
    left = {key: path for key, path in files.items() if key not in names}
    if left and len(known) == 1 and not names and len(files) == len(left) and not _name_schools(parts):
        only = next(iter(known))
        names |= dict.fromkeys(left, only)
        notices.append(_taken_for(only, next(iter(left.values()))))
        left = {}
    for key, path in left.items():
        names[key] = folded(path.stem)
        written.setdefault(names[key], path.stem)
    for key, path in _same_names(left):
        folder = path.absolute().parent.name
        names[key] = folded(folder)
        written.setdefault(names[key], folder)
        notices.append(_after_its_folder(path, folder))
    renamed = tuple(_renamed(part, place, names, written) for place, part in enumerate(parts))
    return NamedParts(renamed, tuple(notices))


def _renamed(part: Part, place: int, names: Mapping[tuple[int, str], str], written: Mapping[str, str]) -> Part:
    others = {name: names[place, name] for name in part.called_after}
    renamed = rename_schools(part, others)
    called = {
        key: School(id=key, name=written[key])
        for key in dict.fromkeys(others.values())
        if key in written and written[key] != key
    }
    return renamed._replace(schools={**called, **renamed.schools}) if called else renamed


def _name_schools(parts: Iterable[Part]) -> bool:
    """Return whether any answers name their school themselves."""
    return any(not part.called_after for part in parts)


def _of_folder(path: Path, known: Mapping[str, School], roots: Iterable[Path]) -> str | None:
    """Return the known school after which the nearest folder of the file is called."""
    for folder in _folders(path, roots):
        if (school := school_in_folder_name(folder.absolute().name, known)) is not None:
            return school
    return None


def _folders(path: Path, roots: Iterable[Path]) -> Iterable[Path]:
    """Return the folders of a file, the nearest first, up to the one that was named; its own if none was."""
    root = next((root for root in roots if path.is_relative_to(root)), path.parent)
    above = [folder for folder in path.parents if folder.is_relative_to(root)]
    return above or [path.parent]


def _same_names(files: Mapping[tuple[int, str], Path]) -> Iterable[tuple[tuple[int, str], Path]]:
    """Return the files that are called as one in another folder is."""
    alike: dict[str, list[tuple[tuple[int, str], Path]]] = {}
    for key, path in files.items():
        alike.setdefault(folded(path.stem), []).append((key, path))
    return [each for those in alike.values() if len({path.parent for _, path in those}) > 1 for each in those]


def _taken_for(school: str, path: Path) -> Problem:
    message = f"the file names no school; its answers are taken for those of '{school}', the only one in the table"
    return Problem(str(path), START, SCHOOL, message, "advice")


def _after_its_folder(path: Path, folder: str) -> Problem:
    message = (
        f"several files are called '{path.name}' and do not say which school they are about; this one is taken for "
        f"'{folder}', after its folder"
    )
    return Problem(str(path), START, SCHOOL, message, "warning")
