"""Rules for negatives in questions."""

from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.language.frames import find_leading_frame
from speedbumps.lint.language.negatives import find_negative, find_second_negative
from speedbumps.lint.language.texts import Prose, Stem


def negated(prose: Prose) -> Iterator[Fault]:
    """A question says what is absent.

    To agree that something is absent, people answer high; to disagree, low. Many read past the "not" and answer the
    reverse. Say the opposite in plain words, and turn the key of what the question measures.

    It sees listed negatives (not, never, nobody, without, don’t) in what is asserted. It leaves alone those in a
    clause that only describes or sets a condition ("work that I was not trained for"), and listed phrases that are
    plain, such as "whether or not" and "does not fit". It cannot see what a word denies by its meaning alone ("I
    miss", "I avoid").

    Bad, at 3:25:

    ```yaml
    questions:
      - id: T01
        text: Decisions are not made within a week.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: Decisions take more than a week.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems:
        words = find_negative(stem.text, stem.found)
        if words and not (prose.english and _has_other_name(stem, words)):
            message = f"'{words}' says what is absent, which is easily misread; say the plain opposite"
            yield Fault(stem.route, message, near=words)


def double_negative(prose: Prose) -> Iterator[Fault]:
    """A question holds two negatives, one of which undoes the other.

    People must untangle them before they can answer, and then hold the outcome against the scale. Many give up and
    choose the middle. Say it without either.

    It sees two of these anywhere in a question: a listed negative, "no", "hardly" or "few", a word such as
    "unclear" or "disagree", and a verb such as "forbid" or "refuse". It cannot see whether one of them undoes the
    other, or a negative that only the answers bring ("Disagree" to a question with "not").

    Bad, at 3:17:

    ```yaml
    questions:
      - id: T01
        text: It is not unusual to wait for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: I wait for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems if prose.english else ():
        words = find_second_negative(stem.text, stem.found)
        if words is not None:
            yield Fault(
                stem.route,
                "two negatives must be untangled before one can answer; say it plainly",
                near=stem.quote(words),
            )


def _has_other_name(stem: Stem, negative: str) -> bool:
    """Return whether the *negative* in *stem* is part of what another check reports."""
    frame = find_leading_frame(stem.text)
    return (frame is not None and negative in frame) or find_second_negative(stem.text, stem.found) is not None


CHECKS: tuple[Check[Prose], ...] = (
    Check("SB601", negated),
    Check("SB602", double_negative),
)
