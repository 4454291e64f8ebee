"""Assign people to cells by their roles: the people of a cell are only ever counted together."""

from collections.abc import Iterator
from functools import cache, partial

import polars as pl

from speedbumps.disclosure.cells import SchoolCells, Sizes, build_school_cells, fallback_roles, outside_roles
from speedbumps.model.queries import role_ids
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.schools import choose_engine


def assign_cells(questionnaire: Questionnaire, people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return *people* with their cells, and the sizes of the roles of all schools.

    *people* has one row per person, with the columns of `Responses.people`. The first result has the same rows in the
    same order; `role` is the role that the person counts as, `cell` (String) the name of the cell, and `inside`
    (Boolean) whether the person is one of the school's own, not of an outside role.

    The sizes have one row per school and role that people count as, in the questionnaire's order of roles: `school`,
    `as`, the role's id, and `n`, the number of people.
    """
    by_role = people.lazy().group_by("school", "role").agg(pl.len().alias("n"), pl.col("consent").any())
    stated = by_role.collect(engine=choose_engine(people.height)).with_columns(
        _effective_role(questionnaire).alias("as")
    )
    order = pl.col("as").cast(pl.Enum(role_ids(questionnaire)))
    sizes = stated.group_by("school", "as").agg(pl.col("n").sum()).sort("school", order)
    names_of = cache(partial(_cell_names, questionnaire))
    simpler = sizes.select("school", "as", _canonical_size(questionnaire.privacy.min_group))
    names = [name for _, group in _split_by_school(simpler) for name in names_of(group)]
    cells_of = sizes.select("school", "as", pl.Series("cell", names, dtype=pl.String))
    table = stated.select("school", "role", "as").join(cells_of, on=["school", "as"])
    keys = people.select("school", "role").join(table, on=["school", "role"], how="left", maintain_order="left")
    role, cell = keys.get_column("as").alias("role"), keys.get_column("cell")
    return people.with_columns(role, cell, (~role.is_in(outside_roles(questionnaire))).alias("inside")), sizes


def cells_by_school(questionnaire: Questionnaire, sizes: pl.DataFrame) -> dict[str, SchoolCells]:
    """Return the cells of each school by its id, from the *sizes* that assign_cells() returns."""
    return {school: build_school_cells(questionnaire, group) for school, group in _split_by_school(sizes)}


def _split_by_school(sizes: pl.DataFrame) -> Iterator[tuple[str, Sizes]]:
    """Yield the id of each school in *sizes* with the sizes of its roles."""
    # Flat lists, and the position where each school begins: lists within a frame take twice as long to unpack.
    pairs = list(zip(sizes.get_column("as").to_list(), sizes.get_column("n").to_list(), strict=True))
    begin = 0
    for school, length in sizes.get_column("school").rle().struct.unnest().select("value", "len").iter_rows():
        yield school, tuple(pairs[begin : begin + length])
        begin += length


def _canonical_size(least: int) -> pl.Expr:
    """Return sizes that lead to the same cells as the true ones: of those from *least* on, only the order matters.

    So thousands of schools have only some hundred different sets of sizes.
    """
    n = pl.col("n")
    return pl.when(n < least).then(n).otherwise(least + n.rank("dense").over("school"))


def _cell_names(questionnaire: Questionnaire, sizes: Sizes) -> tuple[str, ...]:
    """Return the name of the cell of each role in *sizes*."""
    cell_of = build_school_cells(questionnaire, sizes).cell_of
    return tuple(cell_of[role] for role, _ in sizes)


def _effective_role(questionnaire: Questionnaire) -> pl.Expr:
    """Return the role that people count as: those of a one-person role count with another role without consent.

    An answer that all staff agreed on is nobody's own, and needs no consent.
    """
    joining, together = fallback_roles(questionnaire), [role.id for role in questionnaire.roles if role.together]
    agreed = pl.col("consent") | pl.col("role").is_in(together)
    alone = pl.col("role").is_in(list(joining)) & agreed & (pl.col("n") == 1)
    return pl.when(alone).then(pl.col("role")).otherwise(pl.col("role").replace(dict(joining)))
