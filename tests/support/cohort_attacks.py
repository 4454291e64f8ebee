"""Attacks on what is written of schools together: what somebody learns of few schools from figures of many.

Each returns how often it was certain, and how often it was right. The figures of earlier versions that fell to it are
in the tests.
"""

import itertools
from collections.abc import Iterator, Mapping
from random import Random
from typing import NamedTuple

from speedbumps.audit import Figure
from speedbumps.cohort.build import CohortSchools, cohort, form_cohort
from speedbumps.cohort.earlier import EarlierFigures
from speedbumps.cohort.members import Member
from speedbumps.cohort.shared_figures import SharedFigures, share_figures
from speedbumps.cohort.spreads import quartile_spread
from speedbumps.model.answers import School
from speedbumps.model.audit import Family, FamilyRange
from speedbumps.model.cohort import Cohort, CohortArea, Quartiles
from support.schools import first_version

TARGETS = tuple(
    name
    for barrier in first_version().questionnaire.barriers
    for name in (barrier.id, *(f"{barrier.id}.{facet.id}" for facet in barrier.facets))
)
LEAST = first_version().questionnaire.privacy.min_schools
BUMP = first_version().questionnaire.scoring.bump_from


class Hits(NamedTuple):
    """How often an attack says something with certainty, and how often that is true."""

    certain: int
    right: int


def made_up_school(at: int, chance: Random, level: float = 50, spread: float = 18, **facts: object) -> Member:
    """A school whose facets differ around a level."""
    told = {"name": f"School {at:02d}", "nation": "england", "phase": "primary", **facts}
    heights = {name: min(100.0, max(0.0, chance.gauss(level, spread))) for name in TARGETS}
    figures = {
        name: Figure(high, max(0, high - 6), min(100, high + 6), "t", 20, 20, "scored")
        for name, high in heights.items()
    }
    return Member(School.model_validate({"id": f"s{at:02d}", **told}), None, 20, 40, 0.5, figures, {})


def write(members: list[Member], earlier: EarlierFigures | None = None, *, again: bool = False) -> SharedFigures:
    """What a batch of *members* writes, after the batches that wrote the *earlier* figures."""
    before = earlier or EarlierFigures()
    found = form_cohort(first_version(), members)
    whole = cohort(first_version(), found, parts=before.parts_shown(again=again))
    return share_figures(first_version().questionnaire, found, whole, before, again=again)


def unprotected_page(members: list[Member]) -> Cohort:
    """The page as it was once written: figures to one decimal, and each area that itself leaves enough schools."""
    page = write(members).page
    targets = [each.model_copy(update={"spread": exact_spread(members, each.id)}) for each in page.targets]
    areas = sorted({each.school.area for each in members if each.school.area})
    inside = {area: [each for each in members if each.school.area == area] for area in areas}
    parts = [
        CohortArea(name=area, schools=len(those), spreads={name: exact_spread(those, name) for name in TARGETS})
        for area, those in inside.items()
        if LEAST <= len(those) <= len(members) - LEAST
    ]
    return page.model_copy(update={"targets": tuple(targets), "parts": tuple(parts)})


def unprotected_family(members: list[Member]) -> Family:
    """What a report once said of a family of *members*."""
    spreads = ((name, exact_spread(members, name)) for name in TARGETS)
    lies = tuple(FamilyRange(of=name, low=each.low, high=each.high) for name, each in spreads)
    return Family(schools=len(members), ranges=lies)


def exact_spread(members: list[Member], target: str) -> Quartiles:
    """The quartiles of a score to one decimal."""
    found = quartile_spread((severity(each, target) for each in members), 1, lambda height, _: round(height, 1))
    assert found is not None
    return found


def plan(members: list[Member]) -> CohortSchools:
    return form_cohort(first_version(), members)


def severity(member: Member, target: str) -> float:
    found = member.figures[target].severity
    assert found is not None
    return found


def spreads(page: Cohort) -> Mapping[str, Quartiles]:
    """The figures of all schools on a page."""
    return {each.id: each.spread for each in page.targets if each.spread is not None}


def outsiders_side(page: Cohort, family: Family, outsider: Member) -> Hits:
    """On which side of the quartiles of all schools the only school outside *family* lies.

    If all have a lower quartile below that of the family, the school outside drew it down, and lies below it.
    """
    certain = right = 0
    for lies in family.ranges:
        if lies.among == "all":
            continue
        whole, truth = spreads(page)[lies.of], severity(outsider, lies.of)
        sides = ((whole.low - lies.low, truth - whole.low), (whole.high - lies.high, truth - whole.high))
        for moved, lies_at in sides:
            certain += moved != 0
            right += moved * lies_at > 0
    return Hits(certain, right)


def newcomers_bumps(before: Cohort, after: Cohort, newcomer: Member) -> Hits:
    """Whether each part of the road is a bump in the school that is on the second page only."""
    certain = right = 0
    for then, now in zip(before.targets, after.targets, strict=True):
        if then.bumps is None or now.bumps is None or then.bumps.n is None or now.bumps.n is None:
            continue
        if then.bumps.of == now.bumps.of:
            continue
        certain += 1
        right += (now.bumps.n > then.bumps.n) == (severity(newcomer, then.id) >= BUMP)
    return Hits(certain, right)


def remainders_lower_half(page: Cohort, remainder: list[Member]) -> Hits:
    """How many schools of the *remainder*, in no area that is shown, lie below the median of all.

    Half of all do; so many of an area do as its quartiles say, which are schools' own figures in an area of five.
    """
    certain = right = 0
    for target, whole in spreads(page).items():
        areas = [part.spreads[target] for part in page.parts if target in part.spreads]
        if sum(each.n for each in areas) + len(remainder) != whole.n:
            continue
        sums = {0}
        for each in areas:
            sums = {a + b for a in sums for b in _below_in_area(each, whole.middle)}
        possible = {whole.n // 2 - below for below in sums} & set(range(len(remainder) + 1))
        if len(possible) == 1:
            certain += 1
            right += sum(severity(each, target) < whole.middle for each in remainder) in possible
    return Hits(certain, right)


def _below_in_area(area: Quartiles, middle: float) -> set[int]:
    """The numbers of schools, of the five of an area, that may lie below *middle*."""
    known = sum(each < middle for each in (area.low, area.middle, area.high))
    return {0: {0, 1}, 1: {2}, 2: {3}, 3: {4, 5}}[known]


def pairs_on_page(page: Cohort, text: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """The pairs of schools that stand on one line of the page, or in one value of it: hosts and guests."""
    for line in (*text.splitlines(), *page.model_dump_json(indent=1).splitlines()):
        those = sorted((line.find(name), name) for name in names if name in line)
        yield from ((one, other) for (_, one), (_, other) in itertools.pairwise(those))


def rank_separation(score: Mapping[str, float], level: Mapping[str, float]) -> float:
    """How well *score* tells schools with a *level* in the upper half from those in the lower: 0.5 is chance (AUC)."""
    ordered = sorted(level, key=lambda school: level[school])
    low, high = ordered[: len(ordered) // 2], ordered[len(ordered) // 2 :]
    wins = sum((score[a] > score[b]) + 0.5 * (score[a] == score[b]) for a in high for b in low)
    return wins / (len(high) * len(low))
