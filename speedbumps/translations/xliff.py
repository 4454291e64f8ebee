"""Write and read XLIFF 1.2 files, which OmegaT, Weblate, Poedit and others work in.

Version 1.2, because OmegaT reads no later one by itself, and Weblate calls its support of 2.0 incomplete.
http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from speedbumps.diagnostics.codes import NOT_A_TRANSLATION
from speedbumps.diagnostics.problem import START, LoadResult, Problem, Span
from speedbumps.translations.returned import ExchangeFile, ExchangeText, ReturnedFile, ReturnedText, strip_for_xml

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

ENTITIES = {"\r": "&#13;"}

UNDONE = ("new", "needs-translation")
"""States in which some programs put the original in place of the translation."""

MARKED = "needs-review-translation"

TRANSPARENT = ("mrk",)
"""Tags that only say something of the text within them."""


def write_xliff(file: ExchangeFile) -> str:
    """Return *file* as an XLIFF file: the key of each text is its id; marked ones have to be looked at again."""
    about = {
        "original": f"{file.id}.yaml",
        "source-language": file.language,
        "target-language": file.into,
        "datatype": "plaintext",
        "product-name": file.id,
        "product-version": file.version,
    }
    units = (line for each in file.texts for line in _unit_lines(each))
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="1.2" xmlns="{NAMESPACE}">',
        f"  <file {_attributes(about)}>",
        "    <body>",
        *units,
        "    </body>",
        "  </file>",
        "</xliff>",
    )
    return "\n".join(lines) + "\n"


def _unit_lines(text: ExchangeText) -> Iterator[str]:
    source, longest = text.source, text.source.longest
    width = {"maxwidth": str(longest), "size-unit": "char"} if longest else {}
    about = {"id": source.key, "resname": source.key, **width, "xml:space": "preserve"}
    if text.text:
        about["approved"] = "no" if text.standing.again else "yes"
    yield f"      <trans-unit {_attributes(about)}>"
    yield f"        <source>{_escaped(source.original)}</source>"
    if text.text:
        state = MARKED if text.standing.again else "translated"
        yield f'        <target state="{state}">{_escaped(text.text)}</target>'
    for note in source.notes:
        yield f'        <note from="developer">{_escaped(note)}</note>'
    if text.standing.was is not None:
        yield f'        <note from="developer">{_escaped(f"The original was: {text.standing.was}")}</note>'
    yield "      </trans-unit>"


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(strip_for_xml(value))}" for name, value in values.items())


def _escaped(text: str) -> str:
    return escape(strip_for_xml(text), ENTITIES)


def read_xliff(path: str, text: str) -> LoadResult[ReturnedFile]:
    """Return what is in the XLIFF file *text*, or all of its problems; *path* is used in messages only.

    A file that declares entities of its own is refused before any of them is replaced.
    """
    parser = expat.ParserCreate("utf-8", " ")
    reader = _XliffReader(path, parser)
    parser.StartDoctypeDeclHandler = reader.start_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add_text
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        span = Span(error.lineno, error.offset + 1, error.lineno, error.offset + 2)
        reader.add_problem(f"this is not XML: {expat.ErrorString(error.code)}", span)
    except _DoctypeError:
        reader.add_problem("the file declares a document type, which no XLIFF file needs; take it out")
    if not reader.problems and not reader.texts:
        reader.add_problem("this is no XLIFF 1.2 file with texts", START)
    if reader.problems:
        return LoadResult(None, tuple(reader.problems))
    return LoadResult(ReturnedFile(path, reader.language, reader.language_span, tuple(reader.texts)))


class _DoctypeError(Exception):
    """Raised where a file could begin to declare entities."""


@dataclass
class _Unit:
    """A text as far as it has been read."""

    key: str
    approved: str | None
    span: Span
    original: str = ""
    text: str = ""
    state: str | None = None


@dataclass
class _XliffReader:
    """Collects the texts and the problems of an XLIFF file, tag by tag."""

    path: str
    parser: "XMLParserType"
    problems: list[Problem] = field(default_factory=list)
    texts: list[ReturnedText] = field(default_factory=list)
    language: str | None = None
    language_span: Span = START
    _unit: _Unit | None = None
    _inside: str | None = None
    """The tag, source or target, whose text is read."""
    _around: list[str] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def start_doctype(self, *_: object) -> None:
        raise _DoctypeError

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if not self._around and (name != "xliff" or namespace != NAMESPACE):
            version = attributes.get("version", "")
            self.add_problem(
                f"this is XLIFF {version}; save it as XLIFF 1.2"
                if name == "xliff" and version
                else "this is no XLIFF 1.2 file"
            )
        parent = self._around[-1] if self._around else ""
        self._around.append(name)
        if self._inside is not None:
            self._start_inline(name)
        elif name == "file":
            self._start_file(attributes)
        elif name == "trans-unit":
            self._unit = self._start_unit(attributes)
        elif self._unit is not None and parent == "trans-unit" and name in ("source", "target"):
            self._inside = name
            if name == "target":
                self._unit.state, self._unit.span = attributes.get("state"), self.here

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._around.pop()
        if name == self._inside and self._around[-1] == "trans-unit":
            self._inside = None
        elif name == "trans-unit" and self._unit is not None:
            self._close_unit(self._unit)
            self._unit = None

    def add_text(self, text: str) -> None:
        if self._unit is not None and self._inside == "source":
            self._unit.original += text
        elif self._unit is not None and self._inside == "target":
            self._unit.text += text

    @property
    def here(self) -> Span:
        """Return the place that is being read."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return Span(line, column, line, column + 1)

    def add_problem(self, message: str, span: Span | None = None) -> None:
        """Add a problem, where the file is being read if no *span* is given."""
        self.problems.append(Problem(self.path, span or self.here, NOT_A_TRANSLATION, message))

    def _start_file(self, attributes: dict[str, str]) -> None:
        language = attributes.get("target-language")
        if language and self.language is None:
            self.language, self.language_span = language, self.here

    def _start_unit(self, attributes: dict[str, str]) -> _Unit:
        key = attributes.get("resname") or attributes.get("id") or ""
        if key in self._seen:
            self.add_problem(f"'{key}' is given twice; it is in line {self._seen[key]} already")
        self._seen.setdefault(key, self.here.line)
        return _Unit(key, attributes.get("approved"), self.here)

    def _start_inline(self, name: str) -> None:
        if name not in TRANSPARENT:
            self.add_problem(f"there is a tag <{name}> in this text; texts here have none, so write it without")

    def _close_unit(self, unit: _Unit) -> None:
        copied = unit.state in UNDONE and unit.text == unit.original
        again = (unit.state or "").startswith("needs-") or unit.state == "new"
        text = "" if copied else unit.text
        self.texts.append(ReturnedText(unit.key, unit.original, text, again, None, unit.span))
