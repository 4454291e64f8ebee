"""From people with roles to people in cells: who is only ever counted together with whom."""

from collections.abc import Mapping
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
    stated = people.with_columns(_counted_as(questionnaire).alias("role"))
    order = pl.col("role").cast(pl.Enum(role_ids(questionnaire)))
    counts = stated.group_by("school", "role").agg(pl.len().alias("n")).sort("school", order)
    # Many schools have the same staff, so what was found once is kept.
    staff_of = cache(partial(_staff, questionnaire))
    found: dict[str, Staff] = {}
    names: list[str] = []
    for school, roles, sizes in counts.group_by("school", maintain_order=True).agg("role", "n").iter_rows():
        found[school] = staff = staff_of(tuple(zip(roles, sizes, strict=True)))
        names.extend(map(staff.cell_of.__getitem__, roles))
    table = counts.select("school", "role", pl.Series("cell", names, dtype=pl.String))
    outside = [role.id for role in questionnaire.roles if role.outside]
    together = stated.join(table, on=["school", "role"], how="left", maintain_order="left")
    return together.with_columns((~pl.col("role").is_in(outside)).alias("inside")), found


def _counted_as(questionnaire: Questionnaire) -> pl.Expr:
    """The role with which each person counts: a one-person role stands by itself only with consent."""
    joining = joined(questionnaire)
    consenting = pl.col("role").is_in(list(joining)) & pl.col("consent").fill_null(value=False)
    several = pl.len().over("school", "role") > 1
    return pl.when(consenting & ~several).then(pl.col("role")).otherwise(pl.col("role").replace(dict(joining)))


def _staff(questionnaire: Questionnaire, sizes: tuple[tuple[str, int], ...]) -> Staff:
    """The cells of a school where as many people of each role answered as *sizes* says."""
    least = questionnaire.privacy.min_group
    joining = joined(questionnaire)
    outside = {role.id for role in questionnaire.roles if role.outside}
    public = [role for role, n in sizes if role in joining and n == 1]
    own = cells({role: n for role, n in sizes if role not in outside}, public, least)
    apart = {cell.roles[0] for cell in own if len(cell.roles) == 1}
    beside = tuple(Cell((role,), n, shown=n >= least) for role, n in sizes if role in outside)
    return Staff(
        own=own,
        beside=beside,
        public=tuple(role for role in public if role in apart),
        cell_of={role: TOGETHER.join(cell.roles) for cell in (*own, *beside) for role in cell.roles},
    )
