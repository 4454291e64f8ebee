"""Turn the raw cells of a table into answers: a row for each person, and a problem for each unreadable cell."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

import polars as pl

from speedbumps.diagnostics.codes import EMPTY, FORM, SCHOOL, UNKNOWN_ROLE, WRONG_CELL
from speedbumps.diagnostics.problem import LoadResult, Problem, Severity, file_order, reject_file
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_questions, scale_of
from speedbumps.model.questionnaire import FULL, UNSTATED
from speedbumps.model.scales import value_range
from speedbumps.programs.private_columns import LEAST_CELLS
from speedbumps.responses.cells import (
    NO_WORDS,
    CellRules,
    CellsRead,
    adorned_notice,
    localized_scales,
    meaning_of_na,
    missing_notice,
    na_notice,
    read_codes,
    read_numbers,
)
from speedbumps.responses.columns import column_type, find_role, find_roles, id_from_name
from speedbumps.responses.drafts import shared_draft
from speedbumps.responses.marks import Marks, find_marks, last_of_each_id
from speedbumps.responses.not_people import DistinctCells, Texts, distinct_texts, find_not_people
from speedbumps.responses.numbering import (
    FromOne,
    NumbersFound,
    find_numbered_from_one,
    find_numbers,
    none_below_one,
    none_below_one_anywhere,
    schools_without_zero,
)
from speedbumps.responses.picks import read_picks
from speedbumps.responses.raw_cells import LINE, Heading, cell_at
from speedbumps.responses.row_problems import (
    answers_of_two_times,
    last_rows_without_traces,
    repeated_responses,
    rows_alike,
    rows_not_counted,
    rows_without_answers,
)
from speedbumps.scoring.responses import ABOUT, BLANK, CODE, PICKS, holds_codes
from speedbumps.text import count_from_five, fold_text, shorten

MOST_LISTED = 10_000
"""Unreadable cells that are listed one by one; the others are only counted."""

PLAIN_ID = r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$"
"""An id of a school that is used as it is; a table may have thousands of them, which need no closer look."""

WRONG = object()
"""Stands for a value that cannot be read."""


class TableOptions(NamedTuple):
    """Options that say what a table itself does not."""

    form: str | None = None
    set_aside: bool = False
    answers: Mapping[str, str] = {}
    """What a word in a cell stands for according to a map, by folded word."""


class AnswerPart(NamedTuple):
    """The answers of one table, or of one person."""

    path: Path
    people: pl.DataFrame
    """The columns of ABOUT, followed by one column for each question."""
    set_aside: Mapping[str, int] = {}
    """The number of unreadable cells that count as blank, by school."""
    schools: Mapping[str, School] = {}
    """What the file says about its schools."""
    called_after: Mapping[str, Path] = {}
    """The schools that are named after a file, since the answers do not name them, with that file."""
    places: Mapping[str, Path] = {}
    """The file of each school, where several files were read together."""
    marks: Marks | None = None
    """What distinguishes the rows besides their answers, if anything does."""
    written: tuple[tuple[str, str], ...] = ()
    """What one person wrote who agreed to be shown: pairs of a question's id and a text."""
    sheet: str | None = None
    """The sheet, in a workbook with several."""
    left_out: Mapping[str, Problem] = {}
    """Schools whose answers must not be used, with the reason."""


class AnswerTable(NamedTuple):
    """The cells of a table whose columns are understood."""

    path: Path
    rows: pl.DataFrame
    """The rows, with a column *line* that holds the row in the file."""
    heading: Heading
    names: Mapping[str, frozenset[str]] = {}
    """The names of each question, folded, by which headings are recognised that are repeated further down."""
    none_is_ready_made: bool = False
    """Whether "none" is the answer that SurveyJS offers for "does not apply"."""


class _BadCells(NamedTuple):
    """The rows of one column whose cells cannot be read, and why."""

    column: int
    message: str
    rows: pl.Series


class AnswersRead(NamedTuple):
    """The answers in a table, and the words in it that could not be read."""

    part: LoadResult[AnswerPart]
    unread: Mapping[str, int] = {}
    """The number of cells with each text that is no answer; it may be personal, and is never shown unchanged."""
    roles: Mapping[str, int] = {}
    """The number of cells with each text that is no role; it may be personal too."""


class _CellProblems(NamedTuple):
    """What was found in the cells of all questions, collected column by column."""

    rules: CellRules
    bad: list[_BadCells]
    unread: Counter[str]
    adorned: list["_CleanedCells"]
    """Cells that were understood only after a clean-up."""
    missing: list["_CleanedCells"]
    """Cells that hold R's or Python's missing value, and are blank."""
    applies_not: list["_CleanedCells"]
    """Cells that hold R's missing value, and mean that a question does not apply."""

    def without_lines(self, lines: frozenset[int]) -> Self:
        """Return the same without unreadable cells in some *lines*."""
        kept = (each._replace(rows=each.rows.filter(~each.rows.is_in(list(lines)))) for each in self.bad)
        return self._replace(bad=[each for each in kept if each.rows.len()])


class _CleanedCells(NamedTuple):
    """Cells of one column that were read although they do not hold an answer in its usual form."""

    line: int
    """The row of the first of these cells."""
    column: int
    cells: int


def read_answers(table: AnswerTable, instrument: Instrument, options: TableOptions) -> AnswersRead:
    """Return the answers in *table*; without a value if a cell cannot be read, unless such cells are set aside."""
    path = str(table.path)
    rows = _rows_with_answers(table.rows, table.heading)
    nothing_said = list(rows_without_answers(path, table.rows, rows, table.heading))
    rows, left_out = _drop_rows_without_school(path, rows, table.heading) if options.set_aside else (rows, {})
    found = _distinct_cells(rows, table.heading, instrument)
    others = find_not_people(rows, table.heading, found, table.names, instrument)
    if others.all_lines:
        rows = rows.filter(~pl.col(LINE).is_in(list(others.all_lines)))
        found = _distinct_cells(rows, table.heading, instrument)
    numbers = _numbers_by_column(rows, found.questions, instrument)
    numbered = find_numbered_from_one(rows, numbers)
    if numbered is not None and not numbered.rest:
        return AnswersRead(LoadResult(None, (numbered.as_problem(path),)))
    table = table._replace(rows=rows)
    cells = _CellProblems(_rules(table, found.questions, options), [], Counter(), [], [], [])
    columns = _question_columns(table, instrument, cells, found.questions)
    about, wrong, roles = _read_about_columns(table, found.about, instrument, options)
    people = pl.DataFrame(about).hstack(columns).rechunk()  # readers leave dozens of chunks, each of which costs time
    nothing = _unreadable_rows(rows, people, cells.bad) if options.set_aside else frozenset()
    if nothing:
        kept = ~rows.get_column(LINE).is_in(list(nothing))
        rows, people = rows.filter(kept), people.filter(kept)
        cells = cells.without_lines(nothing)
    left_out |= _schools_numbered_from_one(path, numbered) if numbered is not None else {}
    wrong += [
        *rows_not_counted(path, others, nothing),
        *_lowest_number_warnings(people, numbers, table, instrument, left_out),
    ]
    if "draft" in table.heading.about and (shared := shared_draft(path, people, table.heading.about["draft"])):
        wrong.append(shared)
    wrong += [*_clean_up_notices(path, cells), *last_rows_without_traces(path, rows, table.heading)]
    wrong += nothing_said
    problems = [*wrong, *_cell_problems(path, cells.bad)]
    if any(problem.severity == "error" for problem in wrong) or (cells.bad and not options.set_aside):
        problems += left_out.values()
        return AnswersRead(LoadResult(None, tuple(sorted(problems, key=file_order))), cells.unread, roles)
    if not rows.height:
        return AnswersRead(reject_file(path, EMPTY, "the table holds no answers"), cells.unread, roles)
    marks = find_marks(rows, table.heading)
    problems += answers_of_two_times(path, marks, table.heading)
    if marks is not None and (last := last_of_each_id(marks, people)) is not None:
        problems.append(repeated_responses(path, rows.filter(~last).get_column(LINE)))
        rows, people, marks = rows.filter(last), people.filter(last), marks._replace(rows=marks.rows.filter(last))
    part = AnswerPart(
        table.path,
        people,
        _count_set_aside(cells.bad, rows, people) if cells.bad else {},
        _written_names(table, people),
        _school_of_file_name(table, people),
        marks=marks,
        left_out=left_out,
    )
    found_alike = rows_alike(path, people, rows.get_column(LINE), table.heading, instrument)
    return AnswersRead(LoadResult(part, (*problems, *found_alike)), cells.unread, roles)


def place_column(name: str) -> str:
    """Return the name of the column that says in which of a question's columns each row answers it."""
    return f"place of {name}"


def is_unanswered(name: str, kind_of: pl.DataType) -> pl.Expr:
    """Return whether a cell of the column *name* is empty."""
    cell = pl.col(name)
    if kind_of == CODE:
        return cell.is_null()
    if kind_of == pl.String:
        return (cell.str.strip_chars() == "").fill_null(value=True)
    return cell.is_null() | (cell == "")


def likely_form(columns: Iterable[str], instrument: Instrument) -> str:
    """Return the form of a table that does not name it: the shortest that contains all of its questions with points."""
    points = {name for name in columns if column_type(name, instrument) == CODE}
    holding = [
        name
        for name in instrument.questionnaire.forms
        if points <= {question.id for question in form_questions(instrument.questionnaire, name)}
    ]
    return min(holding, key=lambda name: len(instrument.questionnaire.forms[name].questions), default=FULL)


def _closed_columns(heading: Heading, instrument: Instrument) -> list[str]:
    """Return the questions that have a column and are not answered in own words."""
    return [name for name in heading.questions if not _is_open(name, instrument)]


def _is_open(name: str, instrument: Instrument) -> bool:
    """Return whether a question is answered in own words."""
    return scale_of(instrument.questionnaire, instrument.questions[name]).text is not None


def _rows_with_answers(raw: pl.DataFrame, heading: Heading) -> pl.DataFrame:
    """Return the rows in which anything is answered."""
    kinds = raw.schema
    empty = pl.all_horizontal(is_unanswered(name, kinds[name]) for name in heading.questions)
    return raw.filter(~empty) if raw.select(empty.any()).item() is not False else raw


def _distinct_cells(rows: pl.DataFrame, heading: Heading, instrument: Instrument) -> DistinctCells:
    """Return the distinct cells of the columns that are read."""
    about = {name: distinct_texts(rows, name) for name in heading.about}
    return DistinctCells(_distinct_by_column(rows, _closed_columns(heading, instrument)), about)


def _distinct_by_column(rows: pl.DataFrame, names: list[str]) -> dict[str, Texts]:
    """Return the distinct cells of each column; for integers the range min..max, which may include absent values."""
    kinds = rows.schema
    coded = [name for name in names if kinds[name] == CODE]
    others = [name for name in names if kinds[name] != CODE]
    lowest, highest = _single_row(rows, map(pl.min, coded)), _single_row(rows, map(pl.max, coded))
    found: dict[str, Texts] = {
        name: {} if low is None else {code: code for code in range(low, high + 1)}
        for name, low, high in zip(coded, lowest, highest, strict=True)
    }
    values = [pl.col(name).drop_nulls().unique(maintain_order=True) for name in others]
    texts = _single_row(rows, (value.cast(pl.String).implode() for value in values))
    inside = _single_row(rows, (value.to_physical().implode() for value in values))
    return found | {name: dict(zip(*pair, strict=True)) for name, *pair in zip(others, texts, inside, strict=True)}


def _single_row(rows: pl.DataFrame, figures: Iterable[pl.Expr]) -> tuple[Any, ...]:
    """Return one row of *figures*; an empty one if there are none."""
    wanted = list(figures)
    return rows.select(figure.alias(str(place)) for place, figure in enumerate(wanted)).row(0) if wanted else ()


def _question_columns(
    table: AnswerTable, instrument: Instrument, cells: _CellProblems, found: Mapping[str, Texts]
) -> pl.DataFrame:
    """Return every question's column as codes, amounts or text; unreadable cells go to *cells* and are left blank.

    Two queries read all columns, one to see which texts there are and one to replace them: many times faster than
    column by column.
    """
    read = {
        name: _read_column(table, name, found[name], instrument, cells) if name in found else _open_text_column(name)
        for name in table.heading.questions
    }
    return table.rows.select(cell.alias(name) for name, cell in read.items())


def _rules(table: AnswerTable, found: Mapping[str, Texts], options: TableOptions) -> CellRules:
    """Return how words in cells are understood, according to the whole table and a map."""
    kinds = table.rows.schema
    words = (str(text) for name, texts in found.items() if kinds[name] != CODE for text in texts)
    return CellRules(meaning_of_na(words), options.answers, table.none_is_ready_made)


def _clean_up_notices(path: str, cells: _CellProblems) -> Iterator[Problem]:
    """Yield the notices about cells that were read although they do not hold an answer in its usual form."""
    notices = ((cells.adorned, adorned_notice), (cells.missing, missing_notice), (cells.applies_not, na_notice))
    for found, notice in notices:
        if found:
            first = min(found)
            yield notice(path, sum(each.cells for each in found))._replace(span=cell_at(first.column, first.line))


def _open_text_column(name: str) -> pl.Expr:
    """Return a column of own words."""
    words = pl.col(name).cast(pl.String).str.strip_chars()
    return pl.when(~words.str.contains(NO_WORDS)).then(words)


def _read_column(table: AnswerTable, name: str, found: Texts, instrument: Instrument, cells: _CellProblems) -> pl.Expr:
    """Return an expression that reads one column.

    *found* holds the distinct texts of the column, and what represents each of them in the frame.
    """
    rows, kind_of = table.rows, table.rows.get_column(name).dtype
    scale, languages = (
        scale_of(instrument.questionnaire, instrument.questions[name]),
        localized_scales(name, instrument),
    )
    written = [str(value) for value in found]
    read: CellsRead[int] | CellsRead[float | None]
    if scale.choice:
        read = read_picks(written, languages, cells.rules)
    elif scale.points:
        read = read_codes(written, languages, cells.rules)
    else:
        read = read_numbers(written, languages, cells.rules)
    good, wrong = read.good, read.bad
    for text, message in wrong.items():
        where = rows.filter(pl.col(name).cast(pl.String) == text)
        cells.unread[text] += where.height
        places = _columns_of_rows(where, name, table.heading)
        cells.bad.extend(_BadCells(place, f"{name}: {message}", lines) for place, lines in places)
    noticed = (
        (read.adorned, cells.adorned),
        (read.missing, cells.missing),
        (read.applies_not, cells.applies_not),
    )
    for texts, understood in noticed:
        if texts:
            lines = rows.filter(pl.col(name).cast(pl.String).is_in(list(texts))).get_column(LINE)
            understood.append(_CleanedCells(int(lines[0]), table.heading.questions[name], lines.len()))
    if kind_of == CODE:
        whole = pl.col(name) if not wrong else pl.when(pl.col(name).is_between(0, len(scale.points) - 1)).then(name)
        return whole.fill_null(BLANK)
    if isinstance(kind_of, pl.Categorical):
        by_category = {inside: good.get(str(text)) for text, inside in found.items() if isinstance(inside, int)}
        return _look_up_codes(name, by_category, PICKS if scale.choice else CODE)
    kinds = column_type(name, instrument)
    cell = pl.col(name).cast(pl.String).replace_strict(dict(good), default=None, return_dtype=kinds)
    return cell.fill_null(BLANK) if holds_codes(kinds) else cell


def _columns_of_rows(rows: pl.DataFrame, name: str, heading: Heading) -> Iterator[tuple[int, pl.Series]]:
    """Yield the columns of the file in which the *rows* answer a question, each with its lines."""
    if name not in heading.again.values():
        if rows.height:
            yield heading.questions[name], rows.get_column(LINE)
        return
    for (place,), part in rows.group_by(place_column(name), maintain_order=True):
        yield int(str(place)), part.get_column(LINE)


def _look_up_codes(name: str, by_category: Mapping[int, float | None], kind: type[pl.DataType]) -> pl.Expr:
    """Return the code of each category by its number: many times faster than by its text."""
    table = pl.Series([by_category.get(number) for number in range(max(by_category, default=0) + 1)], dtype=kind)
    return pl.lit(table).gather(pl.col(name).to_physical()).fill_null(BLANK)


def _read_about_columns(
    table: AnswerTable, said: Mapping[str, pl.Series], instrument: Instrument, options: TableOptions
) -> tuple[dict[str, pl.Series], list[Problem], dict[str, int]]:
    """Return the columns about the respondents, the problems in them, and the counts of texts that are no roles."""
    path, rows, heading = str(table.path), table.rows, table.heading
    problems: list[Problem] = []
    roles: dict[str, int] = {}
    found: dict[str, pl.Series] = {}
    for name, fallback in _fallbacks(table, instrument, options).items():
        if name == "school" and name in heading.about and _are_plain_ids(said[name]):
            found[name] = rows.get_column(name).cast(pl.String)
        elif name in heading.about:
            texts = rows.get_column(name).cast(pl.String)
            read = {text: _read_about(name, text, fallback, instrument) for text in said[name].drop_nulls()}
            for text, value in read.items():
                if value is WRONG or (name == "role" and value == UNSTATED and text.strip()):
                    lines = rows.get_column(LINE).filter(texts == text)
                    here = cell_at(heading.about[name], lines[0])
                    problems.append(Problem(path, here, *_wrong_about(name, text, lines.len(), instrument)))
                    roles |= {text: lines.len()} if name == "role" else {}
            found[name] = _replace_read(texts, read, ABOUT[name]).alias(name)
        elif name in rows.columns:  # filled in by the caller, since the file does not state it
            found[name] = rows.get_column(name)
        else:
            found[name] = pl.Series(name, [fallback], dtype=ABOUT[name]).new_from_index(0, rows.height)
    return found, problems, roles


def _are_plain_ids(texts: pl.Series) -> bool:
    """Return whether all *texts* are ids that need no closer look."""
    return not texts.null_count() and texts.str.contains(PLAIN_ID).all()


def _replace_read(texts: pl.Series, read: Mapping[str, object], kind_of: type[pl.DataType]) -> pl.Series:
    """Return *texts* with each replaced by what it was *read* as; most large tables need no replacement."""
    if not texts.null_count() and all(text == value for text, value in read.items()):
        return texts
    known = {text: value for text, value in read.items() if value is not WRONG}
    return texts.replace_strict(known, default=None, return_dtype=kind_of)


def _fallbacks(table: AnswerTable, instrument: Instrument, options: TableOptions) -> dict[str, object]:
    """Return the values for rows that do not state them."""
    return {
        "school": id_from_name(table.path.stem),
        "role": UNSTATED,
        "round": None,
        "form": options.form or likely_form(table.heading.questions, instrument),
        "consent": False,
        "draft": None,
    }


def _read_about(name: str, text: str, fallback: object, instrument: Instrument) -> object:
    """Return the value of one cell about a respondent; WRONG if it cannot be read."""
    said = fold_text(text)
    match name:
        case "school":
            return said or WRONG
        case "role":
            return find_role(text, instrument)
        case "consent":
            return said == "identified" if said in ("", "identified") else WRONG
        case "form":
            forms = {fold_text(form): form for form in (FULL, *instrument.questionnaire.forms)}
            return forms.get(said, WRONG) if said else fallback
        case _:
            return text.strip() or None


def _wrong_about(name: str, text: str, rows: int, instrument: Instrument) -> tuple[str, str, Severity]:
    """Return the code, message and severity of a problem with a cell that cannot be read.

    Like any cell, it may hold a name; it is only repeated if so many rows hold it that it cannot be anybody's.
    """
    match name:
        case "role":
            roles = [role.id for role in instrument.questionnaire.roles]
            counted = f"{count_from_five(rows, 'people')} are counted"
            said = f"“{shorten(text)}”" if rows >= LEAST_CELLS else "this cell"
            if len(find_roles(text, instrument)) > 1:
                why = f"{said} names several roles"
            else:
                why = f"{said} is not one of the roles, which are {', '.join(roles)}{did_you_mean(text, roles)}"
            remedy = (
                "“roles” in a map that --map takes says which role it is; settle it before the first report, since a "
                "second one that differs in roles may be refused"
            )
            return UNKNOWN_ROLE, f"{why}; {counted} as “role not stated”; {remedy}", "warning"
        case "school":
            return SCHOOL, "this row does not say which school it is about", "error"
        case "form":
            forms = (FULL, *instrument.questionnaire.forms)
            return (
                FORM,
                f"this is not one of the forms, which are {', '.join(forms)}{did_you_mean(text, forms)}",
                "error",
            )
        case _:
            message = (
                "consent to be shown by name is either 'identified' or left empty; if people consent to something else "
                "here, say in a map that this column is to be ignored"
            )
            return WRONG_CELL, message, "error"


def _cell_problems(path: str, bad: Iterable[_BadCells]) -> tuple[Problem, ...]:
    """Return the problems of unreadable cells, row by row: the first ones singly, and the number of the others."""
    cells = sorted((line, each.column, each.message) for each in bad for line in each.rows.to_list())
    listed = [Problem(path, cell_at(place, line), WRONG_CELL, message) for line, place, message in cells[:MOST_LISTED]]
    if len(cells) > MOST_LISTED:
        line, place, _ = cells[MOST_LISTED]
        left = len(cells) - MOST_LISTED
        message = f"from here on {left:,} more cells cannot be read"
        listed.append(Problem(path, cell_at(place, line), WRONG_CELL, message, count=left))
    return tuple(listed)


def _unreadable_rows(rows: pl.DataFrame, people: pl.DataFrame, bad: list[_BadCells]) -> frozenset[int]:
    """Return the rows that are not empty and in which nothing could be read."""
    if not bad:
        return frozenset()
    kinds = people.schema
    asked = [name for name in people.columns if name not in ABOUT]
    blank = pl.all_horizontal(
        pl.col(name) == BLANK if holds_codes(kinds[name]) else pl.col(name).is_null() for name in asked
    )
    lines = rows.get_column(LINE)
    wrong = lines.is_in(pl.concat([each.rows for each in bad]).unique().to_list())
    return frozenset(lines.filter(people.select(blank).to_series() & wrong).to_list())


def _count_set_aside(bad: Iterable[_BadCells], rows: pl.DataFrame, people: pl.DataFrame) -> dict[str, int]:
    """Return how many cells of each school count as blank."""
    school_of = dict(zip(rows.get_column(LINE).to_list(), people.get_column("school").to_list(), strict=True))
    counts: dict[str, int] = {}
    for each in bad:
        for line in each.rows.to_list():
            if line in school_of:
                counts[school_of[line]] = counts.get(school_of[line], 0) + 1
    return counts


def _written_names(table: AnswerTable, people: pl.DataFrame) -> dict[str, School]:
    """Return the name of each school as it was written, where that differs from its id."""
    if "school" not in table.heading.about:
        return {}
    written = table.rows.get_column("school").cast(pl.String)
    if written.equals(people.get_column("school")):
        return {}
    first: dict[str, str] = {}
    for text in written.unique(maintain_order=True).drop_nulls():
        first.setdefault(fold_text(text), " ".join(text.split()))
    return {key: School(id=key, name=name) for key, name in first.items() if key and name != key}


def _school_of_file_name(table: AnswerTable, people: pl.DataFrame) -> dict[str, Path]:
    """Return the school that is named after the file, with that file."""
    if "school" in table.heading.about or "school" in table.rows.columns:
        return {}
    return {id_from_name(table.path.stem): table.path} if people.height else {}


def _numbers_by_column(
    rows: pl.DataFrame, found: Mapping[str, Texts], instrument: Instrument
) -> dict[str, NumbersFound]:
    """Return the numbers in each column."""
    kinds = rows.schema
    numbers: dict[str, NumbersFound] = {}
    for name, texts in found.items():
        scale = scale_of(instrument.questionnaire, instrument.questions[name])
        if scale.choice:  # the places of options begin at 1, and are no values
            continue
        if scale.points and kinds[name] == CODE and texts and max(map(int, texts)) > value_range(scale)[1] + 1:
            values = rows.get_column(name).drop_nulls().unique().to_list()  # a range may include absent numbers
            numbers[name] = find_numbers(map(str, values), scale)
        else:
            numbers[name] = find_numbers(map(str, texts), scale)
    return numbers


def _lowest_number_warnings(
    people: pl.DataFrame,
    numbers: Mapping[str, NumbersFound],
    table: AnswerTable,
    instrument: Instrument,
    left_out: Collection[str],
) -> Iterator[Problem]:
    """Yield a warning of schools whose answers may be numbered from 1; a table that names schools may hold several."""
    path = str(table.path)
    if "school" not in table.heading.about:
        yield from none_below_one_anywhere(path, numbers, people.height)
    elif any(each.lowest_is_below_one and each.numbers for each in numbers.values()):
        schools = [name for name in schools_without_zero(people, instrument) if name not in left_out]
        if schools:
            only = (people.get_column("school") == schools[0]).all()
            yield none_below_one(path, () if only else schools)


def _drop_rows_without_school(
    path: str, rows: pl.DataFrame, heading: Heading
) -> tuple[pl.DataFrame, dict[str, Problem]]:
    """Return *rows* without those that name no school where others do, and the problem of these rows."""
    if "school" not in heading.about:
        return rows, {}
    named = rows.get_column("school").cast(pl.String).str.strip_chars().fill_null("") != ""
    nameless = len((~named).arg_true())
    if not nameless or nameless == rows.height:
        return rows, {}
    held = "this row does" if nameless == 1 else f"this row, like {nameless - 1:,} more, does"
    here = cell_at(heading.about["school"], rows.filter(~named).get_column(LINE)[0])
    message = f"{held} not say which school it is about, and is left out"
    return rows.filter(named), {"": Problem(path, here, SCHOOL, message, count=nameless)}


def _schools_numbered_from_one(path: str, numbered: FromOne) -> dict[str, Problem]:
    """Return the schools that are left out since their answers, unlike those of others, are numbered from 1."""
    names = {fold_text(name): " ".join(name.split()) for name in numbered.schools if name is not None}
    return {key: numbered.as_problem(path, name) for key, name in names.items()}
