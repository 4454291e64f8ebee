"""Draft a school's plan from its audit, beside what the school has planned already."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from speedbumps.model.actions import Hours
from speedbumps.model.audit import Audit, AuditedAction, Request
from speedbumps.model.audit_queries import Target, barrier_targets
from speedbumps.model.plan import PlannedAction, PlannedRequest, SchoolPlan, Sponsor, hours_from_now, open_actions
from speedbumps.model.plan_dates import still_runs
from speedbumps.model.staff_hours import TermHours, hours_for_staff, term_hours
from speedbumps.plan.bumps import bumps_of_audit
from speedbumps.plan.choose import ChosenPlan, LeftOut, PlanCriterion, PlanStep, choose_plan, deciding_between
from speedbumps.plan.merits import Criterion, deciding_criterion, ranked_choices
from speedbumps.plan.options import RankedBump
from speedbumps.plan.plan_rules import PlanRules, UnderWay, available_hours
from speedbumps.plan.school_terms import first_day, term_of_round

MOST = 3
"""The most actions that are drafted if nobody says otherwise. More are seldom finished."""

SHIFT = 10.0
"""The hours a term by which a plan is looked at with more and with fewer."""


NOTHING: Mapping[str, AuditedAction] = MappingProxyType({})
"""A library without actions."""


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
    dropped: tuple[PlannedAction, ...] = ()
    """What the school dropped before, which is not planned again unless it is pinned."""
    carried: tuple[PlannedAction, ...] = ()
    """What goes on from the last plan."""
    worked: frozenset[str] = frozenset()
    """Ids of actions after which their bump became lower in this school."""
    sponsors: tuple[Sponsor, ...] = ()
    """Who stood behind the last plan."""
    day: date | None = None
    """The day of the plan, if it is known; otherwise it is made at the beginning of its round."""
    asked: tuple[PlannedRequest, ...] = ()
    """What the last plan asked of others, if it was sent or answered."""
    all_hours: bool = False
    """Whether all hours are planned even where energy is low."""


class DraftReason(NamedTuple):
    """Why an action was chosen for a bump."""

    because: Criterion | Literal["pinned", "only", "hours", "taken"]
    """only: there is no other. hours: a better one needs too many. taken: a better one is used for another bump."""
    other: AuditedAction | None = None
    """The action that it is compared with."""
    displaced: tuple[PlanStep, ...] = ()
    """The steps of the best plan without this pin that are not in this plan."""


class DraftAction(NamedTuple):
    """An action that is proposed for a bump."""

    target: Target
    """The bump."""
    action: AuditedAction
    reason: DraftReason
    left_before: str | None = None
    """Why the plan left the bump as it is, before the action was pinned."""


class ShiftedPlan(NamedTuple):
    """What would be planned with more hours a term, or with fewer."""

    hours_per_term: float
    added: tuple[PlanStep, ...]
    """Steps that are not in the draft."""
    dropped: tuple[PlanStep, ...]
    """Steps of the draft that are not in it."""
    because: PlanCriterion
    """By what the plan with more hours is better, if they differ."""


class PlanDraft(NamedTuple):
    """The actions, asks and bumps left out that a draft adds to a plan."""

    carried: tuple[PlannedAction, ...]
    """What goes on from the last plan, as it stands there."""
    actions: tuple[DraftAction, ...]
    """The most wanted first."""
    left_out: tuple[LeftOut, ...]
    """The bumps that are in neither."""
    asks: tuple[Request, ...]
    """What to ask of others and is not in the plan yet."""
    needed: TermHours
    """The hours that the drafted actions and those that are open take in each term from now on."""
    available: TermHours | None
    """The hours that there are in each term; None if that is not known."""
    halved: bool
    """Whether only half of the hours are planned, as people have little energy for something new."""
    without_mover: tuple[str, ...]
    """Drafted or planned bumps that call for knowledge to move, where no action that does so may be chosen."""
    shifted: tuple[ShiftedPlan, ...]
    """The same with ten hours a term more, and with ten fewer."""
    sponsors: tuple[Sponsor, ...] = ()
    """Who stood behind the last plan, and is still there in this round."""
    ended: tuple[Sponsor, ...] = ()
    """Who stood behind the last plan, and whose term of office has ended."""
    asked: tuple[PlannedRequest, ...] = ()
    """What the last plan asked of others, with what they answered."""
    dropped: tuple[PlannedAction, ...] = ()
    """What the last plan dropped."""


def draft_plan(
    audit: Audit, wishes: PlanWishes, kept: SchoolPlan | None = None, library: Mapping[str, AuditedAction] = NOTHING
) -> PlanDraft | None:
    """Return what is proposed for the school of *audit*, or None if no plan has all pinned actions.

    A *kept* plan stays as it is: its bumps, its actions and what it leaves out are not proposed again. What goes on
    from the last plan is carried over as it stands, unless the kept plan names it or leaves its bump, or somebody
    forbids it. Both are under way for choose_plan(): each open action keeps its own bump, is one of the most, and takes
    its hours, which are the running ones alone if it began in an earlier plan. So only what is missing is drafted. The
    *library* has the actions that ease no bump of this audit, which has only the others.
    """
    carried, going = _carried(wishes, kept), going_on(wishes, kept)
    bumps = bumps_of_audit(audit)
    known = {action.id: action for action in audit.actions}
    energy = audit.plan is not None and audit.plan.energy
    halved, named = energy and not wishes.all_hours, {*named_bumps(kept), *(each.bump for each in carried)}
    taken = _named_actions((*(kept.priorities if kept else ()), *carried))
    hours = wishes.hours_per_term
    available = None if hours is None else available_hours(hours, energy=halved)
    every = {**library, **known}
    under_way = tuple(
        UnderWay(each.bump, each.action, open_hours(each, every.get(each.action or ""), audit.school.staff))
        for each in going
    )
    rules = PlanRules(
        most=wishes.most,
        hours=available,
        pinned=wishes.pinned - taken,
        forbidden=wishes.forbidden | (_named_actions(wishes.dropped) - wishes.pinned) | taken,
        under_way=under_way,
        worked=wishes.worked,
        energy=energy,
        staff=audit.school.staff,
    )
    open_bumps = {each.bump for each in going}
    free = tuple(bump for bump in bumps if bump.id not in named or bump.id in open_bumps)
    chosen = choose_plan(free, known.values(), rules)
    if chosen is None:
        return None
    targets = {target.id: target for barrier in audit.barriers for target in barrier_targets(barrier)}
    votes = {bump.id: bump.votes for bump in bumps}
    planned = {*named, *(step.bump for step in chosen.steps)}
    term = term_of_round(audit.round)
    begins = wishes.day or (first_day(term, audit.school.nation) if term else None)
    return PlanDraft(
        carried=carried,
        actions=tuple(
            DraftAction(targets[step.bump], known[step.action], _reason(step, chosen, free, known, rules))
            for step in sorted(chosen.steps, key=lambda step: -votes[step.bump])
        ),
        left_out=chosen.left_out,
        asks=tuple(_new_asks(audit, kept)),
        needed=_add(chosen.hours, *(each.hours for each in under_way)),
        available=available,
        halved=halved,
        without_mover=tuple(name for name in chosen.without_mover if name in planned),
        shifted=tuple(_shifted(chosen, free, known, rules, wishes)),
        sponsors=tuple(each for each in wishes.sponsors if still_runs(each, begins)),
        ended=tuple(each for each in wishes.sponsors if not still_runs(each, begins)),
        asked=wishes.asked,
        dropped=wishes.dropped,
    )


def named_bumps(kept: SchoolPlan | None) -> frozenset[str]:
    """Return the bumps that a plan names: what it does about them, or that it leaves them."""
    if kept is None:
        return frozenset()
    return frozenset({*(each.bump for each in kept.priorities), *(each.bump for each in kept.left_out)})


def going_on(wishes: PlanWishes, kept: SchoolPlan | None) -> tuple[PlannedAction, ...]:
    """Return the open actions of a *kept* plan, and what goes on from the last one."""
    return (*(open_actions(kept) if kept else ()), *_carried(wishes, kept))


def _carried(wishes: PlanWishes, kept: SchoolPlan | None) -> tuple[PlannedAction, ...]:
    """Return what goes on from the last plan, and is not in a *kept* plan yet."""
    if kept is None:
        return tuple(each for each in wishes.carried if each.action not in wishes.forbidden)
    there = {_name_of(each) for each in kept.priorities}
    left = {each.bump for each in kept.left_out}
    return tuple(
        each
        for each in wishes.carried
        if each.action not in wishes.forbidden and _name_of(each) not in there and each.bump not in left
    )


def _name_of(planned: PlannedAction) -> str | None:
    """Return what tells a planned action from others: its id, or its title if it is one of the school's own."""
    return planned.own.title if planned.own else planned.action


def _named_actions(planned: Iterable[PlannedAction]) -> frozenset[str]:
    return frozenset(each.action for each in planned if each.action)


def open_hours(planned: PlannedAction, action: AuditedAction | None, staff: int | None) -> TermHours:
    """Return the hours that a planned action takes in each term from now on; none if they are not known."""
    hours = planned.own.hours if planned.own else hours_for_staff(action, staff) if action else Hours()
    return term_hours(hours_from_now(planned, hours))


def _add(*hours: TermHours) -> TermHours:
    first, second, third = map(sum, zip(*hours, strict=True))
    return (first, second, third)


def _reason(
    step: PlanStep,
    chosen: ChosenPlan,
    bumps: tuple[RankedBump, ...],
    known: Mapping[str, AuditedAction],
    rules: PlanRules,
) -> DraftReason:
    """Return why the action of *step* was chosen, beside the best of the others."""
    if step.action in rules.pinned:
        free = choose_plan(bumps, known.values(), rules._replace(pinned=rules.pinned - {step.action}))
        steps = free.steps if free else ()
        return DraftReason("pinned", displaced=tuple(each for each in steps if each not in chosen.steps))
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
        better, worse = (steps, chosen.steps) if shift > 0 else (chosen.steps, steps)
        yield ShiftedPlan(
            hours,
            added=tuple(step for step in steps if step not in chosen.steps),
            dropped=tuple(step for step in chosen.steps if step not in steps),
            because=deciding_between(better, worse, bumps, known.values(), rules),
        )


def _new_asks(audit: Audit, kept: SchoolPlan | None) -> Iterator[Request]:
    """Yield what to ask of others, without what the plan asks already."""
    kept_asks = kept.asks if kept else ()
    bumps, texts = {each.bump for each in kept_asks}, {each.text for each in kept_asks}
    for request in audit.plan.asks if audit.plan else ():
        if request.bump not in bumps and request.text not in texts:
            yield request
