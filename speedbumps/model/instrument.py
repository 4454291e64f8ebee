"""A questionnaire with all that belongs to it, ready to be asked and scored."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property

from speedbumps.model.actions import ActionLibrary
from speedbumps.model.questionnaire import Nation, Question, Questionnaire
from speedbumps.model.scalars import Frozen


class Origin(Frozen):
    """Where an inherited question comes from."""

    questionnaire: str
    version: str
    reworded: bool = False
    """It has other words here."""


class Instrument(Frozen):
    """A questionnaire and its action library, both without mistakes."""

    questionnaire: Questionnaire
    library: ActionLibrary | None = None
    origins: dict[str, Origin] = {}
    """The questions that a local questionnaire inherits; one of its own has no origin."""
    original: Questionnaire | None = None
    """The questionnaire in its own language, if this is a translation."""

    languages: tuple[Questionnaire, ...] = ()
    """The questionnaire in other languages, in which it may have been answered."""

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questionnaire.questions}

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Each question's fingerprint: alike only where the same thing is asked and counted the same way."""
        asked = self.original or self.questionnaire
        return {question.id: fingerprint(asked, question) for question in asked.questions}

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the whole: alike where every question has the same id and fingerprint."""
        return digest(sorted(self.fingerprints.items()))


def fingerprint(questionnaire: Questionnaire, question: Question) -> str:
    """The sha256 of what decides how *question* is understood and counted.

    That is: text, wordings, the scale's prompt, values, labels and positions, what it measures, and its condition.
    """
    scale = questionnaire.scales[question.scale]
    return digest(
        {
            "text": question.text,
            "wording": question.wording,
            "prompt": scale.prompt,
            "values": [point.value for point in scale.points],
            "labels": [point.label for point in scale.points],
            "positions": [point.position for point in scale.points],
            "measures": {target: [measure.key, measure.weight] for target, measure in question.measures.items()},
            "only_if": {other: list(answers) for other, answers in question.only_if.items()},
        }
    )


def filled(text: str, questionnaire: Questionnaire, nation: Nation | None) -> str:
    """The *text* with each {word} in the words of *nation*; where that is not known, in those of "other"."""
    if "{" not in text:
        return text
    words = questionnaire.words.get(nation or "other") or questionnaire.words.get("other") or {}
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def digest(value: object) -> str:
    """The sha256 of *value* as canonical JSON: the order of keys makes no difference."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
