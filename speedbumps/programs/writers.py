"""The programs for which a questionnaire is exported, and the formats of their files."""

from collections.abc import Callable
from typing import NamedTuple

from speedbumps.programs.capabilities import CAPABILITIES, Capabilities
from speedbumps.programs.google_forms.write import google_forms_script
from speedbumps.programs.limesurvey.write import limesurvey_file
from speedbumps.programs.microsoft_forms.write import word_document
from speedbumps.programs.odk.write import xlsform_workbook
from speedbumps.programs.plain_table.write_csv import csv_template
from speedbumps.programs.plain_table.write_workbook import workbook_template
from speedbumps.programs.survey import Survey
from speedbumps.programs.surveyjs.write import surveyjs_json

WRITERS: dict[str, tuple[Callable[[Survey], str | bytes], str]] = {
    "xlsform": (xlsform_workbook, ".xlsx"),
    "limesurvey": (limesurvey_file, ".txt"),
    "surveyjs": (surveyjs_json, ".json"),
    "google-forms": (google_forms_script, ".gs"),
    "microsoft-forms": (word_document, ".docx"),
    "csv": (csv_template, ".csv"),
    "xlsx": (workbook_template, ".xlsx"),
}


class FormWriter(NamedTuple):
    """A program with its capabilities and the function that writes its files."""

    capabilities: Capabilities
    write: Callable[[Survey], str | bytes]
    ending: str
    """The ending of its files."""


PROGRAMS: dict[str, FormWriter] = {each.program: FormWriter(each, *WRITERS[each.program]) for each in CAPABILITIES}
"""The writers by their names on the command line, in the order of the table of features."""
