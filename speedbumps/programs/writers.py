"""The programs for which a questionnaire is exported, and what their files are."""

from collections.abc import Callable
from typing import NamedTuple

from speedbumps.programs.capabilities import CARRYING, Carrying
from speedbumps.programs.google_forms.write import in_google_forms
from speedbumps.programs.limesurvey.write import in_limesurvey
from speedbumps.programs.microsoft_forms.write import in_microsoft_forms
from speedbumps.programs.odk.write import in_xlsform
from speedbumps.programs.plain_table.write_csv import in_csv
from speedbumps.programs.plain_table.write_workbook import in_xlsx
from speedbumps.programs.survey import Survey
from speedbumps.programs.surveyjs.write import in_surveyjs

WRITERS: dict[str, tuple[Callable[[Survey], str | bytes], str]] = {
    "xlsform": (in_xlsform, ".xlsx"),
    "limesurvey": (in_limesurvey, ".txt"),
    "surveyjs": (in_surveyjs, ".json"),
    "google-forms": (in_google_forms, ".gs"),
    "microsoft-forms": (in_microsoft_forms, ".docx"),
    "csv": (in_csv, ".csv"),
    "xlsx": (in_xlsx, ".xlsx"),
}


class Program(NamedTuple):
    """How a survey is written for a program."""

    carrying: Carrying
    write: Callable[[Survey], str | bytes]
    ending: str
    """Of the files that it takes."""


PROGRAMS: dict[str, Program] = {
    each.program: Program(each, *WRITERS[each.program]) for each in CARRYING if each.program in WRITERS
}
"""By the name that the command line takes, in the order of the table of what they carry."""
