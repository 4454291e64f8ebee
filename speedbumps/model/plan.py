"""The plan that a school keeps: what it does about its bumps, who leads it, and when the school looks again."""

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from speedbumps.model.actions import Hours
from speedbumps.model.questionnaire import Nation
from speedbumps.model.scalars import (
    EmptyInSchema,
    Flag,
    Frozen,
    Number,
    Some,
    Text,
    Whole,
    exactly_one_of,
    parse_day,
)

PlanStatus = Literal["proposed", "agreed", "under-way", "done", "dropped"]
"""How far an action has come. proposed: nobody has agreed to it yet."""

OPEN: tuple[PlanStatus, ...] = ("proposed", "agreed", "under-way")
"""The statuses of actions that take hours from now on."""

Item = TypeVar("Item")


def _empty_as_none(value: object) -> object:
    """Return None for a key that was left empty, as in a form that is not filled in yet."""
    return None if value == "" else value


def _empty_as_no_items(value: object) -> object:
    return () if value == "" else value


def _read_day(value: object) -> object:
    if value == "" or not isinstance(value, str):
        return _empty_as_none(value)
    day = parse_day(value.strip())
    if day is None:
        raise PydanticCustomError("not_a_day", "write a day of the calendar as year-month-day: 2026-11-30")
    return day


Blank = Annotated[Text | None, BeforeValidator(_empty_as_none), EmptyInSchema()]
"""Words that may still be missing."""

Day = Annotated[date | None, BeforeValidator(_read_day), EmptyInSchema()]
"""A day that may still be missing."""

BlankHours = Annotated[Annotated[Number, Field(ge=0)] | None, BeforeValidator(_empty_as_none), EmptyInSchema()]
"""Person-hours that may still be missing."""

Listed = Annotated[tuple[Item, ...], BeforeValidator(_empty_as_no_items), EmptyInSchema()]
"""A list that may be left empty."""


class Sponsor(Frozen, defer_build=True):
    """Somebody who stands behind the work, and until when."""

    role: Text
    """The role, not a person's name: Headteacher, chair of governors."""
    mandate: Blank = None
    """Where the power to back it comes from: appointed, elected, a funded programme."""
    until: Day = None
    """The last day of the term of office, or of the money."""


class OwnAction(Frozen, defer_build=True):
    """An action that is in no library: what people here thought of themselves."""

    title: Text
    """What to do, in a few words."""
    first_step: Blank = None
    """What could be done this week."""
    eases: Some[Text]
    """The facets that it may ease, by their full names."""
    moves_knowledge: Flag = False
    """Know-how passes between people or schools."""
    moves_pupils: Flag = False
    """Pupils' place, group, timetable or support may change, so fairness has to be checked."""
    hours: Hours = Hours()
    """What it costs and gives back, in person-hours of the whole school."""


class Fairness(Frozen, defer_build=True):
    """Who could lose by an action that moves pupils, and what is done about it."""

    could_lose: Blank = None
    """Which pupils could lose out."""
    so_we: Blank = None
    """What we do so that they do not."""


class PlannedAction(Frozen, defer_build=True):
    """One thing that the school does about a bump."""

    model_config = ConfigDict(json_schema_extra=exactly_one_of("action", "own"))

    bump: Text
    """The facet, or the barrier of a short form, by its full name."""
    action: Blank = None
    """An action of the library, by its id."""
    own: OwnAction | None = None
    """An action of the school's own, in place of one of the library."""
    status: PlanStatus = "proposed"
    """How far it has come."""
    since: Blank = None
    """The round of the plan in which it began, if that was an earlier one; its hours to begin are not counted again."""
    change: Blank = None
    """What the school changes about the action."""
    stops: Blank = None
    """What gives way."""
    keeps: Blank = None
    """The good intention behind what gives way."""
    owner: Blank = None
    """Who leads it."""
    start: Day = None
    """The first day."""
    review: Day = None
    """The day on which people look again."""
    sign: Blank = None
    """What could be seen within six weeks."""
    outcome: Blank = None
    """What would be different for good."""
    fairness: Fairness | None = None
    """Asked for where pupils are moved."""
    hours_spent: BlankHours = None
    """The person-hours that it has taken."""
    notes: Blank = None
    """Anything else; of an action that was dropped, why."""


class BumpLeftOut(Frozen, defer_build=True):
    """A bump that the plan leaves as it is."""

    bump: Text
    """The facet, or the barrier of a short form, by its full name."""
    because: Blank = None
    """Why."""


class PlannedRequest(Frozen, defer_build=True):
    """What the school asks of others."""

    of: Text
    """Whom it asks."""
    text: Text
    """What it asks for."""
    bump: Blank = None
    """The facet that it is about, by its full name."""
    sent: Day = None
    """When it was sent."""
    answer: Blank = None
    """What they said."""


class SchoolPlan(Frozen, defer_build=True):
    """A school's plan, format speedbumps-plan/1."""

    format: Literal["speedbumps-plan/1"]
    """What kind of file this is."""
    school: Text
    """The school's id."""
    name: Blank = None
    """What people call the school."""
    round: Blank = None
    """The collection of answers that it rests on: 2026-autumn."""
    questionnaire: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,31}@\d+\.\d+\.\d+$")]
    """The questionnaire that was answered, and its version: school@2.0.0."""
    nation: Annotated[Nation | None, BeforeValidator(_empty_as_none), EmptyInSchema()] = None
    """Which nation's words hold."""
    staff: Annotated[Whole | None, BeforeValidator(_empty_as_none), EmptyInSchema()] = None
    """How many people work at the school, for whom hours are scaled."""
    hours_per_term: BlankHours = None
    """The person-hours that all people together have for new things in a term."""
    sponsors: Listed[Sponsor] = ()
    """Who stands behind the work, and until when."""
    priorities: Listed[PlannedAction] = ()
    """What the school does, the first first."""
    left_out: Listed[BumpLeftOut] = ()
    """Bumps that the school leaves as they are."""
    asks: Listed[PlannedRequest] = ()
    """What the school asks of others."""


def hours_from_now(planned: PlannedAction, hours: Hours) -> Hours:
    """Return what is still to come of the *hours* of a planned action: it begins only once, in its first plan."""
    return hours.model_copy(update={"setup": (0.0, 0.0)}) if planned.since else hours


def open_actions(plan: SchoolPlan) -> tuple[PlannedAction, ...]:
    """Return the actions that take hours from now on."""
    return tuple(each for each in plan.priorities if each.status in OPEN)


def questionnaire_id(plan: SchoolPlan) -> str:
    """Return the id of the questionnaire that *plan* rests on."""
    return plan.questionnaire.partition("@")[0]
