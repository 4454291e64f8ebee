"""From answers to data frames for R, pandas and other programs that analyse them, wide or long.

They hold every person's answers, and are for whoever keeps these. What kind of non-answer somebody gave is only in the
long frame, so a wide one is not for speedbumps to read again; the plain table is.
"""

import io
from collections.abc import Callable, Iterator, Mapping

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import UNSTATED, Question, Scale
from speedbumps.responses.picks import option_column_name
from speedbumps.responses.plain_table import escape_formula
from speedbumps.scoring.responses import BLANK, DK, NA, NOT_ASKED, PNS, Responses, picked

PERSON = "person"
"""The column that numbers people from 1, in the order of the plain table."""

WHO = ("school", "role", "round", "form")
"""The columns about people. A role that is not stated is missing."""

STATUSES = {BLANK: "blank", DK: "dk", PNS: "pns", NA: "na"}
"""The words for non-answers; whoever was not asked has no row."""

LONG = {
    PERSON: pl.Int64,
    **dict.fromkeys((*WHO, "question", "option", "status"), pl.String),
    "value": pl.Float64,
    "words": pl.String,
}
"""The columns of the long frame, with their types."""


def wide_frame(answers: Responses, instrument: Instrument) -> pl.DataFrame:
    """Return one row for each person.

    The columns are `person`, `school`, `role`, `round`, `form`, and one for each question: the value of the point, the
    amount, or the words. A choice has a column for each option, such as V01[time.delay], which is 1 where it was chosen
    and else 0. Whatever is no answer is missing.
    """
    columns = [
        column
        for question in _asked(answers, instrument)
        for column in _wide_columns(question, scale_of(instrument.questionnaire, question), instrument)
    ]
    return _with_people(answers).select(PERSON, *WHO, *columns)


def long_frame(answers: Responses, instrument: Instrument) -> pl.DataFrame:
    """Return one row for each person and question that was asked; of a choice, one for each option.

    The columns are `person`, `school`, `role`, `round`, `form`, `question`, `option` (of a choice), `status` (answered,
    blank, na, dk or pns), `value` (of the point, the amount, or 1 and 0 for an option that was chosen or not) and
    `words` (the label of the point or option, or what was written).
    """
    people = _with_people(answers)
    parts = [
        people.filter(_is_asked(question.id, people)).select(
            PERSON,
            *WHO,
            pl.lit(question.id).alias("question"),
            *columns,
        )
        for question in _asked(answers, instrument)
        for columns in _long_columns(question, scale_of(instrument.questionnaire, question))
    ]
    empty = pl.DataFrame(schema=LONG)
    order = {question.id: place for place, question in enumerate(instrument.questionnaire.questions)}
    place = pl.col("question").replace_strict(order, default=None, return_dtype=pl.Int64)
    return pl.concat([empty, *(part.cast(LONG) for part in parts)]).sort(PERSON, place, maintain_order=True)  # type: ignore[arg-type] # it takes any type


def _with_people(answers: Responses) -> pl.DataFrame:
    role = pl.when(pl.col("role") != UNSTATED).then(pl.col("role")).alias("role")
    return answers.people.with_row_index(PERSON, offset=1).with_columns(pl.col(PERSON).cast(pl.Int64), role)


def _asked(answers: Responses, instrument: Instrument) -> Iterator[Question]:
    return (each for each in instrument.questionnaire.questions if each.id in answers.people.columns)


def _wide_columns(question: Question, scale: Scale, instrument: Instrument) -> Iterator[pl.Expr]:
    if scale.choice is None:
        yield (_point_value(question.id, scale) if scale.points else pl.col(question.id)).alias(question.id)
        return
    for place in range(len(scale.choice.among)):
        yield _is_chosen(question.id, place).alias(option_column_name(question.id, place, instrument))


def _long_columns(question: Question, scale: Scale) -> Iterator[tuple[pl.Expr, ...]]:
    """Yield the columns option, status, value and words of a question; of a choice, of each of its options."""
    name = question.id
    none = pl.lit(None, pl.String)
    if scale.choice is not None:
        for place, option in enumerate(scale.choice.among):
            yield _four(pl.lit(option.id), _code_status(name), _is_chosen(name, place), pl.lit(option.label))
    elif scale.points:
        labels = {place: point.label for place, point in enumerate(scale.points)}
        words = pl.col(name).replace_strict(labels, default=None, return_dtype=pl.String)
        yield _four(none, _code_status(name), _point_value(name, scale), words)
    else:
        given = pl.when(pl.col(name).is_not_null()).then(pl.lit("answered")).otherwise(pl.lit("blank"))
        amount = scale.number is not None
        value, words = (pl.col(name), none) if amount else (pl.lit(None, pl.Float64), pl.col(name))
        yield _four(none, given, value, words)


def _four(option: pl.Expr, status: pl.Expr, value: pl.Expr, words: pl.Expr) -> tuple[pl.Expr, ...]:
    return option.alias("option"), status.alias("status"), value.alias("value"), words.alias("words")


def _code_status(name: str) -> pl.Expr:
    said = pl.col(name).replace_strict(STATUSES, default=None, return_dtype=pl.String)
    return pl.when(pl.col(name) >= 0).then(pl.lit("answered")).otherwise(said)


def _point_value(name: str, scale: Scale) -> pl.Expr:
    values = {place: point.value for place, point in enumerate(scale.points)}
    return pl.col(name).replace_strict(values, default=None, return_dtype=pl.Float64)


def _is_chosen(name: str, place: int) -> pl.Expr:
    return pl.when(pl.col(name) >= 0).then(picked(pl.col(name), [place]).cast(pl.Int8))


def _is_asked(name: str, people: pl.DataFrame) -> pl.Expr:
    """Return whether a person was asked; where an amount or words are missing, nobody knows, and they are blank."""
    return pl.col(name) != NOT_ASKED if people.schema[name].is_integer() else pl.lit(value=True)


def _csv(frame: pl.DataFrame) -> bytes:
    texts = pl.col(pl.String).map_elements(escape_formula, return_dtype=pl.String)
    return frame.with_columns(texts).write_csv().encode()


def _parquet(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def _feather(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    # The oldest layout of texts, which every release of Arrow reads.
    frame.write_ipc(file, compat_level=pl.CompatLevel.oldest())
    return file.getvalue()


FRAME_FILES: Mapping[str, Callable[[pl.DataFrame], bytes]] = {".csv": _csv, ".parquet": _parquet, ".feather": _feather}
"""What writes a frame, by the ending of its file."""

FRAMES: Mapping[str, Callable[[Responses, Instrument], pl.DataFrame]] = {"wide": wide_frame, "long": long_frame}
"""The two shapes of a frame."""
