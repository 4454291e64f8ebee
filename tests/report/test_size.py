"""How many bytes the page of the demo has: whoever makes it larger has to say so here."""

import pytest
from support.paths import EXAMPLES

from speedbumps.audit import audits
from speedbumps.report import make_document, render_html
from speedbumps.report.blocks import Document
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

WITH_ANNEX, WITHOUT_ANNEX = 115_000, 57_000
"""The most bytes of the page of Hillview Primary."""


@pytest.fixture(scope="module")
def report() -> Document:
    found = assemble([EXAMPLES / "hillview.csv"], AnswerOptions(schools=EXAMPLES / "schools.csv"))
    (audit,) = audits(found.instrument, found.responses)
    return make_document(audit, "en")


def test_the_page_with_its_annex_stays_small(report: Document) -> None:
    size = len(render_html(report).encode())

    assert 0.9 * WITH_ANNEX < size <= WITH_ANNEX


def test_the_page_without_its_annex_stays_small(report: Document) -> None:
    size = len(render_html(report._replace(annex=())).encode())

    assert 0.9 * WITHOUT_ANNEX < size <= WITHOUT_ANNEX
