"""Find the rows of a table that are no people: totals and averages, examples, and headings that are repeated below."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import UNSTATED, NonAnswers, Scale
from speedbumps.responses.cells import as_number
from speedbumps.responses.columns import find_role
from speedbumps.responses.raw_cells import LINE, Heading, column_name, distinct
from speedbumps.scoring.responses import ABOUT, CODE
from speedbumps.text import fold_text

TOTALS = (
    r"^\s*(?:(?:grand|sub|overall|column|row|school)[\s-]*)?"
    r"(?:totals?|sums?|averages?|avg\.?|means?|medians?|counts?|std\.?\s?dev\.?|standard deviation|minimum|maximum"
    r"|percentages?|gesamt(?:ergebnis)?|summen?|mittelwerte?|durchschnitt|anzahl|insgesamt"
    r"|totaux|sommes?|moyennes?|médianes?|cyfanswm|cyfartaledd"
    r"|promedio|totale|somma|totaal|gemiddelde|średnia|łącznie)"
    r"(?:\s*(?:of|for|der|de|o)\b.{0,60})?\s*[:=]?\s*[\d.,]*\s*%?\s*$"
)
"""The text in a row of totals: "Total", "Average of T01". Not Max or Min: people have these names."""

TOTALS_OF_PARTS = r"^\s*\S.{0,60}?\s(?:sub-?)?(?:totals?|averages?|means?|medians?)\s*[:=]?\s*$"
"""The text in a row of totals of a part, after the name of the part: "teacher average"."""

FIGURES = (
    r"^\W*(?:(?:sub|grand)[\s-]?totals?|totals?|averages?|avg|means?|medians?|modes?|modal|max(?:imum)?|min(?:imum)?|sums?"
    r"|counts?|range|variance|sd|s\.d|quartiles?)\b.{0,60}$"
    r"|^\s*n\s*[:=].{0,20}$|^\s*%.{0,60}$|^\s*per ?cent(?:age)?s?\b.{0,60}$"
)
"""Other names of such a row, in a column that holds no people's names."""

USUAL_TAIL = re.compile(
    r"of|for|per|in|who|all|scores?|staff|agree|responses?|answers?|people|columns?|rows?|values?|\W|\d"
)
"""What follows such a word where no role does."""

EXAMPLES = (
    r"^\W*(?:an? )?(?:example|sample|specimen|dummy|test(?:ing)?|beispiel|muster|exemple|enghraifft)"
    r"(?:\s+(?:row|answers?|responses?|entry|entries|data|person|only|zeile|antwort))*\W*\d*\W*$"
)
"""Names of an example in a column of roles."""

TIME = r"\d[:.]\d\d|\d{4}-\d|\d[/.]\d"
"""Part of a time or a date."""

NAMES = 0.5
"""The part of a column's texts without a digit, from 0 to 1, above which it may hold people's names."""

OTHER_HEADINGS = frozenset({"response", "responses", "open-ended response", "answer", "answers"})
"""What programs write in a second row of headings."""

AT_THE_END = 3
"""Rows at the end that are searched for averages without a label."""

ENOUGH = 3
"""Cells from which a row of averages is recognised."""

Texts = Mapping[str | int, str | int]
"""The distinct texts of a column, each with what represents it in the frame: the number of a category, or itself."""


class DistinctCells(NamedTuple):
    """The distinct texts in the columns of a table."""

    questions: Mapping[str, Texts]
    """The cells of each question that is not answered in own words."""
    about: Mapping[str, pl.Series]
    """The cells of each column about the respondents."""


class NotPeople(NamedTuple):
    """The rows that are no people, by their number in the file."""

    totals: frozenset[int] = frozenset()
    headings: frozenset[int] = frozenset()
    examples: frozenset[int] = frozenset()

    @property
    def all_lines(self) -> frozenset[int]:
        """Return all of these rows."""
        return self.totals | self.headings | self.examples


def find_not_people(
    rows: pl.DataFrame,
    heading: Heading,
    cells: DistinctCells,
    names: Mapping[str, frozenset[str]],
    instrument: Instrument,
) -> NotPeople:
    """Return which *rows* are no people; *names* holds the folded names of each question."""
    words = _columns_of_words(rows, cells.questions)
    traces = {name: distinct_texts(rows, name) for name in map(column_name, heading.traces)}
    labels = {name: texts for name, texts in {**cells.about, **traces}.items() if name != "draft"}
    totals = {**dict(_total_labels(labels, instrument)), **dict(_total_words(words, instrument))}
    headings = _lines_of(rows, dict(_repeated_headings(words, names))) | _rows_repeating_headings(rows, heading, labels)
    examples = _lines_of(rows, dict(_example_labels(labels, instrument)))
    beside = _totals_in_other_columns(rows, heading, list(labels))
    roles = cells.about.get("role")
    nobody = _rows_of_nobody(rows, traces, roles, instrument) if _some_are_numbers(words) else frozenset[int]()
    unnamed = _unnamed_totals(rows, words, nobody, instrument) | _labels_for_times(rows, traces, roles, instrument)
    return NotPeople((_lines_of(rows, totals) | beside | unnamed) - headings, headings, examples)


def distinct_texts(rows: pl.DataFrame, name: str) -> pl.Series:
    """Return the distinct texts in a column of *rows*."""
    return distinct(rows.get_column(name).cast(pl.String))


def _columns_of_words(rows: pl.DataFrame, found: Mapping[str, Texts]) -> dict[str, list[str]]:
    """Return the distinct texts of the columns of questions that hold more than whole numbers."""
    kinds = rows.schema
    return {name: [str(text) for text in texts] for name, texts in found.items() if kinds[name] != CODE}


def _total_labels(labels: Mapping[str, pl.Series], instrument: Instrument) -> Iterator[tuple[str, list[str]]]:
    """Yield the words for totals in each column that otherwise holds a name, a role or a time.

    *labels* has the distinct texts of these columns.
    """
    for name, texts in labels.items():
        small = texts.str.to_lowercase()
        is_total = small.str.contains(TOTALS)
        if name in ABOUT or not _may_be_names(texts):
            is_total |= small.str.contains(TOTALS_OF_PARTS)
        figures = pl.Series([False]).new_from_index(0, texts.len())
        if name != "school" and (name in ABOUT or not _may_be_names(texts)):
            figures = small.str.contains(FIGURES).fill_null(value=False)
        sure = texts.filter(is_total).to_list()
        likely = [text for text in texts.filter(figures) if text not in sure and _tail_is_usual(text, instrument)]
        found = [text for text in (*sure, *likely) if not _is_role(name, text, instrument)]
        if found:
            yield name, found


def _totals_in_other_columns(rows: pl.DataFrame, heading: Heading, labels: Sequence[str]) -> frozenset[int]:
    """Return the last rows that hold totals according to a column about no question, and that state no respondent.

    Such a column may hold somebody's own words, of which "average" may be one.
    """
    if not heading.unknown:
        return frozenset()
    texts = [pl.col(column_name(place)).cast(pl.String) for place in heading.unknown]
    is_total = pl.any_horizontal(text.str.to_lowercase().str.contains(TOTALS).fill_null(value=False) for text in texts)
    nobody = pl.all_horizontal(
        pl.lit(value=True), *((pl.col(name).cast(pl.String).str.strip_chars().fill_null("") == "") for name in labels)
    )
    found = rows.tail(AT_THE_END).filter(is_total & nobody)
    return frozenset(found.get_column(LINE).to_list())


def _tail_is_usual(text: str, instrument: Instrument) -> bool:
    """Return whether the text after the word for a figure describes it: "Mean score", but not "Total Comms TA"."""
    words = re.split(r"[\s:=(-]+", text.strip(" .:=()"), maxsplit=1)
    tail = words[1].strip(" .:=()") if len(words) > 1 else ""
    return not tail or USUAL_TAIL.match(tail.lower()) is not None or find_role(tail, instrument) != UNSTATED


def _example_labels(labels: Mapping[str, pl.Series], instrument: Instrument) -> Iterator[tuple[str, list[str]]]:
    """Yield the words for an example in the column of roles."""
    texts = labels.get("role")
    found = texts.filter(texts.str.to_lowercase().str.contains(EXAMPLES)) if texts is not None else pl.Series()
    if found.len():
        yield "role", [text for text in found if not _is_role("role", text, instrument)]


def _is_role(name: str, text: str, instrument: Instrument) -> bool:
    """Return whether *text* names a role, in the column of roles."""
    return name == "role" and find_role(text, instrument) != UNSTATED


def _may_be_names(texts: pl.Series) -> bool:
    """Return whether the *texts* of a column may be people's names: most have no digit, unlike times and ids."""
    filled = _non_empty(texts)
    return not filled.len() or (~filled.str.contains(r"\d")).sum() > NAMES * filled.len()


def _lines_of(rows: pl.DataFrame, texts: Mapping[str, list[str]]) -> frozenset[int]:
    """Return the rows in which a column holds one of its *texts*."""
    if not texts:
        return frozenset()
    found = rows.filter(pl.any_horizontal(pl.col(name).cast(pl.String).is_in(those) for name, those in texts.items()))
    return frozenset(found.get_column(LINE).to_list())


def _total_words(words: Mapping[str, list[str]], instrument: Instrument) -> Iterator[tuple[str, list[str]]]:
    """Yield the words for totals in each column of a question, unless they are an answer."""
    for name, texts in words.items():
        answers = _answer_texts(name, instrument)
        found = [text for text in texts if re.match(TOTALS, text.lower()) and fold_text(text) not in answers]
        if found:
            yield name, found


def _answer_texts(name: str, instrument: Instrument) -> frozenset[str]:
    """Return the folded texts of all answers to a question, in every language."""
    called: set[str] = set()
    for questionnaire in (instrument.questionnaire, *instrument.languages):
        asked = next(each for each in questionnaire.questions if each.id == name)
        scale: Scale = scale_of(questionnaire, asked)
        others: NonAnswers = questionnaire.non_answers
        labels = [point.label for point in scale.points]
        labels += [option.label for option in scale.choice.among] if scale.choice else []
        called |= {fold_text(text) for text in (*labels, others.na, others.dk, others.pns)}
    return frozenset(called)


def _repeated_headings(
    words: Mapping[str, list[str]], names: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, list[str]]]:
    """Yield the texts in each column that are a name of the column."""
    for name, texts in words.items():
        found = [text for text in texts if (said := fold_text(text)) in names.get(name, ()) or said in OTHER_HEADINGS]
        if found:
            yield name, found


def _rows_repeating_headings(rows: pl.DataFrame, heading: Heading, labels: Mapping[str, pl.Series]) -> frozenset[int]:
    """Return the rows in which two columns about people hold their own names; a single one may be a real name."""
    own = {
        name: texts.filter(texts.str.to_lowercase().str.strip_chars() == name).to_list()
        for name, texts in labels.items()
        if name in heading.about
    }
    found = [frozenset(_lines_of(rows, {name: texts})) for name, texts in own.items() if texts]
    return frozenset(line for one in found for other in found if one is not other for line in one & other)


def _unnamed_totals(
    rows: pl.DataFrame, words: Mapping[str, list[str]], nobody: frozenset[int], instrument: Instrument
) -> frozenset[int]:
    """Return the rows with nothing but numbers that are no answers.

    At the end, no number may be a value of its scale. Elsewhere, other rows have to be answered in words, and the rows
    have to be in *nobody*: the rows that state no respondent, or the last ones where no column does.
    """
    points = [name for name in words if scale_of(instrument.questionnaire, instrument.questions[name]).points]
    if len(points) < ENOUGH or rows.height <= AT_THE_END:
        return frozenset()
    scales = {name: scale_of(instrument.questionnaire, instrument.questions[name]) for name in points}
    cells = rows.select(LINE, pl.col(points).cast(pl.String))
    last = cells.tail(AT_THE_END).rows(named=True)
    found = {row[LINE] for row in last if _holds_no_answer(row, scales)}
    others = cells.filter(pl.col(LINE).is_in(list(nobody))) if 2 * len(nobody) <= rows.height else cells.clear()
    figures = [row[LINE] for row in others.rows(named=True) if _row_numbers(row, scales)]
    if figures and _are_words(rows.filter(~pl.col(LINE).is_in(figures)), points):
        found.update(figures)
    return frozenset(found)


def _some_are_numbers(words: Mapping[str, list[str]]) -> bool:
    """Return whether any of the texts is a number."""
    return any(as_number(text) is not None for texts in words.values() for text in texts)


def _rows_of_nobody(
    rows: pl.DataFrame, traces: Mapping[str, pl.Series], roles: pl.Series | None, instrument: Instrument
) -> frozenset[int]:
    """Return the rows without a role, a time or another trace of a person; the last ones if no row could have one."""
    times = [name for name, texts in traces.items() if _are_times(texts)]
    cells = {name: pl.col(name).cast(pl.String).str.strip_chars().fill_null("") for name in traces}
    nothing = [~cells[name].str.contains(TIME) for name in times] or [cell == "" for cell in cells.values()]
    if roles is not None:
        nothing.append(_no_role(roles, instrument))
    found = rows.filter(pl.all_horizontal(nothing)) if nothing else rows.tail(AT_THE_END)
    return frozenset(found.get_column(LINE).to_list())


def _no_role(roles: pl.Series, instrument: Instrument) -> pl.Expr:
    """Return an expression for rows without a role, in a column that holds these *roles*."""
    known = [text for text in roles.drop_nulls() if find_role(text, instrument) != UNSTATED]
    return ~pl.col("role").cast(pl.String).is_in(known).fill_null(value=False)


def _non_empty(texts: pl.Series) -> pl.Series:
    """Return the *texts* that are not empty."""
    return texts.drop_nulls().filter(texts.drop_nulls() != "")


def _are_times(texts: pl.Series) -> bool:
    """Return whether most of the distinct *texts* in a column are times or dates."""
    filled = _non_empty(texts)
    return filled.len() > 0 and filled.str.contains(TIME).sum() > NAMES * filled.len()


def _labels_for_times(
    rows: pl.DataFrame, traces: Mapping[str, pl.Series], roles: pl.Series | None, instrument: Instrument
) -> frozenset[int]:
    """Return the rows that hold a word where all others hold a time, and that name no role."""
    if roles is None:
        return frozenset()
    no_role = _no_role(roles, instrument)
    found: set[int] = set()
    for name, texts in traces.items():
        filled = _non_empty(texts)
        labels = filled.filter(~filled.str.contains(r"\d"))
        if labels.len() and _are_times(texts):
            here = rows.filter(pl.col(name).cast(pl.String).is_in(labels.to_list()) & no_role)
            found.update(here.get_column(LINE).to_list())
    return frozenset(found)


def _are_words(rows: pl.DataFrame, points: Iterable[str]) -> bool:
    """Return whether no answer in some columns is a number."""
    return not any(as_number(text) is not None for name in points for text in distinct_texts(rows, name).drop_nulls())


def _row_numbers(row: Mapping[str, str | None], scales: Mapping[str, Scale]) -> dict[str, float]:
    """Return the numbers in the cells of a row; empty where there are few, or anything else."""
    cells = {name: text for name in scales if (text := (row[name] or "").strip())}
    found = {name: number for name, text in cells.items() if (number := as_number(text)) is not None}
    return found if len(found) == len(cells) >= ENOUGH else {}


def _holds_no_answer(row: Mapping[str, str | None], scales: Mapping[str, Scale]) -> bool:
    """Return whether a row holds only numbers, none of which is a value of its scale."""
    figures = _row_numbers(row, scales)
    return bool(figures) and not any(
        figure in {point.value for point in scales[name].points} for name, figure in figures.items()
    )
