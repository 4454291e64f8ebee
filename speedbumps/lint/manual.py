"""Format the manual pages of checks as plain text or Markdown."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from inspect import cleandoc
from textwrap import fill, indent
from typing import NamedTuple

from speedbumps.diagnostics.manual_page import Example, parse_page
from speedbumps.diagnostics.problem import Severity
from speedbumps.diagnostics.rules import PageText
from speedbumps.diagnostics.severities import severity_of
from speedbumps.lint.catalogue import PAGES, family_of

INDENT = "    "

WIDE = 80
"""The width in characters of the narrowest common terminal."""


class CodeDescription(NamedTuple):
    """The description of a code: its manual page, with its family and its severity."""

    code: str
    name: str
    family: str
    severity: Severity
    what: str
    why: str | None = None
    """None if the page has not been written; then the examples are None too."""
    bad: Example | None = None
    good: Example | None = None


def describe_page(page: PageText) -> CodeDescription:
    """Return the description on *page*; only its first paragraph if the page lacks a part."""
    severity = severity_of(page.code)
    try:
        full = parse_page(page)
    except ValueError:
        what = " ".join(cleandoc(page.text).partition("\n\n")[0].split())
        return CodeDescription(page.code, page.name, family_of(page.code), severity, what)
    return CodeDescription(
        page.code, page.name, family_of(page.code), severity, full.what, full.why, full.bad, full.good
    )


@lru_cache(maxsize=1)
def describe_all() -> dict[str, CodeDescription]:
    """Return the descriptions of all codes, in the order of the codes."""
    return {page.code: describe_page(page) for page in sorted(PAGES)}


def describe_code(code: str) -> CodeDescription:
    """Return the description of *code*; of one without a page, one that gives its family."""
    known = describe_all().get(code)
    return known or describe_page(
        PageText(code, family_of(code), f"Something is wrong in the family “{family_of(code)}”.")
    )


def find_description(thing: str) -> CodeDescription | None:
    """Return the description of the check whose code or name is *thing*, whatever its capital letters; else None."""
    return next(
        (page for page in describe_all().values() if thing.casefold() in (page.code.casefold(), page.name)), None
    )


def codes_and_names() -> list[str]:
    """Return the codes and names of all checks."""
    return [word for page in describe_all().values() for word in (page.code, page.name)]


def name_of_code(code: str) -> str:
    """Return the name of the check with this *code*."""
    return describe_code(code).name


def format_plain(page: CodeDescription) -> str:
    """Return *page* as text for a terminal."""
    parts = (
        part if part.startswith(INDENT) else _wrap_paragraphs(part)
        for part in _description_parts(page, _indent_example)
    )
    return "\n\n".join([f"{page.code}  {page.name}  ({page.severity}, {page.family})", *parts]) + "\n"


def format_markdown(page: CodeDescription) -> str:
    """Return *page* in Markdown, without a heading."""
    return "\n\n".join(_description_parts(page, _fence_example)) + "\n"


def _description_parts(page: CodeDescription, show: Callable[[Example], str]) -> Iterator[str]:
    yield page.what
    if page.why:
        yield page.why
    if page.bad and page.bad.place:
        yield f"Bad; the fault is in line {page.bad.place[0]}, column {page.bad.place[1]}:"
        yield show(page.bad)
    if page.good:
        yield "Good:"
        yield show(page.good)


def _indent_example(example: Example) -> str:
    return indent(example.text.rstrip("\n"), INDENT)


def _wrap_paragraphs(part: str) -> str:
    """Return the paragraphs of *part*, wrapped to fit a terminal; lists and tables keep their lines."""
    paragraphs = part.split("\n\n")
    return "\n\n".join(each if each.startswith(("-", "|")) else fill(each, WIDE) for each in paragraphs)


def _fence_example(example: Example) -> str:
    return f"```{example.kind.partition(' ')[0]}\n{example.text}```"
