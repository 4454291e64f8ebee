"""The internal consistency of each score (Cronbach's alpha), for analysts, with its limits."""

from math import ceil, floor

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.audit import Reliability
from speedbumps.report.blocks import Block, Headline, Row, RowGroup, Table, paragraphs
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


def reliability_blocks(view: View) -> tuple[Block, ...]:
    """Return the blocks about the internal consistency of each score; nothing if it was not requested."""
    of = view.audit.reliability
    if of is None:
        return ()
    gettext = view.words.gettext
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
    title = Headline(gettext("How far the questions hang together"))
    return (title, *paragraphs(*(gettext(sentence) for sentence in EXPLANATION)), table)


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


def _alpha_interval(each: Reliability, words: Locale) -> str | None:
    """Return the interval with its ends rounded outwards to two decimals; None if there is none."""
    if each.low is None or each.high is None:
        return None
    low, high = floor(each.low * 100) / 100, ceil(each.high * 100) / 100
    return words.gettext("%(low)s to %(high)s", low=words.number(low, 2), high=words.number(high, 2))
