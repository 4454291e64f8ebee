"""From an audit to one HTML file."""

from functools import lru_cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from speedbumps.model.audit import Audit
from speedbumps.report.page import page
from speedbumps.report.pieces import asked, bullets, fields, figure, option, paragraphs, roles, stretches, table
from speedbumps.report.road import road
from speedbumps.report.wording import Words, plain
from speedbumps.resources import shipped

PIECES = (asked, bullets, fields, figure, option, paragraphs, roles, stretches, table)
"""What templates may call."""


def render(audit: Audit, words: Words) -> str:
    """The report on *audit* as one page, without scripts and without links to elsewhere."""
    seen = page(audit, words)
    template = environment(words).get_template("report.html")
    return plain(template.render(page=seen, road=road(seen.road, words), style=_style()))


@lru_cache(maxsize=8)
def environment(words: Words) -> Environment:
    """Where templates come from; kept, since making one takes longer than a report."""
    # autoescape by name, not select_autoescape: every template of this environment is HTML.
    made = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    speak(made, words)
    made.globals.update({piece.__name__: piece for piece in PIECES})
    return made


def source(name: str) -> str:
    """The text of a shipped template."""
    return (shipped("templates") / name).read_text("utf-8")


def speak(made: Environment, words: Words) -> None:
    """Let the templates of *made* speak the language of *words*."""
    # install_gettext_translations comes with the i18n extension, which types do not know of.
    made.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def _style() -> Markup:
    # Ours, and shipped: the one text that goes into the page as it is.
    return Markup(source("report.css"))  # noqa: S704 # as said above
