"""Measure how hard a text is to read.

The grade is that of Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas for Navy
enlisted personnel, Research Branch Report 8-75: 0.39 words a sentence + 11.8 syllables a word - 15.59.
"""

import re
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_END = re.compile(r"[.?!…]+(?=\s|$)")

VOWELS = re.compile(r"[aeiouy]+")

SILENT = re.compile(
    r"(?<![aeiouy])(?<![^aeiouy][lr])e$"  # make, were; not table, centre
    r"|(?<![aeioutdy])(?<![bcdfgkpstz]l)ed$"  # asked, cancelled; not wanted, handled
    r"|(?<![aeiouysxzgc])(?<![cs]h)(?<![bcdfgkpstz]l)es$"  # times; not classes, changes, watches, tables
    r"|(?<![aeiouy])(?<![bcdfgkpstz]l)e(?=(?:ly|ments?|ful|less|ness|times)$)"  # completely; not implement
    r"|(?<=[gq])ues?$"  # leagues
)
"""Matches an e that is written but not spoken."""

APART = re.compile(
    r"(?<![ctslg])ia(?!ge)|(?<![ctslgnxh])io(?!ur)|(?<![ct])ien[tc]|^scien|iet(?!l)|iu"  # material, period, client
    r"|(?<![qg])ua|uou|(?<![qg])uen[tc]|uity|uing|ruin|fluid"  # actual, continuous, influence
    r"|crea(?=t[ei])|idea|area|theatre|realit|reac(?=t)|^geo|theo|ideo|^coo(?=[pr])"  # create
    r"|[aeo]ing|[aeiou]y(?=[aeiou])|[st]h?ms?$"  # doing, beyond, rhythm
)
"""Matches two syllables that look like one."""


class Readability(NamedTuple):
    """The counts that make a text easy or hard to read."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """Return the years of school in the United States that are needed to read the text."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def measure_readability(text: str) -> Readability | None:
    """Count the words, sentences and syllables of the English *text*; None if it has no words."""
    words = WORD.findall(text.lower())
    if not words:
        return None
    sentences = max(1, len(SENTENCE_END.findall(text)))
    return Readability(len(words), sentences, sum(map(count_syllables, words)))


@lru_cache(maxsize=16_384)
def count_syllables(word: str) -> int:
    """Return about how many syllables the English *word*, in lower case, has."""
    plain = word.replace("’", "'").removesuffix("'s")
    heard = len(VOWELS.findall(plain)) - len(SILENT.findall(plain)) + len(APART.findall(plain))
    return max(1, heard)
