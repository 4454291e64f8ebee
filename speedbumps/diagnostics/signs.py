"""Find signs that look like others, or like nothing at all, and say what they are."""

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

CYRILLIC = ("АВЕКМНОРСТУХЅІЈаеорсухѕіјһԁԛԝ", "ABEKMHOPCTYXSIJaeopcyxsijhdqw")
GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ", "ABEZHIKMNOPTYXovcj")
ARMENIAN = ("օսհցզ", "ouhgq")
LATIN = ("ıɑɡ", "iag")
DASHES = "‐‑‒–—―−"
QUOTES = "“”„‟«»‘’‚‛‹›"

SAME: Mapping[str, str] = {
    other: letter for pair in (CYRILLIC, GREEK, ARMENIAN, LATIN) for other, letter in zip(*pair, strict=True)
} | dict.fromkeys(DASHES, "-")
"""Letters of other alphabets and dashes, and what they look like."""

FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols that are drawn as nothing."""

WIDE_AND_STYLED = (("\uff01", "\uff5e"), ("\U0001d400", "\U0001d7ff"))
"""The first and the last of the letters and signs that are wider, or in another style, than those of a keyboard."""

VARIATIONS = ("\ufe00", "\ufe0f")
"""The first and the last of the signs that choose the look of the sign before them."""


class OddSign(NamedTuple):
    """A sign that is not what it looks like."""

    offset: int
    sign: str
    instead: str | None
    """What it looks like; "" for a sign that cannot be seen, None for a quote, which may be meant as several things."""

    @property
    def message(self) -> str:
        """Return what the sign is, and what to do."""
        name = f"{unicodedata.name(self.sign, 'a sign without a name')} (U+{ord(self.sign):04X})"
        match self.instead:
            case None:
                return f"{self.sign} is {name}, a quote as word processors write it; write ' or \", or take it out"
            case "":
                return f"here is a sign that cannot be seen, {name}; take it out"
            case " ":
                return f"here is {name} in place of an ordinary space; write a space"
            case letter:
                return f"'{self.sign}' looks like '{letter}' and is {name}; write '{letter}'"


def looks_like(sign: str) -> str | None:
    """Return the letter or sign of a keyboard that *sign* looks like, a space for a space; None if it is none."""
    if sign.isascii():
        return None
    if sign in SAME:
        return SAME[sign]
    if unicodedata.category(sign) == "Zs":
        return " "
    if any(first <= sign <= last for first, last in WIDE_AND_STYLED):
        return plain if (plain := unicodedata.normalize("NFKC", sign)).isascii() else None
    return None


def is_invisible(sign: str) -> bool:
    """Return whether *sign* is drawn as nothing, and is no space of a keyboard, tab or line end."""
    if sign.isascii():
        return False
    hidden = unicodedata.category(sign) in ("Cf", "Cc", "Zl", "Zp")
    return hidden or sign in FILLERS or VARIATIONS[0] <= sign <= VARIATIONS[1]


def odd_sign_in_name(name: str) -> OddSign | None:
    """Return the first sign of *name* that looks like another; None if there is none.

    Quotes and dashes of word processors are odd only in a name without spaces.
    """
    if name.isascii():
        return None
    words = " " in name.strip()
    for offset, sign in enumerate(name):
        if is_invisible(sign):
            return OddSign(offset, sign, "")
        if sign in QUOTES and not words:
            return OddSign(offset, sign, None)
        like = looks_like(sign)
        if like is not None and not (words and sign in DASHES):
            return OddSign(offset, sign, like)
    return None
