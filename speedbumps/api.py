"""Score answers for analysts: from files or a data frame to frames, by the same engine as every report."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.audit import audits
from speedbumps.diagnostics.problem import Problem
from speedbumps.model.audit import Audit, QuestionResult
from speedbumps.report.scores import framed, rows_of
from speedbumps.report.view import parts
from speedbumps.responses.collect import AnswerSet, assemble, assemble_frame
from speedbumps.responses.read_files import AnswerOptions

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
    """What else there is to say, such as cells that were set aside; the first row of a frame is line 2."""


def score(  # noqa: PLR0913 - each is something that a file would say
    answers: pl.DataFrame | str | Path | Iterable[str | Path],
    questionnaire: str | Path | None = None,
    *,
    schools: str | Path | None = None,
    form: str | None = None,
    round: str | None = None,  # noqa: A002 - what everybody calls it
    set_aside: bool = False,
    map: str | Path | None = None,  # noqa: A002 - as on the command line
    sheet: str | None = None,
) -> Scores:
    """Return the scores of every school in *answers*, with nothing shown that a report would hide.

    *answers* are files or folders, as on the command line, or a data frame with one row for each respondent: columns
    `school`, `role`, `round`, `form`, `consent` and `draft`, all optional, and one for each question, named by its id
    or its words, with values, labels, or na, dk and pns; null is blank. Without a column `school` all rows of a frame
    are of one school, called `frame`. *schools* is a table as for `--schools`; the other arguments are as on the
    command line.

    Raises:
        TypeError: If *answers* is a data frame of another library; `polars.from_pandas` makes one of pandas' own.
        BadFilesError: With every cell that cannot be read, unless *set_aside* counts them as blank.
        FileNotFoundError: If there is no such file, questionnaire or table.
        NoSuchError: If there is no such form.
    """
    wanted = AnswerOptions(
        questionnaire=str(questionnaire) if questionnaire is not None else None,
        form=form,
        round=round,
        schools=Path(schools) if schools is not None else None,
        set_aside=set_aside,
        map=Path(map) if map is not None else None,
        sheet=sheet,
    )
    found = _assembled(answers, wanted)
    made = list(audits(found.instrument, found.responses))
    return Scores(
        scores=framed(row for audit in made for row in rows_of(audit)),
        roles=_frame(ROLES, (row for audit in made for row in _roles(audit))),
        questions=_frame(QUESTIONS, (row for audit in made for row in _questions(audit))),
        withheld=_frame(
            WITHHELD, ((*_of(audit), each.where, each.reason) for audit in made for each in audit.withheld)
        ),
        notices=(*found.problems, *found.notices),
    )


def _assembled(answers: pl.DataFrame | str | Path | Iterable[str | Path], wanted: AnswerOptions) -> AnswerSet:
    match answers:
        case pl.DataFrame():
            return assemble_frame(answers, wanted)
        case str() | Path():
            return assemble([Path(answers)], wanted)
        case list() | tuple():
            return assemble(map(Path, answers), wanted)
        case _:
            given = type(answers).__name__
            message = (
                f"answers must be a polars.DataFrame or paths, and this is a {given}; "
                "pl.from_pandas() and .collect() make a DataFrame"
            )
            raise TypeError(message)


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
