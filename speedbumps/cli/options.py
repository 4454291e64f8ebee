"""Options that several commands share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speedbumps.cli.running import refuse, show, tell
from speedbumps.diagnostics.codes import DRAFT_TRANSLATION
from speedbumps.diagnostics.problem import START, BadFilesError, Problem, require_value
from speedbumps.model.over_staff import OverStaff, over_staff_problem
from speedbumps.model.scalars import DAY, parse_day
from speedbumps.responses.collect import AnswerSet, assemble
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.text import list_some

if TYPE_CHECKING:
    from speedbumps.report.branding.brand import Brand

Answers = Annotated[
    list[Path],
    typer.Argument(
        help="Files of answers: .yaml (one person), .csv or an export (many people); or folders, and all folders in "
        "them.",
        metavar="ANSWERS...",
        show_default=False,
    ),
]
Questionnaire = Annotated[
    str | None,
    typer.Option(
        "-q",
        "--questionnaire",
        help="The questionnaire: an id or a path. By default, the one that the answers name.",
        metavar="NAME",
    ),
]
Form = Annotated[
    str | None, typer.Option("--form", help="The form that a table without a form column was filled in with.")
]
Round = Annotated[str | None, typer.Option("--round", help="The round to use, if the answers are of several.")]
Schools = Annotated[
    Path | None,
    typer.Option("--schools", help="A table of schools: your own, or a government's register.", metavar="FILE"),
]
School = Annotated[
    str | None,
    typer.Option("--school", help="The school to use, by its id or name, if the answers are of several."),
]
Date = Annotated[str | None, typer.Option("--date", help="The date to print, such as 2026-11-24. By default, none.")]
SetAside = Annotated[
    bool, typer.Option("--set-aside", help="Treat cells that cannot be read as blank; they are listed and counted.")
]
Map = Annotated[
    Path | None,
    typer.Option("--map", help="A file that says what columns and words of an export mean.", metavar="YAML"),
]
Sheet = Annotated[
    str | None, typer.Option("--sheet", help="The sheet with the answers, in each workbook.", metavar="NAME")
]
OpenPage = Annotated[
    bool | None,
    typer.Option("--open/--no-open", help="Show the page in the browser; by default at a desktop.", show_default=False),
]
OpenReport = Annotated[bool, typer.Option("--open/--no-open", help="Show the report in the browser, if it is HTML.")]
Annex = Annotated[
    bool, typer.Option("--annex", help="Write the annex too, beside the report: all questions, numbers and options.")
]
Overall = Annotated[bool, typer.Option("--overall", help="Add one overall figure, with a caution.")]
Reliability = Annotated[
    bool,
    typer.Option("--reliability", help="Add Cronbach's alpha of each score, for analysts. It is not a pass mark."),
]
Exact = Annotated[
    bool,
    typer.Option(
        "--exact",
        help="Keep 9 decimals in JSON and CSV. Such figures can give single people's answers away: keep them with the "
        "answers, and do not pass them on.",
    ),
]
Verbose = Annotated[
    bool,
    typer.Option("--verbose", help="Give every problem its own line, instead of one for each file and kind."),
]
Replaces = Annotated[
    bool,
    typer.Option(
        "--replaces",
        help="Write although an earlier report and this one together would reveal what a few people answered: you took "
        "the earlier one back. The report says that it replaces that one.",
    ),
]
Since = Annotated[
    Path | None,
    typer.Option(
        "--since",
        help="The audit of an earlier report that others have: refuse if both together would reveal what a few people "
        "answered. Only needed if the answers were moved without the note beside them.",
        metavar="AUDIT",
    ),
]
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        help="A folder with templates of your own for pages: page.html, style.css, logo.svg or logo.png, and "
        "report.docx for Word; what is not "
        "there is ours.",
        metavar="DIR",
    ),
]
Language = Annotated[
    str,
    typer.Option(
        "--language",
        help="The language of the report, and of the questionnaire's texts if it has a translation.",
    ),
]
DraftTranslations = Annotated[
    bool,
    typer.Option(
        "--draft-translations",
        help="Use a language although its translation is a draft that no named translator has checked. What is made "
        "then says so.",
    ),
]

MOST_SCHOOLS = 6
"""The most schools that a message names, with the number of people who answered."""


def read_answers(
    answers: list[Path], wanted: AnswerOptions, *, verbose: bool, contents: Mapping[Path, bytes] | None = None
) -> AnswerSet:
    """Return the answers that the command names, and print what was left out, set aside or not read."""
    found = assemble(answers, wanted, contents)
    show((*found.problems, *_as_warnings(found.notices)), "The others were read.", verbose=verbose)
    return found


def require_one_school(found: AnswerSet) -> None:
    """Refuse answers of several schools."""
    schools = found.responses.people.get_column("school").value_counts(sort=True).rows()
    if len(schools) > 1:
        named = list_some([f"'{name}' ({people})" for name, people in schools], MOST_SCHOOLS)
        refuse(
            f"these are the answers of {len(schools)} schools, and a report is about one: {named}. Choose one "
            "with --school; if two of them are one school, correct the name. 'speedbumps score' scores all of them"
        )


def read_templates(folder: Path | None) -> "Brand | None":
    """Return the templates in *folder*, if one is named.

    Raises:
        BadFilesError: If one of them cannot be used.
        FileNotFoundError: If there are none.
    """
    if folder is None:
        return None
    # This loads the template engine.
    from speedbumps.report.branding.read_brand import read_brand

    return require_value(read_brand(folder))


def show_notices(problems: Iterable[Problem], *, verbose: bool) -> None:
    """Print what was set aside or not read, as warnings, since none of it stops the work."""
    show(_as_warnings(problems), verbose=verbose)


def _as_warnings(problems: Iterable[Problem]) -> Iterator[Problem]:
    return (each._replace(severity="warning") if each.severity == "error" else each for each in problems)


def warn_over_staff(
    over: Mapping[str, Iterable[OverStaff]], files: Mapping[str, Sequence[Path]], *, table: bool
) -> None:
    """Warn of each school that has more answers than staff, as *over* says, at the first of its *files*.

    Both are by school. *table* is whether a table of schools is in use.
    """
    for school, each in over.items():
        for one in each:
            show([over_staff_problem(one, school, str(files[school][0]), table=table)])


def check_language(language: str, *, drafts: bool) -> None:
    """Print a note if the report's own texts are not available in *language*; stop if they are a draft.

    Raises:
        BadFilesError: If they are, and no *drafts* are wanted.
    """
    from speedbumps.i18n import english_name, has_language, language_status

    note_missing_words(language)
    if has_language(language) and language_status(language).is_draft and not drafts:
        message = (
            f"the translation of speedbumps' own words into {english_name(language)} is a draft that no named "
            "translator has checked; --draft-translations uses it, and what is made then says so"
        )
        raise BadFilesError((Problem(f"--language {language}", START, DRAFT_TRANSLATION, message),))


def note_missing_words(language: str) -> None:
    """Print a note if speedbumps' own words are not available in *language*."""
    from speedbumps.i18n import has_language

    if not has_language(language):
        tell(
            f"speedbumps has no translation into '{language}' yet; its own words, such as headings and buttons, are in "
            "English"
        )


def parse_date(date: str | None) -> str | None:
    """Return *date*; refuse if it is not a date."""
    if date is None:
        return None
    day = parse_day(date)
    if day is None:
        refuse(
            f"there is no such day as {date}; look at the month"
            if DAY.fullmatch(date)
            else "write a date as 2026-11-24"
        )
    return day.isoformat()
