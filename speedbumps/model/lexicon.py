"""Lists of words that authors of questionnaires may want to avoid."""

from typing import Annotated, Literal

from pydantic import Field

from speedbumps.model.questionnaire import Nation
from speedbumps.model.scalars import Flag, Frozen, Some, Text

WordKind = Literal[
    "jargon",
    "blame",
    "party",
    "nation",
    "negation",
    "double",
    "extreme",
    "vague",
    "leading",
    "loaded",
    "presumption",
]

PAIR_PATTERN = r"^\S+ \S+ \S+$"

WrittenPair = Annotated[Text, Field(pattern=PAIR_PATTERN)]
"""Two words with a conjunction between them."""


class Entry(Frozen, defer_build=True):
    """Some words, what is the matter with them, and what to write instead."""

    match: Some[Text]
    """Words to look for, whole; an ’s after them is allowed."""
    kind: WordKind
    """What is the matter with them."""
    instead: Text | None = None
    """What to write instead."""
    fine_in: tuple[Nation, ...] = ()
    """Nations in which the words are plain. Words that are fine in all five are never reported."""
    exact_case: Flag = False
    """Capital letters count: PSA, but not psa."""


class Lexicon(Frozen, defer_build=True):
    """A list of words, format speedbumps-wording/1."""

    format: Literal["speedbumps-wording/1"]
    """Which kind of file this is."""
    title: Text | None = None
    """What the list is called."""
    licence: Text | None = None
    """Under which licence the list may be used."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    """The language of the words; a questionnaire in another one is left alone."""
    note: Text | None = None
    """For whoever reads the file."""
    kinds: dict[WordKind, Text] = {}
    """What each kind of words does to a reader."""
    plain: tuple[Text, ...] = ()
    """Letters in a row that everybody knows, such as UK."""
    pairs: tuple[WrittenPair, ...] = ()
    """Pairs that are one thing to a reader, such as parents and carers, in either order."""
    entries: tuple[Entry, ...] = ()
    """The words; the first entry that matches counts."""
