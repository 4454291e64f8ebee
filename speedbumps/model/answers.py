"""What people answered, as files hold it."""

import re
from math import isfinite
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from speedbumps.model.questionnaire import FULL, Nation
from speedbumps.model.scalars import NUMBER, Frozen, Id, Number, Some, Text, Whole

Headcount = Annotated[Whole, Field(ge=1, le=100_000)] | dict[Id, Annotated[Whole, Field(le=100_000)]]
"""The number of people who could be asked: in all, or by the id of their role."""

LEADING_ZERO = re.compile(r"[-+]?0\d")
"""The beginning of codes that are not amounts: the number of an authority, a telephone number."""

YES_OR_NO = ("yes", "no")

Easting = Annotated[Number, Field(ge=0, le=700_000)]

Northing = Annotated[Number, Field(ge=0, le=1_300_000)]
"""Metres on the national grid of Great Britain (OSGB36), within its sheets."""

ANSWERS_SHEET = "answers"

BESIDE_ANSWERS = ("questions", "lists")
"""Further sheets of a workbook to type answers into, beside ANSWERS_SHEET. They help people and are never read."""

BETWEEN_CHOICES = "; "
"""What stands between the things that a person chose, in one text."""


def _parse_fact(value: object) -> object:
    """Return the number that a text stands for; any other value, and a code such as 0123, is returned unchanged."""
    if not isinstance(value, str) or not NUMBER.fullmatch(value.strip()) or LEADING_ZERO.match(value.strip()):
        return value
    return float(value) if isfinite(float(value)) else value


Context = dict[Id, Annotated[Text | Number, BeforeValidator(_parse_fact)]]
"""Facts by name; what is written as a number is one."""


def _check_offers(value: object) -> object:
    facets = isinstance(value, list | tuple) and value and all(isinstance(facet, str) and facet for facet in value)
    if value in YES_OR_NO or facets:
        return value
    raise PydanticCustomError("no_offers", "write yes, no, or a list of facets, such as [time.delay]")


Offers = Annotated[
    Literal["yes", "no"] | tuple[Text, ...],
    BeforeValidator(_check_offers, json_schema_input_type=Literal["yes", "no"] | Some[Text]),
]
"""What a school shows to visitors: whatever is clear there (yes), nothing (no), or the facets that it names."""


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
    area: Text | None = None
    """The authority, trust or region that it belongs to."""
    offers: Offers | None = None
    """What it shows to visitors from other schools: yes (whatever turns out to be clear), no, or a list of facets."""
    visits: Whole | None = None
    """How many visits in a term it can receive, and how many it can make."""
    east: Easting | None = None
    """Where it lies: metres east on the national grid (OSGB36), as registers give them."""
    north: Northing | None = None
    """Where it lies: metres north on the national grid (OSGB36)."""
    context: Context = {}
    """Facts by which schools can be compared, by name; what is written as a number is one."""


def _join_choices(value: object) -> object:
    """Return a list of texts as one text; anything else unchanged."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return BETWEEN_CHOICES.join(value)
    return value


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
    answers: dict[
        str,
        Annotated[
            str,
            BeforeValidator(_join_choices, json_schema_input_type=str | list[str]),
        ],
    ]
    """By question: a label or a value, or na, dk or pns; of a choice a list of labels or ids, or one text.

    Our own reader keeps all of them as they are written.
    """
    notes: dict[str, str] = {}
    """By question: what else there is to say. Never printed unasked."""
