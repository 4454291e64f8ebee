"""What follow-up questions must not tell: how many chose the options that they follow."""

from speedbumps.disclosure.counts import SchoolCounts


def tells_few_chose(counts: SchoolCounts, question: str) -> bool:
    """Return whether figures of *question*, whose condition looks at a choice, would tell that few met the condition.

    Whoever is asked a follow-up chose one of some options, so from the number of its answers follows how many did, and
    how many did not. Both must be nobody, or as many as any figure needs.
    """
    least = counts.limits.min_group
    return any(
        0 < side < least for each in counts.conditions.get(question, ()) for side in (each.met, each.n - each.met)
    )
