"""The recipes of CONTRIBUTING.md, followed in a copy: what is added is seen everywhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.paths import TOP

RULE = '''
def shouted_title(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A title is written in capitals only.

    It reads as if somebody shouted. Write it as a sentence.

    Bad, at 4:8:

    ```yaml
    format: speedbumps-questionnaire/1
    id: school
    version: 1
    title: WHAT SLOWS US?
    ```

    Good:

    ```yaml
    title: What slows us?
    ```
    """
    if questionnaire.title.isupper():
        yield Fault(("title",), "the title is written in capitals only")


CHECKS: tuple[Check[Questionnaire], ...] = (
    Check("SB711", long_form),
    Check("SB712", minutes_in_words),
    Check("SB719", shouted_title),
)
'''

READER = '''"""Acme: its number first, then a column for each question."""

from speedbumps.programs.layouts import ExportColumn, ExportReader, classify_column, single_heading_layout
from speedbumps.tables.sheets import Sheet


def recognise(sheet: Sheet) -> bool:
    """Return whether the first heading is that of Acme's own number."""
    return sheet.heading[:1] == ("Acme number",)


def _acme_column(sheet: Sheet, place: int, name: str) -> ExportColumn:
    return classify_column(sheet, place, (name,), {"acme number": "private"})


PROGRAM = ExportReader("Acme", recognise, single_heading_layout(_acme_column))
'''

WRITER = '''"""From a survey to Acme's list of questions."""

from speedbumps.programs.survey import Survey


def acme_list(survey: Survey) -> str:
    """Return the ids of the questions, one to a line."""
    return "".join(f"{name}\\n" for name in survey.question_ids)
'''

SECTION = '''"""How long the report's title is."""

from speedbumps.report.blocks import Paragraph, Section
from speedbumps.report.view import View


def title_length(view: View) -> Section:
    """Return the section: a sentence."""
    letters = len(view.audit.questionnaire.title)
    line = Paragraph(view.words.gettext("The questionnaire's title has %(n)s letters.", n=letters))
    return Section("title-length", view.words.gettext("The title"), (line,), (line,))
'''

FORMAT = '''"""From a document to the list of its contents."""

from speedbumps.report.blocks import Document


def render(document: Document) -> bytes:
    """Return the titles of the sections of *document*, one to a line."""
    return "".join(f"{section.title}\\n" for section in document.sections).encode()
'''

RENDERER = '''

def render_contents(document: "Document") -> bytes:
    """Return the list of contents of *document*."""
    from speedbumps.report.formats.contents import render

    return render(document)


FORMATS: dict'''

COMMAND = '''"""speedbumps greet: a greeting."""

from speedbumps.cli.running import command_line, write

app = command_line("Greet.")


@app.command()
def greet() -> None:
    """Greet whoever runs it."""
    write("Good morning.\\n", None)
'''


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of what is needed to run and to document the commands."""
    for folder in ("speedbumps", "questionnaires", "templates", "examples", "docs"):
        shutil.copytree(TOP / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    """Replace the only occurrence of *old* in *file*."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), "utf-8")


def run(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in *house*, with the package that stands there."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(house)},
    )


def speedbumps(house: Path, *arguments: str) -> str:
    """Return what a command prints on both streams."""
    done = run(house, "-m", "speedbumps", *arguments)
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def generate(house: Path) -> None:
    done = run(house, "docs/generate.py")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_rule_is_checked_explained_and_documented(house: Path) -> None:
    module = house / "speedbumps" / "lint" / "rules" / "burden.py"
    checks = '(Check("SB711", long_form), Check("SB712", minutes_in_words))'
    replace(module, f"\nCHECKS: tuple[Check[Questionnaire], ...] = {checks}\n", RULE)
    generate(house)
    replace(house / "questionnaires" / "school.yaml", "\ntitle: ", "\ntitle: WHAT SLOWS US? #")

    assert "SB719 the title is written in capitals only" in speedbumps(house, "check", "questionnaires/school.yaml")
    assert "Write it as a sentence." in speedbumps(house, "explain", "SB719")
    assert "shouted" in (house / "docs" / "checks" / "SB719-shouted-title.md").read_text("utf-8")
    assert "SB719" in (house / "docs" / "checks" / "README.md").read_text("utf-8")


def test_a_survey_program_is_written_read_and_documented(house: Path) -> None:
    programs = house / "speedbumps" / "programs"
    (programs / "acme").mkdir()
    (programs / "acme" / "__init__.py").write_text('"""Acme: write its lists and read its exports."""\n', "utf-8")
    (programs / "acme" / "read.py").write_text(READER, "utf-8")
    (programs / "acme" / "write.py").write_text(WRITER, "utf-8")
    replace(programs / "readers.py", "    plain.PROGRAM,\n", "    acme.PROGRAM,\n    plain.PROGRAM,\n")
    replace(programs / "readers.py", "from speedbumps.programs.goo", f"{IMPORT_READER}from speedbumps.programs.goo")
    replace(programs / "writers.py", '    "csv": (', '    "acme": (acme_list, ".txt"),\n    "csv": (')
    replace(programs / "writers.py", "from speedbumps.programs.cap", f"{IMPORT_WRITER}from speedbumps.programs.cap")
    replace(
        programs / "capabilities.py", '"microsoft-forms", "csv", "xlsx"]', '"microsoft-forms", "acme", "csv", "xlsx"]'
    )
    replace(
        programs / "capabilities.py",
        '    Capabilities("csv"',
        '    Capabilities("acme", "Acme", ALL_FEATURES),\n    Capabilities("csv"',
    )
    replace(house / "speedbumps" / "cli" / "export.py", '    "csv": ', '    "acme": "upload it",\n    "csv": ')
    generate(house)
    speedbumps(house, "export", "--to", "acme", "-o", "list.txt")
    ids = (house / "list.txt").read_text("utf-8").split()
    points = [name for name in ids if name[0] in "TRPS"][:8]
    rows = [["Acme number", "role", *points], *([str(number), "teacher", *"12301230"] for number in range(6))]
    (house / "export.csv").write_text("".join(f"{','.join(row)}\n" for row in rows), "utf-8")

    assert len(points) == 8
    assert "Acme" in speedbumps(house, "import", "export.csv")
    assert "| Acme |" in (house / "docs" / "exporting.md").read_text("utf-8")


IMPORT_READER = "from speedbumps.programs.acme import read as acme\n"
IMPORT_WRITER = "from speedbumps.programs.acme.write import acme_list\n"


def test_a_section_stands_in_every_format(house: Path) -> None:
    report = house / "speedbumps" / "report"
    (report / "sections" / "title_length.py").write_text(SECTION, "utf-8")
    document = report / "document.py"
    replace(document, "from speedbumps.report.sections.with", f"{IMPORT_SECTION}from speedbumps.report.sections.with")
    replace(document, "    meeting,\n)", "    title_length,\n    meeting,\n)")
    school = "examples/hillview.csv"

    page, text = (speedbumps(house, "report", school, "--format", name) for name in ("html", "markdown"))

    for shown in (page, text, speedbumps(house, "score", school)):
        assert "title has 37 letters." in " ".join(shown.split())
    assert '<li><a href="#title-length-title">The title</a>' in page
    assert '<h2 id="title-length-title">The title</h2>' in page
    assert "\n## The title\n" in text


@pytest.mark.parametrize("ending", [".html", ".md", ".txt"])
def test_a_section_of_the_annex_stands_in_the_annex_of_every_format(ending: str, house: Path) -> None:
    report = house / "speedbumps" / "report"
    (report / "sections" / "title_length.py").write_text(SECTION, "utf-8")
    document = report / "document.py"
    replace(document, "from speedbumps.report.sections.with", f"{IMPORT_SECTION}from speedbumps.report.sections.with")
    replace(document, "    about,\n)", "    title_length,\n    about,\n)")

    speedbumps(house, "report", "examples/hillview.csv", "-o", f"report{ending}", "--annex")

    page, annex = ((house / f"{name}{ending}").read_text("utf-8") for name in ("report", "report-annex"))
    assert "title has 37 letters." in annex
    assert ("title has 37 letters." in page) is (ending == ".html")


IMPORT_SECTION = "from speedbumps.report.sections.title_length import title_length\n"


def test_a_format_is_chosen_by_its_name_and_by_its_ending(house: Path) -> None:
    report = house / "speedbumps" / "report"
    (report / "formats" / "contents.py").write_text(FORMAT, "utf-8")
    replace(report / "__init__.py", "\n\nFORMATS: dict", RENDERER)
    replace(
        report / "__init__.py",
        '        Format("terminal", ',
        '        Format("contents", (".list",), render_contents),\n        Format("terminal", ',
    )
    generate(house)
    school = "examples/hillview.csv"

    speedbumps(house, "report", school, "-o", "report.list")
    named = speedbumps(house, "report", school, "--format", "contents")

    assert "Who answered, and how sure we can be\n" in (house / "report.list").read_text("utf-8")
    assert "Who answered, and how sure we can be\n" in named
    assert "json, contents" in speedbumps(house, "report", "--help")
    assert "end it in .html, .md, .docx, .json, .list or .txt" in speedbumps(
        house, "report", school, "-o", "report.odd"
    )


def test_a_command_runs_and_has_its_help_everywhere(house: Path) -> None:
    commands = house / "speedbumps" / "cli"
    (commands / "greet.py").write_text(COMMAND, "utf-8")
    replace(commands / "commands.py", '    "purge": ', '    "greet": "Greet.",\n    "purge": ')
    generate(house)

    assert speedbumps(house, "greet") == "Good morning.\n"
    assert re.search(r"^  greet +Greet\.$", speedbumps(house, "--help"), re.MULTILINE)
    assert "Greet whoever runs it." in speedbumps(house, "greet", "--help")
    assert "## speedbumps greet" in (house / "docs" / "commands.md").read_text("utf-8")
