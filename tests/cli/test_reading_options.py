"""Whoever knows how one command reads answers knows how all of them do."""

import pytest
import typer

from speedbumps.cli.commands import command_module

READING = ("-q", "--form", "--round", "--school", "--schools", "--language", "--map", "--sheet", "--set-aside")
"""What says how answers are read."""

LEFT_OUT = {"batch": {"--school"}}
"""A batch is of all schools: with one of them, the reports of all others would count as left over."""

OF_FIGURES = {"--exact", "--format", "--output", "-o"}
"""A report is passed on, so its figures are always rounded; and each of the two has its own formats."""


def options_of(command: str) -> dict[str, typer.core.TyperOption]:
    parameters = typer.main.get_command(command_module(command).app).params
    return {name: each for each in parameters if isinstance(each, typer.core.TyperOption) for name in each.opts}


@pytest.mark.parametrize("command", ["score", "report", "plan", "compare", "batch", "review", "items"])
def test_every_command_that_reads_answers_has_all_options_for_it(command: str) -> None:
    wanted = {*READING, "--verbose"} - LEFT_OUT.get(command, set())

    found = options_of(command)

    assert wanted <= set(found)
    assert [found[name].help for name in sorted(wanted - {"-q", "--round", "--sheet", "--school"})] == [
        options_of("score")[name].help for name in sorted(wanted - {"-q", "--round", "--sheet", "--school"})
    ]


def test_what_score_takes_report_takes_too() -> None:
    assert set(options_of("score")) - OF_FIGURES <= set(options_of("report"))
