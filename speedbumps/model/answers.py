"""What people answered, as files hold it."""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from speedbumps.model.questionnaire import FULL, Nation
from speedbumps.model.written import Frozen, Id, Number, Text, Whole

Headcount = Annotated[Whole, Field(ge=1, le=100_000)] | dict[Id, Annotated[Whole, Field(le=100_000)]]
"""How many people there are to ask: in all, or by role."""

Context = dict[Id, Text | Number]


class School(Frozen):
    """One school, as an answers file or the schools table describes it."""

    id: Text
    name: Text | None = None
    nation: Nation | None = None
    phase: Text | None = None
    headcount: Headcount | None = None
    context: Context = {}


class PersonalAnswers(Frozen):
    """One person's answers, format speedbumps-answers/1."""

    format: Literal["speedbumps-answers/1"]
    questionnaire: Text
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    form: Id = FULL
    round: Text | None = None
    school: School
    role: Text | None = None
    consent: Literal["identified"] | None = None
    """Only a one-person role uses it."""
    draft: Text | None = None
    """Marks one sitting, so that handing in twice counts once."""
    answers: dict[str, Annotated[str, WithJsonSchema({"type": ["string", "number"]})]]
    """By question: a label or a value, or na, dk or pns. Our own reader keeps both as they are written."""
    notes: dict[str, str] = {}
