"""From a sitting to the file that keeps it, which every command reads, and back."""

import json
from collections.abc import Iterator, Mapping

from speedbumps.forms.interview.session import NoAnswerError, understood
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import Item
from speedbumps.text import plain


def in_yaml(about: PersonalAnswers, answers: Mapping[str, str], notes: Mapping[str, str]) -> str:
    """The file: *about* whom, then what was answered."""
    return "\n".join([*_about(about), *_listed("answers", answers), *(_listed("notes", notes) if notes else ())]) + "\n"


def _about(about: PersonalAnswers) -> Iterator[str]:
    yield f"format: {about.format}"
    yield f"questionnaire: {_quoted(about.questionnaire)}"
    yield f"version: {about.version}"
    yield f"form: {about.form}"
    for name in ("round", "role", "consent", "draft"):
        value = getattr(about, name)
        if value is not None:
            yield f"{name}: {_quoted(value)}"
    yield "school:"
    for name, value in about.school.model_dump(exclude_none=True, exclude_defaults=True).items():
        # JSON is YAML, so that what is nested needs no writer of its own.
        yield f"  {name}: {json.dumps(value, ensure_ascii=False)}"


def _listed(name: str, texts: Mapping[str, str]) -> Iterator[str]:
    yield f"{name}:" if texts else f"{name}: {{}}"
    for question, text in texts.items():
        yield f"  {question}: {_quoted(text)}"


def _quoted(text: str) -> str:
    return json.dumps(plain(text.replace("\r\n", "\n").replace("\t", " ")), ensure_ascii=False)


def understood_again(items: tuple[Item, ...], kept: Mapping[str, str], words: NonAnswers) -> dict[str, str]:
    """The answers that a sound file keeps, as a sitting holds them; those to other questions stay as they are."""
    by_id = {item.question.id: item for item in items}
    return {name: _again(by_id.get(name), text, words) for name, text in kept.items()}


def _again(item: Item | None, text: str, words: NonAnswers) -> str:
    if item is None:
        return text
    try:
        return understood(item, text, words)
    except NoAnswerError:  # in the words of another language
        return text
