"""Schools by the questions that they were asked: those of a group are scored together."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_questions, scale_of
from speedbumps.model.questionnaire import FULL
from speedbumps.scoring.responses import NOT_ASKED, Responses


class FormGroup(NamedTuple):
    """The forms that the people of a school filled in, and the questions that its tables hold."""

    forms: tuple[str, ...]
    """The names of the forms; the one with the fewest questions comes first, and the school is scored on it."""
    asked: frozenset[str]
    """The questions that are in all of the forms and in the school's tables."""


def group_by_form(instrument: Instrument, responses: Responses) -> Mapping[FormGroup, list[str]]:
    """Return the schools by their forms and questions, so that the files of one school change nothing for another."""
    questionnaire = instrument.questionnaire
    inside = {name: [each.id for each in form_questions(questionnaire, name)] for name in (FULL, *questionnaire.forms)}
    held = _questions_in_tables(instrument, responses)
    found: dict[FormGroup, list[str]] = {}
    used = responses.people.group_by("school").agg(pl.col("form").unique()).sort("school").iter_rows()
    for school, names in used:
        forms = tuple(sorted(names, key=lambda name: (len(inside[name]), name)))
        shared = held.get(school, frozenset(responses.question_ids)).intersection(*(inside[name] for name in forms))
        found.setdefault(FormGroup(forms, shared), []).append(school)
    return found


def _questions_in_tables(instrument: Instrument, responses: Responses) -> Mapping[str, frozenset[str]]:
    """Return the questions in the tables of each school; empty if all tables hold the same questions."""
    pointed = [
        name for name in responses.question_ids if scale_of(instrument.questionnaire, instrument.questions[name]).points
    ]
    given = pl.col(pointed)
    if not pointed or responses.people.select(pl.min_horizontal(given.min())).item() != NOT_ASKED:
        return {}
    others = [name for name in responses.question_ids if name not in pointed]
    rows = responses.people.group_by("school").agg((given != NOT_ASKED).any()).iter_rows(named=True)
    return {row["school"]: frozenset([*others, *(name for name in pointed if row[name])]) for row in rows}
