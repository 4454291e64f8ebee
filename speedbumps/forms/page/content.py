"""From a questionnaire to the content of its page without the script: to read, print, and fill in by pen."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from speedbumps.forms.page.data import condition_values, find_signpost
from speedbumps.forms.page.shape import Shape
from speedbumps.forms.page.words import PHRASES, page_notice
from speedbumps.i18n import Locale
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.queries import NON_ANSWERS, applies_to_role, form_questions, scale_of
from speedbumps.model.questionnaire import Question, Questionnaire, Scale
from speedbumps.questionnaires.presentation import (
    EVERYBODY,
    PresentedQuestion,
    available_roles,
    estimate_minutes,
    present_questions,
)


class PrintedQuestion(NamedTuple):
    """One question on paper."""

    id: str
    text: str
    unit: str
    """The unit of an amount; otherwise empty."""
    roles: str
    """The numbers of the roles that are asked; empty if all are."""
    conditions: tuple[str, ...]
    """On which earlier answers it depends."""
    if_none: str | None
    """What to choose if there was no such event."""


class PrintedGroup(NamedTuple):
    """Questions with the same prompt and the same kind of answer."""

    prompt: str | None
    choices: tuple[str, ...]
    """The labels to tick; empty if there are none."""
    values: tuple[str, ...]
    """The value of each choice, for the person who types it in."""
    own: bool
    """Whether they are answered in own words."""
    questions: tuple[PrintedQuestion, ...]
    options: tuple[str, ...] = ()
    """The things to choose from, below each question; empty if it is no choice."""


class PrintedPart(NamedTuple):
    """The questions under one heading, grouped by the kind of answer."""

    title: str
    groups: tuple[PrintedGroup, ...]


class FormPage(NamedTuple):
    """The content of the page without the script."""

    language: str
    spoken: str
    """The language of the page's own texts, which may not exist in the questionnaire's language."""
    title: str
    introduction: str | None
    notice: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    signpost: str | None
    minutes: str
    others: str
    non_answers: tuple[tuple[str, str], ...]
    """The labels of “does not apply” and the like, each with the code to type in."""
    roles: tuple[tuple[str, str | None], ...]
    by_role: str
    """The explanation of the numbers beside questions; empty if there are none."""
    parts: tuple[PrintedPart, ...]

    @property
    def printed_texts(self) -> frozenset[str]:
        """Return the texts that the script reads from the markup."""
        groups = [group for part in self.parts for group in part.groups]
        held = [(each.text, each.if_none) for group in groups for each in group.questions]
        questions = [*(text for texts in held for text in texts), *(text for group in groups for text in group.options)]
        roles = (text for role in self.roles for text in role)
        named = (text for _, text in self.named)
        listed = (self.title, self.introduction, self.signpost, *questions, *roles, *named)
        return frozenset(text for text in listed if text)


def build_page(shape: Shape, words: Locale) -> FormPage:
    """Return the page in the first language of *shape*."""
    questionnaire = shape.first
    asked = _distinct_items(shape)
    parts = tuple(_printed_parts(asked, shape, words))
    where = find_signpost(questionnaire, shape)
    return FormPage(
        language=questionnaire.language,
        spoken=words.language,
        title=_fill(questionnaire.title, shape),
        introduction=_fill(questionnaire.introduction, shape) if questionnaire.introduction else None,
        notice=tuple(page_notice(questionnaire, words)),
        named=tuple(_privacy_contacts(shape, words)),
        signpost=_fill(where, shape) if where else None,
        minutes=words.gettext("This takes about %(minutes)s minutes.", minutes=words.number(estimate_minutes(asked))),
        others=_other_answers_hint(questionnaire, words),
        non_answers=tuple((getattr(questionnaire.non_answers, name), name) for name in NON_ANSWERS),
        roles=tuple(
            (_fill(role.title, shape), _fill(role.includes, shape) if role.includes else None)
            for role in available_roles(questionnaire, shape.nation)
        ),
        by_role=_role_numbers_hint(parts, words),
        parts=parts,
    )


def _distinct_items(shape: Shape) -> tuple[PresentedQuestion, ...]:
    """Return each question that anybody is asked, once, in its general wording; or in the wording of the only role."""
    if shape.role is not None:
        return present_questions(shape.first, shape.form, shape.role, shape.nation)
    everyone = (*(role.id for role in available_roles(shape.first, shape.nation)), EVERYBODY)
    by_id: dict[str, PresentedQuestion] = {}
    for role in reversed(everyone):
        by_id.update(
            {item.question.id: item for item in present_questions(shape.first, shape.form, role, shape.nation)}
        )
    put = (question for question in form_questions(shape.first, shape.form) if question.id in by_id)
    return tuple(by_id[question.id]._replace(text=_fill(question.text, shape)) for question in put)


def _fill(text: str, shape: Shape) -> str:
    return fill_placeholders(text, shape.first, shape.nation)


def _privacy_contacts(shape: Shape, words: Locale) -> Iterator[tuple[str, str]]:
    privacy_notice = shape.first.privacy.notice
    for name in ("controller", "contact", "delete_after") if privacy_notice else ():
        yield words.gettext(PHRASES[name]), _fill(getattr(privacy_notice, name), shape)


def _other_answers_hint(questionnaire: Questionnaire, words: Locale) -> str:
    na, dk, pns = (f"“{getattr(questionnaire.non_answers, name)}”" for name in NON_ANSWERS)
    return words.gettext(
        "Tick one box a line. Leave a question blank if you like, or write beside it: %(na)s, %(dk)s, %(pns)s.",
        na=na,
        dk=dk,
        pns=pns,
    )


def _role_numbers_hint(parts: Iterable[PrintedPart], words: Locale) -> str:
    if not any(question.roles for part in parts for group in part.groups for question in group.questions):
        return ""
    return words.gettext("Numbers beside a question: only these roles answer it.")


def _printed_parts(asked: Iterable[PresentedQuestion], shape: Shape, words: Locale) -> Iterator[PrintedPart]:
    by_title: dict[str, dict[str, list[PresentedQuestion]]] = {}
    for item in asked:
        scale = item.question.scale if item.scale.points or item.scale.choice else ""
        by_title.setdefault(_part_title(item, words), {}).setdefault(scale, []).append(item)
    for title, by_scale in by_title.items():
        yield PrintedPart(title, tuple(_printed_group(alike, shape, words) for alike in by_scale.values()))


def _printed_group(alike: Sequence[PresentedQuestion], shape: Shape, words: Locale) -> PrintedGroup:
    scale = alike[0].scale
    options = scale.choice.among if scale.choice else ()
    return PrintedGroup(
        prompt=_group_prompt(scale, shape, words),
        choices=tuple(_fill(point.label, shape) for point in scale.points),
        values=tuple(option.id for option in options) or tuple(f"{point.value:g}" for point in scale.points),
        own=scale.text is not None,
        questions=tuple(_printed_question(item, shape, words) for item in alike),
        options=tuple(_fill(option.label, shape) for option in options),
    )


def _part_title(item: PresentedQuestion, words: Locale) -> str:
    if item.scale.points or item.scale.choice:
        return item.part
    return words.gettext(PHRASES["numbers"] if item.scale.number else PHRASES["own"])


def _group_prompt(scale: Scale, shape: Shape, words: Locale) -> str | None:
    if scale.text:
        return words.gettext(PHRASES["ownAbout"], most=words.number(scale.text.max_length))
    prompt = _fill(scale.prompt, shape) if scale.prompt else None
    if scale.choice is not None and scale.choice.most > 1:
        choose = words.gettext(PHRASES["choose"], most=words.number(scale.choice.most))
        return f"{prompt} {choose}" if prompt else choose
    return prompt


def _printed_question(item: PresentedQuestion, shape: Shape, words: Locale) -> PrintedQuestion:
    everyone = available_roles(shape.first, shape.nation)
    asked = [place for place, role in enumerate(everyone, 1) if applies_to_role(shape.first, item.question, role.id)]
    return PrintedQuestion(
        id=item.question.id,
        text=item.text,
        unit=_fill(item.scale.number.unit, shape) if item.scale.number else "",
        roles=_format_ranges(asked) if len(asked) < len(everyone) and shape.role is None else "",
        conditions=tuple(
            _condition_text(other, values, shape, words) for other, values in _item_conditions(item, shape)
        ),
        if_none=item.if_none,
    )


def _format_ranges(numbers: Sequence[int]) -> str:
    """Return *numbers* with each consecutive run as its first and last: 1–4 7."""
    rows = [list(row) for _, row in groupby(numbers, key=lambda number: number - numbers.index(number))]
    return " ".join(str(row[0]) if len(row) == 1 else f"{row[0]}–{row[-1]}" for row in rows)


def _item_conditions(item: PresentedQuestion, shape: Shape) -> Iterator[tuple[Question, Sequence[str]]]:
    by_id = {question.id: question for question in shape.first.questions}
    for other, values in condition_values(shape.first, item.question).items():
        yield by_id[other], values


def _condition_text(other: Question, values: Iterable[str], shape: Shape, words: Locale) -> str:
    scale = scale_of(shape.first, other)
    labels = {f"{point.value:g}": _fill(point.label, shape) for point in scale.points}
    labels |= {option.id: _fill(option.label, shape) for option in (scale.choice.among if scale.choice else ())}
    said = ", ".join(f"“{labels[value]}”" for value in values)
    return words.gettext(PHRASES["onlyIf"], question=_fill(other.text, shape), answers=said)
