"""From a form's shape to its one file: markup, style, script and data, each allowed by its hash and nothing else."""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from markupsafe import Markup

from speedbumps.forms.page.content import page
from speedbumps.forms.page.data import asked, data, safe
from speedbumps.forms.page.shape import Shape
from speedbumps.i18n import words
from speedbumps.report.templating import environment, source
from speedbumps.text import plain

ENDED = re.compile(r"(?<=[;{,])\n")
"""The end of a line that a sign ends anyway."""

STYLE = re.compile(r"""("[^"\n]*")| ?([>;,{}]+) ?|(?<=:) """)
"""A text, which stays as it is; or signs, beside which a style needs no spaces."""

SCRIPT = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|(?<=[(=!,\s])/(?!\s)(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/\w*)"""
    r"""| ?([-+*=<>!&|?:;,(){}]+) ?"""
)
"""A text or a pattern, which stays as it is; or signs, beside which our script needs no spaces."""


def render(shape: Shape) -> str:
    """The form as one page that asks nothing of any network."""
    spoken = words(shape.first.language)
    style, script = tight(source("form.css"), STYLE), tight(source("form.js"), SCRIPT)
    seen, told = page(shape, spoken), asked(shape)
    made = (
        environment(spoken)
        .get_template("form.html")
        .render(
            page=seen,
            numbers=told.numbers,
            style=_ours(style),
            style_hash=_hash(style),
            script=_ours(script),
            script_hash=_hash(script),
            data=_ours(safe(data(told, shape, seen.printed))),
        )
    )
    return plain(made)


@lru_cache(maxsize=8)
def tight(text: str, spaced: re.Pattern[str]) -> str:
    """Our own style or script without comments, indents, and the spaces and line ends beside signs."""
    lines = (line.strip() for line in text.splitlines())
    kept = "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
    close = spaced.sub(lambda found: found[1] or found[2] or "", kept)
    return ENDED.sub("", close).replace(";}", "}")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _ours(text: str) -> Markup:
    # Ours, or JSON in which nothing ends a tag: the texts that go into the page as they are.
    return Markup(text)  # noqa: S704 # as said above
