"""From lists of words to where they stand in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.model.lexicon import Entry, Lexicon, WordKind
from speedbumps.model.questionnaire import NATIONS

WORD = re.compile(r"\w+")

PLACEHOLDER = re.compile(r"\{[a-z][a-z0-9_-]*\}")

IN_ANY_TEXT: tuple[WordKind, ...] = ("blame", "party", "nation")


class Phrase(NamedTuple):
    """Listed words, as they compare."""

    text: str
    entry: Entry
    small: bool
    """It is looked for in small letters."""


Phrases = Mapping[str, tuple[Phrase, ...]]
"""By their longest word: "in a timely way" is thought of where "timely" stands, and not at every "in"."""


class Words(NamedTuple):
    """Lists of words, ready to be looked for."""

    in_questions: Phrases
    in_any_text: Phrases
    """Those to think about wherever people read them."""
    plain: frozenset[str]
    """Letters in a row that everybody knows."""


class Found(NamedTuple):
    """Listed words in a text."""

    start: int
    words: str
    """As they stand there."""
    entry: Entry


NONE = Words({}, {}, frozenset())


def compiled(lexicons: Iterable[Lexicon], further: Words = NONE) -> Words:
    """The *lexicons* as one, before the words of *further*: where both list the same words, the earlier one counts."""
    own = tuple(lexicons)
    listed = tuple(named for lexicon in own for named in _phrases(lexicon))
    wherever = tuple(named for named in listed if named[1].entry.kind in IN_ANY_TEXT)
    return Words(
        _with(listed, further.in_questions),
        _with(wherever, further.in_any_text),
        further.plain.union(*(lexicon.plain for lexicon in own)),
    )


def masked(text: str) -> str:
    """The *text* with a word of the same length for each {word}: what fills it depends on the nation."""
    return PLACEHOLDER.sub(lambda found: "_" * len(found[0]), text) if "{" in text else text


def folded(text: str) -> str:
    """The *text* as it compares, with one kind of apostrophe; every letter keeps its place."""
    # İ is the only letter that grows when it is made small.
    return text.replace("’", "'").replace("‘", "'").replace("İ", "I")


def search(phrases: Phrases, text: str) -> tuple[Found, ...]:
    """The listed words that stand in *text*, from left to right; none lies within another."""
    plain = folded(text)
    small = plain.lower()
    # Most texts hold none of the words; that is seen fastest without looking for places.
    near = phrases.keys() & WORD.findall(small)
    likely = [phrase for name in near for phrase in phrases[name] if phrase.text in (plain, small)[phrase.small]]
    if not likely:
        return ()
    found = (one for phrase in likely for one in _places(phrase, text, small if phrase.small else plain))
    # Of those that begin together, the longest counts; of two equal ones, the one listed first.
    return tuple(_apart(sorted(found, key=lambda one: (one.start, -len(one.words)))))


def _places(phrase: Phrase, text: str, seen: str) -> Iterator[Found]:
    start = seen.find(phrase.text)
    while start >= 0:
        end = start + len(phrase.text)
        if _whole(seen, start, end):
            yield Found(start, text[start:end], phrase.entry)
        start = seen.find(phrase.text, end)


def _whole(text: str, start: int, end: int) -> bool:
    return not (WORD.match(text, end) or (start and WORD.match(text, start - 1)))


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    end = 0
    for one in found:
        if one.start >= end:
            if not set(NATIONS) <= set(one.entry.fine_in):
                yield one
            end = one.start + len(one.words)


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, Phrase]]:
    """The words of *lexicon*, each with the longest word in it."""
    for entry in lexicon.entries:
        for written in entry.match:
            text = folded(written) if entry.exact_case else folded(written).lower()
            longest = max(WORD.findall(text.lower()), key=len, default="")
            if longest:
                yield longest, Phrase(text, entry, not entry.exact_case)


def _with(named: Iterable[tuple[str, Phrase]], further: Phrases) -> Phrases:
    phrases = dict[str, tuple[Phrase, ...]]()
    for name, phrase in named:
        phrases[name] = (*phrases.get(name, ()), phrase)
    for name, others in further.items():
        phrases[name] = (*phrases.get(name, ()), *others)
    return phrases
