"""Which roles are counted together, and what one such cell may show of one statistic."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from speedbumps.model.questionnaire import Questionnaire


class Cell(NamedTuple):
    """Roles whose people are only ever counted together."""

    roles: tuple[str, ...]
    n: int
    shown: bool
    """Whether its number may be told."""


def joined(questionnaire: Questionnaire) -> Mapping[str, str]:
    """For each one-person role, the role that it counts with when there is no consent."""
    return {role.id: role.joins for role in questionnaire.roles if role.one_person and role.joins}


def standing(counts: Mapping[str, int], public: Collection[str], least: int) -> tuple[str, ...]:
    """The names in *counts* that may be shown by themselves beside their total.

    One stands alone if it holds *least* people, or is *public*: one person who agreed to it. Those that do not are
    hidden under the total; if they hold fewer than *least* between them, the smallest that could stand joins them,
    and the next, until they do. Whoever turns out not to be needed for that is let go again.
    """
    able = [name for name, n in counts.items() if n >= least or (name in public and n == 1)]
    hidden = sum(n for name, n in counts.items() if name not in able)
    if hidden == 0 or hidden >= least or not total_shown(counts, public, least):
        return tuple(able)
    joining: list[str] = []
    for name in sorted(able, key=lambda name: counts[name]):
        if hidden >= least:
            break
        joining.append(name)
        hidden += counts[name]
    for name in tuple(joining):
        if hidden - counts[name] >= least:
            joining.remove(name)
            hidden -= counts[name]
    return tuple(name for name in able if name not in joining)


def total_shown(counts: Mapping[str, int], public: Collection[str], least: int) -> bool:
    """Whether a figure over all of *counts* may be shown: *least* people, or one who agreed to it."""
    holding = [name for name, n in counts.items() if n]
    total = sum(counts.values())
    return total >= least or (total == 1 and holding[0] in public)


def cells(counts: Mapping[str, int], public: Collection[str], least: int) -> tuple[Cell, ...]:
    """The cells of a school in which each role has as many respondents as *counts* says.

    Small roles are put together; with no total to subtract from, they are only hidden.
    """
    present = {role: n for role, n in counts.items() if n}
    alone = standing(present, public, least)
    rest = tuple(role for role in present if role not in alone)
    held = sum(present[role] for role in rest)
    found = [Cell((role,), present[role], shown=True) for role in alone]
    if rest:
        found.append(Cell(rest, held, shown=held >= least))
    return tuple(found)


def enough(n: int, least: int, *, public: bool) -> bool:
    """Whether a statistic that rests on *n* people may be shown. None at all is no secret."""
    return n == 0 or n >= least or (public and n == 1)
