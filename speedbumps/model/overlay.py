"""A local questionnaire: another one with parts left out, reworded or added."""

from typing import Annotated, Literal

from pydantic import Field

from speedbumps.model.questionnaire import Barrier, Form, Nation, Notice, Question, Role, Scale, Signals
from speedbumps.model.questionnaire import Status as Maturity
from speedbumps.model.written import Frozen, Id, Text, Whole


class Reword(Frozen):
    """Other words for an inherited question. Its scale, keys and weights stay."""

    text: Text | None = None
    why: Text | None = None
    wording: dict[Id, Text] = {}


class MoreBarrier(Barrier):
    """Facets to add to an inherited barrier, or a barrier of one's own."""

    # An inherited barrier keeps its title; one of its own needs one, which resolving sees to.
    title: Text | None = None  # type: ignore[assignment] # as said above


class MorePrivacy(Frozen):
    """Limits that may rise above the inherited ones, and never fall."""

    min_group: Annotated[Whole, Field(ge=3)] | None = None
    min_distribution: Annotated[Whole, Field(ge=3)] | None = None
    min_open_text: Annotated[Whole, Field(ge=3)] | None = None
    min_sensitive: Annotated[Whole, Field(ge=3)] | None = None
    min_schools: Annotated[Whole, Field(ge=3)] | None = None
    notice: Notice | None = None


class Overlay(Frozen):
    """A local questionnaire file: format speedbumps-questionnaire/1 with `extends`."""

    format: Literal["speedbumps-questionnaire/1"]
    id: Id
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    extends: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,31}@\d+\.\d+\.\d+$")]
    """The questionnaire that it is made from, and its version: school@1.0.0."""
    title: Text | None = None
    introduction: Text | None = None
    status: Maturity = "draft"
    licence: Text | None = None
    actions: Text | None = None
    """An action library of its own, beside this file; otherwise the inherited one."""
    signpost: dict[Nation, Text] = {}
    off: tuple[str, ...] = ()
    """Questions, and facets by their full names, that are left out."""
    reword: dict[Id, Reword] = {}
    roles: tuple[Role, ...] = ()
    scales: dict[Id, Scale] = {}
    barriers: tuple[MoreBarrier, ...] = ()
    questions: tuple[Question, ...] = ()
    forms: dict[Id, Form] = {}
    privacy: MorePrivacy = MorePrivacy()
    signals: Signals | None = None
    words: dict[Nation, dict[str, Text]] = {}
