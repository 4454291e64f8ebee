"""From people with roles to people in cells: who is only ever counted together with whom."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

import polars as pl

from speedbumps.disclosure.cells import Cell, cells, joined
from speedbumps.model.queries import role_ids
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.people import TOGETHER
from speedbumps.scoring.schools import engine

Sizes = tuple[tuple[str, int], ...]
"""How many people of each role answered, in the questionnaire's order of roles."""


class Staff(NamedTuple):
    """The cells of one school."""

    own: tuple[Cell, ...]
    beside: tuple[Cell, ...]
    """Those of outside roles."""
    public: tuple[str, ...]
    """Cells of one person who agreed to be shown."""
    cell_of: Mapping[str, str]
    """The name of each role's cell in the frame."""


def placed(questionnaire: Questionnaire, people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return *people* with their cell and whether they are the school's own (`inside`), and the sizes of all schools.

    The sizes have one row per school and role that people count as, in the questionnaire's order of roles: `school`,
    `as` and `n`, the number of people.
    """
    by_role = people.lazy().group_by("school", "role").agg(pl.len().alias("n"), pl.col("consent").any())
    stated = by_role.collect(engine=engine(people.height)).with_columns(_counted_as(questionnaire).alias("as"))
    order = pl.col("as").cast(pl.Enum(role_ids(questionnaire)))
    sizes = stated.group_by("school", "as").agg(pl.col("n").sum()).sort("school", order)
    names_of = cache(partial(_cells_of, questionnaire))
    simpler = sizes.select("school", "as", _simpler(questionnaire.privacy.min_group))
    names = [name for _, group in _by_school(simpler) for name in names_of(group)]
    cells_of = sizes.select("school", "as", pl.Series("cell", names, dtype=pl.String))
    table = stated.select("school", "role", "as").join(cells_of, on=["school", "as"])
    keys = people.select("school", "role").join(table, on=["school", "role"], how="left", maintain_order="left")
    role, cell = keys.get_column("as").alias("role"), keys.get_column("cell")
    return people.with_columns(role, cell, (~role.is_in(_outside(questionnaire))).alias("inside")), sizes


def staffs(questionnaire: Questionnaire, sizes: pl.DataFrame) -> dict[str, Staff]:
    """Return the cells of each school, from the *sizes* that placed() returns."""
    return {school: staff(questionnaire, group) for school, group in _by_school(sizes)}


def _by_school(sizes: pl.DataFrame) -> Iterator[tuple[str, Sizes]]:
    """Yield each school in *sizes* with its roles and their sizes."""
    # Flat lists and where each school begins in them: lists within a frame take twice as long to unpack.
    pairs = list(zip(sizes.get_column("as").to_list(), sizes.get_column("n").to_list(), strict=True))
    begin = 0
    for school, length in sizes.get_column("school").rle().struct.unnest().select("value", "len").iter_rows():
        yield school, tuple(pairs[begin : begin + length])
        begin += length


def _simpler(least: int) -> pl.Expr:
    """Sizes with which the roles of a school come into the same cells: of *least* and above, only their order counts.

    So thousands of schools need only some hundred arrangements.
    """
    n = pl.col("n")
    return pl.when(n < least).then(n).otherwise(least + n.rank("dense").over("school"))


def _cells_of(questionnaire: Questionnaire, sizes: Sizes) -> tuple[str, ...]:
    """The name of the cell of each role in *sizes*."""
    cell_of = staff(questionnaire, sizes).cell_of
    return tuple(cell_of[role] for role, _ in sizes)


def _outside(questionnaire: Questionnaire) -> frozenset[str]:
    return frozenset(role.id for role in questionnaire.roles if role.outside)


def _counted_as(questionnaire: Questionnaire) -> pl.Expr:
    """The role with which the people of a role count: a one-person role stands by itself only with consent.

    What all staff answered together is nobody's own, and needs none.
    """
    joining, together = joined(questionnaire), [role.id for role in questionnaire.roles if role.together]
    agreed = pl.col("consent") | pl.col("role").is_in(together)
    alone = pl.col("role").is_in(list(joining)) & agreed & (pl.col("n") == 1)
    return pl.when(alone).then(pl.col("role")).otherwise(pl.col("role").replace(dict(joining)))


def staff(questionnaire: Questionnaire, sizes: Sizes) -> Staff:
    """The cells of a school where as many people of each role answered as *sizes* says."""
    joining, outside, least = joined(questionnaire), _outside(questionnaire), questionnaire.privacy.min_group
    public = [role for role, n in sizes if n == 1 and role in joining]
    own = cells({role: n for role, n in sizes if role not in outside}, public, least)
    apart = {cell.roles[0] for cell in own if len(cell.roles) == 1}
    beside = tuple(Cell((role,), n, shown=n >= least) for role, n in sizes if role in outside)
    return Staff(
        own=own,
        beside=beside,
        public=tuple(role for role in public if role in apart),
        cell_of={role: TOGETHER.join(cell.roles) for cell in (*own, *beside) for role in cell.roles},
    )
