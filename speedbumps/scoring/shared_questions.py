"""From people's answers to how groups lie that are held against each other, on what all of them were asked."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import polars as pl

from speedbumps.scoring.people import scored
from speedbumps.scoring.schools import engine, sums
from speedbumps.scoring.targets import Part, Rubric, Target


def compared(
    people: pl.DataFrame, questions: Sequence[Part], shared: Sequence[Target], share: Fraction
) -> pl.DataFrame:
    """One row a school and cell of *people*: what spread() reads of each of the *questions*, and of what is *shared*.

    That are facets and barriers with the questions that the groups share; each is called by its place, since several
    may bear one name.
    """
    targets = tuple(target._replace(id=str(place)) for place, target in enumerate(shared))
    wanted = Rubric(barriers=(), facets=targets, share=share, asked=frozenset())
    names = [*(part.question for part in questions), *(target.id for target in targets)]
    ready = scored(people.lazy(), wanted).with_columns(*_severities(questions))
    return ready.group_by("school", "cell").agg(*sums(names)).collect(engine=engine(people.height))


def _severities(questions: Sequence[Part]) -> Iterator[pl.Expr]:
    """The severity of each answer, instead of its code: for all questions at once that share their points."""
    alike: dict[tuple[float, ...], list[str]] = {}
    for part in questions:
        alike.setdefault(part.steps, []).append(part.question)
    for steps, names in alike.items():
        codes = list(range(len(steps)))
        yield pl.col(names).replace_strict(codes, list(steps), default=None, return_dtype=pl.Float64)
