"""All commands as one application, for shell completion of commands, options and choices.

Only the command in the line is loaded; the others are known by their names.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import get_completion_inspect_parameters, install_callback, show_callback

from speedbumps.cli.commands import COMMANDS, command_module
from speedbumps.cli.running import command_line


class Shell(StrEnum):
    """The shells for which completion can be installed."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"
    pwsh = "pwsh"


def compose_app() -> typer.Typer:
    """Return an application with every command, and the options that come before a command."""
    # Registers the shells with the library, whose own options would guess the shell instead of taking its name.
    get_completion_inspect_parameters()
    whole = command_line("Find what slows improvement in a school.")
    whole.callback()(_global_options)
    named = _command_in_line()
    for name, said in COMMANDS.items():
        whole.command(name, help=said)(_load_callback(name) if name == named else _empty_callback)
    return whole


def _global_options(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    install_completion: Annotated[  # its callback does the work
        Shell | None, typer.Option(callback=install_callback, is_eager=True, help="Complete commands in this shell.")
    ] = None,
    show_completion: Annotated[
        Shell | None, typer.Option(callback=show_callback, is_eager=True, help="Print what that would install.")
    ] = None,
) -> None:
    del version, install_completion, show_completion  # declared for the shells, and handled elsewhere


def _command_in_line() -> str | None:
    """Return the command in the line that a shell wants to complete."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return next(iter(line.split()[1:]), None)


def _load_callback(name: str) -> Callable[..., None]:
    app: typer.Typer = command_module(name).app
    return app.registered_commands[0].callback or _empty_callback


def _empty_callback() -> None: ...
