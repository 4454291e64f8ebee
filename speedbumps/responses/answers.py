"""Turn the raw cells of a table into answers: one row a person, with every cell that cannot be read."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

import polars as pl

from speedbumps.diagnostics.codes import EMPTY, FORM, SCHOOL, UNKNOWN_ROLE, WRONG_CELL
from speedbumps.diagnostics.problem import Loaded, Problem, Severity, refused
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import in_form, scale_of
from speedbumps.model.questionnaire import FULL, UNSTATED
from speedbumps.programs.private_columns import LEAST_CELLS
from speedbumps.responses.cells import (
    NO_WORDS,
    CellRules,
    adorned_notice,
    missing_notice,
    na_means,
    na_notice,
    read_codes,
    read_numbers,
    spoken,
)
from speedbumps.responses.columns import kind, role_named, roles_in, school_called
from speedbumps.responses.drafts import shared_draft
from speedbumps.responses.marks import Marks, find_marks, last_of_each_id
from speedbumps.responses.not_people import Standing, Texts, distinct_texts, find_not_people
from speedbumps.responses.numbering import (
    FromOne,
    NumbersFound,
    find_numbered_from_one,
    none_below_one,
    none_below_one_anywhere,
    numbers_found,
    schools_without_zero,
)
from speedbumps.responses.raw_cells import LINE, Heading, cell_at
from speedbumps.responses.row_problems import (
    answers_of_two_times,
    last_rows_without_traces,
    responses_again,
    rows_alike,
    rows_not_counted,
    rows_without_answers,
)
from speedbumps.scoring.responses import ABOUT, BLANK, CODE
from speedbumps.text import folded, shortened

MOST_LISTED = 10_000
"""Cells that cannot be read that are listed one by one; the rest of them are counted."""

PLAIN_ID = r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$"
"""A school's id that is read as it stands; thousands of them need no closer look."""

WRONG = object()
"""Stands for what cannot be read."""


class TableOptions(NamedTuple):
    """What the command line says where a table does not."""

    form: str | None = None
    set_aside: bool = False
    answers: Mapping[str, str] = {}
    """What a map says that a word in a cell stands for, by folded word."""


class Part(NamedTuple):
    """The answers of one table, or of one person."""

    path: Path
    people: pl.DataFrame
    """The columns of ABOUT, then one a question."""
    set_aside: Mapping[str, int] = {}
    """Cells that cannot be read and count as blank, by school."""
    schools: Mapping[str, School] = {}
    """What the file says of its schools."""
    called_after: Mapping[str, Path] = {}
    """The schools that are called after a file, since the answers do not name them, and that file."""
    places: Mapping[str, Path] = {}
    """The file of each school, where several files were read together."""
    marks: Marks | None = None
    """What tells the rows apart beside their answers, if anything does."""
    sheet: str | None = None
    """The sheet of a workbook that holds several."""
    left_out: Mapping[str, Problem] = {}
    """Schools whose answers must not be used, and why."""


class Table(NamedTuple):
    """The cells of a table whose columns are understood."""

    path: Path
    rows: pl.DataFrame
    """With a column *line* that says in which row of the file each row stands."""
    heading: Heading
    names: Mapping[str, frozenset[str]] = {}
    """What each question may be called, folded, by which headings are known that are repeated further down."""
    none_is_ready_made: bool = False
    """Whether "none" is the answer that SurveyJS has ready for "does not apply"."""


class _Bad(NamedTuple):
    """The rows of one column whose cells cannot be read, and why."""

    column: int
    message: str
    rows: pl.Series


class AnswersRead(NamedTuple):
    """The answers in a table, and the words in it that could not be read."""

    part: Loaded[Part]
    unread: Mapping[str, int] = {}
    """How many cells hold each text that is no answer; it may be personal, and is never shown as it is."""
    roles: Mapping[str, int] = {}
    """How many cells hold each text that is no role; so may it be."""


class _Cells(NamedTuple):
    """What came out of the cells of all questions, put together column by column."""

    rules: CellRules
    bad: list[_Bad]
    unread: Counter[str]
    adorned: list["_Understood"]
    """The cells that were understood only after a clean-up."""
    missing: list["_Understood"]
    """Those that hold what R writes for a missing value, and are blank."""
    applies_not: list["_Understood"]
    """Those that hold the same, and mean that a question does not apply."""

    def without(self, lines: frozenset[int]) -> Self:
        """Return the same without cells in *lines* that cannot be read."""
        kept = (each._replace(rows=each.rows.filter(~each.rows.is_in(list(lines)))) for each in self.bad)
        return self._replace(bad=[each for each in kept if each.rows.len()])


class _Understood(NamedTuple):
    """Cells of one column that were read though they do not hold an answer as it is written elsewhere."""

    line: int
    """The row of the first."""
    column: int
    cells: int


def read_answers(table: Table, instrument: Instrument, options: TableOptions) -> AnswersRead:
    """Return the answers in *table*; without a value if a cell cannot be read, unless these are to be set aside."""
    path = str(table.path)
    rows = _filled(table.rows, table.heading)
    nothing_said = list(rows_without_answers(path, table.rows, rows, table.heading))
    rows, left_out = _without_unnamed(path, rows, table.heading) if options.set_aside else (rows, {})
    found = _standing(rows, table.heading, instrument)
    others = find_not_people(rows, table.heading, found, table.names, instrument)
    if others.lines:
        rows = rows.filter(~pl.col(LINE).is_in(list(others.lines)))
        found = _standing(rows, table.heading, instrument)
    numbers = _numbers(rows, found.questions, instrument)
    numbered = find_numbered_from_one(rows, numbers)
    if numbered is not None and not numbered.rest:
        return AnswersRead(Loaded(None, (numbered.problem(path),)))
    table = table._replace(rows=rows)
    cells = _Cells(_rules(table, found.questions, options), [], Counter(), [], [], [])
    columns = _columns(table, instrument, cells, found.questions)
    about, wrong, roles = _about(table, found.about, instrument, options)
    people = pl.DataFrame(about).hstack(columns).rechunk()  # readers leave dozens of pieces, each of which costs time
    nothing = _nothing_read(rows, people, cells.bad) if options.set_aside else frozenset()
    if nothing:
        kept = ~rows.get_column(LINE).is_in(list(nothing))
        rows, people = rows.filter(kept), people.filter(kept)
        cells = cells.without(nothing)
    left_out |= _left_out(path, numbered) if numbered is not None else {}
    wrong += [*rows_not_counted(path, others, nothing), *_none_below_one(people, numbers, table, instrument, left_out)]
    if "draft" in table.heading.about and (shared := shared_draft(path, people, table.heading.about["draft"])):
        wrong.append(shared)
    wrong += [*_understood(path, cells), *last_rows_without_traces(path, rows, table.heading)]
    wrong += nothing_said
    problems = [*wrong, *_listed(path, cells.bad)]
    if any(problem.severity == "error" for problem in wrong) or (cells.bad and not options.set_aside):
        problems += left_out.values()
        return AnswersRead(Loaded(None, tuple(sorted(problems, key=lambda problem: problem.span))), cells.unread, roles)
    if not rows.height:
        return AnswersRead(refused(path, EMPTY, "the table holds no answers"), cells.unread, roles)
    marks = find_marks(rows, table.heading)
    problems += answers_of_two_times(path, marks, table.heading)
    if marks is not None and (last := last_of_each_id(marks, people)) is not None:
        problems.append(responses_again(path, rows.filter(~last).get_column(LINE)))
        rows, people, marks = rows.filter(last), people.filter(last), marks._replace(rows=marks.rows.filter(last))
    part = Part(
        table.path,
        people,
        _aside(cells.bad, rows, people) if cells.bad else {},
        _names_as_written(table, people),
        _called_after(table, people),
        marks=marks,
        left_out=left_out,
    )
    found_alike = rows_alike(path, people, rows.get_column(LINE), table.heading, instrument)
    return AnswersRead(Loaded(part, (*problems, *found_alike)), cells.unread, roles)


def place_of(name: str) -> str:
    """Return what the column is called that says in which of a question's columns each row answers it."""
    return f"place of {name}"


def unanswered(name: str, kind_of: pl.DataType) -> pl.Expr:
    """Return whether nothing stands in a cell of the column *name*."""
    cell = pl.col(name)
    if kind_of == CODE:
        return cell.is_null()
    if kind_of == pl.String:
        return (cell.str.strip_chars() == "").fill_null(value=True)
    return cell.is_null() | (cell == "")


def likely_form(columns: Iterable[str], instrument: Instrument) -> str:
    """Return the form that a table was filled in with that does not say so: the shortest with all of its points."""
    points = {name for name in columns if kind(name, instrument) == CODE}
    holding = [
        name
        for name in instrument.questionnaire.forms
        if points <= {question.id for question in in_form(instrument.questionnaire, name)}
    ]
    return min(holding, key=lambda name: len(instrument.questionnaire.forms[name].questions), default=FULL)


def _closed(heading: Heading, instrument: Instrument) -> list[str]:
    """Return the questions that have a column and are not answered in own words."""
    return [name for name in heading.questions if not _is_open(name, instrument)]


def _is_open(name: str, instrument: Instrument) -> bool:
    return scale_of(instrument.questionnaire, instrument.questions[name]).text is not None


def _filled(raw: pl.DataFrame, heading: Heading) -> pl.DataFrame:
    """Return the rows in which anything is answered."""
    kinds = raw.schema
    empty = pl.all_horizontal(unanswered(name, kinds[name]) for name in heading.questions)
    return raw.filter(~empty) if raw.select(empty.any()).item() is not False else raw


def _standing(rows: pl.DataFrame, heading: Heading, instrument: Instrument) -> Standing:
    about = {name: distinct_texts(rows, name) for name in heading.about}
    return Standing(_texts(rows, _closed(heading, instrument)), about)


def _texts(rows: pl.DataFrame, names: list[str]) -> dict[str, Texts]:
    """Return the distinct cells of each column; for whole numbers all from the lowest to the highest."""
    kinds = rows.schema
    coded = [name for name in names if kinds[name] == CODE]
    others = [name for name in names if kinds[name] != CODE]
    lowest, highest = _row(rows, map(pl.min, coded)), _row(rows, map(pl.max, coded))
    found: dict[str, Texts] = {
        name: {} if low is None else {code: code for code in range(low, high + 1)}
        for name, low, high in zip(coded, lowest, highest, strict=True)
    }
    values = [pl.col(name).drop_nulls().unique(maintain_order=True) for name in others]
    texts = _row(rows, (value.cast(pl.String).implode() for value in values))
    inside = _row(rows, (value.to_physical().implode() for value in values))
    return found | {name: dict(zip(*pair, strict=True)) for name, *pair in zip(others, texts, inside, strict=True)}


def _row(rows: pl.DataFrame, figures: Iterable[pl.Expr]) -> tuple[Any, ...]:
    """Return one figure of each column, all in one query; nothing for no columns."""
    wanted = list(figures)
    return rows.select(figure.alias(str(place)) for place, figure in enumerate(wanted)).row(0) if wanted else ()


def _columns(table: Table, instrument: Instrument, cells: _Cells, found: Mapping[str, Texts]) -> pl.DataFrame:
    """Return every question's column as codes, amounts or text; what cannot be read goes to *cells* and is left blank.

    All columns in two queries, one to see what stands in them and one to read it: many times faster than one by one.
    """
    read = {
        name: _read_column(table, name, found[name], instrument, cells) if name in found else _own_words(name)
        for name in table.heading.questions
    }
    return table.rows.select(cell.alias(name) for name, cell in read.items())


def _rules(table: Table, found: Mapping[str, Texts], options: TableOptions) -> CellRules:
    """Return what the whole table, and a map, decide about the words in its cells."""
    kinds = table.rows.schema
    words = (str(text) for name, texts in found.items() if kinds[name] != CODE for text in texts)
    return CellRules(na_means(words), options.answers, table.none_is_ready_made)


def _understood(path: str, cells: _Cells) -> Iterator[Problem]:
    """Yield what there is to say of cells that were read and do not hold an answer as it is written elsewhere."""
    notices = ((cells.adorned, adorned_notice), (cells.missing, missing_notice), (cells.applies_not, na_notice))
    for found, notice in notices:
        if found:
            first = min(found)
            yield notice(path, sum(each.cells for each in found))._replace(span=cell_at(first.column, first.line))


def _own_words(name: str) -> pl.Expr:
    words = pl.col(name).cast(pl.String).str.strip_chars()
    return pl.when(~words.str.contains(NO_WORDS)).then(words)


def _read_column(table: Table, name: str, found: Texts, instrument: Instrument, cells: _Cells) -> pl.Expr:
    """Return how one column is read, given all that stands in it, and what stands for it inside the frame."""
    rows, kind_of = table.rows, table.rows.get_column(name).dtype
    scale, languages = scale_of(instrument.questionnaire, instrument.questions[name]), spoken(name, instrument)
    written = [str(value) for value in found]
    read = (
        read_codes(written, languages, cells.rules) if scale.points else read_numbers(written, languages, cells.rules)
    )
    good, wrong = read.good, read.bad
    for text, message in wrong.items():
        where = rows.filter(pl.col(name).cast(pl.String) == text)
        cells.unread[text] += where.height
        places = _places(where, name, table.heading)
        cells.bad.extend(_Bad(place, f"{name}: {message}", lines) for place, lines in places)
    noticed = (
        (read.adorned, cells.adorned),
        (read.missing, cells.missing),
        (read.applies_not, cells.applies_not),
    )
    for texts, understood in noticed:
        if texts:
            lines = rows.filter(pl.col(name).cast(pl.String).is_in(list(texts))).get_column(LINE)
            understood.append(_Understood(int(lines[0]), table.heading.questions[name], lines.len()))
    if kind_of == CODE:
        whole = pl.col(name) if not wrong else pl.when(pl.col(name).is_between(0, len(scale.points) - 1)).then(name)
        return whole.fill_null(BLANK)
    if isinstance(kind_of, pl.Categorical):
        return _looked_up(
            name, {inside: good.get(str(text)) for text, inside in found.items() if isinstance(inside, int)}
        )
    kinds = CODE if scale.points else pl.Float64
    cell = pl.col(name).cast(pl.String).replace_strict(dict(good), default=None, return_dtype=kinds)
    return cell.fill_null(BLANK) if scale.points else cell


def _places(rows: pl.DataFrame, name: str, heading: Heading) -> Iterator[tuple[int, pl.Series]]:
    """Yield the columns of the file in which the *rows* answer a question, each with its lines."""
    if name not in heading.again.values():
        if rows.height:
            yield heading.questions[name], rows.get_column(LINE)
        return
    for (place,), part in rows.group_by(place_of(name), maintain_order=True):
        yield int(str(place)), part.get_column(LINE)


def _looked_up(name: str, by_category: Mapping[int, float | None]) -> pl.Expr:
    """Return the code of each category, by its number: many times faster than by its text."""
    table = pl.Series([by_category.get(number) for number in range(max(by_category, default=0) + 1)], dtype=CODE)
    return pl.lit(table).gather(pl.col(name).to_physical()).fill_null(BLANK)


def _about(
    table: Table, said: Mapping[str, pl.Series], instrument: Instrument, options: TableOptions
) -> tuple[dict[str, pl.Series], list[Problem], dict[str, int]]:
    """Return the columns that say whose answers a row holds, what is wrong in them, and how often what is no role."""
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
            found[name] = _as_read(texts, read, ABOUT[name]).alias(name)
        elif name in rows.columns:  # made ready by whom the file itself did not tell
            found[name] = rows.get_column(name)
        else:
            found[name] = pl.Series(name, [fallback], dtype=ABOUT[name]).new_from_index(0, rows.height)
    return found, problems, roles


def _are_plain_ids(texts: pl.Series) -> bool:
    return not texts.null_count() and texts.str.contains(PLAIN_ID).all()


def _as_read(texts: pl.Series, read: Mapping[str, object], kind_of: type[pl.DataType]) -> pl.Series:
    """Return what each of the *texts* is read as; most large tables already say it in our own words."""
    if not texts.null_count() and all(text == value for text, value in read.items()):
        return texts
    known = {text: value for text, value in read.items() if value is not WRONG}
    return texts.replace_strict(known, default=None, return_dtype=kind_of)


def _fallbacks(table: Table, instrument: Instrument, options: TableOptions) -> dict[str, object]:
    """Return what holds for rows that do not say it."""
    return {
        "school": school_called(table.path.stem),
        "role": UNSTATED,
        "round": None,
        "form": options.form or likely_form(table.heading.questions, instrument),
        "consent": False,
        "draft": None,
    }


def _read_about(name: str, text: str, fallback: object, instrument: Instrument) -> object:
    said = folded(text)
    match name:
        case "school":
            return said or WRONG
        case "role":
            return role_named(text, instrument)
        case "consent":
            return said == "identified" if said in ("", "identified") else WRONG
        case "form":
            forms = {folded(form): form for form in (FULL, *instrument.questionnaire.forms)}
            return forms.get(said, WRONG) if said else fallback
        case _:
            return text.strip() or None


def _wrong_about(name: str, text: str, rows: int, instrument: Instrument) -> tuple[str, str, Severity]:
    """Return what is said of a cell that cannot be read.

    Like any cell, it may hold a name, and is only repeated if so many rows hold it that it is nobody's.
    """
    match name:
        case "role":
            roles = [role.id for role in instrument.questionnaire.roles]
            counted = "1 person is counted" if rows == 1 else f"{rows} people are counted"
            said = f"“{shortened(text)}”" if rows >= LEAST_CELLS else "this cell"
            if len(roles_in(text, instrument)) > 1:
                why = f"{said} names several roles"
            else:
                why = f"{said} is none of the roles, which are {', '.join(roles)}{did_you_mean(text, roles)}"
            remedy = "“roles” in a map that --map takes says which role it is"
            return UNKNOWN_ROLE, f"{why}; {counted} as “role not stated”; {remedy}", "warning"
        case "school":
            return SCHOOL, "this row does not say which school it is about", "error"
        case "form":
            forms = (FULL, *instrument.questionnaire.forms)
            return FORM, f"this is none of the forms, which are {', '.join(forms)}{did_you_mean(text, forms)}", "error"
        case _:
            message = (
                "consent to be shown by name is either 'identified' or left empty; if people consent to something else "
                "here, say in a map that this column is to be ignored"
            )
            return WRONG_CELL, message, "error"


def _listed(path: str, bad: Iterable[_Bad]) -> tuple[Problem, ...]:
    """Return the bad cells, row by row; the first ones by themselves, and the number of the rest."""
    cells = sorted((line, each.column, each.message) for each in bad for line in each.rows.to_list())
    listed = [Problem(path, cell_at(place, line), WRONG_CELL, message) for line, place, message in cells[:MOST_LISTED]]
    if len(cells) > MOST_LISTED:
        line, place, _ = cells[MOST_LISTED]
        left = len(cells) - MOST_LISTED
        message = f"from here on {left:,} more cells cannot be read"
        listed.append(Problem(path, cell_at(place, line), WRONG_CELL, message, count=left))
    return tuple(listed)


def _nothing_read(rows: pl.DataFrame, people: pl.DataFrame, bad: list[_Bad]) -> frozenset[int]:
    """Return the rows in which something stands and nothing could be read."""
    if not bad:
        return frozenset()
    kinds = people.schema
    asked = [name for name in people.columns if name not in ABOUT]
    blank = pl.all_horizontal(
        pl.col(name) == BLANK if kinds[name] == CODE else pl.col(name).is_null() for name in asked
    )
    lines = rows.get_column(LINE)
    wrong = lines.is_in(pl.concat([each.rows for each in bad]).unique().to_list())
    return frozenset(lines.filter(people.select(blank).to_series() & wrong).to_list())


def _aside(bad: Iterable[_Bad], rows: pl.DataFrame, people: pl.DataFrame) -> dict[str, int]:
    """Return how many cells of each school are treated as blank."""
    school_of = dict(zip(rows.get_column(LINE).to_list(), people.get_column("school").to_list(), strict=True))
    counts: dict[str, int] = {}
    for each in bad:
        for line in each.rows.to_list():
            if line in school_of:
                counts[school_of[line]] = counts.get(school_of[line], 0) + 1
    return counts


def _names_as_written(table: Table, people: pl.DataFrame) -> dict[str, School]:
    """Return the name of each school as somebody wrote it, where that is more than its id in small letters."""
    if "school" not in table.heading.about:
        return {}
    written = table.rows.get_column("school").cast(pl.String)
    if written.equals(people.get_column("school")):
        return {}
    first: dict[str, str] = {}
    for text in written.unique(maintain_order=True).drop_nulls():
        first.setdefault(folded(text), " ".join(text.split()))
    return {key: School(id=key, name=name) for key, name in first.items() if key and name != key}


def _called_after(table: Table, people: pl.DataFrame) -> dict[str, Path]:
    """Return the schools that are called after the file."""
    if "school" in table.heading.about or "school" in table.rows.columns:
        return {}
    return {school_called(table.path.stem): table.path} if people.height else {}


def _numbers(rows: pl.DataFrame, found: Mapping[str, Texts], instrument: Instrument) -> dict[str, NumbersFound]:
    """Return the numbers that stand in each column."""
    kinds = rows.schema
    numbers: dict[str, NumbersFound] = {}
    for name, texts in found.items():
        scale = scale_of(instrument.questionnaire, instrument.questions[name])
        if scale.points and kinds[name] == CODE and texts and max(map(int, texts)) > scale.points[-1].value + 1:
            standing = rows.get_column(name).drop_nulls().unique().to_list()  # of a range not every number stands there
            numbers[name] = numbers_found(map(str, standing), scale)
        else:
            numbers[name] = numbers_found(map(str, texts), scale)
    return numbers


def _none_below_one(
    people: pl.DataFrame,
    numbers: Mapping[str, NumbersFound],
    table: Table,
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


def _without_unnamed(path: str, rows: pl.DataFrame, heading: Heading) -> tuple[pl.DataFrame, dict[str, Problem]]:
    """Return the *rows* without those in which no school stands, though it does in others, and what is left out."""
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


def _left_out(path: str, numbered: FromOne) -> dict[str, Problem]:
    """Return the schools that are left out since their answers are numbered from 1, as other schools' are not."""
    names = {folded(name): " ".join(name.split()) for name in numbered.schools if name is not None}
    return {key: numbered.problem(path, name) for key, name in names.items()}
