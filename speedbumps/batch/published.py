"""What a batch remembers of the figures of schools together that it wrote, and what it says where they stay."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from speedbumps.batch.manifest import NAME as MANIFEST
from speedbumps.batch.manifest import Manifest
from speedbumps.cohort.earlier import EarlierChanges, EarlierFigures, FamilyFigures, SchoolMarks
from speedbumps.cohort.shared_figures import WaitingSchools
from speedbumps.disclosure.cohorts import changed_schools
from speedbumps.model.cohort import Cohort, Division
from speedbumps.model.scalars import Frozen
from speedbumps.text import list_some

COHORT = "cohort.json"
"""The page about all schools as data, from which it is made again where it stays."""

NAMED = 5
"""The most schools that a message names."""


Mark = Annotated[str, Field(pattern="^[0-9a-f]+-[0-9a-f]+$")]
"""A digest of a school's figures, and which of them it lacks."""


class _FamilyRecord(Frozen):
    """The figures of a family, as a manifest holds them."""

    schools: dict[str, Mark]
    ranges: dict[str, tuple[float, float]]


class _ChangesRecord(Frozen):
    """What a page said of changes, as a manifest holds it."""

    names: tuple[str, ...]
    schools: dict[str, Mark]
    shown: tuple[str, ...]


class _Record(Frozen):
    """All that a manifest holds of figures of schools together, without the page itself."""

    pages: tuple[dict[str, Mark | None], ...] = ()
    """The schools of the last page; then, for each page before it, only how it differed: None for a school it lacked.

    So a record of many pages stays small.
    """
    hidden: tuple[tuple[str, ...], ...] = ()
    areas: dict[str, dict[str, Mark]] = {}
    divided_by: Division | None = None
    families: dict[str, _FamilyRecord] = {}
    changes: tuple[_ChangesRecord, ...] = ()


def read_earlier_figures(folder: Path, last: Manifest | None) -> EarlierFigures:
    """Return what the *last* batch into *folder*, and those before it, wrote of schools together."""
    with suppress(ValidationError):
        record = _Record.model_validate(last.shared if last else {})
        families = {name: FamilyFigures(each.schools, each.ranges) for name, each in record.families.items()}
        if len(record.pages) != len(record.hidden):
            return EarlierFigures()
        pages, hidden = tuple(_whole_pages(record.pages)), tuple(map(frozenset, record.hidden))
        # Before phases had figures, a record of parts was one of areas.
        divided_by = record.divided_by or ("area" if record.areas else None)
        changes = tuple(EarlierChanges(each.names, each.schools, frozenset(each.shown)) for each in record.changes)
        return EarlierFigures(_read_page(folder), pages, hidden, record.areas, families, divided_by, changes)
    return EarlierFigures()


def _read_page(folder: Path) -> Cohort | None:
    """Return the page about all schools in *folder*; None where there is none that can be understood."""
    with suppress(OSError, ValueError):
        return Cohort.model_validate_json((folder / COHORT).read_text("utf-8"))
    return None


def _whole_pages(pages: Iterable[Mapping[str, str | None]]) -> Iterator[SchoolMarks]:
    """Yield the schools of each page, where *pages* after the first hold differences only."""
    now: dict[str, str | None] = {}
    for each in pages:
        now = {**now, **each}
        yield {school: mark for school, mark in now.items() if mark is not None}


def record_figures(record: EarlierFigures) -> dict[str, object]:
    """Return *record* as a manifest holds it."""
    before = (
        {school: older.get(school) for school in changed_schools(older, newer)}
        for newer, older in pairwise(record.pages)
    )
    whole = _Record(
        pages=(*(dict(page) for page in record.pages[:1]), *before),
        hidden=tuple(tuple(sorted(each)) for each in record.hidden),
        areas={name: dict(those) for name, those in record.areas.items()},
        divided_by=record.divided_by,
        families={
            name: _FamilyRecord(schools=dict(each.schools), ranges=dict(each.ranges))
            for name, each in record.families.items()
        },
        changes=tuple(
            _ChangesRecord(names=each.names, schools=dict(each.schools), shown=tuple(sorted(each.shown)))
            for each in record.changes
        ),
    )
    return whole.model_dump(mode="json")


def waiting_line(waiting: WaitingSchools | None, least: int, keeping: Collection[str] = ()) -> str:
    """Return the sentences for whoever runs the batch, where the page about all schools stays; empty if it is new.

    The schools *keeping* an earlier report are not counted now, though their answers are there.
    """
    if waiting is None:
        return ""
    kinds = (
        (waiting.joined, "is new", "are new"),
        (tuple(school for school in waiting.left if school not in keeping), "is gone", "are gone"),
        (
            tuple(school for school in waiting.left if school in keeping),
            "keeps an earlier report and is not counted",
            "keep an earlier report and are not counted",
        ),
        (waiting.changed, "has other answers", "have other answers"),
    )
    whose = "The other schools' reports" if keeping else "The schools' own reports"
    counted = ", ".join(_count_named(schools, one, many) for schools, one, many in kinds if schools)
    since = "it" if waiting.last else "a page before it"
    return (
        f"The page about all schools (cohort.html, .md and .json) stays as it was: since {since} was written, "
        f"{counted}. Whoever holds both pages could work out figures of so few schools. It is written again when "
        f"{least} schools or more are new, gone or changed; --again writes it now, and the page then says so. "
        f"{whose} and the tables are up to date."
    )


def keeping_line(keeping: Sequence[str], least: int) -> str:
    """Return the sentences about schools that keep an earlier report, beside which a new one would tell of few people.

    *least* is the number of people of whom a difference may tell. Empty if there are no such schools.
    """
    if not keeping:
        return ""
    names = list_some(list(keeping), NAMED, counted=False)
    one = len(keeping) == 1
    keep, they_are = ("keeps its earlier report", "It is") if one else ("keep their earlier reports", "They are")
    return (
        f"{names} {keep}, since a new one beside it would show what fewer than {least} people answered. {they_are} not "
        f"counted in the tables and the visits until at least {least} people more have answered than then."
    )


def first_page_line(schools: int, missing: Sequence[str]) -> str:
    """Return the sentences about a first page on so many *schools*, where others are *missing*; empty if none are."""
    if not missing:
        return ""
    are = "school is" if len(missing) == 1 else "schools are"
    return (
        f"The page about all schools is about {schools:,} {'school' if schools == 1 else 'schools'}; {len(missing):,} "
        f"{are} missing or left out: {list_some(list(missing), NAMED, counted=False)}. The page will not take in a few "
        "schools that come later, one by one. If they are still to come, give the page and the reports to nobody yet, "
        f"and delete {MANIFEST} before the run that has them all."
    )


def again_line(*, revealing: bool) -> str:
    """Return what --again did; if it was *revealing*, the new page tells of few schools beside an earlier one."""
    if revealing:
        return (
            "--again: the page about all schools and the figures of families are written anew, and the page says so. "
            "Whoever holds an earlier page too can work out figures of the few schools that differ."
        )
    return (
        "--again: the page about all schools and the figures of families are written anew; the page holds nothing that "
        "tells of few schools beside an earlier one."
    )


def changes_line(changed: int, least: int) -> str:
    """Return the sentence for whoever runs the batch, where what the page says of changes stays; empty if it is new.

    *changed* is the number of schools because of which it stays.
    """
    if not changed:
        return ""
    schools = "1 school adds" if changed == 1 else f"{changed} schools add"
    return (
        "What the page about all schools says of changes since the round before stays as it was: since it was written, "
        f"{schools} something else to it. Whoever holds both pages could work out figures of so few schools. It is "
        f"written again when {least} schools or more do; --again writes it now, and the page then says so."
    )


def _count_named(schools: tuple[str, ...], one: str, many: str) -> str:
    """Return how many *schools* there are, and which."""
    more = f" and {len(schools) - NAMED} more" if len(schools) > NAMED else ""
    names = ", ".join(schools[:NAMED]) + more
    return f"1 school {one} ({names})" if len(schools) == 1 else f"{len(schools)} schools {many} ({names})"
