"""Decide which roles are merged into a cell, and whether a statistic of a cell may be shown."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from speedbumps.model.questionnaire import Questionnaire


class Cell(NamedTuple):
    """Roles whose people are only ever counted together."""

    roles: tuple[str, ...]
    n: int
    shown: bool
    """Whether the number of its people may be shown."""


def fallback_roles(questionnaire: Questionnaire) -> Mapping[str, str]:
    """Return, by the id of each one-person role, the role that it counts as without consent."""
    return {role.id: role.joins for role in questionnaire.roles if role.one_person and role.joins}


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
