"""From a survey to SurveyJS's JSON: questions and rows of grids by their ids, answers by their values."""

import json
from collections.abc import Iterator, Mapping
from html import escape

from speedbumps.programs.survey import ROLE, Block, Choice, Condition, Line, Page, Survey, Texts

Json = Mapping[str, object]

ENGLISH = "en"
"""The language that SurveyJS takes a text without a language for."""


def in_surveyjs(survey: Survey) -> str:
    """The JSON of a survey."""
    places = dict(_places(survey))
    pages = [_page(page, places) for page in survey.pages]
    made: dict[str, object] = {
        "title": _said(survey.title),
        **({"locale": survey.languages[0]} if survey.languages[0] != ENGLISH else {}),
        "clearInvisibleValues": "onHidden",
        "showProgressBar": True,
        "pages": [*_first(survey), *pages, *_last(survey)],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _places(survey: Survey) -> Iterator[tuple[str, str]]:
    """How a condition names each line: one in a grid after the grid."""
    yield ROLE, ROLE
    for block in survey.blocks:
        for line in block.lines:
            yield line.name, f"{block.name}.{line.name}" if block.is_grid else line.name


def _first(survey: Survey) -> Iterator[Json]:
    """The page with what people read first, and with the question about the role."""
    elements: list[Json] = [_text(f"opening_{number}", text) for number, text in enumerate(survey.opening, start=1)]
    if survey.roles:
        only = {"defaultValue": survey.roles[0].code} if len(survey.roles) == 1 else {}
        asked = {"type": "radiogroup", "name": ROLE, "title": _said(survey.asks_role)}
        elements.append({**asked, "choices": [_choice(role) for role in survey.roles], **only})
    if elements:
        yield {"name": "page_0", "elements": elements}


def _last(survey: Survey) -> Iterator[Json]:
    if survey.closing:
        yield {"name": "closing", "elements": [_text("closing_1", survey.closing)]}


def _text(name: str, text: Texts) -> Json:
    """A text to read, which is no question; SurveyJS takes it for HTML."""
    html = {language: f"<p>{escape(said)}</p>" for language, said in text.items()}
    return {"type": "html", "name": name, "html": _said(html)}


def _page(page: Page, places: Mapping[str, str]) -> Json:
    elements = [element for block in page.blocks for element in _elements(block, places)]
    return {"name": page.name, "title": _said(page.title), "elements": elements}


def _elements(block: Block, places: Mapping[str, str]) -> Iterator[Json]:
    if block.is_grid:
        yield _grid(block, places)
    else:
        yield from (_question(line, places) for line in block.lines)


def _grid(block: Block, places: Mapping[str, str]) -> Json:
    first = block.lines[0]
    rows = [{"value": line.name, "text": _said(line.text), **_shown(line, places)} for line in block.lines]
    return {
        "type": "matrix",
        "name": block.name,
        "title": _said(first.prompt or first.part),
        "columns": [_choice(choice) for choice in first.choices],
        "rows": rows,
        "hideIfRowsEmpty": True,
    }


def _question(line: Line, places: Mapping[str, str]) -> Json:
    below = line.prompt or line.unit
    about = {"name": line.name, "title": _said(line.text), **({"description": _said(below)} if below else {})}
    return {**_kind(line), **about, **_shown(line, places)}


def _kind(line: Line) -> Json:
    if line.choices:
        return {"type": "radiogroup", "choices": [_choice(choice) for choice in line.choices]}
    if amount := line.scale.number:
        step = {"step": amount.step} if amount.step else {}
        return {"type": "text", "inputType": "number", "min": amount.min, "max": amount.max, **step}
    return {"type": "comment", "maxLength": line.scale.text.max_length if line.scale.text else -1}


def _shown(line: Line, places: Mapping[str, str]) -> Json:
    if not line.conditions:
        return {}
    return {"visibleIf": " and ".join(f"({_expression(condition, places)})" for condition in line.conditions)}


def _expression(condition: Condition, places: Mapping[str, str]) -> str:
    sign, joined = ("<>", " and ") if condition.negated else ("=", " or ")
    return joined.join(
        f"{{{places[name]}}} {sign} {_literal(code)}" for name in condition.names for code in condition.codes
    )


def _literal(code: str) -> str:
    value = _value(code)
    return f"'{value}'" if isinstance(value, str) else code


def _choice(choice: Choice) -> Json:
    return {"value": _value(choice.code), "text": _said(choice.label)}


def _value(code: str) -> str | float:
    """A value as a number, any other code as a text."""
    try:
        number = float(code)
    except ValueError:
        return code
    return int(number) if number.is_integer() else number


def _said(texts: Texts) -> str | Texts:
    """A text as SurveyJS looks it up: English, or the only language there is, for want of another."""
    said = {language: _harmless(text) for language, text in texts.items()}
    default = ENGLISH if ENGLISH in said else next(iter(said))
    if len(said) == 1:
        return said[default]
    return {"default": said[default], **{language: text for language, text in said.items() if language != default}}


def _harmless(text: str) -> str:
    """The *text* with a sign that nobody sees after each brace, behind which SurveyJS looks for an answer."""
    return text.replace("{", "{\u2060")
