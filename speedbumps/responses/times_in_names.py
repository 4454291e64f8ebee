"""Detect from the names of files, folders and sheets that answers of one school were given at several times."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.codes import NO_ROUND, SEVERAL_FILES
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.responses.answers import AnswerPart
from speedbumps.responses.raw_cells import distinct
from speedbumps.tables.files import is_personal
from speedbumps.text import fold_text, list_some

SEASONS: Mapping[str, tuple[str, ...]] = {
    "autumn": ("autumn", "fall", "herbst", "automne", "hydref"),
    "spring": ("spring", "frühling", "frühjahr", "printemps", "gwanwyn"),
    "summer": ("summer", "sommer", "été", "haf"),
    "winter": ("winter", "hiver", "gaeaf"),
}
"""The words for a season or a term, by the season."""

SIDES: Mapping[str, tuple[str, ...]] = {
    "before": ("before", "pre", "baseline", "vorher", "avant", "cyn"),
    "after": ("after", "post", "follow up", "followup", "endline", "nachher", "après", "wedyn"),
}
"""The words for what was asked before and after something was done."""

OTHER_SENSE = r"(?! (?:schools?|nursery|reception|primary|16))"
"""What follows "pre" or "post" in the name of what is taught: pre-school, post-primary, post-16."""

DATE = re.compile(r"(?:19|20)\d\d[-_. ]?[01]\d[-_. ]?[0-3]\d(?!\d)|(?<!\d)[0-3]?\d[-_. ][01]?\d[-_. ](?:19|20)\d\d")
"""A day, which is that of an export rather than of a round."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SCHOOL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/_]\s?((?:20)?\d\d)(?!\d)")
COUNTED = re.compile(r"(?<![^\W_])(?:round|wave|term|runde|welle|phase|vague|rownd)[\s_-]*(\d{1,2})(?!\d)")

FOLDERS = 3
"""Folders whose names are read, of a file that the user named."""

MOST_LISTED = 5
"""Schools that one message lists."""

WORD = re.compile(r"[^\W\d_]+|\d+")


class _Source(NamedTuple):
    """A source of a school's answers that name no round."""

    path: Path
    sheet: str | None
    times: Mapping[str, str]
    """The season, the year, the number and the side in its names, by kind."""

    @property
    def label(self) -> str:
        """Return its name, with that of its folder."""
        name = "/".join(self.path.absolute().parts[-2:])
        return f"{name}, sheet '{self.sheet}'" if self.sheet else name


def schools_of_several_times(
    parts: Sequence[AnswerPart], several: Collection[str], roots: Sequence[Path]
) -> dict[str, str]:
    """Return the schools among *several* whose answers come from files of several times, with what to do about it.

    *several* are those that are in several *parts*. Rows that name their round are ignored.

    Times are what the names of sheets, files and folders state, the nearest first, as far up as one of the *roots*:
    seasons, years, numbers of rounds, and before and after.
    """
    if not several:
        return {}
    said = cache(times_in_name)
    times = [_times(part, roots, said) for part in parts]
    if not any(_differ(one, other) for one, other in combinations({tuple(each.items()) for each in times}, 2)):
        return {}
    unclear: dict[str, str] = {}
    for school, sources in _sources(parts, several, times).items():
        first = {tuple(each.times.items()): each for each in reversed(sources)}
        pair = next((pair for pair in combinations(reversed(first), 2) if _differ(*pair)), None)
        if pair is not None:
            unclear[school] = (
                f"has answers of several rounds that do not say which they are of, in {first[pair[0]].label} and in "
                f"{first[pair[1]].label}; name only the files of one round, or write a column 'round'"
            )
    return unclear


def schools_in_several_files(parts: Sequence[AnswerPart], schools: Collection[str]) -> Iterator[Problem]:
    """Yield one warning of those of the *schools* whose answers are in several tables that name no round."""
    many = [part for part in parts if not is_personal(part.path)] if schools else []
    sources = _sources(many, schools, [{}] * len(many)) if len(many) > 1 else {}
    tables = {school: list({each.path: each for each in found}.values()) for school, found in sources.items()}
    found = {school: each for school, each in sorted(tables.items()) if len(each) > 1}
    if not found:
        return
    school, files = next(iter(found.items()))
    names = f"{files[0].label} and " + (f"{len(files) - 1} more files" if files[2:] else files[1].label)
    rest = [f"'{name}'" for name in found if name != school]
    more = f" (so it is with {list_some(rest, MOST_LISTED)})" if rest else ""
    message = (
        f"the answers of '{school}' in {names} name no round, and count together{more}; that is right unless they are "
        "of several rounds"
    )
    yield Problem(str(files[0].path), START, SEVERAL_FILES, message, severity_of(SEVERAL_FILES))


def files_of_other_times(
    parts: Sequence[AnswerPart], rounds: Mapping[str, str], roots: Sequence[Path]
) -> Iterator[Problem]:
    """Yield a warning of files that name no round and are named after another time than that of their school.

    *rounds* has the round of each school.
    """
    said = cache(times_in_name)
    found: dict[str, list[AnswerPart]] = {}
    for part in parts if rounds else ():
        people = part.people.filter(pl.col("round").is_null()) if part.people.get_column("round").null_count() else None
        times = tuple(_times(part, roots, said).items()) if people is not None else ()
        schools = distinct(people.get_column("school")) if times and people is not None else ()
        names = {rounds[school] for school in schools if school in rounds}
        for name in sorted(names):
            if _differ(times, tuple(said(name).items())):
                found.setdefault(name, []).append(part)
    for name, those in found.items():
        listed = list_some([_Source(part.path, part.sheet, {}).label for part in those], MOST_LISTED)
        message = f"{listed} name no round and count with '{name}', but are called after another time"
        yield Problem(str(those[0].path), START, NO_ROUND, message, severity_of(NO_ROUND))


def _sources(
    parts: Sequence[AnswerPart], schools: Iterable[str], times: Sequence[Mapping[str, str]]
) -> dict[str, list[_Source]]:
    """Return the sources of answers that name no round, for each of the *schools*."""
    wanted = list(schools)
    found: dict[str, list[_Source]] = {}
    for part, said in zip(parts, times, strict=True):
        people = part.people.filter(pl.col("round").is_null() & pl.col("school").is_in(wanted))
        for school in distinct(people.get_column("school")).sort():
            source = _Source(part.places.get(school, part.path), part.sheet, said)
            found.setdefault(school, []).append(source)
    return found


def _times(part: AnswerPart, roots: Sequence[Path], said: Callable[[str], Mapping[str, str]]) -> dict[str, str]:
    """Return the times that *said* finds in the names of a part's sheet, file and folders, the nearest of each kind."""
    root = next((root for root in roots if part.path.is_relative_to(root)), None)
    parents = list(part.path.absolute().parents)
    depth = FOLDERS if root is None else len(part.path.relative_to(root).parts)
    names = [part.sheet or "", part.path.stem, *(folder.name for folder in parents[:depth])]
    found: dict[str, str] = {}
    for name in names:
        found = {**said(name), **found}
    return found


def times_in_name(name: str) -> dict[str, str]:
    """Return what the *name* of a file, folder or sheet states about when answers were given.

    If it states two times of one kind, it states none of that kind.
    """
    text = DATE.sub(" ", fold_text(name))
    words = " ".join(WORD.findall(text))
    kinds = {
        "school year": {year for year, _ in SCHOOL_YEAR.findall(text)},
        "year": set(YEAR.findall(SCHOOL_YEAR.sub(" ", text))),
        "number": set(COUNTED.findall(text)),
        "season": {key for key, called in SEASONS.items() if _has_word(words, called)},
        "side": {key for key, called in SIDES.items() if _has_word(words, called)},
    }
    return {kind: values.pop() for kind, values in kinds.items() if len(values) == 1}


def _has_word(words: str, called: Iterable[str]) -> bool:
    """Return whether *words* contain one of the words *called*."""
    return re.search(rf"\b(?:{'|'.join(called)})\b{OTHER_SENSE}", words) is not None


def _differ(one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]) -> bool:
    """Return whether two files state different times."""
    theirs = dict(other)
    return any(kind in theirs and theirs[kind] != value for kind, value in one)
