"""Draft a school's plan from its audit, beside what the school has planned already."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from speedbumps.model.audit import Audit, AuditedAction, Request
from speedbumps.model.audit_queries import Target, barrier_targets
from speedbumps.model.plan import SchoolPlan, open_actions
from speedbumps.model.staff_hours import TermHours, hours_for_staff, term_hours
from speedbumps.plan.bumps import bumps_of_audit
from speedbumps.plan.choose import (
    ChosenPlan,
    Criterion,
    LeftOut,
    PlanRules,
    PlanStep,
    available_hours,
    choose_plan,
    deciding_criterion,
    ranked_choices,
)
from speedbumps.plan.options import RankedBump

MOST = 3
"""The most actions that are drafted if nobody says otherwise. More are seldom finished."""

SHIFT = 10.0
"""The hours a term by which a plan is looked at with more and with fewer."""


class PlanWishes(NamedTuple):
    """What somebody asks of a draft."""

    most: int = MOST
    """The most actions that are open at the same time."""
    hours_per_term: float | None = None
    """The hours that all people together have for new things in a term; None if that is not known."""
    pinned: frozenset[str] = frozenset()
    """Ids of actions that must be in it."""
    forbidden: frozenset[str] = frozenset()
    """Ids of actions that must not be in it."""
    dropped: frozenset[str] = frozenset()
    """Ids of actions that the school dropped before, which are not planned again."""
    worked: frozenset[str] = frozenset()
    """Ids of actions after which their bump became lower in this school."""
    all_hours: bool = False
    """Whether all hours are planned even where energy is low."""


class DraftReason(NamedTuple):
    """Why an action was chosen for a bump."""

    because: Criterion | Literal["pinned", "only", "hours", "taken"]
    """only: there is no other. hours: a better one needs too many. taken: a better one is used for another bump."""
    other: AuditedAction | None = None
    """The action that it is compared with."""


class DraftAction(NamedTuple):
    """An action that is proposed for a bump."""

    target: Target
    """The bump."""
    action: AuditedAction
    reason: DraftReason


class ShiftedPlan(NamedTuple):
    """What would be planned with more hours a term, or with fewer."""

    hours_per_term: float
    added: tuple[PlanStep, ...]
    """Steps that are not in the draft."""
    dropped: tuple[PlanStep, ...]
    """Steps of the draft that are not in it."""


class PlanDraft(NamedTuple):
    """The actions, asks and bumps left out that a draft adds to a plan."""

    actions: tuple[DraftAction, ...]
    """The most wanted first."""
    left_out: tuple[LeftOut, ...]
    """The bumps that are in neither."""
    asks: tuple[Request, ...]
    """What to ask of others and is not in the plan yet."""
    needed: TermHours
    """The hours that the drafted actions and those that are open take in each term."""
    available: TermHours | None
    """The hours that there are in each term; None if that is not known."""
    halved: bool
    """Whether only half of the hours are planned, as people have little energy for something new."""
    without_mover: tuple[str, ...]
    """Drafted or planned bumps that call for knowledge to move, where no action that does so may be chosen."""
    shifted: tuple[ShiftedPlan, ...]
    """The same with ten hours a term more, and with ten fewer."""


def draft_plan(audit: Audit, wishes: PlanWishes, kept: SchoolPlan | None = None) -> PlanDraft | None:
    """Return what is proposed for the school of *audit*, or None if no plan has all pinned actions.

    A *kept* plan stays as it is: its bumps, its actions and what it leaves out are not proposed again, and the hours of
    its open actions are taken from those that there are. So only what a new plan would still need is drafted.
    """
    bumps = bumps_of_audit(audit)
    known = {action.id: action for action in audit.actions}
    energy = audit.plan is not None and audit.plan.energy
    halved, named = energy and not wishes.all_hours, named_bumps(kept)
    open_hours = _open_hours(audit, kept)
    rules = PlanRules(
        most=max(0, wishes.most - (len(open_actions(kept)) if kept else 0)),
        hours=_left_hours(wishes.hours_per_term, open_hours, halved=halved),
        pinned=wishes.pinned - _named_actions(kept),
        forbidden=wishes.forbidden | wishes.dropped | _named_actions(kept),
        worked=wishes.worked,
        energy=energy,
        staff=audit.school.staff,
    )
    free = tuple(bump for bump in bumps if bump.id not in named)
    chosen = choose_plan(free, known.values(), rules)
    if chosen is None:
        return None
    targets = {target.id: target for barrier in audit.barriers for target in barrier_targets(barrier)}
    votes = {bump.id: bump.votes for bump in bumps}
    planned = {*named, *(step.bump for step in chosen.steps)}
    return PlanDraft(
        actions=tuple(
            DraftAction(targets[step.bump], known[step.action], _reason(step, chosen, free, known, rules))
            for step in sorted(chosen.steps, key=lambda step: -votes[step.bump])
        ),
        left_out=chosen.left_out,
        asks=tuple(_new_asks(audit, kept)),
        needed=_add(chosen.hours, open_hours),
        available=None if wishes.hours_per_term is None else available_hours(wishes.hours_per_term, energy=halved),
        halved=halved,
        without_mover=tuple(name for name in chosen.without_mover if name in planned),
        shifted=tuple(_shifted(chosen, free, known, rules, wishes)),
    )


def named_bumps(kept: SchoolPlan | None) -> frozenset[str]:
    """Return the bumps that a plan names: what it does about them, or that it leaves them."""
    if kept is None:
        return frozenset()
    return frozenset({*(each.bump for each in kept.priorities), *(each.bump for each in kept.left_out)})


def _named_actions(kept: SchoolPlan | None) -> frozenset[str]:
    return frozenset(each.action for each in kept.priorities if each.action) if kept else frozenset()


def _open_hours(audit: Audit, kept: SchoolPlan | None) -> TermHours:
    """Return the hours that the open actions of a plan take in each term."""
    known = {action.id: action for action in audit.actions}
    total: TermHours = (0.0, 0.0, 0.0)
    for each in open_actions(kept) if kept else ():
        if each.own is not None:
            total = _add(total, term_hours(each.own.hours))
        elif each.action in known:
            total = _add(total, term_hours(hours_for_staff(known[each.action], audit.school.staff)))
    return total


def _left_hours(hours: float | None, taken: TermHours, *, halved: bool) -> TermHours | None:
    if hours is None:
        return None
    there = available_hours(hours, energy=halved)
    # What was agreed stands, even if it takes more.
    first, second, third = (max(0.0, some - used) for some, used in zip(there, taken, strict=True))
    return (first, second, third)


def _add(one: TermHours, other: TermHours) -> TermHours:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])


def _reason(
    step: PlanStep,
    chosen: ChosenPlan,
    bumps: tuple[RankedBump, ...],
    known: Mapping[str, AuditedAction],
    rules: PlanRules,
) -> DraftReason:
    """Return why the action of *step* was chosen, beside the best of the others."""
    if step.action in rules.pinned:
        return DraftReason("pinned")
    bump = next(each for each in bumps if each.id == step.bump)
    ranked = ranked_choices(bump, bumps, known.values(), rules)
    other = next((name for name in ranked if name != step.action), None)
    if other is None:
        return DraftReason("only")
    if ranked[0] == step.action:
        because = deciding_criterion(known[step.action], known[other], bump, bumps, rules)
        return DraftReason(because, known[other])
    taken = any(each.action == other for each in chosen.steps)
    return DraftReason("taken" if taken else "hours", known[other])


def _shifted(
    chosen: ChosenPlan,
    bumps: tuple[RankedBump, ...],
    known: Mapping[str, AuditedAction],
    rules: PlanRules,
    wishes: PlanWishes,
) -> Iterator[ShiftedPlan]:
    """Yield the plan with ten hours a term more and with ten fewer, if hours are known."""
    if rules.hours is None or wishes.hours_per_term is None:
        return
    for shift in (SHIFT, -SHIFT):
        hours = wishes.hours_per_term + shift
        if hours < 0:
            continue
        planned = available_hours(shift, energy=rules.energy and not wishes.all_hours)
        other = choose_plan(bumps, known.values(), rules._replace(hours=_add(rules.hours, planned)))
        steps = other.steps if other else ()
        yield ShiftedPlan(
            hours,
            added=tuple(step for step in steps if step not in chosen.steps),
            dropped=tuple(step for step in chosen.steps if step not in steps),
        )


def _new_asks(audit: Audit, kept: SchoolPlan | None) -> Iterator[Request]:
    """Yield what to ask of others, without what the plan asks already."""
    kept_asks = kept.asks if kept else ()
    bumps, texts = {each.bump for each in kept_asks}, {each.text for each in kept_asks}
    for request in audit.plan.asks if audit.plan else ():
        if request.bump not in bumps and request.text not in texts:
            yield request
