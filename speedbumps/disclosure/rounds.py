"""Decide what of several rounds of one school may be compared.

The attacker has the report of each round, and the comparison. What is compared rests on fewer questions and roles than
the reports do, so the rest could be computed by subtraction. Three rules stop that.

Every figure of a round is a sum over whole parts of its people. The parts of a barrier are the cells whose scores
stand in the round's own report, for the barrier and all its facets, on all its questions and also on those that are
compared; and all other cells together as one part. Blocks are the finest sets of roles that are whole parts in every
round; what is compared takes in a block entirely or not at all.

The people of each block that is taken in, and of each that is left out, are nobody or as many as any figure needs.

Where few people of a cell have some score, only figures are compared that stand in the round's own report.

A facet that holds hidden figures of questions is compared only with all its questions; its barrier is otherwise
compared without it.

Two files that are one round with a late answer would give away who was late: is_one_round() recognises them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from speedbumps.disclosure.cells import is_total_publishable, publishable_names
from speedbumps.disclosure.counts import SchoolCounts, cell_name
from speedbumps.disclosure.decisions import Decisions
from speedbumps.disclosure.limits import least_people
from speedbumps.disclosure.partitions import join_overlapping
from speedbumps.disclosure.questions import is_sum_known, least_to_hide_skippers
from speedbumps.disclosure.republication import Exposure
from speedbumps.disclosure.scores import small_cells
from speedbumps.model.comparison import NotComparedReason
from speedbumps.scoring.cell_names import TOGETHER, cell_roles
from speedbumps.scoring.context import question_of
from speedbumps.scoring.targets import Target


class RoundCounts(NamedTuple):
    """The numbers of people behind the report of one round, and what it shows."""

    counts: SchoolCounts
    decisions: Decisions
    joins: Mapping[str, str]
    """Roles that count with another one, because consent is missing."""


class GroupCounts(NamedTuple):
    """How many people of some whole cells of one round stand behind a figure."""

    scored: int
    """People with a score on the questions that are compared."""
    own: int
    """People with a score on all the questions that the round's own report counts."""
    skippers: int = 0
    """People who answered some of the compared questions and left others open."""
    own_skippers: int = 0
    """The same for all questions."""
    public: bool = False
    """Whether it is one person, who agreed to be shown."""


class Coverage(NamedTuple):
    """The people of one round on whom a figure rests, and those whom it leaves out."""

    included: Sequence[GroupCounts]
    """One for each block that is taken in."""
    excluded: Sequence[GroupCounts]
    """One for each block that the round's own report counts and the comparison does not."""
    whole: bool
    """Whether all questions are compared that the round's own report counts for the people taken in."""
    small_cells: bool
    """Whether in some cell too few people have a score on the barrier or one of its facets (see has_small_cells)."""

    @property
    def is_everything(self) -> bool:
        """Return whether the figure is the very one that stands in the round's own report."""
        return self.whole and not self.excluded


def roles_counted_in(side: RoundCounts, cell: str) -> frozenset[str]:
    """Return the roles whose people count in *cell*, including those that join it."""
    roles = frozenset(cell_roles(cell))
    return roles | {role for role, into in side.joins.items() if into in roles}


def common_blocks(sides: Sequence[RoundCounts], standing: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the finest sets of roles that are whole parts of every round.

    *standing* holds, for each round, the cells that are parts by themselves; all its other cells are one part.
    """
    return tuple(join_overlapping(chain.from_iterable(map(_parts_of_round, sides, standing))))


def _parts_of_round(side: RoundCounts, standing: frozenset[str]) -> Iterator[frozenset[str]]:
    yield from (roles_counted_in(side, cell) for cell in side.counts.cells if cell in standing)
    rest = [roles_counted_in(side, cell) for cell in side.counts.cells if cell not in standing]
    if rest:
        yield frozenset().union(*rest)


def cells_of_block(side: RoundCounts, block: frozenset[str]) -> tuple[str, ...]:
    """Return the school's own cells whose people are of the roles in *block*."""
    return tuple(cell for cell in side.counts.cells if block.issuperset(cell_roles(cell)))


def shown_cells(side: RoundCounts, barrier: str) -> frozenset[str]:
    """Return the cells whose scores on a *barrier* and all its facets stand in the round's own report."""
    names = (barrier, *(each.id for each in side.counts.context.facets_of[barrier]))
    return frozenset(cell for cell in side.counts.cells if all(_is_shown(side, name, cell) for name in names))


def _is_shown(side: RoundCounts, target: str, cell: str) -> bool:
    if len(side.counts.cells) == 1 and TOGETHER in cell:  # all of the school's own people: that is the total
        return side.decisions.shown("score", target)
    return side.decisions.shown("score", target, cell_name(cell))


def cells_below_limit(counts: SchoolCounts, target: Target, scored: Mapping[str, int]) -> frozenset[str]:
    """Return the cells that may not stand by themselves if so many of their people have a score.

    *target* has the questions that are compared.
    """
    held, least = {cell: n for cell, n in scored.items() if n}, least_people(counts.context, target, counts.limits)
    return frozenset(held) - set(publishable_names(held, counts.public, least))


def has_small_cells(side: RoundCounts, barrier: str) -> bool:
    """Return whether in some cell too few people have a score on a *barrier* or one of its facets.

    Their answers carry other weights in the barrier than those of people who have all scores. A figure on other
    questions weighs them in yet another way, and both together can be solved for their mean. So such a barrier is
    compared only with the very figures that stand in the round's own report.
    """
    targets = (side.counts.context.targets_by_id[barrier], *side.counts.context.facets_of[barrier])
    return not side.counts.alone and any(small_cells(side.counts, target) for target in targets)


def undivided_facets(
    side: RoundCounts, barrier: str, answered: Mapping[tuple[str, str], int]
) -> Mapping[str, NotComparedReason]:
    """Return the facets of a *barrier* that are compared with all their questions or not at all, each with the reason.

    They hold a question whose figures the round's own report hides, or a sensitive one that too few people of some cell
    answered; *answered* is the number of people by question and cell.
    """
    found: dict[str, NotComparedReason] = {}
    counts = side.counts
    hidden = {name for questions in side.decisions.questions.values() for name in questions}
    for part in counts.context.targets_by_id[barrier].parts:
        sensitive = question_of(counts.context, part.question).sensitive
        if sensitive and any(0 < answered[part.question, cell] < counts.limits.min_sensitive for cell in counts.cells):
            found[part.facet] = "sensitive"
        elif part.question in hidden:
            found.setdefault(part.facet, "complement")
    return {} if counts.alone else found


def score_reason(side: RoundCounts, own: Target, shared: Target, people: Coverage) -> NotComparedReason | None:
    """Return why the score of a barrier or facet may not be compared as far as one round goes; None if it may.

    *own* has the questions of the round's own report, *shared* those that are compared.
    """
    counts = side.counts
    if not side.decisions.shown("score", own.id):
        return "hidden"
    if counts.whole[own.id].n == 0:
        return "no-score"
    if counts.alone:
        return None
    least = max(least_people(counts.context, each, counts.limits) for each in (own, shared))
    reason = _numbers_reason(people, least)
    if reason is None and not people.is_everything and _are_skippers_known(counts, own, shared, people):
        return "complement"
    return reason


def question_reason(side: RoundCounts, question: Target, people: Coverage) -> NotComparedReason | None:
    """Return why a question may not be compared as far as one round goes; None if it may."""
    counts, (part,) = side.counts, question.parts
    reason = side.decisions.reason("question", part.question)
    if reason is not None:
        return "sensitive" if reason == "sensitive" else "hidden"
    if not side.decisions.shown("unasked", part.question) or counts.answers[part.question].n == 0:
        return "no-score"
    if counts.alone:
        return None
    return _numbers_reason(people, least_people(counts.context, question, counts.limits))


def _numbers_reason(people: Coverage, least: int) -> NotComparedReason | None:
    """Return why a figure that rests on these *people* may not be shown beside that of the round's own report."""
    if sum(each.scored for each in people.included) < least:
        return "too-few"
    if people.is_everything:
        return None
    if people.small_cells:
        return "complement"
    if any(_is_small(n, each, least) for each in people.included for n in (each.scored, each.own)):
        return "too-few"
    return "complement" if any(_is_small(each.own, each, least) for each in people.excluded) else None


def _is_small(n: int, group: GroupCounts, least: int) -> bool:
    return 0 < n < least and not (n == 1 and group.public)


def _are_skippers_known(counts: SchoolCounts, own: Target, shared: Target, people: Coverage) -> bool:
    """Return whether the answers of people who left part of the target open could be solved for (see is_sum_known)."""
    groups = (
        [(each.skippers, each.scored) for each in people.included],
        [(each.own_skippers, each.own) for each in people.included],
        [(each.own_skippers, each.own) for each in people.excluded],
    )
    for group, target in zip(groups, (shared, own, own), strict=True):
        skippers, n = (sum(each[at] for each in group) for at in (0, 1))
        least = least_to_hide_skippers(counts, own)
        if 0 < skippers < counts.limits.min_group and is_sum_known(n, len(target.parts), least):
            return True
    return False


def can_compare_total(side: RoundCounts) -> bool:
    """Return whether figures of all the school's own people of a round may be shown at all."""
    sizes = {name: cell.n for name, cell in side.counts.cells.items()}
    return is_total_publishable(sizes, side.counts.public, side.counts.limits.min_group)


def is_one_round(
    before: Mapping[frozenset[str], Sequence[str]], after: Mapping[frozenset[str], Sequence[str]], least: int
) -> Exposure | None:
    """Return who is new and who is gone if two rounds are one with late or corrected answers; None if they are two.

    Both hold what distinguishes each person's row from others, by block. Where rows are the same in both, the new and
    the gone of every union of blocks must number none or at least *least*, since figures of the two rounds together
    would otherwise give a smaller group away. Where nobody is gone or nobody is new, one file continues the other.
    """
    blocks = list({**before, **after})
    rows = {block: (Counter(before.get(block, ())), Counter(after.get(block, ()))) for block in blocks}
    everybody = [sum((each[at] for each in rows.values()), Counter[str]()) for at in (0, 1)]
    if not everybody[0] & everybody[1]:
        return None
    gone, new = (everybody[0] - everybody[1]).total(), (everybody[1] - everybody[0]).total()
    if not gone or not new:
        return Exposure(new, gone, 0)
    for union in _unions(blocks):
        then, now = (sum((rows[block][at] for block in union), Counter[str]()) for at in (0, 1))
        gone, new = (then - now).total(), (now - then).total()
        if 0 < gone < least or 0 < new < least:
            return Exposure(new, gone, 0)
    return None


def _unions(blocks: Sequence[frozenset[str]]) -> Iterable[tuple[frozenset[str], ...]]:
    """Return all unions of *blocks*, the largest first."""
    return chain.from_iterable(combinations(blocks, size) for size in range(len(blocks), 0, -1))
