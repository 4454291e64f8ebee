"""A file in which people settle which column is about which question, and which words stand for roles and answers."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import KEY_TWICE, KIND, NOT_OFFERED, UNKNOWN_QUESTION, UNKNOWN_ROLE, WRONG_CELL
from speedbumps.diagnostics.problem import Loaded, Problem, refused
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.programs.private_columns import LEAST_CELLS
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.questionnaires.validate import fit
from speedbumps.responses.cells import BLANK_WORD, CODES, as_number, is_error
from speedbumps.text import folded

FORMAT = "speedbumps-map/1"
IGNORE = "ignore"
"""What a column is about that is not to be read."""

LONGEST_KEY = 900
"""Characters of a key in one line; YAML takes no more than 1,024 before the colon."""

MOST_NEAR = 3
"""Answers that are named as what a word may mean."""

NEAR = 0.6
"""How alike a word and a label are, from 0 to 1, from where one is named as what the other may mean."""


class OpenWord(NamedTuple):
    """A word in cells of questions that could not be read."""

    text: str
    cells: int
    near: tuple[str, ...] = ()
    """Labels that it may mean."""


def read_map(path: Path, instrument: Instrument) -> Loaded[ColumnMap]:
    """Return what the file at *path* settles about columns, roles and words, the words of answers folded.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if path.is_file() and path.suffix.lower() not in (".yaml", ".yml"):
        return refused(str(path), KIND, f"this is no map; a map is a .yaml file that begins: format: {FORMAT}")
    read = read_yaml(path)
    if read.value is None:
        return Loaded(None, read.problems)
    fitted = fit(ColumnMap, read.value)
    if fitted.value is None:
        return Loaded(None, fitted.problems)
    source, settled = read.value, fitted.value
    problems = (
        *_unknown_columns(source, settled, instrument),
        *_unknown_roles(source, settled, instrument),
        *_unknown_answers(source, settled, instrument),
        *_contradictions(source, settled),
    )
    return Loaded(None, problems) if problems else Loaded(_as_called(settled, instrument))


def _as_called(settled: ColumnMap, instrument: Instrument) -> ColumnMap:
    """Return the map with every name as it is written elsewhere; capital letters make no difference."""
    known, roles = _columns(instrument), _roles(instrument)
    return settled.model_copy(
        update={
            "columns": {heading: known[folded(name)] for heading, name in settled.columns.items()},
            "roles": {text: roles[folded(name)] for text, name in settled.roles.items()},
            "answers": {folded(text): answer for text, answer in settled.answers.items()},
        }
    )


def _columns(instrument: Instrument) -> dict[str, str]:
    """Return all that a column can be, as it is written, by its name in small letters."""
    return {folded(name): name for name in (*instrument.questions, *COLUMNS, IGNORE)}


def _roles(instrument: Instrument) -> dict[str, str]:
    return {folded(role.id): role.id for role in instrument.questionnaire.roles}


def _unknown_columns(source: Source, settled: ColumnMap, instrument: Instrument) -> Iterator[Problem]:
    known = _columns(instrument)
    for heading, name in settled.columns.items():
        if folded(name) not in known:
            near = did_you_mean(name, known.values())
            message = f"there is no question '{name}'{near}; write a question's id, or {IGNORE}"
            yield Problem(source.path, source.place(("columns", heading)), UNKNOWN_QUESTION, message)


def _unknown_roles(source: Source, settled: ColumnMap, instrument: Instrument) -> Iterator[Problem]:
    known = _roles(instrument)
    for text, name in settled.roles.items():
        if folded(name) not in known:
            there = known.values()
            message = f"there is no role '{name}'{did_you_mean(name, there)}; there is {', '.join(there)}"
            yield Problem(source.path, source.place(("roles", text)), UNKNOWN_ROLE, message)


def _unknown_answers(source: Source, settled: ColumnMap, instrument: Instrument) -> Iterator[Problem]:
    """Find answers that no scale has, and errors of spreadsheets, which never stand for an answer."""
    labels = _labels(instrument)
    known = {*labels, *CODES, BLANK_WORD, *(folded(word) for word in _no_answers(instrument))}
    for text, answer in settled.answers.items():
        place = source.place(("answers", text))
        if is_error(text):
            message = "an error of a spreadsheet cannot stand for an answer; correct it in the table"
            yield Problem(source.path, source.place(("answers", text), key=True), WRONG_CELL, message)
        elif folded(answer) not in known and not _is_value(answer, instrument):
            near = did_you_mean(answer, (*labels.values(), *CODES, BLANK_WORD))
            message = (
                f"no scale has the answer '{answer}'{near}; write a value or a label, or {', '.join(CODES)} or "
                f"{BLANK_WORD}"
            )
            yield Problem(source.path, place, NOT_OFFERED, message)


def _labels(instrument: Instrument) -> dict[str, str]:
    """Return the labels of all scales in all languages, by their folded form."""
    return {
        folded(point.label): point.label
        for each in (instrument.questionnaire, *instrument.languages)
        for scale in each.scales.values()
        for point in scale.points
    }


def _no_answers(instrument: Instrument) -> Iterator[str]:
    for each in (instrument.questionnaire, *instrument.languages):
        yield from (getattr(each.non_answers, kind) for kind in CODES)


def _is_value(answer: str, instrument: Instrument) -> bool:
    """Return whether *answer* is a value of some scale of points, or within the limits of some amount."""
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
    """Find keys that differ only in capitals, spaces or invisible characters, and say different things."""
    parts = {"columns": settled.columns, "roles": settled.roles, "answers": settled.answers}
    for part, entries in parts.items():
        first: dict[str, str] = {}
        for text, name in entries.items():
            if folded(first.setdefault(folded(text), name)) != folded(name):
                message = "an earlier line settles the same words differently; capitals and spaces make no difference"
                yield Problem(source.path, source.place((part, text), key=True), KEY_TWICE, message)


def open_words(unread: Mapping[str, int], instrument: Instrument) -> tuple[OpenWord, ...]:
    """Return the words that a map may name, the most frequent first.

    *unread* counts the cells of questions with points or amounts that could not be read, by what stands in them. Words
    in fewer than five cells are left out, since a rare one may tell who somebody is.
    """
    counted: dict[str, tuple[str, int]] = {}
    for text, cells in unread.items():
        written, before = counted.get(folded(text), (text, 0))
        counted[folded(text)] = written, before + cells
    often = [(text, cells) for text, cells in counted.values() if cells >= LEAST_CELLS and not is_error(text)]
    return tuple(
        OpenWord(text, cells, likely_answers(text, instrument))
        for text, cells in sorted(often, key=lambda each: (-each[1], each[0]))
    )


def open_roles(unread: Mapping[str, int], instrument: Instrument) -> tuple[OpenWord, ...]:
    """Return the words in the column of roles that a map may name, the most frequent first; see `open_words`."""
    roles = _roles(instrument)
    often = [(text, cells) for text, cells in unread.items() if cells >= LEAST_CELLS and not is_error(text)]
    return tuple(
        OpenWord(text, cells, tuple(roles[near] for near in get_close_matches(folded(text), roles, cutoff=NEAR)))
        for text, cells in sorted(often, key=lambda each: (-each[1], each[0]))
    )


def likely_answers(text: str, instrument: Instrument) -> tuple[str, ...]:
    """Return the labels that *text* may mean, the nearest first."""
    labels = _labels(instrument)
    return tuple(labels[near] for near in get_close_matches(folded(text), labels, n=MOST_NEAR, cutoff=NEAR))


def in_yaml(
    settled: Mapping[str, str],
    open_: Iterable[tuple[str, tuple[str, ...]]],
    words: Iterable[OpenWord] = (),
    roles: Iterable[OpenWord] = (),
) -> str:
    """Return a map of the columns that are *settled*, with a comment to finish for each one that is still *open_*.

    *words* are those of answers that could not be read, and *roles* those of roles: comments name them too. Every line
    can be read again, whatever the headings are; a heading that fits two columns which are about different things is
    left open.
    """
    columns = _by_heading(settled, open_)
    lines = [_entry(heading, name) for heading, name, _ in columns if name is not None]
    for heading, name, near in columns:
        if name is None:
            lines += _to_finish(heading, near)
    unread = [_word(each) for each in words if each.cells >= LEAST_CELLS]
    if unread:
        asked = "  # Take away the # and write a value or a label, na, dk, pns or blank:\n"
        unread = ["answers:\n", asked, *unread]
    unknown = [_word(each) for each in roles if each.cells >= LEAST_CELLS]
    if unknown:
        unknown = ["roles:\n", "  # Take away the # and write the id of a role:\n", *unknown]
    return f"format: {FORMAT}\ncolumns:{'' if lines else ' {}'}\n{''.join((*lines, *unknown, *unread))}"


class _Column(NamedTuple):
    heading: str
    name: str | None
    """What it is about; None if that is open."""
    near: tuple[str, ...] = ()


def _by_heading(settled: Mapping[str, str], open_: Iterable[tuple[str, tuple[str, ...]]]) -> list[_Column]:
    """Return one entry for each heading; headings that compare as the same have to be about the same."""
    found: dict[str, _Column] = {}
    every = (*(_Column(*each) for each in settled.items()), *(_Column(heading, None, near) for heading, near in open_))
    for each in every:
        key = folded(each.heading)
        before = found.setdefault(key, each)
        if before.name != each.name or not key:
            names = (name for one in (before, each) for name in (one.name, *one.near) if name)
            found[key] = _Column(before.heading, None, tuple(dict.fromkeys(names)))
    return list(found.values())


def _to_finish(heading: str, near: tuple[str, ...]) -> Iterator[str]:
    if not folded(heading):
        yield "  # A column without a heading cannot be named here; write one above it in the table.\n"
        return
    yield f"  # Take away the # and write a question's id, {', '.join(COLUMNS)}, or {IGNORE}:\n"
    yield _commented(_entry(heading, " or ".join(near) or IGNORE))


def _word(word: OpenWord) -> str:
    likely = " or ".join(map(_quoted, word.near)) or _quoted("?")
    return _commented(_entry(word.text, likely))


def _commented(lines: str) -> str:
    return "".join(f"  # {line.removeprefix('  ')}" for line in lines.splitlines(keepends=True))


def _entry(key: str, value: str) -> str:
    """Return an entry of a mapping; a long key needs a line of its own."""
    quoted = _quoted(key)
    return f"  {quoted}: {value}\n" if len(quoted) <= LONGEST_KEY else f"  ? {quoted}\n  : {value}\n"


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    """Return a *character* as it stands in a quoted text of YAML; one that nobody sees is written by its number."""
    if character in '"\\':
        return f"\\{character}"
    if character == " " or character.isprintable():
        return character
    number = ord(character)
    if 0xD800 <= number <= 0xDFFF:  # noqa: PLR2004 - half of a character, which no file can hold
        return "\\ufffd"
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004 - the lengths that YAML has
