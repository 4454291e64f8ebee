"""From what was typed into the boxes of a plan's hand-out to values of the plan, and what is wrong with it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from speedbumps.diagnostics.codes import BOX_NOT_UNDERSTOOD, BOX_WITHOUT_PLACE, CHANGED_TWICE
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.i18n import MONTHS, Locale
from speedbumps.model.plan import PlanStatus, SchoolPlan
from speedbumps.office_files import EMPTY_BOX, mark_of
from speedbumps.plan.boxes import STATUSES, TITLES, PlanBox, hours_text, name_of_plan, plan_boxes, same_text, typed_text
from speedbumps.plan.typed_days import read_day
from speedbumps.plan.word_boxes import WordBox, WordBoxes
from speedbumps.text import capitalize_first, fold_text, shorten

HINTS = frozenset(
    {
        EMPTY_BOX,
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Click or tap to enter a date.",
        "Click here to enter a date.",
        "Choose an item.",
    }
)
"""What a box shows if nothing was typed: ours, and what Word puts there when a box is emptied."""

HOURS = re.compile(r"(?P<whole>\d{1,3},\d{3}|\d{1,6})(?:[.,](?P<part>\d{1,9}))?(?: ?(?:h|hrs?|hours?)\.?)?", re.ASCII)

LONGEST = 10_000
"""The most characters of a text in a plan."""

OURS = ("plan:", "ask:", "#")
"""How the tags of boxes begin."""


class TypedDocument(NamedTuple):
    """A document with its boxes, and the path that messages name."""

    path: str
    found: WordBoxes


class TypedPlan(NamedTuple):
    """What was typed into one or several documents."""

    values: Mapping[PlanBox, str]
    """The boxes whose value changes, each with the new one as the file of the plan has it."""
    problems: tuple[Problem, ...] = ()
    missing: tuple[PlanBox, ...] = ()
    """The boxes that no document has any more, though something stands there in the plan."""


class TypedWords(NamedTuple):
    """The words for reading a document, and for saying where something is wrong in it."""

    titles: Mapping[str, str]
    """The titles of bumps."""
    locale: Locale

    def of(self, box: PlanBox) -> str:
        """Return what *box* is about, in the words of the document."""
        return capitalize_first(shorten(self.titles.get(box.of, box.of)))

    def place(self, box: PlanBox) -> str:
        """Return where *box* is, in the words of the document."""
        return f"{self.of(box)}, “{self.locale.gettext(TITLES[box.key])}”"

    @property
    def months(self) -> Sequence[str]:
        """Return the names of months in the language of the document."""
        return tuple(map(self.locale.gettext, MONTHS))


class _NotUnderstoodError(Exception):
    """Raised with a message if a text is none that the plan can hold."""


def read_typed(plan: SchoolPlan, documents: Iterable[TypedDocument], words: TypedWords) -> TypedPlan:
    """Return what was typed into *documents*, which are hand-outs of *plan*.

    A box counts if something else stands in it than when the document was made.
    """
    known = {mark_of(box.name).name: box for box in plan_boxes(plan)}
    title = mark_of(name_of_plan(plan)).name
    values: dict[PlanBox, str] = {}
    problems: list[Problem] = []
    seen = set[str]()
    for document in documents:
        seen |= document.found.marks.keys()
        for each in document.found.boxes:
            box = known.get(each.mark.name)
            if each.mark.name == title:
                continue
            if box is None:
                problems += _lost_problems(each, document, words)
                continue
            try:
                value = _new_value(each, box, words)
            except _NotUnderstoodError as error:
                problems.append(_problem(BOX_NOT_UNDERSTOOD, box, str(error), document, words))
                continue
            if value is not None and (reason := _conflict(value, each, box, values)) is not None:
                problems.append(_problem(CHANGED_TWICE, box, reason, document, words))
            elif value is not None:
                values[box] = value
    missing = tuple(box for name, box in known.items() if box.value and name not in seen)
    in_order = {box: values[box] for box in known.values() if box in values}
    return TypedPlan(in_order, tuple(problems), missing)


def _new_value(each: WordBox, box: PlanBox, words: TypedWords) -> str | None:
    """Return the value that was typed into *box*; None if nothing was, or what stands in the plan already."""
    text = typed_text(each.text)
    if _is_as_before(each, text):
        return None
    value = _value_of(_without_hint(each, text), each, box, words)
    if _is_as_before(each, value) or same_text(value) == same_text(box.value) or (box.kind == "status" and not value):
        return None
    return value


def _is_as_before(each: WordBox, value: str) -> bool:
    """Return whether *value* stood in the box already when the document was made."""
    return mark_of("", same_text(value)).before == each.mark.before


def _without_hint(each: WordBox, text: str) -> str:
    """Return *text* without what programs leave of the hint in a box that was filled in."""
    if text == EMPTY_BOX or (each.is_hint and text in HINTS):
        return ""
    return typed_text(text.removeprefix(EMPTY_BOX).removesuffix(EMPTY_BOX))


def _value_of(text: str, each: WordBox, box: PlanBox, words: TypedWords) -> str:
    """Return *text* as the file of the plan has it.

    Raises:
        _NotUnderstoodError: If it cannot be understood.
    """
    if not text:
        return ""
    match box.kind:
        case "words":
            if len(text) > LONGEST:
                raise _NotUnderstoodError(f"this is longer than {LONGEST:,} characters")
            return text
        case "day":
            day = read_day(text, each.day, words.months)
            if day is None:
                raise _NotUnderstoodError("this is not read as a day; write it as 12 March 2027, or 2027-03-12")
            return day.isoformat()
        case "hours":
            found = HOURS.fullmatch(fold_text(text))
            if found is None:
                raise _NotUnderstoodError("this is not read as hours; write a number, such as 14 or 7.5")
            return hours_text(float(f"{found['whole'].replace(',', '')}.{found['part'] or 0}"))
        case "status":
            return _status_of(text, each, words)


def _status_of(text: str, each: WordBox, words: TypedWords) -> str:
    value = _statuses(each, words).get(fold_text(text), "")
    if value not in STATUSES:
        choices = ", ".join(words.locale.gettext(shown) for shown in STATUSES.values())
        raise _NotUnderstoodError(f"this is no status; choose one of {choices}")
    return value


def _statuses(each: WordBox, words: TypedWords) -> Mapping[str, str]:
    """Return the statuses by the words for them: those of the document, ours, and their names in the file."""
    return {
        **{fold_text(shown): value for shown, value in each.choices.items()},
        **{fold_text(words.locale.gettext(shown)): value for value, shown in STATUSES.items()},
        **{fold_text(shown): value for value, shown in STATUSES.items()},
        **{value: value for value in get_args(PlanStatus)},
    }


def _problem(code: str, box: PlanBox, message: str, document: TypedDocument, words: TypedWords) -> Problem:
    return Problem(document.path, START, code, f"{words.place(box)}: {message}")


def _conflict(value: str, each: WordBox, box: PlanBox, values: Mapping[PlanBox, str]) -> str | None:
    """Return why *value* cannot take the place of what stands in the plan, if something speaks against it."""
    if same_text(values.get(box, value)) != same_text(value):
        return (
            f"two different things are typed here, “{shorten(values[box])}” and “{shorten(value)}”; make them the same"
        )
    if not _is_as_before(each, box.value):
        return (
            f"this changed in the plan too, after the document was made: “{shorten(box.value)}” in the plan, "
            f"“{shorten(value)}” here; write the same in both, or leave one of them as it was"
        )
    return None


def _lost_problems(each: WordBox, document: TypedDocument, words: TypedWords) -> Iterator[Problem]:
    """Yield a problem if something was typed into a box of which the plan knows nothing."""
    tag = document.found.marks.get(each.mark.name, "")
    text = _without_hint(each, typed_text(each.text))
    if (tag and not tag.startswith(OURS)) or not text or _is_as_before(each, text):
        return
    day = read_day(text, each.day, words.months)
    values = (day.isoformat() if day else "", _statuses(each, words).get(fold_text(text), ""))
    if each.mark.before and any(_is_as_before(each, value) for value in values):
        return
    yield Problem(document.path, START, BOX_WITHOUT_PLACE, _lost_message(tag))


def _lost_message(tag: str) -> str:
    """Return what is said of text in a box with this *tag*, which belongs to nothing in the plan."""
    kind, *names = tag.partition("=")[0].split(":")
    key = names[-1] if names else ""
    bump, action, *_ = (*names, "", "")
    of = {"plan": f"{action or 'an action'} for {bump}", "ask": "something that was asked of others"}.get(
        kind, "something"
    )
    box = f"the box “{TITLES[key]}”" if key in TITLES else "a box"
    return (
        f"there is text in {box} about {shorten(of)}, which the plan no longer has; copy it to where it belongs, and "
        "empty the box"
    )
