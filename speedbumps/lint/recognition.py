"""Tell our files from those of other programs, which lie in the same folders."""

import codecs
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from speedbumps.diagnostics.suggestions import find_only_match
from speedbumps.diagnostics.yaml_source import LARGEST
from speedbumps.lint.dispatch import CHECKERS, KIND_OF_FORMAT, MODELS
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.history import History
from speedbumps.model.overlay import Overlay
from speedbumps.model.review import Review
from speedbumps.questionnaires.file_kinds import file_fields

TOP_KEY = re.compile(
    r"^\{?[ ]?[\"']?(?P<key>[A-Za-z_][\w-]*)[\"']?[ \t]*:(?P<value>[^\r\n#]*)",
    re.MULTILINE,
)
"""Matches a key at the beginning of a line, in a file that need not be valid YAML."""

OUR_NAME = "speedbump"

FEWEST_KEYS = 3
"""The fewest keys that a kind of file needs, beside its format, by which a file without a format is known."""

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_ours(path: Path) -> bool:
    """Return whether the YAML file at *path* gives one of our formats, if misspelt, or has the keys of one of them.

    A file that cannot be opened counts as ours, so that it is reported.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST)
    except (OSError, ValueError):
        return True
    text = content.decode("utf-16" if content.startswith(UTF_16) else "utf-8", errors="replace")
    keys = {found["key"]: found["value"].strip(" \t\"',}") for found in TOP_KEY.finditer(text.removeprefix("\ufeff"))}
    formats = [value for key, value in keys.items() if find_only_match(key, ["format"])]
    return any(map(_is_our_format, formats)) or ("format" not in keys and _has_our_keys(keys))


def _is_our_format(written: str) -> bool:
    kinds = [KIND_OF_FORMAT.sub("", name) for name in CHECKERS]
    folded = written.casefold()
    return OUR_NAME in folded or KIND_OF_FORMAT.sub("", folded) in kinds


def _has_our_keys(keys: Mapping[str, str]) -> bool:
    """Return whether *keys* hold what one of our kinds of files needs, but for its format and one more key."""
    return any(
        len(needed & keys.keys()) >= max(FEWEST_KEYS, len(needed) - 1) for needed in map(_needed_keys, _models())
    )


def _models() -> tuple[type[BaseModel], ...]:
    return (*MODELS.values(), Overlay, PersonalAnswers, Review, History)


def _needed_keys(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in file_fields(model).items() if field.is_required()) - {"format"}
