"""From the names that answers have for schools to the schools that are known, and how sure each of these is."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Literal, NamedTuple

from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.answers import School
from speedbumps.text import folded

How = Literal["id", "name", "plain name", "several", "none"]


class Joined(NamedTuple):
    """What a name in the answers stands for."""

    how: How
    """By what the school was found; or that several may be meant, or none is."""
    id: str | None = None
    """The school that it is taken for."""
    doubt: str | None = None
    """What is to be told of it, unless it is sure."""


def joined(names: Iterable[str], known: Mapping[str, School]) -> dict[str, Joined]:
    """What each of the *names*, folded, stands for among the *known* schools.

    It is an id; else the name of only one school; else, in plain words, that of only one, which is a doubt to be told.
    Where several schools fit, none is taken.
    """
    found = {name: Joined("id", name) if name in known else Joined("none") for name in names}
    found |= _by_name(_lost(found), known)
    found |= _in_plain_words(_lost(found), known)
    found |= _nowhere(_lost(found), known)
    return found


def completed(known: School, said: School | None) -> School:
    """What is *known* of a school, and where that is silent what its answers *said* of it."""
    if said is None:
        return known
    silent = {name for name, value in known if value is None}
    return known.model_copy(
        update={
            **{name: value for name, value in said if name in silent},
            "context": {**said.context, **known.context},
        }
    )


def _lost(found: Mapping[str, Joined]) -> list[str]:
    return [name for name, each in found.items() if each.how == "none"]


def _by_name(names: Collection[str], known: Mapping[str, School]) -> dict[str, Joined]:
    """Those of the *names* that are whole names of schools."""
    bearing: dict[str, list[str]] = {}
    for key, school in known.items() if names else ():
        if school.name:
            bearing.setdefault(folded(school.name), []).append(key)
    fitting = {name: bearing[name] for name in names if name in bearing}
    return {
        name: Joined("name", keys[0]) if len(keys) == 1 else _several(name, keys, known)
        for name, keys in fitting.items()
    }


def _in_plain_words(names: Collection[str], known: Mapping[str, School]) -> dict[str, Joined]:
    """Those of the *names* that are names of schools but for how such a name can be written."""
    bearing: dict[str, list[tuple[frozenset[str], str]]] = {}
    for key, school in known.items() if names else ():
        if school.name:
            core, kinds = plain_name(school.name)
            bearing.setdefault(core, []).append((kinds, key))
    found = {}
    for name in names:
        core, kinds = plain_name(name)
        if keys := _fitting(kinds, bearing.get(core, ())):
            found[name] = _taken(name, keys[0], known) if len(keys) == 1 else _several(name, keys, known)
    return found


def _fitting(kinds: frozenset[str], bearing: Collection[tuple[frozenset[str], str]]) -> list[str]:
    """Of the schools *bearing* a name those of the same *kinds*; else those that are only said with more or fewer."""
    same = [key for theirs, key in bearing if theirs == kinds]
    return same or [key for theirs, key in bearing if theirs <= kinds or kinds <= theirs]


def _taken(name: str, key: str, known: Mapping[str, School]) -> Joined:
    doubt = f"'{name}' is taken for '{known[key].name}' ({key}); if that is wrong, give its id"
    return Joined("plain name", key, doubt)


def _several(name: str, keys: list[str], known: Mapping[str, School]) -> Joined:
    told = ", ".join(f"{key} ({known[key].area or known[key].name})" for key in keys[:MOST_TOLD])
    more = ", …" if len(keys) > MOST_TOLD else ""
    return Joined("several", doubt=f"'{name}' fits {len(keys)} schools: {told}{more}; give the id")


def _nowhere(names: list[str], known: Mapping[str, School]) -> dict[str, Joined]:
    """That the *names* are not there, and for as many as time allows which school may be meant."""
    sought = MOST_COMPARED // len(known) if known else 0
    called = {folded(school.name): (key, school.name) for key, school in known.items() if school.name} if names else {}
    meant = [_meant(name, called, known) if place < sought else "." for place, name in enumerate(names)]
    return {
        name: Joined("none", doubt=NOWHERE.format(name=name, meant=said))
        for name, said in zip(names, meant, strict=True)
    }


MOST_TOLD = 5
"""Schools that a message lists."""

MOST_COMPARED = 500_000
"""Pairs of names that are held against each other to find the nearest; they take about a second."""

NOWHERE = (
    "the table of schools says nothing of '{name}'{meant} Where answers have no column 'school', the file's name "
    "stands for it: give the file the school's id for its name"
)


def _meant(name: str, called: Mapping[str, tuple[str, str]], known: Mapping[str, School]) -> str:
    """The school that may be meant, found by name or by id; else what there is."""
    near = get_close_matches(name, called, n=1)
    if near:
        key, whole = called[near[0]]
        return f"; did you mean '{key}' ({whole})?"
    return did_you_mean(name, known) or f"; it has {', '.join(list(known)[:MOST_TOLD])}."


def plain_name(name: str) -> tuple[str, frozenset[str]]:
    """The *name* of a school in plain words, and apart from them the kinds of school that it says it is.

    “St. Mary's C of E Primary School” is `st marys`, of the kinds `ce` and `primary`.
    """
    letters = unicodedata.normalize("NFKD", folded(name).replace("&", " and "))
    unsigned = "".join(letter for letter in letters if letter not in "'." and not unicodedata.combining(letter))
    said = SPOKEN.sub(lambda found: SHORTER[found[0]], " ".join(re.findall(r"\w+", unsigned)))
    if (parts := PARTS.fullmatch(said)) is None:
        return said, frozenset()
    before, core, behind = parts.groups()
    return core, frozenset(f"{before} {behind}".split()) & KINDS


SHORTER = {
    "saint": "st",
    "saints": "st",
    "ss": "st",
    "church of england": "ce",
    "c of e": "ce",
    "cofe": "ce",
    "c e": "ce",
    "church in wales": "cw",
    "c in w": "cw",
    "ciw": "cw",
    "roman catholic": "catholic",
    "rc": "catholic",
    "voluntary aided": "va",
    "aided": "va",
    "voluntary controlled": "vc",
    "controlled": "vc",
    "infants": "infant",
    "juniors": "junior",
    "cynradd": "primary",
    "gynradd": "primary",
    "uwchradd": "secondary",
    "gymraeg": "welsh",
}
"""Words for which names of schools have another one, too."""

SPOKEN = re.compile(rf"\b(?:{'|'.join(sorted(SHORTER, key=len, reverse=True))})\b")

STAGES = ("nursery", "infant", "junior", "primary", "first", "middle", "lower", "upper", "secondary", "high")
SORTS = ("special", "grammar", "comprehensive", "college", "community", "foundation", "va", "vc", "welsh")
FAITHS = ("ce", "cw", "catholic", "methodist")
KINDS = frozenset((*STAGES, *SORTS, *FAITHS))
"""Words that say what kind of school it is, and that people leave out."""

PARTS = re.compile(
    r"((?:the |ysgol (?:(?:{kinds}) )*)*)(.+?)((?: (?:{kinds}|and|school|academy|voluntary))*)".format(
        kinds="|".join(sorted(KINDS))
    )
)
"""What stands before a name, the name itself, and what stands behind it."""
