"""Find and load a questionnaire with its action library."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from speedbumps.diagnostics.codes import NO_LIBRARY
from speedbumps.diagnostics.problem import LoadResult, Problem
from speedbumps.diagnostics.rules import name_odd_sign, run_checks
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires import references
from speedbumps.questionnaires.validate import validate
from speedbumps.resources import shipped_folder
from speedbumps.text import shorten

if TYPE_CHECKING:  # only local questionnaires need these modules
    from speedbumps.model.overlay import Overlay
    from speedbumps.questionnaires.overlay import LocalQuestionnaire
    from speedbumps.questionnaires.overlay_rules import BaseLookup


PLANS_QUESTIONNAIRES = "questionnaires"
"""The folder beside a plan in which its questionnaire may lie."""


def find_questionnaire(name: str, beside: Path | None = None) -> Traversable:
    """Return the path of the questionnaire called *name*.

    The name is a path, or an id that is looked for in the folder *beside*, then among the shipped questionnaires.

    Raises:
        FileNotFoundError: If there is no such questionnaire; the message lists the shipped ones.
    """
    if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name:
        if _is_there(Path(name)):
            return Path(name)
        raise FileNotFoundError(f"there is no file {shorten(name)}")
    folders: list[Traversable] = [*([beside] if beside else []), shipped_folder("questionnaires")]
    for folder in folders:
        if _is_there(path := folder / f"{name}.yaml") and path.is_file():
            return path
    known = ", ".join(sorted(shipped_questionnaires()))
    raise FileNotFoundError(
        f"there is no questionnaire '{shorten(name)}'; shipped with speedbumps: {known}. Any other is named by its path"
    )


def find_questionnaire_of_plan(name: str, folder: Path, given: str | None = None) -> Traversable:
    """Return the path of the questionnaire called *name*, on which a plan in *folder* rests.

    It is the one that is *given*, by its path or its id, if it has that id; otherwise it is looked for in *folder*, in
    the folder questionnaires there, and among the shipped ones.

    Raises:
        FileNotFoundError: If there is none, or nothing where one is given.
    """
    if given is not None:
        where = find_questionnaire(given)
        loaded = load_questionnaire(where).value
        if loaded is None or loaded.questionnaire.id == name:
            return where
    shipped = shipped_folder("questionnaires")
    folders: tuple[Traversable, ...] = (folder, folder / PLANS_QUESTIONNAIRES, shipped)
    for each in folders:
        if _is_there(path := each / f"{name}.yaml") and path.is_file():
            return path
    known, other = ", ".join(sorted(shipped_questionnaires())), f", which now names another: {given}" if given else ""
    raise FileNotFoundError(
        f"there is no {shorten(name)}.yaml beside the plan, in the folder {PLANS_QUESTIONNAIRES} there, or among the "
        f"shipped questionnaires ({known}); put it there, or name its path with -q{other}"
    )


def _is_there(path: Traversable) -> bool:
    """Return whether there is something at *path*; a name that the system cannot use is that of nothing."""
    try:
        return path.is_file() or path.is_dir()
    except (OSError, ValueError):
        return False


def shipped_questionnaires() -> list[str]:
    """Return the ids of the shipped questionnaires."""
    files = (entry.name for entry in shipped_folder("questionnaires").iterdir())
    return [name.removesuffix(".yaml") for name in files if name.endswith(".yaml") and name.count(".") == 1]


class QuestionnaireFile(NamedTuple):
    """A valid questionnaire, and the file that it was read from."""

    source: Source
    questionnaire: Questionnaire
    """The questionnaire that people answer; for a local one, including all that it inherits."""
    folder: Traversable
    """The folder of its action library."""
    local: "LocalQuestionnaire | None" = None
    """The resolved local questionnaire, if it is one."""
    base: Questionnaire | None = None
    """The questionnaire that a local one extends."""


def read_instrument(path: Traversable) -> LoadResult[Instrument]:
    """Return the questionnaire at *path*, with the action library that it names.

    Raises:
        FileNotFoundError: If there is no file at *path*.
    """
    written = load_questionnaire(path)
    return build_instrument(written.value) if written.value is not None else LoadResult(None, written.problems)


def load_questionnaire(path: Traversable) -> LoadResult[QuestionnaireFile]:
    """Return the questionnaire at *path*, without its action library, which need not exist.

    Raises:
        FileNotFoundError: If there is no file at *path*.
    """
    read = read_yaml(path)
    if read.value is None:
        return LoadResult(None, read.problems)
    return validate_questionnaire(read.value, path.parent if isinstance(path, Path) else None)


def validate_questionnaire(source: Source, folder: Traversable | None) -> LoadResult[QuestionnaireFile]:
    """Return the questionnaire in *source*, or its problems.

    *folder* is the folder of its file; None for a shipped questionnaire.
    """
    here = folder or shipped_folder("questionnaires")
    if is_overlay(source):
        from speedbumps.model.overlay import Overlay

        overlay = validate(Overlay, source)
        return (
            _load_local(overlay.value, source, here)
            if overlay.value is not None
            else LoadResult(None, overlay.problems)
        )
    loaded = validate(Questionnaire, source)
    if loaded.value is None:
        return LoadResult(None, loaded.problems)
    problems = run_checks(references.QUESTIONNAIRE, loaded.value, source)
    return LoadResult(None, problems) if problems else LoadResult(QuestionnaireFile(source, loaded.value, here))


def is_overlay(source: Source) -> bool:
    """Return whether *source* holds a local questionnaire, which extends another."""
    return isinstance(source.data, dict) and "extends" in source.data


def build_instrument(written: QuestionnaireFile) -> LoadResult[Instrument]:
    """Return the questionnaire in the file *written*, with its action library, or the problems of the library."""
    origins = dict(written.local.origins) if written.local else {}
    questionnaire = written.questionnaire
    if questionnaire.actions is None:
        return LoadResult(Instrument(questionnaire=questionnaire, origins=origins))
    library = _load_library(written)
    if library.value is None:
        return LoadResult(None, library.problems)
    return LoadResult(Instrument(questionnaire=questionnaire, library=library.value, origins=origins))


def validate_library(source: Source, questionnaire: Questionnaire) -> LoadResult[ActionLibrary]:
    """Return the action library in *source*, or its problems; *questionnaire* is the one that names it."""
    loaded = validate(ActionLibrary, source)
    if loaded.value is None:
        return loaded
    problems = run_checks(references.ACTIONS, (loaded.value, questionnaire), source)
    return LoadResult(None, problems) if problems else loaded


def _load_local(overlay: "Overlay", source: Source, folder: Traversable) -> LoadResult[QuestionnaireFile]:
    """Return the local questionnaire in *source*; it extends a questionnaire in *folder*, or a shipped one."""
    from speedbumps.questionnaires.overlay import resolve_overlay
    from speedbumps.questionnaires.overlay_rules import BASE_CHECKS

    sought, base = _find_base(overlay, source, folder)
    problems = run_checks(BASE_CHECKS, sought, source)
    if problems or base is None:
        return LoadResult(None, problems)
    local = resolve_overlay(overlay, base.questionnaire, source)
    if local.value is None:
        return LoadResult(None, local.problems)
    home = base.folder if overlay.actions is None else folder
    return LoadResult(QuestionnaireFile(source, local.value.questionnaire, home, local.value, base.questionnaire))


def _find_base(
    overlay: "Overlay", source: Source, folder: Traversable
) -> tuple["BaseLookup", QuestionnaireFile | None]:
    """Look up the name that *overlay* extends, and return the first such file other than the overlay itself."""
    from speedbumps.questionnaires.overlay_rules import BaseLookup

    for here in (folder, shipped_folder("questionnaires")):
        path = here / f"{overlay.extends.partition('@')[0]}.yaml"
        if not path.is_file() or str(path) == source.path:
            continue
        read = read_yaml(path).value
        if read is not None and isinstance(read.data, dict) and is_overlay(read):
            return BaseLookup(overlay, found=True, extends=str(read.data["extends"])), None
        base = validate_questionnaire(read, here).value if read is not None else None
        if base is None:
            return BaseLookup(overlay, found=True), None
        named = base.questionnaire
        return BaseLookup(overlay, found=True, sound=True, id=named.id, version=named.version), base
    return BaseLookup(overlay, found=False, known=tuple(sorted(shipped_questionnaires()))), None


def _load_library(written: QuestionnaireFile) -> LoadResult[ActionLibrary]:
    source, questionnaire = written.source, written.questionnaire
    name = questionnaire.actions or ""
    if "/" in name or "\\" in name or not (written.folder / name).is_file():
        place = source.find_span(("actions",) if "actions" in source.data else ("extends",))
        message = f"there is no file '{name}' beside the questionnaire"
        return LoadResult(None, (name_odd_sign(Problem(source.path, place, NO_LIBRARY, message), source),))
    read = read_yaml(written.folder / name)
    if read.value is None:
        return LoadResult(None, read.problems)
    if written.base is None or "actions" in source.data:
        return validate_library(read.value, questionnaire)
    from speedbumps.questionnaires.overlay import trim_library

    inherited = validate_library(read.value, written.base)
    return LoadResult(trim_library(inherited.value, questionnaire)) if inherited.value is not None else inherited
