"""Choose one round of each school's answers."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from speedbumps.text import folded

NOUGHTS = re.compile(r"(?<=^\d)\.0+$|(?<=^\d\d)\.0+$|(?<=^\d{4})\.0+$")


class ChosenRounds(NamedTuple):
    """The answers of one round of each school."""

    people: pl.DataFrame
    """Those whose round is chosen; the column *round* holds one value for each school."""
    several: Mapping[str, str]
    """Schools with answers of several rounds of which none is chosen, with what to do about it."""
    other: Mapping[str, str]
    """Schools with answers of other rounds than the one that is wanted, with those they have."""
    notices: Mapping[str, str]
    """What there is to say of rows of other schools that name no round."""
    nameless: tuple[str, ...] = ()
    """Schools that name no round at all, where others do, and that count with the wanted one."""


def choose_rounds(people: pl.DataFrame, wanted: str | None) -> ChosenRounds:
    """Return the answers of one round of each school: the *wanted* one, else its only one.

    Rows that name no round belong to the only round that their school names, and to the wanted one where it names none.
    What other schools' files hold makes no difference. Capital letters and spaces make none in the name of a round.
    """
    if people.get_column("round").null_count() == people.height:
        return ChosenRounds(
            people.with_columns(pl.lit(wanted, pl.String).alias("round")) if wanted else people, {}, {}, {}
        )
    people, wanted = _as_first_written(people, wanted)
    named = people.filter(pl.col("round").is_not_null())
    rounds: dict[str, list[str]] = dict(
        named.group_by("school").agg(pl.col("round").unique().sort()).sort("school").iter_rows()
    )
    unnamed: dict[str, int] = dict(
        people.filter(pl.col("round").is_null()).group_by("school").len().sort("school").iter_rows()
    )
    unclear = {school: _unclear(names) for school, names in rounds.items() if wanted is None and len(names) > 1}
    other = {school: _other(names, wanted) for school, names in rounds.items() if wanted and wanted not in names}
    left_out = unclear | other
    chosen = {school: wanted or names[0] for school, names in rounds.items() if school not in left_out}
    several = {school for school in chosen if len(rounds[school]) > 1}
    of_school = pl.col("school").replace_strict(chosen, default=wanted, return_dtype=pl.String)
    kept = people.filter(
        ~pl.col("school").is_in(list(left_out))
        & ((pl.col("round") == of_school) | (pl.col("round").is_null() & ~pl.col("school").is_in(list(several)))),
    ).with_columns(of_school.alias("round"))
    notices = {
        school: _unnamed(number, chosen[school], counted=school not in several)
        for school, number in unnamed.items()
        if school in chosen
    }
    nameless = tuple(school for school in unnamed if school not in rounds) if wanted is not None else ()
    return ChosenRounds(kept, unclear, other, notices, nameless)


def _as_first_written(people: pl.DataFrame, wanted: str | None) -> tuple[pl.DataFrame, str | None]:
    """Return the *people* and the *wanted* round with one way of writing each round: the one that comes first."""
    first: dict[str, str] = {}
    written = people.get_column("round").drop_nulls().unique(maintain_order=True)
    known = {name: first.setdefault(_plain(name), name) for name in written}
    changed = {name: other for name, other in known.items() if name != other}
    if changed:
        people = people.with_columns(pl.col("round").replace(changed))
    return people, None if wanted is None else first.get(_plain(wanted), wanted)


def _plain(name: str) -> str:
    """Return the *name* of a round as rounds are compared; 2.0 is what spreadsheets make of 2."""
    return NOUGHTS.sub("", folded(name))


def is_mistyped(people: pl.DataFrame, wanted: str) -> bool:
    """Return whether some rows name rounds, none of them the *wanted* one, and others, which it would be for, none."""
    rounds = people.get_column("round")
    named = rounds.drop_nulls().unique()
    return 0 < rounds.null_count() < rounds.len() and _plain(wanted) not in map(_plain, named)


def _unclear(names: list[str]) -> str:
    return f"has answers of {len(names)} rounds; choose one with --round: {', '.join(names)}"


def _other(names: list[str], wanted: str) -> str:
    return f"has no answers of round '{wanted}'; it has {', '.join(names)}"


def _unnamed(number: int, chosen: str, *, counted: bool) -> str:
    rows = "has 1 row that names no round, and is" if number == 1 else f"has {number} rows that name no round, and are"
    return f"{rows} counted with '{chosen}'" if counted else f"{rows} left out"
