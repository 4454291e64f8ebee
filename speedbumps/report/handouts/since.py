"""What moved since the round before, and what became of the last plan, in three lines."""

from collections.abc import Iterator, Sequence

from speedbumps.i18n import Locale, truncate_text
from speedbumps.model.comparison import RoundChange, RoundComparison
from speedbumps.plan.boxes import STATUSES
from speedbumps.report.blocks import Block, Strong, Text, paragraphs, titled_bullets
from speedbumps.report.handouts.handout import Handout
from speedbumps.report.handouts.readers import Reader
from speedbumps.report.heights import severity_text
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.view import View
from speedbumps.text import as_sentence

MOST = 3
"""The most parts of the road that are named in each direction, and the most actions."""

NOTES = {Reader.governors: 60, Reader.staff: 90}
"""The most characters of what the school noted of an action, on the sheet for each reader."""


def since_blocks(handout: Handout, reader: Reader, words: Locale) -> tuple[Block, ...]:
    """Return the lines about the round before and the last plan for *reader*; nothing where neither is at hand."""
    beside, view = handout.beside, handout.view
    items = (
        *(_moved_texts(beside.comparison, view) if beside.comparison and view else ()),
        *(_plan_texts(beside.last_plan, NOTES[reader], words) if beside.last_plan else ()),
    )
    caution = words.gettext("A bump may have changed for other reasons than the plan.") if len(items) > 1 else None
    return (*titled_bullets(words.gettext("Since the round before"), items, 2), *paragraphs(caution))


def cut_notes(page: PlanPage, reader: Reader) -> tuple[str, ...]:
    """Return which actions of the last plan have notes that the sheet for *reader* shows cut, and how long they are."""
    shown = page.plan.priorities[:MOST]
    lengths = ((page.action_title(each), len(" ".join((each.notes or "").split()))) for each in shown)
    room = NOTES[reader]
    return tuple(f"“{title}” ({length} characters; {room} fit)" for title, length in lengths if length > room)


def _moved_texts(found: RoundComparison, view: View) -> Iterator[Text]:
    """Yield what is clearly lower and what is clearly higher, the parts that moved most first."""
    gettext = view.words.gettext
    kind = "facet" if any(each.kind == "facet" for each in found.changes) else "barrier"
    clear = sorted(
        (each for each in found.changes if each.kind == kind and _is_clear(each)),
        key=lambda each: -abs(each.difference),
    )
    lower, higher = ([each for each in clear if (each.difference < 0) == down][:MOST] for down in (True, False))
    if lower:
        yield (Strong(gettext("Lower, and so better:")), f" {_numbers(lower, view)}")
    if higher:
        yield (Strong(gettext("Higher, and so worse:")), f" {_numbers(higher, view)}")
    if not clear:
        yield gettext("No part of the road has clearly moved.")


def _is_clear(change: RoundChange) -> bool:
    """Return whether a barrier has a clear verdict, or the whole interval of a facet lies on one side of 0."""
    if change.kind == "barrier":
        return change.said in {"lower", "higher"}
    return change.low is not None and change.high is not None and (change.high < 0 or change.low > 0)


def _numbers(changes: Sequence[RoundChange], view: View) -> str:
    named = [
        view.words.gettext(
            "%(bump)s from %(before)s to %(after)s",
            bump=each.title,
            before=severity_text(each.before, view),
            after=severity_text(each.after, view),
        )
        for each in changes
    ]
    return f"{view.words.join(named)}."


def _plan_texts(page: PlanPage, most: int, words: Locale) -> Iterator[Text]:
    """Yield what became of the actions of the last plan, with at most so many characters of what was noted of each."""
    became = [
        as_sentence(
            words.gettext(
                "“%(action)s”: %(status)s", action=page.action_title(each), status=words.gettext(STATUSES[each.status])
            )
        )
        + (f" {as_sentence(truncate_text(each.notes, most))}" if each.notes else "")
        for each in page.plan.priorities[:MOST]
    ]
    if became:
        yield (Strong(words.gettext("What became of the last plan:")), f" {' '.join(became)}")
