"""A local questionnaire: another one with parts left out, reworded or added."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from speedbumps.model.questionnaire import (
    Barrier,
    Form,
    Nation,
    Notice,
    Pilot,
    Question,
    Questionnaire,
    Role,
    Scale,
    Signals,
)
from speedbumps.model.questionnaire import Status as Maturity
from speedbumps.model.report_style import ReportStyle
from speedbumps.model.scalars import Frozen, Id, Name, Text, Whole


class Reword(Frozen, defer_build=True):
    """Other words for an inherited question. Its scale, keys and weights stay."""

    text: Text | None = None
    """Other words for the question itself."""
    why: Text | None = None
    """Another reason why it is asked."""
    if_none: Text | None = None
    """Other words on what to choose if there was no such event."""
    wording: dict[Id, Text] = {}
    """Other words for other roles."""


class MoreBarrier(Barrier):
    """Facets to add to an inherited barrier, or a barrier of one's own."""

    # An inherited barrier keeps its title; a new one needs a title, which is checked when the overlay is resolved.
    title: Text | None = None  # type: ignore[assignment] # see above


class MorePrivacy(Frozen, defer_build=True):
    """Limits that may rise above the inherited ones, and never fall."""

    min_group: Annotated[Whole, Field(ge=3)] | None = None
    """People that any figure must hold."""
    min_distribution: Annotated[Whole, Field(ge=3)] | None = None
    """People that the spread of answers must hold."""
    min_open_text: Annotated[Whole, Field(ge=3)] | None = None
    """People that must have written before own words are shown."""
    min_sensitive: Annotated[Whole, Field(ge=3)] | None = None
    """People that a figure of a sensitive question must hold."""
    min_schools: Annotated[Whole, Field(ge=3)] | None = None
    """Schools that a figure of several must hold."""
    notice: Notice | None = None
    """What people are told about their answers."""


class Overlay(Frozen, defer_build=True):
    """A local questionnaire file: format speedbumps-questionnaire/1 with `extends`."""

    format: Literal["speedbumps-questionnaire/1"]
    """What kind of file this is."""
    id: Id
    """What it is called: answers name it by this."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    """Its own three numbers."""
    extends: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,31}@\d+\.\d+\.\d+$")]
    """The questionnaire that it is made from, and its version: school@1.0.0."""
    title: Text | None = None
    """What people see above it; otherwise the inherited title."""
    introduction: Text | None = None
    """What this is for; otherwise the inherited introduction."""
    organiser: Text | None = None
    """What whoever runs the round should know; otherwise the inherited words."""
    status: Maturity = "draft"
    """How far it has been tried; every report prints it."""
    pilot: Pilot | None = None
    """How it was tried; that of the inherited questionnaire does not count for this one."""
    licence: Text | None = None
    """Under which terms it may be used and changed."""
    actions: Text | None = None
    """An action library of its own, beside this file; otherwise the inherited one."""
    signpost: dict[Nation, Text] = {}
    """Where to go with what this is not for, by nation."""
    off: tuple[Name, ...] = ()
    """Questions, and facets by their full names, that are left out."""
    reword: dict[Id, Reword] = {}
    """Other words for inherited questions, by their ids."""
    roles: tuple[Role, ...] = ()
    """Kinds of people to add."""
    scales: dict[Id, Scale] = {}
    """Ways of answering to add, by name."""
    barriers: tuple[MoreBarrier, ...] = ()
    """Facets to add to an inherited barrier, or barriers to add."""
    questions: tuple[Question, ...] = ()
    """Questions to add."""
    forms: dict[Id, Form] = {}
    """Subsets of the questions to add, by name."""
    privacy: MorePrivacy = MorePrivacy()
    """Limits that are higher here."""
    signals: Signals | None = None
    """Which facets and questions the report looks for, instead of the inherited ones."""
    words: dict[Nation, dict[str, Text]] = {}
    """What {words} in texts stand for, by nation: added to those that are inherited."""
    report: ReportStyle | None = None
    """Other words and fewer sections for the report, instead of those that are inherited."""


def omitted_questions(overlay: Overlay, base: Questionnaire) -> Mapping[str, int]:
    """Return the ids of the questions of *base* that *overlay* leaves out, each with its position under `off`.

    A question is also left out if all facets that it measures or belongs to are; then the position is that of the
    first of them.
    """
    places = {name: place for place, name in enumerate(overlay.off)}
    barriers = {barrier.id: [f"{barrier.id}.{facet.id}" for facet in barrier.facets] for barrier in base.barriers}
    gone: dict[str, int] = {}
    for question in base.questions:
        home = question.belongs_to
        targets = barriers.get(home, [home]) if home is not None else list(question.measures)
        if question.id in places:
            gone[question.id] = places[question.id]
        elif targets and all(target in places for target in targets):
            gone[question.id] = places[targets[0]]
    return gone


def conditions_on_omitted(overlay: Overlay, base: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield the id of each left out question that a remaining question's condition needs, and that question's id."""
    gone = omitted_questions(overlay, base)
    for question in base.questions:
        if question.id not in gone:
            yield from ((other, question.id) for other in question.only_if if other in gone)
