"""Score groups that are compared with each other, on the questions that all of them were asked."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import polars as pl

from speedbumps.scoring.people import add_severities
from speedbumps.scoring.schools import choose_engine, moment_sums
from speedbumps.scoring.targets import Rubric, ScoredQuestion, Target


def compare_groups(
    people: pl.DataFrame, questions: Sequence[ScoredQuestion], shared: Sequence[Target], share: Fraction
) -> pl.DataFrame:
    """Return one row per school and cell of *people* with the moments of *questions* and of *shared* targets.

    *people* has one row per person: `school`, `cell`, and a column of codes for each question. *shared* are facets and
    barriers with only those questions that the compared groups share. *share* is the share of the applicable questions
    that a person has to answer, as in Rubric. The columns are those of moment_sums(), under the id of each question,
    and under the position of each target in *shared*, since several of them may have the same id.
    """
    targets = tuple(target._replace(id=str(place)) for place, target in enumerate(shared))
    wanted = Rubric(barriers=(), facets=targets, share=share, asked=frozenset())
    names = [*(part.question for part in questions), *(target.id for target in targets)]
    ready = add_severities(people.lazy(), wanted).with_columns(*_severity_columns(questions))
    return ready.group_by("school", "cell").agg(*moment_sums(names)).collect(engine=choose_engine(people.height))


def _severity_columns(questions: Sequence[ScoredQuestion]) -> Iterator[pl.Expr]:
    """Yield expressions that replace codes by severities, one for all questions with the same points."""
    alike: dict[tuple[float, ...], list[str]] = {}
    for part in questions:
        alike.setdefault(part.steps, []).append(part.question)
    for steps, names in alike.items():
        codes = list(range(len(steps)))
        yield pl.col(names).replace_strict(codes, list(steps), default=None, return_dtype=pl.Float64)
