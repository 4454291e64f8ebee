"""Check a file of any kind with all checks of its kind."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from speedbumps.diagnostics.codes import (
    ALIAS,
    KEY_TWICE,
    KIND,
    NOT_OFFERED,
    NOT_YAML,
    TOO_DEEP,
    UNKNOWN_KEY,
    UNREADABLE_HISTORY,
)
from speedbumps.diagnostics.problem import START, Problem, add_words, file_order, reject_file
from speedbumps.diagnostics.rules import Check, Fault, locate_fault, run_checks
from speedbumps.diagnostics.severities import assign_severity
from speedbumps.diagnostics.suggestions import did_you_mean, find_only_match
from speedbumps.diagnostics.yaml_source import Source, parse_yaml, read_text
from speedbumps.lint import catalogue
from speedbumps.lint.language.texts import action_prose, overlay_prose, questionnaire_prose
from speedbumps.lint.originals import Original, Originals, load_original
from speedbumps.lint.results import LintResult, TableCheckOptions
from speedbumps.lint.rules.plans import PlanBase, PlanInContext
from speedbumps.lint.rules.signs import WrittenFile
from speedbumps.lint.rules.translations import TranslatedTexts, TranslationBase
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.baseline import Baseline
from speedbumps.model.columns import ColumnMap
from speedbumps.model.lexicon import Lexicon
from speedbumps.model.overlay import Overlay
from speedbumps.model.plan import SchoolPlan, questionnaire_id
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.translation import Translation
from speedbumps.questionnaires import references
from speedbumps.questionnaires.assertions import validate_assertions
from speedbumps.questionnaires.history_file import history_path, load_history, unrecorded_changes, validate_history
from speedbumps.questionnaires.lexicons import word_lists_for
from speedbumps.questionnaires.load import (
    QuestionnaireFile,
    build_instrument,
    find_questionnaire_of_plan,
    is_overlay,
    validate_questionnaire,
)
from speedbumps.questionnaires.overlay import LocalQuestionnaire, new_faults
from speedbumps.questionnaires.partly import PartlyValid, validate_partly
from speedbumps.questionnaires.translation import translatable_texts
from speedbumps.questionnaires.validate import validate
from speedbumps.responses.review_files import REVIEW, fit_review, redact
from speedbumps.tables.files import unsupported_format
from speedbumps.translations.yaml_file import standings_of

YAML = (".yaml", ".yml")
TABLES = (".csv",)
"""The endings of tables that are looked for in folders."""

NAMED_TABLES = (*TABLES, ".tsv", ".txt", ".xlsx", ".ods", ".parquet", ".zip", ".json")
"""The endings of tables that are checked if they are named; a folder may hold other tables of any kind."""

KIND_OF_FORMAT = re.compile(r"^speedbumps-|/.*$")
"""What names of formats have in common, around the kind of the file."""

HIDING = (NOT_YAML, KEY_TWICE, ALIAS, TOO_DEEP, "SB1", "SB2", "SB91")
"""How the codes of problems begin that keep checks of scores, histories and libraries from running."""

MORE = "more may come to light once this is right"
"""What the first of these problems in a file says beside."""

Subject = TypeVar("Subject")

MODELS: dict[str, type[BaseModel]] = {
    "speedbumps-questionnaire/1": Questionnaire,
    "speedbumps-actions/1": ActionLibrary,
    "speedbumps-plan/1": SchoolPlan,
    "speedbumps-translation/1": Translation,
    "speedbumps-wording/1": Lexicon,
}
"""The models of formats whose texts are written by hand, for people to read."""

OWN_WORDS = re.compile(rf"^format\s*:.*{REVIEW}", re.MULTILINE)
"""Matches a review of people's own words, no word of which may appear in a message."""


class CheckContext(NamedTuple):
    """What files are checked with in one run."""

    lexicons: tuple[Lexicon, ...] = ()
    """An author's own lists of words, which come before the shipped ones."""
    originals: Originals | None = None
    """The questionnaires that were loaded already, since several files belong to one of them."""
    questionnaire: str | None = None
    """The path of the questionnaire that a command names, for plans of it."""


def lint(
    path: Path,
    text: str | None = None,
    lexicons: tuple[Lexicon, ...] = (),
    against: TableCheckOptions | None = None,
    originals: Originals | None = None,
) -> LintResult:
    """Return the file at *path* with all of its problems; *text* is its content, if it was read already.

    Words of an author's own *lexicons* come before the shipped ones. *against* says how a table is checked, and
    which questionnaire was named. The questionnaires that files belong to are kept in *originals*, as long as no file
    changes.

    Raises:
        FileNotFoundError: If the file, or a file that it is checked against, does not exist.
    """
    if path.suffix.lower() in NAMED_TABLES and text is None:
        return _build_result(path, "", _check_table_file(path, against or TableCheckOptions(), originals))
    if path.suffix.lower() not in YAML:
        if text is None and not path.exists():
            raise FileNotFoundError(f"there is no file {path}")
        message = unsupported_format(path) or f"only .yaml files and tables can be checked: {', '.join(NAMED_TABLES)}"
        return _build_result(path, "", reject_file(str(path), KIND, message).problems)
    if text is None:
        read = read_text(path)
        if read.value is None:
            return _build_result(path, "", read.problems)
        text = read.value
    parsed = parse_yaml(str(path), text)
    if parsed.value is None:
        return _build_result(path, text, redact(parsed.problems) if OWN_WORDS.search(text) else parsed.problems)
    context = CheckContext(lexicons, originals, against.questionnaire if against else None)
    return _build_result(path, text, _check_by_format(path, parsed.value, context))


def _build_result(path: Path, text: str, problems: tuple[Problem, ...]) -> LintResult:
    graded = sorted(dict.fromkeys(map(assign_severity, problems)), key=file_order)
    found = LintResult(str(path), text, tuple(graded))
    first = next((place for place, problem in enumerate(graded) if _hides_more(problem)), None)
    if first is None or found.private:
        return found
    graded[first] = graded[first]._replace(message=add_words(graded[first].message, MORE))
    return found._replace(problems=tuple(graded))


def _hides_more(problem: Problem) -> bool:
    return problem.severity == "error" and problem.code.startswith(HIDING)


def _check_by_format(path: Path, source: Source, context: CheckContext) -> tuple[Problem, ...]:
    name = source.data.get("format") if isinstance(source.data, dict) else None
    if isinstance(name, str) and name in CHECKERS:
        return (*CHECKERS[name](path, source, context), *_check_signs(source, name))
    return (_unknown_format(source, name if isinstance(name, str) else ""),)


def _check_signs(source: Source, name: str) -> tuple[Problem, ...]:
    """Return the problems of how the texts of a file of the format *name* are written."""
    model = Overlay if name == "speedbumps-questionnaire/1" and is_overlay(source) else MODELS.get(name)
    return run_checks(catalogue.SIGNS, WrittenFile(source, model), source) if model is not None else ()


def _unknown_format(source: Source, written: str) -> Problem:
    """Return the problem of a file with a format that is not known; *written* is empty if it gives none."""
    known = tuple(CHECKERS)
    meant = did_you_mean(written, known)
    message = "the file must begin with its format" + (meant or f", one of {', '.join(known)}")
    if written:
        by_kind = {KIND_OF_FORMAT.sub("", name): name for name in known}
        kind = find_only_match(KIND_OF_FORMAT.sub("", written.strip().casefold()), by_kind)
        fault = Fault(("format",), message, fix=by_kind[kind] if kind else None)
        return locate_fault(fault, NOT_OFFERED, source)
    for key in source.data if isinstance(source.data, dict) else ():
        if find_only_match(key, ["format"]):
            message = f"the key '{key}' is not known here; did you mean 'format'?"
            return locate_fault(Fault((key,), message, at_key=True, fix="format"), UNKNOWN_KEY, source)
    return Problem(source.path, START, NOT_OFFERED, message)


def _check_questionnaire(path: Path, source: Source, context: CheckContext) -> Iterator[Problem]:
    if is_overlay(source):
        yield from _check_local(path, source, context)
        return
    fitted = validate(Questionnaire, source)
    yield from fitted.problems
    read = validate_partly(Questionnaire, source) if fitted.value is None else PartlyValid(fitted.value)
    whole = read.value
    if whole is None:
        return
    words = word_lists_for(whole.language, context.lexicons)
    yield from _run_partly(catalogue.WORDING, questionnaire_prose(whole, words), read, source)
    wrong = _run_partly(references.QUESTIONNAIRE, whole, read, source) if read.named else ()
    yield from wrong
    if wrong or read.replaced:
        return
    yield from run_checks(catalogue.SOUND, whole, source)
    if not fitted.problems:
        yield from _check_files_beside(QuestionnaireFile(source, whole, path.parent))


def _run_partly(
    checks: tuple[Check[Subject], ...], subject: Subject, read: PartlyValid[BaseModel], source: Source
) -> tuple[Problem, ...]:
    """Return the problems that *checks* find in *subject*, but for those that what was replaced may have brought."""
    if not read.replaced:
        return run_checks(checks, subject, source)
    faults = ((check.code, fault) for check in checks for fault in check.find(subject))
    return tuple(locate_fault(fault, code, source) for code, fault in faults if not read.concerns(fault.route))


def _check_local(path: Path, source: Source, context: CheckContext) -> Iterator[Problem]:
    """Yield the problems of a local questionnaire; of the resolved one, only those that its base does not have."""
    read = validate_questionnaire(source, path.parent)
    if read.value is None or read.value.local is None or read.value.base is None:
        yield from read.problems
        return
    checks = catalogue.SOUND
    for code, fault in new_faults(checks, read.value.local, read.value.base):
        yield locate_fault(fault, code, source)
    whole, overlay = read.value.questionnaire, validate(Overlay, source).value
    if overlay is not None:
        words = word_lists_for(whole.language, context.lexicons)
        yield from run_checks(catalogue.WORDING, overlay_prose(overlay, whole, words), source)
    yield from _check_files_beside(read.value)


def _check_files_beside(written: QuestionnaireFile) -> Iterator[Problem]:
    """Yield the problems of a valid questionnaire that come from the files beside it."""
    library = build_instrument(written)
    # Problems inside the library are reported when that file is checked.
    yield from (problem for problem in library.problems if problem.path == written.source.path)
    if library.value is not None:
        faults = ((check.code, fault) for check in catalogue.INSTRUMENT for fault in check.find(library.value))
        yield from (locate_fault(fault, code, written.source) for code, fault in _own_faults(faults, written.local))
    kept = history_path(Path(written.source.path))
    history = load_history(kept)
    if history is not None and history.value is not None:
        yield from unrecorded_changes(written, history.value)
    elif history is not None:
        message = f"its history cannot be read, so nothing tells what changed; check {kept.name}"
        yield Problem(written.source.path, written.source.find_span(("version",)), UNREADABLE_HISTORY, message)


def _own_faults(faults: Iterable[tuple[str, Fault]], local: LocalQuestionnaire | None) -> Iterator[tuple[str, Fault]]:
    """Yield those of *faults* that are in the file itself; in a local questionnaire, in what it adds or changes."""
    for code, fault in faults:
        if local is None:
            yield code, fault
        elif not local.inherits(fault):
            yield code, local.relocate(fault)


def _check_history(path: Path, source: Source, _: CheckContext) -> Iterator[Problem]:
    yield from validate_history(source, path).problems


def _check_actions(path: Path, source: Source, context: CheckContext) -> Iterator[Problem]:
    """Yield the problems of an action library; those of its names only if a questionnaire beside it names it."""
    fitted = validate(ActionLibrary, source)
    yield from fitted.problems
    partial = validate_partly(ActionLibrary, source) if fitted.value is None else PartlyValid(fitted.value)
    library = partial.value
    if library is None:
        return
    yield from _run_partly(catalogue.LIBRARY, library, partial, source)
    words = word_lists_for(library.language, context.lexicons)
    yield from _run_partly(catalogue.WORDING, action_prose(library, words), partial, source)
    for other in sorted(path.parent.glob("*.yaml")):
        text = read_text(other).value if other != path else None
        # Most files beside it do not name it, and need not be parsed.
        read = parse_yaml(str(other), text) if text is not None and path.name in text else None
        if read is None or read.value is None or not isinstance(read.value.data, dict):
            continue
        if read.value.data.get("actions") == path.name:
            written = validate_questionnaire(read.value, path.parent)
            if written.value is not None:
                yield from _run_partly(catalogue.ACTIONS, (library, written.value.questionnaire), partial, source)
                return


def _check_translation(path: Path, source: Source, context: CheckContext) -> Iterator[Problem]:
    """Yield the problems of a translation, compared with the texts of its questionnaire."""
    fitted = validate(Translation, source)
    if fitted.value is None:
        yield from fitted.problems
        return
    instrument, reason = load_original(fitted.value.of, path.parent, context.originals)
    yield from run_checks(catalogue.TRANSLATION_BASE, TranslationBase(fitted.value, reason), source)
    if instrument is not None:
        originals = translatable_texts(instrument.questionnaire, instrument.library)
        near = path.with_name(f"{fitted.value.of}.yaml")
        named = str(near) if near.is_file() else fitted.value.of
        standings = standings_of(source, instrument.questionnaire, originals)
        subject = TranslatedTexts(fitted.value, originals, standings, named)
        yield from run_checks(catalogue.TRANSLATION, subject, source)


def _check_plan(path: Path, source: Source, context: CheckContext) -> Iterator[Problem]:
    """Yield the problems of a school's plan, compared with its questionnaire and its actions."""
    fitted = validate(SchoolPlan, source)
    yield from fitted.problems
    read = validate_partly(SchoolPlan, source) if fitted.value is None else PartlyValid(fitted.value)
    plan = read.value
    if plan is None:
        return
    instrument, reason = _load_original_of_plan(plan, path.parent, context)
    yield from _run_partly(catalogue.PLAN_BASE, PlanBase(plan, reason), read, source)
    if instrument is not None:
        yield from _run_partly(catalogue.PLAN, PlanInContext(plan, instrument), read, source)


def _load_original_of_plan(plan: SchoolPlan, folder: Path, context: CheckContext) -> Original:
    try:
        where = find_questionnaire_of_plan(questionnaire_id(plan), folder, context.questionnaire)
    except FileNotFoundError as error:
        return Original(None, str(error))
    return load_original(str(where), folder, context.originals)


def _check_answers(path: Path, source: Source, context: CheckContext) -> Iterator[Problem]:
    from speedbumps.lint.answers import check_person

    yield from check_person(path, source, context.originals)


def _check_column_map(_: Path, source: Source, _context: CheckContext) -> Iterator[Problem]:
    yield from validate(ColumnMap, source).problems


def _check_table_file(path: Path, against: TableCheckOptions, originals: Originals | None) -> tuple[Problem, ...]:
    # The reader of tables loads polars, which is not needed for questionnaires.
    from speedbumps.lint.answers import check_table

    return tuple(check_table(path, against, originals))


def _check_lexicon(_: Path, source: Source, _context: CheckContext) -> Iterator[Problem]:
    fitted = validate(Lexicon, source)
    yield from run_checks(catalogue.LEXICONS, fitted.value, source) if fitted.value is not None else fitted.problems


def _check_review(_: Path, source: Source, _context: CheckContext) -> Iterator[Problem]:
    yield from fit_review(source).problems


def _check_assertions(_: Path, source: Source, _context: CheckContext) -> Iterator[Problem]:
    yield from validate_assertions(source).problems


def _check_baseline(_: Path, source: Source, _context: CheckContext) -> Iterator[Problem]:
    yield from validate(Baseline, source).problems


CHECKERS: dict[str, Callable[[Path, Source, CheckContext], Iterator[Problem]]] = {
    "speedbumps-questionnaire/1": _check_questionnaire,
    "speedbumps-actions/1": _check_actions,
    "speedbumps-assertions/1": _check_assertions,
    "speedbumps-answers/1": _check_answers,
    "speedbumps-baseline/1": _check_baseline,
    "speedbumps-wording/1": _check_lexicon,
    "speedbumps-history/1": _check_history,
    "speedbumps-map/1": _check_column_map,
    "speedbumps-plan/1": _check_plan,
    "speedbumps-translation/1": _check_translation,
    REVIEW: _check_review,
}
"""The checkers of all formats, by the format that a file gives."""
