"""speedbumps start: a menu in plain words, for people who are new to a terminal."""

import re
import shlex
import sys
from collections.abc import Callable, Sequence
from itertools import chain, count, islice
from pathlib import Path
from subprocess import list2cmdline
from typing import NamedTuple

from speedbumps.cli.browser import show_page
from speedbumps.cli.commands import command_module
from speedbumps.cli.exit_codes import BAD_FILES, CLEAN
from speedbumps.cli.interview.line_mode import choose_by_number, type_line
from speedbumps.cli.interview.setup import COUNTRIES
from speedbumps.cli.running import command_line, run, tell
from speedbumps.tables.files import PUBLISHED

app = command_line("A menu.")

WINDOWS = sys.platform == "win32"

MADE = (".html", ".docx", ".xlsx", ".md", ".yaml")
"""The endings of files that are offered for opening."""

MOST = 20
"""The most files that are offered for opening."""

DRAG = "Drag the file, or the folder of files, into this window and press Enter (q to go back)"

DRAG_OR_NONE = "Drag it into this window and press Enter; only Enter if there is none (q to go back)"

HOURS = "How many hours of all people together are there in a term for new things? A number, or ? if you do not know"

SCHOOLS = "schools.csv"
"""The table about the school that is used if it is here."""

HERE = Path()


class _Choice(NamedTuple):
    """A line of the menu."""

    title: str
    act: Callable[[], None]


@app.command()
def start() -> None:
    """Choose what to do from a menu, without knowing any command.

    Everything that is made is written into the current folder. Nothing leaves this computer.
    """
    menu = {
        "example": _Choice("Look at the report of a made-up school", _show_example),
        "alone": _Choice("Answer the questions yourself (about 15 minutes; you can stop and go on later)", _answer),
        "form": _Choice("Make a form for your staff", _make_form),
        "report": _Choice("Make a report from the answers that came back", _make_report),
        "before": _Choice("See what has changed since an earlier round, and what became of its plan", _compare),
        "plan": _Choice("Plan what to do first", _make_plan),
        "sheets": _Choice("Make sheets of a plan: for governors, for staff, letters, a Word file", _make_sheets),
        "typed": _Choice("Read what people typed into the Word file of a plan", _read_typed),
        "many": _Choice("Make the reports of many schools, and a page about all of them", _make_many_reports),
        "open": _Choice("Open something that was made here", _open_file),
    }
    offered = [*((name, choice.title) for name, choice in menu.items()), ("stop", "Stop")]
    greeting: tuple[str, ...] = (
        "What slows improvement in your school, and what could be done about it?",
        f"What you make here is kept in {HERE.resolve()}. Nothing leaves this computer.",
        "",
    )
    while chosen := choose_by_number("What would you like to do? Type a number and press Enter.", offered, greeting):
        if chosen == "stop":
            break
        menu[chosen].act()
        greeting = ("",)
    tell("Goodbye. To come back, type: speedbumps start")


def _show_example() -> None:
    _call("demo", "-o", str(_free_name("example.html")))


def _answer() -> None:
    """Begin an interview, or go on with one that was stopped."""
    started = [path for path in sorted(HERE.glob("*.yaml")) if _begins_with(path, "speedbumps-answers/")]
    if not started:
        _call("audit", "-o", str(_free_name("my-answers.yaml")))
        return
    offered = [*((str(path), f"Go on with {path.name}") for path in started), ("", "Begin anew")]
    chosen = choose_by_number("There are answers here already.", offered)
    if chosen is not None:
        _call("audit", "-o", chosen or str(_free_name("my-answers.yaml")))


def _make_form() -> None:
    """Make a form, in the program that the school uses."""
    offered = (
        ("page", "A page of its own, which needs no other program: people send back a small file"),
        ("google-forms", "Google Forms"),
        ("microsoft-forms", "Microsoft Forms"),
        ("paper", "Paper"),
    )
    program = choose_by_number("How do you want to ask your staff?", offered)
    nation = program and choose_by_number("Where is your school?", COUNTRIES.items())
    if program is None or nation is None:
        return
    arguments = ("--nation", nation, "-o")
    match program:
        case "page":
            _call("form", *arguments, str(_free_name("form.html")))
        case "paper":
            _call("form", "--paper", *arguments, str(_free_name("paper.html")))
        case _:
            ending = command_module("export").PROGRAMS[program].ending
            _call("export", "--to", program, *arguments, str(_free_name(f"{program}{ending}")))


def _make_report() -> None:
    answers = _ask_for_files()
    if answers:
        _report_again_if_published(answers, _free_name("report.html"), "--open")


def _compare() -> None:
    """Make the report of a round with what changed since an earlier one, and what became of its plan."""
    answers = _ask_for_files("First the answers of this round. ")
    earlier = answers and _ask_for_files("Now those of the earlier round. ")
    if not answers or not earlier:
        return
    plan = _choose_plan("Which plan did you make then?", "None")
    table = None if plan is None else _ask_for_school_table()
    if plan is None or table is None:
        return
    before = [part for path in earlier for part in ("--before", str(path))]
    planned = ("--plan", plan) if plan else ()
    _report_again_if_published(answers, _free_name("report.html"), *before, *planned, "--open", table=table)


def _make_many_reports() -> None:
    """Make the report of each school and the page about all, in a new folder or in one that is there already."""
    answers = _ask_for_files("Name all answers of this round, those of the last time too. ")
    earlier = (
        _ask_for_optional_file("Are there answers of an earlier round, to say what has changed?") if answers else None
    )
    table = None if earlier is None else _ask_for_table("Is there a table of your schools?")
    folder = None if table is None else _choose_folder_of_reports()
    if earlier is None or table is None or folder is None:
        return
    before = ("--before", str(earlier[0])) if earlier else ()
    done = _call("batch", *map(str, answers), *before, *table, "--out", folder) in {CLEAN, BAD_FILES}
    page = Path(folder) / "cohort.html"
    if done and page.exists():  # also where some schools were left out
        show_page(page, wanted=True)


def _choose_folder_of_reports() -> str | None:
    """Return the folder for the reports of many schools; None if somebody goes back."""
    there = [str(path.parent) for path in sorted(HERE.glob("*/manifest.json"))]
    anew = str(_free_name("reports"))
    if not there:
        return anew
    title = "There are reports here. Are these answers of the same round, or of another one?"
    offered = [*((name, f"The same: bring {name} up to date") for name in there), (anew, "Another: make a new folder")]
    return choose_by_number(title, offered)


def _make_sheets() -> None:
    plan = _choose_plan_here("Of which plan?")
    if not plan:
        return
    for reader in ("governors", "staff", "letters"):
        _call("plan", plan, "--for", reader, "-o", str(_free_name(f"{reader}.html")))
    _call("plan", plan, "-o", str(_free_name("plan.docx")))


def _read_typed() -> None:
    documents = _ask_for_files()
    plan = documents and _choose_plan_here("Which plan was it made of?")
    if documents and plan:
        _call("plan", *map(str, documents), "-o", plan)


def _plans_here() -> list[tuple[str, str]]:
    """Return the plans in this folder, each with its name."""
    plans = (path for path in sorted(HERE.glob("*.yaml")) if _begins_with(path, "speedbumps-plan/"))
    return [(str(path), path.name) for path in plans]


def _choose_plan_here(title: str) -> str | None:
    """Return the path of the plan that somebody chooses of those here; None if there is none, or they go back."""
    plans = _plans_here()
    if not plans:
        tell("There is no plan here yet. Make one first.")
        return None
    return choose_by_number(title, plans)


def _choose_plan(title: str, otherwise: str) -> str | None:
    """Return the path of a plan that somebody chooses of those here, or drags into the window if there is none.

    Return an empty text for *otherwise*, and None if they go back.
    """
    plans = _plans_here()
    if plans:
        return choose_by_number(title, [*plans, ("", otherwise)])
    found = _ask_for_optional_file(title)
    return None if found is None else str(found[0]) if found else ""


def _make_plan() -> None:
    """Make a plan or add to one, with what an earlier plan and its answers tell."""
    answers = _ask_for_files()
    hours = type_line(HOURS) if answers else None
    if hours is None:
        return
    limit = ("--hours-per-term", hours) if re.fullmatch(r"\d+(\.\d+)?", hours) else ()
    plans = _plans_here()
    more = ("", "Make another plan")
    title = "There is a plan here. Add to it what is new, or make another?"
    kept = choose_by_number(title, [*plans, more]) if plans else ""
    earlier = None if kept is None else () if kept else _ask_for_last_plan()
    table = None if earlier is None else _ask_for_school_table()
    if earlier is None or table is None:
        return
    plan = kept or str(_free_name("plan.yaml"))
    if _call("plan", *map(str, answers), *table, *limit, *earlier, "-o", plan) == CLEAN:
        _call("plan", plan, "-o", str(_free_name("plan.html")), "--open")


def _ask_for_last_plan() -> tuple[str, ...] | None:
    """Return the options for the plan of an earlier round and for its answers; None if somebody goes back."""
    last = _choose_plan("Which plan did you make in an earlier round?", "None")
    if not last:
        return None if last is None else ()
    before = _ask_for_optional_file("Now the answers of that round, so that the plan knows what is lower since.")
    if before is None:
        return None
    return ("--last", last, *(("--before", str(before[0])) if before else ()))


def _open_file() -> None:
    made = sorted((path for path in HERE.iterdir() if path.suffix.lower() in MADE), key=_last_changed, reverse=True)
    if not made:
        tell("Nothing has been made here yet.")
        return
    chosen = choose_by_number("Which one? The newest comes first.", [(str(path), path.name) for path in made[:MOST]])
    if chosen is not None:
        show_page(Path(chosen), wanted=True)


def _last_changed(path: Path) -> float:
    return path.stat().st_mtime


def _ask_for_files(first: str = "") -> list[Path]:
    """Return the files that somebody names or drags into the window; none if they go back."""
    return _typed_files(first + DRAG, may_be_empty=False) or []


def _ask_for_optional_file(first: str) -> list[Path] | None:
    """Return the file that somebody names or drags into the window, if there is one; None if they go back."""
    return _typed_files(f"{first} {DRAG_OR_NONE}", may_be_empty=True)


def _typed_files(title: str, *, may_be_empty: bool) -> list[Path] | None:
    while (line := type_line(title, may_be_empty=may_be_empty)) is not None:
        found = dragged_paths(line, windows=WINDOWS) if line else []
        missing = [path for path in found if not path.exists()]
        if not missing:
            return found
        tell(*(f"There is no file {path}. Try again, or type q to go back." for path in missing))
    return None


def _ask_for_school_table() -> tuple[str, ...] | None:
    """Return the option for the table about the school, which is asked for if there is none here; None to go back."""
    return _ask_for_table("Is there a table about your school, with its name and the number of staff in each role?")


def _ask_for_table(title: str) -> tuple[str, ...] | None:
    """Return the option for the table of schools, which is asked for with a *title* if there is none here."""
    if here := _school_table():
        return here
    found = _ask_for_optional_file(title)
    return None if found is None else ("--schools", str(found[0])) if found else ()


def dragged_paths(line: str, *, windows: bool) -> list[Path]:
    """Return the paths in *line*, as a terminal writes them for files that are dragged into its window.

    Windows puts quotes around a path with spaces; other systems put a backslash before each space.
    """
    if not windows:
        try:
            return [Path(word) for word in shlex.split(line)]
        except ValueError:  # a quote in a name that was typed
            return [Path(line)]
    quoted = re.findall(r'"([^"]+)"|(\S+)', line)
    whole = Path(line.strip().strip('"'))
    return [whole] if whole.exists() else [Path(first or second) for first, second in quoted]


def _report_again_if_published(
    answers: Sequence[Path], output: Path, *more: str, table: Sequence[str] | None = None
) -> None:
    """Make a report; if it is refused because of an earlier one, offer to replace that.

    *table* is the option for the table about the school, by default for the one here.
    """
    schools = _school_table() if table is None else table
    arguments = ("report", *map(str, answers), *schools, "-o", str(output), *more)
    if _call(*arguments) != BAD_FILES or not any(_note_beside(path).exists() for path in answers):
        return
    offered = (("no", "No, leave it as it is"), ("yes", "Yes, and I take the earlier report back from whoever has it"))
    if choose_by_number("Write the report in place of the earlier one?", offered) == "yes":
        _call(*arguments, "--replaces")


def _note_beside(path: Path) -> Path:
    return (path if path.is_dir() else path.parent) / PUBLISHED


def _school_table() -> tuple[str, ...]:
    """Return the option for the table about schools, if there is one here."""
    return ("--schools", SCHOOLS) if (HERE / SCHOOLS).is_file() else ()


def _begins_with(path: Path, format_: str) -> bool:
    """Return whether the file at *path* names its *format_* in its first lines."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(format_ in line for line in islice(file, 8))


def _free_name(name: str) -> Path:
    """Return a path here that nothing has yet: *name*, or the same with a number."""
    path = HERE / name
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(each for each in chain((path,), numbered) if not each.exists())


def _call(command: str, *arguments: str) -> int:
    """Run a command as if it had been typed, and return its exit code."""
    tell("", f"This is the command: speedbumps {list2cmdline((command, *arguments))}", "")
    try:
        run(command_module(command).app, f"speedbumps {command}", list(arguments))
    except KeyboardInterrupt:
        tell("", "Stopped. You are back at the menu.")
        return BAD_FILES
    except SystemExit as left:
        return int(left.code or CLEAN)
    return CLEAN
