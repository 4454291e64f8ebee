"""From people's severities to each school's figures."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Literal, NamedTuple

import polars as pl

from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.counts import KINDS, Packing, counted, packing
from speedbumps.scoring.people import applies, masked, scored
from speedbumps.scoring.targets import Rubric

LIGHTER, HEAVIER = 0.8, 1.2
"""By how much one weight is moved to see whether another bump would be first."""

SMALL = 100_000
"""People up to whom the engine that holds everything in memory is the faster one."""

MIDDLE = 50.0
"""Squares are taken of the distance from here, so that adding many of them up loses few digits."""

Row = Mapping[str, float | int | None]

ALIKE = 1e-9
"""A variance below this is none: one point by one of a million people makes more."""


class Scored(NamedTuple):
    """The figures of schools and their cells. Fit to be looked at only by what makes an Audit."""

    people: pl.DataFrame
    """One row a person: school, cell, inside, the answers that count, and for each target severity and weight."""
    cells: pl.DataFrame
    """One row a school and cell: `people`, and for each target what spread() reads."""
    questions: pl.DataFrame
    """One row a school, its own people only: for each question how many gave each point, and each non-answer."""
    packing: Packing
    """How these numbers stand in it; an answer that nobody in any school gave may not be there."""


def score(people: pl.DataFrame, questionnaire: Questionnaire, rubric: Rubric) -> Scored:
    """The figures of every school in *people*, who carry the columns `school`, `cell` and `inside`.

    `inside` is false for those of outside roles, who are shown beside and never counted in the school's own figures.
    """
    columns = [name for name in people.columns if name in rubric.asked]
    cells = people.get_column("cell").unique(maintain_order=True).to_list()
    ready = people.lazy().select("school", "cell", "inside", *masked(questionnaire, columns, cells))
    targets, how = [target.id for target in rubric.targets], engine(people.height)
    people_scored = scored(ready, rubric).collect(engine=how)
    by_cell = people_scored.lazy().group_by("school", "cell")
    cells_scored = by_cell.agg(pl.len().alias("people"), *sums(targets), _opened(targets)).collect(engine=how)
    cells_scored = cells_scored.sort("school", "cell")
    pointed, codes = _given(questionnaire, columns, people)
    own = people_scored.lazy().filter("inside")
    packed = packing(codes, _largest(cells_scored))
    by_question = counted(own, pointed, packed).collect(engine=how).sort("school")
    return Scored(people_scored, cells_scored, by_question, packed)


def engine(people: int) -> Literal["streaming", "in-memory"]:
    """The faster engine for so many *people*."""
    return "streaming" if people > SMALL else "in-memory"


def sums(names: Sequence[str]) -> list[pl.Expr]:
    """What spread() reads of the severities in the columns *names*, beside whether any question applied."""
    value = pl.col(names)
    away = value - MIDDLE
    return [
        value.count().name.suffix("|n"),
        away.sum().name.suffix("|sum"),
        (away * away).sum().name.suffix("|squares"),
    ]


def _opened(names: Sequence[str]) -> pl.Expr:
    """To how many people any question of each target applied."""
    opened = pl.col([applies(name) for name in names]) > 0
    return opened.sum().name.replace(r"\|applies$", "|open")


def _largest(cells: pl.DataFrame) -> int:
    """The people of the school with the most."""
    most = cells.group_by("school").agg(pl.col("people").sum()).get_column("people").max()
    return most if isinstance(most, int) else 1


def _given(
    questionnaire: Questionnaire, names: Sequence[str], people: pl.DataFrame
) -> tuple[Sequence[str], Mapping[str, int]]:
    """Those of the questions *names* that have points, and the codes of all answers that may have been given to them.

    The codes of non-answers lie below those of points, so that where nobody gave one, none is counted.
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
    return pointed, {said: code for said, code in codes.items() if low <= code <= high}


class Spread(NamedTuple):
    """How the severities of some people lie. Sums, so that groups can be put together."""

    n: int = 0
    away: float = 0.0
    """The sum of distances from MIDDLE."""
    squares: float = 0.0
    """The sum of their squares."""
    open: int = 0
    """People to whom any question applied."""

    @property
    def mean(self) -> float | None:
        return MIDDLE + self.away / self.n if self.n else None

    @property
    def deviation(self) -> float | None:
        """The standard deviation of a sample, with n - 1."""
        if self.n < 2:  # noqa: PLR2004 - one value has no spread
            return None
        return sqrt(max(0.0, self.squares - self.away**2 / self.n) / (self.n - 1))

    @property
    def alike(self) -> bool:
        """Whether several people have one and the same severity."""
        return self.n > 1 and self.squares - self.away**2 / self.n < ALIKE * self.n


def spread(row: Row, target: str) -> Spread:
    """The figures of *target* in one row of sums."""
    return Spread(
        n=int(row[f"{target}|n"] or 0),
        away=row[f"{target}|sum"] or 0.0,
        squares=row[f"{target}|squares"] or 0.0,
        open=int(row.get(f"{target}|open") or 0),
    )


def together(groups: Iterable[Spread]) -> Spread:
    """The spread of several groups taken as one."""
    found = list(groups)
    if len(found) == 1:
        return found[0]
    return Spread(
        n=sum(group.n for group in found),
        away=sum(group.away for group in found),
        squares=sum(group.squares for group in found),
        open=sum(group.open for group in found),
    )
