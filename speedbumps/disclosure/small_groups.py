"""What figures of fewer people than a distribution needs must not tell: how far their answers lie apart."""

from speedbumps.disclosure.counts import SchoolCounts
from speedbumps.scoring.differences import own_spread
from speedbumps.scoring.intervals import HOUSE_SPREAD, HOUSE_SPREAD_OF_QUESTION, Spread
from speedbumps.scoring.schools import SeverityMoments, pool_moments
from speedbumps.scoring.targets import Target


def usable_spread(counts: SchoolCounts, target: Target, group: SeverityMoments) -> Spread | None:
    """Return the spread from which the interval of a *group* of people on *target* may be computed.

    From a mean and an interval of 5 people's severities, which lie on a grid, their list can often be solved for: in a
    simulation all 5 were certain in 32 % of cases. So a group that is too small for a distribution takes the spread of
    the whole school, or if that is too small as well, a fixed one; then no interval depends on how far the few lie
    apart, and none is missing because all of them gave the same answer.
    """
    if counts.alone or group.n >= counts.limits.min_distribution:
        return own_spread(group)
    whole = _whole_group(counts, target)
    if whole.n >= counts.limits.min_distribution:
        return own_spread(whole)
    return HOUSE_SPREAD_OF_QUESTION if len(target.parts) == 1 else HOUSE_SPREAD


def _whole_group(counts: SchoolCounts, target: Target) -> SeverityMoments:
    """Return the severities of all the school's own people on *target*, a barrier, facet or question."""
    if target.id in counts.whole:
        return counts.whole[target.id]
    return pool_moments(counts.shared.get((target, cell), SeverityMoments()) for cell in counts.cells)
