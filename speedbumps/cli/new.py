"""speedbumps new: start a questionnaire or a translation, or try a questionnaire in interviews."""

import re
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Annotated, NamedTuple

import typer

from speedbumps.cli import options
from speedbumps.cli.roles import parse_role
from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.cli.translation_files import TranslationWish, write_translation
from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.queries import applies_to_role
from speedbumps.model.questionnaire import Nation, Questionnaire
from speedbumps.model.scalars import ID_PATTERN
from speedbumps.questionnaires.draft_languages import has_draft_words
from speedbumps.questionnaires.load import find_questionnaire, load_questionnaire, read_instrument
from speedbumps.questionnaires.translation import select_language
from speedbumps.resources import shipped_folder

_INSTEAD = "# It stands in place of the actions of '{base}'; copy those that you want to keep.\n"
"""What the actions of a local questionnaire say of those that it would inherit."""

app = command_line("Start a questionnaire or a translation, or try a questionnaire in interviews.")

AT_ONCE = 15
"""The number of questions from which on a sheet is too long for one interview."""


class NewKind(StrEnum):
    """The kinds of file that can be started."""

    questionnaire = "questionnaire"
    overlay = "overlay"
    actions = "actions"
    interview = "interview"
    translation = "translation"


@app.command()
def new(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    what: Annotated[
        NewKind,
        typer.Argument(
            help="A whole questionnaire, a local one that extends another (overlay), what people could do about each "
            "part of one (actions), sheets for interviews in which people say how they understand its questions "
            "(interview), or a file to translate it in (translation)."
        ),
    ] = NewKind.questionnaire,
    questionnaire: Annotated[
        str | None,
        typer.Argument(
            help="For actions, interview and translation: the questionnaire, an id or a path. For interview, school by "
            "default.",
            metavar="NAME",
        ),
    ] = None,
    into: Annotated[
        str | None,
        typer.Argument(help="For translation: the language to translate into, such as cy.", metavar="LANGUAGE"),
    ] = None,
    of: Annotated[
        str, typer.Option("--of", help="The questionnaire that a local one extends.", metavar="ID")
    ] = "school",
    role: Annotated[str | None, typer.Option("--role", help="For interview: the sheet of this role only.")] = None,
    questions: Annotated[
        str | None,
        typer.Option("--questions", help="For interview: the ids of the questions, such as P01,P02.", metavar="IDS"),
    ] = None,
    nation: Annotated[
        Nation | None,
        typer.Option(
            "--nation",
            help="For interview: the nation, for its words and roles. For translation: the nation for which texts "
            "with words such as {inspectorate} are written out.",
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="For interview: the language of the questions.")
    ] = None,
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="For translation: the file of a translator's program, whose translations are taken home.",
            metavar="FILE",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Write to this file. For translation: with the ending .po or .xlf, for a translator's program; by "
            "default, to the file beside the questionnaire, such as school.cy.yaml.",
            metavar="FILE",
        ),
    ] = None,
) -> None:
    """Print a small, complete questionnaire to start from, with notes that explain each part.

    Or print a library of actions for a questionnaire, with two to start from and a list of the parts that need some.

    Or print sheets for cognitive interviews, in which people say how they understand each question: in Markdown, or for
    a browser if the file's name ends in .html.

    Or write the file of a translation, with every text and the original above it. Written again, it keeps what is
    translated, adds what is new, and marks what has changed.
    """
    if draft_translations and language is None:
        refuse("--draft-translations goes with --language; add it, or leave this out")
    if what is NewKind.translation:
        if any(each is not None for each in (role, questions, language)):
            refuse("--role, --questions and --language go with 'interview' only; leave them out")
        if questionnaire is None or into is None:
            refuse("name the questionnaire and the language: speedbumps new translation school cy")
        write_translation(TranslationWish(questionnaire, into, from_, nation), output)
        return
    if into is not None or from_ is not None:
        refuse("a third name and --from go with 'translation' only; leave them out")
    if output is not None and output.exists():
        refuse(f"there is a file {output} already; name another, or move it away")
    if what is NewKind.interview:
        _write_interview(
            questionnaire or "school", output, SheetChoice(role, questions, nation, language, draft_translations)
        )
        return
    if any(each is not None for each in (role, questions, nation, language)):
        refuse("--role, --questions, --nation and --language go with 'interview' only; leave them out")
    if what is NewKind.actions:
        if questionnaire is None:
            refuse("name the questionnaire: speedbumps new actions ours.yaml -o ours.actions.yaml")
        _write_actions(questionnaire, output)
        return
    if questionnaire is not None:
        refuse("a second name goes with 'actions', 'interview' and 'translation' only; leave it out")
    name = _new_id(output, what)
    words = (
        {"id": name} if what is NewKind.questionnaire else {"id": name, **_base_words(_base_questionnaire(of, output))}
    )
    write(_fill_template(what, words), output)
    if output is not None:
        tell(f"{output} is yours to change. Then: speedbumps check {output}")


def _write_actions(name: str, output: Path | None) -> None:
    """Write an action library to start from, for the questionnaire *name*."""
    path = find_questionnaire(name, Path())
    found = require_value(load_questionnaire(path))
    asked = {facet: question.id for question in reversed(found.questionnaire.questions) for facet in question.measures}
    titles, inherited = _facet_titles(found.questionnaire), _facet_titles(found.base) if found.base is not None else {}
    first = next((facet for facet in sorted(titles, key=inherited.__contains__) if facet in asked), None)
    if first is None:
        refuse(f"'{name}' measures no part of a barrier; write a question that does, and then its actions")
    file = output.name if output is not None else f"{found.questionnaire.id}.actions.yaml"
    others = "".join(f"#   {facet}  # {title}\n" for facet, title in titles.items() if facet != first)
    words = {
        "file": file,
        "instead": _INSTEAD.format(base=found.base.id) if found.base is not None else "",
        "language": found.questionnaire.language,
        "facet": first,
        "question": asked[first],
        "others": f"\n# Two actions each are still to write for:\n{others}".rstrip() if others else "",
    }
    text = _fill_template(NewKind.actions, words).rstrip() + "\n"
    write(text, output, inputs=[path] if isinstance(path, Path) else [])
    if output is not None:
        tell(f"{output} is yours to change. Write in {path}: actions: {file}. Then: speedbumps check {path}")


def _facet_titles(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the titles of all facets, by their full names, each after the title of its barrier."""
    return {
        f"{barrier.id}.{facet.id}": f"{barrier.title}: {facet.title}"
        for barrier in questionnaire.barriers
        for facet in barrier.facets
    }


class SheetChoice(NamedTuple):
    """The options that choose what is on the sheets of an interview, as they were given."""

    role: str | None
    questions: str | None
    nation: Nation | None
    language: str | None
    drafts: bool
    """Whether that may be a translation that nobody has checked."""


def _write_interview(name: str, output: Path | None, choice: SheetChoice) -> None:
    """Write the sheets for interviews about the questionnaire *name*, in the format that the file's ending says."""
    from speedbumps.forms import interview_sheets  # loads templates, which the other files do not need

    page = output is not None and output.suffix.lower() in {".html", ".htm"}
    if output is not None and not page and output.suffix.lower() != ".md":
        refuse(f"sheets are Markdown or a page for a browser; end the name in .md or .html, not in '{output.suffix}'")
    path = find_questionnaire(name, Path())
    read, draft = _in_language(path, choice)
    role = parse_role(choice.role, read, choice.nation)
    chosen = _chosen_questions(read, choice.questions, role)
    wish = interview_sheets.SheetOptions(role, chosen, choice.nation, choice.drafts, draft=draft)
    made = interview_sheets.build_sheets(read, wish)
    if not made.sheets:
        refuse("none of these questions is asked there; name others with --questions, or another --nation")
    render = interview_sheets.render_html if page else interview_sheets.render_markdown
    write(render(made), output, inputs=[path] if isinstance(path, Path) else [])
    most = max((len(sheet.questions) for sheet in made.sheets), default=0)
    if most > AT_ONCE:
        tell(f"A sheet has up to {most} questions, too many for one person; choose about ten with --questions.")
    if output is not None:
        tell(f"{output} has sheets for {len(made.sheets)} of the roles. Ask five or six people of each.")


def _in_language(path: Traversable, choice: SheetChoice) -> tuple[Questionnaire, bool]:
    """Return the questionnaire at *path* in the language that is chosen, and whether that is a draft.

    Refuse if there is no translation into it, or if it is a draft and none is wanted.
    """
    instrument, language = require_value(read_instrument(path)), choice.language
    if language is None:
        return instrument.questionnaire, choice.drafts and has_draft_words(instrument.questionnaire.language)
    found = select_language(instrument, path, language, drafts=choice.drafts)
    if found is None:
        refuse(
            f"there is no translation into '{language}' beside the questionnaire; "
            "'speedbumps new translation' begins one"
        )
    options.check_language(language, drafts=choice.drafts)
    return found.questionnaire, found.draft or has_draft_words(language)


def _chosen_questions(questionnaire: Questionnaire, wanted: str | None, role: str | None) -> tuple[str, ...]:
    """Return the ids of the *wanted* questions; refuse those that do not exist, or that *role* is not asked."""
    if wanted is None:
        return ()
    known = {question.id.casefold(): question for question in questionnaire.questions}
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    if not names:
        refuse("--questions names no question; give ids such as P01,P02")
    for name in names:
        found = known.get(name.casefold())
        if found is None:
            refuse(f"there is no question '{name}'" + did_you_mean(name, [each.id for each in known.values()]))
        if role is not None and not applies_to_role(questionnaire, found, role):
            refuse(f"'{role}' is not asked '{found.id}'; leave it out, or name another --role")
    return tuple(known[name.casefold()].id for name in names)


def _new_id(output: Path | None, what: NewKind) -> str:
    """Return the id of the new questionnaire: the name of its file, by which it will be found."""
    default = "my-questions" if what is NewKind.questionnaire else "my-school"
    if output is None:
        return default
    if not re.match(ID_PATTERN, output.stem) or output.suffix not in (".yaml", ".yml"):
        refuse("the file's name becomes the id: a letter, then letters, digits or hyphens, and .yaml at the end")
    return output.stem


def _base_questionnaire(of: str, output: Path | None) -> Questionnaire:
    """Return the questionnaire *of*, searched for where the local one will search for it."""
    written = require_value(load_questionnaire(find_questionnaire(of, output.parent if output else Path())))
    if written.local is not None:
        refuse(f"'{of}' is a local questionnaire itself; extend the one that it extends")
    return written.questionnaire


def _base_words(base: Questionnaire) -> dict[str, str]:
    """Return the words that the example of a local questionnaire takes from *base*."""
    for question in base.questions:
        for facet in question.measures:
            return {
                "of": base.id,
                "version": base.version,
                "question": question.id,
                "scale": question.scale,
                "facet": facet,
                "group": str(base.privacy.min_group),
            }
    refuse(f"'{base.id}' measures nothing, so nothing can be added to it")
    return {}


def _fill_template(what: NewKind, words: dict[str, str]) -> str:
    text = (shipped_folder("templates") / "new" / f"{what}.yaml").read_text("utf-8")
    return Template(text).substitute(words)
