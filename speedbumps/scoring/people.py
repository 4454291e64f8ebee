"""Compute each person's severities from that person's answers."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from functools import lru_cache, reduce
from operator import add

import polars as pl

from speedbumps.model.conditions import allowed_codes
from speedbumps.model.queries import barrier_of, scale_of
from speedbumps.model.questionnaire import UNSTATED, Question, Questionnaire
from speedbumps.scoring.cell_names import applies_to_cell
from speedbumps.scoring.responses import BLANK, CODE, NA, NOT_ASKED, PICKS, picked
from speedbumps.scoring.targets import Rubric, ScoredQuestion, ScoreTable, Target

FINE = 9
"""The decimals to which a sum of values is rounded before it is looked up in a table."""

IGNORED = "ignored"
"""The column with the number of a person's answers to questions that do not apply."""


def mask_inapplicable(questionnaire: Questionnaire, asked: Collection[str], cells: Iterable[str]) -> list[pl.Expr]:
    """Return an expression for each question in *asked*: its column, masked where it does not apply to the person.

    The expressions are for a frame with one row per person, with the column `cell` and one for each question in
    *asked*. The mask is NOT_ASKED for codes and choices, and null for amounts and texts. *cells* are all values of
    `cell`. A question applies if it counts for the cell and its condition holds, with all conditions of the questions
    that the condition depends on. The last expression is the column IGNORED (Int16).
    """
    by_id = {question.id: question for question in questionnaire.questions}
    all_cells = tuple(dict.fromkeys(cells))
    done: dict[str, pl.Expr] = {}
    ignored: list[pl.Expr] = []

    def mask(name: str) -> pl.Expr:
        if name not in done:
            question = by_id[name]
            holds = _cell_conditions(questionnaire, question, all_cells)
            holds += [
                _condition_holds(questionnaire, by_id[other], mask(other) if other in asked else None, allowed)
                for other, allowed in question.only_if.items()
            ]
            done[name] = _keep_where(questionnaire, question, holds)
            if holds:
                ignored.append((_has_answer(questionnaire, question) & ~pl.all_horizontal(holds)).cast(pl.Int16))
        return done[name]

    columns = [mask(name).alias(name) for name in by_id if name in asked]
    return [*columns, _add_terms(ignored, pl.Int16).alias(IGNORED)]


def _cell_conditions(questionnaire: Questionnaire, question: Question, cells: tuple[str, ...]) -> list[pl.Expr]:
    """Return the condition on the person's cell under which *question* applies; none if it always does."""
    asking = [cell for cell in cells if applies_to_cell(questionnaire, question, cell)]
    if UNSTATED in cells and UNSTATED not in asking:  # it applies to people of no stated role only if they answered it
        unstated = (pl.col("cell") == UNSTATED) & _has_answer(questionnaire, question)
        return [pl.col("cell").is_in(asking) | unstated]
    return [pl.col("cell").is_in(asking)] if len(asking) < len(cells) else []


def _has_answer(questionnaire: Questionnaire, question: Question) -> pl.Expr:
    answer, scale = pl.col(question.id), scale_of(questionnaire, question)
    if not scale.points and not scale.choice:
        return answer.is_not_null()
    return (answer != BLANK) & (answer != NOT_ASKED)


def _keep_where(questionnaire: Questionnaire, question: Question, holds: list[pl.Expr]) -> pl.Expr:
    if not holds:
        return pl.col(question.id)
    scale = scale_of(questionnaire, question)
    kind = CODE if scale.points else PICKS
    nothing = pl.lit(NOT_ASKED, dtype=kind) if scale.points or scale.choice else None
    return pl.when(pl.all_horizontal(holds)).then(pl.col(question.id)).otherwise(nothing)


def _condition_holds(
    questionnaire: Questionnaire, other: Question, answer: pl.Expr | None, allowed: tuple[str, ...]
) -> pl.Expr:
    """Return whether *answer*, the answer to *other*, or None if that was not asked, is one of the *allowed* ones."""
    if answer is None:
        return pl.lit(value=False)
    scale = scale_of(questionnaire, other)
    codes = allowed_codes(scale, allowed)
    return picked(answer, codes) if scale.choice else answer.is_in(codes)


@lru_cache(maxsize=1024)
def is_answered(question: str) -> pl.Expr:
    """Return an expression: 1 if the person chose a point of the scale of *question*, else 0."""
    return (pl.col(question) >= 0).cast(CODE)


@lru_cache(maxsize=1024)
def is_applicable(question: str) -> pl.Expr:
    """Return an expression: 1 if *question* applies to the person, answered or not, else 0."""
    return (pl.col(question) > NA).cast(CODE)


def weight_column(target: str) -> str:
    """Return the name of the column with the summed weights of the questions of *target* that a person answered."""
    return f"{target}|weight"


def applicable_column(target: str) -> str:
    """Return the name of the column with the number of questions of *target* that apply to a person."""
    return f"{target}|applies"


def add_severities(people: pl.LazyFrame, rubric: Rubric) -> pl.LazyFrame:
    """Return *people* with columns for each target of *rubric*.

    *people* has one row per person, and a column of codes, as from mask_inapplicable(), for each question of *rubric*.
    The columns added for each target are `<target>`, the severity from 0 to 100 (Float64, null without a score), and
    those of weight_column(), applicable_column() and the number of answered questions.

    A person's severity is the weighted mean over the questions that the person answered, if they are enough as
    answers_needed() says; or it is looked up in the table of the target, if the person answered all questions. Nothing
    is imputed.
    """
    made_of = [(target, _summable_facets(target, rubric)) for target in rubric.targets]
    return (
        people.with_columns(column for target, facets in made_of if not facets for column in _target_sums(target))
        .with_columns(column for target, facets in made_of if facets for column in _facet_sums(target, facets))
        .with_columns(_mean_if_enough(target, rubric) for target in rubric.targets)
    )


def _summable_facets(target: Target, rubric: Rubric) -> tuple[Target, ...]:
    """Return the facets whose sums add up to those of a barrier; none for a facet, or if facets have no scores."""
    if target not in rubric.barriers:
        return ()
    facets = tuple(facet for facet in rubric.facets if facet.parts and barrier_of(facet.id) == target.id)
    parts = [part for facet in facets for part in facet.parts]
    return facets if len(parts) == len(target.parts) and set(parts) == set(target.parts) else ()


def _target_sums(target: Target) -> list[pl.Expr]:
    questions = [part.question for part in target.parts]
    return [
        (_value_sum(target, target.table) if target.table else _weighted_sum(target.parts)).alias(target.id),
        _weight_sum(target.parts).alias(weight_column(target.id)),
        _add_terms((is_applicable(question) for question in questions), CODE).alias(applicable_column(target.id)),
        _add_terms((is_answered(question) for question in questions), CODE).alias(_answered_column(target.id)),
    ]


def _facet_sums(target: Target, facets: tuple[Target, ...]) -> list[pl.Expr]:
    return [
        _add_terms((pl.col(column(facet.id)) for facet in facets), kind).alias(column(target.id))
        for column, kind in (
            (str, pl.Float64),
            (weight_column, CODE),
            (applicable_column, CODE),
            (_answered_column, CODE),
        )
    ]


def _answered_column(target: str) -> str:
    return f"{target}|answers"


def _add_terms(terms: Iterable[pl.Expr], kind: type[pl.DataType]) -> pl.Expr:
    """Return the sum of *terms* by single additions: many times faster on small integers than sum_horizontal."""
    return reduce(add, terms, pl.lit(0, dtype=kind))


def _weighted_sum(parts: tuple[ScoredQuestion, ...]) -> pl.Expr:
    """Return the sum of weight times severity over the answered questions.

    For questions with evenly spaced points, the steps from the clear end are small integers; those of questions with
    the same rise and weight are added before they are multiplied.
    """
    total = pl.lit(0.0)
    evenly: dict[float, list[pl.Expr]] = {}
    for part in parts:
        if part.even:
            away = pl.col(part.question) if part.rises else (len(part.steps) - 1) - pl.col(part.question)
            evenly.setdefault(part.rise * part.weight, []).append(away * is_answered(part.question))
        else:
            total = total + _step_severity(part) * part.weight
    for factor, terms in evenly.items():
        total = total + _add_terms((term.cast(pl.Int16) for term in terms), pl.Int16) * factor
    return total


def _value_sum(target: Target, table: ScoreTable) -> pl.Expr:
    """Return the sum of the values of the answers, as *table* wants it."""
    values = (
        pl.col(part.question).replace_strict(
            dict(enumerate(table.values[part.question])), default=0.0, return_dtype=pl.Float64
        )
        for part in target.parts
    )
    return _add_terms(values, pl.Float64)


def _step_severity(part: ScoredQuestion) -> pl.Expr:
    return pl.col(part.question).replace_strict(dict(enumerate(part.steps)), default=0.0, return_dtype=pl.Float64)


def _weight_sum(parts: tuple[ScoredQuestion, ...]) -> pl.Expr:
    if all(part.weight == 1 for part in parts):
        return _add_terms((is_answered(part.question) for part in parts), CODE)
    return _add_terms((is_answered(part.question) * part.weight for part in parts), pl.Float64)


def _mean_if_enough(target: Target, rubric: Rubric) -> pl.Expr:
    """Return the weighted mean of *target*, or what its table says, if enough questions are answered, else null."""
    enough = has_enough_answers(
        pl.col(_answered_column(target.id)), target.least, pl.col(applicable_column(target.id)), rubric.share
    )
    mean = pl.col(target.id) / pl.col(weight_column(target.id))
    if target.table:
        found = {round(total, FINE): severity for total, severity in target.table.severities.items()}
        mean = pl.col(target.id).round(FINE).replace_strict(found, default=None, return_dtype=pl.Float64)
    return pl.when(enough).then(mean).otherwise(None).alias(target.id)


def has_enough_answers(answers: pl.Expr, least: int | pl.Expr, applying: pl.Expr, share: Fraction) -> pl.Expr:
    """Return whether *answers*, the number of answered questions, is at least answers_needed().

    Computed in integers, and so exactly.
    """
    wanted = (applying.cast(pl.Int64) * share.numerator + share.denominator - 1) // share.denominator
    return (answers >= least) & (answers >= wanted)
