"""Facts of a table of schools: which of them are amounts by which schools can be grouped."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from speedbumps.diagnostics.problem import NoSuchError
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.answers import School
from speedbumps.text import folded

SCHOOL_IDS = ("id", "ids", "uid", "uuid", "upn", "urn", "ukprn", "uprn", "laestab", "estab", "estabno", "dfe", "seed")
CODES = frozenset(
    (*SCHOOL_IDS, "code", "codes", "postcode", "postcodes", "zip", "ref", "refs", "reference", "telephone")
)
"""Words in a heading that say that a number stands for a school, and is no amount."""

LAST = frozenset(["number", "no", "nr", "num"])
"""Words that say so at the end of a heading: a `school number`, but not the `number of pupils`."""

GLUED = ("code", "number", "postcode")
"""How headings in one word end that say so: `lacode`, `establishmentnumber`."""

PEOPLE = (
    "pupil",
    "pupils",
    "student",
    "students",
    "children",
    "roll",
    "fsm",
    "meals",
    "staff",
    "teachers",
    "headcount",
)
MONEY = ("budget", "income", "grant", "funding", "spend", "spending", "cost", "costs", "reserve", "reserves", "balance")
AMOUNTS = frozenset((*PEOPLE, *MONEY, "amount", "size", "capacity", "places", "area", "rank"))
"""Words in a heading that say that a number is an amount, whatever its digits look like."""

FEW = 3
"""Schools from which on different numbers of one length look like codes."""

LONG = 4
"""Digits of a number that is as long as the number of a school in any register."""


def named_facts(wanted: Iterable[str], schools: Iterable[School]) -> tuple[str, ...]:
    """Return the facts that are *wanted*, each once, as a school's context names them.

    Raises:
        NoSuchError: If one of them is in none of the *schools*, or stands for schools instead of measuring them.
    """
    held = numeric_facts(schools)
    facts = tuple(dict.fromkeys(map(_as_fact, wanted)))
    usable = [name for name, values in held.items() if not stands_for_schools(name, values)]
    for fact in facts:
        if fact not in held:
            there = f"there is {', '.join(usable)}" if usable else "it has no such column"
            message = f"the table of schools has no number '{fact}'{did_you_mean(fact, usable)}; {there}"
            raise NoSuchError(f"--alike: {message}")
        if fact not in usable:
            raise NoSuchError(f"--alike: {_no_amount(fact, held[fact], usable)}")
    return facts


def numeric_facts(schools: Iterable[School]) -> Mapping[str, Sequence[float]]:
    """Return what the *schools* have in each column of numbers, by the column's name in alphabetical order."""
    held: dict[str, list[float]] = {}
    for school in schools:
        for name, fact in school.context.items():
            if isinstance(fact, float):
                held.setdefault(name, []).append(fact)
    return dict(sorted(held.items()))


def stands_for_schools(name: str, values: Collection[float]) -> bool:
    """Whether the numbers in the column *name* are ids or codes: its heading says so, or they look like it."""
    words = re.findall(r"[^\W_]+", name)
    if CODES & set(words) or any(word in LAST or word.endswith(GLUED) for word in words[-1:]):
        return True
    return not AMOUNTS & set(words) and _like_codes(values)


def _like_codes(values: Collection[float]) -> bool:
    """Whether all *values* are different whole numbers of one length, and long, or counted one after the other."""
    if len(values) < FEW or len(set(values)) < len(values) or not all(value.is_integer() for value in values):
        return False
    lengths = {len(str(abs(int(value)))) for value in values}
    counted = max(values) - min(values) < 2 * len(values)
    return len(lengths) == 1 and (counted or lengths.pop() >= LONG)


def _no_amount(fact: str, values: Collection[float], usable: Sequence[str]) -> str:
    others = f"; there is {', '.join(usable)}" if usable else ""
    if stands_for_schools(fact, ()):
        return f"'{fact}' tells schools apart and measures nothing, so that no school is like another in it{others}"
    return (
        f"'{fact}' has another whole number of the same length for each of {len(values)} schools, as ids and codes "
        f"have, so that no school is like another in it{others}. If it is an amount, call the column '{fact} amount'"
    )


def _as_fact(name: str) -> str:
    """The *name* of a column as a school's context writes it."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in folded(name)).strip("-")
    return (plain if plain[:1].isalpha() else f"c-{plain}")[:32] or "c"
