"""Decide which differences between two roles may be shown.

A gap is the difference of two means over whole cells that are shown anyway, so it reveals no part of a cell. Where the
two roles were not asked the same questions, the gap rests on fewer questions than their scores do, and the missing ones
could be computed by subtraction. Therefore the questions of a facet with a hidden sensitive question count all together
or not at all.

The gaps of a question, with its counts, give the mean of each role; where few people of one role answered, the gap of
the others gives theirs. So do the gaps of the facet's other questions, since a role's score less its means on these is
its mean on that question. So all of them are hidden, unless enough other people would be left over.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from speedbumps.disclosure.cells import publishable_names
from speedbumps.disclosure.counts import NOBODY_PARTLY, SchoolCounts, cell_name
from speedbumps.disclosure.decisions import FigureKey, HiddenFigure
from speedbumps.disclosure.limits import least_people
from speedbumps.disclosure.questions import SAFE, sum_uncertainty
from speedbumps.disclosure.rounding import bound_near_end
from speedbumps.memory import memoize
from speedbumps.model.audit import Reason
from speedbumps.scoring.context import ScoringContext, count_applicable, counts_for, scored_target
from speedbumps.scoring.role_pairs import Comparison, RolePair, question_targets
from speedbumps.scoring.schools import SeverityMoments, pool_moments
from speedbumps.scoring.targets import Target

NOBODY = SeverityMoments()


class ComparedGroups(NamedTuple):
    """The severities of the two groups of a pair on what they are compared by."""

    of: Target
    a: SeverityMoments
    b: SeverityMoments
    joined: int
    """How many people of the first group are one-person roles that join it."""


class HiddenScores(NamedTuple):
    """Scores of a pair of roles that are hidden already, which a gap must not reveal."""

    targets: frozenset[str]
    """Facets and barriers whose score is hidden for one of the roles."""
    undivided: frozenset[str]
    """Facets with a sensitive question that too few people of some cell answered."""


def hidden_scores_of_pair(counts: SchoolCounts, pair: RolePair, hidden: Collection[FigureKey]) -> HiddenScores:
    """Return the scores that the gaps of *pair* must not reveal, given all figures that are *hidden*."""
    targets = frozenset(key.target for key in hidden if key.statistic == "score" and key.cell in pair.all_cells)
    return HiddenScores(targets, frozenset(_undivided_facets(counts, pair)))


def hidden_gaps(counts: SchoolCounts, pair: RolePair, hidden: HiddenScores) -> Iterator[HiddenFigure]:
    """Yield the gaps of *pair* that may not be shown; where a role's own score is hidden, its gap is not listed.

    A gap is hidden where a mean of a small group is so near to an end of the scale that only a bound of it may be
    shown (see bound_near_end); that of a question also where such a mean lies on any question of its facets.
    """
    name = gap_name(pair)
    for each in counts.pairs[pair]:
        found = compared_groups(counts, pair, each, hidden.undivided)
        if found is None:
            continue
        if not _are_roles_shown(counts, pair, each, hidden):
            yield HiddenFigure(FigureKey("gap", each.whole.id, name), "complement", implied=True)
            continue
        reason = _hiding_reason(counts, pair, each, found, hidden.undivided)
        if reason is not None:
            yield HiddenFigure(FigureKey("gap", each.whole.id, name), reason)
        elif _is_near_end(counts, found.a, found.b) or (each.is_question and _is_any_near_end(counts, pair, each)):
            yield HiddenFigure(FigureKey("gap", each.whole.id, name), "distribution")


@memoize
def compared_groups(
    counts: SchoolCounts, pair: RolePair, each: Comparison, undivided: frozenset[str]
) -> ComparedGroups | None:
    """Return the two groups on the questions that count; None where no question, or nobody on one side, remains.

    In a barrier, the *undivided* facets that were not put to both groups in full are left out.
    """
    careful = each.is_barrier and each.shared is not each.careful and not undivided.isdisjoint(each.facets)
    of = each.careful if careful else each.shared
    groups = [_cell_moments(counts, each, of, cell) for cell in pair.all_cells]
    a, b = pool_moments(groups[:-1]), groups[-1]
    joined = sum(group.n for group in groups[:-2])
    return ComparedGroups(of, a, b, joined) if of.parts and a.n and b.n else None


def gap_name(pair: RolePair) -> str:
    """Return the name of the cells of a gap in an Audit."""
    return f"{pair.a_name}/{cell_name(pair.b)}"


def _cell_moments(counts: SchoolCounts, each: Comparison, of: Target, cell: str) -> SeverityMoments:
    """Return the severities of one *cell* on the target *of*."""
    if cell in each.alike and of is each.shared and not each.is_question:
        return counts.scored[of.id, cell]
    return counts.shared.get((of, cell), NOBODY)


def _are_roles_shown(counts: SchoolCounts, pair: RolePair, each: Comparison, hidden: HiddenScores) -> bool:
    """Return whether the scores of both groups are shown anyway."""
    if each.is_question:
        part = each.whole.parts[0]
        return hidden.targets.isdisjoint((part.facet, part.barrier))
    return each.whole.id not in hidden.targets and all(
        count_applicable(counts.context, each.whole.id, cell) and counts.scored[each.whole.id, cell].n
        for cell in (pair.a[-1], pair.b)
    )


def _hiding_reason(
    counts: SchoolCounts, pair: RolePair, each: Comparison, found: ComparedGroups, undivided: frozenset[str]
) -> Reason | None:
    """Return why the gap is hidden; None if it is shown."""
    least = least_people(counts.context, found.of, counts.limits)
    if min(found.a.n - found.joined, found.b.n) < least:
        return "sensitive" if least > counts.limits.min_group else "too-few"
    if not each.is_barrier and not undivided.isdisjoint(each.facets):
        uneven = each.is_question or each.alike < set(pair.all_cells)
        return "sensitive" if uneven else None
    if each.is_question and any(
        not _cells_hidden_alone(counts, question).isdisjoint(pair.all_cells)
        for question in _questions_of_facets(counts.context, each.whole.id)
    ):
        return "complement"
    return "complement" if each.is_question and _are_skippers_known(counts, pair, each) else None


def _is_near_end(counts: SchoolCounts, *groups: SeverityMoments) -> bool:
    """Return whether only a bound of the mean of one of the *groups* may be shown."""
    least = counts.limits.min_distribution
    return any(bound_near_end(group.mean or 0.0, group.n, least) is not None for group in groups)


def _is_any_near_end(counts: SchoolCounts, pair: RolePair, each: Comparison) -> bool:
    """Return whether only a bound of a role's mean may be shown on any question of the facets of a question.

    The attack: eight support staff all gave the highest answer to one of three questions. A role's score, less its
    means on the two others, which follow from gaps and counts, is its mean on that one. It lies so near to the end that
    none but this answer fits, although the score and the gaps are rounded.
    """
    cells = dict.fromkeys((*counts.cells, *pair.all_cells))
    return any(
        _is_near_end(
            counts, *(counts.shared.get((_targets_by_question(counts.context)[name], cell), NOBODY) for cell in cells)
        )
        for name in _questions_of_facets(counts.context, each.whole.id)
    )


def _are_skippers_known(counts: SchoolCounts, pair: RolePair, each: Comparison) -> bool:
    """Return whether what few people of a role, who left part of a facet open, answered could be solved for.

    The attack: one of six leaders left one of three questions open. Counts and gaps give the leaders' mean on each
    question, and these with the leaders' score, which is known the better the fewer they are, give what that person
    answered to the two others. Who has no score is known of more people, as far as sum_uncertainty() says. What counts
    and scores tell without gaps is kept by hiding questions (see questions.py); but these hold no governors, of whom
    gaps and their own score tell the same.
    """
    cells = [cell for cell in pair.all_cells if cell not in counts.public]
    scored = dict.fromkeys(
        scored_target(counts.context, part) for part in counts.context.rubric.parts if part.question == each.whole.id
    )
    return any(_are_skippers_of_cell_known(counts, target, cell) for target in scored for cell in cells)


def _are_skippers_of_cell_known(counts: SchoolCounts, target: Target, cell: str) -> bool:
    """Return whether what few people of a *cell* answered, who left part of a facet open, follows from its figures."""
    partly, n = counts.partly.get((target.id, cell), NOBODY_PARTLY), counts.scored[target.id, cell].n
    if not 0 < partly.total < counts.limits.min_group:
        return False
    left = sum_uncertainty(n, count_applicable(counts.context, target.id, cell))
    return n < counts.limits.min_distribution or (partly.unscored > 0 and left < 2 * SAFE)


@memoize
def _cells_hidden_alone(counts: SchoolCounts, question: str) -> frozenset[str]:
    """Return the school's own cells that could not be shown by themselves on a *question*, beside all others."""
    target = _targets_by_question(counts.context)[question]
    numbers = {cell: counts.shared.get((target, cell), NOBODY).n for cell in counts.cells}
    holding = {cell: n for cell, n in numbers.items() if n}
    least = least_people(counts.context, target, counts.limits)
    return frozenset(holding) - set(publishable_names(holding, counts.public, least))


@memoize
def _questions_of_facets(context: ScoringContext, question: str) -> frozenset[str]:
    """Return the questions of the facets of *question*; of its barriers, in a form without facets."""
    scored = [scored_target(context, part) for part in context.rubric.parts if part.question == question]
    return frozenset(part.question for target in scored for part in target.parts)


@memoize
def _targets_by_question(context: ScoringContext) -> Mapping[str, Target]:
    """Return each question as the target that `SchoolCounts.shared` has it as."""
    return {target.id: target for target in question_targets(context.rubric)}


def _undivided_facets(counts: SchoolCounts, pair: RolePair) -> Iterator[str]:
    """Yield the facets with a sensitive question that too few people of some cell answered."""
    for part in counts.context.sensitive:
        asked = [cell for cell in {*counts.cells, pair.b} if counts_for(counts.context, part.question, cell)]
        one = _targets_by_question(counts.context)[part.question]
        least = least_people(counts.context, one, counts.limits)
        if any(0 < counts.shared.get((one, cell), NOBODY).n < least for cell in asked):
            yield part.facet
