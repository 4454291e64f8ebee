"""From people with roles to people in cells: who is only ever counted together with whom."""

from collections.abc import Mapping
from functools import cache, partial
from typing import NamedTuple

import polars as pl

from speedbumps.disclosure.cells import Cell, cells, joined
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.reach import role_ids
from speedbumps.scoring.people import TOGETHER
from speedbumps.scoring.schools import engine


class Staff(NamedTuple):
    """The cells of one school."""

    own: tuple[Cell, ...]
    beside: tuple[Cell, ...]
    """Those of outside roles."""
    public: tuple[str, ...]
    """Cells of one person who agreed to be shown."""
    cell_of: Mapping[str, str]
    """The name of each role's cell in the frame."""


Sizes = tuple[tuple[str, int], ...]
"""How many people of each role answered, in the questionnaire's order of roles."""


def placed(questionnaire: Questionnaire, people: pl.DataFrame) -> tuple[pl.DataFrame, Mapping[str, Sizes]]:
    """The *people* with their cell and whether they are the school's own (`inside`), and the sizes in each school."""
    by_role = people.lazy().group_by("school", "role").agg(pl.len().alias("n"), pl.col("consent").any())
    stated = by_role.collect(engine=engine(people.height)).with_columns(_counted_as(questionnaire).alias("as"))
    order = pl.col("as").cast(pl.Enum(role_ids(questionnaire)))
    counts = stated.group_by("school", "as").agg(pl.col("n").sum()).sort("school", order)
    counts = counts.with_columns(_simpler(questionnaire.privacy.min_group).alias("simpler"))
    names_of = cache(partial(_cells_of, questionnaire))
    found: dict[str, Sizes] = {}
    names: list[str] = []
    # Flat lists and where each school begins in them: lists within a frame take twice as long to unpack.
    roles, sizes, simpler = (counts.get_column(name).to_list() for name in ("as", "n", "simpler"))
    in_sizes, in_order = list(zip(roles, sizes, strict=True)), list(zip(roles, simpler, strict=True))
    begin = 0
    for school, length in counts.get_column("school").rle().struct.unnest().select("value", "len").iter_rows():
        end = begin + length
        found[school] = tuple(in_sizes[begin:end])
        names += names_of(tuple(in_order[begin:end]))
        begin = end
    cells_of = counts.select("school", "as", pl.Series("cell", names, dtype=pl.String))
    table = stated.select("school", "role", "as").join(cells_of, on=["school", "as"])
    keys = people.select("school", "role").join(table, on=["school", "role"], how="left", maintain_order="left")
    role, cell = keys.get_column("as").alias("role"), keys.get_column("cell")
    return people.with_columns(role, cell, (~role.is_in(_outside(questionnaire))).alias("inside")), found


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
