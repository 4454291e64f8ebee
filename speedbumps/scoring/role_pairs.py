"""Which pairs of roles are compared, and on which questions."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from speedbumps.model.queries import applies_to_role
from speedbumps.model.questionnaire import Question, Questionnaire
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.schools import SeverityMoments, read_moments, split_by_school
from speedbumps.scoring.shared_questions import compare_groups
from speedbumps.scoring.targets import Rubric, ScoredQuestion, Target

FEWEST = 3
"""The fewest questions that the gap of a barrier rests on, unless the barrier has fewer."""


class RolePair(NamedTuple):
    """Two groups of people that are compared."""

    a: tuple[str, ...]
    """The cell of a role, preceded by the cells of one person each who join it and agreed to be shown."""
    b: str

    @property
    def all_cells(self) -> tuple[str, ...]:
        """Return the cells of both groups."""
        return (*self.a, self.b)

    @property
    def a_name(self) -> str:
        """Return the name of the first group in an Audit."""
        return TOGETHER.join(self.a)


class Comparison(NamedTuple):
    """A barrier, facet or question as both groups of a pair were asked it."""

    whole: Target
    shared: Target
    """The same with only the questions that both were asked."""
    careful: Target
    """The same without the facets that hold a sensitive question and were not put to both in full."""
    alike: frozenset[str]
    """The cells that were asked only what all others were asked too."""
    facets: frozenset[str]
    """The facets that its questions belong to."""
    is_barrier: bool
    is_question: bool


def comparisons(questionnaire: Questionnaire, rubric: Rubric, pair: RolePair) -> tuple[Comparison, ...]:
    """Return all that *pair* can be compared on: each barrier, then its facets, then its questions."""
    questions = {question.id: question for question in questionnaire.questions}
    made = (_comparison(questionnaire, questions, target, pair) for target in _targets(rubric))
    return tuple(each for each in made if _is_enough(each))


def question_targets(rubric: Rubric) -> Iterator[Target]:
    """Yield each question as a target, as it counts for its first barrier."""
    first = {part.question: part for part in reversed(rubric.parts)}
    return (Target(name, (part,), 1) for name, part in reversed(first.items()))


class PairSpreads:
    """The severities of the cells of every school on what they are compared by."""

    def __init__(self, people: pl.DataFrame, rubric: Rubric, found: Mapping[RolePair, tuple[Comparison, ...]]) -> None:
        """Compute the severities of all schools at once from the scored *people*."""
        questions, shared = tuple(question_targets(rubric)), _shared_targets(found)
        places = {target: str(place) for place, target in enumerate(shared)}
        self._names = {**{target: target.id for target in questions}, **places}
        parts = [target.parts[0] for target in questions]
        rows = compare_groups(people, parts, shared, rubric.share) if found else people.clear()
        self._rows = split_by_school(rows)

    def spreads(self, school: str) -> Mapping[tuple[Target, str], SeverityMoments]:
        """Return the severities of one *school*, by target and cell."""
        frame = self._rows.get(school)
        rows = frame.iter_rows(named=True) if frame is not None else ()
        return {(target, row["cell"]): read_moments(row, name) for row in rows for target, name in self._names.items()}


def _shared_targets(found: Mapping[RolePair, tuple[Comparison, ...]]) -> tuple[Target, ...]:
    """Return the facets and barriers that have to be computed for the comparisons *found*."""
    needed: dict[Target, None] = {}
    for pair, each in ((pair, each) for pair, those in found.items() for each in those if not each.is_question):
        for target in (each.shared, each.careful):
            if target.parts and any(cell not in each.alike or target != each.shared for cell in pair.all_cells):
                needed[target] = None
    return tuple(needed)


def _targets(rubric: Rubric) -> Iterator[Target]:
    """Yield each barrier, followed by its facets and its questions."""
    for barrier in rubric.barriers:
        yield barrier
        yield from (facet for facet in rubric.facets if facet.id.startswith(f"{barrier.id}."))
        yield from (target for target in question_targets(rubric) if target.parts[0].barrier == barrier.id)


def _comparison(
    questionnaire: Questionnaire, questions: Mapping[str, Question], whole: Target, pair: RolePair
) -> Comparison:
    """Return *whole* as both groups of *pair* were asked it."""
    put = {
        cell: {part for part in whole.parts if applies_to_role(questionnaire, questions[part.question], cell)}
        for cell in pair.all_cells
    }
    same = {
        part
        for part in set.intersection(*put.values())
        if not set(pair.all_cells) & set(questions[part.question].shifted)
    }
    touchy = {part.facet for part in whole.parts if questions[part.question].sensitive}
    uneven = {part.facet for parts in put.values() for part in parts if part not in same} & touchy
    shared = _restrict(whole, same)
    return Comparison(
        whole=whole,
        shared=shared,
        careful=_restrict(whole, {part for part in same if part.facet not in uneven}) if uneven else shared,
        alike=frozenset(cell for cell in pair.all_cells if put[cell] == same),
        facets=frozenset(part.facet for part in whole.parts),
        is_barrier=any(part.barrier == whole.id for part in whole.parts),
        is_question=any(part.question == whole.id for part in whole.parts),
    )


def _restrict(whole: Target, parts: set[ScoredQuestion]) -> Target:
    """Return *whole* with only some of its *parts*."""
    return whole._replace(parts=tuple(part for part in whole.parts if part in parts))


def least_shared(whole: Target, *, is_barrier: bool) -> int:
    """Return how many questions of *whole* have to be shared for a comparison; with a table, all of them."""
    return min(FEWEST, len(whole.parts)) if is_barrier and whole.table is None else whole.least


def _is_enough(each: Comparison) -> bool:
    """Return whether both groups share enough questions to be compared."""
    return 0 < least_shared(each.whole, is_barrier=each.is_barrier) <= len(each.shared.parts)
