"""From the text of a cell to the options that somebody chose, however a survey program writes several in one cell.

The options may be named by id, by label in any language, or by their places from 1, and stand beside each other with
commas, semicolons, bars, line ends or spaces between them. Labels may hold such signs too; a text that can be divided
into names in two ways with different meanings is a bad cell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import ChoiceOption
from speedbumps.responses.cells import (
    BLANK_WORD,
    CODES,
    FORMULA,
    NO_RULES,
    OTHER_WORDS,
    READY_MADE,
    READY_MADE_NONE,
    CellReading,
    CellRules,
    CellsRead,
    LocalizedScale,
    WrongCellError,
    has_invisible,
    localized_scales,
    meaning_of_missing,
    missing_value,
    read_texts,
    refuse_errors,
)
from speedbumps.responses.damaged import damaged_forms
from speedbumps.scoring.responses import BLANK, NA, pack_picks
from speedbumps.text import compact_id, fold_text, unescape_html

SIGNS_BETWEEN = " ;,|/[]\"'&+•·"

BETWEEN = re.compile(rf"[{re.escape(SIGNS_BETWEEN)}]*")
"""What programs write between options, and around all of them."""

PLACES = re.compile(r"\d{1,2}(?:\s*[,;|\s]\s*\d{1,2})*[,;\s]*|\d{1,2}\.0")
"""A cell with the places of options, as Qualtrics writes them: 1,4,7."""

LONGEST = 5000
"""Characters of the longest cell that is searched for options."""

CODE_NAMES = {code: kind for kind, code in CODES.items()} | {BLANK: ""}

MOST_DIVISIONS = 20
"""Ways of dividing a text into names that are compared."""

MOST_NAMES = 100
"""Names in one cell; more than one choice can offer."""


class OptionNames(NamedTuple):
    """The names of the options of one choice and of the non-answers, in all languages."""

    options: tuple[ChoiceOption, ...]
    most: int
    codes: Mapping[str, int]
    """By folded name: the place of an option, or the code of a non-answer."""
    cleaned: frozenset[str]
    """Names that are damaged labels, or other words for a non-answer."""


def read_picks(
    texts: Iterable[str], languages: Sequence[LocalizedScale], rules: CellRules = NO_RULES
) -> CellsRead[int]:
    """Return what each readable text of *texts* stands for, as a column of type PICKS holds it."""
    names = _with_rules(option_names(tuple(languages)), rules)
    return read_texts(dict.fromkeys(texts), lambda text: _read_cell(text, names, rules))


def read_choice(texts: Sequence[str], languages: Sequence[LocalizedScale]) -> int:
    """Return what *texts* stand for together: one text that may hold several options, or a list with one in each.

    Raises:
        WrongCellError: If they are no answer.
    """
    names = option_names(tuple(languages))
    if len(texts) == 1:
        read = _read_cell(texts[0], names, NO_RULES)
        if read.missing == "blank":
            raise WrongCellError("this is a program's code for a missing value; write the answer, or nothing")
        return read.value
    found = [names.codes.get(fold_text(text)) for text in texts]
    if None in found:
        raise WrongCellError(_unknown(names))
    return _pack([code for code in found if code is not None], names)


@lru_cache(maxsize=64)
def option_names(languages: tuple[LocalizedScale, ...]) -> OptionNames:
    """Return the names of the options of one choice, whose scale is given in all *languages*."""
    choice = languages[0].scale.choice
    if choice is None:
        raise ValueError("this scale is no choice")
    named = list(_names(languages))
    codes: dict[str, int] = {}
    for text, code in named:
        codes.setdefault(fold_text(text), code)
        codes.setdefault(fold_text(text).lstrip(SIGNS_BETWEEN), code)
    exact = frozenset(codes)
    for text, code in named:
        for form in damaged_forms(text):
            codes.setdefault(fold_text(form), code)
    for code, words in OTHER_WORDS.items():
        for word in words:
            codes.setdefault(fold_text(word), code)
    codes = {**{word: code for word, code in READY_MADE.items() if word not in exact}, **codes}
    codes.pop("", None)
    return OptionNames(choice.among, choice.most, codes, frozenset(codes) - exact)


def option_column_name(question: str, code: int, instrument: Instrument) -> str:
    """Return how a map names the column of one option of a choice, or of a non-answer to it: V01[time.delay]."""
    options = option_names(localized_scales(question, instrument)).options
    return f"{question}[{options[code].id if code >= 0 else CODE_NAMES[code]}]"


def _names(languages: Iterable[LocalizedScale]) -> Iterator[tuple[str, int]]:
    for scale, words in languages:
        options = scale.choice.among if scale.choice else ()
        yield from ((option.id, place) for place, option in enumerate(options))
        yield from ((option.label, place) for place, option in enumerate(options))
        yield from CODES.items()
        yield from ((getattr(words, kind), code) for kind, code in CODES.items())
        yield from ((compact_id(option.id), place) for place, option in enumerate(options))


def _with_rules(names: OptionNames, rules: CellRules) -> OptionNames:
    """Return *names* with the words that a map names for options of this choice."""
    said = {
        word: names.codes[fold_text(target)]
        for word, target in rules.answers.items()
        if fold_text(target) in names.codes and word not in names.codes
    }
    ready = {READY_MADE_NONE: NA} if rules.none_is_ready_made and READY_MADE_NONE not in names.codes else {}
    return names._replace(codes={**names.codes, **said, **ready}) if said or ready else names


def _read_cell(text: str, names: OptionNames, rules: CellRules) -> CellReading[int]:
    """Return what one cell stands for.

    Raises:
        WrongCellError: If it is no answer.
    """
    said = fold_text(text)
    if not said:
        return CellReading(BLANK)
    refuse_errors(text)
    if said in rules.answers and fold_text(rules.answers[said]) == BLANK_WORD:
        return CellReading(BLANK)
    if missing_value(text) and (meaning := meaning_of_missing(text, rules)):
        return CellReading(NA if meaning == "na" else BLANK, missing=meaning)
    if formula := FORMULA.fullmatch(said):
        said = formula[1]
    if PLACES.fullmatch(said):
        return CellReading(_pack(_places(said.removesuffix(".0"), names), names))
    parts = _divide(said, fold_text(unescape_html(said)), names)
    cleaned = has_invisible(text) or any(part in names.cleaned for part in parts)
    return CellReading(_pack([names.codes[part] for part in parts], names), cleaned=cleaned)


def _places(said: str, names: OptionNames) -> list[int]:
    places = [int(number) - 1 for number in re.findall(r"\d+", said)]
    if not all(0 <= place < len(names.options) for place in places):
        raise WrongCellError(f"options are numbered from 1 to {len(names.options)}")
    return places


def _pack(codes: Sequence[int], names: OptionNames) -> int:
    """Return the value of an answer that names these *codes*: places of options, or codes of non-answers.

    Raises:
        WrongCellError: If these are too many, the same twice, or options beside a non-answer.
    """
    if not codes:
        return BLANK
    if min(codes) < 0:
        if len(set(codes)) > 1:
            raise WrongCellError("this holds more than options: it says as well that there is no answer; keep one")
        return codes[0]
    if len(set(codes)) < len(codes):
        raise WrongCellError("an option is chosen twice here; write it once")
    if len(codes) > names.most:
        raise WrongCellError(f"at most {names.most} may be chosen here, and this holds more")
    return pack_picks(codes)


def _divide(said: str, unescaped: str, names: OptionNames) -> list[str]:
    """Return the names that a folded text consists of, as it is written or with its HTML entities *unescaped*.

    Raises:
        WrongCellError: If it holds anything else, or can be divided into other names that mean something else.
    """
    if len(said) > LONGEST:
        raise WrongCellError(_unknown(names))
    if unescaped != said and next(_divisions(said, names.codes), None) is None:
        said = unescaped
    first: list[str] | None = None
    for parts in islice(_divisions(said, names.codes), MOST_DIVISIONS):
        if first is None:
            first = parts
        elif {names.codes[part] for part in parts} != {names.codes[part] for part in first}:
            raise WrongCellError("this may stand for different options; write their ids")
    if first is None:
        raise WrongCellError(_unknown(names))
    return first


def _divisions(said: str, codes: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the ways of dividing a folded text into names, those with the longest names first."""
    by_length = sorted(codes, key=len, reverse=True)
    dead: set[int] = set()

    def from_place(start: int, before: int) -> Iterator[list[str]]:
        found = BETWEEN.match(said, start)
        at = found.end() if found else start
        if at == len(said):
            yield []
            return
        if at in dead or before == MOST_NAMES:
            return
        any_found = False
        for name in by_length:
            if said.startswith(name, at) and _is_end(said, at + len(name)):
                for rest in from_place(at + len(name), before + 1):
                    any_found = True
                    yield [name, *rest]
        if not any_found:
            dead.add(at)

    return from_place(0, 0)


def _is_end(said: str, at: int) -> bool:
    """Return whether a name may end before the place *at* of a folded text."""
    return at == len(said) or bool(BETWEEN.fullmatch(said[at]))


def _unknown(names: OptionNames) -> str:
    listed = ", ".join(f"“{option.label}”" for option in names.options)
    return f"this is not one of the options, or several of them: {listed}"
