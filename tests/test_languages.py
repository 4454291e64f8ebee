"""Every page can be read in another language: what is left in English are names, codes, and what people wrote."""

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from gettext import c2py
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from support.paths import EXAMPLES, TOP
from support.schools import shipped
from support.spoken_pages import (
    PLACES,
    PSEUDO,
    TEMPLATE,
    SpokenText,
    make_pages,
    pseudo_catalogue,
    read_pages,
    write_copy,
)

from speedbumps.i18n import DRAFT, format_date, read_catalogue
from speedbumps.model.queries import target_names

LOCALES = TOP / "templates" / "locale"

LANGUAGES = sorted(path.parents[1].name for path in LOCALES.glob("*/LC_MESSAGES/speedbumps.po"))
"""The languages that are shipped."""

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


def catalogue(path: Path) -> Catalog:
    """Return the messages in a file."""
    return read_po(StringIO(path.read_text("utf-8")), abort_invalid=True)


def compiled(language: str) -> bytes:
    """Return the compiled catalogue of *language*."""
    written = BytesIO()
    write_mo(written, catalogue(LOCALES / language / "LC_MESSAGES" / "speedbumps.po"))
    return written.getvalue()


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[SpokenText, ...]:
    """Return every text of every page in a language that is shipped."""
    folder = tmp_path_factory.mktemp(request.param)
    write_copy(folder / "house", request.param, compiled(request.param))
    make_pages(folder / "house", folder / "work", request.param)
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


def forms_of(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return the singular and the plurals of a message, or the message alone."""
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_with_its_placeholders(language: str) -> None:
    wanted = {message.id for message in catalogue(TEMPLATE) if message.id}
    found = {each.id: each for each in catalogue(LOCALES / language / "LC_MESSAGES" / "speedbumps.po") if each.id}
    assert set(found) == wanted
    for message in found.values():
        originals, texts = forms_of(message.id), forms_of(message.string or "")
        places = [sorted(PLACES.findall(text)) for text in originals]
        assert all(texts), message.id
        assert all(sorted(PLACES.findall(text)) in places for text in texts), message.id
        assert all(text.count("%%") == originals[-1].count("%%") for text in texts), message.id
        assert all(text[-1:].isspace() == originals[0][-1:].isspace() for text in texts), message.id


def test_welsh_has_six_plural_forms() -> None:
    words = read_catalogue("cy", compiled("cy"))
    people = [words.ngettext("%(n)s person answered.", "%(n)s people answered.", n) for n in (0, 1, 2, 3, 6, 7, 11)]

    assert words.catalogue.info()["plural-forms"].startswith("nplurals=6")
    assert people == [
        "Atebodd 0 o bobl.",
        "Atebodd 1 person.",
        "Atebodd 2 berson.",
        "Atebodd 3 o bobl.",
        "Atebodd 6 o bobl.",
        "Atebodd 7 o bobl.",
        "Atebodd 11 o bobl.",
    ]
    assert format_date("2026-11-24", words) == "24 Tachwedd 2026"
    assert words.number(1234.5, 1) == "1,234.5"


def test_each_plural_form_belongs_to_its_number() -> None:
    place = c2py(catalogue(LOCALES / "cy" / "LC_MESSAGES" / "speedbumps.po").plural_expr)

    assert [place(n) for n in (0, 1, 2, 3, 4, 5, 6, 7, 11)] == [0, 1, 2, 3, 5, 5, 4, 5, 5]


def test_messages_that_stand_in_for_others_are_translated_too() -> None:
    singular, plural = "%(n)s is clearly lower (better).", "%(n)s are clearly lower (better)."
    words = read_catalogue("cy", compiled("cy"))
    turned = words.with_messages(
        ((singular, "%(n)s is clearly higher (better)."), (plural, "%(n)s are clearly higher (better)."))
    )

    assert [turned.ngettext(singular, plural, n) for n in (1, 7)] == [
        "Mae 1 yn amlwg uwch (gwell).",
        "Mae 7 yn amlwg uwch (gwell).",
    ]


def test_no_english_message_is_on_a_translated_page(
    translated: tuple[SpokenText, ...], written: re.Pattern[str]
) -> None:
    """Where the message is a sentence, or three words of one; what people wrote may hold the same words."""
    pieces = {
        piece.strip(" .,:;()“”")
        for message in catalogue(TEMPLATE)
        if message.id
        for text in forms_of(message.id)
        for piece in re.split(r"%\(\w+\)s|\{\w+\}|%%", text)
    }
    sentences = [piece for piece in pieces if len(re.findall(r"[A-Za-z’']+", piece)) >= 3]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(sentences, key=len, reverse=True)))})\b")
    found = {
        (page, each) for page, text in translated for each in pattern.findall(written.sub("", " ".join(text.split())))
    }

    assert found == set()


def test_every_translated_page_names_its_language(translated: tuple[SpokenText, ...]) -> None:
    assert {page for page, text in translated if page.endswith(".html") and "Cyfieithiad drafft" in text} == {
        page for page, _ in translated if page.endswith(".html")
    }


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
