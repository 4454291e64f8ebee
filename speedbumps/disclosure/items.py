"""Decide what may be shown of how questions behave, in all schools of a pilot together and by role."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from speedbumps.disclosure.cells import Cell, is_total_publishable, publishable_names
from speedbumps.disclosure.limits import least_people
from speedbumps.model.audit import Limits
from speedbumps.scoring.context import ScoringContext, question_of
from speedbumps.scoring.targets import Target

HiddenItemReason = Literal["too-few", "complement", "sensitive"]

AnswersByCell = Mapping[str, int]
"""How many people of each cell answered, for the cells in which anybody was asked."""


class PilotCounts(NamedTuple):
    """How many people of a pilot stand behind each figure."""

    context: ScoringContext
    limits: Limits
    cells: Mapping[str, Cell]
    """The cells of staff, by name. All schools are counted together, so roles are merged as in one school."""
    beside: Mapping[str, Cell]
    """The cells of outside roles."""
    answered: Mapping[str, AnswersByCell]
    """By question: the people who answered it."""
    scored: Mapping[str, AnswersByCell]
    """By facet and barrier: the people who have a score."""


class ItemDecisions(NamedTuple):
    """What may not be shown, by question, facet or barrier and cell; the cell is None for all staff together."""

    hidden: Mapping[tuple[str, str | None], HiddenItemReason]

    def reason(self, of: str, cell: str | None) -> HiddenItemReason | None:
        """Return why the figures of a question, facet or barrier are hidden; None if they may be shown."""
        return self.hidden.get((of, cell))


def decide_items(counts: PilotCounts) -> ItemDecisions:
    """Return what may be shown of a pilot with these *counts*.

    Figures of a question say how answers are spread, so each of them needs as many people as a distribution, and as a
    sensitive question if it is one. Cells that are hidden hold, beside the total and the cells that are shown, none or
    as many people: otherwise the smallest cell is hidden with them. So no sum or difference of the figures tells how
    fewer people answered. A facet or barrier is hidden in each cell in which one of its questions is sensitive and
    hidden, since its figures rest on that question too.
    """
    hidden: dict[tuple[str, str | None], HiddenItemReason] = {}
    for name, held in counts.answered.items():
        needed = _people_for_question(counts, name)
        hidden |= {(name, cell): reason for cell, reason in _hidden_cells(counts, held, needed)}
    for target in counts.context.rubric.targets:
        needed = _people_for_target(counts, target)
        hidden |= {
            (target.id, cell): reason for cell, reason in _hidden_cells(counts, counts.scored[target.id], needed)
        }
        for part in target.parts:
            hidden |= {
                (target.id, cell): "sensitive"
                for cell in (None, *counts.cells, *counts.beside)
                if hidden.get((part.question, cell)) == "sensitive"
            }
    return ItemDecisions(hidden)


def schools_left_out(staff: Mapping[str, int], limits: Limits) -> frozenset[str]:
    """Return the schools whose people are left out of a pilot, where *staff* is how many of each school answered.

    A school with fewer people than a distribution needs has no distributions in its own report. Where all such schools
    together have too few people as well, they are left out: otherwise the shares of the pilot, less those that the
    reports of all other schools give, would tell how these few answered.
    """
    small = {school: n for school, n in staff.items() if 0 < n < limits.min_distribution}
    enough = len(small) == len(staff) or sum(small.values()) >= limits.min_distribution
    return frozenset() if enough else frozenset(small)


def may_compare_schools(people: Iterable[int], limits: Limits, least_schools: int) -> bool:
    """Return whether the share of variance between schools may be shown, where so many *people* of each answered.

    It rests on the schools with `min_group` people, of which there must be *least_schools*, as for all figures about
    schools; the people of all others must number none or `min_group`, so that figures with and without them tell of no
    fewer.
    """
    sizes = tuple(people)
    enough = [n for n in sizes if n >= limits.min_group]
    left_out = sum(sizes) - sum(enough)
    return len(enough) >= least_schools and (left_out == 0 or left_out >= limits.min_group)


class _Needed(NamedTuple):
    """How many people a figure needs, and why it is hidden if there are fewer."""

    people: int
    few: HiddenItemReason


def _people_for_question(counts: PilotCounts, question: str) -> _Needed:
    usual = max(counts.limits.min_group, counts.limits.min_distribution)
    if question_of(counts.context, question).sensitive:
        return _Needed(max(usual, counts.limits.min_sensitive), "sensitive")
    return _Needed(usual, "too-few")


def _people_for_target(counts: PilotCounts, target: Target) -> _Needed:
    least = least_people(counts.context, target, counts.limits)
    return _Needed(max(least, counts.limits.min_distribution), "too-few")


def _hidden_cells(
    counts: PilotCounts, held: AnswersByCell, needed: _Needed
) -> Iterator[tuple[str | None, HiddenItemReason]]:
    """Yield the cells whose figures may not be shown, and why; None for all staff together."""
    own = {cell: n for cell, n in held.items() if cell in counts.cells}
    if not is_total_publishable(own, (), needed.people):
        yield None, needed.few
    shown = publishable_names({cell: n for cell, n in own.items() if n}, (), needed.people)
    for cell, n in own.items():
        if cell not in shown or not counts.cells[cell].shown:
            yield cell, needed.few if n < needed.people else "complement"
    for cell, n in held.items():
        if cell in counts.beside and (n < needed.people or not counts.beside[cell].shown):
            yield cell, needed.few
