"""LimeSurvey: its own columns first, then questions by code, by their words, or by both; rows of a grid in brackets."""

import re

from speedbumps.platforms.layouts import Column, Program, Use, column, one_heading, times
from speedbumps.platforms.sheets import Sheet
from speedbumps.text import folded

USES: dict[str, Use] = {
    "id": "bookkeeping",
    "response id": "bookkeeping",
    "submitdate": "private",
    "date submitted": "private",
    "lastpage": "bookkeeping",
    "last page": "bookkeeping",
    "startlanguage": "bookkeeping",
    "start language": "bookkeeping",
    "seed": "private",
    "token": "private",
    "access code": "private",
    "startdate": "private",
    "date started": "private",
    "datestamp": "private",
    "date last action": "private",
    "ipaddr": "private",
    "ip address": "private",
    "refurl": "private",
    "referrer url": "private",
    "interviewtime": "private",
    "total time": "private",
    "firstname": "private",
    "lastname": "private",
    "email": "private",
}
BOTH = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9]*(?:\[[^\]]*\])?)\.\s+(?P<words>.*)", re.DOTALL)
"""A heading of code and words: "T01. I spend time ..."."""

TIMING = re.compile(r"(group|question)\s?time\s?\d*\b|.*Time$", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")
FIRST = 5
"""Columns that stand first in every export: a number, when it was handed in, the last page, the language, the seed."""


def recognise(sheet: Sheet) -> bool:
    """Whether the first columns are LimeSurvey's own: by their codes, or in another language by what stands in them."""
    coded = [folded(_names(name)[0]) for name in sheet.heading[:FIRST]]
    if coded[:3] == ["id", "submitdate", "lastpage"] or coded[:3] == ["response id", "date submitted", "last page"]:
        return True
    numbers = all(cell.isdigit() for place in (0, 2) for cell in sheet.sample(place))
    languages = sheet.sample(3)
    return numbers and times(sheet.sample(1)) and bool(languages) and all(map(LANGUAGE.fullmatch, languages))


def _column(sheet: Sheet, place: int, name: str) -> Column:
    found = column(sheet, place, _names(name), USES)._replace(heading=name.strip())
    if found.use == "answer" and place < FIRST:
        return found._replace(use="private" if place in (1, FIRST - 1) else "bookkeeping")
    return found._replace(use="private") if found.use == "answer" and TIMING.match(name) else found


def _names(heading: str) -> tuple[str, ...]:
    both = BOTH.fullmatch(heading.strip())
    return (both["code"], both["words"], heading) if both else (heading,)


PROGRAM = Program("LimeSurvey", recognise, one_heading(_column))
