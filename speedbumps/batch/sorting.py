"""From files of every kind to the schools whose answers are sound, and a list of what is wrong with the others."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.batch.manifest import Seen, digest, is_same
from speedbumps.cohort.facts import named_facts
from speedbumps.cohort.making import Care
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, BadFilesError, Problem
from speedbumps.resources import shipped
from speedbumps.responses.collect import Asked, Collected, collect, known_schools, of_round, told_apart, with_schools
from speedbumps.responses.columns import ROUND, SCHOOL, WRONG_CELL, combined
from speedbumps.responses.match_schools import joined
from speedbumps.scoring.responses import Responses
from speedbumps.source import UNREADABLE

UNKNOWN_SCHOOL = "SB843"


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
    round: str | None
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


def sorted_out(paths: Iterable[Path], asked: Asked, inputs: Mapping[Path, Seen], use: TableUse | None = None) -> Sorted:
    """The schools in the files at *paths* whose answers can be read; one bad file, or school, never stops the rest.

    Raises:
        BadFilesError: If nothing is left, or it is not to be told what belongs together.
        NoSuchError: If schools cannot be compared by the facts that are named.
    """
    use = use or TableUse()
    found = collect(paths, asked._replace(set_aside=True, tolerant=True))
    changed = tuple(_changed(path) for path, told in inputs.items() if not is_same(path, told))
    if changed:
        raise BadFilesError(changed)
    failed = len({problem.path for problem in found.problems})
    if not found.parts:
        raise BadFilesError((*found.problems, *(each._replace(severity="error") for each in found.notices)))
    known = known_schools(found, asked.schools)
    if known.value is None:
        raise BadFilesError(known.problems)
    found = told_apart(found, known.value)
    alike = named_facts(use.alike, known.value.values())
    whole = combined(found.parts.values(), found.instrument)
    named = with_schools(whole, known.value, asked.schools, found.files)
    files = _files(found, named.ids)
    there = _schools(named.responses)
    doubts: Mapping[str, str] = {}
    if asked.schools is not None and not use.keep_unknown:
        doubts = _doubts(whole, there - known.value.keys(), known.value)
    doubted = frozenset(doubts.values())
    strangers = tuple(_not_in_table(name, doubt, files) for name, doubt in doubts.items())
    responses, chosen, unnamed = of_round(_without(named.responses, doubts), asked.round, next(iter(found.parts)))
    rejected = {} if asked.set_aside else {name: n for name, n in responses.set_aside.items() if n}
    kept = responses.people.filter(~pl.col("school").is_in(list(rejected)))
    other_round = sorted(there - doubts.keys() - rejected.keys() - _schools(responses))
    notices = (
        *found.notices,
        *known.problems,
        *(each for each in named.told if each.message not in doubted),
        *unnamed,
        *_silent(known.value, there, asked.schools),
    )
    left = tuple(_stranger(each, asked.schools) for each in strangers)
    if not kept.height:
        raise BadFilesError((*found.problems, *left, *notices))
    made = Sorted(
        instrument=found.instrument,
        beside=_beside(found.where),
        responses=replace(responses, people=kept),
        schools=kept.get_column("school").unique().sort().to_list(),
        round=chosen,
        problems=(*found.problems, *(_graver(each, set_aside=asked.set_aside) for each in notices)),
        failed=failed + len(rejected) + len(doubts),
        files=files,
        left_out={
            **dict.fromkeys(doubts, "it is not in the table of schools"),
            **dict.fromkeys(other_round, "none of its answers are of this round"),
            **{name: _cells(n) for name, n in rejected.items()},
        },
        unreadable=frozenset(problem.path for problem in found.problems),
        not_in_table=strangers,
        alike=alike,
    )
    cells = (made.problem(name, _cells(n)) for name, n in sorted(rejected.items()))
    return made._replace(problems=(*made.problems, *cells, *left, *_of_other_rounds(made, other_round)))


def _of_other_rounds(made: Sorted, schools: Iterable[str]) -> Iterator[Problem]:
    for name in schools:
        message = f"{name}: none of its answers are of the round '{made.round}', so that no report is made"
        yield Problem(made.place(name), START, ROUND, message, "warning")


def _schools(responses: Responses) -> frozenset[str]:
    """Return the ids of all schools that the *responses* name, those too of which no row could be read."""
    aside = (name for name, n in responses.set_aside.items() if n)
    return frozenset((*responses.people.get_column("school").unique(), *aside))


def _without(responses: Responses, schools: Collection[str]) -> Responses:
    """Return the *responses* without the answers of these *schools*."""
    if not schools:
        return responses
    return Responses(
        responses.people.filter(~pl.col("school").is_in(list(schools))),
        responses.schools,
        {name: n for name, n in responses.set_aside.items() if name not in schools},
        {name: n for name, n in responses.duplicates.items() if name not in schools},
    )


def _doubts(responses: Responses, unknown: Collection[str], known: Mapping[str, School]) -> Mapping[str, str]:
    """Return what there is to say of each of the *unknown* schools in the *responses*, in the order of their names."""
    if not unknown:
        return {}
    called = {*_schools(responses), *responses.schools, *responses.set_aside, *responses.duplicates}
    found = joined(sorted(called), known)
    return {name: (found[name].doubt if name in found else None) or "" for name in sorted(unknown)}


def _not_in_table(school: str, doubt: str, files: Mapping[str, tuple[str, ...]]) -> NotInTable:
    hint = SUGGESTION.search(doubt)
    return NotInTable(school, next(iter(files.get(school, ())), school), hint[0] if hint else None)


SUGGESTION = re.compile(r"did you mean [^?]*\?|fits \d+ schools: [^;]*")
"""What a doubt about a school's name says of the schools that may be meant."""


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


def _silent(known: Mapping[str, School], answered: Collection[str], table: Path | None) -> tuple[Problem, ...]:
    """What is said of schools in the *table* that nobody answered for, unless it is a register of a whole nation."""
    silent = sorted(set(known).difference(answered))
    if table is None or not silent or len(known) > max(LIST, REGISTER * len(answered)):
        return ()
    schools = "1 school in the table has" if len(silent) == 1 else f"{len(silent)} schools in the table have"
    return (Problem(str(table), START, SCHOOL, f"{schools} no answers: {_named(silent)}", "warning"),)


LIST = 500
"""Schools in a table that somebody may have asked."""

REGISTER = 4
"""How many times as many schools as there are answers for a table holds that is no list of those asked."""

NAMED = 20
"""Schools that a message names."""


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


def _cells(n: int) -> str:
    cells = "1 cell" if n == 1 else f"{n} cells"
    return f"{cells} cannot be read, so that the school is left out; mend them, or count them as blank with --set-aside"


def _changed(path: Path) -> Problem:
    return Problem(str(path), START, UNREADABLE, "this file was changed while it was read; run the same command again")


def _files(found: Collected, ids: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return the files that hold the answers of each school, which has one of the *ids* unless it is called so itself.

    Of files that were read together, only the first one that holds a school's answers is known.
    """
    files: dict[str, dict[str, None]] = {}
    for path, part in found.parts.items():
        for school in part.people.get_column("school").unique().sort():
            files.setdefault(ids.get(school, school), {})[str(found.places.get(school, path))] = None
    return {school: tuple(paths) for school, paths in files.items()}
