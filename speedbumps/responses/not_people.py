"""Find the rows of a table that are no people: totals and averages, and headings that are repeated below."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import UNSTATED, NonAnswers, Scale
from speedbumps.responses.cells import as_number
from speedbumps.responses.columns import role_named
from speedbumps.responses.raw_cells import LINE, Heading, column, each_once
from speedbumps.scoring.responses import ABOUT, CODE
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

TOTALS_OF_PARTS = r"^\s*\S.{0,60}?\s(?:sub-?)?(?:totals?|averages?|means?|medians?)\s*[:=]?\s*$"
"""What stands in a row of totals of a part, behind what the part is called: "teacher average"."""

FIGURES = (
    r"^\W*(?:(?:sub|grand)[\s-]?totals?|totals?|averages?|avg|means?|medians?|modes?|modal|max(?:imum)?|min(?:imum)?|sums?"
    r"|counts?|range|variance|sd|s\.d|quartiles?)\b.{0,60}$"
    r"|^\s*n\s*[:=].{0,20}$|^\s*%.{0,60}$|^\s*per ?cent(?:age)?s?\b.{0,60}$"
)
"""What else such a row is called in a column in which no person's name stands."""

USUAL_TAIL = re.compile(
    r"of|for|per|in|who|all|scores?|staff|agree|responses?|answers?|people|columns?|rows?|values?|\W|\d"
)
"""What follows such a word where no role does."""

EXAMPLES = (
    r"^\W*(?:an? )?(?:example|sample|specimen|dummy|test(?:ing)?|beispiel|muster|exemple|enghraifft)"
    r"(?:\s+(?:row|answers?|responses?|entry|entries|data|person|only|zeile|antwort))*\W*\d*\W*$"
)
"""What an example is called in a column of roles."""

TIME = r"\d[:.]\d\d|\d{4}-\d|\d[/.]\d"
"""What stands in a time or a date."""

NAMES = 0.5
"""The part of a column's texts without a digit, from 0 to 1, above which people's names may stand in it."""

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
    examples: frozenset[int] = frozenset()

    @property
    def lines(self) -> frozenset[int]:
        """All of them."""
        return self.totals | self.headings | self.examples


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
    totals = {**dict(_total_labels(labels, instrument)), **dict(_total_words(words, instrument))}
    headings = _lines_of(rows, dict(_repeated(words, names))) | _repeated_about(rows, heading, labels)
    examples = _lines_of(rows, dict(_example_labels(labels, instrument)))
    beside = _totals_beside(rows, heading, list(labels))
    roles = standing.about.get("role")
    nobody = _nobodys(rows, traces, roles, instrument) if _some_are_numbers(words) else frozenset[int]()
    unnamed = _unnamed_totals(rows, words, nobody, instrument) | _labels_for_times(rows, traces, roles, instrument)
    return NotPeople((_lines_of(rows, totals) | beside | unnamed) - headings, headings, examples)


def distinct_texts(rows: pl.DataFrame, name: str) -> pl.Series:
    """Return what stands in a column of *rows*, each text once."""
    return each_once(rows.get_column(name).cast(pl.String))


def _columns_of_words(rows: pl.DataFrame, found: Mapping[str, Texts]) -> dict[str, list[str]]:
    """Return the distinct texts of the columns of questions that hold more than whole numbers."""
    kinds = rows.schema
    return {name: [str(text) for text in texts] for name, texts in found.items() if kinds[name] != CODE}


def _total_labels(labels: Mapping[str, pl.Series], instrument: Instrument) -> Iterator[tuple[str, list[str]]]:
    """Yield the words for totals in each column in which a row of totals may say what it is.

    A name, a role or a time stands there otherwise; *labels* has the distinct texts.
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


def _totals_beside(rows: pl.DataFrame, heading: Heading, labels: Sequence[str]) -> frozenset[int]:
    """Return the last rows in which a column about no question says that they hold totals, and nothing says who.

    Such a column may hold somebody's own words, of which "average" may be one.
    """
    if not heading.unknown:
        return frozenset()
    texts = [pl.col(column(place)).cast(pl.String) for place in heading.unknown]
    is_total = pl.any_horizontal(text.str.to_lowercase().str.contains(TOTALS).fill_null(value=False) for text in texts)
    nobody = pl.all_horizontal(
        pl.lit(value=True), *((pl.col(name).cast(pl.String).str.strip_chars().fill_null("") == "") for name in labels)
    )
    found = rows.tail(AT_THE_END).filter(is_total & nobody)
    return frozenset(found.get_column(LINE).to_list())


def _tail_is_usual(text: str, instrument: Instrument) -> bool:
    """Return whether what follows the word for a figure says of what it is: "Mean score", and not "Total Comms TA"."""
    words = re.split(r"[\s:=(-]+", text.strip(" .:=()"), maxsplit=1)
    tail = words[1].strip(" .:=()") if len(words) > 1 else ""
    return not tail or USUAL_TAIL.match(tail.lower()) is not None or role_named(tail, instrument) != UNSTATED


def _example_labels(labels: Mapping[str, pl.Series], instrument: Instrument) -> Iterator[tuple[str, list[str]]]:
    """Yield the words for an example in the column of roles."""
    texts = labels.get("role")
    found = texts.filter(texts.str.to_lowercase().str.contains(EXAMPLES)) if texts is not None else pl.Series()
    if found.len():
        yield "role", [text for text in found if not _is_role("role", text, instrument)]


def _is_role(name: str, text: str, instrument: Instrument) -> bool:
    return name == "role" and role_named(text, instrument) != UNSTATED


def _may_be_names(texts: pl.Series) -> bool:
    """Return whether people's names may be among the *texts* of a column: most hold no digit, as times and ids do."""
    filled = _filled(texts)
    return not filled.len() or (~filled.str.contains(r"\d")).sum() > NAMES * filled.len()


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


def _unnamed_totals(
    rows: pl.DataFrame, words: Mapping[str, list[str]], nobody: frozenset[int], instrument: Instrument
) -> frozenset[int]:
    """Return the rows that hold nothing but numbers: at the end, where none is an answer; among words, if *nobody's*.

    *nobody* has the rows that do not say whose they are; without columns that say so, it has the last ones.
    """
    points = [name for name in words if scale_of(instrument.questionnaire, instrument.questions[name]).points]
    if len(points) < ENOUGH or rows.height <= AT_THE_END:
        return frozenset()
    scales = {name: scale_of(instrument.questionnaire, instrument.questions[name]) for name in points}
    cells = rows.select(LINE, pl.col(points).cast(pl.String))
    last = cells.tail(AT_THE_END).rows(named=True)
    found = {row[LINE] for row in last if _holds_no_answer(row, scales)}
    others = cells.filter(pl.col(LINE).is_in(list(nobody))) if 2 * len(nobody) <= rows.height else cells.clear()
    figures = [row[LINE] for row in others.rows(named=True) if _numbers(row, scales)]
    if figures and _answered_in_words(rows.filter(~pl.col(LINE).is_in(figures)), points):
        found.update(figures)
    return frozenset(found)


def _some_are_numbers(words: Mapping[str, list[str]]) -> bool:
    return any(as_number(text) is not None for texts in words.values() for text in texts)


def _nobodys(
    rows: pl.DataFrame, traces: Mapping[str, pl.Series], roles: pl.Series | None, instrument: Instrument
) -> frozenset[int]:
    """Return the rows in which no role stands, and no time or other trace of a person; the last ones if none could."""
    times = [name for name, texts in traces.items() if _are_times(texts)]
    cells = {name: pl.col(name).cast(pl.String).str.strip_chars().fill_null("") for name in traces}
    nothing = [~cells[name].str.contains(TIME) for name in times] or [cell == "" for cell in cells.values()]
    if roles is not None:
        nothing.append(_no_role(roles, instrument))
    found = rows.filter(pl.all_horizontal(nothing)) if nothing else rows.tail(AT_THE_END)
    return frozenset(found.get_column(LINE).to_list())


def _no_role(roles: pl.Series, instrument: Instrument) -> pl.Expr:
    """Return whether no role stands in a row, of a column that holds these *roles*."""
    known = [text for text in roles.drop_nulls() if role_named(text, instrument) != UNSTATED]
    return ~pl.col("role").cast(pl.String).is_in(known).fill_null(value=False)


def _filled(texts: pl.Series) -> pl.Series:
    return texts.drop_nulls().filter(texts.drop_nulls() != "")


def _are_times(texts: pl.Series) -> bool:
    """Return whether most of the different *texts* in a column are times or dates."""
    filled = _filled(texts)
    return filled.len() > 0 and filled.str.contains(TIME).sum() > NAMES * filled.len()


def _labels_for_times(
    rows: pl.DataFrame, traces: Mapping[str, pl.Series], roles: pl.Series | None, instrument: Instrument
) -> frozenset[int]:
    """Return the rows in which a word stands where all others have a time, and no role."""
    if roles is None:
        return frozenset()
    no_role = _no_role(roles, instrument)
    found: set[int] = set()
    for name, texts in traces.items():
        filled = _filled(texts)
        labels = filled.filter(~filled.str.contains(r"\d"))
        if labels.len() and _are_times(texts):
            here = rows.filter(pl.col(name).cast(pl.String).is_in(labels.to_list()) & no_role)
            found.update(here.get_column(LINE).to_list())
    return frozenset(found)


def _answered_in_words(rows: pl.DataFrame, points: Iterable[str]) -> bool:
    """Return whether no answer in some columns is a number."""
    return not any(as_number(text) is not None for name in points for text in distinct_texts(rows, name).drop_nulls())


def _numbers(row: Mapping[str, str | None], scales: Mapping[str, Scale]) -> dict[str, float]:
    """Return the numbers in the cells of a row; nothing where there are few, or anything else."""
    cells = {name: text for name in scales if (text := (row[name] or "").strip())}
    found = {name: number for name, text in cells.items() if (number := as_number(text)) is not None}
    return found if len(found) == len(cells) >= ENOUGH else {}


def _holds_no_answer(row: Mapping[str, str | None], scales: Mapping[str, Scale]) -> bool:
    figures = _numbers(row, scales)
    return bool(figures) and not any(
        figure in {point.value for point in scales[name].points} for name, figure in figures.items()
    )
