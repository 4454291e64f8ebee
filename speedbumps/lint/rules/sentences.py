"""Rules for how the sentence of a question is built."""

import re
from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.language.double_barrelled import find_joining_words
from speedbumps.lint.language.readability import measure_readability
from speedbumps.lint.language.texts import Prose, Stem
from speedbumps.lint.rules.listed_words import find_listed

LONGEST = 20
"""The most words of a question that people can keep in mind at once."""

HARDEST = 12
"""The most years of school that a question may take to read."""

FEWEST = 5
"""The fewest words for which a reading grade is meaningful; in fewer, one long word decides it."""

NUMBER = re.compile(
    r"\s*(\(?(?:[Qq](?:uestion)?\.? ?)?\d{1,3}[.):](?=\s)|\([A-Za-z0-9]{1,3}\)|[A-Za-z]\)"
    r"|[Qq](?:uestion)?\.? ?\d{1,3}\b)"
)


def double_barrelled(prose: Prose) -> Iterator[Fault]:
    """A question asks two things at once.

    Someone may have one and lack the other, and then has no answer to give. Nor can anybody tell later which of the two
    an answer was about. Ask the one that matters, or make two questions of it. A pair that is always met together, such
    as parents and carers, is one thing.

    It sees each "and", "or", "but", "yet", "plus" and "although" in a question that is rated on points, between
    any words: "fair and works well", "data or advice", "safe, valued and respected". It leaves alone what is one
    thing: listed pairs (`pairs` in the list of words; add your own), numbers, names, two who do something together
    ("the head and her deputy share"), one of a set ("a nurse or doctor", "any illness or injury", "by phone or
    email"), examples, conditions. In an amount, a choice or an open question it sees only a second clause ("and
    why?"). It cannot see two questions without a conjunction ("my fair pay covers my
    rent"), reasons ("because"), or a slash between words, and it does not know whether two things always go
    together where you are.

    Bad, at 3:27:

    ```yaml
    questions:
      - id: T02
        text: I have the time and the confidence to try new ideas.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T02
        text: I have time to try a new idea.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```
    """
    for stem in prose.stems:
        listed = find_listed(stem, "double") if stem.found else None
        words = listed.words if listed else _joining_words(stem, prose) if prose.english else None
        if words:
            words = stem.quote(words)
            yield Fault(stem.route, f"'{words}' joins two questions; ask one, or make two of it", near=words)


def too_long(prose: Prose) -> Iterator[Fault]:
    """A question is longer than 20 words.

    It takes two readings, and people who are tired give the middle answer. Reasons and definitions belong under `why`
    or in the scale's `note`.

    It counts words. It cannot see how hard their order is: a short question can still take two readings.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: When one of us has an idea that needs money, rooms or time, it waits for weeks until we get a yes for it.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems:
        words = len(stem.text.split())
        if words > LONGEST:
            yield Fault(stem.route, f"this has {words} words; a question that is read once has {LONGEST} at most")


def hard_to_read(prose: Prose) -> Iterator[Fault]:
    """A question takes more than 12 years of school to read.

    Long words in long sentences put off those whose answers are missed most. The grade is that of Kincaid, Fishburne,
    Rogers and Chissom (1975): 0.39 for each word in a sentence, 11.8 for each syllable in a word, less 15.59. It is
    made for whole pages and is rough for one sentence, so take it as a hint. Shorter words help most.

    It sees the lengths of words and sentences. It cannot see whether readers know a word.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: Administrative authorisation procedures necessitate considerable perseverance.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: It takes a long time to get a yes.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems if prose.english else ():
        read = measure_readability(stem.text) if _may_be_hard(stem.text) else None
        if read is not None and read.words >= FEWEST and read.grade > HARDEST:
            message = f"with {read.syllables} syllables in {read.words} words this is hard to read; use shorter words"
            yield Fault(stem.route, message)


def numbered(prose: Prose) -> Iterator[Fault]:
    """A question has its number in its text.

    Forms and paper number their questions, each in its own order, so people would see two numbers. What other files
    refer to is the `id`.

    It sees a number or a letter with a bracket, a full stop or a colon at the beginning of the text, and nowhere
    else.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: 1. New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems:
        found = NUMBER.match(stem.text)
        if found:
            message = f"'{found[1]}' is a number in the text; forms number their questions themselves"
            yield Fault(stem.route, message, near=found[1])


def _joining_words(stem: Stem, prose: Prose) -> str | None:
    rated = stem.scale is None or bool(stem.scale.points)
    return find_joining_words(stem.text, prose.pairs, rated=rated)


def _may_be_hard(text: str) -> bool:
    """Return False if *text* is certainly easy: a quick test that saves counting the syllables of most texts.

    Each syllable has at least one vowel.
    """
    words = text.count(" ") + 1
    vowels = sum(map(text.lower().count, "aeiouy"))
    return 0.39 * words + 11.8 * vowels / words - 15.59 > HARDEST


CHECKS: tuple[Check[Prose], ...] = (
    Check("SB603", double_barrelled),
    Check("SB615", too_long),
    Check("SB616", hard_to_read),
    Check("SB617", numbered),
)
