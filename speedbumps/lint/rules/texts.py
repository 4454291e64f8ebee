"""From a file to the texts in it that people read, with the listed words in each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.model.actions import Action, ActionLibrary
from speedbumps.model.overlay import Overlay, Reword
from speedbumps.model.questionnaire import NATIONS, Nation, Question, Questionnaire, Role, Scale
from speedbumps.model.scalars import Frozen
from speedbumps.questionnaires.word_lists import Found, Words, masked, search

Texts = Iterator[tuple[Route, str]]

FACET_TEXTS = ("title", "about", "quick_sign", "lasting_outcome", "ask_others")

ACTION_TEXTS = ("title", "first_step", "owner", "involve", "stop", "protects", "success", "watch_out")


class Stem(NamedTuple):
    """A question in the words that some people read: its text, or a role's own wording."""

    route: Route
    text: str
    """With a word of the same length for each {word}."""
    found: tuple[Found, ...]
    question: Question
    role: str | None = None
    """Whose wording it is; None for everyone who has no other."""
    scale: Scale | None = None


class Passage(NamedTuple):
    """Any other text with listed words in it."""

    route: Route
    found: tuple[Found, ...]
    nations: tuple[Nation, ...] = ()
    """Where it is read, in an action library. Elsewhere a passage may speak of one nation: a role's title has to."""


class Prose(NamedTuple):
    """What people read in a file."""

    language: str
    stems: tuple[Stem, ...] = ()
    passages: tuple[Passage, ...] = ()
    roles: tuple[Role, ...] = ()
    scales: Mapping[str, Scale] = {}
    """Those that this file itself describes."""
    plain: frozenset[str] = frozenset()
    """Letters in a row that everybody knows."""

    @property
    def english(self) -> bool:
        """Whether the rules of English apply."""
        return self.language.partition("-")[0] == "en"

    @property
    def texts(self) -> tuple[Stem | Passage, ...]:
        """Everything in which words were found or can be wrong."""
        return (*self.stems, *self.passages)


def of_questionnaire(questionnaire: Questionnaire, words: Words) -> Prose:
    """What people read in *questionnaire*."""
    stems = _questions(questionnaire.questions, questionnaire.scales, words)
    return Prose(
        questionnaire.language,
        tuple(stems),
        tuple(_passages(_around(questionnaire), words)),
        questionnaire.roles,
        questionnaire.scales,
        words.plain,
    )


def of_overlay(overlay: Overlay, whole: Questionnaire, words: Words) -> Prose:
    """What people read in *overlay* that is not inherited; *whole* is the questionnaire with the overlay in it."""
    by_id = {question.id: question for question in whole.questions}
    reworded = (
        stem
        for name, reword in overlay.reword.items()
        if name in by_id
        for stem in _stems(("reword", name), reword, by_id[name], whole.scales.get(by_id[name].scale), words)
    )
    stems = (*_questions(overlay.questions, whole.scales, words), *reworded)
    return Prose(
        whole.language, stems, tuple(_passages(_added(overlay), words)), whole.roles, overlay.scales, words.plain
    )


def of_actions(library: ActionLibrary, words: Words) -> Prose:
    """What people read in an action *library*."""
    passages = (
        passage
        for place, action in enumerate(library.actions)
        for passage in _passages(_action(action, ("actions", place)), words, _nations(action))
    )
    worded = (
        passage
        for place, action in enumerate(library.actions)
        for nation, wording in action.wording.items()
        for passage in _passages(
            _fields(wording, ("actions", place, "wording", nation), ACTION_TEXTS), words, (nation,)
        )
    )
    return Prose(library.language, passages=(*passages, *worded))


def readers(stem: Stem, roles: Iterable[Role]) -> tuple[Role, ...]:
    """The *roles* that read *stem*."""
    question = stem.question
    if stem.role is not None:
        return tuple(role for role in roles if role.id == stem.role)
    asked = tuple(role for role in roles if not question.asked_of or role.id in question.asked_of)
    return tuple(role for role in asked if role.id not in question.wording) or asked


def _questions(questions: Iterable[Question], scales: Mapping[str, Scale], words: Words) -> Iterator[Stem]:
    for place, question in enumerate(questions):
        yield from _stems(("questions", place), question, question, scales.get(question.scale), words)


def _stems(
    here: Route, worded: Question | Reword, question: Question, scale: Scale | None, words: Words
) -> Iterator[Stem]:
    """The *question* as it is *worded* there."""
    if worded.text is not None:
        text = masked(worded.text)
        yield Stem((*here, "text"), text, search(words.in_questions, text), question, None, scale)
    for role, other in worded.wording.items():
        text = masked(other)
        yield Stem((*here, "wording", role), text, search(words.in_questions, text), question, role, scale)


def _passages(texts: Texts, words: Words, nations: tuple[Nation, ...] = ()) -> Iterator[Passage]:
    for route, text in texts:
        found = search(words.in_any_text, masked(text))
        if found:
            yield Passage(route, found, nations)


def _around(questionnaire: Questionnaire) -> Texts:
    """The texts of *questionnaire* that are no questions."""
    yield from _fields(questionnaire, (), ("title", "introduction"))
    for place, band in enumerate(questionnaire.scoring.bands):
        yield from _fields(band, ("scoring", "bands", place), ("title", "means", "next"))
    yield from _parts(questionnaire)


def _added(overlay: Overlay) -> Texts:
    """The texts of *overlay* that are no questions."""
    yield from _fields(overlay, (), ("title", "introduction"))
    for name, reword in overlay.reword.items():
        yield from _fields(reword, ("reword", name), ("why",))
    yield from _parts(overlay)


def _parts(file: Questionnaire | Overlay) -> Texts:
    for place, role in enumerate(file.roles):
        yield from _fields(role, ("roles", place), ("title", "includes"))
    for name, scale in file.scales.items():
        yield from _fields(scale, ("scales", name), ("prompt", "note"))
        for place, point in enumerate(scale.points):
            yield ("scales", name, "points", place, "label"), point.label
    for place, barrier in enumerate(file.barriers):
        yield from _fields(barrier, ("barriers", place), ("title", "about"))
        for step, facet in enumerate(barrier.facets):
            yield from _fields(facet, ("barriers", place, "facets", step), FACET_TEXTS)
    for place, question in enumerate(file.questions):
        yield from _fields(question, ("questions", place), ("why",))
    for name, form in file.forms.items():
        yield from _fields(form, ("forms", name), ("title", "note"))


def _action(action: Action, here: Route) -> Texts:
    yield from _fields(action, here, (*ACTION_TEXTS, "hours_how"))
    yield (*here, "evidence", "summary"), action.evidence.summary


def _nations(action: Action) -> tuple[Nation, ...]:
    """Where people read the plain texts of *action*: not in the nations that have words of their own."""
    return tuple(nation for nation in action.nations or NATIONS if nation not in action.wording)


def _fields(value: Frozen, here: Route, names: Iterable[str]) -> Texts:
    for name in names:
        text = getattr(value, name)
        if text is not None:
            yield (*here, name), text
