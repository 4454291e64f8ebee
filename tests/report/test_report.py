"""What every report holds, whatever the audit."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError
from support.golden_audits import CASES, HOSTILE, audit, report_text, with_texts
from support.html_pages import Page

from speedbumps.i18n import load_locale, truncate_text
from speedbumps.model.audit import Audit
from speedbumps.report import FORMATS, make_document, render_terminal
from speedbumps.report.formats.markdown import escape_markdown
from speedbumps.report.heights import interval_text, severity_text
from speedbumps.report.view import build_view

PAGES = [(case, annex) for case in CASES for annex in (False, True) if not (annex and case == "few")]
"""The reports and their annexes; where nothing can be shown, there is no annex."""


def bare(value: object) -> object:
    """*value* with None wherever the model allows it."""
    match value:
        case BaseModel():
            fields = type(value).model_fields
            free = {name for name, field in fields.items() if type(None) in get_args(field.annotation)}
            return value.model_copy(
                update={name: None if name in free else bare(getattr(value, name)) for name in fields}
            )
        case tuple():
            return tuple(bare(item) for item in value)
        case _:
            return value


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "word"])
def test_reports_are_as_reviewed(case: str, kind: str, golden: Callable[[str, str], None]) -> None:
    ending = ".audit.json" if kind == "json" else FORMATS[kind].endings[0]
    golden(f"{case}{ending}", report_text(audit(case), kind))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_audit_gives_the_same_bytes(kind: str) -> None:
    assert report_text(audit("rich"), kind) == report_text(audit("rich"), kind)


@pytest.mark.parametrize("case", CASES)
def test_json_is_read_again_as_an_equal_audit(case: str) -> None:
    assert audit(case) == Audit.model_validate_json(report_text(audit(case), "json"))


def test_json_holds_no_number_that_is_none() -> None:
    broken = audit("rich").model_copy(
        update={"overall": audit("rich").barriers[0].model_copy(update={"low": float("nan")})}
    )
    with pytest.raises((ValueError, ValidationError)):
        json.loads(report_text(broken, "json"), parse_constant=lambda _: pytest.fail("NaN was written"))


@pytest.mark.parametrize("figure", [0.0, -0.0, 1e-9, -1.5e-7, 1e-5, -2.25e-5, 9.9999e-5, 1e-4, 10.00001, 1e16])
def test_json_is_what_python_writes(figure: float) -> None:
    rich = audit("rich")
    school = rich.school.model_copy(update={"context": {"e: 0.00001,\n": figure, "text": "e: 1e-7"}})
    told = rich.model_copy(
        update={"school": school, "overall": rich.barriers[0].model_copy(update={"low": figure, "high": figure})}
    )
    plain = told.model_dump(mode="json", by_alias=True)
    assert json.dumps(plain, indent=2, ensure_ascii=False) + "\n" == report_text(told, "json")


@pytest.mark.parametrize(("case", "annex"), PAGES)
def test_a_page_asks_nothing_of_any_network(case: str, *, annex: bool) -> None:
    page = report_text(audit(case), "html", annex=annex)
    found = Page(page)
    assert not {"script", "img", "iframe", "object", "embed", "form", "base"} & set(found.tags)
    assert {value for name, value in found.attributes if name == "href" and not value.startswith("#")} == {"data:,"}
    assert not [name for name, _ in found.attributes if name in {"src", "srcset", "action", "poster", "xlink:href"}]
    assert set(re.findall(r"url\([^)]*\)", page)) == {"url(#high)", "url(#block)"}
    assert {"high", "block"} <= {value for name, value in found.attributes if name == "id"}
    assert "@import" not in page


@pytest.mark.parametrize("annex", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_every_link_within_a_page_leads_somewhere_and_no_id_is_there_twice(case: str, *, annex: bool) -> None:
    attributes = Page(report_text(audit(case), "html", annex=annex)).attributes
    ids = [value for name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    named = {value[1:] for name, value in attributes if name == "href" and value.startswith("#")}
    named |= {value for name, value in attributes if name in {"aria-labelledby", "aria-describedby"}}
    assert named <= set(ids)


@pytest.mark.parametrize(("case", "annex"), PAGES)
def test_headings_go_down_one_step_at_a_time(case: str, *, annex: bool) -> None:
    levels = [
        int(tag[1]) for tag in Page(report_text(audit(case), "html", annex=annex)).tags if re.fullmatch("h[1-6]", tag)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("annex", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_markup_in_texts_is_harmless_in_html(case: str, *, annex: bool) -> None:
    plain = Page(report_text(audit(case), "html", annex=annex))
    hostile = Page(report_text(with_texts(case, lambda text: text + HOSTILE), "html", annex=annex))
    assert set(hostile.tags) <= set(plain.tags)
    assert {name for name, _ in hostile.attributes} <= {name for name, _ in plain.attributes}
    # Of too few people's answers there is no annex.
    assert ("{{ 7*7 }}" in "".join(hostile.texts)) is not (annex and case == "few")


@pytest.mark.parametrize("annex", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_markup_in_texts_is_harmless_in_markdown(case: str, *, annex: bool) -> None:
    text = report_text(with_texts(case, lambda text: text + HOSTILE), "markdown", annex=annex)
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("    "))
    assert "<" not in prose
    assert not re.search(r"(?<!\\)[\[\]`]", prose)
    assert {line.split()[0] for line in prose.splitlines() if line.startswith("#")} <= {"#", "##", "###", "####"}
    for table in re.findall(r"(?:^\|.*\n)+", prose, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


@pytest.mark.parametrize("annex", [False, True])
@pytest.mark.parametrize("kind", ["html", "markdown", "terminal"])
@pytest.mark.parametrize("case", CASES)
def test_texts_cannot_steer_a_terminal(case: str, kind: str, *, annex: bool) -> None:
    text = report_text(with_texts(case, lambda text: text + "\x1b]0;title\x07\x9b31m\u202e"), kind, annex=annex)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


@pytest.mark.parametrize("kind", ["html", "markdown", "terminal"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_not_there_is_never_printed_as_none(case: str, kind: str) -> None:
    nothing = bare(audit(case))
    assert isinstance(nothing, Audit)
    for given in (audit(case), nothing):
        for annex in (False, True):
            text = re.sub(r"<style>.*?</style>", "", report_text(given, kind, annex=annex), flags=re.DOTALL)
            assert not re.search(r"\bNone\b(?! of the options )", text)


def test_a_language_without_a_file_is_told_in_english() -> None:
    for language in ("xx", "../../etc", "EN", ""):
        assert '<html lang="en">' in report_text(audit("quick"), "html", language)


def test_the_screen_is_eighty_columns_and_has_colours_only_on_request() -> None:
    for case in CASES:
        told = render_terminal(make_document(audit(case), "en"))
        assert max(len(line) for line in told.splitlines()) <= 80
        assert "\x1b" not in told
    rich = make_document(audit("rich"), "en")
    assert "\x1b[" in render_terminal(rich, colour=True)
    assert max(len(line) for line in render_terminal(rich, width=120).splitlines()) <= 120


def lanes(page: str) -> str:
    """The road of a page of HTML."""
    start = page.index('<div class="road')
    return page[start : page.index("<p class=legend>", start)]


def test_a_quick_form_shows_barriers_on_its_road() -> None:
    given = audit("quick")
    road = lanes(report_text(given, "html"))
    assert road.count("<div class=lane>") == 1
    assert re.findall(r"</strong> (.*)", road) == [barrier.title for barrier in given.barriers]


def test_the_road_names_every_facet_with_its_number_below_its_barrier() -> None:
    given = audit("rich")
    road = unescape(lanes(report_text(given, "html")))
    facets = [facet for barrier in given.barriers for facet in barrier.facets]
    assert re.findall(r"</strong> (.*)", road) == [facet.title for facet in facets]
    assert len(re.findall(r"<b>\d+</b>", road)) == len(facets)
    assert [title.rpartition(" ")[0] for title in re.findall(r"<h3 class=sign>(.*?)</h3>", road)] == [
        barrier.title for barrier in given.barriers
    ]


def test_a_figure_is_never_rounded_up_into_a_higher_band() -> None:
    seen = build_view(audit("rich"), load_locale("en"))
    assert [severity_text(severity, seen) for severity in (49.7, 49.97, 50.0, 24.5, 24.4, 56.5, None)] == [
        *("49.7", "49.9", "50", "24.5", "24", "57", "–"),
    ]


def test_too_few_answers_still_say_what_to_do() -> None:
    for kind in ("html", "markdown", "terminal"):
        text = " ".join(re.sub(r"<[^>]+>|\*\*", "", report_text(audit("few"), kind)).split())
        assert "Fewer than 5 people have answered so far, so nothing is shown." in text
        assert "Leave the form open for another week." in text
        assert "agree one answer to each question" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b", r"a \| b"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("**bold** _x_ `y`", r"\*\*bold\*\* \_x\_ \`y\`"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("two\nlines", "two lines"),
        ("a-b, 4.5 and 40 to 60", "a-b, 4.5 and 40 to 60"),
        ("", ""),
        ("56", "56"),
        ("4.5", r"4\.5"),
        ("٣. no list", r"٣\. no list"),
        ("two  spaces,\u00a0a\u2003wide\tone", "two spaces, a wide one"),
        (" + no list", r" \+ no list"),
        ("été_2026", r"été\_2026"),
    ],
)
def test_markdown_takes_text_as_text(text: str, expected: str) -> None:
    assert expected == escape_markdown(text)


def test_long_names_are_cut_at_a_word() -> None:
    assert truncate_text("A school with a very long name indeed", 20) == "A school with a…"
    assert truncate_text("x" * 30, 10) == "xxxxxxxxx…"


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import speedbumps.report", ("jinja2", "rich", "babel", "polars", "numpy", "highspy")),
        (
            "import speedbumps.report.document, speedbumps.report.formats.html",
            ("rich", "babel", "polars", "numpy", "highspy"),
        ),
        (
            "import speedbumps.report.document, speedbumps.report.formats.markdown",
            ("jinja2", "rich", "babel", "polars"),
        ),
        ("import speedbumps.report.formats.terminal", ("jinja2", "babel", "polars", "numpy", "highspy")),
    ],
)
def test_rooms_load_only_what_they_need(code: str, absent: tuple[str, ...]) -> None:
    asked = f"{code}; import sys; print(sorted(set({absent!r}) & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_no_interval_is_made_up_where_there_is_none() -> None:
    assert interval_text(45.4, 45.4, load_locale("en")) is None
    assert interval_text(None, 45.4, load_locale("en")) is None
    assert interval_text(45.4, 52.1, load_locale("en")) == "45 to 53"


def test_where_nothing_can_be_shown_there_is_no_annex() -> None:
    assert not report_text(audit("few"), "html", annex=True)
    assert report_text(audit("rich"), "html", annex=True)
