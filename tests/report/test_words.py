"""That every word of a report can be said in another language."""

import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from support.golden_audits import CASES, audit, with_texts
from support.html_pages import Page
from support.paths import TOP

from speedbumps.i18n import Locale, english_name, load_locale, native_name, read_catalogue
from speedbumps.model.audit import Audit
from speedbumps.report.blocks import Document
from speedbumps.report.document import annex_document, document
from speedbumps.report.formats.html import render as html
from speedbumps.report.formats.markdown import render as markdown
from speedbumps.report.formats.terminal import render as terminal

TEMPLATE = TOP / "templates" / "locale" / "speedbumps.pot"

ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÀßÇÐÉƑĜĤÎĴĶĹḾÑÖÞɊŔŠŢÛṼŴẊÝŽàƀçđéƒĝĥîĵķĺḿñöþɋŕšţûṽŵẋýž"
)
FILLED = re.compile(r"(%\(\w+\)s)")

TECHNICAL = ("default-src", "width=", "no-referrer")

# Names of ours, and the tag that says so; no language changes them.
NAMES = re.compile(r"speedbumps(-audit/1)?")


def accent(text: str) -> str:
    return (
        "[" + "".join(part if FILLED.fullmatch(part) else part.translate(ACCENTS) for part in FILLED.split(text)) + "]"
    )


@pytest.fixture(scope="module")
def pseudo() -> Locale:
    """A language in which every letter wears an accent."""
    catalogue = Catalog(locale="en")
    for message in read_po(StringIO(TEMPLATE.read_text("utf-8"))):
        if message.id:
            many = isinstance(message.id, tuple)
            said = tuple(accent(text) for text in message.id) if many else accent(str(message.id))
            catalogue.add(message.id, said)
    written = BytesIO()
    write_mo(written, catalogue)
    return read_catalogue("xx", written.getvalue())


def test_every_word_is_in_the_template_of_translations(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.pot"
    command = re.search(r"pybabel (extract(?:.*\\\n#)*.*) \.$", (TOP / "babel.cfg").read_text("utf-8"), re.MULTILINE)
    assert command
    options = command[1].replace("\\\n#", "").replace("templates/locale/speedbumps.pot", str(fresh)).split()
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", *options, "."], cwd=TOP, check=True)
    assert fresh.read_text("utf-8") == TEMPLATE.read_text("utf-8")


@pytest.mark.parametrize("make", [document, annex_document])
@pytest.mark.parametrize("case", CASES)
def test_no_word_is_left_in_english(case: str, make: Callable[[Audit, Locale], Document], pseudo: Locale) -> None:
    numbers = count()
    spelt: dict[str, str] = {}
    given = with_texts(case, lambda text: spelt.setdefault(text, f"№{next(numbers)}"))
    report = make(given, pseudo)
    page = Page(html(report))
    spoken = [value for name, value in page.attributes if name in {"aria-label", "title", "alt", "content"}]
    spoken = [value for value in spoken if not value.startswith(TECHNICAL)]
    for told in (*page.texts, *spoken, report.footer, report.annex_title, markdown(report), terminal(report)):
        rest = NAMES.sub("", told).replace("&lt;", "").replace("&gt;", "")
        assert not re.findall(r"[A-Za-z]{2,}", rest)


def test_figures_are_written_as_the_language_writes_them() -> None:
    empty = BytesIO()
    write_mo(empty, Catalog())
    welsh, german = (read_catalogue(language, empty.getvalue()) for language in ("cy", "de-unknown"))
    assert (
        load_locale("en").number(1234.5, 1),
        german.number(1234.5, 1),
        welsh.number(1234.5, 1),
    ) == ("1,234.5", "1.234,5", "1,234.5")


def test_languages_have_the_names_of_the_cldr() -> None:
    assert [native_name(language) for language in ("cy", "pt-BR", "xx")] == ["Cymraeg", "português", "xx"]
    assert [english_name(language) for language in ("cy", "pt-BR", "xx")] == ["Welsh", "Portuguese (Brazil)", "xx"]


def test_a_page_says_which_language_it_is_in(pseudo: Locale) -> None:
    assert '<html lang="xx">' in html(document(audit("quick"), pseudo))
