"""The middle halves that each school's own report shows beside its severities: those of its family, or of all schools.

A report stands beside the page about all schools, which stands beside the reports of other families, and beside those
of earlier runs. `disclosure.cohorts` decides what may be shown beside one another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from speedbumps.cohort.build import CohortSchools, figure_names, severities_of
from speedbumps.cohort.earlier import FamilyFigures, schools_with
from speedbumps.cohort.families import SMALLEST, SchoolFamily, reason_without_family
from speedbumps.cohort.spreads import quartile_spread, severity_rounding
from speedbumps.disclosure.cohorts import changed_schools, is_apart_from_unions, may_replace, publishable_groups
from speedbumps.model.audit import Family, FamilyRange
from speedbumps.model.cohort import Cohort
from speedbumps.model.questionnaire import Questionnaire

REST = ""
"""The schools of a page that are in no area with figures, as a group beside the areas."""

Severities = Mapping[str, Mapping[str, float]]
"""For each barrier and facet, by id of a school: its severity."""


class PageSchools(NamedTuple):
    """The schools of the page about all schools whose figures have not changed since it was written."""

    page: Cohort
    schools: frozenset[str]
    areas: Mapping[str, str]
    """The area, or phase, of each school that is in one with figures."""


class MiddleHalves(NamedTuple):
    """The middle halves of all families."""

    figures: Mapping[str, FamilyFigures]
    """By what the schools of a family have in common: the figures of it that are shown, if there are any."""
    families: Mapping[str, Family]
    """For each school what its report says of its family."""


class _Case(NamedTuple):
    """What a decision about families rests on."""

    found: CohortSchools
    on_page: PageSchools
    severities: Severities
    least: int


def middle_halves(
    questionnaire: Questionnaire, found: CohortSchools, on_page: PageSchools, earlier: Mapping[str, FamilyFigures]
) -> MiddleHalves:
    """Return the middle halves of the families of the schools that were *found*, of which some are *on_page*.

    Those of *earlier* runs stay as they were as long as few schools of the family changed.
    """
    case = _Case(found, on_page, severities_of(found.members), questionnaire.privacy.min_schools)
    new = [_new_figures(questionnaire, kin, case) for kin in found.families]
    near = _figures_by_school(earlier.values())
    now = [_standing_figures(each, near, case.least) or each for each in new]
    places = {name: place for place, name in enumerate(figure_names(questionnaire))}
    now = [_steady_figures(each, near, places, case.least) for each in now]
    shown = {target: _shown_families(target, now, case) for target in case.severities}
    families = {
        each.school.id: Family(schools=None, reason=reason_without_family(each) or "too-few") for each in found.members
    }
    figures: dict[str, FamilyFigures] = {}
    for place, kin in enumerate(found.families):
        lies = {of: ends for of, ends in now[place].ranges.items() if place in shown[of]}
        family = Family(
            schools=len(kin.members),
            alike=kin.shared_words,
            ranges=tuple(_family_ranges(new[place].ranges, lies, on_page.page)),
            earlier=len(now[place].schools) if lies and now[place].schools != new[place].schools else None,
        )
        families |= {each.school.id: family for each in kin.members}
        if lies:
            figures[" · ".join(kin.shared_words)] = FamilyFigures(now[place].schools, lies)
    return MiddleHalves(figures, families)


def _new_figures(questionnaire: Questionnaire, kin: SchoolFamily, case: _Case) -> FamilyFigures:
    """Return the middle half of each score that enough schools of the family have."""
    schools, rounding = (
        {each.school.id: case.found.marks[each.school.id] for each in kin.members},
        severity_rounding(questionnaire),
    )
    spreads = {
        target: quartile_spread((held.get(school) for school in schools), SMALLEST, rounding)
        for target, held in case.severities.items()
    }
    return FamilyFigures(schools, {of: (lies.low, lies.high) for of, lies in spreads.items() if lies is not None})


def _figures_by_school(figures: Iterable[FamilyFigures]) -> Mapping[str, Sequence[FamilyFigures]]:
    """Return for each school all *figures* that are also of it."""
    found: dict[str, list[FamilyFigures]] = {}
    for each in figures:
        for school in each.schools:
            found.setdefault(school, []).append(each)
    return found


def _standing_figures(
    now: FamilyFigures, earlier: Mapping[str, Sequence[FamilyFigures]], least: int
) -> FamilyFigures | None:
    """Return the *earlier* figures, by school, that stay because few schools changed since; None where none do."""
    near = {id(each): each for school in now.schools for each in earlier.get(school, ())}
    standing = (each for each in near.values() if not may_replace(each.schools, now.schools, least))
    return min(standing, key=lambda each: len(changed_schools(each.schools, now.schools)), default=None)


def _steady_figures(
    now: FamilyFigures, earlier: Mapping[str, Sequence[FamilyFigures]], places: Mapping[str, int], least: int
) -> FamilyFigures:
    """Return the figures *now* without scores that few of the schools have that changed since *earlier* ones."""
    near = {id(each): each for school in now.schools for each in earlier.get(school, ())}.values()
    ranges = {
        of: lies
        for of, lies in now.ranges.items()
        if all(
            may_replace(schools_with(each.schools, places[of]), schools_with(now.schools, places[of]), least)
            for each in near
            if of in each.ranges
        )
    }
    return now if len(ranges) == len(now.ranges) else FamilyFigures(now.schools, ranges)


def _shown_families(target: str, figures: Sequence[FamilyFigures], case: _Case) -> frozenset[int]:
    """Return the places of those of the families whose *figures* on *target* may be shown."""
    marks, page = case.found.marks, case.on_page
    held = case.severities[target].keys()
    areas = {part.name for part in page.page.parts if target in part.spreads}
    area_of = {
        school: name if (name := page.areas.get(school, REST)) in areas else REST for school in page.schools & held
    }
    sizes = Counter(area_of.values())
    counts: dict[str, int] = {}
    for place, each in enumerate(figures):
        if target not in each.ranges:
            continue
        inside = [school for school, mark in each.schools.items() if marks.get(school) == mark and school in held]
        shared = Counter(area_of[school] for school in inside if school in area_of)
        if is_apart_from_unions(shared, sizes, len(inside) - shared.total(), case.least):
            counts[str(place)] = shared.total()
    return frozenset(map(int, publishable_groups(counts, sizes.total(), case.least)))


def _family_ranges(
    able: Mapping[str, tuple[float, float]], shown: Mapping[str, tuple[float, float]], page: Cohort
) -> Iterator[FamilyRange]:
    """Yield for each score that is *able* to be compared the middle half that is *shown*, or that of the *page*."""
    whole = {each.id: each.spread for each in page.targets}
    for target in able:
        spread = whole.get(target)
        if target in shown:
            low, high = shown[target]
            yield FamilyRange(of=target, low=low, high=high)
        elif spread is not None:
            yield FamilyRange(of=target, low=spread.low, high=spread.high, among="all")
