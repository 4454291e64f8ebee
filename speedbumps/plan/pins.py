"""Make room for actions that are pinned: take their bumps out of what a plan leaves as it is."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import yaml

from speedbumps.diagnostics.yaml_edit import NotExtendableError, line_after, line_of
from speedbumps.diagnostics.yaml_events import split_lines
from speedbumps.diagnostics.yaml_source import Source, Tree, parse_yaml
from speedbumps.model.actions import Hours
from speedbumps.model.audit import Audit, AuditedAction
from speedbumps.model.plan import SchoolPlan
from speedbumps.model.staff_hours import TermHours, hours_for_staff, term_hours
from speedbumps.plan.bumps import bumps_of_audit
from speedbumps.plan.draft import NOTHING, PlanWishes, going_on, named_bumps, open_hours
from speedbumps.plan.options import RankedBump, eases
from speedbumps.plan.plan_file import EXAMPLE_REASON, without_last_line_end
from speedbumps.plan.plan_rules import available_hours


class OpenAction(NamedTuple):
    """An action that is pinned, or stands in the plan."""

    name: str
    """Its id, or its title if it is one of the school's own."""
    hours: TermHours


class MissingRoom(NamedTuple):
    """What keeps pinned actions out of a plan."""

    actions: tuple[OpenAction, ...]
    """What stands or goes on, then what is pinned."""
    term: int | None
    """The first term in which their hours do not suffice, from 0; None if hours suffice, or are not known."""
    available: float
    """The hours that there are in a term, if they are what is missing."""


def plannable_bumps(audit: Audit) -> tuple[RankedBump, ...]:
    """Return the bumps of *audit* for which an action may be chosen."""
    return tuple(bump for bump in bumps_of_audit(audit) if bump.within_reach != "outside" and not bump.rough)


def bumps_for_pins(kept: SchoolPlan, audit: Audit, pinned: Collection[str]) -> frozenset[str]:
    """Return those bumps that *kept* leaves out, and that *pinned* actions need as no other bump is free for them.

    Each action takes the bump that it is made for, if that is left out, else the highest.
    """
    bumps, named = plannable_bumps(audit), named_bumps(kept)
    left = {each.bump for each in kept.left_out} - {each.bump for each in kept.priorities}
    planned = {each.action for each in kept.priorities}
    taken: list[str] = []
    for action in sorted((each for each in audit.actions if each.id in pinned), key=lambda each: each.id):
        easing = [bump.id for bump in bumps if eases(action, bump.id)]
        held = [name for name in easing if name in left and name not in taken]
        if action.id not in planned and held and all(name in named for name in easing):
            taken.append(next((name for name in action.eases if name in held), held[0]))
    return frozenset(taken)


def without_left_out(plan: SchoolPlan, bumps: Collection[str]) -> SchoolPlan:
    """Return *plan* without what it says of leaving *bumps*."""
    return plan.model_copy(update={"left_out": tuple(each for each in plan.left_out if each.bump not in bumps)})


def text_without_left_out(source: Source, bumps: Mapping[str, str]) -> str:
    """Return the text of the plan in *source* without its lines about leaving *bumps*, whose titles are given.

    Every other byte stays as it is.

    Raises:
        NotExtendableError: If something else stands in these lines, such as a comment.
    """
    data = source.data
    left = data.get("left_out") if isinstance(data, dict) else None
    if not bumps or not isinstance(data, dict) or not isinstance(left, list):
        return source.text
    lines = split_lines(source.text)
    gone: set[int] = set()
    rest: list[Tree] = []
    for place, item in enumerate(left):
        name = item.get("bump") if isinstance(item, dict) else None
        if isinstance(name, str) and name in bumps:
            gone.update(_lines_of_item(source, place, lines, f"# {bumps[name]}"))
        else:
            rest.append(item)
    text = "".join(line for at, line in enumerate(lines) if at not in gone)
    after = parse_yaml(source.path, text).value
    expected: Tree = {**data, "left_out": rest or ""}
    if after is None or without_last_line_end(after.data) != without_last_line_end(expected):
        raise NotExtendableError
    return text


def _lines_of_item(source: Source, place: int, lines: list[str], title: str) -> Iterator[int]:
    """Yield the indexes of the lines of an item under left_out, with the line above that has its *title*."""
    found = source.find_value(("left_out", place))
    if found is None:
        raise NotExtendableError
    events = source.events[found[0] : found[1] + 1]
    texts = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    first, end = line_of(events[0]), max(map(line_after, texts))
    if any(_holds_comment(event, source.text) for event in texts) or any(
        line.lstrip().startswith("#") for line in lines[first:end]
    ):
        raise NotExtendableError
    if first and lines[first - 1].strip() == title:
        yield first - 1
    yield from range(first, end)


def _holds_comment(event: yaml.ScalarEvent, text: str) -> bool:
    """Return whether a comment stands behind the text of *event* that speedbumps did not write there."""
    end = event.end_mark.index if event.end_mark else 0
    if text[:end].endswith("\n"):
        return False
    rest = text[end:].partition("\n")[0]
    return "#" in rest and EXAMPLE_REASON not in rest


def missing_room(
    audit: Audit, wishes: PlanWishes, kept: SchoolPlan | None, library: Mapping[str, AuditedAction] = NOTHING
) -> MissingRoom:
    """Return what keeps pinned actions out of the plan: their number or their hours; else bumps are too few."""
    known = {**library, **{action.id: action for action in audit.actions}}
    going, staff = going_on(wishes, kept), audit.school.staff
    standing = [
        OpenAction(
            each.own.title if each.own else each.action or "", open_hours(each, known.get(each.action or ""), staff)
        )
        for each in going
    ]
    named = {each.action for each in (*going, *(kept.priorities if kept else ()))}
    new = [
        OpenAction(name, term_hours(hours_for_staff(known[name], staff) if name in known else Hours()))
        for name in sorted(wishes.pinned - named)
    ]
    actions = (*standing, *new)
    if wishes.hours_per_term is None:
        return MissingRoom(actions, None, 0.0)
    energy = audit.plan is not None and audit.plan.energy
    available = available_hours(wishes.hours_per_term, energy=energy and not wishes.all_hours)
    for term, there in enumerate(available):
        left = max(0.0, there - sum(each.hours[term] for each in standing))
        if sum(each.hours[term] for each in new) > left:
            return MissingRoom(actions, term, there)
    return MissingRoom(actions, None, available[0])
