"""Differences between two roles, as far as showing them reveals nobody's answers.

A gap is the difference of two means over whole cells that are shown anyway, so it reveals no part of a cell. Where the
two roles were not asked the same questions, the gap rests on fewer questions than their scores do, and the missing ones
could be computed by subtraction. Therefore the questions of a facet with a hidden sensitive question count all together
or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.audit.role_pairs import Comparison, RolePair
from speedbumps.audit.school_data import SchoolData, name_of, round_figure
from speedbumps.audit.scoring_context import counts_for, least_people
from speedbumps.disclosure.cells import publishable_names
from speedbumps.memory import memoize
from speedbumps.model.audit import BarrierResult, Gap, GapDirection, Reason, Status
from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, MeanDifference, holm, welch
from speedbumps.scoring.schools import SeverityMoments, pool_moments
from speedbumps.scoring.targets import Target

FAR = 10.0
"""Points from which a gap between barriers is worth mentioning."""

SELDOM = 0.05
"""The highest chance that any verdict among all that a school sees is due to chance alone."""

NOBODY = SeverityMoments()

Place = tuple[RolePair, str]
"""A pair of roles, and the id of the barrier, facet or question that they are compared on."""

Statuses = Mapping[tuple[str, str], Status]
"""The status of each role's score, by target and role."""


class HiddenScores(NamedTuple):
    """Scores that are hidden already, which a gap must not reveal."""

    statuses: Statuses
    withheld: frozenset[str]
    """Facets and barriers whose score is withheld for one of the two roles."""
    touchy: frozenset[str]
    """Facets with a sensitive question that too few people of some cell answered."""


class ComparedGroups(NamedTuple):
    """The severities of the two groups of a pair on what they are compared by."""

    of: Target
    a: SeverityMoments
    b: SeverityMoments
    least: int
    apart: MeanDifference | None
    """The difference; None where it is withheld, or where nobody's severity differs."""


def gaps(data: SchoolData, barriers: Iterable[BarrierResult]) -> tuple[Gap, ...]:
    """Return the gaps of every pair of roles in the school that can be compared."""
    statuses = dict(_statuses(barriers))
    found: dict[Place, ComparedGroups] = {}
    for pair, those in data.pairs.items():
        hidden = HiddenScores(
            statuses, frozenset(_withheld_targets(statuses, pair)), frozenset(_sensitive_facets(data, pair))
        )
        sides = ((each.whole.id, _shown_groups(data, pair, each, hidden)) for each in those)
        found.update({(pair, of): shown for of, shown in sides if shown is not None})
    said = _verdicts(data, found)
    return tuple(_gap(pair, of, sides, said.get((pair, of))) for (pair, of), sides in found.items())


def _statuses(barriers: Iterable[BarrierResult]) -> Iterator[tuple[tuple[str, str], Status]]:
    """Yield the target and role of each role's score, with its status."""
    for barrier in barriers:
        yield from (((barrier.id, role.role), role.status) for role in barrier.by_role)
        yield from (((facet.id, role.role), role.status) for facet in barrier.facets for role in facet.by_role)


def _withheld_targets(statuses: Statuses, pair: RolePair) -> Iterator[str]:
    """Yield the targets whose score is withheld for one of the roles in *pair*."""
    return (target for (target, role), status in statuses.items() if status == "withheld" and role in pair.all_cells)


def _gap(pair: RolePair, of: str, sides: ComparedGroups, said: GapDirection | None) -> Gap:
    """Return a gap as the Audit holds it."""
    apart = sides.apart
    return Gap(
        a=pair.a_name,
        b=pair.b,
        of=of,
        questions=len(sides.of.parts),
        difference=round_figure((sides.a.mean or 0.0) - (sides.b.mean or 0.0)) or 0.0,
        low=round_figure(max(-100.0, apart.low)) if apart else None,
        high=round_figure(min(100.0, apart.high)) if apart else None,
        said=said,
    )


def _verdicts(data: SchoolData, found: Mapping[Place, ComparedGroups]) -> dict[Place, GapDirection]:
    """Return a verdict for each barrier of each pair; chance alone makes one in no more than one school of twenty.

    All that a school can see is one family of tests: with a correction for each pair alone, three pairs would give more
    than twice as many false alarms.
    """
    barriers = {target.id for target in data.rubric.barriers}
    tested = {place: sides.apart for place, sides in found.items() if sides.apart is not None and place[1] in barriers}
    chances = holm([apart.p_value for apart in tested.values()])
    return {place: _gap_verdict(apart, chance) for (place, apart), chance in zip(tested.items(), chances, strict=True)}


def _gap_verdict(apart: MeanDifference, chance: float) -> GapDirection:
    """Return the verdict on a difference, given its *chance* after correction."""
    points = round_figure(apart.points) or 0.0
    if chance >= SELDOM or abs(points) < FAR:
        return "no-clear-difference"
    return "more" if points > 0 else "less"


def _shown_groups(data: SchoolData, pair: RolePair, each: Comparison, hidden: HiddenScores) -> ComparedGroups | None:
    """Return the two groups, if their difference may be shown."""
    found = _compared_groups(data, pair, each, hidden)
    if found is None or not _roles_shown(pair, each, hidden):
        return None
    reason = _hiding_reason(data, pair, each, found, hidden)
    if reason is not None:
        data.hide(_gap_location(each.whole.id, pair), reason)
        return None
    if any(side.n < data.limits.min_distribution and side.alike for side in (found.a, found.b)):
        data.hide(_gap_location(each.whole.id, pair), "distribution")
        return found
    return found._replace(apart=welch(found.a, found.b, LIKELY if each.is_barrier else NEARLY_SURE))


def _compared_groups(data: SchoolData, pair: RolePair, each: Comparison, hidden: HiddenScores) -> ComparedGroups | None:
    """Return the two groups on the questions that count; None where no question, or nobody on one side, remains."""
    touchy = each.is_barrier and each.shared is not each.careful and not hidden.touchy.isdisjoint(each.facets)
    of = each.careful if touchy else each.shared
    a = pool_moments(_spread(data, each, of, cell) for cell in pair.a)
    b = _spread(data, each, of, pair.b)
    return ComparedGroups(of, a, b, least_people(data.context, of), None) if of.parts and a.n and b.n else None


def _spread(data: SchoolData, each: Comparison, of: Target, cell: str) -> SeverityMoments:
    """Return the severities of one *cell* on the target *of*."""
    if cell in each.alike and of is each.shared and not each.is_question:
        return data.spreads[of.id, cell]
    return data.shared.get((of, cell), NOBODY)


def _roles_shown(pair: RolePair, each: Comparison, hidden: HiddenScores) -> bool:
    """Return whether the scores of both groups are shown anyway."""
    if each.is_question:
        part = each.whole.parts[0]
        return hidden.withheld.isdisjoint((part.facet, part.barrier))
    found = {hidden.statuses.get((each.whole.id, cell)) for cell in (pair.a[-1], pair.b)}
    return each.whole.id not in hidden.withheld and found == {"scored"}


def _hiding_reason(
    data: SchoolData, pair: RolePair, each: Comparison, found: ComparedGroups, hidden: HiddenScores
) -> Reason | None:
    """Return why the gap is hidden; None if it is shown."""
    joined = sum(_spread(data, each, found.of, cell).n for cell in pair.a[:-1])
    if min(found.a.n - joined, found.b.n) < found.least:
        return "sensitive" if found.least > data.limits.min_group else "too-few"
    if not each.is_barrier and not hidden.touchy.isdisjoint(each.facets):
        uneven = each.is_question or each.alike < set(pair.all_cells)
        return "sensitive" if uneven else None
    if each.is_question and not _can_stand_alone(data, pair, found):
        return "complement"
    return None


def _can_stand_alone(data: SchoolData, pair: RolePair, found: ComparedGroups) -> bool:
    """Return whether both groups could be shown by themselves on a question, beside all others of the school."""
    return _cells_below_limit(data, found.of).isdisjoint(pair.all_cells)


@memoize
def _cells_below_limit(data: SchoolData, question: Target) -> frozenset[str]:
    """Return the school's own cells that could not be shown by themselves on a *question*."""
    numbers = {cell: data.shared.get((question, cell), NOBODY).n for cell in data.cells}
    holding = {cell: n for cell, n in numbers.items() if n}
    return frozenset(holding) - set(publishable_names(holding, data.public, least_people(data.context, question)))


def _sensitive_facets(data: SchoolData, pair: RolePair) -> Iterator[str]:
    """Yield the facets with a sensitive question that too few people of some cell answered."""
    for part in data.context.sensitive:
        asked = [cell for cell in {*data.cells, pair.b} if counts_for(data.context, part.question, cell)]
        one = Target(part.question, (part,), 1)
        if any(0 < data.shared.get((one, cell), NOBODY).n < least_people(data.context, one) for cell in asked):
            yield part.facet


def _gap_location(of: str, pair: RolePair) -> str:
    """Return the name under which a hidden gap is listed."""
    return f"{of}/{pair.a_name}/{name_of(pair.b)}"
