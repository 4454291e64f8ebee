"""Templates of a user: what they may say, that they reach nothing, and that the pages they make load nothing."""

import re
from base64 import b64encode
from collections.abc import Callable
from copy import copy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from support.golden_audits import HOSTILE
from support.html_pages import Page
from support.paths import EXAMPLES
from support.word_files import open_word, word_text

from speedbumps.diagnostics import codes
from speedbumps.diagnostics.problem import START, BadFilesError, Problem, require_value
from speedbumps.report import render_html, render_word
from speedbumps.report.blocks import Document, Headline, Masthead, Paragraph, Section
from speedbumps.report.branding.brand import Brand
from speedbumps.report.branding.read_brand import LARGEST_PICTURE, read_brand

BEGINNING = '<!doctype html>\n<html lang="{{ language }}">\n<head>\n{{ head }}\n</head>\n<body>\n'
END = "\n{{ body }}\n</body>\n</html>\n"
RULE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def document(school: str = "Elm", brand: Brand | None = None) -> Document:
    """Return a report of one page."""
    top = Masthead(school, "What slows us", "Draft", "Twelve answered.")
    return Document(
        subject="school",
        language="en",
        title=f"Speed bumps at {school}",
        description="About us.",
        front=Section("title", school, (top,)),
        skip="Skip",
        contents=None,
        sections=(Section("more", "More", (Headline("A part"), Paragraph("Words."))),),
        footer=school,
        page="Page {page} of {pages}",
        school=school,
        brand=brand,
    )


def page_of(folder: Path, school: str = "Elm") -> str:
    return render_html(document(school, require_value(read_brand(folder))))


def problems_of(folder: Path, text: str) -> list[tuple[str, int]]:
    """Return the code and the line of each problem of a page with *text* in its body."""
    (folder / "page.html").write_text(f"{BEGINNING}{text}{END}", "utf-8")
    return [(problem.code, problem.span.line) for problem in read_brand(folder).problems]


# What a template may say

REACHING = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ title|attr('__class__') }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{{ lipsum.__globals__ }}",
    "{{ config }}",
    "{{ title.format(title) }}",
    "{{ '%s'|format(title) }}",
    "{{ range(999999999) }}",
    "{% for each in range(10**9) %}{% endfor %}",
    "{% for each in body %}{% endfor %}",
    "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    "{% set title = body %}",
    "{% with x = body ~ body %}{{ x ~ x }}{% endwith %}",
    "{{ 'x' * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ title|center(1000000000) }}",
    "{{ title|replace('a', 'aaaa') }}",
    "{{ title|safe }}",
    "{% autoescape false %}{{ title }}{% endautoescape %}",
    "{% import 'os' as os %}",
    "{% from 'page.html' import x %}",
    "{% extends 'page.html' %}",
    "{% block body %}{% endblock %}",
    "{% include title %}",
    "{% include ['/etc/passwd', 'page.html'] %}",
    "{% include 'page.html' %}",
    "{{ titel }}",
    "{{ title is string }}",
]


@pytest.mark.parametrize("text", REACHING)
def test_a_template_has_values_and_conditions_and_nothing_else(text: str, tmp_path: Path) -> None:
    found = problems_of(tmp_path, f"<p>fine</p>\n{text}")

    assert {code for code, _ in found} == {codes.NOT_IN_TEMPLATES}
    assert {line for _, line in found} <= ({1} if "'page.html' %}" in text and "include 'page" in text else {8})


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("\n{% include '/etc/passwd' %}", codes.OUTSIDE_TEMPLATES, 8),
        ("{% include '../secret.html' %}", codes.OUTSIDE_TEMPLATES, 7),
        ("{% include 'a/../../secret.html' %}", codes.OUTSIDE_TEMPLATES, 7),
        ("{% include 'link.html' %}", codes.OUTSIDE_TEMPLATES, 7),
        ("{% include 'linked/secret.html' %}", codes.OUTSIDE_TEMPLATES, 7),
        ("{% include 'C:\\\\secret.html' %}", codes.OUTSIDE_TEMPLATES, 7),
        ("{% include 'a\x00b' %}", codes.OUTSIDE_TEMPLATES, 7),
        ("{% include 'nowhere.html' %}", codes.NO_TEMPLATE, 7),
        ("{% if %}", codes.NO_TEMPLATE, 7),
        ("\n\n{% endif %}", codes.NO_TEMPLATE, 9),
        ("{{ " + "(" * 5000 + "title" + ")" * 5000 + " }}", codes.NO_TEMPLATE, 1),
    ],
)
def test_a_template_reads_nothing_outside_its_folder(text: str, code: str, line: int, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    (folder / "linked").symlink_to(tmp_path, target_is_directory=True)

    assert problems_of(folder, text) == [(code, line)]


@pytest.mark.parametrize("name", ["page.html", "style.css", "logo.svg", "report.docx"])
def test_no_file_of_the_folder_may_lead_out_of_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("<svg>secret</svg>", "utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / name).symlink_to(tmp_path / "secret")

    assert [problem.code for problem in read_brand(folder).problems] == [codes.OUTSIDE_TEMPLATES]


def test_many_parts_are_too_many(tmp_path: Path) -> None:
    for number in range(20):
        two = f"{{% include '{number + 1}.html' %}}" * 2
        (tmp_path / f"{number}.html").write_text(two, "utf-8")
    (tmp_path / "20.html").write_text("x", "utf-8")

    assert problems_of(tmp_path, "{% include '0.html' %}") == [(codes.NOT_IN_TEMPLATES, 1)]
    assert problems_of(tmp_path, "{% include '15.html' %}") == []


def test_all_mistakes_are_listed_at_once(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("@import 'x';\n", "utf-8")
    (tmp_path / "logo.png").write_bytes(b"GIF89a")

    assert problems_of(tmp_path, "{{ a.b }}\n{{ c }}\n{% include '../x' %}") == [
        (codes.NOT_IN_TEMPLATES, 7),
        (codes.NOT_IN_TEMPLATES, 8),
        (codes.OUTSIDE_TEMPLATES, 9),
        (codes.PAGE_REQUEST, 1),
        (codes.NOT_AS_NAMED, 1),
    ]


# What a page may be


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src='https://example.org/a.png' alt=''>",
        "<img srcset='//example.org/a.png 2x' alt=''>",
        "<p onclick=alert(1)>",
        "<p style='background: url(https://example.org)'>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<link rel=stylesheet href='https://example.org/a.css'>",
        "<meta http-equiv=refresh content='0; url=https://example.org'>",
        "<iframe src='https://example.org'></iframe>",
        "<form action='https://example.org'></form>",
        "<base href='https://example.org'>",
        "<a href='java\nscript:alert(1)'>a</a>",
        "<svg><use href='https://example.org/a.svg#b'/></svg>",
        "{% if school %}<video poster='https://example.org'></video>{% endif %}",
        "{% if not school %}<object data='https://example.org'></object>{% endif %}",
    ],
)
def test_a_page_that_would_load_something_is_refused(text: str, tmp_path: Path) -> None:
    found = problems_of(tmp_path, f"<p>fine</p>\n{text}")

    assert found
    assert set(found) == {(codes.PAGE_REQUEST, 8)}


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html lang=en><head></head><body>{{ body }}</body></html>",
        "<!doctype html><html><head>{{ head }}</head><body>{{ body }}</body></html>",
        "<!doctype html><html lang=en><head><style></style>{{ head }}</head><body>{{ body }}</body></html>",
        "<html lang=en><head>{{ head }}</head><body>{{ body }}</body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body></body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body>{{ body }}{{ body }}</body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body>{{ body|upper }}</body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body><!-- {{ body }} --></body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body><!-- {{ body }}</body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body><p title='{{ body }}'></body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body><p title='{{ body }}</body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body><style>{{ body }}</style></body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head><body>{{ body }}<img src='{{ logo }}'></body></html>",
        "<!doctype html><html lang=en><head>{{ head }}</head>{{ body }}",
        "{{ head }}{{ body }}",
        "",
    ],
)
def test_a_page_has_what_every_page_has(page: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page, "utf-8")

    found = {problem.code for problem in read_brand(tmp_path).problems}
    assert codes.PAGE_SHELL in found or (page == "" and found == {codes.EMPTY})


def test_the_example_dresses_a_page() -> None:
    text = page_of(EXAMPLES / "branding")

    logo = b64encode((EXAMPLES / "branding" / "logo.svg").read_bytes()).decode()
    assert f'<img src="data:image/svg+xml;base64,{logo}" alt="Northern Light Schools">' in text
    assert "Made for Elm by Northern Light Schools" in text
    assert text.index(f'content="{RULE}; font-src data:"') < text.index("<style>")
    assert text.index("--navy:#1d4e79") < text.index("--navy: #14532d")
    assert Page(text).tags.count("main") == 1
    assert "\x01" not in text


def test_what_is_not_there_is_ours(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<?xml version='1.0'?>\n<!-- ours -->\n<svg></svg>", "utf-8")
    (tmp_path / "style.css").write_text("p > b { color: red }", "utf-8")
    text, plain = page_of(tmp_path), render_html(document())

    assert '<header class=brand><img src="data:image/svg+xml;base64,' in text
    assert "p > b { color: red }\n</style>" in text
    assert text.partition("<main")[2] == plain.partition("<main")[2]
    assert "brand><img" not in plain
    assert f'content="{RULE}"' in plain


def test_values_are_escaped_and_cannot_take_the_place_of_the_body(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "<p title='{{ title }}'>{{ school|upper }} {{ description|truncate(3) }}</p>") == []

    for school in (HOSTILE, "\x01body\x01 \x01head\x01", "{{ body }}", "</head><script>"):
        page = Page(page_of(tmp_path, school))
        assert {"script", "img"}.isdisjoint(page.tags)
        assert page.tags.count("main") == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("style.css", b"</style><script>", codes.PAGE_REQUEST),
        ("style.css", b"p { background: URL( 'https://example.org' ) }", codes.PAGE_REQUEST),
        ("style.css", b"/* fine */ @font-face { src: url(data:font/woff2;base64,) }", None),
        ("style.css", b"/* @import 'x' url(http://x) */ p { fill: url(#a) }", None),
        ("style.css", b"p { content: '\xe9' }", codes.NOT_UTF8),
        ("page.html", b" " * (2**20 + 1), codes.TOO_LARGE),
        ("logo.svg", b"<html></html>", codes.NOT_AS_NAMED),
        ("logo.png", b"<svg></svg>", codes.NOT_AS_NAMED),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * LARGEST_PICTURE, codes.TOO_LARGE),
        ("logo.png", b"\x89PNG\r\n\x1a\n", None),
        ("report.docx", b"PK", codes.NOT_AS_NAMED),
    ],
)
def test_each_file_is_what_its_name_says(name: str, content: bytes, code: str | None, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    found = read_brand(tmp_path)
    assert [problem.code for problem in found.problems] == ([code] if code else [])
    assert [problem.path for problem in found.problems] == ([str(tmp_path / name)] if code else [])


PIECES = [
    "<p>",
    "</p>",
    "{{ title }}",
    "{{ body }}",
    "{% if logo %}",
    "{% endif %}",
    "<!--",
    "-->",
    "<style>",
    "'",
    '"',
]


@pytest.mark.parametrize("opened", ["<a href='<p>", '<p title="<b>', "<a href= '", "<p title='>"])
def test_an_attribute_that_stays_open_would_hold_the_report(opened: str, tmp_path: Path) -> None:
    assert [code for code, _ in problems_of(tmp_path, opened)] == ["SB873"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(some.lists(some.sampled_from([*PIECES, "</style>", "<a href=", "<p title=", ">", "&lt;"]), max_size=8))
def test_whatever_a_page_is_made_of_the_report_stands_in_it_and_it_loads_nothing(
    tmp_path: Path, pieces: list[str]
) -> None:
    if problems_of(tmp_path, "".join(pieces)):
        return
    text = page_of(tmp_path)

    assert re.match(r'\s*<!doctype html>\s*<html lang="en">\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv', text)
    without_comments = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    page = Page(without_comments)
    assert page.tags.count("main") == 1
    assert "Words.\n" in page.texts


def test_problems_of_a_page_can_be_sent_from_one_process_to_another() -> None:
    error = BadFilesError((Problem("page.html", START, "SB874", "no"),))

    assert copy(error).problems == error.problems


# Word


def changed_word(change: Callable[..., object]) -> bytes:
    """Return a report as a Word document that somebody changed."""
    word = open_word(render_word(document("Another school")))
    change(word)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def test_a_word_document_lends_its_styles_header_and_footer(tmp_path: Path) -> None:
    def change(word: object) -> None:
        word.sections[0].header.paragraphs[0].text = "Northern Light Schools"  # type: ignore[attr-defined]
        word.sections[0].footer.add_paragraph("Charity 123")  # type: ignore[attr-defined]
        word.styles["Heading 1"].font.name = "Futura"  # type: ignore[attr-defined]

    (tmp_path / "report.docx").write_bytes(changed_word(change))
    brand = require_value(read_brand(tmp_path))
    made = render_word(document("Elm", brand))

    word = open_word(made)
    assert word.styles["Heading 1"].font.name == "Futura"
    assert word.sections[0].header.paragraphs[0].text == "Northern Light Schools"
    assert [each.text.partition("\t")[0] for each in word.sections[0].footer.paragraphs] == ["Elm", "Charity 123"]
    assert "Words." in word_text(made)
    assert b"Another school" not in b"".join(
        ZipFile(BytesIO(made)).read(name) for name in ZipFile(BytesIO(made)).namelist()
    )
    assert made == render_word(document("Elm", brand))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda word: word.styles["Lead"].delete(), codes.NOT_AS_NAMED),
        (
            lambda word: word.part.relate_to("https://example.org/a.png", RELATIONSHIP_TYPE.IMAGE, True),
            codes.PAGE_REQUEST,
        ),
        (lambda word: word.part.relate_to("https://example.org", RELATIONSHIP_TYPE.HYPERLINK, True), None),
    ],
)
def test_a_word_document_has_all_styles_and_loads_nothing(
    change: Callable[..., object], code: str | None, tmp_path: Path
) -> None:
    (tmp_path / "report.docx").write_bytes(changed_word(change))

    assert [problem.code for problem in read_brand(tmp_path).problems] == ([code] if code else [])
