"""The form that Kobo's and ODK's own code is given, as an XLSForm, and what the twelve people of plain.csv fill in.

python -m exports.real.kobo_form writes it as JSON, for odk.mjs.
"""

import json
import sys
from collections.abc import Iterator
from typing import Literal
from xml.etree import ElementTree as ET

from exports.make import IDS, INSTRUMENT, QUESTIONS, ROLES, ROWS, prompt, words
from pyxform.xls2xform import convert

from speedbumps.model.queries import scale_of

Row = dict[str, str]
Grid = Literal["", "header", "table-list"]
"""How questions stand: each by itself; under a row with the answers, as Kobo's ratings; in a table of XLSForm's own."""

GRIDS: tuple[Grid, ...] = ("", "header", "table-list")
FORM, VERSION = "speedbumps", "2026110100"
GROUPS = {"T": "Time", "R": "Resources", "P": "Politics", "S": "People", "N": "Numbers", "O": "Own words"}
REJECTED = {"role": "teacher", "T01": "0", "T02": "0", "O1": "This was a test."}
"""What somebody sent as a trial, and the school put aside."""


def xlsform(grid: Grid = "") -> dict[str, list[Row]]:
    """The sheets of the form."""
    survey = [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        *([{"type": "note", "name": "welcome", "label": INSTRUMENT.questionnaire.title}] if grid else []),
        {"type": "begin_group", "name": "about", "label": "About you"},
        {"type": "select_one roles", "name": "role", "label": "Role"},
        {"type": "end_group"},
        *(row for letter in GROUPS for row in _group(letter, grid)),
    ]
    settings = {"form_title": INSTRUMENT.questionnaire.title, "form_id": FORM, "version": VERSION}
    return {"survey": survey, "choices": list(_choices()), "settings": [settings]}


def path_of(name: str) -> str:
    """The question's name after those of its groups."""
    return "about/role" if name == "role" else f"{_about(name)}/{_about(name)}_{_list(name)}/{name}"


def _about(name: str) -> str:
    return GROUPS[name[0]].lower().replace(" ", "_")


def _list(name: str) -> str:
    return QUESTIONS[name].scale.replace("-", "_")


def _group(letter: str, grid: Grid) -> Iterator[Row]:
    """A group of questions, and within it one for each of the scales."""
    yield {"type": "begin_group", "name": _about(letter), "label": GROUPS[letter]}
    ids = [name for name in IDS if name[0] == letter]
    for scale in dict.fromkeys(map(_list, ids)):
        yield from _of_scale([name for name in ids if _list(name) == scale], grid)
    yield {"type": "end_group"}


def _of_scale(ids: list[str], grid: Grid) -> Iterator[Row]:
    first, group = ids[0], f"{_about(ids[0])}_{_list(ids[0])}"
    gridded = grid if _type(first).startswith("select") else ""
    look = "table-list" if gridded == "table-list" else "field-list"
    yield {"type": "begin_group", "name": group, "label": prompt(first), "appearance": look}
    if gridded == "header":
        yield {"type": _type(first), "name": f"{group}_header", "label": prompt(first), "appearance": "label"}
    for name in ids:
        row = {"type": _type(name), "name": name, "label": words(name)}
        yield row | ({"appearance": "list-nolabel"} if gridded == "header" else {})
    yield {"type": "end_group"}


def _type(name: str) -> str:
    scale = scale_of(INSTRUMENT.questionnaire, QUESTIONS[name])
    if scale.points:
        return f"select_one {_list(name)}"
    return "decimal" if scale.number else "text"


def _choices() -> Iterator[Row]:
    for role in ROLES:
        if role:
            yield {"list_name": "roles", "name": role, "label": ROLES[role].strip("{}").capitalize()}
    non_answers = INSTRUMENT.questionnaire.non_answers
    for scale in dict.fromkeys(QUESTIONS[name].scale for name in IDS):
        points = {f"{point.value:g}": point.label for point in INSTRUMENT.questionnaire.scales[scale].points}
        for value, label in {**points, **non_answers.model_dump()}.items() if points else ():
            yield {"list_name": scale.replace("-", "_"), "name": value, "label": label}


def xform(grid: Grid = "") -> str:
    """The XForm that pyxform makes of the XLSForm."""
    return str(convert(xlsform=xlsform(grid), form_name=FORM).xform)


def instance(form: str, number: int, row: Row) -> str:
    """What the app of ODK sends for a person: every node of the form, empty where nothing was answered."""
    root = ET.fromstring(form).find(f".//{{*}}instance/{{*}}{FORM}")  # noqa: S314 - pyxform made it
    if root is None:
        raise LookupError(FORM)
    said = row | {"start": when(number, 32), "end": when(number, 39), "instanceID": f"uuid:{uuid(number)}"}
    for node in root.iter():
        node.text = said.get(node.tag.rpartition("}")[2]) or None
    return ET.tostring(root, encoding="unicode")


def when(number: int, minute: int) -> str:
    return f"2026-11-{10 + number}T16:{minute}:54.123+00:00"


def uuid(number: int) -> str:
    return f"c0ffee{number:02}-0000-4000-8000-{number:012}"


if __name__ == "__main__":
    forms = [xform(grid) for grid in GRIDS]
    newest_first = [*enumerate([REJECTED, *reversed(ROWS)])][::-1]  # as Central writes them
    sent = [[instance(form, *each) for each in newest_first] for form in forms]
    made = {grid or "plain": {"form": form, "sent": xml} for grid, form, xml in zip(GRIDS, forms, sent, strict=True)}
    json.dump(made, sys.stdout)
