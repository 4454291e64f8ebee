"""Every check does what its page says: it finds its bad example where the page says, and nothing in its good one."""

import re
from pathlib import Path

import pytest
from support.page_examples import problems
from support.paths import BASES

import speedbumps
from speedbumps.diagnostics.manual_page import parse_page
from speedbumps.diagnostics.rules import PageText
from speedbumps.diagnostics.severities import severity_of
from speedbumps.lint.catalogue import PAGES, family_of
from speedbumps.lint.dispatch import lint

by_code = pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.code}-{page.name}")


@by_code
def test_the_bad_example_is_found_where_the_page_says(page: PageText, tmp_path: Path) -> None:
    bad = parse_page(page).bad

    found = problems(bad, tmp_path)

    assert bad.place in {(problem.span.line, problem.span.column) for problem in found if problem.code == page.code}


@by_code
def test_nothing_is_found_in_the_good_example(page: PageText, tmp_path: Path) -> None:
    found = problems(parse_page(page).good, tmp_path)

    assert [problem for problem in found if problem.code == page.code or problem.severity == "error"] == []


@by_code
def test_every_code_has_a_family_and_a_severity(page: PageText) -> None:
    assert family_of(page.code)
    assert severity_of(page.code) in ("error", "warning", "advice")


def test_codes_and_names_are_given_once() -> None:
    assert len({page.code for page in PAGES}) == len(PAGES) == len({page.name for page in PAGES})


def test_every_code_that_is_given_has_a_page() -> None:
    sources = (path.read_text("utf-8") for path in Path(speedbumps.__file__).parent.rglob("*.py"))
    given = {code for source in sources for code in re.findall(r'"(SB\d{3})"', source)}

    assert given == {page.code for page in PAGES}


@pytest.mark.parametrize("base", sorted(BASES.glob("*.yaml")), ids=lambda path: path.name)
def test_the_base_of_the_examples_is_without_fault(base: Path) -> None:
    assert lint(base).problems == ()
