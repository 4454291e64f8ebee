"""What goes well; the report shows it before any bump."""

from collections.abc import Callable

from speedbumps.i18n import truncate_text
from speedbumps.model.audit import OpenResult, QuestionResult
from speedbumps.model.audit_queries import Target
from speedbumps.model.queries import barrier_of, is_clearly_low
from speedbumps.report.answers import answers_at_end, most_text
from speedbumps.report.blocks import Block, Card, Cards, Headline, Paragraph, Strong, Text, paragraphs
from speedbumps.report.heights import STATUSES, target_height
from speedbumps.report.view import View

MOST = 3
"""The most parts of the road that are named."""

TITLE = 70
"""The most characters of a title."""


def front_cards(view: View) -> Cards | None:
    """Return the parts that are least in the way, in a few words; None if none can be named."""
    gettext = view.words.gettext
    return _cards(
        view,
        lambda target: (gettext("%(number)s, where 0 is best", number=target_height(target, view).number),),
    )


def strength_blocks(view: View) -> tuple[Block, ...]:
    """Return what goes well, with what people answered."""
    gettext, cards = view.words.gettext, _cards(view, lambda target: _card_lines(target, view))
    lead = gettext(
        "These parts are least in the way: the lower the number, the better. Say so to staff, ask how it is done, and "
        "keep it."
    )
    expertise = _expertise_text(view)
    return (
        Headline(gettext("What goes well"), 2),
        *((Paragraph(lead), cards) if cards else paragraphs(none_clear_line(view))),
        *((Paragraph(expertise),) if expertise else ()),
    )


def none_clear_line(view: View) -> str:
    """Return the reason why no part of the road is named."""
    if any(_speaks_for_staff(target, view) for target in view.units):
        return view.words.gettext(
            "No part is clearly below the line to a bump. Ask around: what goes well here that more people could see?"
        )
    return view.words.gettext(
        "No number can be shown here yet. Ask around: what goes well here that more people could see?"
    )


def _cards(view: View, lines: Callable[[Target], tuple[Text, ...]]) -> Cards | None:
    found = lowest_targets(view)
    if not found:
        return None
    return Cards(tuple(Card(truncate_text(view.strength_label(each.id), TITLE), lines(each)) for each in found))


def _card_lines(target: Target, view: View) -> tuple[Text, ...]:
    height = target_height(target, view)
    number = " ".join(part for part in (height.number, height.margin) if part)
    question = _clearest_question(target, view)
    if question is None:
        return (number,)
    answer = view.answers.get(question.id)
    said = (Strong(view.inside(answer)), ".") if answer else most_text(question, "low", view)
    if said is None:
        return (number,)
    return (number, view.label(question.id), said)


def _clearest_question(target: Target, view: View) -> QuestionResult | None:
    """Return the question of *target* that is least in the way; None if no answers are shown.

    Answers to a sensitive question are nothing to be content with, however many are good; nor are those of a bump.
    """
    shown = [
        question
        for question in target.questions
        if question.severity is not None
        and question.distribution
        and not question.sensitive
        and not view.counts_in_bump(question)
    ]
    return min(shown, key=lambda question: question.severity or 0.0, default=None)


def open_answers_line(result: OpenResult, view: View) -> str:
    """Return a sentence that says how many people answered one open question."""
    words = view.words
    if result.n is None:
        said = words.gettext(STATUSES[result.status])
    else:
        said = words.ngettext("%(n)s person wrote something", "%(n)s people wrote something", result.n)
    return f"{view.label(result.id)}: {said}."


def lowest_targets(view: View) -> list[Target]:
    """Return the parts of the road that go well, the lowest first."""
    low = [
        target
        for target in view.units
        if _speaks_for_staff(target, view)
        and is_clearly_low(target.severity, target.high, view.audit.questionnaire.bump_from)
    ]
    return sorted(low, key=lambda target: target.severity or 0.0)[:MOST]


def _speaks_for_staff(target: Target, view: View) -> bool:
    """Return whether *target* has a score from more than one person, or from the only person who answered."""
    return target.severity is not None and (target.n != 1 or view.audit.respondents.n == 1)


def expertise_ids(view: View) -> set[str]:
    """Return the ids of the facets that the question about unused skills measures, and of their barriers.

    Open answers to these are about what people do well. The set is empty where the questionnaire has no such question.
    """
    found = view.signals.get("expertise")
    return {name for facet in found.facets for name in (facet, barrier_of(facet))} if found else set()


def _expertise_text(view: View) -> Text | None:
    """Return what the question about unused skills says, if it says something for certain.

    Unused skills are nothing that goes well where they make a bump.
    """
    found = view.signals.get("expertise")
    question = view.questions.get(found.question) if found else None
    if found is None or question is None or found.side is None:
        return None
    if found.side == "high" and view.counts_in_bump(question):
        return None
    gettext = view.words.gettext
    answers = answers_at_end(question, found.side, view)
    held = answers if isinstance(answers, tuple) else (answers,)
    if found.side == "low":
        return (Strong(gettext("Much of the skill here is already put to use.")), " ", *held)
    after = gettext("The task is to find it and pass it on.")
    return (Strong(gettext("Some of the know-how is already here.")), " ", *held, f" {after}")
