"""Where the files are that tests read."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
TOP = TESTS.parent

EXAMPLES = TOP / "examples"
FORMAT_EXAMPLES = EXAMPLES / "formats"
SMALL = FORMAT_EXAMPLES / "small.yaml"
"""The miniature questionnaire."""
CHOICES = FORMAT_EXAMPLES / "choices.yaml"
"""The miniature with choices."""

QUESTIONNAIRES = TOP / "questionnaires"
SCHOOL_WELSH = QUESTIONNAIRES / "school.cy.yaml"
"""The shipped questionnaire in Welsh."""

BAD = TESTS / "bad"
BASES = TESTS / "bases"
EXPORTS = TESTS / "exports"
GOLDEN = TESTS / "golden"
REFERENCE = TESTS / "reference"
FIRST_VERSION = TESTS / "support" / "first_version"
