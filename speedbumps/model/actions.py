"""Action libraries: what a school, its neighbours and those around it can do about a bump."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from speedbumps.model.questionnaire import Nation
from speedbumps.model.scalars import Flag, Frozen, Id, Name, Number, Some, Text, Whole

Level = Literal["teacher", "school", "between-schools", "system"]
Horizon = Literal["quick", "term", "year", "multi-year"]
Grade = Literal["A", "B", "C", "G", "D", "X", "local"]


def _check_low_first(hours: tuple[float, float]) -> tuple[float, float]:
    if hours[0] > hours[1]:
        raise PydanticCustomError("low_above_high", "the lower figure comes first: [low, high]")
    return hours


Range = Annotated[
    tuple[Annotated[Number, Field(ge=0)], Annotated[Number, Field(ge=0)]],
    AfterValidator(_check_low_first),
]
"""Person-hours, lowest and highest."""


class Hours(Frozen):
    """What an action costs and gives back, in person-hours for a staff of the size that the library names."""

    setup: Range = (0.0, 0.0)
    """To begin with, once: [low, high]."""
    per_term: Range = (0.0, 0.0)
    """To keep it going, each term: [low, high]."""
    saves_per_term: Range = (0.0, 0.0)
    """What it gives back, each term: [low, high]."""


class Evidence(Frozen):
    """How well the action has been tested, as it is written here."""

    grade: Grade
    """A several trials, B one or two trials or strong comparisons, C evaluation or accounts, G recommended in national
    guidance and untested in this form, D judgement, X no effect found, local a school's own."""
    summary: Text
    """What was found, in a sentence."""
    source: Text | None = None
    """Where it can be read."""
    source_read: Literal["yes", "abstract", "in part", "no"] | None = None
    """Whether whoever graded it has read the source."""


class ActionWording(Frozen):
    """Other words for one nation."""

    title: Text | None = None
    """Instead of the action's own title."""
    first_step: Text | None = None
    """Instead of the action's own first step."""
    owner: Text | None = None
    """Instead of the action's own owner."""
    involve: Text | None = None
    """Instead of the action's own involve."""
    stop: Text | None = None
    """Instead of the action's own stop."""
    protects: Text | None = None
    """Instead of the action's own protects."""
    success: Text | None = None
    """Instead of the action's own success."""
    watch_out: Text | None = None
    """Instead of the action's own watch out."""


class Action(Frozen):
    """Something that may lower a bump: an option to talk over, to change and to refuse."""

    id: Id
    """What it is called in files and reports; it stays when the words change."""
    title: Text
    """What to do, in a few words."""
    level: Level
    """Who it changes the work of."""
    own_reach: Flag = False
    """A school can begin it by itself."""
    eases: Some[Name]
    """Facets, by their full names."""
    moves_knowledge: Flag = False
    """A mover: know-how passes between people or schools."""
    moves_pupils: Flag = False
    """Pupils' place, group, timetable or support may change, so fairness has to be checked."""
    outlasts_sponsors: Flag = False
    """It keeps work going when those who stand behind it change."""
    first_step: Text
    """What could be done this week."""
    owner: Text
    """Who leads it."""
    involve: Text | None = None
    """Who else takes part."""
    horizon: Horizon
    """How long it takes to show."""
    stop: Text | None = None
    """What gives way."""
    protects: Text | None = None
    """The good intention behind what stops."""
    hours: Hours = Hours()
    """What it costs and gives back."""
    hours_how: Text | None = None
    """The arithmetic behind the hours."""
    success: Text | None = None
    """How one would see that it works."""
    should_move: tuple[Id, ...] = ()
    """Questions to look at in the next round."""
    evidence: Evidence
    """How well it has been tested."""
    watch_out: Text | None = None
    """What can go wrong."""
    nations: tuple[Nation, ...] = ()
    """Only there; empty means everywhere."""
    wording: dict[Nation, ActionWording] = {}
    """Other words for a nation, by field."""
    grounds: tuple[Id, ...] = ()
    """Where it comes from, by the ids of claims or sources."""


class ActionLibrary(Frozen):
    """An action file, format speedbumps-actions/1."""

    format: Literal["speedbumps-actions/1"]
    """What kind of file this is."""
    title: Text | None = None
    """What people see above it."""
    note: Text | None = None
    """For authors; nobody else sees it."""
    language: Text = "en"
    """The language that it is written in."""
    licence: Text | None = None
    """Under which terms it may be used and changed."""
    hours_basis: Text | None = None
    """For what staff the hours are worked out, in words."""
    hours_for: Annotated[Whole, Field(ge=1)] = 45
    """The number of staff that hours are for. Those of a school's own actions, of the levels teacher and school, are
    scaled to its headcount."""
    actions: tuple[Action, ...]
    """The actions; their order says nothing."""
