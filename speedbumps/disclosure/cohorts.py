"""Decide what may be shown of schools together, and how exactly.

Whoever holds two figures, of schools that are the same but for a few, learns something of these few. So any two groups
of schools whose figures may meet differ by no school, or by at least `min_schools`.
"""

from collections.abc import Iterable, Mapping
from math import floor
from typing import Literal, TypeVar

from speedbumps.disclosure.cells import suppress_complements
from speedbumps.disclosure.rounding import round_significant

COARSE_BELOW = 10
"""The number of schools below which figures of them are rounded to COARSE_STEP."""

COARSE_STEP = 5
"""Points of severity, or per cent of people."""

Outcome = TypeVar("Outcome")

Telling = Literal["exact", "few", "all-but-few", "some"]
"""How a number of schools is told: itself; that it is small; that only few are left; or not at all."""


def publishable_groups(schools: Mapping[str, int], everyone: int, least: int) -> tuple[str, ...]:
    """Return the groups whose figures may be shown beside the figures of *everyone*.

    *schools* holds the number of schools in each group; no school is in two groups. The schools that are in no group
    shown number none or at least *least*; otherwise the smallest group is not shown either, then the next.

    This stops the attack by areas: North has 5 schools, South 5, and the Isles 2. The figures of North, of South and of
    all 12 tell with certainty how many of the two on the Isles lie below the median, for 87 % of scores. It also stops
    the attack by families: the figures of 8 primaries and of all 9 schools tell on which side of the quartiles the only
    secondary lies.
    """
    able = {name: n for name, n in schools.items() if n >= least}
    return suppress_complements(able, everyone - sum(able.values()), least)


def is_apart_from_unions(shared: Mapping[str, int], sizes: Mapping[str, int], outside: int, least: int) -> bool:
    """Return whether a group differs from every union of other groups by no school, or by at least *least*.

    *sizes* holds the number of schools in each of these others, which have no school in common; *shared*, how many of
    them are also in the group; *outside* is the number of schools of the group that are in none of them. Each union of
    the others may have figures, such as two areas together.

    This stops the attack on a family that is nearly an area: the figures of the 13 schools in the North, and of its 12
    primaries, tell of the only secondary there.
    """
    nearest = outside + sum(min(n, sizes[name] - n) for name, n in shared.items())
    return nearest == 0 or nearest >= least


def changed_schools(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Return the schools that joined, left, or changed from *before* to *now*, where each has a digest of its figures.

    A school with changed figures counts like one that left and another that joined, since the figures before and after
    it changed can be subtracted just so; but it counts once, because all that is learnt is about one school.
    """
    return tuple(sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name)))


def may_replace(earlier: Mapping[str, str], now: Mapping[str, str], least: int) -> bool:
    """Return whether figures of the schools *now* may be shown to those who hold *earlier* figures.

    No schools changed, or at least *least*; or there are no figures to subtract, because too few schools had any.

    This stops the attack on a growing cohort: the page about 39 schools, and the page about 40, tell whether any part
    of the road is a bump in the school that came last (400 of 400 right).
    """
    changed = len(changed_schools(earlier, now))
    return changed == 0 or changed >= least or min(len(earlier), len(now)) < least


def are_all_or_enough(n: int, of: int, least: int) -> bool:
    """Return whether *n* of so many schools may be counted: none, all, or *least* with as many others."""
    return n in {0, of} or least <= n <= of - least


def leave_none_or_enough(counts: Iterable[int], of: int, least: int) -> bool:
    """Return whether *counts* of different ones of so many schools leave none over, or at least *least*.

    This stops the attack by subtraction: of 24 schools a part is a bump in 5 and goes well in 17, so that it is neither
    in two of them.
    """
    rest = of - sum(counts)
    return rest == 0 or rest >= least


def tell_outcomes(counts: Mapping[Outcome, int], least: int) -> dict[Outcome, Telling]:
    """Return how to tell in how many schools each of several outcomes came about, of which each school has one.

    Nothing is told of fewer than twice *least* schools. Of more, all numbers are told if each is none or at least
    *least*, and if not all schools have the same outcome. Otherwise the first outcome of *counts* is told beside all
    others together, and these are not; unless only one of these came about, and not in few schools.

    This stops the attack without any figure of a school: where a barrier is higher in 5 of 5 schools, whoever reads it
    knows it of each of them. A number is never told where one outcome came about in all schools.

    It also stops the attack by subtraction: of 20 schools a barrier is lower in 5 and without clear change in 13, so
    that it is higher in two of them. And it stops whoever knows this rule: numbers that are withheld only because
    others would be worked out from them tell that these are small, and so which.
    """
    of, held = sum(counts.values()), [n for n in counts.values() if n]
    if of < 2 * least:
        return dict.fromkeys(counts, "some")
    first = next(iter(counts))
    if len(held) == 1:
        return {name: "some" if name != first else "all-but-few" if n else "few" for name, n in counts.items()}
    if min(held) >= least:
        return dict.fromkeys(counts, "exact")
    tellings = {name: _telling(n, of, least) for name, n in counts.items()}
    if len(held) == 2 and tellings[first] != "all-but-few":  # noqa: PLR2004 - each is what the other leaves over
        return tellings
    return {name: tellings[name] if name == first else "some" for name in counts}


def _telling(n: int, of: int, least: int) -> Telling:
    """Return how to tell *n* of so many schools by itself."""
    if are_all_or_enough(n, of, least):
        return "exact"
    return "few" if n < least else "all-but-few"


def round_severity(severity: float, schools: int, cuts: Iterable[float]) -> float:
    """Return a severity over so many *schools* as a whole number, or in steps of five for few of them.

    A quartile of 5, 9 or 13 schools is the figure of one school. The steps keep that school from being recognised by
    its digits; in a step of five points there are, of five to nine schools, usually several. Bands and bumps are
    decided on exact values, so a figure is never rounded to the other side of one of the *cuts*.
    """
    limits = tuple(cuts)
    steps = (COARSE_STEP, 1) if schools < COARSE_BELOW else (1,)
    for step in steps:
        below, nearest = floor(severity / step) * step, floor(severity / step + 0.5) * step
        for rounded in (nearest, below, below + step):
            if all((severity >= cut) == (rounded >= cut) for cut in limits):
                return float(rounded)
    return float(floor(severity + 0.5))


def round_share(share: float, schools: int) -> float:
    """Return a *share* of people over so many *schools* in whole per cent, or in steps of five for few schools."""
    step = COARSE_STEP if schools < COARSE_BELOW else 1
    return floor(100 * share / step + 0.5) * step / 100


def round_shared_amount(amount: float, schools: int) -> float:
    """Return an *amount* over so many *schools* as a whole number of at most two digits that count, or one for few."""
    return round_significant(amount, 1 if schools < COARSE_BELOW else 2, 0)


def round_hours(hours: float) -> float:
    """Return *hours* of many people to two significant figures, since they come from estimates; below 1, to tenths."""
    return round_significant(hours, 2, 1 if hours < 1 else 0)
