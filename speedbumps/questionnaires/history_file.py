"""From a questionnaire's file to what was recorded of it in the history beside."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from speedbumps.diagnostics.problem import Loaded, Problem
from speedbumps.diagnostics.rules import apply, located
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.history import History
from speedbumps.questionnaires.history import recorded
from speedbumps.questionnaires.load import Written
from speedbumps.questionnaires.validate import fit
from speedbumps.questionnaires.version_rules import KEPT, REMEMBERED, Kept, Remembered

ENDING = ".history.yaml"


def history_path(path: Path) -> Path:
    """Where the history of the questionnaire at *path* lies."""
    return path.with_name(path.stem + ENDING)


def load_history(path: Path) -> Loaded[History] | None:
    """The history at *path*, whatever questionnaire it says it is of; None where there is none."""
    if not path.is_file():
        return None
    read = read_yaml(path)
    loaded = fit(History, read.value) if read.value is not None else Loaded[History](None, read.problems)
    if read.value is None or loaded.value is None:
        return loaded
    return _sound(Kept(loaded.value, _beside(path), loaded.value.of), read.value)


def history_of(source: Source, path: Path) -> Loaded[History]:
    """The history that *source* holds, if nothing in it is wrong; it lies at *path*, with its questionnaire beside."""
    loaded = fit(History, source)
    if loaded.value is None:
        return loaded
    beside = _beside(path)
    return _sound(Kept(loaded.value, beside, _id_in(path.with_name(beside)) if beside else None), source)


def _sound(kept: Kept, source: Source) -> Loaded[History]:
    problems = apply(KEPT, kept, source)
    return Loaded(None, problems) if problems else Loaded(kept.history)


def _beside(path: Path) -> str | None:
    return f"{path.name.removesuffix(ENDING)}.yaml" if path.name.endswith(ENDING) else None


def changed_since(written: Written, history: History) -> Iterator[Problem]:
    """What in *written* is not as its *history* has it, told where the author wrote it."""
    questionnaire, source = written.questionnaire, written.source
    subject = Remembered(questionnaire, recorded(questionnaire, source.data), history)
    for check in REMEMBERED:
        for fault in check.find(subject):
            yield located(written.local.moved(fault) if written.local else fault, check.code, source)


def _id_in(path: Traversable) -> str | None:
    """The id in the questionnaire at *path*; None where there is none."""
    if not path.is_file():
        return None
    read = read_yaml(path).value
    return str(read.data.get("id", "")) if read is not None and isinstance(read.data, dict) else ""
