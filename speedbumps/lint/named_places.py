"""Name places in files as people do, by keys and ids: questions.T05.text."""

from collections.abc import Iterator

from speedbumps.diagnostics.problem import Route, Step
from speedbumps.diagnostics.yaml_source import Tree


def find_route(data: Tree, at: str) -> Route | None:
    """Return the route to the place *at*, such as questions.T05.text, or None if there is none.

    The place is written as keys, and ids of the items in lists, with dots between them.
    """
    if not at:
        return ()
    named = [(name, step) for name, step in _named_steps(data) if at == name or at.startswith(f"{name}.")]
    if not named:
        return None
    name, step = max(named, key=lambda pair: len(pair[0]))
    within = _value_at(data, (step,))
    rest = None if within is None else find_route(within, at[len(name) :].removeprefix("."))
    return None if rest is None else (step, *rest)


def name_of_route(data: Tree, route: Route) -> str:
    """Return the name of the place at *route*, up to the first item of a list that has no id."""
    names: list[str] = []
    for step in route:
        name = next((name for name, each in _named_steps(data) if each == step), None)
        within = _value_at(data, (step,))
        if name is None or within is None:
            break
        names.append(name)
        data = within
    return ".".join(names)


def _named_steps(data: Tree) -> Iterator[tuple[str, Step]]:
    """Yield the name of each thing in *data*, and the step to it."""
    if isinstance(data, dict):
        yield from ((key, key) for key in data)
    elif isinstance(data, list):
        yield from ((str(item["id"]), at) for at, item in enumerate(data) if isinstance(item, dict) and "id" in item)


def _value_at(data: Tree, route: Route) -> Tree | None:
    found: Tree = data
    for step in route:
        if isinstance(found, dict) and step in found:
            found = found[str(step)]
        elif isinstance(found, list):
            found = found[int(step)]
        else:
            return None
    return found
