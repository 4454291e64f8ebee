"""From files of every kind to the schools whose answers are sound, and a list of what is wrong with the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.batch.manifest import Seen, digest, is_same
from speedbumps.cohort.making import Care
from speedbumps.model.answers import School
from speedbumps.model.codes import CHANGED, SCHOOL, WRONG_CELL
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, BadFilesError, Problem
from speedbumps.resources import shipped
from speedbumps.responses.collect import Asked, Collected, collect, known_schools, of_round, told_apart, with_schools
from speedbumps.responses.columns import combined
from speedbumps.scoring.responses import Responses


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
    places: Mapping[str, str]
    """For each school, the first file that holds its answers."""

    @property
    def mark(self) -> str:
        """Alike where the same is asked in the same words."""
        return digest(self.instrument.model_dump(mode="json"))

    def care(self, left_out: int) -> Care:
        """How the answers came in; *left_out* files and schools could not be read."""
        aside, twice = self.responses.set_aside, self.responses.duplicates
        return Care(left_out, sum(aside.get(name, 0) for name in self.schools), sum(twice.values()))

    def problem(self, school: str, message: str) -> Problem:
        """A problem of a whole school."""
        return Problem(self.places.get(school, school), START, SCHOOL, f"{school}: {message}")


def sorted_out(paths: Iterable[Path], asked: Asked, inputs: Mapping[Path, Seen]) -> Sorted:
    """The schools in the files at *paths* whose answers can be read; one bad file, or school, never stops the rest.

    Raises:
        BadFilesError: If nothing is left, or it is not to be told what belongs together.
    """
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
    named = with_schools(combined(found.parts.values(), found.instrument), known.value, asked.schools, found.files)
    responses, chosen, unnamed = of_round(named.responses, asked.round, next(iter(found.parts)))
    silent = _silent(known.value, responses, asked.schools)
    notices = (*found.notices, *known.problems, *named.told, *unnamed, *silent)
    rejected = {} if asked.set_aside else {name: n for name, n in responses.set_aside.items() if n}
    kept = responses.people.filter(~pl.col("school").is_in(list(rejected)))
    if not kept.height:
        raise BadFilesError((*found.problems, *notices))
    made = Sorted(
        instrument=found.instrument,
        beside=_beside(found.where),
        responses=replace(responses, people=kept),
        schools=kept.get_column("school").unique().sort().to_list(),
        round=chosen,
        problems=(*found.problems, *(_graver(each, set_aside=asked.set_aside) for each in notices)),
        failed=failed + len(rejected),
        places=_places(found, named.ids),
    )
    left = tuple(made.problem(name, _cells(n)) for name, n in sorted(rejected.items()))
    return made._replace(problems=(*made.problems, *left))


def _silent(known: Mapping[str, School], responses: Responses, table: Path | None) -> tuple[Problem, ...]:
    """What is said of schools in the *table* that nobody answered for, unless it is a register of a whole nation."""
    answered = set(responses.people.get_column("school").unique())
    silent = sorted(set(known) - answered)
    if table is None or not silent or len(known) > max(LIST, REGISTER * len(answered)):
        return ()
    named = ", ".join(silent[:NAMED]) + (f" and {len(silent) - NAMED} more" if len(silent) > NAMED else "")
    schools = "1 school in the table has" if len(silent) == 1 else f"{len(silent)} schools in the table have"
    return (Problem(str(table), START, SCHOOL, f"{schools} no answers: {named}", "warning"),)


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
    return Problem(str(path), START, CHANGED, "this file was changed while it was read; run the same command again")


def _places(found: Collected, ids: Mapping[str, str]) -> Mapping[str, str]:
    """The first file of each school, which has one of the *ids* unless it is called so itself."""
    places: dict[str, str] = {}
    for path, part in found.parts.items():
        for school in part.people.get_column("school").unique().sort():
            places.setdefault(ids.get(school, school), str(found.places.get(school, path)))
    return places
