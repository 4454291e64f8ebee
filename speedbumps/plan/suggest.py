"""Suggest what to talk about first, for as many hours as it takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from speedbumps.model.audit import ActionPlan, AuditedAction, Priority, Request
from speedbumps.plan.choose import choose_plan
from speedbumps.plan.options import RankedBump, rank_options
from speedbumps.plan.plan_rules import PlanRules


def suggest_plan(
    bumps: Sequence[RankedBump], actions: Iterable[AuditedAction], *, energy: bool, staff: int | None = None
) -> tuple[Mapping[str, tuple[str, ...]], ActionPlan]:
    """Return the ids of the options for each of the *bumps*, and what to talk about first.

    The *bumps* are sorted, the highest first; the options are sorted as by rank_options(). The priorities are those of
    choose_plan() without a limit of hours. Beside them stand what to ask of others, and the bumps for which no action
    moves knowledge although they call for it. *energy* says whether people have little energy for something new.
    """
    known = tuple(actions)
    options = rank_options(bumps, known, energy=energy, staff=staff)
    chosen = choose_plan(bumps, known, PlanRules(energy=energy, staff=staff))
    steps = chosen.steps if chosen else ()
    first = sorted(steps, key=lambda step: -_votes(step.bump, bumps))
    return options, ActionPlan(
        priorities=tuple(
            Priority(
                bump=step.bump,
                action=step.action,
                alternatives=tuple(name for name in options[step.bump] if name != step.action),
            )
            for step in first
        ),
        asks=tuple(_requests(bumps)),
        energy=energy,
        without_mover=chosen.without_mover if chosen else (),
    )


def _votes(name: str, bumps: Iterable[RankedBump]) -> int:
    return next(bump.votes for bump in bumps if bump.id == name)


def _requests(bumps: Iterable[RankedBump]) -> Iterator[Request]:
    for bump in bumps:
        if bump.within_reach != "ours" and bump.ask_others:
            yield Request(bump=bump.id, within_reach=bump.within_reach, to=bump.ask_whom, text=bump.ask_others)
