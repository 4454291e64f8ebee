"""Build the frozen Audit of each school from its answers. There is no other way to make one."""

from speedbumps.audit.build import AuditOptions, Outline, audits, outlines
from speedbumps.audit.columns import ScoreColumns, score_columns
from speedbumps.audit.open_text import own_words
from speedbumps.audit.scores import Figure

__all__ = ["AuditOptions", "Figure", "Outline", "ScoreColumns", "audits", "outlines", "own_words", "score_columns"]
