"""Read as much of a file as can be read although parts of it are not valid, so that the rest can be checked."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.yaml_source import Source, Tree
from speedbumps.model.scalars import ID_PATTERN
from speedbumps.questionnaires.file_kinds import file_fields, holds_text, kinds_at, models_at
from speedbumps.questionnaires.validate import drop_key, expected_choices, value_at, without_nothing

Partial_co = TypeVar("Partial_co", bound=BaseModel, covariant=True)

Filled = TypeVar("Filled", bound=BaseModel)

ROUNDS = 4
"""The most times that what is not valid is replaced. Two are enough, unless a model checks again what was replaced."""

LOOKED_UP = ("scales", "barriers")
"""Parts of a questionnaire whose texts are names as well, such as an answer in a condition."""

WHOLE = (("roles",), ("words",), ("questions",))
"""Lists of things that other parts name."""

OPEN = "…"
"""What stands for a text that is missing or not valid."""


@dataclass(frozen=True)
class PartlyValid(Generic[Partial_co]):
    """What could be read of a file, and which parts were left out or replaced."""

    value: Partial_co | None
    replaced: frozenset[Route] = frozenset()
    """The routes to what is not as it is in the file, other than unknown keys."""
    named: bool = True
    """Whether everything has its own name still, so that names can be looked up."""

    def concerns(self, route: Route) -> bool:
        """Return whether what is said of *route* may be due to what was replaced."""
        within = any(route[:length] in self._decided for length in range(len(route) + 1))
        return within or route in self._holders

    @cached_property
    def _decided(self) -> frozenset[Route]:
        """Return the places that what was replaced decides on: a text on itself, all else on what it belongs to."""
        model = type(self.value) if self.value is not None else None
        return frozenset(
            route if model is not None and holds_text(model, route) else route[:-1] or route for route in self.replaced
        )

    @cached_property
    def _holders(self) -> frozenset[Route]:
        """Return all places that hold one of these."""
        return frozenset(route[:length] for route in self._decided for length in range(len(route)))


def validate_partly(model: type[Filled], source: Source) -> PartlyValid[Filled]:
    """Return *source* as a *model* without what is not valid in it: an optional key is left out, a text replaced.

    Its value is None if something is wrong that nothing can stand for.
    """
    written = without_nothing(model, source)
    repair = _Repair(model, deepcopy(written.data), set(written.routes))
    for _ in range(ROUNDS):
        try:
            value = model.model_validate(repair.data)
        except ValidationError as error:
            if not all([repair.replace(details) for details in error.errors(include_url=False)]):  # noqa: C419 - every one
                break
        else:
            named = repair.named and not any(map(_is_looked_up, repair.replaced))
            return PartlyValid(value, frozenset(repair.replaced), named)
    return PartlyValid(None, frozenset(repair.replaced), named=False)


class _Repair:
    """Data of a file whose invalid parts are replaced one after the other."""

    def __init__(self, model: type[BaseModel], data: Tree, replaced: set[Route]) -> None:
        self.model, self.data, self.replaced, self.named = model, data, replaced, True

    def replace(self, details: ErrorDetails) -> bool:
        """Leave out or replace what is wrong; return False if nothing can stand for it."""
        route = tuple(step for step in details["loc"] if step != "[key]")
        if details["type"] == "extra_forbidden":
            drop_key(self.data, route)
            return True
        self.named = self.named and not ("[key]" in details["loc"] or _is_id(details))
        stand_in = None if "[key]" in details["loc"] else self._stand_in(route, details)
        if stand_in is not None:
            return self._put(route, stand_in) or self._leave_out(route)
        return self._leave_out(route)

    def _stand_in(self, route: Route, details: ErrorDetails) -> str | None:
        """Return what can stand for the value at *route*; None if it is better left out, or nothing can."""
        if self._is_optional(route):
            return None
        if holds_text(self.model, route):
            return OPEN
        if details["type"] == "literal_error":
            return expected_choices(details.get("ctx", {}))[0]
        if _is_id(details):
            return f"unnamed-{len(self.replaced)}"
        return "0" if {float, int} & set(_types_at(self.model, route)) else None

    def _put(self, route: Route, value: str) -> bool:
        holder = value_at(self.data, route[:-1])
        if isinstance(holder, dict):
            holder[str(route[-1])] = value
        elif isinstance(holder, list) and isinstance(route[-1], int) and route[-1] < len(holder):
            holder[route[-1]] = value
        else:
            return False
        self.replaced.add(route)
        return True

    def _leave_out(self, route: Route) -> bool:
        """Leave out the nearest optional key at *route* or around it."""
        for length in range(len(route), 0, -1):
            if self._is_optional(route[:length]):
                drop_key(self.data, route[:length])
                self.replaced.add(route[:length])
                return True
        return False

    def _is_optional(self, route: Route) -> bool:
        fields = [file_fields(holder).get(str(route[-1])) for holder in models_at(self.model, route[:-1])]
        return any(field is not None and not field.is_required() for field in fields)


def _is_looked_up(route: Route) -> bool:
    """Return whether other parts of a file name what is at *route*: ids, labels of points, titles of facets."""
    return route[-1] == "id" or route[0] in LOOKED_UP or route in WHOLE


def _is_id(details: ErrorDetails) -> bool:
    return details["type"] == "string_pattern_mismatch" and details.get("ctx", {}).get("pattern") == ID_PATTERN


def _types_at(model: type[BaseModel], route: Route) -> Iterator[type]:
    return (kind for kind in kinds_at(model, route) if isinstance(kind, type))
