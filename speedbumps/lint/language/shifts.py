"""Find out whether a wording of a question for one role asks about something else than its text."""

import re
from functools import lru_cache

ME = frozenset(("i", "me", "my", "mine", "myself"))
US = frozenset(("we", "us", "our", "ours", "ourselves"))

STRUCTURE = frozenset(
    (
        *("a", "an", "the", "this", "that", "these", "those", "it", "its", "they", "them", "their", "theirs"),
        *("you", "your", "yours", "he", "she", "his", "her", "and", "or", "but", "nor", "so", "as", "if", "than"),
        *("to", "of", "in", "on", "at", "by", "for", "from", "with", "within", "about", "into", "over", "out", "up"),
        *("off", "between", "among", "through", "is", "are", "was", "were", "be", "been", "being", "am", "has"),
        *("have", "had", "do", "does", "did", "get", "gets", "got", "who", "whom", "which", "what", "when", "where"),
        *("while", "how", "there", "here", "no", "not", "one", "ones", "each", "every", "any", "all", "both"),
        *("together", "someone", "somebody", "anyone", "anybody", "everyone", "everybody", "people"),
    )
)
"""Words without a meaning of their own, and words for anybody."""

THOSE_ASKED = frozenset(
    (
        *("staff", "colleague", "colleagues", "school", "schools", "parent", "parents", "teacher", "teachers", "head"),
        *("heads", "headteacher", "headteachers", "leader", "leaders", "governor", "governors", "board", "boards"),
        *("member", "members", "council", "councils", "team", "teams"),
    )
)
"""Words for the people of roles, who speak of each other in different words."""

WITHOUT_MEANING = ME | US | STRUCTURE | THOSE_ASKED

HINTS = frozenset(
    (
        *("others", "other", "seem", "seems", "seemed", "appear", "appears", "paid", "should", "might", "perhaps"),
        *("probably", "think", "thinks", "believe", "believes", "hear", "hears", "hope", "hopes", "only", "usually"),
    )
)
"""Words of which one is enough to ask something else: how it seems, for others, if it is paid."""

LEAST = 2
"""How many other words make another question."""

LONG_ENOUGH = 3
"""The number of letters that are left of every word."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

EACH_OTHER = re.compile(r"\b(?:each other|one another)\b", re.IGNORECASE)

ENDING = re.compile(r"(?:ments?|ings?|ed|es|ly|[esyid])$")


def find_shift(text: str, wording: str, *, together: bool = False) -> str | None:
    """Return in what the English *wording* of a role asks something else than *text*; None if it does not seem to.

    That is a guess from words: one speaks of "I" and the other of staff, or words were added or left out. Whether
    *together*, the role is of people who answer as "we" what others answer as "I".
    """
    asked, put = _words(text), _words(wording)
    person = _find_other_person(asked, put, together=together)
    if person:
        return person
    meant, said = _roots(asked), _roots(put)
    added = [word for root, word in said.items() if root not in meant]
    hint = next((word for word in added if word in HINTS and not (together and word.startswith("other"))), None)
    if hint:
        return f"only this wording has '{hint}'"
    dropped = [word for root, word in meant.items() if root not in said]
    if len(added) + len(dropped) < LEAST:
        return None
    parts = (f"{what} {_quote(those)}" for what, those in (("has", added), ("lacks", dropped)) if those)
    return f"this wording {' and '.join(parts)}"


def _find_other_person(asked: list[str], put: list[str], *, together: bool) -> str | None:
    """Return in which grammatical person the words *put* to a role differ from those that are *asked* of others."""
    if ME.isdisjoint(asked) and not ME.isdisjoint(put):
        return "this wording is about 'I', and the text is not"
    if not ME.isdisjoint(asked) and ME.isdisjoint(put):
        return None if together and not US.isdisjoint(put) else "the text is about 'I', and this wording is not"
    if not US.isdisjoint(asked) and US.isdisjoint(put) and ME.isdisjoint(put):
        return "the text is about 'we', and this wording is not"
    return None


def _words(text: str) -> list[str]:
    plain = EACH_OTHER.sub("together", text).replace("’", "'").lower()
    return [word.removesuffix("'s").removesuffix("'") for word in WORD.findall(plain)]


def _roots(words: list[str]) -> dict[str, str]:
    """Return those of *words* that carry the meaning, by their roots: plan for planned."""
    return {_root(word): word for word in words if word not in WITHOUT_MEANING}


@lru_cache(maxsize=4096)
def _root(word: str) -> str:
    """Return *word* without its endings: improv for improvement and improve, plan for planned."""
    short = word
    while len(short) > LONG_ENOUGH and (shorter := ENDING.sub("", short)) != short:
        short = shorter
    return short[:-1] if len(short) > LONG_ENOUGH and short[-1] == short[-2] else short


def _quote(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
