"""From a questionnaire to what its page says where no script runs: to read, to print, and to fill in by pen."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from speedbumps.forms.page.data import condition, signpost
from speedbumps.forms.page.shape import Shape
from speedbumps.forms.page.words import SAYS, notice
from speedbumps.i18n import Words
from speedbumps.model.instrument import filled
from speedbumps.model.queries import NON_ANSWERS, asks, in_form
from speedbumps.model.questionnaire import Question, Questionnaire, Scale
from speedbumps.questionnaires.presentation import EVERYBODY, Item, items, minutes, roles


class Printed(NamedTuple):
    """A question on paper."""

    id: str
    text: str
    unit: str
    """What an amount counts; empty where there is none."""
    roles: str
    """The numbers of the roles that are asked; empty where all are."""
    notes: tuple[str, ...]


class Group(NamedTuple):
    """Questions under one prompt, answered in one way."""

    prompt: str | None
    choices: tuple[str, ...]
    """Empty where there is nothing to tick."""
    values: tuple[str, ...]
    """What each choice counts as, for whoever types it in."""
    own: bool
    """They are answered in own words."""
    questions: tuple[Printed, ...]


class Part(NamedTuple):
    """Questions under one heading; on paper, those answered in one way stand together."""

    title: str
    groups: tuple[Group, ...]


class Page(NamedTuple):
    """All that is read without a script."""

    language: str
    spoken: str
    """The language of the page's own words, which may not be there in the questionnaire's."""
    title: str
    introduction: str | None
    notice: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    signpost: str | None
    minutes: str
    others: str
    roles: tuple[tuple[str, str | None], ...]
    by_role: str
    """What the numbers beside questions mean; empty where there are none."""
    parts: tuple[Part, ...]

    @property
    def printed(self) -> frozenset[str]:
        """The texts that the script reads where they are printed."""
        questions = (question.text for part in self.parts for group in part.groups for question in group.questions)
        roles = (text for role in self.roles for text in role)
        named = (text for _, text in self.named)
        listed = (self.title, self.introduction, self.signpost, *questions, *roles, *named)
        return frozenset(text for text in listed if text)


def page(shape: Shape, words: Words) -> Page:
    """The page in the first of its languages."""
    questionnaire = shape.first
    asked = _items(shape)
    parts = tuple(_parts(asked, shape, words))
    where = signpost(questionnaire, shape)
    return Page(
        language=questionnaire.language,
        spoken=words.language,
        title=_said(questionnaire.title, shape),
        introduction=_said(questionnaire.introduction, shape) if questionnaire.introduction else None,
        notice=tuple(notice(questionnaire, words)),
        named=tuple(_named(shape, words)),
        signpost=_said(where, shape) if where else None,
        minutes=words.say("This takes about %(minutes)s minutes.", minutes=words.number(minutes(asked))),
        others=_others(questionnaire, words),
        roles=tuple(
            (_said(role.title, shape), _said(role.includes, shape) if role.includes else None)
            for role in roles(questionnaire, shape.nation)
        ),
        by_role=_by_role(parts, words),
        parts=parts,
    )


def _items(shape: Shape) -> tuple[Item, ...]:
    """Each question that anybody is asked, once, in its own words; for one role, in the words for that."""
    if shape.role is not None:
        return items(shape.first, shape.form, shape.role, shape.nation)
    everyone = (*(role.id for role in roles(shape.first, shape.nation)), EVERYBODY)
    met: dict[str, Item] = {}
    for role in reversed(everyone):
        met.update({item.question.id: item for item in items(shape.first, shape.form, role, shape.nation)})
    put = (question for question in in_form(shape.first, shape.form) if question.id in met)
    return tuple(met[question.id]._replace(text=_said(question.text, shape)) for question in put)


def _said(text: str, shape: Shape) -> str:
    return filled(text, shape.first, shape.nation)


def _named(shape: Shape, words: Words) -> Iterator[tuple[str, str]]:
    told = shape.first.privacy.notice
    for name in ("controller", "contact", "delete_after") if told else ():
        yield words.say(SAYS[name]), _said(getattr(told, name), shape)


def _others(questionnaire: Questionnaire, words: Words) -> str:
    na, dk, pns = (f"“{getattr(questionnaire.non_answers, name)}”" for name in NON_ANSWERS)
    return words.say(
        "Tick one box a line. Leave a question blank if you like, or write beside it: %(na)s, %(dk)s, %(pns)s.",
        na=na,
        dk=dk,
        pns=pns,
    )


def _by_role(parts: Iterable[Part], words: Words) -> str:
    if not any(question.roles for part in parts for group in part.groups for question in group.questions):
        return ""
    return words.say("Numbers beside a question: only these roles answer it.")


def _parts(asked: Iterable[Item], shape: Shape, words: Words) -> Iterator[Part]:
    by_title: dict[str, dict[str, list[Item]]] = {}
    for item in asked:
        scale = item.question.scale if item.scale.points else ""
        by_title.setdefault(_title(item, words), {}).setdefault(scale, []).append(item)
    for title, by_scale in by_title.items():
        yield Part(title, tuple(_group(alike, shape, words) for alike in by_scale.values()))


def _group(alike: Sequence[Item], shape: Shape, words: Words) -> Group:
    scale = alike[0].scale
    return Group(
        prompt=_prompt(scale, shape, words),
        choices=tuple(_said(point.label, shape) for point in scale.points),
        values=tuple(f"{point.value:g}" for point in scale.points),
        own=scale.text is not None,
        questions=tuple(_printed(item, shape, words) for item in alike),
    )


def _title(item: Item, words: Words) -> str:
    if item.scale.points:
        return item.part
    return words.say(SAYS["numbers"] if item.scale.number else SAYS["own"])


def _prompt(scale: Scale, shape: Shape, words: Words) -> str | None:
    if scale.text:
        return words.say(SAYS["ownAbout"], most=words.number(scale.text.max_length))
    return _said(scale.prompt, shape) if scale.prompt else None


def _printed(item: Item, shape: Shape, words: Words) -> Printed:
    everyone = roles(shape.first, shape.nation)
    asked = [place for place, role in enumerate(everyone, 1) if asks(shape.first, item.question, role.id)]
    return Printed(
        id=item.question.id,
        text=item.text,
        unit=_said(item.scale.number.unit, shape) if item.scale.number else "",
        roles=_ranges(asked) if len(asked) < len(everyone) and shape.role is None else "",
        notes=tuple(_only_if(other, values, shape, words) for other, values in _conditions(item, shape)),
    )


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in a row as their first and last: 1–4 7."""
    rows = [list(row) for _, row in groupby(numbers, key=lambda number: number - numbers.index(number))]
    return " ".join(str(row[0]) if len(row) == 1 else f"{row[0]}–{row[-1]}" for row in rows)


def _conditions(item: Item, shape: Shape) -> Iterator[tuple[Question, Sequence[str]]]:
    by_id = {question.id: question for question in shape.first.questions}
    for other, values in condition(shape.first, item.question).items():
        yield by_id[other], values


def _only_if(other: Question, values: Iterable[str], shape: Shape, words: Words) -> str:
    scale = shape.first.scales[other.scale]
    labels = {f"{point.value:g}": _said(point.label, shape) for point in scale.points}
    said = ", ".join(f"“{labels[value]}”" for value in values)
    return words.say(SAYS["onlyIf"], question=_said(other.text, shape), answers=said)
