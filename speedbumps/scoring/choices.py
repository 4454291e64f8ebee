"""Count how many people chose each option, and how many met a condition that looks at a choice."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from speedbumps.memory import memoize
from speedbumps.model.conditions import allowed_codes
from speedbumps.scoring.context import ScoringContext
from speedbumps.scoring.responses import picked, picks


class PickCounts(NamedTuple):
    """How many of the school's own people chose each option of one choice."""

    options: tuple[int, ...]
    """The number of people who chose each option."""
    n: int
    """How many chose anything."""
    most: int
    """How many options a person may choose."""


class ConditionCount(NamedTuple):
    """How many people met a condition that looks at a choice."""

    met: int
    n: int
    """How many chose anything."""


def count_picks(context: ScoringContext, people: pl.DataFrame) -> Mapping[str, PickCounts]:
    """Return the counts of each choice that was asked; *people* has one row per person, with the answers that count."""
    found: dict[str, PickCounts] = {}
    for name in _choices(context):
        choice = context.scales[name].choice
        answers = people.get_column(name)
        given = answers.filter(answers >= 0).to_list()
        if choice is not None:
            times = [0] * len(choice.among)
            for answer in given:
                for place in picks(answer):
                    times[place] += 1
            found[name] = PickCounts(tuple(times), len(given), choice.most)
    return found


def count_conditions(context: ScoringContext, people: pl.DataFrame) -> Mapping[str, tuple[ConditionCount, ...]]:
    """Return, for each question whose condition looks at choices, how many people met it, and each part of it."""
    return {name: tuple(_condition_counts(context, name, people)) for name in _followers(context)}


def _condition_counts(context: ScoringContext, name: str, people: pl.DataFrame) -> Iterator[ConditionCount]:
    """Yield for each choice that the question looks at how many met that part of the condition, and the whole of it."""
    holds: dict[str, pl.Expr] = {}
    for other, allowed in context.instrument.questions[name].only_if.items():
        codes = allowed_codes(context.scales[other], allowed)
        if other not in context.rubric.asked:
            holds[other] = pl.lit(value=False)
        elif context.scales[other].choice:
            holds[other] = picked(pl.col(other), codes)
        else:
            holds[other] = pl.col(other).is_in(codes)
    for other, part in holds.items():
        if context.scales[other].choice and other in context.rubric.asked:
            answered = pl.col(other) >= 0
            counts = people.select(
                (answered & part).sum().alias("part"),
                (answered & pl.all_horizontal(*holds.values())).sum().alias("whole"),
                answered.sum().alias("n"),
            )
            met, met_all, n = counts.row(0)
            yield from dict.fromkeys((ConditionCount(met, n), ConditionCount(met_all, n)))


@memoize
def _choices(context: ScoringContext) -> tuple[str, ...]:
    """Return the choices that were asked."""
    return tuple(name for name, scale in context.scales.items() if scale.choice and name in context.rubric.asked)


@memoize
def _followers(context: ScoringContext) -> tuple[str, ...]:
    """Return the questions that were asked and whose condition looks at a choice."""
    return tuple(
        name
        for name, question in context.instrument.questions.items()
        if name in context.rubric.asked and any(context.scales[other].choice for other in question.only_if)
    )
