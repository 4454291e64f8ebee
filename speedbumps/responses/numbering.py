"""Whether a table numbers its answers from 1 where the scales begin at 0, for each of its schools separately."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.codes import FROM_ONE, NONE_BELOW_ONE
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Scale
from speedbumps.model.scales import is_numbered, value_range
from speedbumps.responses.cells import as_number
from speedbumps.responses.columns import column_type
from speedbumps.scoring.responses import CODE
from speedbumps.text import list_some

ENOUGH = 40
"""Numbers among which the lowest answer would occur, if it could."""

TELLING = 0.05
"""The part of a school's numbers above its scales from which they count as numbered from 1 rather than mistyped."""

NEARLY_ALL = 0.9
"""The part of a table's questions without a number below 1 from which a warning is given."""

FEWEST = 4
"""People from whom an answer that is missing means anything."""

REMEDY = "and the scales begin at 0; if the program numbers answers from 1, export their words instead"

NO_MISTAKE = 3
"""Numbers above the scales that are not one person's mistakes."""

MOST_LISTED = 5
"""Questions, or schools, that one message lists."""

FIRST = 12
"""Questions that are checked first."""


class NumbersFound(NamedTuple):
    """The distinct numbers in the column of one question, and the texts that write them."""

    scale: Scale
    numbers: Mapping[str, float]

    @property
    def lowest_is_below_one(self) -> bool:
        """Return whether the scale has a value below 1, which people did not see."""
        return _begins_below_one(self.scale)

    def beyond(self) -> list[str]:
        """Return the texts of the number one above the scale."""
        top = value_range(self.scale)[1] + 1
        return [text for text, number in self.numbers.items() if number == top]

    def below(self) -> list[str]:
        """Return the texts of numbers below 1."""
        return [text for text, number in self.numbers.items() if number < 1]


class FromOne(NamedTuple):
    """The schools of a table whose answers are numbered from 1."""

    schools: frozenset[str | None]
    """The names in the table; None for all rows that name no school."""
    questions: tuple[str, ...]
    """The questions with a number that is too high."""
    rest: bool
    """Whether the table holds answers of other schools too."""

    def as_problem(self, path: str, school: str | None = None) -> Problem:
        """Return the problem (SB835) of one *school*, or of the whole table."""
        return Problem(path, START, FROM_ONE, _from_one_message(self.questions, school))


def find_numbers(texts: Iterable[str], scale: Scale) -> NumbersFound:
    """Return the numbers among the *texts* of a column, which have to occur in it; a range will not do."""
    numbers = ((text, as_number(text)) for text in texts)
    return NumbersFound(scale, {text: number for text, number in numbers if number is not None})


def find_numbered_from_one(rows: pl.DataFrame, found: Mapping[str, NumbersFound]) -> FromOne | None:
    """Return the schools in *rows* whose answers are numbered from 1; None if there are none.

    A school's answers are numbered from 1, however few people answered, if the number one above a scale occurs more
    often than all numbers below 1; or several times, and in at least one of twenty cells, or in a column without a
    number below 1.
    """
    asked = {name: each for name, each in found.items() if each.lowest_is_below_one and each.numbers}
    beyond = {name: texts for name, each in asked.items() if (texts := each.beyond())}
    if not beyond:
        return None
    school = pl.col("school").cast(pl.String) if "school" in rows.columns else pl.lit(None, pl.String)
    cells = {name: pl.col(name).cast(pl.String) for name in asked}

    def count_cells(texts: Mapping[str, Collection[str]]) -> pl.Expr:
        each = (cells[name].is_in(list(some)).fill_null(value=False) for name, some in texts.items() if some)
        return pl.sum_horizontal(pl.lit(0, pl.UInt32), *each).sum()

    counts = rows.group_by(school.alias("by school")).agg(
        count_cells(beyond).alias("beyond"),
        count_cells({name: each.below() for name, each in asked.items()}).alias("below"),
        count_cells({name: list(each.numbers) for name, each in asked.items()}).alias("numbers"),
        *_are_from_one(
            {name: (count_cells({name: top}), count_cells({name: asked[name].below()})) for name, top in beyond.items()}
        ),
    )
    above, below, numbers = pl.col("beyond"), pl.col("below"), pl.col("numbers")
    whole = (above > 0) & ((above > below) | ((above >= NO_MISTAKE) & (above >= TELLING * numbers)))
    columns = pl.any_horizontal(*beyond)
    wrong = counts.filter(whole | columns)
    if wrong.is_empty():
        return None
    some = not wrong.select(whole.any()).item()
    named = tuple(name for name in beyond if not some or wrong.get_column(name).any())
    return FromOne(frozenset(wrong.get_column("by school")), named, rest=wrong.height < counts.height)


def _are_from_one(counts: Mapping[str, tuple[pl.Expr, pl.Expr]]) -> Iterator[pl.Expr]:
    """Yield for each column whether it alone shows that; *counts* are the numbers above its scale and below 1."""
    return (((beyond >= NO_MISTAKE) & (below == 0)).alias(name) for name, (beyond, below) in counts.items())


def none_below_one_anywhere(path: str, found: Mapping[str, NumbersFound], people: int) -> Iterator[Problem]:
    """Yield the warning (SB852) that among many numbers of a table none, or hardly any, is below 1."""
    given = [each for each in found.values() if each.lowest_is_below_one and each.numbers]
    without = sum(not each.below() for each in given)
    enough = people >= FEWEST and people * len(given) >= ENOUGH
    if given and enough and without >= NEARLY_ALL * len(given):
        yield none_below_one(path) if without == len(given) else _hardly_any(path, without, len(given))


def none_below_one(path: str, schools: Sequence[str] = ()) -> Problem:
    """Return the warning that no answer of a file, or of some of its *schools*, is below 1."""
    named = list_some([f"'{name}'" for name in schools], MOST_LISTED)
    whose = f" of {named}{' schools' if len(schools) > MOST_LISTED else ''}" if schools else ""
    return Problem(
        path,
        START,
        NONE_BELOW_ONE,
        f"no number among the answers{whose} is below 1, {REMEDY}",
        severity_of(NONE_BELOW_ONE),
    )


def _hardly_any(path: str, without: int, questions: int) -> Problem:
    """Return the warning that hardly any question of a file has a number below 1."""
    message = f"in {without} of {questions} questions no number among the answers is below 1, {REMEDY}"
    return Problem(path, START, NONE_BELOW_ONE, message, severity_of(NONE_BELOW_ONE))


def schools_without_zero(people: pl.DataFrame, instrument: Instrument) -> list[str]:
    """Return the schools with many answers none of which is the lowest, so that they may be numbered from 1."""
    asked = [name for name in people.columns if name in instrument.questions and column_type(name, instrument) == CODE]
    points = [name for name in asked if _lowest_is_first(name, instrument)]
    if not points:
        return []
    left = people
    # Most schools have a 0 among the first questions already; the other columns are checked for few schools.
    for some in (points[:FIRST], points[FIRST:]):
        zero = left.select("school", pl.any_horizontal(pl.col(some) == 0).alias("zero")) if some else left.clear()
        if zero.height:
            without = _any_by_school(zero).filter(~pl.col("zero"))
            left = left.join(without, on="school", how="semi")
    answered = pl.sum_horizontal(pl.col(points).max() > 0)
    figures = left.group_by("school").agg((answered * pl.len()).alias("figures"), pl.len().alias("people"))
    return (
        figures.filter((pl.col("figures") >= ENOUGH) & (pl.col("people") >= FEWEST))
        .get_column("school")
        .sort()
        .to_list()
    )


def _begins_below_one(scale: Scale) -> bool:
    """Return whether *scale* has a value below 1 that people do not see: otherwise a number is what they chose."""
    return bool(scale.points) and value_range(scale)[0] < 1 and not is_numbered(scale)


def _lowest_is_first(name: str, instrument: Instrument) -> bool:
    """Return whether the code 0 stands for the lowest value of a question's scale, which is below 1."""
    scale = scale_of(instrument.questionnaire, instrument.questions[name])
    return _begins_below_one(scale) and scale.points[0].value < 1


def _any_by_school(rows: pl.DataFrame) -> pl.DataFrame:
    """Return whether any row of a school is true. Rows of a school are mostly adjacent, so runs are reduced first."""
    runs = rows.with_columns(pl.col("school").rle_id().set_sorted().alias("run"))
    short = runs.group_by("run").agg(pl.col("school").first(), pl.col("zero").any())
    return short.group_by("school").agg(pl.col("zero").any())


def _from_one_message(names: Sequence[str], school: str | None) -> str:
    """Return the message that answers are numbered from 1."""
    listed = list_some(names, MOST_LISTED, counted=False)
    whose = f"the answers of '{school}'" if school else "answers"
    left_out = "the school is left out: " if school else ""
    return (
        f"{whose} are numbered from 1, in {listed}, where the scales begin at 0; {left_out}export their words instead, "
        "or take 1 from each number"
    )
