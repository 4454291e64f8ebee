"""From a survey to a Word document for the quick import of Microsoft Forms: numbered questions, lettered answers.

Microsoft has not published the layout that this import accepts; this is one that people report to work.
"""

from collections.abc import Iterable, Iterator
from string import ascii_uppercase
from typing import NamedTuple

from speedbumps.office_files import new_word_document, word_bytes
from speedbumps.programs.survey import QuestionWording, Survey, Texts, default_text
from speedbumps.text import strip_controls

LETTERS = (*ascii_uppercase, *(f"{first}{second}" for first in "AB" for second in ascii_uppercase))
"""Before answers, more than any question has: A to Z, then AA to BZ."""


class NumberedQuestion(NamedTuple):
    """A question as the document prints it."""

    words: str
    answers: tuple[str, ...]
    """The labels of its answers; empty for amounts and own words."""


def word_document(survey: Survey) -> bytes:
    """Return the document: a title, then each question with a number, and its answers below it with letters."""
    title = _text_on_one_line(survey.title)
    document = new_word_document(title)
    document.add_heading(title, level=0)
    for number, question in enumerate(_numbered_questions(survey), start=1):
        document.add_paragraph(f"{number}. {question.words}")
        for letter, answer in zip(LETTERS, question.answers, strict=False):
            document.add_paragraph(f"{letter}. {answer}")
        document.add_paragraph()
    return word_bytes(document)


def _numbered_questions(survey: Survey) -> Iterator[NumberedQuestion]:
    if survey.roles:
        yield NumberedQuestion(
            _text_on_one_line(survey.asks_role), tuple(_text_on_one_line(role.label) for role in survey.roles)
        )
    for wording in _first_wordings(survey.wordings):
        yield NumberedQuestion(
            _words_with_id(wording), tuple(_text_on_one_line(choice.label) for choice in wording.choices)
        )


def _first_wordings(wordings: Iterable[QuestionWording]) -> Iterable[QuestionWording]:
    """Return each question once, in its first wording, which is the one for most people."""
    first: dict[str, QuestionWording] = {}
    for wording in wordings:
        first.setdefault(wording.question.id, wording)
    return first.values()


def _words_with_id(wording: QuestionWording) -> str:
    """Return the id of a question, by which its answers are recognised, the prompt of its scale, and its text."""
    parts = [
        f"{wording.question.id}.",
        *([_text_on_one_line(wording.prompt)] if wording.prompt else []),
        _text_on_one_line(wording.text),
    ]
    return " ".join([*parts, *([f"({_text_on_one_line(wording.unit)})"] if wording.unit else [])])


def _text_on_one_line(texts: Texts) -> str:
    """Return the text in the language that the form opens with, on one line."""
    return " ".join(strip_controls(default_text(texts)).split())
