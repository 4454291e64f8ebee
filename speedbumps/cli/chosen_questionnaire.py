"""The questionnaire of a command that takes it as an argument: -q means the same there as in other commands."""

from typing import Annotated

import typer

from speedbumps.cli.running import refuse

SHIPPED = "school"
"""The questionnaire that is used if none is named."""

QuestionnaireArgument = Annotated[
    str | None,
    typer.Argument(help=f"The questionnaire: an id or a path. By default, {SHIPPED}.", metavar="QUESTIONNAIRE"),
]
QuestionnaireOption = Annotated[
    str | None,
    typer.Option(
        "-q", "--questionnaire", help="The same as QUESTIONNAIRE, written as in other commands.", metavar="NAME"
    ),
]


def chosen_questionnaire(argument: str | None, option: str | None) -> str:
    """Return the questionnaire that is named by an *argument* or by the *option* -q; refuse if they name two."""
    if argument is not None and option is not None and argument != option:
        refuse(f"two questionnaires are named, '{argument}' and '{option}'; name one")
    return argument or option or SHIPPED
