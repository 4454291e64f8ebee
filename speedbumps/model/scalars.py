"""The types of scalars in every file: ids, texts, numbers and flags, as people write them."""

import re
from datetime import date
from itertools import combinations
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    AllowInfNan,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?")
ID_PATTERN = r"^[A-Za-z][A-Za-z0-9-]{0,31}$"

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day, as files and options have it. Python reads other forms too, such as 20261130."""

LONGEST_TEXT = 10_000
"""The most characters of a text."""

Item = TypeVar("Item")

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A name for the computer: a letter, then letters, digits and hyphens, 32 characters at most."""

Name = Annotated[str, StringConstraints(min_length=1)]
"""What names something that consists of several ids, such as time.delay."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
"""Words for people to read."""


class Frozen(BaseModel):
    """A model whose values cannot change, and whose files have no keys beside its fields."""

    # NaN and infinities are written as such and not as null, so that a mistake is noticed. Only names of fields are
    # cached while JSON is read: an audit's texts must not stay in memory.
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants", cache_strings="keys")


class NotEmptyInSchema:
    """Marks a list whose JSON Schema says that it is not empty."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - as pydantic calls it
        """Return the JSON Schema of the list."""
        return {**handler(schema), "minItems": 1}


class EmptyInSchema:
    """Marks a value at which an empty text may stand, as in a form that is not filled in yet."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - as pydantic calls it
        """Return the JSON Schema of the value."""
        others = ["number", "boolean", "array", "object"]
        return {"anyOf": [handler(schema), {"description": "Nothing yet.", "maxLength": 0, "not": {"type": others}}]}


def exactly_one_of(*keys: str) -> dict[str, Any]:
    """Return what the JSON Schema of a group of keys says where something is written at exactly one of *keys*."""
    # Not oneOf, from which an editor would offer each of the keys a second time.
    written = {"type": ["string", "number", "array", "object"], "minLength": 1, "minItems": 1}
    pairs = [{"required": list(pair), "properties": dict.fromkeys(pair, written)} for pair in combinations(keys, 2)]
    return {"anyOf": [{"required": [key]} for key in keys], "not": {"anyOf": pairs}}


def _check_not_empty(items: tuple[Item, ...]) -> tuple[Item, ...]:
    # Not Field(min_length=1): on a tuple that also reports items that are present but invalid.
    if not items:
        raise PydanticCustomError("none_given", "at least one is needed here")
    return items


def _check_number(value: object) -> object:
    if isinstance(value, str) and not NUMBER.fullmatch(value.strip()):
        raise PydanticCustomError("not_a_number", "this must be a number, such as 5 or 0.5")
    return value


def _check_whole(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{1,9}", value.strip()):
        raise PydanticCustomError("not_whole", "this must be a whole number, such as 5")
    return value


def _parse_flag(value: object) -> object:
    match value:
        case "true" | True:
            return True
        case "false" | False:
            return False
        case _:
            raise PydanticCustomError("not_a_flag", "write true or false")


Number = Annotated[float, AllowInfNan(allow_inf_nan=False), BeforeValidator(_check_number)]
"""A finite number."""

Whole = Annotated[int, BeforeValidator(_check_whole)]
"""A whole number, 0 or more."""

Flag = Annotated[bool, BeforeValidator(_parse_flag)]
"""true or false, and no other word for them."""

Some = Annotated[tuple[Item, ...], AfterValidator(_check_not_empty), NotEmptyInSchema()]
"""A list that is not empty."""


def parse_day(text: str) -> date | None:
    """Return the day that *text* writes as 2026-11-30; None if it writes none, or one that no calendar has."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
