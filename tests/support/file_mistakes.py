"""Mistakes in files: something else at one place, a key that is not known, or nothing."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from speedbumps.diagnostics.problem import Route

Tree = Any
"""What a file holds, as it has it."""


def routes(tree: Tree, start: Route = ()) -> Iterator[Route]:
    """Yield the way to everything in *tree*."""
    steps = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for step in steps:
        yield (*start, step)
        yield from routes(tree[step], (*start, step))


@st.composite
def mistakes(draw: st.DrawFn, whole: Tree, values: tuple[Any, ...]) -> Tree:
    """Return the *whole* with one of *values* at one place of it, with a key that is not known, or without a key."""
    tree = json.loads(json.dumps(whole))
    *around, last = draw(st.sampled_from(list(routes(whole))))
    here: Tree = tree
    for step in around:
        here = here[step]
    if draw(st.booleans()) and isinstance(here[last], dict):
        here[last]["not a key"] = draw(st.sampled_from(values))
    elif draw(st.integers(0, 4)):
        here[last] = draw(st.sampled_from(values))
    else:
        del here[last]
    return tree
