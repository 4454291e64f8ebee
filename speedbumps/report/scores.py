"""From scores to tables with one row per school, round and target."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from speedbumps.audit import ScoreColumns
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit, Precision
from speedbumps.model.audit_queries import barrier_targets
from speedbumps.model.cohort import Cohort
from speedbumps.model.over_staff import over_staff
from speedbumps.office_files import A4, AS_TEXT, MADE

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
    "bound": "at-most or at-least, where the severity is only a bound, as few people are nearly all at one end.",
    "precision": "rounded, or exact: figures that may give single people's answers away, and are not to be passed on.",
}
"""The columns of a table of scores, and their meaning."""

DESCRIPTIONS = {
    "title": "What a report calls the barrier or facet.",
    "phase": "Primary, secondary, special or whatever it is called.",
    "area": "The authority, trust or region that the school belongs to.",
}
"""The columns that a batch adds at the end of a table of scores, and their meaning."""

RISKY = r"^[=+\-@\t\r]"
"""The pattern of texts that a spreadsheet reads as a formula."""

Facts = tuple[str | float | int | None, ...]
"""The cells of one school, in the order of FACTS."""

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
"""The columns of the sheet of schools, and their meaning."""

FIGURES = {
    "severity": "Height: 0, clear road, to 100, road block; empty where there is none.",
    "low": "The lower end of the 95 % interval.",
    "high": "The upper end of the 95 % interval.",
    "n": "People with a score; empty where that may not be told.",
    "status": "Why there is a score, or none: scored, withheld, not-enough-answers, not-applicable, not-asked.",
    "bound": COLUMNS["bound"],
}
"""The sheets of figures, and their meaning. Each has one row per school and one column per target."""

DICTIONARY = "dictionary"

WHOLE, SHARE = "0", "0%"
"""How a workbook displays figures and shares. The cells hold them as they are."""

KIND = ("phase", "area")
"""The facts of a school that stand at the end of each row of figures."""

SHARES = frozenset({"response_rate"})
"""The columns that hold shares from 0 to 1."""


class ScoreLike(Protocol):
    """A score with the attributes that a row needs."""

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
    @property
    def bound(self) -> str | None: ...


class ScoreRow(NamedTuple):
    """One score of one school: a row of the table."""

    school: str
    name: str | None
    round: str | None
    target: str
    score: ScoreLike
    over_staff: bool = False
    """Whether more people answered than the school has."""
    precision: Precision = "rounded"

    @property
    def as_cells(self) -> tuple[object, ...]:
        """Return the cells of this row, in the order of COLUMNS."""
        score = self.score
        figures = (score.severity, score.low, score.high, score.interval, score.n, score.status)
        marks = (yes_cell(holds=self.over_staff), score.bound, self.precision)
        return (self.school, self.name, self.round, self.target, *figures, *marks)


def yes_cell(*, holds: bool) -> str | None:
    """Return the cell for a yes-or-no column: "yes", or None for an empty cell."""
    return "yes" if holds else None


def score_rows(audit: Audit) -> Iterator[ScoreRow]:
    """Yield a row for each score of *audit*: overall, if it was requested, then each barrier and its facets."""
    targets = [(each.id, each) for barrier in audit.barriers for each in barrier_targets(barrier)]
    over = bool(over_staff(audit))
    for name, score in [*([("overall", audit.overall)] if audit.overall else []), *targets]:
        yield ScoreRow(audit.school.id, audit.school.name, audit.round, name, score, over, audit.precision)


def scores_csv(scores: "DataFrame") -> str:
    """Return *scores*, a frame with the columns COLUMNS, as CSV in which no cell can be read as a formula."""
    import polars as pl  # needed here only

    text = pl.col(pl.String)
    return scores.with_columns(
        pl.when(text.str.contains(RISKY)).then("'" + text).otherwise(text).name.keep()
    ).write_csv()


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV in which no cell can be read as a formula; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(_guard_formula, row) for row in rows)
    return text.getvalue()


def _guard_formula(cell: object) -> object:
    """Return *cell*, with a leading apostrophe if a spreadsheet could read it as a formula."""
    return f"'{cell}" if isinstance(cell, str) and re.match(RISKY, cell) else cell


def scores_frame(rows: Iterable[ScoreRow]) -> "DataFrame":
    """Return *rows* as a frame with the columns COLUMNS: figures as Float64, n as Int64, the rest as String."""
    import polars as pl  # needed here only

    kinds = {"severity": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64}
    schema = {name: kinds.get(name, pl.String) for name in COLUMNS}
    return pl.DataFrame([row.as_cells for row in rows], schema=schema, orient="row")


def columns_frame(found: ScoreColumns, schools: Mapping[str, School]) -> "DataFrame":
    """Return *found* as the frame that scores_frame() makes of the rows of all audits."""
    import polars as pl  # needed here only

    names = {name: school.name for name, school in schools.items() if school.name is not None}
    over = pl.col("school").is_in(list(found.over_staff))
    return found.figures.select(
        "school",
        pl.col("school").replace_strict(names, default=None, return_dtype=pl.String).alias("name"),
        *("round", "target", "severity", "low", "high", "interval", "n", "status"),
        pl.when(over).then(pl.lit(yes_cell(holds=True))).alias("answers_over_staff"),
        *("bound", "precision"),
    )


def with_descriptions(scores: "DataFrame", schools: Iterable[School], titles: Mapping[str, str]) -> "DataFrame":
    """Return *scores* with the columns DESCRIPTIONS at the end: the titles by target, then facts of the *schools*."""
    import polars as pl  # needed here only

    known = list(schools)
    facts = {name: {each.id: getattr(each, name) for each in known} for name in ("phase", "area")}
    return scores.with_columns(
        pl.col("target").replace_strict(dict(titles), default=None, return_dtype=pl.String).alias("title"),
        *(
            pl.col("school").replace_strict(held, default=None, return_dtype=pl.String).alias(name)
            for name, held in facts.items()
        ),
    )


def scores_parquet(scores: "DataFrame") -> bytes:
    """Return *scores*, a frame with the columns COLUMNS, as a Parquet file, for analysis."""
    file = io.BytesIO()
    scores.write_parquet(file)
    return file.getvalue()


class ScoreSheet(NamedTuple):
    """One sheet of the workbook."""

    name: str
    heading: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]


class ColumnTable(NamedTuple):
    """A table whose columns are explained."""

    name: str
    columns: Mapping[str, str]
    """The meaning of each column, by its heading."""
    rows: Sequence[tuple[object, ...]] = ()


class BookTexts(NamedTuple):
    """What a workbook of scores needs besides rows."""

    cohort: Cohort
    titles: Mapping[str, str]
    """What each barrier and facet is called, by id."""
    more: ColumnTable | None = None
    """A table that has a sheet of its own if it has rows."""


def scores_workbook(rows: Iterable[ScoreRow], schools: Iterable[Facts], texts: BookTexts) -> bytes:
    """Return a workbook: *schools*, a sheet for each kind of figure of *rows*, and the meaning of every column.

    The sheets of figures have one row per school and one column per target, then the school's phase and area; the
    titles of targets are notes on their headings. Figures are displayed in whole numbers.
    """
    from xlsxwriter import Workbook  # needed here only

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"title": texts.cohort.questionnaire.title, "created": MADE})
        bold = book.add_format({"bold": True})
        shown = {kind: book.add_format({"num_format": kind}) for kind in (WHOLE, SHARE)}
        for sheet in _score_sheets(list(rows), list(schools), texts):
            page = book.add_worksheet(sheet.name)
            page.set_paper(A4)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            _fill_sheet(page, sheet, bold)
            _dress_sheet(page, sheet, shown)
            for at, name in enumerate(sheet.heading):
                if name in texts.titles:
                    page.write_comment(0, at, texts.titles[name])
    return file.getvalue()


def _fill_sheet(sheet: Any, content: ScoreSheet, bold: object) -> None:  # noqa: ANN401 - XlsxWriter ships no types
    sheet.write_row(0, 0, content.heading, bold)
    for place, cells in enumerate(content.rows, start=1):
        sheet.write_row(place, 0, ["" if cell is None else cell for cell in cells])


def _dress_sheet(sheet: Any, content: ScoreSheet, shown: Mapping[str, object]) -> None:  # noqa: ANN401 - as above
    """Freeze the headings, let rows be filtered, and set how numbers are displayed."""
    last = len(content.heading) - 1
    sheet.freeze_panes(1, 0 if content.name == DICTIONARY else 2)
    sheet.autofilter(0, 0, max(1, len(content.rows)), last)
    if content.name == DICTIONARY:
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, last, 90)
        return
    sheet.set_column(0, last, 18, shown[WHOLE])
    for at, name in enumerate(content.heading):
        if name in SHARES:
            sheet.set_column(at, at, 18, shown[SHARE])


def _score_sheets(rows: list[ScoreRow], schools: list[Facts], texts: BookTexts) -> Iterator[ScoreSheet]:
    targets = list(dict.fromkeys(row.target for row in rows))
    by_school: dict[str, dict[str, ScoreRow]] = {}
    for row in rows:
        by_school.setdefault(row.school, {})[row.target] = row
    yield ScoreSheet("schools", tuple(FACTS), schools)
    kind = {facts[0]: dict(zip(FACTS, facts, strict=True)) for facts in schools}
    for figure in FIGURES:
        wide = [
            (*_school_cells(name, held, targets, figure), *(kind.get(name, {}).get(each) for each in KIND))
            for name, held in by_school.items()
        ]
        yield ScoreSheet(figure, ("school", "name", *targets, *KIND), wide)
    if texts.more and texts.more.rows:
        yield ScoreSheet(texts.more.name, tuple(texts.more.columns), texts.more.rows)
    yield ScoreSheet(DICTIONARY, ("word", "meaning"), list(_dictionary(texts)))


def _school_cells(school: str, held: dict[str, ScoreRow], targets: list[str], figure: str) -> tuple[object, ...]:
    name = next(iter(held.values())).name
    return (school, name, *(getattr(held[each].score, figure) if each in held else None for each in targets))


def _dictionary(texts: BookTexts) -> Iterator[tuple[str, str]]:
    yield from FACTS.items()
    yield from ((f"sheet {name}", meaning) for name, meaning in FIGURES.items())
    if texts.more and texts.more.rows:
        yield from ((f"{name}, on the sheet {texts.more.name}", said) for name, said in texts.more.columns.items())
    yield from texts.titles.items()
    questionnaire = texts.cohort.questionnaire
    yield "questionnaire", f"{questionnaire.id} {questionnaire.version}, {questionnaire.status}"
    yield from ((band.id, f"from {band.from_:g}: {band.title}") for band in questionnaire.bands)
