"""Show the shape that is meant where a file has a mapping for a list, a list for a mapping, or words for groups."""

import json
import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.yaml_source import Tree
from speedbumps.model.scalars import NUMBER
from speedbumps.questionnaires.file_kinds import file_fields, holds_text, models_at

PLAIN = re.compile(r"[^\W_][\w.@/ -]*")
"""Matches a text that needs no quotes within brackets."""

LONGEST_ID = 32

OPEN = "..."
"""What stands for something that the author has to add."""


def meant_list(model: type[BaseModel], route: Route, written: object) -> str | None:
    """Return what to write at *route*, where a list of groups of keys belongs and something else is *written*.

    None if no such list belongs there, or the shape is not clear.
    """
    items = models_at(model, (*route, 0))
    if not items:
        return None
    match written:
        case dict() if written:
            key, value = next(iter(written.items()))
            first = _item_of_pair(items[0], str(key), value)
        case [str() as word, *_]:
            first = _item_of_word(items[0], word, 0)
        case str() if written.strip():
            first = _item_of_word(items[0], written, 0)
        case _:
            return None
    return f"this must be a list with a group of keys for each thing in it; the first: - {_flow(first)}"


def meant_group(model: type[BaseModel], route: Route, written: object) -> str | None:
    """Return what to write for an item of a list at *route* that is *written* as a word; None if that is not clear."""
    items = models_at(model, route)
    if not items or not isinstance(written, str) or not isinstance(route[-1], int):
        return None
    return f"this must be a group of keys: {_flow(_item_of_word(items[0], written, route[-1]))}"


def meant_mapping(written: object) -> str | None:
    """Return what to write where things belong under their names and a list is *written*; None if it is not clear."""
    match written:
        case [dict() as first, *_] if isinstance(first.get("id"), str):
            key, below = first["id"], {name: value for name, value in first.items() if name != "id"}
            value = _flow(below) if below else OPEN
        case [dict() as first, *_] if len(first) == 1:
            (key,) = first
            value = _scalar(first[key])
        case [str() as key, *_]:
            value = OPEN
        case _:
            return None
    return f"this must be a group of keys, without the dashes of a list; the first: {_scalar(key)}: {value}"


def _item_of_pair(model: type[BaseModel], key: str, value: object) -> Mapping[str, object]:
    """Return the item that is meant by a *key* and what stands below it."""
    needed = _needed(model)
    if isinstance(value, dict):
        return {needed[0]: key, **{name: each for name, each in value.items() if name != needed[0]}}
    if not isinstance(value, str) or len(needed) == 1:
        return {**dict.fromkeys(needed, OPEN), needed[0]: key}
    first, second = needed[:2]
    # A number counts wherever it stands: 0: Never and Never: 0 mean the same point.
    if holds_text(model, (second,)) and NUMBER.fullmatch(value) and not NUMBER.fullmatch(key):
        key, value = value, key
    return {**dict.fromkeys(needed, OPEN), first: key, second: value}


def _item_of_word(model: type[BaseModel], word: str, place: int) -> Mapping[str, object]:
    """Return the item that is meant by a *word* alone, at *place* of its list."""
    needed = _needed(model)
    title = next((name for name in needed if holds_text(model, (name,))), None)
    named = {"id": _id_of(word, place), "value": str(place)}
    return {name: word if name == title else named.get(name, OPEN) for name in needed}


def _needed(model: type[BaseModel]) -> list[str]:
    fields = file_fields(model)
    return [name for name, field in fields.items() if field.is_required()] or list(fields)[:1]


def _id_of(word: str, place: int) -> str:
    """Return an id made of *word*."""
    plain = re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-")[:LONGEST_ID].rstrip("-")
    return plain if plain[:1].isalpha() else f"item-{place + 1}"


def _flow(item: Mapping[str, object]) -> str:
    return "{" + ", ".join(_key_values(item)) + "}"


def _key_values(item: Mapping[str, object]) -> Iterator[str]:
    return (f"{_scalar(key)}: {_scalar(value)}" for key, value in item.items())


def _scalar(value: "Tree | object") -> str:
    """Return *value* as it is written within brackets; of a collection, only that there is one."""
    if not isinstance(value, str):
        return OPEN
    return value if value == OPEN or PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
