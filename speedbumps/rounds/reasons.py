"""Why a barrier, facet or question is not compared."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from speedbumps.disclosure.rounding import bound_near_end
from speedbumps.disclosure.rounds import question_reason, score_reason
from speedbumps.model.comparison import NotCompared, NotComparedReason
from speedbumps.rounds.blocks import BarrierBlocks
from speedbumps.rounds.figures import pool_figures, question_target
from speedbumps.rounds.sides import Side, roles_answering
from speedbumps.scoring.role_pairs import least_shared
from speedbumps.scoring.targets import ScoredQuestion, Target

PROTECTING: frozenset[NotComparedReason] = frozenset(("hidden", "too-few", "complement", "sensitive"))
"""Reasons that hold for the questions of a facet too."""


def barrier_reasons(found: BarrierBlocks) -> Mapping[str, NotComparedReason]:
    """Return what of a barrier, its facets and their questions is not compared, each with the reason."""
    reasons: dict[str, NotComparedReason] = {}
    whole = _target_reason(found, found.barrier)
    if whole is not None:
        reasons[found.barrier.id] = whole
    for facet in found.facet_targets:
        of_facet = _facet_reason(found, facet)
        if of_facet is not None:
            reasons[facet.id] = of_facet
        for part in facet.parts:
            reason = _question_reason(found, part, of_facet if of_facet != "form" else whole)
            if reason is not None:
                reasons[part.question] = reason
    return reasons


def _facet_reason(found: BarrierBlocks, facet: Target) -> NotComparedReason | None:
    scored = found.sides[-1].target(facet.id)
    return "form" if scored is None else _target_reason(found, scored)


def _target_reason(found: BarrierBlocks, target: Target) -> NotComparedReason | None:
    """Return why the barrier, or one of its facets that the last round scored, is not compared."""
    owns = [side.target(target.id) for side in found.sides]
    if any(own is None and not side.data.rubric.facets for own, side in zip(owns, found.sides, strict=True)):
        return "form"
    shared = found.shared(target)
    least = least_shared(target, is_barrier=target.id == found.barrier.id)
    if len(shared.parts) < max(1, least):
        return "few-questions"
    if target.id in found.left_out:
        return found.left_out[target.id]
    for place, (side, own) in enumerate(zip(found.sides, owns, strict=True)):
        reason = "form" if own is None else score_reason(side.numbers, own, shared, found.coverage(place, target, own))
        if reason is not None:
            return reason
    return "near-end" if _is_near_end(found, target) else None


def _question_reason(
    found: BarrierBlocks, part: ScoredQuestion, of_facet: NotComparedReason | None
) -> NotComparedReason | None:
    """Return why a question is not compared; *of_facet* is why its facet is not, if so."""
    target = question_target(part)
    if part not in found.same:
        return "changed" if any(_was_changed(part, side, found) for side in found.sides) else "asked-once"
    if not found.shared(target).parts:
        return "asked-once"
    if of_facet in PROTECTING or part.facet in found.left_out:
        return of_facet if of_facet in PROTECTING else found.left_out[part.facet]
    for place, side in enumerate(found.sides):
        reason = question_reason(side.numbers, target, found.coverage(place, target, target))
        if reason is not None:
            return reason
    return "near-end" if _is_near_end(found, target) else None


def _was_changed(part: ScoredQuestion, side: Side, found: BarrierBlocks) -> bool:
    """Return whether a round asked a question with the same id that was another one."""
    now = found.sides[-1].fingerprints[part.question]
    return side.fingerprints.get(part.question, now) != now


def _is_near_end(found: BarrierBlocks, target: Target) -> bool:
    """Return whether the mean of few people lies so near to an end of the scale that reports show a bound of it."""
    for place, side in enumerate(found.sides):
        held = pool_figures(found.figures(place, target)).scored
        if bound_near_end(held.mean or 0.0, held.n, side.data.limits.min_distribution):
            return True
    return False


def not_compared(
    sides: Sequence[Side],
    reasons: Iterable[tuple[BarrierBlocks, Mapping[str, NotComparedReason]]],
    compared: Collection[str],
) -> tuple[NotCompared, ...]:
    """Return what is not compared, with titles: roles first, then what belongs to each barrier of the last round."""
    by_barrier = {found.barrier.id: (found, why) for found, why in reasons}
    listed: dict[str, NotCompared] = {}
    for role in _absent_roles(sides, [found for found, _ in by_barrier.values()]):
        listed[role] = NotCompared(what=role, title=role_title(role, sides), reason="role-absent")
    for barrier in sides[-1].data.rubric.barriers:
        for side, name, reason in _against(barrier, sides, by_barrier):
            if name not in compared and name not in listed:
                listed[name] = NotCompared(what=name, title=title_of(name, side), reason=reason)
    return tuple(listed.values())


def _against(
    barrier: Target,
    sides: Sequence[Side],
    by_barrier: Mapping[str, tuple[BarrierBlocks, Mapping[str, NotComparedReason]]],
) -> Iterator[tuple[Side, str, NotComparedReason]]:
    """Yield what of a *barrier* is not compared, with a round that knows its title, and why."""
    last = sides[-1]
    if barrier.id not in by_barrier:
        if barrier.parts:
            yield last, barrier.id, "few-questions"
        return
    found, why = by_barrier[barrier.id]
    scored = {target.id for target in last.data.rubric.targets}
    for name, reason in why.items():
        if name in scored or name in last.answers.instrument.questions or any(side.target(name) for side in sides):
            yield last, name, reason
    for side, name in gone_questions(found):
        yield side, name, "asked-once"


def _absent_roles(sides: Sequence[Side], every: Sequence[BarrierBlocks]) -> Iterator[str]:
    """Yield the roles of people who answered, and who are taken into no comparison, since others did not answer."""
    taken = frozenset(role for found in every for block in found.included for role in block.roles)
    answering = frozenset().union(*(roles_answering(side) for side in sides))
    yield from sorted(answering - taken)


def title_of(name: str, side: Side) -> str:
    """Return the title of a barrier or facet, or the text of a question, in the words of the school's nation."""
    data = side.data
    if name in data.context.facets:
        return data.localize(data.context.facets[name].title) or name
    if name in data.instrument.questions:
        return data.localize(data.instrument.questions[name].text) or name
    titles = {barrier.id: barrier.title for barrier in data.instrument.questionnaire.barriers}
    return data.localize(titles.get(name)) or name


def role_title(name: str, sides: Sequence[Side]) -> str:
    """Return what several people of a role are called in the last round that knows it; UNSTATED for no stated role."""
    for side in reversed(sides):
        for role in side.answers.instrument.questionnaire.roles:
            if role.id == name:
                return side.data.localize(role.plural or role.title) or name
    return name


def gone_questions(found: BarrierBlocks) -> Iterator[tuple[Side, str]]:
    """Yield the questions of a barrier that an earlier round asked and the last did not, with that round."""
    known = {part.question for part in found.barrier.parts}
    for side in reversed(found.sides[:-1]):
        for part in side.data.context.targets_by_id[found.barrier.id].parts:
            if part.question not in known:
                known.add(part.question)
                yield side, part.question
