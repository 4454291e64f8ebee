"""From an audit to Markdown that also reads well as plain text."""

import re
from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Environment, FunctionLoader, StrictUndefined

from speedbumps.i18n import Locale
from speedbumps.model.audit import Audit
from speedbumps.report.options import Option
from speedbumps.report.page import ReportPage, report_page
from speedbumps.report.road import road_in_text
from speedbumps.report.tables import ReportTable
from speedbumps.report.templating import install_translations, template_source
from speedbumps.text import strip_controls

MARKS = re.compile(r"[\\`*_{}\[\]#|~$]")
SPECIAL = re.compile(r"[\\`*_{}\[\]#|~$&<>]")
SPACES = re.compile(r"\s+")
STARTS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


class SafeMarkdown(str):
    """Text that is Markdown already and is not escaped again, as Markup is for HTML."""

    __slots__ = ()


def render(audit: Audit, words: Locale) -> str:
    """Return the report on *audit* as Markdown."""
    return page_to_markdown(report_page(audit, words), words)


def page_to_markdown(page: ReportPage, words: Locale) -> str:
    """Return *page* as Markdown."""
    text = (
        markdown_environment(words)
        .get_template("report.md")
        .render(page=page, blocks=SafeMarkdown(road_in_text(page.road)))
    )
    return tidy_markdown(text)


def tidy_markdown(text: str) -> str:
    """Return *text* with one empty line between paragraphs and without control characters."""
    return strip_controls(re.sub(r"\n{3,}", "\n\n", text)).strip() + "\n"


@lru_cache(maxsize=8)
def markdown_environment(words: Locale) -> Environment:
    """Return the environment of the Markdown templates, which escapes all output that is not SafeMarkdown."""
    environment = Environment(
        loader=FunctionLoader(template_source),
        # This is not HTML: escape_markdown escapes all output, the templates' own words too.
        autoescape=False,  # noqa: S701 # as said above
        finalize=escape_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    install_translations(environment, words)
    environment.globals |= {"option": option_item, "table": pipe_table}
    return environment


@lru_cache(maxsize=1024)
def option_item(shown: Option) -> SafeMarkdown:
    """Return *shown* as a list item with its facts below it.

    Cached, since options come from the library of actions and are the same in every school's report.
    """
    facts = (f"  - {escape_markdown(name)}: {escape_markdown(value)}" for name, value in shown.fields)
    return SafeMarkdown(
        "\n".join((f"- **{escape_markdown(shown.title)}** ({escape_markdown(' · '.join(shown.tags))})", *facts))
    )


def pipe_table(shown: ReportTable) -> SafeMarkdown:
    """Return *shown* as a Markdown table in which the title of each group is a row of its own."""
    wide = len(shown.heads)
    rules = ["--:" if at in shown.figures else "---" for at in range(wide)]
    lines = [_pipe_row(map(escape_markdown, shown.heads)), _pipe_row(rules)]
    for group in shown.groups:
        if group.title:
            lines.append(_pipe_row([f"**{escape_markdown(group.title)}**", *[""] * (wide - 1)]))
        lines += [_pipe_row(map(escape_markdown, row)) for row in group.rows]
    if shown.foot:
        lines.append(_pipe_row(f"**{escape_markdown(cell)}**" if cell else "" for cell in shown.foot))
    return SafeMarkdown("\n".join(lines) + "\n")


def _pipe_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def escape_markdown(value: object) -> str:
    """Return *value* on one line, with all markup of Markdown and HTML escaped."""
    return value if isinstance(value, SafeMarkdown) else _escape_text(str(value))


def _escape_text(text: str) -> str:
    # Most texts need no change, and checking takes a tenth of the time of escaping.
    if text.isalnum():
        return text
    if not text.isprintable() or "  " in text:
        text = SPACES.sub(" ", text)
    if SPECIAL.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = MARKS.sub(r"\\\g<0>", text)
    return text if text[:1].isalpha() else STARTS.sub(_escape_start, text)


def _escape_start(start: re.Match[str]) -> str:
    # Markdown shows a backslash before a digit, so that of "1." stands before the full stop.
    return start[1] + (start[2] + "\\" if start[2].isdigit() else "\\" + start[2])
