"""From a survey to an XLSForm for ODK and KoboToolbox: questions by their ids, answers by their values."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from speedbumps.i18n import english_name
from speedbumps.model.queries import NON_ANSWERS
from speedbumps.office_files import AS_TEXT, MADE
from speedbumps.programs.survey import (
    ROLE,
    Choice,
    Condition,
    QuestionBlock,
    QuestionWording,
    Survey,
    SurveyPage,
    Texts,
    default_text,
)
from speedbumps.text import strip_controls

Row = Mapping[str, str | Texts]
"""The cells of a row by column; the texts that people read are in every language."""

ROLES = "role_list"
"""The list of roles. Its name cannot be that of a scale, since ids have no underscores."""

SIGNS = {"${": "$\u2060{", "](": "]\u2060("}
"""Sequences that would refer to another question or make a link, broken by an invisible character."""


def xlsform_workbook(survey: Survey) -> bytes:
    """Return the XLSForm of *survey*, a workbook."""
    from xlsxwriter import Workbook  # only workbooks need it

    file = BytesIO()
    languages = dict(_language_titles(survey.languages))
    with Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"created": MADE})
        for name, rows in _xlsform_sheets(survey, languages).items():
            sheet = book.add_worksheet(name)
            headed = list(dict.fromkeys(column for row in rows for column in row))
            for row, cells in enumerate([dict(zip(headed, headed, strict=True)), *rows]):
                for place, column in enumerate(headed):
                    if column in cells:
                        sheet.write_string(row, place, cells[column])
    return file.getvalue()


def _language_titles(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each language with its name in column headings: Welsh (cy); none if there is only one language."""
    for code in languages if len(languages) > 1 else ():
        yield code, f"{english_name(code)} ({code})"


def _xlsform_sheets(survey: Survey, languages: Mapping[str, str]) -> Mapping[str, list[dict[str, str]]]:
    settings = {
        "form_title": _escape_references(default_text(survey.title)),
        "form_id": survey.id,
        "version": survey.version,
    }
    settings |= {"default_language": next(iter(languages.values()))} if languages else {}
    return {
        "survey": [dict(_cells_by_language(row, languages)) for row in _survey_rows(survey)],
        "choices": [dict(_cells_by_language(row, languages)) for row in _choices_sheet_rows(survey)],
        "settings": [settings],
    }


def _cells_by_language(row: Row, languages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the column and text of each cell of *row*; a text that people read has a cell for each language."""
    for column, held in row.items():
        match held:
            case str():
                yield column, held
            case _ if languages:
                yield from ((f"{column}::{languages[code]}", _escape_references(text)) for code, text in held.items())
            case _:
                yield column, _escape_references(default_text(held))


def _survey_rows(survey: Survey) -> Iterator[Row]:
    for number, text in enumerate(survey.opening, start=1):
        yield {"type": "note", "name": f"opening_{number}", "label": text}
    if survey.roles:
        only = {"default": survey.roles[0].code} if len(survey.roles) == 1 else {}
        yield {"type": f"select_one {ROLES}", "name": ROLE, "label": survey.asks_role, **only}
    for page in survey.pages:
        yield from _page_rows(page)
    if survey.closing:
        yield {"type": "note", "name": "closing_1", "label": survey.closing}


def _page_rows(page: SurveyPage) -> Iterator[Row]:
    yield {"type": "begin_group", "name": page.name, "label": page.title}
    for block in page.blocks:
        yield from _grid_rows(block) if block.is_grid else map(_xlsform_question, block.wordings)
    yield {"type": "end_group"}


def _grid_rows(block: QuestionBlock) -> Iterator[Row]:
    first: dict[str, str | Texts] = {
        "type": "begin_group",
        "name": block.name,
        "label": block.wordings[0].prompt or {},
        "appearance": "table-list",
    }
    if all(wording.conditions for wording in block.wordings):  # otherwise an empty grid would show its heading
        first["relevant"] = " or ".join(f"({_relevant_expression(wording)})" for wording in block.wordings)
    yield first
    for wording in block.wordings:
        yield _xlsform_question(wording._replace(prompt=None))
    yield {"type": "end_group"}


def _xlsform_question(wording: QuestionWording) -> Row:
    asked: dict[str, str | Texts] = {"type": _xlsform_type(wording), "name": wording.name, "label": wording.text}
    if hint := wording.prompt or wording.unit:
        asked["hint"] = hint
    if wording.why:
        asked["guidance_hint"] = wording.why
    if wording.conditions:
        asked["relevant"] = _relevant_expression(wording)
    return {**asked, **_constraint_cells(wording)}


def _xlsform_type(wording: QuestionWording) -> str:
    if wording.choices:
        several = "select_multiple" if wording.most > 1 else "select_one"
        return f"{several} {_choice_list_name(wording.question.scale)}"
    amount = wording.scale.number
    if amount is None:
        return "text"
    return "integer" if amount.step and amount.step.is_integer() and amount.min.is_integer() else "decimal"


def _constraint_cells(wording: QuestionWording) -> Mapping[str, str | Texts]:
    """Return the limits of an amount, a choice or own words, with their message: symbols, which need no language."""
    if amount := wording.scale.number:
        low, high = f"{amount.min:g}", f"{amount.max:g}"
        message = {code: f"{low} – {high} {unit}" for code, unit in (wording.unit or {}).items()}
        return {"constraint": f". >= {low} and . <= {high}", "constraint_message": message}
    if wording.most > 1:
        one = " or ".join(f"selected(., '{name}')" for name in NON_ANSWERS)
        held = f"count-selected(.) <= {wording.most} and (count-selected(.) = 1 or not({one}))"
        return {"constraint": held, "constraint_message": dict.fromkeys(wording.text, f"≤ {wording.most}")}
    if words := wording.scale.text:
        most = dict.fromkeys(wording.text, f"≤ {words.max_length}")
        held = f"string-length(.) <= {words.max_length}"
        return {"appearance": "multiline", "constraint": held, "constraint_message": most}
    return {}


def _relevant_expression(wording: QuestionWording) -> str:
    return " and ".join(f"({_xlsform_condition(condition)})" for condition in wording.conditions)


def _xlsform_condition(condition: Condition) -> str:
    holds = "selected(${{{name}}}, '{code}')" if condition.several else "${{{name}}} = '{code}'"
    pairs = ((name, code) for name in condition.names for code in condition.codes)
    any_of = " or ".join(holds.format(name=name, code=code) for name, code in pairs)
    return f"not({any_of})" if condition.negated else any_of


def _choices_sheet_rows(survey: Survey) -> Iterator[Row]:
    yield from _choice_list_rows(ROLES, survey.roles)
    for scale, choices in {wording.question.scale: wording.choices for wording in survey.wordings}.items():
        yield from _choice_list_rows(_choice_list_name(scale), choices)


def _choice_list_rows(name: str, choices: Iterable[Choice]) -> Iterator[Row]:
    return ({"list_name": name, "name": choice.code, "label": choice.label} for choice in choices)


def _choice_list_name(scale: str) -> str:
    return scale.replace("-", "_")


def _escape_references(text: str) -> str:
    """Return *text* without references to questions and without links."""
    text = strip_controls(text)
    for signs, parted in SIGNS.items():
        text = text.replace(signs, parted)
    return text
