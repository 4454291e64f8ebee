"""From answers to the one frozen Audit. There is no other way to make one."""

from speedbumps.audit.making import Wish, audits
from speedbumps.audit.own_words import own_words

__all__ = ["Wish", "audits", "own_words"]
