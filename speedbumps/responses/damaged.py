"""What a text looks like after it was read in a wrong encoding, for looking up damaged answers."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ENCODINGS = ("cp1252", "latin-1", "mac_roman", "cp850")
"""Encodings in which texts are written or read by mistake: Windows, the web, older Macs and DOS."""

LOST = "\ufffd"
"""What readers put in place of a character that they cannot read."""

SHORTEST = 4
"""Letters and digits that must remain of a text whose other characters were dropped."""

NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=512)
def damaged_forms(text: str) -> frozenset[str]:
    """Return the forms of *text* after reading it in a wrong encoding once or twice, or losing its special characters.

    The text itself may be written with straight or typographic quotes and dashes, composed or decomposed.
    """
    return frozenset(form for spelling in _spellings(text) for form in _damage(spelling)) - {text}


def _spellings(text: str) -> set[str]:
    """Return the ways in which programs write the same text."""
    straight = text.replace("’", "'").replace("–", "-").replace("—", "-")
    curly = text.replace("'", "’")
    dashed = {each.replace(" - ", dash) for each in (text, curly) for dash in (" – ", " — ")}
    spellings = {text, straight, curly, *dashed}
    return spellings | {unicodedata.normalize("NFD", each) for each in spellings}


def _damage(text: str) -> Iterator[str]:
    """Yield the damaged forms of one spelling."""
    if text.isascii():
        return
    once = {form for encoding in ENCODINGS for form in _decode_wrongly(text.encode(), encoding)}
    yield from once
    for form in once:
        yield from (again for encoding in ENCODINGS for again in _decode_wrongly(form.encode(), encoding))
    for written in ENCODINGS:
        yield from _save_wrongly(text, written)
    yield from _lossy_forms(text)


def _decode_wrongly(content: bytes, encoding: str) -> set[str]:
    """Return *content* as readers of *encoding* show it; they differ in bytes that the encoding does not have."""
    try:
        return {content.decode(encoding)}
    except UnicodeDecodeError:
        kept = "".join(_character(byte, encoding) for byte in content)
        return {kept, content.decode(encoding, "replace"), content.decode(encoding, "ignore")}


def _character(byte: int, encoding: str) -> str:
    """Return one byte as a lenient reader of *encoding* shows it."""
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


def _save_wrongly(text: str, encoding: str) -> Iterator[str]:
    """Yield a *text* that was saved in *encoding*, as readers of other encodings show it."""
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        return
    yield content.decode("utf-8", "replace")
    for other in ENCODINGS:
        if other != encoding:
            yield from _decode_wrongly(content, other)


def _lossy_forms(text: str) -> Iterator[str]:
    """Yield *text* with one mark, or one for each byte, in place of each special character, or without these."""
    for mark in (LOST, "?"):
        yield NOT_ASCII.sub(mark, text)
        yield "".join(each if each.isascii() else mark * len(each.encode()) for each in text)
    dropped = NOT_ASCII.sub("", text)
    if sum(map(str.isalnum, dropped)) >= max(SHORTEST, len(text) // 2):
        yield dropped
