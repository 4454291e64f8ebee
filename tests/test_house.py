"""Where modules stand, and what they may be called: read from the imports and definitions themselves."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
PACKAGE = TOP / "speedbumps"
MOST_FLOORS = 9

LOADED_BY_NAME = re.compile(r"speedbumps(\.[a-z_0-9]+)+")


@cache
def trees() -> Mapping[str, ast.Module]:
    """Every module of the package by its name."""
    return {_module(path): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def _module(path: Path) -> str:
    parts = path.relative_to(TOP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """The modules of ours that each module imports, anywhere in it and by any means."""
    return {name: frozenset(_imported(tree)) for name, tree in trees().items()}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names, level=level):
                assert level == 0, "imports are absolute"
                for each in names:
                    full = f"{module}.{each.name}"
                    yield from _ours(full if full in trees() else module)
            case ast.Import(names=names):
                for each in names:
                    yield from _ours(each.name)
            case ast.Constant(value=str(text)) if LOADED_BY_NAME.fullmatch(text):
                yield from _ours(text)


def _ours(module: str) -> Iterator[str]:
    if module in trees():
        yield module


def table() -> list[list[str]]:
    """The floors that CONTRIBUTING.md names, the highest first."""
    text = (TOP / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", text, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(len(rows), 0, -1))
    return [re.findall(r"`([a-z_0-9]+)`", rooms) for _, rooms in rows]


def test_the_table_of_floors_is_the_import_contract() -> None:
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")

    assert [[f"speedbumps.{room}" for room in floor] for floor in table()] == [layer.split(" | ") for layer in layers]
    assert len(layers) <= MOST_FLOORS


def test_every_room_stands_on_a_floor() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}

    assert rooms - {"__init__", "__main__"} == {room for floor in table() for room in floor}


def test_imports_lead_downwards_only() -> None:
    floor = {room: number for number, rooms in enumerate(reversed(table())) for room in rooms}

    def upward(module: str, other: str) -> bool:
        here, there = module.split(".")[1:2], other.split(".")[1:2]
        return here != there and (not there or floor[there[0]] >= floor[here[0]])

    outer = ("speedbumps", "speedbumps.__main__")
    assert {
        (module, other)
        for module, others in imports().items()
        for other in others
        if module not in outer
        if upward(module, other)
    } == set()


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module: others - {module} for module, others in imports().items()}

    assert len(list(TopologicalSorter(graph).static_order())) == len(trees())


@pytest.mark.parametrize("source", ["from speedbumps.model import audit", 'import_module("speedbumps.model.audit")'])
def test_an_import_is_seen_however_it_is_written(source: str) -> None:
    assert set(_imported(ast.parse(source))) == {"speedbumps.model.audit"}


def definitions(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Mapping[str, set[str]]:
    """The modules in which each name is defined, at their top or within."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                found[node.name].add(module)  # type: ignore[attr-defined] # classes and functions have names
    return found
