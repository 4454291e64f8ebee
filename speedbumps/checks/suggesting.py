"""What the author may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A half sentence that names the nearest of the *known* words, or nothing where none is near."""
    folded = {word.casefold(): word for word in known}
    near = get_close_matches(written.casefold(), folded, n=1, cutoff=0.6)
    return f"; did you mean '{folded[near[0]]}'?" if near else ""
