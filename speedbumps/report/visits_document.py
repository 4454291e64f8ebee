"""From a plan of visits to a page for whoever arranges them: who visits whom, as a map and in words.

It is no part of the page about all schools, and not for publication: somebody who knows all pairs can tell quite well
which schools have the higher bumps.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from speedbumps.i18n import Locale
from speedbumps.report.blocks import (
    Block,
    Document,
    MapPlace,
    MapRoad,
    Masthead,
    Paragraph,
    Section,
    Strong,
    Text,
    VisitMap,
    whole_section,
)

MOST_IN_COLUMNS = 24
"""The most schools that are drawn as two columns, where their places are not known."""

MOST_ON_MAP = 150
"""The most schools that are drawn on a map; the names of more could not be read."""

Layout = Literal["map", "columns", "list"]

LEAST_ON_MAP = 2
"""The least schools with known places for which a map is drawn."""


class VisitingSchool(NamedTuple):
    """A school that agreed to be named and makes or receives a visit."""

    id: str
    name: str
    place: tuple[float, float] | None
    """Metres east and north; None where that is not known."""


class PlannedVisit(NamedTuple):
    """A visit between two schools, by their ids."""

    guest: str
    host: str
    mutual: bool
    """Whether the two also meet the other way round."""


class PlannedVisits(NamedTuple):
    """A plan of visits: the schools in the order of their names, and who visits whom."""

    schools: tuple[VisitingSchool, ...]
    visits: tuple[PlannedVisit, ...]


def visits_document(planned: PlannedVisits, words: Locale) -> Document:
    """Return the page about all *planned* visits, in the language of *words*."""
    gettext, shown = words.gettext, visit_map(planned, words)
    title = gettext("Who visits whom")
    masthead = Masthead(
        title=title,
        kicker=gettext("For whoever arranges the visits"),
        stamp=gettext("Not for publication"),
        lead=_summary(planned, words),
    )
    warning = gettext(
        "Whoever sees all visits can tell quite well which schools have the higher bumps. The page about all schools "
        "does not say who visits whom, and names schools only if all take part; what each visit is about is in "
        "exchange.csv."
    )
    note = gettext("To have something to see elsewhere is no shame, to have something to show is no merit.")
    front: tuple[Block, ...] = (masthead, Paragraph(warning, "note"), Paragraph(note))
    return Document(
        subject="cohort",
        language=words.language,
        title=title,
        description=gettext("Visits between schools that agreed to be named, for whoever arranges them."),
        front=Section("title", title, front, front),
        skip=gettext("Skip the front page"),
        contents=None,
        sections=(whole_section("exchange", gettext("The visits"), shown),),
        footer=f"{title} · {masthead.stamp}",
        page=gettext("Page {page} of {pages}"),
    )


def visit_map(planned: PlannedVisits, words: Locale) -> VisitMap:
    """Return *planned* visits as a map if places are known, as two columns if schools are few, and as a list."""
    layout = _layout(planned.schools)
    index = {school.id: at for at, school in enumerate(planned.schools)}
    lines = words.gettext("Broad and striped: both visit each other. Thin: one visits the other.")
    sides = words.gettext("On the left are those who visit, on the right those who are visited.")
    without = sum(school.place is None for school in planned.schools) if layout == "map" else 0
    rest = words.ngettext(
        "%(n)s school whose place is not known is in the list only.",
        "%(n)s schools whose places are not known are in the list only.",
        without,
    )
    return VisitMap(
        layout=layout,
        places=tuple(MapPlace(school.name, school.place) for school in planned.schools),
        roads=tuple(MapRoad(index[visit.guest], index[visit.host], visit.mutual) for visit in planned.visits),
        legend=" ".join((lines, *((sides,) if layout == "columns" else ()), *((rest,) if without else ()))),
        items=tuple(_items(planned, words)),
    )


def _layout(schools: Sequence[VisitingSchool]) -> Layout:
    if len(schools) > MOST_ON_MAP:
        return "list"
    known = sum(school.place is not None for school in schools)
    if known == len(schools):
        return "map"
    if len(schools) <= MOST_IN_COLUMNS:
        return "columns"
    return "map" if known >= LEAST_ON_MAP else "list"


def _items(planned: PlannedVisits, words: Locale) -> Iterator[Text]:
    """Yield for each guest the schools that it visits."""
    names = {school.id: school.name for school in planned.schools}
    by_guest: dict[str, list[PlannedVisit]] = {}
    for visit in planned.visits:
        by_guest.setdefault(visit.guest, []).append(visit)
    for school in planned.schools:
        if hosts := by_guest.get(school.id):
            listed = words.join(_host_text(names[visit.host], words, mutual=visit.mutual) for visit in hosts)
            yield (Strong(school.name), " ", words.gettext("visits %(hosts)s", hosts=listed))


def _host_text(name: str, words: Locale, *, mutual: bool) -> str:
    return words.gettext("%(school)s (both ways)", school=name) if mutual else name


def _summary(planned: PlannedVisits, words: Locale) -> Text:
    """Return how many visits there are between how many schools, and how many pairs meet both ways."""
    schools = words.number(len(planned.schools))
    visits = words.ngettext(
        "%(n)s visit between %(schools)s schools that agreed to be named.",
        "%(n)s visits between %(schools)s schools that agreed to be named.",
        len(planned.visits),
        schools=schools,
    )
    pairs = sum(visit.mutual for visit in planned.visits) // 2
    if not pairs:
        return (Strong(visits),)
    both = words.ngettext("%(n)s pair meets both ways.", "%(n)s pairs meet both ways.", pairs)
    return (Strong(visits), " ", both)
