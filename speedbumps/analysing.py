"""For analysts: from a frame of answers to frames of scores, by the same engine as every report."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.audit import Wish, audits
from speedbumps.loading.instruments import find, load
from speedbumps.loading.translations import in_all_languages
from speedbumps.model.audit import Audit, QuestionResult
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import BadFilesError, Problem, needed
from speedbumps.model.reach import form_named
from speedbumps.report.scores import framed, rows_of
from speedbumps.report.view import parts
from speedbumps.responses.collect import Collected, known_schools, of_round, with_schools
from speedbumps.responses.columns import combined
from speedbumps.responses.tables import Defaults, Written, cells, named, responses
from speedbumps.scoring.responses import Responses

FRAME = Path("frame")
"""What messages call a frame, which has no path."""

FIGURES = {"severity": pl.Float64, "low": pl.Float64, "high": pl.Float64, "interval": pl.String, "n": pl.Int64}

OF = dict.fromkeys(("school", "name", "round"), pl.String)
"""Whose figures they are, as among the scores."""

ROLES = {**OF, "target": pl.String, "role": pl.String, **FIGURES, "status": pl.String}
QUESTIONS = {
    **OF,
    "question": pl.String,
    "severity": pl.Float64,
    **dict.fromkeys(("n", "na", "dk", "pns", "blank"), pl.Int64),
    "status": pl.String,
}
WITHHELD = {**OF, "where": pl.String, "reason": pl.String}


class Scores(NamedTuple):
    """What scoring found, a frame for each kind of figure; null where there is none, and the status says why."""

    scores: pl.DataFrame
    """One row a school, and barrier or facet: school, name, round, target, severity, low, high, interval, n, status,
    answers_over_staff.

    Severities and the ends of the 95 % intervals run from 0, clear road, to 100, road block.
    """
    roles: pl.DataFrame
    """The same for each role, with the column role; `other-staff` are several small ones together."""
    questions: pl.DataFrame
    """One row a school and question: severity, and how many answered (n) or gave each other answer."""
    withheld: pl.DataFrame
    """One row a figure that is hidden: school, name, round, where, reason."""
    notices: tuple[Problem, ...]
    """What else is to be told, such as cells that were set aside; their lines are the frame's rows, the first one 2."""


def score(  # noqa: PLR0913 - each is something that a file would say
    people: pl.DataFrame,
    questionnaire: str | Path = "school",
    *,
    schools: str | Path | None = None,
    form: str | None = None,
    round: str | None = None,  # noqa: A002 - what everybody calls it
    set_aside: bool = False,
) -> Scores:
    """The scores of every school in *people*, with nothing shown that a report would hide.

    *people* has one row a respondent: columns `school`, `role`, `round`, `form`, `consent` and `draft`, all optional,
    and one a question, named by its id, with values, labels, or na, dk and pns; null is blank. Without a column
    `school` all are of one school, called `frame`. *schools* is a table as for `--schools`; other arguments are as on
    the command line.

    Raises:
        TypeError: If *people* is no frame of polars.
        BadFilesError: With every cell that cannot be read, unless *set_aside* counts them as blank.
        FileNotFoundError: If there is no such questionnaire or table.
        NoSuchError: If there is no such form.
    """
    if not isinstance(people, pl.DataFrame):
        given = type(people).__name__
        message = f"people must be a polars.DataFrame, and is a {given}; pl.from_pandas() and .collect() make one"
        raise TypeError(message)
    table = Path(schools) if schools is not None else None
    where = find(str(questionnaire))
    instrument = in_all_languages(needed(load(where)), where)
    if form is not None:
        form_named(instrument.questionnaire, form)
    read, notices = _read(people, instrument, Defaults(form, set_aside))
    found = Collected(instrument, where, (FRAME,), {FRAME: read}, (), notices)
    known = known_schools(found, table)
    joined = with_schools(combined([read], instrument), needed(known), table, found.files)
    answers, chosen, told = of_round(joined.responses, round, FRAME)
    made = list(audits(instrument, answers, Wish(chosen)))
    return Scores(
        scores=framed(row for audit in made for row in rows_of(audit)),
        roles=_frame(ROLES, (row for audit in made for row in _roles(audit))),
        questions=_frame(QUESTIONS, (row for audit in made for row in _questions(audit))),
        withheld=_frame(
            WITHHELD, ((*_of(audit), each.where, each.reason) for audit in made for each in audit.withheld)
        ),
        notices=(*notices, *known.problems, *joined.told, *told),
    )


def _read(people: pl.DataFrame, instrument: Instrument, defaults: Defaults) -> tuple[Responses, tuple[Problem, ...]]:
    """The rows of *people*, read as those of a file would be."""
    heading, told = named(str(FRAME), people.columns, instrument)
    if not heading.questions:
        raise BadFilesError(told)
    raw = cells(Written(FRAME, people.write_csv(quote_style="necessary").encode()), heading, instrument)
    found = responses(FRAME, needed(raw), heading, instrument, defaults, told)
    return needed(found), found.problems


def _frame(schema: Mapping[str, type[pl.DataType]], rows: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def _of(audit: Audit) -> tuple[str, str | None, str | None]:
    """Whose figures they are."""
    return audit.school.id, audit.school.name, audit.round


def _roles(audit: Audit) -> Iterator[tuple[object, ...]]:
    for target, whole in ((each.id, each) for barrier in audit.barriers for each in parts(barrier)):
        for each in whole.by_role:
            figures = (each.severity, each.low, each.high, each.interval, each.n, each.status)
            yield (*_of(audit), target, each.role, *figures)


def _questions(audit: Audit) -> Iterator[tuple[object, ...]]:
    shown: dict[str, QuestionResult] = {}
    for barrier in audit.barriers:
        for each in (*barrier.questions, *(question for facet in barrier.facets for question in facet.questions)):
            shown.setdefault(each.id, each)
    for each in shown.values():
        counts = (each.n, each.na, each.dk, each.pns, each.blank)
        yield (*_of(audit), each.id, each.severity, *counts, each.status)
