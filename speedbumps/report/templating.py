"""The Jinja environment of the shipped HTML templates, compiled once and cached."""

import re
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from speedbumps.i18n import Locale
from speedbumps.resources import shipped_folder

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

SPACE = re.compile(r"\s+")

BETWEEN = re.compile(r"""("[^"]*")| ?([{};,>]) ?|(?<=:) """)
"""Texts, which stay as they are, or the spaces around signs of a style sheet.

Those before a colon and around + and ~ may mean something.
"""


@lru_cache(maxsize=8)
def html_environment(words: Locale | None = None) -> Environment:
    """Return the environment of the HTML templates; cached, since making one takes longer than a report.

    Templates can use the translations of *words*, if given.
    """
    # True, not select_autoescape: every template of this environment is HTML.
    environment = Environment(
        loader=FunctionLoader(template_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_template_cache(),
    )
    if words is not None:
        # install_gettext_translations comes with the i18n extension, which the types do not know.
        environment.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
    return environment


class TemplateCache(FileSystemBytecodeCache):
    """A cache of compiled templates in `__pycache__` beside them, as Python caches compiled modules.

    Compiling takes longer than a report. If nothing can be written, templates are compiled each time.
    """

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the compiled template in *bucket* to the cache, if that is possible."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def _template_cache() -> TemplateCache | None:
    """Return the cache of compiled templates; None if Python writes no bytecode, or runs from an archive."""
    templates = shipped_folder("templates")
    if sys.dont_write_bytecode or not isinstance(templates, Path):
        return None
    return TemplateCache(str(templates / "__pycache__"), "%s.cache")


def template_source(name: str) -> str:
    """Return the text of a shipped template."""
    return (shipped_folder("templates") / name).read_text("utf-8")


@lru_cache(maxsize=4)
def style_sheets(*names: str) -> Markup:
    """Return the shipped style sheets *names*, concatenated, without comments and spaces that have no meaning."""
    text = BETWEEN.sub(r"\1\2", SPACE.sub(" ", COMMENT.sub("", "".join(map(template_source, names)))))
    # Shipped files are trusted: no other text goes into a page unescaped.
    return Markup(text.replace(";}", "}").strip())  # noqa: S704 # as said above
