"""What a model expects at a place in a file: which keys, and which kinds of values."""

import types
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from speedbumps.diagnostics.problem import Route
from speedbumps.model.scalars import Text

TEXT = next(each for each in get_args(Text) if isinstance(each, StringConstraints))
"""What makes a value words for people, as opposed to a name or one of a few words."""


def allowed_keys(model: type[BaseModel], route: Route) -> Iterator[str]:
    """Yield the keys that *model* allows beside the last step of *route*."""
    for holder in models_at(model, route[:-1]):
        yield from file_fields(holder)


def models_at(model: type[BaseModel], route: Route) -> list[type[BaseModel]]:
    """Return the models that a value at *route* in a file of *model* can be."""
    return [kind for kind in kinds_at(model, route) if _is_model(kind)]


@lru_cache(maxsize=256)
def file_fields(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Return the fields of *model* by their keys in files."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def kinds_at(kind: Any, route: Route) -> Iterator[Any]:  # noqa: ANN401 - an annotation can be anything
    """Yield the types that a value at *route* below the type *kind* can have."""
    for plain in _plain_kinds(kind):
        if not route:
            yield plain
        elif (held := _kind_of_step(plain, str(route[0]))) is not None:
            yield from kinds_at(held, route[1:])


def holds_text(model: type[BaseModel], route: Route) -> bool:
    """Return whether the value at *route* in a file of *model* is words for people."""
    found = (_kind_of_step(holder, str(route[-1])) for holder in kinds_at(model, route[:-1])) if route else ()
    return any(_is_text(kind) for kind in found)


def _kind_of_step(holder: Any, step: str) -> Any:  # noqa: ANN401 - an annotation can be anything
    """Return the type of what *holder* has at *step*; None if it has nothing there."""
    if _is_model(holder):
        return _annotations(holder).get(step)
    if get_origin(holder) in (tuple, dict):
        return get_args(holder)[0 if get_origin(holder) is tuple else 1]
    return None


@lru_cache(maxsize=256)
def _annotations(model: type[BaseModel]) -> Mapping[str, Any]:
    """Return the annotation of each key of *model*."""
    return {key: field.rebuild_annotation() for key, field in file_fields(model).items()}


def _is_model(kind: Any) -> bool:  # noqa: ANN401 - an annotation can be anything
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_text(kind: Any) -> bool:  # noqa: ANN401 - an annotation can be anything
    if get_origin(kind) is Annotated:
        return TEXT in get_args(kind) or _is_text(get_args(kind)[0])
    return get_origin(kind) in (Union, types.UnionType) and any(map(_is_text, get_args(kind)))


def _plain_kinds(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - an annotation can be anything
    if get_origin(kind) is Annotated:
        yield from _plain_kinds(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for one in get_args(kind):
            yield from _plain_kinds(one)
    elif kind is not None and get_origin(kind) is not Literal:
        yield kind
