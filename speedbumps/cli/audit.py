"""speedbumps audit: ask the questions in the terminal, one at a time, and save every answer at once."""

import os
import sys
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli import options
from speedbumps.cli.browser import show_page
from speedbumps.cli.chosen_questionnaire import QuestionnaireArgument, QuestionnaireOption, chosen_questionnaire
from speedbumps.cli.interview.line_mode import Asker, LineModeAsker
from speedbumps.cli.interview.setup import InterviewOptions, ask_consent, begin_answers
from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.diagnostics.problem import BadFilesError, require_value
from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.forms.interview.files import answers_yaml, normalise_answers
from speedbumps.forms.interview.session import Session, start_session
from speedbumps.forms.interview.steps import Finish, Stop, apply_step
from speedbumps.i18n import Locale, has_language, usable_locale
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.questionnaire import NATIONS, NonAnswers, Questionnaire
from speedbumps.questionnaires.draft_languages import has_draft_words, marked_draft
from speedbumps.questionnaires.history_file import add_companions
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.presentation import EVERYBODY, PresentedQuestion, present_questions
from speedbumps.questionnaires.translation import select_language
from speedbumps.questionnaires.validate import validate
from speedbumps.responses.columns import find_role
from speedbumps.responses.one_person import read_person
from speedbumps.text import fold_text

app = command_line("Ask in the terminal.")

FILE = Path("answers.yaml")

ENDINGS = (".yaml", ".yml")

LEAST_COLUMNS, LEAST_LINES = 40, 20
"""The smallest terminal on which a question and its answers can be seen together."""


@app.command()
def audit(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    questionnaire: QuestionnaireArgument = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The file to save the answers in.", metavar="FILE")
    ] = FILE,
    form: Annotated[str | None, typer.Option("--form", help="The form to fill in: full, quick.")] = None,
    role: Annotated[str | None, typer.Option("--role", help="Your role, by its id or title.")] = None,
    school: Annotated[str | None, typer.Option("--school", help="The school's name or id.")] = None,
    nation: Annotated[str | None, typer.Option("--nation", help=f"One of {', '.join(NATIONS)}.")] = None,
    round_: Annotated[
        str | None, typer.Option("--round", help="The collection that this belongs to, such as 2026-autumn.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="The language of the questions, such as cy.")
    ] = None,
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
    plain: Annotated[  # noqa: FBT002 - an option of the command line
        bool,
        typer.Option(
            "--plain", help="Ask line by line, for a screen reader; the default in a pipe and on a very small terminal."
        ),
    ] = False,
    open_: options.OpenPage = None,
    named: QuestionnaireOption = None,
) -> None:
    """Answer the questions in the terminal, one at a time, and get a report at the end.

    Every answer is saved immediately. Stop at any time; the same command continues where you stopped. Nothing leaves
    this computer. A report of one person's answers is made only for a head who agrees to it, and one of joint answers
    for a staff that answers together; everybody else hands in the file.
    """
    _check_answers_file(output)
    where = find_questionnaire(chosen_questionnaire(questionnaire, named), Path.cwd())
    instrument = add_companions(require_value(read_instrument(where)), where)
    instrument = _select_language(instrument, where, language, drafts=draft_translations)
    spoken = usable_locale(instrument.questionnaire.language, drafts=draft_translations)
    asker = _make_asker(instrument.questionnaire.non_answers, spoken, plain=plain)
    wanted = InterviewOptions(form, role, school, nation, round_)
    if output.exists():
        about, session = _resume_session(output, instrument)
        _check_same_person(output, about, wanted, instrument)
    else:
        _check_no_report(output)
        about = begin_answers(instrument.questionnaire, wanted, asker)
        session = start_session(_items_for_person(instrument.questionnaire, about), {}, {})
        _save_answers(output, about, session)
    if _run_session(asker, output, about, session):
        about = _ask_again(asker, output, about, instrument.questionnaire)
        report = _finish_session(output, about, instrument, spoken.language)
        if report is not None:
            show_page(report, wanted=open_)


def _select_language(instrument: Instrument, where: Traversable, language: str | None, *, drafts: bool) -> Instrument:
    """Return *instrument* in *language*, and with an introduction that says if it is a draft.

    Refuse if there is no translation, or if it is a draft and no *drafts* are wanted.
    """
    if language is None:
        return instrument
    there = ", ".join(each.language for each in (instrument.questionnaire, *instrument.languages))
    found = select_language(instrument, where, language, drafts=drafts) or refuse(
        f"'{instrument.questionnaire.id}' has no translation into '{language}'; it has {there}"
    )
    if not has_language(language):
        options.note_missing_words(language)
    elif not drafts:
        options.check_language(language, drafts=False)
    if not (found.draft or has_draft_words(language)):
        return found
    return found.model_copy(update={"questionnaire": marked_draft(found.questionnaire)})


def _check_answers_file(output: Path) -> None:
    """Refuse, before the first question, a file that could not be written or read again."""
    if output.suffix.lower() not in ENDINGS:
        refuse(f"answers are saved in a file that ends in .yaml; name it {output.with_suffix('.yaml').name}")
    if not output.parent.is_dir():
        refuse(f"there is no folder {output.parent} to write {output.name} into; make it first, or name another one")


def _check_no_report(output: Path) -> None:
    report = output.with_suffix(".html")
    if report.exists():
        refuse(f"{report} exists already, and your report would replace it; name another file with -o")


def _check_same_person(output: Path, about: PersonalAnswers, wanted: InterviewOptions, instrument: Instrument) -> None:
    """Print whose answers the file holds; refuse if they do not match the options of the command line."""
    whole = instrument.questionnaire
    titles = {role.id: fill_placeholders(role.title, whole, about.school.nation) for role in whole.roles}
    role = find_role(wanted.role, instrument) if wanted.role else None
    held = f"{titles.get(about.role or '', 'no role')}, {about.school.name or about.school.id}, {about.form} form"
    pairs = (
        (wanted.form, about.form),
        (role, about.role),
        (wanted.nation, about.school.nation),
        (wanted.round, about.round),
        (fold_text(wanted.school) if wanted.school else None, fold_text(about.school.name or about.school.id)),
    )
    if any(asked is not None and asked != there for asked, there in pairs):
        refuse(f"{output} holds the answers of somebody else ({held}); name another file with -o")
    tell(f"Continuing with {output} ({held}). If that is somebody else, name another file with -o.")


def _make_asker(words: NonAnswers, spoken: Locale, *, plain: bool) -> Asker:
    if plain or not _can_be_drawn_on():
        return LineModeAsker(words, spoken)
    from speedbumps.cli.interview.fullscreen import FullScreenAsker  # loads the terminal library

    return FullScreenAsker(words, spoken)


def _can_be_drawn_on() -> bool:
    """Return whether there is a terminal on which a question with its answers can be drawn in place."""
    if os.environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    size = os.get_terminal_size()
    return size.columns >= LEAST_COLUMNS and size.lines >= LEAST_LINES


def _resume_session(path: Path, instrument: Instrument) -> tuple[PersonalAnswers, Session]:
    """Return the person and session in the file at *path*.

    Raises:
        BadFilesError: If it does not hold answers to this questionnaire; so it is never overwritten.
    """
    source = require_value(read_yaml(path))
    read = read_person(source, instrument, set_aside=False)
    if read.value is None:
        raise BadFilesError(read.problems)
    if read.problems:  # answers to an earlier version, of which some are set aside
        advice = "to go on with them, name the file of that version; or begin again in another file with --output"
        raise BadFilesError(tuple(each._replace(message=f"{each.message}; {advice}") for each in read.problems))
    about = require_value(validate(PersonalAnswers, source))
    put = _items_for_person(instrument.questionnaire, about)
    words = instrument.questionnaire.non_answers
    return about, start_session(put, normalise_answers(put, about.answers, words), about.notes)


def _items_for_person(questionnaire: Questionnaire, about: PersonalAnswers) -> tuple[PresentedQuestion, ...]:
    return present_questions(questionnaire, about.form, about.role or EVERYBODY, about.school.nation)


def _run_session(asker: Asker, output: Path, about: PersonalAnswers, session: Session) -> bool:
    """Ask question after question, saving each answer; return whether the person finished."""
    while True:
        step = asker.ask(session)
        if isinstance(step, Stop):
            tell(f"Stopped. Your answers so far are in {output}; the same command continues.")
            return False
        if isinstance(step, Finish):
            return True
        after = apply_step(session, step)
        if (after.answers, after.notes) != (session.answers, session.notes):
            _save_answers(output, about, after)
        session = after


def _save_answers(output: Path, about: PersonalAnswers, session: Session) -> None:
    write(answers_yaml(about, session.answers, session.notes), output, private=True)


def _ask_again(asker: Asker, output: Path, about: PersonalAnswers, questionnaire: Questionnaire) -> PersonalAnswers:
    """Ask the only person of a role once more for consent, now that the questions are known; save a yes."""
    if about.consent is not None:
        return about
    consent = ask_consent(questionnaire, about.role, asker)
    if consent is None:
        return about
    held = require_value(validate(PersonalAnswers, require_value(read_yaml(output))))
    after = held.model_copy(update={"consent": consent})
    write(answers_yaml(after, after.answers, after.notes), output, private=True)
    return after


def _finish_session(output: Path, about: PersonalAnswers, instrument: Instrument, language: str) -> Path | None:
    """Write the report if one person's answers may have one, and return its path; otherwise say what to do."""
    if about.consent is None:
        tell(
            f"Thank you. Your answers are in {output}: hand that file in. A report needs the answers of several people."
        )
        return None
    # These load the libraries of frames and templates, which asking does not need.
    from speedbumps.audit import audits
    from speedbumps.report import make_document, render_html
    from speedbumps.report.beside import Beside
    from speedbumps.responses.combine import combine

    read = require_value(read_person(require_value(read_yaml(output)), instrument, set_aside=False))
    (made,) = audits(instrument, combine([read], instrument).responses)
    report = output.with_suffix(".html")
    document = make_document(made, language, Beside(read.written))
    write(render_html(document), report, inputs=(output,))
    tell(f"Thank you. Your answers are in {output}, and the report is in {report}: open it in a browser.")
    return report
