"""What translators are told about a text: what it is, what is asked beside it, and which words stay."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from speedbumps.model.actions import Action, ActionLibrary, ActionWording, Evidence
from speedbumps.model.field_notes import field_notes
from speedbumps.model.points import Point
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import (
    LONGEST_TITLE,
    Amount,
    Band,
    Barrier,
    ChoiceOption,
    Facet,
    Form,
    NonAnswers,
    Notice,
    Question,
    Questionnaire,
    Role,
    Scale,
)
from speedbumps.model.scalars import Frozen
from speedbumps.questionnaires.references import PLACEHOLDER

CAPITAL = re.compile("([A-Z])")

MODELS: tuple[tuple[re.Pattern[str], type[Frozen]], ...] = tuple(
    (re.compile(pattern), model)
    for pattern, model in (
        (r"roles\.[^.]+\.(\w+)", Role),
        (r"non_answers\.(\w+)", NonAnswers),
        (r"scales\.[^.]+\.points\..+", Point),
        (r"scales\.[^.]+\.choice\.among\..+", ChoiceOption),
        (r"scales\.[^.]+\.(unit)", Amount),
        (r"scales\.[^.]+\.(\w+)", Scale),
        (r"barriers\.[^.]+\.facets\.[^.]+\.(\w+)", Facet),
        (r"barriers\.[^.]+\.(\w+)", Barrier),
        (r"questions\.[^.]+\.(\w+)(?:\..+)?", Question),
        (r"forms\.[^.]+\.(\w+)", Form),
        (r"scoring\.bands\.[^.]+\.(\w+)", Band),
        (r"privacy\.notice\.(\w+)", Notice),
        (r"library\.(\w+)", ActionLibrary),
        (r"actions\.[^.]+\.wording\.[^.]+\.(\w+)", ActionWording),
        (r"actions\.[^.]+\.evidence\.(\w+)", Evidence),
        (r"actions\.[^.]+\.(\w+)", Action),
        (r"(\w+)(?:\..+)?", Questionnaire),
    )
)
"""The keys of texts, with the models that they stand in. The group is the field; without one, it is the label."""


def notes_on(questionnaire: Questionnaire, key: str, text: str) -> Iterator[str]:
    """Yield what a translator should know of the *text* called *key*, a sentence or two each."""
    model, field = _field_of(key)
    name = CAPITAL.sub(r" \1", model.__name__).lower().strip().capitalize()
    yield f"{name}: {' '.join(_notes_of(model)[field].split())}"
    yield from _notes_from_others(questionnaire, key.split("."))
    for name in sorted(set(PLACEHOLDER.findall(text))):
        examples = dict.fromkeys(words[name] for words in questionnaire.words.values() if name in words)
        yield f"Keep {{{name}}} as it is. It stands for: {'; '.join(examples)}."
    longest = longest_of(key)
    if longest is not None:
        yield f"At most {longest} characters."


def longest_of(key: str) -> int | None:
    """Return the most characters that the text called *key* may have; None if there is no limit."""
    return LONGEST_TITLE if _field_of(key) in ((Facet, "title"), (Facet, "strength")) else None


def _notes_from_others(questionnaire: Questionnaire, steps: list[str]) -> Iterator[str]:
    """Yield what is shown beside the text: the scale's prompt, and the role that has words of its own."""
    match steps:
        case ["questions", name, "text" | "wording", *role]:
            (question,) = (each for each in questionnaire.questions if each.id == name)
            scale = scale_of(questionnaire, question)
            yield from (f"For the role “{each.title}”." for each in questionnaire.roles if [each.id] == role)
            if scale.prompt:
                yield f"Asked below: “{scale.prompt}”"
        case ["scales", name, "points", *_]:
            prompt = questionnaire.scales[name].prompt
            if prompt:
                yield f"An answer to: “{prompt}”"


@lru_cache(maxsize=32)
def _notes_of(model: type[Frozen]) -> Mapping[str, str]:
    return field_notes(model)


def _field_of(key: str) -> tuple[type[Frozen], str]:
    """Return the model, and the field of it, that the text called *key* stands in."""
    for pattern, model in MODELS:
        found = pattern.fullmatch(key)
        if found is not None:
            return model, found[1] if pattern.groups else "label"
    raise KeyError(key)
