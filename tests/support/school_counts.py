"""Numbers of people behind the figures of drawn schools, and nothing else about them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from random import Random

from speedbumps.diagnostics.problem import require_value
from speedbumps.disclosure.cells import Cell, build_school_cells
from speedbumps.disclosure.counts import PartlyAnswered, SchoolCounts
from speedbumps.disclosure.limits import limits_of
from speedbumps.disclosure.pairs import comparable_pairs
from speedbumps.model.queries import form_questions
from speedbumps.model.questionnaire import FULL
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.choices import ConditionCount, PickCounts
from speedbumps.scoring.context import ScoringContext, counts_for
from speedbumps.scoring.counts import KINDS, AnswerCounts
from speedbumps.scoring.role_pairs import comparisons
from speedbumps.scoring.schools import SeverityMoments, pool_moments
from speedbumps.scoring.targets import Target, build_rubric
from support.paths import CHOICES
from support.schools import first_version

SIZES = {
    "head": (0, 1),
    "leader": (0, 1, 2, 4, 5, 6, 11),
    "teacher": (0, 3, 5, 7, 12, 30),
    "support": (0, 1, 4, 5, 9, 14),
    "unstated": (0, 0, 2, 6),
    "governor": (0, 0, 3, 5, 8),
}
"""Numbers of people on both sides of every limit, by role."""


@lru_cache
def scoring_context(form: str) -> ScoringContext:
    questionnaire = first_version().questionnaire
    columns = [question.id for question in form_questions(questionnaire, form)]
    return ScoringContext(first_version(), build_rubric(questionnaire, form, columns), form)


def moments(n: int, mean: float = 50.0) -> SeverityMoments:
    """*n* people around a *mean*, not all alike."""
    away = n * (mean - 50)
    return SeverityMoments(n, away, away * away / n + 200 * n if n else 0.0, n)


def draw_counts(seed: int, *, whole: bool = False) -> SchoolCounts:
    """Return the counts of a drawn school; in a *whole* one everybody answered everything that was asked."""
    chance = Random(seed)
    sizes = tuple((role, n) for role, most in SIZES.items() if (n := chance.choice(most)))
    context = scoring_context(chance.choice((FULL, FULL, "quick")))
    staff = build_school_cells(first_version().questionnaire, sizes or (("teacher", 1),))
    cells = {TOGETHER.join(cell.roles): cell for cell in staff.own}
    beside = {TOGETHER.join(cell.roles): cell for cell in staff.beside}
    missing = 0.0 if whole else chance.choice((0.0, 0.05, 0.4))

    def some_of(n: int) -> int:
        return sum(chance.random() >= missing for _ in range(n))

    questions = {part.question: Target(part.question, (part,), 1) for part in reversed(context.rubric.parts)}
    scored = {
        (target.id, name): moments(_most(context, target, name, cell) and some_of(cell.n), chance.uniform(5, 95))
        for target in context.rubric.targets
        for name, cell in {**cells, **beside}.items()
    }
    pairs = {
        pair: comparisons(first_version().questionnaire, context.rubric, pair)
        for pair in comparable_pairs(first_version().questionnaire, staff)
    }
    every = [each for those in pairs.values() for each in those]
    compared = dict.fromkeys([*(each.shared for each in every), *(each.careful for each in every)])  # in one order
    shared = {
        (target, name): moments(_most(context, target, name, cell) and some_of(cell.n), chance.uniform(5, 95))
        for target in (*questions.values(), *(each for each in compared if each.parts))
        for name, cell in {**cells, **beside}.items()
    }
    written = [
        name
        for name, scale in context.scales.items()
        if name in context.rubric.asked and (scale.number is not None or scale.text is not None)
    ]
    answered = {name: some_of(_asked(context, name, cells)) for name in written}
    return SchoolCounts(
        context=context,
        limits=limits_of(first_version().questionnaire),
        cells=cells,
        beside=beside,
        public=frozenset(staff.public),
        scored=scored,
        whole={target.id: pool_moments(scored[target.id, name] for name in cells) for target in context.rubric.targets},
        partly=_draw_partly(context, {**cells, **beside}, chance) if missing else {},
        unscored={
            (target.id, part.question): chance.choice((0, 0, 0, 1, 4, 5))
            for target in context.rubric.facets or context.rubric.barriers
            for part in target.parts
        }
        if missing
        else {},
        answers={name: _answers(_asked(context, name, cells), chance, missing) for name in questions},
        written=answered,
        zeros={name: chance.randint(0, n) for name, n in answered.items()},
        picks=draw_picks(context, cells, chance),
        conditions={},
        pairs=pairs,
        shared=shared,
    )


@lru_cache
def choices_context() -> ScoringContext:
    """The miniature with choices, of which everything was asked."""
    instrument = require_value(read_instrument(find_questionnaire(str(CHOICES))))
    columns = list(instrument.questions)
    return ScoringContext(instrument, build_rubric(instrument.questionnaire, FULL, columns), FULL)


def draw_choice_counts(seed: int) -> SchoolCounts:
    """Return the counts of a drawn school that answered the miniature with choices."""
    chance = Random(seed)
    context = choices_context()
    n = chance.choice((3, 5, 9, 10, 11, 12, 14, 20, 40))
    staff = build_school_cells(context.instrument.questionnaire, (("teacher", n),))
    cells = {TOGETHER.join(cell.roles): cell for cell in staff.own}
    drawn = draw_picks(context, cells, chance)
    met = chance.randint(0, drawn["V02"].n)
    return replace(
        draw_counts(seed),
        context=context,
        cells=cells,
        beside={},
        public=frozenset(),
        scored={},
        whole={},
        answers={},
        written={"N01": chance.randint(0, met)},
        zeros={"N01": 0},
        picks=drawn,
        conditions={"N01": (ConditionCount(met, drawn["V02"].n),)},
        pairs={},
        shared={},
    )


def draw_picks(context: ScoringContext, cells: Mapping[str, Cell], chance: Random) -> dict[str, PickCounts]:
    """Draw how many people chose each option of each choice that was asked."""
    found = {}
    for name, scale in context.scales.items():
        if scale.choice is not None and name in context.rubric.asked:
            n = chance.randint(0, _asked(context, name, cells))
            times = Counter[int]()
            weights = [chance.choice((1, 5, 100)) for _ in scale.choice.among]
            for _ in range(n):
                most = chance.randint(1, scale.choice.most)
                times.update(set(chance.choices(range(len(weights)), weights, k=most)))
            found[name] = PickCounts(tuple(times[place] for place in range(len(weights))), n, scale.choice.most)
    return found


def _draw_partly(
    context: ScoringContext, cells: Mapping[str, Cell], chance: Random
) -> dict[tuple[str, str], PartlyAnswered]:
    """Draw how many people of each cell answered each facet in part."""
    few = (0, 0, 0, 0, 1, 4, 5)
    return {
        (target.id, name): PartlyAnswered(chance.choice(few), chance.choice(few))
        for target in context.rubric.facets or context.rubric.barriers
        for name in cells
    }


def _most(context: ScoringContext, target: Target, name: str, cell: Cell) -> int:
    """How many people of a cell can have a score for *target*."""
    return cell.n if sum(counts_for(context, part.question, name) for part in target.parts) >= target.least else 0


def _asked(context: ScoringContext, question: str, cells: Mapping[str, Cell]) -> int:
    return sum(cell.n for name, cell in cells.items() if counts_for(context, question, name))


def _answers(asked: int, chance: Random, missing: float) -> AnswerCounts:
    n = sum(chance.random() >= missing for _ in range(asked))
    unsure = chance.randint(0, asked - n)
    kinds = dict.fromkeys(KINDS, 0) | {"blank": asked - n - unsure, "dk": unsure}
    return AnswerCounts((n, 0, 0, 0, 0), kinds, n, asked)
