"""From a survey to a table to type answers into: a column a question, headed by its id."""

import csv
import io
from collections.abc import Iterator

from speedbumps.programs.survey import ROLE, Survey

CONSENT = "consent"
"""The column in which a head says yes to being shown by themselves."""


def in_csv(survey: Survey) -> str:
    """The headings of a table, and no row; ids never begin with what a spreadsheet takes for a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(columns(survey))
    return text.getvalue()


def columns(survey: Survey) -> tuple[str, ...]:
    """The headings: who answers, then the ids of the questions."""
    return (*_about(survey), *survey.questions)


def _about(survey: Survey) -> Iterator[str]:
    if survey.roles:
        yield ROLE
    if survey.one_person:
        yield CONSENT
