"""What a school, its neighbours and those around it can do about a bump."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from speedbumps.model.questionnaire import Nation
from speedbumps.model.written import Flag, Frozen, Id, Number, Some, Text

Level = Literal["teacher", "school", "between-schools", "system"]
Horizon = Literal["quick", "term", "year", "multi-year"]
Grade = Literal["A", "B", "C", "D", "X", "local"]


def _low_first(hours: tuple[float, float]) -> tuple[float, float]:
    if hours[0] > hours[1]:
        raise PydanticCustomError("low_above_high", "the lower figure comes first: [low, high]")
    return hours


Range = Annotated[
    tuple[Annotated[Number, Field(ge=0)], Annotated[Number, Field(ge=0)]],
    AfterValidator(_low_first),
]
"""Person-hours for a staff of about 45, lowest and highest."""


class Hours(Frozen):
    """What an action costs and gives back, in person-hours for a staff of about 45."""

    setup: Range = (0.0, 0.0)
    per_term: Range = (0.0, 0.0)
    saves_per_term: Range = (0.0, 0.0)


class Evidence(Frozen):
    """How well the action has been tested, as it is written here."""

    grade: Grade
    summary: Text
    source: Text | None = None
    source_read: Literal["yes", "abstract", "in part", "no"] | None = None


class ActionWording(Frozen):
    """Other words for one nation."""

    title: Text | None = None
    first_step: Text | None = None
    owner: Text | None = None
    involve: Text | None = None
    stop: Text | None = None
    protects: Text | None = None
    success: Text | None = None
    watch_out: Text | None = None


class Action(Frozen):
    """Something that may lower a bump: an option to talk over, to change and to refuse."""

    id: Id
    title: Text
    level: Level
    own_reach: Flag = False
    """A school can begin it by itself."""
    eases: Some[str]
    """Facets, by their full names."""
    moves_knowledge: Flag = False
    """A mover: know-how passes between people or schools."""
    moves_pupils: Flag = False
    """Pupils' place, group, timetable or support may change, so fairness has to be checked."""
    first_step: Text
    owner: Text
    involve: Text | None = None
    horizon: Horizon
    stop: Text | None = None
    """What gives way."""
    protects: Text | None = None
    """The good intention behind what stops."""
    hours: Hours = Hours()
    hours_how: Text | None = None
    success: Text | None = None
    should_move: tuple[Id, ...] = ()
    """Questions to look at in the next round."""
    evidence: Evidence
    watch_out: Text | None = None
    nations: tuple[Nation, ...] = ()
    """Only there; empty means everywhere."""
    wording: dict[Nation, ActionWording] = {}
    grounds: tuple[Id, ...] = ()


class ActionLibrary(Frozen):
    """An action file, format speedbumps-actions/1."""

    format: Literal["speedbumps-actions/1"]
    title: Text | None = None
    note: Text | None = None
    language: Text = "en"
    licence: Text | None = None
    hours_basis: Text | None = None
    actions: tuple[Action, ...]
