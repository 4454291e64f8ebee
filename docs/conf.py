"""How Sphinx makes a site of these pages: CONTRIBUTING.md says how to build it.

Pages are plain Markdown, which GitHub shows as well; what only the site needs is added here while they are read.
"""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from speedbumps.version import HOMEPAGE, __version__

DOCS = Path(__file__).parent
TOP = DOCS.parent

project = "speedbumps"
release = __version__
language = "en"

extensions = ["myst_parser"]
myst_heading_anchors = 4
nitpicky = True
exclude_patterns = ["theme"]
suppress_warnings = ["misc.highlighting_failure"]  # nothing is coloured, and some examples are wrong on purpose

html_theme = "basic"
html_title = "speedbumps"
templates_path = ["theme"]
html_static_path = ["theme/static"]
html_use_index = False
html_copy_source = False
html_show_search_summary = False  # it would fetch pages, which browsers refuse for files
html_permalinks = False

SECTIONS = {
    "Tutorials": [
        "A head’s first fifteen minutes <tutorials/head>",
        "A trust’s schools, and the round after <tutorials/trust>",
        "An author’s first questionnaire <tutorials/author>",
    ],
    "How to": [
        "form",
        "exporting",
        "answers",
        "plan",
        "rounds",
        "many-schools",
        "branding",
        "authors",
        "piloting",
    ],
    "Explanation": [
        "scoring",
        "explanation/planner",
        "explanation/visits",
        "explanation/no-league-table",
        "explanation/what-it-is-not",
        "claims",
    ],
    "Data protection and access": ["Data protection <data-protection>", "accessibility"],
    "Reference": [
        "commands",
        "reference/files",
        "reference/programs",
        "reference/python",
        "reference/messages",
        "checks/README",
    ],
}
"""The pages by what a reader wants (https://diataxis.fr), in their order in the list of contents."""

LISTED_ELSEWHERE = ("checks/SB", "reference/files/")
"""Pages that another page lists, so that the contents stay short."""

OUTSIDE = re.compile(r"\]\((?:\.\./)+(?P<path>[\w./-]+)\)")
"""A link to a file of the project; what lies in docs/ is told by its path."""

TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
TITLE = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
TAG = re.compile(r"<(table|thead|tbody|tr|th|td)\b")
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}
"""What the parts of a table are, which browsers forget where a phone shows them as blocks."""

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Name what is called when a page is read."""
    app.connect("source-read", _complete)
    app.connect("html-page-context", _label_cells)


def _complete(_app: Sphinx, name: str, source: list[str]) -> None:
    """Put the contents into the first page, and the addresses of files that are no pages into links."""
    text = OUTSIDE.sub(lambda link: _address(name, link), source[0])
    if name == "index":
        text += "".join(_toctree(caption, pages) for caption, pages in SECTIONS.items())
    elif name.startswith(LISTED_ELSEWHERE):
        text = f"---\norphan: true\n---\n\n{text}"
    source[0] = text


def _toctree(caption: str, pages: list[str]) -> str:
    lines = "\n".join(pages)
    return f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{lines}\n```\n"


def _address(name: str, link: re.Match[str]) -> str:
    """Return a *link* to a folder, or to a page that is no part of the site, with its address in the repository."""
    ups = link[0].count("../")
    path = (DOCS / name).parents[ups] / link["path"]
    if path.is_relative_to(DOCS) or (path.is_file() and path.suffix != ".md"):
        return link[0]
    if not path.exists():
        logger.warning("there is no %s", link["path"], location=name)
    kind = "tree" if path.is_dir() else "blob"
    return f"]({HOMEPAGE}/{kind}/main/{path.relative_to(TOP).as_posix()})"


def _label_cells(_app: Sphinx, _name: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Give each cell the title of its column, which a phone shows before it."""
    if "body" in context:
        context["body"] = TABLE.sub(_label_table, context["body"])


def _label_table(table: re.Match[str]) -> str:
    titles = cycle(re.sub(r"<[^>]*>", "", title).strip() for title in TITLE.findall(table[0]))
    return TAG.sub(lambda tag: f'<{tag[1]} role="{ROLES[tag[1]]}"{_label(tag[1], titles)}', table[0])


def _label(tag: str, titles: Iterator[str]) -> str:
    return f' data-label="{next(titles)}"' if tag == "td" else ""
