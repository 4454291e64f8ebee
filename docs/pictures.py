"""Take the pictures of the README: the first page of a report in Chromium, and the same in a terminal.

`python docs/pictures.py [FILE]` takes that of the page again; CHROMIUM names the browser. `docs/generate.py` draws the
one of the terminal, and says when the page is no longer what its picture shows.
"""

import hashlib
import os
import shutil
import struct
import subprocess
import sys
import zlib
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

from speedbumps.audit import audits
from speedbumps.model.audit import Audit
from speedbumps.report import make_document, render_html, render_terminal
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

DOCS = Path(__file__).parent

PAGE = DOCS / "pictures" / "report.png"
TERMINAL = DOCS / "pictures" / "terminal.svg"

BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
"""The browsers that are looked for, the quickest first."""

WIDTH, HEIGHT = 900, 1250
"""The size of the picture of the page, in pixels."""

COLUMNS, LINES = 84, 43
"""The size of the picture of the terminal, in characters."""

SOURCE = b"Source"
"""The name under which the picture of a page keeps the digest of what it shows."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"

END_OF_HEADER = 33
"""Where the chunks after the signature and the header of a PNG file begin."""

SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
font: {char_height}px/{line_height}px Consolas, Menlo, "DejaVu Sans Mono", monospace
}}
.{unique_id}-title {{ font: bold 18px sans-serif }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""rich's own frame without its fonts, which it would fetch from another site."""


def draw_terminal() -> str:
    """Return the beginning of the report in a terminal, as SVG."""
    text = render_terminal(make_document(_audit(), "en"), width=COLUMNS, colour=True)
    screen = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, legacy_windows=False)
    screen.print(Text.from_ansi("\n".join(text.splitlines()[:LINES])))
    drawn = screen.export_svg(title="speedbumps demo", code_format=SVG, unique_id="terminal")
    return "\n".join(line.rstrip() for line in drawn.splitlines() if line.strip()) + "\n"


def page_digest() -> str:
    """Return the digest of what the first page of the report says."""
    return hashlib.sha256(_page().partition("</section>")[0].rpartition("<body>")[2].encode()).hexdigest()


def shown_digest(picture: bytes) -> str | None:
    """Return the digest of the page that *picture* was taken of; None if it does not hold one."""
    marked = b"tEXt" + SOURCE + b"\0"
    at = picture.find(marked)
    return picture[at + len(marked) :][:64].decode("ascii") if at >= 0 else None


def take_page(browser: str) -> bytes:
    """Return a picture of the first page as *browser* shows it, with the digest of what it shows."""
    with TemporaryDirectory() as folder:
        page, picture = Path(folder, "report.html"), Path(folder, "report.png")
        page.write_text(_page(), "utf-8")
        quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking")
        command = [browser, *quiet, f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        taken = picture.read_bytes()
    if not taken.startswith(SIGNATURE):
        raise ValueError(f"{browser} wrote no PNG file")
    content = b"tEXt" + SOURCE + b"\0" + page_digest().encode("ascii")
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return taken[:END_OF_HEADER] + chunk + taken[END_OF_HEADER:]


@cache
def _audit() -> Audit:
    examples = DOCS.parent / "examples"
    found = assemble([examples / "hillview.csv"], AnswerOptions(schools=examples / "schools.csv"))
    (audit,) = audits(found.instrument, found.responses)
    return audit


@cache
def _page() -> str:
    return render_html(make_document(_audit(), "en"))


if __name__ == "__main__":
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("no Chromium was found; CHROMIUM names it")
    Path(sys.argv[1] if sys.argv[1:] else PAGE).write_bytes(take_page(browser))
