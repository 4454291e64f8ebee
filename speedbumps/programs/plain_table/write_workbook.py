"""From a survey to a workbook to type answers into: with lists to choose from, limits, and the questions' texts.

Every text is written as text; the only formulas are those of the limits.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.answers import ANSWERS_SHEET, BESIDE_ANSWERS
from speedbumps.model.queries import NON_ANSWERS
from speedbumps.model.questionnaire import Amount
from speedbumps.office_files import A4, AS_TEXT, MADE
from speedbumps.programs.plain_table.write_csv import CONSENT, template_headings
from speedbumps.programs.survey import ROLE, Survey, default_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROWS = 1000
"""The number of rows with lists and limits."""

HEADED, NOTED = 32, 255
"""The most characters that Excel accepts in a note beside a cell: in its heading, and in its text."""

CONSENTS = gettext_noop("identified, if the only person in this role agrees to be shown by themselves; else nothing")


class TemplateColumn(NamedTuple):
    """One column of the sheet for answers: its heading, and what may be typed below it."""

    name: str
    note: str
    """The question, for the person who types."""
    offered: tuple[str, ...] = ()
    """The codes to choose from."""
    amount: Amount | None = None
    longest: int | None = None
    """The most characters in own words."""


def workbook_template(survey: Survey) -> bytes:
    """Return a workbook with a sheet for answers, one with the questions' texts, and a hidden one with lists."""
    from xlsxwriter import Workbook  # only this needs it

    file = BytesIO()
    with Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"title": default_text(survey.title), "created": MADE})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        answers, questions, lists = map(book.add_worksheet, (ANSWERS_SHEET, *BESIDE_ANSWERS))
        lists.hide()
        for sheet in (answers, questions):
            sheet.set_paper(A4)
        answers.freeze_panes(1, 0)
        for place, column in enumerate(_template_columns(survey)):
            answers.write_string(0, place, column.name, bold)
            answers.set_column(place, place, 12, text if column.longest or column.name == ROLE else None)
            for row, code in enumerate(column.offered):
                _write_code(lists, row, place, code)
            answers.data_validation(
                1, place, ROWS, place, _input_note(column) | _validation_rule(column, place, survey.words)
            )
        for row, cells in enumerate(_questions_sheet_rows(survey)):
            for place, cell in enumerate(cells):
                questions.write_string(row, place, cell, None if row else bold)
    return file.getvalue()


def _template_columns(survey: Survey) -> Iterator[TemplateColumn]:
    for name in template_headings(survey):
        wordings = [wording for wording in survey.wordings if wording.question.id == name]
        if name == ROLE:
            yield TemplateColumn(name, default_text(survey.asks_role), tuple(role.code for role in survey.roles))
        elif name == CONSENT:
            yield TemplateColumn(name, survey.words.gettext(CONSENTS), ("identified",))
        else:
            wording = wordings[0]
            answers = [f"{choice.code} {default_text(choice.label)}" for choice in wording.choices]
            said = [
                *([default_text(wording.prompt)] if wording.prompt else []),
                default_text(wording.text),
                ", ".join(answers),
            ]
            if wording.most > 1:
                said.append(survey.words.gettext("Up to %(most)s, with ; between them.", most=wording.most))
            note = "\n".join(each for each in said if each)
            longest = wording.scale.text.max_length if wording.scale.text else None
            offered = () if wording.most > 1 else tuple(each.code for each in wording.choices)
            yield TemplateColumn(name, note, offered, wording.scale.number, longest)


def _input_note(column: TemplateColumn) -> dict[str, Any]:
    """Return the note that appears beside a cell, cut to the length that Excel accepts."""
    note = column.note if len(column.note) <= NOTED else column.note[: NOTED - 1] + "…"
    return {"input_title": column.name[:HEADED], "input_message": note, "error_title": column.name[:HEADED]}


def _validation_rule(column: TemplateColumn, place: int, words: Locale) -> dict[str, Any]:
    """Return Excel's data validation for the cells of *column*."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    if column.offered:
        first, last = (xl_rowcol_to_cell(row, place, True, True) for row in (0, len(column.offered) - 1))
        return {
            "validate": "list",
            "source": f"=lists!{first}:{last}",
            "error_message": words.gettext("Choose from the list."),
        }
    if column.longest:
        message = words.gettext("At most %(most)s characters.", most=column.longest)
        return {"validate": "length", "criteria": "<=", "value": column.longest, "error_message": message}
    if column.amount is None:
        return {"validate": "any"}
    cell, low, high = xl_rowcol_to_cell(1, place), f"{column.amount.min:g}", f"{column.amount.max:g}"
    inside = f"AND(ISNUMBER({cell}),{cell}>={low},{cell}<={high})"
    none = ",".join(f'{cell}="{name}"' for name in NON_ANSWERS)
    message = words.gettext(
        "A number from %(low)s to %(high)s, or %(others)s.", low=low, high=high, others=", ".join(NON_ANSWERS)
    )
    return {"validate": "custom", "value": f"=OR({inside},{none})", "error_message": message}


def _questions_sheet_rows(survey: Survey) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the sheet with the questions' texts, in every wording and language."""
    yield ("id", "roles", "language", "question", "answers")
    for wording in survey.wordings:
        for language, text in wording.text.items():
            answers = "; ".join(f"{choice.code} {choice.label[language]}" for choice in wording.choices)
            yield (wording.question.id, ", ".join(wording.roles), language, text, answers)


def _write_code(sheet: "Worksheet", row: int, place: int, code: str) -> None:
    """Write a value as a number, so that a typed number matches the list; any other code as text."""
    try:
        sheet.write_number(row, place, float(code))
    except ValueError:
        sheet.write_string(row, place, code)
