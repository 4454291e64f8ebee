"""Suggestions of what an author may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Return "; did you mean '...'?" with the nearest of the *known* words, or "" if none is near."""
    near = _nearest_words(written, known)
    return f"; did you mean '{near[0]}'?" if near else ""


def find_only_match(written: str, known: Iterable[str]) -> str | None:
    """Return the only one of the *known* words that *written* can stand for, or None if several or none are near."""
    near = _nearest_words(written, known)
    if len(near) == 1 or (near and near[0].casefold() == written.casefold()):
        return near[0]
    return None


def _nearest_words(written: str, known: Iterable[str]) -> list[str]:
    """Return up to two of the *known* words, the nearest first, whatever their case."""
    folded = {word.casefold(): word for word in known}
    return [folded[word] for word in get_close_matches(written.casefold(), folded, n=2, cutoff=0.6)]
