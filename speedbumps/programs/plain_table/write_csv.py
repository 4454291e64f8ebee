"""From a survey to a CSV file to type answers into: a column for each question, headed by its id."""

import csv
import io
from collections.abc import Iterator

from speedbumps.programs.survey import ROLE, Survey

CONSENT = "consent"
"""The column for the consent of the only person in a role to be shown individually."""


def csv_template(survey: Survey) -> str:
    """Return a table with headings and no rows; ids never begin with a character that starts a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(template_headings(survey))
    return text.getvalue()


def template_headings(survey: Survey) -> tuple[str, ...]:
    """Return the headings: those about the person, then the ids of the questions."""
    return (*_person_headings(survey), *survey.question_ids)


def _person_headings(survey: Survey) -> Iterator[str]:
    if survey.roles:
        yield ROLE
    if survey.one_person:
        yield CONSENT
