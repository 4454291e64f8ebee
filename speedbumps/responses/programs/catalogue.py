"""The programs whose exports are read, in the order in which an export is held against them."""

from speedbumps.responses.programs import (
    google_forms,
    limesurvey,
    microsoft_forms,
    odk,
    plain,
    qualtrics,
    surveyjs,
    surveymonkey,
)
from speedbumps.responses.programs.layouts import Program
from speedbumps.responses.sheets import Sheet

PROGRAMS: tuple[Program, ...] = (
    surveyjs.PROGRAM,
    qualtrics.PROGRAM,
    surveymonkey.PROGRAM,
    limesurvey.PROGRAM,
    odk.PROGRAM,
    microsoft_forms.PROGRAM,
    google_forms.PROGRAM,
    plain.PROGRAM,
)
"""A plain table comes last: it is known by nothing."""


def recognised(sheet: Sheet) -> Program:
    """The program that wrote *sheet*."""
    return next(program for program in PROGRAMS if program.recognise(sheet))
