"""From an interview session to the file that stores it, which every command reads, and back."""

import json
from collections.abc import Iterator, Mapping

from speedbumps.forms.interview.session import NoAnswerError, parse_answer
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import PresentedQuestion
from speedbumps.text import strip_controls


def answers_yaml(about: PersonalAnswers, answers: Mapping[str, str], notes: Mapping[str, str]) -> str:
    """Return the text of the file: the fields of *about*, then the answers and notes."""
    return (
        "\n".join(
            [
                *_header_lines(about),
                *_mapping_lines("answers", answers),
                *(_mapping_lines("notes", notes) if notes else ()),
            ]
        )
        + "\n"
    )


def _header_lines(about: PersonalAnswers) -> Iterator[str]:
    yield f"format: {about.format}"
    yield f"questionnaire: {_yaml_string(about.questionnaire)}"
    yield f"version: {about.version}"
    yield f"form: {about.form}"
    for name in ("round", "role", "consent", "draft"):
        value = getattr(about, name)
        if value is not None:
            yield f"{name}: {_yaml_string(value)}"
    yield "school:"
    for name, value in about.school.model_dump(exclude_none=True, exclude_defaults=True).items():
        # JSON is YAML, so nested values need no writer of their own.
        yield f"  {name}: {json.dumps(value, ensure_ascii=False)}"


def _mapping_lines(name: str, texts: Mapping[str, str]) -> Iterator[str]:
    yield f"{name}:" if texts else f"{name}: {{}}"
    for question, text in texts.items():
        yield f"  {question}: {_yaml_string(text)}"


def _yaml_string(text: str) -> str:
    return json.dumps(strip_controls(text.replace("\r\n", "\n").replace("\t", " ")), ensure_ascii=False)


def normalise_answers(
    items: tuple[PresentedQuestion, ...], kept: Mapping[str, str], words: NonAnswers
) -> dict[str, str]:
    """Return the answers of a valid file as a session holds them; answers to other questions are unchanged."""
    by_id = {item.question.id: item for item in items}
    return {name: _normalise_answer(by_id.get(name), text, words) for name, text in kept.items()}


def _normalise_answer(item: PresentedQuestion | None, text: str, words: NonAnswers) -> str:
    if item is None:
        return text
    try:
        return parse_answer(item, text, words)
    except NoAnswerError:  # an answer in another language
        return text
