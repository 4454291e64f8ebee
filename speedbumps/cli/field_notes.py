"""From the notes below the fields of our models to the descriptions in their schemas."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from speedbumps.model.scalars import Frozen


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """The JSON *schema* of a model, in which every key carries the note of its field.

    pydantic can read notes itself, but does so for every model of every command as it starts.
    """
    models = {model.__name__: model for model in _models(Frozen)}
    for part in (schema, *schema.get("$defs", {}).values()):
        model = models.get(part.get("title", ""))
        if model is not None and "properties" in part:
            _describe(part["properties"], model)
    return schema


def _models(top: type[Frozen]) -> Iterator[type[Frozen]]:
    for model in top.__subclasses__():
        yield model
        yield from _models(model)


def _describe(properties: dict[str, Any], model: type[Frozen]) -> None:
    said = _notes(model)
    for name, field in model.model_fields.items():
        key = field.alias or name
        if name in said and key in properties:
            properties[key].setdefault("description", said[name])


def _notes(model: type[Frozen]) -> dict[str, str]:
    """The note of each field of *model*, those that it inherits too."""
    return {name: note for each in reversed(model.__mro__) if each is not object for name, note in _own_notes(each)}


def _own_notes(model: type) -> Iterator[tuple[str, str]]:
    if not issubclass(model, Frozen):
        return
    (body,) = ast.parse(inspect.getsource(model)).body
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for field, note in pairwise(statements):
        match field, note:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
