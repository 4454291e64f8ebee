"""The groups of roles on whom the comparison of a barrier rests, and the questions that all rounds asked them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from speedbumps.disclosure.rounds import (
    Coverage,
    GroupCounts,
    cells_below_limit,
    cells_of_block,
    common_blocks,
    has_small_cells,
    shown_cells,
    undivided_facets,
)
from speedbumps.model.comparison import NotComparedReason
from speedbumps.rounds.figures import figures_of, pool_figures, question_target
from speedbumps.rounds.sides import CellFigures, Side, same_parts
from speedbumps.scoring.context import counts_for
from speedbumps.scoring.targets import ScoredQuestion, Target


class Block(NamedTuple):
    """Roles that are only ever compared together."""

    roles: frozenset[str]
    cells: tuple[tuple[str, ...], ...]
    """The cells of their people in each round."""
    parts: frozenset[ScoredQuestion]
    """The questions of the barrier that count for all of them in every round."""


@dataclass(frozen=True, eq=False)
class BarrierBlocks:
    """A barrier as it is compared in all rounds."""

    barrier: Target
    """The barrier as the last round's own report scores it."""
    sides: Sequence[Side]
    blocks: Sequence[Block]
    same: frozenset[ScoredQuestion]
    """The questions of the barrier that all rounds asked alike."""

    @cached_property
    def facet_targets(self) -> tuple[Target, ...]:
        """Return the facets of the barrier as the last round asked about them, scored or not."""
        names = dict.fromkeys(part.facet for part in self.barrier.parts)
        return tuple(_facet(self.barrier, name) for name in names)

    @cached_property
    def _scores(self) -> frozenset[str]:
        return frozenset((self.barrier.id, *(facet.id for facet in self.facet_targets)))

    @cached_property
    def included(self) -> tuple[Block, ...]:
        """Return the blocks that are compared: those of whose people some answered in every round."""
        return tuple(block for block in self.blocks if all(block.cells) and block.parts)

    @cached_property
    def left_out(self) -> Mapping[str, NotComparedReason]:
        """Return the facets that are not compared, and that their barrier is compared without, each with the reason."""
        found: dict[str, NotComparedReason] = {}
        for side in self.sides:
            found |= undivided_facets(side.numbers, self.barrier.id, _answered_by_cell(side, self.barrier.id))
        return {name: reason for name, reason in found.items() if not self.is_whole([name])}

    @cached_property
    def _with_small_cells(self) -> frozenset[int]:
        """Return the rounds in which some cell has too few people with a score on the barrier or one of its facets.

        That is on all its questions, or on those that are compared.
        """
        return frozenset(
            place
            for place, side in enumerate(self.sides)
            if has_small_cells(side.numbers, self.barrier.id) or _cells_below_limit(self, place)
        )

    def is_whole(self, facets: Collection[str]) -> bool:
        """Return whether everybody is compared on all the questions about *facets* that count in any round."""
        return all(
            _counted(side, cell, facets) == {part for part in block.parts if part.facet in facets}
            for place, side in enumerate(self.sides)
            for block in self.included
            for cell in block.cells[place]
        )

    def shared(self, target: Target) -> Target:
        """Return *target*, the barrier or one of its facets or questions, with the questions that are compared."""
        without = self.left_out if target.id == self.barrier.id else {}
        some = frozenset[ScoredQuestion]().union(*(block.parts for block in self.included))
        parts = tuple(part for part in target.parts if part in some and part.facet not in without)
        return target._replace(parts=parts)

    def counts_for_block(self, block: Block, target: Target) -> bool:
        """Return whether any question of *target* that is compared counts for the people of *block*."""
        return bool(_restrict(self.shared(target), block).parts)

    def figures(self, place: int, target: Target) -> tuple[CellFigures, ...]:
        """Return the figures of each included block in the round at *place*, on the questions that are compared."""
        whole = self.shared(target)
        targets = [_restrict(whole, block) for block in self.included]
        found = figures_of(self.sides[place], targets)
        return tuple(
            pool_figures(by_cell.get(cell, CellFigures()) for cell in block.cells[place])
            for block, by_cell in zip(self.included, found, strict=True)
        )

    def coverage(self, place: int, target: Target, own: Target) -> Coverage:
        """Return on whom the figure of *target* in the round at *place* rests, and whom it leaves out.

        *own* is the target as the round's own report has it.
        """
        side = self.sides[place]
        (by_cell,) = figures_of(side, [own])
        now = dict(zip((block.roles for block in self.included), self.figures(place, target), strict=True))
        included, excluded = [], []
        for block in self.blocks:
            held = pool_figures(by_cell.get(cell, CellFigures()) for cell in block.cells[place])
            public = block.cells[place] in {(cell,) for cell in side.data.public}
            if block.roles in now and self.counts_for_block(block, target):
                then = now[block.roles]
                included.append(GroupCounts(then.scored.n, held.scored.n, then.skippers, held.skippers, public))
            else:
                excluded.append(GroupCounts(0, held.scored.n, 0, held.skippers, public))
        whole = target.id not in self._scores or self.is_whole({part.facet for part in own.parts})
        small = place in self._with_small_cells
        return Coverage(included, [each for each in excluded if each.own], whole, small)


def build_blocks(barrier: Target, sides: Sequence[Side]) -> BarrierBlocks:
    """Return the blocks of a *barrier* of the last round, which all rounds scored.

    A cell with too few people who have a score on the questions that are compared is no part by itself. Which questions
    these are depends on the blocks; so blocks are joined until no cell of a part is too small.
    """
    same = same_parts(sides).intersection(barrier.parts)
    standing = [shown_cells(side.numbers, barrier.id) for side in sides]
    while True:
        blocks = common_blocks([side.numbers for side in sides], standing)
        found = BarrierBlocks(barrier, sides, tuple(_block(roles, sides, same) for roles in blocks), same)
        below = [cells & _cells_below_limit(found, place) for place, cells in enumerate(standing)]
        if not any(below):
            return found
        standing = [cells - small for cells, small in zip(standing, below, strict=True)]


def _block(roles: frozenset[str], sides: Sequence[Side], shared: frozenset[ScoredQuestion]) -> Block:
    cells = tuple(cells_of_block(side.numbers, roles) for side in sides)
    counted = frozenset(
        part
        for part in shared
        if all(
            counts_for(side.data.context, part.question, cell)
            for side, held in zip(sides, cells, strict=True)
            for cell in held
        )
    )
    return Block(roles, cells, counted)


def _cells_below_limit(found: BarrierBlocks, place: int) -> frozenset[str]:
    """Return the cells of the round at *place* that may not stand by themselves on the questions that are compared."""
    side, below = found.sides[place], frozenset[str]()
    for target in (found.barrier, *found.facet_targets):
        whole = found.shared(target)
        by_block = figures_of(side, [_restrict(whole, block) for block in found.included])
        scored = {
            cell: by_cell[cell].scored.n
            for block, by_cell in zip(found.included, by_block, strict=True)
            for cell in block.cells[place]
        }
        below |= cells_below_limit(side.numbers.counts, whole, scored)
    return below


def _restrict(target: Target, block: Block) -> Target:
    """Return *target* with the questions that count for *block*."""
    return target._replace(parts=tuple(part for part in target.parts if part in block.parts))


def _facet(barrier: Target, name: str) -> Target:
    parts = tuple(part for part in barrier.parts if part.facet == name)
    return barrier._replace(
        id=name, parts=parts, least=barrier.least if barrier.table else min(barrier.least, len(parts))
    )


def _counted(side: Side, cell: str, facets: Collection[str]) -> set[ScoredQuestion]:
    """Return the questions about *facets* that count for the people of *cell*."""
    return {part for part in side.parts if part.facet in facets and counts_for(side.data.context, part.question, cell)}


def _answered_by_cell(side: Side, barrier: str) -> Mapping[tuple[str, str], int]:
    """Return how many people of each cell answered each question of a *barrier*, by question and cell."""
    targets = [question_target(part) for part in side.data.rubric.parts if part.barrier == barrier]
    found = figures_of(side, targets)
    return {
        (target.id, cell): figures.scored.n
        for target, by_cell in zip(targets, found, strict=True)
        for cell, figures in by_cell.items()
    }


def all_targets(side: Side) -> Iterable[Target]:
    """Yield all that the round's own report has figures of."""
    yield from side.data.rubric.targets
    yield from map(question_target, side.data.rubric.parts)
