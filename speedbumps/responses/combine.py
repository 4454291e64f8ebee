"""Put the answers of several files together: each person once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.model.answers import School
from speedbumps.model.codes import SAME_ROW
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, Problem
from speedbumps.responses.answers import Part
from speedbumps.responses.columns import kind
from speedbumps.responses.same_rows import ADDED, PART, ROW, find_alike, find_repeated, in_several, with_marks
from speedbumps.scoring.responses import CODE, NOT_ASKED, Responses


class Combined(NamedTuple):
    """The answers of all parts."""

    responses: Responses
    notices: tuple[Problem, ...] = ()


def combine(parts: Sequence[Part], instrument: Instrument) -> Combined:
    """Return the answers of all *parts* as one.

    Of several files with one draft the last one counts, and a row that stands in two exports of a school counts once.
    """
    people, notices = _without_repeated_rows(parts, instrument)
    people, duplicates = _last_of_each_draft(people)
    if len(parts) > 1:
        notices = (*notices, *_same_in_two_schools(parts, people))
    schools: dict[str, School] = {}
    aside: Counter[str] = Counter()
    for part in parts:
        for name, school in part.schools.items():
            schools[name] = _merge(schools.get(name), school)
        aside.update(part.set_aside)
    return Combined(Responses(people, schools, dict(aside), duplicates), notices)


def add_up(counts: Mapping[str, int], renamed: Mapping[str, str]) -> dict[str, int]:
    """Return the *counts* by new names of schools; those under two names of one school together."""
    total: Counter[str] = Counter()
    for name, count in counts.items():
        total[renamed.get(name, name)] += count
    return dict(total)


def _concat(frames: Iterable[pl.DataFrame], instrument: Instrument) -> pl.DataFrame:
    every = list(frames)
    if len(every) == 1:
        return every[0]
    people = pl.concat(every, how="diagonal")
    # Readers leave no point empty, so what is empty now had no column: it was not asked.
    return people.with_columns(
        pl.col(name).fill_null(NOT_ASKED)
        for name in people.columns
        if name in instrument.questions and kind(name, instrument) == CODE
    )


def _without_repeated_rows(parts: Sequence[Part], instrument: Instrument) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Return everybody's answers, without rows that stand in an earlier part of the same school, and what was left."""
    shared = in_several(parts)
    if not shared:
        return _concat((part.people for part in parts), instrument), ()
    people = _concat((with_marks(part, place) for place, part in enumerate(parts)), instrument)
    again = find_repeated(people.filter(pl.col("school").is_in(shared) & pl.col("draft").is_null()))
    notices = tuple(_notices(parts, again))
    kept = people.join(again, on=[PART, ROW], how="anti", maintain_order="left") if again.height else people
    return kept.drop(ADDED), notices


def _notices(parts: Sequence[Part], again: pl.DataFrame) -> Iterable[Problem]:
    counted = again.group_by(PART, "school").agg(pl.len().alias("rows")).sort(PART, "school")
    for place, school, rows in counted.iter_rows():
        path = parts[place].places.get(school, parts[place].path)
        stand = "1 row stands" if rows == 1 else f"{rows} rows stand"
        message = f"{stand} in an earlier file of '{school}' too, and {'counts' if rows == 1 else 'count'} once"
        yield Problem(str(path), START, SAME_ROW, message, "warning")


def _same_in_two_schools(parts: Sequence[Part], people: pl.DataFrame) -> Iterable[Problem]:
    """Yield a warning of each school whose people seem to stand under another school's name too."""
    found = list(find_alike(people))
    files = files_of_schools(parts) if found else {}
    for school, other, common, rows in found:
        message = (
            f"{common} of the {rows} rows of '{school}' are the same as rows of '{other}' in every answer; if the two "
            "are one school, give it one name"
        )
        yield Problem(str(files[school][0]), START, SAME_ROW, message, "warning")


def _last_of_each_draft(people: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """Return the *people* with the last row of each draft in a round, and how many earlier ones each school had."""
    if people.get_column("draft").null_count() == people.height:
        return people, {}
    repeated = people.filter(pl.col("draft").is_not_null() & pl.struct("school", "round", "draft").is_duplicated())
    if not repeated.height:
        return people, {}
    marked = people.with_row_index(ROW)
    last = marked.filter(pl.col("draft").is_null() | pl.struct("school", "round", "draft").is_last_distinct())
    gone = marked.join(last.select(ROW), on=ROW, how="anti")
    return last.drop(ROW), dict(gone.group_by("school").agg(pl.len()).iter_rows())


def _merge(known: School | None, more: School) -> School:
    """Return what is known of a school from two places; the earlier one wins where both say something."""
    if known is None:
        return more
    missing = {name: getattr(more, name) for name in School.model_fields if getattr(known, name) in (None, {})}
    return known.model_copy(update=missing)


def rename_schools(part: Part, names: Mapping[str, str]) -> Part:
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
    )


def files_of_schools(parts: Iterable[Part]) -> dict[str, tuple[Path, ...]]:
    """Return the files with the answers of each school; of small ones that were read together, the first."""
    files: dict[str, dict[Path, None]] = {}
    for part in parts:
        for school in part.people.get_column("school").unique().sort().to_list():
            files.setdefault(school, {})[part.places.get(school, part.path)] = None
    return {school: tuple(paths) for school, paths in files.items()}
