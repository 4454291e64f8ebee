"""Select problems by codes, names and families of checks."""

from collections.abc import Iterable
from typing import NamedTuple

from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.lint.catalogue import FAMILIES, PAGES
from speedbumps.lint.results import LintResult

ALL = "SB"
"""The prefix of all codes."""

READING = "SB0"
"""The prefix of problems of files that cannot be read. They are always selected, since nothing else can be found."""


class Selection(NamedTuple):
    """The prefixes of codes to select and to ignore. For each code the longest prefix counts."""

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()

    def includes(self, code: str) -> bool:
        """Return whether problems with this *code* are selected."""
        return _longest_prefix((*self.select, READING), code) > _longest_prefix(self.ignore, code)


class UnknownCheckError(Exception):
    """A word names no check; the message gives the word, and what may have been meant."""


def parse_selection(select: Iterable[str], ignore: Iterable[str]) -> Selection:
    """Return the selection written as *select* and *ignore*: codes, prefixes, families or names, separated by commas.

    Raises:
        UnknownCheckError: If a word names no check.
    """
    return Selection(_parse_words(select) or (ALL,), _parse_words(ignore))


def select_problems(file: LintResult, wanted: Selection) -> LintResult:
    """Return *file* with only those of its problems that are *wanted*."""
    return file._replace(problems=tuple(problem for problem in file.problems if wanted.includes(problem.code)))


def _longest_prefix(beginnings: tuple[str, ...], code: str) -> int:
    return max((len(start) for start in beginnings if code.startswith(start)), default=0)


def _parse_words(written: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip() for each in written for word in each.split(",")]
    return tuple(start for word in words if word for start in code_prefixes(word))


def code_prefixes(word: str) -> list[str]:
    """Return the prefixes of the codes that *word* stands for: a code, the beginning of one, a family or a name.

    Raises:
        UnknownCheckError: If it stands for none.
    """
    code, name = word.upper(), word.lower()
    if code.startswith(ALL) and any(start.startswith(code) for start in (*FAMILIES, *(page.code for page in PAGES))):
        return [code]
    found = [start for start, family in FAMILIES.items() if family == name]
    found += [page.code for page in PAGES if page.name == name]
    if not found:
        known = [*FAMILIES.values(), *(page.name for page in PAGES), *(page.code for page in PAGES)]
        raise UnknownCheckError(f"there is no check or family '{word}'" + did_you_mean(word, known))
    return found
