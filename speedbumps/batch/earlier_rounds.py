"""Read the answers of earlier rounds, which those of the last round are compared with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from speedbumps.batch.intake import BatchAnswers, companion_files, settle_severity
from speedbumps.batch.manifest import digest
from speedbumps.diagnostics.codes import UNKNOWN_SCHOOL
from speedbumps.diagnostics.problem import Problem
from speedbumps.model.instrument import Instrument
from speedbumps.responses.collect import AnswerSet, assemble_many
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.rounds.refusals import name_round, round_names
from speedbumps.scoring.responses import Responses


class EarlierRound(NamedTuple):
    """The answers of one earlier round."""

    path: Path
    """The file or folder that was named."""
    instrument: Instrument
    mark: str
    """A digest of the questionnaire."""
    responses: Responses
    files: Mapping[str, tuple[str, ...]]
    """The files with the answers of each school."""

    def first_file(self, school: str) -> str:
        """Return the first file with this round's answers of a *school*."""
        return next(iter(self.files.get(school, ())), str(self.path))


class EarlierRounds(NamedTuple):
    """The answers of all earlier rounds, the oldest first."""

    rounds: tuple[EarlierRound, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Problems of files and schools that are left out of a round, and warnings."""
    failed: int = 0
    """The number of files and schools that could not be read or used."""
    beside: tuple[Path, ...] = ()
    """The files of their questionnaires, unless these are shipped."""


def read_earlier_rounds(paths: Sequence[Path], options: AnswerOptions) -> EarlierRounds:
    """Return the answers of the rounds at *paths*, a file or folder for each; a bad file or school stops no other.

    Raises:
        BadFilesError: If nothing is left of one of them.
        FileNotFoundError: If there is no such file or folder.
    """
    wanted = options._replace(round=None)
    found = [assemble_many([path], wanted) for path in paths]
    return EarlierRounds(
        tuple(_earlier_round(path, each) for path, each in zip(paths, found, strict=True)),
        tuple(problem for each in found for problem in _problems(each, set_aside=options.set_aside)),
        sum(_count_failed(each) for each in found),
        tuple(dict.fromkeys(path for each in found for path in companion_files(each.where))),
    )


def name_rounds(found: BatchAnswers, answers: Path, earlier: EarlierRounds) -> tuple[BatchAnswers, EarlierRounds]:
    """Return the *answers* that were *found*, and the *earlier* rounds, with names for those that have none."""
    *names, last = round_names([*(each.path for each in earlier.rounds), answers])
    rounds = (
        each._replace(responses=name_round(each.responses, name))
        for each, name in zip(earlier.rounds, names, strict=True)
    )
    return found._replace(responses=name_round(found.responses, last)), earlier._replace(rounds=tuple(rounds))


def _earlier_round(path: Path, found: AnswerSet) -> EarlierRound:
    responses = replace(found.responses, set_aside={}, duplicates={})  # these are told of the last round only
    files = {name: tuple(map(str, paths)) for name, paths in found.files.items()}
    return EarlierRound(path, found.instrument, digest(found.instrument.model_dump(mode="json")), responses, files)


def _problems(found: AnswerSet, *, set_aside: bool) -> Iterable[Problem]:
    """Yield what is to be said of an earlier round; not that schools are unknown, since the last round says so."""
    yield from found.problems
    yield from (settle_severity(each, set_aside=set_aside) for each in found.notices if each.code != UNKNOWN_SCHOOL)


def _count_failed(found: AnswerSet) -> int:
    return len({each.path for each in found.problems if Path(each.path) in found.unread}) + len(found.left_out)
