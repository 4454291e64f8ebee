"""The survey programs whose exports are read, in the order in which they are tried."""

from speedbumps.programs.google_forms import read as google_forms
from speedbumps.programs.layouts import ExportReader
from speedbumps.programs.limesurvey import read as limesurvey
from speedbumps.programs.microsoft_forms import read as microsoft_forms
from speedbumps.programs.odk import read as odk
from speedbumps.programs.plain_table import read as plain
from speedbumps.programs.qualtrics import read as qualtrics
from speedbumps.programs.surveyjs import read as surveyjs
from speedbumps.programs.surveymonkey import read as surveymonkey
from speedbumps.tables.sheets import Sheet

PROGRAMS: tuple[ExportReader, ...] = (
    surveyjs.PROGRAM,
    qualtrics.PROGRAM,
    surveymonkey.PROGRAM,
    limesurvey.PROGRAM,
    odk.PROGRAM,
    microsoft_forms.PROGRAM,
    google_forms.PROGRAM,
    plain.PROGRAM,
)
"""A plain table comes last, because it accepts every sheet."""


def find_reader(sheet: Sheet) -> ExportReader:
    """Return the reader of the program that wrote *sheet*."""
    return next(program for program in PROGRAMS if program.recognise(sheet))
