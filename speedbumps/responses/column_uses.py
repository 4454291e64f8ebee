"""Find out what each column of a table is about: from a map, its place in a program's layout, or its words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_questions
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.programs.layouts import ExportColumn, ExportLayout
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.responses.answers import (
    likely_form,
)
from speedbumps.responses.cells import CellRules, LocalizedScale, as_number, read_codes
from speedbumps.responses.column_map import IGNORE
from speedbumps.responses.columns import find_role
from speedbumps.responses.headings import HeadingMatch, Wordings
from speedbumps.responses.table_context import TableContext
from speedbumps.tables.sheets import Sheet
from speedbumps.text import fold_text

SHORT_ID = 12
"""Characters of a heading that may be a misspelt id."""

ID_LIKE = re.compile(r"[A-Za-z]{1,3}[-_ ]?[\dlIoO]{1,3}")
"""A heading that looks like the id of a question."""

DIGITS = str.maketrans("lio", "110")
"""Letters that look like digits."""

RESEMBLING = 0.7
"""The similarity of a heading and a question, from 0 to 1, from which the one may stand for the other."""

MOSTLY = 0.6
"""The part of a column's cells, from 0 to 1, above which they show what the column is about."""

FEWEST_NUMBERS = 5
"""The fewest numbers that may be answers where nothing else shows so."""

MOST_COMPARED = 200
"""Headings that are compared with every question letter by letter; a questionnaire has fewer."""

UNKNOWN = "about no question that is asked here"

MAY_BE_ANSWERS = "may be about a question"

NOTHING = "about no question, and empty"
"""The use of notes and headings that programs export too; the rest of the column is checked when it is read."""

REFUSED = "may show who somebody is, and is only used as a draft"

TO_BE_IGNORED = "to be ignored"

SECOND = "says the same of people as another one"

PRIVATE = "may show who somebody is"

RETIRED = "asked in an earlier version only"

WHY = {"private": PRIVATE, "bookkeeping": "the program's own", "status": "tells which rows are responses"}
"""Why a column is not read, by its use."""

PADDED = re.compile(r"(?<!\d)0+(?=\d)")


class Use(NamedTuple):
    """What was done with one column."""

    column: ExportColumn
    match: HeadingMatch
    why: str
    """Why it was not read, in words; empty if it was."""


def column_uses(sheet: Sheet, layout: ExportLayout, context: TableContext) -> Iterator[Use]:
    """Yield what each column is about: according to the map, else according to its place or its words."""
    columns = context.columns.columns if context.columns else {}
    matched = _match_columns(sheet, layout, context.wordings, columns)
    found = _prefer_named_columns(
        [_correct_slip(use, context.wordings) if use.why == UNKNOWN else use for use in matched]
    )
    answers = _AnswerDetector(sheet, layout, found, context)
    for use in found:
        if use.why != UNKNOWN:
            yield use
        elif _resembles(use) or answers.look_like_answers(use):
            yield use._replace(why=MAY_BE_ANSWERS)
        else:
            yield use


def _match_columns(sheet: Sheet, layout: ExportLayout, wordings: Wordings, columns: Mapping[str, str]) -> Iterator[Use]:
    """Yield what each column is about, before misspelt ids and the cells are considered."""
    settled = {fold_text(heading): name for heading, name in columns.items()}
    answers = [each for each in layout.columns if each.use == "answer"]
    roles_named = any(wordings.match(each.names, nearly=False).to == "role" for each in answers)
    unsure = 0
    for each in layout.columns:
        chosen = next(
            (settled[fold_text(name)] for name in (each.heading, *each.names) if fold_text(name) in settled), None
        )
        cells = sheet.sample(each.place, layout.rows)
        if chosen == IGNORE:
            yield Use(each, HeadingMatch(), TO_BE_IGNORED)
        elif chosen is None and each.use == "answer" and fold_text(each.heading) in wordings.retired:
            yield Use(each, HeadingMatch(), RETIRED)
        elif chosen is not None and (each.use != "private" or chosen == "draft"):
            yield Use(each, wordings.option_column((chosen,)) or HeadingMatch(chosen), "")
        elif chosen is not None:
            yield Use(each, HeadingMatch(), REFUSED)
        elif each.use != "answer":
            yield Use(each, HeadingMatch(), WHY[each.use])
        else:
            match = wordings.match(each.names, nearly=unsure < MOST_COMPARED)
            unsure += not (match.to and match.exact)
            if match.to is None and not roles_named and _are_roles(cells, wordings.instrument):
                match = HeadingMatch("role")
            yield Use(each, match, "" if match.to else UNKNOWN if cells else NOTHING)


def _prefer_named_columns(uses: list[Use]) -> list[Use]:
    """Return the *uses* with one column for each fact about people, where one of several bears its exact name."""
    named = {use.match.to for use in uses if use.match.to in COLUMNS and fold_text(use.column.heading) == use.match.to}
    return [
        use._replace(why=SECOND, match=HeadingMatch(near=(use.match.to or "",)))
        if use.match.to in named and fold_text(use.column.heading) != use.match.to
        else use
        for use in uses
    ]


def _questions_without_column(uses: Iterable[Use], instrument: Instrument) -> list[str]:
    """Return the questions without a column that are in the form that was probably filled in."""
    there = {use.match.to for use in uses if use.match.to in instrument.questions}
    if not there:
        return list(instrument.questions)
    form = likely_form((name for name in there if name), instrument)
    return [question.id for question in form_questions(instrument.questionnaire, form) if question.id not in there]


def _resembles(use: Use) -> bool:
    """Return whether the words of a heading are similar to those of a question, or could be those of several."""
    return bool(use.match.near) and (use.match.likeness > RESEMBLING or not use.match.likeness)


def _correct_slip(use: Use, wordings: Wordings) -> Use:
    """Return *use* with the id that its heading nearly is: T0l for T01, shool for school."""
    written = use.column.heading
    likeness = 0.6 if ID_LIKE.fullmatch(written) else 0.8
    if len(written) > SHORT_ID or (ID_LIKE.fullmatch(written) and not _has_letters_of_ids(written, wordings)):
        return use
    digits = fold_text(written).translate(DIGITS)
    padded = next((name for name in wordings.ids if _strip_padding(name) == _strip_padding(digits)), digits)
    near = [padded] if padded in wordings.ids else get_close_matches(fold_text(written), wordings.ids, 1, likeness)
    return use._replace(match=HeadingMatch(near=(wordings.ids[near[0]],))) if near else use


def _has_letters_of_ids(written: str, wordings: Wordings) -> bool:
    """Return whether what looks like an id begins with letters of our ids, and not with a program's: Q10, V3."""
    letters = written.rstrip("0123456789-_ lIoO").casefold()
    return not letters or any(name.startswith(letters) for name in wordings.ids)


def _strip_padding(name: str) -> str:
    """Return an id without leading zeros in its number: t1 for t01."""
    return PADDED.sub("", name.replace(" ", ""))


class _AnswerDetector:
    """Detects answers to questions without a column, in columns with unknown headings."""

    def __init__(self, sheet: Sheet, layout: ExportLayout, uses: Iterable[Use], context: TableContext) -> None:
        self.sheet, self.rows, self.instrument = sheet, layout.rows, context.instrument
        self.uses = list(uses)
        self.rules = CellRules(answers=context.options.answers)

    @cached_property
    def scales(self) -> list[LocalizedScale]:
        """Return the scales of the questions without a column, in every language."""
        missing = _questions_without_column(self.uses, self.instrument)
        names = dict.fromkeys(self.instrument.questions[name].scale for name in missing)
        spoken = (self.instrument.questionnaire, *self.instrument.languages)
        scales = ((each.scales[name], each.non_answers) for each in spoken for name in names)
        return [LocalizedScale(scale, words) for scale, words in scales if scale.points]

    @cached_property
    def are_numbers(self) -> bool:
        """Return whether most of the questions with a column are answered in numbers."""
        known = [self._cells(use) for use in self.uses if use.match.to in self.instrument.questions]
        filled = [cells for cells in known if cells]
        return 2 * sum(_mostly(map(_is_number, cells)) for cells in filled) > len(filled) > 0

    def look_like_answers(self, use: Use) -> bool:
        """Return whether most cells of a column are answers, in numbers only where other answers are numbers too."""
        cells = self._cells(use)
        if all(map(_is_number, cells)) and (
            len(cells) < FEWEST_NUMBERS or len(set(cells)) == 1 or _are_running_numbers(cells)
        ):
            return False
        return any(_mostly(self._are_answers(cells, each)) for each in self.scales)

    def _are_answers(self, cells: Sequence[str], spoken: LocalizedScale) -> list[bool]:
        """Return whether each of the *cells* is an answer; empty if none of them is a point of the scale."""
        counted = [cell for cell in cells if self.are_numbers or not _is_number(cell)]
        good = read_codes(counted, (spoken,), self.rules).good
        return [cell in good for cell in cells] if any(code >= 0 for code in good.values()) else []

    def _cells(self, use: Use) -> tuple[str, ...]:
        return self.sheet.sample(use.column.place, self.rows)


def _mostly(found: Iterable[bool]) -> bool:
    """Return whether most of *found* are true."""
    every = list(found)
    return sum(every) > MOSTLY * len(every)


def _is_number(cell: str) -> bool:
    """Return whether *cell* is a number."""
    return as_number(cell) is not None


def _are_running_numbers(cells: Sequence[str]) -> bool:
    """Return whether the *cells* are running numbers."""
    numbers = [as_number(cell) for cell in cells]
    return all(one is not None and other is not None and other == one + 1 for one, other in pairwise(numbers))


def _are_roles(cell: Iterable[str], instrument: Instrument) -> bool:
    """Return whether there are cells, and all of them name a role."""
    listed = list(cell)
    return bool(listed) and all(find_role(each, instrument) != UNSTATED for each in listed)
