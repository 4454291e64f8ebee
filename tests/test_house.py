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
from support.paths import TESTS, TOP

PACKAGE = TOP / "speedbumps"
MOST_FLOORS = 9
MOST_PARAMETERS = 5

INTERFACES = {"render", "recognise", "write"}
"""Functions of one name in several modules: a format of reports or problems, a program's layout, and a way to ask."""

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


def test_tests_stand_in_folders_called_as_the_rooms() -> None:
    folders = {path.parent.relative_to(TESTS).parts for path in TESTS.rglob("test_*.py")}

    assert folders <= {(), *((room,) for floor in table() for room in floor)}


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


def definitions(kind: type[ast.ClassDef | ast.FunctionDef]) -> Mapping[str, set[str]]:
    """Return the modules in which each name is defined, at their top or within."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                found[node.name].add(module)
    return found


def test_no_two_modules_define_a_class_of_one_name() -> None:
    assert {name: modules for name, modules in definitions(ast.ClassDef).items() if len(modules) > 1} == {}


def test_a_function_has_the_name_of_others_only_if_it_takes_their_place() -> None:
    often = {
        name for name, modules in definitions(ast.FunctionDef).items() if len(modules) > 2 and not name.startswith("__")
    }

    assert often <= INTERFACES


def test_no_function_outside_the_command_line_takes_more_than_five_parameters() -> None:
    def parameters(node: ast.FunctionDef) -> int:
        given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        return sum(each.arg not in {"self", "cls"} for each in given)

    many = {
        f"{module}.{node.name}"
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and parameters(node) > MOST_PARAMETERS and ".cli" not in module
    }
    assert many == {"speedbumps.api.scores.score"}  # its parameters are those of the command line


@pytest.mark.parametrize("module", sorted(trees()))
def test_constants_stand_above_the_first_definition_unless_they_need_one(module: str) -> None:
    tree = trees()[module]
    needs: set[str] = set()
    late: list[str] = []
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                needs.add(name)
            case ast.Assign() | ast.AnnAssign() if needs:
                named = {each.id for each in _assigned(node)}
                if needs & {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}:
                    needs |= named
                else:
                    late += named
            case _:
                continue

    assert late == []


def _assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[ast.Name]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return (each for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))
