"""Every message that refuses a call says what to do, and stands on the page that lists them."""

import re

from messages import GAP, refusals
from support.paths import TOP

ADVICE = re.compile(r"[;:,.] [a-z'-]|\. [A-Z]|^(?:name|write) ")
"""The beginning of what to do, or of what there is instead."""

NAMED = re.compile(rf"(?:there is no|cannot be compared:|--alike:) .*{GAP}$")
"""Messages whose end, which names what is there, is made elsewhere, and those that name a missing file."""


def test_every_message_says_what_to_do() -> None:
    messages = [refusal.message for refusal in refusals()]

    assert len(messages) > 100
    assert [message for message in messages if not ADVICE.search(message) and not NAMED.search(message)] == []


def test_the_page_lists_them() -> None:
    page = (TOP / "docs/reference/messages.md").read_text("utf-8").replace("\\", "")

    assert [refusal.message for refusal in refusals() if refusal.message not in page] == []
