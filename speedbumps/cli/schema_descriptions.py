"""From the docstrings of model fields to the descriptions in their schemas."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from speedbumps.model.scalars import Frozen


def add_descriptions(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON *schema* of a model, adding the docstring of each field as its description.

    pydantic can read docstrings itself, but does so for every model whenever a command starts.
    """
    models = {model.__name__: model for model in _frozen_models(Frozen)}
    for part in (schema, *schema.get("$defs", {}).values()):
        model = models.get(part.get("title", ""))
        if model is not None and "properties" in part:
            _add_property_descriptions(part["properties"], model)
    return schema


def _frozen_models(top: type[Frozen]) -> Iterator[type[Frozen]]:
    for model in top.__subclasses__():
        yield model
        yield from _frozen_models(model)


def _add_property_descriptions(properties: dict[str, Any], model: type[Frozen]) -> None:
    notes = _field_notes(model)
    for name, field in model.model_fields.items():
        key = field.alias or name
        if name in notes and key in properties:
            properties[key].setdefault("description", notes[name])


def _field_notes(model: type[Frozen]) -> dict[str, str]:
    """Return the docstring of each field of *model*, including inherited fields."""
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
