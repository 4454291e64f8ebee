"""From a questionnaire in its languages to the data that the page's script asks from."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypedDict

from speedbumps.forms.page.shape import Shape
from speedbumps.forms.page.words import notice, says
from speedbumps.i18n import Words, own_name, words
from speedbumps.model.conditions import allowed_codes
from speedbumps.model.instrument import filled
from speedbumps.model.queries import in_form
from speedbumps.model.questionnaire import Question, Questionnaire, Role
from speedbumps.questionnaires.presentation import EVERYBODY, Item, items, roles

Texts = dict[tuple[str, ...], int]
"""Every text in all languages, with its number."""

Met = Mapping[str, Mapping[str, Sequence[Item]]]
"""By role and question: what is met, in each language."""

PRINTED = 0
"""What stands for a text that is read from the page itself."""

NOT_ASKED = 0
"""What stands for the words of a question that somebody is not asked; no text has this number."""


class Asked(NamedTuple):
    """All that the script asks. Texts stand apart, once each, and are named by their numbers."""

    structure: Mapping[str, object]
    says: Mapping[str, Mapping[str, object]]
    """What the form itself says, by language."""
    texts: Texts

    @property
    def numbers(self) -> Mapping[str, int]:
        """The texts' numbers, by their words in the language that the page begins in."""
        return {same[0]: number for same, number in self.texts.items()}


def asked(shape: Shape) -> Asked:
    """What the script needs to ask the questions of *shape* in all its languages."""
    texts: Texts = {("",) * len(shape.languages): NOT_ASKED}
    first = shape.first
    met = {role: _in_languages(shape, role) for role in (*(each.id for each in _roles(shape)), EVERYBODY)}
    # In this order, since texts that are named often then have short numbers.
    title = _told(texts, shape, [each.title for each in shape.languages])
    for put in met.values():
        for same in put.values():
            _told(texts, shape, [item.text for item in same])
    structure: dict[str, object] = {
        "about": {
            "questionnaire": first.id,
            "version": first.version,
            "form": shape.form,
            "round": shape.round,
            "school": shape.school,
            "nation": shape.nation,
        },
        "oneByOne": shape.one_by_one,
        "title": title,
        "introduction": _maybe(texts, shape, [each.introduction for each in shape.languages]),
        "signpost": _maybe(texts, shape, [signpost(each, shape) for each in shape.languages]),
        "named": dict(_named(texts, shape)),
        "others": {
            name: _told(texts, shape, [getattr(each.non_answers, name) for each in shape.languages])
            for name in ("na", "dk", "pns")
        },
        "roles": list(_roles_told(texts, shape)),
        "scales": list(_scales(texts, shape, _seconds(met))),
        "questions": list(_questions(texts, shape, met)),
    }
    spoken = {each.language: each for each in (words(one.language) for one in shape.languages)}
    return Asked(structure, {language: _ours(first, each) for language, each in spoken.items()}, texts)


def data(told: Asked, shape: Shape, printed: Collection[str]) -> Mapping[str, object]:
    """The data in the page, without what is *printed* there anyway: the script reads that where it stands."""
    languages = [_language(told.texts, shape, place) for place in range(len(shape.languages))]
    first = [PRINTED if text in printed else text for text in languages[0]["texts"]]
    spoken = languages[0]["speaks"]
    ours = {**told.says, spoken: {**told.says[spoken], "notice": PRINTED}}
    return {**told.structure, "says": ours, "languages": [{**languages[0], "texts": first}, *languages[1:]]}


def _ours(questionnaire: Questionnaire, spoken: Words) -> Mapping[str, object]:
    return {**says(spoken), "decimal": spoken.decimal, "notice": list(notice(questionnaire, spoken))}


def safe(value: object) -> str:
    """The *value* as JSON that can stand in a page: nothing in it ends or begins a tag or a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _in_languages(shape: Shape, role: str) -> Mapping[str, Sequence[Item]]:
    """What *role* is asked, each question in all languages."""
    put = [items(each, shape.form, role, shape.nation) for each in shape.languages]
    return {same[0].question.id: same for same in zip(*put, strict=True)}


def _roles(shape: Shape) -> tuple[Role, ...]:
    return roles(shape.first, shape.nation)


def signpost(questionnaire: Questionnaire, shape: Shape) -> str | None:
    """Where to go in the form's nation with what this is not for."""
    return questionnaire.signpost.get(shape.nation or "other") or questionnaire.signpost.get("other")


def _roles_told(texts: Texts, shape: Shape) -> Iterator[Mapping[str, object]]:
    listed = [roles(each, shape.nation) for each in shape.languages]
    place = {role.id: number for number, role in enumerate(listed[0])}
    for same in zip(*listed, strict=True):
        role = same[0]
        told = {
            "id": role.id,
            "title": _told(texts, shape, [each.title for each in same]),
            "includes": _maybe(texts, shape, [each.includes for each in same]),
            "alone": role.one_person,
            "together": role.together,
            "joins": place.get(role.joins or ""),
        }
        yield _some(told)


def _short(number: float | None) -> float | None:
    """The *number* without a fraction that is none."""
    return int(number) if number is not None and number.is_integer() else number


def _some(told: Mapping[str, object]) -> Mapping[str, object]:
    """What there is to tell."""
    return {name: value for name, value in told.items() if value is not None and value is not False}


def _seconds(met: Met) -> Mapping[str, int]:
    """What a question takes on each scale."""
    return {same[0].question.scale: same[0].seconds for put in met.values() for same in put.values()}


def _scales(texts: Texts, shape: Shape, seconds: Mapping[str, int]) -> Iterator[Mapping[str, object]]:
    for name in _used(shape):
        scale = shape.first.scales[name]
        same = [each.scales[name] for each in shape.languages]
        held: dict[str, object] = {
            "seconds": seconds.get(name, 0),
            "prompt": _maybe(texts, shape, [each.prompt for each in same]),
        }
        if scale.points:
            labels = zip(*([point.label for point in each.points] for each in same), strict=True)
            values = [f"{point.value:g}" for point in scale.points]
            held["points"] = [[value, _told(texts, shape, label)] for value, label in zip(values, labels, strict=True)]
        elif scale.number:
            units = [each.number.unit for each in same if each.number]
            limits = {name: _short(getattr(scale.number, name)) for name in ("min", "max", "step")}
            held["amount"] = {**limits, "unit": _told(texts, shape, units)}
        elif scale.text:
            held["longest"] = scale.text.max_length
        yield _some(held)


def _questions(texts: Texts, shape: Shape, met: Met) -> Iterator[Sequence[object]]:
    """The questions that anybody is asked.

    Of each: its id; its words for each role in order, last for those who state none, and NOT_ASKED for a role that is
    not; its scale's place; its part; why it is asked; and the condition, if there is one.
    """
    scales = _used(shape)
    for question in in_form(shape.first, shape.form):
        put = [each.get(question.id) for each in met.values()]
        anyone = next((same for same in put if same is not None), None)
        if anyone is None:
            continue
        yield (
            question.id,
            [NOT_ASKED if same is None else _told(texts, shape, [item.text for item in same]) for same in put],
            scales.index(question.scale),
            _told(texts, shape, [item.part for item in anyone]),
            _maybe(texts, shape, [item.why for item in anyone]),
            *([condition(shape.first, question)] if question.only_if else []),
        )


def _used(shape: Shape) -> Sequence[str]:
    """The scales that are used, by name."""
    return list(dict.fromkeys(question.scale for question in in_form(shape.first, shape.form)))


def condition(questionnaire: Questionnaire, question: Question) -> Mapping[str, Sequence[str]]:
    """What must have been answered before *question* is put: values, by question."""
    by_id = {each.id: each for each in questionnaire.questions}
    return {
        other: [f"{scale.points[code].value:g}" for code in allowed_codes(scale, allowed)]
        for other, allowed in question.only_if.items()
        for scale in (questionnaire.scales[by_id[other].scale],)
    }


def _named(texts: Texts, shape: Shape) -> Iterator[tuple[str, int]]:
    """Who answers for the answers, as far as the questionnaire says it."""
    notices = [each.privacy.notice for each in shape.languages if each.privacy.notice]
    for name in ("controller", "contact", "delete_after") if notices else ():
        yield name, _told(texts, shape, [getattr(each, name) for each in notices])


class _Language(TypedDict):
    id: str
    name: str
    speaks: str
    original: bool
    texts: list[str | None]


def _language(texts: Texts, shape: Shape, place: int) -> _Language:
    """One language: its texts by number, None where it has no words of its own, and which of ours go with it."""
    language = shape.languages[place].language
    original = [each.language for each in shape.languages].index(shape.original)
    own = [None if place != original and same[place] == same[original] else same[place] for same in texts]
    return {
        "id": language,
        "name": own_name(language) if len(shape.languages) > 1 else language,
        "speaks": words(language).language,
        "original": place == original,
        "texts": own,
    }


def _told(texts: Texts, shape: Shape, same: Sequence[str]) -> int:
    """The number of a text, given in all languages."""
    spoken = tuple(filled(text, each, shape.nation) for text, each in zip(same, shape.languages, strict=True))
    return texts.setdefault(spoken, len(texts))


def _maybe(texts: Texts, shape: Shape, same: Sequence[str | None]) -> int | None:
    given = [text for text in same if text is not None]
    return _told(texts, shape, given) if given else None
