"""speedbumps form: write a questionnaire as one offline page to fill in and hand in."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli import options
from speedbumps.cli.chosen_questionnaire import QuestionnaireArgument, QuestionnaireOption, chosen_questionnaire
from speedbumps.cli.drafts import check_languages
from speedbumps.cli.organiser import tell_organiser
from speedbumps.cli.roles import parse_role
from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.diagnostics.problem import require_value
from speedbumps.forms.page.html import render
from speedbumps.forms.page.shape import Shape
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import find_form, find_nation
from speedbumps.model.questionnaire import FULL, NATIONS, Questionnaire
from speedbumps.questionnaires.draft_languages import usable_languages
from speedbumps.questionnaires.load import find_questionnaire, load_questionnaire, read_instrument

app = command_line("Make a form to fill in.")

FILE = Path("form.html")
PAPER = Path("paper.html")


@app.command()
def form(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    questionnaire: QuestionnaireArgument = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the page.", metavar="FILE")] = FILE,
    form_: Annotated[str, typer.Option("--form", help="Which questions: a form's name, such as quick.")] = FULL,
    school: Annotated[
        str | None, typer.Option("--school", help="The school's id. Without it, people write the school's name.")
    ] = None,
    round_: Annotated[
        str | None, typer.Option("--round", help="A name for this collection, such as 2026-autumn.")
    ] = None,
    nation: Annotated[
        str | None, typer.Option("--nation", help=f"The nation, for its words and roles: {', '.join(NATIONS)}.")
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language",
            help="A language to choose from; can be repeated, and the form begins in the first. By default, all.",
        ),
    ] = None,
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
    one_by_one: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--one-by-one", help="Begin with one question at a time; people can change that.")
    ] = False,
    paper: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--paper", help="Make A4 sheets to print, and a workbook to type them into.")
    ] = False,
    role: Annotated[
        str | None, typer.Option("--role", help="With --paper: make the sheets for this role only, in its words.")
    ] = None,
    beside: Annotated[
        str | None,
        typer.Option(
            "--beside",
            help="With --paper: print each text in this language too, below the first one.",
            metavar="LANGUAGE",
        ),
    ] = None,
    named: QuestionnaireOption = None,
) -> None:
    """Make one page that asks the questions: send it round, and collect the small files that it makes.

    It works without the internet and sends nothing. The files that people hand in go into a folder; 'speedbumps report
    FOLDER' makes the report. With --paper it makes a questionnaire to print, and a workbook with a row for each sheet
    that comes back.
    """
    if str(output) != "-" and output.suffix.lower() not in (".html", ".htm"):
        refuse(f"a form is a page for a browser; end its name in .html, not in '{output.suffix}'")
    if role is not None and not paper:
        refuse("--role goes with --paper; on the page people say their role themselves")
    if beside is not None and not paper:
        refuse("--beside goes with --paper; on the page people choose their language themselves")
    path = find_questionnaire(chosen_questionnaire(questionnaire, named))
    read = require_value(load_questionnaire(path)).questionnaire
    chosen = find_form(read, form_)
    where = find_nation(nation) if nation is not None else None
    wanted = [*(language or [read.language] if beside else language or []), *([beside] if beside else [])]
    chosen_languages = _select_languages(read, path, wanted, drafts=draft_translations)
    if beside == chosen_languages[0].language:
        refuse(f"--beside names the first language, '{beside}', itself; name another, or the first with --language")
    shape = Shape(
        languages=chosen_languages,
        original=read.language,
        form=chosen,
        nation=where,
        school=_parse_name_option(school, "--school"),
        round=_parse_name_option(round_, "--round"),
        one_by_one=one_by_one,
        role=parse_role(role, read, where),
        beside=beside,
        drafts=draft_translations,
    )
    if paper:
        _write_paper(shape, PAPER if output == FILE else output, path)
        return
    write(render(shape), output, inputs=[path] if isinstance(path, Path) else [])
    if str(output) != "-":
        tell(f"The form is in {output}. Open it once yourself before you send it round.")
        tell_organiser(shape.languages, None, where)


def _write_paper(shape: Shape, output: Path, path: Traversable) -> None:
    """Write the sheets, and beside them the workbook into which they are typed."""
    from speedbumps.forms.page.paper import render_paper
    from speedbumps.programs.survey import SurveyOptions, build_survey
    from speedbumps.programs.writers import PROGRAMS

    put = build_survey(
        usable_languages(require_value(read_instrument(path)), path, drafts=shape.drafts),
        SurveyOptions(shape.form, shape.nation, shape.role, shape.first.language, shape.drafts),
    )
    typed, workbook = PROGRAMS["xlsx"].write(put), output.with_suffix(".xlsx")
    inputs = [path] if isinstance(path, Path) else []
    write(render_paper(shape), output, inputs)
    if str(output) == "-":
        return
    tell(f"The sheets are in {output}: open it in a browser and print it.")
    if shape.role is None:
        tell("They use the general wording; --role makes sheets for a role with other questions or words.")
    tell_organiser(shape.languages, None, shape.nation)
    if workbook.exists():
        tell(f"{workbook} was left as it is, since sheets may have been typed into it already.")
        return
    write(typed, workbook, inputs)
    name = f": {shape.school}.xlsx" if shape.school else ", such as hillview.xlsx"
    tell(f"Type them into {workbook}, a row a sheet, and save it under the school's id{name}.")


def _parse_name_option(text: str | None, option: str) -> str | None:
    """Return the stripped text of an option, or None; refuse a text that is empty."""
    if text is not None and not text.strip():
        refuse(f"{option} is empty; write a text after it, or leave it out")
    return text.strip() if text else None


def _select_languages(
    questionnaire: Questionnaire, path: Traversable, wanted: list[str], *, drafts: bool
) -> tuple[Questionnaire, ...]:
    """Return the questionnaire in the *wanted* languages, then in its own; in all languages if *wanted* is empty."""
    check_languages(questionnaire.language, path, wanted, drafts=drafts)
    found = usable_languages(Instrument(questionnaire=questionnaire), path, drafts=drafts)
    known = {each.language: each for each in (found.questionnaire, *found.languages)}
    chosen = dict.fromkeys([*wanted, questionnaire.language] if wanted else known)
    return tuple(known[each] for each in chosen)
