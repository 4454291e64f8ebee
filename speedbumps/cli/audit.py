"""speedbumps audit: the questions in the terminal, one at a time, kept after every answer."""

import sys
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli.interview.line_mode import Spoken
from speedbumps.cli.interview.setup import Asker, Wanted, begun_about
from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.diagnostics.problem import BadFilesError, needed
from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.forms.interview.files import in_yaml, understood_again
from speedbumps.forms.interview.session import Sitting, begun
from speedbumps.forms.interview.steps import Finish, Stop, stepped
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.instrument import Instrument, filled
from speedbumps.model.questionnaire import NATIONS, NonAnswers, Questionnaire
from speedbumps.questionnaires.load import find, load
from speedbumps.questionnaires.presentation import EVERYBODY, Item, items
from speedbumps.questionnaires.translation import in_all_languages, in_language
from speedbumps.responses.columns import role_named
from speedbumps.responses.one_person import read_person
from speedbumps.text import folded

app = command_line("Ask in the terminal.")

FILE = Path("answers.yaml")

ENDINGS = (".yaml", ".yml")


@app.command()
def audit(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    questionnaire: Annotated[
        str, typer.Argument(help="An id or a path.", metavar="QUESTIONNAIRE", show_default=True)
    ] = "school",
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The file that keeps the answers.", metavar="FILE")
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
    plain: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--plain", help="Line by line: for a screen reader. So it is in a pipe, too.")
    ] = False,
) -> None:
    """Answer the questions in the terminal, one at a time, and get a report at the end.

    Every answer is kept at once in the file; stopped at any moment, the same command goes on where you were. Nothing
    leaves this computer. One person's report is made only for a head who agrees to it, or for a staff that answers
    together; everybody else hands in the file.
    """
    _can_be_kept(output)
    where = find(questionnaire, Path.cwd())
    instrument = _spoken(in_all_languages(needed(load(where)), where), where, language)
    asker = _asker(instrument.questionnaire.non_answers, plain=plain)
    wanted = Wanted(form, role, school, nation, round_)
    if output.exists():
        about, sitting = _resumed(output, instrument)
        _same(output, about, wanted, instrument)
    else:
        _no_report_yet(output)
        about = begun_about(instrument.questionnaire, wanted, asker)
        sitting = begun(_items(instrument.questionnaire, about), {}, {})
        _keep(output, about, sitting)
    if _answered(asker, output, about, sitting):
        _finished(output, about, instrument)


def _spoken(instrument: Instrument, where: Traversable, language: str | None) -> Instrument:
    """The *instrument* in the *language* that is wanted, if it is there in it."""
    if language is None:
        return instrument
    there = ", ".join(each.language for each in (instrument.questionnaire, *instrument.languages))
    return in_language(instrument, where, language) or refuse(
        f"'{instrument.questionnaire.id}' is not there in '{language}'; there is {there}"
    )


def _can_be_kept(output: Path) -> None:
    """Says so before the first question if the file could not be written, or read again."""
    if output.suffix.lower() not in ENDINGS:
        refuse(f"answers are kept in a file that ends in .yaml; name it {output.with_suffix('.yaml').name}")
    if not output.parent.is_dir():
        refuse(f"there is no folder {output.parent} to write {output.name} into")


def _no_report_yet(output: Path) -> None:
    report = output.with_suffix(".html")
    if report.exists():
        refuse(f"{report} is there already, and your report would take its place; name another file with -o")


def _same(output: Path, about: PersonalAnswers, wanted: Wanted, instrument: Instrument) -> None:
    """Says whose answers the file holds; refuses if they are not those that are wanted."""
    whole = instrument.questionnaire
    titles = {role.id: filled(role.title, whole, about.school.nation) for role in whole.roles}
    role = role_named(wanted.role, instrument) if wanted.role else None
    held = f"{titles.get(about.role or '', 'no role')}, {about.school.name or about.school.id}, {about.form} form"
    pairs = (
        (wanted.form, about.form),
        (role, about.role),
        (wanted.nation, about.school.nation),
        (wanted.round, about.round),
        (folded(wanted.school) if wanted.school else None, folded(about.school.name or about.school.id)),
    )
    if any(asked is not None and asked != there for asked, there in pairs):
        refuse(f"{output} holds the answers of somebody else ({held}); begin another file with -o")
    tell(f"Going on with {output} ({held}). Somebody else begins another file with -o.")


def _asker(words: NonAnswers, *, plain: bool) -> Asker:
    if plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Spoken(words)
    from speedbumps.cli.interview.fullscreen import Drawn  # loads the library of terminals

    return Drawn(words)


def _resumed(path: Path, instrument: Instrument) -> tuple[PersonalAnswers, Sitting]:
    """What the file at *path* holds, if it holds answers to this questionnaire; it is never written over otherwise."""
    source = needed(read_yaml(path))
    read = read_person(source, instrument, set_aside=False)
    if read.value is None:
        raise BadFilesError(read.problems)
    about = PersonalAnswers.model_validate(source.data)
    put = _items(instrument.questionnaire, about)
    words = instrument.questionnaire.non_answers
    return about, begun(put, understood_again(put, about.answers, words), about.notes)


def _items(questionnaire: Questionnaire, about: PersonalAnswers) -> tuple[Item, ...]:
    return items(questionnaire, about.form, about.role or EVERYBODY, about.school.nation)


def _answered(asker: Asker, output: Path, about: PersonalAnswers, sitting: Sitting) -> bool:
    """Goes from question to question, keeping each answer; whether the person finished."""
    while True:
        step = asker.ask(sitting)
        if isinstance(step, Stop):
            tell(f"Stopped. What you answered is in {output}; the same command goes on.")
            return False
        if isinstance(step, Finish):
            return True
        after = stepped(sitting, step)
        if (after.answers, after.notes) != (sitting.answers, sitting.notes):
            _keep(output, about, after)
        sitting = after


def _keep(output: Path, about: PersonalAnswers, sitting: Sitting) -> None:
    write(in_yaml(about, sitting.answers, sitting.notes), output)


def _finished(output: Path, about: PersonalAnswers, instrument: Instrument) -> None:
    """Makes the report, where one person's answers may have one; else says how to hand the file in."""
    if about.consent is None:
        tell(f"Thank you. Your answers are in {output}: hand that file in. A report needs those of several people.")
        return
    # Loads the libraries of frames and templates, which asking does without.
    from speedbumps.audit import audits
    from speedbumps.report import in_html
    from speedbumps.responses.combine import combine

    read = needed(read_person(needed(read_yaml(output)), instrument, set_aside=False))
    (made,) = audits(instrument, combine([read], instrument).responses)
    report = output.with_suffix(".html")
    write(in_html(made, "en"), report, inputs=(output,))
    tell(f"Thank you. Your answers are in {output}, and the report is in {report}: open it in a browser.")
