"""Choose an action for each of a few bumps: the best plan that fits the hours, exactly."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from operator import add
from typing import Literal, NamedTuple

from speedbumps.model.audit import AuditedAction
from speedbumps.model.staff_hours import TERMS, TermHours, hours_for_staff, term_hours
from speedbumps.plan.options import RankedBump, asked_place, eases, eases_first

POINTS = {"A": 4, "B": 3, "C": 2, "local": 2, "G": 1, "D": 0, "X": 0}
"""What the grade of an action's evidence adds to a plan. X counts only where somebody pinned such an action."""

UNITS = 10**9
"""The units in which figures are added, so that equal sums are equal. Published figures have at most nine decimals."""

_Units = tuple[int, int, int]
"""Hours in each term, as whole units, whose sums are exact."""

_Worth = tuple[int, int]
"""The votes for a set of bumps, and their severities in units."""

Reason = Literal["outside", "rough", "no-action", "hours", "enough"]
"""Why a bump is not in a plan.

outside: only others can lower it. rough: its interval is too wide to put it first. no-action: no action that may be
chosen is left for it, or there is no second one to choose instead. hours: more hours could bring it into the plan.
enough: the plan has as many bumps as it may have.
"""

Criterion = Literal[
    "fit", "hours-back", "evidence", "answers", "worked-here", "moves-knowledge", "besides", "fewer-hours", "id"
]
"""What decides between two actions, in this order; hours-back only where energy is low, and evidence only where not."""

PlanCriterion = Criterion | Literal["votes", "height"]
"""What decides between two plans: the criteria of choose_plan() in its order; votes and height are the first."""

_CRITERIA: tuple[Criterion, ...] = (
    "fit",
    "evidence",
    "answers",
    "worked-here",
    "moves-knowledge",
    "besides",
    "fewer-hours",
)
"""The criteria 2 to 6, of which hours-back takes the place of evidence where energy is low."""


class UnderWay(NamedTuple):
    """An action that goes on, whatever is chosen."""

    bump: str
    action: str | None
    """Its id; None if it is one of the school's own."""
    hours: TermHours
    """What it takes in each term from now on."""


class PlanRules(NamedTuple):
    """What a plan has to observe."""

    most: int = 3
    """The most bumps in it, with those for which something is under way."""
    hours: TermHours | None = None
    """The hours that there are in each term; None if that is not known."""
    pinned: frozenset[str] = frozenset()
    """Ids of actions that must be in it."""
    forbidden: frozenset[str] = frozenset()
    """Ids of actions that must not be in it."""
    under_way: tuple[UnderWay, ...] = ()
    """What goes on for its own bump, and is not chosen again."""
    worked: frozenset[str] = frozenset()
    """Ids of actions after which a bump became lower in this school."""
    energy: bool = False
    """Whether people have little energy for something new."""
    staff: int | None = None
    """The number of people who work at the school, for whom hours are scaled."""


class PlanStep(NamedTuple):
    """A bump, and the action that is chosen for it."""

    bump: str
    action: str


class LeftOut(NamedTuple):
    """A bump that is not in a plan, and why."""

    bump: str
    because: Reason


class ChosenPlan(NamedTuple):
    """The best plan under some rules."""

    steps: tuple[PlanStep, ...]
    """The bumps in the order in which they were ranked, each with its action."""
    hours: TermHours
    """What the chosen actions take in each term: their highest costs less their lowest savings."""
    left_out: tuple[LeftOut, ...]
    without_mover: tuple[str, ...]
    """Bumps within reach that call for knowledge to move, and that no action which may be chosen moves."""


def choose_plan(bumps: Sequence[RankedBump], actions: Iterable[AuditedAction], rules: PlanRules) -> ChosenPlan | None:
    """Return the best plan for *bumps* under *rules*, or None if no plan has all pinned actions.

    Let B be the *bumps* that somebody in the school can lower and that are not too rough to be put first, and A the
    *actions* that the school can begin by itself, that were not tested without effect and that are not forbidden;
    pinned actions are in A too. x(b, a) is 1 if action a is chosen for bump b, which it must ease, and otherwise 0.
    Maximise, each only among the plans that are equal in all that stand before it:

    1. the sum of x(b, a) · votes(b), and then of x(b, a) · severity(b);
    2. the number of chosen pairs in which a is made for b;
    3. where energy is low, the hours that come back in three terms, net; else the points for evidence
       (A 4, B 3, C and local 2, G 1, D 0); then how directly the actions speak to the answers: the places, among the
       questions that make b a bump, the highest first, of the first that a should move, the least sum first; then the
       number of actions that worked here before;
    4. the number of actions that move knowledge;
    5. the severities of the other bumps that each action eases besides;
    6. the hours that are not needed in three terms;
    7. the ids of the actions, in the order of the bumps, the first in the alphabet first;

    subject to: each b has at most one a and each a at most one b; there are at most `most` pairs; each pinned action is
    in a pair; if b calls for knowledge to move and an action in A that eases b does so, the a of b does so too or is
    pinned; and in each term t, the sum of x(b, a) · cost(a, t) is at most `hours[t]`, where cost(a, 1) is what a takes
    to begin and to run at most, and cost(a, 2) and cost(a, 3) what it takes to run at most, less what it gives back at
    least: savings arrive a term later. A bump for which there is no second option at all is not in B, since one option
    is no choice.

    What is `under_way` is pinned to its bump with its own hours: as both are taken, the bump is not in B and the action
    not in A; it is one of the `most`, and what it takes in a term is taken from `hours[t]`, down to 0. All plans have
    it alike, so it adds nothing to the sums; what chosen actions do for its bump besides still counts under 5.

    The order of *bumps*, which are sorted, decides between sets of bumps that are equal in everything; the order of
    *actions* has no effect.

    Sets of bumps are tried in the order of their worth, and the actions for a set by branch and bound: worths and
    merits are sums over pairs, so the best pair of each remaining bump bounds what can still be reached.
    """
    known, rules = tuple(actions), _beside_under_way(rules)
    pairs = _pairs_by_bump(bumps, known, rules)
    steps = _best_steps(bumps, pairs, rules)
    if steps is None:
        return None
    needed = _sum_units(_pair_of(step, pairs).hours for step in steps)
    return ChosenPlan(
        steps,
        (needed[0] / UNITS, needed[1] / UNITS, needed[2] / UNITS),
        tuple(_left_out(bumps, pairs, steps, rules)),
        tuple(bump.id for bump in bumps if _lacks_mover(bump, known, rules)),
    )


def available_hours(hours_per_term: float, *, energy: bool) -> TermHours:
    """Return the hours that a plan may take in each term: half of *hours_per_term* where *energy* is low."""
    hours = hours_per_term / 2 if energy else hours_per_term
    return (hours, hours, hours)


def ranked_choices(
    bump: RankedBump, bumps: Sequence[RankedBump], actions: Iterable[AuditedAction], rules: PlanRules
) -> tuple[str, ...]:
    """Return the ids of the actions that may be chosen for *bump*, the best by itself first."""
    return tuple(pair.action for pair in _eligible_pairs(bump, bumps, tuple(actions), rules))


def deciding_criterion(
    chosen: AuditedAction, other: AuditedAction, bump: RankedBump, bumps: Sequence[RankedBump], rules: PlanRules
) -> Criterion:
    """Return the first criterion by which the *chosen* action comes before the *other* one for the same *bump*."""
    one, instead = (_merits(action, bump, bumps, rules) for action in (chosen, other))
    return next((name for name, more, less in zip(_criteria(rules), one, instead, strict=True) if more > less), "id")


def _criteria(rules: PlanRules) -> tuple[Criterion, ...]:
    """Return the names of what _merits() returns."""
    return tuple("hours-back" if name == "evidence" and rules.energy else name for name in _CRITERIA)


def _beside_under_way(rules: PlanRules) -> PlanRules:
    """Return *rules* for what may be chosen beside all that is under way."""
    hours = rules.hours
    if hours is not None:
        taken = [sum(each.hours[term] for each in rules.under_way) for term in range(TERMS)]
        # What was agreed stands, even if it takes more.
        first, second, third = (max(0.0, there - used) for there, used in zip(hours, taken, strict=True))
        hours = (first, second, third)
    names = {each.action for each in rules.under_way if each.action}
    return rules._replace(
        most=max(0, rules.most - len(rules.under_way)), hours=hours, forbidden=rules.forbidden | names
    )


def deciding_between(
    better: Iterable[PlanStep],
    other: Iterable[PlanStep],
    bumps: Sequence[RankedBump],
    actions: Iterable[AuditedAction],
    rules: PlanRules,
) -> PlanCriterion:
    """Return the first criterion by which a *better* plan comes before the *other* one."""
    known, ranked = {action.id: action for action in actions}, {bump.id: bump for bump in bumps}

    def sums(steps: Iterable[PlanStep]) -> tuple[int, ...]:
        found = (0,) * (len(_CRITERIA) + 2)
        for step in steps:
            bump = ranked[step.bump]
            merits = _merits(known[step.action], bump, bumps, rules)
            found = _add(found, (bump.votes, _in_units(bump.severity), *merits))
        return found

    names: tuple[PlanCriterion, ...] = ("votes", "height", *_criteria(rules))
    return next((name for name, more, less in zip(names, sums(better), sums(other), strict=True) if more > less), "id")


class _Pair(NamedTuple):
    """An action that may be chosen for a bump."""

    action: str
    merits: tuple[int, ...]
    """What it adds to criteria 2 to 6."""
    hours: _Units
    """What it takes in each term."""


_Pairs = Mapping[str, tuple[_Pair, ...]]
"""The actions that may be chosen for each bump, the best first; bumps without any are left out."""


def _pairs_by_bump(bumps: Sequence[RankedBump], actions: Sequence[AuditedAction], rules: PlanRules) -> _Pairs:
    candidates = [bump for bump in bumps if _is_candidate(bump, rules)]
    pairs = {bump.id: tuple(_eligible_pairs(bump, bumps, actions, rules)) for bump in candidates}
    return {bump: found for bump, found in pairs.items() if found}


def _is_candidate(bump: RankedBump, rules: PlanRules) -> bool:
    return bump.within_reach != "outside" and not bump.rough and not _is_under_way(bump, rules)


def _is_under_way(bump: RankedBump, rules: PlanRules) -> bool:
    return any(each.bump == bump.id for each in rules.under_way)


def _eligible_pairs(
    bump: RankedBump, bumps: Sequence[RankedBump], actions: Sequence[AuditedAction], rules: PlanRules
) -> list[_Pair]:
    easing = [action for action in actions if eases(action, bump.id)]
    able = [action for action in easing if _may_choose(action, rules)]
    movers = [action for action in able if action.moves_knowledge]
    if bump.needs_mover and movers:
        able = [action for action in able if action.moves_knowledge or action.id in rules.pinned]
    if len(easing) < 2:  # noqa: PLR2004 - one option is no choice
        able = [action for action in able if action.id in rules.pinned]
    pairs = [
        _Pair(action.id, _merits(action, bump, bumps, rules), _hours_in_units(_hours_of(action, rules)))
        for action in able
    ]
    return sorted(pairs, key=lambda pair: ([-merit for merit in pair.merits], pair.action))


def _may_choose(action: AuditedAction, rules: PlanRules) -> bool:
    if action.id in rules.forbidden:
        return False
    return action.id in rules.pinned or (action.own_reach and action.evidence.grade != "X")


def _lacks_mover(bump: RankedBump, actions: Sequence[AuditedAction], rules: PlanRules) -> bool:
    if not bump.needs_mover or not _is_candidate(bump, rules):
        return False
    return not any(eases(each, bump.id) and each.moves_knowledge and _may_choose(each, rules) for each in actions)


def _merits(action: AuditedAction, bump: RankedBump, bumps: Sequence[RankedBump], rules: PlanRules) -> tuple[int, ...]:
    needed = sum(_hours_in_units(_hours_of(action, rules)))
    besides = sum(_in_units(other.severity) for other in bumps if other.id != bump.id and eases(action, other.id))
    return (
        int(eases_first(action, bump.id)),
        -needed if rules.energy else POINTS[action.evidence.grade],
        -asked_place(action, bump),
        int(action.id in rules.worked),
        int(action.moves_knowledge),
        besides,
        -needed,
    )


def _hours_of(action: AuditedAction, rules: PlanRules) -> TermHours:
    return term_hours(hours_for_staff(action, rules.staff))


def _in_units(figure: float) -> int:
    return round(figure * UNITS)


def _hours_in_units(hours: TermHours) -> _Units:
    first, second, third = map(_in_units, hours)
    return (first, second, third)


def _best_steps(bumps: Sequence[RankedBump], pairs: _Pairs, rules: PlanRules) -> tuple[PlanStep, ...] | None:
    """Return the steps of the best plan, or None if there is none."""
    limit = None if rules.hours is None else _hours_in_units(rules.hours)
    if limit is not None:
        pairs = _drop_too_long(pairs, limit)
    least = {bump: _least_hours(found) for bump, found in pairs.items()}
    best: _Assignment | None = None
    best_worth: _Worth | None = None
    best_bumps: tuple[str, ...] = ()
    for worth, chosen in _sets_by_worth([bump for bump in bumps if bump.id in pairs], rules.most):
        if best_worth is not None and worth < best_worth:
            break
        if len(chosen) < len(rules.pinned) or not _is_within(_sum_units(least[name] for name in chosen), limit):
            continue
        found = _AssignmentSearch(tuple(pairs[name] for name in chosen), rules.pinned, limit).best()
        if found is not None and (best is None or found.beats(best)):
            best, best_worth, best_bumps = found, worth, chosen
    if best is None:
        return None
    return tuple(PlanStep(bump, action) for bump, action in zip(best_bumps, best.actions, strict=True))


def _drop_too_long(pairs: _Pairs, limit: _Units) -> _Pairs:
    """Return *pairs* without those that take more than *limit*, even with all that the other bumps can give back."""
    back = _sum_units(_most_given_back(found) for found in pairs.values())
    kept = {
        bump: tuple(pair for pair in found if _is_within(pair.hours, _sum_units((limit, back))))
        for bump, found in pairs.items()
    }
    return {bump: found for bump, found in kept.items() if found}


def _least_hours(pairs: tuple[_Pair, ...]) -> _Units:
    """Return the least that one of *pairs* takes, term by term."""
    first, second, third = (min(pair.hours[term] for pair in pairs) for term in range(TERMS))
    return (first, second, third)


def _most_given_back(pairs: tuple[_Pair, ...]) -> _Units:
    first, second, third = (max(0, -some) for some in _least_hours(pairs))
    return (first, second, third)


def _is_within(hours: _Units, limit: _Units | None) -> bool:
    return limit is None or (hours[0] <= limit[0] and hours[1] <= limit[1] and hours[2] <= limit[2])


def _sets_by_worth(bumps: Sequence[RankedBump], most: int) -> Iterator[tuple[_Worth, tuple[str, ...]]]:
    """Yield each set of at most *most* bumps with its worth, the greatest worth first; ids keep the order of *bumps*.

    The sets of each size start with the bumps that are worth most; the next ones replace one bump by the next in worth.
    """
    order = sorted(range(len(bumps)), key=lambda place: (-bumps[place].votes, -bumps[place].severity, place))
    worths = [(bumps[place].votes, _in_units(bumps[place].severity)) for place in order]

    def entry(places: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        return (-sum(worths[each][0] for each in places), -sum(worths[each][1] for each in places), places)

    heap = [entry(tuple(range(size))) for size in range(min(most, len(order)), -1, -1)]
    heap.sort()
    seen = {places for _, _, places in heap}
    while heap:
        votes, severity, places = heappop(heap)
        yield (-votes, -severity), tuple(bumps[place].id for place in sorted(order[each] for each in places))
        for at, place in enumerate(places):
            if place + 1 < len(order) and place + 1 not in places[at + 1 : at + 2]:
                moved = (*places[:at], place + 1, *places[at + 1 :])
                if moved not in seen:
                    seen.add(moved)
                    heappush(heap, entry(moved))


class _Assignment(NamedTuple):
    """Actions for a set of bumps."""

    merits: tuple[int, ...]
    actions: tuple[str, ...]

    def beats(self, other: "_Assignment") -> bool:
        return (self.merits, other.actions) > (other.merits, self.actions)


class _AssignmentSearch:
    """The search for the best actions for one set of bumps."""

    def __init__(self, pairs: tuple[tuple[_Pair, ...], ...], pinned: frozenset[str], limit: _Units | None) -> None:
        self._pairs = pairs
        self._pinned = pinned
        self._limit = limit
        self._best: _Assignment | None = None
        # What the bumps from each place on can add at most, and take at least.
        self._most: list[tuple[int, ...]] = [(0,) * len(pairs[0][0].merits) if pairs else ()]
        self._least: list[_Units] = [(0, 0, 0)]
        for each in reversed(pairs):
            self._most.insert(0, _add(each[0].merits, self._most[0]))
            self._least.insert(0, _sum_units((_least_hours(each), self._least[0])))

    def best(self) -> _Assignment | None:
        """Return the best actions, one for each bump; None if there are none."""
        self._extend((), (0,) * len(self._most[0]), (0, 0, 0))
        return self._best

    def _extend(self, taken: tuple[str, ...], merits: tuple[int, ...], hours: _Units) -> None:
        """Try every action for the bump after those for which actions are *taken*."""
        at = len(taken)
        if not _is_within(_sum_units((hours, self._least[at])), self._limit) or not self._can_beat(taken, merits):
            return
        lacking = len(self._pinned.difference(taken))
        if lacking > len(self._pairs) - at:
            return
        if at == len(self._pairs):
            self._best = _Assignment(merits, taken)
            return
        for pair in self._pairs[at]:
            if pair.action not in taken:
                self._extend((*taken, pair.action), _add(merits, pair.merits), _sum_units((hours, pair.hours)))

    def _can_beat(self, taken: tuple[str, ...], merits: tuple[int, ...]) -> bool:
        """Return whether the best that can still be reached comes before what was found."""
        if self._best is None:
            return True
        bound = _add(merits, self._most[len(taken)])
        return (bound, self._best.actions[: len(taken)]) >= (self._best.merits, taken)


def _add(some: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(add, some, more))


def _sum_units(hours: Iterable[_Units]) -> _Units:
    first = second = third = 0
    for one, two, three in hours:
        first, second, third = first + one, second + two, third + three
    return (first, second, third)


def _pair_of(step: PlanStep, pairs: _Pairs) -> _Pair:
    return next(pair for pair in pairs[step.bump] if pair.action == step.action)


def _left_out(
    bumps: Sequence[RankedBump], pairs: _Pairs, steps: tuple[PlanStep, ...], rules: PlanRules
) -> Iterator[LeftOut]:
    """Yield each of *bumps* that is not in *steps*, and why."""
    taken = {step.bump for step in steps}
    free = steps if rules.hours is None else _best_steps(bumps, pairs, rules._replace(hours=None)) or ()
    wanted = {step.bump for step in free}
    for bump in bumps:
        if bump.id in taken or _is_under_way(bump, rules):
            continue
        if bump.within_reach == "outside":
            yield LeftOut(bump.id, "outside")
        elif bump.rough:
            yield LeftOut(bump.id, "rough")
        elif bump.id not in pairs:
            yield LeftOut(bump.id, "no-action")
        elif bump.id in wanted:
            yield LeftOut(bump.id, "hours")
        elif len(steps) == rules.most:
            yield LeftOut(bump.id, "enough")
        else:
            yield LeftOut(bump.id, "hours" if len(free) == rules.most else "no-action")
