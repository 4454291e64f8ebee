"""Find what an English question takes for granted."""

import re

ASKING = re.compile(
    r"(?:^|(?<=[.!?;:,] ))(?:and |so )?(?=(?:how|why|what|when|where|which|who|whose|do|does|are|is|have|has)\b)",
    re.IGNORECASE,
)
"""Matches the place where a question begins."""

_SOMETHING = (
    r"(?:complaint|appraisal|induction|training|course|coach|coaching|mentor|mentoring|tutor|promotion|pay rise|bonus"
    r"|disability|illness|diagnosis|medication|partner|spouse|husband|wife|car|garden|pension|holidays?|pets?|dog"
    r"|second job|overtime|newsletter|membership|loan|mortgage|problems?|injury|pain|stress|anxiety|debts?)"
)
"""What not everybody has."""

_CHANGE = (
    r"(?:improve|help|benefit|harm|damage|worsen|suffer|reduce|increase|raise|boost|hurt|deteriorate|get better"
    r"|got better|got worse)(?:s|d|ed)?"
)

_GOT = (
    r"(?:(?:were|have|had|are|have been) )?"
    r"(?:given|received?|got|attended|gained|completed|took part in|offered|sent|shown|learned|learnt)"
)

_BEGINNINGS = (
    r"why (?:do|does|did|is|are|was|were|has|have|had|would|will|can|should)",
    r"what (?:made|makes|caused|causes|led|prevents|prevented|stops|stopped|persuaded) (?:you|your|us|our|the)",
    r"what (?:do|did) you (?:most )?(?:like|enjoy|love|dislike|hate|value|appreciate|regret)",
    r"what [\w'’-]+ do you (?:take|use|own|drive|play|watch|smoke|support|follow)",
    r"what (?:is|was|are|were) (?:the|your) (?:main|biggest|greatest|worst|best|favou?rite)(?: \w+)?",
    r"what (?:\w+ )?(?:benefits|problems|difficulties|improvements|advantages|obstacles) (?:have|has|did|do|are|were)",
    r"when did (?:you|your \w+) (?:last|first|stop|start|begin|quit|give up|decide|realise|learn|notice)",
    r"(?:do|does|are|is|have|has) (?:you|your [\w'’-]+|they|we) (?:still|stopped|given up|quit)",
    r"how (?:do|did|does|can|will|would) (?:you|your \w+|we|they) (?:cope|deal|put up|overcome|live) with",
    rf"how (?:much |far |greatly |well )?(?:has|have|did|does|do|will) [^?]{{0,200}}?\b{_CHANGE}",
    r"how (?:much|many) [^?]{0,200}?\b(?:waste|lose)",
)

_WITHIN = (
    rf"your (?:last |latest |most recent |weekly |regular )?{_SOMETHING}",
    rf"(?:the|your|any|our) (?:[\w'’-]+ ){{1,3}}(?:that |which )?(?:you|we) {_GOT}",
)

QUESTIONS = (
    *(re.compile(rf"({words})\b", re.IGNORECASE) for words in _BEGINNINGS),
    *(re.compile(rf"(?!do|are|is|have|has)[^?]{{0,200}}?\b({words})\b", re.IGNORECASE) for words in _WITHIN),
)
"""Match a question about a reason, a last time, a change, or a thing that not everybody has."""

REASONS = re.compile(
    r"\b(since (?:the|our|your|my|we|they|you|things|it) (?:[\w'’-]+ ){0,3}(?:got|became|improved|worsened|fell|rose"
    r"|went|declined|deteriorated|grew|broke|stopped|started|began|changed|left)"
    r"|because of (?:the|our|your|its|their) (?:poor|bad|good|great|high|low|constant|excellent|weak|strong|rising"
    r"|falling))\b",
    re.IGNORECASE,
)
"""Matches a change or a cause that is given as a fact."""


def find_presumption(text: str) -> str | None:
    """Return the words in the English *text* that take something for granted; None if there are none."""
    reason = REASONS.search(text) if "ince " in text or "ecause of " in text else None
    if reason:
        return reason[1]
    starts = ASKING.finditer(text) if "?" in text else ()
    found = (question.match(text, start.end()) for start in starts for question in QUESTIONS)
    return next((one[1] for one in found if one), None)
