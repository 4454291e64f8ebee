"""Score answers for analysts: files or a data frame in, data frames out, with the same code as every report."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.audit import AuditOptions, audits, score_columns
from speedbumps.diagnostics.problem import NoSuchError, Problem
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.audit import Audit, QuestionResult
from speedbumps.model.audit_queries import barrier_targets
from speedbumps.report.scores import columns_frame
from speedbumps.responses.collect import AnswerSet, assemble, assemble_frame
from speedbumps.responses.read_files import AnswerOptions

FIGURES = {"severity": pl.Float64, "low": pl.Float64, "high": pl.Float64, "interval": pl.String, "n": pl.Int64}

OF = dict.fromkeys(("school", "name", "round"), pl.String)
"""The columns that say which school and round a figure belongs to."""

ROLES = {**OF, "target": pl.String, "role": pl.String, **FIGURES, "status": pl.String, "bound": pl.String}
QUESTIONS = {
    **OF,
    "question": pl.String,
    "severity": pl.Float64,
    **dict.fromkeys(("n", "na", "dk", "pns", "blank"), pl.Int64),
    "status": pl.String,
    "bound": pl.String,
}
CHOICES = {
    **OF,
    **dict.fromkeys(("question", "option"), pl.String),
    **dict.fromkeys(("n", "answered"), pl.Int64),
    **dict.fromkeys(("reason", "status"), pl.String),
}
WITHHELD = {**OF, "where": pl.String, "reason": pl.String}

_Row = tuple[object, ...]


class _OtherFrames(NamedTuple):
    """The frames that are made from audits."""

    roles: pl.DataFrame
    questions: pl.DataFrame
    choices: pl.DataFrame
    withheld: pl.DataFrame


@dataclass(frozen=True, eq=False)
class Scores:
    """The results of scoring, one frame per kind of figure. A missing figure is null, and `status` says why.

    `scores` is there at once. The other frames are made from the audits of all schools when the first of them is used,
    which takes about 20 milliseconds for each school; until a value of this class is gone, it holds the answers.
    """

    scores: pl.DataFrame
    """One row per school and barrier or facet.

    The columns are school, name, round, target, severity, low, high, interval, n, status, answers_over_staff, bound
    and precision. Severities, and the ends of their 95 % intervals, are between 0, a clear road, and 100, a road block.
    `target` is the full name, such as time.delay, and `n` the number of people with a score. `bound` is at-most or
    at-least where the severity is only a bound.
    """
    notices: tuple[Problem, ...]
    """Warnings and advice, such as cells that were set aside. The first row of a frame is line 2."""
    _audits: Callable[[str | None], Iterator[Audit]] = field(repr=False)
    """Yield the audits of all schools, or of the one whose id it is given."""

    @property
    def roles(self) -> pl.DataFrame:
        """One row per school, barrier or facet, and role.

        The columns are those of `scores` and `role`, without answers_over_staff and precision. The role `other-staff`
        is several small ones together.
        """
        return self._others.roles

    @property
    def questions(self) -> pl.DataFrame:
        """One row per school and question.

        The columns are school, name, round, question, severity, status, bound, and numbers of people: n (answered), na,
        dk, pns and blank.
        """
        return self._others.questions

    @property
    def choices(self) -> pl.DataFrame:
        """One row per school and option of a choice.

        The columns are school, name, round, question, option, n (people who chose it), answered (people who chose
        anything), reason (why n is missing: too-few, or complement where all but few chose it) and status.
        """
        return self._others.choices

    @property
    def withheld(self) -> pl.DataFrame:
        """One row per figure that is withheld: school, name, round, where, reason."""
        return self._others.withheld

    def audit_of(self, school: str | None = None) -> Audit:
        """Return the audit of the school with this id, with every figure of its report; by default, of the only one.

        Raises:
            NoSuchError: If there is no such school, or there are several and none is named.
        """
        schools = self.scores["school"].unique().sort().to_list()
        if school is None and len(schools) != 1:
            raise NoSuchError(f"name one of the {len(schools)} schools, such as {', '.join(schools[:3])}")
        if school is not None and school not in schools:
            raise NoSuchError(f"there is no school '{school}'{did_you_mean(school, schools)}")
        return next(self._audits(school))

    @cached_property
    def _others(self) -> _OtherFrames:
        """Return the frames that are made from audits, of which one is held at a time."""
        roles, questions, choices, withheld = list[_Row](), list[_Row](), list[_Row](), list[_Row]()
        for audit in self._audits(None):
            roles += _role_rows(audit)
            questions += _question_rows(audit)
            choices += _choice_rows(audit)
            withheld += ((*_school_values(audit), each.where, each.reason) for each in audit.withheld)
        return _OtherFrames(
            _build_frame(ROLES, roles),
            _build_frame(QUESTIONS, questions),
            _build_frame(CHOICES, choices),
            _build_frame(WITHHELD, withheld),
        )


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
    exact: bool = False,
) -> Scores:
    """Score every school in *answers*, and withhold everything that a report would withhold.

    *answers* are files or folders, as on the command line, or a data frame with one row per respondent. Its columns are
    `school`, `role`, `round`, `form`, `consent` and `draft`, all optional, and one for each question, named by its id
    or its text. Cells hold values, labels, or na, dk and pns; null is blank. Without a column `school` all rows belong
    to one school, called `frame`.

    *schools* is a table of schools as for `--schools`. *form*, *round*, *set_aside*, *map* and *sheet* are as the
    options of the command line. Figures are rounded as in a report, so that no sum gives single people's answers away;
    with *exact* they keep 9 decimals, and are for whoever keeps the answers.

    Raises:
        TypeError: If *answers* is a data frame of another library; `polars.from_pandas` makes one of pandas' own.
        BadFilesError: With every cell that cannot be read, unless *set_aside* counts them as blank.
        FileNotFoundError: If there is no such file, questionnaire or table.
        NoSuchError: If there is no such form.
    """
    options = AnswerOptions(
        questionnaire=str(questionnaire) if questionnaire is not None else None,
        form=form,
        round=round,
        schools=Path(schools) if schools is not None else None,
        set_aside=set_aside,
        map=Path(map) if map is not None else None,
        sheet=sheet,
    )
    answer_set = _assemble_answers(answers, options)
    instrument, responses = answer_set.instrument, answer_set.responses
    return Scores(
        scores=columns_frame(score_columns(instrument, responses, exact=exact), responses.schools),
        notices=(*answer_set.problems, *answer_set.notices),
        _audits=lambda school: audits(instrument, responses, AuditOptions(exact=exact, school=school)),
    )


def _assemble_answers(answers: pl.DataFrame | str | Path | Iterable[str | Path], options: AnswerOptions) -> AnswerSet:
    match answers:
        case pl.DataFrame():
            return assemble_frame(answers, options)
        case str() | Path():
            return assemble([Path(answers)], options)
        case list() | tuple():
            return assemble(map(Path, answers), options)
        case _:
            given = type(answers).__name__
            message = (
                f"answers must be a polars.DataFrame or paths, and this is a {given}; "
                "pl.from_pandas() and .collect() make a DataFrame"
            )
            raise TypeError(message)


def _build_frame(schema: Mapping[str, type[pl.DataType]], rows: list[_Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def _school_values(audit: Audit) -> tuple[str, str | None, str | None]:
    """Return the values of the columns in OF."""
    return audit.school.id, audit.school.name, audit.round


def _role_rows(audit: Audit) -> Iterator[_Row]:
    for target, whole in ((each.id, each) for barrier in audit.barriers for each in barrier_targets(barrier)):
        for each in whole.by_role:
            figures = (each.severity, each.low, each.high, each.interval, each.n, each.status, each.bound)
            yield (*_school_values(audit), target, each.role, *figures)


def _question_rows(audit: Audit) -> Iterator[_Row]:
    shown: dict[str, QuestionResult] = {}
    for barrier in audit.barriers:
        for each in (*barrier.questions, *(question for facet in barrier.facets for question in facet.questions)):
            shown.setdefault(each.id, each)
    for each in shown.values():
        counts = (each.n, each.na, each.dk, each.pns, each.blank)
        yield (*_school_values(audit), each.id, each.severity, *counts, each.status, each.bound)


def _choice_rows(audit: Audit) -> Iterator[_Row]:
    for each in audit.choices:
        for option in each.options:
            figures = (option.n, each.n, option.reason, each.status)
            yield (*_school_values(audit), each.id, option.id, *figures)
