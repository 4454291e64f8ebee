"""From a name or a path to a questionnaire with its actions."""

from importlib.resources.abc import Traversable
from pathlib import Path

from speedbumps.checks import apply, identity
from speedbumps.checks.structure import fit
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import Loaded, Problem
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.resources import shipped
from speedbumps.source import Source, read_yaml

NO_LIBRARY = "SB211"


def find(name: str, beside: Path | None = None) -> Traversable:
    """The questionnaire called *name*: a path, or an id looked for in the folder *beside*, then among the shipped.

    Raises:
        FileNotFoundError: If there is none; the message names the shipped ones.
    """
    if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name:
        if Path(name).exists():
            return Path(name)
        raise FileNotFoundError(f"there is no file {name}")
    folders: list[Traversable] = [*([beside] if beside else []), shipped("questionnaires")]
    for folder in folders:
        if (folder / f"{name}.yaml").is_file():
            return folder / f"{name}.yaml"
    known = ", ".join(sorted(shipped_names()))
    raise FileNotFoundError(
        f"there is no questionnaire '{name}'; shipped with speedbumps: {known}. Any other is named by its path"
    )


def shipped_names() -> list[str]:
    """The ids of the shipped questionnaires."""
    files = (entry.name for entry in shipped("questionnaires").iterdir())
    return [name.removesuffix(".yaml") for name in files if name.endswith(".yaml") and name.count(".") == 1]


def load(path: Traversable) -> Loaded[Instrument]:
    """The questionnaire at *path* with the action library that it names.

    Raises:
        FileNotFoundError: If there is no file at *path*.
    """
    read = read_yaml(path)
    if read.value is None:
        return Loaded(None, read.problems)
    questionnaire = questionnaire_of(read.value)
    if questionnaire.value is None:
        return Loaded(None, questionnaire.problems)
    return instrument_of(questionnaire.value, read.value, path.parent if isinstance(path, Path) else None)


def instrument_of(questionnaire: Questionnaire, source: Source, folder: Path | None) -> Loaded[Instrument]:
    """The *questionnaire*, read from *source*, with the action library in its *folder*; None is that of the shipped."""
    if questionnaire.actions is None:
        return Loaded(Instrument(questionnaire=questionnaire))
    library = _library_beside(folder or shipped("questionnaires"), questionnaire, source)
    if library.value is None:
        return Loaded(None, library.problems)
    return Loaded(Instrument(questionnaire=questionnaire, library=library.value))


def questionnaire_of(source: Source) -> Loaded[Questionnaire]:
    """The questionnaire that *source* holds, if nothing in it is wrong."""
    loaded = fit(Questionnaire, source)
    if loaded.value is None:
        return loaded
    problems = apply(identity.QUESTIONNAIRE, loaded.value, source)
    return Loaded(None, problems) if problems else loaded


def library_of(source: Source, questionnaire: Questionnaire) -> Loaded[ActionLibrary]:
    """The action library that *source* holds, if nothing in it is wrong."""
    loaded = fit(ActionLibrary, source)
    if loaded.value is None:
        return loaded
    problems = apply(identity.ACTIONS, (loaded.value, questionnaire), source)
    return Loaded(None, problems) if problems else loaded


def _library_beside(here: Traversable, questionnaire: Questionnaire, source: Source) -> Loaded[ActionLibrary]:
    name = questionnaire.actions or ""
    if "/" in name or "\\" in name or not (here / name).is_file():
        message = f"there is no file '{name}' beside the questionnaire"
        return Loaded(None, (Problem(source.path, source.place(("actions",)), NO_LIBRARY, message),))
    read = read_yaml(here / name)
    return library_of(read.value, questionnaire) if read.value is not None else Loaded(None, read.problems)
