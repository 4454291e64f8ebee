"""Texts as they compare: what people type and what programs export differ in case, spaces and signs."""

import re
import unicodedata

SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def folded(text: str) -> str:
    """The *text* in one form for comparing: composed, case and spaces folded, plain quotes and dashes."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(SIGNS).casefold().split())


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
