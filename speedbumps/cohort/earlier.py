"""What earlier runs wrote about schools together, and somebody may still have."""

from collections.abc import Mapping
from typing import NamedTuple

from speedbumps.model.cohort import Cohort, Division

SchoolMarks = Mapping[str, str]
"""For each school of a group, by id, a digest of its figures, and which of them it lacks (see `figures_mark`)."""


def schools_with(marks: SchoolMarks, place: int) -> SchoolMarks:
    """Return those of the schools that have the figure at this *place* among all names of figures."""
    return {school: mark for school, mark in marks.items() if not int(mark.rpartition("-")[2], 16) >> place & 1}


class FamilyFigures(NamedTuple):
    """The middle halves of a family that reports show, and the schools that they are of."""

    schools: SchoolMarks
    ranges: Mapping[str, tuple[float, float]]
    """By barrier and facet, as they are shown."""


class EarlierParts(NamedTuple):
    """The parts of all schools that had figures before: areas, or phases."""

    divided_by: Division | None = None
    """None where none had any."""
    schools: Mapping[str, SchoolMarks] = {}
    """The schools of each part when it last had figures."""
    families: tuple[SchoolMarks, ...] = ()
    """The schools of each family that had figures, which schools' reports show."""


class EarlierChanges(NamedTuple):
    """What a page said of changes, and the schools that it rested on."""

    names: tuple[str, ...]
    """What there was to say something of: barriers, and bumps against which something was tried."""
    schools: SchoolMarks
    """The schools that were compared; a digest of what each added, and which of the names it lacked."""
    shown: frozenset[str]
    """Those of the names that were told of."""


class EarlierFigures(NamedTuple):
    """All figures of schools together that earlier runs wrote."""

    page: Cohort | None = None
    """The page about all schools, as it is; None where there is none."""
    pages: tuple[SchoolMarks, ...] = ()
    """The schools of that page, then those of each page before it."""
    hidden: tuple[frozenset[str], ...] = ()
    """For each of these pages, the scores and amounts that were not shown on it."""
    areas: Mapping[str, SchoolMarks] = {}
    """The schools of each area, or of each phase, that had figures, when it last had some."""
    families: Mapping[str, FamilyFigures] = {}
    """The figures of each family that had some, by what its schools have in common."""
    divided_by: Division | None = None
    """Whether `areas` holds areas or phases; None where none had figures."""

    changes: tuple[EarlierChanges, ...] = ()
    """What pages said of changes, the last first."""

    def parts_shown(self, *, again: bool = False) -> EarlierParts:
        """Return what a new page has to know of parts; if it is written *again* on request, only their kind."""
        if again:
            return EarlierParts(self.divided_by)
        return EarlierParts(self.divided_by, self.areas, tuple(each.schools for each in self.families.values()))
