"""Collect the texts of a file that people read, with the listed words in each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.model.actions import Action, ActionLibrary
from speedbumps.model.overlay import Overlay, Reword
from speedbumps.model.questionnaire import NATIONS, Nation, Question, Questionnaire, Role, Scale
from speedbumps.model.scalars import Frozen
from speedbumps.questionnaires.word_lists import Pair, WordLists, WordMatch, find_words, mask_placeholders

Texts = Iterator[tuple[Route, str]]

FACET_TEXTS = ("title", "strength", "about", "quick_sign", "lasting_outcome", "ask_whom", "ask_others")

ACTION_TEXTS = ("title", "first_step", "owner", "involve", "stop", "protects", "success", "watch_out")


class Stem(NamedTuple):
    """One wording of a question: its text, or the wording for a role."""

    route: Route
    text: str
    """With each {word} replaced by underscores of the same length."""
    written: str
    """The text as it is written."""
    found: tuple[WordMatch, ...]
    question: Question
    role: str | None = None
    """The role that the wording is for; None if it is for everyone without a wording of their own."""
    scale: Scale | None = None

    def quote(self, words: str) -> str:
        """Return *words*, which stand in the text, as they are written."""
        start = self.text.find(words)
        return self.written[start : start + len(words)]


class Passage(NamedTuple):
    """Any other text that has listed words in it."""

    route: Route
    found: tuple[WordMatch, ...]
    nations: tuple[Nation, ...] = ()
    """The nations where it is read.

    Empty for a text of a local questionnaire, which may be about the nation of its school, and for words that are for
    no nation in particular.
    """


class Prose(NamedTuple):
    """All texts of a file that people read."""

    language: str
    stems: tuple[Stem, ...] = ()
    passages: tuple[Passage, ...] = ()
    roles: tuple[Role, ...] = ()
    scales: Mapping[str, Scale] = {}
    """The scales that this file itself defines."""
    plain: frozenset[str] = frozenset()
    """Abbreviations that everybody knows."""
    pairs: frozenset[Pair] = frozenset()
    """Words that are one thing together, such as parents and carers."""

    @property
    def english(self) -> bool:
        """Return whether the rules of English apply."""
        return self.language.partition("-")[0] == "en"

    @property
    def all_texts(self) -> tuple[Stem | Passage, ...]:
        """Return all wordings of questions, and all passages."""
        return (*self.stems, *self.passages)


def questionnaire_prose(questionnaire: Questionnaire, words: WordLists) -> Prose:
    """Return the texts of *questionnaire* that people read."""
    stems = _question_stems(questionnaire.questions, questionnaire.scales, words)
    return Prose(
        questionnaire.language,
        tuple(stems),
        (
            *_passages(_questionnaire_texts(questionnaire), words, NATIONS),
            *_role_passages(questionnaire, words, NATIONS),
            *_national_passages(questionnaire, words),
        ),
        questionnaire.roles,
        questionnaire.scales,
        words.plain,
        words.pairs,
    )


def overlay_prose(overlay: Overlay, whole: Questionnaire, words: WordLists) -> Prose:
    """Return the texts of *overlay*, not inherited ones, that people read; *whole* is the resolved questionnaire."""
    by_id = {question.id: question for question in whole.questions}
    reworded = (
        stem
        for name, reword in overlay.reword.items()
        if name in by_id
        for stem in _stems(("reword", name), reword, by_id[name], whole.scales.get(by_id[name].scale), words)
    )
    stems = (*_question_stems(overlay.questions, whole.scales, words), *reworded)
    return Prose(
        whole.language,
        stems,
        (
            *_passages(_overlay_texts(overlay), words),
            *_role_passages(overlay, words, ()),
            *_national_passages(overlay, words),
        ),
        whole.roles,
        overlay.scales,
        words.plain,
        words.pairs,
    )


def action_prose(library: ActionLibrary, words: WordLists) -> Prose:
    """Return the texts of an action *library* that people read."""
    passages = (
        passage
        for place, action in enumerate(library.actions)
        for passage in _passages(_action_texts(action, ("actions", place)), words, _default_text_nations(action))
    )
    worded = (
        passage
        for place, action in enumerate(library.actions)
        for nation, wording in action.wording.items()
        for passage in _passages(
            _field_texts(wording, ("actions", place, "wording", nation), ACTION_TEXTS), words, (nation,)
        )
    )
    return Prose(library.language, passages=(*passages, *worded))


def readers(stem: Stem, roles: Iterable[Role]) -> tuple[Role, ...]:
    """Return those of *roles* that read *stem*."""
    question = stem.question
    if stem.role is not None:
        return tuple(role for role in roles if role.id == stem.role)
    asked = tuple(role for role in roles if not question.asked_of or role.id in question.asked_of)
    return tuple(role for role in asked if role.id not in question.wording) or asked


def _question_stems(questions: Iterable[Question], scales: Mapping[str, Scale], words: WordLists) -> Iterator[Stem]:
    for place, question in enumerate(questions):
        yield from _stems(("questions", place), question, question, scales.get(question.scale), words)


def _stems(
    here: Route, worded: Question | Reword, question: Question, scale: Scale | None, words: WordLists
) -> Iterator[Stem]:
    """Yield the wordings of *question* in *worded*, which is at *here*: the question itself, or a rewording."""
    if worded.text is not None:
        text = mask_placeholders(worded.text)
        yield Stem((*here, "text"), text, worded.text, find_words(words.in_questions, text), question, None, scale)
    for role, other in worded.wording.items():
        text = mask_placeholders(other)
        yield Stem((*here, "wording", role), text, other, find_words(words.in_questions, text), question, role, scale)


def _passages(texts: Texts, words: WordLists, nations: tuple[Nation, ...] = ()) -> Iterator[Passage]:
    for route, text in texts:
        found = find_words(words.in_any_text, mask_placeholders(text))
        if found:
            yield Passage(route, found, nations)


def _role_passages(file: Questionnaire | Overlay, words: WordLists, elsewhere: tuple[Nation, ...]) -> Iterator[Passage]:
    """Yield the names of the roles of *file*, each read where the role exists; *elsewhere* if it names no nations."""
    for place, role in enumerate(file.roles):
        texts = _field_texts(role, ("roles", place), ("title", "plural", "includes"))
        yield from _passages(texts, words, role.nations or elsewhere)


def _national_passages(file: Questionnaire | Overlay, words: WordLists) -> Iterator[Passage]:
    """Yield the texts of *file* that are for one nation; those for "other" are for no nation in particular."""
    for nation, text in file.signpost.items():
        yield from _passages(iter([(("signpost", nation), text)]), words, _named_nations(nation))
    for nation, said in file.words.items():
        texts: Texts = ((("words", nation, name), text) for name, text in said.items())
        yield from _passages(texts, words, _named_nations(nation))


def _named_nations(nation: Nation) -> tuple[Nation, ...]:
    return () if nation == "other" else (nation,)


def _questionnaire_texts(questionnaire: Questionnaire) -> Texts:
    """Yield the texts of *questionnaire* that are not questions."""
    yield from _field_texts(questionnaire, (), ("title", "introduction", "organiser"))
    for place, band in enumerate(questionnaire.scoring.bands):
        yield from _field_texts(band, ("scoring", "bands", place), ("title", "short", "means", "next"))
    yield from _part_texts(questionnaire)


def _overlay_texts(overlay: Overlay) -> Texts:
    """Yield the texts of *overlay* that are not questions."""
    yield from _field_texts(overlay, (), ("title", "introduction", "organiser"))
    for name, reword in overlay.reword.items():
        yield from _field_texts(reword, ("reword", name), ("why", "if_none"))
    yield from _part_texts(overlay)


def _part_texts(file: Questionnaire | Overlay) -> Texts:
    for name, scale in file.scales.items():
        yield from _field_texts(scale, ("scales", name), ("prompt", "note"))
        for place, point in enumerate(scale.points):
            yield ("scales", name, "points", place, "label"), point.label
        for place, option in enumerate(scale.choice.among if scale.choice else ()):
            yield ("scales", name, "choice", "among", place, "label"), option.label
    for place, barrier in enumerate(file.barriers):
        yield from _field_texts(barrier, ("barriers", place), ("title", "about"))
        for step, facet in enumerate(barrier.facets):
            yield from _field_texts(facet, ("barriers", place, "facets", step), FACET_TEXTS)
    for place, question in enumerate(file.questions):
        yield from _field_texts(question, ("questions", place), ("why", "if_none"))
    for name, form in file.forms.items():
        yield from _field_texts(form, ("forms", name), ("title", "note"))


def _action_texts(action: Action, here: Route) -> Texts:
    yield from _field_texts(action, here, (*ACTION_TEXTS, "hours_how"))
    yield (*here, "evidence", "summary"), action.evidence.summary


def _default_text_nations(action: Action) -> tuple[Nation, ...]:
    """Return the nations where people read the default texts of *action*: those without a wording of their own."""
    return tuple(nation for nation in action.nations or NATIONS if nation not in action.wording)


def _field_texts(value: Frozen, here: Route, names: Iterable[str]) -> Texts:
    for name in names:
        text = getattr(value, name)
        if text is not None:
            yield (*here, name), text
