"""Decide which roles are merged into a cell, and whether a statistic of a cell may be shown."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.cell_names import TOGETHER

Sizes = tuple[tuple[str, int], ...]
"""Pairs of a role's id and the number of its people who answered, in the questionnaire's order of roles."""


class Cell(NamedTuple):
    """Roles whose people are only ever counted together."""

    roles: tuple[str, ...]
    n: int
    shown: bool
    """Whether the number of its people may be shown."""


class SchoolCells(NamedTuple):
    """The cells of one school."""

    own: tuple[Cell, ...]
    """Those of the school's own roles."""
    beside: tuple[Cell, ...]
    """Those of outside roles, one for each role."""
    public: tuple[str, ...]
    """The roles whose cell is one person who consented to be shown."""
    cell_of: Mapping[str, str]
    """By role id: the name of the role's cell in frames, such as leader+support."""


def fallback_roles(questionnaire: Questionnaire) -> Mapping[str, str]:
    """Return, by the id of each one-person role, the role that it counts as without consent."""
    return {role.id: role.joins for role in questionnaire.roles if role.one_person and role.joins}


def outside_roles(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the ids of the roles whose people are not staff."""
    return frozenset(role.id for role in questionnaire.roles if role.outside)


def publishable_names(counts: Mapping[str, int], public: Collection[str], least: int) -> tuple[str, ...]:
    """Return the names in *counts* whose figures may be shown by themselves beside their total.

    *counts* holds a number of people for each name. A name may be shown if it has *least* people, or is in *public*:
    one person who consented. The others are suppressed, and with them those that suppress_complements() leaves out.
    """
    able = {name: n for name, n in counts.items() if n >= least or (name in public and n == 1)}
    hidden = sum(n for name, n in counts.items() if name not in able)
    return suppress_complements(able, hidden, least) if is_total_publishable(counts, public, least) else tuple(able)


def suppress_complements(counts: Mapping[str, int], hidden: int, least: int) -> tuple[str, ...]:
    """Return the names in *counts* that may be shown beside a total that also covers so many *hidden* others.

    If the *hidden* are fewer than *least*, they could be found by subtraction from the total; so the smallest name is
    suppressed too, then the next, until *least* are hidden (complementary suppression). Names that turn out not to be
    needed are shown after all.
    """
    if hidden == 0:
        return tuple(counts)
    joining: list[str] = []
    for name in sorted(counts, key=lambda name: counts[name]):
        if hidden >= least:
            break
        joining.append(name)
        hidden += counts[name]
    for name in tuple(joining):
        if hidden - counts[name] >= least:
            joining.remove(name)
            hidden -= counts[name]
    return tuple(name for name in counts if name not in joining)


def is_total_publishable(counts: Mapping[str, int], public: Collection[str], least: int) -> bool:
    """Return whether a figure over all of *counts* may be shown: it has *least* people, or one who consented."""
    holding = [name for name, n in counts.items() if n]
    total = sum(counts.values())
    return total >= least or (total == 1 and holding[0] in public)


def group_roles(counts: Mapping[str, int], public: Collection[str], least: int) -> tuple[Cell, ...]:
    """Return the cells of a school, where *counts* is the number of people who answered, by role id.

    Roles that publishable_names() returns have a cell each; all others share one, which is last. It may not be shown if
    it has fewer than *least* people.
    """
    present = {role: n for role, n in counts.items() if n}
    alone = publishable_names(present, public, least)
    rest = tuple(role for role in present if role not in alone)
    held = sum(present[role] for role in rest)
    found = [Cell((role,), present[role], shown=True) for role in alone]
    if rest:
        found.append(Cell(rest, held, shown=held >= least))
    return tuple(found)


def build_school_cells(questionnaire: Questionnaire, sizes: Sizes) -> SchoolCells:
    """Return the cells of a school with these *sizes* of its roles."""
    joining, outside, least = (
        fallback_roles(questionnaire),
        outside_roles(questionnaire),
        questionnaire.privacy.min_group,
    )
    public = [role for role, n in sizes if n == 1 and role in joining]
    own = group_roles({role: n for role, n in sizes if role not in outside}, public, least)
    apart = {cell.roles[0] for cell in own if len(cell.roles) == 1}
    beside = tuple(Cell((role,), n, shown=n >= least) for role, n in sizes if role in outside)
    return SchoolCells(
        own=own,
        beside=beside,
        public=tuple(role for role in public if role in apart),
        cell_of={role: TOGETHER.join(cell.roles) for cell in (*own, *beside) for role in cell.roles},
    )
