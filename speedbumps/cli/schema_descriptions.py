"""From the docstrings of model fields to the descriptions in their schemas, and the order of the keys there."""

from collections.abc import Iterator
from typing import Any

from speedbumps.model.field_notes import field_notes
from speedbumps.model.scalars import Frozen


def describe_keys(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON *schema* of a model, in which each key has the docstring of its field as its description.

    Needed keys come first, since editors offer keys in this order. Titles are left out: they are names of our classes.
    """
    models = {model.__name__: model for model in _frozen_models(Frozen)}
    parts = {name: _describe_part(part, models) for name, part in schema.get("$defs", {}).items()}
    return {**_describe_part(schema, models), **({"$defs": parts} if parts else {})}


def _frozen_models(top: type[Frozen]) -> Iterator[type[Frozen]]:
    for model in top.__subclasses__():
        yield model
        yield from _frozen_models(model)


def _describe_part(part: dict[str, Any], models: dict[str, type[Frozen]]) -> dict[str, Any]:
    model = models.get(part.get("title", ""))
    rest = {key: value for key, value in part.items() if key not in ("title", "$defs")}
    if model is None or "properties" not in part:
        return rest
    notes = field_notes(model)
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    needed = part.get("required", [])
    ordered = sorted(part["properties"].items(), key=lambda pair: pair[0] not in needed)
    return {**rest, "properties": {key: {**value, **_description(notes.get(names[key]))} for key, value in ordered}}


def _description(note: str | None) -> dict[str, str]:
    return {} if note is None else {"description": note}
