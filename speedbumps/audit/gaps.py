"""Differences between two roles, as far as they may be shown."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speedbumps.audit.school_data import SchoolData, round_figure
from speedbumps.disclosure.gaps import ComparedGroups, compared_groups, gap_name
from speedbumps.disclosure.publish import GAP_CUT
from speedbumps.disclosure.small_groups import usable_spread
from speedbumps.model.audit import Gap, GapDirection
from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, MeanDifference, holm, welch
from speedbumps.scoring.role_pairs import RolePair

SELDOM = 0.05
"""The highest chance that any verdict among all that a school sees is due to chance alone."""

Place = tuple[RolePair, str]
"""A pair of roles, and the id of the barrier, facet or question that they are compared on."""


class ShownGap(NamedTuple):
    """Two groups whose difference may be shown."""

    groups: ComparedGroups
    apart: MeanDifference | None
    """The difference; None where nobody's severity differs."""


def gaps(data: SchoolData) -> tuple[Gap, ...]:
    """Return the gaps of every pair of roles in the school that can be compared."""
    found = dict(_shown_gaps(data))
    said = _verdicts(data, found)
    return tuple(_gap(pair, of, shown, said.get((pair, of))) for (pair, of), shown in found.items())


def _shown_gaps(data: SchoolData) -> Iterator[tuple[Place, ShownGap]]:
    """Yield the gaps that may be shown."""
    for pair, those in data.pairs.items():
        undivided, name = data.decisions.undivided[pair], gap_name(pair)
        for each in those:
            of = each.whole.id
            groups = compared_groups(data.people_counts, pair, each, undivided)
            if groups is None or not data.decisions.shown("gap", of, name):
                continue
            sure = LIKELY if each.is_barrier else NEARLY_SURE
            a, b = (usable_spread(data.people_counts, each.whole, side) for side in (groups.a, groups.b))
            yield (pair, of), ShownGap(groups, welch(groups.a, groups.b, sure, (a, b)))


def _gap(pair: RolePair, of: str, shown: ShownGap, said: GapDirection | None) -> Gap:
    """Return a gap as the Audit holds it."""
    sides, apart = shown
    return Gap(
        a=pair.a_name,
        b=pair.b,
        of=of,
        questions=len(sides.of.parts),
        difference=round_figure((sides.a.mean or 0.0) - (sides.b.mean or 0.0)) or 0.0,
        low=round_figure(max(-100.0, apart.low)) if apart else None,
        high=round_figure(min(100.0, apart.high)) if apart else None,
        said=said,
    )


def _verdicts(data: SchoolData, found: Mapping[Place, ShownGap]) -> dict[Place, GapDirection]:
    """Return a verdict for each barrier of each pair; chance alone makes one in no more than one school of twenty.

    All that a school can see is one family of tests: with a correction for each pair alone, three pairs would give more
    than twice as many false alarms.
    """
    barriers = {target.id for target in data.rubric.barriers}
    tested = {place: gap.apart for place, gap in found.items() if gap.apart is not None and place[1] in barriers}
    chances = holm([apart.p_value for apart in tested.values()])
    return {place: _gap_verdict(apart, chance) for (place, apart), chance in zip(tested.items(), chances, strict=True)}


def _gap_verdict(apart: MeanDifference, chance: float) -> GapDirection:
    """Return the verdict on a difference, given its *chance* after correction."""
    points = round_figure(apart.points) or 0.0
    if chance >= SELDOM or abs(points) < GAP_CUT:
        return "no-clear-difference"
    return "more" if points > 0 else "less"
