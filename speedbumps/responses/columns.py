"""What all readers of answers share: the types of columns, ids of schools, and the names of roles."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import UNSTATED, Role
from speedbumps.scoring.responses import CODE, PICKS
from speedbumps.text import fold_text, unescape_html

LETTERS = re.compile(r"(?:\w\.){1,5}\w")
"""Letters with a point after each; the last point was stripped with other signs around a role."""

LINE_ENDS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")

BETWEEN_ROLES = re.compile(r"\s*[;,/|&+•·]\s*|\s+(?:and|or|und|oder|et|ou|ac|neu)\s+")
"""Separators of two roles in one cell; they may also be part of a title."""

BRACKETED = re.compile(r"\([^()]*\)?")

EXPLAINED = re.compile(r"(?P<title>[^:(]+?)(?:\s*\((?P<bracket>[^()]*)\)?|\s*:(?P<rest>.*)|\s-\s.*)")
"""A role's title, and the text after it where a form explains who is meant."""

AROUND_ROLE = " .;,*•·|/\"'"
"""Signs that programs leave around a role."""

LONGEST_ROLE = 1000
"""Characters of a cell that are searched for roles."""

MOST_PARTS = 30
"""Parts of a cell that are searched for roles."""

SHORTEST = 5
"""Characters that LimeSurvey allows in the code of an answer."""


def id_from_name(name: str) -> str:
    """Return the id of a school that is named after a file or folder; its *name* may hold no visible character."""
    return fold_text(name) or "-".join(f"u{ord(sign):04x}" for sign in name)


def column_types(columns: Iterable[str], instrument: Instrument) -> dict[str, pl.DataType | type[pl.DataType]]:
    """Return the type of each question's column."""
    return {name: column_type(name, instrument) for name in columns}


def column_type(name: str, instrument: Instrument) -> type[pl.DataType]:
    """Return the type of one question's column."""
    scale = scale_of(instrument.questionnaire, instrument.questions[name])
    if scale.points:
        return CODE
    if scale.choice:
        return PICKS
    return pl.Float64 if scale.number else pl.String


def find_role(text: str, instrument: Instrument) -> str:
    """Return the role that *text* names by id or title; UNSTATED if it names none, or more than one."""
    named = find_roles(text, instrument)
    return named[0] if len(named) == 1 else UNSTATED


def find_roles(text: str, instrument: Instrument) -> tuple[str, ...]:
    """Return the distinct roles that *text* names, as people tick or write them: "Governor;Teacher;".

    UNSTATED stands for a part that names no role beside others that do, so that more than one entry means that the cell
    does not hold one role. The result is empty if no part names a role.
    """
    said = _fold_lines(unescape_html(text[:LONGEST_ROLE]))
    names = _role_names(_ByIdentity(instrument))
    if role := _role_by_name(said.strip(AROUND_ROLE), names) or _role_cut_short(fold_text(said), instrument):
        return (role,)
    found = dict.fromkeys(_roles_of_parts(said, names, instrument))
    return tuple(found) if any(name != UNSTATED for name in found) else ()


def _role_by_name(said: str, names: Mapping[str, str]) -> str | None:
    """Return the role that a folded text names, also in the plural, or with points between letters: T.A., Teachers."""
    if role := names.get(said):
        return role
    other = said.replace(".", "") if LETTERS.fullmatch(said) else said.removesuffix("s")
    return names.get(other)


def _fold_lines(text: str) -> str:
    """Return the folded *text*, with semicolons in place of line ends."""
    return fold_text(LINE_ENDS.sub(" ; ", text.strip()))


class _ByIdentity:
    """An instrument that is equal only to itself: comparing two of them would take longer than reading the roles."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.instrument is other.instrument

    def __hash__(self) -> int:
        return id(self.instrument)


@lru_cache(maxsize=4)
def _role_names(same: _ByIdentity) -> Mapping[str, str]:
    """Return the roles by all of their names, folded, in every language and nation."""
    instrument = same.instrument
    spoken = (instrument.questionnaire, *instrument.languages)
    return {
        fold_text(name).strip(AROUND_ROLE): role.id
        for each in spoken
        for role in each.roles
        for name in _names_of_role(role, instrument)
    }


def _roles_of_parts(said: str, names: Mapping[str, str], instrument: Instrument) -> Iterator[str]:
    """Yield the role of each part of a folded text; the longest name that begins at a part counts."""
    parts = _SplitText(said)
    at = 0
    while at < len(parts.starts):
        role, after = _longest_role(parts, at, names)
        if role is None:
            role, after = _role_with_explanation(parts, at, names)
        if role is None and not parts.text_between(at, at + 1):
            at += 1
            continue
        if role is None:
            role, after = _role_cut_short(parts.text_between(at, at + 1), instrument), at + 1
        yield role or UNSTATED
        at = after


class _SplitText:
    """A folded text, split where one role may end and another begin."""

    def __init__(self, said: str) -> None:
        self.said = said
        outside = BRACKETED.sub(lambda found: "_" * len(found[0]), said)
        signs = list(BETWEEN_ROLES.finditer(outside))[:MOST_PARTS]
        self.starts = [0, *(sign.end() for sign in signs)]
        self.ends = [*(sign.start() for sign in signs), len(said)]
        self.signs = [sign[0].strip() for sign in signs]

    def text_between(self, first: int, after: int) -> str:
        """Return the text from the part *first* to the one before *after*."""
        return self.said[self.starts[first] : self.ends[after - 1]].strip(AROUND_ROLE)

    def end_of_entry(self, first: int, names: Mapping[str, str]) -> int:
        """Return the next part after a semicolon that names a role; an explanation may hold other semicolons."""
        listed = (at + 1 for at in range(first, len(self.signs)) if self.signs[at] == ";")
        return next((at for at in listed if self.is_role_at(at, names)), len(self.starts))

    def is_role_at(self, at: int, names: Mapping[str, str]) -> bool:
        """Return whether the part *at* begins with the name of a role."""
        explained = EXPLAINED.match(self.said[self.starts[at] :])
        title = explained["title"].strip(AROUND_ROLE) if explained else ""
        return title in names or _longest_role(self, at, names)[0] is not None


def _longest_role(parts: _SplitText, first: int, names: Mapping[str, str]) -> tuple[str | None, int]:
    """Return the role with the longest name at the part *first*, and the part after it."""
    for after in range(len(parts.starts), first, -1):
        if role := names.get(parts.text_between(first, after)):
            return role, after
    return None, first


def _role_with_explanation(parts: _SplitText, first: int, names: Mapping[str, str]) -> tuple[str | None, int]:
    """Return the role whose title is followed by who is meant, and the part after the explanation.

    An explanation that is itself the name of another role is none: then the cell names two.
    """
    start = parts.starts[first]
    listed = parts.end_of_entry(first, names)
    found = EXPLAINED.match(parts.said[start : parts.ends[listed - 1]])
    role = names.get(found["title"].strip(AROUND_ROLE)) if found else None
    if found is None or role is None:
        return None, first
    other = names.get((found["bracket"] or found["rest"] or "").strip(AROUND_ROLE), role)
    if other != role:
        return UNSTATED, first + 1
    end = start + found.end()
    return role, next((at for at in range(first + 1, listed) if parts.starts[at] >= end), listed)


def _role_cut_short(said: str, instrument: Instrument) -> str | None:
    """Return the role whose id begins so, where a survey program had no room for the rest of it."""
    roles = [role.id for role in instrument.questionnaire.roles if _is_abbreviation(fold_text(role.id), said)]
    return roles[0] if len(roles) == 1 else None


def _is_abbreviation(name: str, said: str) -> bool:
    """Return whether *said* is the start of a role's *name*, or the whole of a shorter one without its hyphens."""
    without = name.replace("-", "")
    return without == said or (len(said) == SHORTEST and (name.startswith(said) or without.startswith(said)))


def _names_of_role(role: Role, instrument: Instrument) -> set[str]:
    """Return all names of a role."""
    titles = _titles(role.title, instrument)
    wordings = ("{}: {}", "{} ({})") if role.includes else ()
    explained = {name for words in wordings for name in _titles(words.format(role.title, role.includes), instrument)}
    return {role.id, *titles, *explained, *role.also}


def _titles(title: str, instrument: Instrument) -> set[str]:
    """Return a role's title in the words of every nation."""
    found = {title}
    for words in instrument.questionnaire.words.values():
        named = title
        for name, word in words.items():
            named = named.replace(f"{{{name}}}", word)
        found.add(named)
    return found
