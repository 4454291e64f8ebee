"""Read files of every kind, and separate the schools whose answers can be used from the problems of the others."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.batch.manifest import FileStamp, digest, is_same
from speedbumps.cohort.build import IntakeCounts
from speedbumps.cohort.facts import check_facts
from speedbumps.diagnostics.codes import CHANGED, NOT_READ, SCHOOL, UNKNOWN_SCHOOL, WRONG_CELL
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.resources import shipped_folder
from speedbumps.responses.collect import AnswerSet, assemble_many
from speedbumps.responses.match_schools import index_names
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.responses.school_names import school_of_file
from speedbumps.scoring.responses import Responses
from speedbumps.tables.files import unsupported_format
from speedbumps.text import list_some

SUGGESTION = re.compile(r"did you mean [^?]*\?|fits \d+ schools: [^;]*")
"""The part of a warning about a school's name that lists the schools that may be meant."""

LIST = 500
"""The number of schools up to which a table counts as the list of the schools that were asked."""

REGISTER = 4
"""A table with more than this many times the schools with answers is a register, and no list of the schools asked."""

MOST_SCHOOLS = 20
"""Schools that one message lists."""


class TableUse(NamedTuple):
    """How a batch uses the table of schools."""

    keep_unknown: bool = False
    """Whether schools that are not in the table are scored."""
    alike: tuple[str, ...] = ()
    """The facts by which schools are grouped into families, as the user wrote their names."""


class NotInTable(NamedTuple):
    """A school with answers that is not in the table of schools."""

    school: str
    file: str
    hint: str | None
    """The schools that may be meant."""


class BatchAnswers(NamedTuple):
    """The answers that a batch works with."""

    instrument: Instrument
    beside: tuple[Path, ...]
    """The files of a questionnaire that is not shipped with the program."""
    responses: Responses
    schools: Sequence[str]
    """The ids of the schools, in order."""
    problems: tuple[Problem, ...]
    """All problems of files and schools that are left out, and all warnings."""
    failed: int
    """The number of files and schools that are left out."""
    files: Mapping[str, tuple[str, ...]]
    """The files with the answers of each school that the files name."""
    left_out: Mapping[str, str]
    """The schools that the files name and that are not scored, by id, with the reason."""
    unreadable: frozenset[str]
    """Files that could not be read, and copies of other files."""
    not_in_table: tuple[NotInTable, ...]
    """Those of the schools left out that are not in the table of schools."""
    alike: tuple[str, ...]
    """The facts by which schools are grouped into families."""
    asked: frozenset[str]
    """The schools in the table; none where it is a register of a nation."""

    @property
    def mark(self) -> str:
        """Return a digest of the questionnaire, which is the same where the same is asked in the same words."""
        return digest(self.instrument.model_dump(mode="json"))

    def intake_counts(self, left_out: int) -> IntakeCounts:
        """Return counts of how the answers came in; *left_out* files and schools could not be read."""
        aside, twice = self.responses.set_aside, self.responses.duplicates
        cells = sum(aside.get(name, 0) for name in self.schools)
        strangers = len(self.not_in_table)
        return IntakeCounts(left_out - strangers, cells, sum(twice.values()), strangers)

    def first_file(self, school: str) -> str:
        """Return the first file with answers of a *school*."""
        return next(iter(self.files.get(school, ())), school)

    def school_problem(self, school: str, message: str) -> Problem:
        """Return a problem of a whole school."""
        return Problem(self.first_file(school), START, SCHOOL, f"{school}: {message}")


def read_batch(
    paths: Iterable[Path], options: AnswerOptions, inputs: Mapping[Path, FileStamp], use: TableUse | None = None
) -> BatchAnswers:
    """Return the schools in the files at *paths* whose answers can be used; a bad file or school stops no other.

    Raises:
        BadFilesError: If no answers are left, or a file changed while it was read.
        NoSuchError: If schools cannot be compared by the facts that are named.
    """
    use, named = use or TableUse(), tuple(paths)
    found = assemble_many(named, options)
    changed = tuple(_changed_file(path) for path, before in inputs.items() if not is_same(path, before))
    if changed:
        raise BadFilesError(changed)
    alike = check_facts(use.alike, found.known.schools.values())
    unknown = {} if use.keep_unknown else found.unknown
    strangers = tuple(_not_in_table(name, doubt, found.files) for name, doubt in unknown.items())
    left = tuple(_not_in_table_problem(each, options.schools) for each in strangers)
    people = found.responses.people.filter(~pl.col("school").is_in(list(unknown)))
    asked = _schools_asked(found.known.schools, len(found.files), options.schools)
    notices = (
        *(each for each in found.notices if each.code != UNKNOWN_SCHOOL or use.keep_unknown),
        *_schools_without_answers(asked, found.files.keys() | _unread_schools(found, named), options.schools),
    )
    if people.is_empty():
        raise BadFilesError((*found.problems, *left, *notices))
    return BatchAnswers(
        instrument=found.instrument,
        beside=companion_files(found.where),
        responses=replace(found.responses, people=people),
        schools=people.get_column("school").unique().sort().to_list(),
        problems=(*found.problems, *left, *(settle_severity(each, set_aside=options.set_aside) for each in notices)),
        failed=len({problem.path for problem in found.problems if Path(problem.path) in found.unread})
        + len(found.left_out.keys() | unknown.keys()),
        files={name: tuple(map(str, paths)) for name, paths in found.files.items()},
        left_out={
            **dict.fromkeys(found.other_rounds, "none of its answers are of this round"),
            **found.left_out,
            **dict.fromkeys(unknown, "it is not in the table of schools"),
        },
        unreadable=frozenset(map(str, found.unread)),
        not_in_table=strangers,
        alike=alike,
        asked=asked,
    )


def _not_in_table(school: str, doubt: str, files: Mapping[str, tuple[Path, ...]]) -> NotInTable:
    """Return a school that is not in the table, with the schools that may be meant."""
    hint = SUGGESTION.search(doubt)
    return NotInTable(school, str(files[school][0]), hint[0] if hint else None)


def _not_in_table_problem(each: NotInTable, table: Path | None) -> Problem:
    """Return the problem of a school that is not in the *table*."""
    hint = f" ({each.hint})" if each.hint else ""
    message = (
        f"{each.school}: this school is not in the table of schools {table}{hint}, so it gets no report and is left "
        "out of the page about all schools; correct its name in the answers, or the name of the file, or add it to the "
        "table. "
        "--unknown-schools keep reports it anyway"
    )
    return Problem(each.file, START, UNKNOWN_SCHOOL, message)


def _unread_schools(found: AnswerSet, named: Iterable[Path]) -> set[str]:
    """Return the schools in the table that unreadable files, or the folders of these, are named after."""
    books = (Path(each.path) for each in found.notices if each.code == NOT_READ)
    unread = {*found.unread, *(path for path in books if unsupported_format(path) is not None)}
    index, roots = index_names(found.known.schools if unread else {}), [path for path in named if path.is_dir()]
    schools = (school_of_file(path, index, roots) for path in unread)
    return {school for school in schools if school is not None}


def _schools_asked(known: Mapping[str, School], answered: int, table: Path | None) -> frozenset[str]:
    """Return the schools in the *table*, of which so many *answered*; none if it is a register of a whole nation."""
    is_list = table is not None and len(known) <= max(LIST, REGISTER * answered)
    return frozenset(known) if is_list else frozenset()


def _schools_without_answers(
    asked: Collection[str], answered: Collection[str], table: Path | None
) -> tuple[Problem, ...]:
    """Return a warning of schools that were *asked*, those of the *table*, without any file."""
    silent = sorted(set(asked).difference(answered))
    if not silent:
        return ()
    schools = "1 school in the table has" if len(silent) == 1 else f"{len(silent)} schools in the table have"
    return (Problem(str(table), START, SCHOOL, f"{schools} no answers: {list_some(silent, MOST_SCHOOLS)}", "warning"),)


def companion_files(where: Traversable) -> tuple[Path, ...]:
    """Return the files beside the questionnaire at *where* that may belong to it: its actions, translations and base.

    None for a questionnaire that is shipped, since that changes with the version only.
    """
    if not isinstance(where, Path) or where.is_relative_to(str(shipped_folder("questionnaires"))):
        return ()
    return tuple(sorted((*where.parent.glob("*.yaml"), *where.parent.glob("*.yml"))))


def settle_severity(problem: Problem, *, set_aside: bool) -> Problem:
    """Return *problem* with its severity in a batch: an unreadable cell is an error, unless it is to be *set_aside*."""
    if problem.code == WRONG_CELL and not set_aside:
        return problem._replace(severity="error")
    return problem._replace(severity="warning") if problem.severity == "error" else problem


def _changed_file(path: Path) -> Problem:
    """Return the problem that a file was changed while it was read."""
    return Problem(str(path), START, CHANGED, "this file was changed while it was read; run the same command again")
