"""What commands that compare rounds share: reading the answers of each round, and refusing what is not compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.cli import options
from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.running import refuse, tell
from speedbumps.diagnostics.codes import PUBLISHED_BEFORE
from speedbumps.diagnostics.problem import START, BadFilesError, Problem, require_value
from speedbumps.model.comparison import RoundComparison
from speedbumps.responses.collect import AnswerSet
from speedbumps.responses.columns import id_from_name
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.rounds.compare import compare_rounds
from speedbumps.rounds.refusals import name_round, refusal_message, round_names
from speedbumps.rounds.sides import RoundAnswers
from speedbumps.tables.files import read_file
from speedbumps.tables.sheets import holds_responses


class RoundFiles(NamedTuple):
    """The answers of one round, and where they are."""

    path: Path
    """The file or folder that was named."""
    found: AnswerSet


def read_round(path: Path, wanted: AnswerOptions, *, verbose: bool) -> RoundFiles:
    """Return the answers of one school and one round in the file or folder at *path*."""
    if is_audit(path):
        refuse(f"{path} is an audit, and the other rounds are not; name the answers of each round, or all their audits")
    found = options.read_answers([path], wanted, verbose=verbose)
    options.require_one_school(found)
    return RoundFiles(path, found)


def is_audit(path: Path) -> bool:
    """Return whether the file at *path* is JSON that holds no answers, as a saved audit is."""
    return path.suffix.lower() == ".json" and not path.is_dir() and not holds_responses(require_value(read_file(path)))


def _name_rounds(rounds: Sequence[RoundFiles]) -> Iterator[RoundFiles]:
    """Yield *rounds*, those without a name called after their files or folders."""
    for each, name in zip(rounds, round_names([each.path for each in rounds]), strict=True):
        yield each._replace(found=each.found._replace(responses=name_round(each.found.responses, name)))


def as_one_school(given: Sequence[RoundFiles]) -> tuple[RoundFiles, ...]:
    """Return the rounds with their names, and under one school, that of the last; refuse if they are of several.

    Answers that name no school are called after their file or folder, so these are taken to be of the same school.
    """
    rounds = tuple(_name_rounds(given))
    schools = [_school_of(each.found) for each in rounds]
    stated = {school for school, each in zip(schools, rounds, strict=True) if not _is_named_after_file(school, each)}
    if len(stated) > 1:
        listed = ", ".join(f"'{school}' ({each.path})" for school, each in zip(schools, rounds, strict=True))
        refuse(f"these are the answers of several schools, and one is compared with itself: {listed}")
    if len(set(schools)) == 1:
        return rounds
    one = next(iter(stated), schools[-1])
    tell(f"The answers do not all name their school; all are taken to be of '{one}'.")
    return tuple(each._replace(found=_rename_school(each.found, one)) for each in rounds)


def _school_of(found: AnswerSet) -> str:
    return str(found.responses.people.get_column("school")[0])


def _is_named_after_file(school: str, round_: RoundFiles) -> bool:
    files = round_.found.files.get(school, ())
    return bool(files) and all(
        school in (id_from_name(path.stem), id_from_name(path.absolute().parent.name)) for path in files
    )


def _rename_school(found: AnswerSet, school: str) -> AnswerSet:
    before = _school_of(found)
    known = found.responses.schools
    facts = {school: known[before].model_copy(update={"id": school})} if before in known else {}
    people = found.responses.people.with_columns(pl.lit(school).alias("school"))
    responses = replace(found.responses, people=people, schools=facts)
    return found._replace(responses=responses, files={school: found.files[before]})


def compare_or_refuse(rounds: Sequence[RoundFiles], *, exact: bool = False) -> RoundComparison:
    """Return what changed between *rounds*, the oldest first; exit with the reason if they cannot be compared.

    Raises:
        BadFilesError: If two of them are one round with late answers.
    """
    made = compare_rounds([RoundAnswers(each.found.instrument, each.found.responses) for each in rounds], exact=exact)
    if isinstance(made, RoundComparison):
        return made
    message = refusal_message(made, [str(each.path) for each in rounds])
    if made.reason == "one-round":
        raise BadFilesError((Problem(str(rounds[made.rounds[1]].path), START, PUBLISHED_BEFORE, message),))
    tell(f"speedbumps: {message}")
    raise SystemExit(BAD_FILES)
