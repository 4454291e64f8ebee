"""What README and the documentation tell people to type works as it stands there, and prints what stands there."""

import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.doc_blocks import Block, blocks, commands, pages
from support.paths import TOP
from support.trust_files import trust_files

from speedbumps.cli import main

START = ["python3", "start.py"]
"""What stands before the name of a command where speedbumps is not installed as a program."""

INLINE = re.compile(r"`((?:speedbumps|--[a-z-]+) [^`]+)`")
"""A command, or an option with its value, within a sentence."""

GENERATED = {"commands.md", "claims.md"}
"""Pages that docs/generate.py writes and compares."""

IN_POWERSHELL = {
    "&& and || are no part of Windows PowerShell 5.1": re.compile(r"&&|\|\|"),
    "it continues no line with a backslash": re.compile(r"\\$"),
    "it sets no variable before a command": re.compile(r"^\w+=|^export "),
    "environments are activated otherwise there": re.compile(r"^source |^\. |/bin/|\\Scripts\\"),
    "it has no here-documents, and reads no file with <": re.compile(r"<"),
    "its > writes UTF-16, which other programs do not expect": re.compile(r">"),
    "its pipes change texts": re.compile(r"\|"),
    "commands fill in no names of files for *": re.compile(r"\*"),
    "a comma outside quotes divides an argument": re.compile(r"""^(?:[^"',]|"[^"]*"|'[^']*')*,"""),
    "$, ` and @ mean something else": re.compile(r"[$`@]"),
    "a semicolon ends a command": re.compile(r";"),
}

NAMES = [path.relative_to(TOP).as_posix() for path in pages() if path.name not in GENERATED]


def of(name: str, *kinds: str) -> Iterator[Block]:
    return (block for block in blocks(TOP / name) if block.kind in kinds)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_tells_people_to_type_does_what_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for variable, value in (("COLUMNS", "80"), ("NO_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(variable, value)
    shutil.copytree(TOP / "examples", "examples")
    printed = ""
    for block in of(name, "sh", "text", "python", "yaml"):
        place = f"{name}:{block.line}"
        for pair in filter(None, re.split(r"; *", block.notes.get("files", ""))):
            _copy(*pair.split(" = "))
        if "not run" in block.notes:
            continue
        match block.kind:
            case "sh":
                printed = _run_lines(block, place, monkeypatch)
            case "yaml":
                if "saved as" in block.notes:
                    Path(block.notes["saved as"]).write_text(block.text + "\n", "utf-8")
            case "python":
                exec(compile(block.text, place, "exec"), {})  # noqa: S102 - this is the example that people copy
            case _ if "not output" not in block.notes:
                shown = _plain(printed).replace(os.sep, "/")
                assert _pattern(block.text).fullmatch(shown), f"{place}: it printed\n{printed}"
            case _:
                pass


def _copy(name: str, source: str) -> None:
    target = Path(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if (TOP / source).is_dir():
        shutil.copytree(TOP / source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(TOP / source, target)


def _run_lines(block: Block, place: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the commands of a block one after another, and return what all of them print."""
    printed = ""
    lines = commands(block)
    for number, line in enumerate(lines, start=1):
        words = shlex.split(line)
        if words[0] == "mkdir":
            Path(words[1]).mkdir()
            continue
        target = words.pop() if ">" in words else None
        words = ["speedbumps", *words[2:]] if words[:2] == START else words
        arguments = [name for word in words if word != ">" for name in _named(word)]
        assert arguments[0] == "speedbumps", f"{place}: {line}"
        code, results, messages = _run(arguments[1:], block.notes.get("typed", ""), monkeypatch, apart=bool(target))
        if target:
            Path(target).write_bytes(results)
        expected = int(block.notes.get("exit", "0")) if number == len(lines) else 0
        assert code == expected, f"{place}: {line}\n{messages}"
        printed += messages
    return printed


def _named(word: str) -> list[str]:
    """Return the files that a word with a star names, as shells other than PowerShell do."""
    return sorted(path.as_posix() for path in Path().glob(word)) if "*" in word else [word]


def _run(arguments: list[str], typed: str, monkeypatch: pytest.MonkeyPatch, *, apart: bool) -> tuple[int, bytes, str]:
    """Return a command's exit code, its results and its messages; what goes to the screen is in the messages."""
    results, messages = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True) for _ in range(2))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
        patch.setattr(sys, "stdout", results if apart else messages)
        patch.setattr(sys, "stderr", messages)
        with pytest.raises(SystemExit) as done:
            main(arguments)
    code = done.value.code or 0
    assert isinstance(code, int)
    return code, _written(results), _written(messages).decode()


def _written(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def _pattern(text: str) -> re.Pattern[str]:
    """Return what the *text* of a block fits: itself, with any lines where it has a line of three dots."""
    parts = [r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + "\n" for line in text.splitlines()]
    pattern = "".join(parts)
    return re.compile(pattern.removesuffix("\n") if not text.rstrip().endswith("...") else r"(?s:" + pattern + ".*)")


@pytest.mark.parametrize("name", NAMES)
def test_every_line_can_be_typed_in_windows_powershell(name: str) -> None:
    lines = [line for block in of(name, "sh") for line in commands(block)]
    lines += INLINE.findall((TOP / name).read_text("utf-8"))
    wrong = [f"{line}: {reason}" for line in lines for reason, pattern in IN_POWERSHELL.items() if pattern.search(line)]

    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "python3 -m venv .venv && speedbumps demo",
        "speedbumps report hillview.csv \\",
        "SPEEDBUMPS=1 speedbumps demo",
        "source .venv/bin/activate",
        "speedbumps check - < ours.yaml",
        "speedbumps schema plan > plan.json",
        "speedbumps score a.csv | more",
        "speedbumps batch examples/*.csv",
        "speedbumps new interview --questions T01,T05",
        "speedbumps demo; speedbumps demo",
        'speedbumps demo -o "$HOME"',
    ],
)
def test_what_powershell_does_not_know_is_found(line: str) -> None:
    assert any(pattern.search(line) for pattern in IN_POWERSHELL.values())


@pytest.mark.parametrize(
    "line", ['speedbumps new interview --questions "T01,T05"', "speedbumps explain audit.json#T05"]
)
def test_what_powershell_knows_is_let_through(line: str) -> None:
    assert not any(pattern.search(line) for pattern in IN_POWERSHELL.values())


@pytest.mark.parametrize("name", NAMES)
def test_commands_stand_in_blocks_that_say_so(name: str) -> None:
    """A block without a kind is not run, so commands must not hide in one."""
    hidden = [
        block.line for block in blocks(TOP / name) if block.kind in ("", "bash", "shell", "console", "powershell")
    ]

    assert hidden == []


@pytest.mark.parametrize(
    ("shown", "printed", "fits"),
    [
        ("one\ntwo", "one\ntwo", True),
        ("one\ntwo", "one\nthree", False),
        ("one", "one\ntwo", False),
        ("one\n...\nfour", "one\ntwo\nthree\nfour", True),
        ("one\n...\nfour", "one\nfour", True),
        ("one\n...\nfour", "one\ntwo\nthree", False),
        ("...\ntwo", "one\ntwo", True),
        ("one\n...", "one\ntwo\nthree", True),
        ("one\n...", "two\none", False),
        ("a.c", "abc", False),
    ],
)
def test_three_dots_stand_for_any_lines_and_nothing_else_does(shown: str, printed: str, fits: bool) -> None:  # noqa: FBT001 - a case of a test
    assert bool(_pattern(shown).fullmatch(printed)) == fits


def test_the_example_of_a_trust_is_what_its_module_makes() -> None:
    for name, content in trust_files():
        file = TOP / "examples/trust" / name
        if name.endswith(".csv"):
            assert content.decode() == file.read_text("utf-8")
        else:
            assert cells(io.BytesIO(content)) == cells(file)


def cells(workbook: Path | io.BytesIO) -> list[tuple[object, ...]]:
    return list(load_workbook(workbook).active.iter_rows(values_only=True))
