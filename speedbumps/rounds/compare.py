"""Compare the rounds of one school: what changed, on the questions and roles that all rounds share."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from speedbumps.audit.labels import describe_school
from speedbumps.audit.school_data import round_figure
from speedbumps.disclosure.publish_rounds import publish_comparison
from speedbumps.disclosure.republication import Exposure
from speedbumps.disclosure.rounds import can_compare_total, common_blocks, is_one_round
from speedbumps.disclosure.small_groups import usable_spread
from speedbumps.model.comparison import (
    ComparedQuestionnaire,
    ComparedRound,
    EarlierSeverity,
    NotComparedReason,
    RoundChange,
    RoundComparison,
)
from speedbumps.model.queries import role_ids
from speedbumps.rounds.blocks import BarrierBlocks, all_targets, build_blocks
from speedbumps.rounds.figures import figures_of, pool_figures, question_target
from speedbumps.rounds.reasons import barrier_reasons, not_compared, title_of
from speedbumps.rounds.sides import RoundAnswers, Side, build_side, roles_answering, rows_by_role, same_parts
from speedbumps.rounds.verdicts import change_verdicts, has_held
from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, MeanDifference, welch
from speedbumps.scoring.schools import SeverityMoments
from speedbumps.scoring.targets import Target

RefusalReason = Literal["one-round", "no-shared-questions", "too-few", "nothing-left"]
"""Why rounds are not compared at all.

one-round: two are one round with late answers. no-shared-questions: no question was asked alike in all.
too-few: figures of a round may not be shown, or one person answered in one round and several in another.
nothing-left: no figure of the comparison may be shown.
"""


class Refusal(NamedTuple):
    """Why rounds are not compared at all."""

    reason: RefusalReason
    exposure: Exposure | None = None
    """Who would be given away, if two are one round."""
    rounds: tuple[int, ...] = ()
    """The indices of the rounds that it is about."""


class ComparedMeans(NamedTuple):
    """One barrier, facet or question in every round."""

    found: BarrierBlocks
    target: Target
    shared: Target
    moments: tuple[SeverityMoments, ...]
    apart: MeanDifference | None
    """The difference of the last two rounds; None where nobody's severity differs, or one person answered."""


def compare_rounds(rounds: Sequence[RoundAnswers], *, exact: bool = False) -> RoundComparison | Refusal:
    """Return what changed between *rounds*, two or more of one school with the oldest first; or why they are refused.

    Changes are those of the last round from the one before it. All rounds are scored anew, by the rules of the last
    round's questionnaire, on the questions that all of them asked alike and on the roles of which people answered in
    all. People are never linked. Figures are rounded as in reports unless they are to be *exact*.
    """
    sides = tuple(map(build_side, rounds))
    refusal = _refusal(sides)
    if refusal is not None:
        return refusal
    for side in sides:
        figures_of(side, tuple(all_targets(side)))
    found = tuple(_all_blocks(sides))
    reasons = [(blocks, barrier_reasons(blocks)) for blocks in found]
    means: dict[str, ComparedMeans] = {}
    for blocks, without in reasons:
        for each in _barrier_means(blocks, without):
            means.setdefault(each.target.id, each)
    if not means:
        return Refusal("nothing-left")
    made = RoundComparison(
        school=describe_school(sides[-1].data),
        earlier=tuple(map(_compared_round, sides[:-2])),
        before=_compared_round(sides[-2]),
        after=_compared_round(sides[-1]),
        same_questions=_shared_questions(sides),
        not_compared=not_compared(sides, reasons, means.keys()),
        changes=tuple(_changes(means)),
    )
    scoring = rounds[-1].instrument.questionnaire.scoring
    cuts = (*(band.from_ for band in scoring.bands), scoring.bump_line)
    return made if exact else publish_comparison(made, cuts)


def _refusal(sides: Sequence[Side]) -> Refusal | None:
    shared = _shared_questions(sides)
    if not shared:
        return Refusal("no-shared-questions")
    least = max(side.data.limits.min_group for side in sides)
    for last in range(1, len(sides)):
        for first in range(last):
            exposed = _late_answers(sides[first], sides[last], shared, least)
            if exposed:
                return Refusal("one-round", exposed, (first, last))
    hidden = tuple(place for place, side in enumerate(sides) if not can_compare_total(side.numbers))
    alone = {side.data.alone for side in sides}
    return Refusal("too-few", rounds=hidden) if hidden or len(alone) > 1 else None


def _shared_questions(sides: Sequence[Side]) -> tuple[str, ...]:
    """Return the questions that all rounds asked alike, in the order of the last."""
    same = {part.question for part in same_parts(sides)}
    return tuple(name for name in sides[-1].fingerprints if name in same)


def _late_answers(before: Side, after: Side, questions: Sequence[str], least: int) -> Exposure | None:
    """Return who is new and gone if the two are one round."""
    then, now = (rows_by_role(side, questions) for side in (before, after))
    whole = [frozenset(side.data.cells) for side in (before, after)]
    blocks = [*common_blocks([before.numbers, after.numbers], whole)]
    known = frozenset().union(*blocks)
    blocks += [frozenset((role,)) for role in sorted({*then, *now} - known)]
    before_rows, after_rows = (
        {block: [row for role in sorted(block) for row in rows.get(role, ())] for block in blocks}
        for rows in (then, now)
    )
    return is_one_round(before_rows, after_rows, least)


def _all_blocks(sides: Sequence[Side]) -> Iterator[BarrierBlocks]:
    """Yield the blocks of each barrier that all rounds asked about."""
    for barrier in sides[-1].data.rubric.barriers:
        owns = [side.target(barrier.id) for side in sides]
        if all(own is not None and own.parts for own in owns):
            yield build_blocks(barrier, sides)


def _barrier_means(found: BarrierBlocks, reasons: Mapping[str, NotComparedReason]) -> Iterator[ComparedMeans]:
    """Yield a barrier, its facets and their questions, as far as there are no *reasons* against comparing them."""
    for target in targets_of(found):
        if target.id in reasons:
            continue
        shared = found.shared(target)
        moments = tuple(pool_figures(found.figures(place, target)).scored for place, _ in enumerate(found.sides))
        sure = LIKELY if target.id == found.barrier.id else NEARLY_SURE
        before, after = (
            usable_spread(side.data.people_counts, shared, held)
            for side, held in zip(found.sides[-2:], moments[-2:], strict=True)
        )
        yield ComparedMeans(found, target, shared, moments, welch(moments[-1], moments[-2], sure, (after, before)))


def targets_of(found: BarrierBlocks) -> Iterator[Target]:
    """Yield the barrier, each of its facets that the last round scored, and the questions of each."""
    yield found.barrier
    last = found.sides[-1]
    for facet in found.facet_targets:
        if last.target(facet.id) is not None:
            yield last.target(facet.id) or facet
        yield from map(question_target, facet.parts)


def _compared_round(side: Side) -> ComparedRound:
    whole, people = side.answers.instrument.questionnaire, side.who_answered
    return ComparedRound(
        questionnaire=ComparedQuestionnaire(id=whole.id, version=whole.version),
        form=side.data.context.form,
        round=side.data.round,
        n=people.n,
        headcount=people.headcount,
        response_rate=people.response_rate,
        by_role=people.by_role,
    )


def _changes(means: Mapping[str, ComparedMeans]) -> Iterator[RoundChange]:
    barriers = {name: each.apart for name, each in means.items() if name == each.found.barrier.id}
    said = change_verdicts({name: apart for name, apart in barriers.items() if apart is not None})
    for name, each in means.items():
        *earlier, before, after = [round_figure(held.mean) or 0.0 for held in each.moments]
        held = has_held(after - earlier[-1], said.get(name), each.apart) if earlier else None
        yield RoundChange(
            of=name,
            title=title_of(name, each.found.sides[-1]),
            kind=_change_kind(each),
            questions=len(each.shared.parts),
            asked=len(each.target.parts),
            roles=_roles(each),
            earlier=tuple(
                EarlierSeverity(severity=severity, n=held.n)
                for severity, held in zip(earlier, each.moments[:-2], strict=True)
            ),
            before=before,
            after=after,
            difference=round_figure(after - before) or 0.0,
            low=round_figure(max(-100.0, each.apart.low)) if each.apart else None,
            high=round_figure(min(100.0, each.apart.high)) if each.apart else None,
            said=said.get(name),
            held=held if name not in _question_ids(each) else None,
            n_before=each.moments[-2].n,
            n_after=each.moments[-1].n,
        )


def _change_kind(each: ComparedMeans) -> Literal["barrier", "facet", "question"]:
    if each.target.id == each.found.barrier.id:
        return "barrier"
    return "question" if each.target.id in _question_ids(each) else "facet"


def _question_ids(each: ComparedMeans) -> frozenset[str]:
    return frozenset(part.question for part in each.target.parts)


def _roles(each: ComparedMeans) -> tuple[str, ...]:
    """Return the roles on whose answers a change rests, in the questionnaire's order."""
    roles = frozenset(
        role for block in each.found.included if each.found.counts_for_block(block, each.target) for role in block.roles
    )
    answering = frozenset().union(*(roles_answering(side) for side in each.found.sides))
    return tuple(
        role for role in role_ids(each.found.sides[-1].answers.instrument.questionnaire) if role in roles & answering
    )
