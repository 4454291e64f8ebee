"""Group similar schools into families, so that no school is compared with schools of another kind.

Schools of one phase and nation are a family. Where the user names facts, such as the number of pupils, schools for
which the same of these facts are known are split in two, fact by fact, at round numbers: fewer than 200 pupils, and 200
or more. So a family can be described in words, and when a school joins, almost all others stay where they are: a round
number rarely changes, while a median would change each time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from speedbumps.cohort.members import Member

SMALLEST = 8
"""The fewest schools whose middle half may be shown to one of them; of fewer, a quarter is little more than one."""

HALVED = 20
"""The number of schools from which a family is split: then a round number between the halves can be chosen."""

SHARE = 0.4
"""The share of schools that each half has at least, so that families are of similar size."""

Reason = Literal["no-phase", "no-nation", "too-few", "one-person"]
Facts = Mapping[str, float]


class Bound(NamedTuple):
    """A limit of one fact: the schools of a family are below it, or at least at it."""

    fact: str
    below: float | None = None
    start: float | None = None


class SchoolFamily(NamedTuple):
    """A family of similar schools."""

    nation: str
    phase: str
    bounds: tuple[Bound, ...]
    members: tuple[Member, ...]

    @property
    def shared_words(self) -> tuple[str, ...]:
        """Return what its schools have in common, in words."""
        return (self.phase, self.nation.replace("-", " ").title(), *_bound_texts(self.bounds))


def families(members: Iterable[Member], least: int, facts: Sequence[str] = ()) -> tuple[SchoolFamily, ...]:
    """Return the families of at least *least* of the *members*, sorted by what their schools have in common.

    *facts* are the names of numbers in which the schools of a family are similar, besides nation and phase.
    """
    alike: dict[tuple[str, str, tuple[str, ...]], list[Member]] = {}
    for each in sorted(members, key=lambda each: each.school.id):
        if reason_without_family(each) is None:
            alike.setdefault(_kind(each, facts), []).append(each)
    found: list[SchoolFamily] = []
    for (nation, phase, known), those in sorted(alike.items()):
        if len(those) >= least:
            found += (SchoolFamily(nation, phase, bounds, tuple(part)) for bounds, part in _split(those, known, ()))
    return tuple(found)


def reason_without_family(member: Member) -> Reason | None:
    """Return why *member* cannot be in any family; None if it can."""
    if not member.counts:
        return "one-person"
    if member.school.phase is None:
        return "no-phase"
    return "no-nation" if member.school.nation is None else None


def _kind(member: Member, facts: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return what schools of a family have in common: nation, phase, and which of the *facts* are known."""
    known = _numeric_context(member)
    return (
        str(member.school.nation),
        (member.school.phase or "").casefold(),
        tuple(each for each in facts if each in known),
    )


def _numeric_context(member: Member) -> Facts:
    """Return the facts of *member* that are numbers."""
    return {name: fact for name, fact in member.school.context.items() if isinstance(fact, float)}


def _split(
    members: Sequence[Member], facts: Sequence[str], bounds: tuple[Bound, ...]
) -> Iterator[tuple[tuple[Bound, ...], Sequence[Member]]]:
    """Yield the *members* in halves of halves, by one fact after the other, with the bounds of each part."""
    for fact in facts if len(members) >= HALVED else ():
        cut = _cut([_numeric_context(each)[fact] for each in members])
        if cut is not None:
            rest = [*facts[facts.index(fact) + 1 :], *facts[: facts.index(fact) + 1]]
            below = [each for each in members if _numeric_context(each)[fact] < cut]
            above = [each for each in members if _numeric_context(each)[fact] >= cut]
            yield from _split(below, rest, (*bounds, Bound(fact, below=cut)))
            yield from _split(above, rest, (*bounds, Bound(fact, start=cut)))
            return
    yield bounds, members


def _cut(values: Iterable[float]) -> float | None:
    """Return the roundest number that leaves enough values on either side; None where too many are equal."""
    ordered = sorted(values)
    least = max(SMALLEST, int(SHARE * len(ordered)))
    low, high = ordered[least - 1], ordered[-least]
    return _roundest(low, high, ordered[len(ordered) // 2]) if low < high else None


def _roundest(low: float, high: float, middle: float) -> float:
    """Return the roundest number above *low* and up to *high*; of several, the one nearest to *middle*."""
    for power in range(9, -7, -1):
        for digit in (5, 2, 1):
            step = digit * 10.0**power
            first, last = int(low // step) + 1, int(high // step)
            if first <= last:
                nearest = min(max(round(middle / step), first), last)
                return round(nearest * step, 9)
    return high


def _bound_texts(bounds: Iterable[Bound]) -> Iterator[str]:
    """Yield the *bounds* of each fact in words: pupils from 200 to below 400."""
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
