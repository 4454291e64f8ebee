"""Understand which actions are pinned, and say why a plan has no room for them."""

from collections.abc import Mapping

from speedbumps.cli.running import refuse
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.audit import Audit, AuditedAction
from speedbumps.model.plan import SchoolPlan
from speedbumps.plan.draft import PlanWishes, named_bumps
from speedbumps.plan.options import eases
from speedbumps.plan.pins import MissingRoom, missing_room, plannable_bumps
from speedbumps.text import fold_text

LARGEST_NUMBER = 5
"""The most actions that a plan may have. More than that cannot be followed."""


def with_ids(audit: Audit, wishes: PlanWishes) -> PlanWishes:
    """Return *wishes* with the ids of actions that are named by their titles, or by what titles begin with."""
    pinned, forbidden = (
        frozenset(_id_of(name, audit) for name in names) for names in (wishes.pinned, wishes.forbidden)
    )
    return wishes._replace(pinned=pinned, forbidden=forbidden)


def _id_of(name: str, audit: Audit) -> str:
    """Return the id of the action that is called *name*; *name* itself if none is."""
    titles, wanted = {action.id: fold_text(action.title) for action in audit.actions}, fold_text(name)
    if name in titles or not wanted:
        return name
    found = [id_ for id_, title in titles.items() if title == wanted] or [
        id_ for id_, title in titles.items() if title.startswith(wanted)
    ]
    if len(found) > 1:
        names = ", ".join(_named(each, audit) for each in found)
        refuse(f"write more of the title; several actions begin with '{name}': {names}")
    return found[0] if found else name


def _named(id_: str, audit: Audit) -> str:
    title = next((action.title for action in audit.actions if action.id == id_), None)
    return f"{id_} (“{title}”)" if title else id_


def check_pins(audit: Audit, wishes: PlanWishes) -> None:
    """Refuse ids that are no actions for these bumps, and actions that are both pinned and left out."""
    known = {action.id for action in audit.actions} | {each.action for each in wishes.carried if each.action}
    for name in sorted(wishes.pinned | wishes.forbidden):
        if name not in known:
            meant = did_you_mean(name, sorted((*known, *(action.title for action in audit.actions))))
            refuse(
                f"there is no action '{name}' for the bumps of this school{meant}; the report's annex lists them, and "
                "'speedbumps explain' says what each is"
            )
    if both := sorted(wishes.pinned & wishes.forbidden):
        refuse(f"{', '.join(both)}: an action cannot be both in the plan (--pin) and not in it (--without)")


def no_plan_text(
    audit: Audit, wishes: PlanWishes, kept: SchoolPlan | None, library: Mapping[str, AuditedAction]
) -> str:
    """Return why there is no plan with all pinned actions."""
    carried = {each.bump for each in wishes.carried}
    taken = named_bumps(kept) | carried
    planned = {each.bump: each for each in (kept.priorities if kept else ())}
    ours = plannable_bumps(audit)
    for action in audit.actions:
        eased = [bump.id for bump in ours if eases(action, bump.id)]
        if action.id not in wishes.pinned or any(name not in taken for name in eased):
            continue
        named = _named(action.id, audit)
        if carried.intersection(eased):
            return (
                f"{named} is for {', '.join(eased)}, against which something goes on from the last plan; leave that "
                "out with --without, or write the action in yourself"
            )
        if eased:
            held = ", ".join(
                f"{name} ({_named(planned[name].action or '', audit)})"
                if name in planned and planned[name].action
                else name
                for name in eased
            )
            return (
                f"{named} is for {held}, which stands under priorities already, and a bump has one action; take that "
                "out there and run this again, or write the action in yourself"
            )
        return f"{named} eases no bump that the school can plan for; leave out --pin {action.id}"
    return _no_room_text(missing_room(audit, wishes, kept, library), audit, wishes)


def _no_room_text(room: MissingRoom, audit: Audit, wishes: PlanWishes) -> str:
    """Return what is missing: hours, or the number of actions that a plan may have, or both."""
    number, parts = len(room.actions), []
    if number > wishes.most:
        names = ", ".join(_named(each.name, audit) for each in room.actions)
        allow = f"allow them with --most {number}" if number <= LARGEST_NUMBER else "pin fewer"
        parts.append(
            f"{number} actions would be open at the same time, and the plan may have {wishes.most} (--most): {names}; "
            f"{allow}, or give one that is in the plan the status done or dropped"
        )
    if room.term is not None:
        needed = sum(each.hours[room.term] for each in room.actions)
        names = ", ".join(f"{_named(each.name, audit)} {each.hours[room.term]:g}" for each in room.actions)
        there = wishes.hours_per_term or 0.0
        half = f" (half of {there:g}, as energy is low; --all-hours plans all)" if room.available < there else ""
        parts.append(
            f"there are not enough hours: what stands and what is pinned take up to {needed:g} in term "
            f"{room.term + 1}, and there are {room.available:g}{half}: {names}; give more with --hours-per-term, or "
            "pin fewer"
        )
    return ". Also, ".join(parts) or "there is no bump of its own for each of the actions that are pinned; pin fewer"
