"""Comments above a translated text: its original, and a mark if somebody has to check it again.

# en: Which decisions wait longest?
# check again; the original was: Which decisions take longest?
questions.T05.text: Pa benderfyniadau sy'n aros hiraf?
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import NamedTuple

from speedbumps.diagnostics.yaml_edit import comment_text
from speedbumps.translations.texts import is_same_text

WIDTH = 112
"""The longest line of a comment, without its indentation."""

AGAIN = "check again"

WAS = f"{AGAIN}; the original was:"

CONTINUED = re.compile(r"\s*#\s{3,}(?P<text>\S.*)")
"""Matches a line that continues the comment above it."""

MARK = re.compile(rf"\s*# {AGAIN}(?:; the original was: (?P<text>.*))?")


class Standing(NamedTuple):
    """What is known of a translated text: of which original it is the translation, and whether it is good."""

    original: str | None = None
    """The original beside it; None if none is written there."""
    again: bool = False
    """Whether somebody has to check it again."""
    was: str | None = None
    """The original of which it is the translation, if that has changed since."""

    def beside(self, original: str) -> "Standing":
        """Return what is known once the *original* is as it is now."""
        of = self.was or self.original
        if self.was is not None and is_same_text(self.was, original):
            return Standing(original)
        if of is not None and not is_same_text(of, original):
            return Standing(original, again=True, was=of)
        return Standing(original, self.again)

    def matches(self, other: "Standing") -> bool:
        """Return whether *other* is the same but for spaces."""
        texts = ((self.original, other.original), (self.was, other.was))
        return self.again == other.again and all(comment_text(a or "") == comment_text(b or "") for a, b in texts)


def read_comments(lines: Iterable[str], language: str) -> tuple[Standing, tuple[str, ...]]:
    """Return what the comments in *lines* say of the text below them, and the other lines.

    *language* is that of the originals.
    """
    begins = re.compile(rf"\s*# {re.escape(language)}:(?: (?P<text>.*))?")
    original: list[str] | None = None
    was: list[str] | None = None
    continued: list[str] | None = None
    again, others = False, []
    for line in lines:
        written = line.rstrip()
        if found := begins.fullmatch(written):
            original = continued = [found["text"] or ""]
        elif found := MARK.fullmatch(written):
            again, was = True, [found["text"]] if found["text"] else None
            continued = was
        elif continued is not None and (found := CONTINUED.fullmatch(written)):
            continued.append(found["text"])
        else:
            continued = None
            others.append(line)
    return Standing(_joined(original), again, _joined(was)), tuple(others)


def comment_lines(standing: Standing, language: str) -> Iterator[str]:
    """Yield the comments that say *standing*, without indentation; *language* is that of the originals."""
    if standing.original is not None:
        yield from _wrapped(f"{language}: ", standing.original)
    if standing.was is not None:
        yield from _wrapped(f"{WAS} ", standing.was)
    elif standing.again:
        yield f"# {AGAIN}"


def _wrapped(begin: str, text: str) -> Iterator[str]:
    first, *others = wrap(begin + comment_text(text), WIDTH, break_long_words=False, break_on_hyphens=False)
    yield f"# {first}"
    yield from (f"#     {line}" for line in others)


def _joined(parts: list[str] | None) -> str | None:
    return None if parts is None else " ".join(part.strip() for part in parts)
