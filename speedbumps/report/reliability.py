"""The internal consistency of each score (Cronbach's alpha), for analysts, with its limits."""

from math import ceil, floor
from typing import NamedTuple

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.audit import Reliability
from speedbumps.report.blocks import Block, Fold, Headline, ItemList, Only, Row, RowGroup, Table, paragraphs
from speedbumps.report.heights import STATUSES
from speedbumps.report.view import View

EXPLANATION = (
    gettext_noop(
        "For analysts: Cronbach’s alpha tells how far the answers to the questions of one score rise and fall "
        "together, from 0, not at all, to 1, wholly. The interval is one of 95 %%. It needs 3 questions and 30 people."
    ),
    gettext_noop(
        "It is no pass mark. The barriers are partly formative: their questions name causes that need not come "
        "together, so a low figure does not show that they are bad, and a high one not that they measure the right "
        "thing."
    ),
)


class ReliabilityPart(NamedTuple):
    """What a section says of internal consistency, and what the summary says of it."""

    blocks: tuple[Block, ...]
    summary: tuple[Block, ...]


def reliability_part(view: View) -> ReliabilityPart | None:
    """Return the blocks about the internal consistency of each score; None if it was not requested."""
    of = view.audit.reliability
    if of is None:
        return None
    gettext = view.words.gettext
    title = gettext("How far the questions hang together")
    explanation = paragraphs(*(gettext(sentence) for sentence in EXPLANATION))
    table = Table(
        name="table-together",
        caption=gettext("Cronbach’s alpha of each score"),
        heads=(
            gettext("Part of the road"),
            gettext("Alpha"),
            gettext("Interval"),
            gettext("Questions"),
            gettext("People"),
        ),
        figures=frozenset({1, 2, 3, 4}),
        groups=(RowGroup(None, tuple(_alpha_row(each, view) for each in of)),),
    )
    lines = tuple(_alpha_line(each, view) for each in of if each.alpha is not None)
    return ReliabilityPart(
        blocks=(
            Headline(title),
            *explanation,
            Only("page", (Fold(table.caption, (table,)),)),
            Only("text", (table,)),
        ),
        summary=(
            Headline(title, 2),
            ItemList(lines or (gettext("No score has a figure."),)),
            *explanation,
        ),
    )


def _alpha_row(each: Reliability, view: View) -> Row:
    words = view.words
    name = view.label(each.of)
    if each.alpha is None:
        said = (
            words.gettext("The answers do not vary")
            if each.status == "not-applicable"
            else words.gettext(STATUSES[each.status])
        )
        return (f"{name} ({said})", "–", "–", "–", "–")
    return (
        name,
        words.number(each.alpha, 2),
        _alpha_interval(each, words) or "–",
        "–" if each.questions is None else words.number(each.questions),
        "–" if each.n is None else words.number(each.n),
    )


def _alpha_line(each: Reliability, view: View) -> str:
    between = _alpha_interval(each, view.words)
    figure = view.words.number(each.alpha or 0.0, 2)
    return f"{view.label(each.of)}: {figure} ({between})" if between else f"{view.label(each.of)}: {figure}"


def _alpha_interval(each: Reliability, words: Locale) -> str | None:
    """Return the interval with its ends rounded outwards to two decimals; None if there is none."""
    if each.low is None or each.high is None:
        return None
    low, high = floor(each.low * 100) / 100, ceil(each.high * 100) / 100
    return words.gettext("%(low)s to %(high)s", low=words.number(low, 2), high=words.number(high, 2))
