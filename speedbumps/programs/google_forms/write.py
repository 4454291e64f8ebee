"""From a survey to an Apps Script that builds a Google Form: pages of its own for each role that is asked otherwise."""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speedbumps.model.questionnaire import UNSTATED
from speedbumps.programs.survey import Block, Line, Survey, Texts
from speedbumps.resources import shipped

SCRIPT = "google-forms.gs"

BRACKETS = str.maketrans({"[": "［", "]": "］"})
"""Google puts the rows of a grid into brackets; readers take these for the same."""

HIDDEN = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end a script or a line of it, as JSON can also write it."""

Json = Mapping[str, object]


class Way(NamedTuple):
    """The pages that the same roles meet."""

    roles: tuple[str, ...]
    pages: tuple[Json, ...]


def in_google_forms(survey: Survey) -> str:
    """The script, with the form that it builds behind it."""
    paths = tuple(_paths(survey))
    opening = "\n\n".join(_first(text) for text in survey.opening)
    form: dict[str, object] = {
        "title": _first(survey.title),
        "description": opening,
        "confirmation": _first(survey.closing) if survey.closing else "",
        "role": _role(survey, paths),
        "paths": [path.pages for path in paths],
    }
    written = json.dumps(form, ensure_ascii=False, indent=1)
    for sign, hidden in HIDDEN.items():
        written = written.replace(sign, hidden)
    return (shipped("templates") / SCRIPT).read_text("utf-8") + f"const FORM = {written};\n"


def _paths(survey: Survey) -> Iterator[Way]:
    """The ways through the form; whoever states no role goes on to the first one."""
    people = [UNSTATED, *(role.code for role in survey.roles)] if len(survey.roles) > 1 else [None]
    shared: dict[tuple[str, ...], list[str | None]] = {}
    for role in people:
        met = tuple(line.name for line in survey.lines if role is None or role in line.roles)
        shared.setdefault(met, []).append(role)
    for met, roles in shared.items():
        yield Way(tuple(role for role in roles if role), tuple(_pages(survey, frozenset(met))))


def _pages(survey: Survey, met: frozenset[str]) -> Iterator[Json]:
    for page in survey.pages:
        blocks = [Block(block.name, tuple(line for line in block.lines if line.name in met)) for block in page.blocks]
        items = [item for block in blocks if block.lines for item in _items(block)]
        if items:
            yield {"title": _first(page.title), "items": items}


def _role(survey: Survey, paths: tuple[Way, ...]) -> Json | None:
    if not survey.roles:
        return None
    way = {role: number for number, path in enumerate(paths) for role in path.roles}
    choices = [{"label": _line(role.label), "path": way.get(role.code, 0)} for role in survey.roles]
    return {"title": _line(survey.asks_role), "choices": choices}


def _items(block: Block) -> Iterator[Json]:
    first = block.lines[0]
    if block.is_grid:
        answers = [_line(choice.label) for choice in first.choices]
        rows = [_asked(line) for line in block.lines]
        yield {"kind": "grid", "title": _line(first.prompt or first.part), "rows": rows, "columns": answers}
    else:
        yield from map(_item, block.lines)


def _item(line: Line) -> Json:
    about = {"title": _asked(line), "help": _line(line.prompt or line.unit or {"": ""})}
    if line.choices:
        return {"kind": "choice", **about, "answers": [_line(choice.label) for choice in line.choices]}
    if amount := line.scale.number:
        return {"kind": "amount", **about, "least": amount.min, "most": amount.max}
    return {"kind": "words", **about, "longest": line.scale.text.max_length if line.scale.text else 0}


def _asked(line: Line) -> str:
    """The words of a question behind its id, by which its answers come home whatever becomes of the words."""
    return f"{line.question.id}. {_line(line.text)}"


def _line(texts: Texts) -> str:
    """A text on one line, without brackets that could be taken for those of a grid."""
    return " ".join(_first(texts).split()).translate(BRACKETS)


def _first(texts: Texts) -> str:
    return next(iter(texts.values()))
