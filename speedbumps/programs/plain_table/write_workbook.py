"""From a survey to a workbook to type answers into: lists to choose from, limits, and the questions' words.

Every text is written as a text; the only formulas are those of our own limits.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from speedbumps.model.answers import ANSWERS_SHEET, BESIDE_ANSWERS
from speedbumps.model.queries import NON_ANSWERS
from speedbumps.model.questionnaire import Amount
from speedbumps.programs.plain_table.write_csv import CONSENT, columns
from speedbumps.programs.survey import ROLE, Survey, Texts

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROWS = 1000
"""Rows that offer lists and hold limits."""

HEADED, NOTED = 32, 255
"""Characters that Excel takes of a note beside a cell: of its heading, and of its text."""

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter knows no zones
"""When the workbook says that it was made, so that the same questionnaire gives the same bytes."""

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

CONSENTS = "identified, if the only person in this role agrees to be shown by themselves; else nothing"


class Column(NamedTuple):
    """What may be typed below one heading."""

    name: str
    note: str
    """What is asked, for whoever types."""
    offered: tuple[str, ...] = ()
    """What to choose from."""
    amount: Amount | None = None
    longest: int | None = None
    """Characters of own words."""


def in_xlsx(survey: Survey) -> bytes:
    """A workbook with a sheet to type into, one with the words of the questions, and a hidden one with lists."""
    from xlsxwriter import Workbook  # only this needs it

    file = BytesIO()
    with Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"title": _said(survey.title), "created": MADE})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        answers, questions, lists = map(book.add_worksheet, (ANSWERS_SHEET, *BESIDE_ANSWERS))
        lists.hide()
        answers.freeze_panes(1, 0)
        for place, column in enumerate(_columns(survey)):
            answers.write_string(0, place, column.name, bold)
            answers.set_column(place, place, 12, text if column.longest or column.name == ROLE else None)
            for row, code in enumerate(column.offered):
                _write(lists, row, place, code)
            answers.data_validation(1, place, ROWS, place, _noted(column) | _rule(column, place))
        for row, cells in enumerate(_words(survey)):
            for place, cell in enumerate(cells):
                questions.write_string(row, place, cell, None if row else bold)
    return file.getvalue()


def _columns(survey: Survey) -> Iterator[Column]:
    for name in columns(survey):
        lines = [line for line in survey.lines if line.question.id == name]
        if name == ROLE:
            yield Column(name, _said(survey.asks_role), tuple(role.code for role in survey.roles))
        elif name == CONSENT:
            yield Column(name, CONSENTS, ("identified",))
        else:
            line = lines[0]
            answers = [f"{choice.code} {_said(choice.label)}" for choice in line.choices]
            said = [*([_said(line.prompt)] if line.prompt else []), _said(line.text), ", ".join(answers)]
            note = "\n".join(each for each in said if each)
            longest = line.scale.text.max_length if line.scale.text else None
            yield Column(name, note, tuple(each.code for each in line.choices), line.scale.number, longest)


def _noted(column: Column) -> dict[str, Any]:
    """The note that appears beside a cell, cut to what Excel shows."""
    note = column.note if len(column.note) <= NOTED else column.note[: NOTED - 1] + "…"
    return {"input_title": column.name[:HEADED], "input_message": note, "error_title": column.name[:HEADED]}


def _rule(column: Column, place: int) -> dict[str, Any]:
    """What Excel holds the cells of a column to."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    if column.offered:
        first, last = (xl_rowcol_to_cell(row, place, True, True) for row in (0, len(column.offered) - 1))
        return {"validate": "list", "source": f"=lists!{first}:{last}", "error_message": "Choose from the list."}
    if column.longest:
        message = f"At most {column.longest} characters."
        return {"validate": "length", "criteria": "<=", "value": column.longest, "error_message": message}
    if column.amount is None:
        return {"validate": "any"}
    cell, low, high = xl_rowcol_to_cell(1, place), f"{column.amount.min:g}", f"{column.amount.max:g}"
    inside = f"AND(ISNUMBER({cell}),{cell}>={low},{cell}<={high})"
    none = ",".join(f'{cell}="{name}"' for name in NON_ANSWERS)
    message = f"A number from {low} to {high}, or {', '.join(NON_ANSWERS)}."
    return {"validate": "custom", "value": f"=OR({inside},{none})", "error_message": message}


def _words(survey: Survey) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet with the questions' words, in every wording and language."""
    yield ("id", "roles", "language", "question", "answers")
    for line in survey.lines:
        for language, text in line.text.items():
            answers = "; ".join(f"{choice.code} {choice.label[language]}" for choice in line.choices)
            yield (line.question.id, ", ".join(line.roles), language, text, answers)


def _write(sheet: "Worksheet", row: int, place: int, code: str) -> None:
    """A value as a number, so that the list knows what is typed as one; any other code as a text."""
    try:
        sheet.write_number(row, place, float(code))
    except ValueError:
        sheet.write_string(row, place, code)


def _said(texts: Texts) -> str:
    """A text in the language that the form opens with."""
    return next(iter(texts.values()))
