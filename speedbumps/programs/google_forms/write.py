"""From a survey to an Apps Script that builds a Google Form: roles with different questions get their own pages."""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speedbumps.model.questionnaire import UNSTATED
from speedbumps.programs.survey import QuestionBlock, QuestionWording, Survey, Texts, default_text
from speedbumps.resources import shipped_folder

SCRIPT = "google-forms.gs"

BRACKETS = str.maketrans({"[": "［", "]": "］"})
"""Google puts the rows of a grid into brackets, so brackets in texts become lookalikes, which readers accept."""

HIDDEN = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Characters that could end a script or a line of it, and their JSON escapes."""

Json = Mapping[str, object]


class FormPath(NamedTuple):
    """A path through the form: its pages, and the roles that see them."""

    roles: tuple[str, ...]
    pages: tuple[Json, ...]


def google_forms_script(survey: Survey) -> str:
    """Return the script, with the data of the form appended."""
    paths = tuple(_form_paths(survey))
    opening = "\n\n".join(default_text(text) for text in survey.opening)
    form: dict[str, object] = {
        "title": default_text(survey.title),
        "description": opening,
        "confirmation": default_text(survey.closing) if survey.closing else "",
        "role": _role_question(survey, paths),
        "paths": [path.pages for path in paths],
    }
    written = json.dumps(form, ensure_ascii=False, indent=1)
    for sign, hidden in HIDDEN.items():
        written = written.replace(sign, hidden)
    return (shipped_folder("templates") / SCRIPT).read_text("utf-8") + f"const FORM = {written};\n"


def _form_paths(survey: Survey) -> Iterator[FormPath]:
    """Yield the paths through the form; people who state no role take the first one."""
    people = [UNSTATED, *(role.code for role in survey.roles)] if len(survey.roles) > 1 else [None]
    shared: dict[tuple[str, ...], list[str | None]] = {}
    for role in people:
        met = tuple(wording.name for wording in survey.wordings if role is None or role in wording.roles)
        shared.setdefault(met, []).append(role)
    for met, roles in shared.items():
        yield FormPath(tuple(role for role in roles if role), tuple(_path_pages(survey, frozenset(met))))


def _path_pages(survey: Survey, met: frozenset[str]) -> Iterator[Json]:
    for page in survey.pages:
        blocks = [
            QuestionBlock(block.name, tuple(wording for wording in block.wordings if wording.name in met))
            for block in page.blocks
        ]
        items = [item for block in blocks if block.wordings for item in _block_items(block)]
        if items:
            yield {"title": default_text(page.title), "items": items}


def _role_question(survey: Survey, paths: tuple[FormPath, ...]) -> Json | None:
    if not survey.roles:
        return None
    path_of_role = {role: number for number, path in enumerate(paths) for role in path.roles}
    choices = [{"label": _single_line(role.label), "path": path_of_role.get(role.code, 0)} for role in survey.roles]
    return {"title": _single_line(survey.asks_role), "choices": choices}


def _block_items(block: QuestionBlock) -> Iterator[Json]:
    first = block.wordings[0]
    if block.is_grid:
        answers = [_single_line(choice.label) for choice in first.choices]
        rows = [_title_with_id(wording) for wording in block.wordings]
        yield {"kind": "grid", "title": _single_line(first.prompt or first.part), "rows": rows, "columns": answers}
    else:
        yield from map(_question_item, block.wordings)


def _question_item(wording: QuestionWording) -> Json:
    about = {"title": _title_with_id(wording), "help": _single_line(wording.prompt or wording.unit or {"": ""})}
    if wording.choices:
        answers = [_single_line(choice.label) for choice in wording.choices]
        if wording.most > 1:
            return {"kind": "several", **about, "answers": answers, "most": wording.most}
        return {"kind": "choice", **about, "answers": answers}
    if amount := wording.scale.number:
        return {"kind": "amount", **about, "least": amount.min, "most": amount.max}
    return {"kind": "words", **about, "longest": wording.scale.text.max_length if wording.scale.text else 0}


def _title_with_id(wording: QuestionWording) -> str:
    """Return the text of a question after its id, by which its answers are recognised if the text is changed."""
    return f"{wording.question.id}. {_single_line(wording.text)}"


def _single_line(texts: Texts) -> str:
    """Return the text on one line, without brackets, which Google uses for the rows of grids."""
    return " ".join(default_text(texts).split()).translate(BRACKETS)
