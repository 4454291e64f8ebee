"""Join groups that have a member in common."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)


def join_overlapping(groups: Iterable[Iterable[Member]]) -> list[frozenset[Member]]:
    """Return the finest disjoint sets of which each contains every one of the *groups* that it has a member of."""
    found: list[frozenset[Member]] = []
    for group in map(frozenset, groups):
        joined = [part for part in found if not part.isdisjoint(group)]
        found = [part for part in found if part not in joined] + [group.union(*joined)]
    return found
