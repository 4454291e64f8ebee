"""From answers to a plain table: one row for each person, each answer as its value."""

import csv
import io
from collections.abc import Iterable

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import FULL, UNSTATED
from speedbumps.responses.columns import column_type
from speedbumps.scoring.responses import ABOUT, BLANK, CODE, DK, NA, NOT_ASKED, PICKS, PNS, Responses, picks

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""The beginnings that make a spreadsheet take a text for a formula."""

BETWEEN_OPTIONS = ";"
"""What stands between the options that one person chose."""

NO_ANSWERS = {BLANK: "", NOT_ASKED: "", NA: "na", DK: "dk", PNS: "pns"}


def format_csv(answers: Responses, instrument: Instrument) -> str:
    """Return *answers* as CSV."""
    people = answers.people
    about = [name for name in ABOUT if _says_something(people.get_column(name))]
    asked = [question.id for question in instrument.questionnaire.questions if question.id in people.columns]
    columns = [
        *(_about_column(people.get_column(name)) for name in about),
        *(_answer_column(people, name, instrument) for name in asked),
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*about, *asked])
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def _says_something(column: pl.Series) -> bool:
    """Return whether a column holds more than its default value."""
    return column.name in ("school", "role") or not set(column.unique()) <= {None, False, FULL}


def _about_column(column: pl.Series) -> Iterable[str]:
    """Yield the cells of a column about the respondents."""
    for value in column:
        match value:
            case None | False:
                yield ""
            case True:
                yield "identified"
            case text if text == UNSTATED:
                yield ""
            case text:
                yield escape_formula(text)


def _answer_column(people: pl.DataFrame, name: str, instrument: Instrument) -> Iterable[str]:
    """Yield the cells of a question's column."""
    column = people.get_column(name)
    if column_type(name, instrument) == CODE:
        points = scale_of(instrument.questionnaire, instrument.questions[name]).points
        said = {**NO_ANSWERS, **{place: f"{point.value:g}" for place, point in enumerate(points)}}
        return (said[code] for code in column)
    if column_type(name, instrument) == PICKS:
        return _picks_column(column, name, instrument)
    if column_type(name, instrument) == pl.String:
        return (escape_formula(text or "") for text in column)
    return ("" if number is None else f"{number:.12g}" for number in column)


def _picks_column(column: pl.Series, name: str, instrument: Instrument) -> Iterable[str]:
    """Yield the cells of a choice: the ids of the options."""
    choice = scale_of(instrument.questionnaire, instrument.questions[name]).choice
    options = choice.among if choice else ()
    return (
        NO_ANSWERS[answer] if answer < 0 else BETWEEN_OPTIONS.join(options[place].id for place in picks(answer))
        for answer in column
    )


def escape_formula(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text
