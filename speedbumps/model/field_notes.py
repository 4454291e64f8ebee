"""The docstrings of the fields of models, and of other classes of ours."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from itertools import pairwise


def field_notes(model: type) -> Mapping[str, str]:
    """Return the docstring of each field of *model*, including inherited fields.

    pydantic can read docstrings itself, but does so for every model whenever a command starts.
    """
    return {name: note for each in reversed(model.__mro__) if each is not object for name, note in _own_notes(each)}


def _own_notes(model: type) -> Iterator[tuple[str, str]]:
    if not model.__module__.startswith("speedbumps."):
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
