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
from speedbumps.responses.answers import LONG, Part
from speedbumps.responses.columns import kind
from speedbumps.scoring.responses import ABOUT, CODE, NOT_ASKED, Responses

FEWEST = 3
"""Rows of a file that all stand in another, from which that is no chance."""

PART, ROW, MARK, KEY, SEEN = "part", "row", "mark", "key", "seen"
"""Columns that are there only while parts are put together."""


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
    shared = _in_several(parts)
    if not shared:
        return _concat((part.people for part in parts), instrument), ()
    marked = [
        part.people.with_columns(
            pl.lit(place, pl.UInt32).alias(PART),
            pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW),
            (part.marks if part.marks is not None else pl.lit(None, pl.UInt64)).alias(MARK),
        )
        for place, part in enumerate(parts)
    ]
    people = _concat(marked, instrument)
    again = _repeated(people.filter(pl.col("school").is_in(shared) & pl.col("draft").is_null()))
    notices = tuple(_notices(parts, again))
    kept = people.join(again, on=[PART, ROW], how="anti", maintain_order="left") if again.height else people
    return kept.drop(PART, ROW, MARK), notices


def _in_several(parts: Sequence[Part]) -> list[str]:
    """Return the schools that stand in several parts."""
    times: Counter[str] = Counter()
    for part in parts if len(parts) > 1 else ():
        times.update(part.people.get_column("school").unique().to_list())
    return sorted(name for name, count in times.items() if count > 1)


def _repeated(people: pl.DataFrame) -> pl.DataFrame:
    """Return the part, row and school of each row that stands in an earlier part of its school too.

    Rows are the same where the program's own columns are; where a program has none, where all answers are, if these are
    many and not all alike, or if every row of one part stands in another. A row that stands twice in one part is two
    people there, so a part that holds it once more than all before it adds one.
    """
    answers = [name for name in people.columns if name not in (*ABOUT, PART, ROW, MARK)]
    keyed = people.select(
        "school",
        "round",
        PART,
        ROW,
        pl.col(MARK).is_not_null().alias("has mark"),
        pl.coalesce(pl.col(MARK), pl.struct("role", *answers).hash(1)).alias(KEY),
        _is_telling(people, answers).alias("telling"),
    )
    group = ["school", "round", KEY, "has mark"]
    keyed = keyed.with_columns(pl.int_range(pl.len()).over([*group, PART]).alias("time"))
    # The n-th row of one key in a part is the same person as the n-th in another.
    keyed = keyed.with_columns((pl.col(PART) > pl.col(PART).min().over([*group, "time"])).alias(SEEN))
    contained = _contained(keyed, group)
    sure = pl.col("has mark") | pl.col("telling")
    again = keyed.filter(pl.col(SEEN))
    if contained.height:
        again = again.join(contained, on=["school", PART], how="left", maintain_order="left")
        return again.filter(sure | pl.col("contained").fill_null(value=False)).select(PART, ROW, "school")
    return again.filter(sure).select(PART, ROW, "school")


def _contained(keyed: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Return the school and part of which every row stands in another part, or that holds every row of one."""
    pairs = keyed.join(keyed, on=[*group, "time"], nulls_equal=True, suffix=" of other")
    pairs = pairs.filter(pl.col(PART) != pl.col(f"{PART} of other"))
    both = pairs.group_by("school", PART, f"{PART} of other").agg(pl.len().alias("common"))
    sizes = keyed.group_by("school", PART).agg(pl.len().alias("size"))
    both = both.join(sizes, on=["school", PART]).join(
        sizes.rename({PART: f"{PART} of other", "size": "other size"}), on=["school", f"{PART} of other"]
    )
    inside = both.filter((pl.col("common") == pl.min_horizontal("size", "other size")) & (pl.col("common") >= FEWEST))
    return inside.select("school", PART).unique().with_columns(contained=pl.lit(value=True))


def _is_telling(people: pl.DataFrame, answers: Sequence[str]) -> pl.Expr:
    """Return whether somebody gave so many answers, not all alike, that two people hardly give the same."""
    points = [name for name in answers if people.schema[name] == CODE]
    if not points:
        return pl.lit(value=False)
    given = [pl.col(name) >= 0 for name in points]
    values = [pl.when(each).then(pl.col(name)) for name, each in zip(points, given, strict=True)]
    many = pl.sum_horizontal(each.cast(pl.UInt16) for each in given) >= LONG
    return many & (pl.min_horizontal(values) != pl.max_horizontal(values))


def _notices(parts: Sequence[Part], again: pl.DataFrame) -> Iterable[Problem]:
    counted = again.group_by(PART, "school").agg(pl.len().alias("rows")).sort(PART, "school")
    for place, school, rows in counted.iter_rows():
        path = parts[place].places.get(school, parts[place].path)
        stand = "1 row stands" if rows == 1 else f"{rows} rows stand"
        message = f"{stand} in an earlier file of '{school}' too, and {'counts' if rows == 1 else 'count'} once"
        yield Problem(str(path), START, SAME_ROW, message, "warning")


def _last_of_each_draft(people: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """Return the *people* with the last row of each draft, and how many earlier ones each school had."""
    repeated = people.filter(pl.col("draft").is_not_null() & pl.struct("school", "draft").is_duplicated())
    if not repeated.height:
        return people, {}
    marked = people.with_row_index(ROW)
    last = marked.filter(pl.col("draft").is_null() | pl.struct("school", "draft").is_last_distinct())
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
