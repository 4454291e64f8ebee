"""Find out whether a question is about an event that may not have occurred, and whether it says what to answer then."""

import re

_RARE = r"(?:grants?|bids?|inspections?|courses?|elections?|mergers?|reorganisations?|restructuring)"

_NEW = r"new (?:ideas?|approach(?:es)?|projects?|programmes?|schemes?|systems?|ways?)"

_ORDINARY = (
    r"(?:school|lessons?|work|class(?:es)?|lunch|assembly|breakfast|christmas|easter|the (?:day|week|term|year))"
)

EVENTS = (
    re.compile(
        rf"(?:^|[.!?;:] )((?:when(?:ever)?|each time|every time|before|after)(?! {_ORDINARY}\b)(?: [\w'’-]+){{1,5}})",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:stopped|ended|lost|failed)\b[^.?!]*?\b(when(?: [\w'’-]+){1,4})", re.IGNORECASE),
    re.compile(rf"(?<!of )(?<!due )(?<!in the )\b({_RARE})\b(?! of action)", re.IGNORECASE),
    re.compile(r"\b((?:a|the|each|every|last) change of (?:[\w'’-]+ )?[\w'’-]+)", re.IGNORECASE),
    re.compile(
        rf"(?:^|[.!?;:] |[’'] |\b(?:dropped|stopped|ended|lost|began|started|tried|kept) )({_NEW})\b", re.IGNORECASE
    ),
)
"""Match the words for an event: when, before or after something; a grant, a bid; a change of leaders; a new idea."""

LAST_ONE = re.compile(r"\bthink of ((?:your|our|the|my) (?:last|latest|most recent)(?: [\w'’-]+){1,2})", re.IGNORECASE)
"""Matches words for one event, about which an amount is asked: think of your last new idea."""

WAY_OUT = re.compile(
    r"\b(?:does not|doesn[’']t) apply\b|\bnot applicable\b|\bif nothing\b"
    r"|\bif (?:there (?:was|were|is|are|has been|have been) )?no(?:ne)?\b"
    r"|\bif (?:there|you|we|it|this|that)\b[^.?!]*(?:\b(?:none|no|not|never|nothing)\b|n[’']t\b)"
    r"|\b(?:did not|didn[’']t|has not|have not) (?:happen|occur|arise|come up)",
    re.IGNORECASE,
)
"""Matches words that say what to answer if the event did not occur."""


def find_event(text: str) -> str | None:
    """Return the words in the English *text*, a statement to rate, for an event that may not have occurred, if any."""
    return next((found[1] for event in EVENTS if (found := event.search(text))), None)


def find_last_event(text: str) -> str | None:
    """Return the words for the one event about which the English *text* asks for an amount, if any."""
    found = LAST_ONE.search(text)
    return found[1] if found else None


def offers_way_out(text: str) -> bool:
    """Return whether the English *text* says what to answer if there was no such event."""
    return bool(WAY_OUT.search(text))
