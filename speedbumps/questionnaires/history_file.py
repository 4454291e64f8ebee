"""Read the history beside a questionnaire, and compare the questionnaire with it."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from speedbumps.diagnostics.problem import LoadResult, Problem
from speedbumps.diagnostics.rules import locate_fault, run_checks
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.history import History, RecordedVersion
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.history import build_record
from speedbumps.questionnaires.load import QuestionnaireFile
from speedbumps.questionnaires.translation import add_languages
from speedbumps.questionnaires.validate import validate
from speedbumps.questionnaires.version_rules import HISTORY_CHECKS, VERSION_CHECKS, HistoryFile, VersionedQuestionnaire

ENDING = ".history.yaml"


def history_path(path: Path) -> Path:
    """Return the path of the history of the questionnaire at *path*."""
    return path.with_name(path.stem + ENDING)


def load_history(path: Path) -> LoadResult[History] | None:
    """Return the history at *path*, whichever questionnaire it names; None if there is no file."""
    if not path.is_file():
        return None
    read = read_yaml(path)
    loaded = validate(History, read.value) if read.value is not None else LoadResult[History](None, read.problems)
    if read.value is None or loaded.value is None:
        return loaded
    return _apply_history_checks(HistoryFile(loaded.value, _questionnaire_name(path), loaded.value.of), read.value)


def add_history(instrument: Instrument, path: Traversable) -> Instrument:
    """Return *instrument* with what is recorded of its versions beside *path*, the path of its questionnaire."""
    loaded = load_history(history_path(path)) if isinstance(path, Path) else None
    history = loaded.value if loaded else None
    if history is None or history.of != instrument.questionnaire.id:
        return instrument
    return instrument.model_copy(update={"earlier": history.versions})


def add_companions(instrument: Instrument, path: Traversable) -> Instrument:
    """Return *instrument*, to read answers with: with the translations and the history beside *path*."""
    return add_history(add_languages(instrument, path), path)


def validate_history(source: Source, path: Path) -> LoadResult[History]:
    """Return the history in *source*, or its problems; its file is at *path*, beside its questionnaire."""
    loaded = validate(History, source)
    if loaded.value is None:
        return loaded
    beside = _questionnaire_name(path)
    return _apply_history_checks(
        HistoryFile(loaded.value, beside, _questionnaire_id(path.with_name(beside)) if beside else None), source
    )


def _apply_history_checks(kept: HistoryFile, source: Source) -> LoadResult[History]:
    problems = run_checks(HISTORY_CHECKS, kept, source)
    return LoadResult(None, problems) if problems else LoadResult(kept.history)


def _questionnaire_name(path: Path) -> str | None:
    return f"{path.name.removesuffix(ENDING)}.yaml" if path.name.endswith(ENDING) else None


def unrecorded_changes(
    written: QuestionnaireFile, history: History, now: RecordedVersion | None = None
) -> Iterator[Problem]:
    """Yield a problem, in the author's file, for each unrecorded change since *history*.

    *now* is the record of the version that is written, if it says which questions mean the same as before.
    """
    questionnaire, source = written.questionnaire, written.source
    record = now or build_record(questionnaire, source.data)
    subject = VersionedQuestionnaire(questionnaire, record, history, source.path)
    for check in VERSION_CHECKS:
        for fault in check.find(subject):
            yield locate_fault(written.local.relocate(fault) if written.local else fault, check.code, source)


def _questionnaire_id(path: Traversable) -> str | None:
    """Return the id in the questionnaire at *path*; None if there is no file."""
    if not path.is_file():
        return None
    read = read_yaml(path).value
    return str(read.data.get("id", "")) if read is not None and isinstance(read.data, dict) else ""
