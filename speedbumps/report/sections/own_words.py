"""What people wrote in their own words, if a review has cleared it."""

from collections.abc import Iterator

from speedbumps.model.audit import OpenResult
from speedbumps.report.blocks import Block, Headline, ItemList, Paragraph, Section, paragraphs
from speedbumps.report.view import View


def own_words(view: View) -> Section | None:
    """Return the section with the cleared answers to open questions; None if nothing was reviewed."""
    reviewed = [result for result in view.audit.open if result.words is not None]
    if not reviewed:
        return None
    gettext = view.words.gettext
    title = gettext("In people’s own words")
    care = gettext(
        "Somebody read these first, took out what could tell who a person is, and chose what to show. Each is one "
        "person’s view. They stand in no order, without any role. Please do not guess who wrote what, and take "
        "them as something to ask about."
    )
    blocks = (Paragraph(care), *(block for result in reviewed for block in _open_answers(result, view)))
    return Section("words", title, blocks, (Headline(title, 2), *blocks))


def _open_answers(result: OpenResult, view: View) -> Iterator[Block]:
    words, texts = view.words, result.words or ()
    wrote = (
        None
        if result.n is None
        else words.ngettext("%(n)s person wrote something.", "%(n)s people wrote something.", result.n)
    )
    yield Headline(result.text)
    yield from paragraphs(wrote)
    if texts:
        yield ItemList(texts)
    else:
        yield Paragraph(words.gettext("Nothing of it was cleared to be shown."))
