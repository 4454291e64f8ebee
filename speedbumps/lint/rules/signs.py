"""Rules for how texts are written in a file: signs that look like others, and a text that ends too early."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pydantic import BaseModel

from speedbumps.diagnostics.problem import Span
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.diagnostics.signs import DASHES, FILLERS, LATIN, SAME, WIDE_AND_STYLED, OddSign, looks_like
from speedbumps.diagnostics.yaml_events import line_starts
from speedbumps.diagnostics.yaml_source import Source, WrittenScalar, is_plain
from speedbumps.questionnaires.file_kinds import holds_text
from speedbumps.text import INVISIBLE

FOREIGN = re.compile(
    "["
    + "".join(sorted(set(SAME) - {*DASHES, *LATIN[0]}))
    + "".join(f"{first}-{last}" for first, last in WIDE_AND_STYLED)
    + "]"
)
"""Matches a letter or sign that looks like one of a keyboard."""

HIDDEN = re.compile(f"{INVISIBLE.pattern}|[\x85\u2028\u2029{FILLERS}]")
"""Matches a sign that cannot be seen."""

JOINING = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e0fff]")
"""Matches a sign that belongs to the letter or the emoji before it; after a letter of ASCII it has no use."""

DIRECTING = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
"""Matches a sign that a text needs which is written from right to left, but for those that turn letters around."""

FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")

LETTER = re.compile(r"[A-Za-z]")

BEYOND_LATIN = "\u0370"
"""The first letter of the alphabets after the Latin one."""

WORD = re.compile(r"[^\W\d_]+")

OPENING, CLOSING = "“„«‘‚‹", "”“»’›"

VALUE_STARTS = ("", "\n", "\r", ":", "-", "[", "{", ",")
"""What stands before a value, but for spaces."""

REST_OF_LINE = re.compile(r"[^\r\n]{0,200}")
"""Matches what follows in the same line, as far as anybody looks at it."""

HASHES = (" #", "\t#")

FOR_TOOLS = re.compile(r"\s*(?:speedbumps:|yaml-language-server:|yamllint\b|noqa\b|prettier-|zizmor:)")
"""Matches a comment that is addressed to a program."""

SENTENCE_END = (".", "!", "?", "…", ".”", "!”", "?”")

REPEATED = 30
"""The most characters of a comment that a message repeats."""


class WrittenFile(NamedTuple):
    """A file as it is written, and the model of its kind, which says what is a text in it."""

    source: Source
    model: type[BaseModel]

    def texts(self) -> Iterator[WrittenScalar]:
        """Yield what people read, as opposed to names and words from lists."""
        return (each for each in self.source.scalars() if not each.is_key and holds_text(self.model, each.route))


def look_alike_letter(file: WrittenFile) -> Iterator[Fault]:
    r"""A letter in a text belongs to another alphabet, and looks like an ordinary one.

    Nobody sees it, but searches, screen readers and tables of answers take it for what it is: a label with such a
    letter is not the word that people type. It comes with texts that were copied. Type the letter anew.

    Bad, at 2:15:

    ```bytes
    "format: speedbumps-questionnaire/1\n"
    "title: What sl\xd0\xbews us down?\n"
    ```

    Good:

    ```yaml
    title: What slows us down?
    ```
    """
    if FOREIGN.search(file.source.beyond_ascii):
        yield from _first_signs(file, _foreign_letters)


def hidden_sign(file: WrittenFile) -> Iterator[Fault]:
    r"""A text holds a sign that cannot be seen.

    A space without width, a soft hyphen or a mark for the direction of writing comes with texts that were copied. It
    breaks words at odd places, hides a word from searches, or lets a line be read in another order. Delete it, together
    with the letters around it, and type these anew.

    Bad, at 2:18:

    ```bytes
    "format: speedbumps-questionnaire/1\n"
    "title: What slows\xe2\x80\x8b us down?\n"
    ```

    Good:

    ```yaml
    title: What slows us down?
    ```
    """
    if HIDDEN.search(file.source.beyond_ascii) or "\xa0" in file.source.beyond_ascii:
        yield from _first_signs(file, _hidden_signs)


def word_processor_quotes(file: WrittenFile) -> Iterator[Fault]:
    """A text stands between the quotes of a word processor, which are part of it then.

    Only `"` and `'` quote a text in a file; with any other quotes, people read them on the form, and a colon or a `#`
    between them is not protected. Write straight quotes, or none; if people should see the quotes, put straight ones
    around them.

    Bad, at 1:8:

    ```yaml
    title: “What slows us down?”
    ```

    Good:

    ```yaml
    title: "What slows us down?"
    ```
    """
    if any(_begins_values(quote, file.source.text) for quote in OPENING if quote in file.source.beyond_ascii):
        for text in file.texts():
            if is_plain(text.event) and _is_quoted(text.event.value):
                quotes = f"{text.event.value[0]} and {text.event.value[-1]}"
                yield Fault(text.route, f'people read the quotes {quotes} too; write " in place of both, or no quotes')


def text_cut_short(file: WrittenFile) -> Iterator[Fault]:
    """A text ends at a `#`, from which on YAML reads a comment.

    Nobody is shown what follows. Put the whole text in quotes if the `#` belongs to it. If a comment is meant, write
    two spaces before the `#` and one behind it; a comment behind a whole sentence needs one space only.

    Bad, at 1:19:

    ```yaml
    title: What slows #1 of our aims?
    ```

    Good:

    ```yaml
    title: "What slows #1 of our aims?"
    ```
    """
    comments = (_comment_at(place, file.source.text) for place in _places_of(HASHES, file.source.text))
    cuts = {comment.after: comment for comment in comments if comment is not None and not comment.is_meant}
    if not cuts:
        return
    starts = line_starts(file.source.text)
    for text in file.texts():
        end = text.event.end_mark
        found = cuts.get(end.index) if end is not None and is_plain(text.event) else None
        if found is None or (text.event.value.endswith(SENTENCE_END) and found.words.startswith(" ")):
            continue
        shown = found.words if len(found.words) <= REPEATED else f"{found.words[: REPEATED - 1]}…"
        message = f"the text ends here, and '#{shown}' is a comment; put the whole text in quotes"
        if found.words.startswith(" "):
            message += ", or write two spaces before a comment"
        place = _span_at(found.after + len(found.space), starts, 1 + len(found.words))
        yield Fault(text.route, message, at=place)


class _Comment(NamedTuple):
    """A comment behind something in its line."""

    after: int
    """The offset at which what stands before it ends."""
    space: str
    words: str

    @property
    def is_meant(self) -> bool:
        """Return whether it was surely meant as a comment."""
        apart = self.space != " " and not self.words[:1].isalnum()
        return apart or not self.words.strip() or FOR_TOOLS.match(self.words) is not None


def _places_of(signs: Iterable[str], text: str) -> Iterator[int]:
    """Yield the offset of each of *signs* in *text*."""
    for sign in signs:
        place = text.find(sign)
        while place >= 0:
            yield place
            place = text.find(sign, place + 1)


def _comment_at(place: int, text: str) -> _Comment | None:
    """Return the comment before whose `#` a space stands at *place*; None if nothing else stands before it."""
    after = _end_before(place, text)
    words = REST_OF_LINE.match(text, place + 2)
    if after == 0 or text[after - 1] in "\r\n" or words is None:
        return None
    return _Comment(after, text[after : place + 1], words[0].rstrip())


def _end_before(place: int, text: str) -> int:
    """Return the offset at which what stands before *place* ends, but for spaces."""
    while place and text[place - 1] in " \t":
        place -= 1
    return place


def _begins_values(quote: str, text: str) -> bool:
    """Return whether *quote* stands where a value begins: at the start of a line, or behind a key or a dash."""
    ends = (_end_before(place, text) for place in _places_of([quote], text))
    return any(text[max(end - 1, 0) : end] in VALUE_STARTS for end in ends)


def _is_quoted(words: str) -> bool:
    """Return whether *words* stand as a whole between quotes of a word processor."""
    if len(words) < len("“x”") or words[0] not in OPENING or words[-1] not in CLOSING:
        return False
    return not any(sign in words[1:-1] for sign in (words[0], words[-1]))


def _foreign_letters(words: str) -> Iterator[OddSign]:
    """Yield the letters of *words* that only look like ordinary ones: those in a word or a text with ordinary ones.

    A text in the other alphabet has letters that look like none of ours.
    """
    found = [*FOREIGN.finditer(words)]
    if not found or not LETTER.search(words):
        return
    whole = all(looks_like(letter) for letter in words if letter.isalpha() and letter >= BEYOND_LATIN)
    mixed = [word.span() for word in WORD.finditer(words) if _is_mixed(word[0])]
    for each in found:
        if whole or any(start <= each.start() < end for start, end in mixed):
            yield OddSign(each.start(), each[0], looks_like(each[0]))


def _is_mixed(word: str) -> bool:
    return not word.isascii() and any(map(str.isascii, word))


def _hidden_signs(words: str) -> Iterator[OddSign]:
    """Yield the signs of *words* that cannot be seen and have no use where they stand, and spaces at the ends."""
    right = FROM_THE_RIGHT.search(words) is not None
    for found in HIDDEN.finditer(words):
        before = words[found.start() - 1 : found.start()]
        joins = JOINING.fullmatch(found[0]) and not before.isascii()
        if not joins and not (right and DIRECTING.fullmatch(found[0])):
            yield OddSign(found.start(), found[0], "")
    for offset in (0, len(words) - 1):
        if words[offset : offset + 1] == "\xa0":
            yield OddSign(offset, "\xa0", " ")


def _first_signs(file: WrittenFile, find: Callable[[str], Iterator[OddSign]]) -> Iterator[Fault]:
    """Yield a fault at the first of the signs that *find* yields in each text."""
    starts = line_starts(file.source.text)
    for text in file.texts():
        start, end = text.event.start_mark, text.event.end_mark
        found = list(find(file.source.text[start.index : end.index])) if start is not None and end is not None else []
        if found and start is not None:
            more = f" (and {len(found) - 1} more in this text)" if len(found) > 1 else ""
            yield Fault(text.route, f"{found[0].message}{more}", at=_span_at(start.index + found[0].offset, starts, 1))


def _span_at(offset: int, starts: list[int], length: int) -> Span:
    """Return the span of *length* characters from *offset* on, in a text whose lines begin at *starts*."""
    line = bisect_right(starts, offset)
    column = offset - starts[line - 1] + 1
    return Span(line, column, line, column + length)


CHECKS: tuple[Check[WrittenFile], ...] = (
    Check("SB107", look_alike_letter),
    Check("SB108", hidden_sign),
    Check("SB109", word_processor_quotes),
    Check("SB110", text_cut_short),
)
