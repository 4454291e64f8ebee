"""From people with roles to people in cells: who is only ever counted together with whom."""

from collections.abc import Collection, Mapping
from functools import cache, partial
from typing import NamedTuple

import polars as pl

from speedbumps.disclosure import Cell, cells, joined
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.reach import role_ids
from speedbumps.scoring.people import TOGETHER


class Staff(NamedTuple):
    """The cells of one school."""

    own: tuple[Cell, ...]
    beside: tuple[Cell, ...]
    """Those of outside roles."""
    public: tuple[str, ...]
    """Cells of one person who agreed to be shown."""
    cell_of: Mapping[str, str]
    """The name of each role's cell in the frame."""


def placed(questionnaire: Questionnaire, people: pl.DataFrame) -> tuple[pl.DataFrame, Mapping[str, Staff]]:
    """The *people* with their cell and whether they are the school's own (`inside`), and the staff of each school."""
    joining = joined(questionnaire)
    outside = frozenset(role.id for role in questionnaire.roles if role.outside)
    stated = people.group_by("school", "role").agg(pl.len().alias("n"), pl.col("consent").any())
    stated = stated.with_columns(_counted_as(joining).alias("as"))
    order = pl.col("as").cast(pl.Enum(role_ids(questionnaire)))
    counts = stated.group_by("school", "as").agg(pl.col("n").sum()).sort("school", order)
    # Many schools have the same staff, so what was found once is kept.
    staff_of = cache(partial(_staff, joining, outside, questionnaire.privacy.min_group))
    found: dict[str, Staff] = {}
    names: list[str] = []
    for school, roles, sizes in counts.group_by("school", maintain_order=True).agg("as", "n").iter_rows():
        found[school] = staff = staff_of(tuple(roles), tuple(sizes))
        names.extend(map(staff.cell_of.__getitem__, roles))
    cells_of = counts.select("school", "as", pl.Series("cell", names, dtype=pl.String))
    table = stated.select("school", "role", "as").join(cells_of, on=["school", "as"])
    together = people.join(table, on=["school", "role"], how="left", maintain_order="left")
    inside = ~pl.col("as").is_in(outside)
    return together.with_columns(pl.col("as").alias("role"), inside.alias("inside")).drop("as"), found


def _counted_as(joining: Mapping[str, str]) -> pl.Expr:
    """The role with which the people of a role count: a one-person role stands by itself only with consent."""
    alone = pl.col("role").is_in(list(joining)) & pl.col("consent") & (pl.col("n") == 1)
    return pl.when(alone).then(pl.col("role")).otherwise(pl.col("role").replace(dict(joining)))


def _staff(
    joining: Mapping[str, str], outside: Collection[str], least: int, roles: tuple[str, ...], sizes: tuple[int, ...]
) -> Staff:
    """The cells of a school where as many people of each of the *roles* answered as *sizes* says."""
    found = list(zip(roles, sizes, strict=True))
    public = [role for role, n in found if n == 1 and role in joining]
    own = cells({role: n for role, n in found if role not in outside}, public, least)
    apart = {cell.roles[0] for cell in own if len(cell.roles) == 1}
    beside = tuple(Cell((role,), n, shown=n >= least) for role, n in found if role in outside)
    return Staff(
        own=own,
        beside=beside,
        public=tuple(role for role in public if role in apart),
        cell_of={role: TOGETHER.join(cell.roles) for cell in (*own, *beside) for role in cell.roles},
    )
