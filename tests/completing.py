"""From an example on a check's page to a whole file that can be checked.

An example shows only the keys that matter. What it leaves out comes after it, from a base without any fault, so that
its own lines keep their numbers.
"""

import re
import shutil
from pathlib import Path

from speedbumps.checks.pages import Example

BASES = Path(__file__).parent / "bases"
KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)

NAMES = {
    "yaml": "base.yaml",
    "yaml actions": "base.actions.yaml",
    "yaml answers": "answers.yaml",
    "yaml raw": "base.yaml",
    "csv answers": "answers.csv",
}
"""What the file of each kind of example is called. A raw one is left as it is."""


def written(example: Example, folder: Path) -> Path:
    """The file with *example* in it, in *folder*, beside the other files of the base."""
    for base in BASES.iterdir():
        shutil.copy(base, folder)
    path = folder / NAMES[example.kind]
    base = BASES / path.name
    whole = not base.exists() or example.kind == "yaml raw"
    path.write_text(example.text if whole else completed(example.text, base.read_text("utf-8")), "utf-8")
    return path


def completed(text: str, base: str) -> str:
    """The *text*, followed by every part of *base* whose key it does not have."""
    given = set(KEY.findall(text))
    starts = [*KEY.finditer(base)]
    ends = [*(start.start() for start in starts[1:]), len(base)]
    return text + "".join(
        base[start.start() : end] for start, end in zip(starts, ends, strict=True) if start[1] not in given
    )
