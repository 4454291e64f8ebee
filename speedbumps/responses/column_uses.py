"""Find what each column of a table is about: as it is settled, by its place in a program's layout, or by its words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import in_form
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.programs.layouts import Column, Layout
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.responses.answers import (
    likely_form,
)
from speedbumps.responses.cells import CellRules, Spoken, as_number, read_codes
from speedbumps.responses.column_map import IGNORE
from speedbumps.responses.columns import role_named
from speedbumps.responses.headings import Match, Wordings
from speedbumps.responses.table_context import TableContext
from speedbumps.tables.sheets import Sheet
from speedbumps.text import folded

SHORT_ID = 12
"""Characters of a heading that may be a slip for an id."""

ID_LIKE = re.compile(r"[A-Za-z]{1,3}[-_ ]?[\dlIoO]{1,3}")
"""A heading that looks like the id of a question."""

DIGITS = str.maketrans("lio", "110")
"""Letters that look like digits."""

RESEMBLING = 0.7
"""How alike a heading and a question are, from 0 to 1, from where the one may stand for the other."""

MOSTLY = 0.6
"""The part of a column's cells, from 0 to 1, above which they say what the column is about."""

FEWEST_NUMBERS = 5
"""Numbers that may be answers where nothing else says so."""

MOST_COMPARED = 200
"""Headings that are compared with every question letter by letter; a questionnaire has fewer."""

UNKNOWN = "about no question that is asked here"

MAY_BE_ANSWERS = "may be about a question"

NOTHING = "about no question, and empty"
"""So it is with notes and headings that programs export too; the rest of the column is looked at when it is read."""

REFUSED = "may tell who somebody is, and is only taken for a draft"

TO_BE_IGNORED = "to be ignored"

SECOND = "says the same of people as another one"

PRIVATE = "may tell who somebody is"

WHY = {"private": PRIVATE, "bookkeeping": "the program's own", "status": "tells which rows are responses"}
"""Why a column is not read, by its use."""

PADDED = re.compile(r"(?<!\d)0+(?=\d)")


class Use(NamedTuple):
    """What was done with one column."""

    column: Column
    match: Match
    why: str
    """In words, where it was not read."""


def column_uses(sheet: Sheet, layout: Layout, context: TableContext) -> Iterator[Use]:
    """Yield what each column is about: as it is settled, else as its place or its words say."""
    columns = context.columns.columns if context.columns else {}
    matched = _matched(sheet, layout, context.wordings, columns)
    found = _one_of_each([_slip(use, context.wordings) if use.why == UNKNOWN else use for use in matched])
    answers = _Answers(sheet, layout, found, context)
    for use in found:
        if use.why != UNKNOWN:
            yield use
        elif _resembles(use) or answers.stand_in(use):
            yield use._replace(why=MAY_BE_ANSWERS)
        else:
            yield use


def _matched(sheet: Sheet, layout: Layout, wordings: Wordings, columns: Mapping[str, str]) -> Iterator[Use]:
    settled = {folded(heading): name for heading, name in columns.items()}
    answers = [each for each in layout.columns if each.use == "answer"]
    roles_named = any(wordings.match(each.names, nearly=False).to == "role" for each in answers)
    unsure = 0
    for each in layout.columns:
        chosen = next((settled[folded(name)] for name in (each.heading, *each.names) if folded(name) in settled), None)
        cells = sheet.sample(each.place, layout.rows)
        if chosen == IGNORE:
            yield Use(each, Match(), TO_BE_IGNORED)
        elif chosen is not None and (each.use != "private" or chosen == "draft"):
            yield Use(each, Match(chosen), "")
        elif chosen is not None:
            yield Use(each, Match(), REFUSED)
        elif each.use != "answer":
            yield Use(each, Match(), WHY[each.use])
        else:
            match = wordings.match(each.names, nearly=unsure < MOST_COMPARED)
            unsure += not (match.to and match.exact)
            if match.to is None and not roles_named and _names_roles(cells, wordings.instrument):
                match = Match("role")
            yield Use(each, match, "" if match.to else UNKNOWN if cells else NOTHING)


def _one_of_each(uses: list[Use]) -> list[Use]:
    """Return the *uses* with one column for each thing about people, where one of several bears its very name."""
    named = {use.match.to for use in uses if use.match.to in COLUMNS and folded(use.column.heading) == use.match.to}
    return [
        use._replace(why=SECOND, match=Match(near=(use.match.to or "",)))
        if use.match.to in named and folded(use.column.heading) != use.match.to
        else use
        for use in uses
    ]


def _without_column(uses: Iterable[Use], instrument: Instrument) -> list[str]:
    """Return the questions of the form that seems to have been filled in of which there is no column."""
    there = {use.match.to for use in uses if use.match.to in instrument.questions}
    if not there:
        return list(instrument.questions)
    form = likely_form((name for name in there if name), instrument)
    return [question.id for question in in_form(instrument.questionnaire, form) if question.id not in there]


def _resembles(use: Use) -> bool:
    """Return whether the words of a heading are like those of a question, or could be those of several."""
    return bool(use.match.near) and (use.match.likeness > RESEMBLING or not use.match.likeness)


def _slip(use: Use, wordings: Wordings) -> Use:
    """Return *use* with the id that its heading nearly is: T0l for T01, shool for school."""
    written = use.column.heading
    likeness = 0.6 if ID_LIKE.fullmatch(written) else 0.8
    if len(written) > SHORT_ID or (ID_LIKE.fullmatch(written) and not _has_letters_of_ids(written, wordings)):
        return use
    digits = folded(written).translate(DIGITS)
    padded = next((name for name in wordings.ids if _unpadded(name) == _unpadded(digits)), digits)
    near = [padded] if padded in wordings.ids else get_close_matches(folded(written), wordings.ids, 1, likeness)
    return use._replace(match=Match(near=(wordings.ids[near[0]],))) if near else use


def _has_letters_of_ids(written: str, wordings: Wordings) -> bool:
    """Return whether what looks like an id begins with letters of ids, and not with a program's: Q10, V3."""
    letters = written.rstrip("0123456789-_ lIoO").casefold()
    return not letters or any(name.startswith(letters) for name in wordings.ids)


def _unpadded(name: str) -> str:
    """Return an id without the noughts with which its number is filled up: t1 for t01."""
    return PADDED.sub("", name.replace(" ", ""))


class _Answers:
    """Answers to the questions that have no column, to be found in columns whose headings are not known."""

    def __init__(self, sheet: Sheet, layout: Layout, uses: Iterable[Use], context: TableContext) -> None:
        self.sheet, self.rows, self.instrument = sheet, layout.rows, context.instrument
        self.uses = list(uses)
        self.rules = CellRules(answers=context.options.answers)

    @cached_property
    def scales(self) -> list[Spoken]:
        """The scales of the questions that have no column, in every language."""
        missing = _without_column(self.uses, self.instrument)
        names = dict.fromkeys(self.instrument.questions[name].scale for name in missing)
        spoken = (self.instrument.questionnaire, *self.instrument.languages)
        scales = ((each.scales[name], each.non_answers) for each in spoken for name in names)
        return [Spoken(scale, words) for scale, words in scales if scale.points]

    @cached_property
    def are_numbers(self) -> bool:
        """Whether most of the questions that have a column are answered in numbers."""
        known = [self._cells(use) for use in self.uses if use.match.to in self.instrument.questions]
        filled = [cells for cells in known if cells]
        return 2 * sum(_mostly(map(_is_number, cells)) for cells in filled) > len(filled) > 0

    def stand_in(self, use: Use) -> bool:
        """Return whether most cells of a column are answers, in numbers only where other answers are numbers too."""
        cells = self._cells(use)
        if all(map(_is_number, cells)) and (len(cells) < FEWEST_NUMBERS or len(set(cells)) == 1 or _count_up(cells)):
            return False
        return any(_mostly(self._are_answers(cells, each)) for each in self.scales)

    def _are_answers(self, cells: Sequence[str], spoken: Spoken) -> list[bool]:
        """Return whether each of the *cells* is an answer; none is if not one of them is a point of the scale."""
        counted = [cell for cell in cells if self.are_numbers or not _is_number(cell)]
        good = read_codes(counted, (spoken,), self.rules).good
        return [cell in good for cell in cells] if any(code >= 0 for code in good.values()) else []

    def _cells(self, use: Use) -> tuple[str, ...]:
        return self.sheet.sample(use.column.place, self.rows)


def _mostly(found: Iterable[bool]) -> bool:
    every = list(found)
    return sum(every) > MOSTLY * len(every)


def _is_number(cell: str) -> bool:
    return as_number(cell) is not None


def _count_up(cells: Sequence[str]) -> bool:
    """Return whether the *cells* are running numbers."""
    numbers = [as_number(cell) for cell in cells]
    return all(one is not None and other is not None and other == one + 1 for one, other in pairwise(numbers))


def _names_roles(cell: Iterable[str], instrument: Instrument) -> bool:
    listed = list(cell)
    return bool(listed) and all(role_named(each, instrument) != UNSTATED for each in listed)
