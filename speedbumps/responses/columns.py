"""What all readers of answers share: codes of problems, the kinds of columns, and the names of roles."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import UNSTATED, Role
from speedbumps.scoring.responses import CODE
from speedbumps.text import folded, unescaped

LETTERS = re.compile(r"(?:\w\.){1,5}\w")
"""Letters with a point behind each; the last point was taken away with other signs around a role."""

LINE_ENDS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")

BETWEEN_ROLES = re.compile(r"\s*[;,/|&+•·]\s*|\s+(?:and|or|und|oder|et|ou|ac|neu)\s+")
"""What stands between two roles in one cell; it may also stand within a title."""

BRACKETED = re.compile(r"\([^()]*\)?")

EXPLAINED = re.compile(r"(?P<title>[^:(]+?)(?:\s*\((?P<bracket>[^()]*)\)?|\s*:(?P<rest>.*)|\s-\s.*)")
"""A role's title, and what follows it where a form says who is meant by it."""

AROUND_ROLE = " .;,*•·|/\"'"
"""Signs that programs leave around a role."""

LONGEST_ROLE = 1000
"""Characters of a cell in which roles are looked for."""

MOST_PARTS = 30
"""Parts of a cell in which roles are looked for."""

SHORTEST = 5
"""Signs that LimeSurvey allows in the code of an answer."""


def school_called(name: str) -> str:
    """Return the id of a school that is called after a file or folder; its *name* may hold no visible sign."""
    return folded(name) or "-".join(f"u{ord(sign):04x}" for sign in name)


def typed(columns: Iterable[str], instrument: Instrument) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The kind of each question's column."""
    return {name: kind(name, instrument) for name in columns}


def kind(name: str, instrument: Instrument) -> type[pl.DataType]:
    """The kind of the column of one question."""
    scale = scale_of(instrument.questionnaire, instrument.questions[name])
    if scale.points:
        return CODE
    return pl.Float64 if scale.number else pl.String


def role_named(text: str, instrument: Instrument) -> str:
    """Return the role that *text* names by id or title; UNSTATED if it names none, or more than one."""
    named = roles_in(text, instrument)
    return named[0] if len(named) == 1 else UNSTATED


def roles_in(text: str, instrument: Instrument) -> tuple[str, ...]:
    """Return the different roles that *text* names, as people tick or write them: "Governor;Teacher;".

    UNSTATED stands for a part beside a role that names none, so that more than one entry means that the cell does not
    hold one role. A text that names no role at all gives no entry.
    """
    said = _spaced(unescaped(text[:LONGEST_ROLE]))
    names = _role_names(_Same(instrument))
    if role := _role_called(said.strip(AROUND_ROLE), names) or _cut_short(folded(said), instrument):
        return (role,)
    found = dict.fromkeys(_parts(said, names, instrument))
    return tuple(found) if any(name != UNSTATED for name in found) else ()


def _role_called(said: str, names: Mapping[str, str]) -> str | None:
    """Return the role that a folded text names, be it in the plural, or its letters with points: T.A., Teachers."""
    if role := names.get(said):
        return role
    other = said.replace(".", "") if LETTERS.fullmatch(said) else said.removesuffix("s")
    return names.get(other)


def _spaced(text: str) -> str:
    """Return the folded *text*, with semicolons for the ends of its lines."""
    return folded(LINE_ENDS.sub(" ; ", text.strip()))


class _Same:
    """An instrument, equal only to itself: comparing two of them would take longer than reading the roles."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.instrument is other.instrument

    def __hash__(self) -> int:
        return id(self.instrument)


@lru_cache(maxsize=4)
def _role_names(same: _Same) -> Mapping[str, str]:
    """Return the roles by all of their names, folded, in every language and nation."""
    instrument = same.instrument
    spoken = (instrument.questionnaire, *instrument.languages)
    return {
        folded(name).strip(AROUND_ROLE): role.id
        for each in spoken
        for role in each.roles
        for name in _names(role, instrument)
    }


def _parts(said: str, names: Mapping[str, str], instrument: Instrument) -> Iterator[str]:
    """Yield the role of each part of a folded text; the longest name that begins at a part counts."""
    parts = _Parts(said)
    at = 0
    while at < len(parts.starts):
        role, after = _longest(parts, at, names)
        if role is None:
            role, after = _explained(parts, at, names)
        if role is None and not parts.words(at, at + 1):
            at += 1
            continue
        if role is None:
            role, after = _cut_short(parts.words(at, at + 1), instrument), at + 1
        yield role or UNSTATED
        at = after


class _Parts:
    """A folded text, parted where one role may end and another begin."""

    def __init__(self, said: str) -> None:
        self.said = said
        outside = BRACKETED.sub(lambda found: "_" * len(found[0]), said)
        signs = list(BETWEEN_ROLES.finditer(outside))[:MOST_PARTS]
        self.starts = [0, *(sign.end() for sign in signs)]
        self.ends = [*(sign.start() for sign in signs), len(said)]
        self.signs = [sign[0].strip() for sign in signs]

    def words(self, first: int, after: int) -> str:
        """Return the text from the part *first* to the one before *after*."""
        return self.said[self.starts[first] : self.ends[after - 1]].strip(AROUND_ROLE)

    def end_of_entry(self, first: int, names: Mapping[str, str]) -> int:
        """Return the next part behind a semicolon that names a role; an explanation may hold other semicolons."""
        listed = (at + 1 for at in range(first, len(self.signs)) if self.signs[at] == ";")
        return next((at for at in listed if self.names_a_role(at, names)), len(self.starts))

    def names_a_role(self, at: int, names: Mapping[str, str]) -> bool:
        explained = EXPLAINED.match(self.said[self.starts[at] :])
        title = explained["title"].strip(AROUND_ROLE) if explained else ""
        return title in names or _longest(self, at, names)[0] is not None


def _longest(parts: _Parts, first: int, names: Mapping[str, str]) -> tuple[str | None, int]:
    for after in range(len(parts.starts), first, -1):
        if role := names.get(parts.words(first, after)):
            return role, after
    return None, first


def _explained(parts: _Parts, first: int, names: Mapping[str, str]) -> tuple[str | None, int]:
    """Return the role whose title is followed by who is meant, and the part behind that.

    An explanation that is itself another role's name is none: then the cell names two.
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


def _cut_short(said: str, instrument: Instrument) -> str | None:
    """Return the role whose id begins so, where a survey program had no room for the rest of it."""
    roles = [role.id for role in instrument.questionnaire.roles if _begins(folded(role.id), said)]
    return roles[0] if len(roles) == 1 else None


def _begins(name: str, said: str) -> bool:
    """Return whether *said* is the start of a role's *name*, or all of a shorter one without its hyphens."""
    without = name.replace("-", "")
    return without == said or (len(said) == SHORTEST and (name.startswith(said) or without.startswith(said)))


def _names(role: Role, instrument: Instrument) -> set[str]:
    titles = _titles(role.title, instrument)
    wordings = ("{}: {}", "{} ({})") if role.includes else ()
    explained = {words.format(title, role.includes) for title in titles for words in wordings}
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
