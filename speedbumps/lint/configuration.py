"""Find and read the configuration that applies to a folder."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from speedbumps.diagnostics.codes import WRONG_SETTING
from speedbumps.diagnostics.problem import BadFilesError, Problem, Route, Span, require_value
from speedbumps.diagnostics.yaml_events import LINE_END
from speedbumps.model.configuration import Configuration
from speedbumps.model.lexicon import Lexicon
from speedbumps.questionnaires.lexicons import load_lexicon
from speedbumps.questionnaires.validate import explain_errors

OWN, SHARED = "speedbumps.toml", "pyproject.toml"


class ConfigurationFile(NamedTuple):
    """A configuration, and the file that it was read from."""

    configuration: Configuration = Configuration()
    path: Path | None = None
    lexicons: tuple[Lexicon, ...] = ()
    text: str = ""
    """The content of the file."""

    @property
    def baseline(self) -> Path | None:
        """Return the path of the baseline that it names."""
        name = self.configuration.baseline
        return self.folder / name if name is not None else None

    @property
    def questionnaire(self) -> str | None:
        """Return the id or path of the questionnaire that it names."""
        name = self.configuration.questionnaire
        return str(self.folder / name) if name is not None and (self.folder / name).is_file() else name

    @property
    def folder(self) -> Path:
        """Return the folder that paths in it are relative to."""
        return self.path.parent if self.path else Path()


def find_configuration(folder: Path) -> ConfigurationFile:
    """Return the configuration of *folder*, or of the nearest folder above it that has one.

    Raises:
        BadFilesError: If it cannot be read, or has problems.
    """
    for here in (folder.resolve(), *folder.resolve().parents):
        for name in (OWN, SHARED):
            data = _read_toml(here / name) if (here / name).is_file() else None
            if data is not None:
                return _validate_configuration(here / name, data)
    return ConfigurationFile()


def _read_toml(path: Path) -> Mapping[str, Any] | None:
    """Return the part for speedbumps of the file at *path*; None if there is none."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        if path.name == SHARED:
            return None  # other programs read this file too, and report its mistakes
        raise BadFilesError((_configuration_problem(path, line, column, f"this is not TOML: {error}"),)) from None
    tool = data.get("tool", {})
    found = data if path.name == OWN else tool.get("speedbumps") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def _validate_configuration(path: Path, data: Mapping[str, Any]) -> ConfigurationFile:
    try:
        configuration = Configuration.model_validate(data)
    except ValidationError as error:
        text = path.read_text("utf-8")
        raise BadFilesError(
            tuple(_value_problem(path, text, route, message) for route, message in explain_errors(Configuration, error))
        ) from None
    files = [path.parent / name for name in configuration.words]
    known = [configuration.baseline] if configuration.baseline is not None else []
    for name in (*configuration.words, *known):
        if not (path.parent / name).is_file():
            line, column = _find_name(path.read_text("utf-8"), name)
            raise BadFilesError((_configuration_problem(path, line, column, f"there is no file '{name}'"),))
    lexicons = tuple(require_value(load_lexicon(file)) for file in files)
    return ConfigurationFile(configuration, path, lexicons, path.read_text("utf-8"))


def _value_problem(path: Path, text: str, route: Route, message: str) -> Problem:
    names = [step for step in route if isinstance(step, str)]
    line, column = _find_name(text, names[-1] if names else "speedbumps")
    return _configuration_problem(path, line, column, message)


def _find_name(text: str, name: str) -> tuple[int, int]:
    """Return the line and column of the first *name* in *text*, since tomllib does not report places."""
    for number, line in enumerate(LINE_END.split(text), start=1):
        found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", line)
        if found:
            return number, found.start() + 1
    return 1, 1


def _configuration_problem(path: Path, line: int, column: int, message: str) -> Problem:
    return Problem(str(path), Span(line, column, line, column + 1), WRONG_SETTING, message)
