"""What to say of rounds that are not compared, and what rounds are called that have no name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from speedbumps.rounds.compare import Refusal
from speedbumps.scoring.responses import Responses


def round_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return what rounds are called that name none: after their files, or after folders where files have one name."""
    parts = [_parts_of_name(path.resolve()) for path in paths]
    return tuple(next((part for at, part in enumerate(own) if _is_alone(part, at, parts)), own[0]) for own in parts)


def _parts_of_name(path: Path) -> tuple[str, ...]:
    """Return what a round may be called: its file without the ending or its folder, then the folders around it."""
    return (path.name if path.is_dir() else path.stem, *(folder.name for folder in path.parents if folder.name))


def _is_alone(part: str, at: int, every: Sequence[Sequence[str]]) -> bool:
    return [parts[at] for parts in every if at < len(parts)].count(part) == 1


def name_round(responses: Responses, name: str) -> Responses:
    """Return *responses* with this *name* of the round where they have none."""
    return replace(responses, people=responses.people.with_columns(pl.col("round").fill_null(pl.lit(name))))


def refusal_message(made: Refusal, named: Sequence[str]) -> str:
    """Return why rounds are not compared at all, where *named* holds the file or folder of each."""
    match made.reason:
        case "one-round":
            first = named[made.rounds[0]]
            return (
                f"some rows here are those in {first} too, so the two seem to be one round: {_counts(made)}. Whoever "
                "has what is written of both could work out what single people answered. Report the round as a whole "
                "instead"
            )
        case "no-shared-questions":
            return "no question was asked in the same words in all of these rounds, so nothing can be compared"
        case "too-few":
            where = _places(made.rounds, named)
            return f"too few people answered{where} for anything to be compared without telling who answered what"
        case "nothing-left":
            return (
                "nothing can be compared: no number can be shown of the same roles and questions in all rounds without "
                "telling who answered what"
            )


def _counts(made: Refusal) -> str:
    """Return how many rows differ in two files that are one round."""
    if made.exposure is None:
        return "all are the same"
    parts = (("new", made.exposure.new), ("gone or changed", made.exposure.gone))
    return (
        " and ".join(f"{n} {'row is' if n == 1 else 'rows are'} {what}" for what, n in parts if n) or "all are the same"
    )


def _places(places: Iterable[int], named: Sequence[str]) -> str:
    listed = ", ".join(named[place] for place in places)
    return f" in {listed}" if listed else " in one of the rounds"
