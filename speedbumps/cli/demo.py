"""speedbumps demo: from a fictional school's answers to its report."""

from pathlib import Path
from typing import Annotated

import typer

from speedbumps.audit import audits
from speedbumps.cli import options
from speedbumps.cli.browser import show_page
from speedbumps.cli.running import command_line, refuse, tell, wants_colour, write
from speedbumps.report import make_document, render_html, render_terminal
from speedbumps.resources import shipped_folder
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

app = command_line("A fictional school's report.")

SCHOOL = "hillview"
FILE = Path("speedbumps-demo.html")


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the report.", metavar="FILE")] = FILE,
    language: options.Language = "en",
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
    open_: options.OpenPage = None,
) -> None:
    """Score the answers of a fictional school, show a summary, and write its report.

    Hillview Primary does not exist. Its 32 people's answers travel with speedbumps.
    """
    from importlib.resources import as_file

    options.check_language(language, drafts=draft_translations)
    if output.suffix.lower() not in {".html", ".htm"}:
        refuse(f"the demo writes a page for a browser; end the name in .html, not in '{output.suffix}'")
    with as_file(shipped_folder("examples")) as examples:
        found = assemble(
            [examples / f"{SCHOOL}.csv"],
            AnswerOptions(schools=examples / "schools.csv", language=language, drafts=draft_translations),
        )
    (audit,) = audits(found.instrument, found.responses)
    report = make_document(audit, language)
    write(render_terminal(report, colour=wants_colour()), None, in_colour=True)
    write(render_html(report), output)
    tell("", f"The whole report is in {output}. Open it in a browser, or print it.")
    show_page(output, wanted=open_)
