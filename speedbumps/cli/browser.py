"""Show a finished page in the browser, where there is a desktop to show it on."""

import os
import sys
import webbrowser
from pathlib import Path


def show_page(page: Path, *, wanted: bool | None) -> None:
    """Open *page* in the browser if that is *wanted*; if nobody said so, if a person sits at a desktop."""
    if wanted if wanted is not None else is_at_desktop():
        webbrowser.open(page.resolve().as_uri())


def is_at_desktop() -> bool:
    """Return whether a person runs the command in a terminal of a desktop."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or "CI" in os.environ:
        return False
    if sys.platform in {"win32", "darwin"}:
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
