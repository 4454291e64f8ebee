"""From a survey to a Word document for the quick import of Microsoft Forms: numbered questions, lettered answers.

What layout that import takes is not published; this is the one that people report to work.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from string import ascii_uppercase
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from speedbumps.programs.plain_table.write_workbook import MADE
from speedbumps.programs.survey import Line, Survey, Texts
from speedbumps.text import plain


class Question(NamedTuple):
    """A question as the document words it."""

    words: str
    answers: tuple[str, ...]
    """None for amounts and own words."""


def in_microsoft_forms(survey: Survey) -> bytes:
    """The document: a title, then every question with a number, and its answers below it with letters."""
    from docx import Document  # only this needs it

    document = Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", _line(survey.title)
    properties.created = properties.modified = MADE
    document.add_heading(_line(survey.title), level=0)
    for number, question in enumerate(_questions(survey), start=1):
        document.add_paragraph(f"{number}. {question.words}")
        for letter, answer in zip(ascii_uppercase, question.answers, strict=False):
            document.add_paragraph(f"{letter}. {answer}")
        document.add_paragraph()
    file = BytesIO()
    document.save(file)
    return _undated(file.getvalue())


def _questions(survey: Survey) -> Iterator[Question]:
    if survey.roles:
        yield Question(_line(survey.asks_role), tuple(_line(role.label) for role in survey.roles))
    for line in _in_the_words_for_most(survey.lines):
        yield Question(_words(line), tuple(_line(choice.label) for choice in line.choices))


def _in_the_words_for_most(lines: Iterable[Line]) -> Iterable[Line]:
    """Every question once, in its first wording."""
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line.question.id, line)
    return first.values()


def _words(line: Line) -> str:
    """The words of a question behind its id, by which its answers come home; what its scale asks comes between."""
    parts = [f"{line.question.id}.", *([_line(line.prompt)] if line.prompt else []), _line(line.text)]
    return " ".join([*parts, *([f"({_line(line.unit)})"] if line.unit else [])])


def _line(texts: Texts) -> str:
    """A text in the language that the form opens with, on one line."""
    return " ".join(plain(next(iter(texts.values()))).split())


def _undated(document: bytes) -> bytes:
    """The *document* without the time at which each of its parts was written, so that it has the same bytes again."""
    held = BytesIO()
    with ZipFile(BytesIO(document)) as dated, ZipFile(held, "w", ZIP_DEFLATED) as undated:
        for part in dated.infolist():
            undated.writestr(ZipInfo(part.filename), dated.read(part), ZIP_DEFLATED)
    return held.getvalue()
