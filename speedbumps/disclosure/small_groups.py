"""What figures of fewer people than a distribution needs must not tell: how far their answers lie apart."""

from typing import NamedTuple

from speedbumps.disclosure.counts import SchoolCounts
from speedbumps.model.audit import Bound
from speedbumps.scoring.differences import own_spread
from speedbumps.scoring.intervals import HOUSE_SPREAD, HOUSE_SPREAD_OF_QUESTION, Spread
from speedbumps.scoring.schools import SeverityMoments, pool_moments
from speedbumps.scoring.targets import Target


class BoundedMean(NamedTuple):
    """A bound that is shown in place of a mean."""

    severity: float
    kind: Bound


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


def bound_near_end(severity: float, n: int, least: int) -> BoundedMean | None:
    """Return the bound that is shown in place of the mean *severity* of *n* people; None if the mean may be shown.

    A mean of 0 of five people tells what each of them answered. Of fewer than *least* people, a mean that one person
    at the other end of the scale could have made, all others being at this end, is therefore given as at most, or at
    least, what it would be with that person.
    """
    if not 1 < n < least:
        return None
    if severity * n < 100:  # noqa: PLR2004 - the severity of one person at the other end
        return BoundedMean(100 / n, "at-most")
    if (100 - severity) * n < 100:  # noqa: PLR2004 - as above
        return BoundedMean(100 - 100 / n, "at-least")
    return None
