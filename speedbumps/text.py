"""Texts as they compare: what people type and what programs export differ in case, spaces and signs."""

import unicodedata

SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def folded(text: str) -> str:
    """The *text* in one form for comparing: composed, case and spaces folded, plain quotes and dashes."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(SIGNS).casefold().split())
