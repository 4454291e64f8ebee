"""Find rows that are in two parts of the answers: one person in two exports, or a school under two names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from speedbumps.model.questionnaire import UNSTATED
from speedbumps.responses.answers import AnswerPart
from speedbumps.responses.drafts import is_of_one_form
from speedbumps.responses.marks import RESPONSE_ID
from speedbumps.responses.raw_cells import distinct
from speedbumps.responses.row_problems import ANSWERS_OF_ONE
from speedbumps.scoring.responses import ABOUT, CODE
from speedbumps.tables.files import is_personal

FEWEST = 3
"""The fewest rows with few answers that have to differ, so that another part contains all of them not by chance."""

MOST_COMPARED = 200_000
"""People among whom it takes too long to look for schools that are there under two names."""

PART, ROW, SHAPE, MARK, TICK, SCOPE = "part", "row", "shape", "mark", "tick", "scope"
"""Temporary columns while parts are combined."""

ADDED = (PART, ROW, SHAPE, MARK, TICK, SCOPE)

KEY, SAME, NTH, TELLING, PLAINLY, GIVEN = "key", "same", "nth", "telling", "plainly", "given"

EDITED, KEPT = "edited", "kept"
"""Columns of the rows that are left out: whether their answers differ from those that count, and the part of these."""

NEARLY = 0.9
"""The part of their answers that two rows have in common if one is the other, edited later."""

ANSWERS_OF_NO_OTHER, VARIED = 2 * ANSWERS_OF_ONE, 5
"""Answers that two people never give alike, if so many of them are not the most frequent one."""

OTHER = " of other"
"""The suffix of columns of the earlier of two rows."""

PAIR = ("school", PART, ROW, PART + OTHER, ROW + OTHER)

Parts = tuple[tuple[int, ...], tuple[int, ...]]


class SchoolOverlap(NamedTuple):
    """Two schools that share rows."""

    school: str
    other: str
    common: int
    """The rows of *school* that are in *other* too."""
    rows: int
    """All rows of *school*, which has no more than *other*."""


def add_marks(part: AnswerPart, place: int) -> pl.DataFrame:
    """Return the people of the *part* at *place* with the columns ADDED, by which rows are distinguished.

    SCOPE is the part within which a draft is one person's; null for a draft that is one person's everywhere.
    """
    marks = part.marks
    everywhere = pl.lit(value=True) if is_personal(part.path) else is_of_one_form(pl.col("draft"))
    return part.people.with_columns(
        pl.lit(place, pl.UInt32).alias(PART),
        pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW),
        pl.lit(marks.shape if marks else None, pl.String).alias(SHAPE),
        (marks.rows if marks else pl.lit(None, pl.UInt64)).alias(MARK),
        (marks.ticks if marks and marks.ticks is not None else pl.lit(None, pl.Int32)).alias(TICK),
        pl.when(~everywhere).then(pl.lit(place, pl.UInt32)).alias(SCOPE),
    )


def schools_in_several(parts: Sequence[AnswerPart]) -> list[str]:
    """Return the schools that are in several parts."""
    times: Counter[str] = Counter()
    for part in parts if len(parts) > 1 else ():
        times.update(distinct(part.people.get_column("school")).to_list())
    return sorted(name for name, count in times.items() if count > 1)


def find_repeated(people: pl.DataFrame, asked: Sequence[tuple[str, ...]]) -> pl.DataFrame:
    """Return the part, row and school of each of the *people* who is in another part of the same school too.

    The column *kept* holds the part whose row counts, *edited* whether its answers differ. Of two equal rows the
    earlier one counts, otherwise the one with more answers, or the later one. *asked* has the questions of each part.

    Two rows are one person's if their ids are the same, which the survey program gave to their responses. Without ids,
    their role, if both parts have one, and all their answers have to be the same, and these have to be so many and so
    varied that two people hardly give them. Where they are fewer, and both parts hold times, the times have to agree
    except for the time zone; or every row of one part has to be in the other. Where people of one part gave the same
    answers, few answers without times distinguish nobody. Where other rows of two parts are the same, rows with the
    same role and the same time to the second are one person's too if nearly all of the answers that both hold are the
    same.

    Own words are not compared, since programs change their line ends, quotes and first signs; nor are questions that
    only one part has a column for, if the others are at least half of all. A row that is twice in one part is two
    people there, so a part that holds it once more than an earlier one adds one person.
    """
    found = [_mark_edits(_pairs(_rows_with_id(people, asked), ["school", "round", MARK]))]
    for answers, parts in _comparisons(people.get_column(PART).unique().sort(), asked):
        some = people.filter(pl.col(PART).is_in([*parts[0], *parts[1]]))
        rows = _answer_keys(some, answers)
        alike = pl.concat(_pairs_between(each, parts) for each in _same_answers(rows))
        found.append(_mark_edits(alike))
        # Edited answers are in a later export of the same survey, in which other rows are unchanged.
        overlapping = alike.select("school", PART, PART + OTHER).unique()
        edited = _pairs_between(_pairs(_rows_with_time(rows), ["school", "round", SHAPE, MARK]), parts)
        edited = edited.join(overlapping, on=["school", PART, PART + OTHER], how="semi")
        found.append(_mark_edits(_nearly_the_same(edited, some, answers)).filter(EDITED))
    return _uncounted_rows(pl.concat(each.select(*PAIR, EDITED, GIVEN, GIVEN + OTHER) for each in found))


def _uncounted_rows(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the row of each pair that does not count."""
    earlier = pl.col(EDITED) & (pl.col(GIVEN) >= pl.col(GIVEN + OTHER))
    here, there = (pl.col(PART), pl.col(ROW)), (pl.col(PART + OTHER), pl.col(ROW + OTHER))
    rows = pairs.select(
        "school",
        EDITED,
        pl.when(earlier).then(there[0]).otherwise(here[0]).alias(PART),
        pl.when(earlier).then(there[1]).otherwise(here[1]).alias(ROW),
        pl.when(earlier).then(here[0]).otherwise(there[0]).alias(KEPT),
    )
    return rows.group_by(PART, ROW, "school").agg(pl.col(KEPT).min(), pl.col(EDITED).all())


def _rows_with_id(people: pl.DataFrame, asked: Sequence[tuple[str, ...]]) -> pl.DataFrame:
    """Return the rows with an id of a response, each with a number made from all of its answers."""
    every = list(dict.fromkeys(name for questions in asked for name in questions if name != "role"))
    return _answer_keys(people.filter(pl.col(SHAPE) == RESPONSE_ID), [name for name in every if name in people.columns])


def _mark_edits(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the *pairs* with a column that says whether their answers differ."""
    return pairs.with_columns((pl.col(KEY) != pl.col(KEY + OTHER)).alias(EDITED))


def _nearly_the_same(pairs: pl.DataFrame, people: pl.DataFrame, answers: Sequence[str]) -> pl.DataFrame:
    """Return the *pairs* with the same role and nearly the same answers, apart from questions that one left blank."""
    points = [name for name in answers if people.schema[name] == CODE]
    if pairs.is_empty() or not points:
        return pairs.clear()
    rows = people.select(PART, ROW, "role", *points)
    both = pairs.join(rows, on=[PART, ROW], maintain_order="left").join(
        rows.rename({name: name + OTHER for name in rows.columns}),
        on=[PART + OTHER, ROW + OTHER],
        maintain_order="left",
    )
    given = [(pl.col(name) >= 0) & (pl.col(name + OTHER) >= 0) for name in points]
    same = [each & (pl.col(name) == pl.col(name + OTHER)) for name, each in zip(points, given, strict=True)]
    counted = (pl.sum_horizontal(each.cast(pl.UInt16) for each in some) for some in (same, given))
    alike, all_given = counted
    return both.filter(
        (pl.col("role") == pl.col("role" + OTHER)) & (all_given >= ANSWERS_OF_ONE) & (alike >= NEARLY * all_given)
    ).select(pairs.columns)


def closed_questions(part: AnswerPart) -> tuple[str, ...]:
    """Return the questions that a *part* has a column for and that are not answered in own words; and the role."""
    kinds = part.people.schema
    role = ("role",) if (part.people.get_column("role") != UNSTATED).any() else ()
    return (*role, *(name for name in part.people.columns if name not in ABOUT and kinds[name] != pl.String))


def _comparisons(parts: Iterable[int], asked: Sequence[tuple[str, ...]]) -> Iterator[tuple[list[str], Parts]]:
    """Yield the questions by which rows of some *parts* are compared with rows of others, or with each other."""
    by_questions: dict[frozenset[str], list[int]] = {}
    for part in parts:
        by_questions.setdefault(frozenset(asked[part]), []).append(part)
    groups = [(asked[alike[0]], tuple(alike)) for alike in by_questions.values()]
    for place, (questions, alike) in enumerate(groups):
        yield list(questions), (alike, alike)
        for others, other_parts in groups[:place]:
            common = [name for name in questions if name in others]
            if 2 * len(common) >= max(len(questions), len(others)):
                yield common, (alike, other_parts)


def _pairs_between(pairs: pl.DataFrame, parts: Parts) -> pl.DataFrame:
    """Return the *pairs* with one row in each of two groups of *parts*."""
    first, second = (pl.lit(pl.Series(list(each), dtype=pl.UInt32)).implode() for each in parts)
    one, other = pl.col(PART), pl.col(PART + OTHER)
    return pairs.filter((one.is_in(first) & other.is_in(second)) | (one.is_in(second) & other.is_in(first)))


def _rows_with_time(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that are marked with a time."""
    return rows.filter(pl.col(MARK).is_not_null() & (pl.col(SHAPE) != RESPONSE_ID))


def _same_answers(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield pairs of *rows* that are one person's according to their answers and, where there are any, their times."""
    yield _pairs(_rows_with_time(rows), ["school", "round", SHAPE, MARK, KEY])
    by_answers = _pairs(rows, ["school", "round", KEY])
    no_time = pl.col(MARK).is_null() | pl.col(MARK + OTHER).is_null() | (pl.col(SHAPE) != pl.col(SHAPE + OTHER))
    same_tick = (pl.col(TICK) == pl.col(TICK + OTHER)).fill_null(value=False)
    yield by_answers.filter(PLAINLY)
    yield by_answers.filter(pl.col(TELLING) & same_tick)
    similar = (
        rows.filter(TELLING).filter(pl.struct("school", PART, KEY).is_duplicated()).select("school", PART).unique()
    )
    telling = by_answers.filter(no_time & pl.col(TELLING)).join(similar, on=["school", PART], how="anti")
    yield telling.join(similar.rename({PART: PART + OTHER}), on=["school", PART + OTHER], how="anti")
    untimed = by_answers.filter(no_time)
    yield untimed.join(_contained_parts(rows, untimed), on=["school", PART, PART + OTHER], how="semi")


def find_overlapping_schools(people: pl.DataFrame) -> Iterator[SchoolOverlap]:
    """Yield schools at least half of whose rows, and three or more, are in another school too.

    Only rows with many answers that are not all equal are compared.
    """
    if people.height > MOST_COMPARED or people.get_column("school").n_unique() == 1:
        return
    kinds = people.schema
    closed = ["role", *(name for name in people.columns if name not in ABOUT and kinds[name] != pl.String)]
    rows = _answer_keys(people, closed).filter(pl.col(TELLING)).select("school", KEY).unique()
    pairs = rows.join(rows, on=KEY, suffix=OTHER).filter(pl.col("school") != pl.col("school" + OTHER))
    common = pairs.group_by("school", "school" + OTHER).len("common").filter(pl.col("common") >= FEWEST)
    sizes: Mapping[str, int] = dict(people.group_by("school").len().iter_rows())
    for school, other, shared in common.sort("school", "school" + OTHER).iter_rows():
        smaller = (sizes[school], school) < (sizes[other], other)
        if smaller and 2 * shared >= sizes[school]:
            yield SchoolOverlap(school, other, shared, sizes[school])


def _answer_keys(people: pl.DataFrame, answers: list[str]) -> pl.DataFrame:
    """Return the school and marks of each row, a number made from its *answers*, and how significant these are."""
    return people.select(
        "school",
        "round",
        *(name for name in ADDED if name in people.columns),
        people.select(answers).hash_rows(1).alias(KEY),
        _is_telling(people, answers).alias(TELLING),
        _is_plainly_one(people, answers).alias(PLAINLY),
        _answer_count(people, answers).alias(GIVEN),
    )


def _pairs(rows: pl.DataFrame, same: list[str]) -> pl.DataFrame:
    """Return the pairs of *rows* of two parts, the later one first, in which the columns *same* are the same.

    The n-th such row of one part is paired with the n-th of the other.
    """
    alike = rows.with_columns(rows.select(same).hash_rows(1).alias(SAME))
    several = alike.filter(pl.col(SAME).is_duplicated())
    counted = several.with_columns(pl.int_range(pl.len()).over(SAME, PART).alias(NTH))
    pairs = counted.join(counted.drop("school", "round"), on=[SAME, NTH], suffix=OTHER)
    return pairs.filter(pl.col(PART) > pl.col(PART + OTHER))


def _contained_parts(rows: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the school and the two parts where one of these holds every row of the other."""
    both = pairs.group_by("school", PART, PART + OTHER).agg(
        pl.len().alias("common"), pl.col(KEY).n_unique().alias("different")
    )
    sizes = rows.group_by("school", PART).agg(pl.len().alias("rows"))
    sized = both.join(sizes, on=["school", PART]).join(
        sizes.rename({PART: PART + OTHER, "rows": "rows of other"}), on=["school", PART + OTHER]
    )
    return sized.filter(
        (pl.col("common") == pl.min_horizontal("rows", "rows of other")) & (pl.col("different") >= FEWEST)
    )


def _answer_count(people: pl.DataFrame, answers: Iterable[str]) -> pl.Expr:
    """Return how many answers somebody gave on scales of points."""
    points = [name for name in answers if people.schema[name] == CODE]
    return pl.sum_horizontal(pl.lit(0, pl.UInt32), *((pl.col(name) >= 0).cast(pl.UInt32) for name in points))


def _is_plainly_one(people: pl.DataFrame, answers: Iterable[str]) -> pl.Expr:
    """Return whether somebody gave so many and so varied answers that nobody else gives the same."""
    points = [name for name in answers if people.schema[name] == CODE]
    if len(points) < ANSWERS_OF_NO_OTHER:
        return pl.lit(value=False)
    highest = people.select(pl.max_horizontal(points).max()).item() or 0
    times = [
        pl.sum_horizontal((pl.col(name) == code).cast(pl.UInt32) for name in points) for code in range(highest + 1)
    ]
    given = _answer_count(people, points)
    return (given >= ANSWERS_OF_NO_OTHER) & (given >= pl.max_horizontal(times) + VARIED)


def _is_telling(people: pl.DataFrame, answers: Iterable[str]) -> pl.Expr:
    """Return whether somebody gave so many answers, not all equal, that two people hardly give the same."""
    kinds = people.schema
    points = [name for name in answers if kinds[name] == CODE]
    if not points:
        return pl.lit(value=False)
    given = [pl.col(name) >= 0 for name in points]
    values = [pl.when(each).then(pl.col(name)) for name, each in zip(points, given, strict=True)]
    return (_answer_count(people, points) >= ANSWERS_OF_ONE) & (pl.min_horizontal(values) != pl.max_horizontal(values))
