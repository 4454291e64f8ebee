"""What the school already has; the report shows it before any barrier."""

from typing import NamedTuple

from speedbumps.i18n import truncate_text
from speedbumps.memory import memoize
from speedbumps.model.audit import OpenResult
from speedbumps.model.queries import barrier_of
from speedbumps.report.answers import answers_at_end
from speedbumps.report.blocks import (
    Block,
    Headline,
    Height,
    HeightLine,
    HeightList,
    Only,
    Paragraph,
    Section,
    bullets,
    titled_bullets,
)
from speedbumps.report.heights import STATUSES, target_height
from speedbumps.report.view import Target, View

MOST = 5
FEWEST = 3

TITLE = 70
"""The most characters of a title in the summary."""


class StrengthTexts(NamedTuple):
    """Where the road is clear, and where there is more skill than is used."""

    clear: tuple[Height, ...]
    are_clear: bool
    """Whether *clear* holds targets of the lowest band; otherwise they are merely the lowest of all."""
    expertise_line: str | None


@memoize
def strength_texts(view: View) -> StrengthTexts:
    """Return what goes well, on which the front page draws too."""
    clear, are_clear = _lowest_targets(view)
    return StrengthTexts(clear, are_clear, _expertise_line(view))


def strengths(view: View) -> Section:
    """Return the section about what the school already has."""
    gettext, texts = view.words.gettext, strength_texts(view)
    title, ids = gettext("What the school already has"), expertise_ids(view)
    lowest = gettext("Where the road is clear") if texts.are_clear else gettext("Where the road is lowest")
    written = (open_answers_line(result, view) for result in view.audit.open if result.belongs_to in ids)
    return Section(
        anchor="assets",
        title=title,
        blocks=(
            *((Paragraph(texts.expertise_line, "lead"),) if texts.expertise_line else ()),
            *((Headline(lowest), *_clear_blocks(texts)) if texts.clear else (Paragraph(_none_clear_line(view)),)),
            Headline(gettext("What is done well, in own words")),
            *bullets(written, "lines"),
            Paragraph(_written_line(ids, view)),
        ),
        summary=titled_bullets(title, strength_lines(view), 2),
    )


def strength_lines(view: View) -> tuple[str, ...]:
    """Return what goes well in a sentence or two, for readers with one minute."""
    words, texts = view.words, strength_texts(view)
    names = words.join(_title_with_height(clear, view) for clear in texts.clear[:3])
    match names, texts.are_clear:
        case "", _:
            roads: tuple[str, ...] = ()
        case _, True:
            roads = (words.gettext("Hardly in the way: %(names)s.", names=names),)
        case _:
            roads = (words.gettext("Least in the way: %(names)s.", names=names),)
    return (*(roads or (_none_clear_line(view),)), *([texts.expertise_line] if texts.expertise_line else ()))


def _title_with_height(height: Height, view: View) -> str:
    return view.words.gettext(
        "%(title)s (%(number)s out of 100)", title=truncate_text(height.title, TITLE), number=height.number
    )


def _none_clear_line(view: View) -> str:
    """Return the reason why no part of the road is named as clear or lowest."""
    if any(_speaks_for_staff(target, view) for stretch in view.stretches for target in stretch):
        return view.words.gettext(
            "Every part that has a figure is a bump. Ask around: what goes well here that more people could see?"
        )
    return view.words.gettext(
        "No figure can be shown here yet. Ask around: what goes well here that more people could see?"
    )


def _clear_blocks(texts: StrengthTexts) -> tuple[Block, ...]:
    with_next_step = HeightList(
        tuple(
            HeightLine(height.title, height.line, height.after if texts.are_clear else None) for height in texts.clear
        )
    )
    alone = HeightList(tuple(HeightLine(height.title, height.line) for height in texts.clear))
    return (Only("page", (with_next_step,)), Only("text", (alone,)))


def open_answers_line(result: OpenResult, view: View) -> str:
    """Return a sentence that says how many people answered one open question."""
    words = view.words
    if result.n is None:
        said = words.gettext(STATUSES[result.status])
    else:
        said = words.ngettext("%(n)s person wrote something", "%(n)s people wrote something", result.n)
    return f"{view.label(result.id)}: {said}."


def _lowest_targets(view: View) -> tuple[tuple[Height, ...], bool]:
    scored = [target for stretch in view.stretches for target in stretch if _speaks_for_staff(target, view)]
    low_first = sorted(scored, key=lambda target: target.severity or 0.0)
    first_band = view.audit.questionnaire.bands[0].id
    clear = [target for target in low_first if target.band == first_band][:MOST]
    chosen = clear or [target for target in low_first if target.id not in view.audit.bumps][:FEWEST]
    named = (target_height(target, view)._replace(title=view.strength_label(target.id)) for target in chosen)
    return tuple(named), bool(clear)


def _speaks_for_staff(target: Target, view: View) -> bool:
    """Return whether *target* has a score from more than one person, or from the only person who answered."""
    return target.severity is not None and (target.n != 1 or view.audit.respondents.n == 1)


def expertise_ids(view: View) -> set[str]:
    """Return the ids of the facets that the question about unused skills measures, and of their barriers.

    Open answers to these are about what people do well. The set is empty where the questionnaire has no such question.
    """
    found = view.signals.get("expertise")
    return {name for facet in found.facets for name in (facet, barrier_of(facet))} if found else set()


def _expertise_line(view: View) -> str | None:
    """Return what the question about unused skills says; None where the questionnaire has none.

    Of an audit that is older than such results, nothing is said.
    """
    gettext, found = view.words.gettext, view.signals.get("expertise")
    if found is None:
        return None
    question = view.questions.get(found.question)
    if question is None or found.status == "not-asked":
        return gettext("Whether people here have skills that could be used more was not asked.")
    match found.side:
        case "high":
            return gettext(
                "Some of the know-how is already here. %(answers)s The task is to find it and pass it on.",
                answers=answers_at_end(question, "high", view),
            )
        case "low":
            return gettext(
                "Much of the skill here is already put to use. %(answers)s",
                answers=answers_at_end(question, "low", view),
            )
    if question.severity is None:
        return gettext("Whether people here have skills that could be used more: no figure to show this time.")
    return gettext(
        "Whether people here have skills that could be used more: the answers do not clearly point one way or the "
        "other."
    )


def _written_line(ids: set[str], view: View) -> str:
    gettext = view.words.gettext
    asked = [result for result in view.audit.open if result.belongs_to in ids and result.status != "not-asked"]
    if not asked:
        return gettext("What people would show to others, in their own words, was not asked this time.")
    if all(result.n == 0 for result in asked):
        return gettext("Nobody wrote anything about it this time.")
    if any(result.words is not None for result in view.audit.open):
        return gettext("What was cleared to be read by others stands under “In people’s own words”.")
    return gettext(
        "What was written is not printed here. Whoever keeps the answers can read it out, with care that nobody can "
        "be recognised."
    )
