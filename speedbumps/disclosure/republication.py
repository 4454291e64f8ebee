"""Decide whether a report may be written beside earlier ones of the same round.

The attack: a report of 31 people lies with somebody, and now one of 32 is written, because one answer came late. Every
figure is a mean over the people of a cell, with the number of these beside it, so 32 times the later mean less 31 times
the earlier one is what the newcomer answered, question by question. The same works for a person who is gone, and for
one whose role was corrected and who therefore counts in another cell.

In general: take the cells of both reports as the nodes of a graph, with one more node for "in no report", and each
person as an edge from the cell in the earlier report to the cell in the later one. A combination of the two reports
cancels everybody but a group of people exactly if that group contains a cut of this graph: give the figures of the
cells on one side of the cut the factor 1, with a minus for those of the later report, and all others the factor 0.
So nothing about fewer than `least` people can be worked out as long as no cut, apart from the empty one, has fewer
people.

A cut of a single cell, or of all cells that have people in common, gives the sum of those who are new less the sum of
those who are gone. Each of the two numbers has to be 0 or at least `least`, so that one corrected answer among many
new ones is not told apart by somebody who knows what the others wrote.

Where no row is the same in both, such as after a question was left out, nobody can tell who is new. Then only the
numbers of people are compared. Where most rows have changed, such as after a word was given another meaning, those who
are new and those who are gone may be the same people, so the difference of their numbers counts too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from speedbumps.disclosure.partitions import join_overlapping
from speedbumps.scoring.cell_names import cell_roles

Node = tuple[bool, str] | None
"""A cell and whether it is one of the later report; None for people who are in no cell."""

Moves = Mapping[tuple[Node, Node], int]
"""How many people are in which cell before and after."""


class Publication(NamedTuple):
    """The people behind the published figures of one school in one round."""

    cells: Mapping[str, Sequence[str]]
    """By cell, what distinguishes each person's row from others; equal rows are in it more than once.

    Cells of which nothing is shown are missing.
    """
    public: frozenset[str] = frozenset()
    """The cells of one person who agreed to be shown."""
    beside: frozenset[str] = frozenset()
    """The cells of outside roles, which are no part of the school's own figures."""

    @property
    def size(self) -> int:
        """Return the number of the school's own people."""
        return sum(len(rows) for cell, rows in self.cells.items() if cell not in self.beside)


class Exposure(NamedTuple):
    """A group of people that is so small that two reports together reveal what they answered."""

    new: int
    """How many are only in the later report."""
    gone: int
    """How many are only in the earlier one."""
    moved: int
    """How many are in another cell."""


def exposure(before: Publication, after: Publication, least: int) -> Exposure | None:
    """Return who would be revealed by the reports *before* and *after* together; None if nobody would.

    A group that holds *least* people or more is not revealed.
    """
    moves = _moves(before, after)
    if not any(None not in ends for ends in moves):
        return exposure_of_numbers(_numbers(before), _numbers(after), least)
    for group in _groups_to_compare(moves):
        crossing = _crossing(group, moves)
        left = sum(n for ends, n in crossing.items() if ends[0] in group)
        come = crossing.total() - left
        if 0 < left < least or 0 < come < least or (left and come and 0 < abs(come - left) < least):
            return _describe(crossing)
    for component in join_overlapping(moves):
        crossing = _crossing(_smallest_side(component, moves), moves)
        if 0 < crossing.total() < least:
            return _describe(crossing)
    return None


def shares_rows(one: Publication, other: Publication) -> bool:
    """Return whether any row is the same in both, so that they are likely to be of the same people."""
    first, second = ({row for rows in each.cells.values() for row in rows} for each in (one, other))
    return not first.isdisjoint(second)


def exposure_of_numbers(before: Mapping[str, int], after: Mapping[str, int], least: int) -> Exposure | None:
    """Return who would be revealed by two reports of which only the numbers of people by cell are known.

    Cells that have a role in common are compared together, and all cells too. So whoever is gone while another is new
    goes unnoticed.
    """
    blocks = [*_blocks_of_roles([*before, *after]), frozenset((*before, *after))]
    for block in blocks:
        more = sum(after.get(cell, 0) for cell in block) - sum(before.get(cell, 0) for cell in block)
        if 0 < abs(more) < least:
            return Exposure(max(more, 0), max(-more, 0), 0)
    return None


def _numbers(publication: Publication) -> dict[str, int]:
    """Return the number of people by cell, without those who agreed to be shown."""
    return {cell: len(rows) for cell, rows in publication.cells.items() if cell not in publication.public}


def _blocks_of_roles(cells: Iterable[str]) -> list[frozenset[str]]:
    """Return the finest sets of *cells* of which no two have a role in common."""
    blocks: list[frozenset[str]] = []
    for cell in cells:
        roles = set(cell_roles(cell))
        near = [block for block in blocks if any(roles.intersection(cell_roles(other)) for other in block)]
        blocks = [block for block in blocks if block not in near] + [frozenset((cell,)).union(*near)]
    return blocks


def _moves(before: Publication, after: Publication) -> Counter[tuple[Node, Node]]:
    """Return how many people are in which cell before and after, without those who agreed to be shown.

    Nothing can be worked out of these that is not shown already.
    """
    earlier, later = (_cells_by_row(each) for each in (before, after))
    moves = Counter[tuple[Node, Node]]()
    for row in {*earlier, *later}:
        old, new = Counter(earlier.get(row, ())), Counter(later.get(row, ()))
        stayed = old & new
        moves.update({((False, cell), (True, cell)): n for cell, n in stayed.items()})
        left, come = sorted((old - stayed).elements()), sorted((new - stayed).elements())
        longer = max(len(left), len(come))
        moves.update(
            (None if a is None else (False, a), None if b is None else (True, b))
            for a, b in zip(_pad(left, longer), _pad(come, longer), strict=True)
        )
    consented = {*((False, cell) for cell in before.public), *((True, cell) for cell in after.public)}
    return Counter({ends: n for ends, n in moves.items() if consented.isdisjoint(ends)})


def _cells_by_row(publication: Publication) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cell, rows in publication.cells.items():
        for row in rows:
            found.setdefault(row, []).append(cell)
    return found


def _pad(cells: list[str], length: int) -> list[str | None]:
    return [*cells, *[None] * (length - len(cells))]


def _groups_to_compare(moves: Moves) -> Iterator[frozenset[Node]]:
    """Yield the cells with one name in both reports, and all cells that have people in common."""
    nodes = {node for ends in moves for node in ends if node is not None}
    for name in sorted({name for _, name in nodes}):
        yield frozenset(node for node in nodes if node[1] == name)
    yield from join_overlapping(ends for ends in moves if None not in ends)


def _crossing(side: frozenset[Node], moves: Moves) -> Counter[tuple[Node, Node]]:
    """Return the people who are in one of the cells on this *side* in exactly one of the reports."""
    return Counter({ends: n for ends, n in moves.items() if (ends[0] in side) != (ends[1] in side)})


def _describe(crossing: Counter[tuple[Node, Node]]) -> Exposure:
    new = sum(n for ends, n in crossing.items() if ends[0] is None)
    gone = sum(n for ends, n in crossing.items() if ends[1] is None)
    return Exposure(new, gone, crossing.total() - new - gone)


def _smallest_side(component: frozenset[Node], moves: Moves) -> frozenset[Node]:
    """Return one side of the smallest cut of a connected *component* (Stoer and Wagner, J. ACM 44, 1997)."""
    sides = [frozenset((node,)) for node in sorted(component, key=lambda node: node or (False, ""))]
    best = sides[0]
    while len(sides) > 1:
        order = [sides[0]]
        while len(order) < len(sides):
            held = frozenset[Node]().union(*order)
            others = [side for side in sides if side not in order]
            order.append(max(others, key=lambda side: _between(side, held, moves)))
        last, nearest = order[-1], order[-2]
        best = min(best, last, key=lambda side: _crossing(side, moves).total())
        sides = [side for side in sides if side not in {last, nearest}] + [last | nearest]
    return best


def _between(one: frozenset[Node], other: frozenset[Node], moves: Moves) -> int:
    """Return the number of people who are on one side in one report, and on the other side in the other."""
    return sum(n for (a, b), n in moves.items() if (a in one and b in other) or (a in other and b in one))
