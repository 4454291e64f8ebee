"""From the shipped templates to an environment that fills them, compiled once and kept."""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from speedbumps.i18n import Words
from speedbumps.resources import shipped

Piece = Callable[..., Markup]
"""A function that templates may call."""


@lru_cache(maxsize=8)
def environment(words: Words, pieces: tuple[Piece, ...] = ()) -> Environment:
    """Where the templates of pages come from; kept, since making one takes longer than a report."""
    # autoescape by name, not select_autoescape: every template of this environment is HTML.
    made = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_compiled(),
    )
    speak(made, words)
    made.globals.update({piece.__name__: piece for piece in pieces})
    return made


class Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates where Python keeps compiled modules: in `__pycache__` beside them.

    Compiling takes longer than a report. Where nothing can be written, they are compiled each time.
    """

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the compiled template in *bucket*, if that is possible."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def _compiled() -> Compiled | None:
    """The place for compiled templates; None where Python keeps nothing, or runs from within an archive."""
    templates = shipped("templates")
    if sys.dont_write_bytecode or not isinstance(templates, Path):
        return None
    return Compiled(str(templates / "__pycache__"), "%s.cache")


def source(name: str) -> str:
    """The text of a shipped template."""
    return (shipped("templates") / name).read_text("utf-8")


@lru_cache(maxsize=4)
def style(*names: str) -> Markup:
    """The shipped style sheets called so, one after the other."""
    # Ours, and shipped: the one text that goes into a page as it is.
    return Markup("".join(map(source, names)))  # noqa: S704 # as said above


def speak(made: Environment, words: Words) -> None:
    """Let the templates of *made* speak the language of *words*."""
    # install_gettext_translations comes with the i18n extension, which types do not know of.
    made.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
