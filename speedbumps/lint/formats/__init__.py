"""Write the problems of checked files as text, JSON, GitHub annotations or SARIF."""

from collections.abc import Callable, Sequence

from speedbumps.lint.formats import as_json, github, sarif, text
from speedbumps.lint.results import LintResult

FORMATS: dict[str, Callable[[Sequence[LintResult]], str]] = {
    "text": text.render,
    "json": as_json.render,
    "github": github.render,
    "sarif": sarif.render,
}
"""The formats in which problems are written. The output depends on nothing but the problems."""
