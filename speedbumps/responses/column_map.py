"""A file in which the user states what each column is about, and which words stand for roles and answers."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import KEY_TWICE, KIND, NOT_OFFERED, UNKNOWN_QUESTION, UNKNOWN_ROLE, WRONG_CELL
from speedbumps.diagnostics.problem import LoadResult, Problem, reject_file
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_by_name, scale_of
from speedbumps.model.questionnaire import Scale
from speedbumps.programs.private_columns import LEAST_CELLS
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.questionnaires.validate import validate
from speedbumps.responses.cells import BLANK_WORD, CODES, as_number, is_error
from speedbumps.responses.picks import option_column_name
from speedbumps.text import fold_text

FORMAT = "speedbumps-map/1"
IGNORE = "ignore"
"""The entry for a column that is not to be read."""

LONGEST_KEY = 900
"""Characters of a key on one line; YAML accepts no more than 1,024 before the colon."""

MOST_NEAR = 3
"""Answers that are suggested for a word."""

SIMILAR_LABEL = 0.6
"""The similarity of a word and a label, from 0 to 1, from which the label is suggested."""


class OpenWord(NamedTuple):
    """A word in cells of questions that could not be read."""

    text: str
    cells: int
    near: tuple[str, ...] = ()
    """Labels that it may mean."""


def read_map(path: Path, instrument: Instrument) -> LoadResult[ColumnMap]:
    """Return what the file at *path* states about columns, roles and words, with the words of answers folded.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if path.is_file() and path.suffix.lower() not in (".yaml", ".yml"):
        return reject_file(str(path), KIND, f"this is not a map; a map is a .yaml file that begins: format: {FORMAT}")
    read = read_yaml(path)
    if read.value is None:
        return LoadResult(None, read.problems)
    fitted = validate(ColumnMap, read.value)
    if fitted.value is None:
        return LoadResult(None, fitted.problems)
    source, settled = read.value, fitted.value
    problems = (
        *_unknown_columns(source, settled, instrument),
        *_unknown_roles(source, settled, instrument),
        *_unknown_answers(source, settled, instrument),
        *_contradictions(source, settled),
    )
    return LoadResult(None, problems) if problems else LoadResult(_normalize_map(settled, instrument))


def _normalize_map(settled: ColumnMap, instrument: Instrument) -> ColumnMap:
    """Return the map with every name in its usual spelling; capital letters make no difference."""
    known, roles = _column_names(instrument), _role_ids(instrument)
    return settled.model_copy(
        update={
            "columns": {heading: known[fold_text(name)] for heading, name in settled.columns.items()},
            "roles": {text: roles[fold_text(name)] for text, name in settled.roles.items()},
            "answers": {fold_text(text): answer for text, answer in settled.answers.items()},
        }
    )


def _column_names(instrument: Instrument) -> dict[str, str]:
    """Return all that a column can be about, by folded name."""
    options = (
        option_column_name(name, code, instrument)
        for name, question in instrument.questions.items()
        if (choice := scale_of(instrument.questionnaire, question).choice)
        for code in (*range(len(choice.among)), *CODES.values())
    )
    return {fold_text(name): name for name in (*instrument.questions, *options, *COLUMNS, IGNORE)}


def _role_ids(instrument: Instrument) -> dict[str, str]:
    """Return the ids of roles by folded id."""
    return {fold_text(role.id): role.id for role in instrument.questionnaire.roles}


def _unknown_columns(source: Source, settled: ColumnMap, instrument: Instrument) -> Iterator[Problem]:
    """Yield a problem for each column that is about no known question."""
    known = _column_names(instrument)
    for heading, name in settled.columns.items():
        if fold_text(name) not in known:
            near = did_you_mean(name, known.values())
            message = f"there is no question '{name}'{near}; write a question's id, or {IGNORE}"
            yield Problem(source.path, source.find_span(("columns", heading)), UNKNOWN_QUESTION, message)


def _unknown_roles(source: Source, settled: ColumnMap, instrument: Instrument) -> Iterator[Problem]:
    """Yield a problem for each role that does not exist."""
    known = _role_ids(instrument)
    for text, name in settled.roles.items():
        if fold_text(name) not in known:
            there = known.values()
            message = f"there is no role '{name}'{did_you_mean(name, there)}; there is {', '.join(there)}"
            yield Problem(source.path, source.find_span(("roles", text)), UNKNOWN_ROLE, message)


def _unknown_answers(source: Source, settled: ColumnMap, instrument: Instrument) -> Iterator[Problem]:
    """Yield a problem for answers that no scale has, and for error values of spreadsheets, which are no answers."""
    labels = _labels_by_text(instrument)
    known = {*labels, *CODES, BLANK_WORD, *(fold_text(word) for word in _no_answers(instrument))}
    for text, answer in settled.answers.items():
        place = source.find_span(("answers", text))
        if is_error(text):
            message = "an error of a spreadsheet cannot stand for an answer; correct it in the table"
            yield Problem(source.path, source.find_span(("answers", text), key=True), WRONG_CELL, message)
        elif fold_text(answer) not in known and not _is_value(answer, instrument):
            near = did_you_mean(answer, (*labels.values(), *CODES, BLANK_WORD))
            message = (
                f"no scale has the answer '{answer}'{near}; write a value or a label, or {', '.join(CODES)} or "
                f"{BLANK_WORD}"
            )
            yield Problem(source.path, place, NOT_OFFERED, message)


def _labels_by_text(instrument: Instrument) -> dict[str, str]:
    """Return the labels of all scales in all languages, by folded label."""
    return {
        fold_text(text): text
        for each in (instrument.questionnaire, *instrument.languages)
        for name in each.scales
        for text in _texts_of_scale(scale_by_name(each, name))
    }


def _texts_of_scale(scale: Scale) -> Iterator[str]:
    """Yield the texts by which a map names an answer on *scale*."""
    yield from (point.label for point in scale.points)
    for option in scale.choice.among if scale.choice else ():
        yield from (option.label, option.id)


def _no_answers(instrument: Instrument) -> Iterator[str]:
    """Yield the words for non-answers in all languages."""
    for each in (instrument.questionnaire, *instrument.languages):
        yield from (getattr(each.non_answers, kind) for kind in CODES)


def _is_value(answer: str, instrument: Instrument) -> bool:
    """Return whether *answer* is a value of a scale of points, or within the limits of an amount."""
    number = as_number(answer)
    if number is None:
        return False
    scales = instrument.questionnaire.scales.values()
    return any(
        any(point.value == number for point in scale.points)
        or (scale.number is not None and scale.number.min <= number <= scale.number.max)
        for scale in scales
    )


def _contradictions(source: Source, settled: ColumnMap) -> Iterator[Problem]:
    """Yield a problem for keys that differ only in capitals, spaces or invisible characters, and disagree."""
    parts = {"columns": settled.columns, "roles": settled.roles, "answers": settled.answers}
    for part, entries in parts.items():
        first: dict[str, str] = {}
        for text, name in entries.items():
            if fold_text(first.setdefault(fold_text(text), name)) != fold_text(name):
                message = "an earlier line settles the same words differently; capitals and spaces make no difference"
                yield Problem(source.path, source.find_span((part, text), key=True), KEY_TWICE, message)


def open_words(unread: Mapping[str, int], instrument: Instrument) -> tuple[OpenWord, ...]:
    """Return the words that a map may explain, the most frequent first.

    *unread* counts the cells of questions with points or amounts that could not be read, by their text. Words in fewer
    than five cells are left out, since a rare word may identify somebody.
    """
    counted: dict[str, tuple[str, int]] = {}
    for text, cells in unread.items():
        written, before = counted.get(fold_text(text), (text, 0))
        counted[fold_text(text)] = written, before + cells
    often = [(text, cells) for text, cells in counted.values() if cells >= LEAST_CELLS and not is_error(text)]
    return tuple(
        OpenWord(text, cells, likely_answers(text, instrument))
        for text, cells in sorted(often, key=lambda each: (-each[1], each[0]))
    )


def open_roles(unread: Mapping[str, int], instrument: Instrument) -> tuple[OpenWord, ...]:
    """Return the words in the column of roles that a map may explain, the most frequent first; see `open_words`."""
    roles = _role_ids(instrument)
    often = [(text, cells) for text, cells in unread.items() if cells >= LEAST_CELLS and not is_error(text)]
    return tuple(
        OpenWord(
            text, cells, tuple(roles[near] for near in get_close_matches(fold_text(text), roles, cutoff=SIMILAR_LABEL))
        )
        for text, cells in sorted(often, key=lambda each: (-each[1], each[0]))
    )


def likely_answers(text: str, instrument: Instrument) -> tuple[str, ...]:
    """Return the labels that *text* may mean, the most similar first."""
    labels = _labels_by_text(instrument)
    return tuple(labels[near] for near in get_close_matches(fold_text(text), labels, n=MOST_NEAR, cutoff=SIMILAR_LABEL))


def format_map(
    settled: Mapping[str, str],
    open_: Iterable[tuple[str, tuple[str, ...]]],
    words: Iterable[OpenWord] = (),
    roles: Iterable[OpenWord] = (),
) -> str:
    """Return a map of the columns that are *settled*, with a comment to complete for each one that is still *open_*.

    *words* are words of answers that could not be read, and *roles* words of roles: there are comments for them too.
    Every line can be read again, whatever the headings are; a heading of two columns that are about different things is
    left open.
    """
    columns = _by_heading(settled, open_)
    lines = [_map_entry(heading, name) for heading, name, _ in columns if name is not None]
    for heading, name, near in columns:
        if name is None:
            lines += _column_to_finish(heading, near)
    unread = [_word_to_finish(each) for each in words if each.cells >= LEAST_CELLS]
    if unread:
        asked = "  # Take away the # and write a value or a label, na, dk, pns or blank:\n"
        unread = ["answers:\n", asked, *unread]
    unknown = [_word_to_finish(each) for each in roles if each.cells >= LEAST_CELLS]
    if unknown:
        unknown = ["roles:\n", "  # Take away the # and write the id of a role:\n", *unknown]
    return f"format: {FORMAT}\ncolumns:{'' if lines else ' {}'}\n{''.join((*lines, *unknown, *unread))}"


class _Column(NamedTuple):
    """One heading in a map."""

    heading: str
    name: str | None
    """What the column is about; None if that is open."""
    near: tuple[str, ...] = ()


def _by_heading(settled: Mapping[str, str], open_: Iterable[tuple[str, tuple[str, ...]]]) -> list[_Column]:
    """Return one entry for each heading; headings that compare as equal have to be about the same."""
    found: dict[str, _Column] = {}
    every = (*(_Column(*each) for each in settled.items()), *(_Column(heading, None, near) for heading, near in open_))
    for each in every:
        key = fold_text(each.heading)
        before = found.setdefault(key, each)
        if before.name != each.name or not key:
            names = (name for one in (before, each) for name in (one.name, *one.near) if name)
            found[key] = _Column(before.heading, None, tuple(dict.fromkeys(names)))
    return list(found.values())


def _column_to_finish(heading: str, near: tuple[str, ...]) -> Iterator[str]:
    """Yield the comment for a column that is still open."""
    if not fold_text(heading):
        yield "  # A column without a heading cannot be named here; write one above it in the table.\n"
        return
    yield f"  # Take away the # and write a question's id, {', '.join(COLUMNS)}, or {IGNORE}:\n"
    yield _comment_out(_map_entry(heading, " or ".join(near) or IGNORE))


def _word_to_finish(word: OpenWord) -> str:
    """Return the comment for a word that could not be read."""
    likely = " or ".join(map(_double_quote, word.near)) or _double_quote("?")
    return _comment_out(_map_entry(word.text, likely))


def _comment_out(lines: str) -> str:
    """Return *lines* as comments."""
    return "".join(f"  # {line.removeprefix('  ')}" for line in lines.splitlines(keepends=True))


def _map_entry(key: str, value: str) -> str:
    """Return an entry of a mapping; a long key needs a line of its own."""
    quoted = _double_quote(key)
    return f"  {quoted}: {value}\n" if len(quoted) <= LONGEST_KEY else f"  ? {quoted}\n  : {value}\n"


def _double_quote(text: str) -> str:
    """Return *text* in double quotes."""
    return '"' + "".join(map(_escape_character, text)) + '"'


def _escape_character(character: str) -> str:
    """Return a *character* as a double-quoted text of YAML holds it; invisible ones are written by number."""
    if character in '"\\':
        return f"\\{character}"
    if character == " " or character.isprintable():
        return character
    number = ord(character)
    if 0xD800 <= number <= 0xDFFF:  # noqa: PLR2004 - half of a character, which no file can hold
        return "\\ufffd"
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004 - the lengths that YAML has
