"""From schools to families: like with like, so that nobody is held against a school of another kind.

Schools of one phase and nation are a family. Where somebody names facts, such as the number of pupils, schools of which
the same of these facts are known are halved, fact by fact, at round numbers: fewer than 200 pupils, from 200 on. So a
family can be said in words, and when one school joins, almost all others stay where they are: a round number moves
seldom, where a middle would move each time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from speedbumps.cohort.members import Member
from speedbumps.cohort.spreads import spread

SMALLEST = 8
"""Schools whose middle half may be shown to one of them. Of fewer, a quarter is hardly more than one school."""

HALVED = 20
"""Schools from which a family is parted in two: then there is room to choose a round number between the halves."""

SHARE = 0.4
"""The share of schools that each half holds at least, so that families are much the same in size."""

Reason = Literal["no-phase", "no-nation", "too-few", "one-person"]
Facts = Mapping[str, float]


class Bound(NamedTuple):
    """A limit of one fact: its schools lie below it, or from it on."""

    fact: str
    below: float | None = None
    start: float | None = None


class Kin(NamedTuple):
    """A family."""

    nation: str
    phase: str
    bounds: tuple[Bound, ...]
    members: tuple[Member, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What its schools share."""
        return (self.phase, self.nation.replace("-", " ").title(), *_in_words(self.bounds))


def families(members: Iterable[Member], least: int, facts: Sequence[str] = ()) -> tuple[Kin, ...]:
    """Return the families of at least *least* of the *members*, in the order of what their schools share.

    *facts* are the names of numbers in which schools of a family lie near each other, beside nation and phase.
    """
    alike: dict[tuple[str, str, tuple[str, ...]], list[Member]] = {}
    for each in sorted(members, key=lambda each: each.school.id):
        if lacking(each) is None:
            alike.setdefault(_kind(each, facts), []).append(each)
    found: list[Kin] = []
    for (nation, phase, known), those in sorted(alike.items()):
        if len(those) >= least:
            found += (Kin(nation, phase, bounds, tuple(part)) for bounds, part in _parted(those, known, ()))
    return tuple(found)


def lacking(member: Member) -> Reason | None:
    """What *member* does not say of itself, without which it has no family."""
    if not member.counts:
        return "one-person"
    if member.school.phase is None:
        return "no-phase"
    return "no-nation" if member.school.nation is None else None


def ranges(kin: Kin) -> Mapping[str, tuple[float, float]]:
    """The middle half of each score in the family, for those that enough of its schools have."""
    found = {}
    for name in dict.fromkeys(name for each in kin.members for name in each.figures):
        held = [figure.severity for each in kin.members if (figure := each.figures.get(name)) is not None]
        if (lies := spread(held, SMALLEST)) is not None:
            found[name] = (lies.low, lies.high)
    return found


def _kind(member: Member, facts: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return what schools must have in common: nation, phase, and which of the *facts* are known of them."""
    known = _facts(member)
    return (
        str(member.school.nation),
        (member.school.phase or "").casefold(),
        tuple(each for each in facts if each in known),
    )


def _facts(member: Member) -> Facts:
    return {name: fact for name, fact in member.school.context.items() if isinstance(fact, float)}


def _parted(
    members: Sequence[Member], facts: Sequence[str], bounds: tuple[Bound, ...]
) -> Iterator[tuple[tuple[Bound, ...], Sequence[Member]]]:
    """The *members* in halves of halves, each fact in its turn, with the bounds of each part."""
    for fact in facts if len(members) >= HALVED else ():
        cut = _cut([_facts(each)[fact] for each in members])
        if cut is not None:
            rest = [*facts[facts.index(fact) + 1 :], *facts[: facts.index(fact) + 1]]
            below = [each for each in members if _facts(each)[fact] < cut]
            above = [each for each in members if _facts(each)[fact] >= cut]
            yield from _parted(below, rest, (*bounds, Bound(fact, below=cut)))
            yield from _parted(above, rest, (*bounds, Bound(fact, start=cut)))
            return
    yield bounds, members


def _cut(values: Iterable[float]) -> float | None:
    """The roundest number that leaves enough on either side; None where too many are the same."""
    ordered = sorted(values)
    least = max(SMALLEST, int(SHARE * len(ordered)))
    low, high = ordered[least - 1], ordered[-least]
    return _roundest(low, high, ordered[len(ordered) // 2]) if low < high else None


def _roundest(low: float, high: float, middle: float) -> float:
    """The roundest number above *low* and up to *high*; of several, that nearest to *middle*."""
    for power in range(9, -7, -1):
        for digit in (5, 2, 1):
            step = digit * 10.0**power
            first, last = int(low // step) + 1, int(high // step)
            if first <= last:
                nearest = min(max(round(middle / step), first), last)
                return round(nearest * step, 9)
    return high


def _in_words(bounds: Iterable[Bound]) -> Iterator[str]:
    """The *bounds* of each fact together: pupils from 200 to 400."""
    held: dict[str, tuple[float | None, float | None]] = {}
    for bound in bounds:
        start, below = held.get(bound.fact, (None, None))
        start = bound.start if bound.start is not None else start
        held[bound.fact] = (start, bound.below if bound.below is not None else below)
    for fact, (start, below) in held.items():
        name = fact.replace("-", " ")
        if start is None:
            yield f"{name} below {below:g}"
        else:
            yield f"{name} from {start:g}" + (f" to below {below:g}" if below is not None else " on")
