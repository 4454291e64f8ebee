"""Texts as they compare, whatever their case, spaces and signs; and as a terminal can show them."""

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

# Everything that can steer a terminal or turn the direction of the text around it; tabs and line ends may stay.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# As above, and tabs, line ends, halves of characters and marks of the order of bytes.
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

COLOUR = re.compile("(\x1b\\[[0-9;]*m)")
"""What changes the colour of the text that follows."""

SHORT = 60
"""Characters of a heading or a word that a message repeats."""


def folded(text: str) -> str:
    """The *text* in one form for comparing.

    It is composed, in small letters, with single spaces, plain quotes and dashes, and without invisible characters.
    """
    if not text.isascii():
        text = INVISIBLE.sub("", text).translate(SIGNS)
        text = unicodedata.normalize("NFKC", text).translate(SIGNS)
    return " ".join(text.casefold().split())


def plain(text: str) -> str:
    """*text* without characters that steer a terminal or turn text around."""
    return CONTROL.sub("", text)


def visible(text: str) -> str:
    """Return *text* on one line that a terminal shows and does not obey: controls become signs, a tab four spaces."""
    return STEERING.sub(_sign, text)


def visible_lines(text: str) -> str:
    """Return *text* as `visible` does, but keep its line ends."""
    return "\n".join(map(visible, text.split("\n")))


def on_terminal(text: str, *, coloured: bool) -> str:
    """Return *text* as `visible_lines` does; if it is *coloured*, what changes colours may stay."""
    if not coloured:
        return visible_lines(text)
    parts = COLOUR.split(text)
    return "".join(part if number % 2 else visible_lines(part) for number, part in enumerate(parts))


def _sign(found: re.Match[str]) -> str:
    """Return what is shown for a character that a terminal would obey."""
    match found[0]:
        case "\t":
            return "    "
        case "\x7f":
            return "␡"
        case control if control < " ":
            return chr(0x2400 + ord(control))
        case _:
            return "�"


def unescaped(text: str) -> str:
    """*text* with the signs that HTML writes as names, such as &amp;, as they are read."""
    if "&" not in text:
        return text
    # Loads two thousand names, which most answers do without.
    from html import unescape

    return unescape(text)


def shortened(text: str) -> str:
    """Return a heading or a word as a message repeats it: in one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"
