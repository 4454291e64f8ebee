"""Find the "and" that joins two questions into one.

"Parents and carers" is one thing. A question asks two things if each half could be answered separately: both nouns
have their own article, a second subject or a second verb follows, or one subject has two predicates.
"""

import re

ASIDE = re.compile(r"(?:when|whenever|if|before|after|once|while|until|please|think|choose|between)\b", re.IGNORECASE)
"""The beginning of a sentence that sets a scene or gives an instruction: its "and" does not join two questions."""

_OWN = r"(?:the|an?|my|our|your|their|his|her|its|this|these|enough|more|less|some)"
_WHO = r"(?:i|we|you|they|he|she|it|there|this|that is)"
_OBJECT = r"(?:me|us|them|him|it|each other)"
_TO_BE = r"(?:is|are|was|were|be|been|being|am|feels?|felt|seems?)"
_PREPOSITION = (
    r"(?:for|to|with|from|between|among|of|about|by|on|in|at|near|around|behind|beyond|like|all|both|some|many|most|each"
    r"|not|than|as|against|over|under|without|through)"
)
_VERB = (
    r"(?:is|are|was|were|am|has|have|had|can|could|will|would|should|may|must|do|does|did"
    r"|acts?|listens?|knows?|feels?|gets?|gives?|makes?|takes?|keeps?|tells?|brings?|becomes?|learns?|finds?|thinks?"
    r"|agrees?|decides?|explains?|receives?|enjoys?|values|understands?|respond(?:s|ed)?|follow(?:s|ed)?)"
)

JOINS = (
    re.compile(rf"\b{_OWN} (?:[\w'’-]+ ){{1,2}}(and {_OWN} [\w'’-]+)\b", re.IGNORECASE),
    re.compile(rf"\w,? ((?:and|but) {_WHO})\b(?! who\b)", re.IGNORECASE),
    re.compile(rf"(?<!\btry)(?<!\bgo)(?<!\bcome),? ((?:and|but) (?:\w+ly |also |then )?{_VERB})\b", re.IGNORECASE),
    re.compile(rf"\w ((?:and|but) (?!{_PREPOSITION}\b)\w+ {_OBJECT})\b", re.IGNORECASE),
    re.compile(rf"\w ((?:and|but) {_OWN} (?:[\w'’-]+ )?[\w'’-]+) {_VERB}\b", re.IGNORECASE),
    re.compile(
        rf"\b{_TO_BE} (?:\w+ly |very |too |so )?([a-z'’-]+ and (?:\w+ly |very )?[a-z'’-]+)"
        rf"(?=[.?!,;]|$| {_PREPOSITION}\b)"
    ),
    re.compile(r"(and (?:why|how|when|where|by whom))\?$", re.IGNORECASE),
)

_SOMEBODY = rf"(?:(?i:{_OWN}) [\w'’-]+(?: [\w'’-]+)?|[\w'’-]+)"
COMPANY = re.compile(rf"^{_SOMEBODY}(?:, {_SOMEBODY})* and I\b")
"""The beginning of a sentence about somebody and me: the deputy and I meet."""

TOGETHER = re.compile(
    r"\b(?:together|each other|between|both|alike|teaching and learning|up and running|more and more|less and less)\b",
    re.IGNORECASE,
)
"""Words that make two things one: the head and the board work together."""


def find_joining_words(text: str) -> str | None:
    """Return the words in the English *text* that join two questions; None if there are none."""
    if not _may_join(text):
        return None
    for sentence in re.split(r"(?<=[.?!;:]) ", text):
        if _may_join(sentence) and not ASIDE.match(sentence) and not TOGETHER.search(sentence):
            told = COMPANY.sub("We", sentence)
            found = next(filter(None, (join.search(told) for join in JOINS)), None)
            if found:
                return found[1]
    return None


def _may_join(text: str) -> bool:
    small = text.lower()
    return "and " in small or "but " in small
