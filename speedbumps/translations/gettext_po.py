"""Write and read .po files, the format of gettext, which Poedit, Weblate, OmegaT and others work in.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from speedbumps.diagnostics.codes import NOT_A_TRANSLATION
from speedbumps.diagnostics.problem import START, LoadResult, Problem, Span
from speedbumps.diagnostics.yaml_edit import comment_text
from speedbumps.translations.returned import ExchangeFile, ExchangeText, ReturnedFile, ReturnedText

HEADER = (
    "Project-Id-Version: {id} {version}\n"
    "PO-Revision-Date: \n"
    "Last-Translator: \n"
    "Language-Team: \n"
    "Language: {into}\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "X-Source-Language: {language}\n"
)

LINE = re.compile("\r\n|\r|\n")

KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr\[\d+\]|msgstr)\s*(.*)")

QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')

ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))")

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", '"': '"', "\\": "\\", "'": "'"}

SIGNS = {sign: f"\\{name}" for name, sign in ESCAPES.items() if sign != "'"}

CONTROL_SIGN = re.compile(r'["\\\x00-\x1f\x7f]')

LANGUAGE = re.compile(r"^Language:[ \t]*(\S+)", re.MULTILINE | re.IGNORECASE)


def write_po(file: ExchangeFile) -> str:
    """Return *file* as a .po file: the key of each text is its context, and fuzzy ones have to be looked at again."""
    header = HEADER.format(
        id=file.id, version=file.version, into=file.into.replace("-", "_"), language=file.language.replace("-", "_")
    )
    entries = ("\n".join(_entry_lines(each)) for each in file.texts)
    return "\n\n".join(("\n".join((*_field_lines("msgid", ""), *_field_lines("msgstr", header))), *entries)) + "\n"


def _entry_lines(text: ExchangeText) -> Iterator[str]:
    yield from (f"#. {comment_text(note)}" for note in text.source.notes)
    if text.standing.again:
        yield "#, fuzzy"
        if text.standing.was is not None:
            yield from (f"#| {line}" for line in _field_lines("msgid", text.standing.was))
    yield from _field_lines("msgctxt", text.source.key)
    yield from _field_lines("msgid", text.source.original)
    yield from _field_lines("msgstr", text.text)


def _field_lines(keyword: str, text: str) -> Iterator[str]:
    """Yield the lines of a field; a text of several lines begins below its keyword."""
    parts = re.findall(r"[^\n]*\n|[^\n]+", text)
    quoted = [f'"{CONTROL_SIGN.sub(_escape, part)}"' for part in parts] or ['""']
    if len(quoted) == 1:
        yield f"{keyword} {quoted[0]}"
        return
    yield f'{keyword} ""'
    yield from quoted


def _escape(found: re.Match[str]) -> str:
    return SIGNS.get(found[0], f"\\{ord(found[0]):03o}")


def read_po(path: str, text: str) -> LoadResult[ReturnedFile]:
    """Return what is in the .po file *text*, or all of its problems; *path* is used in messages only."""
    reader = _PoReader(path)
    for number, line in enumerate(LINE.split(text), start=1):
        reader.read_line(number, line)
    reader.close_entry()
    if not reader.problems and not reader.texts:
        reader.add_problem(START, "this is no .po file with texts")
    if reader.problems:
        return LoadResult(None, tuple(reader.problems))
    return LoadResult(ReturnedFile(path, reader.language, reader.language_span, tuple(reader.texts)))


@dataclass
class _PoEntry:
    """The fields of an entry as far as they have been read."""

    texts: dict[str, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    """The fields of the entry before the original changed."""
    lines: dict[str, int] = field(default_factory=dict)
    fuzzy: bool = False


@dataclass
class _PoReader:
    """Collects the entries and the problems of a .po file, line by line."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    texts: list[ReturnedText] = field(default_factory=list)
    language: str | None = None
    language_span: Span = START
    _entry: _PoEntry = field(default_factory=_PoEntry)
    _keyword: str | None = None
    """The field that a line with nothing but quotes continues."""
    _seen: dict[str, int] = field(default_factory=dict)

    def read_line(self, number: int, line: str) -> None:
        written = line.strip()
        if written.startswith("#~"):  # an entry that the program keeps, and that is in use no more
            self.close_entry()
        elif written.startswith("#|"):
            self._begin_next(after="msgstr")
            self._read_field(number, line, written[2:].strip(), self._entry.previous)
        elif written.startswith("#"):
            self._begin_next(after="msgstr")
            if written.startswith("#,"):
                self._entry.fuzzy |= "fuzzy" in {flag.strip() for flag in written[2:].split(",")}
        elif written:
            self._read_field(number, line, written, self._entry.texts)

    def _begin_next(self, after: str) -> None:
        """Close the entry if its last field has been read."""
        if after in self._entry.texts:
            self.close_entry()

    def _read_field(self, number: int, line: str, written: str, into: dict[str, str]) -> None:
        """Read a keyword with its text, or a text that continues the one above."""
        column = line.index(written) + 1
        found = KEYWORD.fullmatch(written)
        if found is not None:
            keyword, quoted = found[1], found[2]
            if into is self._entry.texts and (keyword == "msgctxt" or (keyword == "msgid" and "msgid" in into)):
                self._begin_next(after="msgid")
                into = self._entry.texts
            if keyword == "msgid_plural" or keyword.startswith("msgstr["):
                self.add_problem(
                    _line_span(number, column, line), "this text has no plural; write one msgid and one msgstr"
                )
                keyword = keyword.partition("[")[0]
            elif keyword in into:
                self.add_problem(_line_span(number, column, line), f"{keyword} is given twice in one entry")
            self._keyword = keyword
            into[keyword] = ""
            if into is self._entry.texts:
                self._entry.lines[keyword] = number
        elif written.startswith('"') and self._keyword in into:
            quoted = written
        else:
            self._keyword = None
            self.add_problem(
                _line_span(number, column, line), "this line cannot be read; a text is in quotes, after its keyword"
            )
            return
        into[self._keyword or ""] += self._unquote(number, line, quoted)

    def _unquote(self, number: int, line: str, quoted: str) -> str:
        found = QUOTED.fullmatch(quoted.strip())
        if found is None:
            at = _line_span(number, line.find(quoted) + 1 if quoted else len(line) + 1, line)
            self.add_problem(at, 'a text begins and ends with a quote, and quotes within it are written \\"')
            return ""

        def sign(escape: re.Match[str]) -> str:
            octal, hexadecimal, name = escape.groups()
            if octal or hexadecimal:
                return chr(int(octal, 8) if octal else int(hexadecimal, 16))
            if name not in ESCAPES:
                self.add_problem(
                    _line_span(number, line.find(escape[0]) + 1, line), f"\\{name} is no character; write \\\\"
                )
            return ESCAPES.get(name, "")

        return ESCAPE.sub(sign, found[1])

    def close_entry(self) -> None:
        """Take the entry that has been read, and begin another."""
        entry, self._entry, self._keyword = self._entry, _PoEntry(), None
        if not entry.texts:
            return
        first = min(entry.lines.values())
        for keyword in ("msgid", "msgstr"):
            if keyword not in entry.texts:
                self.add_problem(_line_span(first, 1, ""), f"this entry has no {keyword}")
                return
        if not entry.texts["msgid"] and "msgctxt" not in entry.texts:
            self._read_header(entry)
            return
        key, line = entry.texts.get("msgctxt", ""), entry.lines["msgstr"]
        if key and key in self._seen:
            self.add_problem(
                _line_span(first, 1, ""), f"'{key}' is given twice; it is in line {self._seen[key]} already"
            )
        self._seen.setdefault(key, first)
        self.texts.append(
            ReturnedText(
                key,
                entry.texts["msgid"],
                entry.texts["msgstr"],
                entry.fuzzy,
                entry.previous.get("msgid"),
                _line_span(line, 1, ""),
            )
        )

    def _read_header(self, entry: _PoEntry) -> None:
        found = LANGUAGE.search(entry.texts["msgstr"])
        if found is not None:
            self.language, self.language_span = found[1], _line_span(entry.lines["msgstr"], 1, "")

    def add_problem(self, span: Span, message: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(self.path, span, NOT_A_TRANSLATION, message))


def _line_span(number: int, column: int, line: str) -> Span:
    """Return the rest of a *line* from *column* on; without the line, its beginning."""
    return Span(number, column, number, max(len(line), column) + 1)
