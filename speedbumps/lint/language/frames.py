"""Find frames that tell people what to answer, before or after the question itself."""

import re
from typing import NamedTuple

AUTHORITIES = (
    *("expert", "experts", "scientists", "researchers", "specialists", "doctors", "economists", "psychologists"),
    *("academics", "critics", "commentators", "inspectors", "regulators", "research", "study", "studies", "science"),
    *("surveys", "evidence", "statistics"),
)
"""Those whom people find hard to contradict."""

VIRTUES = (
    *("good", "responsible", "decent", "reasonable", "caring", "loving", "sensible", "professional", "proper"),
    *("right-thinking", "intelligent", "fair-minded", "conscientious", "self-respecting", "thoughtful"),
)
"""What everybody would like to be."""

EXCITED = (
    *("great", "amazing", "excellent", "wonderful", "fantastic", "brilliant", "awful", "terrible", "bad", "poor"),
    *("dreadful", "shocking", "delighted", "thrilled", "appalled", "outraged", "disappointed"),
)
"""Adjectives that leave one end of the scale out after "how"."""

PRAISE = (
    *(
        "friendly",
        "fast",
        "speedy",
        "helpful",
        "skilled",
        "tasty",
        "delicious",
        "low",
        "caring",
        "dedicated",
        "improved",
    ),
    *("popular", "easy-to-use", "top", "experienced", "expert", "welcoming", "generous", "attractive", "modern"),
)
"""Adjectives that praise what is to be rated."""

_PERSON = (
    r"(?:person|people|human|citizen|adult|parent|mother|father|teacher|pupil|student|head|headteacher|leader|manager"
    r"|boss|employer|employee|worker|colleague|professional|doctor|nurse|patient|customer|driver|neighbour|friend"
    r"|governor|school|company|firm|business|team|council|society)"
)
"""Who may be good or responsible."""

NUMEROUS = ("most", "many", "nearly", "almost", "majority", "other", "all", "leading", "top", "best", "successful")

TAGS = (
    re.compile(
        r"(?:^|[.!?;:,] )((?:wouldn|shouldn|isn|aren|wasn|weren|doesn|didn|hasn|haven|won|couldn|can|don)[’']t"
        r" (?:you|we|they|it|he|she|there|this|that|the|your|our|my|these|those|people|staff))\b",
        re.IGNORECASE,
    ),
    re.compile(r", (\w+n[’']t (?:you|we|they|it|he|she|there|i))\?", re.IGNORECASE),
)
"""Match a question that asks for yes: isn’t it."""


class Frame(NamedTuple):
    """A way to say what to answer."""

    hints: frozenset[str]
    """Words of which it has one, so that most texts need not be searched."""
    pattern: re.Pattern[str]
    """Matches it, with the words to point at as group 1."""


def _frame(hints: tuple[str, ...], pattern: str) -> Frame:
    return Frame(frozenset(hints), re.compile(pattern, re.IGNORECASE))


FRAMES = (
    _frame(
        AUTHORITIES,
        r"(?:^|[.,;:?!] |\b(?:as|most|many|all|some|leading|other|recent|independent|scientific|medical|the|new) )"
        rf"((?:{'|'.join(AUTHORITIES)})"
        r" (?:(?:have|has|now|all|clearly|also|already|consistently|widely|repeatedly|in \w+) ){0,3}"
        r"(?:agree|believe|say|think|recommend|advise|warn|suggest|show|shown|prove|proven|find|found|confirm|tell us"
        r"|indicate|demonstrate|argue|accept)s?)\b",
    ),
    _frame(
        NUMEROUS,
        r"\b((?:most|many|nearly all|almost all|the majority of|other|all) (?:of )?(?:your |our |the )?(?:\w+ )?"
        r"(?:people|colleagues|staff|parents|teachers|pupils|students|patients|customers|employees|managers|schools)"
        r" (?:\w+ )?(?:agree|think|believe|say|accept|prefer|recognise|support|already))\b",
    ),
    _frame(
        NUMEROUS,
        r"\b((?:leading|top|best|other|most|many|successful) [\w'’-]+ (?:have|has|are|is) (?:already|now))\b",
    ),
    _frame(("like",), r"\b(like (?:most|many|all|other|everyone|everybody)\b(?! of)(?: [\w'’-]+)?)"),
    _frame(("according",), rf"\b(according to (?:\w+ )?(?:the )?(?:{'|'.join(AUTHORITIES)}))\b"),
    _frame(("agree", "agree?"), r"\b(you (?:will|would|must|surely|no doubt) (?:surely )?agree)\b"),
    _frame(
        VIRTUES,
        rf"\b((?:any|an?|every|all|no) (?:truly |really )?(?:{'|'.join(VIRTUES)}) {_PERSON}"
        r" (?:would|should|must|ought|knows?|wants?|will|does|do|could)"
        rf"|(?:should|would|do|must|will) (?:all )?(?:{'|'.join(VIRTUES)}) {_PERSON}s)\b",
    ),
    _frame(
        ("given", "considering", "bearing", "view", "light", "seeing"),
        r"(?:^|[.!?;:] )(given (?:how|that|the|all|our|your)|considering (?:how|that|the|all)|bearing in mind"
        r"|in view of|in (?:the )?light of|seeing (?:that|how))\b",
    ),
    _frame(EXCITED, rf"\b(how (?:{'|'.join(EXCITED)}))\b"),
    _frame(("how",), r"\b(how much (?:did|do) you (?:enjoy|love|like|hate|dislike|regret))\b"),
)

QUESTIONS = (
    _frame(PRAISE, rf"\b((?:our|the|this|your) (?:[\w’-]+, )?(?:{'|'.join(PRAISE)}),? [\w’-]+)\b[^?]{{0,200}}\?"),
    _frame(("too",), r"(?:^|[.!?;:] )(?:is|are|was|were|do|does|did) [^?]{0,200}\b(too [\w’-]+)\?"),
    _frame(
        ("do", "does", "did", "is", "are", "will", "would", "should", "have", "has"),
        r"[.;!] ((?:do|does|did|is|are|will|would|have|has|should) (?:you|yours?|ours|we|they|it)"
        r"(?: agree| too)?)\?$",
    ),
)
"""Frames of a question: our friendly staff, too long, a statement that ends in "Do you?"."""

HINTS = frozenset[str]().union(*(frame.hints for frame in FRAMES))


def find_leading_frame(text: str) -> str | None:
    """Return the words in the English *text* that tell people what to answer; None if there are none."""
    small = text.lower()
    words = small.split()
    likely = [] if HINTS.isdisjoint(words) else [one.pattern for one in FRAMES if not one.hints.isdisjoint(words)]
    if "?" in small:
        likely += [one.pattern for one in QUESTIONS if not one.hints.isdisjoint(words)]
    if "n't" in small or "n’t" in small:
        likely += TAGS
    return next((found[1] for pattern in likely if (found := pattern.search(text))), None)
