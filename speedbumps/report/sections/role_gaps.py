"""The gaps between groups in full, for the annex."""

from collections.abc import Iterable
from math import floor

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.audit import Gap, GapDirection
from speedbumps.report.blocks import Paragraph, RowGroup, Section, Table
from speedbumps.report.sections.role_views import FAR, agrees_with_numbers, whole_difference, wish_gaps
from speedbumps.report.view import View

VERDICTS: dict[GapDirection, str] = {
    "less": gettext_noop("Lower"),
    "more": gettext_noop("Higher"),
    "no-clear-difference": gettext_noop("No clear difference"),
}

MOST = 5
"""The most facets and questions that are shown for a pair of groups, in addition to the barriers."""


def role_gaps(view: View) -> Section | None:
    """Return the section with the gaps between groups; None if there are none to show."""
    found = view.audit.gaps
    if not found:
        return None
    gettext = view.words.gettext
    return Section(
        anchor="gaps",
        title=gettext("Gaps between groups"),
        blocks=(
            Paragraph(
                gettext(
                    "Each part of the table compares two groups. “10 lower” means that the first of them finds this "
                    "less in the way, by 10 points, whichever way round a question is worded."
                )
            ),
            Table(
                name="table-gaps",
                caption=gettext("Groups beside each other"),
                heads=(
                    gettext("Part of the road"),
                    gettext("For the first"),
                    gettext("Interval"),
                    gettext("In a word"),
                ),
                figures=frozenset({1}),
                groups=_gap_groups(found, view),
            ),
            Paragraph(
                gettext(
                    "Only what both were asked counts, and each number is rounded by itself, so a gap may differ from "
                    "what you get by subtracting: then “about” stands before it. The "
                    "interval is 95%% for an area and 99%% for anything else, and takes those who answered as a sample "
                    "of their group. An area is called higher or lower from 10 points on, and only where chance alone "
                    "would seldom make so large a difference."
                ),
                "quiet",
            ),
        ),
    )


def _gap_groups(found: Iterable[Gap], view: View) -> tuple[RowGroup, ...]:
    """Return a group of rows for each pair: its barriers, the questions on what is wanted, and the largest others."""
    pairs: dict[tuple[str, str], list[Gap]] = {}
    for gap in found:
        pairs.setdefault((gap.a, gap.b), []).append(gap)
    wishes = wish_gaps(view)
    return tuple(
        RowGroup(
            view.words.gettext("%(a)s, beside %(b)s", a=view.role_label(a), b=view.inside(view.role_label(b))),
            tuple(_gap_row(gap, view) for gap in _gaps_to_show(gaps, wishes)),
        )
        for (a, b), gaps in pairs.items()
    )


def _gaps_to_show(gaps: list[Gap], wishes: tuple[Gap, ...]) -> list[Gap]:
    first = [gap for gap in gaps if gap.said is not None]
    wanted = [gap for gap in gaps if gap in wishes]
    rest = [gap for gap in gaps if gap.said is None and abs(gap.difference) >= FAR and gap not in wanted]
    return [*first, *sorted(rest, key=lambda gap: -abs(gap.difference))[:MOST], *wanted]


def _gap_row(gap: Gap, view: View) -> tuple[str, str, str, str]:
    words = view.words
    return (
        view.label(gap.of),
        _difference_text(gap, view),
        "–" if gap.low is None or gap.high is None else _gap_interval(gap.low, gap.high, words),
        "–" if gap.said is None else words.gettext(VERDICTS[gap.said]),
    )


def _difference_text(gap: Gap, view: View) -> str:
    """Return the difference, with "about" before it where it is not what a reader gets by subtracting."""
    text = _points_text(whole_difference(gap), view.words)
    return text if agrees_with_numbers(gap, view) else view.words.gettext("about %(points)s", points=text)


def _gap_interval(low: float, high: float, words: Locale) -> str:
    """Return the interval in words, its ends rounded outwards."""
    return words.gettext(
        "%(low)s to %(high)s", low=_points_text(floor(low), words), high=_points_text(-floor(-high), words)
    )


def _points_text(points: int, words: Locale) -> str:
    """Return how far the first group's number lies from the second's, in words, since a sign is easily misread."""
    if points == 0:
        return words.gettext("the same")
    if points < 0:
        return words.gettext("%(points)s lower", points=words.number(-points))
    return words.gettext("%(points)s higher", points=words.number(points))
