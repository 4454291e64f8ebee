"""Which columns of a table of schools are amounts by which schools can be grouped."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from speedbumps.diagnostics.problem import NoSuchError
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.answers import School
from speedbumps.text import fold_text

SCHOOL_IDS = ("id", "ids", "uid", "uuid", "upn", "urn", "ukprn", "uprn", "laestab", "estab", "estabno", "dfe", "seed")
CODES = frozenset(
    (*SCHOOL_IDS, "code", "codes", "postcode", "postcodes", "zip", "ref", "refs", "reference", "telephone")
)
"""Words in a heading that show that a number identifies a school, and is no amount."""

LAST = frozenset(["number", "no", "nr", "num"])
"""Words that show so at the end of a heading: a `school number`, but not the `number of pupils`."""

GLUED = ("code", "number", "postcode")
"""Endings of headings in one word that show so: `lacode`, `establishmentnumber`."""

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
"""Words in a heading that show that a number is an amount, whatever its digits look like."""

FEW = 3
"""The number of schools from which different numbers of the same length look like codes."""

LONG = 4
"""Digits of a number that is as long as the number of a school in any register."""


def check_facts(wanted: Iterable[str], schools: Iterable[School]) -> tuple[str, ...]:
    """Return the facts that are *wanted*, each once, by their names in a school's context.

    Raises:
        NoSuchError: If none of the *schools* has one of them, or one of them identifies schools and measures nothing.
    """
    held = numeric_facts(schools)
    facts = tuple(dict.fromkeys(map(_as_fact, wanted)))
    usable = [name for name, values in held.items() if not is_identifier(name, values)]
    for fact in facts:
        if fact not in held:
            there = f"there is {', '.join(usable)}" if usable else "it has no such column"
            message = f"the table of schools has no number '{fact}'{did_you_mean(fact, usable)}; {there}"
            raise NoSuchError(f"--alike: {message}")
        if fact not in usable:
            raise NoSuchError(f"--alike: {_no_amount_text(fact, held[fact], usable)}")
    return facts


def numeric_facts(schools: Iterable[School]) -> Mapping[str, Sequence[float]]:
    """Return the values of the *schools* in each column of numbers, by the column's name in alphabetical order."""
    held: dict[str, list[float]] = {}
    for school in schools:
        for name, fact in school.context.items():
            if isinstance(fact, float):
                held.setdefault(name, []).append(fact)
    return dict(sorted(held.items()))


def is_identifier(name: str, values: Collection[float]) -> bool:
    """Return whether the numbers in the column *name* are ids or codes, according to its heading or to their digits."""
    words = re.findall(r"[^\W_]+", name)
    if CODES & set(words) or any(word in LAST or word.endswith(GLUED) for word in words[-1:]):
        return True
    return not AMOUNTS & set(words) and _like_codes(values)


def _like_codes(values: Collection[float]) -> bool:
    """Return whether all *values* are different whole numbers of the same length, and long or consecutive."""
    if len(values) < FEW or len(set(values)) < len(values) or not all(value.is_integer() for value in values):
        return False
    lengths = {len(str(abs(int(value)))) for value in values}
    counted = max(values) - min(values) < 2 * len(values)
    return len(lengths) == 1 and (counted or lengths.pop() >= LONG)


def _no_amount_text(fact: str, values: Collection[float], usable: Sequence[str]) -> str:
    """Return the message that a *fact* is no amount."""
    others = f"; there is {', '.join(usable)}" if usable else ""
    if is_identifier(fact, ()):
        return f"'{fact}' tells schools apart and measures nothing, so that no school is like another in it{others}"
    return (
        f"'{fact}' has another whole number of the same length for each of {len(values)} schools, as ids and codes "
        f"have, so that no school is like another in it{others}. If it is an amount, call the column '{fact} amount'"
    )


def _as_fact(name: str) -> str:
    """Return the *name* of a column as a school's context writes it."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in fold_text(name)).strip("-")
    return (plain if plain[:1].isalpha() else f"c-{plain}")[:32] or "c"
