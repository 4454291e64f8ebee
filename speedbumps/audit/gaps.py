"""How far apart two roles are, as far as that gives nobody away.

A gap is the difference of two means over whole cells that are shown anyway, so it gives no part of a cell. Where the
two were not asked the same, it rests on fewer questions than their scores do, and what is missing could be had by
subtraction; so the questions of a facet with a hidden sensitive one count all together or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.audit.role_pairs import Comparison, Pair
from speedbumps.audit.school_data import Case, name_of, rounded
from speedbumps.audit.scoring_context import counts_for, least_for
from speedbumps.disclosure.cells import standing
from speedbumps.memory import memoize
from speedbumps.model.audit import BarrierResult, Gap, Reason, Said, Status
from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, Difference, holm, welch
from speedbumps.scoring.schools import Spread, together
from speedbumps.scoring.targets import Target

FAR = 10.0
"""Points from which a gap between barriers is worth a word."""

SELDOM = 0.05
"""How often chance alone may make a verdict, over all that a school can see."""

NOBODY = Spread()

Place = tuple[Pair, str]
"""Who is held against whom, and on what."""

Statuses = Mapping[tuple[str, str], Status]
"""What became of each role's score, by target and role."""


class Hidden(NamedTuple):
    """What is hidden from before, so that a gap must not tell it."""

    statuses: Statuses
    withheld: frozenset[str]
    """Facets and barriers whose score is withheld for one of the two."""
    touchy: frozenset[str]
    """Facets with a sensitive question that too few people of some cell answered."""


class Sides(NamedTuple):
    """How the two groups of a pair lie on what they are compared by."""

    of: Target
    a: Spread
    b: Spread
    least: int
    apart: Difference | None
    """None where it is withheld, or where nobody varies."""


def gaps(case: Case, barriers: Iterable[BarrierResult]) -> tuple[Gap, ...]:
    """The gaps of every pair of roles in the school that can be held against each other."""
    statuses = dict(_statuses(barriers))
    found: dict[Place, Sides] = {}
    for pair, those in case.pairs.items():
        hidden = Hidden(statuses, frozenset(_withheld(statuses, pair)), frozenset(_touchy(case, pair)))
        sides = ((each.whole.id, _sides(case, pair, each, hidden)) for each in those)
        found.update({(pair, of): shown for of, shown in sides if shown is not None})
    said = _verdicts(case, found)
    return tuple(_gap(pair, of, sides, said.get((pair, of))) for (pair, of), sides in found.items())


def _statuses(barriers: Iterable[BarrierResult]) -> Iterator[tuple[tuple[str, str], Status]]:
    for barrier in barriers:
        yield from (((barrier.id, role.role), role.status) for role in barrier.by_role)
        yield from (((facet.id, role.role), role.status) for facet in barrier.facets for role in facet.by_role)


def _withheld(statuses: Statuses, pair: Pair) -> Iterator[str]:
    return (target for (target, role), status in statuses.items() if status == "withheld" and role in pair.cells)


def _gap(pair: Pair, of: str, sides: Sides, said: Said | None) -> Gap:
    apart = sides.apart
    return Gap(
        a=pair.name,
        b=pair.b,
        of=of,
        questions=len(sides.of.parts),
        difference=rounded((sides.a.mean or 0.0) - (sides.b.mean or 0.0)) or 0.0,
        low=rounded(max(-100.0, apart.low)) if apart else None,
        high=rounded(min(100.0, apart.high)) if apart else None,
        said=said,
    )


def _verdicts(case: Case, found: Mapping[Place, Sides]) -> dict[Place, Said]:
    """A word for each barrier of each pair; by chance alone in no more than one school of twenty.

    All that a school can see is one family: corrected pair by pair, three pairs would make more than twice as many
    false alarms.
    """
    barriers = {target.id for target in case.rubric.barriers}
    tested = {place: sides.apart for place, sides in found.items() if sides.apart is not None and place[1] in barriers}
    chances = holm([apart.chance for apart in tested.values()])
    return {place: _said(apart, chance) for (place, apart), chance in zip(tested.items(), chances, strict=True)}


def _said(apart: Difference, chance: float) -> Said:
    points = rounded(apart.points) or 0.0
    if chance >= SELDOM or abs(points) < FAR:
        return "no-clear-difference"
    return "more" if points > 0 else "less"


def _sides(case: Case, pair: Pair, each: Comparison, hidden: Hidden) -> Sides | None:
    """The two groups, if their difference may be shown."""
    found = _measured(case, pair, each, hidden)
    if found is None or not _roles_shown(pair, each, hidden):
        return None
    reason = _reason(case, pair, each, found, hidden)
    if reason is not None:
        case.hide(_where(each.whole.id, pair), reason)
        return None
    if any(side.n < case.limits.min_distribution and side.alike for side in (found.a, found.b)):
        case.hide(_where(each.whole.id, pair), "distribution")
        return found
    return found._replace(apart=welch(found.a, found.b, LIKELY if each.is_barrier else NEARLY_SURE))


def _measured(case: Case, pair: Pair, each: Comparison, hidden: Hidden) -> Sides | None:
    """The two groups on the questions that count; None where no question, or nobody on one side, is left."""
    touchy = each.is_barrier and each.shared is not each.careful and not hidden.touchy.isdisjoint(each.facets)
    of = each.careful if touchy else each.shared
    a = together(_spread(case, each, of, cell) for cell in pair.a)
    b = _spread(case, each, of, pair.b)
    return Sides(of, a, b, least_for(case.setting, of), None) if of.parts and a.n and b.n else None


def _spread(case: Case, each: Comparison, of: Target, cell: str) -> Spread:
    if cell in each.alike and of is each.shared and not each.is_question:
        return case.spreads[of.id, cell]
    return case.shared.get((of, cell), NOBODY)


def _roles_shown(pair: Pair, each: Comparison, hidden: Hidden) -> bool:
    """Whether the scores of both groups that a gap goes with are shown anyway."""
    if each.is_question:
        part = each.whole.parts[0]
        return hidden.withheld.isdisjoint((part.facet, part.barrier))
    found = {hidden.statuses.get((each.whole.id, cell)) for cell in (pair.a[-1], pair.b)}
    return each.whole.id not in hidden.withheld and found == {"scored"}


def _reason(case: Case, pair: Pair, each: Comparison, found: Sides, hidden: Hidden) -> Reason | None:
    """Why the gap is hidden, if it is."""
    joined = sum(_spread(case, each, found.of, cell).n for cell in pair.a[:-1])
    if min(found.a.n - joined, found.b.n) < found.least:
        return "sensitive" if found.least > case.limits.min_group else "too-few"
    if not each.is_barrier and not hidden.touchy.isdisjoint(each.facets):
        uneven = each.is_question or each.alike < set(pair.cells)
        return "sensitive" if uneven else None
    if each.is_question and not _stand(case, pair, found):
        return "complement"
    return None


def _stand(case: Case, pair: Pair, found: Sides) -> bool:
    """Whether both groups could be shown by themselves on a question, beside all others of the school."""
    return _fallen(case, found.of).isdisjoint(pair.cells)


@memoize
def _fallen(case: Case, question: Target) -> frozenset[str]:
    """The school's own cells that could not be shown by themselves on a *question*."""
    numbers = {cell: case.shared.get((question, cell), NOBODY).n for cell in case.cells}
    holding = {cell: n for cell, n in numbers.items() if n}
    return frozenset(holding) - set(standing(holding, case.public, least_for(case.setting, question)))


def _touchy(case: Case, pair: Pair) -> Iterator[str]:
    """Facets that hold a sensitive question which too few people of some cell answered."""
    for part in case.setting.sensitive:
        asked = [cell for cell in {*case.cells, pair.b} if counts_for(case.setting, part.question, cell)]
        one = Target(part.question, (part,), 1)
        if any(0 < case.shared.get((one, cell), NOBODY).n < least_for(case.setting, one) for cell in asked):
            yield part.facet


def _where(of: str, pair: Pair) -> str:
    return f"{of}/{pair.name}/{name_of(pair.b)}"
