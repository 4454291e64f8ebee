"""Find the rows of a table that are no people: totals and averages, and headings that are repeated below."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import NonAnswers, Scale
from speedbumps.model.reach import scale_of
from speedbumps.responses.cells import as_number
from speedbumps.responses.raw_cells import LINE, Heading, column
from speedbumps.scoring.responses import CODE
from speedbumps.text import folded

TOTALS = (
    r"^\s*(?:(?:grand|sub|overall|column|row|school)[\s-]*)?"
    r"(?:totals?|sums?|averages?|avg\.?|means?|medians?|counts?|std\.?\s?dev\.?|standard deviation|minimum|maximum"
    r"|percentages?|gesamt(?:ergebnis)?|summen?|mittelwerte?|durchschnitt|anzahl|insgesamt"
    r"|totaux|sommes?|moyennes?|médianes?|cyfanswm|cyfartaledd"
    r"|promedio|totale|somma|totaal|gemiddelde|średnia|łącznie)"
    r"(?:\s*(?:of|for|der|de|o)\b.{0,60})?\s*[:=]?\s*[\d.,]*\s*%?\s*$"
)
"""What stands in a row of totals: "Total", "Average of T01". Not Max or Min: people are called so."""

OTHER_HEADINGS = frozenset({"response", "responses", "open-ended response", "answer", "answers"})
"""What programs write below a heading, in a second row of headings."""

AT_THE_END = 3
"""Rows at the end among which a row of averages is looked for that does not say so."""

ENOUGH = 3
"""Cells by which a row of averages is known."""

Texts = Mapping[str | int, str | int]
"""What stands in a column, and what stands for it inside the frame: of a category its number, else itself."""


class Standing(NamedTuple):
    """What stands in the columns of a table, each text once."""

    questions: Mapping[str, Texts]
    """The cells of each question that is not answered in own words."""
    about: Mapping[str, pl.Series]
    """The cells of each column that says whose answers a row holds."""


class NotPeople(NamedTuple):
    """The rows that are no people, by the number of their row in the file."""

    totals: frozenset[int] = frozenset()
    headings: frozenset[int] = frozenset()

    @property
    def lines(self) -> frozenset[int]:
        """All of them."""
        return self.totals | self.headings


def find_not_people(
    rows: pl.DataFrame,
    heading: Heading,
    standing: Standing,
    names: Mapping[str, frozenset[str]],
    instrument: Instrument,
) -> NotPeople:
    """Return which *rows* are no people; *names* has what each question may be called, folded."""
    words = _columns_of_words(rows, standing.questions)
    traces = {name: distinct_texts(rows, name) for name in map(column, heading.traces)}
    labels = {name: texts for name, texts in {**standing.about, **traces}.items() if name != "draft"}
    totals = {**dict(_total_labels(labels)), **dict(_total_words(words, instrument))}
    headings = _lines_of(rows, dict(_repeated(words, names))) | _repeated_about(rows, heading, labels)
    return NotPeople(_lines_of(rows, totals) | _unnamed_totals(rows, words, instrument), headings)


def distinct_texts(rows: pl.DataFrame, name: str) -> pl.Series:
    """Return what stands in a column of *rows*, each text once."""
    return rows.get_column(name).cast(pl.String).unique()


def _columns_of_words(rows: pl.DataFrame, found: Mapping[str, Texts]) -> dict[str, list[str]]:
    """Return the distinct texts of the columns of questions that hold more than whole numbers."""
    kinds = rows.schema
    return {name: [str(text) for text in texts] for name, texts in found.items() if kinds[name] != CODE}


def _total_labels(labels: Mapping[str, pl.Series]) -> Iterator[tuple[str, list[str]]]:
    """Yield the words for totals in each column in which a row of totals may say what it is.

    A name or a time stands there otherwise; *labels* has the distinct texts.
    """
    for name, texts in labels.items():
        found = texts.filter(texts.str.to_lowercase().str.contains(TOTALS))
        if found.len():
            yield name, found.to_list()


def _lines_of(rows: pl.DataFrame, texts: Mapping[str, list[str]]) -> frozenset[int]:
    """Return the rows in which one of the *texts* of a column stands in it."""
    if not texts:
        return frozenset()
    found = rows.filter(pl.any_horizontal(pl.col(name).cast(pl.String).is_in(those) for name, those in texts.items()))
    return frozenset(found.get_column(LINE).to_list())


def _total_words(words: Mapping[str, list[str]], instrument: Instrument) -> Iterator[tuple[str, list[str]]]:
    """Yield the words for totals in each column of a question, unless an answer is called so."""
    for name, texts in words.items():
        answers = _answers(name, instrument)
        found = [text for text in texts if re.match(TOTALS, text.lower()) and folded(text) not in answers]
        if found:
            yield name, found


def _answers(name: str, instrument: Instrument) -> frozenset[str]:
    """Return what an answer to a question may be called, folded, in every language."""
    called: set[str] = set()
    for questionnaire in (instrument.questionnaire, *instrument.languages):
        asked = next(each for each in questionnaire.questions if each.id == name)
        scale: Scale = scale_of(questionnaire, asked)
        others: NonAnswers = questionnaire.non_answers
        called |= {
            folded(text) for text in (*(point.label for point in scale.points), others.na, others.dk, others.pns)
        }
    return frozenset(called)


def _repeated(words: Mapping[str, list[str]], names: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the texts in each column that are what the column is called."""
    for name, texts in words.items():
        found = [text for text in texts if (said := folded(text)) in names.get(name, ()) or said in OTHER_HEADINGS]
        if found:
            yield name, found


def _repeated_about(rows: pl.DataFrame, heading: Heading, labels: Mapping[str, pl.Series]) -> frozenset[int]:
    """Return the rows in which two columns about people hold their own names; one alone may be called so."""
    own = {
        name: texts.filter(texts.str.to_lowercase().str.strip_chars() == name).to_list()
        for name, texts in labels.items()
        if name in heading.about
    }
    found = [frozenset(_lines_of(rows, {name: texts})) for name, texts in own.items() if texts]
    return frozenset(line for one in found for other in found if one is not other for line in one & other)


def _unnamed_totals(rows: pl.DataFrame, words: Mapping[str, list[str]], instrument: Instrument) -> frozenset[int]:
    """Return the rows at the end that hold nothing but numbers of which not one is an answer: averages, or sums."""
    points = [name for name in words if scale_of(instrument.questionnaire, instrument.questions[name]).points]
    if len(points) < ENOUGH or rows.height <= AT_THE_END:
        return frozenset()
    last = rows.tail(AT_THE_END).select(LINE, pl.col(points).cast(pl.String)).rows(named=True)
    scales = {name: scale_of(instrument.questionnaire, instrument.questions[name]) for name in points}
    return frozenset(row[LINE] for row in last if _holds_no_answer(row, scales))


def _holds_no_answer(row: Mapping[str, str | None], scales: Mapping[str, Scale]) -> bool:
    cells = {name: text for name in scales if (text := (row[name] or "").strip())}
    figures = {name: as_number(text) for name, text in cells.items()}
    return len(cells) >= ENOUGH and all(
        figure is not None and figure not in {point.value for point in scales[name].points}
        for name, figure in figures.items()
    )
