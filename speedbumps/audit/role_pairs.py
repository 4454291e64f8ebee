"""Which roles are held against each other, and on which questions."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

import polars as pl

from speedbumps.disclosure.assignment import Staff
from speedbumps.model.queries import asks
from speedbumps.model.questionnaire import Question, Questionnaire
from speedbumps.scoring.people import TOGETHER
from speedbumps.scoring.schools import Spread, spread
from speedbumps.scoring.shared_questions import compared
from speedbumps.scoring.targets import Part, Rubric, Target

FEWEST = 3
"""Questions that a barrier's gap rests on at least, where it has as many."""


class Pair(NamedTuple):
    """Two groups of people that are held against each other."""

    a: tuple[str, ...]
    """The cell of a role; before it those of one person each who join it and agreed to be shown."""
    b: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (*self.a, self.b)

    @property
    def name(self) -> str:
        """What the first group is called in an Audit."""
        return TOGETHER.join(self.a)


class Comparison(NamedTuple):
    """A barrier, facet or question as both groups of a pair were asked it."""

    whole: Target
    shared: Target
    """The same with the questions that both were asked."""
    careful: Target
    """The same without the parts that hold a sensitive question and were not put to both in full."""
    alike: frozenset[str]
    """The cells that were asked nothing of it that the others were not."""
    facets: frozenset[str]
    """The facets that its questions are of."""
    is_barrier: bool
    is_question: bool


def pairs(questionnaire: Questionnaire, staff: Staff) -> tuple[Pair, ...]:
    """The pairs of roles that can be shown by themselves: each two of the school, and its leaders with those outside.

    Leaders are those whom a person who is the only one of a role joins: a head joins the leaders.
    """
    shown = {cell.roles[0] for cell in (*staff.own, *staff.beside) if cell.shown and len(cell.roles) == 1}
    several = [role for role in questionnaire.roles if role.id in shown and role.id not in staff.public]
    alone = {role.id: role.joins for role in questionnaire.roles if role.id in staff.public and not role.together}
    leading = {role.joins for role in questionnaire.roles if role.one_person and not role.together}
    own = sorted((role.id for role in several if not role.outside), key=lambda name: name not in leading)
    outside = [role.id for role in several if role.outside]
    found = [*combinations(own, 2), *product((name for name in own if name in leading), outside)]
    return tuple(Pair((*(name for name, into in alone.items() if into == a), a), b) for a, b in found)


def comparisons(questionnaire: Questionnaire, rubric: Rubric, pair: Pair) -> tuple[Comparison, ...]:
    """All that *pair* can be held against each other on: each barrier, then its facets, then its questions."""
    questions = {question.id: question for question in questionnaire.questions}
    made = (_comparison(questionnaire, questions, target, pair) for target in _targets(rubric))
    return tuple(each for each in made if _is_enough(each))


class Between:
    """How the cells of every school lie on what they are compared by."""

    def __init__(self, people: pl.DataFrame, rubric: Rubric, found: Mapping[Pair, tuple[Comparison, ...]]) -> None:
        """Works it out for all schools at once; Scored.people are the *people*."""
        questions, shared = tuple(_questions(rubric)), _shared(found)
        places = {target: str(place) for place, target in enumerate(shared)}
        self._names = {**{target: target.id for target in questions}, **places}
        parts = [target.parts[0] for target in questions]
        rows = compared(people, parts, shared, rubric.share) if found else people.clear()
        self._rows = rows.partition_by("school", as_dict=True)

    def spreads(self, school: str) -> Mapping[tuple[Target, str], Spread]:
        """Those of one *school*, by what is compared and by cell."""
        frame = self._rows.get((school,))
        rows = frame.iter_rows(named=True) if frame is not None else ()
        return {(target, row["cell"]): spread(row, name) for row in rows for target, name in self._names.items()}


def _shared(found: Mapping[Pair, tuple[Comparison, ...]]) -> tuple[Target, ...]:
    """The facets and barriers that have to be worked out for the comparisons *found*."""
    needed: dict[Target, None] = {}
    for pair, each in ((pair, each) for pair, those in found.items() for each in those if not each.is_question):
        for target in (each.shared, each.careful):
            if target.parts and any(cell not in each.alike or target != each.shared for cell in pair.cells):
                needed[target] = None
    return tuple(needed)


def _targets(rubric: Rubric) -> Iterator[Target]:
    for barrier in rubric.barriers:
        yield barrier
        yield from (facet for facet in rubric.facets if facet.id.startswith(f"{barrier.id}."))
        yield from (target for target in _questions(rubric) if target.parts[0].barrier == barrier.id)


def _questions(rubric: Rubric) -> Iterator[Target]:
    """Each question as it counts for its first barrier."""
    first = {part.question: part for part in reversed(rubric.parts)}
    return (Target(name, (part,), 1) for name, part in reversed(first.items()))


def _comparison(
    questionnaire: Questionnaire, questions: Mapping[str, Question], whole: Target, pair: Pair
) -> Comparison:
    put = {
        cell: {part for part in whole.parts if asks(questionnaire, questions[part.question], cell)}
        for cell in pair.cells
    }
    same = {
        part for part in set.intersection(*put.values()) if not set(pair.cells) & set(questions[part.question].shifted)
    }
    touchy = {part.facet for part in whole.parts if questions[part.question].sensitive}
    uneven = {part.facet for parts in put.values() for part in parts if part not in same} & touchy
    shared = _only(whole, same)
    return Comparison(
        whole=whole,
        shared=shared,
        careful=_only(whole, {part for part in same if part.facet not in uneven}) if uneven else shared,
        alike=frozenset(cell for cell in pair.cells if put[cell] == same),
        facets=frozenset(part.facet for part in whole.parts),
        is_barrier=any(part.barrier == whole.id for part in whole.parts),
        is_question=any(part.question == whole.id for part in whole.parts),
    )


def _only(whole: Target, parts: set[Part]) -> Target:
    return Target(whole.id, tuple(part for part in whole.parts if part in parts), whole.least)


def _is_enough(each: Comparison) -> bool:
    least = min(FEWEST, len(each.whole.parts)) if each.is_barrier else each.whole.least
    return 0 < least <= len(each.shared.parts)
