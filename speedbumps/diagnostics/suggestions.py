"""What the author may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A half sentence that names the nearest of the *known* words, or nothing where none is near."""
    near = _near(written, known)
    return f"; did you mean '{near[0]}'?" if near else ""


def surely_meant(written: str, known: Iterable[str]) -> str | None:
    """The only one of the *known* words that *written* can stand for; None where several are near, or none is."""
    near = _near(written, known)
    if len(near) == 1 or (near and near[0].casefold() == written.casefold()):
        return near[0]
    return None


def _near(written: str, known: Iterable[str]) -> list[str]:
    """The two of the *known* words that are nearest, the nearest first; capital letters make no difference."""
    folded = {word.casefold(): word for word in known}
    return [folded[word] for word in get_close_matches(written.casefold(), folded, n=2, cutoff=0.6)]
