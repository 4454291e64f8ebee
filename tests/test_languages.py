"""Every page can be read in another language: what is left in English are names, codes, and what people wrote."""

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support.paths import EXAMPLES, TOP
from support.schools import shipped
from support.spoken_pages import PSEUDO, SpokenText, make_pages, pseudo_catalogue, read_pages, write_copy

from speedbumps.i18n import DRAFT
from speedbumps.model.queries import target_names

NAMES = (
    *("Hillview Primary", "Lochside Academy", "Ysgol Glan yr Afon", "hillview", "lochside", "glan-yr-afon"),
    *("speedbumps-audit/1", "speedbumps", "CC-BY-4.0", "cc-by-4.0", "exchange.csv", "identified"),
)
"""What has one name in every language."""

CODES = re.compile(r"\b(na|dk|pns|quick|full|20\d\d-autumn)\b|\b[Ss]chool[ -]\d\d\b|\bArea \d\b|\(school\)")
"""What a person types, or sees in a table: ids of non-answers, forms, rounds, made-up schools and the questionnaire."""

CALENDAR = re.compile(
    r"^(BEGIN|END|VERSION|PRODID|UID|DTSTAMP|DTSTART|DTEND|TRANSP|CALSCALE)[:;].*$|^[A-Z-]+:", re.MULTILINE
)
"""The keywords of a calendar."""

COMMAND = re.compile(r"this number is outside the scale, which has [\d, ]+", re.IGNORECASE)
"""A message about what was typed: messages of commands are in English."""

WITHOUT_LINE = re.compile(r".*\.(printed|xlsx|ics)|microsoft-forms\.docx")
"""Pages with nothing but questions, answers or days."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[SpokenText, ...]:
    """Return every text of every page in the language in which each letter wears an accent."""
    folder = tmp_path_factory.mktemp("pseudo")
    write_copy(folder / "house", PSEUDO, pseudo_catalogue())
    make_pages(folder / "house", folder / "work", PSEUDO)
    return tuple(read_pages(folder / "work"))


def strings_of(value: object) -> Iterator[str]:
    """Yield every text in the content of a file."""
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from strings_of(each)
        case list():
            for each in value:
                yield from strings_of(each)
        case _:
            pass


@pytest.fixture(scope="module")
def written() -> re.Pattern[str]:
    """Return what people wrote and libraries cite, which no language changes; it may be cut or broken into lines."""
    library = shipped().library
    sources = [action.evidence.source for action in library.actions] if library else []
    texts = {text for source in sources if source for text in source.replace("our own judgement", "").split("; ")}
    for name in ("rounds/plan-2026.yaml", "glan-yr-afon.yaml"):
        texts.update(strings_of(yaml.safe_load((EXAMPLES / name).read_text("utf-8"))))
    with (EXAMPLES / "hillview.csv").open(encoding="utf-8") as rows:
        texts.update(cell.strip() for row in csv.reader(rows) for cell in row if " " in cell)
    texts.update((*NAMES, DRAFT, *target_names(shipped().questionnaire)))
    ordered = sorted((text for text in texts if len(text) > 3), key=len, reverse=True)
    return re.compile("|".join(re.escape(text.strip()).replace(r"\ ", r"\s+") for text in ordered), re.IGNORECASE)


def test_nothing_is_left_in_english(pages: tuple[SpokenText, ...], written: re.Pattern[str]) -> None:
    left: dict[str, set[str]] = {}
    for page, text in pages:
        said = CALENDAR.sub("", re.sub(r"\r?\n ", "", text).replace("\\,", ",")) if page.endswith(".ics") else text
        rest = CODES.sub("", written.sub("", COMMAND.sub("", said)))
        for word in re.findall(r"[A-Za-z]{2,}(?:[ ,.]+[A-Za-z]{2,})*", rest):
            left.setdefault(word, set()).add(page)

    assert {word: sorted(where)[:3] for word, where in left.items()} == {}


def test_every_sort_of_page_is_there(pages: tuple[SpokenText, ...]) -> None:
    made = {page for page, _ in pages}

    assert len(made) > 60
    for name in (
        "cohort/cohort.html",
        "cohort/visits.html",
        "cohort/school-01/one-page.html",
        "plan.ics",
        "audit.printed",
    ):
        assert name in made


def test_every_page_of_a_draft_says_so(pages: tuple[SpokenText, ...]) -> None:
    without = {page for page, _ in pages}
    for page, text in pages:
        if DRAFT in " ".join(text.split()):
            without.discard(page)

    assert {page for page in without if not WITHOUT_LINE.fullmatch(page)} == set()


def test_extraction_finds_every_word_without_a_warning(tmp_path: Path) -> None:
    command = re.search(r"pybabel (extract(?:.*\\\n#)*.*) \.$", (TOP / "babel.cfg").read_text("utf-8"), re.MULTILINE)
    assert command
    options = command[1].replace("\\\n#", "").replace("templates/locale/speedbumps.pot", str(tmp_path / "x")).split()
    done = subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", *options, "."],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    )

    assert "warning" not in (done.stdout + done.stderr).casefold()
