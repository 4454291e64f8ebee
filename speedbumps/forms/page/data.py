"""From a questionnaire in its languages to the data for the page's script."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypedDict

from speedbumps.forms.page.shape import Shape, spoken_in
from speedbumps.forms.page.words import form_phrases, page_notice
from speedbumps.i18n import Locale, native_name
from speedbumps.model.conditions import allowed_codes
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.queries import form_questions, scale_by_name, scale_of
from speedbumps.model.questionnaire import Question, Questionnaire, Role
from speedbumps.questionnaires.presentation import EVERYBODY, PresentedQuestion, available_roles, present_questions

Texts = dict[tuple[str, ...], int]
"""Each text, in all languages, with its number."""

ItemsByRole = Mapping[str, Mapping[str, Sequence[PresentedQuestion]]]
"""By role and question id: the question as that role sees it, in each language."""

PRINTED = 0
"""Replaces a text that the script reads from the markup."""

NOT_ASKED = 0
"""Replaces the number of a text if a role is not asked the question; no text has this number."""


class FormData(NamedTuple):
    """The data for the script. Each text is stored once, and referred to by its number."""

    structure: Mapping[str, object]
    says: Mapping[str, Mapping[str, object]]
    """The form's own phrases, by language."""
    texts: Texts

    @property
    def text_numbers(self) -> Mapping[str, int]:
        """Return the numbers of texts, by the text in the language that the page begins in.

        Two texts that are the same there, but not in another language, are none of them.
        """
        often = Counter(same[0] for same in self.texts)
        return {same[0]: number for same, number in self.texts.items() if often[same[0]] == 1}


def collect_form_data(shape: Shape) -> FormData:
    """Return the data that the script needs to ask the questions of *shape* in all its languages."""
    texts: Texts = {("",) * len(shape.languages): NOT_ASKED}
    first = shape.first
    by_role = {
        role: _items_in_languages(shape, role) for role in (*(each.id for each in _shape_roles(shape)), EVERYBODY)
    }
    # In this order, so that texts that are referred to often have short numbers.
    title = _text_number(texts, shape, [each.title for each in shape.languages])
    for put in by_role.values():
        for same in put.values():
            _text_number(texts, shape, [item.text for item in same])
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
        "introduction": _optional_text_number(texts, shape, [each.introduction for each in shape.languages]),
        "signpost": _optional_text_number(texts, shape, [find_signpost(each, shape) for each in shape.languages]),
        "named": dict(_privacy_text_numbers(texts, shape)),
        "others": {
            name: _text_number(texts, shape, [getattr(each.non_answers, name) for each in shape.languages])
            for name in ("na", "dk", "pns")
        },
        "roles": list(_role_data(texts, shape)),
        "scales": list(_scale_data(texts, shape, _seconds_by_scale(by_role))),
        "questions": list(_question_data(texts, shape, by_role)),
    }
    spoken = {each.language: each for each in (spoken_in(one, shape) for one in shape.languages)}
    return FormData(structure, {language: _form_words(first, each) for language, each in spoken.items()}, texts)


def page_data(form_data: FormData, shape: Shape, printed: frozenset[str]) -> Mapping[str, object]:
    """Return the data for the page, without the *printed* texts, which the script reads from the markup."""
    languages = [_language_data(form_data.texts, shape, place) for place in range(len(shape.languages))]
    found = printed & form_data.text_numbers.keys()
    first = [PRINTED if text in found else text for text in languages[0]["texts"]]
    spoken = languages[0]["speaks"]
    ours = {**form_data.says, spoken: {**form_data.says[spoken], "notice": PRINTED}}
    return {**form_data.structure, "says": ours, "languages": [{**languages[0], "texts": first}, *languages[1:]]}


def _form_words(questionnaire: Questionnaire, spoken: Locale) -> Mapping[str, object]:
    return {**form_phrases(spoken), "decimal": spoken.decimal, "notice": list(page_notice(questionnaire, spoken))}


def json_for_page(value: object) -> str:
    """Return *value* as JSON that is safe in a page: nothing in it begins or ends a tag or a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _items_in_languages(shape: Shape, role: str) -> Mapping[str, Sequence[PresentedQuestion]]:
    """Return the questions that *role* is asked, by id, each in all languages."""
    put = [present_questions(each, shape.form, role, shape.nation) for each in shape.languages]
    return {same[0].question.id: same for same in zip(*put, strict=True)}


def _shape_roles(shape: Shape) -> tuple[Role, ...]:
    return available_roles(shape.first, shape.nation)


def find_signpost(questionnaire: Questionnaire, shape: Shape) -> str | None:
    """Return where to go, in the form's nation, with concerns that the questionnaire is not for."""
    return questionnaire.signpost.get(shape.nation or "other") or questionnaire.signpost.get("other")


def _role_data(texts: Texts, shape: Shape) -> Iterator[Mapping[str, object]]:
    listed = [available_roles(each, shape.nation) for each in shape.languages]
    place = {role.id: number for number, role in enumerate(listed[0])}
    for same in zip(*listed, strict=True):
        role = same[0]
        entry = {
            "id": role.id,
            "title": _text_number(texts, shape, [each.title for each in same]),
            "includes": _optional_text_number(texts, shape, [each.includes for each in same]),
            "alone": role.one_person,
            "together": role.together,
            "joins": place.get(role.joins or ""),
        }
        yield _drop_empty(entry)


def _drop_zero_fraction(number: float | None) -> float | None:
    """Return *number* as an integer if it is whole."""
    return int(number) if number is not None and number.is_integer() else number


def _drop_empty(entries: Mapping[str, object]) -> Mapping[str, object]:
    """Return the entries that are neither None nor False."""
    return {name: value for name, value in entries.items() if value is not None and value is not False}


def _seconds_by_scale(by_role: ItemsByRole) -> Mapping[str, int]:
    """Return the seconds that a question on each scale takes."""
    return {same[0].question.scale: same[0].seconds for put in by_role.values() for same in put.values()}


def _scale_data(texts: Texts, shape: Shape, seconds: Mapping[str, int]) -> Iterator[Mapping[str, object]]:
    for name in _scale_names(shape):
        scale = scale_by_name(shape.first, name)
        same = [scale_by_name(each, name) for each in shape.languages]
        held: dict[str, object] = {
            "seconds": seconds.get(name, 0),
            "prompt": _optional_text_number(texts, shape, [each.prompt for each in same]),
        }
        if scale.points:
            labels = zip(*([point.label for point in each.points] for each in same), strict=True)
            values = [f"{point.value:g}" for point in scale.points]
            held["points"] = [
                [value, _text_number(texts, shape, label)] for value, label in zip(values, labels, strict=True)
            ]
        elif scale.choice:
            options = zip(*(each.choice.among for each in same if each.choice), strict=True)
            held["points"] = [
                [alike[0].id, _text_number(texts, shape, [each.label for each in alike])] for alike in options
            ]
            held["most"] = scale.choice.most
        elif scale.number:
            units = [each.number.unit for each in same if each.number]
            limits = {name: _drop_zero_fraction(getattr(scale.number, name)) for name in ("min", "max", "step")}
            held["amount"] = {**limits, "unit": _text_number(texts, shape, units)}
        elif scale.text:
            held["longest"] = scale.text.max_length
        yield _drop_empty(held)


def _question_data(texts: Texts, shape: Shape, by_role: ItemsByRole) -> Iterator[Sequence[object]]:
    """Yield the data of each question that anybody is asked.

    These are: its id; the text for each role in order, last for those who state none, and NOT_ASKED for a role that is
    not asked; the place of its scale; its part; and then, as far as it has them, why it is asked, what to choose if
    there was no such event, and its condition.
    """
    scales = _scale_names(shape)
    for question in form_questions(shape.first, shape.form):
        put = [each.get(question.id) for each in by_role.values()]
        anyone = next((same for same in put if same is not None), None)
        if anyone is None:
            continue
        yield (
            question.id,
            [NOT_ASKED if same is None else _text_number(texts, shape, [item.text for item in same]) for same in put],
            scales.index(question.scale),
            _text_number(texts, shape, [item.part for item in anyone]),
            *_drop_trailing_none(
                _optional_text_number(texts, shape, [item.why for item in anyone]),
                _optional_text_number(texts, shape, [item.if_none for item in anyone]),
                condition_values(shape.first, question) if question.only_if else None,
            ),
        )


def _drop_trailing_none(*values: object) -> Sequence[object]:
    """Return *values* without those after the last one that is not None."""
    held = list(values)
    while held and held[-1] is None:
        held.pop()
    return held


def _scale_names(shape: Shape) -> Sequence[str]:
    """Return the names of the scales that the form uses."""
    return list(dict.fromkeys(question.scale for question in form_questions(shape.first, shape.form)))


def condition_values(questionnaire: Questionnaire, question: Question) -> Mapping[str, Sequence[str]]:
    """Return the answers on which *question* depends: values, or ids of options, by question id."""
    by_id = {each.id: each for each in questionnaire.questions}
    return {
        other: [
            scale.choice.among[code].id if scale.choice else f"{scale.points[code].value:g}"
            for code in allowed_codes(scale, allowed)
        ]
        for other, allowed in question.only_if.items()
        for scale in (scale_of(questionnaire, by_id[other]),)
    }


def _privacy_text_numbers(texts: Texts, shape: Shape) -> Iterator[tuple[str, int]]:
    """Yield the fields of the privacy notice with the numbers of their texts; none if there is no notice."""
    notices = [each.privacy.notice for each in shape.languages if each.privacy.notice]
    for name in ("controller", "contact", "delete_after") if notices else ():
        yield name, _text_number(texts, shape, [getattr(each, name) for each in notices])


class _LanguageData(TypedDict):
    id: str
    name: str
    speaks: str
    original: bool
    texts: list[str | None]


def _language_data(texts: Texts, shape: Shape, place: int) -> _LanguageData:
    """Return one language: its texts by number, None for an untranslated text, and the language of the phrases."""
    language = shape.languages[place].language
    original = [each.language for each in shape.languages].index(shape.original)
    own = [None if place != original and same[place] == same[original] else same[place] for same in texts]
    return {
        "id": language,
        "name": native_name(language) if len(shape.languages) > 1 else language,
        "speaks": spoken_in(shape.languages[place], shape).language,
        "original": place == original,
        "texts": own,
    }


def _text_number(texts: Texts, shape: Shape, same: Sequence[str]) -> int:
    """Return the number of a text that is given in all languages, adding it to *texts* if it is new."""
    spoken = tuple(
        fill_placeholders(text, each, shape.nation) for text, each in zip(same, shape.languages, strict=True)
    )
    return texts.setdefault(spoken, len(texts))


def _optional_text_number(texts: Texts, shape: Shape, same: Sequence[str | None]) -> int | None:
    given = [text for text in same if text is not None]
    return _text_number(texts, shape, given) if given else None
