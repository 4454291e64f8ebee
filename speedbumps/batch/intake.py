"""From files of every kind to the schools whose answers are sound, and a list of what is wrong with the others."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.batch.manifest import Seen, digest, is_same
from speedbumps.cohort.build import Care
from speedbumps.cohort.facts import named_facts
from speedbumps.diagnostics.codes import CHANGED, NOT_READ, SCHOOL, UNKNOWN_SCHOOL, WRONG_CELL
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.resources import shipped
from speedbumps.responses.collect import AnswerSet, assemble_many
from speedbumps.responses.match_schools import index_names
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.responses.school_names import school_of_file
from speedbumps.scoring.responses import Responses
from speedbumps.tables.files import other_workbook

SUGGESTION = re.compile(r"did you mean [^?]*\?|fits \d+ schools: [^;]*")
"""What a doubt about a school's name says of the schools that may be meant."""

LIST = 500
"""Schools in a table that somebody may have asked."""

REGISTER = 4
"""How many times as many schools as there are answers for a table holds that is no list of those asked."""

NAMED = 20
"""Schools that a message names."""


class TableUse(NamedTuple):
    """What a batch does with the table of schools."""

    keep_unknown: bool = False
    """Schools that are not in it are scored all the same."""
    alike: tuple[str, ...] = ()
    """Facts in which schools of a family lie near each other, as somebody wrote their names."""


class NotInTable(NamedTuple):
    """A school with answers that is not in the table of schools."""

    school: str
    file: str
    hint: str | None
    """Which school may be meant."""


class Sorted(NamedTuple):
    """The answers that a batch works with."""

    instrument: Instrument
    beside: tuple[Path, ...]
    """The files of a questionnaire that is not shipped."""
    responses: Responses
    schools: Sequence[str]
    """The ids of the schools, in order."""
    problems: tuple[Problem, ...]
    """All that is wrong in files and schools that are left out, and what else is to be told."""
    failed: int
    """Files and schools that are left out."""
    files: Mapping[str, tuple[str, ...]]
    """For each school that the files name, those that hold its answers."""
    left_out: Mapping[str, str]
    """Schools that the files name and that are not scored, by id, and why."""
    unreadable: frozenset[str]
    """Files that could not be read, and copies of others, which are not."""
    not_in_table: tuple[NotInTable, ...]
    """Those of the schools left out that are not in the table of schools."""
    alike: tuple[str, ...]
    """Facts in which schools of a family lie near each other."""

    @property
    def mark(self) -> str:
        """Alike where the same is asked in the same words."""
        return digest(self.instrument.model_dump(mode="json"))

    def care(self, left_out: int) -> Care:
        """How the answers came in; *left_out* files and schools could not be read."""
        aside, twice = self.responses.set_aside, self.responses.duplicates
        cells = sum(aside.get(name, 0) for name in self.schools)
        strangers = len(self.not_in_table)
        return Care(left_out - strangers, cells, sum(twice.values()), strangers)

    def place(self, school: str) -> str:
        """The first file that holds the answers of a *school*."""
        return next(iter(self.files.get(school, ())), school)

    def problem(self, school: str, message: str) -> Problem:
        """A problem of a whole school."""
        return Problem(self.place(school), START, SCHOOL, f"{school}: {message}")


def sort_out(
    paths: Iterable[Path], options: AnswerOptions, inputs: Mapping[Path, Seen], use: TableUse | None = None
) -> Sorted:
    """Return the schools in the files at *paths* whose answers can be used; a bad file, or school, stops no other.

    Raises:
        BadFilesError: If nothing is left, or it cannot be known what belongs together.
        NoSuchError: If schools cannot be compared by the facts that are named.
    """
    use, named = use or TableUse(), tuple(paths)
    found = assemble_many(named, options)
    changed = tuple(_changed(path) for path, before in inputs.items() if not is_same(path, before))
    if changed:
        raise BadFilesError(changed)
    alike = named_facts(use.alike, found.known.schools.values())
    unknown = {} if use.keep_unknown else found.unknown
    strangers = tuple(_not_in_table(name, doubt, found.files) for name, doubt in unknown.items())
    left = tuple(_stranger(each, options.schools) for each in strangers)
    people = found.responses.people.filter(~pl.col("school").is_in(list(unknown)))
    notices = (
        *(each for each in found.notices if each.code != UNKNOWN_SCHOOL or use.keep_unknown),
        *_silent(found.known.schools, found.files.keys() | _unread_schools(found, named), options.schools),
    )
    if people.is_empty():
        raise BadFilesError((*found.problems, *left, *notices))
    return Sorted(
        instrument=found.instrument,
        beside=_beside(found.where),
        responses=replace(found.responses, people=people),
        schools=people.get_column("school").unique().sort().to_list(),
        problems=(*found.problems, *left, *(_graver(each, set_aside=options.set_aside) for each in notices)),
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
    )


def _not_in_table(school: str, doubt: str, files: Mapping[str, tuple[Path, ...]]) -> NotInTable:
    hint = SUGGESTION.search(doubt)
    return NotInTable(school, str(files[school][0]), hint[0] if hint else None)


def _stranger(each: NotInTable, table: Path | None) -> Problem:
    hint = f" ({each.hint})" if each.hint else ""
    message = (
        f"{each.school}: this school is not in the table of schools {table}{hint}, so that it gets no report and is "
        "left out of the cohort; correct its name in the answers, or the name of the file, or add it to the table. "
        "--unknown-schools keep reports it all the same"
    )
    return Problem(each.file, START, UNKNOWN_SCHOOL, message)


def _named(schools: Sequence[str]) -> str:
    return ", ".join(schools[:NAMED]) + (f" and {len(schools) - NAMED} more" if len(schools) > NAMED else "")


def _unread_schools(found: AnswerSet, named: Iterable[Path]) -> set[str]:
    """Return the schools in the table after which files that could not be read, or their folders, are called."""
    books = (Path(each.path) for each in found.notices if each.code == NOT_READ)
    unread = {*found.unread, *(path for path in books if other_workbook(path) is not None)}
    index, roots = index_names(found.known.schools if unread else {}), [path for path in named if path.is_dir()]
    schools = (school_of_file(path, index, roots) for path in unread)
    return {school for school in schools if school is not None}


def _silent(known: Mapping[str, School], answered: Collection[str], table: Path | None) -> tuple[Problem, ...]:
    """What is said of schools in the *table* that no file is about, unless it is a register of a whole nation."""
    silent = sorted(set(known).difference(answered))
    if table is None or not silent or len(known) > max(LIST, REGISTER * len(answered)):
        return ()
    schools = "1 school in the table has" if len(silent) == 1 else f"{len(silent)} schools in the table have"
    return (Problem(str(table), START, SCHOOL, f"{schools} no answers: {_named(silent)}", "warning"),)


def _beside(where: Traversable) -> tuple[Path, ...]:
    """What lies beside the questionnaire *where* and may belong to it: its actions, its translations, its base.

    What is shipped changes with the version only.
    """
    if not isinstance(where, Path) or where.is_relative_to(str(shipped("questionnaires"))):
        return ()
    return tuple(sorted((*where.parent.glob("*.yaml"), *where.parent.glob("*.yml"))))


def _graver(problem: Problem, *, set_aside: bool) -> Problem:
    """A notice as it is told: a cell that cannot be read is a mistake, unless it is to be set aside."""
    if problem.code == WRONG_CELL and not set_aside:
        return problem._replace(severity="error")
    return problem._replace(severity="warning") if problem.severity == "error" else problem


def _changed(path: Path) -> Problem:
    return Problem(str(path), START, CHANGED, "this file was changed while it was read; run the same command again")
