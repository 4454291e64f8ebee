"""Rules for words that some readers do not know, or read differently."""

import re
from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.language.texts import Passage, Prose, Stem, readers
from speedbumps.lint.rules.listed_words import replacement_advice, word_faults
from speedbumps.model.questionnaire import NATIONS
from speedbumps.questionnaires.word_lists import WordMatch

LETTERS = re.compile(r"[A-Z](?<!\w[A-Z])(?:[A-Z]\w*|\.(?:[A-Z]\.)+)")
"""Two capitals in a row at the beginning of a word.

The pattern begins with a capital, so that the search skips other characters quickly.
"""


def jargon(prose: Prose) -> Iterator[Fault]:
    """A question holds a trade word.

    Support staff, governors and parents are left guessing, and trade words mean one thing in one school and another in
    the next. Say what you would say to a parent at the gate.

    It sees listed trade words of management, schools and health. It cannot see trade words that are not listed, or
    know that everybody you ask uses a word daily; a list of words of your own can add and allow words.

    Bad, at 3:29:

    ```yaml
    questions:
      - id: T01
        text: I wait to hear on implementation.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: I wait to hear when we begin.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    yield from word_faults(prose.stems, "jargon", "is a trade word", spare=LETTERS)


def abbreviation(prose: Prose) -> Iterator[Fault]:
    """A question holds letters that some will not know.

    Whoever is new, or works in another nation or another job, may read them as something else and will seldom ask.
    Write them out. If everybody you ask does know them, list them under `plain` in a list of words of your own.

    It sees two or more capitals in a row that are not listed as plain. It cannot see abbreviations in small
    letters.

    Bad, at 3:22:

    ```yaml
    questions:
      - id: T01
        text: I wait for SLT to decide.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: I wait for senior leaders to decide.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems if prose.english else ():
        letters = next(_unknown_abbreviations(stem, prose.plain), None)
        if letters is not None:
            listed = next((found for found in stem.found if found.words == letters), None)
            instead = listed.entry.instead if listed else None
            message = f"some will not know '{letters}'; " + (f"instead: {instead}" if instead else "write it out")
            yield Fault(stem.route, message, near=letters)


def one_nation(prose: Prose) -> Iterator[Fault]:
    """A text names a body, a test or a job of one nation and reaches readers in others.

    They have no answer, or take it for something of theirs that differs, or do not find their own job. Use the plain
    word, or a {word} that each nation fills under `words`, or ask it only of roles that have `nations`; an action can
    have `nations`, or other `wording` for one nation. What is under `words` or `signpost` for one nation is read only
    there, and is compared with that nation's words.

    It sees listed words of the four nations of the United Kingdom. It cannot see local names, such as those of a
    council.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: Ofsted visits hold up decisions here.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: Getting ready for inspection holds up decisions here.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for text in prose.all_texts:
        abroad = next((found for found in text.found if _is_read_elsewhere(found, text, prose)), None)
        if abroad is not None:
            homes = " and ".join(nation.replace("-", " ").title() for nation in abroad.entry.fine_in)
            where = f"is known in {homes} only" if homes else "differs from nation to nation"
            yield Fault(text.route, f"'{abroad.words}' {where}" + replacement_advice(abroad), near=abroad.words)


def extreme(prose: Prose) -> Iterator[Fault]:
    """A question holds a word that leaves no room to agree in part.

    One exception in a year makes "always" false, so nearly all give the same answer. The points of the scale say how
    much and how often; leave it to them.

    It sees listed words (always, everyone, completely, every lesson, all staff, the only reason); "every day" and
    "every week" are plain. "Never" and "nobody" are reported as negatives. It cannot see an absolute that lies in
    the meaning ("I know what each pupil needs").

    Bad, at 3:13:

    ```yaml
    questions:
      - id: T04
        text: I always get an answer within a week.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T04
        text: I get an answer within a week.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```
    """
    yield from word_faults(prose.stems, "extreme", "leaves no room to agree in part")


def vague(prose: Prose) -> Iterator[Fault]:
    """A question holds a word that people read differently.

    To one person "regularly" is once a week and to another once a year, so alike answers mean different things. Say how
    often, how many or since when, or leave it to the scale.

    It sees listed words for how often, how many and how much (often, several, reasonably), and listed nouns that
    stand for too much (issues, resources, culture, communication, "things are"). "How many" and "how often" are
    plain. It cannot see that a word of the trade is vague here, or a good word that is too wide for its question
    ("support", "quality").

    Bad, at 3:13:

    ```yaml
    questions:
      - id: T03
        text: I regularly chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T03
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    yield from word_faults(prose.stems, "vague", "means different things to different people")


def _unknown_abbreviations(stem: Stem, plain: frozenset[str]) -> Iterator[str]:
    """Yield abbreviations in *stem* that are neither *plain* nor reported by another check, as names of parties are."""
    told = {found.start for found in stem.found if found.entry.kind != "jargon"}
    for letters in LETTERS.finditer(stem.text):
        known = {letters[0], letters[0].removesuffix("s")} & plain
        if not known and letters.start() not in told and not stem.text.isupper():
            yield letters[0]


def _is_read_elsewhere(found: WordMatch, text: Stem | Passage, prose: Prose) -> bool:
    """Return whether *found*, a word of some nations, is read in others."""
    if found.entry.kind != "nation":
        return False
    if isinstance(text, Passage):
        return not set(text.nations) <= set(found.entry.fine_in)
    asked = readers(text, prose.roles)
    nations = {nation for role in asked for nation in role.nations or NATIONS} if asked else set(NATIONS)
    return not nations <= set(found.entry.fine_in)


CHECKS: tuple[Check[Prose], ...] = (
    Check("SB608", jargon),
    Check("SB609", abbreviation),
    Check("SB610", one_nation),
    Check("SB613", extreme),
    Check("SB614", vague),
)
