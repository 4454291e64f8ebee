"""Find the files that belong together: a questionnaire with its actions, translations, history and overlays."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.yaml_source import LARGEST
from speedbumps.questionnaires.history_file import ENDING

HEAD = re.compile(
    r"^\{?[ ]?[\"']?(?P<key>format|extends|actions|of)[\"']?[ \t]*:[ \t]*[\"']?(?P<value>[^\s\"',}#]+)",
    re.MULTILINE,
)
"""Matches a key that says what kind of file this is, or which other one it belongs to."""

BEGINNING = 4096
"""The bytes of a file in which its format stands."""

KINDS = ("questionnaire", "actions", "translation", "history")


class _Link(NamedTuple):
    """A file, and the names of the files in its folder that it belongs to."""

    path: Path
    names: tuple[str, ...]


def companions_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files beside *paths* that belong to one of them and are not among them.

    Files belong together if one of them changes what is wrong with the other.
    """
    listed = {path.resolve() for path in paths}
    found: dict[Path, None] = {}
    for folder in dict.fromkeys(path.parent for path in paths if _is_yaml(path)):
        beside = _yaml_files(folder)
        if all(path.resolve() in listed for path in beside):
            continue
        here = {path.name for path in paths if path.parent == folder}
        found |= dict.fromkeys(each for each in _connected(here, beside) if each.resolve() not in listed)
    return list(found)


def rests_on(path: Path, text: str) -> list[Path]:
    """Return the files that the *text* of the file at *path* rests on: its actions, its history, or what it extends."""
    names = (*_link(path, text).names, f"{path.stem}{ENDING}")
    return [path.with_name(name) for name in names if name != path.name and path.with_name(name).is_file()]


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() == ".yaml"


def _yaml_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if _is_yaml(path) and path.is_file())
    except OSError:
        return []


def _connected(names: Iterable[str], beside: Iterable[Path]) -> Iterator[Path]:
    """Yield the files *beside* each other that are linked to one of *names*, directly or through others."""
    links = [link for link in map(_read_link, beside) if link is not None]
    joined: dict[str, set[str]] = {}
    for link in links:
        for name in link.names:
            joined.setdefault(link.path.name, set()).add(name)
            joined.setdefault(name, set()).add(link.path.name)
    waiting, reached = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += joined.get(name, ())
    return (link.path for link in links if link.path.name in reached)


def _read_link(path: Path) -> _Link | None:
    """Return what the file at *path* belongs to; None if it is no file of a questionnaire's."""
    try:
        with path.open("rb") as file:
            beginning = file.read(BEGINNING)
            if not any(f"speedbumps-{kind}".encode() in beginning for kind in KINDS):
                return None
            content = beginning + file.read(LARGEST)
    except OSError:
        return None
    return _link(path, content.decode("utf-8", errors="replace").removeprefix("\ufeff"))


def _link(path: Path, text: str) -> _Link:
    """Return what the file at *path*, with this *text*, belongs to."""
    written = {found["key"]: found["value"] for found in reversed([*HEAD.finditer(text)])}
    names = [f"{written[key].partition('@')[0]}.yaml" for key in ("of", "extends") if key in written]
    names += [written["actions"]] if "actions" in written else []
    if path.name.endswith(ENDING):
        names.append(f"{path.name.removesuffix(ENDING)}.yaml")
    return _Link(path, tuple(dict.fromkeys(names)))
