"""The help of a command is at hand without the libraries that the command needs."""

import os
import subprocess
import sys

import pytest

from speedbumps.cli.commands import COMMANDS
from speedbumps.cli.help_pages import PAGES

LIBRARIES = {"typer", "polars", "pydantic", "rich", "jinja2", "yaml"}

LISTS_MODULES = """
import sys
from speedbumps.cli import main

try:
    main(sys.argv[1:])
except SystemExit as stopped:
    print(stopped.code, *sys.modules, file=sys.stderr)
"""


def printed_help(command: str, columns: int) -> subprocess.CompletedProcess[str]:
    """Run a command with --help in a window of so many *columns*, and list the modules that were loaded."""
    return subprocess.run(
        [sys.executable, "-c", LISTS_MODULES, command, "--help"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": str(columns)},
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_loads_no_library(command: str) -> None:
    done = printed_help(command, 120)

    code, *modules = done.stderr.split()
    assert (done.stdout, code) == (PAGES[command], "0")
    assert {module.partition(".")[0] for module in modules} & LIBRARIES == set()


def test_help_fits_a_narrow_window() -> None:
    done = printed_help("batch", 50)

    assert max(map(len, done.stdout.splitlines())) <= 50
    assert "".join(done.stdout.split()) == "".join(PAGES["batch"].split())
