"""All commands as one, for shells: they ask how a line may go on, with commands, options and choices.

Only the command that the line names is loaded; the others are known by their names.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import get_completion_inspect_parameters, install_callback, show_callback

from speedbumps.cli.commands import COMMANDS, room
from speedbumps.cli.running import command_line


class Shell(StrEnum):
    """The shells that can be told."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"
    pwsh = "pwsh"


def composed() -> typer.Typer:
    """Every command, and the options that come before one."""
    # Makes the shells known to the library; its own options would guess the shell instead of being told it.
    get_completion_inspect_parameters()
    whole = command_line("Find what slows improvement in a school.")
    whole.callback()(_options)
    named = _named()
    for name, said in COMMANDS.items():
        whole.command(name, help=said)(_entered(name) if name == named else _not_entered)
    return whole


def _options(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    install_completion: Annotated[  # its callback does the work
        Shell | None, typer.Option(callback=install_callback, is_eager=True, help="Complete commands in this shell.")
    ] = None,
    show_completion: Annotated[
        Shell | None, typer.Option(callback=show_callback, is_eager=True, help="Print what that would install.")
    ] = None,
) -> None:
    del version, install_completion, show_completion  # named for the shells, and acted upon elsewhere


def _named() -> str | None:
    """The command in the line that a shell asks about."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return next(iter(line.split()[1:]), None)


def _entered(name: str) -> Callable[..., None]:
    app: typer.Typer = room(name).app
    return app.registered_commands[0].callback or _not_entered


def _not_entered() -> None: ...
