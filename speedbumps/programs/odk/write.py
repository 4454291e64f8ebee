"""From a survey to an XLSForm, which ODK and KoboToolbox take: questions by their ids, answers by their values."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from speedbumps.programs.plain_table.write_workbook import AS_TEXT, MADE
from speedbumps.programs.survey import ROLE, Block, Choice, Condition, Line, Page, Survey, Texts
from speedbumps.text import plain

Row = Mapping[str, str | Texts]
"""The cells of a row by their column; what people read in every language."""

ROLES = "role_list"
"""Scales bear ids, which have no underscores."""

SIGNS = {"${": "$\u2060{", "](": "]\u2060("}
"""What would name another question, or make a link, with a sign between that nobody sees."""


def in_xlsform(survey: Survey) -> bytes:
    """The workbook of an XLSForm."""
    from xlsxwriter import Workbook  # only workbooks need it

    file = BytesIO()
    languages = dict(_named(survey.languages))
    with Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"created": MADE})
        for name, rows in _sheets(survey, languages).items():
            sheet = book.add_worksheet(name)
            headed = list(dict.fromkeys(column for row in rows for column in row))
            for row, cells in enumerate([dict(zip(headed, headed, strict=True)), *rows]):
                for place, column in enumerate(headed):
                    if column in cells:
                        sheet.write_string(row, place, cells[column])
    return file.getvalue()


def _named(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What each language is called in the heading of its columns: Welsh (cy). One alone needs no name."""
    from babel import Locale, UnknownLocaleError

    for code in languages if len(languages) > 1 else ():
        try:
            yield code, f"{Locale.parse(code, sep='-').english_name} ({code})"
        except UnknownLocaleError:
            yield code, f"{code} ({code})"


def _sheets(survey: Survey, languages: Mapping[str, str]) -> Mapping[str, list[dict[str, str]]]:
    settings = {"form_title": _harmless(_first(survey.title)), "form_id": survey.id, "version": survey.version}
    settings |= {"default_language": next(iter(languages.values()))} if languages else {}
    return {
        "survey": [dict(_cells(row, languages)) for row in _survey(survey)],
        "choices": [dict(_cells(row, languages)) for row in _choices(survey)],
        "settings": [settings],
    }


def _cells(row: Row, languages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The cells of a *row*, one for each language where people read them."""
    for column, held in row.items():
        match held:
            case str():
                yield column, held
            case _ if languages:
                yield from ((f"{column}::{languages[code]}", _harmless(text)) for code, text in held.items())
            case _:
                yield column, _harmless(_first(held))


def _survey(survey: Survey) -> Iterator[Row]:
    for number, text in enumerate(survey.opening, start=1):
        yield {"type": "note", "name": f"opening_{number}", "label": text}
    if survey.roles:
        only = {"default": survey.roles[0].code} if len(survey.roles) == 1 else {}
        yield {"type": f"select_one {ROLES}", "name": ROLE, "label": survey.asks_role, **only}
    for page in survey.pages:
        yield from _page(page)
    if survey.closing:
        yield {"type": "note", "name": "closing_1", "label": survey.closing}


def _page(page: Page) -> Iterator[Row]:
    yield {"type": "begin_group", "name": page.name, "label": page.title}
    for block in page.blocks:
        yield from _grid(block) if block.is_grid else map(_question, block.lines)
    yield {"type": "end_group"}


def _grid(block: Block) -> Iterator[Row]:
    first: dict[str, str | Texts] = {
        "type": "begin_group",
        "name": block.name,
        "label": block.lines[0].prompt or {},
        "appearance": "table-list",
    }
    if all(line.conditions for line in block.lines):  # else its heading would stand alone where no line is met
        first["relevant"] = " or ".join(f"({_relevant(line)})" for line in block.lines)
    yield first
    for line in block.lines:
        yield _question(line._replace(prompt=None))
    yield {"type": "end_group"}


def _question(line: Line) -> Row:
    asked: dict[str, str | Texts] = {"type": _type(line), "name": line.name, "label": line.text}
    if hint := line.prompt or line.unit:
        asked["hint"] = hint
    if line.why:
        asked["guidance_hint"] = line.why
    if line.conditions:
        asked["relevant"] = _relevant(line)
    return {**asked, **_limits(line)}


def _type(line: Line) -> str:
    if line.choices:
        return f"select_one {_list(line.question.scale)}"
    amount = line.scale.number
    if amount is None:
        return "text"
    return "integer" if amount.step and amount.step.is_integer() and amount.min.is_integer() else "decimal"


def _limits(line: Line) -> Mapping[str, str | Texts]:
    """What an amount or own words are held to, and what is said of any other; in signs, which need no language."""
    if amount := line.scale.number:
        low, high = f"{amount.min:g}", f"{amount.max:g}"
        message = {code: f"{low} – {high} {unit}" for code, unit in (line.unit or {}).items()}
        return {"constraint": f". >= {low} and . <= {high}", "constraint_message": message}
    if words := line.scale.text:
        most = dict.fromkeys(line.text, f"≤ {words.max_length}")
        held = f"string-length(.) <= {words.max_length}"
        return {"appearance": "multiline", "constraint": held, "constraint_message": most}
    return {}


def _relevant(line: Line) -> str:
    return " and ".join(f"({_expression(condition)})" for condition in line.conditions)


def _expression(condition: Condition) -> str:
    any_of = " or ".join(f"${{{name}}} = '{code}'" for name in condition.names for code in condition.codes)
    return f"not({any_of})" if condition.negated else any_of


def _choices(survey: Survey) -> Iterator[Row]:
    yield from _listed(ROLES, survey.roles)
    for scale, choices in {line.question.scale: line.choices for line in survey.lines}.items():
        yield from _listed(_list(scale), choices)


def _listed(name: str, choices: Iterable[Choice]) -> Iterator[Row]:
    return ({"list_name": name, "name": choice.code, "label": choice.label} for choice in choices)


def _list(scale: str) -> str:
    return scale.replace("-", "_")


def _harmless(text: str) -> str:
    """The *text* as it is read; nothing in it names a question, and nothing is a link."""
    text = plain(text)
    for signs, parted in SIGNS.items():
        text = text.replace(signs, parted)
    return text


def _first(texts: Texts) -> str:
    return next(iter(texts.values()))
