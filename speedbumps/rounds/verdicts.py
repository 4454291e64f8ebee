"""Whether a change between two rounds is more than chance would make."""

from collections.abc import Mapping

from speedbumps.audit.gaps import SELDOM
from speedbumps.audit.school_data import round_figure
from speedbumps.disclosure.publish_rounds import CHANGE_CUT
from speedbumps.model.comparison import ChangeDirection
from speedbumps.scoring.differences import MeanDifference, holm


def change_verdicts(found: Mapping[str, MeanDifference], others: int = 0) -> dict[str, ChangeDirection]:
    """Return a verdict for each barrier, from the difference of its means: the later one minus the earlier one.

    A change is said to be one from CHANGE_CUT points, and if chance alone would make such a change of any of the
    barriers in no more than one school of twenty: Holm 1979, over all barriers that are compared. *others* is how many
    more barriers are compared, of which it is not known whether they differ.
    """
    chances = holm([*(apart.p_value for apart in found.values()), *[1.0] * others])
    return {name: _verdict(apart, chance) for (name, apart), chance in zip(found.items(), chances, strict=False)}


def _verdict(apart: MeanDifference, chance: float) -> ChangeDirection:
    """Return the verdict on one difference, given its *chance* after correction."""
    if chance >= SELDOM or (round_figure(apart.least) or 0.0) < CHANGE_CUT:
        return "no-clear-change"
    return "lower" if apart.points < 0 else "higher"


def has_held(since_two_rounds: float, said: ChangeDirection | None, apart: MeanDifference | None) -> bool:
    """Return whether a bump that became lower stayed so for two rounds.

    That is: it is at least CHANGE_CUT points lower than two rounds ago, and not clearly higher than in the round
    between, by the verdict *said*; for what gets none, by the interval of *apart*, its difference from that round.
    """
    higher = said == "higher" if said is not None else _is_clearly_higher(apart)
    return (round_figure(since_two_rounds) or 0.0) <= -CHANGE_CUT and not higher


def _is_clearly_higher(apart: MeanDifference | None) -> bool:
    return apart is not None and apart.low > 0 and apart.least >= CHANGE_CUT
