"""From scores to tables of them, one row a school, round and score."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from speedbumps.model.audit import Audit
from speedbumps.model.cohort import Cohort
from speedbumps.model.over_staff import over_staff
from speedbumps.programs.plain_table.write_workbook import AS_TEXT, MADE
from speedbumps.report.view import parts

if TYPE_CHECKING:
    from polars import DataFrame

COLUMNS = {
    "school": "The school's id.",
    "name": "What people call it.",
    "round": "The collection that the answers belong to.",
    "target": "The barrier or facet, by its name in full.",
    "severity": "0, clear road, to 100, road block; empty where there is none.",
    "low": "The lower end of the 95 % interval.",
    "high": "The upper end of the 95 % interval.",
    "interval": "How the interval came about: t, one, alike, everyone or none.",
    "n": "People with a score; empty where that may not be told.",
    "status": "Why there is a score, or none: scored, withheld, not-enough-answers, not-applicable, not-asked.",
    "answers_over_staff": "Yes, where more of the school's people answered than it has; else empty.",
}
"""The columns of a table of scores, and what they mean."""

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""

Facts = tuple[str | float | int | None, ...]
"""What is known of one school, under FACTS."""

FACTS = {
    "school": "The school's id.",
    "name": "What people call it.",
    "nation": "Which nation's words and roles hold.",
    "phase": "Primary, secondary, special or whatever it is called.",
    "area": "The authority, trust or region that it belongs to.",
    "people": "The school's own people who answered; empty where that may not be told.",
    "headcount": "How many people there are to ask.",
    "response_rate": "From 0 to 1.",
    "answers_over_staff": COLUMNS["answers_over_staff"],
}
"""The columns of the sheet of schools, and what they mean."""

FIGURES = {
    "severity": "Height: 0, clear road, to 100, road block; empty where there is none.",
    "low": "The lower end of the 95 % interval.",
    "high": "The upper end of the 95 % interval.",
    "n": "People with a score; empty where that may not be told.",
    "status": "Why there is a score, or none: scored, withheld, not-enough-answers, not-applicable, not-asked.",
}
"""A sheet for each, with one row a school and one column a score."""

DICTIONARY = "dictionary"


class Scored(Protocol):
    """What a row tells of one score."""

    @property
    def severity(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def interval(self) -> str: ...
    @property
    def n(self) -> int | None: ...
    @property
    def status(self) -> str: ...


class Row(NamedTuple):
    """One score of one school."""

    school: str
    name: str | None
    round: str | None
    target: str
    score: Scored
    over_staff: bool = False
    """Whether more of the school's people answered than it has."""

    @property
    def cells(self) -> tuple[object, ...]:
        """The cells under COLUMNS."""
        score = self.score
        figures = (score.severity, score.low, score.high, score.interval, score.n, score.status)
        return (self.school, self.name, self.round, self.target, *figures, yes(holds=self.over_staff))


def yes(*, holds: bool) -> str | None:
    """Return what a cell says of something that *holds*, or does not."""
    return "yes" if holds else None


def rows_of(audit: Audit) -> Iterator[Row]:
    """Every score in *audit*: the overall one, if it was asked for, then each barrier and its facets."""
    targets = [(each.id, each) for barrier in audit.barriers for each in parts(barrier)]
    over = bool(over_staff(audit))
    for name, score in [*([("overall", audit.overall)] if audit.overall else []), *targets]:
        yield Row(audit.school.id, audit.school.name, audit.round, name, score, over)


def in_csv(rows: Iterable[Row]) -> str:
    """The *rows* as CSV."""
    return table(COLUMNS, (row.cells for row in rows))


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV, of which no spreadsheet takes a cell for a formula; what is None is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(_harmless, row) for row in rows)
    return text.getvalue()


def _harmless(cell: object) -> object:
    """The *cell* so that no spreadsheet takes a text in it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def framed(rows: Iterable[Row]) -> "DataFrame":
    """The *rows* as a frame."""
    import polars as pl  # only this needs it

    kinds = {"severity": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64}
    schema = {name: kinds.get(name, pl.String) for name in COLUMNS}
    return pl.DataFrame([row.cells for row in rows], schema=schema, orient="row")


def in_parquet(rows: Iterable[Row]) -> bytes:
    """The *rows* for programs that analyse them."""
    file = io.BytesIO()
    framed(rows).write_parquet(file)
    return file.getvalue()


class Sheet(NamedTuple):
    """A sheet of a workbook."""

    name: str
    heading: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]


def in_xlsx(rows: Iterable[Row], schools: Iterable[Facts], cohort: Cohort) -> bytes:
    """The *rows*, one row a school and a sheet for each kind of figure; the *schools*, and what every column means."""
    from xlsxwriter import Workbook  # only this needs it

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"title": cohort.questionnaire.title, "created": MADE})
        bold = book.add_format({"bold": True})
        for sheet in _sheets(list(rows), schools, cohort):
            _fill(book.add_worksheet(sheet.name), sheet, bold)
    return file.getvalue()


def _fill(sheet: Any, content: Sheet, bold: object) -> None:  # noqa: ANN401 - XlsxWriter ships no types
    sheet.freeze_panes(1, 0 if content.name == DICTIONARY else 2)
    sheet.set_column(0, len(content.heading) - 1, 18)
    sheet.write_row(0, 0, content.heading, bold)
    for place, cells in enumerate(content.rows, start=1):
        sheet.write_row(place, 0, ["" if cell is None else cell for cell in cells])


def _sheets(rows: list[Row], schools: Iterable[Facts], cohort: Cohort) -> Iterator[Sheet]:
    targets = list(dict.fromkeys(row.target for row in rows))
    by_school: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_school.setdefault(row.school, {})[row.target] = row
    yield Sheet("schools", tuple(FACTS), schools)
    for figure in FIGURES:
        wide = (_wide(name, held, targets, figure) for name, held in by_school.items())
        yield Sheet(figure, ("school", "name", *targets), wide)
    yield Sheet(DICTIONARY, ("word", "meaning"), _dictionary(cohort))


def _wide(school: str, held: dict[str, Row], targets: list[str], figure: str) -> tuple[object, ...]:
    name = next(iter(held.values())).name
    return (school, name, *(getattr(held[each].score, figure) if each in held else None for each in targets))


def _dictionary(cohort: Cohort) -> Iterator[tuple[str, str]]:
    yield from FACTS.items()
    yield from ((f"sheet {name}", told) for name, told in FIGURES.items())
    yield from ((each.id, each.title) for each in cohort.targets)
    questionnaire = cohort.questionnaire
    yield "questionnaire", f"{questionnaire.id} {questionnaire.version}, {questionnaire.status}"
    yield from ((band.id, f"from {band.from_:g}: {band.title}") for band in questionnaire.bands)
