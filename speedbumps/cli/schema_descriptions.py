"""From the docstrings of model fields to the descriptions in their schemas."""

from collections.abc import Iterator
from typing import Any

from speedbumps.model.field_notes import field_notes
from speedbumps.model.scalars import Frozen


def add_descriptions(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON *schema* of a model, adding the docstring of each field as its description."""
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
    notes = field_notes(model)
    for name, field in model.model_fields.items():
        key = field.alias or name
        if name in notes and key in properties:
            properties[key].setdefault("description", notes[name])
