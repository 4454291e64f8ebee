"""What people answered, as files hold it."""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from speedbumps.model.questionnaire import FULL, Nation
from speedbumps.model.written import Frozen, Id, Number, Text, Whole

Headcount = Annotated[Whole, Field(ge=1, le=100_000)] | dict[Id, Annotated[Whole, Field(le=100_000)]]
"""How many people there are to ask: in all, or by role."""

Context = dict[Id, Text | Number]

ANSWERS_SHEET = "answers"
BESIDE_ANSWERS = ("questions", "lists")
"""The sheets of a workbook to type answers into: where they go, and what helps with them, which is never read."""


class School(Frozen):
    """One school, as an answers file or the schools table describes it."""

    id: Text
    """What the school is called in files; capital letters make no difference."""
    name: Text | None = None
    """What people call it."""
    nation: Nation | None = None
    """Which nation's words and roles hold."""
    phase: Text | None = None
    """Primary, secondary, special or whatever it is called."""
    headcount: Headcount | None = None
    """How many people there are to ask: in all, or by role."""
    context: Context = {}
    """Facts by which schools can be compared, by name."""


class PersonalAnswers(Frozen):
    """One person's answers, format speedbumps-answers/1."""

    format: Literal["speedbumps-answers/1"]
    """What kind of file this is."""
    questionnaire: Text
    """The id of the questionnaire, or a path to it."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    """The version of the questionnaire that was answered."""
    form: Id = FULL
    """The form that was filled in."""
    round: Text | None = None
    """The collection that this belongs to: 2026-autumn."""
    school: School
    """Whose school this is about."""
    role: Text | None = None
    """The role of whoever answered."""
    consent: Literal["identified"] | None = None
    """Only a one-person role uses it."""
    draft: Text | None = None
    """Marks one sitting, so that handing in twice counts once."""
    answers: dict[str, Annotated[str, WithJsonSchema({"type": ["string", "number"]})]]
    """By question: a label or a value, or na, dk or pns. Our own reader keeps both as they are written."""
    notes: dict[str, str] = {}
    """By question: what else there is to say. Never printed unasked."""
