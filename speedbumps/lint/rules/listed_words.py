"""Faults for listed words in a text."""

import re
from collections.abc import Iterable, Iterator

from speedbumps.diagnostics.rules import Fault
from speedbumps.lint.language.texts import Passage, Stem
from speedbumps.model.lexicon import WordKind
from speedbumps.questionnaires.word_lists import WordMatch


def find_listed(text: Stem | Passage, kind: WordKind, *, spare: re.Pattern[str] | None = None) -> WordMatch | None:
    """Return the first listed word of *kind* in *text*, except words that *spare* matches; None if there is none."""
    return next(
        (found for found in text.found if found.entry.kind == kind and not (spare and spare.fullmatch(found.words))),
        None,
    )


def word_faults(
    texts: Iterable[Stem | Passage], kind: WordKind, said: str, *, spare: re.Pattern[str] | None = None
) -> Iterator[Fault]:
    """Yield a fault for the first listed word of *kind* in each text, except words that *spare* matches.

    Another check reports those.
    """
    for text in texts:
        found = find_listed(text, kind, spare=spare) if text.found else None
        if found:
            yield Fault(text.route, f"'{found.words}' {said}" + replacement_advice(found), near=found.words)


def replacement_advice(found: WordMatch) -> str:
    """Return the end of a message that says what to write instead."""
    return f"; instead: {found.entry.instead}" if found.entry.instead else ""
