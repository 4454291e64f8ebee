"""What people wrote in their own words, if a review has cleared it."""

from collections.abc import Iterator

from speedbumps.model.audit import OpenResult
from speedbumps.report.blocks import Block, Headline, ItemList, Paragraph, paragraphs
from speedbumps.report.view import View


def own_words_blocks(view: View) -> tuple[Block, ...]:
    """Return the cleared answers to open questions, or how many people wrote something; nothing if none was asked."""
    asked = [result for result in view.audit.open if result.status != "not-asked"]
    if not asked:
        return ()
    gettext = view.words.gettext
    title = Headline(gettext("In their own words"), 2)
    if any(result.words is not None for result in asked):
        care = gettext(
            "What could tell who wrote it has been taken out. Read these as single voices; how many think so is not "
            "known. Please do not guess who wrote what."
        )
        reviewed = [result for result in asked if result.words is not None]
        return (title, Paragraph(care), *(block for result in reviewed for block in _open_answers(result, view)))
    wrote = tuple(_written_lines(asked, view))
    uncleared = gettext(
        "Their words are printed only after the person who keeps the answers has taken out what could tell who wrote "
        "them, which takes about half an hour."
    )
    some = any(result.n for result in asked)
    return (title, *paragraphs(" ".join(wrote)), *((Paragraph(uncleared, "note"),) if some else ()))


def _written_lines(asked: list[OpenResult], view: View) -> Iterator[str]:
    """Yield how many people answered each open question, and of how many questions nothing is said."""
    words = view.words
    shown = [result for result in asked if result.n]
    if shown:
        counts = [
            words.gettext("%(question)s %(n)s", question=view.label(result.id), n=words.number(result.n or 0))
            for result in shown
        ]
        yield words.gettext("How many people wrote something: %(counts)s.", counts="; ".join(counts))
    if all(result.n == 0 for result in asked):
        yield words.gettext("Nobody wrote anything this time.")
    if hidden := sum(result.n is None for result in asked):
        yield words.ngettext(
            "Fewer than %(least)s answered %(n)s open question, so nothing is said about it.",
            "Fewer than %(least)s answered %(n)s open questions, so nothing is said about them.",
            hidden,
            least=view.audit.questionnaire.limits.min_open_text,
        )


def _open_answers(result: OpenResult, view: View) -> Iterator[Block]:
    words, texts = view.words, result.words or ()
    wrote = (
        None
        if result.n is None
        else words.ngettext("%(n)s person wrote something.", "%(n)s people wrote something.", result.n)
    )
    yield Headline(f"“{result.text}”")
    yield from paragraphs(wrote)
    if texts:
        yield ItemList(texts)
    else:
        yield Paragraph(words.gettext("Nothing of it was cleared to be shown."))
