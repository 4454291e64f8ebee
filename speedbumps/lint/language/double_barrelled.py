"""Find the conjunction that joins two questions into one.

Every "and", "or", "but", "yet" or "plus" in a sentence to rate joins two questions, unless what it joins is one thing:
a listed pair, numbers, one of a set ("a nurse or doctor"), two who do something to each other. Amounts and open
questions may ask about two things together, so in them only a joined clause is found.
"""

import re

from speedbumps.questionnaires.word_lists import Pair, make_pair

NEAR = 200
"""How many letters before a conjunction decide whether it joins one thing."""

JOINTS = (" and ", " or ", " but ", " yet ", " plus ", " & ", ", so ", "though ", "whereas ")

ASIDE = re.compile(
    r"(?:when|whenever|if|before|after|once|while|until|please (?!rate|say|tell)|think|choose|between)\b", re.IGNORECASE
)
"""The beginning of a sentence that sets a scene or gives an instruction: its "and" does not join two questions."""

_WHO = r"(?:i|we|you|they|he|she|it|there)"
_BEGINNING = (
    rf"(?:(?:the|an?|my|our|your|their|his|her|its|this|that|these|those|enough|more|some|very|{_WHO}|is|are|was|were"
    r"|has|have|had|can|could|will|would|to|at|in|on|by|for|of|with|from|about|how|where|when"
    r"|(?!family|reply|supply|assembly)\w+ly) )*"
)

CONJUNCTION = re.compile(
    r"(?<![\w'’-])(?P<left>[\w'’-]+)(?P<comma>,?) (?=(?P<words>(?P<joint>and|or|but|yet|plus|&),? "
    rf"(?P<right>{_BEGINNING}[\w'’-]+)))",
    re.IGNORECASE,
)

CLAUSE = re.compile(
    rf"(?<=\w),? ((?:and|but) {_WHO}\b(?! who\b)|and (?:why|how|when|where|by whom)(?=\?$)|(?<=, )so {_WHO}\b)",
    re.IGNORECASE,
)
"""Matches the beginning of a second clause."""

CONTRAST = re.compile(r"\b(although|even though|though|whereas)\b", re.IGNORECASE)

_SOMEBODY = r"(?:(?i:the|an?|my|our|your|their|his|her|its|this|these) [\w'’-]+(?: [\w'’-]+)?|[\w'’-]+)"
COMPANY = re.compile(rf"^{_SOMEBODY}(?:, {_SOMEBODY})* and I\b")
"""The beginning of a sentence about somebody and me: the deputy and I meet."""

MUTUAL = re.compile(
    r"\b(?:[\w'’-]+ ){1,3}and (?!(?:i|we|they|he|she|you|it)\b)(?:[\w'’-]+ ){1,3}(?:\w+ly )?(?:can |could |will )?"
    r"(?:share|meet|met|agree|disagree|differ|discuss|swap|exchange|split|divide|compare|compete|co-?operate|collaborate"
    r"|combine|clash|match|overlap|talk|alternate|decide|take turns|get on|get along)s?d?\b",
    re.IGNORECASE,
)
"""Matches two who do what takes two: the head and her deputy share."""

TOGETHER = re.compile(
    r"\b(?:together|each other|one another|alike|jointly|in turn|difference|differ|balance|up and running)\b",
    re.IGNORECASE,
)
"""Words that make two things one: the head and the board work together."""

NUMBERS = frozenset(
    (
        *(
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "twelve",
            "twenty",
            "once",
            "twice",
            "half",
        ),
    )
)

OPEN_ENDS = frozenset(
    (
        *(
            "more",
            "less",
            "fewer",
            "so",
            "later",
            "longer",
            "earlier",
            "sooner",
            "over",
            "under",
            "above",
            "below",
            "not",
            "no",
            "yes",
            "other",
            "others",
            "another",
        ),
        *(
            "else",
            "similar",
            "anyone",
            "anything",
            "anybody",
            "elsewhere",
            "otherwise",
            "nearly",
            "almost",
            "even",
            "on",
            "forth",
        ),
    )
)
"""Words after "or" and "and" that widen what was said: an hour or more, my partner or another adult."""

BRACKET = re.compile(r"\([^)]*$")

APPROACH = re.compile(
    r"\b(?:go|goes|come|walk|turn|drop|call|ring)(?: (?:up|over|round|back|in|down))* (?:to|on) [^,]*$", re.IGNORECASE
)
"""Matches the way to what comes after "and": I can walk up to a colleague and ask."""

NOT_YET = frozenset((*("not", "has", "have", "is", "are", "was", "as", "never"),))

POSTURES = frozenset(
    (
        *(
            "go",
            "goes",
            "went",
            "come",
            "comes",
            "came",
            "try",
            "tries",
            "tried",
            "sit",
            "sat",
            "stand",
            "stood",
            "wait",
            "stop",
            "stay",
            "stayed",
        ),
    )
)
"""Verbs that belong to the next one: go and see."""

PREPOSITIONS = frozenset(
    (
        *(
            "to",
            "from",
            "in",
            "out",
            "up",
            "down",
            "on",
            "off",
            "with",
            "without",
            "before",
            "after",
            "for",
            "against",
            "by",
            "at",
            "inside",
            "outside",
        ),
        *("over", "under", "above", "below", "within", "into", "through", "across"),
    )
)

QUESTION_WORDS = frozenset(("who", "which", "what"))
"""Words that part a whole: which aims are quick and which take years."""

ONE_OF_A_SET = re.compile(
    r"\b(?:whether|either|if|when|whenever|unless|until|before|after|choose|chose|choice|between|decide)\b"
    r"|\b(?:any|some|something|anything|someone|somebody|anyone|anybody) (?:[\w'’-]+,? ){0,6}$"
    r"|\b(?:an?|one|another|each|no|by|via|at|in|during) (?:[\w'’-]+,? ){1,3}$",
    re.IGNORECASE,
)
"""Matches the text before an "or" that leaves something open: any illness or injury, by phone or email."""

EXAMPLES = re.compile(r"\b(?:between|such as|for example|for instance|including)\b", re.IGNORECASE)
"""Matches the text before an "and" that names two ends, or examples of one thing."""


def find_joining_words(text: str, pairs: frozenset[Pair] = frozenset(), *, rated: bool = True) -> str | None:
    """Return the words in the English *text* that join two questions; None if there are none.

    *pairs* are words that are one thing together. *rated* says whether people rate the text on points; an amount, a
    choice or an open answer can be about two things together.
    """
    if not _may_join(text):
        return None
    for sentence in re.split(r"(?<=[.?!;:]) ", text):
        if not _may_join(sentence):
            continue
        counts = not rated or "how many" in sentence.lower()
        words = _find_clause(sentence) if counts else _find_in_sentence(sentence, pairs)
        if words:
            return words
    return None


def _may_join(text: str) -> bool:
    small = text.lower()
    return any(joint in small for joint in JOINTS)


def _find_clause(sentence: str) -> str | None:
    """Return the first words of a second clause in *sentence*, if it has one."""
    found = None if ASIDE.match(sentence) else CLAUSE.search(sentence)
    return found[1] if found else None


def _find_in_sentence(sentence: str, pairs: frozenset[Pair]) -> str | None:
    """Return the words in *sentence*, which people rate, that join two questions."""
    if ASIDE.match(sentence):
        sentence = sentence.partition(", ")[2]
    if TOGETHER.search(sentence):
        return None
    asked = COMPANY.sub("We", sentence)
    clause = CONTRAST.search(asked) or CLAUSE.search(asked)
    if clause:
        return clause[1]
    mutual = MUTUAL.search(asked)
    for joined in CONJUNCTION.finditer(asked, mutual.end() if mutual else 0):
        if not _is_one_thing(asked[max(0, joined.end() - NEAR) : joined.end()], joined, pairs):
            return joined["words"]
    return None


def _is_one_thing(before: str, joined: re.Match[str], pairs: frozenset[Pair]) -> bool:
    """Return whether what is *joined* can be asked about in one question; *before* is the text up to the joint."""
    left, words = joined["left"].lower(), joined["right"].lower().split()
    right = words[0]
    if (
        left == right
        or right in OPEN_ENDS
        or not pairs.isdisjoint((make_pair(left, right), make_pair(left, words[-1])))
    ):
        return True
    if any(left in alike and right in alike for alike in (NUMBERS, PREPOSITIONS)) or BRACKET.search(before):
        return True
    match joined["joint"].lower():
        case "or":
            return bool(ONE_OF_A_SET.search(before))
        case "and" | "&":
            if left in POSTURES or APPROACH.search(before) or EXAMPLES.search(before) or _are_names(before, joined):
                return True
            return right in QUESTION_WORDS and f" {right} " in f" {before.lower()}"
        case "yet" | "plus":
            return left in NOT_YET or left.isdigit()
    return False


def _are_names(before: str, joined: re.Match[str]) -> bool:
    """Return whether two names are *joined*: Tuesdays and Thursdays."""
    left, right = joined["left"], joined["right"]
    return left[0].isupper() and right[0].isupper() and right != "I" and not before.startswith(left)
