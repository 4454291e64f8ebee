"""Find listed words in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.model.lexicon import Entry, Lexicon, WordKind
from speedbumps.model.questionnaire import NATIONS

WORD = re.compile(r"\w+")

PLACEHOLDER = re.compile(r"\{[a-z][a-z0-9_-]*\}")

Pair = frozenset[str]
"""Two words, in lower case and without a final s; one, if they are alike."""

IN_ANY_TEXT: tuple[WordKind, ...] = ("blame", "party", "nation")


class Phrase(NamedTuple):
    """One or more listed words that are looked for together."""

    text: str
    entry: Entry
    small: bool
    """Whether it is looked for in lower case."""


Phrases = Mapping[str, tuple[Phrase, ...]]
"""Phrases by their longest word: "in a timely way" is looked for where "timely" occurs, not at every "in"."""


class WordLists(NamedTuple):
    """Lists of words, prepared for searching."""

    in_questions: Phrases
    in_any_text: Phrases
    """Those that are looked for in every text that people read, not only in questions."""
    plain: frozenset[str]
    """Abbreviations that everybody knows."""
    pairs: frozenset[Pair]
    """Words that are one thing together."""


class WordMatch(NamedTuple):
    """Listed words that were found in a text."""

    start: int
    words: str
    """The words as they are written in the text."""
    entry: Entry


NO_LISTED_WORDS = WordLists({}, {}, frozenset(), frozenset())


def compile_word_lists(lexicons: Iterable[Lexicon], further: WordLists = NO_LISTED_WORDS) -> WordLists:
    """Combine *lexicons*, followed by *further*; where the same words are listed twice, the first entry counts."""
    own = tuple(lexicons)
    listed = tuple(named for lexicon in own for named in _phrases_by_longest_word(lexicon))
    wherever = tuple(named for named in listed if named[1].entry.kind in IN_ANY_TEXT)
    return WordLists(
        _merge_phrases(listed, further.in_questions),
        _merge_phrases(wherever, further.in_any_text),
        further.plain.union(*(lexicon.plain for lexicon in own)),
        further.pairs.union(*(map(_listed_pair, lexicon.pairs) for lexicon in own)),
    )


def make_pair(one: str, other: str) -> Pair:
    """Return *one* and *other* in the form in which pairs are listed."""
    return frozenset(word.lower().removesuffix("s") for word in (one, other))


def mask_placeholders(text: str) -> str:
    """Replace each {word} in *text* by underscores of the same length: what fills it depends on the nation."""
    return PLACEHOLDER.sub(lambda found: "_" * len(found[0]), text) if "{" in text else text


def normalise_apostrophes(text: str) -> str:
    """Return *text* with one kind of apostrophe, ready to be compared; its length stays the same."""
    # İ is the only letter whose lower case is longer.
    return text.replace("’", "'").replace("‘", "'").replace("İ", "I")


def find_words(phrases: Phrases, text: str) -> tuple[WordMatch, ...]:
    """Return the listed words in *text*, from left to right and without overlaps."""
    plain = normalise_apostrophes(text)
    small = plain.lower()
    # Most texts hold none of the words, which is found fastest without searching for positions.
    near = phrases.keys() & WORD.findall(small)
    likely = [phrase for name in near for phrase in phrases[name] if phrase.text in (plain, small)[phrase.small]]
    if not likely:
        return ()
    found = (one for phrase in likely for one in _phrase_matches(phrase, text, small if phrase.small else plain))
    # Of those that begin at the same position, the longest counts; of equally long ones, the one listed first.
    return tuple(_drop_overlaps(sorted(found, key=lambda one: (one.start, -len(one.words)))))


def _phrase_matches(phrase: Phrase, text: str, seen: str) -> Iterator[WordMatch]:
    start = seen.find(phrase.text)
    while start >= 0:
        end = start + len(phrase.text)
        if _is_whole_word(seen, start, end):
            yield WordMatch(start, text[start:end], phrase.entry)
        start = seen.find(phrase.text, end)


def _is_whole_word(text: str, start: int, end: int) -> bool:
    return not (WORD.match(text, end) or (start and WORD.match(text, start - 1)))


def _drop_overlaps(found: Iterable[WordMatch]) -> Iterator[WordMatch]:
    end = 0
    for one in found:
        if one.start >= end:
            if not set(NATIONS) <= set(one.entry.fine_in):
                yield one
            end = one.start + len(one.words)


def _listed_pair(written: str) -> Pair:
    one, _, other = written.split()
    return make_pair(one, other)


def _phrases_by_longest_word(lexicon: Lexicon) -> Iterator[tuple[str, Phrase]]:
    """Yield the phrases of *lexicon*, each with its longest word."""
    for entry in lexicon.entries:
        for written in entry.match:
            text = normalise_apostrophes(written) if entry.exact_case else normalise_apostrophes(written).lower()
            longest = max(WORD.findall(text.lower()), key=len, default="")
            if longest:
                yield longest, Phrase(text, entry, not entry.exact_case)


def _merge_phrases(named: Iterable[tuple[str, Phrase]], further: Phrases) -> Phrases:
    phrases = dict[str, tuple[Phrase, ...]]()
    for name, phrase in named:
        phrases[name] = (*phrases.get(name, ()), phrase)
    for name, others in further.items():
        phrases[name] = (*phrases.get(name, ()), *others)
    return phrases
