"""From models of files to JSON Schemas that accept what our readers accept."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from speedbumps.model.scalars import NUMBER

NUMBER_PATTERN = rf"^\s*{NUMBER.pattern}\s*$"
"""Matches a number in quotes, which our reader takes as one."""

WHOLE_PATTERN = r"^\s*\d{1,9}\s*$"

LARGEST_WHOLE = 999_999_999

DIGITS = tuple("1" * length for length in range(1, 17))
"""Numbers of each length, to find out which patterns a number can match."""

FLAGS = ("true", "false")
"""The words that YAML reads as booleans."""

KINDS_OF_VALUES = ("string", "number", "boolean", "array", "object", "null")


def _only(kinds: Sequence[str], description: str) -> JsonSchemaValue:
    """Return the schema of values of *kinds* without naming these: editors would offer null, true and false."""
    return {"description": description, "not": {"type": [kind for kind in KINDS_OF_VALUES if kind not in kinds]}}


NOTHING = _only(["null"], "Nothing, which is the same as leaving the key out.")

UNQUOTED = _only(["number", "boolean"], "Words that look like a number or like true and false.")

UNQUOTED_NUMBER = _only(["number"], "Words that look like a number.")

UNQUOTED_FLAG = _only(["boolean"], "A word that looks like true or false.")


def either(schema: JsonSchemaValue, *others: JsonSchemaValue) -> JsonSchemaValue:
    """Return a schema of what *schema* accepts or one of *others* does."""
    kinds: list[JsonSchemaValue] = []
    for each in (schema, *others):
        more = [either(kind) for kind in each["anyOf"]] if each.keys() == {"anyOf"} else [each]
        kinds += [kind for kind in more if kind not in kinds]
    return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}


class ResultSchema(GenerateJsonSchema):
    """The schemas of what speedbumps writes itself: null stands for a figure that is not there."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - as pydantic calls it
        """Return False: a title made from the key would say nothing more than the key."""
        return False

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return the schema of a group of keys, whose names are checked as well as its values."""
        names = _name_schema(schema.get("keys_schema"))
        values = self.generate_inner(schema["values_schema"]) if "values_schema" in schema else {}
        return {"type": "object", **({"propertyNames": names} if names else {}), "additionalProperties": values}


class SettingsSchema(ResultSchema):
    """The schemas of files of settings, whose format has types and no null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Return the schema of the value without null: people leave a key out instead."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Return the schema of a value with its default if that is a scalar, which an editor can write."""
        made = dict(super().default_schema(schema))
        if isinstance(made.get("default"), list | dict) or made.get("default", "") is None:
            del made["default"]
        return made


class WrittenSchema(SettingsSchema):
    """The schemas of YAML files that people write.

    Our reader keeps each scalar as it is written and the model decides what it is, whereas editors see numbers,
    booleans and null: a title may be 2026, a number may stand in quotes, and null leaves an optional key out.
    """

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Return the schema of words, which may look like a number or a boolean."""
        made = super().str_schema(schema)
        pattern = made.get("pattern")
        if pattern is None:
            return either(made, UNQUOTED, *(() if "minLength" in made else (NOTHING,)))
        others = ((DIGITS, UNQUOTED_NUMBER), (FLAGS, UNQUOTED_FLAG))
        return either(made, *(other for words, other in others if any(re.search(pattern, word) for word in words)))

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        """Return the schema of a number, which may stand in quotes."""
        return {**super().float_schema(schema), "type": ["number", "string"], "pattern": NUMBER_PATTERN}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """Return the schema of a whole number, which may stand in quotes."""
        limits = {"minimum": 0, "maximum": LARGEST_WHOLE}
        return {**limits, **super().int_schema(schema), "type": ["integer", "string"], "pattern": WHOLE_PATTERN}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:  # noqa: ARG002 - as above
        """Return the schema of true or false, which may stand in quotes."""
        return {"type": ["boolean", "string"], "pattern": "^(true|false)$"}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Return the schema of an optional key, at which nothing may be written."""
        made = dict(super().default_schema(schema))
        default = {"default": made.pop("default")} if "default" in made else {}
        return {**_optional(made), **default}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return the schema of a group of keys; one at which nothing is written counts as left out if it has words."""
        made = super().dict_schema(schema)
        if _holds_words(schema.get("values_schema")):
            made["additionalProperties"] = either(made["additionalProperties"], NOTHING)
        return made


def _optional(schema: JsonSchemaValue) -> JsonSchemaValue:
    """Return *schema* for a key at which nothing may be written.

    Editors begin a group or a list on a new line if the schema itself says that it is one, so `properties` and `items`
    stand there even though they allow everything.
    """
    made = either(schema, NOTHING)
    first = made["anyOf"][0]
    if first.get("type") == "array":
        return {**made, "items": {}}
    if first.get("type") == "object" or "$ref" in first:
        return {**made, "properties": {}}
    return made


def _innermost(schema: CoreSchema | None) -> Mapping[str, Any]:
    """Return the core schema within validators and defaults."""
    inner: Mapping[str, Any] = schema or {"type": "any"}
    while isinstance(inner.get("schema"), Mapping):
        inner = inner["schema"]
    return inner


def _name_schema(schema: CoreSchema | None) -> JsonSchemaValue:
    """Return the schema of the names of keys; an empty one if any name will do."""
    inner = _innermost(schema)
    match inner["type"]:
        case "literal":
            return {"enum": list(inner["expected"])}
        case "float":
            return {"pattern": NUMBER_PATTERN}
        case _:
            names = {"pattern": "pattern", "min_length": "minLength", "max_length": "maxLength"}
            return {said: inner[name] for name, said in names.items() if name in inner}


def _holds_words(schema: CoreSchema | None) -> bool:
    """Return whether values of *schema* may be words of any kind."""
    inner = _innermost(schema)
    choices: Sequence[Any] = inner.get("choices", ()) if inner["type"] == "union" else ()
    return inner["type"] == "str" or any(_holds_words(each[0] if isinstance(each, tuple) else each) for each in choices)
