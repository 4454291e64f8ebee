"""speedbumps review: write people's own words to a file, for one person to choose what a report may print."""

from pathlib import Path
from typing import Annotated

import typer

from speedbumps.audit import audits, own_words
from speedbumps.cli import options
from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.options import require_one_school
from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.model.audit import Audit
from speedbumps.model.review import Review
from speedbumps.responses.open_text_review import create_review, format_review
from speedbumps.responses.read_files import AnswerOptions

app = command_line("List people's own words.")

FILE = Path("review.yaml")


@app.command()
def review(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: options.Answers,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.", metavar="FILE")] = FILE,
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
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """List what one school's people wrote in their own words, for one person to go through.

    It lists only questions that enough people answered, shuffled, without roles and rows. Nothing is shown until
    somebody writes "show: true" in the file; 'speedbumps report ANSWERS --open-text FILE' then prints only that.
    """
    _check_not_overwriting(output)
    options.check_language(language, drafts=draft_translations)
    wanted = AnswerOptions(
        questionnaire, form, round_, schools, set_aside, map_, school, language, sheet, draft_translations
    )
    found = options.read_answers(answers, wanted, verbose=verbose)
    require_one_school(found)
    (audit,) = audits(found.instrument, found.responses)
    made = create_review(audit, own_words(found.instrument, found.responses, audit))
    _print_left_out(audit, made)
    if not made.questions:
        tell("There is nothing to review. Nothing was written.")
        raise SystemExit(BAD_FILES)
    write(format_review(made), output, (*answers, *([schools] if schools else [])), private=True)
    if output != Path("-"):
        listed = sum(len(question.answers) for question in made.questions)
        questions = "1 question" if len(made.questions) == 1 else f"{len(made.questions)} questions"
        tell(f"What people wrote to {questions} is in {output}, {listed} texts, all of them hidden. Keep it safe.")


def _check_not_overwriting(output: Path) -> None:
    """Refuse to overwrite a file, which may hold somebody's work."""
    if output.is_file():
        refuse(f"{output} exists already, and somebody may have edited it; name another file with -o")


def _print_left_out(audit: Audit, made: Review) -> None:
    """Print which open questions are not listed."""
    listed = {question.id for question in made.questions}
    left_out = [result.id for result in audit.open if result.id not in listed and result.status != "not-asked"]
    if left_out:
        least = audit.questionnaire.limits.min_open_text
        tell(f"Not listed, since fewer than {least} people answered (more for a sensitive one): {', '.join(left_out)}.")
