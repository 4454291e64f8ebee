"""What a user's folder of templates holds, read and checked."""

from typing import NamedTuple

PAGE = "page.html"
"""The template of a page."""

VALUES = ("head", "body", "title", "description", "language", "school", "logo")
"""What a template may use."""


class Brand(NamedTuple):
    """The templates that dress pages and documents. What is not there is ours."""

    path: str
    """The folder, as the user named it, for messages."""
    templates: tuple[tuple[str, str], ...] = ()
    """The text of `page.html`, and of each template that it includes, by name; none if pages are ours."""
    style: str = ""
    """Rules that come after those of our style sheets."""
    logo: str = ""
    """A picture as a data URI."""
    word: bytes | None = None
    """A Word document whose styles, header and footer are used."""

    @property
    def has_page(self) -> bool:
        """Return whether there is a template of a page."""
        return bool(self.templates)
