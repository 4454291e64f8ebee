"""The line with which a page says that its translation is a draft."""

from speedbumps.i18n import ENGLISH, Locale, draft_texts
from speedbumps.report.blocks import Block, Document, Paragraph, Quiet


def with_draft_line(document: Document, words: Locale, *, draft_translation: bool) -> Document:
    """Return *document* with a line below its title if its words are a draft, or else the questionnaire's are.

    The line is in the language of *words* and in English.
    """
    if not (words.draft or draft_translation):
        return document
    own, *english = draft_texts(words)
    line = Paragraph((own, *(part for text in english for part in (" ", Quiet(text, ENGLISH)))), "quiet")
    front = document.front
    summary = None if front.summary is None else _below_title(front.summary, line)
    return document._replace(front=front._replace(blocks=_below_title(front.blocks, line), summary=summary))


def _below_title(blocks: tuple[Block, ...], line: Paragraph) -> tuple[Block, ...]:
    title, *rest = blocks or (line,)
    return (title, line, *rest) if blocks else (title,)
