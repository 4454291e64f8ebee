"""What moved most since the round before: one sentence for the page of changes and for the first page."""

from collections.abc import Iterator

from speedbumps.i18n import gettext_noop, ngettext_noop, truncate_text
from speedbumps.model.comparison import ChangeDirection, RoundChange, RoundComparison
from speedbumps.plan.boxes import STATUSES
from speedbumps.plan.bumps import ROUGH
from speedbumps.report.blocks import Link, Paragraph, Strong
from speedbumps.report.heights import severity_text
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.view import View

NAME = 70
"""The most characters of the name of a round, a question or an action."""

MOST = 3
"""The most parts of the road that are named as lower, and as higher."""

VERDICTS: dict[ChangeDirection, str] = {
    "lower": gettext_noop("▼ clearly lower"),
    "higher": gettext_noop("▲ clearly higher"),
    "no-clear-change": gettext_noop("no clear change"),
}

COUNTS: tuple[tuple[ChangeDirection, tuple[str, str]], ...] = (
    ("lower", ngettext_noop("%(n)s is clearly lower (better).", "%(n)s are clearly lower (better).")),
    ("higher", ngettext_noop("%(n)s is clearly higher (worse).", "%(n)s are clearly higher (worse).")),
    ("no-clear-change", ngettext_noop("%(n)s shows no clear change.", "%(n)s show no clear change.")),
)
"""How many areas each verdict has."""


def moved_most(found: RoundComparison) -> tuple[RoundChange, ...]:
    """Return the parts of the road that moved most: at most MOST that are lower, then as many that are higher.

    Only those count whose 99 % interval leaves out 0, as it is shown; what moved further stands first.
    """
    parts = [each for each in found.changes if each.kind == "facet" and each.low is not None and each.high is not None]
    lower = sorted((each for each in parts if (each.high or 0.0) < 0), key=lambda each: each.difference)
    higher = sorted((each for each in parts if (each.low or 0.0) > 0), key=lambda each: -each.difference)
    return (*lower[:MOST], *higher[:MOST])


def moved_line(found: RoundComparison, view: View) -> str | None:
    """Return the sentence that names what moved most; None if no part did by more than its interval."""
    parts = [_moved_text(each, view) for each in moved_most(found)]
    if not parts:
        return None
    return view.words.gettext("Moved most: %(parts)s.", parts=", ".join(parts))


def _moved_text(change: RoundChange, view: View) -> str:
    words = view.words
    sizes = sorted(abs(end) for end in (change.low, change.high) if end is not None)
    least, most = (words.number(size, 0 if size == int(size) else 1) for size in sizes)
    values = {
        "part": change.title,
        "before": severity_text(change.before, view),
        "after": severity_text(change.after, view),
        "n": words.number(abs(change.difference), 0 if change.difference == int(change.difference) else 1),
        "least": least,
        "most": most,
    }
    if (change.difference < 0) != view.high_is_good:
        return words.gettext(
            "“%(part)s” from %(before)s to %(after)s (down %(n)s; between %(least)s and %(most)s)", **values
        )
    return words.gettext("“%(part)s” from %(before)s to %(after)s (up %(n)s; between %(least)s and %(most)s)", **values)


def is_too_rough(change: RoundChange) -> bool:
    """Return whether too few people answered to say whether *change* is one.

    It has no clear direction, and its interval reaches more than ROUGH points each way: the width from which a number
    is too uncertain to be put first.
    """
    if change.said != "no-clear-change" or change.low is None or change.high is None:
        return False
    return (change.high - change.low) / 2 > ROUGH


def verdict_text(change: RoundChange, view: View) -> str | None:
    """Return the verdict on *change* in words; None if it has none."""
    if change.said is None:
        return None
    return (
        view.words.gettext("too few answers to say")
        if is_too_rough(change)
        else view.words.gettext(VERDICTS[change.said])
    )


def verdict_line(found: RoundComparison, view: View) -> str | None:
    """Return how many areas are clearly lower or higher; None if none has a verdict.

    Those of which too few answers tell anything are not among those that can be compared.
    """
    verdicts = [change for change in found.changes if change.said is not None]
    if not verdicts:
        return None
    words = view.words
    rough = sum(map(is_too_rough, verdicts))
    begin = words.ngettext(
        "Of the areas, %(n)s can be compared.", "Of the areas, %(n)s can be compared.", len(verdicts) - rough
    )
    said = [change.said for change in verdicts if not is_too_rough(change)]
    counts = [(texts, said.count(verdict)) for verdict, texts in COUNTS]
    few = words.ngettext(
        "Of %(n)s there are too few answers to say.", "Of %(n)s there are too few answers to say.", rough
    )
    return " ".join((begin, *(words.ngettext(*texts, n) for texts, n in counts if n), *((few,) if rough else ())))


def since_paragraphs(view: View) -> tuple[Paragraph, ...]:
    """Return the line of the first page on what moved since the round before, and what became of the last plan."""
    parts = tuple(_since_spans(view))
    return (Paragraph(parts[:-1] if parts[-1] == " " else parts),) if parts else ()


def _since_spans(view: View) -> Iterator[str | Strong | Link]:
    found, page, gettext = view.comparison, view.last_plan, view.words.gettext
    if found is not None:
        before = found.before.round
        yield Strong(
            gettext("Since %(round)s:", round=truncate_text(before, NAME))
            if before
            else gettext("Since the round before:")
        )
        line = moved_line(found, view) or verdict_line(found, view)
        yield f" {line} " if line else " "
        yield Link(gettext("All changes: see “Then and now”."), "then")
        yield " "
    if page is not None and page.plan.priorities:
        yield Strong(gettext("The last plan:"))
        yield f" {_plan_line(page, view)} "
        yield Link(gettext("More: see “What became of the last plan”."), "last-plan")


def _plan_line(page: PlanPage, view: View) -> str:
    """Return what became of each action of the last plan."""
    words = view.words
    became = [
        words.gettext(
            "“%(action)s” %(status)s",
            action=truncate_text(page.action_title(each), NAME),
            status=words.gettext(STATUSES[each.status]),
        )
        for each in page.plan.priorities
    ]
    return f"{words.join(became)}."
