"""Everything that people read, made by a copy of speedbumps that speaks another language.

That is "xx", in which every letter wears an accent, or a language of templates/locale. One process runs all commands.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import yaml
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from openpyxl import load_workbook

from speedbumps.questionnaires.translation import translatable_texts
from support.cohort_files import write_schools
from support.document_texts import texts_of
from support.html_pages import Page
from support.paths import TOP
from support.schools import shipped
from support.word_files import word_text

PSEUDO = "xx"

TEMPLATE = TOP / "templates" / "locale" / "speedbumps.pot"

ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÀßÇÐÉƑĜĤÎĴĶĹḾÑÖÞɊŔŠŢÛṼŴẊÝŽàƀçđéƒĝĥîĵķĺḿñöþɋŕšţûṽŵẋýž"
)

PLACES = re.compile(r"(%\(\w+\)s|\{[\w-]+\})")
"""What is filled in, and stays as it is."""

SPOKEN = ("aria-label", "title", "alt", "content", "data-label")
"""Attributes with texts that people hear or see."""

TECHNICAL = ("default-src", "width=", "no-referrer")
"""How attributes of a page begin that nobody reads."""

SHOWN = re.compile(r'content:\s*((?:"[^"]*"|[\w-]+\([^)]*\)|\s)+)')
"""What a style sheet writes onto a page."""

RUN = """
import contextlib, io, json, sys
from speedbumps.cli import main
for name, arguments, typed in json.load(open("commands.json", encoding="utf-8")):
    out, err = io.StringIO(), io.StringIO()
    sys.stdin = io.StringIO(typed)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as left:
            code = left.code
    with open(name + ".printed", "w", encoding="utf-8") as file:
        file.write(out.getvalue())
    if code:
        print(name, code, err.getvalue())
"""


class SpokenText(NamedTuple):
    """A text on a page."""

    page: str
    text: str


def accent(text: str) -> str:
    """Return *text* in brackets and with an accent on each letter; places to fill stay as they are."""
    return f"⟦{''.join(part if PLACES.fullmatch(part) else part.translate(ACCENTS) for part in PLACES.split(text))}⟧"


def pseudo_catalogue() -> bytes:
    """Return the compiled catalogue in which every letter wears an accent."""
    catalogue = Catalog(locale="en")
    for message in read_po(StringIO(TEMPLATE.read_text("utf-8"))):
        if message.id:
            many = isinstance(message.id, tuple)
            catalogue.add(message.id, tuple(map(accent, message.id)) if many else accent(str(message.id)))
    written = BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def write_copy(house: Path, language: str, compiled: bytes) -> None:
    """Write what is needed to run the commands into *house*, with a catalogue and a translation into *language*."""
    for folder in ("speedbumps", "questionnaires", "templates", "examples"):
        shutil.copytree(TOP / folder, house / folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    held = house / "templates" / "locale" / language / "LC_MESSAGES"
    held.mkdir(parents=True, exist_ok=True)
    (held / "speedbumps.mo").write_bytes(compiled)
    beside = house / "questionnaires" / f"school.{language}.yaml"
    if not beside.exists():
        beside.write_text(yaml.safe_dump(_accented_translation(language), allow_unicode=True), "utf-8")


def _accented_translation(language: str) -> Mapping[str, object]:
    instrument = shipped()
    texts = translatable_texts(instrument.questionnaire, instrument.library)
    return {
        "format": "speedbumps-translation/1",
        "of": "school",
        "language": language,
        "strings": {key: accent(text) for key, text in texts.items()},
    }


def make_pages(house: Path, work: Path, language: str) -> None:
    """Write every page into *work*, in *language*, by the commands of the copy in *house*."""
    work.mkdir()
    _write_answers(house, work)
    commands = [[name, arguments, typed] for name, arguments, typed in _commands(house / "examples", language)]
    (work / "commands.json").write_text(json.dumps(commands), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=work,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(house), "NO_COLOR": "1", "COLUMNS": "200"},
    )
    failed = done.stdout + done.stderr
    assert not failed, failed


def _write_answers(house: Path, work: Path) -> None:
    """Write answers of other schools than the examples: with nothing high, everything high, too few, and many."""
    write_schools(work / "answers", 24)
    questions = shipped().questionnaire.questions
    keys = {each.id: next(iter(each.measures.values())).key for each in questions if each.measures}
    for name, high in (("clear", "helper"), ("blocked", "barrier")):
        row = {question: 4 if key == high else 0 for question, key in keys.items()}
        people = [{"school": "hillview", "role": role, **row} for role in ["leader"] * 5 + ["teacher"] * 12]
        (work / f"{name}.csv").write_bytes(pl.DataFrame(people).write_csv().encode())
    lines = (house / "examples" / "hillview.csv").read_text("utf-8").splitlines()
    (work / "few.csv").write_text("\n".join(lines[:4]) + "\n", "utf-8")


def _commands(examples: Path, language: str) -> Iterator[tuple[str, list[str], str]]:
    """Yield the commands: a name, the arguments, and what is typed."""
    schools = ["--schools", str(examples / "schools.csv")]
    rounds = [str(examples / "rounds" / f"{year}-autumn.csv") for year in (2026, 2027, 2028)]
    spoken = ["--language", language, "--draft-translations"]
    plan = str(examples / "rounds" / "plan-2026.yaml")
    hillview = str(examples / "hillview.csv")
    reports = {
        "staff": [hillview, *schools, "--date", "2026-11-24", "--overall", "--reliability"],
        "alone": [str(examples / "glan-yr-afon.yaml")],
        "quick": [str(examples / "lochside.csv"), *schools],
        "few": ["few.csv"],
        "clear": ["clear.csv"],
        "blocked": ["blocked.csv"],
        "later": [rounds[1], *schools, "--before", rounds[0], "--plan", plan],
    }
    for name, arguments in reports.items():
        yield name, ["report", *arguments, "--annex", "-o", f"{name}.html", *spoken], ""
    for name in ("staff", "later"):
        for ending in ("md", "docx"):
            yield f"{name}-{ending}", ["report", *reports[name], "-o", f"{name}.{ending}", *spoken], ""
        yield f"{name}-terminal", ["report", *reports[name], *spoken], ""
    yield "letters", ["report", hillview, *schools, "--for", "letters", "-o", "letters.html", *spoken], ""
    yield "plan", ["plan", hillview, *schools, "-o", "plan.yaml", "--hours-per-term", "60", *spoken], ""
    for ending in ("html", "md", "docx", "xlsx", "ics", "txt"):
        yield f"plan-{ending}", ["plan", "plan.yaml", "-o", f"plan.{ending}", *spoken], ""
    for reader in ("governors", "staff", "letters"):
        made = f"plan-{reader}.html"
        yield f"plan-{reader}", ["plan", "plan.yaml", "--for", reader, "-o", made, *spoken], ""
    yield "kept-plan", ["plan", plan, "-o", "kept-plan.html", *spoken], ""
    yield "kept-plan-calendar", ["plan", plan, "-o", "kept-plan.ics", *spoken], ""
    yield "compare", ["compare", *rounds, *schools, "-o", "compare.html", *spoken], ""
    yield "compare-terminal", ["compare", *rounds, *schools, *spoken], ""
    cohort = ["batch", "answers", "--schools", "schools.csv", "--workers", "1", *spoken]
    yield "batch", [*cohort, "--out", "cohort"], ""
    for ending in ("html", "md"):
        yield f"items-{ending}", ["items", "answers", "--schools", "schools.csv", "-o", f"items.{ending}", *spoken], ""
    yield "items-terminal", ["items", "answers", "--schools", "schools.csv", *spoken], ""
    yield "form", ["form", "--nation", "wales", "-o", "form.html", *spoken], ""
    yield "paper", ["form", "--paper", "--nation", "wales", "-o", "paper.html", *spoken], ""
    for ending in ("html", "md"):
        arguments = ["new", "interview", "school", "--nation", "wales", "-o", f"interview.{ending}"]
        yield f"interview-{ending}", [*arguments, *spoken], ""
    for program, ending in PROGRAM_FILES.items():
        arguments = ["export", "--to", program, "--nation", "wales", "-o", f"{program}{ending}"]
        yield program, [*arguments, *spoken], ""
    yield "audit", ["audit", "--plain", "--school", "7", "-o", "mine.yaml", *spoken], TYPED


PROGRAM_FILES = {
    "xlsform": ".xlsx",
    "limesurvey": ".txt",
    "surveyjs": ".json",
    "google-forms": ".gs",
    "microsoft-forms": ".docx",
    "csv": ".csv",
    "xlsx": ".xlsx",
}
"""The programs that a questionnaire is exported to, and the endings of their files."""

TYPED = "2\n3\n1\n?\nh\n0\nc 7\n9\no\nb\nq\n"
"""What is typed in an interview: nation, role, form, then a reason, help, answers, a note, a mistake, and the end."""


def read_pages(work: Path) -> Iterator[SpokenText]:
    """Yield every text of the pages in *work* that people read."""
    for path in sorted(work.rglob("*")):
        name = str(path.relative_to(work))
        match path.suffix:
            case ".html":
                yield from (SpokenText(name, text) for text in page_texts(path.read_text("utf-8")))
            case ".md" | ".ics" | ".printed":
                yield SpokenText(name, path.read_text("utf-8"))
            case ".txt" if path.name != "limesurvey.txt":
                yield SpokenText(name, path.read_text("utf-8"))
            case ".docx":
                yield SpokenText(name, word_text(path.read_bytes()))
            case ".xlsx" if path.stem in {"plan", "paper"}:
                yield from (SpokenText(name, text) for text in _workbook_texts(path))
            case _:
                pass


def _workbook_texts(path: Path) -> Iterator[str]:
    """Yield the names of the sheets of a plan, its texts, and the notes beside cells.

    The workbook in which sheets of paper are typed has its questions in every language, below headings that programs
    read; only its notes are in one.
    """
    for sheet in load_workbook(path).worksheets:
        if path.stem == "plan":
            yield sheet.title
            yield from (cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))
        for rule in sheet.data_validations.dataValidation:
            yield from filter(None, (rule.prompt, rule.error))


def page_texts(text: str) -> Iterator[str]:
    """Yield the texts of an HTML page: those that are shown, those that are heard, and those of its style sheet."""
    page = Page(re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))
    yield from page.texts
    for data in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL):
        yield from _script_texts(json.loads(data))
    for name, value in page.attributes:
        if name in SPOKEN and not value.startswith(TECHNICAL):
            yield value
        elif name == "style":
            yield from re.findall(r'--label:\s*"([^"]*)"', value)
    for style in re.findall(r"<style>(.*?)</style>", text, re.DOTALL):
        for shown in SHOWN.findall(style):
            yield from re.findall(r'"([^"]*)"', shown)


def _script_texts(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a form in its first language, and its own words in that language."""
    first = data["languages"][0]
    for text in texts_of(tuple(first["texts"]) + tuple(data["says"][first["speaks"]].values())):
        yield PLACES.sub("", text)
