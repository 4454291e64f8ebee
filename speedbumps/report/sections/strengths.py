"""What the school already has; the report shows it before any barrier."""

from typing import NamedTuple

from speedbumps.i18n import truncate_text
from speedbumps.memory import memoize
from speedbumps.model.audit import OpenResult
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
    paragraphs,
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
    expertise: Height | None
    expertise_line: str


@memoize
def strength_texts(view: View) -> StrengthTexts:
    """Return what goes well, on which the front page draws too."""
    clear, are_clear = _lowest_targets(view)
    target = view.targets.get(view.audit.questionnaire.signals.expertise or "")
    expertise = target_height(target, view) if target else None
    return StrengthTexts(clear, are_clear, expertise, _expertise_line(expertise, view))


def strengths(view: View) -> Section:
    """Return the section about what the school already has."""
    gettext, texts = view.words.gettext, strength_texts(view)
    title, expertise, ids = gettext("What the school already has"), texts.expertise, expertise_ids(view)
    skills = f"{expertise.title}: {expertise.line}" if expertise and expertise.severity is not None else None
    written = (open_answers_line(result, view) for result in view.audit.open if result.belongs_to in ids)
    return Section(
        anchor="assets",
        title=title,
        blocks=(
            Paragraph(texts.expertise_line, "lead"),
            *paragraphs(skills),
            Headline(gettext("Where the road is clear") if texts.are_clear else gettext("Where the road is lowest")),
            *_clear_blocks(texts, view),
            Headline(gettext("What is done well, in people’s own words")),
            *bullets(written, "lines"),
            Paragraph(_written_line(view, bool(ids))),
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
            roads = (words.gettext("The road is clear at: %(names)s.", names=names),)
        case _:
            roads = (words.gettext("The road is lowest at: %(names)s.", names=names),)
    return (*roads, texts.expertise_line)


def _title_with_height(height: Height, view: View) -> str:
    return view.words.gettext(
        "%(title)s (height %(number)s)", title=truncate_text(height.title, TITLE), number=height.number
    )


def _clear_blocks(texts: StrengthTexts, view: View) -> tuple[Block, ...]:
    if not texts.clear:
        return (
            Paragraph(
                view.words.gettext(
                    "No figure can be shown here yet. Ask around: what goes well here that more people could see?"
                )
            ),
        )
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
    return tuple(target_height(target, view) for target in chosen), bool(clear)


def _speaks_for_staff(target: Target, view: View) -> bool:
    """Return whether *target* has a score from more than one person, or from the only person who answered."""
    return target.severity is not None and (target.n != 1 or view.audit.respondents.n == 1)


def expertise_ids(view: View) -> set[str]:
    """Return the ids of the expertise facet and its barrier, whose open answers are about what people do well.

    The set is empty where the questionnaire has no such facet.
    """
    signal = view.audit.questionnaire.signals.expertise
    if signal is None or signal not in view.barrier_of:
        return set()
    return {signal, view.barrier_of[signal].id}


def _expertise_line(found: Height | None, view: View) -> str:
    gettext = view.words.gettext
    if found is None:
        return gettext("Whether people here have skills that could be used more was not asked.")
    if found.severity is None:
        return gettext("Whether people here have skills that could be used more: no figure to show this time.")
    if found.bump:
        return gettext(
            "The answers say that there is more skill in the school than gets used. That is something to build on: "
            "the know-how is already here, and needs only to move."
        )
    return gettext("The answers say that much of the skill in the school is already put to use.")


def _written_line(view: View, known: bool) -> str:  # noqa: FBT001 # private, with a single call
    gettext = view.words.gettext
    if not view.audit.open or not known:
        return gettext("What people would show to others, in their own words, was not asked this time.")
    if any(result.words is not None for result in view.audit.open):
        return gettext("What was cleared to be read by others stands under “In people’s own words”.")
    return gettext(
        "What people wrote is not printed here. Whoever keeps the answers can read it out, with care that nobody can "
        "be recognised."
    )
