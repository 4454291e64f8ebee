"""A questionnaire of another subject has its own words in its reports and forms, and the sections that it wants."""

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.html_pages import page_text
from support.word_files import word_text

from speedbumps.audit import audits
from speedbumps.diagnostics.problem import require_value
from speedbumps.forms.page.html import render_form
from speedbumps.i18n import replace_words
from speedbumps.lint.dispatch import lint
from speedbumps.model.audit import Audit
from speedbumps.report import make_document, make_report
from speedbumps.responses.collect import assemble_frame
from speedbumps.responses.read_files import AnswerOptions

SUBJECT = re.compile(r"\b(bump|road|school|staff|pupil)s?\b", re.IGNORECASE)
"""Words that have no place in the report of a clinic."""
