"""A valid questionnaire with everything that belongs to it, and fingerprints of its questions."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property

from speedbumps.model.actions import ActionLibrary
from speedbumps.model.conditions import allowed_codes
from speedbumps.model.history import RecordedVersion, kept_fingerprints
from speedbumps.model.queries import facets, scale_of
from speedbumps.model.questionnaire import Nation, Question, Questionnaire
from speedbumps.model.scalars import Frozen
from speedbumps.text import fold_spaces


class Origin(Frozen):
    """The questionnaire that an inherited question comes from."""

    questionnaire: str
    version: str
    reworded: bool = False
    """Whether it has other words here."""


class Instrument(Frozen):
    """A questionnaire and its action library, both valid."""

    questionnaire: Questionnaire
    library: ActionLibrary | None = None
    origins: dict[str, Origin] = {}
    """By question id: the origin of each question that a local questionnaire inherits."""
    original: Questionnaire | None = None
    """The questionnaire in its own language, if this is a translation."""
    draft: bool = False
    """Whether this is a translation that no named translator has checked."""
    languages: tuple[Questionnaire, ...] = ()
    """Translations in which it may have been answered."""
    earlier: tuple[RecordedVersion, ...] = ()
    """What the recorded versions of the questionnaire asked, the oldest first."""

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Return the questions by their ids."""
        return {question.id: question for question in self.questionnaire.questions}

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Return the fingerprint of each question by its id, the same for all translations.

        A question whose words were corrected, and that is recorded to mean the same, keeps the one of before.
        """
        asked = self.original or self.questionnaire
        return {question.id: self.kept_print(question.id, fingerprint(asked, question)) for question in asked.questions}

    def kept_print(self, question: str, print_: str) -> str:
        """Return the fingerprint that *question* keeps where its own is *print_*: perhaps that of earlier words."""
        return self._same_meaning.get((question, print_), print_)

    @cached_property
    def _same_meaning(self) -> Mapping[tuple[str, str], str]:
        return kept_fingerprints(self.earlier)

    @cached_property
    def fingerprint(self) -> str:
        """Return the fingerprint of the whole: equal if all questions have the same ids and fingerprints."""
        return digest(sorted(self.fingerprints.items()))


def fingerprint(questionnaire: Questionnaire, question: Question) -> str:
    """Return the SHA-256, in hexadecimal digits, of all that decides how *question* is understood and scored.

    That is: its text and wordings, what to choose if there was no such event, the scale's prompt, values, labels and
    positions, what it measures, and its condition; of a choice also its options, and how many may be chosen; of a facet
    with a table also this. Runs of spaces and line ends count as one space. Equal fingerprints mean that answers are
    comparable.
    """
    scale = scale_of(questionnaire, question)
    choice = scale.choice
    later = {"if_none": question.if_none} if question.if_none else {}
    tables = {name: sorted(facet.table.items()) for name, facet in facets(questionnaire) if facet.table}
    tables = {name: table for name, table in tables.items() if name in question.measures}
    among = {"most": choice.most, "options": [[each.id, each.label] for each in choice.among]} if choice else None
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
            # Only where there are any, so that other questions keep the fingerprints of before they could be written.
            **({"choice": among} if among else {}),
            **({"table": tables} if tables else {}),
            **later,
        }
    )


def counted_fingerprint(questionnaire: Questionnaire, question: Question) -> str:
    """Return the SHA-256 of all that decides how *question* is scored, without its words and those of its answers."""
    scale = scale_of(questionnaire, question)
    scales = {each.id: scale_of(questionnaire, each) for each in questionnaire.questions}
    choice = scale.choice
    return digest(
        {
            "values": [point.value for point in scale.points],
            "positions": [point.position for point in scale.points],
            "measures": {target: [measure.key, measure.weight] for target, measure in question.measures.items()},
            "only_if": {
                other: allowed_codes(scales[other], answers) if other in scales else list(answers)
                for other, answers in question.only_if.items()
            },
            "choice": [choice.most, *(each.id for each in choice.among)] if choice else None,
        }
    )


def fill_placeholders(text: str, questionnaire: Questionnaire, nation: Nation | None) -> str:
    """Return *text* with each {placeholder} replaced by the words of *nation*, or of "other" if it has none."""
    if "{" not in text:
        return text
    for name, word in _words_of(questionnaire, nation).items():
        text = text.replace(f"{{{name}}}", word)
    return text


def _words_of(questionnaire: Questionnaire, nation: Nation | None) -> Mapping[str, str]:
    return questionnaire.words.get(nation or "other") or questionnaire.words.get("other") or {}


def asked_bodies(questionnaire: Questionnaire, nation: Nation | None) -> tuple[str, ...]:
    """Return the words of *nation* for those whom facets name by a {placeholder} in `ask_whom`."""
    words = _words_of(questionnaire, nation)
    asked = [facet.ask_whom for barrier in questionnaire.barriers for facet in barrier.facets if facet.ask_whom]
    return tuple(word for name, word in words.items() if any(f"{{{name}}}" in text for text in asked))


def digest(value: object) -> str:
    """Return the SHA-256 of *value* as canonical JSON, in hexadecimal digits.

    The order of keys has no effect, and neither has how texts are laid out: runs of spaces and line ends are one space.
    """
    canonical = json.dumps(_fold_texts(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _fold_texts(value: object) -> object:
    """Return the plain *value* with single spaces in all of its texts."""
    match value:
        case str():
            return fold_spaces(value)
        case dict():
            return {key: _fold_texts(item) for key, item in value.items()}
        case list() | tuple():
            return [_fold_texts(item) for item in value]
        case _:
            return value
