"""What all readers share: the kinds of columns, roles, and putting frames together."""

import re
from collections import Counter
from collections.abc import Iterable

import polars as pl

from speedbumps.model.answers import School
from speedbumps.model.codes import (  # noqa: F401 - readers that are being rewritten still import them from here
    DROPPED,
    FORM,
    FROM_ONE,
    HEADING,
    OLD_ENCODING,
    OTHER_VERSION,
    PREVIEW,
    RAGGED,
    RENAMED,
    SCHOOL,
    UNKNOWN_QUESTION,
    UNKNOWN_ROLE,
    UNSURE,
    WRONG_CELL,
)
from speedbumps.model.codes import HANDED_IN_TWICE as TWICE  # noqa: F401 - as above
from speedbumps.model.codes import ROUNDS as ROUND  # noqa: F401 - as above
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import UNSTATED, Role
from speedbumps.model.reach import scale_of
from speedbumps.scoring.responses import CODE, NOT_ASKED, Responses
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


def combined(parts: Iterable[Responses], instrument: Instrument) -> Responses:
    """All of the *parts* as one; of repeated hand-ins of one draft the last one counts."""
    every = list(parts)
    people = pl.concat([part.people for part in every], how="diagonal") if len(every) > 1 else every[0].people
    # Readers leave no point empty, so what is empty now had no column: it was not asked.
    people = people.with_columns(
        pl.col(name).fill_null(NOT_ASKED)
        for name in people.columns
        if name in instrument.questions and kind(name, instrument) == CODE
    )
    repeated = people.filter(pl.col("draft").is_not_null() & pl.struct("school", "draft").is_duplicated())
    if repeated.height:
        marked = people.with_row_index("row")
        last = marked.filter(pl.col("draft").is_null() | pl.struct("school", "draft").is_last_distinct())
        gone = marked.join(last.select("row"), on="row", how="anti")
        duplicates = dict(gone.group_by("school").agg(pl.len()).iter_rows())
        people = last.drop("row")
    else:
        duplicates = {}
    schools: dict[str, School] = {}
    aside: Counter[str] = Counter()
    for part in every:
        for name, school in part.schools.items():
            schools[name] = _fuller(schools.get(name), school)
        aside.update(part.set_aside)
    return Responses(people, schools, dict(aside), duplicates)


def _fuller(known: School | None, more: School) -> School:
    """What is known of a school from two places; the earlier one wins where both say something."""
    if known is None:
        return more
    missing = {name: getattr(more, name) for name in School.model_fields if getattr(known, name) in (None, {})}
    return known.model_copy(update=missing)
