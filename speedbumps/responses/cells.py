"""From what stands in a cell to a code or a number, exactly or after a clean-up that leaves one meaning.

A cell is read exactly if it holds a value of the scale, a label, or one of the answers that are no answers. If it does
not, a map of words decides; then the cell is cleaned up: a number beside the label, punctuation and quotes around it,
damage by a wrong encoding, the words that survey programs use for "not applicable" and "no answer". What then has no
meaning, or more than one, is a bad cell.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar

from speedbumps.diagnostics.codes import ADORNED, MISSING_NA
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import NonAnswers, Point, Scale
from speedbumps.responses.amounts import AmountError, amount_in_words
from speedbumps.responses.damaged import damaged_forms
from speedbumps.scoring.responses import BLANK, DK, NA, PNS
from speedbumps.text import INVISIBLE, folded, unescaped

CODES = {"na": NA, "dk": DK, "pns": PNS}

IN_CAPITALS = frozenset({"DK", "PNS"})
"""Codes in capitals, beside which NA is one too."""

READY_MADE = {"dontknow": DK, "refused": PNS}
"""What SurveyJS writes for answers that it has ready."""

READY_MADE_NONE = "none"
"""What it writes for "does not apply"; elsewhere, and of an amount, none may be meant as a number."""

BLANK_WORD = "blank"
"""What a map writes for an empty cell."""

R_MISSING = "NA"
"""How R writes a missing value, which is also our code for "does not apply" in capitals."""

R_FACTOR_MISSING = "<NA>"
"""How R and pandas write a missing value of a factor."""

PYTHON_MISSING = "None"
"""How Python writes a missing value."""

OTHER_WORDS: Mapping[int, tuple[str, ...]] = {
    NA: (
        "n/a",
        "not applicable",
        "not applicable to me",
        "does not apply",
        "doesn't apply",
        "nicht zutreffend",
        "nicht anwendbar",
        "entfällt",
        "sans objet",
        "non applicable",
        "s.o",
        "s/o",
        "ddim yn berthnasol",
        "nid yw'n berthnasol",
        "amherthnasol",
    ),
    DK: (
        "don't know",
        "do not know",
        "i don't know",
        "i do not know",
        "weiß nicht",
        "ich weiß nicht",
        "ich weiß es nicht",
        "je ne sais pas",
        "ne sait pas",
        "ddim yn gwybod",
        "dw i ddim yn gwybod",
    ),
    PNS: (
        "prefer not to say",
        "i prefer not to say",
        "i'd prefer not to say",
        "rather not say",
        "i'd rather not say",
        "i would rather not say",
        "je préfère ne pas répondre",
        "ich möchte das nicht sagen",
        "gwell gen i beidio â dweud",
        "mae'n well gen i beidio â dweud",
    ),
    BLANK: (
        "no answer",
        "no response",
        "not answered",
        "blank",
        "keine antwort",
        "nicht beantwortet",
        "leer",
        "sans réponse",
        "pas de réponse",
        "aucune réponse",
        "vide",
        "dim ateb",
        "heb ei ateb",
        "gwag",
    ),
}
"""What survey programs and people write for the answers that are no answers, in the languages of these schools.

Words that are also a step of a usual scale, such as the German "trifft nicht zu", are not among them.
"""

ERROR = re.compile(r"#{3,}|#n/?[av]|#div/0!?|#[¡\w/]{2,20}[!?]", re.IGNORECASE)
"""An error of a spreadsheet, in any language: #N/A, #REF!, #WERT!, #NOM?; or a column that was too narrow."""

NO_WORDS = r"^(?:NA|<NA>|#{3,}|#N/?[AV]|#[¡\p{Lu}\d/]{2,20}[!?]|#DIV/0)?$"
"""A cell of own words that holds none: nothing, a missing value of R, an error of a spreadsheet. This is for polars."""

DASHES = re.compile(r"[-._]{1,3}")
"""What programs write into an empty cell: dashes, a point, an underscore."""

FORMULA = re.compile(r'="(.*)"', re.DOTALL)
"""How exports make Excel keep a text as it is."""

AROUND = "\"'*•·|_,;:!()[]{}"
"""Signs that mean nothing at either end of a label."""

NUMBER_FIRST = re.compile(r"[\s\"'*(\[{]*(?P<number>\d{1,3})(?:[.,]0+)?(?:\s*[.):\]}=/|,-]+\s*|\s+)(?P<words>\S.*)")
NUMBER_LAST = re.compile(
    r"(?P<words>.*[^\d\s])(?:\s*[(\[{=:/|,.-]+\s*|\s+)(?P<number>\d{1,3})(?:[.,]0+)?[\s)\]}.;,*\"']*"
)

NUMBERED = re.compile(r"^\W*\d{1,3}(?!\d)|(?<!\d)\d{1,3}\W*$")
"""A short number at either end of a text, beside words or not."""

LONGEST_LABEL = 300
"""Characters of a cell that is cleaned up; a longer one holds somebody's own words."""

DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d{1,2}")
"""A number as most of Europe writes it. With three digits after the comma it may be a thousand, so that is refused."""

LONGEST = 24
"""Characters of the longest number that anybody would write."""

Read = TypeVar("Read")
NaMeaning = Literal["na", "blank"]
"""What a cell that holds exactly NA stands for: our code, or a missing value as R writes it."""

Scheme = Callable[[int, Point, int], float]
"""From a point's place, the point and how many there are, to the number beside its label."""

SCHEMES: tuple[Scheme, ...] = (
    lambda _place, point, _number: point.value,
    lambda place, _point, _number: place,
    lambda place, _point, _number: place + 1,
    lambda place, _point, number: number - place,
    lambda place, _point, number: number - 1 - place,
)
"""How programs number the answers of a scale: by value, from 0, from 1, or from the other end."""

DASH = re.compile(r"\s*-\s*")


class WrongCellError(ValueError):
    """What stands in a cell cannot be read; the message says what could. It never repeats the answer."""


class Spoken(NamedTuple):
    """A question's scale, and the answers that are no answers, in one language."""

    scale: Scale
    words: NonAnswers


class CellRules(NamedTuple):
    """What the whole table, and a map, decide about the words in its cells."""

    na: NaMeaning = "na"
    """What NA stands for; see `na_means`."""
    answers: Mapping[str, str] = {}
    """Of a map, by folded word: a value, a label, na, dk, pns or blank."""
    none_is_ready_made: bool = False
    """Whether "none" is the answer that SurveyJS has ready for "does not apply"."""


NO_RULES = CellRules()


class CellsRead(NamedTuple, Generic[Read]):
    """The different texts of one question's cells, read."""

    good: Mapping[str, Read]
    """What each text stands for that can be read."""
    bad: Mapping[str, str]
    """Why each of the others cannot be read."""
    adorned: frozenset[str]
    """Texts that were understood only after a clean-up."""
    missing: frozenset[str]
    """Texts that were taken for blank because R or Python writes missing values so."""
    applies_not: frozenset[str]
    """Texts that R writes for missing values, and that were taken for our code."""


def spoken(name: str, instrument: Instrument) -> tuple[Spoken, ...]:
    """Return the scale of the question *name* in every language of the *instrument*, its own language first."""
    return tuple(
        Spoken(each.scales[question.scale], each.non_answers)
        for each in (instrument.questionnaire, *instrument.languages)
        for question in each.questions
        if question.id == name
    )


def na_means(texts: Iterable[str]) -> NaMeaning:
    """Return what NA means in a table whose questions hold these *texts*, own words left out.

    R writes every missing value as NA. NA is our code only in a table that writes our other codes in capitals too:
    `DK` or `PNS`. Where `na`, `dk` or `pns` stands in small letters, these are the codes, and NA is none of them.
    """
    written = {text.strip() for text in texts}
    return "na" if written & IN_CAPITALS and not written & set(CODES) else "blank"


def read_codes(texts: Iterable[str], spoken: Sequence[Spoken], rules: CellRules = NO_RULES) -> CellsRead[int]:
    """Return the code of each of the *texts* that can be read, on a scale of points *spoken* in some languages.

    The texts are those of one question: numbers beside labels have to count in the same way in all of them.
    """
    lookup = _lookup(tuple(spoken))
    listed = list(dict.fromkeys(texts))
    scheme = _scheme(listed, lookup)
    return _read(listed, lambda text: _point(text, lookup, rules, scheme))


def read_numbers(
    texts: Iterable[str], spoken: Sequence[Spoken], rules: CellRules = NO_RULES
) -> CellsRead[float | None]:
    """Return the number in each of the *texts* that can be read, None where there is none; see `read_codes`."""
    return _read(dict.fromkeys(texts), lambda text: _amount(text, spoken, rules))


def code(text: str, scale: Scale, words: NonAnswers) -> int:
    """Return the code of the cell *text* on a *scale* of points.

    Raises:
        WrongCellError: If it is none of the scale's answers.
    """
    return _unless_missing(_point(text, _lookup((Spoken(scale, words),)), NO_RULES, None))


def amount(text: str, scale: Scale, words: NonAnswers) -> float | None:
    """Return the number in the cell *text*; None where there is none, or one of the answers that are no answers.

    Raises:
        WrongCellError: If it is no number, or one beyond the scale.
    """
    return _unless_missing(_amount(text, (Spoken(scale, words),), NO_RULES))


def _unless_missing(read: "_Reading[Read]") -> Read:
    """Return what was *read* in one cell by itself.

    Raises:
        WrongCellError: If it is a missing value as a program writes it, which nobody would give for an answer.
    """
    if read.missing == "blank":
        raise WrongCellError("a missing value of a program stands here; write the answer, or nothing")
    return read.value


def adorned_notice(path: str, cells: int) -> Problem:
    """Return the notice that *cells* were understood only after a clean-up."""
    held = "1 answer was" if cells == 1 else f"{cells:,} answers were"
    message = (
        f"{held} understood only after a clean-up: numbers, punctuation or invisible characters beside a label, "
        "damaged letters, or other words for “not applicable” or “no answer”"
    )
    return Problem(path, START, ADORNED, message, "advice")


def missing_notice(path: str, cells: int) -> Problem:
    """Return the warning that NA or None was taken for blank in so many *cells*."""
    taken = f"NA or None, as R and Python write a missing value, was taken for blank in {_counted(cells)}"
    return _about_na(path, f"{taken}; if it means “does not apply”", "{NA: na, None: na}")


def na_notice(path: str, cells: int) -> Problem:
    """Return the warning that NA was taken for "does not apply" in so many *cells*."""
    taken = f"NA was taken for “does not apply” in {_counted(cells)}, since other codes stand in capitals too"
    return _about_na(path, f"{taken}; if it is a missing value as R writes it", "{NA: blank}")


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells:,} cells"


def _about_na(path: str, why: str, meaning: str) -> Problem:
    message = f"{why}, settle it in a map: answers: {meaning}"
    return Problem(path, START, MISSING_NA, message, "warning")


def non_answer(said: str, words: NonAnswers) -> int | None:
    """Return the code of a folded text that is one of the answers that are no answers."""
    return next((number for kind, number in CODES.items() if said in (kind, _folded(getattr(words, kind)))), None)


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return folded(text)


def as_number(text: str) -> float | None:
    """Return the number that *text* writes, with a point or a decimal comma; None if it writes none."""
    plain = text.strip()
    if DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not plain or plain[0] not in "+-.0123456789" or len(plain) > LONGEST or "_" in plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return None


def is_error(text: str) -> bool:
    """Return whether *text* is an error of a spreadsheet, such as #N/A or #REF!."""
    return ERROR.fullmatch(text.strip()) is not None


class _Reading(NamedTuple, Generic[Read]):
    """What one text stands for, and whether it had to be cleaned up."""

    value: Read
    cleaned: bool = False
    missing: NaMeaning | None = None
    """What it was taken for, if R writes a missing value so."""


class _Meaning(NamedTuple):
    """What a cleaned text may stand for, and the number that stands beside the words."""

    code: int
    number: int | None = None


class _Lookup(NamedTuple):
    """The texts that stand for the answers of one question."""

    points: tuple[Point, ...]
    words: NonAnswers
    exact: Mapping[str, int]
    """By folded text."""
    cleaned: Mapping[str, frozenset[int]]
    """By what is left of a text after a clean-up: labels, what wrong encodings make of them, other words."""


def _read(texts: Iterable[str], read: Callable[[str], _Reading[Read]]) -> CellsRead[Read]:
    found: dict[str, _Reading[Read]] = {}
    bad: dict[str, str] = {}
    for text in texts:
        try:
            found[text] = read(text)
        except WrongCellError as error:
            bad[text] = str(error)
    return CellsRead(
        {text: each.value for text, each in found.items()},
        bad,
        frozenset(text for text, each in found.items() if each.cleaned),
        frozenset(text for text, each in found.items() if each.missing == "blank"),
        frozenset(text for text, each in found.items() if each.missing == "na"),
    )


def _missing(text: str) -> str | None:
    """Return the missing value that *text* holds, without quotes and signs around it; None if it holds none."""
    plain = INVISIBLE.sub("", text).strip(AROUND + " .\t\r\n\xa0")
    return plain if plain in {R_MISSING, R_FACTOR_MISSING, PYTHON_MISSING} else None


def _meaning_of_missing(text: str, rules: CellRules) -> NaMeaning | None:
    """Return what a missing value of R or Python stands for; None if *text* is none."""
    missing = _missing(text)
    return rules.na if missing == R_MISSING else "blank" if missing else None


def _point(text: str, lookup: _Lookup, rules: CellRules, scheme: Scheme | None) -> _Reading[int]:
    """Return the code of *text*; numbers beside labels follow the *scheme*, or any where it is None.

    Raises:
        WrongCellError: If the text stands for no answer, or for more than one.
    """
    if (settled := _settled(text, lookup, rules)) is not None:
        return settled
    meanings = _meanings(text, lookup)
    found = {each.code for each in meanings if _agrees(each, lookup, scheme)}
    if len(found) == 1:
        return _Reading(found.pop(), cleaned=True)
    if found:
        raise WrongCellError(f"this may stand for more than one answer; write one of {_labels(lookup)}")
    if meanings:
        raise WrongCellError("the number and the words of this answer disagree")
    raise WrongCellError(f"this is none of the answers: {_labels(lookup)}")


def _settled(text: str, lookup: _Lookup, rules: CellRules) -> _Reading[int] | None:
    """Return what a *text* stands for that is an exact answer or that the map decides; None if it is neither.

    Raises:
        WrongCellError: If it is an error of a spreadsheet, or a number that is no value.
    """
    said = folded(text)
    if not said:
        return _Reading(BLANK)
    _refuse_errors(text)
    target = _target(rules.answers[said], lookup) if said in rules.answers else None
    # NA is R's as well as ours, so that a map may decide what it means.
    exact = None if _missing(text) in {R_MISSING, R_FACTOR_MISSING} else _exactly(text, said, lookup)
    if exact is None and rules.none_is_ready_made and said == READY_MADE_NONE:
        exact = NA
    if exact is not None:
        return _Reading(exact, cleaned=_hides_something(text))
    if target is not None:
        return _Reading(target)
    if meaning := _meaning_of_missing(text, rules):
        return _Reading(NA if meaning == "na" else BLANK, missing=meaning)
    if as_number(text) is not None:
        raise WrongCellError(f"this number is outside the scale, which has {_values(lookup.points)}")
    return None


def _values(points: Iterable[Point]) -> str:
    return ", ".join(f"{point.value:g}" for point in points)


def _hides_something(text: str) -> bool:
    return not text.isascii() and INVISIBLE.search(text) is not None


def _exactly(text: str, said: str, lookup: _Lookup) -> int | None:
    number = as_number(text)
    return lookup.exact.get(said) if number is None else _of_value(number, lookup)


def _of_value(number: float, lookup: _Lookup) -> int | None:
    return next((place for place, point in enumerate(lookup.points) if point.value == number), None)


def _target(written: str, lookup: _Lookup) -> int | None:
    """Return the code of what a map names; None if this scale does not have it."""
    said = folded(written)
    return BLANK if said == BLANK_WORD else _exactly(written, said, lookup)


def _refuse_errors(text: str) -> None:
    if is_error(text):
        raise WrongCellError("an error of a spreadsheet stands here; write the answer, or empty the cell")


def _labels(lookup: _Lookup) -> str:
    words = lookup.words
    return ", ".join(f"“{each}”" for each in (*(point.label for point in lookup.points), words.na, words.dk, words.pns))


def _agrees(meaning: _Meaning, lookup: _Lookup, scheme: Scheme | None) -> bool:
    """Return whether the number beside the words fits them.

    Programs number "I don't know" as they like, but not with the value of another answer.
    """
    if meaning.number is None:
        return True
    if meaning.code < 0:
        return _of_value(meaning.number, lookup) is None
    schemes = SCHEMES if scheme is None else (scheme,)
    return any(_fits(meaning, each, lookup.points) for each in schemes)


def _fits(meaning: _Meaning, scheme: Scheme, points: tuple[Point, ...]) -> bool:
    return scheme(meaning.code, points[meaning.code], len(points)) == meaning.number


def _scheme(texts: Iterable[str], lookup: _Lookup) -> Scheme | None:
    """Return the way of numbering that fits most of the *texts* in which a number stands beside a label."""
    numbered = [
        [each for each in _meanings(text, lookup) if each.code >= 0 and each.number is not None]
        for text in texts
        if NUMBERED.search(text) and folded(text) not in lookup.exact
    ]

    def fitting(scheme: Scheme) -> int:
        return sum(any(_fits(each, scheme, lookup.points) for each in meanings) for meanings in numbered)

    return max(SCHEMES, key=fitting) if any(numbered) else None


def _meanings(text: str, lookup: _Lookup) -> set[_Meaning]:
    """Return all that *text* may stand for once it is cleaned up."""
    if len(text) > LONGEST_LABEL:
        return set()
    said = folded(unescaped(unescaped(text)))
    if DASHES.fullmatch(said):
        return {_Meaning(BLANK)}
    found: set[_Meaning] = set()
    for words, number in _undressed(said):
        found |= {_Meaning(each, number) for each in lookup.cleaned.get(words, ())}
        value = as_number(words) if number is None else None
        place = _of_value(value, lookup) if value is not None else None
        if place is not None:
            found.add(_Meaning(place))
    return found


def _undressed(said: str) -> Iterator[tuple[str, int | None]]:
    """Yield what a folded text may be without what stands around it, each with the number beside it."""
    if formula := FORMULA.fullmatch(said):
        said = formula[1]
        yield said, None
    bare = _bare(said)
    yield bare, None
    if " " in bare and not any(map(str.isdigit, bare)):
        yield bare.replace(" ", ""), None
    begins, ends = said.lstrip(AROUND + " ")[:1].isdigit(), said.rstrip(AROUND + " .")[-1:].isdigit()
    for pattern in (*([NUMBER_FIRST] if begins else []), *([NUMBER_LAST] if ends else [])):
        found = pattern.fullmatch(said)
        # Beside another number, such as the 5 of "4/5", a number says nothing of a label.
        if found and any(map(str.isalpha, found["words"])):
            yield _bare(found["words"]), int(found["number"])


def _bare(said: str) -> str:
    """Return a folded text without the signs around it; a sign before a number belongs to the number."""
    text = DASH.sub("-", said.strip().rstrip(AROUND + " .-"))
    while text:
        rest = text.lstrip(AROUND + " ")
        unsigned = rest.lstrip(".-" + AROUND + " ")
        text, before = (rest if unsigned[:1].isdigit() else unsigned), text
        if text == before:
            break
    return text


@lru_cache(maxsize=64)
def _lookup(spoken: tuple[Spoken, ...]) -> _Lookup:
    exact: dict[str, int] = {}
    for scale, words in spoken:
        named = [(point.label, place) for place, point in enumerate(scale.points)]
        for text, number in (*named, *CODES.items(), *((getattr(words, kind), CODES[kind]) for kind in CODES)):
            exact.setdefault(folded(text), number)
    exact = {**READY_MADE, **exact}
    return _Lookup(spoken[0].scale.points, spoken[0].words, exact, _cleaned(spoken, exact))


def _cleaned(spoken: Iterable[Spoken], exact: Mapping[str, int]) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for text, number in exact.items():
        _add(found, text, number)
    damaged: dict[str, set[int]] = {}
    for text, number in _labelled(spoken):
        for form in damaged_forms(text):
            _add(damaged, folded(form), number)
    # What a label looks like undamaged counts before what another one may have become.
    found = {**damaged, **found}
    for number, others in OTHER_WORDS.items():
        for word in others:
            if _bare(folded(word)) not in found:
                _add(found, folded(word), number)
    return {text: frozenset(numbers) for text, numbers in found.items() if text}


def _labelled(spoken: Iterable[Spoken]) -> Iterator[tuple[str, int]]:
    for scale, words in spoken:
        yield from ((point.label, place) for place, point in enumerate(scale.points))
        yield from ((getattr(words, kind), number) for kind, number in CODES.items())


def _add(found: dict[str, set[int]], text: str, number: int) -> None:
    bare = _bare(text)
    found.setdefault(bare, set()).add(number)
    if not any(map(str.isdigit, bare)):
        found.setdefault(bare.replace(" ", ""), set()).add(number)


def _amount(text: str, spoken: Sequence[Spoken], rules: CellRules) -> _Reading[float | None]:
    """Return the amount in *text*.

    Raises:
        WrongCellError: If it is none, or one beyond the scale.
    """
    said = folded(text)
    if not said:
        return _Reading(None)
    _refuse_errors(text)
    exact = None if _missing(text) else _exact_amount(text, spoken)
    target = _amount_target(rules.answers[said], spoken) if said in rules.answers else None
    for each in (exact, target):
        if each is not None:
            return each
    if meaning := _meaning_of_missing(text, rules):
        return _Reading(None, missing=meaning)
    number = as_number(text)
    if number is None and (DASHES.fullmatch(said) or _other_word(said, spoken)):
        return _Reading(None, cleaned=True)
    cleaned = _cleaned_number(said, spoken) if number is None else number
    if not _holds(spoken[0].scale, cleaned):
        raise WrongCellError(_limits(spoken[0].scale))
    return _Reading(cleaned, cleaned=True)


def _exact_amount(text: str, spoken: Sequence[Spoken]) -> _Reading[float | None] | None:
    """Return the amount, or the lack of one, that *text* writes in so many words; None if it does not."""
    number = as_number(text)
    if number is not None and _holds(spoken[0].scale, number):
        return _Reading(number)
    said = folded(text)
    return _Reading(None) if any(non_answer(said, each.words) is not None for each in spoken) else None


def _amount_target(written: str, spoken: Sequence[Spoken]) -> _Reading[float | None] | None:
    """Return what a map names; None if this scale does not have it."""
    return _Reading(None) if folded(written) == BLANK_WORD else _exact_amount(written, spoken)


def _holds(scale: Scale, number: float) -> bool:
    return scale.number is not None and scale.number.min <= number <= scale.number.max


def _limits(scale: Scale) -> str:
    limits = scale.number
    return f"this must be from {limits.min:g} to {limits.max:g} {limits.unit}" if limits else "this is no amount"


def _cleaned_number(said: str, spoken: Sequence[Spoken]) -> float:
    """Return the number in a folded text with its unit, as a time, or in quotes.

    Raises:
        WrongCellError: If it is none.
    """
    first = spoken[0]
    limits = first.scale.number
    formula = FORMULA.fullmatch(said)
    plain = (formula[1] if formula else said).strip("\"' ").rstrip(";, ")
    number = as_number(plain)
    if number is not None:
        return number
    try:
        found = amount_in_words(plain, [each.scale.number for each in spoken if each.scale.number is not None])
    except AmountError as error:
        raise WrongCellError(str(error)) from None
    if found is not None:
        return found
    unit = limits.unit if limits else "something"
    words = first.words
    raise WrongCellError(f"this must be a number of {unit}, or “{words.na}”, “{words.dk}”, “{words.pns}”")


def _other_word(said: str, spoken: Iterable[Spoken]) -> bool:
    """Return whether a folded text is another word for an answer that is none, or such a one damaged or in quotes."""
    return _bare(said) in _no_amounts(tuple(each.words for each in spoken))


@lru_cache(maxsize=64)
def _no_amounts(languages: Collection[NonAnswers]) -> frozenset[str]:
    named = [getattr(words, kind) for words in languages for kind in CODES]
    damaged = [form for text in named for form in damaged_forms(text)]
    others = [word for words in OTHER_WORDS.values() for word in words]
    return frozenset(_bare(folded(text)) for text in (*named, *damaged, *others)) - {""}
