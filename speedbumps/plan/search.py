"""Search the best bumps for a plan, and the best actions for them, exactly: by branch and bound on two levels.

The outer search chooses bumps, those that are worth most first. What the next ones are worth bounds what a set can
still become, and the least hours that its bumps can take together bound which sets fit. The inner search chooses an
action for each bump of a set: merits are sums over pairs, so the best pair of each remaining bump bounds what can still
be reached. Actions that must be in the plan are put at their bumps first, in each possible way.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, product
from typing import NamedTuple

from speedbumps.model.staff_hours import TERMS
from speedbumps.plan.merits import NO_MERITS, HourUnits, Pair, add_merits, sum_hours

Worth = tuple[int, int]
"""The votes for a set of bumps, and their severities in units."""

NO_HOURS: HourUnits = (0, 0, 0)

NEVER = 10**18
"""More than any hours, as whole units."""


class Candidate(NamedTuple):
    """A bump for which an action may be chosen."""

    bump: str
    worth: Worth
    pairs: tuple[Pair, ...]
    """The actions that may be chosen for it, the best first."""


class SearchLimits(NamedTuple):
    """What a set of pairs has to observe."""

    most: int
    """The most pairs."""
    pinned: frozenset[str]
    """Ids of actions that must be among them."""
    hours: HourUnits | None
    """The most hours of all together in each term; None if there is no limit."""


class FoundPairs(NamedTuple):
    """Bumps, each with its action."""

    worth: Worth
    merits: tuple[int, ...]
    places: tuple[int, ...]
    """The places of the bumps among the candidates."""
    pairs: tuple[Pair, ...]

    @property
    def actions(self) -> tuple[str, ...]:
        """Return the ids of the actions."""
        return tuple(pair.action for pair in self.pairs)

    def beats(self, other: "FoundPairs") -> bool:
        """Return whether these come before the *other* ones."""
        return (self.worth, self.merits, other.actions, other.places) > (
            other.worth,
            other.merits,
            self.actions,
            self.places,
        )


def best_pairs(candidates: Sequence[Candidate], limits: SearchLimits) -> FoundPairs | None:
    """Return the best bumps with their actions, in the order of *candidates*, or None if nothing has all pinned ones.

    The best have the greatest worth; then the greatest merits; then the actions that are first in the alphabet, in the
    order of *candidates*; then the candidates that come first.
    """
    if len(limits.pinned) > limits.most:
        return None
    best: FoundPairs | None = None
    for pinned in _pinned_places(candidates, limits.pinned):
        best = _SetSearch(candidates, pinned, limits, best).best()
    return best


def _pinned_places(candidates: Sequence[Candidate], pinned: Iterable[str]) -> Iterator[dict[int, Pair]]:
    """Yield each way to put the *pinned* actions at candidates, by their places; none twice at the same."""
    choices = (
        [(place, pair) for place, each in enumerate(candidates) for pair in each.pairs if pair.action == name]
        for name in sorted(pinned)
    )
    for chosen in product(*choices):
        if len(places := dict(chosen)) == len(chosen):
            yield places


def _least_hours(pairs: Iterable[Pair]) -> HourUnits:
    """Return the least that one of *pairs* takes, term by term."""
    first, second, third = map(min, zip(*(pair.hours for pair in pairs), strict=True))
    return (first, second, third)


def _is_within(hours: HourUnits, limit: HourUnits | None) -> bool:
    return limit is None or (hours[0] <= limit[0] and hours[1] <= limit[1] and hours[2] <= limit[2])


class _Cheapest(NamedTuple):
    """The action for a bump that takes the least in a term."""

    action: str
    hours: int
    otherwise: int
    """What another action for the bump takes at least in that term; NEVER if there is none."""


def _cheapest(pairs: Iterable[Pair], term: int) -> _Cheapest:
    (hours, action), *others = sorted([(pair.hours[term], pair.action) for pair in pairs])
    return _Cheapest(action, hours, others[0][0] if others else NEVER)


def _sum_distinct(bumps: Iterable[_Cheapest]) -> int:
    """Return what *bumps* take at least in a term: an action that is the cheapest for several is taken for one."""
    total, saved = 0, dict[str, int]()
    for action, hours, otherwise in bumps:
        total += otherwise
        saved[action] = max(saved.get(action, 0), otherwise - hours)
    return total - sum(saved.values())


def _sum_worths(*worths: Worth) -> Worth:
    """Return the worth of all bumps together."""
    votes = severity = 0
    for some, more in worths:
        votes, severity = votes + some, severity + more
    return (votes, severity)


class _SetSearch:
    """The search for the best set of bumps beside those with pinned actions."""

    def __init__(
        self, candidates: Sequence[Candidate], pinned: dict[int, Pair], limits: SearchLimits, best: FoundPairs | None
    ) -> None:
        self._limits = limits
        self._best = best
        names = {pair.action for pair in pinned.values()}
        # The pairs that may be chosen at each place.
        self._pairs = [
            (pinned[place],) if place in pinned else tuple(pair for pair in each.pairs if pair.action not in names)
            for place, each in enumerate(candidates)
        ]
        # The places of the others, those that are worth most first.
        free = (place for place in range(len(candidates)) if place not in pinned and self._pairs[place])
        self._order = sorted(free, key=lambda place: [-part for part in candidates[place].worth])
        self._pinned = tuple(pinned)
        self._worths = [candidates[place].worth for place in self._order]
        self._start = _sum_worths(*(candidates[place].worth for place in pinned))
        # The cheapest actions in each term, at the places that have any; nobody asks if there is no limit.
        known = [] if limits.hours is None else [(place, each) for place, each in enumerate(self._pairs) if each]
        self._cheapest = [{place: _cheapest(each, term) for place, each in known} for term in range(TERMS)]
        # The most hours that may be taken before so many of those from each place on give some of them back.
        self._reach = [] if limits.hours is None else [self._reach_from(start) for start in range(len(self._order) + 1)]

    def _reach_from(self, start: int) -> tuple[tuple[int, ...], ...]:
        """Return, for each term, the limit and the most that none, one, two... of the bumps from *start* give back."""
        rest = self._order[start:]
        back = (sorted((max(0, -each[place].hours) for place in rest), reverse=True) for each in self._cheapest)
        limits = self._limits.hours or NO_HOURS
        return tuple(tuple(accumulate(most, initial=limit)) for most, limit in zip(back, limits, strict=True))

    def best(self) -> FoundPairs | None:
        """Return the best bumps with their actions, which may be the best so far."""
        self._extend((), self._start)
        return self._best

    def _extend(self, chosen: tuple[int, ...], worth: Worth) -> None:
        """Try all sets of the *chosen* free places and later ones, then the chosen ones alone."""
        start = chosen[-1] + 1 if chosen else 0
        places = (*self._pinned, *(self._order[each] for each in chosen))
        room = min(self._limits.most - len(places), len(self._order) - start)
        if not self._may_fit(places, start, room):
            return
        for each in range(start, len(self._order) if room else start):
            if self._best and _sum_worths(worth, *self._worths[each : each + room]) < self._best.worth:
                break
            self._extend((*chosen, each), _sum_worths(worth, self._worths[each]))
        if (self._best is None or worth >= self._best.worth) and self._may_fit(places, start, 0):
            self._try(tuple(sorted(places)), worth)

    def _may_fit(self, places: Iterable[int], start: int, room: int) -> bool:
        """Return whether the bumps at *places* may fit if *room* of those from *start* on give hours back."""
        return not self._reach or all(
            _sum_distinct(cheapest[place] for place in places) <= reach[room]
            for cheapest, reach in zip(self._cheapest, self._reach[start], strict=True)
        )

    def _try(self, places: tuple[int, ...], worth: Worth) -> None:
        """Search the best actions for the bumps at *places*, and keep them if they are better."""
        pairs = [self._pairs[place] for place in places]
        to_beat = self._best if self._best and self._best.worth == worth else None
        found = _AssignmentSearch(FoundPairs(worth, NO_MERITS, places, ()), pairs, self._limits.hours, to_beat).best()
        self._best = found or self._best


class _AssignmentSearch:
    """The search for the best actions for one set of bumps."""

    def __init__(
        self, start: FoundPairs, pairs: Sequence[tuple[Pair, ...]], limit: HourUnits | None, to_beat: FoundPairs | None
    ) -> None:
        self._start = start
        self._pairs = pairs
        self._limit = limit
        self._best = to_beat
        # What the bumps from each place on can add at most, and take at least.
        self._most = [NO_MERITS]
        self._least = [NO_HOURS]
        for each in reversed(pairs):
            self._most.insert(0, add_merits(each[0].merits, self._most[0]))
            self._least.insert(0, sum_hours((_least_hours(each), self._least[0])))

    def best(self) -> FoundPairs | None:
        """Return the best actions, one for each bump; None if there are none."""
        self._extend((), (), NO_MERITS, NO_HOURS)
        return self._best

    def _extend(
        self, taken: tuple[Pair, ...], actions: tuple[str, ...], merits: tuple[int, ...], hours: HourUnits
    ) -> None:
        """Try every action for the bump after those for which the pairs *taken* have *actions*."""
        at = len(taken)
        if not _is_within(sum_hours((hours, self._least[at])), self._limit) or not self._can_beat(actions, merits):
            return
        if at == len(self._pairs):
            found = self._start._replace(merits=merits, pairs=taken)
            if self._best is None or found.beats(self._best):
                self._best = found
            return
        for pair in self._pairs[at]:
            if pair.action not in actions:
                sums = add_merits(merits, pair.merits), sum_hours((hours, pair.hours))
                self._extend((*taken, pair), (*actions, pair.action), *sums)

    def _can_beat(self, actions: tuple[str, ...], merits: tuple[int, ...]) -> bool:
        """Return whether the best that can still be reached comes before what was found, or is as good."""
        if self._best is None:
            return True
        at = len(actions)
        return (add_merits(merits, self._most[at]), self._best.actions[:at]) >= (self._best.merits, actions)
