"""The types of scalars in every file: ids, texts, numbers and flags, as people write them."""

import re
from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AllowInfNan, BaseModel, BeforeValidator, ConfigDict, StringConstraints
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

Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
"""Words for people to read."""


class Frozen(BaseModel):
    """A model whose values cannot change, and whose files have no keys beside its fields."""

    # NaN and infinities are written as such and not as null, so that a mistake is noticed. Only names of fields are
    # cached while JSON is read: an audit's texts must not stay in memory.
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants", cache_strings="keys")


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

Some = Annotated[tuple[Item, ...], AfterValidator(_check_not_empty)]
"""A list that is not empty."""


def parse_day(text: str) -> date | None:
    """Return the day that *text* writes as 2026-11-30; None if it writes none, or one that no calendar has."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
