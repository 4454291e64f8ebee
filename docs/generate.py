"""From the code to the pages that repeat it: every check, every command's help, what each program supports.

The questions and actions that rest on each claim of the article come from the shipped files; the pages in `reference/`
from schemas, programs and the package itself (`reference_pages.py`), and the list of addresses from the pages.

Names of languages come from Babel in the same way.
`python docs/generate.py` writes them again; with `--check` it lists those that are out of date, and exits with 1.
`docs/pictures.py` takes the picture of the report, which needs a browser.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import yaml
from babel import Locale, localedata
from babel.numbers import get_decimal_symbol, get_group_symbol
from messages import messages_page
from pictures import PAGE, TERMINAL, draw_terminal, page_digest, shown_digest
from reference_pages import SUBJECTS, file_index, file_page, programs_page, python_page
from typer.testing import CliRunner

from speedbumps import cli
from speedbumps.cli import commands
from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.catalogue import FAMILIES
from speedbumps.lint.manual import CodeDescription, describe_all, format_markdown
from speedbumps.model.queries import facets
from speedbumps.programs.capabilities import capability_table
from speedbumps.questionnaires.load import find_questionnaire, read_instrument

DOCS = Path(__file__).parent
CHECKS = DOCS / "checks"
REFERENCE = DOCS / "reference"
EXPORTING = DOCS / "exporting.md"

HELP_PAGES = DOCS.parent / "speedbumps" / "cli" / "help_pages.py"

LANGUAGES = DOCS.parent / "templates" / "locale" / "languages.json"

LINKS = DOCS / "links.txt"
"""Every address outside the project that a page links to, for whoever checks them: no test uses the network."""

ADDRESS = re.compile(r"\]\((https?://[^\s)]+)\)")

WIDTH = {"COLUMNS": "80"}
"""Help is as wide as the window that it is printed in."""

NOTE = "<!-- Generated from the code by docs/generate.py; do not edit. -->\n\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check compare them."""
    pages = dict(_pages())
    left_over = {path for path in CHECKS.glob("*.md") if path not in pages}
    stale = sorted(left_over | {path for path, text in pages.items() if _read(path) != text})
    old_picture = not PAGE.exists() or shown_digest(PAGE.read_bytes()) != page_digest()
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(DOCS.parent).as_posix()} is out of date; run docs/generate.py")
        if old_picture:
            print(f"{PAGE.relative_to(DOCS.parent).as_posix()} shows an older page; run docs/pictures.py")
        return 1 if stale or old_picture else 0
    for folder in {path.parent for path in pages}:
        folder.mkdir(parents=True, exist_ok=True)
    for path in left_over:
        path.unlink()
    for path, text in pages.items():
        path.write_bytes(text.encode())
    return 0


def _read(path: Path) -> str | None:
    return path.read_bytes().decode() if path.exists() else None


def _pages() -> Iterator[tuple[Path, str]]:
    checks = tuple(describe_all().values())
    helps = dict(_helps())
    yield DOCS / "commands.md", NOTE + "\n\n".join(_commands(helps)) + "\n"
    yield HELP_PAGES, _as_module(helps)
    yield TERMINAL, draw_terminal()
    yield LANGUAGES, _languages()
    yield EXPORTING, _with_table(EXPORTING.read_bytes().decode())
    yield DOCS / "claims.md", NOTE + "\n\n".join(_claims()) + "\n"
    yield CHECKS / "README.md", NOTE + "\n\n".join(_index(checks)) + "\n"
    yield REFERENCE / "files.md", NOTE + "\n\n".join(file_index()) + "\n"
    for kind in SUBJECTS:
        yield REFERENCE / "files" / f"{kind}.md", NOTE + "\n\n".join(file_page(kind)) + "\n"
    yield REFERENCE / "messages.md", NOTE + "\n\n".join(messages_page()) + "\n"
    yield REFERENCE / "programs.md", NOTE + "\n\n".join(programs_page()) + "\n"
    yield REFERENCE / "python.md", NOTE + "\n\n".join(python_page()) + "\n"
    yield LINKS, "".join(f"{address}\n" for address in _addresses())
    for check in checks:
        yield CHECKS / _file(check), NOTE + _page(check)


def _addresses() -> list[str]:
    """Return what the pages link to outside the project."""
    return sorted({address for page in DOCS.rglob("*.md") for address in ADDRESS.findall(page.read_text("utf-8"))})


def _file(check: CodeDescription) -> str:
    return f"{check.code}-{check.name}.md"


def _page(check: CodeDescription) -> str:
    graded = f"Family: [{check.family}](README.md#{check.family}). Severity: {check.severity}."
    return f"# {check.code} {check.name}\n\n{graded}\n\n{format_markdown(check)}"


def _index(checks: tuple[CodeDescription, ...]) -> Iterator[str]:
    yield "# Checks"
    found = "What is found in files, by `speedbumps check` or when answers are put together."
    yield f"{found}\n`speedbumps explain CODE` prints a page in the terminal."
    for family, members in groupby(sorted(checks, key=_place), key=lambda check: check.family):
        yield f"## {family}"
        rows = [f"| [{one.code}]({_file(one)}) | {one.name} | {one.severity} | {_cell(one.what)} |" for one in members]
        yield "\n".join(["| code | name | severity | what |", "| --- | --- | --- | --- |", *rows])


def _place(check: CodeDescription) -> tuple[int, str]:
    return list(FAMILIES.values()).index(check.family), check.code


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _claims() -> Iterator[str]:
    """Yield the paragraphs of the page that says what rests on which claim of the article."""
    instrument = require_value(read_instrument(find_questionnaire("school")))
    actions = instrument.library.actions if instrument.library else ()
    claims: Mapping[str, str] = yaml.safe_load((DOCS / "claims.yaml").read_text("utf-8"))
    yield "# From the article to the questions"
    yield (
        "What the shipped questionnaire asks, and what its actions do, rests on the claims of one article: "
        "Mel Ainscow, 2019, on what three large programmes for schools showed about change.\n"
        "Each question, part of the road and action names its claims under `grounds`; the claims are here in our words."
    )
    rows = []
    for claim, text in claims.items():
        parts = [name for name, facet in facets(instrument.questionnaire) if claim in facet.grounds]
        questions = [each.id for each in instrument.questionnaire.questions if claim in each.grounds]
        easing = [each.id for each in actions if claim in each.grounds]
        rows.append(f"| {claim} | {_cell(text)} | {', '.join(parts)} | {', '.join(questions)} | {', '.join(easing)} |")
    head = ["| id | claim | parts of the road | questions | actions |", "| --- | --- | --- | --- | --- |"]
    yield "\n".join([*head, *rows])
    yield (
        "Claims that no single part of the road measures are asked about in several, or concern the whole: "
        "the number of bumps (C08), and for whom this is written (C32, C33)."
    )


def _with_table(page: str) -> str:
    """Return the *page* with a table of what each program can carry between its two marks."""
    before, start, rest = page.partition(FROM_HERE)
    _, end, after = rest.partition(TO_HERE)
    rows = [f"| {' | '.join(map(_cell, row))} |" for row in capability_table()]
    rows.insert(1, "| --- " * len(next(capability_table())) + "|")
    return "".join([before, start, "\n\n", "\n".join(rows), "\n\n", end, after])


FROM_HERE = "from here on, from speedbumps/programs/capabilities.py; do not edit. -->"
TO_HERE = "<!-- To here. -->"


def _helps() -> Iterator[tuple[str, str]]:
    """Yield each command with the help that the library prints of it."""
    for name in commands.COMMANDS:
        app = commands.command_module(name).app
        yield name, CliRunner(env=WIDTH).invoke(app, ["--help"], prog_name=f"speedbumps {name}").stdout


def _commands(helps: Mapping[str, str]) -> Iterator[str]:
    yield "# Commands"
    yield _help("speedbumps --help", cli.help_text())
    for name, text in helps.items():
        yield f"## speedbumps {name}"
        yield _help(f"speedbumps {name} --help", text)


def _as_module(helps: Mapping[str, str]) -> str:
    """Return a module with the help of every command, which loads faster than the commands."""
    pages = "".join(f'    "{name}": """\\\n{_quoted(text)}""",\n' for name, text in helps.items())
    summary = '"""What --help prints in a window of 80 columns or more. Written by docs/generate.py."""'
    return f"{summary}\n\nPAGES = {{\n{pages}}}\n"


def _languages() -> str:
    """Return, as JSON, the names of all languages of the CLDR, and their separators of thousands and decimals."""
    rows = []
    for name in sorted(localedata.locale_identifiers()):
        locale = Locale.parse(name)
        facts = (locale.get_language_name(), locale.english_name, get_group_symbol(name), get_decimal_symbol(name))
        rows.append(f'"{name.replace("_", "-")}": {json.dumps(facts, ensure_ascii=False)}')
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace('"""', r"\"\"\"")


def _help(command: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    return f"```text\n$ {command}\n{lines}\n```"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
