"""From a file of any kind to all that its checks find."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from speedbumps.diagnostics.codes import KIND, NOT_OFFERED, UNREADABLE_HISTORY
from speedbumps.diagnostics.problem import START, Problem, refused
from speedbumps.diagnostics.rules import Fault, apply, located
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.diagnostics.yaml_source import Source, parse, read_text, read_yaml
from speedbumps.lint import catalogue
from speedbumps.lint.results import Against, Linted
from speedbumps.lint.rules.texts import of_actions, of_overlay, of_questionnaire
from speedbumps.lint.rules.translations import Rendering, Unfounded
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.model.lexicon import Lexicon
from speedbumps.model.overlay import Overlay
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.translation import Translation
from speedbumps.questionnaires import references
from speedbumps.questionnaires.assertions import assertions_of
from speedbumps.questionnaires.history_file import changed_since, history_of, history_path, load_history
from speedbumps.questionnaires.lexicons import words_for
from speedbumps.questionnaires.load import Written, find, instrument_of, is_overlay, load, questionnaire_of
from speedbumps.questionnaires.overlay import Local, newly_found
from speedbumps.questionnaires.translation import translatable
from speedbumps.questionnaires.validate import fit, fit_besides
from speedbumps.responses.review_files import REVIEW, fitted, silent
from speedbumps.tables.files import other_workbook

YAML = (".yaml", ".yml")
TABLES = (".csv",)
"""Tables that are looked for in folders."""

NAMED = (*TABLES, ".tsv", ".txt", ".xlsx", ".ods", ".parquet", ".zip", ".json")
"""Tables that are checked if they are named: a folder may hold others of any kind."""


OWN_WORDS = re.compile(rf"^format\s*:.*{REVIEW}", re.MULTILINE)
"""How a review of people's own words is known: not even a message repeats a word of it."""


def lint(
    path: Path, text: str | None = None, lexicons: tuple[Lexicon, ...] = (), against: Against | None = None
) -> Linted:
    """The file at *path* with all that is wrong in it; *text* stands for what it holds, if it comes from elsewhere.

    Words of an author's own *lexicons* come before those that are shipped. A table is held *against* what is given.

    Raises:
        FileNotFoundError: If there is no such file, or none of those that it is held against.
    """
    if path.suffix.lower() in NAMED and text is None:
        return _linted(path, "", _table(path, against or Against()))
    if path.suffix.lower() not in YAML:
        if text is None and not path.exists():
            raise FileNotFoundError(f"there is no file {path}")
        message = other_workbook(path) or f"what can be checked are .yaml files, and tables: {', '.join(NAMED)}"
        return _linted(path, "", refused(str(path), KIND, message).problems)
    if text is None:
        read = read_text(path)
        if read.value is None:
            return _linted(path, "", read.problems)
        text = read.value
    parsed = parse(str(path), text)
    if parsed.value is None:
        return _linted(path, text, silent(parsed.problems) if OWN_WORDS.search(text) else parsed.problems)
    return _linted(path, text, _by_format(path, parsed.value, lexicons))


def _linted(path: Path, text: str, problems: tuple[Problem, ...]) -> Linted:
    graded = dict.fromkeys(map(catalogue.graded, problems))
    return Linted(str(path), text, tuple(sorted(graded, key=lambda problem: (problem.span, problem.code))))


def _by_format(path: Path, source: Source, lexicons: tuple[Lexicon, ...]) -> tuple[Problem, ...]:
    name = source.data.get("format") if isinstance(source.data, dict) else None
    if isinstance(name, str) and name in WORDED:
        return tuple(WORDED[name](path, source, lexicons))
    if isinstance(name, str) and name in KINDS:
        return tuple(KINDS[name](path, source))
    known = (*WORDED, *KINDS)
    written = name if isinstance(name, str) else ""
    message = f"the file begins with its format, one of {', '.join(known)}" + did_you_mean(written, known)
    return (Problem(source.path, source.place(("format",)) if written else START, NOT_OFFERED, message),)


def _questionnaire(path: Path, source: Source, lexicons: tuple[Lexicon, ...]) -> Iterator[Problem]:
    if is_overlay(source):
        yield from _local(path, source, lexicons)
        return
    fitted = fit(Questionnaire, source)
    yield from fitted.problems
    whole = fitted.value or fit_besides(Questionnaire, source)
    if whole is None:
        return
    yield from apply(catalogue.READABLE, whole, source)
    words = words_for(whole.language, lexicons)
    yield from apply(catalogue.WORDING, of_questionnaire(whole, words), source)
    wrong = apply(references.QUESTIONNAIRE, whole, source)
    if wrong:
        yield from wrong
        return
    yield from apply(catalogue.SOUND, whole, source)
    if not fitted.problems:
        yield from _beside(Written(source, whole, path.parent))


def _local(path: Path, source: Source, lexicons: tuple[Lexicon, ...]) -> Iterator[Problem]:
    """What is wrong in a local questionnaire; of what is found in the result, only what the base did not have."""
    read = questionnaire_of(source, path.parent)
    if read.value is None or read.value.local is None or read.value.base is None:
        yield from read.problems
        return
    checks = (*catalogue.READABLE, *catalogue.SOUND)
    for code, fault in newly_found(checks, read.value.local, read.value.base):
        yield located(fault, code, source)
    whole, overlay = read.value.questionnaire, fit(Overlay, source).value
    if overlay is not None:
        words = words_for(whole.language, lexicons)
        yield from apply(catalogue.WORDING, of_overlay(overlay, whole, words), source)
    yield from _beside(read.value)


def _beside(written: Written) -> Iterator[Problem]:
    """What is wrong in a sound questionnaire because of the files beside it."""
    library = instrument_of(written)
    # What is wrong inside the library is told when that file is checked.
    yield from (problem for problem in library.problems if problem.path == written.source.path)
    if library.value is not None:
        faults = ((check.code, fault) for check in catalogue.INSTRUMENT for fault in check.find(library.value))
        yield from (located(fault, code, written.source) for code, fault in _own(faults, written.local))
    kept = history_path(Path(written.source.path))
    history = load_history(kept)
    if history is not None and history.value is not None:
        yield from changed_since(written, history.value)
    elif history is not None:
        message = f"its history cannot be read, so nothing tells what changed; check {kept.name}"
        yield Problem(written.source.path, written.source.place(("version",)), UNREADABLE_HISTORY, message)


def _own(faults: Iterable[tuple[str, Fault]], local: Local | None) -> Iterator[tuple[str, Fault]]:
    """Those of *faults* that lie in the file itself; of a local questionnaire, in what it adds or changes."""
    for code, fault in faults:
        if local is None:
            yield code, fault
        elif not local.inherits(fault):
            yield code, local.moved(fault)


def _history(path: Path, source: Source) -> Iterator[Problem]:
    yield from history_of(source, path).problems


def _actions(path: Path, source: Source, lexicons: tuple[Lexicon, ...]) -> Iterator[Problem]:
    """What is wrong in an action library; with the questionnaire beside it that names it, references too."""
    fitted = fit(ActionLibrary, source)
    yield from fitted.problems
    library = fitted.value or fit_besides(ActionLibrary, source)
    if library is None:
        return
    yield from apply(catalogue.LIBRARY, library, source)
    words = words_for(library.language, lexicons)
    yield from apply(catalogue.WORDING, of_actions(library, words), source)
    for other in sorted(path.parent.glob("*.yaml")):
        read = read_yaml(other) if other != path else None
        if read is None or read.value is None or not isinstance(read.value.data, dict):
            continue
        if read.value.data.get("actions") == path.name:
            written = questionnaire_of(read.value, path.parent)
            if written.value is not None:
                yield from apply(catalogue.ACTIONS, (library, written.value.questionnaire), source)
                return


def _translation(path: Path, source: Source) -> Iterator[Problem]:
    """What is wrong in a translation, held against the texts of the questionnaire that it is of."""
    fitted = fit(Translation, source)
    if fitted.value is None:
        yield from fitted.problems
        return
    instrument, reason = _translated(fitted.value.of, path.parent)
    yield from apply(catalogue.FOUNDED, Unfounded(fitted.value, reason), source)
    if instrument is not None:
        originals = translatable(instrument.questionnaire, instrument.library)
        yield from apply(catalogue.RENDERING, Rendering(fitted.value, originals), source)


def _translated(name: str, folder: Path) -> tuple[Instrument | None, str | None]:
    """The questionnaire called *name*, or why there is none."""
    try:
        instrument = load(find(name, folder)).value
    except FileNotFoundError as error:
        return None, str(error)
    return instrument, None if instrument else f"'{name}' cannot be used yet; check its own file first"


def _answers(path: Path, source: Source) -> Iterator[Problem]:
    from speedbumps.lint.answers import one_person

    yield from one_person(path, source)


def _map(_: Path, source: Source) -> Iterator[Problem]:
    yield from fit(ColumnMap, source).problems


def _table(path: Path, against: Against) -> tuple[Problem, ...]:
    # The reader of tables loads the frame library, which questionnaires do without.
    from speedbumps.lint.answers import table

    return tuple(table(path, against))


def _lexicon(_: Path, source: Source) -> Iterator[Problem]:
    fitted = fit(Lexicon, source)
    yield from apply(catalogue.LEXICONS, fitted.value, source) if fitted.value is not None else fitted.problems


WORDED: dict[str, Callable[[Path, Source, tuple[Lexicon, ...]], Iterator[Problem]]] = {
    "speedbumps-questionnaire/1": _questionnaire,
    "speedbumps-actions/1": _actions,
}
"""What is checked for its wording too, by the format that a file names first."""


def _review(_: Path, source: Source) -> Iterator[Problem]:
    yield from fitted(source).problems


def _assertions(_: Path, source: Source) -> Iterator[Problem]:
    yield from assertions_of(source).problems


KINDS: dict[str, Callable[[Path, Source], Iterator[Problem]]] = {
    "speedbumps-assertions/1": _assertions,
    "speedbumps-answers/1": _answers,
    "speedbumps-wording/1": _lexicon,
    "speedbumps-history/1": _history,
    "speedbumps-map/1": _map,
    "speedbumps-translation/1": _translation,
    REVIEW: _review,
}
"""What else is checked, by the format that a file names first."""
