"""speedbumps export: write a questionnaire as another survey program's form, or as a sheet to type answers into."""

from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli import options
from speedbumps.cli.chosen_questionnaire import QuestionnaireArgument, QuestionnaireOption, chosen_questionnaire
from speedbumps.cli.drafts import check_languages
from speedbumps.cli.organiser import tell_organiser
from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.questionnaire import FULL, Nation
from speedbumps.programs.capabilities import ProgramName, UnfitError, export_warnings
from speedbumps.programs.survey import SurveyOptions, build_survey
from speedbumps.programs.writers import PROGRAMS
from speedbumps.questionnaires.draft_languages import usable_languages
from speedbumps.questionnaires.load import find_questionnaire, read_instrument

app = command_line("Export a questionnaire.")

SHEETS = ("csv", "xlsx")
"""The formats into which answers are typed."""

NEXT = {
    "xlsform": "in KoboToolbox “New”, “Upload an XLSForm”; in ODK Central “New”, “Upload form definition”",
    "limesurvey": "in LimeSurvey “Create survey”, “Import”, then look through it and activate it",
    "surveyjs": "give it to the page that shows your surveys, and keep everybody's survey.data in one JSON list",
    "google-forms": "open script.google.com, “New project”, paste the whole file, and press “Run”",
    "microsoft-forms": "open forms.office.com, “Quick import”, and compare every question with the document",
    "csv": "type a row for each person, and save it under the school's id",
    "xlsx": "type a row for each person, and save it under the school's id",
}
"""The instructions for the file of each program."""


@app.command()
def export(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    to: Annotated[ProgramName, typer.Option("--to", help="The program that the form is for.", show_default=False)],
    questionnaire: QuestionnaireArgument = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
    form: Annotated[str, typer.Option("--form", help="The form: full, or one that the questionnaire names.")] = FULL,
    nation: Annotated[
        Nation | None, typer.Option("--nation", help="Where the school is, for its roles and words.")
    ] = None,
    role: Annotated[str | None, typer.Option("--role", help="Make the form for this role only.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="Open with this language. By default, the questionnaire's own.")
    ] = None,
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
    named: QuestionnaireOption = None,
) -> None:
    """Turn a questionnaire into a form for another survey program, or into a sheet for typing in answers.

    Questions keep their ids, and answers their values, if the program supports that; so the commands that take answers
    read its exports as they are. Messages list what the program does not support.
    """
    where, program = find_questionnaire(chosen_questionnaire(questionnaire, named), Path()), PROGRAMS[to]
    if output is not None and str(output) != "-" and output.suffix.lower() != program.ending:
        refuse(f"{program.capabilities.title} takes a file that ends in {program.ending}; name it so")
    instrument = require_value(read_instrument(where))
    own, wanted = instrument.questionnaire.language, [language] if language else []
    check_languages(own, where, wanted, drafts=draft_translations)
    instrument = usable_languages(instrument, where, drafts=draft_translations)
    put = build_survey(instrument, SurveyOptions(form, nation, role, language, draft_translations))
    try:
        made = program.write(put)
    except UnfitError as error:
        refuse(str(error))
    for message in export_warnings(put, program.capabilities):
        tell(message)
    if output is not None and to in SHEETS and output.exists():
        refuse(f"{output} exists already, and answers may have been typed into it; name another file")
    write(made, output, inputs=(where,) if isinstance(where, Path) else ())
    if output is not None and str(output) != "-":
        tell(f"{len(put.question_ids)} questions are in {output}. Next: {NEXT[to]}.")
        tell_organiser((instrument.questionnaire, *instrument.languages), language, nation)
