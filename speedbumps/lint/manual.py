"""From the page of a check to something to read: plain, or Markdown."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from inspect import cleandoc
from textwrap import fill, indent
from typing import NamedTuple

from speedbumps.diagnostics.manual_page import Example, manual
from speedbumps.diagnostics.problem import START, Problem, Severity
from speedbumps.diagnostics.rules import Page
from speedbumps.lint.catalogue import PAGES, family, graded

INDENT = "    "

WIDE = 80
"""Characters of a line on the narrowest terminal that is usual."""


class Told(NamedTuple):
    """All there is to know about a code."""

    code: str
    name: str
    family: str
    severity: Severity
    what: str
    why: str | None = None
    """None where the page has not been written; so are the examples."""
    bad: Example | None = None
    good: Example | None = None


def told(page: Page) -> Told:
    """What *page* says; of one that lacks a part, its first sentence."""
    severity = graded(Problem("", START, page.code, "")).severity
    try:
        full = manual(page)
    except ValueError:
        what = " ".join(cleandoc(page.text).partition("\n\n")[0].split())
        return Told(page.code, page.name, family(page.code), severity, what)
    return Told(page.code, page.name, family(page.code), severity, full.what, full.why, full.bad, full.good)


@lru_cache(maxsize=1)
def everything() -> dict[str, Told]:
    """What there is to know about every code, in the order of the codes."""
    return {page.code: told(page) for page in sorted(PAGES)}


def of_code(code: str) -> Told:
    """What there is to know about *code*; of one without a page, its family."""
    known = everything().get(code)
    return known or told(Page(code, family(code), f"Something is wrong in the family “{family(code)}”."))


def named(thing: str) -> Told | None:
    """What there is to know about the check whose code or name is *thing*, in capitals or not."""
    return next((page for page in everything().values() if thing.casefold() in (page.code.casefold(), page.name)), None)


def names() -> list[str]:
    """The codes and names of all checks."""
    return [word for page in everything().values() for word in (page.code, page.name)]


def title(code: str) -> str:
    """The name of the check with this *code*."""
    return of_code(code).name


def plain(page: Told) -> str:
    """The *page* for a terminal."""
    parts = (part if part.startswith(INDENT) else _filled(part) for part in _parts(page, _indented))
    return "\n\n".join([f"{page.code}  {page.name}  ({page.severity}, {page.family})", *parts]) + "\n"


def marked_up(page: Told) -> str:
    """The *page* in Markdown, without a heading."""
    return "\n\n".join(_parts(page, _fenced)) + "\n"


def _parts(page: Told, show: Callable[[Example], str]) -> Iterator[str]:
    yield page.what
    if page.why:
        yield page.why
    if page.bad and page.bad.place:
        yield f"Bad; the fault is in line {page.bad.place[0]}, column {page.bad.place[1]}:"
        yield show(page.bad)
    if page.good:
        yield "Good:"
        yield show(page.good)


def _indented(example: Example) -> str:
    return indent(example.text.rstrip("\n"), INDENT)


def _filled(part: str) -> str:
    """The paragraphs of *part*, in lines that fit a terminal; a list keeps its lines."""
    paragraphs = part.split("\n\n")
    return "\n\n".join(each if each.startswith(("-", "|")) else fill(each, WIDE) for each in paragraphs)


def _fenced(example: Example) -> str:
    return f"```{example.kind.partition(' ')[0]}\n{example.text}```"
