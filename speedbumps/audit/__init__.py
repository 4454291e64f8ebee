"""From answers to the one frozen Audit. There is no other way to make one."""

from speedbumps.audit.build import Outline, Wish, audits, outlines
from speedbumps.audit.open_text import own_words
from speedbumps.audit.scores import Figure

__all__ = ["Figure", "Outline", "Wish", "audits", "outlines", "own_words"]
