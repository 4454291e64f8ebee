"""From each person's answers to that person's severities."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from functools import lru_cache, reduce
from operator import add

import polars as pl

from speedbumps.model.conditions import allowed_codes
from speedbumps.model.queries import asks, barrier_of, scale_of
from speedbumps.model.questionnaire import UNSTATED, Question, Questionnaire
from speedbumps.scoring.responses import BLANK, CODE, NA, NOT_ASKED
from speedbumps.scoring.targets import Part, Rubric, Target

TOGETHER = "+"
"""Joins the roles of a cell: leader+support."""

IGNORED = "ignored"
"""The column that counts a person's answers to questions that do not apply."""


def roles_of(cell: str) -> tuple[str, ...]:
    """Return the roles that are shown together in *cell*."""
    return tuple(cell.split(TOGETHER))


def cell_asks(questionnaire: Questionnaire, question: Question, cell: str) -> bool:
    """Whether *question* counts for *cell*: only what all of its roles are asked does.

    Were it otherwise, figures of questions asked of one of its roles alone would give that role away. People of no
    stated role who are counted with others count as being asked what these are.
    """
    known = [role for role in roles_of(cell) if role != UNSTATED] or [UNSTATED]
    return all(asks(questionnaire, question, role) for role in known)


def masked(questionnaire: Questionnaire, asked: Collection[str], cells: Iterable[str]) -> list[pl.Expr]:
    """Each column of *asked* with NOT_ASKED, or null, wherever the question does not apply to the person.

    Expects the columns `cell` and the questions; a condition is followed however deep it goes. The last of the
    expressions is the column IGNORED.
    """
    by_id = {question.id: question for question in questionnaire.questions}
    all_cells = tuple(dict.fromkeys(cells))
    done: dict[str, pl.Expr] = {}
    ignored: list[pl.Expr] = []

    def mask(name: str) -> pl.Expr:
        if name not in done:
            question = by_id[name]
            holds = _in_cell(questionnaire, question, all_cells)
            holds += [
                _holds(questionnaire, by_id[other], mask(other) if other in asked else None, allowed)
                for other, allowed in question.only_if.items()
            ]
            done[name] = _where(questionnaire, question, holds)
            if holds:
                ignored.append((_given(questionnaire, question) & ~pl.all_horizontal(holds)).cast(pl.Int16))
        return done[name]

    columns = [mask(name).alias(name) for name in by_id if name in asked]
    return [*columns, _added(ignored, pl.Int16).alias(IGNORED)]


def _in_cell(questionnaire: Questionnaire, question: Question, cells: tuple[str, ...]) -> list[pl.Expr]:
    """What must hold of the person's cell for *question* to apply; nothing where it always does."""
    asking = [cell for cell in cells if cell_asks(questionnaire, question, cell)]
    if UNSTATED in cells and UNSTATED not in asking:  # it applies to people of no stated role only if they answered it
        unstated = (pl.col("cell") == UNSTATED) & _given(questionnaire, question)
        return [pl.col("cell").is_in(asking) | unstated]
    return [pl.col("cell").is_in(asking)] if len(asking) < len(cells) else []


def _given(questionnaire: Questionnaire, question: Question) -> pl.Expr:
    answer = pl.col(question.id)
    if not scale_of(questionnaire, question).points:
        return answer.is_not_null()
    return (answer != BLANK) & (answer != NOT_ASKED)


def _where(questionnaire: Questionnaire, question: Question, holds: list[pl.Expr]) -> pl.Expr:
    if not holds:
        return pl.col(question.id)
    nothing = pl.lit(NOT_ASKED, dtype=CODE) if scale_of(questionnaire, question).points else None
    return pl.when(pl.all_horizontal(holds)).then(pl.col(question.id)).otherwise(nothing)


def _holds(questionnaire: Questionnaire, other: Question, answer: pl.Expr | None, allowed: tuple[str, ...]) -> pl.Expr:
    """Whether the *answer* to *other*, None if it was not put, is one of the *allowed*."""
    if answer is None:
        return pl.lit(value=False)
    return answer.is_in(allowed_codes(scale_of(questionnaire, other), allowed))


@lru_cache(maxsize=1024)
def answered(question: str) -> pl.Expr:
    """Return whether the person gave one of the scale's points: 1 or 0."""
    return (pl.col(question) >= 0).cast(CODE)


@lru_cache(maxsize=1024)
def applicable(question: str) -> pl.Expr:
    """Return whether the question applies to the person, answered or not: 1 or 0."""
    return (pl.col(question) > NA).cast(CODE)


def weight(target: str) -> str:
    """The column with the weight that a person answered for *target*."""
    return f"{target}|weight"


def applies(target: str) -> str:
    """The column that counts the questions of *target* that apply to a person."""
    return f"{target}|applies"


def scored(people: pl.LazyFrame, rubric: Rubric) -> pl.LazyFrame:
    """The *people* with their severity for each target, the weight it rests on and the questions that applied.

    A person's severity is the weighted mean over what that person answered, if that is enough; nothing is imputed.
    """
    made_of = [(target, _facets_of(target, rubric)) for target in rubric.targets]
    return (
        people.with_columns(column for target, facets in made_of if not facets for column in _sums(target))
        .with_columns(column for target, facets in made_of if facets for column in _sums_of_sums(target, facets))
        .with_columns(_enough(target, rubric) for target in rubric.targets)
    )


def _facets_of(target: Target, rubric: Rubric) -> tuple[Target, ...]:
    """The facets whose sums make up those of a barrier; none for a facet, or where facets have no scores."""
    if target not in rubric.barriers:
        return ()
    facets = tuple(facet for facet in rubric.facets if facet.parts and barrier_of(facet.id) == target.id)
    parts = [part for facet in facets for part in facet.parts]
    return facets if len(parts) == len(target.parts) and set(parts) == set(target.parts) else ()


def _sums(target: Target) -> list[pl.Expr]:
    questions = [part.question for part in target.parts]
    return [
        _weighted_sum(target.parts).alias(target.id),
        _weight_sum(target.parts).alias(weight(target.id)),
        _added((applicable(question) for question in questions), CODE).alias(applies(target.id)),
        _added((answered(question) for question in questions), CODE).alias(_answers(target.id)),
    ]


def _sums_of_sums(target: Target, facets: tuple[Target, ...]) -> list[pl.Expr]:
    return [
        _added((pl.col(column(facet.id)) for facet in facets), kind).alias(column(target.id))
        for column, kind in ((str, pl.Float64), (weight, CODE), (applies, CODE), (_answers, CODE))
    ]


def _answers(target: str) -> str:
    return f"{target}|answers"


def _added(terms: Iterable[pl.Expr], kind: type[pl.DataType]) -> pl.Expr:
    """The sum of *terms*. An addition each: many times faster on small integers than one horizontal sum."""
    return reduce(add, terms, pl.lit(0, dtype=kind))


def _weighted_sum(parts: tuple[Part, ...]) -> pl.Expr:
    """The sum of weight times severity over the answered questions.

    Questions whose points are evenly spaced count steps away from the clear end, in small integers; those with the
    same rise and weight are added before they are multiplied.
    """
    total = pl.lit(0.0)
    evenly: dict[float, list[pl.Expr]] = {}
    for part in parts:
        if part.even:
            away = pl.col(part.question) if part.key == "barrier" else (len(part.steps) - 1) - pl.col(part.question)
            evenly.setdefault(part.rise * part.weight, []).append(away * answered(part.question))
        else:
            total = total + _on_steps(part) * part.weight
    for factor, terms in evenly.items():
        total = total + _added((term.cast(pl.Int16) for term in terms), pl.Int16) * factor
    return total


def _on_steps(part: Part) -> pl.Expr:
    return pl.col(part.question).replace_strict(dict(enumerate(part.steps)), default=0.0, return_dtype=pl.Float64)


def _weight_sum(parts: tuple[Part, ...]) -> pl.Expr:
    if all(part.weight == 1 for part in parts):
        return _added((answered(part.question) for part in parts), CODE)
    return _added((answered(part.question) * part.weight for part in parts), pl.Float64)


def _enough(target: Target, rubric: Rubric) -> pl.Expr:
    """The mean, where the answers reach what is needed; in whole numbers, so exactly."""
    enough = reached(pl.col(_answers(target.id)), target.least, pl.col(applies(target.id)), rubric.share)
    mean = pl.col(target.id) / pl.col(weight(target.id))
    return pl.when(enough).then(mean).otherwise(None).alias(target.id)


def reached(answers: pl.Expr, least: int | pl.Expr, applicable: pl.Expr, share: Fraction) -> pl.Expr:
    """Whether the *answers* are as many as needed() asks for."""
    wanted = (applicable.cast(pl.Int64) * share.numerator + share.denominator - 1) // share.denominator
    return (answers >= least) & (answers >= wanted)
