"""Parse the docstring of a check into its manual page: what, why, and a bad and a good example."""

import re
from inspect import cleandoc
from typing import NamedTuple

from speedbumps.diagnostics.rules import PageText

EXAMPLE = re.compile(
    r"^(?P<which>Bad|Good)(, at (?P<line>\d+):(?P<column>\d+))?:\n+```(?P<kind>[a-z]+( [a-z]+)?)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Example(NamedTuple):
    """A piece of a file that shows the fault, or the fault corrected."""

    kind: str
    """The kind of file that it comes from: "yaml" (a questionnaire), "yaml actions", "csv answers" and so on."""
    text: str
    place: tuple[int, int] | None = None
    """The line and the column at which the fault is reported."""


class ManualPage(NamedTuple):
    """A manual page, parsed into its parts."""

    code: str
    name: str
    what: str
    """The fault, stated in one sentence."""
    why: str
    """Why it does harm, and what to write instead, in Markdown."""
    bad: Example
    good: Example


def parse_page(page: PageText) -> ManualPage:
    """Return the parts of *page*.

    Raises:
        ValueError: If *page* lacks one of its parts, which is a mistake in the code.
    """
    text = cleandoc(page.text)
    examples = {found["which"]: _parse_example(found) for found in EXAMPLE.finditer(text)}
    what, _, rest = EXAMPLE.sub("", text).strip().partition("\n\n")
    if set(examples) != {"Bad", "Good"} or not what or not rest or examples["Bad"].place is None:
        raise ValueError(f"the page of {page.code} lacks what, why, a placed bad example or a good one")
    return ManualPage(page.code, page.name, " ".join(what.split()), rest.strip(), examples["Bad"], examples["Good"])


def _parse_example(found: re.Match[str]) -> Example:
    place = (int(found["line"]), int(found["column"])) if found["line"] else None
    return Example(found["kind"], found["text"], place)
