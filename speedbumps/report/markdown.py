"""From an audit to Markdown that reads well as plain text too."""

import re
from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Environment, FunctionLoader, StrictUndefined

from speedbumps.i18n import Words
from speedbumps.model.audit import Audit
from speedbumps.report.options import Option
from speedbumps.report.page import Page, page
from speedbumps.report.road import blocks
from speedbumps.report.tables import Table
from speedbumps.report.templating import source, speak
from speedbumps.text import plain

MARKS = re.compile(r"[\\`*_{}\[\]#|~$]")
SPECIAL = re.compile(r"[\\`*_{}\[\]#|~$&<>]")
SPACES = re.compile(r"\s+")
STARTS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


class Ready(str):
    """Markdown that is finished and is printed as it is."""

    __slots__ = ()


def render(audit: Audit, words: Words) -> str:
    """The report on *audit* in Markdown."""
    return written(page(audit, words), words)


def written(seen: Page, words: Words) -> str:
    """What *seen* says, as Markdown."""
    text = environment(words).get_template("report.md").render(page=seen, blocks=Ready(blocks(seen.road)))
    return tidied(text)


def tidied(text: str) -> str:
    """The *text* with one empty line between paragraphs, and nothing that steers a terminal."""
    return plain(re.sub(r"\n{3,}", "\n\n", text)).strip() + "\n"


@lru_cache(maxsize=8)
def environment(words: Words) -> Environment:
    """Where templates come from. Whatever is printed is escaped, unless it is Ready."""
    made = Environment(
        loader=FunctionLoader(source),
        # Not HTML: *escaped* makes text harmless here, for the templates' own words too.
        autoescape=False,  # noqa: S701 # as said above
        finalize=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    speak(made, words)
    made.globals |= {"option": option, "table": table}
    return made


@lru_cache(maxsize=1024)
def option(shown: Option) -> Ready:
    """Return an option as an item of a list, with its facts below it.

    Cached, since it comes from the library of actions and is the same in every school's report.
    """
    facts = (f"  - {escaped(name)}: {escaped(value)}" for name, value in shown.fields)
    return Ready("\n".join((f"- **{escaped(shown.title)}** ({escaped(' · '.join(shown.tags))})", *facts)))


def table(shown: Table) -> Ready:
    """A table, its groups told by a row of their own."""
    wide = len(shown.heads)
    rules = ["--:" if at in shown.figures else "---" for at in range(wide)]
    lines = [_row(map(escaped, shown.heads)), _row(rules)]
    for group in shown.groups:
        if group.title:
            lines.append(_row([f"**{escaped(group.title)}**", *[""] * (wide - 1)]))
        lines += [_row(map(escaped, row)) for row in group.rows]
    if shown.foot:
        lines.append(_row(f"**{escaped(cell)}**" if cell else "" for cell in shown.foot))
    return Ready("\n".join(lines) + "\n")


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def escaped(value: object) -> str:
    """*value* on one line, with all that Markdown or HTML would take for markup made harmless."""
    return value if isinstance(value, Ready) else _harmless(str(value))


def _harmless(text: str) -> str:
    # Most texts need no change, and to find that out takes a tenth of the time of changing them.
    if text.isalnum():
        return text
    if not text.isprintable() or "  " in text:
        text = SPACES.sub(" ", text)
    if SPECIAL.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = MARKS.sub(r"\\\g<0>", text)
    return text if text[:1].isalpha() else STARTS.sub(_escaped_start, text)


def _escaped_start(start: re.Match[str]) -> str:
    # Markdown prints a backslash before a digit, so "1." gets it before its full stop.
    return start[1] + (start[2] + "\\" if start[2].isdigit() else "\\" + start[2])
