"""From files that were checked to text: for people, for other programs, and for GitHub."""

from collections.abc import Callable, Sequence

from speedbumps.lint.formats import as_json, github, sarif, text
from speedbumps.lint.results import Linted

FORMATS: dict[str, Callable[[Sequence[Linted]], str]] = {
    "text": text.render,
    "json": as_json.render,
    "github": github.render,
    "sarif": sarif.render,
}
"""What problems are written as. The bytes depend on nothing but the problems."""
