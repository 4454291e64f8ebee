"""From the heading of a column to its question: by id, by the question's words, or by similar words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Question, Questionnaire
from speedbumps.questionnaires.history import retired_questions
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.responses.cells import localized_scales
from speedbumps.responses.meaning import ENUMERATED, same_meaning
from speedbumps.responses.picks import option_names
from speedbumps.text import fold_text, unescape_html

SAME_TEXT = 0.9
"""The similarity of two texts, from 0 to 1, above which one is taken for the other."""

SIMILAR = 0.5
"""The similarity from which a question is suggested."""

SHARED = 0.3
"""The part of their longer words in common from which a question is suggested too."""

MOST_SUGGESTED = 3
"""Questions that are suggested."""

LONGEST = 600
"""Characters of a heading that are compared."""

TAG = re.compile(r"<[^<>]{0,200}>")

PATH = re.compile(r"/")
"""Between the names of groups, of a question and of an option, as KoboToolbox writes them."""

AROUND_OPTION = " .:?!*[](){}|/_-\"'"
"""Signs between the name of a question and that of an option, and around these."""

LAST = re.compile(r"\S\s?[._|/:>]\s?(?P<code>[A-Za-z][A-Za-z0-9-]{0,31})$")

SCHOOLS = re.compile(
    r"((what is )?(the )?name of )?(the |your |my )?(school|academy|college|setting)(('s)? name)?"
    r"( or college| or setting)?( \(?please (choose|select|state|tick)( one)?\)?)?"
    r"|(please )?(select|choose|state|enter) (the name of )?(your|the) (school|academy|college|setting)"
    r"( (from|in) (the )?(list|menu)( below)?| name)?"
    r"|(which|what) (school|academy|college|setting) (do you (work|teach) (at|in|for)|is this( about)?"
    r"|are you (based )?(from|at|in))"
    r"|where do you (work|teach)|(enw('r)?|your|pa) ysgol|ysgol|schule|nom de l'école|école"
)
"""How a survey asks for the school."""

ROLES = re.compile(
    r"((what is |what's )?(your|my|the) )?(current |main |primary |job |staff )?(role|job|job title|position|post)"
    r"( (in|at|within)( (the|this|your|our|my))? (school|academy|college|setting|organi[sz]ation|trust))?"
    r"|(which|what) (role|job|position|title) (do you have|best describes you)"
    r"|(what|which)( of (these|the following))?( roles?)?( best| most closely)? describes"
    r" (you|your (current |main )?(job )?(role|position|job))( best)?"
    r"|what (do you do|is your job)( (in|at) (the|this|your|our) school)?"
    r"|i am( an?)?|i work (here )?as( an?)?|are you( an?)?|you are( an?)?"
    r"|(beth yw )?(eich|fy) (prif )?(rôl|rol|swydd)( (chi|i))?( yn yr ysgol)?|rôl|swydd|rydw i'n|dw i'n|rwy'n"
    r"|(was ist |welche )?((ihre|deine|meine) )?(rolle|funktion|tätigkeit|position)( (haben sie|hast du))?"
    r"( (an|in) (der|ihrer|unserer) schule)?|ich bin( ein| eine)?|welche (rolle|funktion) (haben|hast) (sie|du)"
    r"|(quel(le)? est )?(votre|ma|mon) (rôle|fonction|poste)( (à|dans) (l'école|votre école|l'établissement))?"
    r"|rôle|fonction|poste|je suis( une?)?"
)
"""How a survey asks for the respondent's role."""

BESIDE_ANSWERS = re.compile(r"\S\s*\[(score|points|feedback|comments?|punkte|kommentare?|sylw(adau)?)\]$")
"""A column that a program adds to a question under the question's words: a quiz's score, a comment."""

BRACKETS = re.compile(r"\[([^\[\]]+)\]")

CODED = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9-]{0,31})\s*[.:)]\s+(?P<words>.+)", re.DOTALL)

NUMBERED = re.compile(r"\s*\(\d{1,2}\)$|(?<=[^\W\d])\d{1,2}$|(?<=[.?!])\s*\d{1,2}$")
"""The number that a program appends to a title that is there already."""

ENOUGH = 12
"""Characters of a question's words from which it is recognised at the end of a heading."""


class HeadingMatch(NamedTuple):
    """What a heading is about."""

    to: str | None = None
    """A question's id, or a column such as role; None if that is not certain."""
    exact: bool = True
    """Whether it has the exact words, or the id."""
    near: tuple[str, ...] = ()
    """Questions that it may be about."""
    likeness: float = 0.0
    """The similarity of its words to those of the nearest question, from 0 to 1."""
    option: int | None = None
    """In a table with a column for each option of a choice: the option's place, or the code of a non-answer."""


class Wordings:
    """Every wording of the questions of an instrument, in all of its languages, for lookup."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.ids = _without_hyphens(instrument) | {fold_text(name): name for name in (*COLUMNS, *instrument.questions)}

    @cached_property
    def retired(self) -> frozenset[str]:
        """Return the folded ids of the questions that only earlier versions asked."""
        return frozenset(map(fold_text, retired_questions(self.instrument)))

    @cached_property
    def by_words(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of questions by their words; wordings for two roles may be equal."""
        found: dict[str, dict[str, None]] = {}
        for questionnaire in (self.instrument.questionnaire, *self.instrument.languages):
            for question in questionnaire.questions:
                for text in _wordings(question, questionnaire):
                    found.setdefault(comparable_words(text), {})[question.id] = None
        return {words: tuple(ids) for words, ids in found.items()}

    def match(self, names: Iterable[str], *, nearly: bool = True) -> HeadingMatch:
        """Return what a column with these *names* is about; *nearly* accepts words that are similar to a question's."""
        names = tuple(names)
        if (option := self.option_column(names)) is not None:
            return option
        if any(BESIDE_ANSWERS.search(fold_text(name)) for name in names):
            return HeadingMatch()
        readings = list(dict.fromkeys(reading for name in names for reading in _readings(name[:LONGEST])))
        found = self._by_id((*readings, *_endings(names)))
        if found is None or found in self.instrument.questions:
            ids = next((ids for reading in readings if (ids := self.by_words.get(comparable_words(reading)))), ())
            if found is not None:
                # A program's own number of a question can look like our id of another question.
                return HeadingMatch(found) if found in ids or not ids else HeadingMatch(near=(found, *ids))
            if ids:
                return HeadingMatch(ids[0]) if len(ids) == 1 else HeadingMatch(near=ids)
        if found is not None:
            return HeadingMatch(found)
        if column := _people_column(readings):
            return HeadingMatch(column)
        return self._at_the_end(readings) or (self._nearly(readings) if nearly else HeadingMatch())

    def is_question(self, names: Iterable[str]) -> bool:
        """Return whether one of the *names* is a question's id or all of its words."""
        readings = [reading for name in names for reading in _readings(name[:LONGEST])]
        return (
            self._by_id(readings) in self.instrument.questions
            or any(comparable_words(reading) in self.by_words for reading in readings)
            or self.option_column(names) is not None
        )

    def option_column(self, names: Iterable[str]) -> HeadingMatch | None:
        """Return the choice and the option that a column with one of these *names* is about; None if it is no such one.

        Programs write the question's id or words, then the option's id or label, in brackets or after a sign.
        """
        for name in names if self.choice_names else ():
            parts = [part for part in PATH.split(name[:LONGEST]) if part.strip()]
            paths = ("/".join(parts[at:]) for at in range(len(parts) - 1))
            written = dict.fromkeys((name[:LONGEST], *paths))
            for said in map(fold_text, (*written, *(each.partition("_")[2] for each in written if "_" in each))):
                for question, choice in self.choice_names.items():
                    begin = next((each for each in choice.called if said.startswith(each)), None)
                    option = choice.options.get(_option_name(said[len(begin) :])) if begin else None
                    if option is not None:
                        return HeadingMatch(question, option=option)
        return None

    @cached_property
    def choice_names(self) -> Mapping[str, "ChoiceNames"]:
        """Return the names of the questions that are choices, and of their options, by id."""
        spoken = (self.instrument.questionnaire, *self.instrument.languages)
        return {
            name: ChoiceNames(
                tuple(sorted(_names_of_question(name, spoken), key=len, reverse=True)),
                {
                    bare: code
                    for text, code in option_names(localized_scales(name, self.instrument)).codes.items()
                    # Of a label in Greek or Arabic letters, a wrong encoding leaves only signs.
                    if (bare := _option_name(text))
                },
            )
            for name, question in self.instrument.questions.items()
            if scale_of(self.instrument.questionnaire, question).choice
        }

    def is_about_people(self, names: Iterable[str]) -> bool:
        """Return whether one of the *names* is that of a column such as school, or asks for the school or the role."""
        readings = [reading for name in names for reading in _readings(name[:LONGEST])]
        return self._by_id(readings) in COLUMNS or _people_column(readings) is not None

    def _by_id(self, readings: Iterable[str]) -> str | None:
        """Return the question or column whose id is one of the *readings*."""
        return next((name for reading in readings if (name := self.ids.get(fold_text(reading)))), None)

    def _at_the_end(self, readings: Iterable[str]) -> HeadingMatch | None:
        """Return the question whose words end one of the *readings*, after the words of its grid; the longest wins."""
        for reading in map(comparable_words, readings):
            ending = [words for words in self.by_words if reading.endswith(words) and _is_whole_ending(reading, words)]
            if ending:
                ids = self.by_words[max(ending, key=len)]
                return HeadingMatch(ids[0]) if len(ids) == 1 else HeadingMatch(near=ids)
        return None

    def _nearly(self, readings: Iterable[str]) -> HeadingMatch:
        """Return the only question with words similar to those of a reading, if numbers, units and negation agree."""
        likeness: dict[str, float] = {}
        other: set[str] = set()
        for reading in map(comparable_words, readings):
            for words, ratio in _similar_wordings(reading, self.by_words):
                for name in self.by_words[words]:
                    if ratio > likeness.get(name, 0):
                        likeness[name] = ratio
                        (other.discard if ratio <= SAME_TEXT or same_meaning(reading, words) else other.add)(name)
        sure = [name for name, ratio in likeness.items() if ratio > SAME_TEXT]
        if len(sure) == 1 and sure[0] not in other:
            return HeadingMatch(sure[0], exact=False)
        near = self._nearest(readings, likeness)
        return HeadingMatch(near=tuple(near)[:MOST_SUGGESTED], likeness=max(near.values(), default=0.0))

    def _nearest(self, readings: Iterable[str], likeness: Mapping[str, float]) -> dict[str, float]:
        """Return the questions that a person would look at first: similar letter by letter, or with words in common."""
        near = dict(likeness)
        for reading in readings:
            told = _long_words(comparable_words(reading))
            for words, ids in self.by_words.items():
                shared = _common_share(told, _long_words(words))
                near |= {name: max(near.get(name, 0), shared) for name in ids if shared > SHARED}
        return {name: near[name] for name in sorted(near, key=lambda name: -near[name])}


class ChoiceNames(NamedTuple):
    """The names of a choice and of its options, folded."""

    called: tuple[str, ...]
    """The question's id, and its words in every wording and language; the longest first."""
    options: Mapping[str, int]
    """By name: the place of an option, or the code of a non-answer."""


def _names_of_question(name: str, spoken: Iterable[Questionnaire]) -> set[str]:
    """Return the id and the words of the question *name*, folded."""
    found = {fold_text(name)}
    for questionnaire in spoken:
        for question in questionnaire.questions:
            if question.id == name:
                found.update(fold_text(text).rstrip(" .:?") for text in _wordings(question, questionnaire))
    return found


def _option_name(said: str) -> str:
    """Return the name of an option in the rest of a folded heading, without the signs that programs put around it."""
    bare = said.strip(AROUND_OPTION)
    return bare.removeprefix("selected choice").strip(AROUND_OPTION) or bare


def _people_column(readings: Iterable[str]) -> str | None:
    """Return school or role if one of the *readings* is how a survey asks for it."""
    said = [comparable_words(reading) for reading in readings]
    asked = (("school", SCHOOLS), ("role", ROLES))
    return next((column for column, words in asked if any(map(words.fullmatch, said))), None)


def _without_hyphens(instrument: Instrument) -> dict[str, str]:
    """Return the ids of questions without hyphens, as some programs write them, if no two become equal."""
    found: dict[str, list[str]] = {}
    for name in instrument.questions:
        found.setdefault(fold_text(name).replace("-", ""), []).append(name)
    return {code: names[0] for code, names in found.items() if len(names) == 1}


def comparable_words(text: str) -> str:
    """Return *text* for comparing wordings: folded, without HTML tags and without punctuation at its end."""
    return fold_text(unescape_html(TAG.sub(" ", text))).strip(" .:;,?!*\"'")


def _wordings(question: Question, questionnaire: Questionnaire) -> Iterator[str]:
    """Yield the words of a question, for every role and in the words of every nation.

    Each comes alone, and with what to choose if there was no such event, as programs show it.
    """
    alone = (question.text, *question.wording.values())
    for text in (*alone, *(f"{text} {question.if_none}" for text in alone if question.if_none)):
        yield text
        for words in questionnaire.words.values() if "{" in text else ():
            filled = text
            for name, word in words.items():
                filled = filled.replace(f"{{{name}}}", word)
            yield filled


def _readings(name: str) -> Iterator[str]:
    """Yield what a heading may name: all of it, the text in brackets, a code, and each without its number.

    A heading that was saved in a wrong encoding is repaired first.
    """
    whole = _repair_encoding(name.strip())
    parts = [whole, *reversed(BRACKETS.findall(whole)), BRACKETS.sub("", whole)]
    for part in parts[:]:
        if coded := CODED.match(part.strip()):
            parts += [coded["code"], coded["words"]]
    for part in parts:
        if part.strip():
            yield part.strip()
            yield NUMBERED.sub("", part.strip())
            yield ENUMERATED.sub("", part.strip())


def _repair_encoding(text: str) -> str:
    """Return a *text* in UTF-8 that was read as cp1252 as it was written; any other unchanged."""
    if text.isascii():
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _endings(names: Iterable[str]) -> Iterator[str]:
    """Yield the code at the end of a path, as programs write it for a question within groups: time.T01, grid1_T01."""
    for name in names:
        if found := LAST.search(name.strip()[-LONGEST:]):
            yield found["code"]


def _is_whole_ending(reading: str, words: str) -> bool:
    """Return whether *words* begin a new word within the *reading*, and are long enough to be recognised."""
    return len(words) >= ENOUGH and not reading[: -len(words)][-1:].isalnum()


def _similar_wordings(reading: str, known: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yield the *known* wordings that are similar to the *reading*, with their similarity."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(reading)
    for words in known:
        matcher.set_seq1(words)
        if matcher.real_quick_ratio() > SIMILAR and matcher.quick_ratio() > SIMILAR:
            ratio = matcher.ratio()
            if ratio > SIMILAR:
                yield words, ratio


def _long_words(text: str) -> frozenset[str]:
    """Return the words of a text that are long enough to carry meaning."""
    return frozenset(word for word in re.findall(r"\w+", text) if len(word) > 3)  # noqa: PLR2004 - as, the, our


def _common_share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share that two sets of words have in common, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0
