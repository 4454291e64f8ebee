"""Compute the figures of each school from its people's severities."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Literal, NamedTuple

import polars as pl

from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.counts import KINDS, Packing, choose_packing, count_answers
from speedbumps.scoring.people import add_severities, applicable_column, mask_inapplicable
from speedbumps.scoring.targets import Rubric

LIGHTER, HEAVIER = 0.8, 1.2
"""The factors by which one weight is changed to see whether another bump would be first."""

SMALL = 100_000
"""The number of people up to which polars' in-memory engine is the faster one."""

MIDDLE = 50.0
"""Severities are summed as distances from here, so that sums of many squares lose few digits."""

Row = Mapping[str, float | int | None]

ALIKE = 1e-9
"""Variances below this count as 0; one point by one of a million people makes a larger one."""


class SchoolFigures(NamedTuple):
    """The figures of schools and their cells before anything is withheld: only `audit` may use them."""

    people: pl.DataFrame
    """One row per person: `school`, `cell`, `inside`, the answers that count, and the columns of add_severities()."""
    cells: pl.DataFrame
    """One row per school and cell: `people`, the number of people, `inside`, and for each target what read_moments()
    reads."""
    questions: pl.DataFrame
    """One row per school, over its own people only: how many gave each answer to each question, packed."""
    packing: Packing
    """The layout of these counts; an answer that nobody in any school gave may be missing."""


def score_schools(people: pl.DataFrame, questionnaire: Questionnaire, rubric: Rubric) -> SchoolFigures:
    """Return the figures of every school in *people*.

    *people* has one row per person: `school` and `cell` (String), `inside` (Boolean), and one column per question, as
    in `Responses.people`. `inside` is false for people of outside roles, who never count in the school's own figures.
    A school's severity is the mean over its own people who have a score.
    """
    how = choose_engine(people.height)
    people_scored = _score_people(people, questionnaire, rubric).collect(engine=how)
    cells_scored = _sum_by_cell(people_scored.lazy(), rubric).collect(engine=how).sort("school", "cell")
    columns = [name for name in people.columns if name in rubric.asked]
    pointed, codes = _pointed_questions(questionnaire, columns, people)
    own = people_scored.lazy().filter("inside")
    packed = choose_packing(codes, _largest_school(cells_scored))
    by_question = count_answers(own, pointed, packed).collect(engine=how).sort("school")
    return SchoolFigures(people_scored, cells_scored, by_question, packed)


def score_cells(people: pl.DataFrame, questionnaire: Questionnaire, rubric: Rubric) -> pl.DataFrame:
    """Return `SchoolFigures.cells` of the *people* that score_schools() takes, without anything else."""
    by_cell = _sum_by_cell(_score_people(people, questionnaire, rubric), rubric)
    return by_cell.collect(engine=choose_engine(people.height)).sort("school", "cell")


def pool_cells(cells: pl.DataFrame, rubric: Rubric) -> pl.DataFrame:
    """Return one row per school, in their order, over its own people only: what read_moments() reads of each target.

    *cells* is `SchoolFigures.cells`. A school of which only people of outside roles answered has zeros.
    """
    sums = [f"{target.id}|{each}" for target in rubric.targets for each in ("n", "sum", "squares", "open")]
    own = cells.lazy().filter("inside").group_by("school", maintain_order=True)
    pooled = own.agg(pl.col("people").sum(), *(pl.col(name).sum() for name in sums))
    schools = cells.lazy().select(pl.col("school").unique(maintain_order=True))
    return schools.join(pooled, on="school", how="left", maintain_order="left").fill_null(0).collect()


def split_by_school(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the rows of *frame* by school; partition_by() with as_dict would run a query for each of them."""
    return {rows.get_column("school")[0]: rows for rows in frame.partition_by("school")}


def _score_people(people: pl.DataFrame, questionnaire: Questionnaire, rubric: Rubric) -> pl.LazyFrame:
    columns = [name for name in people.columns if name in rubric.asked]
    cells = people.get_column("cell").unique(maintain_order=True).to_list()
    ready = people.lazy().select("school", "cell", "inside", *mask_inapplicable(questionnaire, columns, cells))
    return add_severities(ready, rubric)


def _sum_by_cell(people: pl.LazyFrame, rubric: Rubric) -> pl.LazyFrame:
    targets = [target.id for target in rubric.targets]
    about = (pl.len().alias("people"), pl.col("inside").first())
    return people.group_by("school", "cell").agg(*about, *moment_sums(targets), _count_applicable(targets))


def choose_engine(people: int) -> Literal["streaming", "in-memory"]:
    """Return the polars engine that is faster for this number of *people*."""
    return "streaming" if people > SMALL else "in-memory"


def moment_sums(names: Sequence[str]) -> list[pl.Expr]:
    """Return expressions that sum up the severities in the columns *names*, for read_moments().

    For each name these are `<name>|n`, the number of values; `<name>|sum`, the sum of their distances from MIDDLE; and
    `<name>|squares`, the sum of the squared distances.
    """
    value = pl.col(names)
    away = value - MIDDLE
    return [
        value.count().name.suffix("|n"),
        away.sum().name.suffix("|sum"),
        (away * away).sum().name.suffix("|squares"),
    ]


def _count_applicable(names: Sequence[str]) -> pl.Expr:
    """Return expressions for `<target>|open`, the number of people to whom any question of the target applied."""
    opened = pl.col([applicable_column(name) for name in names]) > 0
    return opened.sum().name.replace(r"\|applies$", "|open")


def _largest_school(cells: pl.DataFrame) -> int:
    """Return the number of people of the school that has the most."""
    most = cells.group_by("school").agg(pl.col("people").sum()).get_column("people").max()
    return most if isinstance(most, int) else 1


def _pointed_questions(
    questionnaire: Questionnaire, names: Sequence[str], people: pl.DataFrame
) -> tuple[Sequence[str], Mapping[str, int]]:
    """Return the questions among *names* that have points, and the codes of the answers that may occur, by name.

    Only codes between the smallest and the largest in *people* can occur; those of non-answers are the smallest.
    """
    scales = {question.id: scale_of(questionnaire, question) for question in questionnaire.questions}
    pointed = [name for name in names if scales[name].points]
    if not pointed:
        return [], {}
    ends = people.select(
        pl.min_horizontal(pl.col(pointed).min()), pl.max_horizontal(pl.col(pointed).max()).alias("most")
    )
    low, high = ends.row(0)
    points = max(len(scales[name].points) for name in pointed)
    codes = {**{str(code): code for code in range(points)}, **KINDS}
    return pointed, {answer: code for answer, code in codes.items() if low <= code <= high}


class SeverityMoments(NamedTuple):
    """The number, sum and sum of squares of some people's severities; groups are pooled by adding them."""

    n: int = 0
    away: float = 0.0
    """The sum of the distances from MIDDLE."""
    squares: float = 0.0
    """The sum of their squares."""
    open: int = 0
    """The number of people to whom any question applied."""

    @property
    def mean(self) -> float | None:
        """Return the mean severity, or None without anybody."""
        return MIDDLE + self.away / self.n if self.n else None

    @property
    def deviation(self) -> float | None:
        """Return the sample standard deviation, with n - 1, or None for fewer than two people."""
        if self.n < 2:  # noqa: PLR2004 - one value has no spread
            return None
        return sqrt(max(0.0, self.squares - self.away**2 / self.n) / (self.n - 1))

    @property
    def alike(self) -> bool:
        """Return whether there are several people, all with the same severity."""
        return self.n > 1 and self.squares - self.away**2 / self.n < ALIKE * self.n


def read_moments(row: Row, target: str) -> SeverityMoments:
    """Return the moments of *target* from one *row* of sums, as moment_sums() makes them."""
    return SeverityMoments(
        n=int(row[f"{target}|n"] or 0),
        away=row[f"{target}|sum"] or 0.0,
        squares=row[f"{target}|squares"] or 0.0,
        open=int(row.get(f"{target}|open") or 0),
    )


def pool_moments(groups: Iterable[SeverityMoments]) -> SeverityMoments:
    """Return the moments of several groups taken as one."""
    found = list(groups)
    if len(found) == 1:
        return found[0]
    return SeverityMoments(
        n=sum(group.n for group in found),
        away=sum(group.away for group in found),
        squares=sum(group.squares for group in found),
        open=sum(group.open for group in found),
    )
