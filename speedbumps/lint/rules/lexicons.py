"""Rules for lists of words."""

from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.lexicon import Lexicon
from speedbumps.questionnaires.word_lists import normalise_apostrophes


def listed_twice(lexicon: Lexicon) -> Iterator[Fault]:
    """The same words stand twice in a list of words.

    Only the first of them is looked at, so what the second says is never heard. Keep the better one. Capital letters
    and the kind of apostrophe make no difference, unless `exact_case` is true.

    Bad, at 5:13:

    ```yaml words
    entries:
      - match: [leverage]
        kind: jargon
        instead: use
      - match: [Leverage, levering]
        kind: vague
    ```

    Good:

    ```yaml words
    entries:
      - match: [leverage]
        kind: jargon
        instead: use
      - match: [levering]
        kind: vague
    ```
    """
    seen = set[str]()
    for place, entry in enumerate(lexicon.entries):
        for step, words in enumerate(entry.match):
            compared = normalise_apostrophes(words) if entry.exact_case else normalise_apostrophes(words).lower()
            if compared in seen:
                yield Fault(("entries", place, "match", step), f"'{words}' is listed above already")
            seen.add(compared)


CHECKS: tuple[Check[Lexicon], ...] = (Check("SB641", listed_twice),)
