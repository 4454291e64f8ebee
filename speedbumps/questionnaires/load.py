"""From a name or a path to a questionnaire with its actions."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from speedbumps.diagnostics.codes import NO_LIBRARY
from speedbumps.diagnostics.problem import Loaded, Problem
from speedbumps.diagnostics.rules import apply
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires import references
from speedbumps.questionnaires.validate import fit
from speedbumps.resources import shipped

if TYPE_CHECKING:  # only local questionnaires load the models of what they change
    from speedbumps.model.overlay import Overlay
    from speedbumps.questionnaires.overlay import Local
    from speedbumps.questionnaires.overlay_rules import Sought


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


class Written(NamedTuple):
    """A questionnaire file that was understood."""

    source: Source
    questionnaire: Questionnaire
    """What people answer; of a local questionnaire, with all that it inherits."""
    folder: Traversable
    """Where its action library lies."""
    local: "Local | None" = None
    """What a local questionnaire makes of another."""
    base: Questionnaire | None = None
    """That other one."""


def load(path: Traversable) -> Loaded[Instrument]:
    """The questionnaire at *path* with the action library that it names.

    Raises:
        FileNotFoundError: If there is no file at *path*.
    """
    written = load_questionnaire(path)
    return instrument_of(written.value) if written.value is not None else Loaded(None, written.problems)


def load_questionnaire(path: Traversable) -> Loaded[Written]:
    """The questionnaire at *path*, without its action library, which need not be there.

    Raises:
        FileNotFoundError: If there is no file at *path*.
    """
    read = read_yaml(path)
    if read.value is None:
        return Loaded(None, read.problems)
    return questionnaire_of(read.value, path.parent if isinstance(path, Path) else None)


def questionnaire_of(source: Source, folder: Traversable | None) -> Loaded[Written]:
    """The questionnaire that *source* holds, if nothing in it is wrong; *folder* is its own, None the shipped ones."""
    here = folder or shipped("questionnaires")
    if is_overlay(source):
        from speedbumps.model.overlay import Overlay

        overlay = fit(Overlay, source)
        return _local(overlay.value, source, here) if overlay.value is not None else Loaded(None, overlay.problems)
    loaded = fit(Questionnaire, source)
    if loaded.value is None:
        return Loaded(None, loaded.problems)
    problems = apply(references.QUESTIONNAIRE, loaded.value, source)
    return Loaded(None, problems) if problems else Loaded(Written(source, loaded.value, here))


def is_overlay(source: Source) -> bool:
    """Whether *source* holds a local questionnaire, which extends another."""
    return isinstance(source.data, dict) and "extends" in source.data


def instrument_of(written: Written) -> Loaded[Instrument]:
    """The questionnaire that is *written*, with its action library."""
    origins = dict(written.local.origins) if written.local else {}
    questionnaire = written.questionnaire
    if questionnaire.actions is None:
        return Loaded(Instrument(questionnaire=questionnaire, origins=origins))
    library = _library_beside(written)
    if library.value is None:
        return Loaded(None, library.problems)
    return Loaded(Instrument(questionnaire=questionnaire, library=library.value, origins=origins))


def library_of(source: Source, questionnaire: Questionnaire) -> Loaded[ActionLibrary]:
    """The action library that *source* holds, if nothing in it is wrong."""
    loaded = fit(ActionLibrary, source)
    if loaded.value is None:
        return loaded
    problems = apply(references.ACTIONS, (loaded.value, questionnaire), source)
    return Loaded(None, problems) if problems else loaded


def _local(overlay: "Overlay", source: Source, folder: Traversable) -> Loaded[Written]:
    """The local questionnaire in *source*, with what it extends: a file in its *folder*, or a shipped one."""
    from speedbumps.questionnaires.overlay import resolved
    from speedbumps.questionnaires.overlay_rules import SOUGHT

    sought, base = _sought(overlay, source, folder)
    problems = apply(SOUGHT, sought, source)
    if problems or base is None:
        return Loaded(None, problems)
    local = resolved(overlay, base.questionnaire, source)
    if local.value is None:
        return Loaded(None, local.problems)
    home = base.folder if overlay.actions is None else folder
    return Loaded(Written(source, local.value.questionnaire, home, local.value, base.questionnaire))


def _sought(overlay: "Overlay", source: Source, folder: Traversable) -> tuple["Sought", Written | None]:
    """What is there under the name that *overlay* extends: the first such file that is not the overlay itself."""
    from speedbumps.questionnaires.overlay_rules import Sought

    for here in (folder, shipped("questionnaires")):
        path = here / f"{overlay.extends.partition('@')[0]}.yaml"
        if not path.is_file() or str(path) == source.path:
            continue
        read = read_yaml(path).value
        if read is not None and isinstance(read.data, dict) and is_overlay(read):
            return Sought(overlay, found=True, extends=str(read.data["extends"])), None
        base = questionnaire_of(read, here).value if read is not None else None
        if base is None:
            return Sought(overlay, found=True), None
        named = base.questionnaire
        return Sought(overlay, found=True, sound=True, id=named.id, version=named.version), base
    return Sought(overlay, found=False, known=tuple(sorted(shipped_names()))), None


def _library_beside(written: Written) -> Loaded[ActionLibrary]:
    source, questionnaire = written.source, written.questionnaire
    name = questionnaire.actions or ""
    if "/" in name or "\\" in name or not (written.folder / name).is_file():
        place = source.place(("actions",) if "actions" in source.data else ("extends",))
        message = f"there is no file '{name}' beside the questionnaire"
        return Loaded(None, (Problem(source.path, place, NO_LIBRARY, message),))
    read = read_yaml(written.folder / name)
    if read.value is None:
        return Loaded(None, read.problems)
    if written.base is None or "actions" in source.data:
        return library_of(read.value, questionnaire)
    from speedbumps.questionnaires.overlay import eased

    inherited = library_of(read.value, written.base)
    return Loaded(eased(inherited.value, questionnaire)) if inherited.value is not None else inherited
