"""speedbumps items: how the questions of a questionnaire behave, for whoever pilots it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli import options
from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.publishing import PublishRequest, publish_together
from speedbumps.cli.running import check_writable, command_line, refuse, tell, wants_colour, write
from speedbumps.i18n import load_locale
from speedbumps.items import PilotTooSmallError, analyse_items
from speedbumps.model.items import ItemAnalysis
from speedbumps.responses.read_files import AnswerOptions

app = command_line("Analyse items.")


class ItemsFormat(StrEnum):
    """The output formats of an analysis of items."""

    table = "table"
    html = "html"
    csv = "csv"
    json = "json"
    markdown = "markdown"


ENDINGS = {
    "": ItemsFormat.table,
    ".txt": ItemsFormat.table,
    ".html": ItemsFormat.html,
    ".htm": ItemsFormat.html,
    ".csv": ItemsFormat.csv,
    ".json": ItemsFormat.json,
    ".md": ItemsFormat.markdown,
    ".markdown": ItemsFormat.markdown,
}


@app.command()
def items(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: options.Answers,
    format_: Annotated[
        ItemsFormat | None,
        typer.Option(
            "--format", help="A table, HTML, CSV, JSON or Markdown. By default, the output file's ending decides."
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
    questionnaire: options.Questionnaire = None,
    form: options.Form = None,
    round_: options.Round = None,
    school: options.School = None,
    schools: options.Schools = None,
    language: options.Language = "en",
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
    map_: options.Map = None,
    sheet: options.Sheet = None,
    set_aside: options.SetAside = False,  # noqa: FBT002 - an option of the command line
    exact: options.Exact = False,  # noqa: FBT002 - an option of the command line
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
    replaces: options.Replaces = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """Show how questions behave in a pilot: by question and role, blanks, ends, spread, and how they go together.

    The answers of all schools are counted together; 30 people are the fewest. What is worth another look is said in
    words. docs/piloting.md explains the figures.
    """
    options.check_language(language, drafts=draft_translations)
    chosen = format_ or _items_format(output)
    if exact and chosen not in {ItemsFormat.csv, ItemsFormat.json}:
        refuse("--exact is for JSON and CSV; figures on a page are always rounded")
    wanted = AnswerOptions(
        questionnaire, form, round_, schools, set_aside, map_, school, language, sheet, draft_translations
    )
    inputs = (*answers, *((schools,) if schools else ()))
    check_writable(output, inputs)
    found = options.read_answers(answers, wanted, verbose=verbose)
    try:
        analysis = analyse_items(found.instrument, found.responses, load_locale(language), exact=exact)
    except PilotTooSmallError as error:
        tell(f"speedbumps: {error}")
        raise SystemExit(BAD_FILES) from None
    request = PublishRequest(answers, None, replaces=replaces)
    content = publish_together([(found, request)], lambda _: FORMATS[chosen](analysis, language))
    write(content, output, inputs, in_colour=chosen is ItemsFormat.table)
    if output is not None:
        tell(f"The analysis of items is in {output}")
    if found.problems:
        raise SystemExit(BAD_FILES)


def _items_format(output: Path | None) -> ItemsFormat:
    """Return the format of the file's ending; a table for the screen."""
    ending = output.suffix.lower() if output else ""
    if ending not in ENDINGS:
        refuse(
            f"an analysis of items cannot be written to a file that ends in '{ending}'; end it in .html, .csv, .json, "
            ".md or .txt"
        )
    return ENDINGS[ending]


def _items_table(found: ItemAnalysis, language: str) -> str:
    from speedbumps.report import make_items_document, render_terminal

    return render_terminal(make_items_document(found, language), colour=wants_colour())


def _items_html(found: ItemAnalysis, language: str) -> str:
    from speedbumps.report import make_items_document, render_html

    return render_html(make_items_document(found, language))


def _items_markdown(found: ItemAnalysis, language: str) -> str:
    from speedbumps.report import make_items_document, render_markdown

    return render_markdown(make_items_document(found, language))


def _items_csv(found: ItemAnalysis, _language: str) -> str:
    from speedbumps.report.items_table import items_csv

    return items_csv(found)


def _items_json(found: ItemAnalysis, _language: str) -> str:
    from speedbumps.report import render_json

    return render_json(found)


FORMATS: Mapping[ItemsFormat, Callable[[ItemAnalysis, str], str]] = {
    ItemsFormat.table: _items_table,
    ItemsFormat.html: _items_html,
    ItemsFormat.csv: _items_csv,
    ItemsFormat.json: _items_json,
    ItemsFormat.markdown: _items_markdown,
}
