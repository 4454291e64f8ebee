"""What commands say when a call cannot be carried out, as it stands in the code."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from speedbumps.cli import commands

SOURCES = Path(__file__).parents[1] / "speedbumps"

REFUSALS = {"refuse", "NoSuchError"}
"""The functions and exceptions whose first argument is such a message."""

SHARED = "Several commands"

COMMANDS = {"importing": "import", "translation_files": "new", "plan_files": "plan", "typed_plan": "plan"}
"""The commands of modules that are not called as they are."""

OF_ONE_COMMAND = {*commands.COMMANDS, *COMMANDS}
"""The modules of the command line whose messages belong to one command."""

GAP = "…"
"""What stands for a name or a number in a message."""


class Refusal(NamedTuple):
    """A message, and the command that gives it."""

    command: str
    message: str


def refusals() -> tuple[Refusal, ...]:
    """Return every message, by command, in the order of the alphabet; those of several commands come last."""
    found = {refusal for path in SOURCES.rglob("*.py") for refusal in _refusals_of(path)}
    return tuple(sorted(found, key=lambda each: (each.command == SHARED, each.command, each.message.casefold())))


def _refusals_of(path: Path) -> Iterator[Refusal]:
    module = path.stem if path.parent.name == "cli" else ""
    command = COMMANDS.get(module, module) if module in OF_ONE_COMMAND else SHARED
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and _name_of(node.func) in REFUSALS and node.args:
            for text in _texts_of(node.args[0]):
                if text.strip(GAP + " "):
                    yield Refusal(command, text)


def _name_of(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _texts_of(node: ast.expr) -> Iterator[str]:
    """Yield what an expression may say, with a gap for each value; nothing if the text is made elsewhere."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in parts)
            yield text.replace(GAP * 2, GAP)
        case ast.IfExp(body=one, orelse=other):
            yield from _texts_of(one)
            yield from _texts_of(other)
        case ast.BinOp(op=ast.Add(), left=before, right=after):
            for text in _texts_of(before):
                yield f"{text}{GAP}" if not list(_texts_of(after)) else f"{text}{next(_texts_of(after))}"
        case _:
            return


def messages_page() -> Iterator[str]:
    """Yield the paragraphs of the page that lists them."""
    yield "# Messages"
    yield (
        "What a command says when it cannot do what was asked: it begins with `speedbumps:`, the exit code is 2, and "
        "nothing was written. A dot line (…) stands for a name or a number.\n"
        "What is wrong within a file has a code instead, such as SB101, and [a page of its own](../checks/README.md)."
    )
    command = None
    lines: list[str] = []
    for refusal in refusals():
        if refusal.command != command:
            if lines:
                yield "\n".join(lines)
            command, lines = refusal.command, []
            yield f"## {command if command == SHARED else f'speedbumps {command}'}"
        lines.append(f"- {_escaped(refusal.message)}")
    yield "\n".join(lines)


def _escaped(text: str) -> str:
    """Return *text* as Markdown that shows it as it is."""
    return "".join(f"\\{sign}" if sign in "*_<>[]`|\\" else sign for sign in text)
