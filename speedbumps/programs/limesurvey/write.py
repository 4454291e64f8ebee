"""From a survey to LimeSurvey's tab-separated file: question ids without hyphens as codes, values as answer codes.

LimeSurvey chooses the wording for a role by an expression in the question, so that each question has one column in an
export.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import NamedTuple

from speedbumps.model.queries import NON_ANSWERS
from speedbumps.programs.capabilities import UnfitError
from speedbumps.programs.survey import ROLE, Choice, Condition, QuestionBlock, QuestionWording, Survey
from speedbumps.text import CODE_LENGTH, compact_id, strip_controls

HEADING = (
    *("class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other", "default"),
    *("min_num_value_n", "max_num_value_n", "num_value_int_only", "suffix", "maximum_chars"),
    *("max_answers", "exclude_all_others"),
)

SETTINGS = {
    "format": "G",
    "anonymized": "Y",
    **dict.fromkeys(("datestamp", "ipaddr", "refurl", "savetimings", "listpublic", "showgroupinfo"), "N"),
    **dict.fromkeys(("showwelcome", "allowprev", "showprogress"), "Y"),
    "showgroupinfo": "N",
    "showqnumcode": "X",
}
"""One page for each group, no data about people, and a welcome page."""

ROLE_CODE, ANSWER_CODE, QUESTION_CODE = 5, re.compile(r"[A-Za-z0-9]{1,5}"), 20
"""The longest code of a role, the pattern of answer codes, and the longest code of a question."""

RESERVED = frozenset({"lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this", "time"})
"""Codes that LimeSurvey reserves, in lower case."""

LOOKALIKES = str.maketrans({"{": "｛", "}": "｝", '"': "”", "'": "’", "\\": "＼", "\t": " "})
"""Characters that would begin, end or break an expression, and lookalikes that readers of exports accept."""

FORMULA = re.compile(r"^[=+\-@]")
"""The characters with which a formula begins in a spreadsheet."""

Row = Mapping[str, str]


class MergedQuestion(NamedTuple):
    """A question with all of its wordings, which LimeSurvey asks as one question."""

    code: str
    wordings: tuple[QuestionWording, ...]


def limesurvey_file(survey: Survey) -> str:
    """Return the file of *survey*, its rows in the order in which LimeSurvey reads them.

    Raises:
        UnfitError: If LimeSurvey has no room for the id of a question or a role, or for a value.
    """
    _check_codes(survey)
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADING, restval="", delimiter="\t", lineterminator="\n")
    rows.writeheader()
    rows.writerows(_setting_rows(survey))
    for language in survey.languages:
        rows.writerows({"language": language, **row} for row in _group_rows(survey, language))
    return "\ufeff" + text.getvalue()


def _setting_rows(survey: Survey) -> Iterator[Row]:
    first, *others = survey.languages
    for name, text in {"language": first, "additional_languages": " ".join(others), **SETTINGS}.items():
        yield {"class": "S", "name": name, "text": text}
    for language in survey.languages:
        opening = "".join(f"<p>{_html_text(text[language])}</p>" for text in survey.opening)
        closing = f"<p>{_html_text(survey.closing[language])}</p>" if survey.closing else ""
        told = {"title": _html_text(survey.title[language]), "welcometext": opening, "endtext": closing}
        for name, text in told.items():
            yield {"class": "SL", "name": f"surveyls_{name}", "text": text, "language": language}


def _group_rows(survey: Survey, language: str) -> Iterator[Row]:
    """Yield the rows of all questions in one language: a group for each page, and one for the role."""
    places = _expression_names(survey)
    if survey.roles:
        yield {"class": "G", "type/scale": "1", "name": _html_text(survey.asks_role[language])}
        yield from _role_rows(survey, language)
    for number, page in enumerate(survey.pages, start=2):
        yield {"class": "G", "type/scale": str(number), "name": _html_text(page.title[language])}
        for block in page.blocks:
            yield from _block_rows(block, places, language)


def _role_rows(survey: Survey, language: str) -> Iterator[Row]:
    only = {"default": _role_code(survey.roles[0].code)} if len(survey.roles) == 1 else {}
    yield {**_basic_question_row("L", ROLE, _html_text(survey.asks_role[language])), **only}
    for role in survey.roles:
        yield {"class": "A", "type/scale": "0", "name": _role_code(role.code), "text": _html_text(role.label[language])}


def _block_rows(block: QuestionBlock, places: Mapping[str, str], language: str) -> Iterator[Row]:
    """Yield the rows of an array, or of a single question."""
    asked = tuple(_merge_wordings(block))
    if not block.is_grid:
        yield _single_question_row(asked[0], places, language)
    else:
        relevance = [_relevance_expression(each.wordings, places) for each in asked]
        shown = " or ".join(f"({each})" for each in relevance) if all(relevance) else "1"
        prompt = _html_text((block.wordings[0].prompt or block.wordings[0].part)[language])
        yield {**_basic_question_row("F", _array_code(block), prompt), "relevance": shown}
        for each, where in zip(asked, relevance, strict=True):
            words = _question_html(each.wordings, places, language)
            yield {"class": "SQ", "type/scale": "0", "name": each.code, "text": words, "relevance": where or "1"}
    first = block.wordings[0]
    yield from (_option_rows if first.scale.choice else _answer_rows)(first.choices, language)


def _merge_wordings(block: QuestionBlock) -> Iterator[MergedQuestion]:
    for name, wordings in groupby(block.wordings, key=lambda wording: wording.question.id):
        yield MergedQuestion(_question_code(name), tuple(wordings))


def _single_question_row(asked: MergedQuestion, places: Mapping[str, str], language: str) -> Row:
    wording = asked.wordings[0]
    help_ = {"help": _html_text(wording.prompt[language])} if wording.prompt else {}
    words = _question_html(asked.wordings, places, language)
    return {
        **_basic_question_row(_question_type(wording), asked.code, words),
        **help_,
        "relevance": _relevance_expression(asked.wordings, places) or "1",
        **_limit_cells(wording, language),
    }


def _question_type(wording: QuestionWording) -> str:
    """Return LimeSurvey's letter for the kind of question: a choice is a multiple choice, also where it is of one."""
    if wording.scale.choice:
        return "M"
    return "L" if wording.choices else "N" if wording.scale.number else "T"


def _basic_question_row(kind: str, code: str, text: str) -> Row:
    return {"class": "Q", "type/scale": kind, "name": code, "text": text, "mandatory": "N", "other": "N"}


def _limit_cells(wording: QuestionWording, language: str) -> Row:
    if amount := wording.scale.number:
        whole = bool(amount.step and amount.step.is_integer() and amount.min.is_integer())
        held = {"min_num_value_n": f"{amount.min:g}", "max_num_value_n": f"{amount.max:g}"}
        return {
            **held,
            "num_value_int_only": "1" if whole else "0",
            "suffix": _html_text((wording.unit or {})[language]),
        }
    if wording.scale.choice:
        return {"max_answers": str(wording.most), "exclude_all_others": ";".join(NON_ANSWERS)}
    return {"maximum_chars": str(wording.scale.text.max_length)} if wording.scale.text else {}


def _answer_rows(choices: Iterable[Choice], language: str) -> Iterator[Row]:
    for choice in choices:
        yield {"class": "A", "type/scale": "0", "name": choice.code, "text": _html_text(choice.label[language])}


def _option_rows(choices: Iterable[Choice], language: str) -> Iterator[Row]:
    for choice in choices:
        code, text = compact_id(choice.code), _html_text(choice.label[language])
        yield {"class": "SQ", "type/scale": "0", "name": code, "text": text, "relevance": "1"}


def _question_html(wordings: tuple[QuestionWording, ...], places: Mapping[str, str], language: str) -> str:
    """Return the text of a question; if roles have their own wordings, an expression that chooses one."""
    first, *others = wordings
    if not others:
        return _html_text(first.text[language])
    chosen = f'"{_html_text(first.text[language])}"'
    for wording in reversed(others):
        mine = Condition((ROLE,), wording.roles)
        chosen = f'if({_limesurvey_condition(mine, places)}, "{_html_text(wording.text[language])}", {chosen})'
    return f"{{{chosen}}}"


def _relevance_expression(wordings: tuple[QuestionWording, ...], places: Mapping[str, str]) -> str:
    """Return the expression for when a question is asked in any of its wordings; "" if it always is."""
    conditions = [*_role_conditions(wordings), *_answer_conditions(wordings, places)]
    return " and ".join(f"({_limesurvey_condition(condition, places)})" for condition in conditions)


def _role_conditions(wordings: tuple[QuestionWording, ...]) -> Iterator[Condition]:
    """Yield the condition on the role under which one of *wordings* is asked, if there is one."""
    found = [condition for wording in wordings for condition in wording.conditions if condition.names == (ROLE,)]
    if len(found) < len(wordings):
        return
    met = [code for condition in found for code in condition.codes if not condition.negated]
    unmet = [code for condition in found for code in condition.codes if condition.negated and code not in met]
    if not any(condition.negated for condition in found):
        yield Condition((ROLE,), tuple(met))
    elif unmet:
        yield Condition((ROLE,), tuple(unmet), negated=True)


def _answer_conditions(wordings: tuple[QuestionWording, ...], places: Mapping[str, str]) -> Iterator[Condition]:
    """Yield the conditions on earlier answers, one for each earlier question whatever its wording."""
    for _, same in groupby(
        sorted(_conditions_by_place(wordings, places), key=lambda each: each[0]), key=lambda each: each[0]
    ):
        yield next(same)[1]


def _conditions_by_place(
    wordings: tuple[QuestionWording, ...], places: Mapping[str, str]
) -> Iterator[tuple[str, Condition]]:
    for wording in wordings:
        for condition in wording.conditions:
            if condition.names != (ROLE,):
                yield places[condition.names[0]], condition._replace(names=condition.names[:1])


def _limesurvey_condition(condition: Condition, places: Mapping[str, str]) -> str:
    if condition.most is not None:
        names = [f"{places[name]}_{compact_id(code)}" for name in condition.names for code in condition.codes]
        return " or ".join(f'{name}.NAOK == "Y"' for name in names)
    of_role = condition.names == (ROLE,)
    codes = [_role_code(code) if of_role else code for code in condition.codes]
    any_of = " or ".join(f'{places[name]}.NAOK == "{code}"' for name in condition.names for code in codes)
    return f"!({any_of})" if condition.negated else any_of


def _expression_names(survey: Survey) -> Mapping[str, str]:
    """Return the name of each wording's answer in expressions; in an array, it begins with the array's code."""
    found = {ROLE: ROLE}
    for block in survey.all_blocks:
        for wording in block.wordings:
            code = _question_code(wording.question.id)
            found[wording.name] = f"{_array_code(block)}_{code}" if block.is_grid else code
    return found


def _array_code(block: QuestionBlock) -> str:
    return block.name.replace("_", "")


def _question_code(name: str) -> str:
    return name.replace("-", "")


def _role_code(role: str) -> str:
    return _question_code(role)[:ROLE_CODE]


def _html_text(text: str) -> str:
    """Return *text* as HTML, without anything that begins an expression of LimeSurvey or a formula."""
    marked = escape(strip_controls(text).translate(LOOKALIKES), quote=False).replace("\n", "<br />")
    return FORMULA.sub(lambda sign: f"&#{ord(sign[0])};", marked)


def _check_codes(survey: Survey) -> None:
    """Check that LimeSurvey accepts every code, and cuts or confuses none.

    Raises:
        UnfitError: If it does not; the message says what to change.
    """
    for problem in (*_code_problems(survey), *_role_problems(survey), *_value_problems(survey)):
        raise UnfitError(problem)


def _code_problems(survey: Survey) -> Iterator[str]:
    taken = {_array_code(block): "a grid" for block in survey.all_blocks if block.is_grid} | {ROLE: "the role"}
    for name in survey.question_ids:
        code = _question_code(name).casefold()
        if code in taken:
            yield f"LimeSurvey knows no hyphens in ids, and '{name}' would be the same as {taken[code]}; rename it"
        if code in RESERVED:
            yield f"LimeSurvey keeps the id '{name}' for itself; rename the question"
        if len(code) > QUESTION_CODE:
            yield f"LimeSurvey has room for {QUESTION_CODE} letters and digits in an id; '{name}' has {len(code)}"
        taken[code] = f"'{name}'"


def _role_problems(survey: Survey) -> Iterator[str]:
    taken: dict[str, str] = {}
    for role in survey.known_roles:
        code = _role_code(role).casefold()
        if code in taken:
            cut = f"LimeSurvey cuts roles to {ROLE_CODE} letters, and '{taken[code]}' and '{role}' would be the same"
            yield f"{cut}; rename one"
        taken[code] = role


def _value_problems(survey: Survey) -> Iterator[str]:
    for wording in survey.wordings:
        if wording.scale.choice:
            yield from _option_problems(wording)
            continue
        for choice in wording.choices:
            if not ANSWER_CODE.fullmatch(choice.code):
                scale = wording.question.scale
                held = f"LimeSurvey keeps an answer by five letters or digits, and '{scale}' has the value"
                yield f"{held} {choice.code}; give its points whole values from 0, and their places by position"


def _option_problems(wording: QuestionWording) -> Iterator[str]:
    taken: dict[str, str] = {}
    for choice in wording.choices:
        code = compact_id(choice.code).casefold()
        if code in taken:
            held = f"LimeSurvey has room for {CODE_LENGTH} letters and digits in the id of an option"
            yield f"{held}, and '{taken[code]}' and '{choice.code}' would be the same; rename one"
        taken[code] = choice.code
