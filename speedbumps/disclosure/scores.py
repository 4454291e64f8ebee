"""Decide which scores of barriers and facets may be shown."""

from collections.abc import Iterator, Mapping

from speedbumps.disclosure.cells import is_total_publishable, publishable_names
from speedbumps.disclosure.counts import SchoolCounts, cell_name, is_merged_away, scored_by_cell
from speedbumps.disclosure.decisions import FigureKey, HiddenFigure
from speedbumps.disclosure.limits import least_people
from speedbumps.memory import memoize
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.context import count_applicable, counts_for
from speedbumps.scoring.targets import Target


def hidden_scores(counts: SchoolCounts, target: Target) -> Iterator[HiddenFigure]:
    """Yield the figures of one barrier or facet that may not be shown: of the whole school, then of each cell."""
    yield from hidden_total(counts, target)
    held, hidden = scored_by_cell(counts, target), hidden_cells(counts, target)
    for cell in counts.cells:
        if len(counts.cells) == 1 and TOGETHER in cell:
            continue  # all of the school's own people in one cell: that is the total
        if cell in held and cell in hidden:
            too_few = held[cell] < least_people(counts.context, target, counts.limits)
            yield HiddenFigure(FigureKey("score", target.id, cell_name(cell)), "too-few" if too_few else "complement")
    for cell, group in counts.beside.items():
        n = counts.scored[target.id, cell].n
        if count_applicable(counts.context, target.id, cell) == 0:
            continue
        least = least_people(counts.context, target, counts.limits)
        if not (group.shown and (n == 0 or n >= least)):  # that there is nobody is no secret
            yield HiddenFigure(FigureKey("score", target.id, cell_name(cell)), "too-few")


def hidden_total(counts: SchoolCounts, target: Target) -> Iterator[HiddenFigure]:
    """Yield the figures of the whole school that may not be shown.

    A barrier that is uneven has no score beside its facets (see is_uneven).
    """
    held, whole = scored_by_cell(counts, target), counts.whole[target.id]
    uneven = bool(counts.context.facets_of.get(target.id)) and is_uneven(counts, target)
    if whole.n == 0 and any(is_merged_away(counts, part.question) for part in target.parts):
        yield HiddenFigure(FigureKey("score", target.id), "merged-roles")
    elif held and (uneven or not _is_total_shown(counts, target, held)):
        yield HiddenFigure(FigureKey("score", target.id), "consent" if counts.people == 1 else "too-few")
    else:
        yield from _hidden_agreement(counts, target)


def _is_total_shown(counts: SchoolCounts, target: Target, held: Mapping[str, int]) -> bool:
    """Return whether a score over all cells may be shown; *held* is the number of people with a score in each."""
    least = least_people(counts.context, target, counts.limits)
    return counts.shows_total and (sum(held.values()) == 0 or is_total_publishable(held, counts.public, least))


def _hidden_agreement(counts: SchoolCounts, target: Target) -> Iterator[HiddenFigure]:
    """Yield the agreement of people and the shares at the ends of the scale, if too few people have a score."""
    least = max(counts.limits.min_distribution, least_people(counts.context, target, counts.limits))
    if counts.whole[target.id].n < least:
        yield HiddenFigure(FigureKey("agreement", target.id), "distribution", implied=True)


@memoize
def hidden_cells(counts: SchoolCounts, target: Target) -> frozenset[str]:
    """Return the school's own cells whose score for *target*, a barrier or facet, may not be shown."""
    facets = counts.context.facets_of.get(target.id, ())
    few = _cells_below_limit(counts, target).union(*(_cells_below_limit(counts, facet) for facet in facets))
    return few.union(cell for cell, group in counts.cells.items() if not (group.shown or cell in counts.public))


@memoize
def _cells_below_limit(counts: SchoolCounts, target: Target) -> frozenset[str]:
    """Return the cells whose own score for *target* may not be shown.

    A barrier's cell is hidden too where one of its facets is (see hidden_scores): if the whole cell answered
    everything, the barrier is the mean of its facets, so the hidden one could be computed from the rest.
    """
    held = scored_by_cell(counts, target)
    alone = publishable_names(held, counts.public, least_people(counts.context, target, counts.limits))
    return frozenset(cell for cell, n in held.items() if n and cell not in alone)


@memoize
def is_uneven(counts: SchoolCounts, target: Target) -> bool:
    """Return whether too few people of a cell have a score for *target* and were asked other questions than the rest.

    Their answers carry other weights, so their mean would follow from the score and its parts: the questions of such a
    facet are hidden, and such a barrier has no score beside its facets.
    """
    put = {
        cell: frozenset(part.question for part in target.parts if counts_for(counts.context, part.question, cell))
        for cell, n in scored_by_cell(counts, target).items()
        if n
    }
    return any(put[cell] != other for cell in small_cells(counts, target) for other in put.values())


def small_cells(counts: SchoolCounts, target: Target) -> list[str]:
    """Return the cells of which too few people have a score for *target* to show it."""
    least = least_people(counts.context, target, counts.limits)
    return [
        cell
        for cell, n in scored_by_cell(counts, target).items()
        if 0 < n < least and not (cell in counts.public and n == 1)
    ]
