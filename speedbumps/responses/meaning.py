"""Whether two similar wordings ask for the same: their numbers, units, negations and other words decide."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

NUMBER_WORDS: tuple[tuple[str, ...], ...] = (
    ("0", "zero", "null", "zéro", "dim"),
    ("1", "one", "once", "first", "eins", "einmal", "unwaith"),
    ("2", "two", "twice", "second", "zwei", "zweimal", "deux", "dau", "dwy", "ddau", "ddwy", "dwywaith"),
    ("3", "three", "third", "drei", "dreimal", "trois", "tri", "tair", "dri", "dair", "teirgwaith"),
    ("4", "four", "fourth", "vier", "quatre", "pedwar", "pedair", "bedwar", "bedair"),
    ("5", "five", "fifth", "fünf", "cinq", "pump", "pum", "bump", "bum"),
    ("6", "six", "sixth", "sechs", "chwech", "chwe"),
    ("7", "seven", "seventh", "sieben", "sept", "saith"),
    ("8", "eight", "eighth", "acht", "huit", "wyth"),
    ("9", "nine", "ninth", "neun", "neuf", "naw"),
    ("10", "ten", "tenth", "zehn", "dix", "deg", "ddeg"),
    ("11", "eleven", "elf", "onze"),
    ("12", "twelve", "zwölf", "douze", "deuddeg"),
    ("15", "fifteen", "fünfzehn", "quinze", "pymtheg"),
    ("20", "twenty", "zwanzig", "vingt", "ugain"),
    ("30", "thirty", "dreißig", "dreissig", "trente"),
    ("40", "forty", "vierzig", "quarante", "deugain"),
    ("50", "fifty", "fünfzig", "cinquante"),
    ("60", "sixty", "sechzig", "soixante"),
    ("90", "ninety", "neunzig"),
    ("100", "hundred", "hundert", "cent", "cant"),
    ("half", "halb", "halbe", "hälfte", "moitié", "demi", "hanner"),
    ("quarter", "viertel", "quart", "chwarter"),
)
"""Words for one number, in the languages of these schools; the first of each is its name."""

UNIT_WORDS: tuple[tuple[str, ...], ...] = (
    ("minute", "minutes", "minuten", "munud", "munudau"),
    ("hour", "hours", "hourly", "stunde", "stunden", "heure", "heures", "awr", "oriau"),
    ("lesson", "lessons", "unterrichtsstunde", "unterrichtsstunden", "leçon", "leçons", "cours", "gwers", "gwersi"),
    ("day", "days", "daily", "tag", "tage", "tagen", "täglich", "jour", "jours", "diwrnod", "diwrnodau", "dydd"),
    ("morning", "mornings", "morgen", "matin", "bore"),
    ("evening", "evenings", "abend", "abende", "soir", "soirs"),
    ("night", "nights", "nacht", "nächte", "nuit", "nos"),
    ("weekend", "weekends", "wochenende", "wochenenden", "penwythnos"),
    ("week", "weeks", "weekly", "woche", "wochen", "wöchentlich", "semaine", "semaines", "wythnos", "wythnosau"),
    ("fortnight", "fortnights", "fortnightly", "quinzaine", "pythefnos"),
    ("month", "months", "monthly", "monat", "monate", "monaten", "monatlich", "mois", "mis", "misoedd"),
    ("term", "terms", "termly", "halbjahr", "halbjahre", "trimestre", "trimestres", "tymor", "tymhorau"),
    ("half-term", "half-terms"),
    ("year", "years", "yearly", "annual", "annually", "jahr", "jahre", "jahren", "jährlich", "ans", "année", "années"),
    ("year", "blwyddyn", "flwyddyn", "blynedd", "blynyddoedd"),
    ("percent", "%", "percentage", "prozent"),
    ("pound", "pounds", "£", "euro", "euros", "€"),
)
"""Words for one unit or length of time; the first of each is its name."""

SPACED = {"per cent": "percent", "pour cent": "percent", "y cant": "percent", "half term": "half-term"}
"""Units of two words."""

TURNING = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|cannot|without|less|least|fewer|fewest|more|most|few|many|seldom|rarely"
    r"|sometimes|usually|often|always|hardly|barely|every|all|any|some|only|too|enough|before|after|until|above|below|over"
    r"|under|hard|harder|easy|easier|difficult|early|late|slow|slowly|fast|quickly|good|bad|better|worse"
    r"|nicht|nie|niemals|kein|keine|keinen|keiner|keinem|ohne|weniger|mehr|wenig|wenige|viel|viele|selten|manchmal|oft"
    r"|immer|kaum|nur|vor|nach|alle|schwer|leicht|schlecht|gut|besser|schlechter"
    r"|ne|pas|jamais|aucun|aucune|sans|moins|plus|peu|beaucoup|rarement|parfois|souvent|toujours|avant|après|difficile"
    r"|facile|mieux|pire"
    r"|ddim|nid|nad|byth|erioed|heb|llai|mwy|ychydig|llawer|anaml|weithiau|aml|bob|cyn|ar ôl|anodd|hawdd|gwell"
    r"|gwaeth)\b|n't\b|\bn'|\bun\w+|\b(?:dis|mis|non)[a-z]{4}\w*|\b(?:impossibl|ineffic|ineffec|inadequ|insuffic)\w+"
)
"""Words that reverse a meaning, or say how much or how often."""

ENUMERATED = re.compile(r"^\W*\d{1,3}\s*[.):]\s+")
"""The number of a question before its words."""

SMALL_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        a an the per of in on at to for by from with as and or i we you it he she they my our your its their
        his her me us them this that these those there here is are am was were be been being do does did has
        have had can could will would may might should s t re ve ll m d so just really very school schools
        der die das den dem des ein eine einen einem einer und oder ich wir sie es mein unser unsere ihre ist
        sind war zu im am an auf für von mit bei
        le la les l un une des du de d et ou je nous vous il elle on mon notre votre est sont à au aux dans
        sur pour par avec
        y yr r ein eu fy ei i o a ac neu yn wrth ar gan gyda mae bod fi ni chi
        """,
    )
)
"""Words that make no difference to what is asked."""

SAME_WORD = 0.75
"""The similarity of two words, from 0 to 1, from which one is the other, inflected or misspelt."""

DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[%£€]")

KINDS = {word: group[0] for group in (*NUMBER_WORDS, *UNIT_WORDS) for word in group}


def same_meaning(one: str, other: str) -> bool:
    """Return whether two folded texts ask for the same.

    They have to agree in numbers, units and words that reverse a meaning. Other words may differ in their endings or by
    a misspelling; small words make no difference.
    """
    return _marks(one) == _marks(other) and _same_words(one, other)


def _same_words(one: str, other: str) -> bool:
    """Return whether each word that only one of two texts has is a small one, or similar to a word of the other."""
    first, second = (Counter(WORD.findall(ENUMERATED.sub("", text))) for text in (one, other))
    left = [word for word in (first - second) if word not in SMALL_WORDS and word not in KINDS]
    right = [word for word in (second - first) if word not in SMALL_WORDS and word not in KINDS]
    if "".join(left) == "".join(right):  # written as one word or as two
        return True
    return _each_is_near(left, right) and _each_is_near(right, left)


def _each_is_near(words: list[str], others: list[str]) -> bool:
    """Return whether each of the *words* is similar to one of the *others*."""
    return all(
        any(SequenceMatcher(None, word, other, autojunk=False).ratio() >= SAME_WORD for other in others)
        for word in words
    )


def _marks(text: str) -> frozenset[str]:
    """Return the numbers, units and words in *text* that decide its meaning."""
    plain = ENUMERATED.sub("", text)
    for written, unit in SPACED.items():
        plain = plain.replace(written, unit)
    return frozenset((*TURNING.findall(plain), *DIGITS.findall(plain), *_numbers_and_units(plain)))


def _numbers_and_units(text: str) -> Iterator[str]:
    """Yield the number or unit that each word of *text* stands for."""
    for word in WORD.findall(text):
        parts = (word,) if word in KINDS else word.split("-")
        yield from (KINDS[part] for part in parts if part in KINDS)
