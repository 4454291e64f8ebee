"""The page around a report that a user's template makes, checked so that it loads nothing and hides nothing."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import DictLoader, Template
from markupsafe import Markup

from speedbumps.diagnostics.codes import PAGE_REQUEST, PAGE_SHELL
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.diagnostics.problem import Span as Place
from speedbumps.report.branding.brand import PAGE, Brand
from speedbumps.report.branding.template_rules import sandbox
from speedbumps.text import shorten, strip_controls

HEAD, BODY = "\x01head\x01", "\x01body\x01"
"""What stands for the head and the body until the page around them is checked; no value can hold it."""

QUOTES = "'\">"
"""What a report holds somewhere: it would end an attribute that a template left open, with the report inside."""

BEGINNING = re.compile(rf"\s*<!doctype html>\s*<html\b[^<>]*\slang=[^<>]*>\s*<head>\s*{HEAD}", re.IGNORECASE)
"""How a page begins, so that nothing comes before the rule that it loads nothing."""

URLS = frozenset(
    {"src", "srcset", "href", "xlink:href", "poster", "data", "background", "action", "formaction", "ping", "manifest"}
)
"""Attributes that hold addresses."""

INSIDE = ("data:", "#")
"""How addresses begin that lead to nothing outside the page."""

LINKS = (*INSIDE, "http:", "https:", "mailto:", "tel:")
"""How addresses begin that a reader may follow."""

FORBIDDEN: Mapping[str, str] = {
    **dict.fromkeys(("script", "noscript", "template"), "pages hold no scripts"),
    **dict.fromkeys(
        ("iframe", "frame", "frameset", "object", "embed", "applet", "portal"), "pages hold no other pages"
    ),
    **dict.fromkeys(("form", "input", "button", "select", "textarea"), "pages send nothing"),
    **dict.fromkeys(("base", "link", "meta", "title"), "what belongs into the head is in {{ head }}"),
    **dict.fromkeys(("plaintext", "xmp", "noembed", "noframes", "math"), "use other elements"),
}
"""Elements that no page may have, and why."""

LOADING = re.compile(r"@import|url\(\s*[\"']?\s*(?!data:|#|[\"'\s])|image-set\(", re.IGNORECASE)
"""Rules of a style sheet that load something."""

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

LARGEST_SHELL = 2**20
"""The most characters of the page around a report."""


def fill_shell(brand: Brand, values: Mapping[str, str], head: Markup, body: Markup) -> str:
    """Return the page that the template of *brand* makes of *values*, around *head* and *body*.

    Raises:
        BadFilesError: If it would load something, hold a script, or lack what every page has.
    """
    shell = _page_template(brand).render(
        {name: strip_controls(value) for name, value in values.items()},
        logo=Markup(brand.logo),  # noqa: S704 - base64 holds no markup
        head=Markup(HEAD),  # noqa: S704 - a constant
        body=Markup(BODY),  # noqa: S704 - a constant
    )
    if problems := tuple(_shell_problems(shell, brand)):
        raise BadFilesError(problems)
    before, _, rest = shell.partition(HEAD)
    between, _, after = rest.partition(BODY)
    return f"{before}{head}{between}{body}{after}"


def style_problems(text: str, path: str) -> Iterator[Problem]:
    """Yield what a style sheet may not hold."""
    for found in re.finditer(r"</|<!", text):
        yield _at(path, text, found.start(), PAGE_REQUEST, "a style sheet holds no '</' and no '<!'; leave it out")
    for found in LOADING.finditer(CSS_COMMENT.sub(lambda held: " " * len(held[0]), text)):
        yield _at(path, text, found.start(), PAGE_REQUEST, _loads_text(shorten(text[found.start() :])))


@lru_cache(maxsize=2)
def _page_template(brand: Brand) -> Template:
    environment = sandbox()
    environment.loader = DictLoader(dict(brand.templates))
    return environment.get_template(PAGE)


def _loads_text(what: str) -> str:
    return (
        f"this would load something from elsewhere, and pages load nothing: {what}; put it into the page as data:, or "
        "let people follow a link to it with <a href>"
    )


def _shell_problems(shell: str, brand: Brand) -> Iterator[Problem]:
    """Yield all that is wrong with the page around a report."""
    if len(shell) > LARGEST_SHELL + len(brand.logo):
        yield _found("", brand, PAGE_SHELL, "the page around a report is larger than 1 MB; use smaller pictures")
        return
    if not BEGINNING.match(shell):
        yield _found(
            "<html",
            brand,
            PAGE_SHELL,
            'a page begins with <!doctype html>, <html lang="{{ language }}">, <head> and, before all else there, '
            "{{ head }}, which has the title, the styles, and the rule that the page loads nothing",
        )
    look = _Look()
    look.feed(HTML_COMMENT.sub("", shell.replace(BODY, BODY + QUOTES)))
    look.close()
    for name, mark in (("head", HEAD), ("body", BODY)):
        if shell.count(mark) != 1 or look.texts.count(mark) != 1:
            yield _found(name, brand, PAGE_SHELL, f"a page has {{{{ {name} }}}} once, as it is, between its tags")
            return
    if look.ended is None or BODY not in look.ended or "<!-" in look.texts:
        yield _found("</body", brand, PAGE_SHELL, "a page ends with </body> and </html>, and closes what it opens")
    for snippet, code, message in look.wrong:
        yield _found(snippet, brand, code, message)


class _Look(HTMLParser):
    """Looks at the elements of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[tuple[str, str, str]] = []
        self.texts = ""
        self.ended: str | None = None
        """The texts up to the end of the body."""
        self._styling = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        snippet = self.get_starttag_text() or ""
        self._styling = tag == "style"
        if tag in FORBIDDEN:
            self._note(snippet, f"<{tag}> cannot stand in a page: {FORBIDDEN[tag]}")
        if tag == "img" and "alt" not in dict(attrs):
            self.wrong.append((snippet, PAGE_SHELL, 'a picture needs words for those who do not see it: alt="..."'))
        for name, value in attrs:
            self._look_at_attribute(tag, name, (value or "").strip(), snippet)

    def _look_at_attribute(self, tag: str, name: str, value: str, snippet: str) -> None:
        harmless = LINKS if name == "href" and tag in {"a", "area"} else INSIDE
        address = re.sub(r"\s", "", value).lower()
        leads_out = name in URLS and address != "" and not address.startswith(harmless)
        if name.startswith("on") or name == "srcdoc":
            self._note(snippet, f"'{name}' holds a script, and pages hold none")
        elif leads_out or name == "http-equiv" or (name == "style" and LOADING.search(value)):
            self._note(snippet, _loads_text(shorten(value)))

    def handle_endtag(self, tag: str) -> None:
        self._styling = self._styling and tag != "style"
        if tag == "body":
            self.ended = self.texts

    def handle_data(self, data: str) -> None:
        if self._styling:
            if found := LOADING.search(CSS_COMMENT.sub("", data)):
                self._note(found[0], _loads_text(shorten(found[0])))
        else:
            self.texts += data

    def _note(self, snippet: str, message: str) -> None:
        self.wrong.append((snippet, PAGE_REQUEST, message))


def _found(snippet: str, brand: Brand, code: str, message: str) -> Problem:
    """Return a problem at the place where one of the templates has *snippet*, or at the beginning of the page's."""
    for part in (snippet, snippet.split("=", maxsplit=1)[0], snippet.split(" ", maxsplit=1)[0]):
        for name, text in brand.templates:
            if part and (at := text.find(part)) >= 0:
                return _at(str(Path(brand.path) / name), text, at, code, message)
    return Problem(str(Path(brand.path) / PAGE), START, code, message)


def _at(path: str, text: str, at: int, code: str, message: str) -> Problem:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Problem(path, Place(line, column, line, column + 1), code, message)
