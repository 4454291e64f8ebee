"""Find what an English question denies, and negatives that undo each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from speedbumps.questionnaires.word_lists import WordMatch

NO = re.compile(
    r"(?<!say )(?<!says )(?<!said )(?<!or )\bno\b(?! (?:longer|matter|more|later|less|fewer|one)\b)", re.IGNORECASE
)

OPPOSITE = re.compile(
    r"\b(?:un(?!der|til|less|ion|ite|ique|iform|ivers|its?\b|expected|usually)"
    r"|im(?=possible|proper|patient|polite|practical|probable|perfect)"
    r"|in(?=frequent|sufficient|adequate|effective|appropriate|consistent|flexible|capable|accurate|convenient|visible)"
    r"|ir(?=relevant|regular|responsible)|il(?=legal|logical)"
    r"|dis(?=satisfied|honest|organised|similar|agree|like|trust|approve|allow|courag|continu))\w+"
    r"|\b(?:forbid|forbids|forbidden|ban|bans|banned|prohibit(?:s|ed)?|prevent(?:s|ed)?|refuse[sd]?|den(?:y|ies|ied)"
    r"|avoid(?:s|ed)?|doubt(?:s|ed)?|oppose[sd]?|reject(?:s|ed)?|lack(?:s|ed)?|fail(?:s|ed)?"
    r"|(?:less|fewer)(?! than))\b",
    re.IGNORECASE,
)
"""Matches a word that holds a negative: unusual, forbidden, less."""

NEAR = 80
"""How many letters before a negative its clause begins at most."""

HARDLY = re.compile(r"(?<!\ba )(?<!same )\b(?:few|hardly|scarcely|barely|seldom|rarely)\b", re.IGNORECASE)
"""Matches a word that denies nearly all: few patients are not seen."""

DENYING = frozenset(("no", "few", "hardly", "scarcely", "barely", "seldom", "rarely"))
"""Words of which a text without listed negatives must have one to hold two negatives."""

CLAUSE = re.compile(
    r"(?:(?P<verb>[\w'’-]+) )?\b(?P<link>that|which|whom?|where|what|if|when|whenever|because|as long as)"
    r"(?: (?:i|we|you|they|it|he|she|there|(?:the|my|our|your|their|this|a) [\w'’-]+))?"
    r"(?: (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might))? $",
    re.IGNORECASE,
)
"""Matches the beginning of a clause, up to a negative: a form that does, if I do."""

THINKING = re.compile(
    r"(?:think|believe|feel|felt|say|said|know|find|found|agree|hope|see|notice|worr(?:y|ied)|sure|clear|true|told|tell"
    r"|afraid|glad|sorry|happy)s?",
    re.IGNORECASE,
)
"""Matches words whose clause is what is asked about: I think that it is not."""


class Negative(NamedTuple):
    """A word that denies something."""

    start: int
    words: str


def find_negative(text: str, found: Iterable[WordMatch]) -> str | None:
    """Return the first listed negative in *text* that turns the answer round; None if there is none.

    A negative in a clause that only describes something turns nothing round: work that I was not trained for.
    """
    return next(
        (
            one.words
            for one in _listed_negatives(text, found)
            if not _is_in_clause(text[max(0, one.start - NEAR) : one.start])
        ),
        None,
    )


def find_second_negative(text: str, found: Sequence[WordMatch]) -> str | None:
    """Return the words of the second negative in *text*, or of both if they are adjacent; None if there is none."""
    listed = list(_listed_negatives(text, found)) if found else []
    if not listed and DENYING.isdisjoint(text.lower().split()):
        return None
    denials = [*listed, *_matches(NO, text)]
    hardly, opposites = _matches(HARDLY, text), _matches(OPPOSITE, text)
    marks = sorted({*denials, *hardly, *opposites})
    if len(marks) == 1 or not (denials or (hardly and opposites)):
        return None
    first, second = marks[:2]
    both = text[first.start : second.start + len(second.words)]
    return both if both.count(" ") == 1 else second.words


def _listed_negatives(text: str, found: Iterable[WordMatch]) -> Iterator[Negative]:
    """Yield the negatives among the words *found* in *text*, except parts of longer words, such as not-for-profit."""
    for one in found:
        if one.entry.kind == "negation" and not text.startswith("-", one.start + len(one.words)):
            yield Negative(one.start, one.words)


def _matches(pattern: re.Pattern[str], text: str) -> list[Negative]:
    return [Negative(found.start(), found[0]) for found in pattern.finditer(text)]


def _is_in_clause(before: str) -> bool:
    """Return whether what comes after the text *before* is in a clause that describes or sets a condition."""
    clause = CLAUSE.search(before)
    if clause is None:
        return False
    return clause["link"].lower() != "that" or not THINKING.fullmatch(clause["verb"] or "say")
