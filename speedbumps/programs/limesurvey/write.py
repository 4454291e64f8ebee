"""From a survey to LimeSurvey's file of tabs: questions by their ids without hyphens, answers by their values.

LimeSurvey puts words for a role into a question by itself, so that a question stays one, and one column comes home.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import NamedTuple

from speedbumps.programs.capabilities import UnfitError
from speedbumps.programs.survey import ROLE, Block, Choice, Condition, Line, Survey
from speedbumps.text import plain

HEADING = (
    *("class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other", "default"),
    *("min_num_value_n", "max_num_value_n", "num_value_int_only", "suffix", "maximum_chars"),
)

SETTINGS = {
    "format": "G",
    "anonymized": "Y",
    **dict.fromkeys(("datestamp", "ipaddr", "refurl", "savetimings", "listpublic", "showgroupinfo"), "N"),
    **dict.fromkeys(("showwelcome", "allowprev", "showprogress"), "Y"),
    "showgroupinfo": "N",
    "showqnumcode": "X",
}
"""A page a group, nothing kept of people, and a welcome."""

ROLE_CODE, ANSWER_CODE, QUESTION_CODE = 5, re.compile(r"[A-Za-z0-9]{1,5}"), 20
"""Signs in the codes of answers, by which a role is cut, and of questions."""

RESERVED = frozenset({"lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this", "time"})
"""Codes that LimeSurvey keeps for itself, in small letters."""

LOOKALIKES = str.maketrans({"{": "｛", "}": "｝", '"': "”", "'": "’", "\\": "＼", "\t": " "})
"""What would begin, end or break an expression, and the signs for it that readers take for the same."""

FORMULA = re.compile(r"^[=+\-@]")
"""What a spreadsheet would take for the start of a formula."""

Row = Mapping[str, str]


class Asked(NamedTuple):
    """A question in all of its wordings, which LimeSurvey asks as one."""

    code: str
    lines: tuple[Line, ...]


def in_limesurvey(survey: Survey) -> str:
    """The rows of a survey, in the order in which LimeSurvey reads them.

    Raises:
        UnfitError: If it has no room for the id of a question or a role, or for a value.
    """
    _fits(survey)
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADING, restval="", delimiter="\t", lineterminator="\n")
    rows.writeheader()
    rows.writerows(_settings(survey))
    for language in survey.languages:
        rows.writerows({"language": language, **row} for row in _groups(survey, language))
    return "\ufeff" + text.getvalue()


def _settings(survey: Survey) -> Iterator[Row]:
    first, *others = survey.languages
    for name, text in {"language": first, "additional_languages": " ".join(others), **SETTINGS}.items():
        yield {"class": "S", "name": name, "text": text}
    for language in survey.languages:
        opening = "".join(f"<p>{_said(text[language])}</p>" for text in survey.opening)
        closing = f"<p>{_said(survey.closing[language])}</p>" if survey.closing else ""
        told = {"title": _said(survey.title[language]), "welcometext": opening, "endtext": closing}
        for name, text in told.items():
            yield {"class": "SL", "name": f"surveyls_{name}", "text": text, "language": language}


def _groups(survey: Survey, language: str) -> Iterator[Row]:
    """Everything that is asked, in one language: a group a page, the role on a page of its own."""
    places = _places(survey)
    if survey.roles:
        yield {"class": "G", "type/scale": "1", "name": _said(survey.asks_role[language])}
        yield from _role(survey, language)
    for number, page in enumerate(survey.pages, start=2):
        yield {"class": "G", "type/scale": str(number), "name": _said(page.title[language])}
        for block in page.blocks:
            yield from _block(block, places, language)


def _role(survey: Survey, language: str) -> Iterator[Row]:
    only = {"default": _role_code(survey.roles[0].code)} if len(survey.roles) == 1 else {}
    yield {**_question("L", ROLE, _said(survey.asks_role[language])), **only}
    for role in survey.roles:
        yield {"class": "A", "type/scale": "0", "name": _role_code(role.code), "text": _said(role.label[language])}


def _block(block: Block, places: Mapping[str, str], language: str) -> Iterator[Row]:
    """An array, or a question that stands by itself."""
    asked = tuple(_asked(block))
    if not block.is_grid:
        yield _single(asked[0], places, language)
    else:
        relevance = [_relevance(each.lines, places) for each in asked]
        shown = " or ".join(f"({each})" for each in relevance) if all(relevance) else "1"
        prompt = _said((block.lines[0].prompt or block.lines[0].part)[language])
        yield {**_question("F", _grid(block), prompt), "relevance": shown}
        for each, where in zip(asked, relevance, strict=True):
            words = _worded(each.lines, places, language)
            yield {"class": "SQ", "type/scale": "0", "name": each.code, "text": words, "relevance": where or "1"}
    yield from _answers(block.lines[0].choices, language)


def _asked(block: Block) -> Iterator[Asked]:
    for name, lines in groupby(block.lines, key=lambda line: line.question.id):
        yield Asked(_code(name), tuple(lines))


def _single(asked: Asked, places: Mapping[str, str], language: str) -> Row:
    line = asked.lines[0]
    help_ = {"help": _said(line.prompt[language])} if line.prompt else {}
    words = _worded(asked.lines, places, language)
    return {
        **_question("L" if line.choices else "N" if line.scale.number else "T", asked.code, words),
        **help_,
        "relevance": _relevance(asked.lines, places) or "1",
        **_limits(line, language),
    }


def _question(kind: str, code: str, text: str) -> Row:
    return {"class": "Q", "type/scale": kind, "name": code, "text": text, "mandatory": "N", "other": "N"}


def _limits(line: Line, language: str) -> Row:
    if amount := line.scale.number:
        whole = bool(amount.step and amount.step.is_integer() and amount.min.is_integer())
        held = {"min_num_value_n": f"{amount.min:g}", "max_num_value_n": f"{amount.max:g}"}
        return {**held, "num_value_int_only": "1" if whole else "0", "suffix": _said((line.unit or {})[language])}
    return {"maximum_chars": str(line.scale.text.max_length)} if line.scale.text else {}


def _answers(choices: Iterable[Choice], language: str) -> Iterator[Row]:
    for choice in choices:
        yield {"class": "A", "type/scale": "0", "name": choice.code, "text": _said(choice.label[language])}


def _worded(lines: tuple[Line, ...], places: Mapping[str, str], language: str) -> str:
    """The words of a question; where roles have their own, an expression that chooses."""
    first, *others = lines
    if not others:
        return _said(first.text[language])
    chosen = f'"{_said(first.text[language])}"'
    for line in reversed(others):
        mine = Condition((ROLE,), line.roles)
        chosen = f'if({_expression(mine, places)}, "{_said(line.text[language])}", {chosen})'
    return f"{{{chosen}}}"


def _relevance(lines: tuple[Line, ...], places: Mapping[str, str]) -> str:
    """Where a question is put, in one of its wordings; nothing where it always is."""
    conditions = [*_of_role(lines), *_of_answers(lines, places)]
    return " and ".join(f"({_expression(condition, places)})" for condition in conditions)


def _of_role(lines: tuple[Line, ...]) -> Iterator[Condition]:
    """What must hold of the role for one of the *lines* to be put."""
    found = [condition for line in lines for condition in line.conditions if condition.names == (ROLE,)]
    if len(found) < len(lines):
        return
    met = [code for condition in found for code in condition.codes if not condition.negated]
    unmet = [code for condition in found for code in condition.codes if condition.negated and code not in met]
    if not any(condition.negated for condition in found):
        yield Condition((ROLE,), tuple(met))
    elif unmet:
        yield Condition((ROLE,), tuple(unmet), negated=True)


def _of_answers(lines: tuple[Line, ...], places: Mapping[str, str]) -> Iterator[Condition]:
    """What must have been answered before, whichever wording each answer was asked in."""
    for _, same in groupby(sorted(_named(lines, places), key=lambda each: each[0]), key=lambda each: each[0]):
        yield next(same)[1]


def _named(lines: tuple[Line, ...], places: Mapping[str, str]) -> Iterator[tuple[str, Condition]]:
    for line in lines:
        for condition in line.conditions:
            if condition.names != (ROLE,):
                yield places[condition.names[0]], condition._replace(names=condition.names[:1])


def _expression(condition: Condition, places: Mapping[str, str]) -> str:
    of_role = condition.names == (ROLE,)
    codes = [_role_code(code) if of_role else code for code in condition.codes]
    any_of = " or ".join(f'{places[name]}.NAOK == "{code}"' for name in condition.names for code in codes)
    return f"!({any_of})" if condition.negated else any_of


def _places(survey: Survey) -> Mapping[str, str]:
    """What an expression calls the answer to each line: one in an array comes after the array's code."""
    found = {ROLE: ROLE}
    for block in survey.blocks:
        for line in block.lines:
            code = _code(line.question.id)
            found[line.name] = f"{_grid(block)}_{code}" if block.is_grid else code
    return found


def _grid(block: Block) -> str:
    return block.name.replace("_", "")


def _code(name: str) -> str:
    return name.replace("-", "")


def _role_code(role: str) -> str:
    return _code(role)[:ROLE_CODE]


def _said(text: str) -> str:
    """The *text* in HTML, without what begins an expression of LimeSurvey or a formula of a spreadsheet."""
    marked = escape(plain(text).translate(LOOKALIKES), quote=False).replace("\n", "<br />")
    return FORMULA.sub(lambda sign: f"&#{ord(sign[0])};", marked)


def _fits(survey: Survey) -> None:
    """Refuses what LimeSurvey would cut, confuse or not take.

    Raises:
        UnfitError: If there is any; the message says what to change.
    """
    for problem in (*_codes_taken(survey), *_roles_taken(survey), *_values_refused(survey)):
        raise UnfitError(problem)


def _codes_taken(survey: Survey) -> Iterator[str]:
    taken = {_grid(block): "a grid" for block in survey.blocks if block.is_grid} | {ROLE: "the role"}
    for name in survey.questions:
        code = _code(name).casefold()
        if code in taken:
            yield f"LimeSurvey knows no hyphens in ids, and '{name}' would be the same as {taken[code]}; rename it"
        if code in RESERVED:
            yield f"LimeSurvey keeps the id '{name}' for itself; rename the question"
        if len(code) > QUESTION_CODE:
            yield f"LimeSurvey has room for {QUESTION_CODE} letters and digits in an id; '{name}' has {len(code)}"
        taken[code] = f"'{name}'"


def _roles_taken(survey: Survey) -> Iterator[str]:
    taken: dict[str, str] = {}
    for role in survey.known_roles:
        code = _role_code(role).casefold()
        if code in taken:
            cut = f"LimeSurvey cuts roles to {ROLE_CODE} letters, and '{taken[code]}' and '{role}' would be the same"
            yield f"{cut}; rename one"
        taken[code] = role


def _values_refused(survey: Survey) -> Iterator[str]:
    for line in survey.lines:
        for choice in line.choices:
            if not ANSWER_CODE.fullmatch(choice.code):
                held = (
                    f"LimeSurvey keeps an answer by five letters or digits, and '{line.question.scale}' has the value"
                )
                yield f"{held} {choice.code}; give its points whole values from 0, and their places by position"
