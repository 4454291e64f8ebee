"""Read the plans that schools made after an earlier round, each beside the answers of its school."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from speedbumps.batch.intake import companion_files
from speedbumps.batch.manifest import digest
from speedbumps.diagnostics.codes import NO_PLAN, PLAN_WITHOUT_ANSWERS, TWO_PLANS
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.model.instrument import Instrument
from speedbumps.model.plan import questionnaire_id
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_reading import (
    KnownPlan,
    find_plan,
    instrument_of_plan,
    questionnaire_of_plan,
    titled_plan,
)
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.files import is_personal, list_files

QUESTIONNAIRE_FORMATS = (
    "speedbumps-questionnaire/1",
    "speedbumps-actions/1",
    "speedbumps-translation/1",
    "speedbumps-history/1",
)
"""The formats of a questionnaire and of the files that belong to it."""


class PlansRead(NamedTuple):
    """The plans in a folder."""

    pages: Mapping[str, PlanPage] = {}
    """The plan of each school that has one and has answers, by the school's id."""
    marks: Mapping[str, str] = {}
    """A digest of each of these."""
    problems: tuple[Problem, ...] = ()
    """Files that are no plans, and plans that are not used."""
    failed: int = 0
    """The number of files that should be plans and could not be used."""
    unused: tuple[Path, ...] = ()
    """These files, and plans of schools without answers."""
    beside: tuple[Path, ...] = ()
    """The files of their questionnaires, unless these are shipped."""


class _Basis(NamedTuple):
    """A questionnaire on which plans rest."""

    where: Traversable
    instrument: Instrument
    mark: str
    """A digest of it."""


class _PlanBook(NamedTuple):
    """A plan with the questionnaire that it rests on."""

    known: KnownPlan
    basis: _Basis


def read_plans(folder: Path, schools: Iterable[str], asked: AnswerOptions) -> PlansRead:
    """Return the plans in the *folder* of those *schools* that have answers; a bad plan stops no other.

    The questionnaire that is *asked* for is that of the plans which name it, and its language is theirs.

    Raises:
        BadFilesError: If the folder holds no plan at all.
        FileNotFoundError: If there is no such folder.
    """
    if not folder.exists():
        raise FileNotFoundError(f"there is no folder {folder}")
    files = [path for path in list_files([folder]).files if is_personal(path) and not _is_of_questionnaire(path)]
    if not files:
        message = "there is no plan in this folder: no file that ends in .yaml"
        raise BadFilesError((Problem(str(folder), START, NO_PLAN, message),))
    books: dict[Path, _PlanBook] = {}
    problems: list[Problem] = []
    bases: dict[tuple[str, Path], _Basis] = {}
    for path in files:
        try:
            books[path] = _read_book(path, bases, asked)
        except BadFilesError as error:
            problems += error.problems
        except FileNotFoundError as error:
            problems.append(Problem(str(path), START, NO_PLAN, str(error)))
    failed = len(files) - len(books)
    twice = dict(_same_schools(books))
    problems += (_two_plans(path, books[path].known, other) for path, other in twice.items())
    names = {school.casefold(): school for school in schools}
    used: dict[str, Path] = {}
    for path, book in books.items():
        school = names.get(book.known.plan.school.casefold())
        if school is None:
            problems.append(_without_answers(path, book.known))
        elif path not in twice:
            used[school] = path
    places = dict.fromkeys(basis.where for basis in bases.values())
    return PlansRead(
        pages={
            school: titled_plan(books[path].known.plan, books[path].basis.instrument) for school, path in used.items()
        },
        marks={school: _plan_mark(books[path]) for school, path in used.items()},
        problems=tuple(problems),
        failed=failed + len(twice),
        unused=tuple(path for path in files if path not in used.values()),
        beside=tuple(dict.fromkeys(path for where in places for path in companion_files(where))),
    )


def _is_of_questionnaire(path: Path) -> bool:
    """Return whether the file at *path* is a questionnaire, or belongs to one, on which the plans beside it rest."""
    source = read_yaml(path).value
    kind = source.data.get("format") if source is not None and isinstance(source.data, dict) else None
    return kind in QUESTIONNAIRE_FORMATS


def _read_book(path: Path, bases: dict[tuple[str, Path], _Basis], asked: AnswerOptions) -> _PlanBook:
    """Return the plan at *path* in the language that is *asked* for.

    *bases* holds the questionnaires that were read already, by name and folder of plans, and gains its own.
    """
    known = find_plan([path])
    if known is None:
        message = "this is no plan; a plan begins with the line format: speedbumps-plan/1"
        raise BadFilesError((Problem(str(path), START, NO_PLAN, message),))
    known = known._replace(language=asked.language, drafts=asked.drafts, questionnaire=asked.questionnaire)
    key = (questionnaire_id(known.plan), path.parent)
    if key not in bases:
        where = questionnaire_of_plan(known)
        instrument = instrument_of_plan(known, where)
        bases[key] = _Basis(where, instrument, digest(instrument.model_dump(mode="json")))
    return _PlanBook(known, bases[key])


def _plan_mark(book: _PlanBook) -> str:
    return digest(book.basis.mark, book.known.plan.model_dump(mode="json"))


def _same_schools(books: Mapping[Path, _PlanBook]) -> Iterator[tuple[Path, Path]]:
    """Yield each plan of a school that has several, with another one of these."""
    by_school: dict[str, list[Path]] = {}
    for path, book in books.items():
        by_school.setdefault(book.known.plan.school.casefold(), []).append(path)
    for paths in by_school.values():
        yield from ((path, paths[0] if path != paths[0] else paths[1]) for path in paths if len(paths) > 1)


def _two_plans(path: Path, known: KnownPlan, other: Path) -> Problem:
    message = (
        f"{known.plan.school}: this school has another plan in {other.name}, so neither is used; leave the one that it "
        "made last in the folder"
    )
    return Problem(str(path), known.source.find_span(("school",)), TWO_PLANS, message)


def _without_answers(path: Path, known: KnownPlan) -> Problem:
    message = (
        f"{known.plan.school}: no answers of this school are used, so no report shows its plan; if its answers are "
        "here, write its id as they do"
    )
    code = PLAN_WITHOUT_ANSWERS
    return Problem(str(path), known.source.find_span(("school",)), code, message, severity_of(code))
