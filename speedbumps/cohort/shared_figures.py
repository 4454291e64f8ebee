"""What a run may write of schools together, beside what earlier runs wrote."""

from collections.abc import Mapping
from typing import NamedTuple

from speedbumps.cohort.build import CohortSchools, figure_names
from speedbumps.cohort.earlier import EarlierFigures, SchoolMarks, schools_with
from speedbumps.cohort.members import part_name
from speedbumps.cohort.middle_halves import PageSchools, middle_halves
from speedbumps.disclosure.cohorts import changed_schools, may_replace
from speedbumps.model.audit import Family
from speedbumps.model.cohort import Cohort
from speedbumps.model.questionnaire import Questionnaire


class WaitingSchools(NamedTuple):
    """The schools for which a page about all schools waits, because they are so few."""

    joined: tuple[str, ...]
    left: tuple[str, ...]
    changed: tuple[str, ...]
    """Schools whose figures have changed."""
    last: bool
    """Whether they changed since the last page; otherwise, since a page before it."""


class SharedFigures(NamedTuple):
    """The figures of several schools together that are written."""

    page: Cohort
    """The page about all schools: the new one, or that of an earlier run."""
    waiting: WaitingSchools | None
    """Why the page is that of an earlier run; None where it is new."""
    families: Mapping[str, Family]
    """For each school what its report says of its family."""
    record: EarlierFigures
    """What the next run has to know."""
    changed: int = 0
    """The schools because of which what the page says of changes stays as it was; 0 where it is new."""


def share_figures(
    questionnaire: Questionnaire, found: CohortSchools, whole: Cohort, earlier: EarlierFigures, *, again: bool = False
) -> SharedFigures:
    """Return what is written of the schools that were *found*, where *whole* is the new page about all of them.

    The *earlier* page stays if so few schools joined, left or changed that both pages together would tell of them; so
    does the middle half of a family. *again* writes everything anew all the same.
    """
    least = questionnaire.privacy.min_schools
    conflict = _conflicting_page(found.marks, earlier, least)
    waiting = None
    if conflict is None or again or earlier.page is None:
        few = _revealing_figures(questionnaire, found.marks, earlier)
        revealing = bool(few) or _is_revealing(found, whole, earlier, least)
        page = whole.model_copy(update={"again": revealing}) if again else _without_figures(whole, few)
        if earlier.page is not None and earlier.pages[:1] == (found.marks,):  # the same page as before
            page = page.model_copy(update={"again": earlier.page.again})
        record = _record_page(found, page, earlier, few if not again else frozenset())
    else:
        page, record, waiting = earlier.page, earlier, _waiting_schools(conflict, found.marks, earlier)
    halves = middle_halves(questionnaire, found, _page_schools(found, page, record), {} if again else earlier.families)
    families = {**earlier.families, **halves.figures}
    return SharedFigures(page, waiting, halves.families, record._replace(families=families))


def _conflicting_page(marks: SchoolMarks, earlier: EarlierFigures, least: int) -> SchoolMarks | None:
    """Return the schools of the last page that must not be held beside one about those in *marks*; None for none."""
    if earlier.page is None or marks in earlier.pages:
        return None
    return next((before for before in earlier.pages if not may_replace(before, marks, least)), None)


def _waiting_schools(before: SchoolMarks, now: SchoolMarks, earlier: EarlierFigures) -> WaitingSchools:
    """Return the schools that changed since the page that was about those *before*."""
    differing = changed_schools(before, now)
    return WaitingSchools(
        joined=tuple(school for school in differing if school not in before),
        left=tuple(school for school in differing if school not in now),
        changed=tuple(school for school in differing if school in before and school in now),
        last=before is earlier.pages[0],
    )


def _is_revealing(found: CohortSchools, page: Cohort, earlier: EarlierFigures, least: int) -> bool:
    """Return whether the figures of all schools, or of a part, on *page* tell of few schools beside earlier ones."""
    areas = _schools_by_part(found, page)
    near = any(not may_replace(earlier.areas.get(name, {}), those, least) for name, those in areas.items())
    return near or _conflicting_page(found.marks, earlier, least) is not None


def _revealing_figures(questionnaire: Questionnaire, marks: SchoolMarks, earlier: EarlierFigures) -> frozenset[str]:
    """Return the scores and amounts that few of the schools have that joined, left or changed since an earlier page."""
    least, names = questionnaire.privacy.min_schools, figure_names(questionnaire)
    before = list(zip(earlier.pages, earlier.hidden, strict=True)) if earlier.page is not None else []
    return frozenset(
        name
        for place, name in enumerate(names)
        if not any(page == marks and name not in hidden for page, hidden in before)
        and not all(
            may_replace(schools_with(page, place), schools_with(marks, place), least)
            for page, hidden in before
            if name not in hidden
        )
    )


def _without_figures(page: Cohort, names: frozenset[str]) -> Cohort:
    """Return *page* without the scores and amounts in *names*."""
    if not names:
        return page
    nothing = {"spread": None, "bumps": None, "goes_well": None}
    no_amount = {"spread": None, "hours_a_year": None, "counted": None}
    parts = (
        part.model_copy(
            update={
                "higher": tuple(name for name in part.higher if name not in names),
                "lower": tuple(name for name in part.lower if name not in names),
                "spreads": {name: lies for name, lies in part.spreads.items() if name not in names},
            }
        )
        for part in page.parts
    )
    return page.model_copy(
        update={
            "targets": tuple(each.model_copy(update=nothing) if each.id in names else each for each in page.targets),
            "amounts": tuple(each.model_copy(update=no_amount) if each.id in names else each for each in page.amounts),
            "parts": tuple(parts),
        }
    )


def _record_page(found: CohortSchools, page: Cohort, earlier: EarlierFigures, hidden: frozenset[str]) -> EarlierFigures:
    """Return *earlier* with the new *page*; one without figures tells of nobody, so its schools are not remembered."""
    if not page.targets:
        return earlier._replace(page=page)
    before = list(zip(earlier.pages, earlier.hidden, strict=True))
    same = [held for each, held in before if each == found.marks]
    others = [(each, held) for each, held in before if each != found.marks]
    return earlier._replace(
        page=page,
        pages=(found.marks, *(each for each, _ in others)),
        hidden=(hidden.intersection(*same), *(held for _, held in others)),
        areas={**earlier.areas, **_schools_by_part(found, page)},
        divided_by=page.divided_by if page.parts else earlier.divided_by,
    )


def _schools_by_part(found: CohortSchools, page: Cohort) -> Mapping[str, SchoolMarks]:
    """Return the schools of each area, or phase, that has figures on a new *page*."""
    parts: dict[str, dict[str, str]] = {part.name: {} for part in page.parts}
    for each in found.members:
        name = part_name(each, page.divided_by)
        if name in parts and each.school.id in found.marks:
            parts[name][each.school.id] = found.marks[each.school.id]
    return parts


def _page_schools(found: CohortSchools, page: Cohort, record: EarlierFigures) -> PageSchools:
    """Return the schools of *page* that are as they were, according to the *record* of it."""
    named = {part.name for part in page.parts}
    areas = {
        school: name
        for name, those in record.areas.items()
        if name in named
        for school in _unchanged_schools(those, found.marks)
    }
    return PageSchools(page, _unchanged_schools(record.pages[0] if record.pages else {}, found.marks), areas)


def _unchanged_schools(before: SchoolMarks, now: SchoolMarks) -> frozenset[str]:
    """Return the schools that are the same *before* and *now*."""
    return frozenset(school for school, mark in before.items() if now.get(school) == mark)
