"""From a table of many people's answers to the frame: one row a respondent."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

import polars as pl

from speedbumps.checks.identity import COLUMNS
from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.codes import (
    DROPPED,
    EMPTY,
    FOLDER,
    FORM,
    FROM_ONE,
    HANDED_IN_TWICE,
    HEADING,
    RAGGED,
    SCHOOL,
    TOO_LARGE,
    UNKNOWN_QUESTION,
    UNKNOWN_ROLE,
    UNREADABLE,
    WRONG_CELL,
)
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, Loaded, Problem, Severity, Span, refused
from speedbumps.model.questionnaire import FULL, UNSTATED, Questionnaire
from speedbumps.model.reach import in_form, scale_of
from speedbumps.responses.cells import as_number, codes, numbers
from speedbumps.responses.columns import kind, role_named
from speedbumps.scoring.responses import ABOUT, BLANK, CODE, Responses
from speedbumps.source import decoded
from speedbumps.text import folded

LARGEST = 4 * 1024**3
"""Bytes of a table: five million people with words for answers have half as many."""

BLOCK = 1024 * 1024
"""Bytes that are looked at together."""

LONGEST_HEADING = 64 * 1024
"""Bytes of the heading."""

MOST_NAMED = 100
"""Bad cells that are listed one by one; the rest are counted."""

IDENTIFYING = re.compile(
    r"^(your|staff|first|last|sur|full|given|family|recipient)?[\s_]*name$|^initials$|^staff member$"
    r"|^(respondent[\s_]*)?id$|e-?mail|^ip([\s_]?addr.*)?$|ipaddress|token|^timestamp$"
    r"|^(start|completion|submission|submit|end|last modified)[\s_]*(time|date)$"
    r"|latitude|longitude|^phone|date of birth|^dob$",
    re.IGNORECASE,
)
"""Headings of columns that look as if they could tell who somebody is."""


class Written(NamedTuple):
    """A table as a file holds it."""

    path: Path
    content: bytes | None = None
    """The table in UTF-8, if the file is in an older encoding."""

    def opened(self) -> IO[bytes]:
        return self.path.open("rb") if self.content is None else io.BytesIO(self.content)


class Heading(NamedTuple):
    """The columns of a table, by what they hold."""

    about: Mapping[str, int]
    questions: Mapping[str, int]
    dropped: tuple[str, ...]
    """Columns that look as if they could tell who somebody is: never read."""
    unnamed: tuple[int, ...]
    """Places of columns without a heading, or with none of a question; nothing may stand in them."""
    width: int
    separator: str = ","
    """What parts the columns: a comma, a semicolon or a tab."""
    rows: int = 1
    """Rows that stand above the answers."""
    lines: int = 1
    """Lines of the file that those rows take."""
    again: Mapping[int, str] = {}
    """Places of further columns of a question, where each role has one of its own."""
    kept: tuple[int, ...] = ()
    """Places of other columns that are read as they are written."""


class Defaults(NamedTuple):
    """What the command line says where the table does not."""

    form: str | None = None
    set_aside: bool = False


def read_table(path: Path, instrument: Instrument, defaults: Defaults) -> Loaded[Responses]:
    """The CSV file at *path* as a frame of answers.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    first = _first_line(path)
    if first.value is None:
        return Loaded(None, first.problems)
    separator = parted_by(first.value)
    names = next(csv.reader([first.value], delimiter=separator), [])
    heading, told = named(str(path), names, instrument)
    heading = heading._replace(separator=separator)
    if not heading.questions:
        return Loaded(None, told)
    raw = cells(Written(path), heading, instrument)
    if raw.value is None:
        return Loaded(None, (*told, *raw.problems))
    return responses(path, raw.value, heading, instrument, defaults, told)


def _first_line(path: Path) -> Loaded[str]:
    name = str(path)
    if path.is_dir():
        return refused(name, FOLDER, "this is a folder; name a file")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.readline(LONGEST_HEADING + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        return refused(name, UNREADABLE, f"the file cannot be read: {error.strerror}")
    if size > LARGEST:
        return refused(name, TOO_LARGE, f"the file is larger than {LARGEST // 1024**3} GB; is it the right one?")
    if len(start) > LONGEST_HEADING:
        return refused(name, HEADING, "the first line is far too long to be a heading; is this a table?")
    if not start.strip(b"\xef\xbb\xbf\r\n ,"):
        return refused(name, EMPTY, "the file is empty, or its first line holds no heading")
    return decoded(name, start)


def named(path: str, headings: Iterable[str], instrument: Instrument) -> tuple[Heading, tuple[Problem, ...]]:
    """The columns whose *headings* are ids, and what is to be said of others, all of it at once."""
    names = [name.strip() for name in headings]
    known = {folded(name): name for name in (*COLUMNS, *instrument.questions)}
    about: dict[str, int] = {}
    questions: dict[str, int] = {}
    dropped: list[str] = []
    problems: list[Problem] = []
    for place, written in enumerate(names):
        name = known.get(folded(written))
        if name is None and written:
            if IDENTIFYING.search(written):
                dropped.append(written)
            problems.append(_no_question(path, place, written, known.values()))
        elif name is not None and (name in about or name in questions):
            problems.append(Problem(path, _cell(place), HEADING, f"the column '{name}' is there twice"))
        elif name is not None:
            (about if name in COLUMNS else questions)[name] = place
    if not questions and not any(problem.severity == "error" for problem in problems):
        message = "no column is named after a question, such as " + ", ".join(list(instrument.questions)[:3])
        problems.append(Problem(path, _cell(0), HEADING, message))
    unnamed = tuple(place for place, written in enumerate(names) if not written)
    return Heading(about, questions, tuple(dropped), unnamed, len(names)), tuple(problems)


def parted_by(line: str) -> str:
    """What parts the columns of a table with this heading: Excel writes semicolons where the comma is for decimals."""
    return max((",", ";", "\t"), key=QUOTED.sub("", line).count)


QUOTED = re.compile(r'"[^"]*"')
"""A cell in quotes, in which a comma is part of a sentence."""


def _cell(place: int, line: int = 1) -> Span:
    return Span(line, place + 1, line, place + 2)


def _no_question(path: str, place: int, written: str, known: Iterable[str]) -> Problem:
    if IDENTIFYING.search(written):
        message = f"the column '{written}' may tell who somebody is; it was not read"
        return Problem(path, _cell(place), DROPPED, message, "advice")
    message = f"there is no question '{_short(written)}'" + did_you_mean(written, known)
    return Problem(path, _cell(place), UNKNOWN_QUESTION, f"{message}. If it is something else, delete the column")


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


SHORT = 40
"""Characters of somebody's own text that a message repeats."""


def cells(written: Written, heading: Heading, instrument: Instrument) -> Loaded[pl.DataFrame]:
    """The table with its points as whole numbers if they all are, else with every cell as it is written.

    A column *line* says in which row of the file each row stands.
    """
    points = [name for name in heading.questions if kind(name, instrument) == CODE]
    whole = [name for name in points if _values_are_codes(name, instrument)]
    words = pl.Categorical(pl.Categories.random())
    for kinds in (dict.fromkeys(whole, CODE), {**_last(heading, instrument, words), **dict.fromkeys(points, words)}):
        try:
            frame = _table(written, heading, kinds)
        except pl.exceptions.PolarsError:
            continue
        if not _complete(frame, written, heading) and (problems := _why(written, heading)):
            return Loaded(None, problems)
        return Loaded(numbered(frame, heading))
    return Loaded(None, _why(written, heading) or _unclosed(str(written.path)))


def _last(heading: Heading, instrument: Instrument, words: pl.Categorical) -> dict[str, pl.Categorical]:
    """The last column, to be read as words, unless it holds amounts: then a cell that is not there shows."""
    name = _by_place(heading).get(heading.width - 1, column(heading.width - 1))
    amounts = name in heading.questions and kind(name, instrument) == pl.Float64
    return {} if amounts else {name: words}


def _complete(frame: pl.DataFrame, written: Written, heading: Heading) -> bool:
    """Whether no row was cut short, which would be filled up in silence. One that is too long stops the reader.

    Among words, a cell in quotes is never null, even if it is empty; a text never is, even if it is not there.
    """
    last = frame.to_series(-1)
    return (last.dtype != pl.String and not last.null_count()) or _evenly_wide(written, heading, frame.height)


def _unclosed(path: str) -> tuple[Problem, ...]:
    message = "this cannot be read as a table; are all quotes closed?"
    return (Problem(path, Span(1, 1, 1, 2), RAGGED, message),)


def _evenly_wide(written: Written, heading: Heading, rows: int) -> bool:
    """Whether the whole file has as many separators as its *rows* and those above them need; none is too long.

    Separators within quotes are part of a text.
    """
    parts = inside = 0
    with written.opened() as file:
        while block := file.read(BLOCK):
            pieces = block.split(b'"') if b'"' in block else [block]
            outside = b"".join(pieces[inside::2])  # no copy, where there is one piece
            inside = (inside + len(pieces) - 1) % 2
            parts += outside.count(heading.separator.encode())
    return parts == (heading.width - 1) * (heading.rows + rows)


def _values_are_codes(name: str, instrument: Instrument) -> bool:
    """Whether the values of a question's scale are 0, 1, 2 ..., so that a number in a cell is its code."""
    points = scale_of(instrument.questionnaire, instrument.questions[name]).points
    return [point.value for point in points] == list(range(len(points)))


def _table(written: Written, heading: Heading, kinds: Mapping[str, object]) -> pl.DataFrame:
    by_place = _by_place(heading)
    names = [by_place.get(place, column(place)) for place in range(heading.width)]
    again = {column(place): kinds[name] for place, name in heading.again.items() if name in kinds}
    return pl.read_csv(
        written.path if written.content is None else written.content,
        has_header=False,
        skip_lines=heading.lines,
        schema={name: {**kinds, **again}.get(name, pl.String) for name in names},  # type: ignore[misc] # kinds of polars
        empty_string_is_null=False,
        encoding="utf8",
        low_memory=False,
        separator=heading.separator,
    )


def numbered(frame: pl.DataFrame, heading: Heading) -> pl.DataFrame:
    """The columns of *frame* that are read, each row with its line in the file."""
    others = (*heading.unnamed, *heading.again, *heading.kept)
    columns = (*_by_place(heading).values(), *(column(place) for place in others))
    return frame.select(*columns).with_row_index("line", offset=heading.rows + 1)


def _by_place(heading: Heading) -> dict[int, str]:
    return {place: name for name, place in (*heading.about.items(), *heading.questions.items())}


def column(place: int) -> str:
    """What the column at *place* is called while it is read, if it has no other name."""
    return f"column {place}"


def _why(written: Written, heading: Heading) -> tuple[Problem, ...]:
    """Why a table could not be read, found row by row."""
    name = str(written.path)
    with written.opened() as file:
        for number, line in enumerate(file, start=1):
            found = decoded(name, line) if line.strip() else Loaded("")
            if found.value is None and found.problems[0].code != EMPTY:
                problem = found.problems[0]
                return (problem._replace(span=problem.span._replace(line=number, end_line=number)),)
    try:
        with io.TextIOWrapper(written.opened(), encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(text, delimiter=heading.separator)
            return tuple(islice(_ragged(name, rows, heading), MOST_NAMED))
    except csv.Error as error:
        return (Problem(name, Span(1, 1, 1, 2), RAGGED, f"this is not a table: {error}"),)


def _ragged(path: str, rows: Iterator[list[str]], heading: Heading) -> Iterator[Problem]:
    for number, row in enumerate(rows, start=1):
        if number > heading.rows and row and len(row) != heading.width:
            here = Span(number, min(len(row), heading.width) + 1, number, max(len(row), heading.width) + 1)
            yield Problem(path, here, RAGGED, f"this row has {len(row)} cells; the heading has {heading.width}")


def responses(  # noqa: PLR0913, PLR0917 - all that was found out about one table
    path: Path,
    raw: pl.DataFrame,
    heading: Heading,
    instrument: Instrument,
    defaults: Defaults,
    told: tuple[Problem, ...],
) -> Loaded[Responses]:
    """The cells in *raw* as answers; *told* is what was said of its heading."""
    rows = _filled(raw, heading)
    bad: list[_Bad] = []
    found = _found(rows, [name for name in heading.questions if not _is_open(name, instrument)])
    columns = _columns(rows, heading, instrument, bad, found)
    about, wrong = _about(path, rows, heading, instrument, defaults)
    wrong += [*told, *_unheaded(str(path), rows, heading), *_from_one(str(path), rows.height, found, instrument)]
    problems = [*wrong, *_listed(str(path), bad)]
    if any(problem.severity == "error" for problem in wrong) or (bad and not defaults.set_aside):
        return Loaded(None, tuple(sorted(problems, key=lambda problem: problem.span)))
    if not rows.height:
        return refused(str(path), EMPTY, "the table holds no answers")
    people = pl.DataFrame(about).hstack(columns)
    aside = _aside(bad, rows, people) if bad else {}
    return Loaded(Responses(people, set_aside=aside), (*problems, *_alike(str(path), people, heading, instrument)))


def _from_one(path: str, people: int, found: Mapping[str, "Found"], instrument: Instrument) -> Iterator[Problem]:
    """Whether what was *found* are numbers that begin at 1, on scales that begin below it."""
    scales = {name: scale_of(instrument.questionnaire, instrument.questions[name]) for name in found}
    below = [name for name, scale in scales.items() if scale.points and scale.points[0].value < 1]
    figures = {name: [number for each in found[name] if (number := as_number(str(each))) is not None] for name in below}
    given = {name: numbers for name, numbers in figures.items() if numbers}
    if people * len(given) < TELLING or min(map(min, given.values())) < 1:
        return
    beyond = [name for name, numbers in given.items() if max(numbers) == scales[name].points[-1].value + 1]
    if beyond:
        message = (
            f"answers are numbered from 1, in {', '.join(beyond[:5])}{' and others' if beyond[5:] else ''}, and the "
            "scales begin at 0; export their words instead, or take 1 from each number"
        )
        yield Problem(path, START, FROM_ONE, message)
    else:
        yield none_below_one(path)


def none_below_one(path: str) -> Problem:
    """What is said of a file in which no answer is below 1."""
    message = (
        "no answer is below 1, and the scales begin at 0; if the program numbers answers from 1, export their "
        "words instead"
    )
    return Problem(path, START, FROM_ONE, message, "warning")


TELLING = 40
"""Numbers among which the lowest answer would be, if it could be."""


def _alike(path: str, people: pl.DataFrame, heading: Heading, instrument: Instrument) -> Iterator[Problem]:
    """Rows that are the same in school, role and every answer as another; chance seldom does that."""
    points = [name for name in heading.questions if kind(name, instrument) == CODE]
    if len(points) < LONG or people.height > MANY:
        return
    rows = people.select("school", "role", *heading.questions)
    same = rows.filter(rows.is_duplicated())
    if not same.height:
        return
    full = pl.sum_horizontal((pl.col(name) >= 0).cast(pl.UInt16) for name in points) >= LONG
    varied = pl.min_horizontal(points) != pl.max_horizontal(points)
    told = same.filter(full & varied)
    again = told.height - told.n_unique() if told.height else 0
    if again:
        rows_are = "1 row is" if again == 1 else f"{again} rows are"
        message = f"{rows_are} the same in every answer as an earlier one; was somebody's form handed in twice?"
        yield Problem(path, _cell(0, 2), HANDED_IN_TWICE, message, "warning")


LONG = 10
"""Answers from which two rows that are the same look like one person's."""

MANY = 50_000
"""People among whom two will answer alike by chance."""


def _unheaded(path: str, rows: pl.DataFrame, heading: Heading) -> Iterator[Problem]:
    """Columns about no question in which something stands; an empty one is only a program's habit."""
    for place in heading.unnamed:
        if rows.get_column(column(place)).cast(pl.String).str.strip_chars().fill_null("").ne("").any():
            yield Problem(
                path,
                _cell(place),
                UNKNOWN_QUESTION,
                "this column has no heading, or none of a question, and something stands in it",
            )


NOT_EMPTY = "this column has no heading, or none of a question, and something stands in it"


def _filled(raw: pl.DataFrame, heading: Heading) -> pl.DataFrame:
    """The rows in which anything is answered."""
    kinds = raw.schema
    empty = pl.all_horizontal(unanswered(name, kinds[name]) for name in heading.questions)
    return raw.filter(~empty) if raw.select(empty.any()).item() else raw


def unanswered(name: str, kind_of: pl.DataType) -> pl.Expr:
    """Whether nothing stands in a cell of the column *name*."""
    column = pl.col(name)
    if kind_of == CODE:
        return column.is_null()
    if kind_of == pl.String:
        return column.str.strip_chars() == ""
    return column.is_null() | (column == "")


class _Bad(NamedTuple):
    """The rows of one column whose cells cannot be read, and why."""

    column: int
    message: str
    rows: pl.Series


def _columns(
    rows: pl.DataFrame, heading: Heading, instrument: Instrument, bad: list[_Bad], found: Mapping[str, "Found"]
) -> pl.DataFrame:
    """Every question's column as codes, amounts or text; what cannot be read goes to *bad* and is left blank.

    All columns in two goes, one to see what stands in them and one to read it: many times faster than one by one.
    """
    kinds = rows.schema
    read = {
        name: _read_column(rows, name, kinds[name], found[name], heading, instrument, bad)
        if name in found
        else _own_words(name)
        for name in heading.questions
    }
    return rows.select(column.alias(name) for name, column in read.items())


Found = Mapping[str | int, str | int]
"""What stands in a column, and what stands for it inside the frame: of a category its number, else itself."""


def _found(rows: pl.DataFrame, names: list[str]) -> dict[str, Found]:
    """What stands in each of the columns *names*. Of codes, those between the lowest and the highest may not."""
    kinds = rows.schema
    coded = [name for name in names if kinds[name] == CODE]
    others = [name for name in names if kinds[name] != CODE]
    lowest, highest = _row(rows, map(pl.min, coded)), _row(rows, map(pl.max, coded))
    found: dict[str, Found] = {
        name: {} if low is None else {code: code for code in range(low, high + 1)}
        for name, low, high in zip(coded, lowest, highest, strict=True)
    }
    values = [pl.col(name).drop_nulls().unique(maintain_order=True) for name in others]
    texts = _row(rows, (value.cast(pl.String).implode() for value in values))
    inside = _row(rows, (value.to_physical().implode() for value in values))
    return found | {name: dict(zip(*pair, strict=True)) for name, *pair in zip(others, texts, inside, strict=True)}


def _row(rows: pl.DataFrame, figures: Iterable[pl.Expr]) -> tuple[Any, ...]:
    """One figure of each column, all in one go; none of no columns."""
    asked = list(figures)
    return rows.select(figure.alias(str(place)) for place, figure in enumerate(asked)).row(0) if asked else ()


def _is_open(name: str, instrument: Instrument) -> bool:
    return scale_of(instrument.questionnaire, instrument.questions[name]).text is not None


def _own_words(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).str.strip_chars().replace("", None)


def _read_column(  # noqa: PLR0913, PLR0917 - all that is known of one column
    rows: pl.DataFrame,
    name: str,
    kind_of: pl.DataType,
    found: Found,
    heading: Heading,
    instrument: Instrument,
    bad: list[_Bad],
) -> pl.Expr:
    """How one column is read, given all that was *found* in it, and what stands for it inside the frame."""
    scale, words = scale_of(instrument.questionnaire, instrument.questions[name]), instrument.questionnaire.non_answers
    written = [str(value) for value in found]
    good, wrong = codes(written, scale, words) if scale.points else numbers(written, scale, words)
    for other in instrument.languages if wrong else ():
        more, _ = _in_language(wrong, name, other)
        good, wrong = {**good, **more}, {text: why for text, why in wrong.items() if text not in more}
    for text, message in wrong.items():
        where = rows.filter(pl.col(name).cast(pl.String) == text)
        bad.extend(_Bad(place, f"{name}: {message}", lines) for place, lines in _places(where, name, heading))
    if kind_of == CODE:
        told = pl.col(name) if not wrong else pl.when(pl.col(name).is_between(0, len(scale.points) - 1)).then(name)
        return told.fill_null(BLANK)
    if isinstance(kind_of, pl.Categorical):
        return _looked_up(
            name, {inside: good.get(str(text)) for text, inside in found.items() if isinstance(inside, int)}
        )
    kinds = CODE if scale.points else pl.Float64
    read = pl.col(name).cast(pl.String).replace_strict(dict(good), default=None, return_dtype=kinds)
    return read.fill_null(BLANK) if scale.points else read


def _places(rows: pl.DataFrame, name: str, heading: Heading) -> Iterator[tuple[int, pl.Series]]:
    """The columns of the file in which the *rows* answer a question, each with its lines."""
    if name not in heading.again.values():
        if rows.height:
            yield heading.questions[name], rows.get_column("line")
        return
    for (place,), part in rows.group_by(place_of(name), maintain_order=True):
        yield int(str(place)), part.get_column("line")


def place_of(name: str) -> str:
    """What the column is called that tells in which of a question's columns each row answers it."""
    return f"place of {name}"


def _in_language(
    texts: Iterable[str], name: str, questionnaire: Questionnaire
) -> tuple[Mapping[str, float | None], Mapping[str, str]]:
    """The *texts* as answers to a question of the *questionnaire* in another language."""
    scale = questionnaire.scales[next(each.scale for each in questionnaire.questions if each.id == name)]
    return (codes if scale.points else numbers)(texts, scale, questionnaire.non_answers)


def _looked_up(name: str, by_category: Mapping[int, float | None]) -> pl.Expr:
    """The code of each category, by its number: many times faster than by its text."""
    table = pl.Series([by_category.get(number) for number in range(max(by_category, default=0) + 1)], dtype=CODE)
    return pl.lit(table).gather(pl.col(name).to_physical()).fill_null(BLANK)


def _about(
    path: Path, rows: pl.DataFrame, heading: Heading, instrument: Instrument, defaults: Defaults
) -> tuple[dict[str, pl.Series], list[Problem]]:
    """The columns that say whose answers a row holds, and what is wrong in them."""
    problems: list[Problem] = []
    found: dict[str, pl.Series] = {}
    for name, fallback in _fallbacks(path, heading, instrument, defaults).items():
        if name in heading.about:
            texts = rows.get_column(name).cast(pl.String)
            read = {text: _read_about(name, text, fallback, instrument) for text in texts.unique().drop_nulls()}
            for text, value in read.items():
                if value is WRONG or (name == "role" and value == UNSTATED and text.strip()):
                    lines = rows.get_column("line").filter(texts == text)
                    here = _cell(heading.about[name], lines[0])
                    problems.append(Problem(str(path), here, *_wrong_about(name, text, lines.len(), instrument)))
            found[name] = _as_read(texts, read, ABOUT[name]).alias(name)
        elif name in rows.columns:  # made ready by whom the file itself did not tell
            found[name] = rows.get_column(name)
        else:
            found[name] = pl.Series(name, [fallback], dtype=ABOUT[name]).new_from_index(0, rows.height)
    return found, problems


def _as_read(texts: pl.Series, read: Mapping[str, object], kind_of: type[pl.DataType]) -> pl.Series:
    """What each of the *texts* is *read* as; most large tables already say it in our own words."""
    if not texts.null_count() and all(text == value for text, value in read.items()):
        return texts
    known = {text: value for text, value in read.items() if value is not WRONG}
    return texts.replace_strict(known, default=None, return_dtype=kind_of)


def _fallbacks(path: Path, heading: Heading, instrument: Instrument, defaults: Defaults) -> dict[str, object]:
    return {
        "school": folded(path.stem),
        "role": UNSTATED,
        "round": None,
        "form": defaults.form or likely_form(heading.questions, instrument),
        "consent": False,
        "draft": None,
    }


def likely_form(columns: Mapping[str, int], instrument: Instrument) -> str:
    """The form that a table without a form column was filled in with: the shortest that holds all of its points."""
    points = {name for name in columns if kind(name, instrument) == CODE}
    holding = [
        name
        for name in instrument.questionnaire.forms
        if points <= {question.id for question in in_form(instrument.questionnaire, name)}
    ]
    return min(holding, key=lambda name: len(instrument.questionnaire.forms[name].questions), default=FULL)


WRONG = object()
"""Stands for what cannot be read."""


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
    """What is said of a cell that cannot be read. Like any cell, it may hold a name, and is never repeated."""
    match name:
        case "role":
            roles = [role.id for role in instrument.questionnaire.roles]
            said = f"this is none of the roles, which are {', '.join(roles)}{did_you_mean(text, roles)}"
            counted = "1 person is counted" if rows == 1 else f"{rows} people are counted"
            return UNKNOWN_ROLE, f"{said}; {counted} as “role not stated”", "warning"
        case "school":
            return SCHOOL, "this row does not say which school it is about", "error"
        case "form":
            forms = (FULL, *instrument.questionnaire.forms)
            return FORM, f"this is none of the forms, which are {', '.join(forms)}{did_you_mean(text, forms)}", "error"
        case _:
            return WRONG_CELL, "consent is either 'identified' or left empty", "error"


def _listed(path: str, bad: list[_Bad]) -> tuple[Problem, ...]:
    """The bad cells, row by row; the first ones by themselves, and the number of the rest."""
    cells = sorted((line, each.column + 1, each.message) for each in bad for line in each.rows.to_list())
    named = [
        Problem(path, Span(line, column, line, column + 1), WRONG_CELL, message)
        for line, column, message in cells[:MOST_NAMED]
    ]
    if len(cells) > MOST_NAMED:
        line, column, _ = cells[MOST_NAMED]
        message = f"from here on {len(cells) - MOST_NAMED:,} more cells cannot be read"
        named.append(Problem(path, Span(line, column, line, column + 1), WRONG_CELL, message))
    return tuple(named)


def _aside(bad: list[_Bad], rows: pl.DataFrame, people: pl.DataFrame) -> dict[str, int]:
    """How many cells of each school are treated as blank."""
    school_of = dict(zip(rows.get_column("line").to_list(), people.get_column("school").to_list(), strict=True))
    counts: dict[str, int] = {}
    for each in bad:
        for line in each.rows.to_list():
            counts[school_of[line]] = counts.get(school_of[line], 0) + 1
    return counts
