"""Texts as they compare: what people type and what programs export differ in case, spaces and signs."""

import re
import unicodedata

SIGNS = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼ´′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("–—‐‑‒―−", "-"),
    }
)

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""Characters that nobody sees: soft hyphens, zero width spaces and joiners, direction marks, byte order marks.

Signs that Unicode also calls format characters but that are drawn, such as the Arabic number sign, are not among them.
"""


def folded(text: str) -> str:
    """The *text* in one form for comparing.

    It is composed, in small letters, with single spaces, plain quotes and dashes, and without invisible characters.
    """
    if not text.isascii():
        text = INVISIBLE.sub("", text).translate(SIGNS)
        text = unicodedata.normalize("NFKC", text).translate(SIGNS)
    return " ".join(text.casefold().split())


# Everything that can steer a terminal or turn the direction of the text around it; tabs and line ends may stay.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """*text* without characters that steer a terminal or turn text around."""
    return CONTROL.sub("", text)


def unescaped(text: str) -> str:
    """*text* with the signs that HTML writes as names, such as &amp;, as they are read."""
    if "&" not in text:
        return text
    # Loads two thousand names, which most answers do without.
    from html import unescape

    return unescape(text)
