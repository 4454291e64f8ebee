"""Normalise texts for comparison, and make them safe to show in a terminal."""

import re
import unicodedata
from collections.abc import Sequence

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
"""Invisible characters: soft hyphens, zero width spaces and joiners, direction marks, byte order marks.

Characters of Unicode's category Cf (format) that are drawn, such as the Arabic number sign, are not among them.
"""

# Characters that control a terminal or change the direction of the text around them, except tabs and line ends.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# The same with tabs and line ends, surrogates and byte order marks.
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

CODE_LENGTH = 20
"""Letters and digits in the longest code of an option in LimeSurvey."""

SPACES = re.compile(r"[ \t\r\n]+")
"""Spaces that only say how a text is laid out in its file; spaces that hold words together are others."""

NO_CODE = re.compile(r"[^A-Za-z0-9]")

FORMAT = re.compile(
    rb"""^(?:\xef\xbb\xbf)?(?:\{\s*)?["']?format["']?\s*:\s*["']?(speedbumps-[a-z-]+/\d*)""", re.MULTILINE
)
"""Where a file of ours names its format."""

COLOUR = re.compile("(\x1b\\[[0-9;]*m)")
"""An escape sequence that changes the colour of the text that follows."""

SHORT = 60
"""The most characters of a heading or a word that a message repeats."""


FEW = 5
"""A message that may be passed on counts people of one school only from this number on."""


def fold_text(text: str) -> str:
    """Return *text* in the form in which texts are compared.

    That is NFKC, case-folded, with single spaces and ASCII quotes and dashes, and without invisible characters.
    """
    if not text.isascii():
        text = INVISIBLE.sub("", text).translate(SIGNS)
        text = unicodedata.normalize("NFKC", text).translate(SIGNS)
    return " ".join(text.casefold().split())


def fold_spaces(text: str) -> str:
    """Return *text* with one space for each run of spaces, tabs and line ends, and with none at its ends."""
    return SPACES.sub(" ", text).strip(" ")


def compact_id(name: str) -> str:
    """Return an id without punctuation, cut to CODE_LENGTH: for programs whose codes are short letters and digits."""
    return NO_CODE.sub("", name)[:CODE_LENGTH]


def strip_controls(text: str) -> str:
    """Return *text* without the characters that control a terminal or change the direction of text."""
    return CONTROL.sub("", text)


def show_controls(text: str) -> str:
    """Return *text* on one line, with a visible symbol for each control character and four spaces for a tab."""
    return STEERING.sub(_control_sign, text)


def show_controls_by_line(text: str) -> str:
    """Return *text* as `show_controls` does, but keep its line ends."""
    return "\n".join(map(show_controls, text.split("\n")))


def terminal_text(text: str, *, coloured: bool) -> str:
    """Return *text* as `show_controls_by_line` does; if it is *coloured*, keep the colour escape sequences."""
    if not coloured:
        return show_controls_by_line(text)
    parts = COLOUR.split(text)
    return "".join(part if number % 2 else show_controls_by_line(part) for number, part in enumerate(parts))


def _control_sign(found: re.Match[str]) -> str:
    """Return what is shown in place of a control character."""
    match found[0]:
        case "\t":
            return "    "
        case "\x7f":
            return "␡"
        case control if control < " ":
            return chr(0x2400 + ord(control))
        case _:
            return "�"


def unescape_html(text: str) -> str:
    """Return *text* with HTML character references, such as &amp;, replaced by their characters."""
    if "&" not in text:
        return text
    # Imported late: it loads two thousand names, which most answers do not need.
    from html import unescape

    return unescape(text)


def as_sentence(text: str) -> str:
    """Return *text* with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def capitalize_first(text: str) -> str:
    """Return *text* with a capital as its first letter; all others stay as they are."""
    return text[:1].upper() + text[1:]


def list_some(names: Sequence[str], most: int, *, counted: bool = True) -> str:
    """Return *names* in one line; of more than *most* only the first, with the number of the others if *counted*.

    For example `oak, elm and 5 more`, or `oak, elm and others`.
    """
    left = len(names) - most
    rest = f"{left:,} more" if counted else "others"
    return ", ".join(names[:most]) + (f" and {rest}" if left > 0 else "")


def count_from_five(number: int, noun: str) -> str:
    """Return the *number* with its *noun* in the plural; of fewer than five only that they are so few.

    Counts of single people of a role, a round or a form say who they are.
    """
    return f"fewer than {FEW} {noun}" if number < FEW else f"{number:,} {noun}"


def shorten(text: str) -> str:
    """Return *text* as a message repeats it: on one line, cut after 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"


def named_format(content: bytes) -> str | None:
    """Return the format that the *content* of a file names, such as speedbumps-plan/1, whether it can be read or not.

    None if it names none of ours.
    """
    found = FORMAT.search(content)
    return found[1].decode("ascii") if found else None
