"""From the text of a cell to a code or a number, exactly or after a clean-up that leaves one meaning.

A cell is read exactly if it holds a value of the scale, a label, or one of the non-answers. Otherwise a map of words
decides. Otherwise the cell is cleaned up: a number beside the label, punctuation and quotes around it, damage by a
wrong encoding, the words of survey programs for "not applicable" and "no answer". A cell that then has no meaning, or
more than one, is a bad cell.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar

from speedbumps.diagnostics.codes import ADORNED, MISSING_NA
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.instrument import Instrument
from speedbumps.model.points import Point
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import NonAnswers, Scale
from speedbumps.responses.amounts import AmountError, amount_in_words
from speedbumps.responses.damaged import damaged_forms
from speedbumps.scoring.responses import BLANK, DK, NA, PNS
from speedbumps.text import INVISIBLE, fold_text, unescape_html

CODES = {"na": NA, "dk": DK, "pns": PNS}

IN_CAPITALS = frozenset({"DK", "PNS"})
"""Codes in capitals; beside them, NA is a code too."""

READY_MADE = {"dontknow": DK, "refused": PNS}
"""What SurveyJS writes for answers that it offers by itself."""

READY_MADE_NONE = "none"
"""What SurveyJS writes for "does not apply"; elsewhere, and of an amount, none may be meant as a number."""

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
        "does not apply to me",
        "doesn't apply",
        "doesn't apply to me",
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
"""Words of survey programs and people for the non-answers, in the languages of these schools.

Words that are also a point of a usual scale, such as the German "trifft nicht zu", are left out.
"""

ERROR = re.compile(r"#{3,}|#n/?[av]|#div/0!?|#[¡\w/]{2,20}[!?]", re.IGNORECASE)
"""An error value of a spreadsheet, in any language: #N/A, #REF!, #WERT!, #NOM?; or a column that was too narrow."""

NO_WORDS = r"^(?:NA|<NA>|#{3,}|#N/?[AV]|#[¡\p{Lu}\d/]{2,20}[!?]|#DIV/0)?$"
"""A cell of own words that holds none: empty, a missing value of R, or an error value. This pattern is for polars."""

DASHES = re.compile(r"[-._]{1,3}")
"""What programs write into an empty cell: dashes, a point, an underscore."""

FORMULA = re.compile(r'="(.*)"', re.DOTALL)
"""How exports make Excel keep a text unchanged."""

AROUND = "\"'*•·|_,;:!()[]{}"
"""Signs without meaning at either end of a label."""

NUMBER_FIRST = re.compile(r"[\s\"'*(\[{]*(?P<number>\d{1,3})(?:[.,]0+)?(?:\s*[.):\]}=/|,-]+\s*|\s+)(?P<words>\S.*)")
NUMBER_LAST = re.compile(
    r"(?P<words>.*[^\d\s])(?:\s*[(\[{=:/|,.-]+\s*|\s+)(?P<number>\d{1,3})(?:[.,]0+)?[\s)\]}.;,*\"']*"
)

NUMBERED = re.compile(r"^\W*\d{1,3}(?!\d)|(?<!\d)\d{1,3}\W*$")
"""A short number at either end of a text, beside words or alone."""

LONGEST_LABEL = 300
"""Characters of the longest cell that is cleaned up; a longer one holds somebody's own words."""

DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d{1,2}")
"""A number with a decimal comma, as in most of Europe. With three digits after it, it may be a thousands separator, so
that is refused."""

LONGEST = 24
"""Characters of the longest number that anybody would write."""

Read = TypeVar("Read")
NaMeaning = Literal["na", "blank"]
"""What a cell that holds exactly NA stands for: our code, or a missing value of R."""

Scheme = Callable[[int, Point, int], float]
"""From a point's place, the point and the number of points to the number beside its label."""

SCHEMES: tuple[Scheme, ...] = (
    lambda _place, point, _number: point.value,
    lambda place, _point, _number: place,
    lambda place, _point, _number: place + 1,
    lambda place, _point, number: number - place,
    lambda place, _point, number: number - 1 - place,
)
"""How programs number the points of a scale: by value, from 0, from 1, or from the other end."""

DASH = re.compile(r"\s*-\s*")


class WrongCellError(ValueError):
    """A cell cannot be read; the message says what could be, and never repeats the answer."""


class LocalizedScale(NamedTuple):
    """A question's scale and the non-answers, in one language."""

    scale: Scale
    words: NonAnswers


class CellRules(NamedTuple):
    """How words in cells are understood, according to the whole table and a map."""

    na: NaMeaning = "na"
    """What NA stands for; see `meaning_of_na`."""
    answers: Mapping[str, str] = {}
    """Entries of a map by folded word: a value, a label, na, dk, pns or blank."""
    none_is_ready_made: bool = False
    """Whether "none" is the answer that SurveyJS offers for "does not apply"."""


NO_RULES = CellRules()


class CellsRead(NamedTuple, Generic[Read]):
    """The distinct texts in the cells of one question, read."""

    good: Mapping[str, Read]
    """What each readable text stands for."""
    bad: Mapping[str, str]
    """Why each of the others cannot be read."""
    adorned: frozenset[str]
    """Texts that were understood only after a clean-up."""
    missing: frozenset[str]
    """Texts that count as blank because R or Python writes missing values so."""
    applies_not: frozenset[str]
    """Texts that R writes for missing values, and that were taken for our code."""


def localized_scales(name: str, instrument: Instrument) -> tuple[LocalizedScale, ...]:
    """Return the scale of the question *name* in every language of the *instrument*, its own language first."""
    return tuple(
        LocalizedScale(scale_of(each, question), each.non_answers)
        for each in (instrument.questionnaire, *instrument.languages)
        for question in each.questions
        if question.id == name
    )


def meaning_of_na(texts: Iterable[str]) -> NaMeaning:
    """Return what NA means in a table whose questions hold these *texts*, without own words.

    R writes every missing value as NA. NA is our code only in a table that writes our other codes in capitals too: `DK`
    or `PNS`. Where `na`, `dk` or `pns` is in small letters, these are the codes, and NA is none of them.
    """
    written = {text.strip() for text in texts}
    return "na" if written & IN_CAPITALS and not written & set(CODES) else "blank"


def read_codes(
    texts: Iterable[str], languages: Sequence[LocalizedScale], rules: CellRules = NO_RULES
) -> CellsRead[int]:
    """Return the code of each readable text of *texts*, on a scale of points in several *languages*.

    All texts are of one question: numbers beside labels have to follow the same scheme in all of them.
    """
    lookup = _lookup(tuple(languages))
    listed = list(dict.fromkeys(texts))
    scheme = _scheme(listed, lookup)
    return read_texts(listed, lambda text: _read_point(text, lookup, rules, scheme))


def read_numbers(
    texts: Iterable[str], languages: Sequence[LocalizedScale], rules: CellRules = NO_RULES
) -> CellsRead[float | None]:
    """Return the number in each readable text of *texts*, None where it holds none; see `read_codes`."""
    return read_texts(dict.fromkeys(texts), lambda text: _read_amount(text, languages, rules))


def read_code(text: str, scale: Scale, words: NonAnswers) -> int:
    """Return the code of the cell *text* on a *scale* of points.

    Raises:
        WrongCellError: If it is none of the scale's answers.
    """
    return _unless_missing(_read_point(text, _lookup((LocalizedScale(scale, words),)), NO_RULES, None))


def read_amount(text: str, scale: Scale, words: NonAnswers) -> float | None:
    """Return the number in the cell *text*; None where it is empty or a non-answer.

    Raises:
        WrongCellError: If it is no number, or one outside the scale.
    """
    return _unless_missing(_read_amount(text, (LocalizedScale(scale, words),), NO_RULES))


def _unless_missing(read: "CellReading[Read]") -> Read:
    """Return the value of a single cell.

    Raises:
        WrongCellError: If it is a missing value as a program writes it, which nobody would give for an answer.
    """
    if read.missing == "blank":
        raise WrongCellError("this is a program's code for a missing value; write the answer, or nothing")
    return read.value


def adorned_notice(path: str, cells: int) -> Problem:
    """Return the notice that *cells* were understood only after a clean-up."""
    held = "1 answer was" if cells == 1 else f"{cells:,} answers were"
    message = (
        f"{held} understood only after a clean-up: numbers, punctuation or invisible characters beside a label, "
        "damaged letters, or other words for “not applicable” or “no answer”"
    )
    return Problem(path, START, ADORNED, message, severity_of(ADORNED))


def missing_notice(path: str, cells: int) -> Problem:
    """Return the warning that NA or None counts as blank in so many *cells*."""
    taken = f"NA or None, as R and Python write a missing value, was taken for blank in {_cell_count_text(cells)}"
    return _about_na(path, f"{taken}; if it means “does not apply”", "{NA: na, None: na}")


def na_notice(path: str, cells: int) -> Problem:
    """Return the warning that NA counts as "does not apply" in so many *cells*."""
    taken = f"NA was taken for “does not apply” in {_cell_count_text(cells)}, since other codes stand in capitals too"
    return _about_na(path, f"{taken}; if it is a missing value as R writes it", "{NA: blank}")


def _cell_count_text(cells: int) -> str:
    """Return a number of *cells* in words."""
    return "1 cell" if cells == 1 else f"{cells:,} cells"


def _about_na(path: str, why: str, meaning: str) -> Problem:
    """Return the warning that NA may mean something else."""
    message = f"{why}, settle it in a map: answers: {meaning}"
    return Problem(path, START, MISSING_NA, message, severity_of(MISSING_NA))


def non_answer(said: str, words: NonAnswers) -> int | None:
    """Return the code of a folded text that is a non-answer; None if it is none."""
    return next((number for kind, number in CODES.items() if said in (kind, _fold(getattr(words, kind)))), None)


@lru_cache(maxsize=256)
def _fold(text: str) -> str:
    return fold_text(text)


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
    """Return whether *text* is an error value of a spreadsheet, such as #N/A or #REF!."""
    return ERROR.fullmatch(text.strip()) is not None


class CellReading(NamedTuple, Generic[Read]):
    """What one text stands for, and whether it had to be cleaned up."""

    value: Read
    cleaned: bool = False
    missing: NaMeaning | None = None
    """What a missing value of R was taken for, if the text is one."""


class _Meaning(NamedTuple):
    """What a cleaned text may stand for, and the number beside its words."""

    code: int
    number: int | None = None


class _Lookup(NamedTuple):
    """The texts that stand for the answers of one question."""

    points: tuple[Point, ...]
    words: NonAnswers
    exact: Mapping[str, int]
    """Codes by folded text."""
    cleaned: Mapping[str, frozenset[int]]
    """Codes by what remains of a text after a clean-up: labels, labels damaged by wrong encodings, other words."""


def read_texts(texts: Iterable[str], read: Callable[[str], CellReading[Read]]) -> CellsRead[Read]:
    """Return the results of calling *read* on each text."""
    found: dict[str, CellReading[Read]] = {}
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


def missing_value(text: str) -> str | None:
    """Return the missing value that *text* holds, without quotes and signs around it; None if it holds none."""
    plain = INVISIBLE.sub("", text).strip(AROUND + " .\t\r\n\xa0")
    return plain if plain in {R_MISSING, R_FACTOR_MISSING, PYTHON_MISSING} else None


def meaning_of_missing(text: str, rules: CellRules) -> NaMeaning | None:
    """Return what a missing value of R or Python stands for; None if *text* is none."""
    missing = missing_value(text)
    return rules.na if missing == R_MISSING else "blank" if missing else None


def _read_point(text: str, lookup: _Lookup, rules: CellRules, scheme: Scheme | None) -> CellReading[int]:
    """Return the code of *text*; numbers beside labels follow the *scheme*, or any where it is None.

    Raises:
        WrongCellError: If the text stands for no answer, or for more than one.
    """
    if (settled := _settle(text, lookup, rules)) is not None:
        return settled
    meanings = _meanings(text, lookup)
    found = {each.code for each in meanings if _agrees(each, lookup, scheme)}
    if len(found) == 1:
        return CellReading(found.pop(), cleaned=True)
    if found:
        raise WrongCellError(f"this may stand for more than one answer; write one of {_answer_list(lookup)}")
    if meanings:
        raise WrongCellError("the number and the words of this answer disagree")
    raise WrongCellError(f"this is not one of the answers: {_answer_list(lookup)}")


def _settle(text: str, lookup: _Lookup, rules: CellRules) -> CellReading[int] | None:
    """Return what a *text* stands for if it is an exact answer or the map decides; None otherwise.

    Raises:
        WrongCellError: If it is an error value of a spreadsheet, or a number that is no value.
    """
    said = fold_text(text)
    if not said:
        return CellReading(BLANK)
    refuse_errors(text)
    target = _code_from_map(rules.answers[said], lookup) if said in rules.answers else None
    # NA is R's missing value as well as our code, so a map may decide what it means.
    exact = None if missing_value(text) in {R_MISSING, R_FACTOR_MISSING} else _exact_code(text, said, lookup)
    if exact is None and rules.none_is_ready_made and said == READY_MADE_NONE:
        exact = NA
    if exact is not None:
        return CellReading(exact, cleaned=has_invisible(text))
    if target is not None:
        return CellReading(target)
    if meaning := meaning_of_missing(text, rules):
        return CellReading(NA if meaning == "na" else BLANK, missing=meaning)
    if as_number(text) is not None:
        raise WrongCellError(f"this number is outside the scale, which has {_values(lookup.points)}")
    return None


def _values(points: Iterable[Point]) -> str:
    """Return the values of *points* in one line."""
    return ", ".join(f"{point.value:g}" for point in points)


def has_invisible(text: str) -> bool:
    """Return whether *text* contains invisible characters."""
    return not text.isascii() and INVISIBLE.search(text) is not None


def _exact_code(text: str, said: str, lookup: _Lookup) -> int | None:
    """Return the code of a text that is exactly an answer; None otherwise."""
    number = as_number(text)
    return lookup.exact.get(said) if number is None else _of_value(number, lookup)


def _of_value(number: float, lookup: _Lookup) -> int | None:
    """Return the code of the point with a value; None if there is none."""
    return next((place for place, point in enumerate(lookup.points) if point.value == number), None)


def _code_from_map(written: str, lookup: _Lookup) -> int | None:
    """Return the code of what a map names; None if this scale does not have it."""
    said = fold_text(written)
    return BLANK if said == BLANK_WORD else _exact_code(written, said, lookup)


def refuse_errors(text: str) -> None:
    """Raise WrongCellError if *text* is an error value of a spreadsheet."""
    if is_error(text):
        raise WrongCellError("this is an error of a spreadsheet; write the answer, or empty the cell")


def _answer_list(lookup: _Lookup) -> str:
    """Return the labels and non-answers in one line."""
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
    return any(_matches_scheme(meaning, each, lookup.points) for each in schemes)


def _matches_scheme(meaning: _Meaning, scheme: Scheme, points: tuple[Point, ...]) -> bool:
    """Return whether the number beside a label follows the *scheme*."""
    return scheme(meaning.code, points[meaning.code], len(points)) == meaning.number


def _scheme(texts: Iterable[str], lookup: _Lookup) -> Scheme | None:
    """Return the scheme that fits most of the *texts* with a number beside a label; None if there are none."""
    numbered = [
        [each for each in _meanings(text, lookup) if each.code >= 0 and each.number is not None]
        for text in texts
        if NUMBERED.search(text) and fold_text(text) not in lookup.exact
    ]

    def fitting(scheme: Scheme) -> int:
        return sum(any(_matches_scheme(each, scheme, lookup.points) for each in meanings) for meanings in numbered)

    return max(SCHEMES, key=fitting) if any(numbered) else None


def _meanings(text: str, lookup: _Lookup) -> set[_Meaning]:
    """Return everything that *text* may stand for once it is cleaned up."""
    if len(text) > LONGEST_LABEL:
        return set()
    said = fold_text(unescape_html(unescape_html(text)))
    if DASHES.fullmatch(said):
        return {_Meaning(BLANK)}
    found: set[_Meaning] = set()
    for words, number in _strip_surroundings(said):
        found |= {_Meaning(each, number) for each in lookup.cleaned.get(words, ())}
        value = as_number(words) if number is None else None
        place = _of_value(value, lookup) if value is not None else None
        if place is not None:
            found.add(_Meaning(place))
    return found


def _strip_surroundings(said: str) -> Iterator[tuple[str, int | None]]:
    """Yield what a folded text may be without the signs around it, each with the number beside it."""
    if formula := FORMULA.fullmatch(said):
        said = formula[1]
        yield said, None
    bare = _strip_signs(said)
    yield bare, None
    if " " in bare and not any(map(str.isdigit, bare)):
        yield bare.replace(" ", ""), None
    begins, ends = said.lstrip(AROUND + " ")[:1].isdigit(), said.rstrip(AROUND + " .")[-1:].isdigit()
    for pattern in (*([NUMBER_FIRST] if begins else []), *([NUMBER_LAST] if ends else [])):
        found = pattern.fullmatch(said)
        # Beside another number, such as the 5 of "4/5", a number does not number a label.
        if found and any(map(str.isalpha, found["words"])):
            yield _strip_signs(found["words"]), int(found["number"])


def _strip_signs(said: str) -> str:
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
def _lookup(languages: tuple[LocalizedScale, ...]) -> _Lookup:
    """Return the texts that stand for the answers of one question in several *languages*."""
    exact: dict[str, int] = {}
    for scale, words in languages:
        named = [(point.label, place) for place, point in enumerate(scale.points)]
        for text, number in (*named, *CODES.items(), *((getattr(words, kind), CODES[kind]) for kind in CODES)):
            exact.setdefault(fold_text(text), number)
    exact = {**READY_MADE, **exact}
    return _Lookup(languages[0].scale.points, languages[0].words, exact, _cleaned_forms(languages, exact))


def _cleaned_forms(languages: Iterable[LocalizedScale], exact: Mapping[str, int]) -> Mapping[str, frozenset[int]]:
    """Return codes by what remains of a text after a clean-up."""
    found: dict[str, set[int]] = {}
    for text, number in exact.items():
        _add_form(found, text, number)
    damaged: dict[str, set[int]] = {}
    for text, number in _labels_and_codes(languages):
        for form in damaged_forms(text):
            _add_form(damaged, fold_text(form), number)
    # An undamaged label takes precedence over the damaged form of another one.
    found = {**damaged, **found}
    for number, others in OTHER_WORDS.items():
        for word in others:
            if _strip_signs(fold_text(word)) not in found:
                _add_form(found, fold_text(word), number)
    return {text: frozenset(numbers) for text, numbers in found.items() if text}


def _labels_and_codes(languages: Iterable[LocalizedScale]) -> Iterator[tuple[str, int]]:
    """Yield each label and non-answer with its code."""
    for scale, words in languages:
        yield from ((point.label, place) for place, point in enumerate(scale.points))
        yield from ((getattr(words, kind), number) for kind, number in CODES.items())


def _add_form(found: dict[str, set[int]], text: str, number: int) -> None:
    """Add *text* to *found*, with and without spaces."""
    bare = _strip_signs(text)
    found.setdefault(bare, set()).add(number)
    if not any(map(str.isdigit, bare)):
        found.setdefault(bare.replace(" ", ""), set()).add(number)


def _read_amount(text: str, languages: Sequence[LocalizedScale], rules: CellRules) -> CellReading[float | None]:
    """Return the amount in *text*.

    Raises:
        WrongCellError: If it is none, or one outside the scale.
    """
    said = fold_text(text)
    if not said:
        return CellReading(None)
    refuse_errors(text)
    exact = None if missing_value(text) else _exact_amount(text, languages)
    target = _amount_target(rules.answers[said], languages) if said in rules.answers else None
    for each in (exact, target):
        if each is not None:
            return each
    if meaning := meaning_of_missing(text, rules):
        return CellReading(None, missing=meaning)
    number = as_number(text)
    if number is None and (DASHES.fullmatch(said) or _is_other_word(said, languages)):
        return CellReading(None, cleaned=True)
    cleaned = _parse_number_with_unit(said, languages) if number is None else number
    if not _is_within(languages[0].scale, cleaned):
        raise WrongCellError(_limits_text(languages[0].scale))
    return CellReading(cleaned, cleaned=True)


def _exact_amount(text: str, languages: Sequence[LocalizedScale]) -> CellReading[float | None] | None:
    """Return the amount, or the non-answer, that *text* writes exactly; None otherwise."""
    number = as_number(text)
    if number is not None and _is_within(languages[0].scale, number):
        return CellReading(number)
    said = fold_text(text)
    return CellReading(None) if any(non_answer(said, each.words) is not None for each in languages) else None


def _amount_target(written: str, languages: Sequence[LocalizedScale]) -> CellReading[float | None] | None:
    """Return what a map names; None if this scale does not have it."""
    return CellReading(None) if fold_text(written) == BLANK_WORD else _exact_amount(written, languages)


def _is_within(scale: Scale, number: float) -> bool:
    """Return whether *number* is within the limits of *scale*."""
    return scale.number is not None and scale.number.min <= number <= scale.number.max


def _limits_text(scale: Scale) -> str:
    """Return the limits of *scale* in words."""
    limits = scale.number
    return f"this must be from {limits.min:g} to {limits.max:g} {limits.unit}" if limits else "this is not an amount"


def _parse_number_with_unit(said: str, languages: Sequence[LocalizedScale]) -> float:
    """Return the number in a folded text with its unit, as a time, or in quotes.

    Raises:
        WrongCellError: If it is none.
    """
    first = languages[0]
    limits = first.scale.number
    formula = FORMULA.fullmatch(said)
    plain = (formula[1] if formula else said).strip("\"' ").rstrip(";, ")
    number = as_number(plain)
    if number is not None:
        return number
    try:
        found = amount_in_words(plain, [each.scale.number for each in languages if each.scale.number is not None])
    except AmountError as error:
        raise WrongCellError(str(error)) from None
    if found is not None:
        return found
    unit = limits.unit if limits else "something"
    words = first.words
    raise WrongCellError(f"this must be a number of {unit}, or “{words.na}”, “{words.dk}”, “{words.pns}”")


def _is_other_word(said: str, languages: Iterable[LocalizedScale]) -> bool:
    """Return whether a folded text is another word for a non-answer, or a non-answer that is damaged or in quotes."""
    return _strip_signs(said) in _no_amounts(tuple(each.words for each in languages))


@lru_cache(maxsize=64)
def _no_amounts(languages: Collection[NonAnswers]) -> frozenset[str]:
    """Return the texts that mean that there is no amount."""
    named = [getattr(words, kind) for words in languages for kind in CODES]
    damaged = [form for text in named for form in damaged_forms(text)]
    others = [word for words in OTHER_WORDS.values() for word in words]
    return frozenset(_strip_signs(fold_text(text)) for text in (*named, *damaged, *others)) - {""}
