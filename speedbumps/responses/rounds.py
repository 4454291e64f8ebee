"""Choose one round of each school's answers."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from speedbumps.text import count_from_five, fold_text

NOUGHTS = re.compile(r"(?<=^\d)\.0+$|(?<=^\d\d)\.0+$|(?<=^\d{4})\.0+$")


class ChosenRounds(NamedTuple):
    """The answers of one round of each school."""

    people: pl.DataFrame
    """The respondents of the chosen rounds; the column *round* holds one value for each school."""
    several: Mapping[str, str]
    """Schools with answers of several rounds none of which is chosen, with what to do about it."""
    other: Mapping[str, str]
    """Schools with answers of other rounds than the wanted one only, with the rounds that they have."""
    notices: Mapping[str, str]
    """Messages about rows of other schools that name no round."""
    nameless: tuple[str, ...] = ()
    """Schools that name no round at all, where others do, and that count with the wanted one."""


def choose_rounds(people: pl.DataFrame, wanted: str | None) -> ChosenRounds:
    """Return the answers of one round of each school: the *wanted* one, else its only one.

    Rows that name no round belong to the only round that their school names, or to the wanted one where it names none.
    What the files of other schools hold makes no difference, nor do capital letters and spaces in the name of a round.
    """
    if people.get_column("round").null_count() == people.height:
        return ChosenRounds(
            people.with_columns(pl.lit(wanted, pl.String).alias("round")) if wanted else people, {}, {}, {}
        )
    people, wanted = _unify_rounds(people, wanted)
    named = people.filter(pl.col("round").is_not_null())
    rounds: dict[str, list[str]] = dict(
        named.group_by("school").agg(pl.col("round").unique().sort()).sort("school").iter_rows()
    )
    unnamed: dict[str, int] = dict(
        people.filter(pl.col("round").is_null()).group_by("school").len().sort("school").iter_rows()
    )
    unclear = {school: _unclear_text(names) for school, names in rounds.items() if wanted is None and len(names) > 1}
    other = {
        school: _other_rounds_text(names, wanted) for school, names in rounds.items() if wanted and wanted not in names
    }
    left_out = unclear | other
    chosen = {school: wanted or names[0] for school, names in rounds.items() if school not in left_out}
    several = {school for school in chosen if len(rounds[school]) > 1}
    of_school = pl.col("school").replace_strict(chosen, default=wanted, return_dtype=pl.String)
    kept = people.filter(
        ~pl.col("school").is_in(list(left_out))
        & ((pl.col("round") == of_school) | (pl.col("round").is_null() & ~pl.col("school").is_in(list(several)))),
    ).with_columns(of_school.alias("round"))
    notices = {
        school: _unnamed_rows_text(number, chosen[school], counted=school not in several)
        for school, number in unnamed.items()
        if school in chosen
    }
    nameless = tuple(school for school in unnamed if school not in rounds) if wanted is not None else ()
    return ChosenRounds(kept, unclear, other, notices, nameless)


def _unify_rounds(people: pl.DataFrame, wanted: str | None) -> tuple[pl.DataFrame, str | None]:
    """Return the *people* and the *wanted* round with one spelling of each round: the one that comes first."""
    first: dict[str, str] = {}
    written = people.get_column("round").drop_nulls().unique(maintain_order=True)
    known = {name: first.setdefault(_comparable_round(name), name) for name in written}
    changed = {name: other for name, other in known.items() if name != other}
    if changed:
        people = people.with_columns(pl.col("round").replace(changed))
    return people, None if wanted is None else first.get(_comparable_round(wanted), wanted)


def _comparable_round(name: str) -> str:
    """Return the *name* of a round in the form in which rounds are compared; spreadsheets turn 2 into 2.0."""
    return NOUGHTS.sub("", fold_text(name))


def is_mistyped(people: pl.DataFrame, wanted: str) -> bool:
    """Return whether *wanted* is none of the rounds that rows name, and other rows, which would get it, name none."""
    rounds = people.get_column("round")
    named = rounds.drop_nulls().unique()
    return 0 < rounds.null_count() < rounds.len() and _comparable_round(wanted) not in map(_comparable_round, named)


def _unclear_text(names: list[str]) -> str:
    """Return the message about answers of several rounds."""
    return f"has answers of {len(names)} rounds; choose one with --round: {', '.join(names)}"


def _other_rounds_text(names: list[str], wanted: str) -> str:
    """Return the message about answers of other rounds than the *wanted* one."""
    return f"has no answers of round '{wanted}'; it has {', '.join(names)}"


def _unnamed_rows_text(number: int, chosen: str, *, counted: bool) -> str:
    """Return the message about rows that name no round."""
    rows = f"has {count_from_five(number, 'rows')} that name no round, and are"
    return f"{rows} counted with '{chosen}'" if counted else f"{rows} left out"
