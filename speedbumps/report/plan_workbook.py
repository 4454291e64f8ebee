"""From a school's plan to a workbook: a row for each action, to follow what comes of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from math import ceil
from typing import Any, NamedTuple, get_args

from speedbumps.i18n import Locale
from speedbumps.model.plan import PlannedAction, PlanStatus
from speedbumps.office_files import A4, AS_TEXT, LONGEST_PROPERTY, MADE
from speedbumps.plan.boxes import OF_REQUEST, STATUSES, TITLES
from speedbumps.report.plan_page import PlanPage

ROWS = 100
"""The number of rows with lists to choose from, so that there is room for more."""

WIDTHS = (20, 22, 11, 20, 20, 14, 11, 11, 20, 20, 8, 24)
"""The widths of the columns of actions, in characters."""

KEYS = ("status", "change", "stops", "owner", "start", "review", "sign", "outcome", "hours_spent", "notes")
"""The keys of an action that have a column."""

STATUS, START, REVIEW, LAST = 2, 6, 7, 11
"""The places of columns of actions."""

DAY = "yyyy-mm-dd"

EVERY_CELL = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B0B0B0"}
"""How all cells look: texts and figures at the top of their row, between thin lines."""

LINE = 15
"""The height of a line, in points."""

SPARE = 3
"""The characters of a line that wrapping between words leaves empty."""

EARLIEST = date(2000, 1, 1)
"""The earliest day that may be typed."""


Cell = str | float | date | None


class _Sheet(NamedTuple):
    """One sheet: its name, its headings, and its rows."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def plan_workbook(page: PlanPage, words: Locale) -> bytes:
    """Return a workbook with a sheet of actions, one of what is left, and one of what is asked of others.

    Statuses are chosen from a list, days are days, rows can be filtered, and what is done or dropped stands back. Every
    text is written as text, never as a formula.
    """
    from xlsxwriter import Workbook  # needed here only

    title = words.gettext("%(school)s: our plan", school=page.plan.name or page.plan.school)
    file = BytesIO()
    with Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"title": title[:LONGEST_PROPERTY], "created": MADE})
        kinds: dict[str, dict[str, object]] = {
            "head": {"bold": True},
            "text": {"num_format": "@"},
            "day": {"num_format": DAY, "align": "center"},
            "number": {"align": "center"},
            "back": {"italic": True},
        }
        formats = {name: book.add_format({**EVERY_CELL, **kind}) for name, kind in kinds.items()}
        for content in _sheets(page, words):
            sheet = book.add_worksheet(content.name)
            sheet.set_paper(A4)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            _fill(sheet, content, formats)
        _add_status_rules(book.worksheets()[0], words, formats["back"])
    return file.getvalue()


def _fill(sheet: Any, content: _Sheet, formats: Mapping[str, object]) -> None:  # noqa: ANN401 - XlsxWriter ships no types
    sheet.write_row(0, 0, content.heads, formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(content.rows)), len(content.heads) - 1)
    for place, width in zip(range(len(content.heads)), WIDTHS, strict=False):
        sheet.set_column(place, place, width)
    for row, cells in enumerate((content.heads, *content.rows)):
        # Programs other than Excel leave rows as high as they are written.
        sheet.set_row(row, LINE * max(_lines(cell, width) for cell, width in zip(cells, WIDTHS, strict=False)))
    for row, cells in enumerate(content.rows, start=1):
        for column, cell in enumerate(cells):
            match cell:
                case str():
                    sheet.write_string(row, column, cell, formats["text"])
                case date():
                    sheet.write_datetime(row, column, cell, formats["day"])
                case _:
                    sheet.write(row, column, cell, formats["text" if cell is None else "number"])


def _lines(cell: Cell, width: int) -> int:
    """Return how many lines *cell* takes, in a column that is *width* characters wide."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, ceil(len(line) / (width - SPARE))) for line in cell.split("\n"))


def _add_status_rules(sheet: Any, words: Locale, back: object) -> None:  # noqa: ANN401 - as above
    """Let statuses be chosen and days be days, and let rows that are done or dropped stand back."""
    statuses = [words.gettext(STATUSES[status]) for status in get_args(PlanStatus)]
    sheet.data_validation(1, STATUS, ROWS, STATUS, {"validate": "list", "source": statuses})
    rule = {
        "validate": "date",
        "criteria": ">=",
        "value": EARLIEST,
        "error_message": words.gettext("Write a day."),
    }
    sheet.data_validation(1, START, ROWS, REVIEW, rule)
    for status in ("done", "dropped"):
        criteria = f'=${chr(ord("A") + STATUS)}2="{words.gettext(STATUSES[status])}"'
        sheet.conditional_format(1, 0, ROWS, LAST, {"type": "formula", "criteria": criteria, "format": back})


def _sheets(page: PlanPage, words: Locale) -> Iterator[_Sheet]:
    gettext = words.gettext
    heads = (gettext("What is in the way"), gettext("We try"), *(gettext(TITLES[key]) for key in KEYS))
    yield _Sheet(gettext("Plan"), heads, tuple(_cells(each, page, words) for each in page.plan.priorities))
    left = tuple((page.bump_title(each.bump), each.because) for each in page.plan.left_out)
    yield _Sheet(gettext("Left as it is"), (gettext("What is in the way"), gettext("Because")), left)
    asks = tuple((each.of, each.text, each.sent, each.answer) for each in page.plan.asks)
    asked = (gettext("Whom we ask"), gettext("What for"), *(gettext(TITLES[key]) for key in OF_REQUEST))
    yield _Sheet(gettext("Asks"), asked, asks)


def _cells(planned: PlannedAction, page: PlanPage, words: Locale) -> tuple[Cell, ...]:
    return (
        page.bump_title(planned.bump),
        page.action_title(planned),
        words.gettext(STATUSES[planned.status]),
        planned.change,
        planned.stops,
        planned.owner,
        planned.start,
        planned.review,
        planned.sign,
        planned.outcome,
        planned.hours_spent,
        planned.notes,
    )
