"""What commands that compare rounds share: reading the answers of each round, and refusing what is not compared."""

from collections.abc import Iterable, Iterator, Sequence
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
from speedbumps.rounds.compare import Refusal, compare_rounds
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


def names_of_rounds(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return what rounds are called that name none: after their files, or after folders where files have one name."""
    parts = [_parts_of_name(path.resolve()) for path in paths]
    return tuple(next((part for at, part in enumerate(own) if _is_alone(part, at, parts)), own[0]) for own in parts)


def _parts_of_name(path: Path) -> tuple[str, ...]:
    """Return what a round may be called: its file without the ending or its folder, then the folders around it."""
    return (path.name if path.is_dir() else path.stem, *(folder.name for folder in path.parents if folder.name))


def _is_alone(part: str, at: int, every: Sequence[Sequence[str]]) -> bool:
    return [parts[at] for parts in every if at < len(parts)].count(part) == 1


def _name_rounds(rounds: Sequence[RoundFiles]) -> Iterator[RoundFiles]:
    """Yield *rounds*, those without a name called as names_of_rounds() says."""
    for each, name in zip(rounds, names_of_rounds([each.path for each in rounds]), strict=True):
        people = each.found.responses.people.with_columns(pl.col("round").fill_null(pl.lit(name)))
        yield each._replace(found=each.found._replace(responses=replace(each.found.responses, people=people)))


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
    named = [str(each.path) for each in rounds]
    if made.reason == "one-round" and made.exposure is not None:
        first, last = (named[place] for place in made.rounds)
        message = (
            f"some rows here are those in {first} too, so the two seem to be one round: {_counts(made)}. Whoever has "
            "what is written of both could work out what single people answered. Report the round as a whole instead"
        )
        raise BadFilesError((Problem(last, START, PUBLISHED_BEFORE, message),))
    tell(f"speedbumps: {_refusal_text(made, named)}")
    raise SystemExit(BAD_FILES)


def _counts(made: Refusal) -> str:
    assert made.exposure is not None  # noqa: S101 - only called for a refusal that has one
    parts = (("new", made.exposure.new), ("gone or changed", made.exposure.gone))
    return (
        " and ".join(f"{n} {'row is' if n == 1 else 'rows are'} {what}" for what, n in parts if n) or "all are the same"
    )


def _refusal_text(made: Refusal, named: Sequence[str]) -> str:
    """Return why rounds are not compared at all."""
    match made.reason:
        case "no-shared-questions":
            return "no question was asked in the same words in all of these rounds, so nothing can be compared"
        case "too-few":
            where = _places(made.rounds, named)
            return f"too few people answered{where} for anything to be compared without telling who answered what"
        case _:
            return (
                "nothing can be compared: no number can be shown of the same roles and questions in all rounds without "
                "telling who answered what"
            )


def _places(places: Iterable[int], named: Sequence[str]) -> str:
    listed = ", ".join(named[place] for place in places)
    return f" in {listed}" if listed else " in one of the rounds"
