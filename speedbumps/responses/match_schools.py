"""From the names that answers, files and folders give to schools to the schools of the table."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from speedbumps.model.answers import School
from speedbumps.text import fold_text

Kind = Literal["id", "name", "plain name", "several", "none"]

MOST_LISTED = 5
"""Schools that one message lists."""

MOST_SUGGESTED = 3
"""Schools with equally similar names that one message suggests."""

MOST_COMPARED = 2_000_000
"""Pairs of a name and a school that are compared for suggestions; that takes about a second."""

MOST_REFINED = 50
"""Schools with most letters in common that are compared closely."""

ALIKE = 0.65
"""The similarity, from 0 to 1, from which a school is suggested."""

TYPING_ERROR = 0.86
"""The part of its letters in the same order from which one name is another one with a typing error."""

CONTAINED = 5
"""The pairs of letters from which a name is suggested that is a part of the other name."""

SHORTEST = 3
"""Letters and digits that the beginning of a file's name must have to mean a school."""

SHORTER = {
    "saint": "st",
    "saints": "st",
    "ss": "st",
    "church of england": "ce",
    "c of e": "ce",
    "cofe": "ce",
    "c e": "ce",
    "church in wales": "cw",
    "c in w": "cw",
    "ciw": "cw",
    "roman catholic": "catholic",
    "rc": "catholic",
    "voluntary aided": "va",
    "aided": "va",
    "voluntary controlled": "vc",
    "controlled": "vc",
    "infants": "infant",
    "juniors": "junior",
    "cynradd": "primary",
    "gynradd": "primary",
    "uwchradd": "secondary",
    "gymraeg": "welsh",
}
"""Words of schools' names with another form, and the form in which they are compared."""

STAGES = ("nursery", "infant", "junior", "primary", "first", "middle", "lower", "upper", "secondary", "high")
SORTS = ("special", "grammar", "comprehensive", "college", "community", "foundation", "va", "vc", "welsh")
FAITHS = ("ce", "cw", "catholic", "methodist")
KINDS = frozenset((*STAGES, *SORTS, *FAITHS))
"""Words for the kind of a school, which people often leave out."""

TELLING = frozenset(
    (*FAITHS, "nursery", "infant", "junior", "first", "middle", "special", "grammar", "va", "vc", "welsh")
)
"""Kinds that hardly any name states unless they are the school's."""

PHASES = {
    **dict.fromkeys(("infant", "junior", "primary", "first", "lower"), "primary"),
    **dict.fromkeys(("secondary", "high", "upper", "grammar", "comprehensive"), "secondary"),
}
"""The phase that a word in a school's name means."""

ENDINGS = KINDS | {"and", "school", "academy", "voluntary"}
"""Words with which a school's name may end, after those that distinguish it from others."""

APPENDED = re.compile(
    r"""responses?|respondents?|results?|answers?|reply|replies|data|dataset|raw|clean|surveys?|questionnaires?|forms?
    |feedback|consultation|audit|(?:work)?sheets?|exports?|exported|downloads?|downloaded|reports?|output
    |copy|final|draft|updated|version|anonym(?:ous|i[sz]ed)
    |microsoft|google|ms|qualtrics|surveymonkey|limesurvey|smartsurvey|jisc|speedbumps
    |everyone|staff|staffroom|teachers?|teaching|tas?|leaders?|leadership|slt|smt|heads?|headteachers?|principal
    |support|admin|office|governors?|trustees?|teams?
    |round|wave|term|week|month|day|year|spring|summer|autumn|winter
    |jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?
    |nov(?:ember)?|dec(?:ember)?
    |paper|typed|entered|entry|scann?(?:ed|s)?|merged|combined|all|new|old|latest|csv|xlsx|ods|tsv|txt
    |arolwg|holiadur|ymateb(?:ion)?|athrawon|llywodraethwyr""",
    re.VERBOSE,
)
"""Words that people and survey programs append to a school's name when they name a file."""

GROUPS = re.compile(
    "trusts?|mat|federations?|partners?|partnership|cluster|alliance|network|hubs?|groups?|schools|academies|colleges"
    "|consortium"
)
"""Words after a school's name which show that the file is about more than that school."""

WORD = re.compile(r"[^\W_]+")
INITIAL = re.compile(r"\b(\w)\.(?=\w\b)")
"""A letter that stands for a word, before another one: the C of C.E."""

BREAK = re.compile(r"\s-+\s*|-+\s|[()\[\]{},;:|+#/\\~]|__+|_(?=\d)")
"""What separates the words that a survey program appends to a file's name."""

YEAR = re.compile(r"(?:19|20)\d\d(?:[01]\d[0-3]\d)?")

SPOKEN = re.compile(rf"\b(?:{'|'.join(sorted(SHORTER, key=len, reverse=True))})\b")

PARTS = re.compile(
    r"((?:the |ysgol (?:(?:{kinds}) )*)*)(.+?)((?: (?:{endings}))*)".format(
        kinds="|".join(sorted(KINDS)), endings="|".join(sorted(ENDINGS))
    )
)
"""The words before those that distinguish a school from others, these words, and the words after them."""

AS_NUMBER = re.compile(r"([0-9]{1,18})(?:\.0+)?")


class SchoolMatch(NamedTuple):
    """The school that a name means."""

    kind: Kind
    """What the name is to the school; `several` if it may mean several schools, `none` if it means none."""
    id: str | None = None
    """The id of the school."""
    doubt: str | None = None
    """A warning, unless the match is certain."""


class NameIndex(NamedTuple):
    """The schools of a table by their names, for looking up the names of files and folders."""

    schools: Mapping[str, School]
    words: Mapping[str, frozenset[str]]
    """The schools by id and by name, with one space between words."""
    plain: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    """The kinds and the id of each school by its plain name, and by its id as a plain name."""
    longest: int
    """The number of words of the longest plain name."""


def match_schools(names: Iterable[str], known: Mapping[str, School]) -> dict[str, SchoolMatch]:
    """Match each of the *names*, folded, to one of the *known* schools.

    A name matches the school that has it as its id; otherwise the only school of that name; otherwise the only school
    with the same plain name, with a doubt. If several schools fit, none is chosen.
    """
    matches = {name: SchoolMatch("id", name) if name in known else SchoolMatch("none") for name in names}
    matches |= _match_by_name(_unmatched(matches), known)
    matches |= _match_by_plain_name(_unmatched(matches), known)
    matches |= _match_by_number(_unmatched(matches), known)
    matches |= _suggest(_unmatched(matches), known)
    return matches


def group_similar_names(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the groups of *names* that may mean one school: equal except for the kinds of school that some mention."""
    by_core: dict[str, list[tuple[frozenset[str], str]]] = {}
    for name in sorted(names):
        core, kinds = plain_name(name)
        by_core.setdefault(core, []).append((kinds, name))
    groups = (
        tuple(
            name
            for kinds, name in entries
            if any(name != other and (kinds <= others or others <= kinds) for others, other in entries)
        )
        for entries in by_core.values()
        if len(entries) > 1
    )
    return [group for group in groups if group]


def merge_facts(known: School, stated: School | None) -> School:
    """Return what is *known* of a school, completed by the facts *stated* with its answers."""
    if stated is None:
        return known
    missing = {name for name, value in known if value is None}
    return known.model_copy(
        update={
            **{name: value for name, value in stated if name in missing},
            "context": {**stated.context, **known.context},
        }
    )


def index_names(known: Mapping[str, School]) -> NameIndex:
    """Return the index in which `school_in_file_name` and `school_in_folder_name` look up the *known* schools.

    Both build it themselves from a mapping of schools; for many files, build it once.
    """
    words: dict[str, set[str]] = {}
    plain: dict[str, dict[tuple[frozenset[str], str], None]] = {}
    for key, school in known.items():
        name_kinds = plain_name(school.name)[1] if school.name else frozenset[str]()
        for name in filter(None, (key, school.name)):
            words.setdefault(_space_words(name), set()).add(key)
            core, kinds = plain_name(name)
            plain.setdefault(core, {})[kinds | name_kinds, key] = None
    return NameIndex(
        known,
        {name: frozenset(keys) for name, keys in words.items()},
        {core: tuple(entries) for core, entries in plain.items()},
        max((core.count(" ") + 1 for core in plain), default=0),
    )


def school_in_file_name(stem: str, known: Mapping[str, School] | NameIndex) -> str | None:
    """Return the id of the school that a file called *stem*, without its ending, is named after; None if there is none.

    The name of the file is the id or the name of a school, or begins with it: “Hillview Primary(1-42)”,
    “rowan-tree_responses_2026-11-03”. Words that people and programs append may follow, but none that may belong to the
    name of another school. The longest match counts. If several schools match equally well, none does.
    """
    index = known if isinstance(known, NameIndex) else index_names(known)
    exact = _exact_matches(stem, index)
    return _single(exact) if exact else _school_at_beginning(stem, index)


def school_in_folder_name(name: str, known: Mapping[str, School] | NameIndex) -> str | None:
    """Return the id of the school whose id, name or plain name is the *name* of a folder; None if there is not one."""
    index = known if isinstance(known, NameIndex) else index_names(known)
    exact = _exact_matches(name, index)
    if exact:
        return _single(exact)
    core, kinds = plain_name(name)
    return _single(_of_kinds(kinds, index.plain.get(core, ()), index.schools))


def other_kinds(name: str, school: School) -> frozenset[str]:
    """Return the kinds of school in the *name* of a file or folder that are not in the name of the *school*.

    Either may leave out its phase.
    """
    if school.name is None:
        return frozenset()
    said = {*_file_name(name).words, *plain_name(name)[1]} & TELLING
    known = plain_name(school.name)[1] | plain_name(school.id)[1] | set(WORD.findall(fold_text(school.name)))
    return frozenset(said - known)


def plain_name(name: str) -> tuple[str, frozenset[str]]:
    """Return the *name* of a school in plain words, and separately the kinds of school that it mentions.

    “St. Mary's C of E Primary School” is `st marys`, of the kinds `ce` and `primary`.
    """
    words = SPOKEN.sub(lambda word: SHORTER[word[0]], " ".join(WORD.findall(_strip_accents(name))))
    if (parts := PARTS.fullmatch(words)) is None:
        return words, frozenset()
    before, core, behind = parts.groups()
    return core, frozenset(f"{before} {behind}".split()) & KINDS


def _strip_accents(name: str) -> str:
    """Return the *name* folded, without accents and apostrophes, and with initials joined to one word."""
    letters = fold_text(name).replace("&", " and ").replace("'", "")
    if not letters.isascii():
        parts = unicodedata.normalize("NFKD", letters)
        letters = "".join(part for part in parts if not unicodedata.combining(part)).replace("'", "")
    return INITIAL.sub(r"\1", letters) if "." in letters else letters


def _space_words(name: str) -> str:
    """Return the *name* folded, with one space between its words."""
    return " ".join(WORD.findall(fold_text(name)))


def _unmatched(matches: Mapping[str, SchoolMatch]) -> list[str]:
    """Return the names that match no school."""
    return [name for name, match in matches.items() if match.kind == "none"]


def _match_by_name(names: Collection[str], known: Mapping[str, School]) -> dict[str, SchoolMatch]:
    """Match those of the *names* that are the whole names of schools."""
    called: dict[str, list[str]] = {}
    for key, school in known.items() if names else ():
        if school.name:
            called.setdefault(fold_text(school.name), []).append(key)
    return {
        name: SchoolMatch("name", called[name][0])
        if len(called[name]) == 1
        else _ambiguous_match(name, called[name], known)
        for name in names
        if name in called
    }


def _match_by_plain_name(names: Collection[str], known: Mapping[str, School]) -> dict[str, SchoolMatch]:
    """Match those of the *names* that are another spelling of a school's name."""
    called: dict[str, list[tuple[frozenset[str], str]]] = {}
    for key, school in known.items() if names else ():
        if school.name:
            core, kinds = plain_name(school.name)
            called.setdefault(core, []).append((kinds, key))
    matches = {}
    for name in names:
        core, kinds = plain_name(name)
        if keys := _of_kinds(kinds, called.get(core, ()), known):
            matches[name] = (
                _match_with_doubt(name, keys[0], known) if len(keys) == 1 else _ambiguous_match(name, keys, known)
            )
    return matches


def _match_by_number(names: Collection[str], known: Mapping[str, School]) -> dict[str, SchoolMatch]:
    """Match those of the *names* that are the number of an id, as spreadsheets write it: 12 or 12.0 for 0012."""
    numbers = {name: int(found[1]) for name in names if (found := AS_NUMBER.fullmatch(name))}
    ids: dict[int, list[str]] = {}
    for key in known if numbers else ():
        if key.isdecimal():
            ids.setdefault(int(key), []).append(key)
    return {
        name: SchoolMatch(
            "plain name", ids[number][0], f"'{name}' is taken for the id '{ids[number][0]}'; if not, give its id"
        )
        for name, number in numbers.items()
        if len(ids.get(number, ())) == 1
    }


def _of_kinds(
    kinds: frozenset[str], every: Collection[tuple[frozenset[str], str]], known: Mapping[str, School]
) -> list[str]:
    """Return the schools of *every* entry that are of the same *kinds*; else those that mention more or fewer.

    Schools in another phase than the kinds say, according to the table, are left out.
    """
    entries = [(theirs, key) for theirs, key in every if not _is_other_phase(kinds, known[key])]
    same = [key for theirs, key in entries if theirs == kinds]
    fitting = same or [key for theirs, key in entries if theirs <= kinds or kinds <= theirs]
    return list(dict.fromkeys(fitting))


def _is_other_phase(kinds: frozenset[str], school: School) -> bool:
    """Return whether the table has another phase for *school* than the *kinds* say."""
    phases = {PHASES[kind] for kind in kinds if kind in PHASES}
    return school.phase in PHASES.values() and bool(phases) and school.phase not in phases


def _match_with_doubt(name: str, key: str, known: Mapping[str, School]) -> SchoolMatch:
    """Return a match that is not certain."""
    doubt = f"'{name}' is taken for '{known[key].name}' ({key}); if that is wrong, give its id"
    return SchoolMatch("plain name", key, doubt)


def _ambiguous_match(name: str, keys: list[str], known: Mapping[str, School]) -> SchoolMatch:
    """Return the result for a name that fits several schools."""
    listed = ", ".join(f"{key} ({known[key].area or known[key].name})" for key in keys[:MOST_LISTED])
    more = ", …" if len(keys) > MOST_LISTED else ""
    return SchoolMatch("several", doubt=f"'{name}' fits {len(keys)} schools: {listed}{more}; give the id")


def _suggest(names: list[str], known: Mapping[str, School]) -> dict[str, SchoolMatch]:
    """Return for each of the *names* that it means no school, with the most similar schools if there are any."""
    compared = names[: MOST_COMPARED // len(known)] if known else []
    forms = _forms(known if compared else {})
    similar = {name: _similar(name, forms) for name in compared}
    return {
        name: SchoolMatch("none", doubt=f"'{name}' is not in the table of schools{_hint(similar.get(name, ()), known)}")
        for name in names
    }


def _hint(similar: Collection[str], known: Mapping[str, School]) -> str:
    """Return the end of the message about a name that is not in the table."""
    advice = "give the school's id in the column 'school', or name the file after it"
    if similar:
        schools = " or ".join(f"'{key}'" + (f" ({known[key].name})" if known[key].name else "") for key in similar)
        return f"; did you mean {schools}? If so, {advice}"
    listed = ", ".join(f"'{key}'" for key in known) if len(known) <= MOST_LISTED else f"{len(known):,} schools"
    return f", which has {listed or 'no schools'}; {advice}"


class _Form(NamedTuple):
    """A school's id or name in the form in which names are compared."""

    key: str
    pairs: frozenset[str]
    """The pairs of adjacent letters in its words; words with a digit are whole."""
    numbers: frozenset[str]
    kinds: frozenset[str]
    joined: str
    """Its letters and digits without spaces."""


class _Forms(NamedTuple):
    """The ids and names of all schools of a table."""

    all: tuple[_Form, ...]
    places: Mapping[str, list[int]]
    """The places of the forms that contain a pair of letters, or have all letters, in common."""


def _forms(known: Mapping[str, School]) -> _Forms:
    """Return the forms of the *known* schools."""
    named = ((key, name) for key, school in known.items() for name in (key, school.name) if name)
    forms = tuple(_form(key, name) for key, name in named)
    places: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        for part in form.pairs | {form.joined}:
            places.setdefault(part, []).append(place)
    return _Forms(forms, places)


def _form(key: str, name: str) -> _Form:
    """Return the form of one *name*."""
    if name.isdigit():
        return _Form(key, frozenset((name,)), frozenset((name,)), frozenset(), name)
    core, kinds = plain_name(name)
    words = core.split()
    numbers = frozenset(word for word in words if not word.isalpha())
    pairs = (pair for word in words for pair in ((word,) if word in numbers else _pairs(word)))
    return _Form(key, frozenset(pairs), numbers, kinds, "".join(words))


def _pairs(word: str) -> Iterable[str]:
    """Return the pairs of adjacent letters in *word*."""
    return map("".join, pairwise(word)) if len(word) > 1 else (word,)


def _similar(name: str, forms: _Forms) -> tuple[str, ...]:
    """Return the schools whose id or name is most similar to *name*; none if too few letters agree or too many fit."""
    wanted = _form("", name)
    shared = Counter(place for part in wanted.pairs | {wanted.joined} for place in forms.places.get(part, ()))
    ranked = sorted((-count / len(forms.all[place].pairs | wanted.pairs), place) for place, count in shared.items())
    best: dict[str, tuple[float, bool]] = {}
    for form in (forms.all[place] for _, place in ranked[:MOST_REFINED]):
        fits = form.kinds <= wanted.kinds or wanted.kinds <= form.kinds
        best[form.key] = max(best.get(form.key, (0, False)), (_similarity(wanted, form), fits))
    most = max(best.values(), default=(0, False))
    found = sorted(key for key, score in best.items() if score == most)
    return tuple(found) if most[0] >= ALIKE and len(found) <= MOST_SUGGESTED else ()


def _similarity(one: _Form, other: _Form) -> float:
    """Return the similarity of two forms, from 0 to 1."""
    if one.joined == other.joined:
        return 1
    if one.numbers != other.numbers and one.numbers and other.numbers:
        return 0
    shared, fewest = len(one.pairs & other.pairs), min(len(one.pairs), len(other.pairs))
    in_pairs = 2 * shared / (len(one.pairs) + len(other.pairs))
    in_order = SequenceMatcher(None, one.joined, other.joined).ratio()
    is_part = CONTAINED <= shared == fewest
    return max(in_pairs, in_order if in_order >= TYPING_ERROR else 0, ALIKE if is_part else 0)


def _exact_matches(name: str, index: NameIndex) -> frozenset[str]:
    """Return the schools whose id or name has the words of *name*; a school with exactly this id comes first."""
    if (key := fold_text(name)) in index.schools:
        return frozenset((key,))
    return index.words.get(_space_words(name), frozenset())


def _single(schools: Collection[str]) -> str | None:
    """Return the only one of *schools*; None if there are several, or none."""
    return next(iter(schools)) if len(schools) == 1 else None


class _FileName(NamedTuple):
    """The words of a file's name."""

    words: tuple[str, ...]
    breaks: frozenset[int]
    """The words that follow more than a space, a hyphen or an underscore."""


def _file_name(stem: str) -> _FileName:
    """Return the words of a file's name."""
    parts = BREAK.sub(" | ", _strip_accents(stem))
    found = SPOKEN.sub(lambda word: SHORTER[word[0]], " ".join(re.findall(r"[^\W_]+|\|", parts))).split()
    words: list[str] = []
    breaks: set[int] = set()
    for part in found:
        if part == "|":
            breaks.add(len(words))
        else:
            words.append(part)
    return _FileName(tuple(words), frozenset(breaks))


def _school_at_beginning(stem: str, index: NameIndex) -> str | None:
    """Return the school whose plain name the name of a file begins with."""
    file = _file_name(stem)
    found = _school_from(file, 0, index)
    return found if found is not None or not (first := _skip_program(file)) else _school_from(file, first, index)


def _school_from(file: _FileName, first: int, index: NameIndex) -> str | None:
    """Return the school whose plain name begins at the *first* word of a file's name."""
    begin, before = _skip_article(file.words, first)
    for end in range(min(len(file.words), begin + index.longest), begin, -1):
        entries = index.plain.get(" ".join(file.words[begin:end]))
        if entries is None:
            continue
        after = _end_of_name(file, end)
        kinds = (before | {*file.words[end:after]}) & KINDS
        if len("".join(file.words[begin:after])) < SHORTEST or _name_continues(file, end, after):
            return None
        if _names_others(file.words[after:], frozenset(key for _, key in entries), index):
            return None
        return _single(_of_kinds(kinds, entries, index.schools))
    return None


def _skip_program(file: _FileName) -> int:
    """Return the place after leading words of a survey program: “Staff survey - Hillview(1-31)”."""
    if file.words[:2] == ("copy", "of"):
        return 2
    first = min((place for place in file.breaks if place), default=0)
    return first if first < len(file.words) and all(map(APPENDED.fullmatch, file.words[:first])) else 0


def _names_others(words: Sequence[str], schools: frozenset[str], index: NameIndex) -> bool:
    """Return whether the *words* after a school's name show that a file is about other *schools* too."""
    if any(map(GROUPS.fullmatch, words)):
        return True
    parts = (" ".join(words[begin:end]) for begin, end in combinations(range(len(words) + 1), 2))
    return any(
        key not in schools
        for part in parts
        if not (APPENDED.fullmatch(part) or part.isdigit() or part in ENDINGS)
        for _, key in index.plain.get(part, ())
    )


def _skip_article(words: tuple[str, ...], begin: int) -> tuple[int, frozenset[str]]:
    """Return where a school's name begins after “the” or “Ysgol”, and the kinds of school before it."""
    first, last = begin, len(words) - 1
    while begin < last and (
        words[begin] in ("the", "ysgol") or ("ysgol" in words[first:begin] and words[begin] in KINDS)
    ):
        begin += 1
    return begin, frozenset(words[first:begin])


def _end_of_name(file: _FileName, end: int) -> int:
    """Return the place after words that a school's name may end with, from the word at *end* on."""
    after = end
    while after < len(file.words) and after not in file.breaks and file.words[after] in ENDINGS:
        after += 1
    while after > end and file.words[after - 1] == "and":
        after -= 1
    return after


def _name_continues(file: _FileName, end: int, after: int) -> bool:
    """Return whether the word at *after* may belong to another school's name, or to a longer number."""
    if after == len(file.words) or after in file.breaks:
        return False
    if after > end:
        return False
    last, following = file.words[end - 1], file.words[after]
    if last.isdigit():
        return following.isdigit() and not YEAR.fullmatch(following)
    return not (APPENDED.fullmatch(following) or any(map(str.isdigit, following)))
