"""Combine the answers of several files, with each person once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.codes import HANDED_IN_AGAIN, SAME_ROW
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.responses.answers import AnswerPart
from speedbumps.responses.columns import column_type
from speedbumps.responses.raw_cells import distinct
from speedbumps.responses.same_rows import (
    ADDED,
    EDITED,
    KEPT,
    PART,
    ROW,
    SCOPE,
    add_marks,
    closed_questions,
    find_overlapping_schools,
    find_repeated,
    schools_in_several,
)
from speedbumps.scoring.responses import NOT_ASKED, Responses, holds_codes

NUMBER = "number"
"""The place of each row among all rows; a temporary column while rows are left out."""


class Combined(NamedTuple):
    """The answers of all parts."""

    responses: Responses
    notices: tuple[Problem, ...] = ()
    repeated: frozenset[str] = frozenset()
    """Schools with rows that are in several parts."""


def combine(parts: Sequence[AnswerPart], instrument: Instrument, several: Sequence[str] | None = None) -> Combined:
    """Return the answers of all *parts* as one; *several* are the schools that are in several parts, if known.

    Of several files with one draft the last one counts, and a row that is in two exports of a school counts once.
    """
    people, repeated, notices = _drop_repeated_rows(
        parts, schools_in_several(parts) if several is None else several, instrument
    )
    people, duplicates, handed_in_again = _last_of_each_draft(people, parts)
    people, notices = people.drop(ADDED, strict=False), (*notices, *handed_in_again)
    notices = (*notices, *_shared_row_warnings(parts, people))
    schools: dict[str, School] = {}
    aside: Counter[str] = Counter()
    for part in parts:
        for name, school in part.schools.items():
            schools[name] = _merge(schools.get(name), school)
        aside.update(part.set_aside)
    return Combined(Responses(people, schools, dict(aside), duplicates), notices, repeated)


def add_up(counts: Mapping[str, int], renamed: Mapping[str, str]) -> dict[str, int]:
    """Return the *counts* by new names of schools; counts under two names of one school are added."""
    total: Counter[str] = Counter()
    for name, count in counts.items():
        total[renamed.get(name, name)] += count
    return dict(total)


def _concat(frames: Iterable[pl.DataFrame], instrument: Instrument) -> pl.DataFrame:
    """Return *frames* as one; questions without a column were not asked."""
    every = list(frames)
    if len(every) == 1:
        return every[0]
    people = pl.concat(every, how="diagonal")
    # Readers leave no code null, so a null means that there was no column: the question was not asked.
    return people.with_columns(
        pl.col(name).fill_null(NOT_ASKED)
        for name in people.columns
        if name in instrument.questions and holds_codes(column_type(name, instrument))
    )


def _drop_repeated_rows(
    parts: Sequence[AnswerPart], shared: Sequence[str], instrument: Instrument
) -> tuple[pl.DataFrame, frozenset[str], tuple[Problem, ...]]:
    """Return the answers without rows that are in another part of the same school, the schools, and warnings."""
    if not shared:
        return _concat((part.people for part in parts), instrument), frozenset(), ()
    order = _fullest_first(parts)
    ranks = {place: rank for rank, place in enumerate(order)}
    people = _concat((add_marks(part, ranks[place]) for place, part in enumerate(parts)), instrument)
    compared = people.filter(pl.col("school").is_in(shared) & (pl.col("draft").is_null() | pl.col(SCOPE).is_not_null()))
    asked = [closed_questions(parts[place]) for place in order]
    again = find_repeated(compared, asked) if compared.height else compared.clear()
    notices = tuple(_same_row_warnings([parts[place] for place in order], again)) if again.height else ()
    kept = people.join(again, on=[PART, ROW], how="anti", maintain_order="left") if again.height else people
    return kept, frozenset(again.get_column("school")), notices


def _fullest_first(parts: Sequence[AnswerPart]) -> list[int]:
    """Return the places of *parts*, those with most columns first, so that copies with people's words are kept."""
    return sorted(range(len(parts)), key=lambda place: -len(parts[place].people.columns))


def _same_row_warnings(parts: Sequence[AnswerPart], again: pl.DataFrame) -> Iterable[Problem]:
    """Yield a warning of each file with rows that are in another one too."""
    where = ("school", PART, KEPT)
    counted = again.group_by(where).agg(pl.len().alias("rows"), pl.col(EDITED).sum()).sort(PART, "school", KEPT)
    for school, place, kept, rows, edited in counted.iter_rows():
        part, other = parts[place], _source_name(parts[kept], school, parts[place])
        held = f"1 row of '{school}' stands" if rows == 1 else f"{rows:,} rows of '{school}' stand"
        once = "counts" if rows == 1 else "count"
        differ = f"; {edited:,} of them, known by id or time, were answered anew: the fuller or later row counts"
        differ = differ if edited else ""
        message = f"{held} in {other} too, and {once} once{differ}"
        yield Problem(str(_path(part, school)), START, SAME_ROW, message, severity_of(SAME_ROW), sheet=part.sheet)


def _path(part: AnswerPart, school: str) -> Path:
    """Return the file of a *school* in *part*."""
    return part.places.get(school, part.path)


def _source_name(part: AnswerPart, school: str, beside: AnswerPart) -> str:
    """Return the name of a *part* *beside* another one: its sheet in the same workbook, else its path."""
    path, other = _path(part, school), _path(beside, school)
    if path == other:
        return f"the sheet '{part.sheet}'"
    return path.name if path.name != other.name else str(path)


def _shared_row_warnings(parts: Sequence[AnswerPart], people: pl.DataFrame) -> Iterable[Problem]:
    """Yield a warning of each school whose people seem to be under another school's name too."""
    found = list(find_overlapping_schools(people))
    files = files_of_schools(parts) if found else {}
    for school, other, common, rows in found:
        message = (
            f"{common} of the {rows} rows of '{school}' are the same as rows of '{other}' in every answer; if the two "
            "are one school, give it one name"
        )
        yield Problem(str(files[school][0]), START, SAME_ROW, message, severity_of(SAME_ROW))


def _last_of_each_draft(
    people: pl.DataFrame, parts: Sequence[AnswerPart]
) -> tuple[pl.DataFrame, dict[str, int], list[Problem]]:
    """Return the last row of each draft in a round, how many earlier ones each school had, and warnings.

    A draft that may be a running number or a name counts within its own file only.
    """
    if people.get_column("draft").null_count() == people.height:
        return people, {}, []
    same = ["school", "round", "draft", *([SCOPE] if SCOPE in people.columns else [])]
    repeated = people.filter(pl.col("draft").is_not_null() & pl.struct(same).is_duplicated())
    if not repeated.height:
        return people, {}, []
    marked = people.with_row_index(NUMBER)
    last = marked.filter(pl.col("draft").is_null() | pl.struct(same).is_last_distinct())
    gone = marked.join(last.select(NUMBER), on=NUMBER, how="anti", maintain_order="left")
    counts = dict(gone.group_by("school").agg(pl.len()).sort("school").iter_rows())
    return last.drop(NUMBER), counts, list(_repeated_draft_warnings(gone, parts))


def _repeated_draft_warnings(gone: pl.DataFrame, parts: Sequence[AnswerPart]) -> Iterable[Problem]:
    """Yield a warning of each file with rows that are *gone*, since later ones have the same drafts."""
    by_place = [parts[place] for place in _fullest_first(parts)]
    where = gone.group_by("school", *([PART] if PART in gone.columns else []), maintain_order=True).len()
    for school, *place, rows in where.iter_rows():
        part = by_place[place[0]] if place else next(each for each in parts if _has_school(each, school))
        held = "1 row is" if rows == 1 else f"{rows:,} rows are"
        below = "a row further down has" if rows == 1 else "rows further down have"
        message = f"{held} left out for '{school}', since {below} the same draft: the last row of a draft counts"
        yield Problem(
            str(_path(part, school)), START, HANDED_IN_AGAIN, message, severity_of(HANDED_IN_AGAIN), sheet=part.sheet
        )


def _has_school(part: AnswerPart, school: str) -> bool:
    """Return whether *part* has rows of a *school*."""
    return bool((part.people.get_column("school") == school).any())


def _merge(known: School | None, more: School) -> School:
    """Return what is known of a school from two sources; the earlier one wins where both state something."""
    if known is None:
        return more
    missing = {name: getattr(more, name) for name in School.model_fields if getattr(known, name) in (None, {})}
    return known.model_copy(update=missing)


def rename_schools(part: AnswerPart, names: Mapping[str, str]) -> AnswerPart:
    """Return the *part* with other names for some of its schools."""
    changed = {name: other for name, other in names.items() if name != other}
    if not changed:
        return part
    schools: dict[str, School] = {}
    for name, school in part.schools.items():
        key = changed.get(name, name)
        schools[key] = _merge(schools.get(key), school.model_copy(update={"id": key}))
    places: dict[str, Path] = {}
    for name, path in part.places.items():
        places.setdefault(changed.get(name, name), path)
    return part._replace(
        people=part.people.with_columns(pl.col("school").replace(changed)),
        set_aside=add_up(part.set_aside, changed),
        schools=schools,
        called_after={changed.get(name, name): path for name, path in part.called_after.items()},
        places=places,
        left_out={changed.get(name, name): problem for name, problem in part.left_out.items()},
    )


def files_of_schools(parts: Iterable[AnswerPart]) -> dict[str, tuple[Path, ...]]:
    """Return the files with the answers of each school; of small files that were read together, the first."""
    files: dict[str, tuple[Path, ...]] = {}
    for part in parts:
        here = (part.path,)
        for school in distinct(part.people.get_column("school")).sort().to_list():
            paths = (part.places.get(school, part.path),) if part.places else here
            files[school] = tuple(dict.fromkeys((*files[school], *paths))) if school in files else paths
    return files
