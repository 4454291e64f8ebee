"""From the words that choose checks to the problems that are wanted."""

from collections.abc import Iterable
from typing import NamedTuple

from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.lint.catalogue import FAMILIES, PAGES
from speedbumps.lint.results import Linted

ALL = "SB"
"""How every code begins."""

READING = "SB0"
"""A file that cannot be read is told whatever is selected: nothing else can be found in it."""


class Selection(NamedTuple):
    """Beginnings of codes that are wanted, and of those that are not. The longer one counts, a code itself the most."""

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()

    def takes(self, code: str) -> bool:
        """Whether problems with this *code* are wanted."""
        return _longest((*self.select, READING), code) > _longest(self.ignore, code)


class UnknownCheckError(Exception):
    """A word stands for no check; the message says which, and what may have been meant."""


def selection(select: Iterable[str], ignore: Iterable[str]) -> Selection:
    """The choice that is written as *select* and *ignore*: codes, beginnings, families or names, parted by commas.

    Raises:
        UnknownCheckError: If a word stands for no check.
    """
    return Selection(_meant(select) or (ALL,), _meant(ignore))


def selected(file: Linted, wanted: Selection) -> Linted:
    """The *file* with those of its problems that are *wanted*."""
    return file._replace(problems=tuple(problem for problem in file.problems if wanted.takes(problem.code)))


def _longest(beginnings: tuple[str, ...], code: str) -> int:
    return max((len(start) for start in beginnings if code.startswith(start)), default=0)


def _meant(written: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip() for each in written for word in each.split(",")]
    return tuple(start for word in words if word for start in _beginnings(word))


def _beginnings(word: str) -> list[str]:
    """How the codes begin that *word* stands for."""
    code, name = word.upper(), word.lower()
    if code.startswith(ALL) and any(start.startswith(code) for start in (*FAMILIES, *(page.code for page in PAGES))):
        return [code]
    found = [start for start, family in FAMILIES.items() if family == name]
    found += [page.code for page in PAGES if page.name == name]
    if not found:
        known = [*FAMILIES.values(), *(page.name for page in PAGES), *(page.code for page in PAGES)]
        raise UnknownCheckError(f"there is no check or family '{word}'" + did_you_mean(word, known))
    return found
