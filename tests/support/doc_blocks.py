"""The fenced blocks of a page of the documentation, with what comments in it say of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from support.paths import TOP

FENCE = re.compile(r"( *)```(\w*)\s*$")
COMMENT = re.compile(r"<!-- (?P<key>files|saved as|not run|not output|typed|exit): (?P<value>.+?) -->")
"""What a page says to the tests, on a line of its own: what the folder holds from here on, and of the next block the
file in which its text is saved, why it is not run or no output, what somebody types, and the exit code of its last
command."""


class Block(NamedTuple):
    """A fenced block."""

    line: int
    """The line in which its text begins."""
    kind: str
    """What stands behind the fence, such as sh."""
    text: str
    notes: dict[str, str]
    """What the comments since the block before say."""


def pages() -> list[Path]:
    """Return the pages whose commands are run: all that people write."""
    folders = (TOP / "docs", TOP / "docs/tutorials", TOP / "docs/explanation")
    return [TOP / "README.md", *sorted(path for folder in folders for path in folder.glob("*.md"))]


def blocks(path: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page in their order."""
    lines = path.read_text("utf-8").splitlines()
    notes: dict[str, str] = {}
    start: tuple[int, str, str] | None = None
    for number, line in enumerate(lines, start=1):
        fence = FENCE.match(line)
        if start is None:
            if said := COMMENT.fullmatch(line.strip()):
                notes[said["key"]] = said["value"]
            elif fence:
                start = (number + 1, fence[2], fence[1])
        elif fence and not fence[2]:
            first, kind, indent = start
            text = "\n".join(each.removeprefix(indent) for each in lines[first - 1 : number - 1])
            yield Block(first, kind, text, notes)
            start, notes = None, {}
    assert start is None, f"{path}: a block does not end"


def commands(block: Block) -> list[str]:
    """Return the commands of a block, a line each, without the remarks of their own."""
    return [line for line in block.text.splitlines() if line.strip() and not line.startswith("#")]
