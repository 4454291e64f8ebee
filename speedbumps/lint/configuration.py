"""From a folder to the configuration that holds in it."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from speedbumps.diagnostics.codes import WRONG_SETTING
from speedbumps.diagnostics.problem import BadFilesError, Problem, Route, Span, needed
from speedbumps.model.configuration import Configuration
from speedbumps.model.lexicon import Lexicon
from speedbumps.questionnaires.lexicons import lexicon_at
from speedbumps.questionnaires.validate import complaints

OWN, SHARED = "speedbumps.toml", "pyproject.toml"


class Settings(NamedTuple):
    """A configuration, and where it came from."""

    configuration: Configuration = Configuration()
    path: Path | None = None
    lexicons: tuple[Lexicon, ...] = ()
    text: str = ""
    """What the file of the configuration holds."""

    @property
    def folder(self) -> Path:
        """The folder from which paths in it are seen."""
        return self.path.parent if self.path else Path()


def settings(folder: Path) -> Settings:
    """The configuration of *folder*, or of the nearest folder above it that has one.

    Raises:
        BadFilesError: If it cannot be read, or holds a mistake.
    """
    for here in (folder.resolve(), *folder.resolve().parents):
        for name in (OWN, SHARED):
            data = _read(here / name) if (here / name).is_file() else None
            if data is not None:
                return _settings(here / name, data)
    return Settings()


def _read(path: Path) -> Mapping[str, Any] | None:
    """What is said to speedbumps in the file at *path*; None if nothing is."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        if path.name == SHARED:
            return None  # it is other programs' file too, and theirs to complain of
        raise BadFilesError((_problem(path, line, column, f"this is not TOML: {error}"),)) from None
    tool = data.get("tool", {})
    found = data if path.name == OWN else tool.get("speedbumps") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def _settings(path: Path, data: Mapping[str, Any]) -> Settings:
    try:
        configuration = Configuration.model_validate(data)
    except ValidationError as error:
        text = path.read_text("utf-8")
        raise BadFilesError(
            tuple(_misfit(path, text, route, message) for route, message in complaints(Configuration, error))
        ) from None
    files = [path.parent / name for name in configuration.words]
    for file, name in zip(files, configuration.words, strict=True):
        if not file.is_file():
            line, column = _line_of(path.read_text("utf-8"), name)
            raise BadFilesError((_problem(path, line, column, f"there is no file '{name}'"),))
    lexicons = tuple(needed(lexicon_at(file)) for file in files)
    return Settings(configuration, path, lexicons, path.read_text("utf-8"))


def _misfit(path: Path, text: str, route: Route, message: str) -> Problem:
    names = [step for step in route if isinstance(step, str)]
    line, column = _line_of(text, names[-1] if names else "speedbumps")
    return _problem(path, line, column, message)


def _line_of(text: str, name: str) -> tuple[int, int]:
    """Where *name* first stands in *text*; TOML's reader keeps no places."""
    for number, line in enumerate(text.splitlines(), start=1):
        found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", line)
        if found:
            return number, found.start() + 1
    return 1, 1


def _problem(path: Path, line: int, column: int, message: str) -> Problem:
    return Problem(str(path), Span(line, column, line, column + 1), WRONG_SETTING, message)
