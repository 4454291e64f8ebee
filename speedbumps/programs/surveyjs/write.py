"""From a survey to SurveyJS's JSON: questions and rows of grids by their ids, answers by their values."""

import json
from collections.abc import Iterator, Mapping
from html import escape

from speedbumps.programs.survey import (
    ROLE,
    Choice,
    Condition,
    QuestionBlock,
    QuestionWording,
    Survey,
    SurveyPage,
    Texts,
)

Json = Mapping[str, object]

ENGLISH = "en"
"""The language that SurveyJS assumes for a text without one."""


def surveyjs_json(survey: Survey) -> str:
    """Return *survey* as SurveyJS's JSON."""
    places = dict(_condition_names(survey))
    pages = [_question_page(page, places) for page in survey.pages]
    made: dict[str, object] = {
        "title": _localised_text(survey.title),
        **({"locale": survey.languages[0]} if survey.languages[0] != ENGLISH else {}),
        "clearInvisibleValues": "onHidden",
        "showProgressBar": True,
        "pages": [*_opening_page(survey), *pages, *_closing_page(survey)],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _condition_names(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield the name of each wording in conditions; a row of a grid is named after the grid."""
    yield ROLE, ROLE
    for block in survey.all_blocks:
        for wording in block.wordings:
            yield wording.name, f"{block.name}.{wording.name}" if block.is_grid else wording.name


def _opening_page(survey: Survey) -> Iterator[Json]:
    """Yield the first page, with the introduction and the question about the role, if it has any."""
    elements: list[Json] = [
        _html_element(f"opening_{number}", text) for number, text in enumerate(survey.opening, start=1)
    ]
    if survey.roles:
        only = {"defaultValue": survey.roles[0].code} if len(survey.roles) == 1 else {}
        asked = {"type": "radiogroup", "name": ROLE, "title": _localised_text(survey.asks_role)}
        elements.append({**asked, "choices": [_choice_item(role) for role in survey.roles], **only})
    if elements:
        yield {"name": "page_0", "elements": elements}


def _closing_page(survey: Survey) -> Iterator[Json]:
    if survey.closing:
        yield {"name": "closing", "elements": [_html_element("closing_1", survey.closing)]}


def _html_element(name: str, text: Texts) -> Json:
    """Return an element with a text to read, which SurveyJS treats as HTML."""
    html = {language: f"<p>{escape(said)}</p>" for language, said in text.items()}
    return {"type": "html", "name": name, "html": _localised_text(html)}


def _question_page(page: SurveyPage, places: Mapping[str, str]) -> Json:
    elements = [element for block in page.blocks for element in _block_elements(block, places)]
    return {"name": page.name, "title": _localised_text(page.title), "elements": elements}


def _block_elements(block: QuestionBlock, places: Mapping[str, str]) -> Iterator[Json]:
    if block.is_grid:
        yield _matrix_element(block, places)
    else:
        yield from (_question_element(wording, places) for wording in block.wordings)


def _matrix_element(block: QuestionBlock, places: Mapping[str, str]) -> Json:
    first = block.wordings[0]
    rows = [
        {"value": wording.name, "text": _localised_text(wording.text), **_visible_if(wording, places)}
        for wording in block.wordings
    ]
    return {
        "type": "matrix",
        "name": block.name,
        "title": _localised_text(first.prompt or first.part),
        "columns": [_choice_item(choice) for choice in first.choices],
        "rows": rows,
        "hideIfRowsEmpty": True,
    }


def _question_element(wording: QuestionWording, places: Mapping[str, str]) -> Json:
    below = wording.prompt or wording.unit
    about = {
        "name": wording.name,
        "title": _localised_text(wording.text),
        **({"description": _localised_text(below)} if below else {}),
    }
    return {**_input_type(wording), **about, **_visible_if(wording, places)}


def _input_type(wording: QuestionWording) -> Json:
    if wording.most > 1:
        choices = [_choice_item(choice) for choice in wording.choices]
        return {"type": "checkbox", "choices": choices, "maxSelectedChoices": wording.most}
    if wording.choices:
        return {"type": "radiogroup", "choices": [_choice_item(choice) for choice in wording.choices]}
    if amount := wording.scale.number:
        step = {"step": amount.step} if amount.step else {}
        return {"type": "text", "inputType": "number", "min": amount.min, "max": amount.max, **step}
    return {"type": "comment", "maxLength": wording.scale.text.max_length if wording.scale.text else -1}


def _visible_if(wording: QuestionWording, places: Mapping[str, str]) -> Json:
    if not wording.conditions:
        return {}
    return {
        "visibleIf": " and ".join(f"({_surveyjs_condition(condition, places)})" for condition in wording.conditions)
    }


def _surveyjs_condition(condition: Condition, places: Mapping[str, str]) -> str:
    sign, joined = ("<>", " and ") if condition.negated else ("contains" if condition.several else "=", " or ")
    return joined.join(
        f"{{{places[name]}}} {sign} {_literal(code)}" for name in condition.names for code in condition.codes
    )


def _literal(code: str) -> str:
    value = _json_value(code)
    return f"'{value}'" if isinstance(value, str) else code


def _choice_item(choice: Choice) -> Json:
    return {"value": _json_value(choice.code), "text": _localised_text(choice.label)}


def _json_value(code: str) -> str | float:
    """Return a value as a number, any other code as a string."""
    try:
        number = float(code)
    except ValueError:
        return code
    return int(number) if number.is_integer() else number


def _localised_text(texts: Texts) -> str | Texts:
    """Return a text in SurveyJS's form: the default is English if it exists, otherwise the first language."""
    said = {language: _escape_braces(text) for language, text in texts.items()}
    default = ENGLISH if ENGLISH in said else next(iter(said))
    if len(said) == 1:
        return said[default]
    return {"default": said[default], **{language: text for language, text in said.items() if language != default}}


def _escape_braces(text: str) -> str:
    """Return *text* with an invisible character after each brace, after which SurveyJS looks for an answer."""
    return text.replace("{", "{\u2060")
