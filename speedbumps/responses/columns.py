"""What all readers of answers share: codes of problems, the kinds of columns, and the names of roles."""

import re
from collections.abc import Iterable

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import UNSTATED, Role
from speedbumps.model.reach import scale_of
from speedbumps.scoring.responses import CODE
from speedbumps.text import folded, unescaped


def typed(columns: Iterable[str], instrument: Instrument) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The kind of each question's column."""
    return {name: kind(name, instrument) for name in columns}


def kind(name: str, instrument: Instrument) -> type[pl.DataType]:
    """The kind of the column of one question."""
    scale = scale_of(instrument.questionnaire, instrument.questions[name])
    if scale.points:
        return CODE
    return pl.Float64 if scale.number else pl.String


def role_named(text: str, instrument: Instrument) -> str:
    """The role that *text* names by id or title; UNSTATED if it names none."""
    said = folded(unescaped(text))
    spoken = (instrument.questionnaire, *instrument.languages)
    known = {folded(name): role.id for each in spoken for role in each.roles for name in _names(role, instrument)}
    return known.get(said) or known.get(EXPLAINED.sub("", said)) or _cut_short(said, instrument) or UNSTATED


def _cut_short(said: str, instrument: Instrument) -> str | None:
    """The role whose id begins so, where a survey program had no room for the rest of it."""
    roles = [role.id for role in instrument.questionnaire.roles if _begins(folded(role.id), said)]
    return roles[0] if len(roles) == 1 else None


def _begins(name: str, said: str) -> bool:
    """Whether *said* is the start of a role's *name*, or all of a shorter one; such a program may know no hyphens."""
    without = name.replace("-", "")
    return without == said or (len(said) == SHORTEST and (name.startswith(said) or without.startswith(said)))


SHORTEST = 5
"""Signs that LimeSurvey allows in the code of an answer."""


EXPLAINED = re.compile(r"\s*[:(;].*|\s-\s.*")
"""What follows a role's title where a form says who is meant by it."""


def _names(role: Role, instrument: Instrument) -> set[str]:
    return {role.id, *_titles(role.title, instrument), *role.also}


def _titles(title: str, instrument: Instrument) -> set[str]:
    """A role's title in the words of every nation."""
    found = {title}
    for words in instrument.questionnaire.words.values():
        named = title
        for name, word in words.items():
            named = named.replace(f"{{{name}}}", word)
        found.add(named)
    return found
