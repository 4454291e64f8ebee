"""speedbumps demo: the whole way, from a fictional school's answers to its report."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.audit import audits
from speedbumps.cli.running import coloured, command_line, tell, write
from speedbumps.report import in_html, on_screen
from speedbumps.resources import shipped
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

app = command_line("A fictional school's report.")

SCHOOL = "hillview"
FILE = Path("speedbumps-demo.html")


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the report.", metavar="FILE")] = FILE,
    open_: Annotated[bool, typer.Option("--open", help="Show the report in the browser.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Score the answers of a fictional school, show a summary, and write its report.

    Hillview Primary does not exist. Its 32 people's answers travel with speedbumps.
    """
    from importlib.resources import as_file

    with as_file(shipped("examples")) as examples:
        found = assemble([examples / f"{SCHOOL}.csv"], AnswerOptions(schools=examples / "schools.csv"))
    (audit,) = audits(found.instrument, found.responses)
    write(on_screen(audit, "en", colour=coloured()), None, in_colour=True)
    write(in_html(audit, "en"), output)
    tell("", f"The whole report is in {output}. Open it in a browser, or print it.")
    if open_:
        webbrowser.open(output.resolve().as_uri())
