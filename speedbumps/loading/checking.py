"""From any of our files to what is wrong in it."""

from pathlib import Path

from speedbumps.checks import apply, identity
from speedbumps.checks.structure import NOT_OFFERED, fit
from speedbumps.checks.suggesting import did_you_mean
from speedbumps.loading.instruments import load
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.problem import START, Problem, refused
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.source import UNREADABLE, Source, read_yaml

KINDS = {
    "speedbumps-questionnaire/1": "questionnaire",
    "speedbumps-actions/1": "actions",
    "speedbumps-answers/1": "answers",
}
"""The formats that can be checked, by the name that a file gives first."""


def check_file(path: Path) -> tuple[Problem, ...]:
    """All that is wrong in the file at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if path.suffix.lower() not in (".yaml", ".yml"):
        if not path.exists():
            raise FileNotFoundError(f"there is no file {path}")
        return refused(str(path), UNREADABLE, "only .yaml files are checked by this version").problems
    read = read_yaml(path)
    if read.value is None:
        return read.problems
    return _by_format(path, read.value)


def _by_format(path: Path, source: Source) -> tuple[Problem, ...]:
    name = source.data.get("format") if isinstance(source.data, dict) else None
    match KINDS.get(name) if isinstance(name, str) else None:
        case "questionnaire":
            return load(path).problems
        case "actions":
            return _actions(path, source)
        case "answers":
            return fit(PersonalAnswers, source).problems
        case _:
            written = name if isinstance(name, str) else ""
            message = f"the file begins with its format, one of {', '.join(KINDS)}" + did_you_mean(written, KINDS)
            return (Problem(source.path, source.place(("format",)) if written else START, NOT_OFFERED, message),)


def _actions(path: Path, source: Source) -> tuple[Problem, ...]:
    """What is wrong in an action library; with the questionnaire beside it that names it, references too."""
    loaded = fit(ActionLibrary, source)
    if loaded.value is None:
        return loaded.problems
    for other in sorted(path.parent.glob("*.yaml")):
        read = read_yaml(other) if other != path else None
        if read is None or read.value is None or not isinstance(read.value.data, dict):
            continue
        if read.value.data.get("actions") == path.name:
            questionnaire = fit(Questionnaire, read.value)
            if questionnaire.value is not None:
                return apply(identity.ACTIONS, (loaded.value, questionnaire.value), source)
    return ()
