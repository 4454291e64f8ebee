"""From answers to a plain table: one row a person, each answer as its value."""

import csv
import io
from collections.abc import Iterable

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import FULL, UNSTATED
from speedbumps.responses.columns import kind
from speedbumps.scoring.responses import ABOUT, BLANK, CODE, DK, NA, NOT_ASKED, PNS, Responses

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""

NO_ANSWERS = {BLANK: "", NOT_ASKED: "", NA: "na", DK: "dk", PNS: "pns"}


def in_csv(answers: Responses, instrument: Instrument) -> str:
    """The *answers* as CSV."""
    people = answers.people
    about = [name for name in ABOUT if _says_something(people.get_column(name))]
    asked = [question.id for question in instrument.questionnaire.questions if question.id in people.columns]
    columns = [
        *(_about(people.get_column(name)) for name in about),
        *(_answers(people, name, instrument) for name in asked),
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*about, *asked])
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def _says_something(column: pl.Series) -> bool:
    """Whether a column tells more than a table without it."""
    return column.name in ("school", "role") or not set(column.unique()) <= {None, False, FULL}


def _about(column: pl.Series) -> Iterable[str]:
    for value in column:
        match value:
            case None | False:
                yield ""
            case True:
                yield "identified"
            case text if text == UNSTATED:
                yield ""
            case text:
                yield _harmless(text)


def _answers(people: pl.DataFrame, name: str, instrument: Instrument) -> Iterable[str]:
    column = people.get_column(name)
    if kind(name, instrument) == CODE:
        points = scale_of(instrument.questionnaire, instrument.questions[name]).points
        said = {**NO_ANSWERS, **{place: f"{point.value:g}" for place, point in enumerate(points)}}
        return (said[code] for code in column)
    if kind(name, instrument) == pl.String:
        return (_harmless(text or "") for text in column)
    return ("" if number is None else f"{number:.12g}" for number in column)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text
