"""From a form's options to one HTML file, whose content policy allows only its own style and script, by hash."""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from markupsafe import Markup

from speedbumps.forms.page.content import build_page
from speedbumps.forms.page.data import collect_form_data, json_for_page, page_data
from speedbumps.forms.page.shape import Shape, spoken_in
from speedbumps.report.templating import html_environment, template_source
from speedbumps.text import strip_controls

ENDED = re.compile(r"(?<=[;{,])\n")
"""A line end that is not needed, because a sign before it ends the statement."""

STYLE = re.compile(r"""("[^"\n]*")| ?([>;,{}]+) ?|(?<=:) """)
"""A string, which is unchanged; or signs, around which a style sheet needs no spaces."""

SCRIPT = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|(?<=[(=!,\s])/(?!\s)(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/\w*)"""
    r"""| ?([-+*=<>!&|?:;,(){}]+) ?"""
)
"""A string or a pattern, which is unchanged; or signs, around which the script needs no spaces."""


def render(shape: Shape) -> str:
    """Return the form as one page that needs no network."""
    spoken = spoken_in(shape.first, shape)
    style, script = minify(template_source("form.css"), STYLE), minify(template_source("form.js"), SCRIPT)
    seen, told = build_page(shape, spoken), collect_form_data(shape)
    made = (
        html_environment(spoken)
        .get_template("form.html")
        .render(
            page=seen,
            numbers=told.text_numbers,
            style=_trusted_markup(style),
            style_hash=_csp_hash(style),
            script=_trusted_markup(script),
            script_hash=_csp_hash(script),
            data=_trusted_markup(json_for_page(page_data(told, shape, seen.printed_texts))),
        )
    )
    return strip_controls(made)


@lru_cache(maxsize=8)
def minify(text: str, spaced: re.Pattern[str]) -> str:
    """Return our own style or script without comments, indents, and spaces and line ends that are not needed."""
    lines = (line.strip() for line in text.splitlines())
    kept = "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
    close = spaced.sub(lambda found: found[1] or found[2] or "", kept)
    return ENDED.sub("", close).replace(";}", "}")


def _csp_hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _trusted_markup(text: str) -> Markup:
    # Our own text, or JSON in which nothing ends a tag: it goes into the page unescaped.
    return Markup(text)  # noqa: S704 # as said above
